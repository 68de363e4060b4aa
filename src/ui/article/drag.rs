//! What is being dragged: a selection of words, or the edge of an annotation.
//!
//! An edge is dragged as a draft; the document changes only when the button is let go.

use super::page::Draft;
use crate::annotation::{Annotation, AnnotationId, Document};
use crate::text::{Snap, Span, Text, next_grapheme, previous_grapheme, word_at};

/// What is being dragged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Drag {
    /// The words between the caret's two ends.
    Words,
    /// An edge of an annotation.
    Edge(EdgeDrag),
}

/// The edge of a span, and where it is now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct EdgeDrag {
    pub(super) id: AnnotationId,
    /// Which span of the annotation.
    pub(super) index: usize,
    pub(super) edge: Edge,
    pub(super) span: Span,
}

/// Which end of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    End,
}

impl Drag {
    /// The dragged annotation with the spans it would get.
    pub(super) fn draft(&self, document: &Document) -> Option<Draft> {
        let Self::Edge(EdgeDrag { id, index, span, .. }) = *self else {
            return None;
        };
        let mut spans = document.annotation(id)?.spans.as_slice().to_vec();
        *spans.get_mut(index)? = span;
        Some((id, spans))
    }
}

impl EdgeDrag {
    /// Moves the edge to byte `at`: to the nearest end of a word, or with `raw` of a character. The
    /// span keeps a word, and stays apart from the annotation's other spans.
    pub(super) fn move_to(&mut self, text: &Text, annotation: &Annotation, at: usize, how: Snap) {
        let spans = annotation.spans.as_slice();
        let Some(old) = spans.get(self.index).copied() else {
            return;
        };
        let before = self.index.checked_sub(1).and_then(|it| spans.get(it));
        let least = before.map_or(0, |it| it.end());
        let most = spans.get(self.index + 1).map_or(text.len(), |it| it.start());
        let at = match how {
            Snap::Words => nearest_word_end(text, at),
            Snap::Graphemes => previous_grapheme(text, next_grapheme(text, at)),
        };
        let range = match self.edge {
            Edge::Start => at.clamp(least, last_piece(text, old, how))..old.end(),
            Edge::End => old.start()..at.clamp(first_piece(text, old, how), most),
        };
        let span = text.span(range).ok().and_then(|it| text.trim(it));
        self.span = span.unwrap_or(self.span);
    }
}

/// Start of the last word of `span`, or of its last character.
fn last_piece(text: &Text, span: Span, how: Snap) -> usize {
    let last = previous_grapheme(text, span.end());
    let word = word_at(text, last).filter(|it| how == Snap::Words && it.covers(last));
    word.map_or(last, Span::start).max(span.start())
}

/// End of the first word of `span`, or of its first character.
fn first_piece(text: &Text, span: Span, how: Snap) -> usize {
    let first = next_grapheme(text, span.start());
    let word =
        word_at(text, span.start()).filter(|it| how == Snap::Words && it.covers(span.start()));
    word.map_or(first, Span::end).min(span.end())
}

/// Between words `at` itself, else the nearer end of the word.
fn nearest_word_end(text: &Text, at: usize) -> usize {
    match word_at(text, at) {
        Some(word) if word.start() < at && at < word.end() => {
            if at - word.start() < word.end() - at { word.start() } else { word.end() }
        }
        _ => at,
    }
}
