//! How well a tagger does: [`Tally`], how much of what was found is right and how much of what is
//! right was found; [`judge()`], which proposals are right; [`Reliability`], whether confidence and
//! tiers keep their word; [`Clusters`], whether mentions are put into the right records. And how far
//! editors agree: [`agree`].
//!
//! Not here: running a tagger, printing (`cli::eval`).

pub mod agree;
mod assign;
mod clusters;
mod judge;
mod reliability;

use std::collections::BTreeSet;

pub use self::clusters::{Clusters, Ratio};
pub use self::judge::{Judged, judge, label, wanted};
pub use self::reliability::{Bin, Kept, Reliability};

/// Counts of one kind of thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Found and right.
    pub right: usize,
    /// Found, right or wrong.
    pub found: usize,
    /// Right, found or not.
    pub gold: usize,
}

impl Tally {
    /// Compares two sets of things.
    pub fn of<T: Ord>(found: &BTreeSet<T>, gold: &BTreeSet<T>) -> Self {
        let right = found.intersection(gold).count();
        Self { right, found: found.len(), gold: gold.len() }
    }

    /// Adds the counts of another text.
    pub fn add(&mut self, other: Self) {
        self.right += other.right;
        self.found += other.found;
        self.gold += other.gold;
    }

    /// Share of what was found that is right; 0 if nothing was found.
    pub fn precision(self) -> f64 {
        share(self.right, self.found)
    }

    /// Share of what is right that was found; 0 if there is nothing right.
    pub fn recall(self) -> f64 {
        share(self.right, self.gold)
    }

    /// The harmonic mean of precision and recall (van Rijsbergen, 1979).
    pub fn f1(self) -> f64 {
        share(2 * self.right, self.found + self.gold)
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of texts stay far below 2^52")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_those_of_the_counts() {
        let mut tally = Tally::of(&BTreeSet::from([1, 2, 3, 4]), &BTreeSet::from([3, 4, 5]));
        assert_eq!(tally, Tally { right: 2, found: 4, gold: 3 });
        assert!((tally.precision() - 0.5).abs() < 1e-9);
        assert!((tally.recall() - 2.0 / 3.0).abs() < 1e-9);
        assert!((tally.f1() - 4.0 / 7.0).abs() < 1e-9);
        tally.add(Tally { right: 0, found: 0, gold: 1 });
        assert_eq!(tally.gold, 4);
        assert!(Tally::default().f1().abs() < 1e-9, "nothing to divide by");
    }
}
