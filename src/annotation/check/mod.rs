//! Checks: what in a document an editor should look at. One function per check, one line in
//! [`CHECKS`].
//!
//! Checks read only. What they find never stops the work; that is what errors are for.
//!
//! Not here: what a file must be to load at all (`formats::native`), questions about the article
//! itself (the tagger's flags).

mod claims;
mod links;
mod merged;
mod places;
mod redrafted;

use std::fmt;

use super::document::Document;
use super::edit::Transaction;
use super::model::{AnnotationId, RecordId, RelationId};
use crate::text::{Span, Text};

/// Something that an editor should look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// What found it, such as `flat-overlap`: stable, for scripts.
    pub check: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to do about it, in one sentence.
    pub hint: Option<String>,
    /// A change that solves it, if one is sure to be right.
    pub repair: Option<Transaction>,
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Probably a mistake.
    Warning,
    /// Wrong for sure.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// Where a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The document or file as a whole.
    Whole,
    /// A place in the text.
    Text(Span),
    /// An annotation.
    Annotation(AnnotationId),
    /// A relation.
    Relation(RelationId),
    /// A record.
    Record(RecordId),
    /// A zone, by its index.
    Zone(usize),
}

impl Place {
    /// The span to show, if the place is in the text.
    pub fn span(self, document: &Document) -> Option<Span> {
        match self {
            Self::Whole => None,
            Self::Text(span) => Some(span),
            Self::Annotation(id) => document.annotation(id).map(|it| it.spans.hull()),
            Self::Relation(id) => {
                let from = document.relation(id)?.from;
                document.annotation(from).map(|it| it.spans.hull())
            }
            Self::Record(id) => document.mentions(id).next().map(|it| it.spans.hull()),
            Self::Zone(index) => document.zones().get(index).map(|it| it.span),
        }
    }
}

impl Problem {
    /// A problem without hint or repair.
    pub fn new(
        check: &'static str,
        severity: Severity,
        place: Place,
        message: impl Into<String>,
    ) -> Self {
        Self { check, severity, place, message: message.into(), hint: None, repair: None }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds a change that solves it.
    #[must_use]
    pub fn repair(mut self, repair: Transaction) -> Self {
        self.repair = Some(repair);
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {} [{}]", self.severity, self.message, self.check)?;
        match &self.hint {
            Some(hint) => write!(out, "; {hint}"),
            None => Ok(()),
        }
    }
}

/// The line of byte `at`, counted from 1.
pub fn line_of(text: &Text, at: usize) -> usize {
    let before = text.as_str().get(..at.min(text.len())).unwrap_or_default();
    1 + before.matches('\n').count()
}

/// One check.
pub struct Check {
    /// Its name in output and scripts.
    pub key: &'static str,
    /// What it looks for.
    pub about: &'static str,
    /// Adds what it finds.
    pub run: fn(&Document, &mut Vec<Problem>),
}

/// Every check, in the order of their output.
pub const CHECKS: &[Check] = &[
    places::OUTER_SPACE,
    places::CUT_CHARACTER,
    places::FLAT_OVERLAP,
    places::SAME_TAG_TWICE,
    places::TAG_IN_FURNITURE,
    links::QUOTE_WITHOUT_SOURCE,
    links::LINK_TO_REJECTED,
    links::RECORD_LABEL,
    links::RECORD_WITHOUT_MENTION,
    links::RECORD_WITHOUT_NAME,
    links::RECORD_LINK,
    links::NESTED_IN_ITSELF,
    claims::FINDING_WITHOUT_EVIDENCE,
    claims::EVIDENCE_WITHOUT_LOCATOR,
    merged::MERGE_CONFLICT,
    redrafted::STALE_TAG,
    redrafted::TAG_WITHOUT_PLACE,
];

/// Runs every check.
pub fn all(document: &Document) -> Vec<Problem> {
    let mut found = Vec::new();
    for check in CHECKS {
        (check.run)(document, &mut found);
    }
    found
}

/// Does what the checks that know a sure repair propose, and says what was done. What is left needs
/// an editor.
pub fn repair(document: &mut Document) -> Vec<Problem> {
    const ROUNDS: usize = 8;
    let mut done = Vec::new();
    for _ in 0..ROUNDS {
        let before = done.len();
        for problem in all(document) {
            // One that was made for an earlier state may not fit any more; the next round sees.
            let repair = problem.repair.clone();
            if repair.is_some_and(|it| it.apply(document).is_ok()) {
                done.push(problem);
            }
        }
        if done.len() == before {
            break;
        }
    }
    done
}
