//! The command bar: menus, file, progress, lanes, threshold, search.

use egui::{Id, Key, MenuBar, Modifiers, Panel, RichText, TextEdit, Ui};

use crate::annotation::Lane;
use crate::ui::command::{COMMANDS, Command, Menu, key_of};
use crate::ui::desk::Desk;
use crate::ui::intent::{Intent, Intents, ViewIntent};
use crate::ui::state::Open;
use crate::ui::theme::Theme;
use crate::ui::words;

fn search_id() -> Id {
    Id::unique("factmark-search")
}

/// Puts the cursor into the search field.
pub(in crate::ui) fn focus_search(ctx: &egui::Context) {
    super::focus(ctx, search_id());
}

/// Draws the command bar.
pub(in crate::ui) fn bar(ui: &mut Ui, theme: &Theme, desk: &mut Desk, intents: &mut Intents) {
    Panel::top("bar").show(ui, |ui| {
        ui.add_space(2.0);
        MenuBar::new().ui(ui, |ui| {
            for menu in Menu::ALL {
                ui.menu_button(menu.name(), |ui| items(ui, desk, menu, intents));
            }
            if let Some(open) = desk.current() {
                ui.separator();
                title(ui, theme, open);
                ui.separator();
                history(ui, open, intents);
            }
        });
        let key = key_of(&words::commands::FIND, &desk.preferences.keys);
        let hint = words::bars::search_hint(&key);
        if let Some(open) = desk.current_mut() {
            ui.add_space(1.0);
            let one_row = ui.available_width() >= ONE_ROW;
            ui.horizontal(|ui| {
                lanes(ui, theme, open, intents);
                if one_row {
                    ui.separator();
                    threshold_and_search(ui, (theme, &hint), open, intents);
                }
            });
            if !one_row {
                ui.horizontal(|ui| threshold_and_search(ui, (theme, &hint), open, intents));
            }
        }
        ui.add_space(3.0);
    });
}

/// From this width on, in points, the search has room beside the filters.
const ONE_ROW: f32 = 1130.0;

/// Width of the search field, in points.
const SEARCH: f32 = 170.0;

fn items(ui: &mut Ui, desk: &Desk, menu: Menu, intents: &mut Intents) {
    ui.set_min_width(250.0);
    for command in COMMANDS.iter().filter(|it| it.menu == menu) {
        item(ui, desk, command, intents);
    }
}

fn item(ui: &mut Ui, desk: &Desk, command: &Command, intents: &mut Intents) {
    let button = egui::Button::new(command.name)
        .shortcut_text(command.shortcut_text(&desk.preferences.keys));
    let response = ui.add_enabled((command.enabled)(desk), button).on_hover_text(command.help);
    if response.clicked() {
        intents.extend((command.intent)(desk));
        ui.close();
    }
}

/// The file, whether it is saved, and how much is decided.
fn title(ui: &mut Ui, theme: &Theme, open: &Open) {
    ui.label(RichText::new(open.file.name()).strong());
    let (word, color) = if open.workspace.is_changed() {
        (words::bars::CHANGED, theme.palette.warn)
    } else if open.file.native.is_some() {
        (words::bars::SAVED, theme.palette.good)
    } else {
        (words::bars::NEVER_SAVED, theme.palette.muted)
    };
    ui.label(RichText::new(word).small().color(color));
}

fn lanes(ui: &mut Ui, theme: &Theme, open: &Open, intents: &mut Intents) {
    let derived = &open.derived;
    #[expect(clippy::cast_precision_loss, reason = "a share of a bar")]
    let share = derived.decided as f32 / derived.total.max(1) as f32;
    let bar = egui::ProgressBar::new(share).desired_width(90.0).desired_height(8.0);
    ui.add(bar.fill(theme.palette.good));
    ui.label(words::bars::decided(derived.decided, derived.total));
    ui.separator();
    for lane in Lane::ALL {
        let shown = !open.view.filter.hidden.contains(&lane);
        if ui.selectable_label(shown, lane.name()).clicked() {
            intents.push(Intent::View(ViewIntent::Lane(lane)));
        }
    }
    if ui.selectable_label(open.view.filter.rejected, words::bars::REJECTED_LANE).clicked() {
        intents.push(Intent::View(ViewIntent::Rejected));
    }
}

fn threshold_and_search(
    ui: &mut Ui,
    (theme, hint): (&Theme, &str),
    open: &mut Open,
    intents: &mut Intents,
) {
    threshold(ui, open, intents);
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        search(ui, (theme, hint), open, intents);
    });
}

fn history(ui: &mut Ui, open: &Open, intents: &mut Intents) {
    let undo = open.workspace.undo_name().map(words::bars::undo);
    let button = egui::Button::new(words::commands::UNDO.name);
    let button = ui.add_enabled(undo.is_some(), button);
    if button.on_hover_text(undo.unwrap_or_default()).clicked() {
        intents.push(Intent::Undo);
    }
    let redo = open.workspace.redo_name().map(words::bars::redo);
    let button = ui.add_enabled(redo.is_some(), egui::Button::new(words::commands::REDO.name));
    if button.on_hover_text(redo.unwrap_or_default()).clicked() {
        intents.push(Intent::Redo);
    }
}

fn threshold(ui: &mut Ui, open: &Open, intents: &mut Intents) {
    let mut percent = open.view.filter.threshold / 10;
    let label = ui.label(words::bars::THRESHOLD);
    ui.spacing_mut().slider_width = 90.0;
    let slider = egui::Slider::new(&mut percent, 0..=100).suffix(words::bars::PERCENT);
    let response = ui.add(slider).labelled_by(label.id);
    let hidden = open.derived.below;
    let count = words::bars::threshold_hides(open.derived.queue.len(), hidden);
    ui.label(RichText::new(count).small().weak());
    let about = words::bars::THRESHOLD_ABOUT;
    if response.on_hover_text(about).changed() {
        intents.push(Intent::View(ViewIntent::Threshold(percent * 10)));
    }
}

fn search(ui: &mut Ui, (theme, hint): (&Theme, &str), open: &mut Open, intents: &mut Intents) {
    let text = open.workspace.document().text().clone();
    let search = &mut open.view.search;
    let regex =
        ui.selectable_label(search.regex, ".*").on_hover_text(words::bars::SEARCH_PATTERN_ABOUT);
    regex.widget_info(|| {
        egui::WidgetInfo::selected(
            egui::Role::CheckBox,
            true,
            search.regex,
            words::bars::SEARCH_PATTERN,
        )
    });
    if !search.query.is_empty() {
        let (message, color) = match &search.error {
            Some(error) => (error.clone(), theme.palette.bad),
            None if search.hits.is_empty() && search.is_running() => {
                ("…".to_owned(), theme.palette.muted)
            }
            None if search.hits.is_empty() => {
                (words::bars::SEARCH_NOTHING.to_owned(), theme.palette.muted)
            }
            None => {
                let (current, hits) = (search.current + 1, search.hits.len());
                let count = words::bars::search_hit(current, hits, search.is_running());
                (count, theme.palette.muted)
            }
        };
        ui.label(RichText::new(message).small().color(color));
    }
    let field = TextEdit::singleline(&mut search.query)
        .id(search_id())
        .hint_text(hint)
        .desired_width(SEARCH);
    let response = ui.add(field);
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::SearchInput, true, words::bars::SEARCH)
    });
    let mut again = response.changed();
    if regex.clicked() {
        search.regex ^= true;
        again = true;
    }
    if again {
        search.begin();
    }
    if search.is_running() {
        if search.go_on(&text) {
            // One back, so that the step lands on the first hit.
            search.current = search.hits.len() - 1;
            intents.push(Intent::View(ViewIntent::StepHit { forward: true }));
        }
        ui.ctx().request_repaint();
    }
    if response.lost_focus() || response.has_focus() {
        let enter = |modifiers| ui.input_mut(|it| it.consume_key(modifiers, Key::Enter));
        let back = enter(Modifiers::SHIFT);
        if back || enter(Modifiers::NONE) {
            intents.push(Intent::View(ViewIntent::StepHit { forward: !back }));
            response.request_focus();
        }
    }
}
