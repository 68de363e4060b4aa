//! The list to choose from: a badge key chooses at once, typing filters, arrows and Enter choose.

use egui::{Align2, Event, Key, Modal, Modifiers, ScrollArea, TextEdit, Ui, vec2};

use crate::ui::chooser::{self, Choice, Chooser, Typing};
use crate::ui::desk::Desk;
use crate::ui::intent::Intents;
use crate::ui::theme::Theme;
use crate::ui::words;

/// Draws the open list.
pub(in crate::ui) fn chooser(ui: &mut Ui, theme: &Theme, desk: &mut Desk, intents: &mut Intents) {
    // Taken out while it is drawn, so that its rows can be made from the desk.
    let Some(mut chooser) = desk.shell.chooser.take() else { return };
    let rows = chooser::choices(desk, &chooser);
    let before = chooser.row;
    let mut chosen = pressed(ui, &mut chooser, &rows);
    let area = Modal::default_area(egui::Id::unique("chooser"));
    let modal = Modal::new(egui::Id::unique("chooser"));
    let modal = modal.area(area.anchor(Align2::CENTER_TOP, vec2(0.0, 90.0)));
    let response = modal.frame(super::frame(ui)).show(ui.ctx(), |ui| {
        ui.set_width(460.0);
        ui.heading(chooser.kind.title());
        field(ui, &mut chooser);
        ScrollArea::vertical()
            .max_height(360.0)
            .min_scrolled_height(360.0)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                for (index, choice) in rows.iter().enumerate() {
                    let response = row(ui, theme, choice, index == chooser.row);
                    if index == chooser.row && index != before {
                        response.scroll_to_me(None);
                    }
                    if response.clicked() {
                        chosen = Some(index);
                    }
                }
                if rows.is_empty() {
                    ui.label(words::chooser::NOTHING_FITS);
                }
            });
    });
    match chosen.and_then(|it| rows.get(it)) {
        Some(choice) => intents.push(choice.intent.clone()),
        None if response.should_close() => {}
        None => desk.shell.chooser = Some(chooser),
    }
}

/// Reads badge keys, arrows and Enter; says which row they choose.
fn pressed(ui: &Ui, chooser: &mut Chooser, rows: &[Choice]) -> Option<usize> {
    let typing = chooser.kind.filters_first() || chooser.typing != Typing::No;
    let fresh = std::mem::take(&mut chooser.fresh);
    ui.input_mut(|input| {
        if fresh {
            input.events.retain(|it| !matches!(it, Event::Text(_) | Event::Key { .. }));
            return None;
        }
        if input.consume_key(Modifiers::NONE, Key::ArrowDown) {
            chooser.row = (chooser.row + 1).min(rows.len().saturating_sub(1));
        }
        if input.consume_key(Modifiers::NONE, Key::ArrowUp) {
            chooser.row = chooser.row.saturating_sub(1);
        }
        if input.consume_key(Modifiers::NONE, Key::Enter) {
            return Some(chooser.row);
        }
        if typing {
            return None;
        }
        let typed = input.events.iter().find_map(|it| match it {
            Event::Text(text) => text.chars().next(),
            _ => None,
        })?;
        let at = rows.iter().position(|it| it.badge == Some(typed));
        if at.is_none() && !typed.is_whitespace() {
            // Nobody's key: the search for a name begins, with it or with the key for searches.
            input.events.retain(|it| !matches!(it, Event::Text(_)));
            chooser.filter.extend((typed != '/').then_some(typed));
            chooser.typing = Typing::Begins;
        }
        at
    })
}

fn field(ui: &mut Ui, chooser: &mut Chooser) {
    let hint = if chooser.kind.filters_first() {
        words::chooser::HINT_TYPE
    } else {
        words::chooser::HINT_KEYS
    };
    let before = chooser.filter.clone();
    let mut output = TextEdit::singleline(&mut chooser.filter)
        .hint_text(hint)
        .desired_width(f32::INFINITY)
        .show(ui);
    let response = output.response.response.clone();
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::SearchInput, true, words::chooser::FIELD)
    });
    let first = chooser.kind.filters_first() && chooser.typing == Typing::No;
    if first || chooser.typing == Typing::Begins {
        response.request_focus();
        let end = egui::text::CCursor::new(chooser.filter.chars().count());
        output.state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
        output.state.store(ui.ctx(), response.id);
    }
    if first || chooser.typing == Typing::Begins || response.has_focus() {
        chooser.typing = Typing::Yes;
    }
    if chooser.filter != before {
        chooser.row = 0;
    }
}

/// From the left of a badge to the name, in points: names stand one below the other, whichever
/// letters the badges are.
const BADGE: f32 = 19.0;

fn row(ui: &mut Ui, theme: &Theme, choice: &Choice, here: bool) -> egui::Response {
    let mut text = egui::text::LayoutJob::default();
    let format = |color, size| egui::TextFormat {
        font_id: Theme::font(crate::ui::theme::Face::Sans, size),
        color,
        ..egui::TextFormat::default()
    };
    let sizes = &theme.sizes;
    let mut to_name = 6.0;
    if let Some(badge) = choice.badge {
        let badge = badge.to_uppercase();
        let look = format(theme.palette.accent, sizes.text);
        let width = |it| ui.fonts_mut(|fonts| fonts.glyph_width(&look.font_id, it));
        to_name = (BADGE - badge.clone().map(width).sum::<f32>()).max(to_name);
        text.append(&badge.to_string(), 0.0, look);
    }
    text.append(&choice.name, to_name, format(theme.palette.ink, sizes.text));
    let indent = 10.0;
    text.append(&choice.detail, indent, format(theme.palette.muted, sizes.small));
    let button =
        egui::Button::selectable(here, text).truncate().min_size(vec2(ui.available_width(), 24.0));
    let response = ui.add(button);
    response
        .widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, here, &choice.name));
    response
}
