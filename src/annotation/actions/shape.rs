//! Labels and places: relabel, resize, split, merge, fragments, delete.

use super::{Ids, corrected, find, moved, removal, single};
use crate::annotation::{
    AnnotationId, Document, Edit, EditError, Key, Signature, Spans, Transaction, Value,
};
use crate::text::Span;

/// Gives an annotation another label. Attributes and links that the new label cannot have are
/// dropped, and the transaction's name says so.
pub fn relabel(
    document: &Document,
    id: AnnotationId,
    label: &Key,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let old = find(document, id)?;
    let new_label = document.tag_set().label(label.as_str());
    let name = new_label.map_or_else(|| label.to_string(), |it| it.name.clone());
    let fits = |spec: &crate::annotation::RelationSpec, from_here: bool| {
        let (ends, key) = if from_here { (&spec.from, label) } else { (&spec.to, label) };
        ends.is_empty() || ends.contains(key)
    };
    let mut edits = Vec::new();
    for link in document.relations_of(id) {
        let spec = document.tag_set().relation(link.kind.as_str());
        if !spec.is_some_and(|it| fits(it, link.from == id)) {
            edits.push(Edit::Unlink(link.id));
        }
    }
    let keeps = |key: &Key, value: &Value| {
        new_label.and_then(|it| it.attribute(key.as_str())).is_some_and(|it| it.admits(value))
    };
    let lost =
        old.attributes.iter().filter(|(key, value)| !keeps(key, value)).count() + edits.len();
    edits.push(corrected(old, by, |new| {
        new.label = label.clone();
        new.attributes.retain(|key, value| keeps(key, value));
    }));
    let dropped =
        if lost > 0 { format!(" (dropped {lost} that it cannot have)") } else { String::new() };
    Ok(Transaction::new(format!("Relabel as {name}{dropped}"), edits))
}

/// Moves the `index`th span of an annotation to `to`.
///
/// Spans of the same annotation that `to` swallows become one with it.
pub fn resize(
    document: &Document,
    id: AnnotationId,
    index: usize,
    to: Span,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let old = find(document, id)?;
    if old.spans.iter().nth(index).is_none() {
        return Err(EditError::Refused(format!("{id} has no piece {}", index + 1)));
    }
    let mut merged = to;
    let others: Vec<_> =
        old.spans.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, it)| it).collect();
    for other in &others {
        if other.overlaps(merged) {
            merged = merged.hull(*other);
        }
    }
    let kept = others.into_iter().filter(|it| !it.overlaps(merged)).chain([merged]);
    let spans = Spans::new(kept.collect());
    let spans = spans.ok_or_else(|| EditError::Refused("the pieces would overlap".to_owned()))?;
    Ok(single("Resize", corrected(old, by, |new| new.spans = spans)))
}

/// Adds a piece to an annotation, for split quotes.
pub fn add_fragment(
    document: &Document,
    id: AnnotationId,
    span: Span,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let old = find(document, id)?;
    let spans = Spans::new(old.spans.iter().chain([span]).collect());
    let spans =
        spans.ok_or_else(|| EditError::Refused("the new piece overlaps another".to_owned()))?;
    Ok(single("Add piece", corrected(old, by, |new| new.spans = spans)))
}

/// Takes the `index`th piece from an annotation that has several.
pub fn remove_fragment(
    document: &Document,
    id: AnnotationId,
    index: usize,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let old = find(document, id)?;
    let kept = old.spans.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, it)| it);
    let spans = Spans::new(kept.collect());
    let spans = spans.ok_or_else(|| {
        EditError::Refused("this is the only piece: delete the tag instead".to_owned())
    })?;
    Ok(single("Remove piece", corrected(old, by, |new| new.spans = spans)))
}

/// Splits an annotation at byte `at` into two with the same label, attributes and record.
///
/// The first keeps the id, the note and the links; the second gets copies of the outgoing links.
pub fn split(
    document: &Document,
    id: AnnotationId,
    at: usize,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let old = find(document, id)?;
    let refused =
        || EditError::Refused("put the caret inside the tag to split it there".to_owned());
    let text = document.text();
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for span in old.spans.iter() {
        let cut = at.clamp(span.start(), span.end());
        let side = |from: usize, to: usize| text.trim(text.span(from..to).ok()?);
        left.extend(side(span.start(), cut));
        right.extend(side(cut, span.end()));
    }
    let left = Spans::new(left).ok_or_else(refused)?;
    let right = Spans::new(right).ok_or_else(refused)?;
    let mut ids = Ids::new(document);
    let second = ids.annotation();
    let new = corrected(old, by, |new| new.spans = right);
    let Edit::Replace(mut new) = new else { return Err(refused()) };
    new.id = second;
    new.note = None;
    let mut edits = vec![corrected(old, by, |it| it.spans = left), Edit::Insert(new)];
    for link in document.relations_of(id).filter(|it| it.from == id && it.to != id) {
        edits.push(moved(link, &mut ids, second, link.to));
    }
    Ok(Transaction::new("Split", edits))
}

/// Makes one annotation of two with the same label: `id` keeps its id, attributes and note.
///
/// Pieces with only white space between them become one; others stay pieces. Links of `other`
/// go over to `id`, except where `id` has the same already.
pub fn merge(
    document: &Document,
    id: AnnotationId,
    other: AnnotationId,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let (one, two) = (find(document, id)?, find(document, other)?);
    if id == other || one.label != two.label {
        return Err(EditError::Refused(
            "only two tags with the same label can be merged".to_owned(),
        ));
    }
    let spans = Spans::new(joined(document, one.spans.iter().chain(two.spans.iter()).collect()));
    let spans = spans.ok_or_else(|| EditError::Refused("the tags have no place".to_owned()))?;
    let mut ids = Ids::new(document);
    let mut edits = removal(document, other);
    for link in document.relations_of(other) {
        let end = |it| if it == other { id } else { it };
        let (from, to) = (end(link.from), end(link.to));
        let same = |it: &&crate::annotation::Relation| {
            it.kind == link.kind && it.from == from && it.to == to
        };
        if from != to && document.relations_of(id).find(same).is_none() {
            edits.push(moved(link, &mut ids, from, to));
        }
    }
    let notes: Vec<_> = [&one.note, &two.note].into_iter().flatten().cloned().collect();
    edits.push(corrected(one, by, |new| {
        new.spans = spans;
        new.record = one.record.or(two.record);
        new.note = (!notes.is_empty()).then(|| notes.join("\n"));
        for (key, value) in &two.attributes {
            new.attributes.entry(key.clone()).or_insert_with(|| value.clone());
        }
    }));
    Ok(Transaction::new("Merge", edits))
}

/// Spans in order, those that overlap or have only white space between them made one.
fn joined(document: &Document, mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut out: Vec<Span> = Vec::new();
    for span in spans {
        match out.last_mut() {
            Some(last) if touches(document, *last, span) => *last = last.hull(span),
            _ => out.push(span),
        }
    }
    out
}

fn touches(document: &Document, one: Span, next: Span) -> bool {
    one.gap(next).is_none_or(|gap| {
        let between = document.text().slice(gap);
        between.trim().is_empty() && !between.contains('\n')
    })
}

/// Takes an annotation out, with its links, and with the source and cue that only it uses.
pub fn delete(document: &Document, id: AnnotationId) -> Result<Transaction, EditError> {
    find(document, id)?;
    let mut edits = removal(document, id);
    for part in super::parts(document, id) {
        let other = document.relations_of(part).filter(|it| it.from != id && it.to != id);
        edits.extend(other.map(|it| Edit::Unlink(it.id)));
        edits.push(Edit::Remove(part));
    }
    Ok(Transaction::new("Delete", edits))
}
