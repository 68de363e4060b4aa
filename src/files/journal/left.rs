//! Journals that a window left behind: it was killed, or the system went down.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::writer::remove;
use super::{JOURNAL, LOCK, locked, take_away};
use crate::annotation::{TagSet, Timestamp};
use crate::files::{self, FileError, written};
use crate::formats::journal::{self, Journal, JournalError};

/// The place of a window that is gone. No other window takes it while this lives.
#[derive(Debug)]
struct Held {
    folder: PathBuf,
    lock: PathBuf,
    _locked: File,
}

impl Drop for Held {
    fn drop(&mut self) {
        take_away(&self.folder, &self.lock);
    }
}

/// A journal that was left behind.
#[derive(Debug)]
pub struct Left {
    path: PathBuf,
    /// When it was written last; `None` if the system does not tell.
    pub written: Option<Timestamp>,
    /// What it holds.
    pub journal: Result<Journal, LeftError>,
    _held: Arc<Held>,
}

/// Why a journal that was left behind cannot be read.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
#[non_exhaustive]
pub enum LeftError {
    /// The system does not give it.
    File(#[from] FileError),
    /// It is none, or a damaged one.
    Journal(#[from] JournalError),
}

impl Left {
    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Takes it away: its work goes on in another journal, or is not wanted.
    pub fn remove(self) -> Result<(), FileError> {
        remove(&self.path)
    }
}

/// The journals of windows that are gone, the latest first. Those of windows that still run, and of
/// such that are looked at by another one just now, are left alone.
pub fn left_behind(root: &Path, tag_set: &Arc<TagSet>) -> Result<Vec<Left>, FileError> {
    let mut found = Vec::new();
    for folder in names(root)? {
        let lock = folder.with_extension(LOCK);
        if !folder.is_dir() || folder.ends_with(super::history::FOLDER) {
            continue;
        }
        let Some(file) = locked(&lock)? else { continue };
        let held = Arc::new(Held { folder, lock, _locked: file });
        let inside = names(&held.folder)?;
        let (journals, others): (Vec<_>, Vec<_>) =
            inside.into_iter().partition(|it| it.extension().is_some_and(|it| it == JOURNAL));
        for part in others.iter().filter(|it| is_part(it)) {
            let _only_untidy = fs::remove_file(part);
        }
        for journals in by_document(journals) {
            found.extend(latest(journals, &held, tag_set));
        }
    }
    found.sort_by(|one, other| (other.written, &one.path).cmp(&(one.written, &other.path)));
    Ok(found)
}

/// Journals of one window, put together by their document, the last that was begun first.
fn by_document(journals: Vec<PathBuf>) -> Vec<Vec<PathBuf>> {
    let mut numbered: Vec<(Option<(u64, u64)>, PathBuf)> =
        journals.into_iter().map(|it| (numbers(&it), it)).collect();
    numbered.sort_by(|one, other| other.cmp(one));
    let same = |one: &(Option<(u64, u64)>, PathBuf), other: &(Option<(u64, u64)>, PathBuf)| {
        one.0.zip(other.0).is_some_and(|(one, other)| one.0 == other.0)
    };
    let documents = numbered.chunk_by(same);
    documents.map(|it| it.iter().map(|it| it.1.clone()).collect()).collect()
}

/// The document and the generation in the name of a journal.
fn numbers(path: &Path) -> Option<(u64, u64)> {
    let (number, generation) = path.file_stem()?.to_str()?.split_once('-')?;
    Some((number.parse().ok()?, generation.parse().ok()?))
}

/// The last of a document's journals that can be read; the others, whose place it takes, go. If
/// none can be read, the last of them says why.
fn latest(journals: Vec<PathBuf>, held: &Arc<Held>, tag_set: &Arc<TagSet>) -> Option<Left> {
    let left = |path: PathBuf| Left {
        written: written(&path),
        journal: read(&path, tag_set),
        path,
        _held: Arc::clone(held),
    };
    let mut all: Vec<Left> = journals.into_iter().map(left).collect();
    let whole = all.iter().position(|it| it.journal.is_ok());
    let kept = (!all.is_empty()).then(|| all.remove(whole.unwrap_or(0)))?;
    if whole.is_some() {
        for other in all {
            let _only_untidy = other.remove();
        }
    }
    Some(kept)
}

/// Whether this is a journal that was being begun, as [`super::place`] names it.
fn is_part(path: &Path) -> bool {
    path.file_name().is_some_and(|it| it.to_string_lossy().starts_with(super::PART))
}

fn read(path: &Path, tag_set: &Arc<TagSet>) -> Result<Journal, LeftError> {
    Ok(journal::read(&files::bytes(path)?, tag_set)?)
}

/// What is in a folder, sorted; nothing, if it is not there.
pub(super) fn names(folder: &Path) -> Result<Vec<PathBuf>, FileError> {
    let fail = |error| FileError::new(folder, "read", error);
    let mut names = match fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => {
            let entries = entries.map_err(fail)?.map(|it| it.map(|it| it.path()));
            entries.collect::<Result<Vec<_>, _>>().map_err(fail)?
        }
    };
    names.sort();
    Ok(names)
}
