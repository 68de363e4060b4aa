//! Annotations in document order: by id, at a place, overlapping.
//!
//! An ordered index by place stands beside the annotations by id. A search for overlaps starts
//! `widest` bytes before the place, the length of the longest annotation so far: right for any
//! annotations, fast for those of news, whose longest run over a few paragraphs.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::model::{Annotation, AnnotationId};
use crate::text::Span;

/// Document order: by start, longer first, then by id.
type Place = (usize, Reverse<usize>, AnnotationId);

#[derive(Clone, Debug, Default)]
pub(super) struct Store {
    by_id: BTreeMap<AnnotationId, Annotation>,
    by_place: BTreeSet<Place>,
    /// Length in bytes of the longest hull that was ever here.
    widest: usize,
}

fn place(annotation: &Annotation) -> Place {
    let hull = annotation.spans.hull();
    (hull.start(), Reverse(hull.end()), annotation.id)
}

impl Store {
    pub(super) fn len(&self) -> usize {
        self.by_id.len()
    }

    pub(super) fn get(&self, id: AnnotationId) -> Option<&Annotation> {
        self.by_id.get(&id)
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &Annotation> {
        self.by_place.iter().filter_map(|(_, _, id)| self.by_id.get(id))
    }

    /// Those whose hull overlaps `span`, in document order.
    pub(super) fn overlapping(&self, span: Span) -> impl DoubleEndedIterator<Item = &Annotation> {
        let first = span.start().saturating_sub(self.widest);
        let from: Place = (first, Reverse(usize::MAX), AnnotationId(0));
        let to: Place = (span.end(), Reverse(usize::MAX), AnnotationId(0));
        self.by_place
            .range(from..to)
            .filter(move |(_, Reverse(end), _)| *end > span.start())
            .filter_map(|(_, _, id)| self.by_id.get(id))
    }

    /// Those after the place of `id` in document order.
    pub(super) fn after(&self, id: AnnotationId) -> impl Iterator<Item = &Annotation> {
        let from = self.get(id).map_or((usize::MAX, Reverse(0), id), place);
        let later = (std::ops::Bound::Excluded(from), std::ops::Bound::Unbounded);
        self.by_place.range(later).filter_map(|(_, _, id)| self.by_id.get(id))
    }

    /// Those before the place of `id`, the nearest first.
    pub(super) fn before(&self, id: AnnotationId) -> impl Iterator<Item = &Annotation> {
        let to = self.get(id).map_or((0, Reverse(usize::MAX), id), place);
        self.by_place.range(..to).rev().filter_map(|(_, _, id)| self.by_id.get(id))
    }

    /// Puts `annotation` in; returns the one that had its id.
    pub(super) fn put(&mut self, annotation: Annotation) -> Option<Annotation> {
        self.widest = self.widest.max(annotation.spans.hull().len());
        let old = self.remove(annotation.id);
        self.by_place.insert(place(&annotation));
        self.by_id.insert(annotation.id, annotation);
        old
    }

    pub(super) fn remove(&mut self, id: AnnotationId) -> Option<Annotation> {
        let old = self.by_id.remove(&id)?;
        self.by_place.remove(&place(&old));
        Some(old)
    }
}
