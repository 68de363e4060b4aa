//! [`Sketch`]: a text in a few numbers, to find texts that are nearly the same.
//!
//! Broder, A. (1997): On the resemblance and containment of documents. Of all runs of five words the
//! least hash is kept, under each of some ways to hash; the share of ways in which two texts have the
//! same is about the share of runs that they have in common.

use unicode_segmentation::UnicodeSegmentation as _;

use super::Text;

/// How many ways to hash.
const WAYS: usize = 32;

/// How many of these make a key; two texts are compared if one of their keys is the same.
const ROWS: usize = 4;

/// Words in a run.
const RUN: usize = 5;

/// A text in 128 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sketch([u32; WAYS]);

impl Sketch {
    /// The sketch of a text. Capitals, marks and spaces do not count; a short text is one run.
    pub fn of(text: &Text) -> Self {
        let mut least = [u32::MAX; WAYS];
        let words: Vec<u64> =
            text.as_str().unicode_words().map(|it| hash(&it.to_lowercase())).collect();
        let short = [words.as_slice()];
        let runs: Box<dyn Iterator<Item = &[u64]>> = if words.len() < RUN {
            Box::new(short.into_iter())
        } else {
            Box::new(words.windows(RUN))
        };
        for run in runs {
            let all = run.iter().fold(0_u64, |all, it| mixed(all.rotate_left(5) ^ it));
            for (way, least) in (1_u64..).zip(&mut least) {
                let found = mixed(all ^ way.wrapping_mul(0x9e37_79b9_7f4a_7c15));
                // The upper half is as good as any.
                *least = (*least).min(u32::try_from(found >> 32).unwrap_or(u32::MAX));
            }
        }
        Self(least)
    }

    /// About what share of runs two texts have in common, from 0 to 1, in steps of 1/32.
    pub fn resemblance(&self, other: &Self) -> f64 {
        let same = self.0.iter().zip(&other.0).filter(|(one, other)| one == other).count();
        f64::from(u32::try_from(same).unwrap_or(0)) / 32.0
    }

    /// Its bytes, to be kept in a file for a while.
    pub fn to_bytes(&self) -> impl Iterator<Item = u8> {
        self.0.iter().flat_map(|it| it.to_be_bytes())
    }

    /// The sketch with these bytes; `None` if they are too few or too many.
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let mut numbers = [0; WAYS];
        let (chunks, rest) = bytes.as_chunks();
        if chunks.len() != WAYS || !rest.is_empty() {
            return None;
        }
        for (to, from) in numbers.iter_mut().zip(chunks) {
            *to = u32::from_be_bytes(*from);
        }
        Some(Self(numbers))
    }

    /// Keys of which texts that are nearly the same share one: of texts with four of five runs in
    /// common 98 of 100 do.
    pub fn keys(&self) -> impl Iterator<Item = u32> {
        self.0.chunks_exact(ROWS).enumerate().map(|(band, rows)| {
            let all = rows.iter().fold(band as u64, |all, it| mixed(all ^ u64::from(*it)));
            u32::try_from(all >> 32).unwrap_or(u32::MAX)
        })
    }
}

/// How many words there are in `text`, by the rules of Unicode: each character of Chinese is one.
pub fn word_count(text: &str) -> usize {
    text.unicode_words().count()
}

/// The hash of Fowler, Noll and Vo.
pub(super) fn hash(word: &str) -> u64 {
    word.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |all, it| (all ^ u64::from(it)).wrapping_mul(0x0100_0000_01b3))
}

/// Spreads what is in any bit over all of them (the finaliser of splitmix64).
pub(super) fn mixed(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(text: &str) -> Sketch {
        Sketch::of(&Text::new(text))
    }

    #[test]
    fn resemblance_is_about_the_share_of_runs() {
        let words: Vec<String> = (0..400).map(|it| format!("w{it}")).collect();
        let all = sketch(&words.join(" "));
        assert!((all.resemblance(&sketch(&words.join(", ").to_uppercase())) - 1.0).abs() < 1e-9);
        let mut changed = words.clone();
        changed[200] = "x".into();
        let near = sketch(&changed.join(" "));
        // 391 of 401 runs.
        assert!(all.resemblance(&near) > 0.85, "{}", all.resemblance(&near));
        assert!(all.keys().any(|key| near.keys().any(|it| it == key)));
        let half = sketch(&words.get(..200).unwrap().join(" "));
        let found = all.resemblance(&half);
        assert!((found - 0.5).abs() < 0.3, "{found}");
        let other: Vec<String> = (0..400).map(|it| format!("v{it}")).collect();
        assert!(all.resemblance(&sketch(&other.join(" "))) < 0.1);
    }

    #[test]
    fn short_texts_have_sketches() {
        assert_eq!(sketch("No."), sketch("no"));
        assert_ne!(sketch("No."), sketch("Yes."));
        assert_eq!(sketch(""), sketch("…"));
    }
}
