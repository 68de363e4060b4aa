//! New tags: one on a selection, and on all identical mentions.

use super::Ids;
use crate::annotation::{
    Annotation, AnnotationId, Document, Edit, EditError, Extra, Key, RecordId, Signature, Spans,
    Standing, Transaction,
};
use crate::text::{Span, TokenKind, tokens};

/// Tags `spans` with `label`, as a person's own work.
///
/// An annotation with the same label and place is accepted instead of doubled. A name takes the
/// record of another mention with the same words, if there is just one such record.
pub fn tag(
    document: &Document,
    spans: &Spans,
    label: &Key,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let spec = document.tag_set().label(label.as_str());
    let name = spec.map_or_else(|| label.to_string(), |it| it.name.clone());
    let same =
        document.overlapping(spans.hull()).find(|it| it.label == *label && it.spans == *spans);
    if let Some(same) = same {
        return super::accept(document, same.id, by);
    }
    let record = record_of_words(document, label, spans);
    let new = fresh(Ids::new(document).annotation(), label, spans.clone(), record, by);
    Ok(Transaction::new(format!("Tag as {name}"), vec![Edit::Insert(Box::new(new))]))
}

fn fresh(
    id: AnnotationId,
    label: &Key,
    spans: Spans,
    record: Option<RecordId>,
    by: &Signature,
) -> Annotation {
    Annotation {
        id,
        label: label.clone(),
        spans,
        attributes: std::collections::BTreeMap::new(),
        record,
        note: None,
        standing: Standing::by_person(by.clone()),
        extra: Extra::new(),
    }
}

fn record_of_words(document: &Document, label: &Key, spans: &Spans) -> Option<RecordId> {
    let words = document.text().slice(spans.hull());
    let same = document.annotations().filter(|it| {
        it.is_live() && it.label == *label && document.text().slice(it.spans.hull()) == words
    });
    let mut records: Vec<_> = same.filter_map(|it| it.record).collect();
    records.sort_unstable();
    records.dedup();
    match records.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// A place where the words of a tag stand again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The place.
    pub span: Span,
    /// A few words around it, with the place between `before` and `after`.
    pub before: String,
    /// The words that follow.
    pub after: String,
    /// The label of a flat tag that is there already and would be in the way.
    pub taken: Option<Key>,
}

/// Every other place with the words of annotation `id`, as whole words, that has no such tag yet.
///
/// `ignore_case` also finds other capitals.
pub fn identical_mentions(
    document: &Document,
    id: AnnotationId,
    ignore_case: bool,
) -> Vec<Mention> {
    let Some(annotation) = document.annotation(id) else { return Vec::new() };
    let text = document.text();
    let words = text.slice(annotation.spans.hull());
    let fold = |it: &str| if ignore_case { it.to_lowercase() } else { it.to_owned() };
    let Some(whole) = text.whole() else { return Vec::new() };
    let wanted: Vec<String> = {
        let own = tokens(text, annotation.spans.hull());
        own.iter().map(|it| fold(text.slice(it.span))).collect()
    };
    if wanted.is_empty() || words.is_empty() {
        return Vec::new();
    }
    let all = tokens(text, whole);
    let hit = |at: usize| {
        let window = all.get(at..at + wanted.len())?;
        let same = window.iter().zip(&wanted).all(|(it, want)| fold(text.slice(it.span)) == *want);
        let (first, last) = (window.first()?, window.last()?);
        (same && first.kind != TokenKind::Clitic).then(|| first.span.hull(last.span))
    };
    let places = (0..all.len()).filter_map(hit).filter(|it| !annotation.spans.overlap(*it));
    let free = places.filter(|span| {
        let mut here = document.overlapping(*span);
        !here.any(|it| it.is_live() && it.label == annotation.label && it.spans.overlap(*span))
    });
    free.map(|span| mention(document, &annotation.label, span)).collect()
}

fn mention(document: &Document, label: &Key, span: Span) -> Mention {
    const AROUND: usize = 40;
    let content = document.text().as_str();
    let from = content.floor_char_boundary(span.start().saturating_sub(AROUND));
    let to = content.ceil_char_boundary((span.end() + AROUND).min(content.len()));
    let line = |it: &str| it.replace(['\n', '\r'], " ");
    let flat = document.tag_set().is_flat(label.as_str());
    let in_the_way = document.overlapping(span).find(|it| {
        flat && it.is_live()
            && document.tag_set().is_flat(it.label.as_str())
            && it.spans.overlap(span)
    });
    Mention {
        span,
        before: line(content.get(from..span.start()).unwrap_or_default()),
        after: line(content.get(span.end()..to).unwrap_or_default()),
        taken: in_the_way.map(|it| it.label.clone()),
    }
}

/// Tags `places` like annotation `id`: same label, attributes and record, one step.
pub fn tag_mentions(
    document: &Document,
    id: AnnotationId,
    places: &[Span],
    by: &Signature,
) -> Result<Transaction, EditError> {
    let model = super::find(document, id)?;
    let mut ids = Ids::new(document);
    let edits = places.iter().map(|place| {
        let mut new = fresh(ids.annotation(), &model.label, (*place).into(), model.record, by);
        new.attributes = model.attributes.clone();
        Edit::Insert(Box::new(new))
    });
    let name = format!("Tag {} more {}", places.len(), document.text().slice(model.spans.hull()));
    Ok(Transaction::new(name, edits.collect()))
}
