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

/// Draws what differs.
pub(super) fn show(
    ui: &mut Ui,
    (theme, desk): (&Theme, &Desk),
    (open, path, after): (OpenId, &Path, After),
    (theirs, choices): (&Theirs, &mut Choices),
    intents: &mut Intents,
) {
    ui.heading("Your document and the file");
    let ways_out = |ui: &mut Ui, intents: &mut Intents| {
        reload(ui, desk, (open, path), intents);
        file_button(ui, "Save under another name…", FileIntent::SaveAs(after), intents);
        cancel(ui, "Do nothing", intents);
    };
    let Some(differences) = &theirs.differences else {
        ui.label("The file holds another text, so the tags cannot be merged.");
        ui.add_space(8.0);
        ui.horizontal_wrapped(|ui| ways_out(ui, intents));
        return;
    };
    let most = (ui.ctx().content_rect().height() - 260.0).clamp(160.0, 460.0);
    ScrollArea::vertical().max_height(most).show(ui, |ui| {
        // First what waits for an answer.
        conflicts(ui, theme, &differences.both, choices);
        list(ui, "Changed by you", &differences.mine);
        list(ui, "Changed in the file", &differences.theirs);
    });
    if differences.mine.is_empty() && differences.both.is_empty() {
        ui.label("You have changed nothing that the file does not have.");
    }
    ui.label("A merge is one step: undoing it leaves what the file holds. It is saved by you.");
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        if ui.button("Merge").clicked() {
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
    ui.label(RichText::new(format!("Changed by both: {}", all.len())).strong());
    if all.len() > 1 {
        ui.horizontal_wrapped(|ui| {
            for (name, choice) in
                [("Mine for all", Choice::Mine), ("The file’s for all", Choice::Theirs)]
            {
                if ui.button(name).clicked() {
                    choices.extend(all.iter().map(|it| (it.thing, choice)));
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
    let choice = choices.entry(conflict.thing).or_default();
    let ways = [
        (Choice::Mine, format!("Mine: {}", conflict.mine)),
        (Choice::Theirs, format!("The file’s: {}", conflict.theirs)),
        (Choice::Both, "Both, beside each other".to_owned()),
    ];
    ui.indent("ways", |ui| {
        for (way, words) in ways.into_iter().filter(|it| it.0 != Choice::Both || conflict.both) {
            let color = if *choice == way { theme.palette.ink } else { theme.palette.muted };
            ui.radio_value(choice, way, RichText::new(words).color(color));
        }
    });
}
