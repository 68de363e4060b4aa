//! What jobs found or did, taken in.

use std::path::{Path, PathBuf};

use egui::Context;

use super::{
    dataset, draft, export, file, import, large, meet, paste, proposals, recover, session, shelf,
    site, tagset, versions,
};
use crate::files::{FileError, Fingerprint, Opened};
use crate::formats::ReadError;
use crate::ui::desk::Desk;
use crate::ui::intent::FileIntent;
use crate::ui::jobs::{Done, Job};
use crate::ui::state::{After, Dialog, InTheWay, OpenId, PathPurpose};
use crate::ui::words;

/// Takes in the answer of a job.
pub(in crate::ui) fn receive(desk: &mut Desk, ctx: &Context, done: Done) {
    match done {
        Done::Read(path, result) => read(desk, &path, *result),
        Done::Listed(path, found) => shelf::listed(desk, path, found),
        Done::Nth(which, read) => shelf::nth(desk, which, *read),
        Done::Glance(index, cancel, found) => shelf::looked(desk, index, &cancel, found),
        Done::Site(cancel, shared) => site::found(desk, &cancel, shared),
        Done::SiteZones(open, zones) => site::judged(desk, open, zones),
        Done::Clip(clip) => desk.jobs.start(Job::Paste(clip)),
        Done::Pasted(pasted) => paste::pasted(desk, pasted),
        Done::Weighed(number, found) => import::weighed(desk, number, *found),
        Done::Progress(open, done) => {
            if let Some(work) = desk.by_id_mut(open).and_then(|it| it.work.as_mut()) {
                work.done = done;
            }
        }
        Done::Tagged(open, found) => proposals::tagged(desk, open, found),
        Done::Fitted(open, fitted) => proposals::fitted(desk, open, *fitted),
        Done::Stepped(open, stepped) => large::stepped(desk, open, *stepped),
        Done::Versions(open, found) => versions::found(desk, open, found),
        Done::Version(open, read) => versions::restore(desk, open, *read),
        Done::Saved { open, revision, path, after, document, result } => match result {
            Ok(result) => {
                meet::saved(desk, open, document, (result.no_backup, result.left_old));
                saved(desk, ctx, (open, revision), (path, result.fingerprint), after);
            }
            Err(error) => {
                // The buttons are about the document that is shown.
                desk.current = desk.by_id(open).map(|it| it.id).or(desk.current);
                desk.shell.dialog = Some(unsaved(open, path, &error, after));
            }
        },
        Done::Changed(..) | Done::Compared(..) | Done::Reread(..) | Done::Mended(..) => {
            meet::receive(desk, done);
        }
        Done::ArticleChanged(..) | Done::IsNewer(..) | Done::Drafted(_) => {
            draft::receive(desk, done);
        }
        Done::Recovered(..) | Done::Steps(..) | Done::Journal(..) => recover::receive(desk, done),
        Done::Exporting(..) | Done::Exported { .. } | Done::Previewed(..) => {
            export::receive(desk, done);
        }
        Done::MakingDataset(_) | Done::DatasetMade { .. } => dataset::receive(desk, done),
        Done::Picked(purpose, Some(paths)) => picked(desk, ctx, purpose, &paths),
        Done::Picked(purpose, None) => file::ask_path(desk, purpose),
        Done::Failed(message) => {
            desk.shell.reading.clear();
            desk.shell.returning = None;
            for open in &mut desk.open {
                (open.work, open.step, open.export) = (None, None, None);
            }
            desk.shell.making = None;
            let error = anyhow::anyhow!(message);
            desk.shell.toasts.failure(words::messages::BACKGROUND_FAILED, &error);
        }
    }
}

/// Puts a file that was read on the desk, or asks about it.
fn read(desk: &mut Desk, path: &Path, result: Result<Opened, FileError>) {
    desk.shell.reading.retain(|it| {
        Some(it.as_ref()) != path.file_name().map(|it| it.to_string_lossy()).as_deref()
    });
    if result.is_err() {
        shelf::failed(desk, path);
    }
    if let Some(seat) = session::awaited(desk, path) {
        session::read(desk, &seat, result);
        return shelf::joined(desk);
    }
    if session::is_no_list(desk, path, result.as_ref().err()) {
        return;
    }
    match result {
        Ok(opened) => {
            file::opened(desk, path, opened);
            shelf::joined(desk);
        }
        Err(FileError::Content { path, why: ReadError::Damaged(damage) }) => {
            let problems = damage.0.iter().map(file::problem).collect();
            desk.shell.dialog = Some(Dialog::Damaged { path, problems });
        }
        Err(FileError::Content { path, why: ReadError::NeedsArticle }) => {
            import::offer(desk, path);
        }
        Err(error) => fail(desk, words::messages::OPEN_FAILED, &error),
    }
}

/// What to ask about a save that was not done.
fn unsaved(open: OpenId, path: PathBuf, error: &FileError, after: After) -> Dialog {
    match error {
        FileError::ChangedMeanwhile { .. } => {
            Dialog::InTheWay { open, path, why: InTheWay::Changed, after }
        }
        FileError::Exists { .. } => Dialog::InTheWay { open, path, why: InTheWay::Exists, after },
        error => {
            let message = words::sentence(&error.to_string());
            Dialog::NotSaved { open, path, message, after }
        }
    }
}

pub(super) fn fail(desk: &mut Desk, what: &str, error: &FileError) {
    let message = words::messages::failed(what, &error.to_string());
    desk.shell.toasts.error(message);
}

fn saved(
    desk: &mut Desk,
    ctx: &Context,
    (id, revision): (OpenId, u64),
    (path, fingerprint): (PathBuf, Fingerprint),
    after: After,
) {
    desk.preferences.remember(&path);
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    draft::lose_file(desk, id, &path);
    if let Some(open) = desk.by_id_mut(id) {
        open.workspace.mark_saved(revision);
        open.file.native = Some(path);
        open.file.fingerprint = Some(fingerprint);
    }
    desk.shell.toasts.done(words::messages::saved(&name));
    match after {
        After::Stay => {}
        After::Close => file::discard(desk, id),
        After::Quit => file::quit(desk, ctx),
    }
}

fn picked(desk: &mut Desk, ctx: &Context, purpose: PathPurpose, paths: &[PathBuf]) {
    let first = || paths.first().cloned();
    let intent = match purpose {
        PathPurpose::Open | PathPurpose::Folder => Some(FileIntent::OpenPaths(paths.to_vec())),
        PathPurpose::Import => first().map(FileIntent::ImportFrom),
        PathPurpose::Draft(open) => first().map(|it| FileIntent::TakeDraft(open, it)),
        PathPurpose::Save(open, after) => first().map(|it| FileIntent::SaveTo(open, it, after)),
        PathPurpose::Export(open, format) => {
            // The system's dialog has asked about this name, and no other.
            first().map(|it| FileIntent::ExportTo(open, format, it.clone(), vec![it]))
        }
        PathPurpose::TagSet => {
            if let Some(path) = paths.first() {
                tagset::chosen(desk, path);
            }
            None
        }
        PathPurpose::DatasetFrom | PathPurpose::DatasetTo => {
            if let Some(path) = paths.first() {
                dataset::chosen(desk, purpose, path);
            }
            None
        }
    };
    if let Some(intent) = intent.filter(|_| !paths.is_empty()) {
        file::update(desk, ctx, intent);
    }
}
