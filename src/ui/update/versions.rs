//! Earlier versions of a document's file: listed, and brought back as a step.

use super::answers::fail;
use crate::annotation;
use crate::files::backup::Version;
use crate::files::{FileError, Opened};
use crate::ui::desk::Desk;
use crate::ui::jobs::Job;
use crate::ui::state::{Dialog, OpenId};
use crate::ui::words;

/// Has the versions listed.
pub(super) fn ask(desk: &mut Desk, id: OpenId) {
    let path = desk.by_id(id).and_then(|it| it.file.native.clone());
    if let (Some(path), Some(backups)) = (path, desk.host.backup_folder()) {
        desk.jobs.start(Job::Versions { open: id, path, backups });
    }
}

/// Shows the versions.
pub(super) fn found(desk: &mut Desk, id: OpenId, found: Result<Vec<Version>, FileError>) {
    match found {
        Ok(versions) => desk.shell.dialog = Some(Dialog::Versions { open: id, versions }),
        Err(error) => fail(desk, words::messages::VERSIONS_FAILED, &error),
    }
}

/// Makes a document what a version of it is: a step that can be undone, and is saved by the editor.
pub(super) fn restore(desk: &mut Desk, id: OpenId, read: Result<Opened, FileError>) {
    let version = match read {
        Ok(it) => it.documents.into_iter().next(),
        Err(error) => return fail(desk, words::messages::VERSION_FAILED, &error),
    };
    let (Some(open), Some(version)) = (desk.by_id_mut(id), version) else { return };
    let document = open.workspace.document();
    let Some(step) = annotation::restore(document, &version.document) else {
        let message = words::messages::VERSION_OF_OTHER_TEXT;
        return desk.shell.toasts.error(message);
    };
    if step.is_empty() {
        return desk.shell.toasts.done(words::messages::VERSION_SAME);
    }
    match open.workspace.apply(step) {
        Ok(_) => {
            open.view.selected = None;
            desk.shell.toasts.done(words::messages::VERSION_RESTORED);
        }
        Err(error) => {
            let message = words::messages::VERSION_UNFIT;
            desk.shell.toasts.failure(message, &error.into());
        }
    }
}
