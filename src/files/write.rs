//! Files that are saved: the old file or the new one, never half of one.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use super::{FileError, Fingerprint};
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
    let fail = |error| FileError::new(path, "written", error);
    // Of a link that leads nowhere the link itself is replaced.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let old = fs::metadata(&target).ok();
    if old.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err(FileError::Folder { path: path.to_owned() });
    }
    if let Over::Known(known) = over
        && old.is_some()
        && !known.still_fits(&target)
    {
        return Err(FileError::ChangedMeanwhile { path: path.to_owned() });
    }
    if old.as_ref().is_some_and(|it| it.permissions().readonly()) {
        return Err(FileError::Forbidden { path: path.to_owned(), doing: "written" });
    }
    let folder = target.parent().filter(|it| !it.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let mut fresh = tempfile::Builder::new();
    fresh.prefix(".factmark-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As a new file gets them; the system takes away what the user's mask forbids.
        fresh.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = fresh.tempfile_in(folder).map_err(fail)?;
    file.write_all(content).map_err(fail)?;
    if let Some(old) = old {
        file.as_file().set_permissions(old.permissions()).map_err(fail)?;
    }
    file.as_file().sync_all().map_err(fail)?;
    let placed = if matches!(over, Over::Nothing) {
        file.persist_noclobber(&target)
    } else {
        file.persist(&target)
    };
    placed.map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists => FileError::Exists { path: path.to_owned() },
        _ => fail(error.error),
    })?;
    sync_folder(folder);
    Ok(Fingerprint::of(&target, content))
}

/// Makes the new name last. Not every system can, and the file itself is safe already.
fn sync_folder(folder: &Path) {
    #[cfg(unix)]
    if let Ok(folder) = File::open(folder) {
        let _unsupported = folder.sync_all();
    }
    #[cfg(not(unix))]
    let _ = folder;
}
