//! Questions about files: something is in the way, a save failed, a file is damaged.
//!
//! Not here: two versions of one document (`differ`), earlier ones (`versions`).

use std::path::{Path, PathBuf};

use egui::{RichText, Ui};

use super::{button, cancel};
use crate::ui::desk::Desk;
use crate::ui::intent::{FileIntent, Intent, Intents};
use crate::ui::state::{After, Dialog, InTheWay, OpenId};

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
    let name = if is_changed(desk, open) { "Take the file, lose my changes" } else { "Reload it" };
    file_button(ui, name, FileIntent::Reload(open, path.to_owned()), intents);
}

fn in_the_way(
    ui: &mut Ui,
    desk: &Desk,
    (open, path, why, after): (OpenId, &PathBuf, InTheWay, After),
    intents: &mut Intents,
) {
    let shown = path.display();
    let (title, text) = match why {
        InTheWay::Changed => (
            "The file has changed meanwhile",
            format!(
                "{shown} is not as it was when it was read: another program or person has written it."
            ),
        ),
        InTheWay::Exists => ("The file exists already", format!("There is a file {shown}.")),
    };
    ui.heading(title);
    ui.label(text);
    if is_changed(desk, open) {
        ui.label("Nothing has been saved yet.");
    }
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        if why == InTheWay::Changed {
            let compare = FileIntent::Compare(open, path.clone(), after);
            file_button(ui, "Compare and merge…", compare, intents);
            reload(ui, desk, (open, path), intents);
        }
        file_button(ui, "Save under another name…", FileIntent::SaveAs(after), intents);
        let overwrite = FileIntent::Overwrite(open, path.clone(), after);
        file_button(ui, "Overwrite it", overwrite, intents);
        cancel(ui, "Do nothing", intents);
    });
}

fn not_saved(
    ui: &mut Ui,
    (open, path, after): (OpenId, &Path, After),
    message: &str,
    intents: &mut Intents,
) {
    ui.heading("The document is not saved");
    ui.label(message);
    ui.label("Your changes are still here, and the file is as it was.");
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        file_button(ui, "Save under another name…", FileIntent::SaveAs(after), intents);
        let again = FileIntent::SaveToNew(open, path.to_owned(), after);
        file_button(ui, "Try again", again, intents);
        cancel(ui, "Go on working", intents);
    });
}

fn export_in_the_way(
    ui: &mut Ui,
    (open, format, path): (OpenId, &'static str, &Path),
    there: &[PathBuf],
    intents: &mut Intents,
) {
    let (title, overwrite) = match there {
        [_] => ("The file exists already", "Overwrite it"),
        _ => ("Files exist already", "Overwrite them"),
    };
    ui.heading(title);
    for file in there {
        ui.label(format!("– {}", file.display()));
    }
    ui.label("Nothing has been exported yet.");
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        // What the system's dialog has asked about is agreed on too.
        let agreed = there.iter().cloned().chain([path.to_owned()]).collect();
        let export = FileIntent::ExportTo(open, format, path.to_owned(), agreed);
        file_button(ui, overwrite, export, intents);
        file_button(ui, "Choose another name…", FileIntent::Export(format), intents);
        cancel(ui, "Do nothing", intents);
    });
}

fn damaged(ui: &mut Ui, path: &Path, problems: &[String], intents: &mut Intents) {
    ui.heading("The file is damaged");
    ui.label(format!("{} cannot be opened as it is:", path.display()));
    list(ui, "", problems);
    ui.label("A repaired copy says what was done to it. The file itself stays as it is.");
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        let mend = FileIntent::OpenMended(path.to_owned());
        file_button(ui, "Open a repaired copy", mend, intents);
        cancel(ui, "Do nothing", intents);
    });
}

pub(super) fn list(ui: &mut Ui, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    if !title.is_empty() {
        ui.label(RichText::new(format!("{title}: {}", lines.len())).strong());
    }
    for line in lines.iter().take(MOST) {
        ui.label(format!("– {line}"));
    }
    if let Some(more) = lines.len().checked_sub(MOST).filter(|it| *it > 0) {
        ui.label(format!("and {more} more"));
    }
}
