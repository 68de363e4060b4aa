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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Signature, Spans, Standing};

    /// Drags an edge of the piece in `[…]` to before `|` and compares the words; other pieces of the
    /// annotation stand in `<…>`.
    #[track_caller]
    fn check(marked: &str, edge: Edge, how: Snap, expected: &str) {
        let content: String = marked.chars().filter(|it| !"[]<>|".contains(*it)).collect();
        let text = Text::new(content);
        let place = |mark: char| {
            let before = marked.split_once(mark)?.0;
            Some(before.chars().filter(|it| !"[]<>|".contains(*it)).map(char::len_utf8).sum())
        };
        let piece = |open, close| text.span(place(open)?..place(close)?).ok();
        let span = piece('[', ']').unwrap();
        let spans =
            Spans::new([Some(span), piece('<', '>')].into_iter().flatten().collect()).unwrap();
        let index = spans.iter().position(|it| it == span).unwrap();
        let annotation = Annotation {
            id: AnnotationId(1),
            label: "quote".into(),
            spans,
            attributes: [].into(),
            record: None,
            note: None,
            standing: Standing::by_person(Signature { by: "Ann".to_owned(), at: None }),
            extra: [].into(),
        };
        let mut drag = EdgeDrag { id: annotation.id, index, edge, span };
        drag.move_to(&text, &annotation, place('|').unwrap(), how);
        assert_eq!(text.slice(drag.span), expected);
    }

    #[test]
    fn an_edge_goes_to_the_nearer_end_of_the_word() {
        check("Then [Ann Lowe] left ear|ly.", Edge::End, Snap::Words, "Ann Lowe left early");
        check("Then [Ann Lowe] left e|arly.", Edge::End, Snap::Words, "Ann Lowe left");
        check("T|hen [Ann Lowe] left.", Edge::Start, Snap::Words, "Then Ann Lowe");
        check("Then [Ann Lo|we] left.", Edge::Start, Snap::Words, "Lowe");
    }

    #[test]
    fn raw_edges_stop_at_characters() {
        check("Then [Ann] Lo|we left.", Edge::End, Snap::Graphemes, "Ann Lo");
        check("[Ann] 👨\u{200d}|👩 left.", Edge::End, Snap::Graphemes, "Ann");
    }

    #[test]
    fn a_word_always_stays() {
        check("Then [Ann Lowe] left ear|ly.", Edge::Start, Snap::Words, "Lowe");
        check("T|hen [Ann Lowe] left.", Edge::End, Snap::Words, "Ann");
        check("Then [Ann Lowe] le|ft.", Edge::Start, Snap::Graphemes, "e");
    }

    #[test]
    fn pieces_of_one_annotation_stay_apart() {
        check("[One two] three <four> fi|ve.", Edge::End, Snap::Words, "One two three");
        check("O|ne <two> three [four] five.", Edge::Start, Snap::Words, "three four");
    }
}
