//! Exports: asked about, begun, stopped, and what became of them.

use std::path::{Path, PathBuf};

use super::answers::fail;
use super::file;
use crate::tagger::Cancel;
use crate::ui::desk::Desk;
use crate::ui::export::{ExportChoice, Preview, exporter};
use crate::ui::jobs::{Done, Job, NoExport};
use crate::ui::state::{Dialog, Open, OpenId, PathPurpose, Work};
use crate::ui::words;

/// The name of an export: that of the document with the format's ending.
pub(super) fn name(open: &Open, format: &str) -> String {
    let name = file::offered_name(open);
    let stem = name.split(".factmark.").next().unwrap_or(&name);
    let end = exporter(format).and_then(|it| it.endings().first()).unwrap_or(&"txt");
    format!("{stem}.{end}")
}

/// Asks where the export is to go that was chosen in the dialog.
pub(super) fn chosen(desk: &mut Desk, open: OpenId, choice: ExportChoice) {
    let format = exporter(&choice.format).map(crate::formats::Exporter::key);
    desk.preferences.export = choice;
    if let Some(format) = format {
        file::pick(desk, PathPurpose::Export(open, format));
    }
}

/// Has it counted what an export would leave out; what was counted before is of no use any more.
pub(super) fn preview(desk: &mut Desk, open: OpenId, choice: ExportChoice) {
    let number = desk.shell.preview.as_ref().map_or(0, |it| it.number + 1);
    if let Some(old) = desk.shell.preview.take() {
        old.cancel.cancel();
    }
    let (Some(it), Some(how)) = (desk.by_id(open), choice.how()) else { return };
    let document = it.workspace.snapshot();
    let of = (open, it.workspace.revision(), choice);
    let cancel = Cancel::new();
    let job = Job::Preview { document, how, number, cancel: cancel.clone() };
    desk.shell.preview = Some(Preview { of, number, told: None, cancel });
    desk.jobs.start(job);
}

/// Begins an export. One at a time of a document: an older one is stopped.
pub(super) fn begin(desk: &mut Desk, id: OpenId, format: &str, at: (PathBuf, Vec<PathBuf>)) {
    let (path, agreed) = at;
    let choice = ExportChoice { format: format.to_owned(), ..desk.preferences.export.clone() };
    let (Some(open), Some(how)) = (desk.by_id_mut(id), choice.how()) else { return };
    let cancel = Cancel::new();
    let work = Work { what: words::messages::EXPORTING, done: 0, cancel: cancel.clone() };
    if let Some(old) = open.export.replace(work) {
        old.cancel.cancel();
    }
    let document = open.workspace.snapshot();
    desk.jobs.start(Job::Export { open: id, document, how, path, agreed, cancel });
}

/// Stops an export. For the editor it has ended at once.
pub(super) fn stop(desk: &mut Desk, id: OpenId) {
    if let Some(work) = desk.by_id_mut(id).and_then(|it| it.export.take()) {
        work.cancel.cancel();
        desk.shell.toasts.done(words::messages::EXPORT_STOPPED);
    }
}

/// Takes in what became of an export.
pub(super) fn receive(desk: &mut Desk, done: Done) {
    match done {
        Done::Exporting(open, part) => {
            if let Some(work) = desk.by_id_mut(open).and_then(|it| it.export.as_mut()) {
                work.done = part;
            }
        }
        Done::Previewed(number, told) => {
            if let Some(it) = desk.shell.preview.as_mut().filter(|it| it.number == number) {
                it.told = Some(told);
            }
        }
        Done::Exported { open, format, path, result, cancel } => {
            // Another may be running by now.
            let stopped = cancel.is_cancelled();
            if let Some(it) = desk.by_id_mut(open).filter(|_| !stopped) {
                it.export = None;
            }
            match result {
                Err(NoExport::Stopped) => {}
                Err(NoExport::InTheWay(files)) => {
                    desk.shell.dialog = Some(Dialog::ExportInTheWay { open, format, path, files });
                }
                Err(NoExport::Failed(error)) => {
                    fail(desk, words::messages::EXPORT_FAILED, &error);
                }
                Ok(told) => exported(desk, &path, &told, stopped),
            }
        }
        _ => {}
    }
}

fn exported(desk: &mut Desk, path: &Path, told: &[String], stopped: bool) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if told.is_empty() {
        desk.shell.toasts.done(words::messages::exported(&name, stopped));
    } else {
        let error = anyhow::anyhow!(told.join("\n"));
        desk.shell.toasts.failure(words::messages::exported_in_part(&name, stopped), &error);
    }
}
