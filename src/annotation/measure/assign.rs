//! Pairs one to one, with the largest sum.

use std::collections::BTreeMap;

/// The largest sum of weights of pairs of which no two share an end. Pairs that are not listed
/// weigh nothing; the weights are not negative.
///
/// The shortest augmenting paths of Kuhn and Munkres with potentials, on the smaller parts into
/// which the pairs fall.
pub(super) fn best_pairing(pairs: &[(usize, usize, f64)]) -> f64 {
    parts(pairs).iter().map(|it| best_of_part(it)).sum()
}

type Pairs = Vec<(usize, usize, f64)>;

/// Pairs that hang together by shared ends.
fn parts(pairs: &[(usize, usize, f64)]) -> Vec<Pairs> {
    // The part of each left and each right end, renamed when two parts meet.
    let mut left: BTreeMap<usize, usize> = BTreeMap::new();
    let mut right: BTreeMap<usize, usize> = BTreeMap::new();
    let mut parts: BTreeMap<usize, Pairs> = BTreeMap::new();
    for (number, &(from, to, weight)) in pairs.iter().enumerate() {
        let mut part = vec![(from, to, weight)];
        let known = [left.get(&from).copied(), right.get(&to).copied()];
        for met in known.into_iter().flatten() {
            part.append(&mut parts.remove(&met).unwrap_or_default());
        }
        for (from, to, _) in &part {
            left.insert(*from, number);
            right.insert(*to, number);
        }
        parts.insert(number, part);
    }
    parts.into_values().collect()
}

fn best_of_part(pairs: &[(usize, usize, f64)]) -> f64 {
    let (mut rows, mut columns) = (BTreeMap::new(), BTreeMap::new());
    for (from, to, _) in pairs {
        let next = rows.len();
        rows.entry(*from).or_insert(next);
        let next = columns.len();
        columns.entry(*to).or_insert(next);
    }
    let size = rows.len().max(columns.len());
    let mut costs = vec![vec![0.0; size]; size];
    for (from, to, weight) in pairs {
        let row = rows.get(from).and_then(|it| costs.get_mut(*it));
        if let Some(cell) = columns.get(to).zip(row).and_then(|(at, row)| row.get_mut(*at)) {
            *cell = -*weight;
        }
    }
    -cheapest(&costs)
}

/// The least sum of one cell in each row and column of a square.
#[expect(clippy::indexing_slicing, reason = "every index is below the size of the square")]
fn cheapest(costs: &[Vec<f64>]) -> f64 {
    let size = costs.len();
    // Potentials of rows and columns; index `size` is a column that stands for none.
    let mut of_row = vec![0.0; size];
    let mut of_column = vec![0.0; size + 1];
    let mut row_at = vec![None; size + 1];
    for row in 0..size {
        row_at[size] = Some(row);
        let mut column = size;
        let mut least = vec![f64::INFINITY; size];
        let mut before = vec![size; size];
        let mut seen = vec![false; size + 1];
        while let Some(current) = row_at[column] {
            seen[column] = true;
            let (mut step, mut next) = (f64::INFINITY, size);
            for at in (0..size).filter(|it| !seen[*it]) {
                let cost = costs[current][at] - of_row[current] - of_column[at];
                if cost < least[at] {
                    (least[at], before[at]) = (cost, column);
                }
                if least[at] < step {
                    (step, next) = (least[at], at);
                }
            }
            for at in 0..=size {
                if seen[at] {
                    of_column[at] -= step;
                    if let Some(row) = row_at[at] {
                        of_row[row] += step;
                    }
                } else if let Some(it) = least.get_mut(at) {
                    *it -= step;
                }
            }
            column = next;
        }
        while column != size {
            row_at[column] = row_at[before[column]];
            column = before[column];
        }
    }
    (0..size).filter_map(|at| Some(costs[row_at[at]?][at])).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_pairs_are_not_the_greedy_ones() {
        let pairs = [(0, 0, 0.9), (0, 1, 0.8), (1, 0, 0.8), (7, 7, 0.5), (8, 7, 0.25)];
        assert!((best_pairing(&pairs) - 2.1).abs() < 1e-9);
        assert!(best_pairing(&[]).abs() < 1e-9);
    }

    #[test]
    fn it_agrees_with_trying_all() {
        // Weights without order, from the digits of a power.
        let mut state = 7_u32;
        for _ in 0..50 {
            let mut weights = [[0.0; 4]; 4];
            for cell in weights.as_flattened_mut() {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                *cell = f64::from(state >> 28) / 16.0;
            }
            let pairs: Vec<_> =
                (0..16).map(|it| (it / 4, it % 4, weights[it / 4][it % 4])).collect();
            let mut best = 0.0_f64;
            for code in 0..256 {
                let to = [code % 4, code / 4 % 4, code / 16 % 4, code / 64];
                let mut once = to;
                once.sort_unstable();
                if once == [0, 1, 2, 3] {
                    best = best.max((0..4).map(|it| weights[it][to[it]]).sum());
                }
            }
            assert!((best_pairing(&pairs) - best).abs() < 1e-9, "{weights:?}");
        }
    }
}
