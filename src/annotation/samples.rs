//! Small documents for the tests of this layer, written as marked text:
//! `{quote|“No,”} said {person|Ann}`; `{+quote|…}` is a further piece of the mark before it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{
    Annotation, AnnotationId, Confidence, Document, Edit, EditError, Extra, Key, NextIds, Origin,
    Record, RecordId, Relation, RelationId, Review, Rule, Signature, Spans, Standing, Tier,
    Transaction, news,
};
use crate::text::{Span, Text};

pub(super) fn kim() -> Signature {
    Signature { by: "Kim".to_owned(), at: None }
}

/// The standing of an open proposal.
pub(super) fn proposed() -> Standing {
    Standing {
        review: Review::Proposed,
        signed: None,
        tier: Tier::Likely,
        confidence: Some(Confidence::new(850)),
        origin: Origin::Tagger(Rule {
            version: "0".to_owned(),
            key: Key::new("test.rule"),
            why: "a test says so".to_owned(),
            proposed: None,
        }),
    }
}

/// The marks of `marked` as open proposals, a1, a2 … in the order of their openings.
pub(super) fn document(marked: &str) -> Document {
    let mut text = String::new();
    let mut found: Vec<(String, Vec<std::ops::Range<usize>>)> = Vec::new();
    let mut open = Vec::new();
    let mut rest = marked;
    while let Some(c) = rest.chars().next() {
        rest = rest.split_at(c.len_utf8()).1;
        match c {
            '{' => {
                let (label, after) = rest.split_once('|').unwrap();
                rest = after;
                let further = label.strip_prefix('+');
                let known = further.and_then(|it| found.iter().rposition(|(key, _)| key == it));
                let index = known.unwrap_or(found.len());
                if known.is_none() {
                    found.push((label.to_owned(), Vec::new()));
                }
                open.push((index, text.len()));
            }
            '}' => {
                let (index, start) = open.pop().unwrap();
                found[index].1.push(start..text.len());
            }
            c => text.push(c),
        }
    }
    let mut document = Document::new(Text::new(text), news());
    for ((label, ranges), id) in found.into_iter().zip(1..) {
        let spans = ranges.into_iter().map(|it| document.text().span(it).unwrap()).collect();
        let new = Annotation {
            id: AnnotationId(id),
            label: label.into(),
            spans: Spans::new(spans).unwrap(),
            attributes: BTreeMap::new(),
            record: None,
            note: None,
            standing: proposed(),
            extra: Extra::new(),
        };
        document.apply(Edit::Insert(Arc::new(new))).unwrap();
    }
    document
}

/// Where `words` first stand.
#[track_caller]
pub(super) fn place(document: &Document, words: &str) -> Span {
    let start = document.text().as_str().find(words).unwrap();
    document.text().span(start..start + words.len()).unwrap()
}

/// Changes annotation `id` without any action.
pub(super) fn change(document: &mut Document, id: u32, change: impl FnOnce(&mut Annotation)) {
    let mut new = document.annotation(AnnotationId(id)).unwrap().clone();
    change(&mut new);
    document.apply(Edit::Replace(Arc::new(new))).unwrap();
}

/// Links two annotations, as a proposal.
pub(super) fn link(document: &mut Document, kind: &'static str, from: u32, to: u32) -> RelationId {
    let id = document.next_ids().relation;
    let (from, to) = (AnnotationId(from), AnnotationId(to));
    let kind = Key::new(kind);
    let new = Relation { id, kind, from, to, standing: proposed(), extra: Extra::new() };
    document.apply(Edit::Link(Box::new(new))).unwrap();
    id
}

/// Adds a record and gives it to annotations.
pub(super) fn record(
    document: &mut Document,
    label: &'static str,
    name: &str,
    mentions: &[u32],
) -> RecordId {
    let NextIds { record: id, .. } = document.next_ids();
    let new = Record {
        id,
        label: Key::new(label),
        name: name.to_owned(),
        aliases: Vec::new(),
        roles: Vec::new(),
        link: None,
        extra: Extra::new(),
    };
    document.apply(Edit::AddRecord(Box::new(new))).unwrap();
    for mention in mentions {
        change(document, *mention, |it| it.record = Some(id));
    }
    id
}

/// Does a step and checks that undoing it gives the document back; returns the step's name.
#[track_caller]
pub(super) fn apply(
    document: &mut Document,
    step: impl FnOnce(&Document) -> Result<Transaction, EditError>,
) -> String {
    let before = document.clone();
    let step = step(document).unwrap();
    let name = step.name.clone();
    let undo = step.apply(document).unwrap();
    let after = document.clone();
    let redo = undo.apply(document).unwrap();
    assert_eq!(*document, before, "undo of {name}");
    redo.apply(document).unwrap();
    assert_eq!(*document, after, "redo of {name}");
    name
}

/// Every annotation as `a1 label review “words”`, one a line.
pub(super) fn show(document: &Document) -> String {
    let line = |it: &Annotation| {
        let review = match it.standing.review {
            Review::Proposed => "?",
            Review::Accepted => "+",
            Review::Rejected => "-",
        };
        let record = it.record.map(|it| format!(" {it}")).unwrap_or_default();
        format!("{}{review} {} “{}”{record}", it.id, it.label, document.excerpt(it))
    };
    document.annotations().map(line).collect::<Vec<_>>().join("\n")
}

/// Every link as `a1 kind a2 review`, one a line.
pub(super) fn links(document: &Document) -> String {
    let line = |it: &Relation| format!("{} {} {}", it.from, it.kind, it.to);
    document.relations().map(line).collect::<Vec<_>>().join("\n")
}
