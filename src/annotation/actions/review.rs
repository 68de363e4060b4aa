//! Decisions: accept, reject, unsure.

use super::{find, single};
use crate::annotation::{
    Annotation, AnnotationId, Document, Edit, EditError, Relation, Review, Signature, Tier,
    Transaction,
};

/// Relations whose target belongs to its quote and is decided with it.
const PART_KINDS: [&str; 2] = ["said_by", "cue"];
/// Labels that exist only as parts of a quote.
const PART_LABELS: [&str; 2] = ["source", "cue"];

/// The source and cue of a quote that no other live quote uses: they are decided with it.
pub fn parts(document: &Document, id: AnnotationId) -> Vec<AnnotationId> {
    let own = document.relations_of(id).filter(|it| it.from == id && is_part_link(document, it));
    own.filter(|link| {
        document.relations_of(link.to).all(|other| {
            other.from == id
                || !is_part_link(document, other)
                || document.annotation(other.from).is_none_or(|it| !it.is_live())
        })
    })
    .map(|it| it.to)
    .collect()
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

/// Accepts an annotation as it stands, with its parts and their links.
pub fn accept(
    document: &Document,
    id: AnnotationId,
    by: &Signature,
) -> Result<Transaction, EditError> {
    find(document, id)?;
    Ok(Transaction::new("Accept", decide(document, id, Review::Accepted, by)))
}

/// Rejects an annotation with its parts. It stays in the file, so that it is not proposed again.
pub fn reject(
    document: &Document,
    id: AnnotationId,
    by: &Signature,
) -> Result<Transaction, EditError> {
    find(document, id)?;
    Ok(Transaction::new("Reject", decide(document, id, Review::Rejected, by)))
}

/// Opens a decision again.
pub fn reopen(document: &Document, id: AnnotationId) -> Result<Transaction, EditError> {
    find(document, id)?;
    let ids = [id].into_iter().chain(parts(document, id));
    let edits = ids.filter_map(|it| document.annotation(it)).map(|old| {
        let mut new = old.clone();
        new.standing.review = Review::Proposed;
        new.standing.signed = None;
        Edit::Replace(Box::new(new))
    });
    Ok(Transaction::new("Reopen", edits.collect()))
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
    Ok(single("Unsure", Edit::Replace(Box::new(new))))
}

/// Accepts or rejects all of `ids` in one step. Unknown ids and those decided so already are skipped.
pub fn decide_many(
    document: &Document,
    ids: &[AnnotationId],
    review: Review,
    by: &Signature,
) -> Transaction {
    let mut done = std::collections::BTreeSet::new();
    let mut edits = Vec::new();
    for id in ids {
        let differs = document.annotation(*id).is_some_and(|it| it.standing.review != review);
        if differs && done.insert(*id) {
            let more = decide(document, *id, review, by);
            edits.extend(more.into_iter().filter(|edit| match edit {
                Edit::Replace(it) if it.id != *id => done.insert(it.id),
                _ => true,
            }));
        }
    }
    let verb = match review {
        Review::Accepted => "Accept",
        Review::Rejected => "Reject",
        Review::Proposed => "Reopen",
    };
    let count = ids.len();
    Transaction::new(format!("{verb} {count} {}", if count == 1 { "tag" } else { "tags" }), edits)
}

fn decide(document: &Document, id: AnnotationId, review: Review, by: &Signature) -> Vec<Edit> {
    let ids = [id].into_iter().chain(parts(document, id));
    let decided = ids.filter_map(|it| document.annotation(it)).map(|old| {
        let mut new = old.clone();
        new.standing.review = review;
        new.standing.signed = Some(by.clone());
        Edit::Replace(Box::new(new))
    });
    decided.collect()
}
