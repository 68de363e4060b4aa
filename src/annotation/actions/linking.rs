//! Links between tags, such as a quote's to its source.

use super::{Ids, corrected, find};
use crate::annotation::{
    AnnotationId, Document, Edit, EditError, Extra, Key, Relation, RelationId, Signature, Standing,
    Transaction,
};

/// Links two annotations, as a person's own work; accepts the one that the link starts from.
///
/// A link that is there already is accepted instead of doubled.
pub fn link(
    document: &Document,
    kind: &Key,
    from: AnnotationId,
    to: AnnotationId,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let (start, _) = (find(document, from)?, find(document, to)?);
    if from == to {
        return super::refused("a tag cannot be linked to itself; choose another one");
    }
    let mut edits = corrected(document, start, by, |_| {});
    let known = document.relations_of(from).find(|it| it.kind == *kind && it.to == to);
    if known.is_none() {
        edits.push(Edit::Link(Box::new(Relation {
            id: Ids::new(document).relation(),
            kind: kind.clone(),
            from,
            to,
            standing: Standing::by_person(by.clone()),
            extra: Extra::new(),
        })));
    }
    Ok(Transaction::new(format!("Link: {}", name(document, kind)), edits))
}

/// Takes a link out; accepts the annotation that it started from.
pub fn unlink(
    document: &Document,
    id: RelationId,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let link = document.relation(id).ok_or(EditError::NoRelation(id))?;
    let mut edits = vec![Edit::Unlink(id)];
    let others = corrected(document, find(document, link.from)?, by, |_| {});
    edits.extend(others.into_iter().filter(|edit| match edit {
        Edit::Unlink(it) => *it != id,
        Edit::Link(it) => it.id != id,
        Edit::Replace(it) => it.id != link.to,
        _ => true,
    }));
    Ok(Transaction::new(format!("Unlink: {}", name(document, &link.kind)), edits))
}

fn name(document: &Document, kind: &Key) -> String {
    let spec = document.tag_set().relation(kind.as_str());
    spec.map_or_else(|| kind.to_string(), |it| it.name.clone())
}
