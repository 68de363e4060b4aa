//! Tests of actions, on small invented texts. Each step is also undone and done again.

mod dropped;
mod meaning;
mod part;
mod review;
mod shape;
mod speaker;
mod tagging;
mod tagset;
mod zoning;

use super::*;
use crate::annotation::Transaction;
use crate::annotation::samples::{apply, change, document, kim, link, links, place, record, show};

const fn a(id: u32) -> AnnotationId {
    AnnotationId(id)
}

/// The document's quote a1 with its source a2 and cue a3.
fn said() -> Document {
    let mut it = document("{quote|“No,”} {source|Ann Roe} {cue|said}.");
    super::super::samples::link(&mut it, "said_by", 1, 2);
    super::super::samples::link(&mut it, "cue", 1, 3);
    it
}

#[track_caller]
fn refuses(step: Result<Transaction, EditError>, words: &str) {
    let error = step.unwrap_err().to_string();
    assert!(error.contains(words), "{error}");
}

/// What a step changes, if anything.
fn is_nothing(step: Result<Transaction, EditError>) -> bool {
    step.unwrap().is_empty()
}

/// Every link with its review.
fn link_reviews(document: &Document) -> Vec<Review> {
    document.relations().map(|it| it.standing.review).collect()
}
