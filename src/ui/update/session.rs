//! What was open last is opened again: documents at their places, the list, the one in front.
//!
//! Work that a crash left behind is not part of it: it is offered on its own, and takes the place of
//! the document that is opened from the same file.

use std::path::Path;

use super::{file, shelf};
use crate::files::{self, FileError, Opened};
use crate::formats::ReadError;
use crate::formats::native::Form;
use crate::ui::desk::Desk;
use crate::ui::jobs::Job;
use crate::ui::session::{List, Returning, Seat, spot};
use crate::ui::shelf::Item;
use crate::ui::state::{Open, OpenId};
use crate::ui::words::{self, messages};

/// Begins to open what was open last.
pub(super) fn begin(desk: &mut Desk) {
    let last = desk.preferences.session.clone();
    if !desk.preferences.reopen || (last.documents.is_empty() && last.list.is_none()) {
        return;
    }
    let seats = last.documents.iter().chain(last.list.iter().filter_map(|it| it.seat.as_ref()));
    desk.shell.returning = Some(Returning {
        order: seats.map(|it| it.path.clone()).collect(),
        waiting: last.documents.clone(),
        list: last.list.clone(),
        ..Returning::default()
    });
    for seat in last.documents {
        desk.shell.reading.push(file::short(&seat.path));
        desk.jobs.start(Job::Read(seat.path));
    }
    match last.list.map(|it| it.path) {
        Some(path) if files::is_folder(&path) => shelf::list(desk, path),
        Some(path) => {
            desk.shell.reading.push(file::short(&path));
            desk.jobs.start(Job::Read(path));
        }
        None => {}
    }
}

/// The user has turned to something: nothing that comes back is put in front of it.
pub(super) fn pass(desk: &mut Desk) {
    if let Some(returning) = &mut desk.shell.returning {
        returning.passed = true;
    }
}

/// The place that is waited for in this file, taken from those that are waited for.
pub(super) fn awaited(desk: &mut Desk, path: &Path) -> Option<Seat> {
    let waiting = &mut desk.shell.returning.as_mut()?.waiting;
    let at = waiting.iter().position(|it| it.path == path)?;
    Some(waiting.remove(at))
}

/// Takes in a document that was read again.
pub(super) fn read(desk: &mut Desk, seat: &Seat, result: Result<Opened, FileError>) {
    match result {
        Ok(opened) => {
            let before = desk.current;
            if its(desk, &seat.path).is_none() {
                let recent = desk.preferences.recent.clone();
                file::opened(desk, &seat.path, opened);
                // It was not the user who opened it.
                desk.preferences.recent = recent;
            }
            sit(desk, seat, before);
        }
        Err(error) => fail(desk, &seat.path, &error),
    }
    end(desk);
}

/// Puts the caret, the page and the selection of a document where they were.
pub(super) fn sit(desk: &mut Desk, seat: &Seat, before: Option<OpenId>) {
    let Some(id) = its(desk, &seat.path) else { return };
    if let Some(open) = desk.by_id_mut(id) {
        seat.take(open);
        open.view.recognised = false;
    }
    let passed = desk.shell.returning.as_ref().is_some_and(|it| it.passed);
    let in_front = if seat.front && !passed { Some(id) } else { before };
    desk.current = in_front.or(Some(id));
}

/// The document that is open from this file.
fn its(desk: &Desk, path: &Path) -> Option<OpenId> {
    desk.open.iter().find(|it| is_from(it, path)).map(|it| it.id)
}

fn is_from(open: &Open, path: &Path) -> bool {
    let from = open.file.native.as_deref().or(open.file.opened.as_deref());
    from.is_some_and(|it| files::absolute(it) == path)
}

/// A document of a list that was waited for is not there, or another has been asked for: true if it
/// was waited for.
pub(super) fn not_read(desk: &mut Desk, path: &Path, error: Option<&FileError>) -> bool {
    let waited = awaited(desk, path).is_some();
    if waited {
        if let Some(error) = error {
            fail(desk, path, error);
        }
        end(desk);
    }
    waited
}

/// A folder is being listed: no other one is waited for any more.
pub(super) fn lists(desk: &mut Desk, path: Option<&Path>) {
    if let Some(returning) = &mut desk.shell.returning {
        returning.list.take_if(|it| Some(it.path.as_path()) != path);
        end(desk);
    }
}

/// The document to open of a list that has come: `first`, unless the list is waited for; then the one
/// that was open, if any was.
pub(super) fn listed(
    desk: &mut Desk,
    path: &Path,
    items: &[Item],
    first: Option<usize>,
) -> Option<usize> {
    awaited(desk, path); // it was one document, and is several now
    let Some(returning) = desk.shell.returning.as_mut() else { return first };
    let Some(List { seat, .. }) = returning.list.take_if(|it| it.path == path) else {
        return first;
    };
    // An article that has been saved meanwhile is listed by its document.
    let key = |it: &Path| files::native_path(it, Form::Ron);
    let wanted = seat.as_ref().map(|it| key(&it.path));
    let index = items.iter().position(|it| Some(key(&spot(&it.place))) == wanted);
    let place = index.and_then(|it| items.get(it)).map(|it| spot(&it.place));
    match (seat, place) {
        (Some(seat), Some(path)) => {
            let seat = Seat { path, ..seat };
            let open = desk.open.iter().any(|it| is_from(it, &seat.path));
            match &mut desk.shell.returning {
                Some(returning) if !open => returning.waiting.push(seat),
                _ => sit(desk, &seat, desk.current),
            }
        }
        (Some(seat), None) => returning.failed.push(messages::gone(&seat.path)),
        (None, _) => {}
    }
    index
}

/// What was a list cannot be read, or is a single document now; true if it was waited for and why it
/// cannot be read has been told.
pub(super) fn is_no_list(desk: &mut Desk, path: &Path, error: Option<&FileError>) -> bool {
    let list = desk.shell.returning.as_mut().and_then(|it| it.list.take_if(|it| it.path == path));
    let Some(error) = error.filter(|_| list.is_some()) else { return false };
    fail(desk, path, error);
    end(desk);
    true
}

fn fail(desk: &mut Desk, path: &Path, error: &FileError) {
    let Some(returning) = &mut desk.shell.returning else { return };
    let why = match error {
        FileError::Missing { path } => messages::gone(path),
        FileError::Content { why: ReadError::Damaged(_), .. } => messages::damaged(path),
        error => words::sentence(&error.to_string()),
    };
    returning.failed.push(why);
}

/// When all is there: the documents stand in their order, and what could not be opened is told.
pub(super) fn end(desk: &mut Desk) {
    let ended = |it: &mut Returning| it.waiting.is_empty() && it.list.is_none();
    let Some(done) = desk.shell.returning.take_if(ended) else { return };
    let order: Vec<Option<OpenId>> = done.order.iter().map(|it| its(desk, it)).collect();
    let last = order.len();
    desk.open.sort_by_key(|open| order.iter().position(|it| *it == Some(open.id)).unwrap_or(last));
    if !done.failed.is_empty() {
        desk.shell.toasts.error(messages::not_reopened(&done.failed));
    }
}
