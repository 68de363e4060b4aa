//! The journal of an open document: what it was at the start, then every step.
//!
//! A line that names the version, then frames of JSON. It carries the text itself, so that work is
//! found again where the article is gone. The history of a document that is closed is kept in the
//! same form.
//!
//! Not here: where journals are and when they are written (`files::journal`), doing the steps
//! again (`workspace`).

mod file;
mod frame;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::file::EntryV1;
use crate::annotation::{Document, TagSet, Transaction};
use crate::text::Text;

/// The first line of every journal.
const FIRST_LINE: &[u8] = b"factmark journal 1\n";

/// The same, without the version.
const FIRST_WORDS: &[u8] = b"factmark journal ";

/// A document and its history at some moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Start {
    /// The document's name on screen.
    pub name: String,
    /// The article or document that was opened; `None` for pasted text.
    pub opened: Option<PathBuf>,
    /// The file that it was read from or saved in last; `None` until it has one.
    pub saved_as: Option<SavedAs>,
    /// The document.
    pub document: Document,
    /// What takes back each step, the last at the end.
    pub undo: Vec<Transaction>,
    /// What does each undone step again, the last undone at the end.
    pub redo: Vec<Transaction>,
    /// Length of `undo` at the saved state; `None` if that cannot be reached.
    pub saved: Option<usize>,
    /// Counts the changes so far.
    pub revision: u64,
}

/// A saved file of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedAs {
    /// Where.
    pub path: PathBuf,
    /// SHA-256 of its bytes, in lower-case hexadecimal digits.
    pub sha256: String,
    /// Its length in bytes.
    pub len: u64,
    /// The revision of the document that it holds.
    pub revision: u64,
}

impl SavedAs {
    /// The file at `path` with this content, which is the document at some revision.
    pub fn new(path: &Path, content: &[u8], revision: u64) -> Self {
        let sha256 = super::native::sha256(content);
        Self { path: path.to_owned(), sha256, len: content.len() as u64, revision }
    }
}

/// Something that happened to a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A step was done.
    Step(Transaction),
    /// The last step was taken back.
    Undo,
    /// The step that was taken back last was done again.
    Redo,
    /// The history was forgotten: work begins here.
    Forget,
    /// A file is about to be written; whether it was is told by the file.
    Saving(SavedAs),
    /// A file was written.
    Saved(SavedAs),
}

/// A journal that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Journal {
    /// The document at the start.
    pub start: Start,
    /// What happened since, in order.
    pub entries: Vec<Entry>,
    /// Bytes at the end that hold no whole entry: the entry that was being written, at most.
    pub dropped: usize,
}

/// Why a journal cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    /// Something else.
    #[error("this is no journal of factmark; leave it, or throw it away")]
    NoJournal,
    /// A newer version wrote it.
    #[error("a newer version of factmark wrote this journal; open it with that one")]
    Newer,
    /// Its start was not written whole, or is damaged.
    #[error("the start of the journal is damaged, so that nothing can be recovered: {0}")]
    Start(String),
}

/// The first bytes of a journal.
pub fn start(start: &Start) -> Vec<u8> {
    let mut out = FIRST_LINE.to_vec();
    put(&mut out, &EntryV1::start(start));
    out
}

/// What is added to a journal for `entries`; `text` is that of the document.
pub fn entries(text: &Text, entries: &[Entry]) -> Vec<u8> {
    let mut out = Vec::new();
    for entry in entries {
        put(&mut out, &EntryV1::entry(text, entry));
    }
    out
}

fn put(out: &mut Vec<u8>, entry: &EntryV1) {
    // The structs hold nothing that JSON cannot say: keys are texts, numbers are finite.
    let content = serde_json::to_vec(entry).unwrap_or_default();
    frame::put(out, &content);
}

/// Reads a journal as far as it is whole. `tag_set` is that of new documents.
pub fn read(bytes: &[u8], tag_set: &Arc<TagSet>) -> Result<Journal, JournalError> {
    let bytes = after_first_line(bytes)?;
    let damaged = || JournalError::Start("it is not whole".to_owned());
    let (content, mut rest) = frame::take(bytes).ok_or_else(damaged)?;
    let start: EntryV1 =
        serde_json::from_slice(content).map_err(|it| JournalError::Start(it.to_string()))?;
    let start = start.read_start(tag_set).map_err(JournalError::Start)?;
    let mut steps = file::steps(&start.document);
    let mut entries = Vec::new();
    while let Some((content, after)) = frame::take(rest) {
        let entry = serde_json::from_slice::<EntryV1>(content).ok();
        let Some(entry) = entry.and_then(|it| it.read_entry(&mut steps).ok()) else { break };
        entries.push(entry);
        rest = after;
    }
    Ok(Journal { start, entries, dropped: rest.len() })
}

fn after_first_line(bytes: &[u8]) -> Result<&[u8], JournalError> {
    match bytes.strip_prefix(FIRST_LINE) {
        Some(rest) => Ok(rest),
        None if bytes.starts_with(FIRST_WORDS) => Err(JournalError::Newer),
        None => Err(JournalError::NoJournal),
    }
}

/// The steps of a document that is closed: what takes them back, and what does undone ones again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Steps {
    /// What takes back each step, the last at the end.
    pub undo: Vec<Transaction>,
    /// What does each undone step again, the last undone at the end.
    pub redo: Vec<Transaction>,
}

impl Steps {
    /// Whether there is nothing to undo or redo.
    pub fn is_empty(&self) -> bool {
        self.undo.is_empty() && self.redo.is_empty()
    }
}

/// Most steps of each direction that are kept for the next time a document is opened.
pub const MOST_STEPS: usize = 2000;

/// The steps nearest to the document's state, at most [`MOST_STEPS`] each way, as a file.
pub fn steps(text: &Text, steps: &Steps) -> Vec<u8> {
    let mut out = FIRST_LINE.to_vec();
    put(&mut out, &EntryV1::steps(text, latest(&steps.undo), latest(&steps.redo)));
    out
}

/// The end of a stack.
fn latest(stack: &[Transaction]) -> &[Transaction] {
    stack.get(stack.len().saturating_sub(MOST_STEPS)..).unwrap_or_default()
}

/// Reads what [`steps`] wrote for `document`; `None` if it is not whole.
pub fn read_steps(bytes: &[u8], document: &Document) -> Option<Steps> {
    let (content, _) = frame::take(after_first_line(bytes).ok()?)?;
    serde_json::from_slice::<EntryV1>(content).ok()?.read_steps(document).ok()
}
