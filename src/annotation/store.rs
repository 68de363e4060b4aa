//! Annotations in document order: by id, at a place, overlapping, of a record.
//!
//! Ordered indexes stand beside the annotations by id. Those by place are kept apart by size, a
//! class for each power of two bytes: a search for overlaps starts, in each class, as far before the
//! place as the class's longest could begin. One tag over a whole archive therefore costs others
//! nothing. Copies share what neither has changed.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::model::{Annotation, AnnotationId, RecordId};
use super::sorted::Sorted;
use crate::text::Span;

/// Document order: by start, longer first, then by id. No file that is read is nearly as long as
/// these can count.
type Place = (u32, Reverse<u32>, AnnotationId);

#[derive(Clone, Debug, Default)]
pub(super) struct Store {
    annotations: Sorted<AnnotationId, Arc<Annotation>>,
    places: Sorted<Place>,
    /// Places by the power of two above their length.
    sizes: BTreeMap<usize, Sorted<Place>>,
    records: Sorted<(RecordId, Place)>,
}

fn short(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn place(annotation: &Annotation) -> Place {
    let hull = annotation.spans.hull();
    (short(hull.start()), Reverse(short(hull.end())), annotation.id)
}

/// The power of two that is not below the annotation's length.
fn size(annotation: &Annotation) -> usize {
    annotation.spans.hull().len().checked_next_power_of_two().unwrap_or(usize::MAX)
}

/// Before every place that starts at byte `at`.
fn first_at(at: usize) -> Place {
    (short(at), Reverse(u32::MAX), AnnotationId(0))
}

impl Store {
    pub(super) fn len(&self) -> usize {
        self.annotations.len()
    }

    pub(super) fn get(&self, id: AnnotationId) -> Option<&Annotation> {
        self.annotations.get(id).map(Arc::as_ref)
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &Annotation> {
        self.places.iter().filter_map(|((_, _, id), ())| self.get(*id))
    }

    /// Those whose hull overlaps `span`, in document order.
    pub(super) fn overlapping(&self, span: Span) -> impl DoubleEndedIterator<Item = &Annotation> {
        let mut found: Vec<Place> = Vec::new();
        let start = short(span.start());
        for (longest, places) in &self.sizes {
            let from = first_at(span.start().saturating_sub(*longest));
            let near = places.range(|it| it < from, |it| it < first_at(span.end()));
            let near = near.map(|it| it.0);
            found.extend(near.filter(|(_, Reverse(end), _)| *end > start));
        }
        found.sort_unstable();
        found.into_iter().filter_map(|(_, _, id)| self.get(id))
    }

    /// Those that stand for `record`, in document order.
    pub(super) fn of_record(
        &self,
        record: RecordId,
    ) -> impl DoubleEndedIterator<Item = &Annotation> {
        let found = self.records.range(move |it| it.0 < record, move |it| it.0 <= record);
        found.filter_map(|((_, (_, _, id)), ())| self.get(*id))
    }

    /// Those after the place of `id` in document order.
    pub(super) fn after(&self, id: AnnotationId) -> impl Iterator<Item = &Annotation> {
        let from = self.get(id).map_or((u32::MAX, Reverse(0), id), place);
        let later = self.places.range(move |it| it <= from, |_| true);
        later.filter_map(|((_, _, id), ())| self.get(*id))
    }

    /// Those before the place of `id`, the nearest first.
    pub(super) fn before(&self, id: AnnotationId) -> impl Iterator<Item = &Annotation> {
        let to = self.get(id).map_or(first_at(0), place);
        let earlier = self.places.range(|_| false, move |it| it < to);
        earlier.rev().filter_map(|((_, _, id), ())| self.get(*id))
    }

    /// Puts `annotation` in; returns the one that had its id.
    pub(super) fn put(&mut self, annotation: Arc<Annotation>) -> Option<Arc<Annotation>> {
        let old = self.remove(annotation.id);
        let place = place(&annotation);
        self.places.insert(place, ());
        self.sizes.entry(size(&annotation)).or_default().insert(place, ());
        if let Some(record) = annotation.record {
            self.records.insert((record, place), ());
        }
        self.annotations.insert(annotation.id, annotation);
        old
    }

    pub(super) fn remove(&mut self, id: AnnotationId) -> Option<Arc<Annotation>> {
        let old = self.annotations.remove(id)?;
        let place = place(&old);
        self.places.remove(place);
        if let Some(places) = self.sizes.get_mut(&size(&old)) {
            places.remove(place);
        }
        if let Some(record) = old.record {
            self.records.remove((record, place));
        }
        Some(old)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::samples;

    fn words(found: impl Iterator<Item = AnnotationId>) -> Vec<u32> {
        found.map(|it| it.0).collect()
    }

    #[test]
    fn order_is_by_start_then_longer_first_then_by_id() {
        let document = samples::document("{cue|a} {quote|{person|{org|b}} c}");
        let store = &document.annotations;
        assert_eq!(words(store.iter().map(|it| it.id)), [1, 2, 3, 4]);
        assert_eq!(words(store.iter().rev().map(|it| it.id)), [4, 3, 2, 1]);
        assert_eq!(words(store.after(AnnotationId(2)).map(|it| it.id)), [3, 4]);
        assert_eq!(words(store.before(AnnotationId(3)).map(|it| it.id)), [2, 1]);
        assert_eq!(store.after(AnnotationId(9)).count() + store.before(AnnotationId(9)).count(), 0);
    }

    #[test]
    fn overlapping_finds_long_ones_that_begin_far_before() {
        let document = samples::document(
            "{claim|{quote|{person|Ann} said a good deal about it before {org|they} came} in}. {cue|x}",
        );
        let at = |words: &str| samples::place(&document, words);
        let over = |span| words(document.annotations.overlapping(span).map(|it| it.id));
        assert_eq!(over(at("Ann")), [1, 2, 3]);
        assert_eq!(over(at("they")), [1, 2, 4]);
        assert_eq!(over(at("in")), [1]);
        assert_eq!(over(at("good")), [1, 2]);
        assert_eq!(over(at(". ")), [0_u32; 0], "what only touches does not overlap");
    }

    #[test]
    fn indexes_follow_a_changed_annotation() {
        let mut document = samples::document("{person|Ann} Roe met {person|Bo}");
        let mut ann = document.annotations.get(AnnotationId(1)).unwrap().clone();
        ann.spans = samples::place(&document, "Ann Roe met Bo").into();
        ann.record = Some(RecordId(7));
        document.annotations.put(Arc::new(ann.clone()));
        let bo = samples::place(&document, "Bo");
        assert_eq!(words(document.annotations.overlapping(bo).map(|it| it.id)), [1, 2]);
        assert_eq!(words(document.annotations.of_record(RecordId(7)).map(|it| it.id)), [1]);
        ann.record = None;
        ann.spans = samples::place(&document, "Ann").into();
        document.annotations.put(Arc::new(ann));
        assert_eq!(words(document.annotations.overlapping(bo).map(|it| it.id)), [2]);
        assert_eq!(document.annotations.of_record(RecordId(7)).count(), 0);
        document.annotations.remove(AnnotationId(2));
        assert_eq!(document.annotations.overlapping(bo).count(), 0);
        assert_eq!(document.annotations.len(), 1);
    }
}
