//! What may be tagged: another tag set for a document, and labels put in the place of others.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{label_name, refused};
use crate::annotation::{
    Annotation, AnnotationId, Document, Edit, EditError, Key, Review, Signature, TagSet,
    Transaction,
};

/// Gives the document another tag set. What it has stays as it is; a set that could not hold that is
/// refused, with what to do first.
pub fn set_tag_set(document: &Document, new: Arc<TagSet>) -> Result<Transaction, EditError> {
    let old = document.tag_set();
    for label in old.labels.iter().filter(|it| new.label(it.key.as_str()).is_none()) {
        let count = document.annotations().filter(|it| it.label == label.key).count();
        if count > 0 {
            return refused(format!(
                "{count} {} the label {}, rejected ones counted; replace it by another label \
                 before it goes",
                if count == 1 { "tag has" } else { "tags have" },
                label.name
            ));
        }
    }
    if let Some((tag, key)) = unfit(document, &new) {
        let words = super::short(&document.excerpt(tag));
        return refused(format!(
            "“{words}” ({}) says something about {key} that the new tag set does not allow; change \
             that first, or allow it",
            label_name(document, &tag.label)
        ));
    }
    for link in document.relations() {
        let ends = document.annotation(link.from).zip(document.annotation(link.to));
        let spec = new.relation(link.kind.as_str());
        let fits = spec.zip(ends).is_some_and(|(it, (from, to))| it.admits(&from.label, &to.label));
        if let Some((from, to)) = ends.filter(|_| !fits) {
            let name = old.relation(link.kind.as_str()).map_or(link.kind.as_str(), |it| &it.name);
            return refused(format!(
                "“{}” and “{}” are linked by {name}, which the new tag set does not allow between \
                 them; allow it, or take the link out first",
                super::short(&document.excerpt(from)),
                super::short(&document.excerpt(to))
            ));
        }
    }
    let edits = if *new == **old { Vec::new() } else { vec![Edit::SetTagSet(new)] };
    Ok(Transaction::new("Change the tag set", edits))
}

/// The first annotation with an attribute that `tags` does not allow, and that attribute.
fn unfit<'a>(document: &'a Document, tags: &TagSet) -> Option<(&'a Annotation, &'a Key)> {
    document.annotations().find_map(|it| {
        let label = tags.label(it.label.as_str());
        let odd = it.attributes.iter().find(|(key, value)| {
            !label.and_then(|it| it.attribute(key.as_str())).is_some_and(|it| it.admits(value))
        });
        odd.map(|(key, _)| (it, key))
    })
}

/// The annotations that [`replace_label`] is about: those with label `from` that are not rejected and
/// among whose words `words` stand, in either case.
pub fn with_label(document: &Document, from: &Key, words: &str) -> Vec<AnnotationId> {
    let wanted = words.trim().to_lowercase();
    let live = document.annotations().filter(|it| it.label == *from && it.is_live());
    let found = live
        .filter(|it| wanted.is_empty() || document.excerpt(it).to_lowercase().contains(&wanted));
    found.map(|it| it.id).collect()
}

/// Gives all of `ids` the label `to`, in one step. Each decides as [`relabel`](super::relabel) does but
/// open ones stay open; what a tag loses by it is told in the name of the step.
pub fn replace_label(
    document: &Document,
    ids: &[AnnotationId],
    to: &Key,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let mut copy = document.clone();
    let mut edits = Vec::new();
    let mut done = BTreeSet::new();
    let mut lost = 0;
    for id in ids.iter().filter(|it| done.insert(**it)) {
        let Some(old) = copy.annotation(*id).filter(|it| it.label != *to).cloned() else {
            continue;
        };
        let facts = |it: &Document| {
            let tag = it.annotation(*id);
            let own = tag.map_or(0, |it| it.attributes.len() + usize::from(it.record.is_some()));
            own + it.relations_of(*id).count()
        };
        let before = facts(&copy);
        let mut step = super::relabel(&copy, *id, to, by)?.edits;
        if old.standing.review == Review::Proposed {
            for edit in &mut step {
                if let Edit::Replace(it) = edit
                    && it.id == *id
                {
                    let it = Arc::make_mut(it);
                    (it.standing.review, it.standing.signed) =
                        (Review::Proposed, old.standing.signed.clone());
                }
            }
        }
        Transaction::new("", step.clone()).apply(&mut copy)?;
        lost += before.saturating_sub(facts(&copy));
        edits.extend(step);
    }
    let count = done.len();
    let told = match lost {
        0 => String::new(),
        1 => ", without 1 attribute, link or record".to_owned(),
        _ => format!(", without {lost} attributes, links or records"),
    };
    let tags = if count == 1 { "tag" } else { "tags" };
    let name = format!("Relabel {count} {tags} as {}{told}", label_name(document, to));
    Ok(Transaction::new(name, edits))
}
