//! Exports: written beside their place, and there only once they are whole.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Answer, Done};
use crate::annotation::Document;
use crate::files::{self, FileError, Over, Writing};
use crate::formats::exchange::{self, Companion, LeftOut, Loss, Selection, Tally};
use crate::formats::{Exporter, Options};
use crate::tagger::Cancel;
use crate::ui::state::OpenId;
use crate::ui::words;

/// What is written at a time, in bytes; after each it is looked whether to go on.
const PIECE: usize = 1 << 20;

/// Which tags go out, and in what form.
#[derive(Clone)]
pub struct How {
    /// The format.
    pub exporter: &'static dyn Exporter,
    /// Which tags.
    pub selection: Selection,
}

/// Why there is no export.
#[derive(Debug)]
pub enum NoExport {
    /// It was stopped, and nothing of it is there.
    Stopped,
    /// These files are there already, and nobody has agreed that they be overwritten.
    InTheWay(Vec<PathBuf>),
    /// It could not be written.
    Failed(FileError),
}

/// Writes an export and says, in sentences, what was left out and what the format could not hold.
pub(super) fn export(
    (open, document): (OpenId, &Document),
    how: &How,
    (path, agreed): (&Path, &[PathBuf]),
    cancel: &Cancel,
    answer: &Answer,
) -> Result<Vec<String>, NoExport> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Before the work, so that the question comes at once.
    let names = exchange::file_names(how.exporter, &name);
    in_the_way(names.iter().map(|it| path.with_file_name(it)), agreed)?;
    let go_on = || if cancel.is_cancelled() { Err(NoExport::Stopped) } else { Ok(()) };
    let (chosen, left) = how.selection.apply(document);
    go_on()?;
    let written = how.exporter.write(&chosen, &Options::default());
    go_on()?;
    let mut told = sentences(&chosen, &written.losses, left);
    go_on()?;
    let parts = exchange::files(how.exporter, written.parts, &name);
    let parts = parts.map_err(|why| failed(path, why))?;
    let parts = parts.into_iter().map(|(name, content)| (path.with_file_name(name), content));
    let mut all: Vec<_> = parts.collect();
    for Companion { name, content } in how.exporter.companions(&[Arc::clone(document.tag_set())]) {
        let beside = path.with_file_name(name);
        if !files::is_file(&beside) {
            all.push((beside, content));
        } else if files::bytes(&beside).is_ok_and(|it| it != content) {
            told.push(words::exchange::export_companion_there(name));
        }
    }
    let progress = |part| answer.send(Done::Exporting(open, part));
    put(&all, agreed, cancel, &progress)?;
    Ok(told)
}

/// Whether files exist that may not be overwritten: all of them are named.
fn in_the_way(files: impl Iterator<Item = PathBuf>, agreed: &[PathBuf]) -> Result<(), NoExport> {
    let there: Vec<_> = files.filter(|it| !agreed.contains(it) && files::is_file(it)).collect();
    if there.is_empty() { Ok(()) } else { Err(NoExport::InTheWay(there)) }
}

/// One that has come meanwhile is asked about like one that was there.
fn refused(path: &Path, error: FileError) -> NoExport {
    match error {
        FileError::Exists { .. } => NoExport::InTheWay(vec![path.to_owned()]),
        error => NoExport::Failed(error),
    }
}

fn failed(path: &Path, why: std::io::Error) -> NoExport {
    NoExport::Failed(FileError::new(path, "written", why))
}

/// Writes all files beside their places, and gives them their names once all are whole. What is
/// stopped before leaves nothing.
fn put(
    files: &[(PathBuf, Vec<u8>)],
    agreed: &[PathBuf],
    cancel: &Cancel,
    progress: &dyn Fn(u16),
) -> Result<(), NoExport> {
    let all: usize = files.iter().map(|it| it.1.len()).sum();
    let mut done = 0;
    let mut whole = Vec::new();
    for (path, content) in files {
        let over = if agreed.contains(path) { Over::Anything } else { Over::Nothing };
        let mut file = Writing::begin(path, over).map_err(|error| refused(path, error))?;
        for piece in content.chunks(PIECE) {
            if cancel.is_cancelled() {
                return Err(NoExport::Stopped);
            }
            file.write_all(piece).map_err(|why| failed(path, why))?;
            done += piece.len();
            progress(u16::try_from(done * 1000 / all.max(1)).unwrap_or(1000));
        }
        whole.push((path, file));
    }
    if cancel.is_cancelled() {
        return Err(NoExport::Stopped);
    }
    for (path, file) in whole {
        file.finish().map_err(|error| refused(path, error))?;
    }
    Ok(())
}

/// What an export leaves out, counted, the first few of a kind by name.
pub(super) fn sentences(document: &Document, losses: &[Loss], left: LeftOut) -> Vec<String> {
    Tally::of(document, losses, left).sentences(words::exchange::EXPORT_LOSSES_BY, ["", ""])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let files = std::fs::read_dir(folder).unwrap();
        let mut names: Vec<_> =
            files.map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_stopped_export_leaves_nothing_and_no_file_alone() {
        let folder = tempfile::tempdir().unwrap();
        let files = ["a.txt", "a.ann"].map(|it| (folder.path().join(it), vec![b'x'; 3 * PIECE]));
        for stop_at in 1..=6 {
            let cancel = Cancel::new();
            let pieces = std::cell::Cell::new(0);
            let progress = |_: u16| {
                pieces.set(pieces.get() + 1);
                if pieces.get() == stop_at {
                    cancel.cancel();
                }
            };
            let done = put(&files, &[], &cancel, &progress);
            assert!(matches!(done, Err(NoExport::Stopped)), "{stop_at}: {done:?}");
            assert_eq!(names(folder.path()), [""; 0], "{stop_at}");
        }
        put(&files, &[], &Cancel::new(), &|_| {}).unwrap();
        assert_eq!(names(folder.path()), ["a.ann", "a.txt"]);
    }
}
