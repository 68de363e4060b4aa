//! Steps that touch so much that they would take longer than a frame: done on a copy, away from the
//! window, which takes the place of the document when it is done.

use std::sync::Arc;

use crate::annotation::{AnnotationId, Edit, Review, Transaction};
use crate::tagger::Cancel;
use crate::ui::desk::Desk;
use crate::ui::jobs::{Job, Large, Stepped};
use crate::ui::state::{OpenId, Work};
use crate::ui::words;
use crate::workspace::Way;

/// Steps of more edits than this are done away from the window.
const AT_ONCE: usize = 10_000;

/// Begins to take back, or do again, a large step. False if there is none that way, or a small one.
pub(super) fn travels(desk: &mut Desk, way: Way) -> bool {
    let Some(open) = desk.current() else { return false };
    let Some(step) = open.workspace.next(way).filter(|it| it.edits.len() > AT_ONCE) else {
        return false;
    };
    let id = open.id;
    match way {
        Way::On => return false,
        Way::Back => begin(desk, id, Large::Back(step)),
        Way::Again => begin(desk, id, Large::Again(step)),
    }
    true
}

/// Begins to decide about tags, if they are many.
pub(super) fn decides(desk: &mut Desk, ids: &[AnnotationId], review: Review) -> bool {
    let by = desk.signature();
    let Some(id) = desk.current.filter(|_| ids.len() > AT_ONCE) else { return false };
    begin(desk, id, Large::Decide(ids.to_vec(), review, by));
    true
}

/// Begins to take in the tags of a file, if they are many; else gives them back.
pub(super) fn imports(desk: &mut Desk, id: OpenId, step: Transaction) -> Option<Transaction> {
    if step.edits.len() <= AT_ONCE {
        return Some(step);
    }
    begin(desk, id, Large::Import(Arc::new(step)));
    None
}

/// One large step of a document at a time: what is asked for meanwhile waits for another press.
fn begin(desk: &mut Desk, id: OpenId, step: Large) {
    let order = desk.preferences.order;
    let Some(open) = desk.by_id_mut(id) else { return };
    if let Some(running) = &open.step {
        let message = words::messages::not_done_yet(running.what);
        return desk.shell.toasts.done(message);
    }
    let what = match step {
        Large::Decide(..) => words::messages::DECIDING,
        Large::Import(_) => words::messages::IMPORTING,
        Large::Back(_) => words::messages::UNDOING,
        Large::Again(_) => words::messages::REDOING,
    };
    let cancel = Cancel::new();
    open.step = Some(Work { what, done: 0, cancel: cancel.clone() });
    let (document, revision) = (open.workspace.snapshot(), open.workspace.revision());
    let look = (open.view.filter.clone(), order);
    desk.jobs.start(Job::Step { open: id, document, revision, step, look, cancel });
}

/// Stops a large step: nothing of it is done.
pub(super) fn stop(desk: &mut Desk, id: OpenId) {
    if let Some(work) = desk.by_id_mut(id).and_then(|it| it.step.take()) {
        work.cancel.cancel();
        desk.shell.toasts.done(words::messages::stopped_without_change(work.what));
    }
}

/// Puts the copy that a step was done on in the place of its document.
pub(super) fn stepped(desk: &mut Desk, id: OpenId, stepped: Stepped) {
    let Stepped { step, prepared, lists, cancel } = stepped;
    let order = desk.preferences.order;
    let Some(open) = desk.by_id_mut(id).filter(|_| !cancel.is_cancelled()) else {
        return desk.jobs.start(Job::LetGo(Box::new((step, prepared, lists))));
    };
    open.step = None;
    let prepared = match prepared {
        Ok(it) => it,
        Err(error) => {
            let message = words::messages::STEP_UNFIT;
            return desk.shell.toasts.failure(message, &error.into());
        }
    };
    let (name, first) = (prepared.step().name.clone(), first(prepared.step()));
    match open.workspace.adopt(prepared) {
        Ok(old) => {
            let filter = open.view.filter.clone();
            let lists = open.derived.take_over(&mut open.workspace, (&filter, order), lists);
            let document = open.workspace.document();
            let there = |it: &AnnotationId| document.annotation(*it).is_some();
            if !matches!(step, Large::Decide(..)) {
                open.view.selected = first.filter(there);
            } else if !open.view.selected.as_ref().is_some_and(there) {
                open.view.selected = None;
            }
            let said = match step {
                Large::Decide(..) | Large::Import(_) => name,
                Large::Back(_) => words::messages::undone(&name),
                Large::Again(_) => words::messages::redone(&name),
            };
            desk.shell.toasts.done(said);
            desk.jobs.start(Job::LetGo(Box::new((old, lists, step))));
        }
        // The editor has gone on working meanwhile: a decision still means the same tags, but
        // another step would be taken back.
        Err(late) => {
            desk.jobs.start(Job::LetGo(Box::new((late, lists))));
            match step {
                Large::Decide(..) => begin(desk, id, step),
                Large::Import(_) => {
                    let message = words::messages::CHANGED_DURING_IMPORT;
                    desk.shell.toasts.error(message);
                }
                Large::Back(_) | Large::Again(_) => {
                    let message = words::messages::CHANGED_DURING_UNDO;
                    desk.shell.toasts.done(message);
                }
            }
        }
    }
}

/// The first annotation that a step is about.
fn first(step: &Transaction) -> Option<AnnotationId> {
    step.edits.iter().find_map(|edit| match edit {
        Edit::Insert(it) | Edit::Replace(it) => Some(it.id),
        _ => None,
    })
}
