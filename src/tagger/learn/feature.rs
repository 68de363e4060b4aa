//! Features as numbers: [`feature()`] hashes a template and what was seen.

/// An odd number with its bits well spread (2^64 over the golden ratio).
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// Mixes two numbers into one, each bit of the result depending on all bits of both.
const fn mix(a: u64, b: u64) -> u64 {
    let it = (a ^ b.rotate_left(32)).wrapping_mul(SPREAD);
    let it = (it ^ (it >> 29)).wrapping_mul(SPREAD);
    it ^ (it >> 32)
}

/// The hash of a word, the same on every machine and in every version: weights depend on it.
pub(in crate::tagger) fn word_hash(word: &str) -> u64 {
    let (blocks, rest) = word.as_bytes().as_chunks::<8>();
    let seed = u64::try_from(word.len()).unwrap_or(u64::MAX);
    let whole = blocks.iter().fold(seed, |hash, it| mix(hash, u64::from_le_bytes(*it)));
    let last = rest.iter().fold(0_u64, |sum, it| (sum << 8) | u64::from(*it));
    mix(whole, last)
}

/// What kind of letter `it` is, for the shape of a word; a mark is a kind of its own.
pub(in crate::tagger) fn letter_kind(it: char) -> u64 {
    match it {
        _ if it.is_uppercase() => 1,
        _ if it.is_lowercase() => 2,
        _ if it.is_alphabetic() => 3,
        _ if it.is_numeric() => 4,
        _ => 5 + u64::from(it),
    }
}

/// The feature "`template` shows `seen`". A pass numbers its templates.
pub(in crate::tagger) fn feature(template: u16, seen: u64) -> u32 {
    // The upper half: a model uses the topmost bits.
    u32::try_from(mix(seen, u64::from(template).wrapping_add(1)) >> 32).unwrap_or(0)
}

/// Two things seen together, for a [`feature`] of both. Their order matters.
pub(in crate::tagger) fn pair(first: u64, second: u64) -> u64 {
    mix(first.wrapping_add(1), second)
}

/// The features of each position of a sequence.
#[derive(Clone, Debug, Default)]
pub(in crate::tagger) struct Features {
    ids: Vec<u32>,
    ends: Vec<usize>,
}

impl Features {
    /// Forgets everything but keeps the memory.
    pub(in crate::tagger) fn clear(&mut self) {
        self.ids.clear();
        self.ends.clear();
    }

    /// Adds a feature to the position that is being described.
    pub(in crate::tagger) fn push(&mut self, id: u32) {
        self.ids.push(id);
    }

    /// Where the features of the position that is being described begin.
    pub(in crate::tagger) fn len_here(&self) -> usize {
        self.ids.len()
    }

    /// Adds a feature unless it was added after `from`.
    pub(in crate::tagger) fn push_new(&mut self, from: usize, id: u32) {
        if !self.ids.get(from..).is_some_and(|it| it.contains(&id)) {
            self.ids.push(id);
        }
    }

    /// Ends the position; what is pushed next belongs to the next one.
    pub(in crate::tagger) fn close(&mut self) {
        self.ends.push(self.ids.len());
    }

    /// The features of both at each position.
    pub(in crate::tagger) fn beside(&self, other: &Self) -> Self {
        let mut made = Self::default();
        for (one, two) in self.rows().zip(other.rows()) {
            made.ids.extend_from_slice(one);
            made.ids.extend_from_slice(two);
            made.close();
        }
        made
    }

    /// How many positions are described.
    pub(in crate::tagger) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The features, position by position.
    pub(in crate::tagger) fn rows(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts.zip(&self.ends).map(|(from, to)| self.ids.get(*from..*to).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Trained weights are useless if this ever changes.
    #[test]
    fn hashes_stay_as_they_are() {
        let seen = ["", "a", "Moscow", "a longer run of words"].map(word_hash);
        assert_eq!(seen.map(|it| feature(3, it)), HASHES);
        assert_ne!(pair(1, 2), pair(2, 1));
        assert_ne!(word_hash("ab"), word_hash("ba"));
        assert_ne!(word_hash("a\0"), word_hash("a"));
    }

    const HASHES: [u32; 4] = [762_070_093, 1_079_664_222, 2_556_494_758, 3_796_176_875];

    #[test]
    fn rows_are_what_was_pushed() {
        let mut features = Features::default();
        features.push(1);
        features.push(2);
        features.close();
        features.close();
        features.push(3);
        features.close();
        let rows: Vec<&[u32]> = features.rows().collect();
        assert_eq!(rows, [&[1, 2][..], &[], &[3]]);
        assert_eq!(features.len(), 3);
    }
}
