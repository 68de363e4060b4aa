//! The empty window: open, paste, drop, a recent file, the sample.

use egui::{Align, CentralPanel, Layout, RichText, Ui, vec2};

use crate::ui::desk::Desk;
use crate::ui::intent::{FileIntent, Intent, Intents};
use crate::ui::theme::{Face, Theme};
use crate::ui::words;

/// Draws what an empty window offers.
pub(in crate::ui) fn start(ui: &mut Ui, theme: &Theme, desk: &Desk, intents: &mut Intents) {
    CentralPanel::default().show(ui, |ui| {
        ui.with_layout(Layout::top_down(Align::Center), |ui| {
            ui.add_space((ui.available_height() * 0.18).max(12.0));
            let title =
                RichText::new(words::system::PROGRAM).font(Theme::font(Face::SerifBold, 34.0));
            ui.label(title.color(theme.palette.ink));
            let line = words::start::WHAT_TO_DO;
            ui.label(RichText::new(line).color(theme.palette.muted));
            ui.add_space(18.0);
            buttons(ui, intents);
            ui.add_space(8.0);
            let drop = words::start::DROP;
            ui.label(RichText::new(drop).small().color(theme.palette.muted));
            recent(ui, theme, desk, intents);
        });
    });
}

fn buttons(ui: &mut Ui, intents: &mut Intents) {
    let choices = [
        (words::start::OPEN, Intent::File(FileIntent::Open)),
        (words::commands::PASTE_AN_ARTICLE.name, Intent::File(FileIntent::FromClipboard(None))),
        (words::start::SAMPLE, Intent::File(FileIntent::Sample)),
    ];
    for (name, intent) in choices {
        if ui.add(egui::Button::new(name).min_size(vec2(220.0, 30.0))).clicked() {
            intents.push(intent);
        }
    }
}

fn recent(ui: &mut Ui, theme: &Theme, desk: &Desk, intents: &mut Intents) {
    if desk.preferences.recent.is_empty() {
        return;
    }
    ui.add_space(18.0);
    ui.label(RichText::new(words::start::RECENT).strong());
    for path in &desk.preferences.recent {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        let folder = path.parent().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
        let link = ui.link(RichText::new(name.into_owned()).color(theme.palette.accent));
        if link.on_hover_text(folder).clicked() {
            intents.push(Intent::File(FileIntent::OpenPaths(vec![path.clone()])));
        }
    }
}
