//! Places: fragments that hold no line end, and texts whose lines end in `\n`.

use std::ops::Range;

use crate::annotation::Spans;
use crate::text::{Span, Text, Unit};

/// What a line of the file, or Python's notion of one, cannot hold.
pub(super) fn is_break(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_break(c)
}

/// The parts of `spans` that can be marked, in bytes of `text`.
pub(super) fn fragments(text: &Text, spans: &Spans) -> Vec<Range<usize>> {
    spans.iter().flat_map(|it| of_span(text, it)).collect()
}

fn of_span(text: &Text, span: Span) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = span.start();
    for part in text.slice(span).split_inclusive(is_break) {
        let end = start + part.len();
        let mut words = part;
        if start > span.start() {
            words = words.trim_start_matches(is_blank);
        }
        let from = start + (part.len() - words.len());
        if part.ends_with(is_break) {
            words = words.trim_end_matches(is_blank);
        }
        if !words.is_empty() {
            found.push(from..from + words.len());
        }
        start = end;
    }
    found
}

/// The places that fragments mark: those with a line end between them, and other white space at
/// most, are one.
pub(super) fn joined(text: &Text, fragments: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut places: Vec<Range<usize>> = Vec::new();
    for it in fragments {
        let gap = |last: &Range<usize>| text.as_str().get(last.end..it.start).unwrap_or_default();
        match places.last_mut() {
            Some(last) if gap(last).contains(is_break) && gap(last).chars().all(is_blank) => {
                last.end = it.end;
            }
            _ => places.push(it.clone()),
        }
    }
    places
}

/// A text whose lines end in `\n`, and how its places lie in the one that it was made of.
pub(super) struct Plain {
    pub text: Text,
    /// Where `\n` stands for `\r\n`: bytes of the `\n` in the first text.
    pairs: Vec<usize>,
}

impl Plain {
    pub(super) fn new(text: &Text) -> Self {
        if !text.as_str().contains('\r') {
            return Self { text: text.clone(), pairs: Vec::new() };
        }
        let pairs = text.as_str().match_indices("\r\n").map(|it| it.0 + 1).collect();
        Self { text: Text::new(text.as_str().replace("\r\n", "\n").replace('\r', "\n")), pairs }
    }

    /// Whether places lie elsewhere than in the first text.
    pub(super) fn moves(&self) -> bool {
        !self.pairs.is_empty()
    }

    /// An offset here for a byte of the first text.
    pub(super) fn offset(&self, unit: Unit, byte: usize) -> usize {
        let gone = self.pairs.partition_point(|it| *it < byte);
        self.text.offset_in(unit, byte - gone)
    }

    /// Bytes of the first text for offsets here.
    pub(super) fn range(&self, unit: Unit, start: usize, end: usize) -> Option<Range<usize>> {
        let span = self.text.span_in(unit, start, end).ok()?;
        Some(self.back(span.start())..self.back(span.end()))
    }

    fn back(&self, byte: usize) -> usize {
        // The nth pair stood n bytes further on, and its `\n` is what is left of it.
        let (mut low, mut high) = (0, self.pairs.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let at = self.pairs.get(middle).map_or(usize::MAX, |it| it - middle);
            if at <= byte { low = middle + 1 } else { high = middle }
        }
        byte + low
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_move_with_line_ends_and_back() {
        let text = Text::new("é\r\na\rb\r\n\r\nc");
        let plain = Plain::new(&text);
        assert_eq!(plain.text.as_str(), "é\na\nb\n\nc");
        for (word, at) in [("é", 0), ("a", 2), ("b", 4), ("c", 7)] {
            let byte = text.as_str().find(word).unwrap();
            assert_eq!(plain.offset(Unit::CodePoint, byte), at);
            let range = plain.range(Unit::CodePoint, at, at + 1).unwrap();
            assert_eq!(range, byte..byte + word.len());
        }
    }

    #[test]
    fn fragments_hold_no_line_end_and_join_again() {
        let text = Text::new("a \r\n\tb c\n\n");
        let whole = Spans::from(text.whole().unwrap());
        let found = fragments(&text, &whole);
        assert_eq!(found, [0..1, 5..8]);
        assert_eq!(joined(&text, &found).first(), Some(&(0..8)));
        assert_eq!(joined(&text, &[0..1, 5..6, 7..8]), [0..6, 7..8]);
    }
}
