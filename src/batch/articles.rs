//! What can be worked on in a folder.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::files::{self, FileError, native_path};
use crate::formats::native::Form;
use crate::formats::{IMPORTERS, Source};

/// A file that holds an article or a saved document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// Whether it is a saved document.
    pub saved: bool,
}

/// The articles and saved documents in a folder, in the order of their paths; `None` if `go_on` said to stop. An
/// article whose saved document lies beside it is left out.
pub fn in_folder(path: &Path, go_on: &dyn Fn() -> bool) -> Result<Option<Vec<Found>>, FileError> {
    let ends: Vec<_> = IMPORTERS
        .iter()
        .filter(|it| matches!(it.text(), Source::File | Source::Words))
        .flat_map(|it| it.extensions().iter().copied())
        .collect();
    let Some(found) = files::articles_in(path, &ends, go_on)? else {
        return Ok(None);
    };
    let (saved, articles): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|it| it.to_string_lossy().contains(".factmark."));
    let keys: BTreeSet<_> = saved.iter().map(|it| native_path(it, Form::Ron)).collect();
    let fresh = articles.into_iter().filter(|it| !keys.contains(&native_path(it, Form::Ron)));
    let fresh = fresh.map(|path| Found { path, saved: false });
    let mut all: Vec<_> =
        fresh.chain(saved.into_iter().map(|path| Found { path, saved: true })).collect();
    all.sort();
    Ok(Some(all))
}
