//! Intents about files and documents as a whole.

use std::path::{Path, PathBuf};

use egui::{Context, ViewportCommand};

use super::{
    dataset, draft, export, import, large, meet, paste, recover, session, shelf, site,
    tagset as tag_sets, versions,
};
use crate::annotation::Document;
use crate::files::{self, Opened};
use crate::formats::native::Form;
use crate::tagger::{self, Cancel};
use crate::ui::derived::Derived;
use crate::ui::desk::Desk;
use crate::ui::host::Pick;
use crate::ui::intent::{FileIntent, Intent};
use crate::ui::jobs::{Job, Overwrite};
use crate::ui::journal::{self, Kept};
use crate::ui::session::Leaving;
use crate::ui::state::{After, Dialog, FileState, Noted, Open, OpenId, PathPurpose, View, Work};
use crate::ui::words;
use crate::workspace::Workspace;

/// An invented article, for a first look.
const SAMPLE: &str = include_str!("../../../assets/samples/harbour-flood.txt");

/// Most documents of one data set that are opened at once.
const MOST_OF_A_DATA_SET: usize = 100;

/// Carries out `intent`.
pub(super) fn update(desk: &mut Desk, ctx: &Context, intent: FileIntent) {
    match intent {
        FileIntent::Open => pick(desk, PathPurpose::Open),
        FileIntent::Reopen => session::begin(desk),
        FileIntent::OpenPaths(paths) => read_all(desk, paths),
        FileIntent::Folder => pick(desk, PathPurpose::Folder),
        FileIntent::OpenItem(_)
        | FileIntent::LookAtItem(_)
        | FileIntent::StepItem { .. }
        | FileIntent::CloseList
        | FileIntent::StopListing => shelf::update(desk, &intent),
        FileIntent::Import => pick(desk, PathPurpose::Import),
        FileIntent::ImportFrom(path) => import::ask(desk, path),
        FileIntent::Draft | FileIntent::TakeDraft(..) | FileIntent::TakeOpenDraft(..) => {
            draft::update(desk, intent);
        }
        FileIntent::Weigh(choice) => import::weigh(desk, choice),
        FileIntent::ImportTags(choice) => import::carry_out(desk, &choice),
        FileIntent::FromClipboard(text) => paste::ask(desk, text),
        FileIntent::Paste(text) => paste::text(desk, &text),
        FileIntent::Sample => paste::sample(desk, SAMPLE),
        FileIntent::Save(after) => save(desk, after),
        FileIntent::SaveAs(after) => save_as(desk, after),
        FileIntent::SaveTo(open, path, after) => {
            save_over(desk, open, path, Overwrite::Anything, after);
        }
        FileIntent::SaveToNew(open, path, after) => {
            save_over(desk, open, path, Overwrite::Nothing, after);
        }
        FileIntent::Overwrite(open, path, after) => {
            write(desk, open, path, Overwrite::Anything, after);
        }
        FileIntent::Compare(open, path, after) => {
            desk.jobs.start(Job::Compare { open, path, after });
        }
        FileIntent::Merge(open, theirs, choices) => meet::merge(desk, open, *theirs, &choices),
        FileIntent::Reload(open, path) => desk.jobs.start(Job::Reread { open, path }),
        FileIntent::Versions(open) => versions::ask(desk, open),
        FileIntent::Restore(open, path) => desk.jobs.start(Job::Version { open, path }),
        FileIntent::OpenMended(path) => desk.jobs.start(Job::Mend(path)),
        FileIntent::Preview(open, choice) => export::preview(desk, open, choice),
        FileIntent::ExportAs(open, choice) => export::chosen(desk, open, choice),
        FileIntent::StopExport(open) => export::stop(desk, open),
        FileIntent::Pick(purpose) => pick(desk, purpose),
        FileIntent::MakeDataset(choice) => dataset::begin(desk, *choice),
        FileIntent::StopDataset => dataset::stop(desk),
        FileIntent::StopStep(open) => large::stop(desk, open),
        FileIntent::Export(format) => pick_export(desk, format),
        FileIntent::ExportTo(open, format, path, agreed) => {
            export::begin(desk, open, format, (path, agreed));
        }
        FileIntent::Switch(open) => desk.current = Some(open),
        FileIntent::Close(open) => close(desk, open),
        FileIntent::Discard(open) => discard(desk, open),
        FileIntent::Quit => begin_to_quit(desk, ctx),
        FileIntent::QuitDiscarding(open) => quit_without(desk, ctx, open),
        FileIntent::Recover(id, how) => recover::decide(desk, id, how),
        FileIntent::RecoverAll => recover::open_all(desk),
        FileIntent::Retag => retag(desk),
        FileIntent::Cancel(open) => cancel(desk, open),
    }
}

/// Files that were dropped on the window, and text that was pasted where nothing takes text.
pub(in crate::ui) fn dropped(desk: &Desk, ctx: &Context) -> Vec<Intent> {
    let typing = ctx.text_edit_focused() || desk.is_asking();
    ctx.input(|input| {
        let paths: Vec<PathBuf> =
            input.raw.dropped_files.iter().map(|it| it.path().to_owned()).collect();
        let pasted = input.events.iter().find_map(|it| match it {
            egui::Event::Paste(text) if !typing && !text.trim().is_empty() => Some(text.clone()),
            _ => None,
        });
        let any = !paths.is_empty();
        let open = match (&desk.shell.dialog, paths.as_slice()) {
            (Some(Dialog::Import { .. }), [one]) => FileIntent::ImportFrom(one.clone()),
            _ => FileIntent::OpenPaths(paths),
        };
        let open = Some(Intent::File(open)).filter(|_| any);
        let paste = pasted.map(|text| Intent::File(FileIntent::FromClipboard(Some(text))));
        open.into_iter().chain(paste).collect()
    })
}

pub(super) fn pick(desk: &mut Desk, purpose: PathPurpose) {
    let current = desk.current();
    let path = current.and_then(|it| it.file.native.as_ref().or(it.file.opened.as_ref()));
    let recent = desk.preferences.recent.first();
    let folder = path.or(recent).and_then(|it| it.parent()).map(Path::to_owned);
    let name = match (purpose, current) {
        (PathPurpose::Save(..), Some(open)) => offered_name(open),
        (PathPurpose::Export(_, format), Some(open)) => export::name(open, format),
        _ => String::new(),
    };
    desk.host.pick(Pick { purpose, folder, name }, desk.jobs.answer());
}

fn pick_export(desk: &mut Desk, format: &'static str) {
    if let Some(open) = desk.current {
        pick(desk, PathPurpose::Export(open, format));
    }
}

/// The native file that a document is offered to be saved in.
fn offered(open: &Open) -> PathBuf {
    open.file.native.clone().unwrap_or_else(|| {
        let from = open.file.opened.clone();
        files::native_path(&from.unwrap_or_else(|| PathBuf::from("article.txt")), Form::Ron)
    })
}

pub(super) fn offered_name(open: &Open) -> String {
    offered(open).file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Where to type a path, where there is no file dialog.
pub(super) fn ask_path(desk: &mut Desk, purpose: PathPurpose) {
    if matches!(purpose, PathPurpose::DatasetFrom | PathPurpose::DatasetTo | PathPurpose::TagSet) {
        desk.shell.toasts.error(words::messages::NO_FILE_DIALOG);
        return;
    }
    let typed = match (purpose, desk.current()) {
        (PathPurpose::Save(..), Some(open)) => offered(open).to_string_lossy().into_owned(),
        (PathPurpose::Export(_, format), Some(open)) => {
            offered(open).with_file_name(export::name(open, format)).to_string_lossy().into_owned()
        }
        _ => String::new(),
    };
    desk.shell.dialog = Some(Dialog::Path { purpose, typed });
}

/// Reads files that are opened together.
fn read_all(desk: &mut Desk, paths: Vec<PathBuf>) {
    site::begin(desk, paths.iter().cloned());
    for path in paths {
        read(desk, path);
    }
}

pub(super) fn read(desk: &mut Desk, path: PathBuf) {
    if files::is_folder(&path) {
        return shelf::list(desk, path);
    }
    let same = |it: &&Open| {
        it.file.opened.as_ref() == Some(&path) || it.file.native.as_ref() == Some(&path)
    };
    // The latest first: it may be a newer draft.
    if let Some(id) = desk.open.iter().rev().find(same).map(|it| it.id) {
        desk.current = Some(id);
        return draft::look_again(desk, id);
    }
    desk.shell.reading.push(short(&path));
    desk.jobs.start(Job::Read(path));
}

/// The name of a file without its folder.
pub(super) fn short(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Puts what was read on the desk; on an article, tags are then proposed.
pub(super) fn opened(desk: &mut Desk, path: &Path, opened: Opened) {
    desk.preferences.remember(path);
    if meet::is_open_already(desk, &opened.fingerprint) {
        return;
    }
    let is_saved = opened.form.is_some();
    let is_native = is_saved && !meet::is_backup(desk, path);
    let count = opened.documents.len();
    for read in opened.documents.into_iter().take(MOST_OF_A_DATA_SET) {
        let fresh = read.document.annotation_count() == 0;
        let zones = tagger::known_zones(&read.document);
        let file = FileState {
            native: is_native.then(|| path.to_owned()),
            opened: Some(path.to_owned()),
            fingerprint: is_native.then(|| opened.fingerprint.clone()),
            base: None,
            article: (!is_native).then(|| opened.fingerprint.clone()),
            noticed: false,
            draft_noticed: false,
            problems: read.problems.iter().map(noted).collect(),
        };
        let id = place(desk, read.document, file);
        show_recognised(desk, id, !is_saved);
        if is_native && let Some(open) = desk.by_id_mut(id) {
            open.file.base = Some(open.workspace.snapshot());
        }
        recover::look_for_steps(desk, id);
        if fresh && !is_saved {
            if count > 1 || !site::judge(desk, id) {
                tag(desk, id, zones);
            }
            draft::look_for_earlier(desk, id);
        } else {
            draft::look(desk, id);
        }
    }
    if count > MOST_OF_A_DATA_SET {
        let message = words::messages::too_many_documents(path, count, MOST_OF_A_DATA_SET);
        desk.shell.toasts.error(message);
    }
}

/// Tells what was recognised in a file that is no saved document.
pub(super) fn show_recognised(desk: &mut Desk, id: OpenId, is_foreign: bool) {
    if let Some(open) = desk.by_id_mut(id) {
        open.view.recognised = is_foreign;
    }
}

pub(super) fn place(desk: &mut Desk, mut document: Document, file: FileState) -> OpenId {
    if file.native.is_none() {
        tag_sets::give(desk, &mut document);
    }
    let id = desk.next_open;
    desk.next_open += 1;
    desk.open.push(Open {
        id,
        workspace: Workspace::new(document),
        file,
        view: View::default(),
        derived: Derived::default(),
        work: None,
        step: None,
        export: None,
        kept: Kept::default(),
    });
    desk.current = Some(id);
    id
}

pub(super) fn tag(
    desk: &mut Desk,
    id: OpenId,
    zones: Option<Vec<crate::annotation::ProposedZone>>,
) {
    let Some(open) = desk.by_id_mut(id) else { return };
    if let Some(work) = open.work.take() {
        work.cancel.cancel();
    }
    let cancel = Cancel::new();
    let text = open.workspace.document().text().clone();
    open.work = Some(Work { what: words::messages::TAGGING, done: 0, cancel: cancel.clone() });
    desk.jobs.start(Job::Tag { open: id, text, zones, cancel });
}

/// Stops work on a document. For the editor it has ended at once; the tagger, which may be in the
/// middle of a long step, ends as soon as it can, and what it says then is not heard.
fn cancel(desk: &mut Desk, id: OpenId) {
    if let Some(work) = desk.by_id_mut(id).and_then(|it| it.work.take()) {
        work.cancel.cancel();
        desk.shell.toasts.done(words::messages::stopped(work.what));
    }
}

/// Tags the current document again. Zones that markup gave are kept by passing them on.
fn retag(desk: &mut Desk) {
    let Some(open) = desk.current() else { return };
    let zones = tagger::known_zones(open.workspace.document());
    tag(desk, open.id, zones);
}

fn save(desk: &mut Desk, after: After) {
    let Some(open) = desk.current() else { return };
    match open.file.native.clone() {
        Some(path) => save_over(desk, open.id, path, Overwrite::Anything, after),
        None => save_as(desk, after),
    }
}

fn save_as(desk: &mut Desk, after: After) {
    if let Some(open) = desk.current {
        pick(desk, PathPurpose::Save(open, after));
    }
}

/// Saves a document at `path`; `other` says what holds for a file that is not its own. The document
/// is the one that a dialog was opened for: another may be shown by now.
fn save_over(desk: &mut Desk, id: OpenId, path: PathBuf, other: Overwrite, after: After) {
    let Some(open) = desk.by_id(id) else { return };
    let path = match files::form_of(&path) {
        Some(_) => path,
        None => files::native_path(&path, Form::Ron),
    };
    // Its own file may be overwritten as long as it is what was read or saved.
    let own = open.file.fingerprint.clone().filter(|_| open.file.native.as_ref() == Some(&path));
    let over = own.map_or(other, Overwrite::Known);
    write(desk, id, path, over, after);
}

fn write(desk: &mut Desk, id: OpenId, path: PathBuf, over: Overwrite, after: After) {
    let Some(open) = desk.by_id(id) else { return };
    let document = open.workspace.snapshot();
    let revision = open.workspace.revision();
    let backups = desk.host.backup_folder();
    let scribe = desk.journal.scribe();
    desk.jobs.start(Job::Save { open: id, document, revision, path, over, backups, after, scribe });
}

fn close(desk: &mut Desk, id: OpenId) {
    if desk.by_id(id).is_some_and(|it| it.workspace.is_changed()) {
        desk.current = Some(id);
        desk.shell.dialog = Some(Dialog::Unsaved { open: id, window: false });
    } else {
        discard(desk, id);
    }
}

/// Takes a document off the desk.
pub(super) fn discard(desk: &mut Desk, id: OpenId) {
    desk.shell.dialog = None;
    if let Some(open) = desk.by_id(id) {
        journal::close(&desk.journal, open);
    }
    if let Some(open) = desk.by_id(id) {
        // What is being exported was asked for and goes on.
        open.work.iter().chain(&open.step).for_each(|it| it.cancel.cancel());
    }
    let at = desk.open.iter().position(|it| it.id == id);
    desk.open.retain(|it| it.id != id);
    if desk.current == Some(id) {
        let near = at.map_or(0, |it| it.min(desk.open.len().saturating_sub(1)));
        desk.current = desk.open.get(near).map(|it| it.id);
    }
}

fn begin_to_quit(desk: &mut Desk, ctx: &Context) {
    desk.shell.leaving = Some(Leaving::begin(desk));
    quit(desk, ctx);
}

fn quit_without(desk: &mut Desk, ctx: &Context, open: OpenId) {
    if let Some(mut leaving) = desk.shell.leaving.take() {
        desk.by_id(open).into_iter().for_each(|it| leaving.goes(it));
        desk.shell.leaving = Some(leaving);
    }
    discard(desk, open);
    quit(desk, ctx);
}

/// Closes the window once no unsaved changes are left to ask about.
pub(super) fn quit(desk: &mut Desk, ctx: &Context) {
    if let Some(open) = desk.first_unsaved() {
        desk.current = Some(open);
        desk.shell.dialog = Some(Dialog::Unsaved { open, window: true });
    } else {
        desk.shell.quit = true;
        ctx.send_viewport_cmd(ViewportCommand::Close);
    }
}

/// A problem with its place.
pub(super) fn noted(it: &crate::annotation::check::Problem) -> Noted {
    Noted { words: problem(it), place: it.place }
}

/// A problem as one or two sentences.
pub(in crate::ui) fn problem(problem: &crate::annotation::check::Problem) -> String {
    let hint = problem.hint.as_deref().map(words::sentence).unwrap_or_default();
    format!("{} {hint}", words::sentence(&problem.message)).trim_end().to_owned()
}
