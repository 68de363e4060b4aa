//! What a user does, as functions that build a [`Transaction`].
//!
//! An action reads the document and says which edits it takes; it changes nothing itself and needs
//! no undo of its own. A correction (relabel, resize, …) also accepts: the editor has decided.

mod meaning;
mod review;
mod shape;
mod tagging;
mod zoning;

pub use self::meaning::{
    Speaker, merge_records, rename_record, set_attribute, set_note, set_record, set_record_new,
    set_speaker,
};
pub use self::review::{accept, decide_many, parts, reject, reopen, unsure};
pub use self::shape::{add_fragment, delete, merge, relabel, remove_fragment, resize, split};
pub use self::tagging::{Mention, identical_mentions, tag, tag_mentions};
pub use self::zoning::rezone;

use super::document::NextIds;
use super::model::{Origin, Proposed, Rule};
use super::{
    Annotation, AnnotationId, Document, Edit, EditError, Relation, RelationId, Review, Signature,
    Transaction,
};

/// The annotation, or the error that there is none.
fn find(document: &Document, id: AnnotationId) -> Result<&Annotation, EditError> {
    document.annotation(id).ok_or(EditError::NoAnnotation(id))
}

/// The edit that changes an annotation, as a person's decision: signed and accepted, with what the
/// tagger proposed kept.
fn corrected(old: &Annotation, by: &Signature, change: impl FnOnce(&mut Annotation)) -> Edit {
    let mut new = old.clone();
    change(&mut new);
    if let Origin::Tagger(Rule { proposed: place @ None, .. }) = &mut new.standing.origin
        && (new.label != old.label || new.spans != old.spans)
    {
        *place = Some(Proposed { label: old.label.clone(), spans: old.spans.clone() });
    }
    new.standing.review = Review::Accepted;
    new.standing.signed = Some(by.clone());
    Edit::Replace(Box::new(new))
}

/// Edits that take an annotation out with the relations that touch it.
fn removal(document: &Document, id: AnnotationId) -> Vec<Edit> {
    let unlink = document.relations_of(id).map(|it| Edit::Unlink(it.id));
    unlink.chain([Edit::Remove(id)]).collect()
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

/// One edit under a name.
fn single(name: &str, edit: Edit) -> Transaction {
    Transaction::new(name, vec![edit])
}
