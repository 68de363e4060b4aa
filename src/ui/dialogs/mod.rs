//! Modal windows: questions, fields, sheets, and the list to choose from.

mod choose;
mod dataset;
mod differ;
mod export;
mod files;
mod first;
mod hotkeys;
mod import;
mod many;
mod mentions;
mod recovered;
mod sheets;
mod tagset;
mod versions;

use egui::{Align2, Color32, Id, Key, Modal, TextEdit, Ui, vec2};

pub(in crate::ui) use self::choose::chooser;
use super::article::ArticleState;
use super::desk::Desk;
use super::intent::{FileIntent, Intent, Intents, TagIntent, TagSetIntent, ViewIntent};
use super::state::{After, Dialog, PathPurpose};
use super::theme::Theme;
use crate::ui::words;

/// Draws the open dialog.
pub(in crate::ui) fn show(ui: &mut Ui, theme: &Theme, desk: &mut Desk, intents: &mut Intents) {
    // Taken out while it is drawn, so that views can read the desk.
    let Some(mut dialog) = desk.shell.dialog.take() else { return first::closed(ui.ctx()) };
    first::begin(ui.ctx());
    let said = intents.len();
    let frame = frame(ui);
    let modal = Modal::new(Id::unique("dialog")).frame(frame);
    // Beside the article, so that places in it can be shown.
    let aside = matches!(dialog, Dialog::Import { .. });
    let (modal, width) = if aside {
        let area = Modal::default_area(Id::unique("dialog"));
        let area = area.anchor(Align2::RIGHT_TOP, vec2(-8.0, 70.0));
        (modal.area(area).backdrop_color(Color32::TRANSPARENT), 400.0)
    } else {
        (modal, 560.0)
    };
    let response = modal.show(ui.ctx(), |ui| {
        ui.set_max_width(width);
        content(ui, theme, desk, &mut dialog, intents);
    });
    first::focus(ui.ctx(), &dialog, &response.response, &response.backdrop_response);
    let goes_on = |it: &Intent| {
        matches!(
            it,
            Intent::View(ViewIntent::Editor(_) | ViewIntent::Show(_))
                | Intent::TagSet(TagSetIntent::Load(_) | TagSetIntent::Save(..))
                | Intent::File(
                    FileIntent::Preview(..) | FileIntent::Weigh(_) | FileIntent::Pick(_)
                )
        )
    };
    let decided = intents.iter().skip(said).any(|it| !goes_on(it));
    let keeps_open = matches!(&dialog, Dialog::Welcome) && decided;
    if keeps_open || !(decided || response.should_close()) {
        desk.shell.dialog = Some(dialog);
    } else if dialog == Dialog::Welcome {
        desk.preferences.welcomed = true;
    }
}

/// The sheet of a modal window.
fn frame(ui: &Ui) -> egui::Frame {
    egui::Frame::popup(ui.style()).inner_margin(18.0)
}

fn content(ui: &mut Ui, theme: &Theme, desk: &Desk, dialog: &mut Dialog, intents: &mut Intents) {
    match dialog {
        Dialog::Unsaved { open, window } => unsaved(ui, desk, (*open, *window), intents),
        Dialog::InTheWay { .. }
        | Dialog::NotSaved { .. }
        | Dialog::ExportInTheWay { .. }
        | Dialog::Damaged { .. } => files::show(ui, desk, dialog, intents),
        Dialog::Differ { open, path, theirs, choices, after } => {
            let about = (*open, path.as_path(), *after);
            differ::show(ui, (theme, desk), about, (theirs, choices), intents);
        }
        Dialog::Versions { open, versions } => {
            versions::show(ui, (theme, desk), (*open, versions), intents);
        }
        Dialog::Export { open, choice } => export::show(ui, (theme, desk), *open, choice, intents),
        Dialog::Import { choice } => import::show(ui, (theme, desk), choice, intents),
        Dialog::Dataset { choice } => dataset::show(ui, theme, choice, intents),
        Dialog::Recovered { sure } => recovered::show(ui, theme, desk, sure, intents),
        Dialog::Path { purpose, typed } => path(ui, *purpose, typed, intents),
        Dialog::Paste { text } => paste(ui, text, intents),
        Dialog::Mentions { id, alike, unticked } => {
            mentions::show(ui, theme, desk, (*id, alike, unticked), intents);
        }
        Dialog::Bulk { review, pick } => many::bulk(ui, desk, (*review, pick), intents),
        Dialog::Replace { from, to, words } => {
            many::replace(ui, desk, (from, to, words), intents);
        }
        Dialog::SplitRecord { record, ticked, typed } => {
            many::split_record(ui, desk, *record, (ticked, typed), intents);
        }
        Dialog::TagSet { draft } => tagset::show(ui, (theme, desk), draft, intents),
        Dialog::Rename { record, typed } => {
            let intent = |name: String| Intent::Tag(TagIntent::RenameRecord(*record, name));
            let words = Words {
                title: words::many::RENAME,
                name: words::many::RENAME_NAME,
                action: words::many::RENAME_DO,
            };
            field(ui, &words, typed, intent, intents);
        }
        Dialog::Keys { waiting } => sheets::keys(ui, theme, desk, waiting, intents),
        Dialog::Welcome => sheets::welcome(ui, theme, desk, intents),
        Dialog::About => sheets::about(ui, theme),
    }
    if matches!(dialog, Dialog::Keys { .. } | Dialog::About) {
        ui.add_space(6.0);
        let close = ui.button(words::common::CLOSE);
        first::is_main(&close);
        if close.clicked() {
            intents.push(Intent::View(ViewIntent::Escape));
        }
    }
}

fn cancel(ui: &mut Ui, name: &str, intents: &mut Intents) {
    if ui.button(name).clicked() {
        intents.push(Intent::View(ViewIntent::Escape));
    }
}

/// The button that does what the dialog is for. Enter presses it too, unless something else in the
/// dialog has the keyboard.
fn confirm(ui: &mut Ui, ready: bool, name: impl Into<egui::WidgetText>) -> bool {
    let button = ui.add_enabled(ready, egui::Button::new(name));
    first::is_main(&button);
    let clicked = button.clicked();
    let free = ui.memory(|it| it.focused().is_none()) || ArticleState::has_focus(ui.ctx());
    let entered = || ui.input_mut(|it| it.consume_key(egui::Modifiers::NONE, Key::Enter));
    clicked || (ready && free && entered())
}

fn button(ui: &mut Ui, name: &str, intent: Intent, intents: &mut Intents) {
    if ui.button(name).clicked() {
        intents.push(intent);
    }
}

fn unsaved(ui: &mut Ui, desk: &Desk, (open, window): (u64, bool), intents: &mut Intents) {
    let name = desk.by_id(open).map(|it| it.file.name()).unwrap_or_default();
    ui.heading(words::files::unsaved(&name));
    ui.label(words::files::UNSAVED_LOST);
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let after = if window { After::Quit } else { After::Close };
        button(ui, words::files::UNSAVED_SAVE, Intent::File(FileIntent::Save(after)), intents);
        let discard =
            if window { FileIntent::QuitDiscarding(open) } else { FileIntent::Discard(open) };
        button(ui, words::files::UNSAVED_DISCARD, Intent::File(discard), intents);
        cancel(ui, words::files::GO_ON, intents);
    });
}

fn path(ui: &mut Ui, purpose: PathPurpose, typed: &mut String, intents: &mut Intents) {
    let (title, action) = match purpose {
        PathPurpose::Folder => (words::files::PATH_FOLDER, words::files::PATH_OPEN_IT),
        PathPurpose::Import => (words::files::PATH_IMPORT, words::files::PATH_IMPORT_READ),
        PathPurpose::Draft(_) => (words::files::PATH_DRAFT, words::files::PATH_DRAFT_TAKE),
        PathPurpose::Open => (words::files::PATH_OPEN, words::files::PATH_OPEN_IT),
        PathPurpose::Save(..) => (words::files::PATH_SAVE, words::files::PATH_SAVE_IT),
        PathPurpose::Export(..) => (words::files::PATH_EXPORT, words::files::PATH_EXPORT_IT),
        PathPurpose::DatasetFrom | PathPurpose::DatasetTo => {
            (words::files::PATH_DATASET, words::files::PATH_TAKE)
        }
        PathPurpose::TagSet => (words::files::PATH_TAG_SET, words::files::PATH_TAKE),
    };
    let intent = |path: String| {
        let path = std::path::PathBuf::from(path);
        Intent::File(match purpose {
            PathPurpose::Open | PathPurpose::Folder => FileIntent::OpenPaths(vec![path]),
            PathPurpose::Import => FileIntent::ImportFrom(path),
            PathPurpose::Draft(open) => FileIntent::TakeDraft(open, path),
            PathPurpose::Save(open, after) => FileIntent::SaveToNew(open, path, after),
            PathPurpose::Export(open, format) => {
                FileIntent::ExportTo(open, format, path, Vec::new())
            }
            // These have fields of their own.
            PathPurpose::DatasetFrom | PathPurpose::DatasetTo | PathPurpose::TagSet => {
                FileIntent::Pick(purpose)
            }
        })
    };
    field(ui, &Words { title, name: words::files::PATH, action }, typed, intent, intents);
}

/// What a dialog of one field says.
struct Words {
    title: &'static str,
    name: &'static str,
    action: &'static str,
}

/// A dialog of one field.
fn field(
    ui: &mut Ui,
    words: &Words,
    typed: &mut String,
    intent: impl Fn(String) -> Intent,
    intents: &mut Intents,
) {
    ui.heading(words.title);
    let response = ui.add(TextEdit::singleline(typed).desired_width(480.0));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, words.name));
    let entered = response.lost_focus() && ui.input(|it| it.key_pressed(Key::Enter));
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let ready = !typed.trim().is_empty();
        let pressed = ui.add_enabled(ready, egui::Button::new(words.action)).clicked();
        if ready && (pressed || entered) {
            intents.push(intent(typed.trim().to_owned()));
        }
        cancel(ui, words::common::CANCEL, intents);
    });
}

fn paste(ui: &mut Ui, text: &mut String, intents: &mut Intents) {
    ui.heading(words::files::PASTE);
    egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
        let field = TextEdit::multiline(text).desired_rows(14).desired_width(520.0);
        let response = ui.add(field.hint_text(words::files::PASTE_HINT));
        response.widget_info(|| {
            egui::WidgetInfo::labeled(
                egui::Role::MultilineTextInput,
                true,
                words::files::PASTE_FIELD,
            )
        });
    });
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let ready = !text.trim().is_empty();
        if ui.add_enabled(ready, egui::Button::new(words::files::PASTE_OPEN)).clicked() {
            intents.push(Intent::File(FileIntent::Paste(std::mem::take(text))));
        }
        cancel(ui, words::common::CANCEL, intents);
    });
}
