//! The open document meets its file: two windows, a folder that changes, damage, a disk that fails.

#![expect(clippy::disallowed_methods, reason = "a test plays the other program that writes files")]

use std::path::{Path, PathBuf};

use factmark::annotation::Timestamp;
use factmark::annotation::merge::Thing;
use factmark::files::{self, FileError};
use factmark::formats::tagset;
use factmark::ui::host::{Host, Pick};
use factmark::ui::jobs::{Answer, Done};

use super::*;

fn open<'a>(path: &Path) -> Harness<'a, Desk> {
    let mut window = window(desk());
    ask(&mut window, FileIntent::OpenPaths(vec![path.to_owned()]));
    window
}

pub(super) fn ask(window: &mut Harness<'_, Desk>, intent: FileIntent) {
    window.state_mut().ask(&egui::Context::default(), Intent::File(intent));
    settle(window);
}

/// A saved document with open proposals.
pub(super) fn saved(folder: &Path) -> PathBuf {
    let path = folder.join("harbour.factmark.json");
    let mut window = with_article(ARTICLE);
    let id = window.state().current.unwrap();
    ask(&mut window, FileIntent::SaveTo(id, path.clone(), After::Stay));
    path
}

/// Decides on the next open proposal.
pub(super) fn decide(window: &mut Harness<'_, Desk>, key: Key) {
    press(window, Key::J);
    press(window, key);
}

pub(super) fn save(window: &mut Harness<'_, Desk>) {
    press_with(window, Modifiers::COMMAND, Key::S);
}

pub(super) fn is_changed(window: &Harness<'_, Desk>) -> bool {
    window.state().current().unwrap().workspace.is_changed()
}

fn reviews(path: &Path) -> Vec<Review> {
    let read = files::open(path, &tagset::news()).unwrap();
    read.documents[0].document.annotations().map(|it| it.standing.review).collect()
}

fn count(path: &Path, review: Review) -> usize {
    reviews(path).into_iter().filter(|it| *it == review).count()
}

#[test]
fn two_windows_on_one_file_are_merged() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path());
    let (mut one, mut other) = (open(&path), open(&path));
    decide(&mut one, Key::A);
    let accepted = one.state().current().unwrap().workspace.document().clone();
    save(&mut one);
    press(&mut other, Key::J);
    decide(&mut other, Key::X);
    save(&mut other);
    other.get_by_label("The file has changed meanwhile");
    assert!(is_changed(&other));
    assert_eq!(files::open(&path, &tagset::news()).unwrap().documents[0].document, accepted);
    click(&mut other, "Compare and merge…");
    assert!(other.query_all_by_label_contains("Changed by you: ").next().is_some());
    assert!(other.query_all_by_label_contains("Changed in the file: ").next().is_some());
    click(&mut other, "Merge");
    assert!(is_changed(&other), "it is for the editor to save");
    save(&mut other);
    assert!(!is_changed(&other));
    assert!(count(&path, Review::Accepted) > 0 && count(&path, Review::Rejected) > 0);
    press_with(&mut other, Modifiers::COMMAND, Key::Z);
    assert_eq!(*other.state().current().unwrap().workspace.document(), accepted);
}

#[test]
fn where_both_have_decided_the_editor_chooses() {
    for (name, review) in
        [("Mine for all", Review::Rejected), ("The file’s for all", Review::Accepted)]
    {
        let folder = tempfile::tempdir().unwrap();
        let path = saved(folder.path());
        let (mut one, mut other) = (open(&path), open(&path));
        decide(&mut one, Key::A);
        save(&mut one);
        decide(&mut other, Key::X);
        save(&mut other);
        click(&mut other, "Compare and merge…");
        assert!(other.query_all_by_label_contains("Changed by both: ").next().is_some());
        click(&mut other, name);
        click(&mut other, "Merge");
        let first = other.state().current().unwrap().workspace.document().annotations();
        let decided: Vec<_> = first.map(|it| it.standing.review).collect();
        assert!(decided.contains(&review), "{name}: {decided:?}");
        let lost = if review == Review::Accepted { Review::Rejected } else { Review::Accepted };
        assert!(!decided.contains(&lost), "{name}: {decided:?}");
    }
}

#[test]
fn where_both_have_decided_each_tag_has_a_choice() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path());
    let (mut one, mut other) = (open(&path), open(&path));
    let first_two = |window: &mut Harness<'_, Desk>, keys: [Key; 2]| {
        for key in keys {
            decide(window, key);
        }
    };
    first_two(&mut one, [Key::A, Key::A]);
    save(&mut one);
    first_two(&mut other, [Key::X, Key::X]);
    save(&mut other);
    click(&mut other, "Compare and merge…");
    let both = |window: &Harness<'_, Desk>| match &window.state().shell.dialog {
        Some(Dialog::Differ { theirs, .. }) => theirs.differences.clone().unwrap().both,
        other => panic!("{other:?}"),
    };
    let conflicts = both(&other);
    assert!(conflicts.len() > 1, "{conflicts:?}");
    click(&mut other, "The file’s for all");
    // The first of them is to be ours after all.
    other.get_all_by_role(Role::RadioButton).next().unwrap().click();
    settle(&mut other);
    click(&mut other, "Merge");
    let document = other.state().current().unwrap().workspace.document();
    for (at, conflict) in conflicts.iter().enumerate() {
        let Thing::Annotation(id) = conflict.thing else { continue };
        let expected = if at == 0 { Review::Rejected } else { Review::Accepted };
        assert_eq!(document.annotation(id).unwrap().standing.review, expected, "{conflict:?}");
    }
}

#[test]
fn a_file_that_changes_under_us_is_noticed_when_the_window_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path());
    let (mut one, mut other) = (open(&path), open(&path));
    other.event(Event::WindowFocused(true));
    settle(&mut other);
    assert!(other.query_by_label("The file has changed meanwhile").is_none());
    decide(&mut one, Key::A);
    save(&mut one);
    other.event(Event::WindowFocused(true));
    settle(&mut other);
    other.get_by_label("The file has changed meanwhile");
    click(&mut other, "Reload it");
    let (mine, theirs) = (other.state().current().unwrap(), one.state().current().unwrap());
    assert_eq!(mine.workspace.document(), theirs.workspace.document());
    assert!(!mine.workspace.is_changed());
    assert_eq!(other.state().open.len(), 1);
    other.event(Event::WindowFocused(true));
    settle(&mut other);
    assert!(other.state().shell.dialog.is_none(), "it is not asked twice");
}

#[test]
fn a_file_that_cannot_be_read_any_more_costs_no_changes() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path());
    let mut window = open(&path);
    decide(&mut window, Key::A);
    let mine = window.state().current().unwrap().workspace.document().clone();
    std::fs::write(&path, "(factmark: 1, text: \"half a").unwrap();
    for way in ["Compare and merge…", "Take the file, lose my changes"] {
        save(&mut window);
        window.get_by_label("The file has changed meanwhile");
        click(&mut window, way);
        assert!(window.query_all_by_label_contains("The file could not be").next().is_some());
        assert!(is_changed(&window));
        assert!(*window.state().current().unwrap().workspace.document() == mine);
    }
}

#[cfg(unix)]
#[test]
fn a_file_opens_once_by_whatever_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path());
    let link = folder.path().join("link.factmark.json");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let hard = folder.path().join("hard.factmark.json");
    std::fs::hard_link(&path, &hard).unwrap();
    let mut window = open(&path);
    for name in [link, hard, folder.path().join(".").join("harbour.factmark.json")] {
        ask(&mut window, FileIntent::OpenPaths(vec![name]));
        assert_eq!(window.state().open.len(), 1);
    }
    let article = folder.path().join("a.txt");
    std::fs::write(&article, ARTICLE).unwrap();
    let link = folder.path().join("b.txt");
    std::os::unix::fs::symlink(&article, &link).unwrap();
    ask(&mut window, FileIntent::OpenPaths(vec![article, link]));
    assert_eq!(window.state().open.len(), 2);
}

#[test]
fn a_save_that_fails_keeps_the_changes_and_offers_ways_out() {
    let folder = tempfile::tempdir().unwrap();
    let gone = folder.path().join("gone");
    let path = gone.join("harbour.factmark.ron");
    let mut window = with_article(ARTICLE);
    decide(&mut window, Key::A);
    let id = window.state().current.unwrap();
    ask(&mut window, FileIntent::SaveTo(id, path.clone(), After::Close));
    window.get_by_label("The document is not saved");
    assert!(window.query_all_by_label_contains("make it first").next().is_some());
    window.get_by_label("Save under another name…");
    assert!(is_changed(&window));
    click(&mut window, "Try again");
    window.get_by_label("The document is not saved");
    std::fs::create_dir(&gone).unwrap();
    click(&mut window, "Try again");
    assert!(path.exists());
    assert!(window.state().current().is_none(), "what was to follow the save follows");
}

#[test]
fn every_reason_why_a_save_fails_is_told() {
    let path = || PathBuf::from("/far/away/harbour.factmark.ron");
    let other = std::io::Error::other("the disk is tired");
    let reasons = [
        (FileError::NoFolder { path: path() }, "make it first"),
        (FileError::Forbidden { path: path(), doing: "written" }, "use another folder"),
        (FileError::Folder { path: path() }, "is a folder"),
        (FileError::Special { path: path() }, "no plain file"),
        (FileError::Full { path: path() }, "make room"),
        (FileError::Name { path: path() }, "choose a shorter name"),
        (FileError::Away { path: path() }, "still connected"),
        (FileError::Locked { path: path() }, "locked by another program"),
        (FileError::System { path: path(), doing: "written", why: other }, "the disk is tired"),
    ];
    for (error, words) in reasons {
        let mut window = with_article(ARTICLE);
        decide(&mut window, Key::A);
        let open = window.state().current().unwrap();
        let (id, revision) = (open.id, open.workspace.revision());
        let document = open.workspace.snapshot();
        let after = After::Quit;
        let done =
            Done::Saved { open: id, revision, path: path(), after, document, result: Err(error) };
        window.state().jobs.answer().send(done);
        settle(&mut window);
        window.get_by_label("The document is not saved");
        assert!(window.query_all_by_label_contains(words).next().is_some(), "{words}");
        assert!(is_changed(&window) && !window.state().shell.quit);
        click(&mut window, "Go on working");
        assert!(is_changed(&window));
    }
}

#[test]
fn an_export_to_a_typed_path_asks_before_it_overwrites() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("harbour.csv");
    std::fs::write(&path, "somebody's table").unwrap();
    let mut window = with_article(ARTICLE);
    let id = window.state().current.unwrap();
    let purpose = PathPurpose::Export(id, "csv");
    let typed = path.to_string_lossy().into_owned();
    window.state_mut().shell.dialog = Some(Dialog::Path { purpose, typed });
    settle(&mut window);
    click(&mut window, "Export");
    window.get_by_label("The file exists already");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "somebody's table");
    click(&mut window, "Overwrite it");
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("document,id,"));
}

#[test]
fn a_problem_of_a_file_leads_to_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path());
    let sound = std::fs::read_to_string(&path).unwrap();
    let strange = sound.replacen("\"label\": \"person\"", "\"label\": \"alien\"", 1);
    std::fs::write(&path, strange).unwrap();
    let mut window = open(&path);
    assert!(window.state().selected().is_none());
    let links = window.get_all_by_role(Role::Link);
    let problem = links
        .into_iter()
        .find(|it| it.accesskit_node().label().is_some_and(|it| it.contains("alien")));
    problem.expect("the problem is listed").click_accesskit();
    settle(&mut window);
    assert_eq!(selected(&window).label, "alien");
}

#[test]
fn a_damaged_file_opens_as_a_repaired_copy() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path());
    let sound = std::fs::read_to_string(&path).unwrap();
    let bad = sound.replacen("\"id\": \"a2\"", "\"id\": \"a1\"", 1);
    std::fs::write(&path, &bad).unwrap();
    let mut window = open(&path);
    window.get_by_label("The file is damaged");
    assert!(window.query_all_by_label_contains("the id a1 is used already").next().is_some());
    assert!(window.state().open.is_empty());
    click(&mut window, "Open a repaired copy");
    let open = window.state().current().unwrap();
    assert!(open.file.native.is_none() && open.workspace.is_changed());
    assert!(open.file.problems.iter().any(|it| it.words.contains("got an id of its own")));
    assert!(window.query_all_by_label_contains("got an id of its own").next().is_some());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), bad);
}

/// A system with a folder for backups.
pub(super) struct Home(pub(super) PathBuf);

impl Host for Home {
    fn now(&self) -> Option<Timestamp> {
        None
    }

    fn pick(&self, pick: Pick, answer: Answer) {
        answer.send(Done::Picked(pick.purpose, None));
    }

    fn rescue_folder(&self) -> Option<PathBuf> {
        None
    }

    fn backup_folder(&self) -> Option<PathBuf> {
        Some(self.0.clone())
    }
}

#[test]
fn saving_keeps_what_the_file_held_before() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path());
    let before = std::fs::read(&path).unwrap();
    let home = tempfile::tempdir().unwrap();
    let mut desk = desk();
    desk.host = Box::new(Home(home.path().join("backups")));
    let mut window = window(desk);
    ask(&mut window, FileIntent::OpenPaths(vec![path.clone()]));
    decide(&mut window, Key::A);
    save(&mut window);
    assert!(!is_changed(&window));
    let real = std::fs::canonicalize(&path).unwrap();
    let kept = files::backup::folder_of(&home.path().join("backups"), &real);
    assert_eq!(std::fs::read(kept.join("000001.json")).unwrap(), before);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing beside the file");

    // A backup opens as a copy, so that saving cannot change it.
    let now = window.state().current;
    ask(&mut window, FileIntent::OpenPaths(vec![kept.join("000001.json")]));
    assert!(window.state().current().unwrap().file.native.is_none());
    assert!(window.state().current().unwrap().work.is_none());
    window.state_mut().current = now;
    settle(&mut window);

    // Where no backup can be kept, the save is done, and the editor is told.
    std::fs::remove_dir_all(home.path().join("backups")).unwrap();
    std::fs::write(home.path().join("backups"), "a file in the way").unwrap();
    decide(&mut window, Key::A);
    save(&mut window);
    assert!(!is_changed(&window));
    assert!(window.query_all_by_label_contains("no backup of the old file").next().is_some());
}
