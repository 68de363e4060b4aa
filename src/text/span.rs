//! [`Span`]: a place in a text.

use std::cmp::Ordering;
use std::ops::Range;

/// A non-empty range of bytes in a [`Text`](super::Text).
///
/// Spans are made by the text they belong to ([`Text::span`](super::Text::span)), so both ends lie
/// on character boundaries and a slice cannot split a character.
///
/// Spans sort in *document order*: by start, and an enclosing span before the spans inside it.
///
/// ```
/// # use factmark::text::Text;
/// let text = Text::new("Zoë said no.");
/// let name = text.span(0..4)?; // `ë` takes two bytes
/// assert_eq!(text.slice(name), "Zoë");
/// assert!(text.span(0..3).is_err());
/// # Ok::<(), factmark::text::SpanError>(())
/// ```
///
/// # Limitations
///
/// A span does not remember its text. Using it with another text is a bug, and gives empty slices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    // Invariant: start < end, and both are character boundaries. Visible to `text` alone.
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Span {
    /// First byte.
    pub fn start(self) -> usize {
        self.start
    }

    /// The byte after the last.
    pub fn end(self) -> usize {
        self.end
    }

    /// Length in bytes; never 0.
    #[expect(clippy::len_without_is_empty, reason = "a span is never empty")]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// The bytes as a range.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether `other` lies in `self`; a span contains itself.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether byte `at` lies in the span.
    pub fn covers(self, at: usize) -> bool {
        self.start <= at && at < self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that contains both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// What the two share.
    pub fn intersection(self, other: Self) -> Option<Self> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start < end).then_some(Self { start, end })
    }

    /// What of `self` comes before `other`.
    pub fn before(self, other: Self) -> Option<Self> {
        let end = self.end.min(other.start);
        (self.start < end).then_some(Self { start: self.start, end })
    }

    /// What of `self` comes after `other`.
    pub fn after(self, other: Self) -> Option<Self> {
        let start = self.start.max(other.end);
        (start < self.end).then_some(Self { start, end: self.end })
    }

    /// What lies between `self` and a later, separate `other`.
    pub fn gap(self, other: Self) -> Option<Self> {
        (self.end < other.start).then_some(Self { start: self.end, end: other.start })
    }
}

impl Ord for Span {
    fn cmp(&self, other: &Self) -> Ordering {
        self.start.cmp(&other.start).then(other.end.cmp(&self.end))
    }
}

impl PartialOrd for Span {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Why two offsets are no span of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpanError {
    /// Nothing lies between the ends.
    #[error("a span must hold at least one character, {start}..{end} holds none")]
    Empty {
        /// The asked start, in bytes.
        start: usize,
        /// The asked end, in bytes.
        end: usize,
    },
    /// An end is past the text or inside a character.
    #[error("byte {at} is not between two characters of this text of {len} bytes")]
    NotABoundary {
        /// The offending offset, in bytes.
        at: usize,
        /// Length of the text, in bytes.
        len: usize,
    },
    /// Offsets in another unit do not fit the text.
    #[error("{start}..{end} does not fit this text")]
    Outside {
        /// The asked start, in the unit of the question.
        start: usize,
        /// The asked end, in the unit of the question.
        end: usize,
    },
}
