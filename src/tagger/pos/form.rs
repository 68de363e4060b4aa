//! [`Form`]: what a token looks like, as hashes.

use crate::tagger::learn::{letter_kind, pair, word_hash};
use crate::text::TokenKind;

/// What a token looks like.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    /// The word in lower case.
    pub(super) lower: u64,
    /// Capitals, digits and marks, runs of the same as one.
    pub(super) shape: u64,
    /// Its first one to three letters, in lower case.
    pub(super) prefixes: [u64; 3],
    /// Its last one to four letters, in lower case.
    pub(super) suffixes: [u64; 4],
}

impl Form {
    /// What stands before a sentence and after it.
    pub(super) fn edge() -> Self {
        Self { lower: 1, shape: 1, prefixes: [1; 3], suffixes: [1; 4] }
    }

    pub(super) fn of(word: &str, kind: TokenKind) -> Self {
        let lower = word.to_lowercase();
        let mut made = Self::edge();
        made.lower = word_hash(&lower);
        let mut shape = kind as u64;
        let mut last = 0;
        for it in word.chars() {
            let class = letter_kind(it);
            if class != last {
                shape = pair(shape, class);
            }
            last = class;
        }
        made.shape = shape;
        let starts = lower.char_indices().skip(1).map(|it| it.0).chain([lower.len()]);
        for (slot, end) in made.prefixes.iter_mut().zip(starts) {
            *slot = word_hash(lower.get(..end).unwrap_or_default());
        }
        for (slot, (start, _)) in made.suffixes.iter_mut().zip(lower.char_indices().rev()) {
            *slot = word_hash(lower.get(start..).unwrap_or_default());
        }
        made
    }
}
