//! Layer 0: immutable text and places in it.
//!
//! A [`Text`] is made once, when an article is read, and never changes afterwards: no trimming,
//! no normalisation, line ends as they came. Every [`Span`] therefore stays right for ever.
//! Places are UTF-8 byte offsets in memory; [`units`] is the only module that converts them.
//!
//! Not here: decoding of files (`formats`), what a place means (`annotation`).

mod repeats;
mod segment;
mod sketch;
mod span;
mod token;
mod units;

pub use self::repeats::{Often, Repeats, line_keys, name_key};
pub(crate) use self::segment::line_breaks;
pub use self::segment::{
    Snap, graphemes, lines, next_grapheme, paragraphs, previous_grapheme, sentences, snap, word_at,
};
pub use self::sketch::{Sketch, word_count};
pub use self::span::{Span, SpanError};
pub use self::token::{Token, TokenKind, tokens};
pub use self::units::Unit;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use self::units::Units;

/// The text of one article: shared, cheap to clone, never changed.
#[derive(Clone)]
pub struct Text {
    inner: Arc<Inner>,
}

struct Inner {
    content: String,
    units: OnceLock<Units>,
}

impl Text {
    /// Takes `content` as it is.
    pub fn new(content: impl Into<String>) -> Self {
        let inner = Inner { content: content.into(), units: OnceLock::new() };
        Self { inner: Arc::new(inner) }
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.inner.content
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.inner.content.len()
    }

    /// Whether there is no character at all.
    pub fn is_empty(&self) -> bool {
        self.inner.content.is_empty()
    }

    /// Returns the span of `bytes`, if that is a place in this text.
    pub fn span(&self, bytes: Range<usize>) -> Result<Span, SpanError> {
        let Range { start, end } = bytes;
        if start >= end {
            return Err(SpanError::Empty { start, end });
        }
        match [start, end].into_iter().find(|&at| !self.as_str().is_char_boundary(at)) {
            Some(at) => Err(SpanError::NotABoundary { at, len: self.len() }),
            None => Ok(Span { start, end }),
        }
    }

    /// The span of the whole text; `None` if it is empty.
    pub fn whole(&self) -> Option<Span> {
        self.span(0..self.len()).ok()
    }

    /// The words at `span`.
    ///
    /// A span of another text gives the empty string where it does not fit.
    pub fn slice(&self, span: Span) -> &str {
        self.as_str().get(span.start..span.end).unwrap_or_default()
    }

    /// `span` without white space at its ends; `None` if nothing is left.
    pub fn trim(&self, span: Span) -> Option<Span> {
        self.trim_matches(span, char::is_whitespace)
    }

    /// `span` without leading and trailing characters for which `out` holds.
    pub fn trim_matches(&self, span: Span, out: impl Fn(char) -> bool) -> Option<Span> {
        let words = self.slice(span);
        let left = words.trim_start_matches(&out);
        let start = span.start + (words.len() - left.len());
        let end = start + left.trim_end_matches(&out).len();
        self.span(start..end).ok()
    }

    /// The character that begins at byte `at`.
    pub fn char_at(&self, at: usize) -> Option<char> {
        self.as_str().get(at..)?.chars().next()
    }

    /// The character that ends at byte `at`.
    pub fn char_before(&self, at: usize) -> Option<char> {
        self.as_str().get(..at)?.chars().next_back()
    }

    /// Converts a byte offset into `unit`s from the start of the text.
    ///
    /// An offset inside a character counts as its start; one past the end as the end.
    pub fn offset_in(&self, unit: Unit, byte: usize) -> usize {
        self.units().count_to(self.as_str(), unit, byte)
    }

    /// Converts `offset` in `unit`s into a byte offset; `None` past the end or inside a character.
    pub fn byte_of(&self, unit: Unit, offset: usize) -> Option<usize> {
        self.units().to_byte(self.as_str(), unit, offset)
    }

    /// The span from `start` to `end`, counted in `unit`s.
    pub fn span_in(&self, unit: Unit, start: usize, end: usize) -> Result<Span, SpanError> {
        let byte = |at| self.byte_of(unit, at).ok_or(SpanError::Outside { start, end });
        self.span(byte(start)?..byte(end)?)
    }

    fn units(&self) -> &Units {
        self.inner.units.get_or_init(|| Units::new(self.as_str()))
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner) || self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl std::fmt::Debug for Text {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let start: String = self.as_str().chars().take(40).collect();
        write!(out, "Text({} bytes, {start:?}…)", self.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn span_must_lie_on_characters() {
        let text = Text::new("Zoë said no.");
        assert_eq!(text.slice(text.span(0..4).unwrap()), "Zoë");
        assert_eq!(text.span(0..3), Err(SpanError::NotABoundary { at: 3, len: 13 }));
        assert_eq!(text.span(5..5), Err(SpanError::Empty { start: 5, end: 5 }));
        assert!(text.span(5..99).is_err());
    }

    #[test]
    fn trim_keeps_the_inner_words() {
        let text = Text::new("  “a b” \n");
        let all = text.whole().unwrap();
        assert_eq!(text.slice(text.trim(all).unwrap()), "“a b”");
        assert_eq!(text.trim(text.span(0..2).unwrap()), None);
    }
}
