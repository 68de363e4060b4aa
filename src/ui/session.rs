//! [`Session`]: what is open, in a form that outlives the window, so that the next one can go on with it.
//!
//! Not here: how it is opened again (`update`), where it is kept ([`Preferences`]).

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::desk::Desk;
use super::shelf::{Spot, alone};
#[cfg(doc)]
use super::state::Preferences;
use super::state::{Open, OpenId};
use crate::annotation::AnnotationId;
use crate::files;
use crate::text::{Text, Unit};

/// What is open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// The documents with a file, in their order.
    pub documents: Vec<Seat>,
    /// The folder or data set that is gone through.
    pub list: Option<List>,
}

/// A folder or data set that is gone through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct List {
    /// Where it is.
    pub path: PathBuf,
    /// The document of it that is open.
    pub seat: Option<Seat>,
}

/// A document and the place in it. Places are counted in code points.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Seat {
    /// Its file.
    pub path: PathBuf,
    /// Whether it is the one that is shown.
    pub front: bool,
    /// Where the caret is.
    pub caret: usize,
    /// The selected annotation, and where that begins.
    pub tag: Option<(u32, usize)>,
    /// A place near the top of the view, and how many points it is below that.
    pub top: Option<(usize, i32)>,
}

/// The window is being closed: documents may go before it is written down what is open.
#[derive(Clone, Debug)]
pub struct Leaving {
    /// The document that was shown.
    front: Option<OpenId>,
    /// The documents that were open, in their order.
    order: Vec<OpenId>,
    /// Those of them that are gone.
    gone: Vec<(OpenId, Seat)>,
}

/// What is still being opened of a session.
#[derive(Clone, Debug, Default)]
pub struct Returning {
    /// Documents whose files are being read.
    pub waiting: Vec<Seat>,
    /// The list that is being made.
    pub list: Option<List>,
    /// The files in their order, for when all are there.
    pub order: Vec<PathBuf>,
    /// What could not be opened, and why, in sentences.
    pub failed: Vec<String>,
    /// The user goes on meanwhile: no other document is to be put in front.
    pub passed: bool,
}

impl Leaving {
    /// What is open as the user wants to close the window.
    pub fn begin(desk: &Desk) -> Self {
        let order = desk.open.iter().map(|it| it.id).collect();
        Self { front: desk.current, order, gone: Vec::new() }
    }

    /// A document goes because the window is being closed.
    pub fn goes(&mut self, open: &Open) {
        self.gone.extend(seat(open).map(|it| (open.id, it)));
    }
}

impl Seat {
    /// The place in `open`.
    pub fn of(open: &Open, path: PathBuf) -> Self {
        let document = open.workspace.document();
        let text = document.text();
        let count = |at: usize| text.offset_in(Unit::CodePoint, at);
        let tag = open.view.selected.and_then(|it| document.annotation(it));
        #[expect(clippy::cast_possible_truncation, reason = "whole points are enough")]
        let top = open.view.article.top().map(|(at, under)| (count(at), under as i32));
        Self {
            path,
            front: false,
            caret: count(open.view.article.caret()),
            tag: tag.map(|it| (it.id.0, count(it.spans.hull().start()))),
            top,
        }
    }

    /// Puts the caret and the page where they were, as far as the document still has the place.
    pub fn take(&self, open: &mut Open) {
        let text = open.workspace.document().text().clone();
        if let Some(at) = byte(&text, self.caret) {
            open.view.article.set_caret(at);
        }
        if let Some((at, under)) = self.top.and_then(|(at, under)| Some((byte(&text, at)?, under)))
        {
            open.view.article.show_at(at, f64::from(under));
        }
        open.view.tag = self.tag;
        choose(open);
    }
}

/// Selects the tag that was selected, once it is there; nothing, if something else is by now.
pub fn choose(open: &mut Open) {
    let document = open.workspace.document();
    let Some((id, start)) = open.view.tag else { return };
    let start = byte(document.text(), start);
    let found = document.annotation(AnnotationId(id));
    let same = found.is_some_and(|it| Some(it.spans.hull().start()) == start);
    if open.view.selected.is_none() && same {
        open.view.selected = Some(AnnotationId(id));
    }
    if same || open.work.is_none() {
        open.view.tag = None;
    }
}

fn byte(text: &Text, at: usize) -> Option<usize> {
    text.byte_of(Unit::CodePoint, at)
}

/// What is open; nothing, if the user does not want it to come back.
pub fn session(desk: &Desk) -> Session {
    if !desk.preferences.reopen {
        return Session::default();
    }
    if desk.shell.returning.is_some() {
        // Killed now, the window would have forgotten what was not read yet.
        return desk.preferences.session.clone();
    }
    let leaving = desk.shell.leaving.as_ref().filter(|_| desk.shell.quit);
    let front = leaving.map_or(desk.current, |it| it.front);
    let list = list(desk, front);
    let in_list = desk.shell.shelf.as_ref().and_then(|it| it.at?.1);
    let open = desk.open.iter().filter(|it| list.is_none() || Some(it.id) != in_list);
    let mut seats: Vec<_> = open.filter_map(|it| Some((it.id, seat(it)?))).collect();
    if let Some(leaving) = leaving {
        seats.extend(leaving.gone.iter().cloned());
        seats.sort_by_key(|(id, _)| leaving.order.iter().position(|it| it == id));
    }
    let mut documents: Vec<Seat> = Vec::new();
    for (id, seat) in seats {
        let seat = Seat { front: Some(id) == front, ..seat };
        // The later of two with one file is the newer draft.
        documents.retain(|it| it.path != seat.path);
        documents.push(seat);
    }
    Session { documents, list }
}

fn list(desk: &Desk, front: Option<OpenId>) -> Option<List> {
    let shelf = desk.shell.shelf.as_ref()?;
    let path = kept(&shelf.path)?;
    let open = shelf.at.and_then(|(_, id)| desk.by_id(id?));
    let seat = open.zip(shelf.at.and_then(|(index, _)| shelf.items.get(index)));
    let seat = seat.and_then(|(open, item)| {
        let seat = Seat::of(open, kept(&spot(&item.place))?);
        Some(Seat { front: Some(open.id) == front, ..seat })
    });
    Some(List { path, seat })
}

/// The file of a document in a list; for one of several in a file, the one that it would be.
pub fn spot(place: &Spot) -> PathBuf {
    match place {
        Spot::File(path) => path.clone(),
        Spot::Within(path, at) => alone(path, *at),
    }
}

/// The place in a document; `None` for one without a file, which no other window can open.
fn seat(open: &Open) -> Option<Seat> {
    let file = &open.file;
    let path = match (&file.native, &file.opened) {
        (Some(native), _) => native,
        // One of several in a file has the name of a file that is not there.
        (None, Some(opened)) if file.article.is_some() || files::is_file(opened) => opened,
        _ => return None,
    };
    Some(Seat::of(open, kept(path)?))
}

/// A path as it is kept: whole, since the next window may begin in another folder. `None` for one
/// that cannot be written down.
fn kept(path: &Path) -> Option<PathBuf> {
    let path = files::absolute(path);
    path.to_str().is_some().then_some(path)
}
