//! [`Annotation`] and what it is made of.

use std::collections::BTreeMap;
use std::fmt;

use super::value::{Confidence, Extra, Key, Signature, Value};
use crate::text::Span;

/// Makes the number types that name things in a document.
macro_rules! id {
    ($name:ident, $letter:literal, $what:literal) => {
        #[doc = concat!("Names ", $what, " in one document; counted up and never used again.")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(out, concat!($letter, "{}"), self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = BadId;

            fn from_str(id: &str) -> Result<Self, BadId> {
                let digits = id.strip_prefix($letter).filter(|it| !it.starts_with(['+', '0']));
                digits.and_then(|it| it.parse().ok()).map(Self).ok_or_else(|| BadId(id.to_owned()))
            }
        }
    };
}

id!(AnnotationId, "a", "an annotation");
id!(RelationId, "x", "a relation");
id!(RecordId, "r", "a record");

/// A text that is no id of the kind asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no id here; ids are a letter and a number, such as a12, x3 or r7")]
pub struct BadId(String);

/// One or more spans in text order that do not touch each other's characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spans(Vec<Span>);

impl Spans {
    /// Sorts `spans`; `None` if there is none or two overlap.
    pub fn new(mut spans: Vec<Span>) -> Option<Self> {
        spans.sort_unstable();
        let apart = spans.is_sorted_by(|one, next| one.end() <= next.start());
        (!spans.is_empty() && apart).then_some(Self(spans))
    }

    /// The spans, in order.
    pub fn as_slice(&self) -> &[Span] {
        &self.0
    }

    /// The spans, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Span> + ExactSizeIterator {
        self.0.iter().copied()
    }

    /// How many; at least 1.
    #[expect(clippy::len_without_is_empty, reason = "never empty")]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// From the first byte of the first span to the last of the last.
    #[expect(
        clippy::missing_panics_doc,
        clippy::expect_used,
        reason = "never empty by construction"
    )]
    pub fn hull(&self) -> Span {
        let first = self.0.first().expect("spans are never empty");
        self.0.last().map_or(*first, |last| first.hull(*last))
    }

    /// Whether any span overlaps `span`.
    pub fn overlap(&self, span: Span) -> bool {
        self.0.iter().any(|it| it.overlaps(span))
    }
}

impl From<Span> for Spans {
    fn from(span: Span) -> Self {
        Self(vec![span])
    }
}

/// What people have decided about a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Review {
    /// Open: nobody has accepted or rejected it.
    Proposed,
    /// Right as it stands.
    Accepted,
    /// Wrong. Stays in the file, so that it is never proposed again.
    Rejected,
}

/// How far a proposal can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// At least 95 in 100 of these are right.
    Sure,
    /// At least 80 in 100 are right.
    Likely,
    /// Ask a person.
    Unsure,
}

/// Where an annotation, zone or relation comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// A tagger proposed it.
    Tagger(Rule),
    /// A person made it.
    Person(Signature),
    /// It came with a data set.
    Import {
        /// The format or file that it came from.
        from: String,
    },
}

/// Which rule of the tagger proposed something, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Version of the tagger.
    pub version: String,
    /// The rule's key, such as `name.title`.
    pub key: Key,
    /// The reason, in one plain sentence.
    pub why: String,
    /// What was proposed, if it has been changed since.
    pub proposed: Option<Proposed>,
}

/// The label and place that a tagger proposed, kept when a person corrects them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// Its label.
    pub label: Key,
    /// Its place.
    pub spans: Spans,
}

/// Where something stands: decided or open, how sure, from where.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The decision.
    pub review: Review,
    /// Who decided, or looked and was unsure. `None`: nobody has looked.
    pub signed: Option<Signature>,
    /// How far to trust it.
    pub tier: Tier,
    /// The tagger's figure; a person's work has none.
    pub confidence: Option<Confidence>,
    /// Where it comes from.
    pub origin: Origin,
}

impl Standing {
    /// The standing of something that a person made: accepted and sure.
    pub fn by_person(signature: Signature) -> Self {
        Self {
            review: Review::Accepted,
            signed: Some(signature.clone()),
            tier: Tier::Sure,
            confidence: None,
            origin: Origin::Person(signature),
        }
    }

    /// Why it was proposed, in one sentence; `None` unless a tagger did.
    pub fn why(&self) -> Option<&str> {
        match &self.origin {
            Origin::Tagger(rule) => Some(&rule.why),
            Origin::Person(_) | Origin::Import { .. } => None,
        }
    }

    /// Whether it is open and nobody has signed it.
    pub fn is_untouched(&self) -> bool {
        self.review == Review::Proposed && self.signed.is_none()
    }
}

/// A label on one or more places of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// Its name in the document.
    pub id: AnnotationId,
    /// What it is, a [`Label`](super::Label) of the tag set.
    pub label: Key,
    /// Where it is. A split quote has several spans.
    pub spans: Spans,
    /// Typed facts, as the label's attribute specs say.
    pub attributes: BTreeMap<Key, Value>,
    /// The person, organisation or thing that is meant.
    pub record: Option<RecordId>,
    /// An editor's remark.
    pub note: Option<String>,
    /// Decided or open, how sure, from where.
    pub standing: Standing,
    /// Keys of a newer version.
    pub extra: Extra,
}

impl Annotation {
    /// The text attribute `key`.
    pub fn text_attribute(&self, key: &str) -> Option<&str> {
        self.attributes.get(key)?.as_text()
    }

    /// Whether it still waits for a decision.
    pub fn is_open(&self) -> bool {
        self.standing.review == Review::Proposed
    }

    /// Whether it counts: not rejected.
    pub fn is_live(&self) -> bool {
        self.standing.review != Review::Rejected
    }

    /// Whether a person has changed the label or place that a tagger proposed.
    pub fn is_corrected(&self) -> bool {
        match &self.standing.origin {
            Origin::Tagger(Rule { proposed: Some(it), .. }) => {
                it.label != self.label || it.spans != self.spans
            }
            Origin::Tagger(_) | Origin::Person(_) | Origin::Import { .. } => false,
        }
    }
}

/// A directed link between two annotations, such as a quote's `said_by`.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// Its name in the document.
    pub id: RelationId,
    /// A [`RelationSpec`](super::RelationSpec) of the tag set.
    pub kind: Key,
    /// The annotation that has the relation, such as the quote.
    pub from: AnnotationId,
    /// The annotation it points to, such as the source.
    pub to: AnnotationId,
    /// Decided or open, how sure, from where.
    pub standing: Standing,
    /// Keys of a newer version.
    pub extra: Extra,
}

/// A person, organisation, place or document that mentions stand for.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its name in the document.
    pub id: RecordId,
    /// What it is: the key of an entity label.
    pub label: Key,
    /// Its fullest name.
    pub name: String,
    /// Other names in the text.
    pub aliases: Vec<String>,
    /// Roles that the text gives, such as "rescue chief".
    pub roles: Vec<String>,
    /// Its entry in a table: `none`, `not_in_table`, `house:ID`, `wikidata:QID`. Set by people.
    pub link: Option<String>,
    /// Keys of a newer version.
    pub extra: Extra,
}
