//! The page that is shown after a panic in drawing.

use egui::{CentralPanel, RichText, Ui};

use super::desk::Desk;
use super::theme::Theme;

/// Says what happened and where the work is, and offers to go on.
pub(super) fn page(ui: &mut Ui, desk: &mut Desk) {
    let theme = Theme::of(ui.ctx());
    let Some(crash) = desk.shell.crash.clone() else { return };
    let mut go_on = false;
    CentralPanel::default().show(ui, |ui| {
        ui.add_space(24.0);
        ui.heading("Something went wrong while drawing the window");
        ui.label("Your documents are still here, with every change. You can go on working.");
        ui.add_space(8.0);
        if !crash.kept.is_empty() {
            ui.label("To be safe, copies with your unsaved changes were written to:");
            for path in &crash.kept {
                ui.label(RichText::new(path.display().to_string()).monospace());
            }
        }
        for lost in &crash.lost {
            let text = format!("No copy could be written of {lost}. Save it now.");
            ui.label(RichText::new(text).color(theme.palette.bad));
        }
        ui.add_space(8.0);
        go_on = ui.button("Go on working").clicked();
        ui.add_space(8.0);
        ui.collapsing("Details", |ui| ui.monospace(&crash.message));
    });
    if go_on {
        desk.shell.crash = None;
    }
}
