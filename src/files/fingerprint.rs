//! Whether a file is still what it was, and whether two names lead to the same file.

use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Disk, REAL};
use crate::formats::native;

/// What a file was like when it was read or saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    len: u64,
    modified: Option<time::OffsetDateTime>,
    sha256: String,
    /// Where it really is, behind links; `None` if the system could not tell.
    place: Option<PathBuf>,
    /// Device and number of the file, which hard links to it share; not on every system.
    inode: Option<(u64, u64)>,
}

/// Above this size a file that has its length and time is taken for unchanged.
const READ_AGAIN: u64 = 8 << 20;

impl Fingerprint {
    /// Whether the file at `path` still is what it was. Its content decides; a copy that was only
    /// touched counts as the same.
    pub fn still_fits(&self, path: &Path) -> bool {
        self.fits(&REAL, path).unwrap_or(false)
    }

    /// Whether the file is what it was; an error if that cannot be told.
    pub(super) fn fits(&self, disk: &Disk<'_>, path: &Path) -> io::Result<bool> {
        let meta = disk.look(path)?;
        if meta.len() != self.len {
            return Ok(false);
        }
        let untouched = self.modified.is_some()
            && meta.modified().ok().map(time::OffsetDateTime::from) == self.modified;
        // A change within the clock's step leaves the time as it was, so small files are read too.
        if untouched && self.len > READ_AGAIN {
            return Ok(true);
        }
        Ok(native::sha256(&disk.read(path)?) == self.sha256)
    }

    /// Whether both are of one file, by whatever name it was opened.
    pub fn is_same_file(&self, other: &Self) -> bool {
        let place = self.place.is_some() && self.place == other.place;
        place || (self.inode.is_some() && self.inode == other.inode)
    }

    /// Whether both hold the same bytes.
    pub fn is_same_content(&self, other: &Self) -> bool {
        self.len == other.len && self.sha256 == other.sha256
    }

    /// What a file was like of which only length and content are known.
    pub fn known(len: u64, sha256: String) -> Self {
        Self { len, modified: None, sha256, place: None, inode: None }
    }

    /// SHA-256 of its bytes, in lower-case hexadecimal digits.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Its length in bytes.
    pub fn size(&self) -> u64 {
        self.len
    }

    pub(super) fn of(disk: &Disk<'_>, path: &Path, content: &[u8]) -> Self {
        // What cannot be told makes the next save look at the bytes.
        let meta = disk.look(path).ok();
        let modified = meta.as_ref().and_then(|it| it.modified().ok()).map(Into::into);
        #[cfg(unix)]
        let inode = meta.as_ref().map(|it| {
            use std::os::unix::fs::MetadataExt as _;
            (it.dev(), it.ino())
        });
        #[cfg(not(unix))]
        let inode = None;
        Self {
            len: content.len() as u64,
            modified,
            sha256: native::sha256(content),
            place: disk.resolve(path).ok(),
            inode,
        }
    }
}
