//! Proposals come into the document that they were made for: at once, or, where that would take
//! longer than a frame, on a copy away from the window.

use crate::annotation::reconcile::reconcile;
use crate::annotation::{EditError, Proposals};
use crate::tagger;
use crate::ui::desk::Desk;
use crate::ui::jobs::{Fitted, Job};
use crate::ui::journal::Kept;
use crate::ui::rerun::Rerun;
use crate::ui::session;
use crate::ui::state::{Open, OpenId};
use crate::ui::words::messages;

/// Most proposals and annotations that are fitted within a frame.
const AT_ONCE: usize = 2000;

/// Takes in what the tagger found; nothing, if it was stopped.
pub(super) fn tagged(desk: &mut Desk, id: OpenId, found: Option<Box<Proposals>>) {
    // An older run, which this one has replaced, or one that was stopped.
    let (Some(proposals), Some(open)) = (found, desk.by_id_mut(id)) else { return };
    if open.work.is_none() {
        return desk.jobs.start(Job::LetGo(proposals));
    }
    let document = open.workspace.document();
    if proposals.annotations.len() + document.annotation_count() > AT_ONCE {
        return fit(desk, id, proposals);
    }
    open.work = None;
    let result = reconcile(document, &proposals, tagger::VERSION);
    let first = is_first(open);
    let run = Rerun::new(document, result.new, &result.withdrawn);
    open.view.anew = false;
    match open.workspace.apply(result.transaction) {
        Ok(_) if first => {
            open.workspace.forget_history();
            session::choose(open);
        }
        Ok(_) => say(desk, id, run),
        Err(error) => refuse(desk, error),
    }
}

/// Has proposals fitted into a copy of the document.
fn fit(desk: &mut Desk, id: OpenId, proposals: Box<Proposals>) {
    let order = desk.preferences.order;
    let Some(open) = desk.by_id_mut(id) else { return };
    let Some(work) = &open.work else { return };
    let cancel = work.cancel.clone();
    let (document, revision) = (open.workspace.snapshot(), open.workspace.revision());
    let look = (open.view.filter.clone(), order);
    desk.jobs.start(Job::Fit { open: id, document, revision, proposals, look, cancel });
}

/// Puts the copy that proposals were fitted into in the place of its document.
pub(super) fn fitted(desk: &mut Desk, id: OpenId, fitted: Fitted) {
    let Fitted { proposals, prepared, lists, new, withdrawn, cancel } = fitted;
    let order = desk.preferences.order;
    let Some(open) = desk.by_id_mut(id).filter(|it| it.work.is_some() && !cancel.is_cancelled())
    else {
        return desk.jobs.start(Job::LetGo(Box::new((proposals, prepared, lists))));
    };
    let prepared = match prepared {
        Ok(it) => it,
        Err(error) => {
            open.work = None;
            return refuse(desk, error);
        }
    };
    let first = is_first(open);
    let run = Rerun::new(open.workspace.document(), new, &withdrawn);
    open.view.anew = false;
    match open.workspace.adopt(prepared) {
        Ok(old) => {
            open.work = None;
            if first {
                open.workspace.forget_history();
                session::choose(open);
            }
            let filter = open.view.filter.clone();
            let lists = open.derived.take_over(&mut open.workspace, (&filter, order), lists);
            // Without a journal nobody asks what was done.
            let log = (open.kept == Kept::Nothing && first).then(|| open.workspace.take_log());
            desk.jobs.start(Job::LetGo(Box::new((old, log, lists, proposals))));
            if !first {
                say(desk, id, run);
            }
        }
        // The editor has gone on working meanwhile.
        Err(late) => {
            desk.jobs.start(Job::LetGo(Box::new((late, lists))));
            fit(desk, id, proposals);
        }
    }
}

/// Proposals on a fresh article can be made again at any time: they are no unsaved work. On a document
/// that had been tagged before, they are a step.
fn is_first(open: &Open) -> bool {
    let untagged =
        open.workspace.revision() == 0 && open.workspace.document().annotation_count() == 0;
    (untagged || open.view.anew) && !open.workspace.is_changed() && open.file.native.is_none()
}

/// Tells what a run has changed, and keeps it to be gone through.
fn say(desk: &mut Desk, id: OpenId, run: Rerun) {
    let (new, withdrawn) = run.counts();
    desk.shell.toasts.done(messages::proposed(new, withdrawn));
    if let Some(open) = desk.by_id_mut(id) {
        open.view.rerun = Some(run);
    }
}

fn refuse(desk: &mut Desk, error: EditError) {
    let message = messages::PROPOSALS_UNFIT;
    desk.shell.toasts.failure(message, &error.into());
}
