//! Whether a file is still what it was.

use std::fs;
use std::path::Path;

use super::read::bytes;
use crate::formats::native;

/// What a file was like when it was read or saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    len: u64,
    modified: Option<time::OffsetDateTime>,
    sha256: String,
}

impl Fingerprint {
    /// Whether the file at `path` still is what it was. Its content decides; a copy that was only
    /// touched counts as the same.
    pub fn still_fits(&self, path: &Path) -> bool {
        let Ok(meta) = fs::metadata(path) else { return false };
        if meta.len() != self.len {
            return false;
        }
        let untouched = self.modified.is_some()
            && meta.modified().ok().map(time::OffsetDateTime::from) == self.modified;
        // A change within the clock's step leaves the time as it was, so small files are read too.
        (untouched && self.len > (8 << 20))
            || bytes(path).is_ok_and(|it| native::sha256(&it) == self.sha256)
    }

    pub(super) fn of(path: &Path, content: &[u8]) -> Self {
        let modified = fs::metadata(path).and_then(|it| it.modified()).ok().map(Into::into);
        Self { len: content.len() as u64, modified, sha256: native::sha256(content) }
    }
}
