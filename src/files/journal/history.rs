//! The steps of closed documents, kept so that they can be undone another day.

use std::fs;
use std::path::{Path, PathBuf};

use super::left::names;
use super::{JOURNAL, make_private, place};
use crate::annotation::{Document, Timestamp};
use crate::files::written;
use crate::files::{self, FileError};
use crate::formats::journal::{self, Steps};
use crate::text::Text;

/// The folder with the steps of closed documents.
pub(super) const FOLDER: &str = "history";

/// Most documents whose steps are kept.
pub const MOST_DOCUMENTS: usize = 200;

/// Most bytes of all their steps.
pub const MOST_BYTES: u64 = 64 << 20;

/// How long steps are kept, in seconds: 90 days.
pub const LONGEST: i64 = 90 * 24 * 60 * 60;

/// Where the steps are that lead to a file with this SHA-256.
fn path_of(root: &Path, sha256: &str) -> PathBuf {
    root.join(FOLDER).join(format!("{sha256}.{JOURNAL}"))
}

/// Keeps the steps that lead to the saved file with this SHA-256, in the place of those that were
/// kept for the same file before. Does not wait for the disk: steps that are lost with the system
/// cost no work.
pub fn keep_steps(root: &Path, sha256: &str, text: &Text, steps: &Steps) -> Result<(), FileError> {
    if steps.is_empty() {
        return Ok(());
    }
    let path = path_of(root, sha256);
    make_private(&root.join(FOLDER))?;
    let placed = place(&path, &journal::steps(text, steps));
    placed.map(drop).map_err(|it| FileError::new(&path, "written", it))
}

/// The steps that lead to `document`, which was read from a file with this SHA-256; none if none
/// were kept, or they are damaged.
pub fn steps_of(root: &Path, sha256: &str, document: &Document) -> Steps {
    let content = files::bytes(&path_of(root, sha256)).ok();
    content.and_then(|it| journal::read_steps(&it, document)).unwrap_or_default()
}

/// Takes away what is older than [`LONGEST`] at the time `now`, and then the oldest until at most
/// [`MOST_DOCUMENTS`] and [`MOST_BYTES`] are left.
pub fn prune(root: &Path, now: Option<Timestamp>) -> Result<(), FileError> {
    let mut kept: Vec<(Option<Timestamp>, PathBuf)> =
        names(&root.join(FOLDER))?.into_iter().map(|it| (written(&it), it)).collect();
    kept.sort_by(|one, other| other.cmp(one));
    let (mut count, mut bytes) = (0, 0);
    for (written, path) in kept {
        let age = now.zip(written).map_or(0, |(now, then)| now.0.saturating_sub(then.0));
        count += 1;
        bytes += fs::metadata(&path).map_or(0, |it| it.len());
        if age > LONGEST || count > MOST_DOCUMENTS || bytes > MOST_BYTES {
            fs::remove_file(&path).map_err(|it| FileError::new(&path, "written", it))?;
        }
    }
    Ok(())
}
