//! [`Pieces`]: tokens, with what a hyphen joins taken apart ("Washington-based", "US-China").

use std::ops::Range;

use crate::tagger::Analysis;
use crate::tagger::pos::Pos;
use crate::text::{Span, TokenKind};

/// A token or a part of one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) span: Span,
    pub(super) kind: TokenKind,
    /// Whether it is only a part of a token.
    pub(super) part: bool,
    /// Of the whole token.
    pub(super) pos: Pos,
}

/// The pieces of a text.
pub(super) struct Pieces {
    pub(super) all: Vec<Piece>,
    /// The pieces of each sentence.
    pub(super) sentences: Vec<Range<usize>>,
}

impl Pieces {
    pub(super) fn new(analysis: &Analysis<'_>) -> Self {
        let mut all = Vec::with_capacity(analysis.tokens.len() + analysis.tokens.len() / 32);
        let mut sentences = Vec::with_capacity(analysis.sentences.len());
        for sentence in analysis.watch(&analysis.sentences) {
            let from = all.len();
            let tokens = analysis.tokens_of(sentence).iter().zip(sentence.tokens.clone());
            for (token, at) in tokens {
                let pos = analysis.pos.get(at).copied().unwrap_or_default();
                let whole = Piece { span: token.span, kind: token.kind, part: false, pos };
                let words = analysis.word(token);
                let joined = token.kind == TokenKind::Word
                    && words.contains('-')
                    && words.contains(char::is_uppercase);
                if !joined || !split(analysis, whole, &mut all) {
                    all.push(whole);
                }
            }
            sentences.push(from..all.len());
        }
        Self { all, sentences }
    }
}

impl Pieces {
    /// From the first of some pieces to the last.
    pub(super) fn hull(&self, pieces: &Range<usize>) -> Option<Span> {
        let first = self.all.get(pieces.start)?.span;
        self.all.get(pieces.end.checked_sub(1)?).map(|last| first.hull(last.span))
    }
}

/// Adds the parts of a token with hyphens, and the hyphens; false if it has an empty part.
fn split(analysis: &Analysis<'_>, whole: Piece, all: &mut Vec<Piece>) -> bool {
    let words = analysis.words(whole.span);
    if words.split('-').any(str::is_empty) {
        return false;
    }
    let mut at = whole.span.start();
    let mut push = |len: usize, kind| {
        let span = analysis.text.span(at..at + len).ok();
        all.extend(span.map(|span| Piece { span, kind, part: true, ..whole }));
        at += len;
    };
    for (index, part) in words.split('-').enumerate() {
        if index > 0 {
            push(1, TokenKind::Mark);
        }
        let number = part.starts_with(|it: char| it.is_ascii_digit());
        push(part.len(), if number { TokenKind::Number } else { TokenKind::Word });
    }
    true
}
