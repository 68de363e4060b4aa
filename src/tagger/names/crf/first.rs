//! [`First`]: what a first reading of the text says about each word.

/// The probabilities of the labels of each token, and their sums for each word.
pub(super) struct First {
    labels: usize,
    /// Of the tokens of all segments.
    each: Vec<f32>,
    /// Where the probabilities of a token begin, and 0 for tokens outside of segments.
    starts: Vec<usize>,
    /// Sums for each word, then how often it is there.
    sums: Vec<f32>,
}

/// What other places say about a word.
pub(super) struct Others {
    /// The label that most of them speak for.
    pub(super) best: u64,
    /// The next one, if it is not much weaker.
    pub(super) second: u64,
    /// How much of the whole the best one has, in steps.
    pub(super) share: u64,
    /// How many places, up to 3.
    pub(super) count: u64,
}

impl First {
    /// For a text of so many tokens and words.
    pub(super) fn new(labels: usize, tokens: usize, folds: usize) -> Self {
        Self {
            labels,
            each: Vec::new(),
            starts: vec![0; tokens],
            sums: vec![0.0; folds * (labels + 1)],
        }
    }

    /// Adds the probabilities for the tokens from `from`, whose words are `folds`.
    pub(super) fn add(&mut self, from: usize, chances: &[f32], fold: impl Fn(usize) -> usize) {
        for (at, row) in (from..).zip(chances.chunks_exact(self.labels)) {
            if let Some(start) = self.starts.get_mut(at) {
                *start = self.each.len() + 1;
            }
            self.each.extend_from_slice(row);
            let sums =
                self.sums.chunks_exact_mut(self.labels + 1).nth(fold(at)).unwrap_or_default();
            for (sum, it) in sums.iter_mut().zip(row.iter().chain([&1.0])) {
                *sum += it;
            }
        }
    }

    fn row(&self, at: usize) -> Option<&[f32]> {
        let start = self.starts.get(at)?.checked_sub(1)?;
        self.each.get(start..start + self.labels)
    }

    /// The best label of a token, with how sure it is.
    pub(super) fn best(&self, at: usize) -> u64 {
        let Some(row) = self.row(at) else { return 98 };
        let (best, chance) = top(row.iter().copied());
        best * 4 + step(chance)
    }

    /// What other places say about the word `fold` at `at`.
    pub(super) fn others(&self, fold: usize, at: usize) -> Option<Others> {
        let own = self.row(at)?;
        let sums = self.sums.chunks_exact(self.labels + 1).nth(fold).filter(|_| fold > 0)?;
        let count = sums.last().copied()? - 1.0;
        if count < 0.5 {
            return None;
        }
        let rest = |label: usize| {
            let sum = sums.get(label).copied().unwrap_or(0.0);
            (sum - own.get(label).copied().unwrap_or(0.0)) / count
        };
        let (best, share) = top((0..self.labels).map(rest));
        let without = |it: usize| if u64::try_from(it) == Ok(best) { 0.0 } else { rest(it) };
        let (second, other) = top((0..self.labels).map(without));
        let count = if count < 1.5 {
            1
        } else if count < 2.5 {
            2
        } else {
            3
        };
        let second = if other > 0.2 { second } else { 99 };
        Some(Others { best, second, share: step(share), count })
    }
}

fn step(chance: f32) -> u64 {
    match chance {
        it if it > 0.95 => 3,
        it if it > 0.8 => 2,
        it if it > 0.5 => 1,
        _ => 0,
    }
}

fn top(row: impl Iterator<Item = f32>) -> (u64, f32) {
    let mut best = (0, f32::NEG_INFINITY);
    for (at, it) in (0..).zip(row) {
        if it > best.1 {
            best = (at, it);
        }
    }
    best
}
