//! Where two texts differ, and what stands where in both.

use crate::annotation::check::line_of;
use crate::text::{Span, Text};

/// A place where two texts differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apart {
    /// The lines where it begins in the first and in the second, counted from 1.
    pub lines: (usize, usize),
    /// What the first says there, with the words around; line ends are written as `\n` and `\r`.
    pub first: String,
    /// What the second says there.
    pub second: String,
}

/// Most pairs of lines that are compared one by one; texts of which more lines differ have one
/// difference from the first of these to the last.
const MOST: usize = 4_000_000;

/// The first place where two texts differ; `None` if they do not.
pub fn first_apart(first: &Text, second: &Text) -> Option<Apart> {
    Map::new(first, second).apart.into_iter().next()
}

/// What two texts have in common.
pub(super) struct Map {
    /// Bytes that both have: where they begin in the first and in the second, and how many.
    shared: Vec<(usize, usize, usize)>,
    pub(super) apart: Vec<Apart>,
}

impl Map {
    pub(super) fn new(first: &Text, second: &Text) -> Self {
        let mut map = Self { shared: Vec::new(), apart: Vec::new() };
        if first == second {
            map.shared.push((0, 0, first.len()));
            return map;
        }
        let (one, other) = (lines(first.as_str()), lines(second.as_str()));
        let mut at = (0, 0);
        // Runs of lines that only one has, between lines that both have.
        let mut gap = (0, 0);
        for (left, right) in common(&one, &other) {
            let (left, right) = (one.get(left), other.get(right));
            let (Some(left), Some(right)) = (left, right) else { continue };
            gap = (left.0, right.0);
            map.gap(first, second, at, gap);
            map.share(gap, left.1.len());
            at = (left.0 + left.1.len(), right.0 + right.1.len());
        }
        if gap != (first.len(), second.len()) {
            map.gap(first, second, at, (first.len(), second.len()));
        }
        map
    }

    /// Where a place of the first text stands in the second, in bytes; `None` if that was changed.
    pub(super) fn to_second(&self, span: Span) -> Option<(usize, usize)> {
        let after = self.shared.partition_point(|it| it.0 <= span.start());
        let (from, to, length) = *self.shared.get(after.checked_sub(1)?)?;
        let fits = span.end() <= from + length;
        fits.then(|| (span.start() - from + to, span.end() - from + to))
    }

    fn share(&mut self, (from, to): (usize, usize), length: usize) {
        match self.shared.last_mut() {
            Some(last) if (last.0 + last.2, last.1 + last.2) == (from, to) => last.2 += length,
            _ if length > 0 => self.shared.push((from, to, length)),
            _ => {}
        }
    }

    /// What stands from `at` to `to` in either text is different, but for what it begins and ends with.
    fn gap(&mut self, first: &Text, second: &Text, at: (usize, usize), to: (usize, usize)) {
        let one = first.as_str().get(at.0..to.0).unwrap_or_default();
        let other = second.as_str().get(at.1..to.1).unwrap_or_default();
        if one == other {
            self.share(at, one.len());
            return;
        }
        let head: usize = one
            .chars()
            .zip(other.chars())
            .take_while(|(one, other)| one == other)
            .map(|it| it.0.len_utf8())
            .sum();
        let (rest, others) = (tail(one, head), tail(other, head));
        let end: usize = rest
            .chars()
            .rev()
            .zip(others.chars().rev())
            .take_while(|(one, other)| one == other)
            .map(|it| it.0.len_utf8())
            .sum();
        self.share(at, head);
        let words = |all: &str| around(all, head, all.len() - end);
        self.apart.push(Apart {
            lines: (line_of(first, at.0 + head), line_of(second, at.1 + head)),
            first: words(one),
            second: words(other),
        });
        self.share((to.0 - end, to.1 - end), end);
    }
}

fn tail(words: &str, from: usize) -> &str {
    words.get(from..).unwrap_or_default()
}

/// What stands from `from` to `to`, with the rest of the words at its ends.
fn around(all: &str, from: usize, to: usize) -> String {
    const SHOWN: usize = 80;
    let before = all.get(..from).unwrap_or_default();
    let after = tail(all, to);
    let from = before.rfind(char::is_whitespace).map_or(0, |it| {
        it + before.get(it..).and_then(|it| it.chars().next()).map_or(0, char::len_utf8)
    });
    let to = to + after.find(char::is_whitespace).unwrap_or(after.len());
    let words = all.get(from..to).unwrap_or_default();
    let mut shown: String = words.chars().take(SHOWN).collect();
    if shown.len() < words.len() {
        shown.push('…');
    }
    shown.replace('\r', "\\r").replace('\n', "\\n")
}

/// Lines with their ends, and where they begin.
fn lines(text: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n')
        .map(|it| {
            at += it.len();
            (at - it.len(), it)
        })
        .collect()
}

/// Pairs of equal lines, as many as can be in order.
fn common(one: &[(usize, &str)], other: &[(usize, &str)]) -> Vec<(usize, usize)> {
    let head = one.iter().zip(other).take_while(|(one, other)| one.1 == other.1).count();
    let (rest, others) = (one.len() - head, other.len() - head);
    let end = one
        .iter()
        .rev()
        .zip(other.iter().rev())
        .take(rest.min(others))
        .take_while(|(one, other)| one.1 == other.1)
        .count();
    let mut pairs: Vec<_> = (0..head).map(|it| (it, it)).collect();
    let (inner, inners) = (middle(one, head, end), middle(other, head, end));
    if inner.len().saturating_mul(inners.len()) <= MOST {
        let found = longest(&inner, &inners);
        pairs.extend(found.into_iter().map(|(one, other)| (one + head, other + head)));
    }
    pairs.extend((0..end).rev().map(|it| (one.len() - 1 - it, other.len() - 1 - it)));
    pairs
}

fn middle<'a>(all: &[(usize, &'a str)], head: usize, end: usize) -> Vec<&'a str> {
    all.get(head..all.len() - end).unwrap_or_default().iter().map(|it| it.1).collect()
}

/// The longest common subsequence, as pairs of indexes (Wagner and Fischer, 1974).
pub(in crate::annotation) fn longest(one: &[&str], other: &[&str]) -> Vec<(usize, usize)> {
    let width = other.len() + 1;
    // How long the longest is from each pair of places on.
    let mut table = vec![0_u32; (one.len() + 1) * width];
    let get = |table: &[u32], row: usize, column: usize| {
        table.get(row * width + column).copied().unwrap_or(0)
    };
    for (row, left) in one.iter().enumerate().rev() {
        for (column, right) in other.iter().enumerate().rev() {
            let best = if left == right {
                get(&table, row + 1, column + 1) + 1
            } else {
                get(&table, row + 1, column).max(get(&table, row, column + 1))
            };
            if let Some(cell) = table.get_mut(row * width + column) {
                *cell = best;
            }
        }
    }
    let (mut row, mut column) = (0, 0);
    let mut pairs = Vec::new();
    while let (Some(left), Some(right)) = (one.get(row), other.get(column)) {
        if left == right {
            pairs.push((row, column));
            (row, column) = (row + 1, column + 1);
        } else if get(&table, row + 1, column) >= get(&table, row, column + 1) {
            row += 1;
        } else {
            column += 1;
        }
    }
    pairs
}
