//! A sorted map whose copies share what neither has changed: a copy of a document costs next to
//! nothing, whoever needs one, and nobody waits for another to be done with it.
//!
//! Entries lie in pieces of some hundred. A copy holds the same pieces; the first change of a shared
//! piece copies that one.

use std::sync::Arc;

/// Most entries of a piece: few enough to be copied in some microseconds.
const MOST: usize = 256;

/// A map in the order of its keys; with `()` for values, a set.
#[derive(Clone, Debug)]
pub(super) struct Sorted<K, V = ()> {
    /// None is empty. After many are taken out some are small, which costs little.
    pieces: Vec<Piece<K, V>>,
    len: usize,
}

#[derive(Clone, Debug)]
struct Piece<K, V> {
    /// The key of the first entry, to look for the piece without reading it.
    first: K,
    entries: Arc<Vec<(K, V)>>,
}

/// A place between entries: of which piece, before which of its entries.
type At = (usize, usize);

impl<K, V> Default for Sorted<K, V> {
    fn default() -> Self {
        Self { pieces: Vec::new(), len: 0 }
    }
}

impl<K: Ord + Copy, V: Clone> Sorted<K, V> {
    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn get(&self, key: K) -> Option<&V> {
        let entries = &self.pieces.get(self.piece_of(key)?)?.entries;
        let at = entries.binary_search_by_key(&key, |it| it.0).ok()?;
        entries.get(at).map(|it| &it.1)
    }

    pub(super) fn get_mut(&mut self, key: K) -> Option<&mut V> {
        let piece = self.piece_of(key)?;
        let entries = &mut self.pieces.get_mut(piece)?.entries;
        let at = entries.binary_search_by_key(&key, |it| it.0).ok()?;
        Arc::make_mut(entries).get_mut(at).map(|it| &mut it.1)
    }

    /// Every entry, by key.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &(K, V)> {
        self.pieces.iter().flat_map(|it| it.entries.iter())
    }

    /// Every value, by key.
    pub(super) fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.iter().map(|it| &it.1)
    }

    /// The entries from the first key on that `is_before` does not hold for, up to the first that
    /// `is_within` does not hold for. Both hold for the keys below some key.
    pub(super) fn range(
        &self,
        is_before: impl Fn(K) -> bool,
        is_within: impl Fn(K) -> bool,
    ) -> impl DoubleEndedIterator<Item = &(K, V)> {
        let (from, to) = (self.position(is_before), self.position(is_within));
        (from.0..=to.0).flat_map(move |number| {
            let entries = self.pieces.get(number).map(|it| it.entries.as_slice());
            let entries = entries.unwrap_or_default();
            let low = if number == from.0 { from.1 } else { 0 };
            let high = if number == to.0 { to.1 } else { entries.len() };
            entries.get(low..high).unwrap_or_default()
        })
    }

    /// Puts a value in; returns the one that had its key.
    pub(super) fn insert(&mut self, key: K, value: V) -> Option<V> {
        let number = self.piece_of(key).unwrap_or(0);
        let Some(piece) = self.pieces.get_mut(number) else {
            self.pieces.push(Piece { first: key, entries: Arc::new(vec![(key, value)]) });
            self.len += 1;
            return None;
        };
        let entries = Arc::make_mut(&mut piece.entries);
        let at = match entries.binary_search_by_key(&key, |it| it.0) {
            Ok(at) => {
                let place = entries.get_mut(at)?;
                return Some(std::mem::replace(&mut place.1, value));
            }
            Err(at) => at,
        };
        entries.insert(at, (key, value));
        piece.first = piece.first.min(key);
        self.len += 1;
        if entries.len() > MOST {
            // What comes in order leaves full pieces behind.
            let later = entries.split_off(if at == MOST { MOST } else { MOST / 2 });
            entries.shrink_to_fit();
            if let Some((first, _)) = later.first() {
                let later = Piece { first: *first, entries: Arc::new(later) };
                self.pieces.insert(number + 1, later);
            }
        }
        None
    }

    /// Takes an entry out; returns its value.
    pub(super) fn remove(&mut self, key: K) -> Option<V> {
        let number = self.piece_of(key)?;
        let piece = self.pieces.get_mut(number)?;
        let at = piece.entries.binary_search_by_key(&key, |it| it.0).ok()?;
        let entries = Arc::make_mut(&mut piece.entries);
        let (_, old) = entries.remove(at);
        match entries.first() {
            Some((first, _)) => piece.first = *first,
            None => drop(self.pieces.remove(number)),
        }
        self.len -= 1;
        Some(old)
    }

    /// The piece that a key is in, if it is in any; `None` if it is before all.
    fn piece_of(&self, key: K) -> Option<usize> {
        self.pieces.partition_point(|it| it.first <= key).checked_sub(1)
    }

    /// The place after the keys that `is_below` holds for.
    fn position(&self, is_below: impl Fn(K) -> bool) -> At {
        let after = self.pieces.partition_point(|it| is_below(it.first));
        let Some(number) = after.checked_sub(1) else { return (0, 0) };
        let entries = self.pieces.get(number).map(|it| it.entries.as_slice());
        (number, entries.unwrap_or_default().partition_point(|it| is_below(it.0)))
    }
}

impl<K: Ord + Copy, V: Clone + PartialEq> PartialEq for Sorted<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.iter().eq(other.iter())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn entries(it: &Sorted<u16, u32>) -> Vec<(u16, u32)> {
        it.iter().copied().collect()
    }

    proptest! {
        /// Copies are made now and then: none may change with another.
        #[test]
        fn it_is_a_map_and_its_copies_stay_as_they_are(
            steps in prop::collection::vec((0_u16..900, 0_u8..5), 0..3000),
            (low, high) in (0_u16..900, 0_u16..900),
        ) {
            let (mut map, mut model) = (Sorted::default(), BTreeMap::new());
            let mut copies = Vec::new();
            for (number, (key, what)) in steps.into_iter().enumerate() {
                let value = u32::try_from(number).unwrap();
                match what {
                    0 => prop_assert_eq!(map.remove(key), model.remove(&key)),
                    1 => {
                        let (one, other) = (map.get_mut(key), model.get_mut(&key));
                        prop_assert_eq!(one.is_some(), other.is_some());
                        one.into_iter().chain(other).for_each(|it| *it = value);
                    }
                    _ => prop_assert_eq!(map.insert(key, value), model.insert(key, value)),
                }
                prop_assert_eq!((map.get(key), map.len()), (model.get(&key), model.len()));
                if number % 500 == 0 {
                    copies.push((map.clone(), model.clone()));
                }
            }
            copies.push((map, model));
            for (map, model) in copies {
                let all: Vec<_> = model.iter().map(|it| (*it.0, *it.1)).collect();
                prop_assert_eq!(entries(&map), all.clone());
                let within = |it: &&(u16, u32)| low <= it.0 && it.0 < high;
                let found: Vec<_> = map.range(|it| it < low, |it| it < high).copied().collect();
                prop_assert_eq!(found, all.iter().filter(within).copied().collect::<Vec<_>>());
                let back: Vec<_> =
                    map.range(|it| it <= low, |it| it <= high).rev().map(|it| it.0).collect();
                let keys = all.iter().map(|it| it.0).filter(|it| low < *it && *it <= high);
                prop_assert_eq!(back, keys.rev().collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn a_change_copies_one_piece() {
        let mut map = Sorted::default();
        for key in 0..2_000_u16 {
            map.insert(key, 0_u32);
        }
        assert_eq!(map.pieces.len(), 2_000_usize.div_ceil(MOST), "they are full");
        let copy = map.clone();
        map.insert(700, 1);
        let shared = map.pieces.iter().zip(&copy.pieces);
        let shared = shared.filter(|(a, b)| Arc::ptr_eq(&a.entries, &b.entries));
        assert_eq!(shared.count(), map.pieces.len() - 1);
        assert_eq!((map.get(700), copy.get(700)), (Some(&1), Some(&0)));
        assert!(map != copy);
    }
}
