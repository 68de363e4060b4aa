//! Steps that touch so much that they would take longer than a frame: done on a copy, away from the
//! window, which takes the place of the document when it is done.

use std::sync::Arc;

use super::tag;
use crate::annotation::{AnnotationId, Edit, Transaction};
use crate::tagger::Cancel;
use crate::ui::derived;
use crate::ui::desk::Desk;
use crate::ui::intent::TagIntent;
use crate::ui::jobs::{Job, Large, Stepped};
use crate::ui::state::{Open, OpenId, Work};
use crate::ui::words;
use crate::workspace::Way;

/// What a step may cost within a frame. An edit costs four, for it is made, done, logged and taken
/// back; and an annotation one, when the lists are made anew.
const AT_ONCE: usize = 8_000;

/// Whether so many edits would take longer than a frame.
fn is_large(open: &Open, edits: usize) -> bool {
    let all = open.workspace.document().annotation_count();
    edits > derived::MOST && edits.saturating_mul(4).saturating_add(all) > AT_ONCE
}

/// Begins to take back, or do again, a large step. False if there is none that way, or a small one.
pub(super) fn travels(desk: &mut Desk, way: Way) -> bool {
    let Some(open) = desk.current() else { return false };
    let step = open.workspace.next(way).filter(|it| is_large(open, it.edits.len()));
    let Some(step) = step else { return false };
    let id = open.id;
    match way {
        Way::On => return false,
        Way::Back => begin(desk, id, Large::Back(step)),
        Way::Again => begin(desk, id, Large::Again(step)),
    }
    true
}

/// Begins to do what is asked for, if it is about many tags; else gives it back.
pub(super) fn takes(desk: &mut Desk, intent: TagIntent) -> Option<TagIntent> {
    let by = desk.signature();
    let edits = match &intent {
        TagIntent::DecideMany(ids, _) | TagIntent::ReplaceLabel(ids, _) => ids.len(),
        TagIntent::Mentions(_, places) => places.len(),
        _ => 0,
    };
    match desk.current().filter(|it| is_large(it, edits)).map(|it| it.id) {
        Some(id) => begin(desk, id, Large::Tags(Box::new(intent), by)),
        None => return Some(intent),
    }
    None
}

/// Begins to take in the tags of a file, if they are many; else gives them back.
pub(super) fn imports(desk: &mut Desk, id: OpenId, step: Transaction) -> Option<Transaction> {
    if !desk.by_id(id).is_some_and(|it| is_large(it, step.edits.len())) {
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
    let what = match &step {
        Large::Tags(intent, _) => match **intent {
            TagIntent::ReplaceLabel(..) => words::messages::REPLACING,
            TagIntent::Mentions(..) => words::messages::TAGGING_MENTIONS,
            _ => words::messages::DECIDING,
        },
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
    let Stepped { step, loss, prepared, lists, cancel } = stepped;
    let order = desk.preferences.order;
    let Some(open) = desk.by_id_mut(id).filter(|_| !cancel.is_cancelled()) else {
        return desk.jobs.start(Job::LetGo(Box::new((step, prepared, lists))));
    };
    open.step = None;
    let prepared = match prepared {
        Ok(it) => it,
        // As a small step says it.
        Err(error) if matches!(step, Large::Tags(..)) => {
            return desk.shell.toasts.error(words::sentence(&error.to_string()));
        }
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
            if !matches!(step, Large::Tags(..)) {
                open.view.selected = first.filter(there);
            } else if !open.view.selected.as_ref().is_some_and(there) {
                open.view.selected = None;
            }
            let said = match step {
                Large::Tags(..) | Large::Import(_) => name,
                Large::Back(_) => words::messages::undone(&name),
                Large::Again(_) => words::messages::redone(&name),
            };
            match loss {
                Some(loss) => tag::tell_loss(desk, &loss),
                None => desk.shell.toasts.done(said),
            }
            desk.jobs.start(Job::LetGo(Box::new((old, lists, step))));
        }
        // The editor has gone on working meanwhile: what is asked for still means the same tags,
        // but another step would be taken back.
        Err(late) => {
            desk.jobs.start(Job::LetGo(Box::new((late, lists))));
            match step {
                Large::Tags(..) => begin(desk, id, step),
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
