//! Sheets to read: the keys, the first steps, about.

use egui::{Grid, RichText, ScrollArea, TextEdit, Ui};

use crate::annotation::TagSet;
use crate::ui::command::{COMMANDS, Command, Menu, key_of};
use crate::ui::desk::Desk;
use crate::ui::intent::{Intent, Intents, ViewIntent};
use crate::ui::shortcut::Shortcut;
use crate::ui::theme::{Face, Theme};
use crate::ui::words;

/// Width of the columns of the key sheet, in points.
const COLUMN: f32 = 170.0;

/// A heading inside a sheet.
fn title(ui: &mut Ui, text: &str) {
    ui.add_space(4.0);
    ui.label(RichText::new(text).font(Theme::font(Face::SansBold, 14.0)));
}

/// Every key, from the table of commands and the tag set.
///
/// A press on a command's key waits for another one, which is then its key.
pub(super) fn keys(
    ui: &mut Ui,
    theme: &Theme,
    desk: &Desk,
    waiting: &mut Option<&'static str>,
    intents: &mut Intents,
) {
    if let Some(command) = *waiting
        && let Some(key) = ui.input(Shortcut::pressed)
    {
        intents.push(Intent::View(ViewIntent::Remap(command, Some(key))));
    }
    ui.heading(words::sheets::KEYS);
    let hint = words::sheets::KEYS_ABOUT;
    ui.label(RichText::new(hint).small().color(theme.palette.muted));
    ScrollArea::vertical().max_height(460.0).show(ui, |ui| {
        for menu in Menu::ALL {
            let with_keys = COMMANDS.iter().filter(|it| it.menu == menu && !it.keys.is_empty());
            title(ui, menu.name());
            Grid::new(menu.name()).num_columns(3).striped(true).min_col_width(COLUMN).show(
                ui,
                |ui| {
                    for command in with_keys {
                        key(ui, theme, desk, (command, waiting), intents);
                        ui.label(command.name);
                        ui.label(RichText::new(command.help).small().color(theme.palette.muted));
                        ui.end_row();
                    }
                },
            );
            ui.add_space(6.0);
        }
        labels(ui, theme, desk);
        title(ui, words::sheets::KEYS_TEXT);
        ui.label(words::sheets::KEYS_TEXT_ABOUT);
    });
}

/// The key of a command, as a button that waits for another.
fn key(
    ui: &mut Ui,
    theme: &Theme,
    desk: &Desk,
    (command, waiting): (&Command, &mut Option<&'static str>),
    intents: &mut Intents,
) {
    let set = &desk.preferences.keys;
    let waits = *waiting == Some(command.name);
    let text = if waits { words::sheets::KEY_WAITS.to_owned() } else { command.shortcut_text(set) };
    ui.horizontal(|ui| {
        let button =
            egui::Button::new(RichText::new(text).color(theme.palette.accent)).frame(waits);
        let button = ui.add(button).on_hover_text(words::sheets::KEY_SET);
        let name = words::sheets::key_of(command.name);
        button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
        if button.clicked() {
            *waiting = Some(command.name);
            ui.memory_mut(egui::Memory::stop_text_input);
        }
        if set.contains_key(command.name) && ui.small_button(words::sheets::KEY_RESET).clicked() {
            intents.push(Intent::View(ViewIntent::Remap(command.name, None)));
        }
    });
}

fn labels(ui: &mut Ui, theme: &Theme, desk: &Desk) {
    let tags = desk.tag_set();
    title(ui, words::sheets::KEYS_LABELS);
    Grid::new("labels").num_columns(3).striped(true).min_col_width(COLUMN).show(ui, |ui| {
        for label in tags.labels.iter().filter(|it| it.shortcut.is_some()) {
            let key = label.shortcut.map(String::from).unwrap_or_default();
            ui.label(RichText::new(key.to_uppercase()).color(theme.palette.accent));
            ui.label(RichText::new(&label.name).color(theme.color(&label.color)));
            ui.label(RichText::new(&label.help).small().color(theme.palette.muted));
            ui.end_row();
        }
        for (key, name, about) in keys_of_parts(&tags) {
            ui.label(RichText::new(key).color(theme.palette.accent));
            ui.label(name);
            ui.label(RichText::new(about).small().color(theme.palette.muted));
            ui.end_row();
        }
    });
    ui.add_space(6.0);
}

/// The keys of attributes and links, with their names and what they are for.
fn keys_of_parts(tags: &TagSet) -> Vec<(&str, &str, String)> {
    let mut all = Vec::new();
    for label in &tags.labels {
        let about = words::sheets::key_of_attribute(&label.name);
        let with_key = label.attributes.iter().filter_map(|it| Some((it, it.shortcut.as_ref()?)));
        all.extend(with_key.map(|(it, key)| (key.as_str(), it.name.as_str(), about.clone())));
    }
    let links = tags.relations.iter().filter_map(|it| Some((it, it.shortcut.as_ref()?)));
    let about = words::sheets::KEY_OF_LINK;
    all.extend(links.map(|(it, key)| (key.as_str(), it.name.as_str(), about.to_owned())));
    all
}

/// What the window is for, in one sheet; asks for the editor's name.
pub(super) fn welcome(ui: &mut Ui, theme: &Theme, desk: &Desk, intents: &mut Intents) {
    ui.label(RichText::new(words::sheets::WELCOME).font(Theme::font(Face::SerifBold, 22.0)));
    ui.add_space(4.0);
    let key = |it: &words::commands::CommandWords| key_of(it, &desk.preferences.keys);
    for (index, text) in words::sheets::welcome_steps(key).into_iter().enumerate() {
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new((index + 1).to_string()).strong().color(theme.palette.accent));
            ui.label(text);
        });
    }
    ui.add_space(6.0);
    ui.label(words::sheets::WELCOME_NO_NETWORK);
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let label = ui.label(words::sheets::WELCOME_NAME);
        let mut name = desk.preferences.editor.clone();
        if ui
            .add(TextEdit::singleline(&mut name).desired_width(160.0))
            .labelled_by(label.id)
            .changed()
        {
            intents.push(Intent::View(ViewIntent::Editor(name)));
        }
    });
    ui.add_space(8.0);
    if super::confirm(ui, true, words::sheets::WELCOME_BEGIN) {
        intents.push(Intent::View(ViewIntent::Welcomed));
    }
}

/// Version, licence, where help is.
pub(super) fn about(ui: &mut Ui, theme: &Theme) {
    ui.label(RichText::new(words::system::PROGRAM).font(Theme::font(Face::SerifBold, 24.0)));
    ui.label(words::sheets::version(env!("CARGO_PKG_VERSION")));
    ui.label(env!("CARGO_PKG_DESCRIPTION"));
    ui.label(RichText::new(words::sheets::ABOUT_LICENCE).color(theme.palette.muted));
    ui.label(words::sheets::ABOUT_NO_NETWORK);
}
