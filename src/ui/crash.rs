//! The page that is shown after a panic in drawing.

use egui::{CentralPanel, RichText, Ui};

use super::desk::Desk;
use super::theme::Theme;
use crate::ui::words;

/// Says what happened and where the work is, and offers to go on.
pub(super) fn page(ui: &mut Ui, desk: &mut Desk) {
    let theme = Theme::of(ui.ctx());
    let Some(crash) = desk.shell.crash.clone() else { return };
    let mut go_on = false;
    CentralPanel::default().show(ui, |ui| {
        ui.add_space(24.0);
        ui.heading(words::system::CRASH);
        ui.label(words::system::CRASH_HARMLESS);
        ui.add_space(8.0);
        if !crash.kept.is_empty() {
            ui.label(words::system::CRASH_COPIES);
            for path in &crash.kept {
                ui.label(RichText::new(path.display().to_string()).monospace());
            }
        }
        for lost in &crash.lost {
            let text = words::system::crash_lost(lost);
            ui.label(RichText::new(text).color(theme.palette.bad));
        }
        ui.add_space(8.0);
        go_on = ui.button(words::system::CRASH_GO_ON).clicked();
        ui.add_space(8.0);
        ui.collapsing(words::system::CRASH_DETAILS, |ui| ui.monospace(&crash.message));
    });
    if go_on {
        desk.shell.crash = None;
    }
}
