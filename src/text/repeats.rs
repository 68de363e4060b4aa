//! [`Repeats`]: which lines of a text stand in others of the same place, too.
//!
//! Lines are told by 64-bit hashes, so that those of any number of texts can be counted in little room.
//! Not here: which texts belong together and who counts (`batch::site`), what follows from it (`tagger`).

use std::collections::BTreeMap;

use super::sketch::{hash, mixed};
use super::{Text, lines};

/// How many texts have a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Often {
    /// Two at least.
    Twice,
    /// Three at least, and half of all.
    Mostly,
}

/// Lines that other texts have, too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repeats(BTreeMap<u64, Often>);

impl Repeats {
    /// How many texts have these words as a line; `None` if no other has.
    pub fn often(&self, line: &str) -> Option<Often> {
        self.0.get(&line_key(line)?).copied()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(u64, Often)> for Repeats {
    fn from_iter<I: IntoIterator<Item = (u64, Often)>>(lines: I) -> Self {
        Self(lines.into_iter().collect())
    }
}

/// The hash of a line, whatever white space is between its words; `None` if it has no letter or digit.
fn line_key(line: &str) -> Option<u64> {
    let words = line.split_whitespace();
    line.contains(char::is_alphanumeric)
        .then(|| words.fold(0, |all: u64, it| mixed(all.rotate_left(5) ^ hash(it))))
}

/// The hash of a name, spread over all bits.
pub fn name_key(name: &str) -> u64 {
    mixed(hash(name))
}

/// The hashes of the lines of a text, each once, in order.
pub fn line_keys(text: &Text) -> std::collections::BTreeSet<u64> {
    lines(text).into_iter().filter_map(|it| line_key(text.slice(it))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_the_same_whatever_white_space_they_have() {
        let text = Text::new("One  two\u{a0}three\r\n\n — \nOne two three\nOne two");
        let all = line_keys(&text);
        assert_eq!(all.len(), 2);
        let repeats: Repeats = all.into_iter().map(|it| (it, Often::Twice)).collect();
        assert_eq!(repeats.often(" One two three "), Some(Often::Twice));
        assert_eq!(repeats.often("one two three"), None);
        assert_eq!(repeats.often("—"), None);
        assert_eq!(repeats.often("One twothree"), None);
    }
}
