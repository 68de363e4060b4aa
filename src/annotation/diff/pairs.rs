//! Which thing of one version is which of the other.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::texts::Map;
use crate::annotation::{Annotation, AnnotationId, Document, Record, RecordId, Zone};

/// Things of two versions, each with its partner if it has one.
pub(super) struct Pairs<T> {
    partners: BTreeMap<T, T>,
    /// Those of the first version, in its order.
    first: Vec<T>,
    /// Those of the second version that have no partner, in its order.
    alone: Vec<T>,
}

impl<T: Copy + Ord> Pairs<T> {
    fn new(partners: BTreeMap<T, T>, first: Vec<T>, second: Vec<T>) -> Self {
        let taken: BTreeSet<T> = partners.values().copied().collect();
        let alone = second.into_iter().filter(|it| !taken.contains(it)).collect();
        Self { partners, first, alone }
    }

    /// The partner of a thing of the first version.
    pub(super) fn of(&self, first: T) -> Option<T> {
        self.partners.get(&first).copied()
    }

    /// Every pair, and every thing without a partner.
    pub(super) fn all(&self) -> Vec<(Option<T>, Option<T>)> {
        let pairs = self.first.iter().map(|it| (Some(*it), self.of(*it)));
        pairs.chain(self.alone.iter().map(|it| (None, Some(*it)))).collect()
    }
}

/// What a tag of the first version is in the second: pieces, in bytes of the second.
type Place = Vec<(usize, usize)>;

/// Takes partners away as they are found.
struct Left<'a> {
    first: Vec<(&'a Annotation, Option<Place>)>,
    second: BTreeMap<AnnotationId, (&'a Annotation, Place)>,
    partners: BTreeMap<AnnotationId, AnnotationId>,
}

/// Tags are the same, in this order, if they have the same label and place; the same label and id, and
/// words in common; the same place; the same label and words in common, those that share most first;
/// the same id and words in common. Words that were changed count as common.
pub(super) fn pair_annotations(
    first: &Document,
    second: &Document,
    map: &Map,
) -> Pairs<AnnotationId> {
    let place =
        |it: &Annotation| -> Place { it.spans.iter().map(|it| (it.start(), it.end())).collect() };
    let mapped = |it: &Annotation| it.spans.iter().map(|it| map.to_second(it)).collect();
    let mut left = Left {
        first: first.annotations().map(|it| (it, mapped(it))).collect(),
        second: second.annotations().map(|it| (it.id, (it, place(it)))).collect(),
        partners: BTreeMap::new(),
    };
    left.at_the_same_place(true);
    left.with_the_same_id(true);
    left.at_the_same_place(false);
    left.nearby();
    left.with_the_same_id(false);
    let ids = |it: &Document| it.annotations().map(|it| it.id).collect();
    Pairs::new(left.partners, ids(first), ids(second))
}

fn overlap(one: &Place, other: &Place) -> usize {
    let shared = |one: &(usize, usize), other: &(usize, usize)| {
        one.1.min(other.1).saturating_sub(one.0.max(other.0))
    };
    one.iter().flat_map(|one| other.iter().map(move |other| shared(one, other))).sum()
}

impl<'a> Left<'a> {
    /// Asks for a partner of each tag that has none yet.
    fn each(
        &mut self,
        mut partner: impl FnMut(
            &'a Annotation,
            Option<&Place>,
            &BTreeMap<AnnotationId, (&'a Annotation, Place)>,
        ) -> Option<AnnotationId>,
    ) {
        let Self { first, second, partners } = self;
        first.retain(|(one, place)| match partner(one, place.as_ref(), second) {
            Some(id) => {
                second.remove(&id);
                partners.insert(one.id, id);
                false
            }
            None => true,
        });
    }

    /// Tags at one place; of several the one with the same id, else the first.
    fn at_the_same_place(&mut self, same_label: bool) {
        let mut places: BTreeMap<(Place, Option<&str>), Vec<AnnotationId>> = BTreeMap::new();
        for (id, (it, place)) in &self.second {
            let label = same_label.then_some(it.label.as_str());
            places.entry((place.clone(), label)).or_default().push(*id);
        }
        self.each(|one, place, _| {
            let label = same_label.then_some(one.label.as_str());
            let there = places.get_mut(&(place?.clone(), label)).filter(|it| !it.is_empty())?;
            let at = there.iter().position(|it| *it == one.id).unwrap_or(0);
            Some(there.remove(at))
        });
    }

    fn with_the_same_id(&mut self, same_label: bool) {
        self.each(|one, place, second| {
            let (other, there) = second.get(&one.id)?;
            let shares = place.is_none_or(|it| overlap(it, there) > 0);
            let labels = one.label == other.label || !same_label && place.is_some();
            (shares && labels).then_some(one.id)
        });
    }

    fn nearby(&mut self) {
        let mut candidates = Vec::new();
        for (at, (one, place)) in self.first.iter().enumerate() {
            let Some(place) = place else { continue };
            for (id, (other, there)) in &self.second {
                let shared = overlap(place, there);
                if shared > 0 && one.label == other.label {
                    candidates.push((Reverse(shared), at, one.id, *id));
                }
            }
        }
        candidates.sort_unstable();
        for (_, _, one, other) in candidates {
            if !self.partners.contains_key(&one) && self.second.remove(&other).is_some() {
                self.partners.insert(one, other);
            }
        }
        let Self { first, partners, .. } = self;
        first.retain(|(it, _)| !partners.contains_key(&it.id));
    }
}

/// Records are the same, in this order, if they have the same label, name and id; the same label and
/// name; the same id and a name in common.
pub(super) fn pair_records(first: &Document, second: &Document) -> Pairs<RecordId> {
    let mut partners = BTreeMap::new();
    let mut free: BTreeMap<RecordId, &Record> = second.records().map(|it| (it.id, it)).collect();
    let same = |one: &Record, other: &Record| one.label == other.label && one.name == other.name;
    let shares = |one: &Record, other: &Record| {
        let names = |it: &Record| -> BTreeSet<String> {
            it.aliases.iter().chain([&it.name]).cloned().collect()
        };
        one.name == other.name || names(one).intersection(&names(other)).next().is_some()
    };
    for pass in 0..3 {
        for one in first.records() {
            if partners.contains_key(&one.id) {
                continue;
            }
            let alike = free.get(&one.id).copied();
            let found = match pass {
                0 => alike.filter(|it| same(one, it)),
                1 => free.values().copied().find(|it| same(one, it)),
                _ => alike.filter(|it| shares(one, it)),
            };
            if let Some(other) = found.map(|it| it.id) {
                free.remove(&other);
                partners.insert(one.id, other);
            }
        }
    }
    let ids = |it: &Document| it.records().map(|it| it.id).collect();
    Pairs::new(partners, ids(first), ids(second))
}

/// Zones are the same if they hold the same text.
pub(super) fn pair_zones<'a>(
    first: &'a [Zone],
    second: &'a [Zone],
    map: &Map,
) -> Vec<(Option<&'a Zone>, Option<&'a Zone>)> {
    let mut free: BTreeMap<(usize, usize), &Zone> =
        second.iter().map(|it| ((it.span.start(), it.span.end()), it)).collect();
    let mut all: Vec<_> = first
        .iter()
        .map(|one| (Some(one), map.to_second(one.span).and_then(|it| free.remove(&it))))
        .collect();
    all.extend(free.into_values().map(|it| (None, Some(it))));
    all
}
