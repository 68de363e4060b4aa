//! A journal that is being written.

use std::fs::{self, File};
use std::io::Write as _;
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
    file: File,
    text: Text,
    /// Bytes of the start.
    start: u64,
    /// Bytes after it.
    more: u64,
}

impl Writer {
    /// Begins a journal; when this returns, the start is on the disk.
    pub(super) fn begin(path: PathBuf, start: &Start) -> Result<Self, FileError> {
        let content = journal::start(start);
        let file = place(&path, &content).map_err(|it| FileError::new(&path, "written", it))?;
        let text = start.document.text().clone();
        Ok(Self { path, file, text, start: content.len() as u64, more: 0 })
    }

    /// Begins it anew, in one step: there is the old journal or the new one.
    pub fn restart(&mut self, start: &Start) -> Result<(), FileError> {
        *self = Self::begin(self.path.clone(), start)?;
        Ok(())
    }

    /// Adds what happened. A crash of the program does not take it away any more; a crash of the
    /// system may, until [`Writer::sync`].
    pub fn append(&mut self, entries: &[Entry]) -> Result<(), FileError> {
        let content = journal::entries(&self.text, entries);
        let written = self.file.write_all(&content);
        written.map_err(|error| FileError::new(&self.path, "written", error))?;
        self.more += content.len() as u64;
        Ok(())
    }

    /// Waits until everything is on the disk.
    pub fn sync(&self) -> Result<(), FileError> {
        self.file.sync_data().map_err(|error| FileError::new(&self.path, "written", error))
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
