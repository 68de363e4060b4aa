//! Decisions: accept, reject, unsure.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{find, is_settled, settled, sign};
use crate::annotation::{
    Annotation, AnnotationId, Document, Edit, EditError, Relation, Review, Signature, Tier,
    Transaction,
};

/// Relations whose target belongs to its quote and is decided with it.
const PART_KINDS: [&str; 2] = ["said_by", "cue"];
/// Labels that exist only as parts of a quote.
const PART_LABELS: [&str; 2] = ["source", "cue"];

/// The source and cue of a quote that no other live quote uses: they go with it.
pub fn parts(document: &Document, id: AnnotationId) -> Vec<AnnotationId> {
    own_parts(document, id, &BTreeSet::new()).map(|it| it.id).collect()
}

/// The sources and cues of a quote, each once.
fn all_parts(document: &Document, id: AnnotationId) -> impl Iterator<Item = &Annotation> {
    let links = document.relations_of(id).filter(move |it| it.from == id);
    let mut seen = BTreeSet::new();
    links
        .filter(|it| is_part_link(document, it))
        .filter_map(|it| document.annotation(it.to))
        .filter(move |it| seen.insert(it.id))
}

/// Those that no other live quote uses; quotes in `gone` do not count as live.
fn own_parts<'a>(
    document: &'a Document,
    id: AnnotationId,
    gone: &'a BTreeSet<AnnotationId>,
) -> impl Iterator<Item = &'a Annotation> {
    let is_live = |id| document.annotation(id).is_some_and(Annotation::is_live);
    all_parts(document, id).filter(move |part| {
        document.relations_of(part.id).all(|link| {
            link.from == id
                || !is_part_link(document, link)
                || gone.contains(&link.from)
                || !is_live(link.from)
        })
    })
}

fn is_part_link(document: &Document, link: &Relation) -> bool {
    let target = document.annotation(link.to).map(|it| it.label.as_str());
    PART_KINDS.contains(&link.kind.as_str()) && target.is_some_and(|it| PART_LABELS.contains(&it))
}

impl Document {
    /// Whether `annotation` is the source or cue of a live quote, and so decided with it.
    pub fn is_part(&self, annotation: &Annotation) -> bool {
        PART_LABELS.contains(&annotation.label.as_str())
            && self.relations_of(annotation.id).any(|it| {
                it.to == annotation.id
                    && is_part_link(self, it)
                    && self.annotation(it.from).is_some_and(Annotation::is_live)
            })
    }
}

/// Accepts an annotation as it stands, with its source, cue and links; those that were rejected by
/// themselves stay rejected.
pub fn accept(
    document: &Document,
    id: AnnotationId,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let edits = decide(document, find(document, id)?, Review::Accepted, by, &BTreeSet::new());
    Ok(Transaction::new("Accept", edits))
}

/// Rejects an annotation with its links and with the source and cue that only it uses. It stays in
/// the file, so that it is not proposed again.
pub fn reject(
    document: &Document,
    id: AnnotationId,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let edits = decide(document, find(document, id)?, Review::Rejected, by, &BTreeSet::new());
    Ok(Transaction::new("Reject", edits))
}

/// Opens a decision again, also for what was decided with it.
pub fn reopen(document: &Document, id: AnnotationId) -> Result<Transaction, EditError> {
    let nobody = Signature { by: String::new(), at: None };
    let edits = decide(document, find(document, id)?, Review::Proposed, &nobody, &BTreeSet::new());
    Ok(Transaction::new("Reopen", edits))
}

/// Says that a person has looked and cannot tell: stays open, as unsure and signed.
pub fn unsure(
    document: &Document,
    id: AnnotationId,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let mut new = find(document, id)?.clone();
    new.standing.review = Review::Proposed;
    new.standing.tier = Tier::Unsure;
    new.standing.signed = Some(by.clone());
    Ok(Transaction::new("Unsure", vec![Edit::Replace(Arc::new(new))]))
}

/// Decides on all of `ids` in one step. Unknown ids and those decided so already are skipped; the
/// step's name counts the others.
pub fn decide_many(
    document: &Document,
    ids: &[AnnotationId],
    review: Review,
    by: &Signature,
) -> Transaction {
    let rejected = review == Review::Rejected;
    let gone = if rejected { ids.iter().copied().collect() } else { BTreeSet::new() };
    let mut done = BTreeSet::new();
    let mut count = 0;
    let mut edits = Vec::new();
    for old in ids.iter().filter_map(|it| document.annotation(*it)) {
        if is_settled(&old.standing, review) {
            continue;
        }
        // One that was decided as a part before still counts and has its own parts.
        let more = decide(document, old, review, by, &gone);
        edits.extend(more.into_iter().filter(|edit| match edit {
            Edit::Replace(it) => done.insert(Decided::Annotation(it.id)),
            Edit::Unlink(id) => done.insert(Decided::Out(id.0)),
            Edit::Link(it) => done.insert(Decided::In(it.id.0)),
            _ => true,
        }));
        count += usize::from(done.insert(Decided::Counted(old.id)));
    }
    let verb = match review {
        Review::Accepted => "Accept",
        Review::Rejected => "Reject",
        Review::Proposed => "Reopen",
    };
    Transaction::new(format!("{verb} {count} {}", if count == 1 { "tag" } else { "tags" }), edits)
}

/// What a step over several annotations has dealt with.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Decided {
    Annotation(AnnotationId),
    Out(u32),
    In(u32),
    Counted(AnnotationId),
}

/// Edits that decide on an annotation and on what belongs to it.
pub(super) fn decide(
    document: &Document,
    old: &Annotation,
    review: Review,
    by: &Signature,
    gone: &BTreeSet<AnnotationId>,
) -> Vec<Edit> {
    let mut edits: Vec<_> = settled(old, review, by).into_iter().collect();
    edits.extend(decide_parts(document, old, review, by, gone));
    edits
}

/// Edits that decide on the parts and links of an annotation.
///
/// Accepting a quote says that its source is right, whoever else uses it; rejecting it says so only
/// of a source of its own. What was rejected by itself stays so.
pub(super) fn decide_parts(
    document: &Document,
    main: &Annotation,
    review: Review,
    by: &Signature,
    gone: &BTreeSet<AnnotationId>,
) -> Vec<Edit> {
    let parts: Vec<_> = match review {
        Review::Accepted => all_parts(document, main.id).collect(),
        Review::Rejected | Review::Proposed => own_parts(document, main.id, gone).collect(),
    };
    let with_main = |it: Review| it != Review::Rejected || !main.is_live();
    let parts = parts.into_iter().filter(|it| with_main(it.standing.review));
    let mut edits: Vec<_> = parts.filter_map(|it| settled(it, review, by)).collect();
    for link in document.relations_of(main.id).filter(|it| it.from == main.id) {
        let target = document.annotation(link.to).filter(|it| with_main(it.standing.review));
        let is_open = !is_settled(&link.standing, review) && with_main(link.standing.review);
        if target.is_some() && is_open {
            let mut new = link.clone();
            sign(&mut new.standing, review, by);
            edits.extend([Edit::Unlink(link.id), Edit::Link(Box::new(new))]);
        }
    }
    edits
}
