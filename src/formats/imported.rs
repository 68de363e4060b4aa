//! Tags of other data sets, as annotations.

use std::collections::BTreeMap;

use super::native::{Damage, Tags, with_tag_set};
use super::{Read, ReadError};
use crate::annotation::check::{Place, Problem, Severity};
use crate::annotation::{
    Annotation, AnnotationId, Confidence, Edit, Extra, Key, Origin, Review, Spans, Standing, Tier,
    Value,
};
use crate::text::Unit;

/// A tag of another data set. Offsets are code points.
pub(super) struct Tag {
    pub spans: Vec<(usize, usize)>,
    pub label: String,
    pub attributes: BTreeMap<Key, Value>,
    pub review: Review,
    pub tier: Tier,
    pub confidence: Option<Confidence>,
    pub note: Option<String>,
}

impl Tag {
    /// A tag that nobody here has looked at.
    pub(super) fn new(start: usize, end: usize, label: String) -> Self {
        Self {
            spans: vec![(start, end)],
            label,
            attributes: BTreeMap::new(),
            review: Review::Proposed,
            tier: Tier::Likely,
            confidence: None,
            note: None,
        }
    }
}

/// The document with further annotations. All that do not fit are named.
pub(super) fn with_tags(read: Read, tags: Vec<Tag>, from: &str) -> Result<Read, ReadError> {
    let Read { mut document, mut problems } = read;
    let mut errors = Vec::new();
    let mut made = Vec::new();
    let first = document.next_ids().annotation.0;
    for (id, tag) in (first..).map(AnnotationId).zip(tags) {
        match annotation(id, tag, document.text(), from) {
            Ok(annotation) => made.push(annotation),
            Err(message) => {
                errors.push(Problem::new("place", Severity::Error, Place::Whole, message));
            }
        }
    }
    if !errors.is_empty() {
        return Err(ReadError::Damaged(Damage(errors)));
    }
    let mut known = Tags::new(document.tag_set());
    for annotation in &made {
        known.annotation(annotation);
    }
    let (tag_set, unknown) = known.finish();
    problems.extend(unknown);
    if let Some(tag_set) = tag_set {
        let metadata = document.metadata().clone();
        document = with_tag_set(&document, tag_set);
        // Metadata fit any document.
        let _old = document.apply(Edit::SetMetadata(Box::new(metadata)));
    }
    for annotation in made {
        // Places are of this text, and the tag set knows the rest.
        let applied = document.apply(Edit::Insert(Box::new(annotation)));
        debug_assert!(applied.is_ok(), "{applied:?}");
    }
    Ok(Read { document, problems })
}

fn annotation(
    id: AnnotationId,
    tag: Tag,
    text: &crate::text::Text,
    from: &str,
) -> Result<Annotation, String> {
    let label = tag.label;
    let spans: Result<Vec<_>, _> =
        tag.spans.iter().map(|&(start, end)| text.span_in(Unit::CodePoint, start, end)).collect();
    let spans = spans.map_err(|error| format!("tag {} ({label}): {error}", id.0))?;
    let spans = Spans::new(spans)
        .ok_or_else(|| format!("tag {} ({label}): its pieces overlap or are none", id.0))?;
    Ok(Annotation {
        id,
        label: label.into(),
        spans,
        attributes: tag.attributes,
        record: None,
        note: tag.note,
        standing: Standing {
            review: tag.review,
            signed: None,
            tier: tag.tier,
            confidence: tag.confidence,
            origin: Origin::Import { from: from.to_owned() },
        },
        extra: Extra::new(),
    })
}
