//! Word lists of `assets/lexicons`, built into the binary, and the patterns of the rules.
//!
//! A list holds one entry a line, `entry` or `entry = value`; lines with `#` are remarks (source,
//! licence). Lookup is exact: callers fold case where a list is in lower case.

use regex::Regex;

use super::learn::word_hash;

/// A word list.
pub(super) struct Lexicon {
    entries: Table<&'static str>,
    /// First words of entries of several words, with the most words that one has.
    starts: Table<usize>,
}

impl Lexicon {
    /// Reads the lists in `sources`; a later one wins.
    pub(super) fn new(sources: &[&'static str]) -> Self {
        // Few lines are shorter than eight bytes; where many are, the tables grow.
        let lines = sources.iter().map(|it| it.len()).sum::<usize>() / 8;
        let (mut all, mut starts) = (Table::new(lines), Table::new(lines / 8));
        for (entry, value) in sources.iter().flat_map(|it| entries(it)) {
            all.set(entry, value);
            let blanks = entry.bytes().filter(|it| *it == b' ').count();
            if blanks > 0
                && let Some((first, _)) = entry.split_once(' ')
            {
                let longest = starts.get(first).unwrap_or(0).max(blanks + 1);
                starts.set(first, longest);
            }
        }
        Self { entries: all, starts }
    }

    /// Whether the list has `entry`.
    pub(super) fn has(&self, entry: &str) -> bool {
        self.entries.get(entry).is_some()
    }

    /// The value of `entry`; empty where the list gives none.
    pub(super) fn get(&self, entry: &str) -> Option<&'static str> {
        self.entries.get(entry)
    }

    /// The most words of the entries that begin with `first`; 1 where there is none of several.
    pub(super) fn longest_from(&self, first: &str) -> usize {
        self.starts.get(first).unwrap_or(1)
    }
}

/// Words with values, found by their hash: every word of a text is looked up in many lists.
struct Table<T> {
    /// The number of an item, from one on; 0 where there is none. A word is at the place that its hash
    /// says or, where that is taken, after it.
    places: Vec<u32>,
    items: Vec<(&'static str, T)>,
}

impl<T: Copy> Table<T> {
    /// For about so many words.
    fn new(count: usize) -> Self {
        let places = (count * 2).next_power_of_two().max(8);
        Self { places: vec![0; places], items: Vec::with_capacity(count) }
    }

    fn get(&self, word: &str) -> Option<T> {
        let item = *self.places.get(self.find(word))?;
        self.item(item).map(|it| it.1)
    }

    fn set(&mut self, word: &'static str, value: T) {
        if self.items.len() * 2 >= self.places.len() {
            self.grow();
        }
        let place = self.find(word);
        let Some(number) = self.places.get_mut(place) else { return };
        if *number == 0 {
            self.items.push((word, value));
            *number = u32::try_from(self.items.len()).unwrap_or(0);
        } else if let Some(it) = self.items.get_mut(index(*number)) {
            it.1 = value;
        }
    }

    /// Makes room for twice as many words.
    fn grow(&mut self) {
        self.places = vec![0; self.places.len() * 2];
        for number in 0..self.items.len() {
            let Some((word, _)) = self.items.get(number) else { break };
            let place = self.find(word);
            if let Some(it) = self.places.get_mut(place) {
                *it = u32::try_from(number + 1).unwrap_or(0);
            }
        }
    }

    fn item(&self, number: u32) -> Option<&(&'static str, T)> {
        self.items.get(index(number)).filter(|_| number > 0)
    }

    /// Where a word is, or where it belongs. Half of the places are free.
    fn find(&self, word: &str) -> usize {
        let mask = self.places.len() - 1;
        let mut at = usize::try_from(word_hash(word) >> 32).unwrap_or(0) & mask;
        while let Some(number) = self.places.get(at).filter(|it| **it > 0) {
            if self.item(*number).is_some_and(|it| it.0 == word) {
                break;
            }
            at = (at + 1) & mask;
        }
        at
    }
}

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX).wrapping_sub(1)
}

/// The entries of a list and their values.
pub(super) fn entries(source: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = source.split('\n').map(|it| it.strip_suffix('\r').unwrap_or(it));
    let lines = lines.filter(|it| !it.is_empty() && !it.starts_with('#'));
    // Bytes are quicker to look through than strings: seventy thousand lines wait at the start.
    lines.map(|line| match line.bytes().position(|it| it == b'=') {
        Some(at) => {
            let (entry, value) = (line.get(..at), line.get(at + 1..));
            (entry.unwrap_or_default().trim_end(), value.unwrap_or_default().trim_start())
        }
        None => (line, ""),
    })
}

/// Compiles a pattern that is written in the program.
#[expect(clippy::expect_used, reason = "the pattern is a constant, and tests run every one")]
pub(super) fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("patterns of the program compile")
}

/// Checks that a list is sorted and has nothing twice.
#[cfg(test)]
#[track_caller]
pub(super) fn check_sorted(source: &'static str) {
    let all: Vec<_> = entries(source).map(|it| it.0).collect();
    for pair in all.windows(2) {
        assert!(pair[0] < pair[1], "{:?} stands before {:?}", pair[0], pair[1]);
    }
    assert!(source.starts_with('#'), "the first line names the source and its licence");
    assert!(source.lines().all(|it| it == it.trim()), "a line begins or ends with a blank");
}
