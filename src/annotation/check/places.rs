//! Checks of where annotations stand.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Check, Place, Problem, Severity};
use crate::annotation::{
    Annotation, AnnotationId, Document, Edit, Key, Overlap, Spans, Transaction, ZoneKind,
};
use crate::text::{Snap, Span, snap};

pub(super) const OUTER_SPACE: Check = Check {
    key: "outer-space",
    about: "an annotation begins or ends with white space",
    run: outer_space,
};

pub(super) const CUT_CHARACTER: Check = Check {
    key: "cut-character",
    about: "an annotation begins or ends inside a character that has several code points",
    run: cut_character,
};

pub(super) const FLAT_OVERLAP: Check = Check {
    key: "flat-overlap",
    about: "two annotations share text though their labels are flat",
    run: flat_overlap,
};

pub(super) const SAME_TAG_TWICE: Check = Check {
    key: "same-tag-twice",
    about: "two annotations have the same label and place",
    run: same_tag_twice,
};

pub(super) const TAG_IN_FURNITURE: Check = Check {
    key: "tag-in-furniture",
    about: "an annotation stands in the page around the article",
    run: tag_in_furniture,
};

fn live(document: &Document) -> impl Iterator<Item = &Annotation> {
    document.annotations().filter(|it| it.is_live())
}

/// A transaction that puts `annotation` at other spans, if they are spans.
fn moved(annotation: &Annotation, spans: Vec<Span>) -> Option<Transaction> {
    let spans = Spans::new(spans)?;
    let edit = Edit::Replace(Arc::new(Annotation { spans, ..annotation.clone() }));
    Some(Transaction::new("Repair the ends", vec![edit]))
}

fn outer_space(document: &Document, found: &mut Vec<Problem>) {
    let text = document.text();
    for annotation in live(document) {
        let trimmed: Vec<_> = annotation.spans.iter().filter_map(|it| text.trim(it)).collect();
        if trimmed == annotation.spans.as_slice() {
            continue;
        }
        let message = format!("{} begins or ends with white space", name(document, annotation));
        let problem = Problem {
            repair: moved(annotation, trimmed),
            ..Problem::new(
                OUTER_SPACE.key,
                Severity::Warning,
                Place::Annotation(annotation.id),
                message,
            )
        };
        found.push(problem.hint("shorten it to its words"));
    }
}

fn cut_character(document: &Document, found: &mut Vec<Problem>) {
    let text = document.text();
    for annotation in live(document) {
        let whole = |it: Span| snap(text, it.start(), it.end(), Snap::Graphemes).unwrap_or(it);
        let snapped: Vec<_> = annotation.spans.iter().map(whole).collect();
        if snapped == annotation.spans.as_slice() {
            continue;
        }
        let message = format!("{} cuts a character in two", name(document, annotation));
        let place = Place::Annotation(annotation.id);
        let problem = Problem {
            repair: moved(annotation, snapped),
            ..Problem::new(CUT_CHARACTER.key, Severity::Warning, place, message)
        };
        found.push(problem.hint("take the whole character in"));
    }
}

fn flat_overlap(document: &Document, found: &mut Vec<Problem>) {
    let tags = document.tag_set();
    let lane = |it: &Annotation| {
        let label = tags.label(it.label.as_str()).filter(|it| it.overlap == Overlap::Flat);
        label.map(|it| it.lane)
    };
    for annotation in live(document) {
        let Some(own) = lane(annotation) else { continue };
        let others = document.overlapping(annotation.spans.hull());
        let clash = others.filter(|it| it.is_live() && it.id < annotation.id).find(|other| {
            lane(other) == Some(own) && annotation.spans.iter().any(|it| other.spans.overlap(it))
        });
        if let Some(other) = clash {
            let (one, two) = (name(document, annotation), name(document, other));
            let message = format!("{one} and {two} share text, which their labels do not allow");
            let place = Place::Annotation(annotation.id);
            let problem = Problem::new(FLAT_OVERLAP.key, Severity::Warning, place, message);
            found.push(problem.hint("keep the longer name and delete the other"));
        }
    }
}

fn same_tag_twice(document: &Document, found: &mut Vec<Problem>) {
    let mut seen: BTreeMap<(&Key, Vec<Span>), AnnotationId> = BTreeMap::new();
    for annotation in live(document) {
        let key = (&annotation.label, annotation.spans.as_slice().to_vec());
        if let Some(first) = seen.get(&key) {
            let message = format!("{} says the same as {first}", name(document, annotation));
            let place = Place::Annotation(annotation.id);
            let problem = Problem::new(SAME_TAG_TWICE.key, Severity::Warning, place, message);
            found.push(problem.hint("delete one of them"));
        } else {
            seen.insert(key, annotation.id);
        }
    }
}

fn tag_in_furniture(document: &Document, found: &mut Vec<Problem>) {
    for annotation in live(document) {
        let zone = document.zone_at(annotation.spans.hull().start());
        if zone.is_some_and(|it| it.kind == ZoneKind::Furniture) {
            let message = format!("{} stands outside the article", name(document, annotation));
            let place = Place::Annotation(annotation.id);
            let problem = Problem::new(TAG_IN_FURNITURE.key, Severity::Warning, place, message);
            found.push(problem.hint("delete it, or give the line another zone"));
        }
    }
}

/// An annotation in a message: `person a3 “Ann Lee”`.
pub(super) fn name(document: &Document, annotation: &Annotation) -> String {
    let words = document.excerpt(annotation);
    let mut short: String = words.chars().take(40).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    format!("{} {} “{short}”", annotation.label, annotation.id)
}
