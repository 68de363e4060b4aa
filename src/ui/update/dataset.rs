//! Data sets: begun, stopped, and what became of them.

use std::path::Path;

use crate::tagger::Cancel;
use crate::ui::dataset::{DatasetChoice, Making};
use crate::ui::desk::Desk;
use crate::ui::jobs::{Done, Job, Made};
use crate::ui::state::{Dialog, PathPurpose};
use crate::ui::words;

/// Begins to make a data set. One at a time: an older one is stopped.
pub(super) fn begin(desk: &mut Desk, choice: DatasetChoice) {
    let settings = choice.settings();
    desk.preferences.dataset = choice;
    match settings {
        Ok(settings) => {
            let cancel = Cancel::new();
            let making = Making { done: 0, cancel: cancel.clone() };
            if let Some(old) = desk.shell.making.replace(making) {
                old.cancel.cancel();
            }
            desk.jobs.start(Job::Dataset { settings: Box::new(settings), cancel });
        }
        Err(why) => desk.shell.toasts.error(why),
    }
}

/// Stops it. For the editor it has ended at once.
pub(super) fn stop(desk: &mut Desk) {
    if let Some(making) = desk.shell.making.take() {
        making.cancel.cancel();
        desk.shell.toasts.done(words::messages::DATASET_STOPPED);
    }
}

/// Puts a folder that was chosen into the open question.
pub(super) fn chosen(desk: &mut Desk, purpose: PathPurpose, path: &Path) {
    let Some(Dialog::Dataset { choice }) = &mut desk.shell.dialog else { return };
    if purpose == PathPurpose::DatasetFrom {
        choice.from = path.to_string_lossy().into_owned();
        return;
    }
    let from = Path::new(&choice.from).file_name().unwrap_or_default().to_string_lossy();
    choice.to = path.join(format!("{from}-data")).to_string_lossy().into_owned();
}

/// Takes in how far a data set is, and what became of it.
pub(super) fn receive(desk: &mut Desk, done: Done) {
    match done {
        Done::MakingDataset(done) => {
            if let Some(making) = &mut desk.shell.making {
                making.done = done;
            }
        }
        Done::DatasetMade { path, made, cancel } => {
            // Another may be on its way by now.
            let stopped = cancel.is_cancelled();
            if !stopped {
                desk.shell.making = None;
            }
            made_it(desk, &path, made, stopped);
        }
        _ => {}
    }
}

fn made_it(desk: &mut Desk, path: &Path, made: Made, stopped: bool) {
    match made {
        Made::Stopped => {}
        Made::Failed(error) => {
            desk.shell.toasts.failure(words::messages::DATASET_FAILED, &error);
        }
        Made::Whole(documents, told) => {
            let message = words::messages::dataset_made(path, documents, stopped);
            if told.is_empty() {
                desk.shell.toasts.done(message);
            } else {
                desk.shell.toasts.failure(message, &anyhow::anyhow!(told.join("\n")));
            }
        }
    }
}
