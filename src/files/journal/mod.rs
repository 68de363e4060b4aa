//! Journals on the disk: unfinished work, found again after a crash, and the steps of closed
//! documents, found again when they are opened.
//!
//! The folder holds, for each window that runs, a file `ID.lock`, which the window keeps locked,
//! and a folder `ID` with a journal for each changed document. The system takes the lock away when
//! a program ends, however it ends: what lies in the folder then was left behind. Beside them,
//! `history` holds the steps of closed documents, named after the file that they lead to.
//! Everything in it is for its owner's eyes only.
//!
//! Not here: what is in a journal (`formats::journal`), when it is written (`ui::journal`).

mod history;
mod left;
mod writer;

#[cfg(test)]
mod tests;

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::Builder;

pub use self::history::{LONGEST, MOST_BYTES, MOST_DOCUMENTS, keep_steps, prune, steps_of};
pub use self::left::{Left, LeftError, left_behind};
pub use self::writer::{Unflushed, Writer};
use super::FileError;
use crate::formats::journal::Start;

/// The end of the names of lock files.
const LOCK: &str = "lock";

/// The end of the names of journals.
const JOURNAL: &str = "journal";

/// The start of the names of journals that are not whole yet.
const PART: &str = ".part-";

/// A window's place for journals, locked as long as this lives.
#[derive(Debug)]
pub struct Session {
    /// Where its journals are.
    folder: PathBuf,
    /// The locked file.
    lock: PathBuf,
    _locked: File,
    /// How many journals were begun.
    begun: u64,
}

impl Session {
    /// A new place in the folder of all journals, which is made if need be.
    pub fn begin(root: &Path) -> Result<Self, FileError> {
        make_private(root)?;
        let fail = |error| FileError::new(root, "written", error);
        // The lock is there before the folder, so that no other window finds a folder without.
        let lock = Builder::new().prefix("").suffix(".lock").rand_bytes(10).tempfile_in(root);
        let (locked, lock) = lock.map_err(fail)?.keep().map_err(|it| fail(it.error))?;
        locked.try_lock().map_err(|it| fail(io::Error::from(it)))?;
        let folder = lock.with_extension("");
        make_private(&folder)?;
        Ok(Self { folder, lock, _locked: locked, begun: 0 })
    }

    /// Begins the journal of a document.
    pub fn create(&mut self, start: &Start) -> Result<Writer, FileError> {
        self.begun += 1;
        Writer::begin(&self.folder, self.begun, start)
    }
}

/// A place without journals goes.
impl Drop for Session {
    fn drop(&mut self) {
        take_away(&self.folder, &self.lock);
    }
}

/// Takes an empty folder away, and then its lock.
fn take_away(folder: &Path, lock: &Path) {
    if fs::remove_dir(folder).is_ok() {
        let _only_untidy = fs::remove_file(lock);
    }
}

/// Locks a file; `None` if another program has it.
fn locked(path: &Path) -> Result<Option<File>, FileError> {
    let fail = |error| FileError::new(path, "read", error);
    let file = File::options().write(true).create(true).truncate(false).open(path).map_err(fail)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(fail(error)),
    }
}

/// Makes a folder that only its owner can look into.
fn make_private(path: &Path) -> Result<(), FileError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(path).map_err(|error| FileError::new(path, "written", error))
}

/// The journal of the window's document `number` that has begun `generation` times.
fn name(folder: &Path, number: u64, generation: u64) -> PathBuf {
    folder.join(format!("{number}-{generation}.{JOURNAL}"))
}

/// Puts a whole file at `path`, over what has the name, without waiting for the disk. Only its owner
/// can read it, as with every file that `tempfile` makes.
fn place(path: &Path, content: &[u8]) -> io::Result<File> {
    use io::Write as _;
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = Builder::new().prefix(PART).tempfile_in(folder)?;
    file.write_all(content)?;
    file.persist(path).map_err(|it| it.error)
}
