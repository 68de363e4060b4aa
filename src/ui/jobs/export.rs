//! Exports: written beside their place, and there only once they are whole.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Answer, Done, Overwrite};
use crate::annotation::Document;
use crate::files::{self, FileError, Writing};
use crate::formats::exchange::{self, Companion, LeftOut, Loss, Selection, Tally};
use crate::formats::{Exporter, Options};
use crate::tagger::Cancel;
use crate::ui::state::OpenId;

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
    /// It could not be written.
    Failed(FileError),
}

/// Writes an export and says, in sentences, what was left out and what the format could not hold.
pub(super) fn export(
    (open, document): (OpenId, &Document),
    how: &How,
    (path, over): (&Path, &Overwrite),
    cancel: &Cancel,
    answer: &Answer,
) -> Result<Vec<String>, NoExport> {
    let (chosen, left) = how.selection.apply(document);
    let written = how.exporter.write(&chosen, &Options::default());
    let mut told = sentences(&chosen, &written.losses, left);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let parts = exchange::files(how.exporter, written.parts, &name);
    let parts = parts.map_err(|why| failed(path, why))?;
    let parts = parts.into_iter().map(|(name, content)| (path.with_file_name(name), content));
    let mut all: Vec<_> = parts.collect();
    for Companion { name, content } in how.exporter.companions(&[Arc::clone(document.tag_set())]) {
        let beside = path.with_file_name(name);
        if !files::is_file(&beside) {
            all.push((beside, content));
        } else if files::bytes(&beside).is_ok_and(|it| it != content) {
            told.push(format!("{name} beside it was there already and is left as it was"));
        }
    }
    let progress = |part| answer.send(Done::Exporting(open, part));
    put(&all, over, cancel, &progress)?;
    Ok(told)
}

fn failed(path: &Path, why: std::io::Error) -> NoExport {
    NoExport::Failed(FileError::new(path, "written", why))
}

/// Writes all files beside their places, and gives them their names once all are whole. What is
/// stopped before leaves nothing.
fn put(
    files: &[(PathBuf, Vec<u8>)],
    over: &Overwrite,
    cancel: &Cancel,
    progress: &dyn Fn(u16),
) -> Result<(), NoExport> {
    let all: usize = files.iter().map(|it| it.1.len()).sum();
    let mut done = 0;
    let mut whole = Vec::new();
    for (path, content) in files {
        let mut file = Writing::begin(path, over.as_over()).map_err(NoExport::Failed)?;
        for piece in content.chunks(PIECE) {
            if cancel.is_cancelled() {
                return Err(NoExport::Stopped);
            }
            file.write_all(piece).map_err(|why| failed(path, why))?;
            done += piece.len();
            progress(u16::try_from(done * 1000 / all.max(1)).unwrap_or(1000));
        }
        whole.push(file);
    }
    if cancel.is_cancelled() {
        return Err(NoExport::Stopped);
    }
    for file in whole {
        file.finish().map_err(NoExport::Failed)?;
    }
    Ok(())
}

/// What an export leaves out, counted, the first few of a kind by name.
pub(super) fn sentences(document: &Document, losses: &[Loss], left: LeftOut) -> Vec<String> {
    Tally::of(document, losses, left).sentences("The format", ["", ""])
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
            let done = put(&files, &Overwrite::Nothing, &cancel, &progress);
            assert!(matches!(done, Err(NoExport::Stopped)), "{stop_at}: {done:?}");
            assert_eq!(names(folder.path()), [""; 0], "{stop_at}");
        }
        put(&files, &Overwrite::Nothing, &Cancel::new(), &|_| {}).unwrap();
        assert_eq!(names(folder.path()), ["a.ann", "a.txt"]);
    }
}
