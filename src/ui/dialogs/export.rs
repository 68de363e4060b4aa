//! The export: in which format, which tags, and what that leaves out.

use egui::{RichText, ScrollArea, Ui};

use super::{cancel, files};
use crate::formats::EXPORTERS;
use crate::ui::desk::Desk;
use crate::ui::export::ExportChoice;
use crate::ui::intent::{FileIntent, Intent, Intents};
use crate::ui::state::OpenId;
use crate::ui::theme::Theme;
use crate::ui::words;

/// Height of the list of formats and of that of losses, in points.
const LIST: f32 = 170.0;

/// Draws the questions about an export.
pub(super) fn show(
    ui: &mut Ui,
    (theme, desk): (&Theme, &Desk),
    open: OpenId,
    choice: &mut ExportChoice,
    intents: &mut Intents,
) {
    let Some(document) = desk.by_id(open) else { return };
    ui.heading(words::exchange::export_heading(&document.file.name()));
    ScrollArea::vertical().id_salt("formats").max_height(LIST).show(ui, |ui| {
        for exporter in EXPORTERS {
            let words = format!("{} – {}", exporter.key(), exporter.about());
            ui.radio_value(&mut choice.format, exporter.key().to_owned(), words);
        }
    });
    ui.add_space(6.0);
    ui.label(words::exchange::EXPORT_ACCEPTED);
    ui.checkbox(&mut choice.proposals, words::exchange::EXPORT_PROPOSALS);
    ui.checkbox(&mut choice.rejected, words::exchange::EXPORT_REJECTED);
    ui.separator();
    left_out(ui, (theme, desk), (open, document.workspace.revision(), choice), intents);
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let export = FileIntent::ExportAs(open, choice.clone());
        files::file_button(ui, words::exchange::EXPORT, export, intents);
        cancel(ui, words::common::CANCEL, intents);
    });
}

/// What the export would leave out; asks for it, where it is not known.
fn left_out(
    ui: &mut Ui,
    (theme, desk): (&Theme, &Desk),
    (open, revision, choice): (OpenId, u64, &ExportChoice),
    intents: &mut Intents,
) {
    let of = |it: &&crate::ui::export::Preview| {
        it.of.0 == open && it.of.1 == revision && it.of.2 == *choice
    };
    let Some(preview) = desk.shell.preview.as_ref().filter(of) else {
        intents.push(Intent::File(FileIntent::Preview(open, choice.clone())));
        ui.spinner();
        return;
    };
    match preview.told.as_deref() {
        None => {
            ui.horizontal(|ui| {
                ui.spinner();
                ui.label(words::exchange::EXPORT_LOOKING);
            });
        }
        Some([]) => {
            ui.label(RichText::new(words::exchange::EXPORT_WHOLE).color(theme.palette.good));
        }
        Some(told) => {
            ui.label(RichText::new(words::exchange::EXPORT_LOSSES).strong());
            ScrollArea::vertical().id_salt("losses").max_height(LIST).show(ui, |ui| {
                for line in told {
                    ui.add(egui::Label::new(format!("– {line}")).wrap());
                }
            });
        }
    }
}
