//! The open document meets its file: another program has written it, or it is damaged, or it is
//! open already under another name.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Context, Event};

use super::answers::fail;
use super::{draft, file};
use crate::annotation::Document;
use crate::annotation::check;
use crate::annotation::merge::{self, Choices};
use crate::files::{FileError, Fingerprint, Opened};
use crate::formats::native::Repaired;
use crate::ui::desk::Desk;
use crate::ui::jobs::{Done, Job};
use crate::ui::state::{After, Dialog, Differences, FileState, InTheWay, OpenId, Theirs};
use crate::ui::words;
use crate::workspace::Workspace;

/// Looks at the files of all open documents when the window gets the keyboard back: that is when
/// another program, or the one that keeps a folder in step, has had its turn.
pub(in crate::ui) fn look(desk: &Desk, ctx: &Context) {
    let back = ctx.input(|it| it.events.iter().any(|it| matches!(it, Event::WindowFocused(true))));
    if !back {
        return;
    }
    for open in &desk.open {
        draft::look(desk, open.id);
    }
    for open in desk.open.iter().filter(|it| !it.file.noticed) {
        if let (Some(path), Some(known)) = (&open.file.native, &open.file.fingerprint) {
            let (path, known) = (path.clone(), known.clone());
            desk.jobs.start(Job::Look { open: open.id, path, known });
        }
    }
}

/// Takes in what a job found when it looked at a file again.
pub(super) fn receive(desk: &mut Desk, done: Done) {
    match done {
        Done::Changed(open, path) => changed(desk, open, path),
        Done::Compared(open, path, after, result) => match *result {
            Ok(read) => compared(desk, open, path, after, read),
            Err(error) => fail(desk, words::messages::COMPARE_FAILED, &error),
        },
        Done::Reread(open, path, result) => match *result {
            Ok(read) => reread(desk, open, &path, read),
            Err(error) => {
                fail(desk, words::messages::REREAD_FAILED, &error);
            }
        },
        Done::Mended(path, result) => match *result {
            Ok(mended) => self::mended(desk, &path, mended.repaired),
            Err(error) => fail(desk, words::messages::REPAIR_FAILED, &error),
        },
        _ => {}
    }
}

/// Says that a file is not what it was, once, unless something else is being asked.
fn changed(desk: &mut Desk, id: OpenId, path: PathBuf) {
    if desk.is_asking() {
        return;
    }
    let Some(open) = desk.by_id_mut(id).filter(|it| it.file.native.as_ref() == Some(&path)) else {
        return;
    };
    open.file.noticed = true;
    desk.current = Some(id);
    let (why, after) = (InTheWay::Changed, After::Stay);
    desk.shell.dialog = Some(Dialog::InTheWay { open: id, path, why, after });
}

/// Remembers what was saved, and says so if no backup of the old file could be kept, or if the old
/// file stays under other names.
pub(super) fn saved(
    desk: &mut Desk,
    id: OpenId,
    document: Arc<Document>,
    (no_backup, left_old): (Option<FileError>, u64),
) {
    if let Some(open) = desk.by_id_mut(id) {
        open.file.base = Some(document);
        open.file.noticed = false;
    }
    if let Some(error) = no_backup {
        let message = words::messages::SAVED_WITHOUT_BACKUP;
        desk.shell.toasts.failure(message, &error.into());
    }
    if left_old > 0 {
        let message = words::messages::SAVED_APART;
        desk.shell.toasts.done(message);
    }
}

/// Whether a file that was just read is open, by this name or another; then that is shown.
pub(super) fn is_open_already(desk: &mut Desk, read: &Fingerprint) -> bool {
    let same = |it: &Fingerprint| it.is_same_file(read);
    let found = desk.open.iter().find(|it| {
        let file = &it.file;
        file.fingerprint.as_ref().is_some_and(same) || file.article.as_ref().is_some_and(same)
    });
    let Some(id) = found.map(|it| it.id) else { return false };
    let name = desk.by_id(id).map(|it| it.file.name()).unwrap_or_default();
    desk.current = Some(id);
    desk.shell.toasts.done(words::messages::open_already(&name));
    true
}

/// Shows how a document and its file differ.
fn compared(desk: &mut Desk, id: OpenId, path: PathBuf, after: After, read: Opened) {
    let Some(open) = desk.by_id(id) else { return };
    let Some(theirs) = read.documents.into_iter().next() else { return };
    let document = theirs.document;
    let mine = open.workspace.document();
    let base = open.file.base.as_deref().unwrap_or(mine);
    let merged = merge::merge(base, mine, &document, &Choices::default());
    let differences = merged.map(|it| Differences {
        mine: it.mine.into_iter().chain(it.left_out).collect(),
        theirs: it.theirs,
        both: it.both,
    });
    let theirs = Box::new(Theirs { document, fingerprint: read.fingerprint, differences });
    let choices = Choices::default();
    desk.shell.dialog = Some(Dialog::Differ { open: id, path, theirs, choices, after });
}

/// Whether a file is a backup: it opens as a copy, so that saving asks where and the backup stays.
pub(super) fn is_backup(desk: &Desk, path: &Path) -> bool {
    desk.host.backup_folder().is_some_and(|it| path.starts_with(it))
}

/// Puts what the file holds in the place of its open document.
fn reread(desk: &mut Desk, id: OpenId, path: &Path, read: Opened) {
    if desk.by_id(id).is_some() {
        file::discard(desk, id);
        file::opened(desk, path, read);
    }
}

/// Makes one of a document and what its file holds. It is not saved yet, and one step of undo
/// leaves what the file holds.
pub(super) fn merge(desk: &mut Desk, id: OpenId, theirs: Theirs, choices: &Choices) {
    let Some(open) = desk.by_id_mut(id) else { return };
    let mine = open.workspace.document();
    let base = open.file.base.as_deref().unwrap_or(mine);
    let Some(merged) = merge::merge(base, mine, &theirs.document, choices) else { return };
    let mut workspace = Workspace::new(theirs.document.clone());
    if let Err(error) = workspace.apply(merged.transaction) {
        let message = words::messages::MERGE_FAILED;
        desk.shell.toasts.failure(message, &error.into());
        return;
    }
    open.workspace = workspace;
    open.file.base = Some(Arc::new(theirs.document));
    open.file.fingerprint = Some(theirs.fingerprint);
    open.file.noticed = false;
    open.derived = crate::ui::derived::Derived::default();
    open.view.selected = None;
    if merged.left_out.is_empty() {
        desk.shell.toasts.done(words::messages::MERGED);
    } else {
        let error = anyhow::anyhow!(merged.left_out.join("\n"));
        desk.shell.toasts.failure(words::messages::MERGED_IN_PART, &error);
    }
}

/// Puts a repaired copy on the desk. It has no file, so that saving asks where, and it counts as
/// changed, so that closing asks.
fn mended(desk: &mut Desk, path: &Path, repaired: Repaired) {
    let Repaired { read, repairs, .. } = repaired;
    let mut document = read.document;
    let more = check::repair(&mut document);
    let left = check::all(&document);
    let done = repairs.iter().chain(&more);
    let problems = done.chain(&read.problems).chain(&left).map(file::noted).collect();
    let file = FileState { opened: Some(path.to_owned()), problems, ..FileState::default() };
    let id = file::place(desk, document, file);
    if let Some(open) = desk.by_id_mut(id) {
        // No revision of it is in a file.
        open.workspace.mark_saved(u64::MAX);
    }
    let count = repairs.len() + more.len();
    desk.shell.toasts.done(words::messages::repaired(count));
}
