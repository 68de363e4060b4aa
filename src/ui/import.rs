//! [`ImportChoice`]: which tags of a file come in, and what that would change.

use std::path::PathBuf;

use super::state::OpenId;
use crate::annotation::{Document, Incoming};
use crate::files::Opened;
use crate::formats::{IMPORTERS, Importer};
use crate::tagger::Cancel;
use crate::text::Unit;

/// A file of tags, and where they are to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportChoice {
    /// The file.
    pub path: PathBuf,
    /// The format's key; `None`: the one that the content shows.
    pub format: Option<&'static str>,
    /// What offsets count; `None`: what the format says.
    pub unit: Option<Unit>,
    /// The article that was open when it was asked for.
    pub article: Option<OpenId>,
    /// As documents of their own, and not onto the article.
    pub own: bool,
}

impl ImportChoice {
    /// The importer that was chosen.
    pub fn importer(&self) -> Option<&'static dyn Importer> {
        IMPORTERS.iter().copied().find(|it| Some(it.key()) == self.format)
    }

    /// The article that the tags are to come onto.
    pub fn onto(&self) -> Option<OpenId> {
        self.article.filter(|_| !self.own)
    }
}

/// What an import would change.
pub struct Weighing {
    /// Which import, and the revision of the article.
    pub of: (ImportChoice, Option<u64>),
    /// What it is asked for by.
    pub number: u64,
    /// `None` until it is known; a sentence says why there is nothing.
    pub found: Option<Result<Weighed, String>>,
    /// Stops the reading.
    pub cancel: Cancel,
}

/// What was found in a file.
pub struct Weighed {
    /// The key of its format.
    pub format: &'static str,
    /// It matters whether offsets count characters or UTF-16 units.
    pub ambiguous: bool,
    /// What would come in.
    pub what: Found,
}

/// What would come in.
pub enum Found {
    /// Tags onto the article.
    Onto(Incoming),
    /// Documents of their own.
    Own(Opened),
}

/// Whether a text has characters that are two units in UTF-16.
pub fn is_ambiguous(document: &Document) -> bool {
    document.text().as_str().chars().any(|it| it > '\u{ffff}')
}
