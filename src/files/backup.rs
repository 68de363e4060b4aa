//! Backups: what a file held before it was saved over.
//!
//! They lie in a folder of the program, not beside the article: for each file a folder of its own,
//! in it the last [`KEPT`] versions, numbered upwards. Saving never fails for want of a backup; the
//! caller is told instead.
//!
//! Not here: where the folder is (`ui::host`), unfinished work (the journal).

use std::fs;
use std::path::{Path, PathBuf};

use super::disk::{Disk, REAL};
use super::{FileError, part, written};
use crate::annotation::Timestamp;
use crate::formats::native;

/// Versions of one file that are kept; the oldest goes when there is one more.
pub const KEPT: usize = 20;

/// The folder that holds the backups of the file that is really at `target`: its name, for people,
/// and a digest of its whole path, since many folders have a file of that name.
pub fn folder_of(backups: &Path, target: &Path) -> PathBuf {
    let name = target.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let short: String = name.chars().take(40).collect();
    let digest = native::sha256(target.as_os_str().as_encoded_bytes());
    let digest = digest.get(..12).unwrap_or(&digest);
    backups.join(format!("{short}-{digest}"))
}

/// What a file held once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Where it is kept.
    pub path: PathBuf,
    /// When it was saved; `None` if the system does not tell.
    pub saved: Option<Timestamp>,
    /// Its length in bytes.
    pub len: u64,
}

/// What is kept of the file at `path`, the latest first.
pub fn versions(backups: &Path, path: &Path) -> Result<Vec<Version>, FileError> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = folder_of(backups, &target);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let names = REAL.list(&folder).map_err(|it| FileError::new(&folder, "read", it))?;
    let mut found: Vec<(u32, Version)> = Vec::new();
    for (number, name) in names.iter().filter_map(|it| Some((number(it)?, it))) {
        let path = folder.join(name);
        // One that has just gone is none.
        let Ok(like) = fs::metadata(&path) else { continue };
        found.push((number, Version { saved: written(&path), len: like.len(), path }));
    }
    found.sort_unstable_by_key(|it| std::cmp::Reverse(it.0));
    Ok(found.into_iter().map(|it| it.1).collect())
}

/// Keeps what the file at `target` holds as its newest backup.
pub(super) fn keep(disk: &Disk<'_>, backups: &Path, target: &Path) -> Result<(), FileError> {
    let folder = folder_of(backups, target);
    let fail = |error| FileError::new(&folder, "written", error);
    let unread = |error| FileError::new(target, "read", error);
    let (like, content) = (disk.look(target).map_err(unread)?, disk.read(target).map_err(unread)?);
    disk.make_folder(&folder).map_err(fail)?;
    let end = target.extension().and_then(|it| it.to_str()).unwrap_or("bak");
    let names = disk.list(&folder).map_err(fail)?;
    let mut old: Vec<(u32, String)> =
        names.into_iter().filter_map(|it| Some((number(&it)?, it))).collect();
    old.sort_unstable();
    let next = old.last().map_or(1, |it| it.0.saturating_add(1));
    let path = folder.join(format!("{next:06}.{end}"));
    // The name of the original, so that the next save of it finds what this one may leave.
    let kept = folder.join(target.file_name().unwrap_or_default());
    let mut file = disk.create(&folder, kept.file_name().unwrap_or_default()).map_err(fail)?;
    disk.write(&mut file, &content).map_err(fail)?;
    // A version is as old as it was as a file; a disk that cannot keep that keeps its own time.
    let _of_its_own = like.modified().and_then(|it| file.as_file().set_modified(it));
    disk.sync(&file).map_err(fail)?;
    part::tidy(disk, &kept, file.as_file());
    disk.rename(file, &path, true).map_err(fail)?;
    for (_, name) in old.iter().rev().skip(KEPT - 1) {
        disk.remove(&folder.join(name)).map_err(fail)?;
    }
    Ok(())
}

/// The number of a backup, which its name begins with.
fn number(name: &str) -> Option<u32> {
    name.split_once('.')?.0.parse().ok()
}
