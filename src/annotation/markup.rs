//! [`Markup`]: what the file of an article says of a place in its text, besides the zone.
//!
//! It belongs to the text and is as lasting: lines are judged anew, zones are split and joined, and
//! where a link led or when a line was spoken stays. So it stands beside the zones, and no edit
//! changes it.
//!
//! Not here: what part of the page a line is ([`Zone`](super::Zone)).

use super::document::Document;
use super::edit::EditError;
use super::value::Extra;
use crate::text::Span;

/// What a file says of a place in its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Markup {
    /// Where it is.
    pub span: Span,
    /// What it is.
    pub kind: MarkupKind,
    /// Keys of a newer version.
    pub extra: Extra,
}

/// What a place of a text is in the file that it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkupKind {
    /// A heading, from 1, the highest, to 6.
    Heading(u8),
    /// An item of a list; the level is 1 for lists that stand in no other.
    Item {
        /// How deep its list stands in others, from 1.
        level: u8,
        /// Whether it is numbered.
        ordered: bool,
    },
    /// A row of a table.
    Row,
    /// A footnote or endnote.
    Note,
    /// Words that lead elsewhere: an address on the web, in the file, or beside it.
    Link(String),
    /// What is said or shown in a part of a recording.
    Cue {
        /// Milliseconds from the beginning of the recording.
        start: u64,
        /// Milliseconds from the beginning of the recording.
        end: u64,
    },
    /// What only a newer version knows, by its key.
    Other(String),
}

impl Markup {
    /// Says what the place is.
    pub fn new(span: Span, kind: MarkupKind) -> Self {
        Self { span, kind, extra: Extra::new() }
    }
}

impl Document {
    /// What the text's file says of places in it, by start, longer first.
    pub fn markup(&self) -> &[Markup] {
        &self.markup
    }

    /// What the text's file says of places that touch `span`.
    pub fn markup_in(&self, span: Span) -> impl Iterator<Item = &Markup> {
        let after = self.markup.partition_point(|it| it.span.start() < span.end());
        let before = self.markup.get(..after).unwrap_or_default();
        before.iter().filter(move |it| it.span.end() > span.start())
    }

    /// Says what the text's file tells of places in it; whoever makes a document of a file does.
    /// Fails for a place that is not in the text, and changes nothing then.
    pub fn set_markup(&mut self, mut markup: Vec<Markup>) -> Result<(), EditError> {
        let fits = |it: &Markup| self.text.span(it.span.start()..it.span.end()).is_ok();
        if !markup.iter().all(fits) {
            return Err(EditError::Place("an element of the markup".to_owned()));
        }
        markup.sort_by_key(|it| (it.span.start(), std::cmp::Reverse(it.span.end())));
        self.markup = std::sync::Arc::new(markup);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::samples::{document, place};
    use crate::text::Text;

    #[test]
    fn markup_is_found_by_place_and_fits_the_text() {
        let mut document = document("One two three");
        let of = |document: &Document, words, to: &str| {
            Markup::new(place(document, words), MarkupKind::Link(to.to_owned()))
        };
        let all = vec![of(&document, "two", "b"), of(&document, "One two", "a")];
        document.set_markup(all.clone()).unwrap();
        assert_eq!(document.markup(), [all[1].clone(), all[0].clone()]);
        assert_eq!(document.markup_in(place(&document, "One")).count(), 1);
        assert_eq!(document.markup_in(place(&document, "wo th")).count(), 2);
        assert_eq!(document.markup_in(place(&document, "three")).count(), 0);
        let far = Text::new("x".repeat(40)).span(30..40).unwrap();
        let wrong = document.set_markup(vec![Markup::new(far, MarkupKind::Row)]);
        assert!(wrong.unwrap_err().to_string().contains("markup"));
        assert_eq!(document.markup().len(), 2);
    }
}
