//! [`Document`]: one article and everything that is known about it. Read-only but for `apply`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::markup::Markup;
use super::model::{Annotation, AnnotationId, Record, RecordId, Relation, RelationId};
use super::sorted::Sorted;
use super::store::Store;
use super::tagset::{Label, TagSet};
use super::value::{Extra, Key, Signature};
use super::zone::Zone;
use crate::text::{Span, Text};

/// A text with what its file says of it, a tag set, zones, annotations, relations and records.
///
/// The only way to change one is [`apply`](Document::apply), which keeps these true:
/// every label and attribute is in the tag set, ids are unique and never used again, relations and
/// records that are pointed to exist, zones are sorted, apart and hold every non-blank character.
/// A copy costs next to nothing, however many annotations there are: it shares what is not changed.
#[derive(Clone, Debug)]
pub struct Document {
    pub(super) text: Text,
    pub(super) tag_set: Arc<TagSet>,
    pub(super) metadata: Metadata,
    pub(super) zones: Arc<Vec<Zone>>,
    /// By start, longer first.
    pub(super) markup: Arc<Vec<Markup>>,
    pub(super) annotations: Store,
    pub(super) relations: Sorted<RelationId, Relation>,
    /// Relations by the annotations they touch, at either end.
    pub(super) links: Sorted<(AnnotationId, RelationId)>,
    pub(super) records: Sorted<RecordId, Record>,
    pub(super) next: NextIds,
}

/// What is known about a document as a whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metadata {
    /// The document's name in data sets; empty if it has none yet.
    pub id: String,
    /// The file that the text was read from.
    pub source: Option<Source>,
    /// Whether an editor has finished it.
    pub status: Status,
    /// Keys of a newer version.
    pub extra: Extra,
}

/// The file that a text was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Its name, without folders.
    pub name: String,
    /// SHA-256 of its bytes, in lower-case hexadecimal digits.
    pub sha256: Option<String>,
    /// Such as `text/html`.
    pub media_type: Option<String>,
}

/// Whether an editor has finished a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// Not yet.
    #[default]
    Open,
    /// Signed off.
    Done(Signature),
}

/// The ids that the next new things get: one more than any that was ever used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextIds {
    /// Of annotations.
    pub annotation: AnnotationId,
    /// Of relations.
    pub relation: RelationId,
    /// Of records.
    pub record: RecordId,
}

impl Default for NextIds {
    fn default() -> Self {
        Self { annotation: AnnotationId(1), relation: RelationId(1), record: RecordId(1) }
    }
}

impl Document {
    /// A document without zones, annotations or records.
    pub fn new(text: Text, tag_set: Arc<TagSet>) -> Self {
        Self {
            text,
            tag_set,
            metadata: Metadata::default(),
            zones: Arc::default(),
            markup: Arc::default(),
            annotations: Store::default(),
            relations: Sorted::default(),
            links: Sorted::default(),
            records: Sorted::default(),
            next: NextIds::default(),
        }
    }

    /// The text, which never changes.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// What may be tagged.
    pub fn tag_set(&self) -> &Arc<TagSet> {
        &self.tag_set
    }

    /// What is known about the document as a whole.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// The zones in document order; none if the document has not been zoned.
    pub fn zones(&self) -> &[Zone] {
        &self.zones
    }

    /// The index of the zone that holds byte `at`.
    fn zone_index_at(&self, at: usize) -> Option<usize> {
        let after = self.zones.partition_point(|it| it.span.start() <= at);
        let index = after.checked_sub(1)?;
        self.zones.get(index).is_some_and(|it| it.span.covers(at)).then_some(index)
    }

    /// The zone that holds byte `at`.
    pub fn zone_at(&self, at: usize) -> Option<&Zone> {
        self.zones.get(self.zone_index_at(at)?)
    }

    /// Every annotation in document order: by start, longer first, then by id.
    pub fn annotations(&self) -> impl DoubleEndedIterator<Item = &Annotation> {
        self.annotations.iter()
    }

    /// How many annotations there are, rejected ones included.
    pub fn annotation_count(&self) -> usize {
        self.annotations.len()
    }

    /// The annotation with this id.
    pub fn annotation(&self, id: AnnotationId) -> Option<&Annotation> {
        self.annotations.get(id)
    }

    /// Annotations that reach over `span` (their first start to last end), in document order.
    pub fn overlapping(&self, span: Span) -> impl DoubleEndedIterator<Item = &Annotation> {
        self.annotations.overlapping(span)
    }

    /// Annotations after `id` in document order.
    pub fn after(&self, id: AnnotationId) -> impl Iterator<Item = &Annotation> {
        self.annotations.after(id)
    }

    /// Annotations before `id`, the nearest first.
    pub fn before(&self, id: AnnotationId) -> impl Iterator<Item = &Annotation> {
        self.annotations.before(id)
    }

    /// Every relation, by id.
    pub fn relations(&self) -> impl Iterator<Item = &Relation> {
        self.relations.values()
    }

    /// The relation with this id.
    pub fn relation(&self, id: RelationId) -> Option<&Relation> {
        self.relations.get(id)
    }

    /// Relations that touch `id` at either end.
    pub fn relations_of(&self, id: AnnotationId) -> impl Iterator<Item = &Relation> {
        let links = self.links.range(move |it| it.0 < id, move |it| it.0 <= id);
        links.filter_map(|((_, it), ())| self.relations.get(*it))
    }

    /// Annotations that `id` points to with relation `kind`.
    pub fn targets<'a>(
        &'a self,
        id: AnnotationId,
        kind: &'a str,
    ) -> impl Iterator<Item = &'a Annotation> {
        self.relations_of(id)
            .filter(move |it| it.from == id && it.kind == kind)
            .filter_map(|it| self.annotation(it.to))
    }

    /// Every record, by id.
    pub fn records(&self) -> impl Iterator<Item = &Record> {
        self.records.values()
    }

    /// The record with this id.
    pub fn record(&self, id: RecordId) -> Option<&Record> {
        self.records.get(id)
    }

    /// Annotations that stand for `record`, in document order.
    pub fn mentions(&self, record: RecordId) -> impl DoubleEndedIterator<Item = &Annotation> {
        self.annotations.of_record(record)
    }

    /// The record of who said the quote `id`: of its source (rejected ones do not count), or of the
    /// quote itself where no words name the speaker.
    pub fn speaker(&self, id: AnnotationId) -> Option<&Record> {
        let mut sources = self.targets(id, "said_by").filter(|it| it.is_live());
        let named = sources.find_map(|it| it.record);
        let carried = || self.annotation(id).and_then(|it| it.record);
        self.record(named.or_else(carried)?)
    }

    /// The ids that the next new things get.
    pub fn next_ids(&self) -> NextIds {
        self.next
    }

    /// Makes sure that ids below `next` are never given out: they were used in the past.
    pub fn reserve_ids(&mut self, next: NextIds) {
        self.next.annotation = self.next.annotation.max(next.annotation);
        self.next.relation = self.next.relation.max(next.relation);
        self.next.record = self.next.record.max(next.record);
    }

    /// The label of an annotation; `None` only for labels outside the tag set, which `apply` refuses.
    pub fn label(&self, annotation: &Annotation) -> Option<&Label> {
        self.tag_set.label(annotation.label.as_str())
    }

    /// The words of an annotation, with … where it is split.
    pub fn excerpt(&self, annotation: &Annotation) -> String {
        let pieces: Vec<_> = annotation.spans.iter().map(|it| self.text.slice(it)).collect();
        pieces.join(" … ")
    }

    /// How many live annotations of each label there are.
    pub fn counts(&self) -> BTreeMap<Key, usize> {
        let mut counts = BTreeMap::new();
        for annotation in self.annotations().filter(|it| it.is_live()) {
            *counts.entry(annotation.label.clone()).or_default() += 1;
        }
        counts
    }
}

/// Documents are equal if they say the same; the counter of ids does not matter.
impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
            && self.tag_set == other.tag_set
            && self.metadata == other.metadata
            && self.zones == other.zones
            && self.markup == other.markup
            && self.annotations().eq(other.annotations())
            && self.relations == other.relations
            && self.records == other.records
    }
}
