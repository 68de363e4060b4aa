//! Files that are saved: the old file or the new one, never half of one.

use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::disk::{Disk, REAL};
use super::{FileError, Fingerprint, backup, part};
use crate::annotation::Document;
use crate::formats::native::{self, Form};

/// What may be overwritten.
#[derive(Clone, Copy, Debug)]
pub enum Over<'a> {
    /// Nothing: the file must be new.
    Nothing,
    /// The file as it was when it was read or saved.
    Known(&'a Fingerprint),
    /// Anything: the user has said so.
    Anything,
}

/// What a save did.
#[derive(Debug)]
pub struct Saved {
    /// What the file is like now.
    pub fingerprint: Fingerprint,
    /// Why no backup of the old file could be kept; the save is done all the same.
    pub no_backup: Option<FileError>,
    /// How many other names the old file has (hard links). They keep its content.
    pub left_old: u64,
}

/// Saves a document and returns what the file is like now.
pub fn save(
    path: &Path,
    document: &Document,
    form: Form,
    over: Over<'_>,
) -> Result<Fingerprint, FileError> {
    write(path, native::write(document, form).as_bytes(), over)
}

/// Saves bytes: into a new file beside the old one, which then takes its name.
///
/// A link is followed, and the file's permissions are kept.
pub fn write(path: &Path, content: &[u8], over: Over<'_>) -> Result<Fingerprint, FileError> {
    write_with(&REAL, path, content, over, None).map(|it| it.fingerprint)
}

/// Saves bytes as [`write()`] does; what the file held before goes into the folder `backups`.
pub fn write_over(
    path: &Path,
    content: &[u8],
    over: Over<'_>,
    backups: Option<&Path>,
) -> Result<Saved, FileError> {
    write_with(&REAL, path, content, over, backups)
}

/// Saves bytes through `disk`.
pub(super) fn write_with(
    disk: &Disk<'_>,
    path: &Path,
    content: &[u8],
    over: Over<'_>,
    backups: Option<&Path>,
) -> Result<Saved, FileError> {
    let mut writing = Writing::with(disk, path, over)?;
    writing.put(content).map_err(|error| FileError::new(path, "written", error))?;
    let Written { target, no_backup, left_old } = writing.end(backups)?;
    Ok(Saved { fingerprint: Fingerprint::of(disk, &target, content), no_backup, left_old })
}

/// A file that is being written, beside the one whose name it takes once it is whole. If it never
/// is, nothing of it stays.
pub struct Writing<'a> {
    disk: &'a Disk<'a>,
    path: &'a Path,
    target: PathBuf,
    old: Option<Metadata>,
    over: Over<'a>,
    file: NamedTempFile,
}

/// What a write did.
struct Written {
    target: PathBuf,
    no_backup: Option<FileError>,
    left_old: u64,
}

impl<'a> Writing<'a> {
    /// Begins to write what is to be the file at `path`.
    pub fn begin(path: &'a Path, over: Over<'a>) -> Result<Self, FileError> {
        Self::with(&REAL, path, over)
    }

    fn with(disk: &'a Disk<'a>, path: &'a Path, over: Over<'a>) -> Result<Self, FileError> {
        let fail = |error| FileError::new(path, "written", error);
        // Of a link that leads nowhere the link itself is replaced.
        let target = if_there(disk.resolve(path)).map_err(fail)?;
        let target = target.unwrap_or_else(|| path.to_owned());
        let old = if_there(disk.look(&target)).map_err(fail)?;
        if let Some(old) = &old {
            may_replace(disk, path, &target, old, over)?;
        }
        let name = target.file_name().unwrap_or_default();
        let file = disk.create(folder_of(&target), name).map_err(fail)?;
        Ok(Self { disk, path, target, old, over, file })
    }

    fn put(&mut self, content: &[u8]) -> io::Result<()> {
        self.disk.write(&mut self.file, content)
    }

    /// Gives the file its name. Says how many other names the old one has (hard links).
    pub fn finish(self) -> Result<u64, FileError> {
        self.end(None).map(|it| it.left_old)
    }

    fn end(self, backups: Option<&Path>) -> Result<Written, FileError> {
        let Self { disk, path, target, old, over, file } = self;
        let fail = |error| FileError::new(path, "written", error);
        if let Some(old) = &old {
            disk.permit(&file, old).map_err(fail)?;
        }
        disk.sync(&file).map_err(fail)?;
        part::tidy(disk, &target, file.as_file());
        let there = old.is_some();
        let mut no_backup = None;
        if let Some(backups) = backups.filter(|_| there) {
            no_backup = backup::keep(disk, backups, &target).err();
        }
        // All this took a while.
        if there {
            unchanged(disk, path, &target, over)?;
        }
        disk.rename(file, &target, !there).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => FileError::Exists { path: path.to_owned() },
            _ => fail(error),
        })?;
        disk.sync_folder(folder_of(&target));
        let left_old = old.as_ref().map_or(0, other_names);
        Ok(Written { target, no_backup, left_old })
    }
}

impl io::Write for Writing<'_> {
    fn write(&mut self, content: &[u8]) -> io::Result<usize> {
        self.put(content).map(|()| content.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// `None` for what is not there.
fn if_there<T>(found: io::Result<T>) -> io::Result<Option<T>> {
    match found {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        found => found.map(Some),
    }
}

/// How many more names a file has than the one that is known.
#[cfg(unix)]
fn other_names(file: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(file).saturating_sub(1)
}

/// How many more names a file has than the one that is known: Windows does not tell.
#[cfg(not(unix))]
fn other_names(_: &Metadata) -> u64 {
    0
}

fn folder_of(target: &Path) -> &Path {
    target.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether the file at `target` may be replaced: the folder alone would let us.
fn may_replace(
    disk: &Disk<'_>,
    path: &Path,
    target: &Path,
    old: &Metadata,
    over: Over<'_>,
) -> Result<(), FileError> {
    if old.is_dir() {
        return Err(FileError::Folder { path: path.to_owned() });
    }
    if !old.is_file() {
        return Err(FileError::Special { path: path.to_owned() });
    }
    if matches!(over, Over::Nothing) {
        return Err(FileError::Exists { path: path.to_owned() });
    }
    if old.permissions().readonly() {
        return Err(FileError::Forbidden { path: path.to_owned(), doing: "written" });
    }
    disk.may_write(target).map_err(|error| FileError::new(path, "written", error))?;
    unchanged(disk, path, target, over)
}

/// Whether the file is what it was when it was read or saved, where that matters.
fn unchanged(disk: &Disk<'_>, path: &Path, target: &Path, over: Over<'_>) -> Result<(), FileError> {
    let Over::Known(known) = over else { return Ok(()) };
    let same = known.fits(disk, target).map_err(|it| FileError::new(path, "read", it))?;
    if same { Ok(()) } else { Err(FileError::ChangedMeanwhile { path: path.to_owned() }) }
}
