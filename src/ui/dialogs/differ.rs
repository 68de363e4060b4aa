//! The open document and its file differ: what each has changed, and whose version stands.

use std::path::Path;

use egui::{RichText, ScrollArea, Ui};

use super::cancel;
use super::files::{file_button, list, reload};
use crate::annotation::merge::{Choice, Choices, Conflict};
use crate::ui::desk::Desk;
use crate::ui::intent::{FileIntent, Intent, Intents};
use crate::ui::state::{After, OpenId, Theirs};
use crate::ui::theme::Theme;
use crate::ui::words;

/// Draws what differs.
pub(super) fn show(
    ui: &mut Ui,
    (theme, desk): (&Theme, &Desk),
    (open, path, after): (OpenId, &Path, After),
    (theirs, choices): (&Theirs, &mut Choices),
    intents: &mut Intents,
) {
    ui.heading(words::files::DIFFER);
    let ways_out = |ui: &mut Ui, intents: &mut Intents| {
        reload(ui, desk, (open, path), intents);
        file_button(ui, words::files::SAVE_ELSEWHERE, FileIntent::SaveAs(after), intents);
        cancel(ui, words::files::DO_NOTHING, intents);
    };
    let Some(differences) = &theirs.differences else {
        ui.label(words::files::DIFFER_IN_TEXT);
        ui.add_space(8.0);
        ui.horizontal_wrapped(|ui| ways_out(ui, intents));
        return;
    };
    let most = (ui.ctx().content_rect().height() - 260.0).clamp(160.0, 460.0);
    ScrollArea::vertical().max_height(most).show(ui, |ui| {
        // First what waits for an answer.
        conflicts(ui, theme, &differences.both, choices);
        list(ui, &words::files::changed_by_me(differences.mine.len()), &differences.mine);
        list(ui, &words::files::changed_in_file(differences.theirs.len()), &differences.theirs);
    });
    if differences.mine.is_empty() && differences.both.is_empty() {
        ui.label(words::files::DIFFER_NOTHING_MINE);
    }
    ui.label(words::files::MERGE_ABOUT);
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        if ui.button(words::files::MERGE).clicked() {
            // Made now: it holds a whole document.
            let merge = FileIntent::Merge(open, Box::new(theirs.clone()), choices.clone());
            intents.push(Intent::File(merge));
        }
        ways_out(ui, intents);
    });
}

/// What both have changed, each with a choice.
fn conflicts(ui: &mut Ui, theme: &Theme, all: &[Conflict], choices: &mut Choices) {
    if all.is_empty() {
        return;
    }
    ui.label(RichText::new(words::files::changed_by_both(all.len())).strong());
    if all.len() > 1 {
        ui.horizontal_wrapped(|ui| {
            for (name, choice) in [
                (words::files::MERGE_ALL_MINE, Choice::Mine),
                (words::files::MERGE_ALL_THEIRS, Choice::Theirs),
            ] {
                if ui.button(name).clicked() {
                    for it in all {
                        choices.set(it.thing, choice);
                    }
                }
            }
        });
    }
    for (at, conflict) in all.iter().enumerate() {
        ui.push_id(at, |ui| one(ui, theme, conflict, choices));
    }
}

fn one(ui: &mut Ui, theme: &Theme, conflict: &Conflict, choices: &mut Choices) {
    ui.add_space(4.0);
    ui.label(&conflict.what);
    let mut choice = choices.of(conflict.thing);
    let ways = [
        (Choice::Mine, words::files::mine(&conflict.mine)),
        (Choice::Theirs, words::files::theirs(&conflict.theirs)),
        (Choice::Both, words::files::MERGE_BOTH.to_owned()),
    ];
    ui.indent("ways", |ui| {
        for (way, words) in ways.into_iter().filter(|it| it.0 != Choice::Both || conflict.both) {
            let color = if choice == way { theme.palette.ink } else { theme.palette.muted };
            ui.radio_value(&mut choice, way, RichText::new(words).color(color));
        }
    });
    choices.set(conflict.thing, choice);
}
