//! Work that a window left behind, made ready to go on with.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::annotation::{Document, Timestamp};
use crate::files::journal::{self, Left};
use crate::files::{self, FileError, Fingerprint};
use crate::formats::journal::{Entry, Journal, SavedAs, Steps};
use crate::formats::tagset;
use crate::workspace::{Change, Past, Workspace};

/// How a document's file stands to its recovered work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnDisk {
    /// It never had one.
    NoFile,
    /// It is what the work goes on from.
    Known,
    /// Another program has changed it.
    Changed,
    /// It is not there, or out of reach.
    Gone,
}

/// A document as it was when its window ended.
pub struct Work {
    /// The document and its history.
    pub workspace: Workspace,
    /// The article or document that was opened.
    pub opened: Option<PathBuf>,
    /// The file that it was saved in.
    pub native: Option<PathBuf>,
    /// What that file held then.
    pub fingerprint: Option<Fingerprint>,
    /// The document as that file had it, where that can be reached.
    pub base: Option<Arc<Document>>,
    /// What has become of that file.
    pub on_disk: OnDisk,
    /// The end of the journal was not written whole: the last change is missing.
    pub torn: bool,
}

/// A journal that was left behind.
pub struct Recovered {
    /// Its number among those that were found.
    pub id: u64,
    /// The document's name.
    pub name: String,
    /// When it was written last.
    pub written: Option<Timestamp>,
    /// The work, or why there is none.
    pub work: Result<Box<Work>, String>,
    /// The journal itself.
    pub left: Left,
}

impl Recovered {
    /// Changes that are in no file; `None` if that cannot be counted.
    pub fn changes(&self) -> Option<usize> {
        self.work.as_ref().ok()?.workspace.unsaved()
    }
}

/// Everything that windows left behind in the folder `root`, the latest first. What was saved
/// whole needs nobody's decision: its steps are kept with those of closed documents.
pub fn recover(root: &Path) -> Result<Vec<Recovered>, FileError> {
    let mut found = Vec::new();
    for left in journal::left_behind(root, &tagset::news())? {
        let work = match &left.journal {
            Ok(journal) => Ok(Box::new(replay(journal))),
            Err(error) => Err(error.to_string()),
        };
        if let Ok(work) = &work
            && !work.workspace.is_changed()
            && matches!(work.on_disk, OnDisk::Known | OnDisk::NoFile)
        {
            settle(root, work)?;
            left.remove()?;
            continue;
        }
        let name = match &left.journal {
            Ok(journal) => journal.start.name.clone(),
            Err(_) => left.path().display().to_string(),
        };
        let id = found.len() as u64;
        found.push(Recovered { id, name, written: left.written, work, left });
    }
    Ok(found)
}

fn settle(root: &Path, work: &Work) -> Result<(), FileError> {
    let Some(file) = &work.fingerprint else { return Ok(()) };
    let (undo, redo) = work.workspace.past().into_steps();
    let text = work.workspace.document().text();
    journal::keep_steps(root, file.sha256(), text, &Steps { undo, redo })
}

/// Does again what a journal tells, as far as it fits.
pub fn replay(journal: &Journal) -> Work {
    let start = &journal.start;
    let past = Past::new(start.undo.clone(), start.redo.clone(), start.saved);
    let mut workspace = Workspace::resume(start.document.clone(), past, start.revision);
    let mut saved_as = start.saved_as.clone();
    // Killed before all that was saved was heard of, the file tells what it holds.
    let written = journal.entries.iter().rposition(
        |it| matches!(it, Entry::Saving(file) if fingerprint(file).still_fits(&file.path)),
    );
    let mut torn = journal.dropped > 0;
    for (index, entry) in journal.entries.iter().enumerate() {
        let change = match entry {
            Entry::Step(it) => Change::Step(it.clone()),
            Entry::Undo => Change::Undo,
            Entry::Redo => Change::Redo,
            Entry::Forget => Change::Forget,
            Entry::Saving(it) if Some(index) == written => {
                saved_as = Some(it.clone());
                Change::Saved(it.revision)
            }
            Entry::Saving(_) => continue,
            // Heard of when the next save had been made already.
            Entry::Saved(it) if written.is_some_and(|at| is_before(&journal.entries, it, at)) => {
                continue;
            }
            Entry::Saved(it) => {
                saved_as = Some(it.clone());
                Change::Saved(it.revision)
            }
        };
        if workspace.replay(change).is_err() {
            torn = true;
            break;
        }
    }
    let on_disk = saved_as.as_ref().map_or(OnDisk::NoFile, on_disk);
    let base = workspace.at_saved().map(|it| Arc::new(it.0));
    Work {
        opened: start.opened.clone(),
        fingerprint: saved_as.as_ref().map(fingerprint),
        base: base.filter(|_| saved_as.is_some()),
        native: saved_as.map(|it| it.path),
        workspace,
        on_disk,
        torn,
    }
}

/// Whether a file was saved before the save that entry `at` began.
fn is_before(entries: &[Entry], file: &SavedAs, at: usize) -> bool {
    let began = entries.iter().rposition(|it| {
        matches!(it, Entry::Saving(it) if it.revision == file.revision && it.path == file.path)
    });
    began.is_some_and(|it| it < at)
}

fn fingerprint(file: &SavedAs) -> Fingerprint {
    Fingerprint::known(file.len, file.sha256.clone())
}

fn on_disk(file: &SavedAs) -> OnDisk {
    match files::is_file(&file.path) {
        false => OnDisk::Gone,
        true if fingerprint(file).still_fits(&file.path) => OnDisk::Known,
        true => OnDisk::Changed,
    }
}
