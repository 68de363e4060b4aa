//! [`Chain`]: the labels of a sequence and what may follow what.
//!
//! Scores are natural logarithms, `labels` of them a position, position after position.

/// A score that no sum of weights comes near: such a step is never taken.
pub(super) const NEVER: f32 = -1e9;

/// Scores of the steps from one label to the next.
#[derive(Clone, Debug)]
pub(in crate::tagger) struct Chain {
    labels: usize,
    /// A row for the beginning, then one for each label before; a column for each label after.
    steps: Vec<f32>,
    /// `steps` as factors.
    factors: Vec<f32>,
}

impl Chain {
    /// `steps` has `labels + 1` rows of `labels` scores.
    pub(super) fn new(labels: usize, steps: Vec<f32>) -> Self {
        let factors = steps.iter().map(|it| it.exp()).collect();
        Self { labels, steps, factors }
    }

    pub(super) fn steps(&self) -> &[f32] {
        &self.steps
    }

    /// Changes the steps that are possible.
    pub(super) fn update(&mut self, change: impl Fn(usize, &mut f32)) {
        for (at, (step, factor)) in self.steps.iter_mut().zip(&mut self.factors).enumerate() {
            if *step > NEVER {
                change(at, step);
                *factor = step.exp();
            }
        }
    }

    /// The best label of each position (Viterbi, 1967).
    pub(in crate::tagger) fn best(&self, scores: &[f32]) -> Vec<u8> {
        let labels = self.labels;
        let mut before: Vec<f32> = Vec::with_capacity(labels);
        let mut now = vec![0.0; labels];
        let mut best = vec![0_u32; labels];
        let mut from: Vec<u8> = Vec::with_capacity(scores.len());
        let (first, between) = self.steps.split_at(labels.min(self.steps.len()));
        for row in scores.chunks_exact(labels) {
            if from.is_empty() {
                now.copy_from_slice(first);
                from.extend(row.iter().map(|_| 0));
            } else {
                now.fill(f32::NEG_INFINITY);
                for ((at, was), steps) in (0..).zip(&before).zip(between.chunks_exact(labels)) {
                    improve(&mut now, &mut best, steps, (at, *was));
                }
                from.extend(best.iter().map(|it| u8::try_from(*it).unwrap_or(0)));
            }
            for (sum, score) in now.iter_mut().zip(row) {
                *sum += score;
            }
            before.clone_from(&now);
        }
        let mut label = argmax(&before);
        let mut path: Vec<u8> = Vec::with_capacity(scores.len() / self.labels.max(1));
        for row in from.chunks_exact(self.labels).rev() {
            path.push(label);
            label = row.get(usize::from(label)).copied().unwrap_or(0);
        }
        path.reverse();
        path
    }

    /// The probability of each label at each position, in the order of `scores`.
    pub(in crate::tagger) fn shares(&self, scores: &[f32]) -> Vec<f32> {
        let mut made = Marginals::default();
        self.fill(scores, &mut made);
        made.each
    }

    /// The probability of each label at each position, in the order of `scores`, into memory that
    /// can be used again (forward and backward sums: Rabiner, 1989, with scaling).
    pub(in crate::tagger) fn fill(&self, scores: &[f32], made: &mut Marginals) {
        let labels = self.labels;
        let Marginals { each, forward, factors } = made;
        factors.clear();
        for row in scores.chunks_exact(labels) {
            let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            factors.extend(row.iter().map(|it| (it - top).exp()));
        }
        forward.clear();
        let (first, between) = self.factors.split_at(labels.min(self.factors.len()));
        for row in factors.chunks_exact(labels) {
            let from = forward.len();
            match forward.len().checked_sub(labels) {
                None => forward.extend_from_slice(first),
                Some(last) => {
                    forward.resize(from + labels, 0.0);
                    let (old, new) = forward.split_at_mut(from);
                    let old = old.get(last..).unwrap_or_default();
                    for (was, steps) in old.iter().zip(between.chunks_exact(labels)) {
                        for (sum, step) in new.iter_mut().zip(steps) {
                            *sum += was * step;
                        }
                    }
                }
            }
            let new = forward.get_mut(from..).unwrap_or_default();
            for (sum, factor) in new.iter_mut().zip(row) {
                *sum *= factor;
            }
            normalise(new);
        }
        each.clear();
        each.resize(forward.len(), 0.0);
        let mut behind = vec![1.0; labels];
        let mut next = vec![0.0; labels];
        let rows = each.chunks_exact_mut(labels).zip(forward.chunks_exact(labels));
        for ((each, forward), row) in rows.zip(factors.chunks_exact(labels)).rev() {
            for (it, (a, b)) in each.iter_mut().zip(forward.iter().zip(&behind)) {
                *it = a * b;
            }
            normalise(each);
            for (b, factor) in behind.iter_mut().zip(row) {
                *b *= factor;
            }
            for (it, steps) in next.iter_mut().zip(between.chunks_exact(labels)) {
                *it = steps.iter().zip(&behind).map(|(a, b)| a * b).sum();
            }
            std::mem::swap(&mut behind, &mut next);
            normalise(&mut behind);
        }
    }
}

/// Memory for [`Chain::fill`].
#[derive(Debug, Default)]
pub(in crate::tagger) struct Marginals {
    /// The probabilities.
    pub(in crate::tagger) each: Vec<f32>,
    /// Of each position, the share of each label seen from the beginning.
    pub(super) forward: Vec<f32>,
    /// The scores as factors, at most 1.
    pub(super) factors: Vec<f32>,
}

/// Makes the sum one; what has no sum becomes even.
fn normalise(row: &mut [f32]) {
    let sum: f32 = row.iter().sum();
    if sum > f32::MIN_POSITIVE {
        for it in row {
            *it /= sum;
        }
    } else {
        row.fill(1.0);
    }
}

/// Takes the steps from label `at`, whose sum is `was`, where they lead to larger sums: all labels
/// after are compared at once.
fn improve(sums: &mut [f32], best: &mut [u32], steps: &[f32], (at, was): (u32, f32)) {
    for ((sum, best), step) in sums.iter_mut().zip(best).zip(steps) {
        let better = was + step > *sum;
        *sum = if better { was + step } else { *sum };
        *best = if better { at } else { *best };
    }
}

fn argmax(row: &[f32]) -> u8 {
    let mut best = (0, f32::NEG_INFINITY);
    for (at, it) in (0_u8..=u8::MAX).zip(row) {
        if *it > best.1 {
            best = (at, *it);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three labels, of which the third may only follow the second.
    fn chain() -> Chain {
        let mut steps = vec![0.2, -0.1, NEVER, 0.5, 0.0, NEVER, 0.1, -0.7, 1.0, 0.3, 0.4, 0.9];
        steps.truncate(12);
        Chain::new(3, steps)
    }

    const SCORES: [f32; 9] = [0.1, 0.7, 2.0, -0.3, 0.2, 0.9, 0.4, 0.0, -0.5];

    fn marginals(scores: &[f32]) -> Vec<f32> {
        let mut made = Marginals::default();
        chain().fill(scores, &mut made);
        made.each
    }

    /// Every path with its sum.
    fn paths() -> Vec<(Vec<usize>, f32)> {
        let chain = chain();
        let mut all = Vec::new();
        for code in 0..27 {
            let path = [code / 9, code / 3 % 3, code % 3];
            let mut sum = chain.steps[path[0]] + SCORES[path[0]];
            for at in 1..3 {
                sum += chain.steps[(path[at - 1] + 1) * 3 + path[at]] + SCORES[at * 3 + path[at]];
            }
            all.push((path.to_vec(), sum));
        }
        all
    }

    #[test]
    fn the_best_path_is_the_best_of_all() {
        let best = paths().into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
        let found: Vec<usize> = chain().best(&SCORES).into_iter().map(usize::from).collect();
        assert_eq!(found, best.0);
        assert!(chain().best(&[]).is_empty());
    }

    #[test]
    fn marginals_are_what_counting_gives() {
        let found = marginals(&SCORES);
        let all: f32 = paths().iter().map(|it| it.1.exp()).sum();
        for at in 0..3 {
            for label in 0..3 {
                let with = paths().into_iter().filter(|it| it.0[at] == label);
                let share = with.map(|it| it.1.exp()).sum::<f32>() / all;
                assert!((found[at * 3 + label] - share).abs() < 1e-5, "{at} {label}");
            }
        }
    }

    #[test]
    fn long_sequences_and_wild_scores_stay_finite() {
        let mut scores = SCORES.repeat(10_000);
        scores[300] = 3e4;
        scores[301] = -3e4;
        let found = marginals(&scores);
        assert!(found.iter().all(|it| it.is_finite() && (0.0..=1.0001).contains(it)));
    }
}
