//! What an export could not hold: counted for people, listed for programs.

use std::io::{self, Write};

use serde::Serialize;

use crate::annotation::Document;
use crate::formats::exchange::{LeftOut, Loss, Name, Tally};

/// How open and rejected tags come along.
const HINTS: [&str; 2] =
    ["; --proposals takes it along", "; --rejected takes it along as a negative"];

/// A loss with the words of what has lost something.
#[derive(Serialize)]
pub struct Entry {
    document: String,
    what: &'static str,
    of: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    #[serde(skip)]
    name: Name,
    #[serde(skip)]
    shown: String,
}

impl Entry {
    /// A loss of what `document`, called `name`, has.
    pub fn new(name: &str, loss: &Loss, document: &Document) -> Self {
        let which = loss.which(document);
        let shown = which.to_string();
        Self {
            document: name.to_owned(),
            what: loss.what.key(),
            of: which.id,
            words: which.words,
            detail: which.detail,
            name: loss.name(),
            shown,
        }
    }
}

/// What all documents of an export have lost.
pub struct Report<W> {
    format: String,
    tally: Tally,
    list: Option<W>,
}

impl<W: Write> Report<W> {
    /// A report that lists every loss in `list`, a line of JSON each.
    pub fn new(format: String, list: Option<W>) -> Self {
        Self { format, tally: Tally::default(), list }
    }

    /// Adds what was lost of a document, and what of it was not to go out.
    pub fn add(&mut self, losses: &[Entry], left: LeftOut) -> io::Result<()> {
        self.tally.leave(left);
        for loss in losses {
            self.tally.lose(loss.name, || loss.shown.clone());
            if let Some(list) = &mut self.list {
                serde_json::to_writer(&mut *list, loss)?;
                writeln!(list)?;
            }
        }
        Ok(())
    }

    /// What was lost and left behind, in sentences.
    pub fn lines(&self) -> Vec<String> {
        self.tally.sentences(&self.format, HINTS)
    }

    /// The list, which is complete.
    pub fn into_list(self) -> Option<W> {
        self.list
    }
}
