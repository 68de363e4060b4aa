//! [`Line`]: what a paragraph says, with the words that lead elsewhere.

use std::rc::Rc;

use super::{Element, Page};

/// A piece of a paragraph.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Words(String, Option<Rc<str>>),
    /// A new line in the same paragraph.
    Break,
}

/// What a paragraph says. White space in it is shown as it stands.
#[derive(Debug, Default)]
pub(super) struct Line {
    pieces: Vec<Piece>,
}

impl Line {
    /// Adds words; `link` is where they lead.
    pub(super) fn say(&mut self, words: &str, link: Option<&Rc<str>>) {
        match self.pieces.last_mut() {
            _ if words.is_empty() => {}
            Some(Piece::Words(before, old)) if old.as_ref() == link => before.push_str(words),
            _ => self.pieces.push(Piece::Words(words.to_owned(), link.cloned())),
        }
    }

    /// Begins a new line in the same paragraph.
    pub(super) fn end(&mut self) {
        self.pieces.push(Piece::Break);
    }

    /// Puts words before all others.
    pub(super) fn begin_with(&mut self, words: &str) {
        self.pieces.insert(0, Piece::Words(words.to_owned(), None));
    }

    /// Whether it says nothing.
    pub(super) fn is_blank(&self) -> bool {
        !self
            .pieces
            .iter()
            .any(|it| matches!(it, Piece::Words(words, _) if !words.trim().is_empty()))
    }

    /// Whether its last character is white space, or it has none.
    pub(super) fn ends_blank(&self) -> bool {
        match self.pieces.last() {
            Some(Piece::Words(words, _)) => words.ends_with(char::is_whitespace),
            Some(Piece::Break) | None => true,
        }
    }

    /// Says it as an element of its own, if it says anything.
    pub(super) fn put(&self, page: &mut Page, element: Element) {
        if !self.is_blank() {
            page.open(element);
            self.put_inside(page);
            page.close();
        }
    }

    /// Says it in the element that is open.
    pub(super) fn put_inside(&self, page: &mut Page) {
        for piece in &self.pieces {
            match piece {
                Piece::Words(words, None) => page.say(words),
                Piece::Words(words, Some(to)) => {
                    page.open(Element { href: Some(to.to_string()), ..Element::new("a") });
                    page.say(words);
                    page.close();
                }
                Piece::Break => {
                    page.open(Element::new("br"));
                    page.close();
                }
            }
        }
    }
}

/// Where an instruction `HYPERLINK "address" \l "place"` leads.
pub(super) fn link_of(instruction: &str) -> Option<Rc<str>> {
    let rest = instruction.trim().strip_prefix("HYPERLINK")?;
    let mut parts = rest.split('"');
    let before = parts.next()?;
    let to = match parts.next() {
        Some(quoted) => quoted.to_owned(),
        None => return before.split_whitespace().find(|it| !it.starts_with('\\')).map(Rc::from),
    };
    Some(if before.contains("\\l") { format!("#{to}").into() } else { to.into() })
}
