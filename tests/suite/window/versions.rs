//! Earlier versions of a file: listed, opened as a copy, restored.

use factmark::annotation::Document;
use factmark::files;
use factmark::formats::tagset;

use super::meeting::{Home, ask, decide, is_changed, save, saved};
use super::*;

fn document(window: &Harness<'_, Desk>) -> Document {
    window.state().current().unwrap().workspace.document().clone()
}

#[test]
fn an_earlier_version_is_listed_restored_and_opened_as_a_copy() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path());
    let home = tempfile::tempdir().unwrap();
    let mut desk = desk();
    desk.host = Box::new(Home(home.path().join("backups")));
    let mut window = window(desk);
    ask(&mut window, FileIntent::OpenPaths(vec![path.clone()]));
    let id = window.state().current.unwrap();
    ask(&mut window, FileIntent::Versions(id));
    assert!(window.query_all_by_label_contains("There is none yet").next().is_some());
    click(&mut window, "Close");
    let first = document(&window);
    decide(&mut window, Key::A);
    save(&mut window);
    decide(&mut window, Key::X);
    save(&mut window);
    let last = document(&window);

    ask(&mut window, FileIntent::Versions(id));
    assert!(window.query_all_by_label_contains("Version 2").next().is_some());
    click(&mut window, "Restore version 1");
    assert!(document(&window) == first && is_changed(&window));
    let file = files::open(&path, &tagset::news()).unwrap().documents.remove(0).document;
    assert!(file == last, "the file waits for the editor");
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(document(&window) == last && !is_changed(&window));

    ask(&mut window, FileIntent::Versions(id));
    click(&mut window, "Open version 1 as a copy");
    assert_ne!(window.state().current, Some(id));
    assert!(document(&window) == first);
    assert!(window.state().current().unwrap().file.native.is_none(), "saving asks where");
}
