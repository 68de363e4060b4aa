//! A journal that is being written.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::{name, place};
use crate::files::FileError;
use crate::files::disk::REAL;
use crate::formats::journal::{self, Entry, Start};
use crate::text::Text;

/// A journal that grows beyond its start by more than this, and by more than twice the start, is
/// to begin anew.
const LONG: u64 = 4 << 20;

/// The journal of an open document. No call but [`Unflushed::flush`] waits for the disk.
#[derive(Debug)]
pub struct Writer {
    folder: PathBuf,
    /// Which document of the window.
    number: u64,
    /// How often it has begun.
    generation: u64,
    file: File,
    text: Text,
    /// Bytes of the start.
    start: u64,
    /// Bytes after it.
    more: u64,
    /// Whether its name has been flushed.
    named: bool,
    /// Journals whose place this one takes once it is flushed.
    old: Vec<PathBuf>,
}

impl Writer {
    /// Begins a journal.
    pub(super) fn begin(folder: &Path, number: u64, start: &Start) -> Result<Self, FileError> {
        let (file, len) = create(&name(folder, number, 1), start)?;
        Ok(Self {
            folder: folder.to_owned(),
            number,
            generation: 1,
            file,
            text: start.document.text().clone(),
            start: len,
            more: 0,
            named: false,
            old: Vec::new(),
        })
    }

    /// Begins it anew, beside the old one, which goes once the new one is on the disk. If this
    /// fails, the old one can be gone on with.
    pub fn restart(&mut self, start: &Start) -> Result<(), FileError> {
        let old = self.path();
        let (file, len) = create(&name(&self.folder, self.number, self.generation + 1), start)?;
        self.generation += 1;
        self.old.push(old);
        self.file = file;
        self.text = start.document.text().clone();
        (self.start, self.more, self.named) = (len, 0, false);
        Ok(())
    }

    fn path(&self) -> PathBuf {
        name(&self.folder, self.number, self.generation)
    }

    /// Adds what happened. A crash of the program does not take it away any more; a crash of the
    /// system may, until it is flushed.
    pub fn append(&mut self, entries: &[Entry]) -> Result<(), FileError> {
        let content = journal::entries(&self.text, entries);
        let written = self.file.write_all(&content);
        written.map_err(|error| FileError::new(&self.path(), "written", error))?;
        self.more += content.len() as u64;
        Ok(())
    }

    /// What is to be flushed, elsewhere: that may take long.
    pub fn unflushed(&mut self) -> Result<Unflushed, FileError> {
        let file = self.file.try_clone();
        let file = file.map_err(|error| FileError::new(&self.path(), "written", error))?;
        let folder = (!std::mem::replace(&mut self.named, true)).then(|| self.folder.clone());
        Ok(Unflushed { path: self.path(), file, folder, old: std::mem::take(&mut self.old) })
    }

    /// Whether it should begin anew, to keep it short.
    pub fn is_long(&self) -> bool {
        self.more > LONG.max(2 * self.start)
    }

    /// Takes the journal away: the work is saved, or not wanted.
    pub fn remove(self) -> Result<(), FileError> {
        let path = self.path();
        drop(self.file);
        remove(&path)?;
        self.old.iter().try_for_each(|it| remove(it))
    }
}

/// Makes a journal that begins so, and says how long that is.
fn create(path: &Path, start: &Start) -> Result<(File, u64), FileError> {
    let content = journal::start(start);
    let file = place(path, &content);
    Ok((file.map_err(|it| FileError::new(path, "written", it))?, content.len() as u64))
}

/// Takes a journal away, if it is there.
pub(super) fn remove(path: &Path) -> Result<(), FileError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(FileError::new(path, "written", error))
        }
        _ => Ok(()),
    }
}

/// A journal of which something is not on the disk yet.
#[derive(Debug)]
pub struct Unflushed {
    path: PathBuf,
    file: File,
    /// Its folder, if that does not know its name yet.
    folder: Option<PathBuf>,
    /// Journals whose place it takes then.
    old: Vec<PathBuf>,
}

impl Unflushed {
    /// Waits until everything is on the disk.
    pub fn flush(self) -> Result<(), FileError> {
        let synced = self.file.sync_data();
        synced.map_err(|error| FileError::new(&self.path, "written", error))?;
        if let Some(folder) = &self.folder {
            REAL.sync_folder(folder);
        }
        self.old.iter().try_for_each(|it| remove(it))
    }
}
