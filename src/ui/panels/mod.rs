//! The panels around the article, and the article's own place. Views: they read the desk and utter
//! intents; only fields that are being typed into are theirs.

mod article;
mod bar;
mod card;
mod draft;
mod inspector;
mod lines;
mod links;
mod order;
mod outline;
mod recognised;
mod rerun;
mod shelf;
mod start;
mod status;
mod toasts;

pub(in crate::ui) use self::article::article;
pub(in crate::ui) use self::bar::{bar, focus_search};
pub(in crate::ui) use self::card::focus_note;
pub(in crate::ui) use self::draft::draft;
pub(in crate::ui) use self::inspector::inspector;
pub(in crate::ui) use self::lines::{label_name, one_line};
pub(in crate::ui) use self::order::{Part, begin, focus_inspector, tab};
pub(in crate::ui) use self::outline::outline;
pub(in crate::ui) use self::recognised::recognised;
pub(in crate::ui) use self::start::start;
pub(in crate::ui) use self::status::status;
pub(in crate::ui) use self::toasts::toasts;

use egui::{Id, Ui};

/// Takes the keyboard from a text field.
pub(in crate::ui) fn leave_field(ctx: &egui::Context) {
    ctx.memory_mut(|memory| {
        if let Some(id) = memory.focused() {
            memory.surrender_focus(id);
        }
    });
}

/// Gives the keyboard to the field `id` in the next frame.
fn focus(ctx: &egui::Context, id: Id) {
    ctx.memory_mut(|it| it.request_focus(id));
}

/// Adds `widget` left-aligned in a column of `width` points.
fn column(ui: &mut Ui, width: f32, widget: impl egui::Widget) {
    let size = egui::vec2(width, ui.spacing().interact_size.y);
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.allocate_ui_with_layout(size, layout, |ui| {
        ui.set_min_width(width);
        ui.add(widget);
    });
}

/// A row that can be chosen, cut off where the panel ends. Words that run from right to left are cut
/// here, because egui would cut their beginning; a screen reader gets the words in their own order.
fn row(ui: &mut Ui, chosen: bool, words: &str, color: Option<egui::Color32>) -> egui::Response {
    let turned = super::article::has_rtl(words).then(|| lines::one_line(words, lines::NARROW));
    let shown = turned.as_deref().map_or_else(|| words.to_owned(), super::article::in_order);
    let text = egui::RichText::new(shown);
    let text = color.map_or(text.clone(), |it| text.color(it));
    let response = ui.add(egui::Button::selectable(chosen, text).truncate());
    if turned.is_some() {
        let enabled = ui.is_enabled();
        response
            .widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, enabled, chosen, words));
    }
    response
}

/// A heading of a part of a panel.
fn heading(ui: &mut Ui, text: &str) {
    ui.add_space(ui.spacing().item_spacing.y);
    heading_words(ui, text);
}

/// The words of a heading, in a row with something else.
fn heading_words(ui: &mut Ui, text: &str) {
    ui.label(egui::RichText::new(text).small().strong().color(ui.visuals().weak_text_color()));
}
