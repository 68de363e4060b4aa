//! Questions about files: something is in the way, a save failed, a file is damaged.
//!
//! Not here: two versions of one document (`differ`), earlier ones (`versions`).

use std::path::{Path, PathBuf};

use egui::{RichText, Ui};

use super::{button, cancel};
use crate::ui::desk::Desk;
use crate::ui::intent::{FileIntent, Intent, Intents};
use crate::ui::state::{After, Dialog, InTheWay, OpenId};
use crate::ui::words;

/// Most lines of one list; the rest is counted.
const MOST: usize = 12;

/// Draws a question about a file.
pub(super) fn show(ui: &mut Ui, desk: &Desk, dialog: &Dialog, intents: &mut Intents) {
    match dialog {
        Dialog::InTheWay { open, path, why, after } => {
            in_the_way(ui, desk, (*open, path, *why, *after), intents);
        }
        Dialog::NotSaved { open, path, message, after } => {
            not_saved(ui, (*open, path, *after), message, intents);
        }
        Dialog::ExportInTheWay { open, format, path, files } => {
            export_in_the_way(ui, (*open, format, path), files, intents);
        }
        Dialog::Damaged { path, problems } => damaged(ui, path, problems, intents),
        _ => {}
    }
}

pub(super) fn file_button(ui: &mut Ui, name: &str, intent: FileIntent, intents: &mut Intents) {
    button(ui, name, Intent::File(intent), intents);
}

/// The document of the dialog has changes that are in no file.
fn is_changed(desk: &Desk, open: OpenId) -> bool {
    desk.by_id(open).is_some_and(|it| it.workspace.is_changed())
}

pub(super) fn reload(
    ui: &mut Ui,
    desk: &Desk,
    (open, path): (OpenId, &Path),
    intents: &mut Intents,
) {
    let name =
        if is_changed(desk, open) { words::files::RELOAD_LOSING } else { words::files::RELOAD };
    file_button(ui, name, FileIntent::Reload(open, path.to_owned()), intents);
}

fn in_the_way(
    ui: &mut Ui,
    desk: &Desk,
    (open, path, why, after): (OpenId, &PathBuf, InTheWay, After),
    intents: &mut Intents,
) {
    let (title, text) = match why {
        InTheWay::Changed => (words::files::CHANGED, words::files::changed(path)),
        InTheWay::Exists => (words::files::EXISTS, words::files::exists(path)),
    };
    ui.heading(title);
    ui.label(text);
    if is_changed(desk, open) {
        ui.label(words::files::NOTHING_SAVED);
    }
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        if why == InTheWay::Changed {
            let compare = FileIntent::Compare(open, path.clone(), after);
            file_button(ui, words::files::COMPARE, compare, intents);
            reload(ui, desk, (open, path), intents);
        }
        file_button(ui, words::files::SAVE_ELSEWHERE, FileIntent::SaveAs(after), intents);
        let overwrite = FileIntent::Overwrite(open, path.clone(), after);
        file_button(ui, words::files::OVERWRITE, overwrite, intents);
        cancel(ui, words::files::DO_NOTHING, intents);
    });
}

fn not_saved(
    ui: &mut Ui,
    (open, path, after): (OpenId, &Path, After),
    message: &str,
    intents: &mut Intents,
) {
    ui.heading(words::files::NOT_SAVED);
    ui.label(message);
    ui.label(words::files::NOT_SAVED_HARMLESS);
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        file_button(ui, words::files::SAVE_ELSEWHERE, FileIntent::SaveAs(after), intents);
        let again = FileIntent::SaveToNew(open, path.to_owned(), after);
        file_button(ui, words::files::NOT_SAVED_AGAIN, again, intents);
        cancel(ui, words::files::GO_ON, intents);
    });
}

fn export_in_the_way(
    ui: &mut Ui,
    (open, format, path): (OpenId, &'static str, &Path),
    there: &[PathBuf],
    intents: &mut Intents,
) {
    let (title, overwrite) = match there {
        [_] => (words::files::EXISTS, words::files::OVERWRITE),
        _ => (words::files::EXIST, words::files::OVERWRITE_ALL),
    };
    ui.heading(title);
    for file in there {
        ui.label(format!("– {}", file.display()));
    }
    ui.label(words::files::NOTHING_EXPORTED);
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        // What the system's dialog has asked about is agreed on too.
        let agreed = there.iter().cloned().chain([path.to_owned()]).collect();
        let export = FileIntent::ExportTo(open, format, path.to_owned(), agreed);
        file_button(ui, overwrite, export, intents);
        file_button(ui, words::files::EXPORT_ELSEWHERE, FileIntent::Export(format), intents);
        cancel(ui, words::files::DO_NOTHING, intents);
    });
}

fn damaged(ui: &mut Ui, path: &Path, problems: &[String], intents: &mut Intents) {
    ui.heading(words::files::DAMAGED);
    ui.label(words::files::damaged(path));
    list(ui, "", problems);
    ui.label(words::files::DAMAGED_REPAIR_ABOUT);
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        let mend = FileIntent::OpenMended(path.to_owned());
        file_button(ui, words::files::DAMAGED_REPAIR, mend, intents);
        cancel(ui, words::files::DO_NOTHING, intents);
    });
}

pub(super) fn list(ui: &mut Ui, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    if !title.is_empty() {
        ui.label(RichText::new(title).strong());
    }
    for line in lines.iter().take(MOST) {
        ui.label(format!("– {line}"));
    }
    if let Some(more) = lines.len().checked_sub(MOST).filter(|it| *it > 0) {
        ui.label(words::files::list_more(more));
    }
}
