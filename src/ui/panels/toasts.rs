//! Draws messages in the corner above the status bar.

use std::time::Duration;

use egui::{Align2, Area, Frame, Id, Order, RichText, Ui, vec2};

use crate::ui::desk::Desk;
use crate::ui::theme::Theme;
use crate::ui::toasts::{Level, Toast, Toasts};
use crate::ui::words;

/// Draws the messages, and takes away those whose time is over or that were closed.
pub(in crate::ui) fn toasts(ui: &mut Ui, theme: &Theme, desk: &mut Desk) {
    let now = ui.input(|it| it.time);
    let shown = &mut desk.shell.toasts.shown;
    for toast in shown.iter_mut() {
        toast.since.get_or_insert(now);
    }
    let left = |it: &Toast| Toasts::SECONDS - (now - it.since.unwrap_or(now));
    shown.retain(|it| it.level == Level::Error || left(it) > 0.0);
    let next = shown.iter().filter(|it| it.level == Level::Done).map(left).reduce(f64::min);
    if let Some(next) = next {
        ui.ctx().request_repaint_after(Duration::from_secs_f64(next.max(0.05)));
    }
    if shown.is_empty() {
        return;
    }
    let area = Area::new(Id::unique("toasts")).order(Order::Foreground);
    area.anchor(Align2::CENTER_BOTTOM, vec2(0.0, -44.0)).show(ui.ctx(), |ui| {
        let mut closed = None;
        for (index, toast) in shown.iter().enumerate() {
            if draw(ui, theme, toast) {
                closed = Some(index);
            }
        }
        if let Some(index) = closed {
            shown.remove(index);
        }
    });
}

/// Draws one message; says whether it was closed.
fn draw(ui: &mut Ui, theme: &Theme, toast: &Toast) -> bool {
    let edge = match toast.level {
        Level::Done => theme.palette.rule,
        Level::Error => theme.palette.bad,
    };
    let frame = Frame::popup(ui.style()).stroke(egui::Stroke::new(1.0, edge));
    let mut closed = false;
    frame.show(ui, |ui| {
        ui.set_max_width(560.0);
        ui.horizontal(|ui| {
            if toast.level == Level::Error {
                ui.label(RichText::new("!").strong().color(theme.palette.bad));
            }
            ui.add(egui::Label::new(&toast.message).wrap());
            closed = ui.small_button("×").on_hover_text(words::messages::CLOSE_MESSAGE).clicked();
        });
        if let Some(details) = &toast.details {
            ui.collapsing(words::messages::DETAILS, |ui| ui.monospace(details));
        }
    });
    closed
}
