//! What the window asks of the system it runs on: the time, file dialogs, the clipboard.

use std::path::PathBuf;

use super::jobs::{Answer, Done};
use super::state::PathPurpose;
use crate::annotation::Timestamp;

/// A question for a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// What for.
    pub purpose: PathPurpose,
    /// The folder to begin in.
    pub folder: Option<PathBuf>,
    /// The name to offer.
    pub name: String,
}

/// What is on the clipboard, in the forms that can become an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clip {
    /// As a browser or a word processor puts it there.
    pub html: Option<String>,
    /// As plain text.
    pub text: Option<String>,
}

/// The system that the window runs on.
pub trait Host {
    /// The time; `None` where it is not to be told, as in tests.
    fn now(&self) -> Option<Timestamp>;

    /// Opens the system's file dialog and leaves `Done::Picked` when it is closed. Does not wait.
    fn pick(&self, pick: Pick, answer: Answer);

    /// Reads the clipboard and leaves `Done::Clip`. Does not wait: whoever has copied something may
    /// be slow to hand it over. `text` is what the window has been given of it already.
    fn clipboard(&self, text: Option<String>, answer: Answer) {
        answer.send(Done::Clip(Clip { html: None, text }));
    }

    /// Where backups of saved files lie; `None` if there is no such folder.
    fn backup_folder(&self) -> Option<PathBuf> {
        None
    }

    /// Where journals of unfinished work lie; `None` if none are to be kept.
    fn journal_folder(&self) -> Option<PathBuf> {
        None
    }

    /// Where work is kept when something goes wrong; `None` if there is no such folder.
    fn rescue_folder(&self) -> Option<PathBuf>;
}

/// A system without clock, dialogs and folders: for tests, and for previews.
pub struct NoHost;

impl Host for NoHost {
    fn now(&self) -> Option<Timestamp> {
        None
    }

    fn pick(&self, pick: Pick, answer: Answer) {
        answer.send(Done::Picked(pick.purpose, None));
    }

    fn rescue_folder(&self) -> Option<PathBuf> {
        None
    }
}
