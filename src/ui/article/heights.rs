//! Heights of all blocks: where a block begins, and which block is at a height, in O(log n).
//!
//! A Fenwick tree in `f64`: a text of 10 MB is millions of points tall, where `f32` has steps of a
//! quarter of a point.

/// Heights of blocks, in points.
#[derive(Default)]
pub(super) struct Heights {
    /// `tree[i]` is the sum of a run of heights that ends before block `i`.
    tree: Vec<f64>,
    values: Vec<f32>,
    measured: Vec<bool>,
}

impl Heights {
    /// Takes estimates.
    pub(super) fn new(values: Vec<f32>) -> Self {
        let mut tree = vec![0.0; values.len() + 1];
        for (index, value) in values.iter().enumerate() {
            let at = index + 1;
            let sum = tree.get(at).copied().unwrap_or_default() + f64::from(*value);
            put(&mut tree, at, sum);
            let next = at + lowest_bit(at);
            let above = tree.get(next).copied().unwrap_or_default();
            put(&mut tree, next, above + sum);
        }
        Self { measured: vec![false; values.len()], tree, values }
    }

    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    pub(super) fn get(&self, index: usize) -> f32 {
        self.values.get(index).copied().unwrap_or_default()
    }

    /// Where block `index` begins.
    pub(super) fn top(&self, index: usize) -> f64 {
        let mut at = index.min(self.values.len());
        let mut sum = 0.0;
        while at > 0 {
            sum += self.tree.get(at).copied().unwrap_or_default();
            at -= lowest_bit(at);
        }
        sum
    }

    pub(super) fn total(&self) -> f64 {
        self.top(self.values.len())
    }

    /// Puts a true height in the place of an estimate, once.
    pub(super) fn measure(&mut self, index: usize, height: f32) {
        let Some(measured) = self.measured.get_mut(index).filter(|it| !**it) else {
            return;
        };
        *measured = true;
        let change = f64::from(height) - f64::from(self.get(index));
        if let Some(value) = self.values.get_mut(index) {
            *value = height;
        }
        let mut at = index + 1;
        while let Some(sum) = self.tree.get_mut(at) {
            *sum += change;
            at += lowest_bit(at);
        }
    }

    /// The block at height `y`: the first above the top, the last below the bottom.
    pub(super) fn find(&self, y: f64) -> usize {
        let count = self.values.len();
        let mut found = 0;
        let mut rest = y.max(0.0);
        let mut step = count.checked_ilog2().map_or(0, |it| 1_usize << it);
        while step > 0 {
            let next = found + step;
            if let Some(sum) = self.tree.get(next).filter(|it| **it <= rest) {
                rest -= sum;
                found = next;
            }
            step /= 2;
        }
        found.min(count.saturating_sub(1))
    }
}

fn lowest_bit(at: usize) -> usize {
    at & at.wrapping_neg()
}

fn put(tree: &mut [f64], at: usize, value: f64) {
    if let Some(slot) = tree.get_mut(at) {
        *slot = value;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn agrees_with_adding_up(
            values in prop::collection::vec(1_u16..400, 0..70),
            changes in prop::collection::vec((0_usize..70, 1_u16..400), 0..20),
            y in 0_u16..20_000,
        ) {
            let mut values: Vec<f32> = values.into_iter().map(f32::from).collect();
            let mut heights = Heights::new(values.clone());
            let mut done = std::collections::BTreeSet::new();
            for (at, value) in changes {
                heights.measure(at, f32::from(value));
                if at < values.len() && done.insert(at) {
                    values[at] = f32::from(value);
                }
            }
            let mut top = 0.0;
            let mut expected = values.len().saturating_sub(1);
            for (index, value) in values.iter().enumerate() {
                prop_assert!((heights.top(index) - top).abs() < 1e-6);
                if top <= f64::from(y) && f64::from(y) < top + f64::from(*value) {
                    expected = index;
                }
                top += f64::from(*value);
            }
            prop_assert!((heights.total() - top).abs() < 1e-6);
            prop_assert_eq!(heights.find(f64::from(y)), expected);
        }
    }
}
