//! Agreement on which category each item has, beyond chance.

use std::collections::BTreeMap;

/// Counts of the categories that raters gave to items.
///
/// Cohen, J. (1960): A coefficient of agreement for nominal scales. Fleiss, J. L. (1971): Measuring
/// nominal scale agreement among many raters.
#[derive(Clone, Debug, Default)]
pub struct Kappa {
    raters: usize,
    items: u64,
    /// By a pair of raters, the first before the second: how often which category met which.
    pairs: BTreeMap<(usize, usize), BTreeMap<(String, String), u64>>,
    /// How often each category was given at all.
    given: BTreeMap<String, u64>,
    /// Ordered pairs of raters who agreed, summed over the items.
    agreed: u64,
}

impl Kappa {
    /// Nothing counted yet.
    pub fn new(raters: usize) -> Self {
        Self { raters, ..Self::default() }
    }

    /// Adds `many` items to which the raters, one after the other, gave `categories`.
    pub fn add(&mut self, categories: &[&str], many: u64) {
        if many == 0 {
            return;
        }
        self.items += many;
        for (first, one) in categories.iter().enumerate() {
            *self.given.entry((*one).to_owned()).or_default() += many;
            for (second, other) in categories.iter().enumerate().skip(first + 1) {
                let table = self.pairs.entry((first, second)).or_default();
                *table.entry(((*one).to_owned(), (*other).to_owned())).or_default() += many;
                if one == other {
                    self.agreed += 2 * many;
                }
            }
        }
    }

    /// How many items there are.
    pub fn items(&self) -> u64 {
        self.items
    }

    /// Cohen's kappa of two raters, counted from 0; `None` if both gave one and the same category
    /// to everything, or there is nothing.
    pub fn cohen(&self, first: usize, second: usize) -> Option<f64> {
        let table = self.pairs.get(&(first, second))?;
        let (mut rows, mut columns) = (BTreeMap::new(), BTreeMap::new());
        let mut same = 0;
        for ((one, other), count) in table {
            *rows.entry(one).or_insert(0) += count;
            *columns.entry(other).or_insert(0) += count;
            same += if one == other { *count } else { 0 };
        }
        let of = |count: u64| share(count, self.items);
        let both = |it: (&&String, &u64)| of(*it.1) * columns.get(*it.0).map_or(0.0, |it| of(*it));
        let chance: f64 = rows.iter().map(both).sum();
        beyond(of(same), chance)
    }

    /// Fleiss' kappa of all raters; `None` if all gave one category to everything, or there is
    /// nothing or only one rater.
    pub fn fleiss(&self) -> Option<f64> {
        let raters = self.raters as u64;
        let pairs = self.items * raters * raters.checked_sub(1)?;
        if pairs == 0 {
            return None;
        }
        let of = |count: &u64| share(*count, self.items * raters).powi(2);
        beyond(share(self.agreed, pairs), self.given.values().map(of).sum())
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of tokens stay far below 2^52")]
fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// How far agreement goes beyond chance.
fn beyond(observed: f64, chance: f64) -> Option<f64> {
    let possible = 1.0 - chance;
    (possible > 1e-12).then(|| (observed - chance) / possible)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: Option<f64>, wanted: f64) {
        let found = found.unwrap();
        assert!((found - wanted).abs() < 0.000_5, "{found} for {wanted}");
    }

    /// Two raters, a digit an item.
    fn of(first: &str, second: &str) -> Kappa {
        let mut kappa = Kappa::new(2);
        for (one, other) in first.split("").zip(second.split("")).filter(|it| !it.0.is_empty()) {
            kappa.add(&[one, other], 1);
        }
        kappa
    }

    #[test]
    fn cohen_is_that_of_worked_examples() {
        let mut kappa = Kappa::new(2);
        for (one, other, count) in [("y", "y", 20), ("y", "n", 5), ("n", "y", 10), ("n", "n", 15)] {
            kappa.add(&[one, other], count);
        }
        // Observed 0.7, by chance 0.25 + 0.25.
        near(kappa.cohen(0, 1), 0.4);
        // Krippendorff (1995), examples A to C cut into 24 items.
        near(of("001111111100001111110000", "000011110000000110000000").cohen(0, 1), 0.385);
        near(of("111111111111111111000000", "111111111100000000000000").cohen(0, 1), 0.385);
        near(of("001111110011001111001100", "110011110011110011001100").cohen(0, 1), 0.314);
        let all = of("1111", "1111");
        assert_eq!((all.cohen(0, 1), all.fleiss()), (None, None), "nothing to tell apart");
        assert_eq!(Kappa::new(2).cohen(0, 1), None);
        assert_eq!(Kappa::new(1).fleiss(), None);
        near(of("10", "01").cohen(0, 1), -1.0);
    }

    /// The table of Fleiss (1971) as it is given in textbooks: ten subjects, 14 raters, 5 categories.
    #[test]
    fn fleiss_is_that_of_a_worked_example() {
        let table = [
            [0, 0, 0, 0, 14],
            [0, 2, 6, 4, 2],
            [0, 0, 3, 5, 6],
            [0, 3, 9, 2, 0],
            [2, 2, 8, 1, 1],
            [7, 7, 0, 0, 0],
            [3, 2, 6, 3, 0],
            [2, 5, 3, 2, 2],
            [6, 5, 2, 1, 0],
            [0, 2, 2, 3, 7],
        ];
        let mut kappa = Kappa::new(14);
        for row in table {
            let given = ["a", "b", "c", "d", "e"].into_iter().zip(row);
            let all: Vec<&str> =
                given.flat_map(|(it, count)| std::iter::repeat_n(it, count)).collect();
            kappa.add(&all, 1);
        }
        near(kappa.fleiss(), 0.210);
    }

    #[test]
    fn of_two_raters_fleiss_is_scott() {
        // Krippendorff (1995) gives Scott's pi, to which Fleiss' kappa comes down for two.
        near(of("001111111100001111110000", "000011110000000110000000").fleiss(), 0.314);
    }
}
