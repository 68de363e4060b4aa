//! A journal that is being written.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::PathBuf;

use super::place;
use crate::files::FileError;
use crate::formats::journal::{self, Entry, Start};
use crate::text::Text;

/// A journal that grows beyond its start by more than this, and by more than twice the start, is
/// to begin anew.
const LONG: u64 = 4 << 20;

/// The journal of an open document.
#[derive(Debug)]
pub struct Writer {
    path: PathBuf,
    /// `None` after it could not begin anew.
    file: Option<File>,
    text: Text,
    /// Bytes of the start.
    start: u64,
    /// Bytes after it.
    more: u64,
}

impl Writer {
    /// Begins a journal; when this returns, the start is on the disk.
    pub(super) fn begin(path: PathBuf, start: &Start) -> Result<Self, FileError> {
        let text = start.document.text().clone();
        let mut journal = Self { path, file: None, text, start: 0, more: 0 };
        journal.restart(start)?;
        Ok(journal)
    }

    /// Begins it anew, in one step: there is the old journal or the new one.
    pub fn restart(&mut self, start: &Start) -> Result<(), FileError> {
        let content = journal::start(start);
        let placed = place(&self.path, &content, &mut self.file);
        self.file = Some(placed.map_err(|it| FileError::new(&self.path, "written", it))?);
        self.text = start.document.text().clone();
        (self.start, self.more) = (content.len() as u64, 0);
        Ok(())
    }

    /// Adds what happened. A crash of the program does not take it away any more; a crash of the
    /// system may, until [`Writer::sync`].
    pub fn append(&mut self, entries: &[Entry]) -> Result<(), FileError> {
        let content = journal::entries(&self.text, entries);
        let lost = || io::Error::other("it could not begin anew");
        let file = self.file.as_mut().ok_or_else(lost);
        let written = file.and_then(|it| it.write_all(&content));
        written.map_err(|error| FileError::new(&self.path, "written", error))?;
        self.more += content.len() as u64;
        Ok(())
    }

    /// Waits until everything is on the disk.
    pub fn sync(&self) -> Result<(), FileError> {
        let synced = self.file.as_ref().map_or(Ok(()), File::sync_data);
        synced.map_err(|error| FileError::new(&self.path, "written", error))
    }

    /// Whether it should begin anew, to keep it short.
    pub fn is_long(&self) -> bool {
        self.more > LONG.max(2 * self.start)
    }

    /// Takes the journal away: the work is saved, or not wanted.
    pub fn remove(self) -> Result<(), FileError> {
        drop(self.file);
        fs::remove_file(&self.path).map_err(|it| FileError::new(&self.path, "written", it))
    }
}
