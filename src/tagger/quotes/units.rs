//! [`Unit`]: a sentence as the attribution rules read it, each marked place being one item.
//!
//! Sentence ends inside marks do not count, so `“We went. We saw,” she said.` is one unit.

use super::marks::{Ends, Marked};
use super::words;
use crate::annotation::ZoneKind;
use crate::tagger::{Analysis, Pos};
use crate::text::{Span, TokenKind};

/// A word, a mark or a whole marked place.
#[derive(Clone, Debug)]
pub(in crate::tagger) struct Item {
    pub span: Span,
    /// An index into the marked places.
    pub block: Option<usize>,
    /// Lower case with straight apostrophes; empty for a block.
    pub lower: String,
    pub kind: TokenKind,
    /// Whether it begins with a capital letter.
    pub cap: bool,
    /// Its part of speech.
    pub pos: Pos,
}

impl Item {
    /// Whether it is a word, number or address.
    pub(in crate::tagger) fn is_word(&self) -> bool {
        self.block.is_none() && !matches!(self.kind, TokenKind::Mark | TokenKind::Symbol)
    }

    /// Whether it is a dash.
    pub(in crate::tagger) fn is_dash(&self) -> bool {
        matches!(self.lower.as_str(), "—" | "–" | "--" | "-" | "―")
    }

    /// Whether it ends a sentence.
    pub(in crate::tagger) fn is_stop(&self) -> bool {
        matches!(self.lower.as_str(), "." | "!" | "?" | "…" | "...")
    }
}

/// A sentence with its marked places.
#[derive(Clone, Debug)]
pub(in crate::tagger) struct Unit {
    pub span: Span,
    /// An index into [`Analysis::paragraphs`].
    pub paragraph: usize,
    pub zone: ZoneKind,
    pub items: Vec<Item>,
}

impl Unit {
    /// The item at `index`.
    pub(in crate::tagger) fn at(&self, index: usize) -> Option<&Item> {
        self.items.get(index)
    }

    /// The lower-case word at `index`; empty for blocks and outside.
    pub(in crate::tagger) fn word(&self, index: usize) -> &str {
        self.items.get(index).map_or("", |it| it.lower.as_str())
    }

    /// The lower-case word before `index`; empty at the start.
    pub(in crate::tagger) fn before(&self, index: usize) -> &str {
        index.checked_sub(1).map_or("", |it| self.word(it))
    }

    /// The block at `index`.
    pub(in crate::tagger) fn block(&self, index: usize) -> Option<usize> {
        self.items.get(index).and_then(|it| it.block)
    }

    /// How many items.
    pub(in crate::tagger) fn len(&self) -> usize {
        self.items.len()
    }

    /// The place of the items from `from` to before `to`.
    pub(in crate::tagger) fn place(&self, from: usize, to: usize) -> Option<Span> {
        let items = self.items.get(from..to)?;
        Some(items.first()?.span.hull(items.last()?.span))
    }

    /// Whether nothing but blocks and marks is there.
    pub(in crate::tagger) fn is_bare(&self) -> bool {
        self.items.iter().any(|it| it.block.is_some()) && !self.items.iter().any(Item::is_word)
    }
}

/// The units of every paragraph outside furniture.
pub(in crate::tagger) fn units(analysis: &Analysis<'_>, marks: &[Marked]) -> Vec<Unit> {
    let outer: Vec<(usize, &Marked)> = marks
        .iter()
        .enumerate()
        .filter(|(_, it)| it.outer && it.ends != Ends::MissingOpen)
        .collect();
    let mut found = Vec::new();
    let mut first = 0;
    for (index, paragraph) in analysis.watch(analysis.paragraphs.iter().enumerate()) {
        while outer.get(first).is_some_and(|(_, it)| it.paragraph < index) {
            first += 1;
        }
        if paragraph.kind == ZoneKind::Furniture {
            continue;
        }
        let mut current: Option<Span> = None;
        let mut block = first;
        for sentence in analysis.watch(analysis.sentences_of(paragraph)) {
            let span = current.map_or(sentence.span, |it| it.hull(sentence.span));
            while outer.get(block).is_some_and(|(_, it)| it.span.end() <= span.end()) {
                block += 1;
            }
            let cut = outer.get(block).is_some_and(|(_, it)| {
                it.paragraph == index && it.span.start() < span.end() && span.end() < it.span.end()
            });
            if cut {
                current = Some(span);
            } else {
                found.push(unit(analysis, span, index, outer.get(first..).unwrap_or_default()));
                current = None;
            }
        }
        if let Some(span) = current {
            found.push(unit(analysis, span, index, outer.get(first..).unwrap_or_default()));
        }
    }
    found
}

fn unit(analysis: &Analysis<'_>, span: Span, paragraph: usize, outer: &[(usize, &Marked)]) -> Unit {
    let zone = analysis.paragraphs.get(paragraph).map_or(ZoneKind::Body, |it| it.kind);
    let from = outer.partition_point(|(_, it)| it.span.end() <= span.start());
    let mut blocks = outer.iter().skip(from).take_while(|(_, it)| it.span.start() < span.end());
    let mut block = blocks.next();
    let mut items: Vec<Item> = Vec::new();
    let first = analysis.tokens.partition_point(|it| it.span.start() < span.start());
    let parts = analysis.pos.iter().skip(first).copied().chain(std::iter::repeat(Pos::X));
    for (token, pos) in analysis.tokens_in(span).iter().zip(parts) {
        while let Some((index, it)) = block.filter(|(_, it)| it.span.start() <= token.span.start())
        {
            if items.last().is_none_or(|last| last.block != Some(*index)) {
                items.push(Item {
                    span: it.span,
                    block: Some(*index),
                    lower: String::new(),
                    kind: TokenKind::Mark,
                    cap: false,
                    pos: Pos::X,
                });
            }
            if it.span.end() > token.span.start() {
                break;
            }
            block = blocks.next();
        }
        if block.is_some_and(|(_, it)| it.span.overlaps(token.span)) {
            continue;
        }
        let word = analysis.word(token);
        items.push(Item {
            span: token.span,
            block: None,
            lower: words::fold(word),
            kind: token.kind,
            cap: word.starts_with(char::is_uppercase),
            pos,
        });
    }
    Unit { span, paragraph, zone, items }
}
