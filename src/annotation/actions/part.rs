//! Words that belong to another tag, such as the source and cue of a quote: tagged and linked in one
//! step, taken off in one.

use std::collections::BTreeSet;

use super::records::forget_unused;
use super::tagging::same_tag;
use super::{Ids, corrected, find, gone, label_name, refused, short, unlinked_once};
use crate::annotation::{
    Annotation, AnnotationId, Document, Edit, EditError, Extra, Key, Origin, Relation, RelationId,
    RelationSpec, Signature, Spans, Standing, TagSet, Transaction,
};

impl TagSet {
    /// The relation that makes tags with label `part` parts of those with label `main`: it goes from
    /// nothing else to nothing else, in one lane.
    pub fn part_relation(&self, main: &Key, part: &Key) -> Option<&RelationSpec> {
        let only = |keys: &[Key], key: &Key| keys.len() == 1 && keys.contains(key);
        let near = main != part && self.lane(main.as_str()) == self.lane(part.as_str());
        let mut fits =
            self.relations.iter().filter(|it| only(&it.from, main) && only(&it.to, part));
        fits.next().filter(|_| near)
    }
}

/// Tags `spans` with `label` as a part of `main` and links it; accepts both.
///
/// A person's words take the place of those that a tagger proposed as this part: one that shares
/// words with them is moved there, others are taken off. What people have linked stays.
pub fn tag_part(
    document: &Document,
    main: AnnotationId,
    spans: &Spans,
    label: &Key,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let whole = find(document, main)?;
    let Some(kind) = document.tag_set().part_relation(&whole.label, label).map(|it| &it.key) else {
        let (part, whole) = (label_name(document, label), label_name(document, &whole.label));
        return refused(format!("no link makes a {part} part of a {whole}; tag the words alone"));
    };
    let there = same_tag(document, label, spans);
    let replaced: Vec<_> = proposed_parts(document, whole, kind).collect();
    let near = |it: &&(&Relation, &Annotation)| spans.iter().any(|span| it.1.spans.overlap(span));
    let moved = replaced.iter().find(near).filter(|_| there.is_none()).map(|it| it.1);
    let mut edits = Vec::new();
    let part = if let Some(old) = moved {
        edits.extend(corrected(document, old, by, |new| new.spans = spans.clone()));
        old.id
    } else {
        let new = document.next_ids().annotation;
        edits.extend(super::tag(document, spans, label, by)?.edits);
        there.map_or(new, |it| it.id)
    };
    let known =
        document.relations_of(main).any(|it| it.from == main && it.to == part && it.kind == *kind);
    if !known {
        edits.push(Edit::Link(Box::new(Relation {
            id: Ids::new(document).relation(),
            kind: kind.clone(),
            from: main,
            to: part,
            standing: Standing::by_person(by.clone()),
            extra: Extra::new(),
        })));
    }
    let gone: Vec<_> = replaced.into_iter().filter(|it| it.1.id != part).collect();
    let instead: Vec<_> = gone.iter().map(|it| quoted(document, it.1)).collect();
    let links: Vec<_> = gone.iter().map(|it| it.0).collect();
    let edits = with_main(document, whole, edits, &links, by);
    let instead = if instead.is_empty() {
        String::new()
    } else {
        format!(", instead of {}", instead.join(" and "))
    };
    let name =
        format!("Tag as {} of {}{instead}", label_name(document, label), quoted(document, whole));
    Ok(Transaction::new(name, edits))
}

/// Takes a part off its tag, which is accepted: the link goes, and what only this tag used with it.
pub fn take_part_off(
    document: &Document,
    link: RelationId,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let link = document.relation(link).ok_or(EditError::NoRelation(link))?;
    let (whole, part) = (find(document, link.from)?, find(document, link.to)?);
    let edits = with_main(document, whole, Vec::new(), &[link], by);
    let (part, whole) = (quoted(document, part), quoted(document, whole));
    Ok(Transaction::new(format!("Take {part} off {whole}"), edits))
}

fn quoted(document: &Document, it: &Annotation) -> String {
    let words = document.excerpt(it);
    format!("“{}”", short(words.trim_matches(['“', '”', '"'])))
}

/// Live parts of `main` that a tagger proposed and linked, and nobody has moved.
fn proposed_parts<'a>(
    document: &'a Document,
    main: &'a Annotation,
    kind: &'a Key,
) -> impl Iterator<Item = (&'a Relation, &'a Annotation)> {
    let links = document.relations_of(main.id);
    let links = links.filter(move |it| it.from == main.id && it.kind == *kind);
    let parts = links.filter_map(|it| Some((it, document.annotation(it.to)?)));
    let proposed = |it: &Origin| matches!(it, Origin::Tagger(_));
    parts.filter(move |(link, part)| {
        proposed(&link.standing.origin)
            && proposed(&part.standing.origin)
            && part.is_live()
            && !part.is_corrected()
    })
}

/// `edits` behind those that accept `main`, with `links` and the parts that only they hold taken off.
fn with_main(
    document: &Document,
    main: &Annotation,
    edits: Vec<Edit>,
    links: &[&Relation],
    by: &Signature,
) -> Vec<Edit> {
    let own: BTreeSet<_> = super::parts(document, main.id).into_iter().collect();
    let off: BTreeSet<_> = links.iter().map(|it| it.id).collect();
    let mut out: Vec<Edit> = links.iter().map(|it| Edit::Unlink(it.id)).collect();
    let lone = links.iter().filter(|it| own.contains(&it.to));
    for part in lone.filter_map(|it| document.annotation(it.to)) {
        let free = document.relations_of(part.id).all(|it| off.contains(&it.id));
        out.extend(gone(part, by).filter(|_| free));
    }
    let handled: BTreeSet<_> = edits
        .iter()
        .filter_map(|edit| match edit {
            Edit::Replace(it) => Some(it.id),
            _ => None,
        })
        .chain(links.iter().map(|it| it.to))
        .collect();
    let relinked: BTreeSet<_> = edits
        .iter()
        .filter_map(|edit| match edit {
            Edit::Unlink(id) => Some(*id),
            _ => None,
        })
        .collect();
    let accept = corrected(document, main, by, |_| {}).into_iter().filter(|edit| match edit {
        Edit::Replace(it) => it.id == main.id || !handled.contains(&it.id),
        Edit::Unlink(id) => !off.contains(id) && !relinked.contains(id),
        Edit::Link(it) => !off.contains(&it.id) && !relinked.contains(&it.id),
        _ => true,
    });
    let mut edits = unlinked_once(accept.chain(edits).chain(out).collect());
    forget_unused(document, &mut edits);
    edits
}
