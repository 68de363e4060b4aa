//! New files on their way: `.factmark-DIGEST-RANDOM.part` beside the file whose name they take once
//! they are whole.
//!
//! A program that is killed leaves one behind. The next save of the same file takes it away if it is
//! surely nobody's any more: it has the digest of that file's name, nothing has written it for a
//! while, and nobody has it locked, as the one who writes it has.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::Duration;

use super::disk::Disk;
use crate::formats::native;

/// The end of their names.
pub(super) const END: &str = ".part";

/// How long nothing has been written to one that counts as left behind: on a network drive the lock
/// of another computer may not be seen.
const STALE: Duration = Duration::from_mins(1);

/// The start of the names of new files that are to be called `name`.
pub(super) fn prefix(name: &OsStr) -> String {
    let digest = native::sha256(name.as_encoded_bytes());
    format!(".factmark-{}-", digest.get(..12).unwrap_or(&digest))
}

/// Takes away what earlier saves of `target` left in its folder; `fresh` was written there just now,
/// and tells the time as that disk has it. What cannot be taken away does no harm.
pub(super) fn tidy(disk: &Disk<'_>, target: &Path, fresh: &File) {
    let (Some(folder), Some(name)) = (target.parent(), target.file_name()) else { return };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let prefix = prefix(name);
    for name in disk.list(folder).unwrap_or_default() {
        let path = folder.join(&name);
        let ours = name.starts_with(&prefix) && name.ends_with(END);
        if ours && is_left(&path, fresh).is_ok_and(|it| it) {
            let _only_untidy = disk.remove(&path);
        }
    }
}

/// Whether nobody writes the file at `path` any more.
fn is_left(path: &Path, fresh: &File) -> io::Result<bool> {
    let (like, now) = (fs::symlink_metadata(path)?, fresh.metadata()?.modified()?);
    let old = now.duration_since(like.modified()?).is_ok_and(|it| it > STALE);
    Ok(like.is_file() && old && File::open(path)?.try_lock().is_ok())
}
