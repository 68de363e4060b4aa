//! [`Proposals`]: what a tagger hands over. No ids and no review: `reconcile` gives those.

use std::collections::BTreeMap;

use super::model::{Spans, Tier};
use super::value::{Confidence, Key, Value};
use super::zone::{Furniture, ZoneKind};
use crate::text::Span;

/// Why something is proposed, and how sure the tagger is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The rule's key, such as `name.title`.
    pub rule: Key,
    /// The reason, in one plain sentence.
    pub why: String,
    /// How far to trust it.
    pub tier: Tier,
    /// Per mille; for a claim, its rank.
    pub confidence: Confidence,
}

impl Reason {
    /// A reason; `per_mille` above 1000 counts as 1000.
    pub fn new(rule: &'static str, tier: Tier, per_mille: u16, why: impl Into<String>) -> Self {
        Self { rule: Key::new(rule), why: why.into(), tier, confidence: Confidence::new(per_mille) }
    }
}

/// A proposed annotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Its label.
    pub label: Key,
    /// Its place.
    pub spans: Spans,
    /// Its attributes.
    pub attributes: BTreeMap<Key, Value>,
    /// The record it stands for: an index into [`Proposals::records`].
    pub record: Option<usize>,
    /// Why.
    pub reason: Reason,
}

impl Proposal {
    /// A proposal without attributes or record.
    pub fn new(label: &'static str, spans: impl Into<Spans>, reason: Reason) -> Self {
        Self {
            label: Key::new(label),
            spans: spans.into(),
            attributes: BTreeMap::new(),
            record: None,
            reason,
        }
    }

    /// Adds an attribute.
    #[must_use]
    pub fn with(mut self, key: &'static str, value: impl Into<Value>) -> Self {
        self.attributes.insert(Key::new(key), value.into());
        self
    }
}

/// A proposed zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedZone {
    /// Where it is.
    pub span: Span,
    /// What it is.
    pub kind: ZoneKind,
    /// Which kind of furniture.
    pub sub: Option<Furniture>,
    /// Its language.
    pub lang: Option<String>,
    /// Why.
    pub reason: Reason,
}

/// A proposed relation between two proposals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedRelation {
    /// The relation kind.
    pub kind: Key,
    /// Index into [`Proposals::annotations`].
    pub from: usize,
    /// Index into [`Proposals::annotations`].
    pub to: usize,
    /// Why.
    pub reason: Reason,
}

/// A proposed record.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ProposedRecord {
    /// What it is: the key of an entity label.
    pub label: String,
    /// Its fullest name.
    pub name: String,
    /// Other names in the text, each once, in order of appearance.
    pub aliases: Vec<String>,
    /// Roles that the text gives.
    pub roles: Vec<String>,
}

/// Everything that a tagger proposes for one text.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Proposals {
    /// Sorted, apart, holding every non-blank character; or none.
    pub zones: Vec<ProposedZone>,
    /// In any order.
    pub annotations: Vec<Proposal>,
    /// Between `annotations`.
    pub relations: Vec<ProposedRelation>,
    /// What `annotations` stand for.
    pub records: Vec<ProposedRecord>,
}
