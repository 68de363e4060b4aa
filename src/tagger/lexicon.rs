//! Word lists of `assets/lexicons`, built into the binary, and the patterns of the rules.
//!
//! A list holds one entry a line, `entry` or `entry = value`; lines with `#` are remarks (source,
//! licence). Lookup is exact: callers fold case where a list is in lower case.

use std::collections::BTreeMap;

use regex::Regex;

/// A word list.
pub(super) struct Lexicon {
    entries: BTreeMap<&'static str, &'static str>,
    /// First words of entries of several words, with the most words that one has.
    starts: BTreeMap<&'static str, usize>,
}

impl Lexicon {
    /// Reads the lists in `sources`; a later one wins.
    pub(super) fn new(sources: &[&'static str]) -> Self {
        let entries: BTreeMap<_, _> = sources.iter().flat_map(|it| entries(it)).collect();
        let mut starts: BTreeMap<&'static str, usize> = BTreeMap::new();
        for entry in entries.keys() {
            if let Some((first, _)) = entry.split_once(' ') {
                let longest = starts.entry(first).or_default();
                *longest = (*longest).max(entry.split(' ').count());
            }
        }
        Self { entries, starts }
    }

    /// Whether the list has `entry`.
    pub(super) fn has(&self, entry: &str) -> bool {
        self.entries.contains_key(entry)
    }

    /// The value of `entry`; empty where the list gives none.
    pub(super) fn get(&self, entry: &str) -> Option<&'static str> {
        self.entries.get(entry).copied()
    }

    /// The most words of the entries that begin with `first`; 1 where there is none of several.
    pub(super) fn longest_from(&self, first: &str) -> usize {
        self.starts.get(first).copied().unwrap_or(1)
    }
}

/// The entries of a list and their values.
pub(super) fn entries(source: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = source.lines().map(str::trim).filter(|it| !it.is_empty() && !it.starts_with('#'));
    lines.map(|line| line.split_once(" = ").unwrap_or((line, "")))
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
}
