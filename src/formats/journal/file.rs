//! The entries of a journal, version 1, as they stand in JSON.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Entry, SavedAs, Start, Steps};
use crate::annotation::{Document, TagSet, Transaction};
use crate::formats::native::Learned;
use crate::formats::native::step::{self, DocumentV1, StepV1};
use crate::formats::tagset;
use crate::text::Text;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum EntryV1 {
    Start(Box<StartV1>),
    Step(StepV1),
    Undo,
    Redo,
    Forget,
    Saving(SavedV1),
    Saved(SavedV1),
    Steps { undo: Vec<StepV1>, redo: Vec<StepV1> },
}

#[derive(Serialize, Deserialize)]
pub(super) struct StartV1 {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    opened: Option<PathV1>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    saved_as: Option<SavedV1>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    saved: Option<usize>,
    revision: u64,
    #[serde(default)]
    learned: Learned,
    undo: Vec<StepV1>,
    redo: Vec<StepV1>,
    document: DocumentV1,
}

#[derive(Serialize, Deserialize)]
pub(super) struct SavedV1 {
    path: PathV1,
    sha256: String,
    len: u64,
    revision: u64,
}

/// A path, also one that is no text: `serde` knows how to write those of its own system.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum PathV1 {
    Text(String),
    Other(std::ffi::OsString),
}

impl PathV1 {
    fn new(path: &Path) -> Self {
        match path.to_str() {
            Some(text) => Self::Text(text.to_owned()),
            None => Self::Other(path.as_os_str().to_owned()),
        }
    }

    fn read(self) -> PathBuf {
        match self {
            Self::Text(text) => text.into(),
            Self::Other(path) => path.into(),
        }
    }
}

impl SavedV1 {
    fn new(saved: &SavedAs) -> Self {
        let SavedAs { path, sha256, len, revision } = saved;
        Self { path: PathV1::new(path), sha256: sha256.clone(), len: *len, revision: *revision }
    }

    fn read(self) -> SavedAs {
        let Self { path, sha256, len, revision } = self;
        SavedAs { path: path.read(), sha256, len, revision }
    }
}

/// What reads the steps of a document.
pub(super) fn steps(document: &Document) -> step::Steps {
    step::Steps::new(document.text(), document.tag_set())
}

impl EntryV1 {
    pub(super) fn start(start: &Start) -> Self {
        let text = start.document.text();
        Self::Start(Box::new(StartV1 {
            name: start.name.clone(),
            opened: start.opened.as_deref().map(PathV1::new),
            saved_as: start.saved_as.as_ref().map(SavedV1::new),
            saved: start.saved,
            revision: start.revision,
            learned: Learned::new(start.document.tag_set(), &tagset::news()),
            undo: stack(text, &start.undo),
            redo: stack(text, &start.redo),
            document: DocumentV1::new(&start.document),
        }))
    }

    pub(super) fn entry(text: &Text, entry: &Entry) -> Self {
        match entry {
            Entry::Step(it) => Self::Step(step::to_file(text, it)),
            Entry::Undo => Self::Undo,
            Entry::Redo => Self::Redo,
            Entry::Forget => Self::Forget,
            Entry::Saving(it) => Self::Saving(SavedV1::new(it)),
            Entry::Saved(it) => Self::Saved(SavedV1::new(it)),
        }
    }

    pub(super) fn steps(text: &Text, undo: &[Transaction], redo: &[Transaction]) -> Self {
        Self::Steps { undo: stack(text, undo), redo: stack(text, redo) }
    }

    pub(super) fn read_start(self, tag_set: &Arc<TagSet>) -> Result<Start, String> {
        let Self::Start(start) = self else {
            return Err("it begins with something else".to_owned());
        };
        let document = start.document.read(&start.learned.add_to(tag_set))?;
        let mut reader = steps(&document);
        let (undo, redo) =
            (read_stack(&mut reader, start.undo), read_stack(&mut reader, start.redo));
        // Without the steps the work is still there, so they do not refuse the document.
        let whole = undo.is_ok() && redo.is_ok();
        Ok(Start {
            name: start.name,
            opened: start.opened.map(PathV1::read),
            saved_as: start.saved_as.map(SavedV1::read),
            document,
            undo: undo.unwrap_or_default(),
            redo: redo.unwrap_or_default(),
            saved: start.saved.filter(|_| whole),
            revision: start.revision,
        })
    }

    pub(super) fn read_entry(self, reader: &mut step::Steps) -> Result<Entry, String> {
        Ok(match self {
            Self::Step(it) => Entry::Step(reader.read(it)?),
            Self::Undo => Entry::Undo,
            Self::Redo => Entry::Redo,
            Self::Forget => Entry::Forget,
            Self::Saving(it) => Entry::Saving(it.read()),
            Self::Saved(it) => Entry::Saved(it.read()),
            Self::Start(_) | Self::Steps { .. } => return Err("out of place".to_owned()),
        })
    }

    pub(super) fn read_steps(self, document: &Document) -> Result<Steps, String> {
        let Self::Steps { undo, redo } = self else {
            return Err("it holds no steps".to_owned());
        };
        let mut reader = steps(document);
        let undo = read_stack(&mut reader, undo)?;
        Ok(Steps { undo, redo: read_stack(&mut reader, redo)? })
    }
}

fn stack(text: &Text, steps: &[Transaction]) -> Vec<StepV1> {
    steps.iter().map(|it| step::to_file(text, it)).collect()
}

fn read_stack(reader: &mut step::Steps, stack: Vec<StepV1>) -> Result<Vec<Transaction>, String> {
    stack.into_iter().map(|it| reader.read(it)).collect()
}
