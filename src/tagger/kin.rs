//! [`Kin`]: what is known of a word from the company it keeps, in millions of other texts.
//!
//! `assets/models/kin.bin` has a third of a million English words, names among them. Of each it says
//! which words are used alike, whether it looks like a piece of a person's name, a place's or another's,
//! and what stands before and after it. So weights know something of words that their training
//! texts never had. docs/kin.py makes the file; docs/TAGGER.md says out of what.
//!
//! Layout, numbers little-endian: `fmk2`; for each value of the upper 16 bits of a word's hash the
//! number of words before it (u32), and the number of all; the words, sorted by hash: the next 16
//! bits of the hash (u16), [`Kin`]'s fields in their order.
//!
//! Not here: what a pass makes of them.

use std::sync::LazyLock;

const MAGIC: &[u8] = b"fmk2";

/// Bytes of a word in the file.
const ENTRY: usize = 10;

/// Words with the same upper bits of their hash are beside each other.
const STARTS: usize = (1 << 16) + 1;

static SHIPPED: &[u8] = include_bytes!("../../assets/models/kin.bin");

/// Where the words are, if the file is whole.
static WORDS: LazyLock<Option<(&[u8], &[u8])>> = LazyLock::new(|| read(SHIPPED));

/// What is known of a word; all is 0 for an unknown one. What the numbers mean only weights know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kin {
    /// Words that are used alike, in 1024 groups (u16).
    pub(super) narrow: u64,
    /// Words of the same use in names and beside them, in 256 groups (u8).
    pub(super) role: u64,
    /// The same in 32 groups (u8).
    pub(super) wide: u64,
    /// The piece of a name that it is most likely (four bits).
    pub(super) own: u64,
    /// How likely that is, in steps (four bits).
    pub(super) sure: u64,
    /// The piece that is second (four bits).
    pub(super) also: u64,
    /// How likely that one is (four bits).
    pub(super) also_sure: u64,
    /// What name stands after it, and how often (u8).
    pub(super) ahead: u64,
    /// What name stands before it, and how often (u8).
    pub(super) behind: u64,
}

/// What is known of the word that has this hash in lower case.
pub(super) fn kin(word: u64) -> Kin {
    WORDS.and_then(|(starts, words)| find(starts, words, word)).unwrap_or_default()
}

/// The beginnings and the words of a file.
fn read(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (starts, words) = bytes.strip_prefix(MAGIC)?.split_at_checked(STARTS * 4)?;
    let count = usize::try_from(u32::from_le_bytes(*starts.last_chunk()?)).ok()?;
    (words.len() == count.checked_mul(ENTRY)?).then_some((starts, words))
}

fn find(starts: &[u8], words: &[u8], word: u64) -> Option<Kin> {
    let at = usize::try_from(word >> 48).ok()? * 4;
    let start = |at: usize| -> Option<usize> {
        let bytes = starts.get(at..at + 4)?.first_chunk()?;
        usize::try_from(u32::from_le_bytes(*bytes)).ok()
    };
    let mark = u16::try_from((word >> 32) & 0xffff).ok()?;
    let here = words.get(start(at)? * ENTRY..start(at + 4)? * ENTRY)?;
    let (entries, _) = here.as_chunks::<ENTRY>();
    let it = entries.iter().find(|[a, b, ..]| u16::from_le_bytes([*a, *b]) == mark)?;
    let [_, _, a, b, role, wide, own, also, ahead, behind] = *it;
    let known = |it: u8| u64::from(it) + 1;
    Some(Kin {
        narrow: u64::from(u16::from_le_bytes([a, b])) + 1,
        role: known(role),
        wide: known(wide),
        own: known(own & 15),
        sure: known(own >> 4),
        also: known(also & 15),
        also_sure: known(also >> 4),
        ahead: known(ahead),
        behind: known(behind),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagger::learn::word_hash;

    #[test]
    fn words_that_are_used_alike_are_together() {
        let of = |word| kin(word_hash(word));
        assert_eq!(of("monday").narrow, of("tuesday").narrow);
        assert_eq!(of("debra").own, of("vince").own, "forenames");
        assert_ne!(of("debra").own, of("nigeria").own);
        assert_ne!(of("banana").narrow, of("tuesday").narrow);
        assert_eq!(of("qzxvbrtk"), Kin::default());
    }

    #[test]
    fn a_damaged_file_knows_no_words() {
        assert!(read(SHIPPED).is_some());
        for bytes in [&SHIPPED[1..], &SHIPPED[..SHIPPED.len() - 1], &SHIPPED[..9], &[]] {
            assert!(read(bytes).is_none());
        }
    }
}
