//! Work that windows before left behind, and the steps of documents that are opened again.

use std::path::PathBuf;

use super::answers::fail;
use super::file;
use crate::files::{self, Fingerprint};
use crate::formats::journal::Steps;
use crate::ui::desk::Desk;
use crate::ui::intent::Recover;
use crate::ui::jobs::{Done, Job};
use crate::ui::journal::{self, OnDisk, Recovered};
use crate::ui::session::Seat;
use crate::ui::state::{After, Dialog, FileState, Open, OpenId, PathPurpose};
use crate::ui::words;
use crate::workspace::{Past, Workspace};

/// Takes in what was found.
pub(super) fn receive(desk: &mut Desk, done: Done) {
    match done {
        Done::Recovered(Ok(found)) => {
            desk.shell.recovered = found;
            ask(desk);
        }
        Done::Recovered(Err(error)) => {
            fail(desk, words::messages::RECOVERY_FAILED, &error);
        }
        Done::Steps(open, steps) => resume(desk, open, steps),
        Done::Journal(open, news) => journal::receive(desk, open, news),
        _ => {}
    }
}

/// Asks what is to become of recovered work, as long as there is some.
fn ask(desk: &mut Desk) {
    if !desk.shell.recovered.is_empty() {
        desk.shell.dialog = Some(Dialog::Recovered { sure: None });
    }
}

fn take(desk: &mut Desk, id: u64) -> Option<Recovered> {
    let at = desk.shell.recovered.iter().position(|it| it.id == id)?;
    Some(desk.shell.recovered.remove(at))
}

/// Does what was decided, and asks about the rest.
pub(super) fn decide(desk: &mut Desk, id: u64, how: Recover) {
    let Some(found) = take(desk, id) else { return };
    match how {
        Recover::Discard => {
            let name = found.name.clone();
            match found.left.remove() {
                Ok(()) => desk.shell.toasts.done(words::messages::discarded(&name)),
                Err(error) => fail(desk, words::messages::DISCARD_FAILED, &error),
            }
            ask(desk);
        }
        Recover::Open => {
            open(desk, found);
            ask(desk);
        }
        Recover::SaveElsewhere => {
            if let Some(open) = open(desk, found) {
                // The rest is asked about by the command, not over the file dialog.
                file::pick(desk, PathPurpose::Save(open, After::Stay));
            }
        }
    }
}

/// Opens all recovered work that can be read.
pub(super) fn open_all(desk: &mut Desk) {
    let all = std::mem::take(&mut desk.shell.recovered);
    for found in all {
        if found.work.is_ok() {
            open(desk, found);
        } else {
            desk.shell.recovered.push(found);
        }
    }
    ask(desk);
}

/// Puts recovered work on the desk. Its journal goes when the new one is written.
fn open(desk: &mut Desk, found: Recovered) -> Option<OpenId> {
    let Recovered { name, work, left, .. } = found;
    let work = work.ok()?;
    // The same file may have been opened meanwhile; without changes it makes room.
    let its = work.native.as_ref().or(work.opened.as_ref()).map(|it| (it, work.native.is_some()));
    let same = |it: &&Open| {
        let native = it.file.native.as_deref();
        let path = native.or(it.file.opened.as_deref()).map(files::absolute);
        let path = path.as_ref().map(|it| (it, native.is_some()));
        path.is_some() && path == its && !it.workspace.is_changed()
    };
    let clean = desk.open.iter().find(same);
    let seat = clean.map(|it| (it.id, Seat::of(it, PathBuf::new())));
    if let Some((clean, _)) = seat {
        file::discard(desk, clean);
    }
    let file = FileState {
        opened: work.opened,
        native: work.native,
        fingerprint: work.fingerprint,
        base: work.base,
        // It was told just now; saving asks.
        noticed: work.on_disk != OnDisk::Known,
        ..FileState::default()
    };
    let id = file::place(desk, work.workspace.document().clone(), file);
    if let Some(open) = desk.by_id_mut(id) {
        open.workspace = work.workspace;
        if matches!(work.on_disk, OnDisk::Changed | OnDisk::Gone) {
            // What was saved once is in no file now.
            open.workspace.mark_saved(u64::MAX);
        }
        if let Some((_, seat)) = seat {
            seat.take(open);
        }
    }
    journal::keep(desk);
    if let Some(scribe) = desk.journal.scribe() {
        scribe.remove(left, id);
    }
    desk.shell.toasts.done(words::messages::recovered(&name));
    Some(id)
}

/// Looks for the steps of a document that was just opened from its saved file.
pub(super) fn look_for_steps(desk: &Desk, id: OpenId) {
    let Some(root) = desk.host.journal_folder() else { return };
    let Some(open) = desk.by_id(id) else { return };
    if let Some(known) = &open.file.fingerprint {
        let document = open.workspace.snapshot();
        let (sha256, document) = (Fingerprint::sha256(known).to_owned(), document);
        desk.jobs.start(Job::Steps { open: id, root, sha256, document });
    }
}

/// Gives a document its steps of another day, unless it has new ones already.
fn resume(desk: &mut Desk, id: OpenId, steps: Steps) {
    let Some(open) = desk.by_id_mut(id) else { return };
    if open.workspace.revision() > 0 || open.workspace.is_changed() {
        return;
    }
    let document = open.workspace.document().clone();
    let saved = Some(steps.undo.len());
    let past = Past::new(steps.undo, steps.redo, saved);
    open.workspace = Workspace::resume(document, past, 0);
}
