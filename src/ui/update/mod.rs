//! Carries intents out: one short arm each, grouped by what they are about.

mod answers;
mod dataset;
mod draft;
mod export;
mod file;
mod import;
mod large;
mod meet;
mod paste;
mod place;
mod proposals;
mod recover;
mod session;
mod shelf;
mod site;
mod tag;
mod tagset;
mod versions;
mod view;

pub(super) use self::answers::receive;
pub(super) use self::file::{dropped, problem};
pub(super) use self::import::tidy;
pub(super) use self::meet::look;
pub(super) use self::view::{keep_zoom_in_bounds, looks, mode};

use egui::Context;

use super::desk::Desk;
use super::intent::{FileIntent, Intent};
use crate::annotation::Touched;
use crate::ui::words;
use crate::workspace::{Way, Workspace};

/// Carries out `intent`. A note that is being written is kept first, whatever comes.
pub(super) fn update(desk: &mut Desk, ctx: &Context, intent: Intent) {
    tag::keep_note(desk);
    if matches!(&intent, Intent::File(it) if *it != FileIntent::Reopen) {
        session::pass(desk);
    }
    match intent {
        Intent::Tag(intent) => {
            tag::put_away(desk, &intent);
            if let Some(small) = large::takes(desk, intent) {
                tag::update(desk, &small);
            }
        }
        Intent::View(intent) => view::update(desk, ctx, intent),
        Intent::File(intent) => file::update(desk, ctx, intent),
        Intent::TagSet(intent) => tagset::update(desk, intent),
        Intent::Undo if large::travels(desk, Way::Back) => {}
        Intent::Redo if large::travels(desk, Way::Again) => {}
        Intent::Undo => travel(desk, words::messages::undone, Workspace::undo),
        Intent::Redo => travel(desk, words::messages::redone, Workspace::redo),
    }
}

type Travel = fn(&mut Workspace) -> Option<(String, Touched)>;

/// Undoes or redoes, and shows what that touched.
fn travel(desk: &mut Desk, said: fn(&str) -> String, step: Travel) {
    let Some(open) = desk.current_mut() else { return };
    let Some((name, touched)) = step(&mut open.workspace) else { return };
    let document = open.workspace.document();
    if let Some(id) = touched.annotations.first().copied() {
        open.view.selected = Some(id);
        if let Some(it) = document.annotation(id) {
            open.view.article.reveal(it.spans.hull().start());
        }
    } else if open.view.selected.is_some_and(|it| document.annotation(it).is_none()) {
        open.view.selected = None;
    }
    desk.shell.toasts.done(said(&name));
}
