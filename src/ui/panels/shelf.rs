//! The list of the documents in a folder or data set.

use egui::{Label, RichText, ScrollArea, TextEdit, Ui};

use super::lines::{one_line, width};
use crate::ui::article::in_order;
use crate::ui::desk::Desk;
use crate::ui::intent::{FileIntent, Intent, Intents};
use crate::ui::shelf::{Shelf, Stage};
use crate::ui::theme::Theme;
use crate::ui::words;

/// Most rows that the list shows at once, in points of height.
const TALLEST: f32 = 260.0;

/// Draws the list, if there is one. Only the rows on screen are made.
pub(super) fn shelf(ui: &mut Ui, theme: &Theme, desk: &mut Desk, intents: &mut Intents) {
    let Some(shelf) = desk.shell.shelf.as_mut() else { return };
    let name = shelf.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    ui.horizontal(|ui| {
        super::heading_words(ui, &name.to_uppercase());
        let count = words::outline::shelf_shown(shelf.shown.len(), shelf.items.len());
        ui.label(RichText::new(count).small().weak());
        if ui.small_button("×").on_hover_text(words::outline::SHELF_CLOSE).clicked() {
            intents.push(Intent::File(FileIntent::CloseList));
        }
    });
    let field = TextEdit::singleline(&mut shelf.filter).hint_text(words::outline::SHELF_FIND);
    let response = ui.add(field.desired_width(f32::INFINITY));
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::SearchInput, true, words::outline::SHELF_FIND)
    });
    if response.changed() {
        shelf.find();
    }
    rows(ui, theme, shelf, intents);
    glance(ui, theme, shelf);
    ui.separator();
}

/// Whether the keyboard has come to a row, or the pointer, and rests there.
fn is_looked_at(ui: &Ui, row: &egui::Response) -> bool {
    /// Seconds after which a pointer that rests has nothing to say against the keyboard.
    const LONG: f32 = 1.0;
    let rests = |it: &egui::InputState| {
        it.pointer.is_still() && it.pointer.time_since_last_movement() < LONG
    };
    row.gained_focus() || row.hovered() && ui.input(rests)
}

/// What the item is like that is looked at, if it is not the one that is open.
fn glance(ui: &mut Ui, theme: &Theme, shelf: &Shelf) {
    const LONGEST: usize = 120;
    let Some(index) = shelf.look.filter(|it| shelf.at.is_none_or(|at| at.0 != *it)) else { return };
    let small = |words: String| RichText::new(words).small();
    ui.add_space(4.0);
    super::heading_words(ui, words::glance::HEADING);
    let Some(found) = shelf.glances.get(&index) else {
        ui.label(small(words::glance::READING.to_owned()).weak());
        return;
    };
    let title = found.title.as_deref().map(|it| in_order(&one_line(it, LONGEST)));
    match title {
        Some(title) => ui.add(Label::new(RichText::new(title).strong()).wrap()),
        None if found.words > 0 => ui.weak(words::glance::NO_HEADLINE),
        None => ui.response(),
    };
    let language = found.language.as_deref().map(|it| words::language(it).to_owned());
    let length = Some(words::count::words(found.words)).filter(|_| found.words > 0);
    let about: Vec<_> =
        [Some(found.kind.clone()), language, length].into_iter().flatten().collect();
    ui.add(Label::new(small(about.join("  ·  "))).wrap());
    let zones = found.zones.iter();
    let zones = zones.map(|it| words::glance::zones(&it.0.key().replace('_', " "), it.1));
    let zones = zones.collect::<Vec<_>>().join("  ·  ");
    if !zones.is_empty() {
        ui.add(Label::new(small(zones).color(theme.palette.muted)).wrap());
    }
    if let Some(first) = found.problems.first() {
        let words = words::glance::problems(found.problems.len(), &one_line(first, LONGEST));
        ui.add(Label::new(small(words).color(theme.palette.warn)).wrap());
    }
}

fn rows(ui: &mut Ui, theme: &Theme, shelf: &mut Shelf, intents: &mut Intents) {
    let height = ui.spacing().interact_size.y;
    let step = height + ui.spacing().item_spacing.y;
    let mut area = ScrollArea::vertical().id_salt("shelf").max_height(TALLEST);
    if std::mem::take(&mut shelf.reveal)
        && let Some((at, _)) = shelf.at
        && let Ok(row) = shelf.shown.binary_search(&at)
    {
        #[expect(clippy::cast_precision_loss, reason = "a place on screen")]
        let top = row as f32 * step;
        area = area.vertical_scroll_offset((top - TALLEST / 2.0).max(0.0));
    }
    area.auto_shrink([false, true]).show_rows(ui, height, shelf.shown.len(), |ui, shown| {
        for row in shown {
            let Some(index) = shelf.shown.get(row).copied() else { continue };
            let Some(item) = shelf.items.get(index) else { continue };
            let color = match item.state {
                Stage::Untouched => theme.palette.muted,
                Stage::Tagged => theme.palette.accent,
                Stage::Done => theme.palette.good,
                Stage::Problem => theme.palette.bad,
            };
            ui.horizontal(|ui| {
                let word = RichText::new(item.state.word()).small().color(color);
                super::column(ui, 58.0, egui::Label::new(word));
                let here = shelf.at.is_some_and(|it| it.0 == index);
                let room = ui.available_width() - 2.0 * ui.spacing().button_padding.x;
                let is_cut = width(ui, item.name.clone()) > room;
                let mut button = ui.add(egui::Button::selectable(here, &item.name).truncate());
                // Elsewhere it would only hide what the item is like.
                if is_cut {
                    button = button.on_hover_text(&item.name);
                }
                if button.clicked() {
                    intents.push(Intent::File(FileIntent::OpenItem(index)));
                } else if shelf.look != Some(index) && is_looked_at(ui, &button) {
                    intents.push(Intent::File(FileIntent::LookAtItem(index)));
                }
            });
        }
    });
}
