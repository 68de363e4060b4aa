//! A window that ends without closing its documents, and the one after it.

#![expect(clippy::disallowed_methods, reason = "a test plays the other program that writes files")]

use std::path::{Path, PathBuf};

use factmark::annotation::{Document, Timestamp};
use factmark::files;
use factmark::formats::tagset;
use factmark::ui::host::{Host, Pick};
use factmark::ui::intent::TagIntent;
use factmark::ui::jobs::{Answer, Done};
use factmark::ui::journal::Kept;

use super::*;

/// A system with a folder for journals.
pub(super) struct Data(pub(super) PathBuf);

impl Host for Data {
    fn now(&self) -> Option<Timestamp> {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
        Some(Timestamp(i64::try_from(now.as_secs()).unwrap()))
    }

    fn pick(&self, pick: Pick, answer: Answer) {
        answer.send(Done::Picked(pick.purpose, None));
    }

    fn journal_folder(&self) -> Option<PathBuf> {
        Some(self.0.clone())
    }

    fn rescue_folder(&self) -> Option<PathBuf> {
        None
    }
}

fn desk_in(folder: &Path) -> Desk {
    let preferences = Preferences { welcomed: true, ..Preferences::default() };
    Desk::new(preferences, Jobs::inline(), Box::new(Data(folder.join("journal"))))
}

/// A window whose journals lie in `folder`. Dropped, it is as if it had been killed.
fn start<'a>(folder: &Path) -> Harness<'a, Desk> {
    window(desk_in(folder))
}

fn ask(window: &mut Harness<'_, Desk>, intent: FileIntent) {
    window.state_mut().ask(&egui::Context::default(), Intent::File(intent));
    settle(window);
}

/// Pastes the article, accepts a proposal and rejects another.
fn work(window: &mut Harness<'_, Desk>) {
    ask(window, FileIntent::Paste(ARTICLE.to_owned()));
    press(window, Key::J);
    press(window, Key::A);
    press(window, Key::X);
}

fn save_to(window: &mut Harness<'_, Desk>, path: &Path, after: After) {
    let id = window.state().current.unwrap();
    ask(window, FileIntent::SaveTo(id, path.to_owned(), after));
}

fn document(window: &Harness<'_, Desk>) -> Document {
    window.state().current().unwrap().workspace.document().clone()
}

fn is_offered(window: &Harness<'_, Desk>) -> bool {
    window.query_by_label("Work was recovered").is_some()
}

/// What a closed window leaves.
fn close_all(window: &mut Harness<'_, Desk>) {
    let open: Vec<_> = window.state().open.iter().map(|it| it.id).collect();
    for id in open {
        ask(window, FileIntent::Discard(id));
    }
    window.state().journal.settle();
}

#[test]
fn what_a_crash_left_is_offered_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = start(folder.path());
    assert!(!is_offered(&window));
    work(&mut window);
    let before = document(&window);
    assert!(!is_offered(&start(folder.path())), "the other window still runs");
    drop(window);

    let mut window = start(folder.path());
    window.get_by_label("Pasted text");
    window.get_by_label_contains("2 unsaved changes, the last");
    assert_eq!(super::keyboard::nameless(&window), [""; 0]);
    click(&mut window, "Open it");
    assert!(!is_offered(&window));
    assert_eq!(document(&window), before);
    assert_eq!(window.state().current().unwrap().workspace.unsaved(), Some(2));
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(window.state().undo_name(), None);
    press_with(&mut window, Modifiers::COMMAND, Key::Y);
    drop(window);

    let mut window = start(folder.path());
    window.get_by_label_contains("1 unsaved change");
    click(&mut window, "Open it");
    assert_eq!(window.state().redo_name(), Some("Reject"));
    close_all(&mut window);
    drop(window);
    assert!(!is_offered(&start(folder.path())));
    assert_eq!(std::fs::read_dir(folder.path().join("journal")).unwrap().count(), 0);
}

#[test]
fn recovered_work_stays_until_it_is_thrown_away() {
    let folder = tempfile::tempdir().unwrap();
    work(&mut start(folder.path()));
    for _ in 0..2 {
        let mut window = start(folder.path());
        assert!(is_offered(&window));
        press(&mut window, Key::Escape);
        assert!(!is_offered(&window));
        assert!(window.state().current().is_none());
        let dialog = Dialog::Recovered { sure: None };
        let intent = Intent::View(factmark::ui::intent::ViewIntent::Dialog(dialog));
        window.state_mut().ask(&egui::Context::default(), intent);
        settle(&mut window);
        click(&mut window, "Throw it away…");
        click(&mut window, "Keep it");
    }
    let mut window = start(folder.path());
    click(&mut window, "Throw it away…");
    click(&mut window, "Throw it away");
    assert!(!is_offered(&window));
    drop(window);
    assert!(!is_offered(&start(folder.path())));
}

#[test]
fn several_documents_are_opened_at_once_or_saved_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = start(folder.path());
    work(&mut window);
    work(&mut window);
    drop(window);
    let mut window = start(folder.path());
    click(&mut window, "Open all");
    assert_eq!(window.state().open.len(), 2);
    drop(window);
    let mut window = start(folder.path());
    window.get_all_by_label("Save it elsewhere…").next().unwrap().click();
    settle(&mut window);
    assert!(matches!(window.state().shell.dialog, Some(Dialog::Path { .. })));
    assert_eq!((window.state().open.len(), window.state().shell.recovered.len()), (1, 1));
}

#[test]
fn what_was_saved_is_not_offered_and_its_steps_are_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.factmark.ron");
    for after in [After::Stay, After::Close] {
        let mut window = start(folder.path());
        work(&mut window);
        save_to(&mut window, &path, after);
        window.state().journal.settle();
        drop(window);
        let mut window = start(folder.path());
        assert!(!is_offered(&window));
        ask(&mut window, FileIntent::OpenPaths(vec![path.clone()]));
        assert_eq!(window.state().undo_name(), Some("Reject"));
        assert!(!window.state().current().unwrap().workspace.is_changed());
        press_with(&mut window, Modifiers::COMMAND, Key::Z);
        assert!(window.state().current().unwrap().workspace.is_changed());
        press_with(&mut window, Modifiers::COMMAND, Key::Z);
        assert_eq!(window.state().undo_name(), None);
        press_with(&mut window, Modifiers::COMMAND, Key::Y);
        press_with(&mut window, Modifiers::COMMAND, Key::Y);
        assert!(!window.state().current().unwrap().workspace.is_changed());
        close_all(&mut window);
    }
}

#[test]
fn changes_that_are_thrown_away_leave_the_steps_before() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.factmark.ron");
    let mut window = start(folder.path());
    work(&mut window);
    save_to(&mut window, &path, After::Stay);
    press(&mut window, Key::J);
    press(&mut window, Key::A);
    close_all(&mut window);
    ask(&mut window, FileIntent::OpenPaths(vec![path]));
    assert_eq!((window.state().undo_name(), window.state().redo_name()), (Some("Reject"), None));
}

#[test]
fn a_file_that_changed_meanwhile_is_told_and_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.factmark.ron");
    let mut window = start(folder.path());
    work(&mut window);
    save_to(&mut window, &path, After::Stay);
    press(&mut window, Key::J);
    press(&mut window, Key::A);
    drop(window);
    let saved = std::fs::read_to_string(&path).unwrap();
    let theirs = saved.replace("review: rejected", "review: accepted");
    let theirs = theirs.replace("\"rejected\"", "\"accepted\"");
    assert_ne!(saved, theirs);
    std::fs::write(&path, &theirs).unwrap();

    let mut window = start(folder.path());
    window.get_by_label_contains("Another program has changed the file since");
    window.get_by_label_contains("1 unsaved change");
    click(&mut window, "Look at the file first");
    assert!(!window.state().current().unwrap().workspace.is_changed());
    let dialog = Dialog::Recovered { sure: None };
    let intent = Intent::View(factmark::ui::intent::ViewIntent::Dialog(dialog));
    window.state_mut().ask(&egui::Context::default(), intent);
    settle(&mut window);
    click(&mut window, "Open it");
    assert_eq!(window.state().open.len(), 1, "the unchanged one made room");
    press_with(&mut window, Modifiers::COMMAND, Key::S);
    window.get_by_label("The file has changed meanwhile");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), theirs);
    click(&mut window, "Compare and merge…");
    assert!(matches!(window.state().shell.dialog, Some(Dialog::Differ { .. })));
}

#[test]
fn work_whose_file_is_gone_is_recovered_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.factmark.ron");
    let mut window = start(folder.path());
    work(&mut window);
    save_to(&mut window, &path, After::Stay);
    let before = document(&window);
    drop(window);
    std::fs::remove_file(&path).unwrap();
    let mut window = start(folder.path());
    window.get_by_label_contains("Its file is not there any more");
    click(&mut window, "Open it");
    assert_eq!(document(&window), before);
    assert!(window.state().current().unwrap().workspace.is_changed());
    press_with(&mut window, Modifiers::COMMAND, Key::S);
    let read = files::open(&path, &tagset::news()).unwrap();
    assert_eq!(read.documents[0].document, before);
}

#[test]
fn a_journal_that_cannot_be_read_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let left = folder.path().join("journal").join("old");
    std::fs::create_dir_all(&left).unwrap();
    std::fs::write(left.join("1.journal"), "factmark journal 1\nnonsense").unwrap();
    let mut window = start(folder.path());
    window.get_by_label_contains("It cannot be read: the start of the journal is damaged");
    assert!(window.query_by_label("Open it").is_none());
    click(&mut window, "Throw it away…");
    click(&mut window, "Throw it away");
    assert!(!left.exists());
}

#[test]
fn a_journal_that_cannot_be_written_is_told() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("journal"), "a file where a folder should be").unwrap();
    let mut window = start(folder.path());
    window.state_mut().shell.toasts.shown.clear();
    work(&mut window);
    window.state().journal.settle();
    settle(&mut window);
    window.get_by_label_contains("Your changes are not being kept for the case of a crash");
    assert!(matches!(window.state().current().unwrap().kept, Kept::Failed(_)));
}

#[test]
fn a_journal_that_begins_anew_replays_below_the_steps_it_knows() {
    let folder = tempfile::tempdir().unwrap();
    let ctx = egui::Context::default();
    let mut desk = desk_in(folder.path());
    desk.ask(&ctx, Intent::File(FileIntent::Paste(ARTICLE.to_owned())));
    desk.receive(&ctx);
    let id = desk.current().unwrap().workspace.document().annotations().next().unwrap().id;
    let note = |desk: &mut Desk, text: String| {
        desk.ask(&ctx, Intent::Tag(TagIntent::Note(id, text)));
    };
    for number in 0..2300 {
        note(&mut desk, number.to_string());
        if number % 500 == 0 {
            desk.journal.settle();
        }
    }
    desk.current_mut().unwrap().kept = Kept::Long;
    note(&mut desk, "last".to_owned());
    assert_eq!(desk.current().unwrap().kept, Kept::Journal { undo: 301, redo: 0 });
    for number in 0..2250 {
        desk.ask(&ctx, Intent::Undo);
        desk.receive(&ctx);
        if number % 500 == 0 {
            desk.journal.settle();
        }
    }
    assert_eq!(desk.current().unwrap().kept, Kept::Journal { undo: 0, redo: 0 });
    let before = desk.current().unwrap().workspace.document().clone();
    desk.journal.settle();
    drop(desk);
    let mut desk = desk_in(folder.path());
    desk.receive(&ctx);
    desk.ask(&ctx, Intent::File(FileIntent::RecoverAll));
    let workspace = &desk.current().unwrap().workspace;
    assert_eq!(*workspace.document(), before);
    assert_eq!(workspace.steps(), (51, 2250));
}
