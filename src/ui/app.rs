//! The window: eframe around a [`Desk`], file dialogs, the clipboard, the clock, preferences, and what happens
//! when drawing panics.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Instant, SystemTime};

use eframe::{CreationContext, Frame, Storage};
use egui::{Ui, ViewportCommand};

use super::desk::Desk;
use super::guard::{Crash, guarded};
use super::host::{Clip, Host, Pick};
use super::intent::{FileIntent, Intent};
use super::jobs::{Answer, Done, Jobs};
use super::state::{PathPurpose, Preferences};
use super::theme;
use super::update::{looks, mode};
use crate::annotation::{Document, Timestamp};
use crate::files::{self, FileError, Over};
use crate::formats::IMPORTERS;
use crate::formats::native::Form;
use crate::ui::words::system as words;

/// The name under which preferences are kept.
const APP_ID: &str = "factmark";
const PREFERENCES: &str = "preferences";

/// The window.
pub(super) struct App {
    desk: Desk,
    /// The file dialog that was asked for in this frame: it must be made on this thread.
    picks: Arc<std::sync::Mutex<Vec<(Pick, Answer)>>>,
}

impl App {
    pub(super) fn new(cc: &CreationContext<'_>, paths: Vec<PathBuf>) -> Self {
        let stored = cc.storage.and_then(|it| it.get_string(PREFERENCES));
        let preferences = Preferences::restored(&stored.unwrap_or_default());
        theme::add_system_fonts(&cc.egui_ctx);
        theme::apply(&cc.egui_ctx, mode(preferences.theme));
        theme::look(&cc.egui_ctx, looks(&preferences));
        let ctx = cc.egui_ctx.clone();
        let jobs = Jobs::threaded(Arc::new(move || ctx.request_repaint()));
        let picks = Arc::new(std::sync::Mutex::new(Vec::new()));
        let host = Box::new(System { picks: Arc::clone(&picks) });
        let mut desk = Desk::new(preferences, jobs, host);
        let open = if paths.is_empty() { FileIntent::Reopen } else { FileIntent::OpenPaths(paths) };
        desk.ask(&cc.egui_ctx, Intent::File(open));
        Self { desk, picks }
    }
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut Ui, frame: &mut Frame) {
        let ctx = ui.ctx().clone();
        if ctx.input(|it| it.viewport().close_requested()) && !self.desk.shell.quit {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.desk.ask(&ctx, Intent::File(FileIntent::Quit));
        }
        let desk = &mut self.desk;
        draw_guarded(desk, ui, Desk::ui);
        let picks = self.picks.lock().map(|mut it| std::mem::take(&mut *it)).unwrap_or_default();
        for (pick, answer) in picks {
            open_dialog(&pick, answer, frame);
        }
        let name =
            desk.current().map(|it| words::title(&it.file.name(), it.workspace.is_changed()));
        title(&ctx, name.unwrap_or_else(|| words::PROGRAM.to_owned()));
    }

    fn save(&mut self, storage: &mut dyn Storage) {
        storage.set_string(PREFERENCES, self.desk.to_store().stored());
    }
}

/// The journals of what is saved go; those of what is not are offered at the next start.
impl Drop for App {
    fn drop(&mut self) {
        for open in self.desk.open.iter().filter(|it| !it.workspace.is_changed()) {
            super::journal::close(&self.desk.journal, open);
        }
    }
}

/// Sets the window's title, if it has changed.
fn title(ctx: &egui::Context, title: String) {
    let id = egui::Id::unique("factmark-title");
    if ctx.data(|it| it.get_temp::<String>(id)).as_ref() != Some(&title) {
        ctx.data_mut(|it| it.insert_temp(id, title.clone()));
        ctx.send_viewport_cmd(ViewportCommand::Title(title));
    }
}

/// Draws a frame; if that panics, keeps the work and shows a page that says so.
pub fn draw_guarded(desk: &mut Desk, ui: &mut Ui, draw: impl FnOnce(&mut Desk, &mut Ui)) {
    if desk.shell.crash.is_some() {
        super::crash::page(ui, desk);
        return;
    }
    if let Err(message) = guarded(|| draw(desk, ui)) {
        desk.shell.crash = Some(keep(desk, message));
        // What was open may be what cannot be drawn.
        desk.shell.dialog = None;
        desk.shell.chooser = None;
        ui.ctx().request_repaint();
    }
}

/// Writes every document with unsaved changes into the rescue folder.
fn keep(desk: &Desk, message: String) -> Crash {
    let mut crash = Crash { message, kept: Vec::new(), lost: Vec::new() };
    for open in desk.open.iter().filter(|it| it.workspace.is_changed()) {
        let name = open.file.name();
        let Some(folder) = desk.host.rescue_folder() else {
            crash.lost.push(words::crash_no_copy(&name, words::CRASH_NO_FOLDER));
            continue;
        };
        match rescue(&folder, &name, open.workspace.document()) {
            Ok(path) => crash.kept.push(path),
            Err(error) => crash.lost.push(words::crash_no_copy(&name, &error.to_string())),
        }
    }
    crash
}

/// Writes a copy under a name that nothing has yet.
fn rescue(folder: &Path, name: &str, document: &Document) -> Result<PathBuf, FileError> {
    const TRIES: u32 = 1000;
    files::make_folder(folder)?;
    let stem = files::native_path(Path::new(name), Form::Json);
    let stem = stem.to_string_lossy().replace(".factmark.json", "");
    let mut tried = 1;
    loop {
        let path = folder.join(format!("{stem}-{tried}.factmark.json"));
        match files::save(&path, document, Form::Json, Over::Nothing) {
            Ok(_) => return Ok(path),
            Err(FileError::Exists { .. }) if tried < TRIES => tried += 1,
            Err(error) => return Err(error),
        }
    }
}

/// The real system.
struct System {
    picks: Arc<std::sync::Mutex<Vec<(Pick, Answer)>>>,
}

impl Host for System {
    fn now(&self) -> Option<Timestamp> {
        #[expect(clippy::disallowed_methods, reason = "the window is where time comes in")]
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?;
        i64::try_from(since.as_secs()).ok().map(Timestamp)
    }

    fn pick(&self, pick: Pick, answer: Answer) {
        if let Ok(mut picks) = self.picks.lock() {
            picks.push((pick, answer));
        }
    }

    fn clipboard(&self, text: Option<String>, answer: Answer) {
        let (failed, known) = (answer.clone(), text.clone());
        let thread = std::thread::Builder::new().name("clipboard".to_owned());
        let spawned = thread.spawn(move || answer.send(Done::Clip(clip(text))));
        if spawned.is_err() {
            failed.send(Done::Clip(Clip { html: None, text: known }));
        }
    }

    fn backup_folder(&self) -> Option<PathBuf> {
        eframe::storage_dir(APP_ID).map(|it| it.join("backups"))
    }

    fn journal_folder(&self) -> Option<PathBuf> {
        eframe::storage_dir(APP_ID).map(|it| it.join("journal"))
    }

    fn rescue_folder(&self) -> Option<PathBuf> {
        eframe::storage_dir(APP_ID).map(|it| it.join("rescued"))
    }
}

/// What is on the clipboard. A system that does not let it be read has nothing there: what the
/// window was given of it is left then.
fn clip(text: Option<String>) -> Clip {
    let Ok(mut clipboard) = arboard::Clipboard::new() else { return Clip { html: None, text } };
    let html = clipboard.get().html().ok();
    let text = text.or_else(|| clipboard.get().text().ok());
    Clip { html, text }
}

/// Opens the system's file dialog. Its answer comes on a thread of its own; the window goes on.
fn open_dialog(pick: &Pick, answer: Answer, frame: &Frame) {
    let mut dialog = rfd::AsyncFileDialog::new().set_parent(frame);
    if let Some(folder) = &pick.folder {
        dialog = dialog.set_directory(folder);
    }
    if !pick.name.is_empty() {
        dialog = dialog.set_file_name(&pick.name);
    }
    let purpose = pick.purpose;
    let started = Instant::now();
    let future: std::pin::Pin<Box<dyn Future<Output = Option<Vec<PathBuf>>> + Send>> = match purpose
    {
        PathPurpose::Folder | PathPurpose::DatasetFrom | PathPurpose::DatasetTo => {
            let picked = dialog.set_title(words::PICK_FOLDER).pick_folder();
            Box::pin(async { picked.await.map(|it| vec![it.path().to_owned()]) })
        }
        PathPurpose::Import | PathPurpose::TagSet | PathPurpose::Draft(_) => {
            let (title, files) = match purpose {
                PathPurpose::Import => (words::PICK_IMPORT, words::PICK_IMPORT_FILES),
                PathPurpose::TagSet => (words::PICK_TAG_SET, words::PICK_TAG_SET_FILES),
                _ => (words::PICK_DRAFT, words::PICK_DRAFT_FILES),
            };
            let dialog = dialog.set_title(title).add_filter(files, &endings());
            let picked = dialog.add_filter(words::PICK_ALL_FILES, &["*"]).pick_file();
            Box::pin(async { picked.await.map(|it| vec![it.path().to_owned()]) })
        }
        PathPurpose::Open => {
            let dialog =
                dialog.set_title(words::PICK_OPEN).add_filter(words::PICK_OPEN_FILES, &endings());
            let dialog = dialog.add_filter(words::PICK_ALL_FILES, &["*"]);
            let picked = dialog.pick_files();
            Box::pin(async {
                picked.await.map(|it| it.iter().map(|it| it.path().to_owned()).collect())
            })
        }
        PathPurpose::Save(..) => {
            let dialog = dialog
                .set_title(words::PICK_SAVE)
                .add_filter(words::PICK_SAVE_FILES, &["json", "ron"]);
            let picked = dialog.save_file();
            Box::pin(async { picked.await.map(|it| vec![it.path().to_owned()]) })
        }
        PathPurpose::Export(..) => {
            let dialog = dialog
                .set_title(words::PICK_EXPORT)
                .add_filter(words::PICK_EXPORT_FILES, &["csv", "jsonl", "json", "ron"]);
            let picked = dialog.save_file();
            Box::pin(async { picked.await.map(|it| vec![it.path().to_owned()]) })
        }
    };
    let failed = answer.clone();
    let thread = std::thread::Builder::new().name("file-dialog".to_owned());
    let spawned = thread.spawn(move || {
        let picked = pollster::block_on(future);
        // Without a dialog on this system "nothing" is answered at once; a person takes longer.
        let nobody = picked.is_none() && started.elapsed() < NOBODY;
        let paths = if nobody { None } else { Some(picked.unwrap_or_default()) };
        answer.send(Done::Picked(purpose, paths));
    });
    if spawned.is_err() {
        failed.send(Done::Picked(purpose, None));
    }
}

/// The ends of the names of all files that can be read.
fn endings() -> Vec<&'static str> {
    let mut all: Vec<_> = IMPORTERS.iter().flat_map(|it| it.extensions()).copied().collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// No person closes a dialog faster than this.
const NOBODY: std::time::Duration = std::time::Duration::from_millis(200);
