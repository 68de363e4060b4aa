//! What a user does, as functions that build a [`Transaction`](super::Transaction).
//!
//! An action reads the document and says which edits it takes; it changes nothing itself and needs
//! no undo of its own. A correction (relabel, resize, …) also accepts: the editor has decided. What
//! a tagger proposed is never taken out but rejected, so that it is not proposed again. An action
//! that would change nothing gives a transaction without edits.

mod dropped;
mod linking;
mod meaning;
mod part;
mod records;
mod review;
mod shape;
mod speaker;
mod tagging;
mod tagset;
#[cfg(test)]
mod tests;
mod zoning;

pub use self::dropped::{Dropped, dropped};
pub use self::linking::{link, unlink};
pub use self::meaning::{set_attribute, set_note, set_record, set_record_new};
pub use self::part::{tag_part, take_part_off};
pub(super) use self::records::forget_unused;
pub use self::records::{merge_records, rename_record, split_record};
pub use self::review::{accept, decide_many, parts, reject, reopen, unsure};
pub use self::shape::{add_fragment, delete, merge, relabel, remove_fragment, resize, split};
pub use self::speaker::{Speaker, set_speaker};
pub(super) use self::tagging::in_the_way;
pub use self::tagging::{Alike, Mention, identical_mentions, tag, tag_mentions};
pub use self::tagset::{replace_label, set_tag_set, with_label};
pub use self::zoning::rezone;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::document::NextIds;
use super::model::{Origin, Proposed, Rule};
use super::{
    Annotation, AnnotationId, Document, Edit, EditError, Key, Relation, RelationId, Review,
    Signature, Standing,
};

/// The annotation, or the error that there is none.
fn find(document: &Document, id: AnnotationId) -> Result<&Annotation, EditError> {
    document.annotation(id).ok_or(EditError::NoAnnotation(id))
}

/// What cannot be done, in a sentence that says what to do instead.
fn refused<T>(why: impl Into<String>) -> Result<T, EditError> {
    Err(EditError::Refused(why.into()))
}

/// The name of a label as the window shows it.
fn label_name(document: &Document, label: &Key) -> String {
    let known = document.tag_set().label(label.as_str());
    known.map_or_else(|| label.to_string(), |it| it.name.clone())
}

/// The first words of a place, for names of steps.
fn short(words: &str) -> String {
    const LONGEST: usize = 40;
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default().trim_end()),
        None => line,
    }
}

/// The edits that change an annotation, as a person's decision: signed and accepted with its parts,
/// with what the tagger proposed kept. None if all is so already.
fn corrected(
    document: &Document,
    old: &Annotation,
    by: &Signature,
    change: impl FnOnce(&mut Annotation),
) -> Vec<Edit> {
    let mut new = old.clone();
    change(&mut new);
    if new == *old {
        return review::decide(document, old, Review::Accepted, by, &BTreeSet::new());
    }
    remember(old, &mut new);
    sign(&mut new.standing, Review::Accepted, by);
    let mut edits = review::decide_parts(document, old, Review::Accepted, by, &BTreeSet::new());
    edits.insert(0, Edit::Replace(Arc::new(new)));
    edits
}

/// Keeps the label and place that a tagger proposed, at their first change.
fn remember(old: &Annotation, new: &mut Annotation) {
    if let Origin::Tagger(Rule { proposed: place @ None, .. }) = &mut new.standing.origin
        && (new.label != old.label || new.spans != old.spans)
    {
        *place = Some(Proposed { label: old.label.clone(), spans: old.spans.clone() });
    }
}

/// Writes a decision down. An open one has no signature.
fn sign(standing: &mut Standing, review: Review, by: &Signature) {
    standing.review = review;
    standing.signed = (review != Review::Proposed).then(|| by.clone());
}

/// Whether somebody has decided so already (or, for an open one, nobody has looked).
fn is_settled(standing: &Standing, review: Review) -> bool {
    standing.review == review && standing.signed.is_none() == (review == Review::Proposed)
}

/// The edit that decides on an annotation as it stands; `None` if it is decided so already.
fn settled(old: &Annotation, review: Review, by: &Signature) -> Option<Edit> {
    (!is_settled(&old.standing, review)).then(|| {
        let mut new = old.clone();
        sign(&mut new.standing, review, by);
        Edit::Replace(Arc::new(new))
    })
}

/// Edits that take every link of an annotation out.
fn unlinked(document: &Document, id: AnnotationId) -> impl Iterator<Item = Edit> {
    document.relations_of(id).map(|it| Edit::Unlink(it.id))
}

/// The same edits, where no link is taken out that is out already: several may want the same.
fn unlinked_once(edits: Vec<Edit>) -> Vec<Edit> {
    let mut out = BTreeSet::new();
    let kept = edits.into_iter().filter(|edit| match edit {
        Edit::Unlink(id) => out.insert(*id),
        Edit::Link(it) => {
            out.remove(&it.id);
            true
        }
        _ => true,
    });
    kept.collect()
}

/// The edit that makes an annotation without links go: one that a tagger proposed is rejected, so
/// that it is not proposed again, others are taken out.
fn gone(old: &Annotation, by: &Signature) -> Option<Edit> {
    match old.standing.origin {
        Origin::Tagger(_) => settled(old, Review::Rejected, by),
        Origin::Person(_) | Origin::Import { .. } => Some(Edit::Remove(old.id)),
    }
}

/// Gives out ids for one transaction.
struct Ids(NextIds);

impl Ids {
    fn new(document: &Document) -> Self {
        Self(document.next_ids())
    }

    fn annotation(&mut self) -> AnnotationId {
        let id = self.0.annotation;
        self.0.annotation.0 += 1;
        id
    }

    fn relation(&mut self) -> RelationId {
        let id = self.0.relation;
        self.0.relation.0 += 1;
        id
    }
}

/// `relation` with other ends, as a new one: ids of relations that are gone are not used again.
fn moved(relation: &Relation, ids: &mut Ids, from: AnnotationId, to: AnnotationId) -> Edit {
    let id = ids.relation();
    Edit::Link(Box::new(Relation { id, from, to, ..relation.clone() }))
}
