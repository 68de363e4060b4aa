//! Krippendorff's alpha for unitising: agreement on where units of a kind begin and end.
//!
//! Krippendorff, K. (1995): On the reliability of unitizing continuous data. Sociological
//! Methodology 25, 47–76; with the expected disagreement as in Krippendorff, K. (2004): Measuring the
//! reliability of qualitative text analysis data. Quality & Quantity 38, 787–800.
//!
//! Each observer cuts the continuum (here code points of all texts, one after the other) into units
//! and the gaps between them. Two sections of two observers differ
//!
//! - by the squares of the distances of their beginnings and of their ends, if both are units and
//!   share something;
//! - by the square of the unit's length, if one is a unit that lies in the other, a gap;
//! - by nothing otherwise.
//!
//! What is observed is the mean of that over the sections as they lie; what is expected, over every
//! way in which any two of them could lie. Alpha is 1 less the ratio of the two.
//!
//! A unit cannot cross from one text into the next, so gaps end with their texts. Units of one
//! observer that overlap are taken as one, since the measure knows none that do.

use std::collections::BTreeMap;

/// A section: where it begins, and where it ends.
type Section = (usize, usize);

/// Units of one kind, of several observers.
#[derive(Clone, Debug)]
pub struct Unitising {
    observers: usize,
    /// Of the continuum.
    length: u64,
    /// How many units of all observers have which length.
    units: BTreeMap<u64, u64>,
    gaps: BTreeMap<u64, u64>,
    /// Differences of sections as they lie, over ordered pairs of observers.
    differences: f64,
    joined: u64,
}

#[expect(clippy::cast_precision_loss, reason = "texts stay far below 2^52 characters")]
fn real(count: u64) -> f64 {
    count as f64
}

fn square(one: usize, other: usize) -> f64 {
    real(one.abs_diff(other) as u64).powi(2)
}

/// Alpha of several kinds of units on one continuum together; `None` where nothing but agreement is
/// possible, because there are no units or no other place for them.
pub fn alpha<'a>(kinds: impl IntoIterator<Item = &'a Unitising>) -> Option<f64> {
    let (mut observed, mut expected) = (0.0, 0.0);
    for it in kinds {
        observed += it.observed();
        expected += it.expected();
    }
    (expected > 0.0).then(|| 1.0 - observed / expected)
}

impl Unitising {
    /// An empty continuum.
    pub fn new(observers: usize) -> Self {
        Self {
            observers,
            length: 0,
            units: BTreeMap::new(),
            gaps: BTreeMap::new(),
            differences: 0.0,
            joined: 0,
        }
    }

    /// Adds a text of `length` with the units of each observer, in any order.
    pub fn add(&mut self, length: usize, observers: Vec<Vec<Section>>) {
        self.length += length as u64;
        let mut cut = Vec::with_capacity(observers.len());
        for units in observers {
            let found = units.len();
            let units = apart(units);
            self.joined += (found - units.len()) as u64;
            let gaps = between(&units, length);
            for (sections, counts) in [(&units, &mut self.units), (&gaps, &mut self.gaps)] {
                for (from, to) in sections {
                    *counts.entry((to - from) as u64).or_default() += 1;
                }
            }
            cut.push((units, gaps));
        }
        for (at, one) in cut.iter().enumerate() {
            for other in cut.iter().skip(at + 1) {
                let all = shifted(&one.0, &other.0) + inside(&one.0, &other.1);
                self.differences += 2.0 * (all + inside(&other.0, &one.1));
            }
        }
    }

    /// Length of the continuum.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// How many units were taken together with another that they overlap.
    pub fn joined(&self) -> u64 {
        self.joined
    }

    /// Disagreement as it is.
    pub fn observed(&self) -> f64 {
        let observers = real(self.observers as u64);
        let pairs = observers * (observers - 1.0) * real(self.length).powi(2);
        if pairs > 0.0 { self.differences / pairs } else { 0.0 }
    }

    /// Disagreement as it would be by chance.
    pub fn expected(&self) -> f64 {
        let all: u64 = self.units.values().sum();
        let ends = real(self.observers as u64) * real(self.length);
        let mut ways = ends * (ends - 1.0);
        let mut sum = 0.0;
        // Gaps that are at least as long as the unit, and their lengths, summed up from the longest.
        let mut gaps = self.gaps.iter().rev().peekable();
        let (mut fitting, mut lengths) = (0.0, 0.0);
        for (length, count) in self.units.iter().rev() {
            while let Some((gap, count)) = gaps.next_if(|it| it.0 >= length) {
                fitting += real(*count);
                lengths += real(*count) * real(*gap);
            }
            let (length, count) = (real(*length), real(*count));
            let shifts = 2.0 * length.powi(3) - 3.0 * length.powi(2) + length;
            let places = lengths - fitting * (length - 1.0);
            sum += count * (real(all - 1) / 3.0 * shifts + length.powi(2) * places);
            ways -= count * length * (length - 1.0);
        }
        if ways > 0.0 { 2.0 / real(self.length) * sum / ways } else { 0.0 }
    }

    /// Alpha; `None` where nothing but agreement is possible.
    pub fn alpha(&self) -> Option<f64> {
        alpha([self])
    }
}

/// Units in order; those that overlap are one.
fn apart(mut units: Vec<Section>) -> Vec<Section> {
    units.sort_unstable();
    let mut found: Vec<Section> = Vec::with_capacity(units.len());
    for (from, to) in units {
        match found.last_mut() {
            Some(last) if from < last.1 => last.1 = last.1.max(to),
            _ => found.push((from, to)),
        }
    }
    found
}

fn between(units: &[Section], length: usize) -> Vec<Section> {
    let starts = std::iter::once(0).chain(units.iter().map(|it| it.1));
    let ends = units.iter().map(|it| it.0).chain([length]);
    starts.zip(ends).filter(|(from, to)| from < to).collect()
}

/// What units differ by that share something.
fn shifted(one: &[Section], other: &[Section]) -> f64 {
    let mut sum = 0.0;
    for (from, to) in one {
        let first = other.partition_point(|it| it.1 <= *from);
        let near = other.get(first..).unwrap_or_default();
        for it in near.iter().take_while(|it| it.0 < *to) {
            sum += square(*from, it.0) + square(*to, it.1);
        }
    }
    sum
}

/// What units differ by that lie in a gap.
fn inside(units: &[Section], gaps: &[Section]) -> f64 {
    let lies = |unit: &&Section| {
        let at = gaps.partition_point(|it| it.1 < unit.1);
        gaps.get(at).is_some_and(|it| it.0 <= unit.0)
    };
    units.iter().filter(lies).map(|it| square(it.0, it.1)).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn near(found: f64, wanted: f64) {
        assert!((found - wanted).abs() < 0.000_06, "{found} for {wanted}");
    }

    fn of(length: usize, observers: &[&[Section]]) -> Unitising {
        let mut found = Unitising::new(observers.len());
        found.add(length, observers.iter().map(|it| it.to_vec()).collect());
        found
    }

    /// Krippendorff (2004): a continuum from 150 to 450, two observers, units of two kinds.
    #[test]
    fn it_is_that_of_the_example_of_2004() {
        let c = of(300, &[&[(75, 145), (220, 250)], &[(70, 150), (205, 225), (250, 270)]]);
        let k = of(300, &[&[(30, 90), (150, 200)], &[(30, 90), (150, 200)]]);
        // (5² + 5² + 15² + 25² + 20²) · 2 / (2 · 300²)
        near(c.observed(), 0.0144);
        near(c.expected(), 0.0532);
        near(c.alpha().unwrap(), 0.7286);
        near(k.observed(), 0.0);
        near(k.expected(), 0.0490);
        near(k.alpha().unwrap(), 1.0);
        near(alpha([&c, &k]).unwrap(), 0.8587);
    }

    /// Krippendorff (1995): observed disagreements of the examples A to D, on 24 units of length.
    #[test]
    fn it_is_that_of_the_examples_of_1995() {
        let a = of(24, &[&[(2, 10), (14, 20)], &[(4, 8), (15, 17)]]);
        let jill = [(0, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 9), (9, 10)];
        let b = of(24, &[&[(0, 18)], &jill]);
        let gill = [(0, 2), (4, 8), (10, 14), (16, 18), (20, 22)];
        let c = of(24, &[&[(2, 8), (10, 12), (14, 18), (20, 22)], &gill]);
        let heather = [(0, 2), (2, 10), (10, 14), (14, 20), (20, 24)];
        let d = of(24, &[&heather, &[(0, 4), (4, 8), (8, 15), (15, 17), (17, 24)]]);
        for (found, wanted) in [(&a, 0.03125), (&b, 2.26736), (&c, 0.02777), (&d, 0.38715)] {
            near(found.observed(), wanted);
        }
        // Stretched, where the length of the smallest step does not matter.
        let long = |all: &[Section]| -> Vec<Section> {
            all.iter().map(|it| (it.0 * 50_000, it.1 * 50_000)).collect()
        };
        let mut stretched = Unitising::new(2);
        let gerret = [(2, 8), (10, 12), (14, 18), (20, 22)];
        stretched.add(24 * 50_000, vec![long(&gerret), long(&gill)]);
        assert!((stretched.expected() - 0.0864).abs() < 0.005, "{}", stretched.expected());
        assert!((stretched.alpha().unwrap() - 0.679).abs() < 0.02);
    }

    #[test]
    fn what_cannot_differ_has_no_alpha() {
        assert_eq!(of(9, &[&[], &[]]).alpha(), None, "no units");
        assert_eq!(Unitising::new(2).alpha(), None, "no text");
        near(of(5, &[&[(0, 5)]]).observed(), 0.0);
        near(of(9, &[&[(2, 4)], &[(2, 4)]]).alpha().unwrap(), 1.0);
        let one = of(9, &[&[(2, 4)], &[]]);
        assert!(one.alpha().unwrap() <= 0.0, "{one:?}");
        let joined = of(9, &[&[(0, 4), (2, 6), (6, 8)], &[(0, 6), (6, 8)]]);
        assert_eq!((joined.alpha(), joined.joined()), (Some(1.0), 1));
    }

    /// All that the definition says, one pair of sections and one way to lie at a time.
    fn slowly(length: usize, observers: &[Vec<Section>]) -> (f64, f64) {
        let sections: Vec<Vec<(Section, bool)>> = observers
            .iter()
            .map(|units| {
                let gaps = between(units, length);
                let units = units.iter().map(|it| (*it, true));
                units.chain(gaps.into_iter().map(|it| (it, false))).collect()
            })
            .collect();
        let differ = |one: (Section, bool), other: (Section, bool)| {
            let ((a, b), (c, d)) = (one.0, other.0);
            match (one.1, other.1) {
                (true, true) if a < d && c < b => square(a, c) + square(b, d),
                (true, false) if c <= a && b <= d => square(a, b),
                (false, true) if a <= c && d <= b => square(c, d),
                _ => 0.0,
            }
        };
        let mut observed = 0.0;
        for (i, one) in sections.iter().enumerate() {
            for (j, other) in sections.iter().enumerate() {
                let pairs = one.iter().flat_map(|g| other.iter().map(move |h| (*g, *h)));
                observed += pairs.filter(|_| i != j).map(|(g, h)| differ(g, h)).sum::<f64>();
            }
        }
        let m = observers.len();
        let all: Vec<(Section, bool)> = sections.into_iter().flatten().collect();
        let (mut expected, mut ways) = (0.0, m * length * (m * length - 1));
        for (at, one) in all.iter().enumerate() {
            let long = one.0.1 - one.0.0;
            ways -= if one.1 { long * (long - 1) } else { 0 };
            for (_, other) in all.iter().enumerate().filter(|it| it.0 != at) {
                // One stays, the other goes past it.
                for start in 0..3 * length {
                    let still = ((length, length + long), one.1);
                    let moving = ((start, start + other.0.1 - other.0.0), other.1);
                    expected += differ(still, moving);
                }
            }
        }
        let real = |it: usize| real(it as u64);
        (
            observed / (real(m) * real(m - 1) * real(length).powi(2)),
            expected / real(length) / real(ways),
        )
    }

    fn units() -> impl Strategy<Value = Vec<Section>> {
        prop::collection::vec(0_usize..14, 0..8).prop_map(|mut it| {
            it.sort_unstable();
            it.dedup();
            it.chunks_exact(2).map(|it| (it[0], it[1])).collect()
        })
    }

    proptest! {
        #[test]
        fn it_agrees_with_the_definition(observers in prop::collection::vec(units(), 2..4)) {
            let mut found = Unitising::new(observers.len());
            found.add(13, observers.clone());
            let (observed, expected) = slowly(13, &observers);
            prop_assert!((found.observed() - observed).abs() < 1e-9);
            prop_assert!((found.expected() - expected).abs() < 1e-9);
        }
    }
}
