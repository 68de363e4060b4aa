//! Layer 1: the domain. Depends on `text`.
//!
//! A [`Document`] is a text, a tag set, zones, annotations, relations and records. It is read
//! through plain methods and changed through one: [`Document::apply`], which returns the inverse.
//! What a user does is a function in [`actions`] that builds a [`Transaction`].
//!
//! Not here: files (`formats`), proposals' origin (`tagger`), undo history (`workspace`).

pub mod actions;
mod anonymise;
pub mod carry;
pub mod check;
pub mod diff;
mod document;
mod edit;
mod gold;
mod incoming;
mod markup;
pub mod measure;
pub mod merge;
mod model;
mod proposal;
pub mod reconcile;
mod restore;
#[cfg(test)]
mod samples;
mod sorted;
mod store;
mod tagset;
mod value;
mod zone;

pub use self::anonymise::{anonymise, editors};
pub use self::document::{Document, Metadata, NextIds, Source, Status};
pub use self::edit::{Edit, EditError, Touched, Transaction};
pub use self::gold::{GROUP, Gold, GoldLink, GoldSpan, GoldWord, Licence};
pub use self::incoming::{Counts, Incoming, incoming};
pub use self::markup::{Markup, MarkupKind};
pub use self::model::{
    Annotation, AnnotationId, BadId, Origin, Proposed, Record, RecordId, Relation, RelationId,
    Review, Rule, Spans, Standing, Tier,
};
pub use self::proposal::{
    Proposal, Proposals, ProposedRecord, ProposedRelation, ProposedZone, Reason,
};
pub use self::restore::restore;
pub use self::tagset::{
    AttributeKind, AttributeSpec, Label, Lane, Overlap, RelationSpec, TagSet, TagSetError,
};
pub use self::value::{Confidence, Extra, Key, Signature, Timestamp, Value};
pub use self::zone::{Furniture, Zone, ZoneKind};

/// The built-in tag set, for the tests of this layer.
#[cfg(test)]
fn news() -> std::sync::Arc<TagSet> {
    crate::formats::tagset::news()
}
