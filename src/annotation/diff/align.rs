//! Which things of one list stand in another, in order: sure pairs only, in nearly linear time.
//!
//! After patience diff (Cohen, 2006): what two lists begin and end with is paired, then what is there
//! once in both, and so on between those. Where something was doubled it cannot be told which of the
//! two is the new one, and neither is paired.

use std::collections::BTreeMap;
use std::ops::Range;

/// The partner of each thing of `one` in `other`; things are equal if their numbers are.
pub(in crate::annotation) fn align(one: &[u32], other: &[u32]) -> Vec<Option<usize>> {
    let mut pairs = Pairs { one, other, found: vec![None; one.len()] };
    let mut regions = vec![(0..one.len(), 0..other.len())];
    while let Some((left, right)) = regions.pop() {
        let Some((left, right)) = pairs.ends(left, right) else { continue };
        let (mut from, mut to) = (left.start, right.start);
        let anchors = in_order(&pairs.alone(&left, &right));
        if anchors.is_empty() {
            continue;
        }
        for (a, b) in anchors.into_iter().chain([(left.end, right.end)]) {
            if a < left.end {
                pairs.put(a, b);
            }
            regions.push((from..a, to..b));
            (from, to) = (a + 1, b + 1);
        }
    }
    pairs.found
}

struct Pairs<'a> {
    one: &'a [u32],
    other: &'a [u32],
    found: Vec<Option<usize>>,
}

impl Pairs<'_> {
    fn put(&mut self, a: usize, b: usize) {
        if let Some(place) = self.found.get_mut(a) {
            *place = Some(b);
        }
    }

    /// Pairs what both regions begin and end with; the regions between, if anything is left to do.
    fn ends(
        &mut self,
        left: Range<usize>,
        right: Range<usize>,
    ) -> Option<(Range<usize>, Range<usize>)> {
        let (one, other) = (self.one.get(left.clone())?, self.other.get(right.clone())?);
        let least = one.len().min(other.len());
        let head = one.iter().zip(other).take_while(|(a, b)| a == b).count();
        let both = one.iter().rev().zip(other.iter().rev());
        let tail = both.take_while(|(a, b)| a == b).count();
        let same = one.len() == other.len() && head == least;
        // What could be of the beginning and of the end was doubled, or one of two was taken out.
        let doubled = !same && head + tail > least;
        let (head, tail) = match (same, doubled) {
            (true, _) => (least, 0),
            (_, true) => (least - tail, least - head),
            _ => (head, tail),
        };
        for it in 0..head {
            self.put(left.start + it, right.start + it);
        }
        for it in 1..=tail {
            self.put(left.end - it, right.end - it);
        }
        let rest = (left.start + head..left.end - tail, right.start + head..right.end - tail);
        (!same && !doubled && !rest.0.is_empty() && !rest.1.is_empty()).then_some(rest)
    }

    /// What is there once in either region, by its place in the first.
    fn alone(&self, left: &Range<usize>, right: &Range<usize>) -> Vec<(usize, usize)> {
        let mut seen: BTreeMap<u32, [(usize, usize); 2]> = BTreeMap::new();
        let one = left.clone().zip(self.one.get(left.clone()).unwrap_or_default());
        for (at, it) in one {
            let [first, _] = seen.entry(*it).or_default();
            *first = (first.0 + 1, at);
        }
        let other = right.clone().zip(self.other.get(right.clone()).unwrap_or_default());
        for (at, it) in other {
            if let Some([_, second]) = seen.get_mut(it) {
                *second = (second.0 + 1, at);
            }
        }
        let single = seen.into_values().filter(|[first, second]| (first.0, second.0) == (1, 1));
        let mut found: Vec<_> = single.map(|[first, second]| (first.1, second.1)).collect();
        found.sort_unstable();
        found
    }
}

/// The longest run of pairs that go up on both sides (Schensted, 1961); `pairs` go up on the first.
fn in_order(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // The pair that ends the best run of each length, and the one before each pair.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = Vec::with_capacity(pairs.len());
    let second = |at: usize| pairs.get(at).map_or(0, |it| it.1);
    for (at, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|it| second(*it) < pair.1);
        before.push(length.checked_sub(1).and_then(|it| ends.get(it)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut next = ends.last().copied();
    let mut found = Vec::with_capacity(ends.len());
    while let Some(at) = next {
        found.extend(pairs.get(at));
        next = before.get(at).copied().flatten();
    }
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(one: &str, other: &str) -> String {
        let numbers = |it: &str| it.bytes().map(u32::from).collect::<Vec<_>>();
        let found = align(&numbers(one), &numbers(other));
        found.iter().map(|it| it.map_or("-".to_owned(), |it| it.to_string())).collect()
    }

    #[test]
    fn what_is_sure_is_paired() {
        assert_eq!(show("abc", "abc"), "012");
        assert_eq!(show("abc", "axbc"), "023");
        assert_eq!(show("abcd", "abxd"), "01-3");
        assert_eq!(show("abcdef", "acdefb"), "0-1234");
        assert_eq!(show("abbc", "abbc"), "0123");
        assert_eq!(show("xabcbdy", "zabcbdw"), "-12345-");
        assert_eq!(show("", "a"), "");
    }

    #[test]
    fn what_was_doubled_is_left_open() {
        assert_eq!(show("abc", "abbc"), "0-3");
        assert_eq!(show("abbc", "abc"), "0--2");
        assert_eq!(show("abc", "abcxby"), "012");
        assert_eq!(show("ab", "abab"), "--");
    }
}
