//! The list of documents: made, gone through, one document at a time.

use std::path::PathBuf;

use super::answers::fail;
use super::{file, session, site};
use crate::files::{FileError, Opened};
use crate::tagger::Cancel;
use crate::ui::desk::Desk;
use crate::ui::glance::Glance;
use crate::ui::intent::FileIntent;
use crate::ui::jobs::Job;
use crate::ui::shelf::{Item, Shelf, Spot, Stage, alone};
use crate::ui::state::{FileState, Work};
use crate::ui::words;

/// Carries out what is asked of the list.
pub(super) fn update(desk: &mut Desk, intent: &FileIntent) {
    match intent {
        FileIntent::OpenItem(index) => open(desk, *index),
        FileIntent::LookAtItem(index) => look(desk, *index),
        FileIntent::StepItem { forward } => step(desk, *forward),
        FileIntent::CloseList => close(desk),
        FileIntent::StopListing => stop_all(desk),
        _ => {}
    }
}

/// Has a folder listed.
pub(super) fn list(desk: &mut Desk, path: PathBuf) {
    stop(desk);
    session::lists(desk, Some(&path));
    let cancel = Cancel::new();
    let work = Work { what: words::messages::LISTING, done: 0, cancel: cancel.clone() };
    desk.shell.listing = Some(work);
    desk.jobs.start(Job::List { path, cancel });
}

/// Stops the listing of a folder, and waits for none.
pub(super) fn stop_all(desk: &mut Desk) {
    stop(desk);
    session::lists(desk, None);
}

/// Stops the listing of a folder.
pub(super) fn stop(desk: &mut Desk) {
    if let Some(work) = desk.shell.listing.take() {
        work.cancel.cancel();
    }
}

/// Takes in a list, and opens its first document that nobody has worked on.
pub(super) fn listed(desk: &mut Desk, path: PathBuf, found: Result<Vec<Item>, FileError>) {
    desk.shell.listing = None;
    let name = path.file_name().map(|it| it.to_string_lossy().into_owned());
    desk.shell.reading.retain(|it| Some(it) != name.as_ref());
    desk.preferences.remember(&path);
    match found {
        Ok(items) if items.is_empty() => {
            desk.shell.toasts.error(words::messages::no_documents(&path));
        }
        Ok(items) => {
            close(desk);
            let files = items.iter().filter_map(|it| match &it.place {
                Spot::File(path) => Some(path.clone()),
                Spot::Within(..) => None,
            });
            site::begin(desk, files);
            let first = items.iter().position(|it| it.state == Stage::Untouched).or(Some(0));
            let first = session::listed(desk, &path, &items, first);
            desk.shell.shelf = Some(Shelf::new(path, items));
            if let Some(first) = first {
                open(desk, first);
            }
            session::end(desk);
        }
        Err(error) if session::is_no_list(desk, &path, Some(&error)) => {}
        Err(error) => fail(desk, words::messages::LISTING_FAILED, &error),
    }
}

/// Lets go of the list; documents with changes stay open.
pub(super) fn close(desk: &mut Desk) {
    leave(desk);
    if let Some(looking) = desk.shell.shelf.as_mut().and_then(|it| it.looking.take()) {
        looking.cancel();
    }
    desk.shell.shelf = None;
}

/// Opens the next or previous document of the list, else of those that are open.
pub(super) fn step(desk: &mut Desk, forward: bool) {
    if let Some(shelf) = &desk.shell.shelf {
        match shelf.next(forward) {
            Some(next) => open(desk, next),
            None => desk.shell.toasts.done(words::messages::END_OF_LIST),
        }
        return;
    }
    let at = desk.open.iter().position(|it| Some(it.id) == desk.current);
    let count = desk.open.len();
    let Some(at) = at.filter(|_| count > 1) else { return };
    let next = if forward { (at + 1) % count } else { (at + count - 1) % count };
    desk.current = desk.open.get(next).map(|it| it.id);
}

/// Most items of which is kept what they are like.
const MOST_GLANCES: usize = 500;

/// Has an item of the list looked into, unless that has been done.
pub(super) fn look(desk: &mut Desk, index: usize) {
    let Some(shelf) = desk.shell.shelf.as_mut() else { return };
    let Some(item) = shelf.items.get(index) else { return };
    if shelf.look.replace(index) == Some(index) || shelf.glances.contains_key(&index) {
        return;
    }
    let shared = desk.shell.site.as_ref().filter(|it| match &item.place {
        Spot::File(path) => it.paths.contains(path),
        Spot::Within(..) => false,
    });
    let shared = shared.and_then(|it| it.shared.clone());
    let cancel = Cancel::new();
    if let Some(old) = shelf.looking.replace(cancel.clone()) {
        old.cancel();
    }
    desk.jobs.start(Job::Glance { spot: item.place.clone(), index, shared, cancel });
}

/// Looks again into what was looked into, now that it is known what the files have in common.
pub(super) fn look_again(desk: &mut Desk) {
    let Some(shelf) = desk.shell.shelf.as_mut() else { return };
    shelf.glances.clear();
    if let Some(index) = shelf.look.take() {
        look(desk, index);
    }
}

/// Takes in what an item is like.
pub(super) fn looked(desk: &mut Desk, index: usize, cancel: &Cancel, found: Option<Box<Glance>>) {
    let Some(shelf) = desk.shell.shelf.as_mut().filter(|_| !cancel.is_cancelled()) else { return };
    shelf.looking = None;
    if let Some(found) = found {
        shelf.glances.insert(index, *found);
        if shelf.glances.len() > MOST_GLANCES {
            // The farthest from it.
            if index * 2 < shelf.items.len() {
                shelf.glances.pop_last();
            } else {
                shelf.glances.pop_first();
            }
        }
    }
}

/// Opens a document of the list. The one before is put away, unless it has changes.
pub(super) fn open(desk: &mut Desk, index: usize) {
    leave(desk);
    let Some(shelf) = desk.shell.shelf.as_mut() else { return };
    let Some(item) = shelf.items.get(index).cloned() else { return };
    (shelf.at, shelf.reveal) = (Some((index, None)), true);
    // The document itself is what it is like now, and may change.
    shelf.glances.remove(&index);
    shelf.look = None;
    match item.place {
        Spot::File(path) => {
            file::read(desk, path);
            joined(desk);
        }
        Spot::Within(path, at) => {
            let its = alone(&path, at);
            let there = desk.open.iter().find(|it| it.file.opened.as_ref() == Some(&its));
            if let Some(id) = there.map(|it| it.id) {
                desk.current = Some(id);
                return joined(desk);
            }
            desk.jobs.start(Job::ReadNth { path, at, index });
        }
    }
}

/// Puts away the document of the list that is open, unless it has changes or is being exported.
fn leave(desk: &mut Desk) {
    let Some((index, Some(id))) = desk.shell.shelf.as_ref().and_then(|it| it.at) else { return };
    let Some(open) = desk.by_id(id) else { return };
    let saved = open.file.native.clone();
    let busy = open.workspace.is_changed() || open.export.is_some();
    if let (Some(shelf), Some(saved)) = (desk.shell.shelf.as_mut(), saved)
        && let Some(item) = shelf.items.get_mut(index)
    {
        item.place = Spot::File(saved);
        if item.state != Stage::Done {
            item.state = Stage::Tagged;
        }
    }
    if !busy {
        file::discard(desk, id);
    }
}

/// The document that is shown now is that of the list, if its file is.
pub(super) fn joined(desk: &mut Desk) {
    let Some(open) = desk.current() else { return };
    let id = open.id;
    let its = [open.file.native.clone(), open.file.opened.clone()];
    let Some(shelf) = desk.shell.shelf.as_mut() else { return };
    let Some((index, at @ None)) = shelf.at.as_mut() else { return };
    let path = match shelf.items.get(*index).map(|it| &it.place) {
        Some(Spot::File(path)) => path.clone(),
        Some(Spot::Within(path, nth)) => alone(path, *nth),
        None => return,
    };
    if its.contains(&Some(path)) {
        *at = Some(id);
    }
}

/// A file could not be opened: the list says so, if it is the one that it waits for.
pub(super) fn failed(desk: &mut Desk, path: &std::path::Path) {
    let Some(shelf) = desk.shell.shelf.as_mut() else { return };
    let Some((index, None)) = shelf.at else { return };
    let Some(item) = shelf.items.get_mut(index) else { return };
    let (Spot::File(its) | Spot::Within(its, _)) = &item.place;
    if its == path {
        item.state = Stage::Problem;
    }
}

/// Takes in a document of a data set.
pub(super) fn nth(
    desk: &mut Desk,
    (path, at, index): (PathBuf, usize, usize),
    result: Result<Opened, FileError>,
) {
    if desk.shell.shelf.as_ref().and_then(|it| it.at) != Some((index, None)) {
        // Another was asked for meanwhile.
        session::not_read(desk, &alone(&path, at), None);
        return;
    }
    let opened = match result {
        Ok(it) => it,
        Err(error) => {
            failed(desk, &path);
            if session::not_read(desk, &alone(&path, at), Some(&error)) {
                return;
            }
            return fail(desk, words::messages::OPEN_FROM_LIST_FAILED, &error);
        }
    };
    let Some(read) = opened.documents.into_iter().next() else { return failed(desk, &path) };
    let problems = read.problems.iter().map(file::noted).collect();
    let state = FileState { opened: Some(alone(&path, at)), problems, ..FileState::default() };
    let fresh = read.document.annotation_count() == 0;
    let zones = crate::tagger::known_zones(&read.document);
    let before = desk.current;
    let id = file::place(desk, read.document, state);
    file::show_recognised(desk, id, true);
    if fresh {
        file::tag(desk, id, zones);
    }
    if let Some(seat) = session::awaited(desk, &alone(&path, at)) {
        session::sit(desk, &seat, before);
        session::end(desk);
    }
    joined(desk);
}
