//! [`Analysis`]: zones, paragraphs, sentences and tokens of one text, made once and shared by all
//! passes.

use std::ops::Range;

use super::Cancel;
use super::models::Models;
use super::pos::Pos;
use crate::annotation::{ProposedZone, ZoneKind};
use crate::text::{Span, Text, Token, paragraphs, sentences, tokens};

/// What every pass reads.
pub struct Analysis<'t> {
    /// The text.
    pub text: &'t Text,
    /// Its zones, sorted and apart.
    pub zones: Vec<ProposedZone>,
    /// Paragraphs of the zones, in order; none of them crosses a zone.
    pub paragraphs: Vec<Paragraph>,
    /// Sentences of the paragraphs, in order.
    pub sentences: Vec<Sentence>,
    /// Tokens of the sentences, in order.
    pub tokens: Vec<Token>,
    /// The part of speech of each token, once they have been tagged.
    pub pos: Vec<Pos>,
    /// The trained weights, if passes are to use them.
    pub(super) models: Option<&'t Models>,
    /// Asks whoever reads it to stop.
    cancel: Cancel,
}

/// A run of lines inside one zone.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// Where it is, without outer white space.
    pub span: Span,
    /// The zone it lies in: an index into [`Analysis::zones`].
    pub zone: usize,
    /// What that zone is.
    pub kind: ZoneKind,
    /// Its sentences: a range of [`Analysis::sentences`].
    pub sentences: Range<usize>,
    /// Its tokens: a range of [`Analysis::tokens`].
    pub tokens: Range<usize>,
}

/// A sentence inside one paragraph.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Where it is, without outer white space.
    pub span: Span,
    /// The paragraph it lies in: an index into [`Analysis::paragraphs`].
    pub paragraph: usize,
    /// Its tokens: a range of [`Analysis::tokens`].
    pub tokens: Range<usize>,
}

impl<'t> Analysis<'t> {
    /// Splits `text`, zone by zone.
    pub fn new(text: &'t Text, zones: Vec<ProposedZone>) -> Self {
        Self::watched(text, zones, &Cancel::new())
    }

    /// Splits `text`, zone by zone, unless the work is to stop; then it is not whole.
    pub(super) fn watched(text: &'t Text, zones: Vec<ProposedZone>, cancel: &Cancel) -> Self {
        let mut made = Self {
            text,
            zones,
            paragraphs: Vec::new(),
            sentences: Vec::new(),
            tokens: Vec::new(),
            pos: Vec::new(),
            models: None,
            cancel: cancel.clone(),
        };
        let blocks = paragraphs(text);
        let mut first_block = 0;
        for zone in cancel.watch(0..made.zones.len()) {
            let Some(span) = made.zones.get(zone).map(|it| it.span) else {
                break;
            };
            while blocks.get(first_block).is_some_and(|it| it.end() <= span.start()) {
                first_block += 1;
            }
            let inside = blocks.iter().skip(first_block).take_while(|it| it.start() < span.end());
            for block in inside.filter_map(|it| it.intersection(span)).collect::<Vec<_>>() {
                made.push_paragraph(block, zone);
            }
        }
        made
    }

    fn push_paragraph(&mut self, span: Span, zone: usize) {
        let Some(span) = self.text.trim(span) else {
            return;
        };
        let kind = self.zones.get(zone).map_or(ZoneKind::Body, |it| it.kind);
        let (first_sentence, first_token) = (self.sentences.len(), self.tokens.len());
        let cancel = self.cancel.clone();
        for sentence in cancel.watch(sentences(self.text, span)) {
            let from = self.tokens.len();
            self.tokens.extend(tokens(self.text, sentence));
            let (paragraph, tokens) = (self.paragraphs.len(), from..self.tokens.len());
            self.sentences.push(Sentence { span: sentence, paragraph, tokens });
        }
        self.paragraphs.push(Paragraph {
            span,
            zone,
            kind,
            sentences: first_sentence..self.sentences.len(),
            tokens: first_token..self.tokens.len(),
        });
    }

    /// `items`, but none any more once the work is to stop.
    pub(super) fn watch<I: IntoIterator>(
        &self,
        items: I,
    ) -> impl Iterator<Item = I::Item> + use<I> {
        self.cancel.watch(items)
    }

    /// The words at `span`.
    pub fn words(&self, span: Span) -> &'t str {
        self.text.slice(span)
    }

    /// The words of a token.
    pub fn word(&self, token: &Token) -> &'t str {
        self.text.slice(token.span)
    }

    /// The tokens of a sentence.
    pub fn tokens_of(&self, sentence: &Sentence) -> &[Token] {
        self.tokens.get(sentence.tokens.clone()).unwrap_or_default()
    }

    /// The sentences of a paragraph.
    pub fn sentences_of(&self, paragraph: &Paragraph) -> &[Sentence] {
        self.sentences.get(paragraph.sentences.clone()).unwrap_or_default()
    }

    /// The tokens that lie inside `span`.
    pub fn tokens_in(&self, span: Span) -> &[Token] {
        let from = self.tokens.partition_point(|it| it.span.start() < span.start());
        let to = self.tokens.partition_point(|it| it.span.end() <= span.end());
        self.tokens.get(from..to).unwrap_or_default()
    }

    /// The sentence that holds byte `at`.
    pub fn sentence_at(&self, at: usize) -> Option<&Sentence> {
        let after = self.sentences.partition_point(|it| it.span.start() <= at);
        self.sentences.get(after.checked_sub(1)?).filter(|it| it.span.covers(at))
    }

    /// The paragraph that holds byte `at`.
    pub fn paragraph_at(&self, at: usize) -> Option<&Paragraph> {
        let after = self.paragraphs.partition_point(|it| it.span.start() <= at);
        self.paragraphs.get(after.checked_sub(1)?).filter(|it| it.span.covers(at))
    }
}
