use std::io::Write as _;

use super::history::{FOLDER, LONGEST, MOST_DOCUMENTS};
use super::*;
use crate::annotation::{Document, Key, Signature, Spans, Timestamp, Transaction, actions};
use crate::formats::journal::{Entry, Steps};
use crate::formats::tagset;
use crate::text::Text;

fn document() -> Document {
    Document::new(Text::new("Zoë Roe spoke."), tagset::news())
}

fn step() -> Transaction {
    let document = document();
    let spans = Spans::from(document.text().span(0..8).unwrap());
    let by = Signature { by: "Kim".to_owned(), at: None };
    actions::tag(&document, &spans, &Key::new("person"), &by).unwrap()
}

fn start(name: &str) -> Start {
    Start {
        name: name.to_owned(),
        opened: None,
        saved_as: None,
        document: document(),
        undo: Vec::new(),
        redo: Vec::new(),
        saved: Some(0),
        revision: 0,
    }
}

fn left(root: &Path) -> Vec<Left> {
    left_behind(root, &tagset::news()).unwrap()
}

/// What a killed window leaves: its journals, but no lock.
fn kill(session: Session) {
    drop(session);
}

#[test]
fn what_a_killed_window_left_is_found_once() {
    let root = tempfile::tempdir().unwrap();
    assert!(left(root.path()).is_empty());
    let mut session = Session::begin(root.path()).unwrap();
    let mut writer = session.create(&start("a")).unwrap();
    writer.append(&[Entry::Step(step())]).unwrap();
    writer.append(&[Entry::Undo, Entry::Redo]).unwrap();
    writer.unflushed().unwrap().flush().unwrap();
    assert!(left(root.path()).is_empty(), "its window still runs");
    kill(session);

    let mut found = left(root.path());
    assert!(left(root.path()).is_empty(), "another window looks at it just now");
    let one = found.remove(0);
    let journal = one.journal.as_ref().unwrap();
    assert_eq!(journal.start, start("a"));
    assert_eq!(journal.entries, [Entry::Step(step()), Entry::Undo, Entry::Redo]);
    assert!(one.written.is_some());
    drop(one);
    let place = fs::read_dir(root.path()).unwrap().map(|it| it.unwrap().path());
    let place = place.into_iter().find(|it| it.is_dir()).unwrap();
    File::create(place.join(".part-abc")).unwrap();
    let one = left(root.path()).remove(0);
    one.remove().unwrap();
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0, "nothing is left");
}

#[test]
fn a_window_that_ends_leaves_nothing() {
    let root = tempfile::tempdir().unwrap();
    let mut session = Session::begin(root.path()).unwrap();
    session.create(&start("a")).unwrap().remove().unwrap();
    drop(session);
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
}

#[test]
fn an_entry_that_was_not_written_whole_is_dropped_and_counted() {
    let root = tempfile::tempdir().unwrap();
    let mut session = Session::begin(root.path()).unwrap();
    let mut writer = session.create(&start("a")).unwrap();
    writer.append(&[Entry::Step(step())]).unwrap();
    let path = session.folder.join("1-1.journal");
    let whole = fs::metadata(&path).unwrap().len();
    writer.append(&[Entry::Undo]).unwrap();
    File::options().write(true).open(&path).unwrap().set_len(whole + 5).unwrap();
    File::create(session.folder.join("2-1.journal")).unwrap().write_all(b"no journal").unwrap();
    kill(session);
    let found = left(root.path());
    let (one, other) = if found[0].journal.is_ok() { (0, 1) } else { (1, 0) };
    let journal = found[one].journal.as_ref().unwrap();
    assert_eq!((journal.entries.len(), journal.dropped), (1, 5));
    assert!(found[other].journal.as_ref().unwrap_err().to_string().contains("throw it away"));
}

#[test]
fn a_long_journal_begins_anew() {
    let root = tempfile::tempdir().unwrap();
    let mut session = Session::begin(root.path()).unwrap();
    let mut writer = session.create(&start("a")).unwrap();
    let many = vec![Entry::Step(step()); 30_000];
    writer.append(&many).unwrap();
    assert!(writer.is_long());
    let again = Start { revision: 30_000, ..start("a") };
    writer.restart(&again).unwrap();
    assert!(!writer.is_long());
    writer.append(&[Entry::Undo]).unwrap();
    let count = |session: &Session| fs::read_dir(&session.folder).unwrap().count();
    assert_eq!(count(&session), 2, "the old one stays until the new one is flushed");
    writer.unflushed().unwrap().flush().unwrap();
    assert_eq!(count(&session), 1);
    writer.restart(&Start { revision: 40_000, ..start("a") }).unwrap();
    let place = session.folder.clone();
    kill(session);
    let found = left(root.path());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].journal.as_ref().unwrap().start.revision, 40_000);
    assert_eq!(fs::read_dir(&place).unwrap().count(), 1, "the older one has gone");
}

#[test]
fn where_the_newer_journal_is_damaged_the_older_one_counts() {
    let root = tempfile::tempdir().unwrap();
    let mut session = Session::begin(root.path()).unwrap();
    let mut writer = session.create(&start("a")).unwrap();
    writer.append(&[Entry::Step(step())]).unwrap();
    writer.restart(&start("b")).unwrap();
    let newer = File::options().write(true).open(session.folder.join("1-2.journal")).unwrap();
    newer.set_len(100).unwrap();
    kill(session);
    let found = left(root.path());
    assert_eq!(found.len(), 1);
    let journal = found[0].journal.as_ref().unwrap();
    assert_eq!((journal.start.name.as_str(), journal.entries.len()), ("a", 1));
}

#[cfg(unix)]
#[test]
fn journals_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let root = tempfile::tempdir().unwrap();
    let root = root.path().join("data").join("journal");
    let mut session = Session::begin(&root).unwrap();
    let _writer = session.create(&start("a")).unwrap();
    let steps = Steps { undo: vec![step()], redo: Vec::new() };
    keep_steps(&root, "ab", document().text(), &steps).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let history = root.join(FOLDER);
    assert_eq!([&root, &session.folder, &history].map(|it| mode(it)), [0o700; 3]);
    let files =
        [session.lock.clone(), session.folder.join("1-1.journal"), history.join("ab.journal")];
    assert_eq!(files.map(|it| mode(&it)), [0o600; 3]);
}

#[test]
fn steps_are_found_by_the_file_they_lead_to() {
    let root = tempfile::tempdir().unwrap();
    let mut document = document();
    let undo = step().apply(&mut document).unwrap();
    let steps = Steps { undo: vec![undo], redo: vec![step()] };
    keep_steps(root.path(), "ab", document.text(), &steps).unwrap();
    assert_eq!(steps_of(root.path(), "ab", &document), steps);
    assert!(steps_of(root.path(), "cd", &document).is_empty());
    let nothing = Steps::default();
    keep_steps(root.path(), "cd", document.text(), &nothing).unwrap();
    assert_eq!(fs::read_dir(root.path().join(FOLDER)).unwrap().count(), 1);
    assert!(left(root.path()).is_empty());
}

#[test]
fn old_steps_go() {
    let root = tempfile::tempdir().unwrap();
    let steps = Steps { undo: vec![step()], redo: Vec::new() };
    let count = || fs::read_dir(root.path().join(FOLDER)).unwrap().count();
    for number in 0..MOST_DOCUMENTS + 3 {
        keep_steps(root.path(), &number.to_string(), document().text(), &steps).unwrap();
    }
    prune(root.path(), None).unwrap();
    assert_eq!(count(), MOST_DOCUMENTS);
    let written = crate::files::written(&path_of_any(root.path())).unwrap();
    prune(root.path(), Some(Timestamp(written.0 + LONGEST - 60))).unwrap();
    assert_eq!(count(), MOST_DOCUMENTS);
    prune(root.path(), Some(Timestamp(written.0 + LONGEST + 60))).unwrap();
    assert_eq!(count(), 0);
}

fn path_of_any(root: &Path) -> PathBuf {
    fs::read_dir(root.join(FOLDER)).unwrap().next().unwrap().unwrap().path()
}

#[test]
fn a_folder_that_cannot_be_made_is_told() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("file");
    File::create(&file).unwrap();
    let error = Session::begin(&file.join("journal")).unwrap_err().to_string();
    assert!(error.contains("could not be written"), "{error}");
}

#[test]
fn a_journal_that_cannot_begin_anew_stays_as_it_was() {
    let root = tempfile::tempdir().unwrap();
    let mut session = Session::begin(root.path()).unwrap();
    let mut writer = session.create(&start("a")).unwrap();
    writer.append(&[Entry::Step(step())]).unwrap();
    let away = root.path().join("away");
    fs::rename(&session.folder, &away).unwrap();
    assert!(writer.restart(&start("b")).is_err());
    fs::rename(&away, &session.folder).unwrap();
    writer.append(&[Entry::Undo]).unwrap();
    writer.restart(&start("c")).unwrap();
    writer.append(&[Entry::Redo]).unwrap();
    kill(session);
    let found = left(root.path());
    let journal = found[0].journal.as_ref().unwrap();
    assert_eq!(journal.start.name, "c");
    assert_eq!(journal.entries, [Entry::Redo]);
}
