//! Imports of tags: asked about, weighed, carried out.

use std::path::PathBuf;

use super::{file, large};
use crate::annotation::{Incoming, Transaction};
use crate::files::FileError;
use crate::tagger::Cancel;
use crate::ui::desk::Desk;
use crate::ui::import::{Found, ImportChoice, Weighed, Weighing};
use crate::ui::jobs::Job;
use crate::ui::state::{Dialog, OpenId};
use crate::ui::words;

/// Asks what is to become of the tags of a file.
pub(super) fn ask(desk: &mut Desk, path: PathBuf) {
    let article = desk.current;
    let own = article.is_none();
    let choice = ImportChoice { path, format: None, unit: None, article, own };
    desk.shell.dialog = Some(Dialog::Import { choice });
}

/// Has it found out what an import would change; what was found before is of no use any more.
pub(super) fn weigh(desk: &mut Desk, choice: ImportChoice) {
    let number = desk.shell.import.as_ref().map_or(0, |it| it.number + 1);
    forget(desk);
    let open = choice.article.and_then(|it| desk.by_id(it));
    let article = open.map(|it| it.workspace.snapshot());
    let of = (choice.clone(), open.map(|it| it.workspace.revision()));
    let cancel = Cancel::new();
    desk.shell.import = Some(Weighing { of, number, found: None, cancel: cancel.clone() });
    desk.jobs.start(Job::Weigh { choice, article, number, cancel });
}

/// Lets go of what was found, once nobody asks any more.
pub(in crate::ui) fn tidy(desk: &mut Desk) {
    if desk.shell.import.is_some() && !matches!(desk.shell.dialog, Some(Dialog::Import { .. })) {
        forget(desk);
    }
}

fn forget(desk: &mut Desk) {
    if let Some(old) = desk.shell.import.take() {
        old.cancel.cancel();
        desk.jobs.start(Job::LetGo(Box::new(old.found)));
    }
}

/// Takes in what would change.
pub(super) fn weighed(desk: &mut Desk, number: u64, found: Result<Weighed, FileError>) {
    let asked = desk.shell.import.as_mut().filter(|it| it.number == number);
    match asked {
        Some(it) => {
            it.found = Some(found.map_err(|it| words::sentence(&it.to_string())));
        }
        None => desk.jobs.start(Job::LetGo(Box::new(found))),
    }
}

/// Carries out what was weighed, as one step or as documents of their own.
pub(super) fn carry_out(desk: &mut Desk, choice: &ImportChoice) {
    let Some(Weighing { of, found: Some(Ok(found)), .. }) = desk.shell.import.take() else {
        return;
    };
    let revision = |it| desk.by_id(it).map(|it| it.workspace.revision());
    if of.0 != *choice || of.1 != choice.article.and_then(revision) {
        return desk.shell.toasts.error(words::messages::CHANGED_SINCE_IMPORT_SHOWN);
    }
    match (found.what, choice.onto()) {
        (Found::Onto(incoming), Some(id)) => come_in(desk, id, incoming),
        (Found::Own(opened), _) => file::opened(desk, &choice.path, opened),
        (Found::Onto(_), None) => {}
    }
}

fn come_in(desk: &mut Desk, id: OpenId, incoming: Incoming) {
    let said = said(&incoming);
    let Incoming { transaction, problems, .. } = incoming;
    let Some(open) = desk.by_id_mut(id) else { return };
    let new = problems.iter().map(file::noted);
    let known = std::mem::take(&mut open.file.problems);
    let new: Vec<_> = new.filter(|it| !known.contains(it)).collect();
    open.file.problems = known.into_iter().chain(new).collect();
    if let Some(small) = large::imports(desk, id, transaction) {
        apply(desk, id, small, said);
    }
}

fn apply(desk: &mut Desk, id: OpenId, step: Transaction, said: String) {
    let Some(open) = desk.by_id_mut(id) else { return };
    match open.workspace.apply(step) {
        Ok(touched) => {
            if let Some(first) = touched.annotations.first() {
                super::view::select(open, Some(*first), true);
            }
            desk.shell.toasts.done(said);
        }
        Err(error) => {
            let message = words::messages::IMPORT_UNFIT;
            desk.shell.toasts.failure(message, &error.into());
        }
    }
}

/// What has happened, in a sentence.
fn said(incoming: &Incoming) -> String {
    let tags = &incoming.tags;
    words::messages::imported(tags.new, tags.there, !incoming.problems.is_empty())
}

/// Begins with this file, if it holds tags and no text: such a file cannot be opened alone.
pub(super) fn offer(desk: &mut Desk, path: PathBuf) {
    if desk.shell.dialog.is_none() {
        ask(desk, path);
    } else {
        desk.shell.toasts.error(words::messages::tags_without_text(&path));
    }
}
