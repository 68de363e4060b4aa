//! What an export could not hold: counted for people, listed for programs.

use std::io::{BufWriter, Write as _};
use std::path::Path;

use serde::Serialize;

use super::output::unwritten;
use super::report;
use crate::annotation::Document;
use crate::files::{Over, Writing};
use crate::formats::exchange::{LeftOut, Loss, Name, Tally};

/// A loss with the words of what has lost something.
#[derive(Serialize)]
pub(super) struct Entry {
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
    pub(super) fn new(name: &str, loss: &Loss, document: &Document) -> Self {
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
pub(super) struct Report<'a> {
    format: String,
    tally: Tally,
    list: Option<(&'a Path, BufWriter<Writing<'a>>)>,
}

impl<'a> Report<'a> {
    /// A report that lists every loss in `list`, a line of JSON each.
    pub(super) fn new(format: String, list: Option<&'a Path>, force: bool) -> anyhow::Result<Self> {
        let over = if force { Over::Anything } else { Over::Nothing };
        let list = match list {
            Some(path) => {
                Some((path, BufWriter::new(Writing::begin(path, over).map_err(unwritten)?)))
            }
            None => None,
        };
        Ok(Self { format, tally: Tally::default(), list })
    }

    pub(super) fn add(&mut self, losses: &[Entry], left: LeftOut) -> anyhow::Result<()> {
        self.tally.leave(left);
        for loss in losses {
            self.tally.lose(loss.name, || loss.shown.clone());
            if let Some((_, list)) = &mut self.list {
                serde_json::to_writer(&mut *list, loss)?;
                writeln!(list)?;
            }
        }
        Ok(())
    }

    /// What was lost and left behind, in sentences.
    pub(super) fn lines(&self) -> Vec<String> {
        let hints = ["; --proposals takes it along", "; --rejected takes it along as a negative"];
        self.tally.sentences(&self.format, hints)
    }

    /// Says it, and finishes the list.
    pub(super) fn finish(self) -> anyhow::Result<()> {
        for line in self.lines() {
            report::say(&format!("note: {line}"));
        }
        if let Some((path, list)) = self.list {
            super::output::finish(path, list)?;
        }
        Ok(())
    }
}
