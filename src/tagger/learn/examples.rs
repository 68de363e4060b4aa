//! [`Examples`]: labelled sequences to learn from.

use super::chain::{Chain, NEVER};
use super::feature::Features;

/// The row of a feature.
fn row_of(id: u32, bits: u8) -> usize {
    usize::try_from(id >> (32 - u32::from(bits))).unwrap_or(0)
}

/// A labelled sequence.
pub(super) struct Example {
    pub(super) features: Features,
    pub(super) labels: Vec<u8>,
    pub(super) weight: f32,
}

/// Labelled sequences.
pub(in crate::tagger) struct Examples {
    pub(super) labels: Vec<String>,
    pub(super) all: Vec<Example>,
}

impl Examples {
    /// None yet, of these labels.
    pub(in crate::tagger) fn new(labels: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { labels: labels.into_iter().map(Into::into).collect(), all: Vec::new() }
    }

    /// Adds a sequence: a label for each position. `weight` 1 counts it once.
    pub(in crate::tagger) fn push(&mut self, features: Features, labels: Vec<u8>, weight: f32) {
        debug_assert_eq!(features.len(), labels.len(), "a label for each position");
        self.all.push(Example { features, labels, weight });
    }

    /// The same without features that fewer than `least` positions have: what is seen once or
    /// twice is learned by heart and says little about other texts.
    pub(in crate::tagger) fn without_rare(&self, least: u32, bits: u8) -> Self {
        let uses = self.uses(bits).into_iter().enumerate();
        let often: Vec<usize> = uses.filter(|it| it.1 >= least).map(|it| it.0).collect();
        self.only(&often, bits)
    }

    /// The same with features of these rows alone, which are in order.
    pub(super) fn only(&self, rows: &[usize], bits: u8) -> Self {
        let all = self.all.iter().map(|example| {
            let mut features = Features::default();
            for row in example.features.rows() {
                let kept = row.iter().filter(|it| rows.binary_search(&row_of(**it, bits)).is_ok());
                kept.for_each(|it| features.push(*it));
                features.close();
            }
            Example { features, labels: example.labels.clone(), weight: example.weight }
        });
        Self { labels: self.labels.clone(), all: all.collect() }
    }

    /// How many positions have each feature.
    pub(super) fn uses(&self, bits: u8) -> Vec<u32> {
        let mut counts = vec![0_u32; 1 << bits];
        for id in self.all.iter().flat_map(|it| it.features.rows()).flatten() {
            if let Some(count) = counts.get_mut(row_of(*id, bits)) {
                *count += 1;
            }
        }
        counts
    }

    /// Whether there are none.
    pub(in crate::tagger) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Steps that some example takes are possible, others never.
    pub(super) fn chain(&self) -> Chain {
        let count = self.labels.len();
        let mut steps = vec![NEVER; (count + 1) * count];
        for example in &self.all {
            let mut row = 0;
            for label in &example.labels {
                let label = usize::from(*label);
                if let Some(step) = steps.get_mut(row * count + label) {
                    *step = 0.0;
                }
                row = label + 1;
            }
        }
        Chain::new(count, steps)
    }
}
