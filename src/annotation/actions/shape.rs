//! Labels and places: relabel, resize, split, merge, fragments, delete.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::meaning::SPEAKING;
use super::records::forget_unused;
use super::{Ids, corrected, find, gone, label_name, moved, refused, review, unlinked};
use crate::annotation::{
    Annotation, AnnotationId, Document, Edit, EditError, Key, Lane, Origin, Record, Relation,
    Review, Signature, Spans, Transaction, Value,
};
use crate::text::{Span, next_grapheme, previous_grapheme};

/// Gives an annotation another label.
///
/// Attributes, links and a record that the new label cannot have are dropped, and the transaction's
/// name says so. Sources and cues that a tagger proposed for what is no quote any more are rejected.
/// A record without other mentions is relabelled too.
pub fn relabel(
    document: &Document,
    id: AnnotationId,
    label: &Key,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let old = find(document, id)?;
    if old.label == *label {
        return super::accept(document, id, by);
    }
    let spec = document.tag_set().label(label.as_str());
    let keeps = |key: &Key, value: &Value| {
        spec.and_then(|it| it.attribute(key.as_str())).is_some_and(|it| it.admits(value))
    };
    let links: Vec<_> =
        document.relations_of(id).filter(|it| !may_keep(document, it, id, label)).collect();
    let attributes = old.attributes.iter().filter(|(key, value)| !keeps(key, value)).count();
    let record = record_after(document, old, label);
    let mut edits: Vec<_> = links.iter().map(|it| Edit::Unlink(it.id)).collect();
    edits.extend(lone_parts(document, id, &links, by));
    if let Some(RecordAfter::Relabelled(record)) = &record {
        edits.push(Edit::ReplaceRecord(record.clone()));
    }
    let dropped: BTreeSet<_> = links.iter().map(|it| it.id).collect();
    let targets: BTreeSet<_> = links.iter().map(|it| it.to).collect();
    let changed = corrected(document, old, by, |new| {
        new.label = label.clone();
        new.attributes.retain(|key, value| keeps(key, value));
        new.record = new.record.filter(|_| record.is_some());
    });
    edits.extend(changed.into_iter().filter(|edit| match edit {
        Edit::Replace(it) => it.id == id || !targets.contains(&it.id),
        Edit::Unlink(id) => !dropped.contains(id),
        Edit::Link(it) => !dropped.contains(&it.id),
        _ => true,
    }));
    forget_unused(document, &mut edits);
    let lost_record = usize::from(old.record.is_some() && record.is_none());
    let lost = lost(&[(attributes, "attribute"), (links.len(), "link"), (lost_record, "record")]);
    Ok(Transaction::new(format!("Relabel as {}{lost}", label_name(document, label)), edits))
}

/// Whether a link of annotation `id` may stay if that gets the label.
fn may_keep(document: &Document, link: &Relation, id: AnnotationId, label: &Key) -> bool {
    let key = |end| {
        let other = || document.annotation(end).map(|it| &it.label);
        if end == id { Some(label) } else { other() }
    };
    let spec = document.tag_set().relation(link.kind.as_str());
    let (from, to) = (key(link.from), key(link.to));
    spec.zip(from.zip(to)).is_some_and(|(it, (from, to))| it.admits(from, to))
}

/// Rejects the own parts of a quote that its `links` lead to, where a tagger proposed them.
fn lone_parts<'a>(
    document: &'a Document,
    id: AnnotationId,
    links: &'a [&Relation],
    by: &'a Signature,
) -> impl Iterator<Item = Edit> {
    let own = super::parts(document, id).into_iter().filter_map(|it| document.annotation(it));
    let lone = own.filter(|part| links.iter().any(|it| it.to == part.id));
    let proposed = lone.filter(|it| matches!(it.standing.origin, Origin::Tagger(_)));
    proposed.filter_map(|it| super::settled(it, Review::Rejected, by))
}

/// What becomes of a record when its mention gets another label.
enum RecordAfter {
    Kept,
    Relabelled(Box<Record>),
}

/// `None`: the mention loses its record, or has none.
fn record_after(document: &Document, old: &Annotation, label: &Key) -> Option<RecordAfter> {
    let record = document.record(old.record?)?;
    if record.label == *label || SPEAKING.contains(&label.as_str()) {
        return Some(RecordAfter::Kept);
    }
    let alone = document.mentions(record.id).all(|it| it.id == old.id);
    let named = document.tag_set().lane(label.as_str()) == Lane::Entities;
    let new = Record { label: label.clone(), ..record.clone() };
    (alone && named).then(|| RecordAfter::Relabelled(Box::new(new)))
}

/// `, without 2 attributes and 1 link`, or nothing.
fn lost(counts: &[(usize, &str)]) -> String {
    let some = counts.iter().filter(|(count, _)| *count > 0);
    let words = some.map(|(count, what)| match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    });
    let words: Vec<_> = words.collect();
    if words.is_empty() { String::new() } else { format!(", without {}", words.join(" and ")) }
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
    let others = others(old, index)?;
    // The others are apart, so each that `to` overlaps widens the piece over itself alone.
    let swallowed = others.iter().filter(|it| it.overlaps(to));
    let piece = swallowed.fold(to, |piece, it| piece.hull(*it));
    let kept = others.into_iter().filter(|it| !it.overlaps(piece)).chain([piece]);
    reshaped(document, old, Spans::new(kept.collect()), "Resize", by)
}

/// The pieces of an annotation without the `index`th.
fn others(old: &Annotation, index: usize) -> Result<Vec<Span>, EditError> {
    if index >= old.spans.len() {
        return refused("this piece of the tag is not there any more; select the tag again");
    }
    let others = old.spans.iter().enumerate().filter(|(at, _)| *at != index);
    Ok(others.map(|(_, it)| it).collect())
}

/// The step that gives an annotation other spans; without edits if they are the same.
fn reshaped(
    document: &Document,
    old: &Annotation,
    spans: Option<Spans>,
    name: &str,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let Some(spans) = spans else {
        return refused("the pieces of a tag cannot overlap; choose other words");
    };
    let edits = if spans == old.spans {
        Vec::new()
    } else {
        corrected(document, old, by, |new| new.spans = spans)
    };
    Ok(Transaction::new(name, edits))
}

/// Adds a piece to an annotation, for split quotes.
pub fn add_fragment(
    document: &Document,
    id: AnnotationId,
    span: Span,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let old = find(document, id)?;
    if old.spans.overlap(span) {
        return refused("some of these words are in the tag already; select others");
    }
    let spans = Spans::new(old.spans.iter().chain([span]).collect());
    reshaped(document, old, spans, "Add piece", by)
}

/// Takes the `index`th piece from an annotation that has several.
pub fn remove_fragment(
    document: &Document,
    id: AnnotationId,
    index: usize,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let old = find(document, id)?;
    let others = others(old, index)?;
    if others.is_empty() {
        return refused("this is the tag's only piece; reject or delete the tag instead");
    }
    reshaped(document, old, Spans::new(others), "Remove piece", by)
}

/// Splits an annotation at byte `at` into two with the same label, attributes and record.
///
/// The first keeps the id, the note and the links; the second gets copies of the outgoing links. A
/// place inside a character as readers see it counts as its start.
pub fn split(
    document: &Document,
    id: AnnotationId,
    at: usize,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let old = find(document, id)?;
    let text = document.text();
    let at = if at < text.len() { previous_grapheme(text, next_grapheme(text, at)) } else { at };
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for span in old.spans.iter() {
        let cut = at.clamp(span.start(), span.end());
        let side = |from: usize, to: usize| text.trim(text.span(from..to).ok()?);
        left.extend(side(span.start(), cut));
        right.extend(side(cut, span.end()));
    }
    let (Some(left), Some(right)) = (Spans::new(left), Spans::new(right)) else {
        return refused("put the caret between two words of the tag to split it there");
    };
    let mut ids = Ids::new(document);
    let mut edits = corrected(document, old, by, |new| new.spans = left);
    let mut new = Annotation { id: ids.annotation(), note: None, ..old.clone() };
    new.spans = right;
    super::remember(old, &mut new);
    super::sign(&mut new.standing, Review::Accepted, by);
    let second = new.id;
    edits.push(Edit::Insert(Arc::new(new)));
    let links: Vec<_> =
        document.relations_of(id).filter(|it| it.from == id && it.to != id).collect();
    edits.extend(links.into_iter().map(|it| moved(it, &mut ids, second, it.to)));
    Ok(Transaction::new("Split", edits))
}

/// Makes one annotation of two with the same label: `id` keeps its id, attributes and note.
///
/// Pieces with only white space of one line between them become one; others stay pieces. Links,
/// notes and what attributes `id` lacks go over from `other`.
pub fn merge(
    document: &Document,
    id: AnnotationId,
    other: AnnotationId,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let (one, two) = (find(document, id)?, find(document, other)?);
    if id == other {
        return refused("a tag cannot be merged with itself; choose another one");
    }
    if one.label != two.label {
        return refused("only tags with the same label can be merged; relabel one of them first");
    }
    let all = one.spans.iter().chain(two.spans.iter()).collect();
    let Some(spans) = Spans::new(joined(document, all)) else {
        return refused("these tags have no place in the text; select others");
    };
    let notes: Vec<_> = [&one.note, &two.note].into_iter().flatten().cloned().collect();
    let mut edits = corrected(document, one, by, |new| {
        new.spans = spans;
        new.record = one.record.or(two.record);
        new.note = (!notes.is_empty()).then(|| notes.join("\n"));
        for (key, value) in &two.attributes {
            new.attributes.entry(key.clone()).or_insert_with(|| value.clone());
        }
    });
    // Links between the two go; `corrected` may have signed them.
    let between = |it: &Relation| [it.from, it.to].iter().all(|end| [id, other].contains(end));
    let inner: BTreeSet<_> =
        document.relations_of(other).filter(|it| between(it)).map(|it| it.id).collect();
    edits.retain(|edit| match edit {
        Edit::Unlink(id) => !inner.contains(id),
        Edit::Link(it) => !inner.contains(&it.id),
        _ => true,
    });
    edits.extend(unlinked(document, other));
    let mut ids = Ids::new(document);
    let mut known: BTreeSet<_> =
        document.relations_of(id).map(|it| (&it.kind, it.from, it.to)).collect();
    for link in document.relations_of(other).filter(|it| !between(it)) {
        let end = |it| if it == other { id } else { it };
        let (from, to) = (end(link.from), end(link.to));
        if known.insert((&link.kind, from, to)) {
            edits.push(moved(link, &mut ids, from, to));
        }
    }
    edits.extend(gone(two, by));
    forget_unused(document, &mut edits);
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
        between.trim().is_empty() && !between.contains(['\n', '\r', '\u{2028}', '\u{2029}'])
    })
}

/// Takes an annotation out, with its links and with the source and cue that only it uses.
///
/// What a tagger proposed is rejected instead, so that it is not proposed again.
pub fn delete(
    document: &Document,
    id: AnnotationId,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let old = find(document, id)?;
    let edits = if matches!(old.standing.origin, Origin::Tagger(_)) {
        if !old.is_live() {
            return refused("this tag is rejected; it stays so that it is not proposed again");
        }
        review::decide(document, old, Review::Rejected, by, &BTreeSet::new())
    } else {
        let mut edits: Vec<_> = unlinked(document, id).chain([Edit::Remove(id)]).collect();
        for part in super::parts(document, id).iter().filter_map(|it| document.annotation(*it)) {
            edits.extend(unlinked(document, part.id).chain(gone(part, by)));
        }
        edits
    };
    let mut edits = super::unlinked_once(edits);
    forget_unused(document, &mut edits);
    Ok(Transaction::new("Delete", edits))
}
