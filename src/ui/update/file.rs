//! Intents about files and documents as a whole.

use std::path::{Path, PathBuf};

use egui::{Context, ViewportCommand};

use crate::annotation::Document;
use crate::files::{self, Opened};
use crate::formats::tagset;
use crate::tagger::Cancel;
use crate::text::Text;
use crate::ui::derived::Derived;
use crate::ui::desk::Desk;
use crate::ui::host::Pick;
use crate::ui::intent::{FileIntent, Intent};
use crate::ui::jobs::Job;
use crate::ui::state::{After, Dialog, FileState, Open, OpenId, PathPurpose, View, Work};
use crate::workspace::Workspace;

/// An invented article, for a first look.
const SAMPLE: &str = include_str!("../../../assets/samples/harbour-flood.txt");

/// Carries out `intent`.
pub(super) fn update(desk: &mut Desk, ctx: &Context, intent: FileIntent) {
    match intent {
        FileIntent::Open => pick(desk, PathPurpose::Open),
        FileIntent::OpenPaths(paths) => paths.into_iter().for_each(|it| read(desk, it)),
        FileIntent::Paste(text) => paste(desk, text),
        FileIntent::Sample => paste(desk, SAMPLE.to_owned()),
        FileIntent::Save(after) => save(desk, after),
        FileIntent::SaveAs(after) => pick(desk, PathPurpose::Save(after)),
        FileIntent::SaveTo(path, after) => save_to(desk, path, after),
        FileIntent::Overwrite(open, path) => write(desk, open, path, None, After::Stay),
        FileIntent::Export => pick(desk, PathPurpose::Export),
        FileIntent::ExportTo(path) => export(desk, path),
        FileIntent::Switch(open) => desk.current = Some(open),
        FileIntent::Close(open) => close(desk, open),
        FileIntent::Discard(open) => discard(desk, open),
        FileIntent::Quit => quit(desk, ctx),
        FileIntent::QuitDiscarding(open) => {
            discard(desk, open);
            quit(desk, ctx);
        }
        FileIntent::Retag => retag(desk),
        FileIntent::Cancel(open) => {
            if let Some(work) = desk.by_id(open).and_then(|it| it.work.as_ref()) {
                work.cancel.cancel();
            }
        }
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
        let open = Some(Intent::File(FileIntent::OpenPaths(paths))).filter(|_| any);
        let paste = pasted.map(|text| {
            Intent::View(crate::ui::intent::ViewIntent::Dialog(Dialog::Paste { text }))
        });
        open.into_iter().chain(paste).collect()
    })
}

fn pick(desk: &mut Desk, purpose: PathPurpose) {
    let current = desk.current();
    let path = current.and_then(|it| it.file.native.as_ref().or(it.file.opened.as_ref()));
    let recent = desk.preferences.recent.first();
    let folder = path.or(recent).and_then(|it| it.parent()).map(Path::to_owned);
    let name = match (purpose, current) {
        (PathPurpose::Open, _) | (_, None) => String::new(),
        (PathPurpose::Save(_), Some(open)) => offered_name(open),
        (PathPurpose::Export, Some(open)) => format!("{}.csv", stem(open)),
    };
    desk.host.pick(Pick { purpose, folder, name }, desk.jobs.answer());
}

/// The name of a document without its endings.
fn stem(open: &Open) -> String {
    let name = open.file.name();
    let name =
        name.trim_end_matches(".ron").trim_end_matches(".json").trim_end_matches(".factmark");
    let stem = Path::new(name).file_stem().map(|it| it.to_string_lossy().into_owned());
    stem.unwrap_or_else(|| "article".to_owned())
}

fn offered_name(open: &Open) -> String {
    match &open.file.native {
        Some(path) => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        None => format!("{}.factmark.json", stem(open)),
    }
}

/// Where to type a path, where there is no file dialog.
pub(super) fn ask_path(desk: &mut Desk, purpose: PathPurpose) {
    let typed = match (purpose, desk.current()) {
        (PathPurpose::Save(_), Some(open)) => {
            let folder = open.file.opened.as_deref().and_then(Path::parent).map(Path::to_owned);
            folder.unwrap_or_default().join(offered_name(open)).to_string_lossy().into_owned()
        }
        _ => String::new(),
    };
    desk.shell.dialog = Some(Dialog::Path { purpose, typed });
}

fn read(desk: &mut Desk, path: PathBuf) {
    let same = |it: &&Open| {
        it.file.opened.as_ref() == Some(&path) || it.file.native.as_ref() == Some(&path)
    };
    if let Some(open) = desk.open.iter().find(same) {
        desk.current = Some(open.id);
        return;
    }
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    desk.shell.reading.push(name);
    desk.jobs.start(Job::Read(path));
}

fn paste(desk: &mut Desk, text: String) {
    if text.trim().is_empty() {
        desk.shell.toasts.error("There is no text to open: paste an article first.");
        return;
    }
    desk.shell.dialog = None;
    let document = Document::new(Text::new(text), tagset::news());
    let id = place(desk, document, FileState::default());
    tag(desk, id, None);
}

/// Puts a document that was read on the desk; an article's tags are then proposed.
pub(super) fn opened(desk: &mut Desk, path: PathBuf, opened: Opened) {
    desk.preferences.remember(&path);
    let is_native = opened.native;
    let file = FileState {
        native: is_native.then(|| path.clone()),
        opened: Some(path),
        fingerprint: is_native.then_some(opened.fingerprint),
        problems: opened.problems.iter().map(problem).collect(),
    };
    let id = place(desk, opened.document, file);
    if !is_native {
        tag(desk, id, opened.zones);
    }
}

fn place(desk: &mut Desk, document: Document, file: FileState) -> OpenId {
    let id = desk.next_open;
    desk.next_open += 1;
    desk.open.push(Open {
        id,
        workspace: Workspace::new(document),
        file,
        view: View::default(),
        derived: Derived::default(),
        work: None,
    });
    desk.current = Some(id);
    id
}

fn tag(desk: &mut Desk, id: OpenId, zones: Option<Vec<crate::annotation::ProposedZone>>) {
    let Some(open) = desk.by_id_mut(id) else { return };
    if let Some(work) = open.work.take() {
        work.cancel.cancel();
    }
    let cancel = Cancel::new();
    let text = open.workspace.document().text().clone();
    open.work = Some(Work { what: "Proposing tags", done: 0, cancel: cancel.clone() });
    desk.jobs.start(Job::Tag { open: id, text, zones, cancel });
}

/// Tags the current document again. Zones that markup gave are kept by passing them on.
fn retag(desk: &mut Desk) {
    let Some(open) = desk.current() else { return };
    let zones = crate::annotation::reconcile::zones_as_proposed(open.workspace.document());
    tag(desk, open.id, zones);
}

fn save(desk: &mut Desk, after: After) {
    let Some(open) = desk.current() else { return };
    match open.file.native.clone() {
        Some(path) => save_to(desk, path, after),
        None => pick(desk, PathPurpose::Save(after)),
    }
}

fn save_to(desk: &mut Desk, path: PathBuf, after: After) {
    let Some(open) = desk.current() else { return };
    let path = files::with_native_ending(path);
    let same = open.file.native.as_ref() == Some(&path);
    // Another file that exists was confirmed in the system's dialog; a typed path was not.
    let expected = if same { open.file.fingerprint.clone() } else { None };
    write(desk, open.id, path, expected, after);
}

fn write(
    desk: &mut Desk,
    id: OpenId,
    path: PathBuf,
    expected: Option<files::Fingerprint>,
    after: After,
) {
    let Some(open) = desk.by_id(id) else { return };
    let document = Box::new(open.workspace.document().clone());
    let revision = open.workspace.revision();
    desk.jobs.start(Job::Save { open: id, document, revision, path, expected, after });
}

fn export(desk: &mut Desk, path: PathBuf) {
    let Some(open) = desk.current() else { return };
    desk.jobs.start(Job::Export { document: Box::new(open.workspace.document().clone()), path });
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
    if let Some(work) = desk.by_id(id).and_then(|it| it.work.as_ref()) {
        work.cancel.cancel();
    }
    let at = desk.open.iter().position(|it| it.id == id);
    desk.open.retain(|it| it.id != id);
    if desk.current == Some(id) {
        let near = at.map_or(0, |it| it.min(desk.open.len().saturating_sub(1)));
        desk.current = desk.open.get(near).map(|it| it.id);
    }
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

/// A problem as one or two sentences.
fn problem(problem: &crate::annotation::check::Problem) -> String {
    let hint = problem.hint.as_deref().map(super::tag::sentence).unwrap_or_default();
    format!("{} {hint}", super::tag::sentence(&problem.message)).trim_end().to_owned()
}
