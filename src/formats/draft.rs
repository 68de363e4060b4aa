//! [`Draft`]: a text that is put together from pieces, each with what it is.
//!
//! Not here: where pieces come from (the importers), markup (`html`).

use std::ops::Range;

use crate::annotation::{Furniture, ProposedZone, Reason, Tier, ZoneKind};
use crate::text::Text;

/// What a piece is, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub kind: ZoneKind,
    /// Which kind of furniture.
    pub sub: Option<Furniture>,
    /// The rule's key; it begins with `markup.`, so that the zone is kept.
    pub rule: &'static str,
    pub why: &'static str,
}

impl Piece {
    /// A piece of the article.
    pub(super) const fn new(kind: ZoneKind, rule: &'static str, why: &'static str) -> Self {
        Self { kind, sub: None, rule, why }
    }

    /// What stands beside the article.
    pub(super) const fn furniture(sub: Furniture, rule: &'static str, why: &'static str) -> Self {
        Self { kind: ZoneKind::Furniture, sub: Some(sub), rule, why }
    }
}

/// A text in the making.
#[derive(Debug, Default)]
pub(super) struct Draft {
    text: String,
    pieces: Vec<(Range<usize>, Piece)>,
}

impl Draft {
    /// Adds a paragraph; blank ones are left out. Returns where it stands, for who knows more of it.
    pub(super) fn paragraph(&mut self, words: &str, piece: Piece) -> Option<Range<usize>> {
        let words = words.trim();
        if words.is_empty() {
            return None;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(words);
        let range = start..self.text.len();
        self.pieces.push((range.clone(), piece));
        Some(range)
    }

    /// Adds a text as it is after a blank line, with a piece for each of its lines.
    pub(super) fn exact(&mut self, words: &str, piece: Piece) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        for line in words.split_inclusive('\n') {
            let start = self.text.len();
            self.text.push_str(line);
            self.pieces.push((start..self.text.len(), piece));
        }
    }

    /// Whether nothing has been added.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text and its zones.
    pub(super) fn finish(self) -> (Text, Vec<ProposedZone>) {
        let text = Text::new(self.text);
        let zone = |(range, piece): (Range<usize>, Piece)| {
            let span = text.trim(text.span(range).ok()?)?;
            let reason = Reason::new(piece.rule, Tier::Likely, 920, piece.why);
            Some(ProposedZone { span, kind: piece.kind, sub: piece.sub, lang: None, reason })
        };
        let zones = self.pieces.into_iter().filter_map(zone).collect();
        (text, zones)
    }
}

/// Joins what is left of words after white space is collapsed.
pub(super) fn collapsed(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
