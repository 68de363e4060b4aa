//! Layer 2: documents and articles to and from bytes. Depends on `text` and `annotation`.
//!
//! Not here: the disk (`files`), what is proposed (`tagger`).

pub mod line;
pub mod native;
pub mod tagset;

use crate::annotation::Document;
use crate::annotation::check::Problem;

/// A document that was read, and what was noticed on the way.
#[derive(Debug)]
pub struct Read {
    /// The document.
    pub document: Document,
    /// What an editor should know.
    pub problems: Vec<Problem>,
}

/// Why bytes could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// Not text at all.
    #[error("this is {what}, not text; {advice}")]
    Binary {
        /// What the bytes are.
        what: &'static str,
        /// What to do.
        advice: &'static str,
    },
    /// The parser stopped.
    #[error("line {line}, column {column}: {message}")]
    Syntax {
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
        /// What the parser says.
        message: String,
    },
    /// It reads, but is no factmark document.
    #[error("this is no factmark document: {message}")]
    NotNative {
        /// What is missing.
        message: String,
    },
    /// Written for another version of the format.
    #[error(
        "the file has format version {found}, this program knows {known}; \
         open it with a newer version of factmark"
    )]
    OtherVersion {
        /// The file's version.
        found: u32,
        /// The newest that this program knows.
        known: u32,
    },
    /// It is a factmark document, but a wrong one.
    #[error("the document is damaged: {0}")]
    Damaged(native::Damage),
}
