//! Folders and data sets: a list, of which one document is open at a time.

use std::path::Path;

use factmark::files::{self, Over};
use factmark::ui::shelf::Stage;

use super::*;

fn put(folder: &Path, name: &str, content: &str) {
    files::write(&folder.join(name), content.as_bytes(), Over::Nothing).unwrap();
}

fn open(window: &mut Harness<'_, Desk>, path: &Path) {
    let ctx = window.ctx.clone();
    let intent = Intent::File(FileIntent::OpenPaths(vec![path.to_owned()]));
    window.state_mut().ask(&ctx, intent);
    settle(window);
}

fn shown(window: &Harness<'_, Desk>) -> (usize, String) {
    let desk = window.state();
    let name = desk.current().map(|it| it.file.name()).unwrap_or_default();
    (desk.open.len(), name)
}

fn stages(window: &Harness<'_, Desk>) -> Vec<Stage> {
    window.state().shell.shelf.as_ref().unwrap().items.iter().map(|it| it.state).collect()
}

#[test]
fn a_folder_is_gone_through_one_document_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.txt", "b.txt", "c.txt"] {
        put(folder.path(), name, ARTICLE);
    }
    put(folder.path(), "d.json", "{");
    let mut window = window(desk());
    open(&mut window, folder.path());
    window.get_by_label("4 of 4");
    assert_eq!(shown(&window), (1, "a.txt".to_owned()));
    press_with(&mut window, Modifiers::COMMAND, Key::PageDown);
    assert_eq!(shown(&window), (1, "b.txt".to_owned()), "one without changes is put away");
    // One with changes stays open until it is saved.
    press(&mut window, Key::J);
    press(&mut window, Key::A);
    press_with(&mut window, Modifiers::COMMAND, Key::PageDown);
    assert_eq!(shown(&window), (2, "c.txt".to_owned()));
    press_with(&mut window, Modifiers::COMMAND, Key::PageUp);
    assert_eq!(shown(&window), (1, "b.txt".to_owned()));
    let id = window.state().current.unwrap();
    let ctx = window.ctx.clone();
    let path = folder.path().join("b.factmark.ron");
    window.state_mut().ask(&ctx, Intent::File(FileIntent::SaveToNew(id, path, After::Stay)));
    settle(&mut window);
    activate(&mut window, "d.json");
    assert!(window.state().current().is_none());
    let wanted = [Stage::Untouched, Stage::Tagged, Stage::Untouched, Stage::Problem];
    assert_eq!(stages(&window), wanted);
    press_with(&mut window, Modifiers::COMMAND, Key::PageUp);
    press_with(&mut window, Modifiers::COMMAND, Key::PageUp);
    assert_eq!(shown(&window), (1, "b.factmark.ron".to_owned()));
    // The list finds its place again when the folder is opened another day.
    open(&mut window, folder.path());
    assert_eq!(stages(&window)[1], Stage::Tagged);
}

#[test]
fn a_data_set_is_a_list_and_not_a_hundred_documents() {
    let folder = tempfile::tempdir().unwrap();
    let line = |it: usize| {
        format!(
            "{{\"id\":\"x{it}\",\"text\":\"Bo{it} left Leeds.\",\"label\":[[0,2,\"person\"]]}}\n"
        )
    };
    let lines: String = (0..250).map(line).collect();
    put(folder.path(), "set.jsonl", &lines);
    let mut window = window(desk());
    open(&mut window, &folder.path().join("set.jsonl"));
    window.get_by_label("250 of 250");
    assert_eq!(shown(&window), (1, "set-1.txt".to_owned()));
    let field = window.get_by_role_and_label(Role::SearchInput, "Find a document");
    field.focus();
    settle(&mut window);
    typed(&mut window, "x123");
    window.get_by_label("1 of 250");
    activate(&mut window, "x123  Bo123 left Leeds.");
    assert_eq!(shown(&window), (1, "set-124.txt".to_owned()));
    let text = window.state().current().unwrap().workspace.document().text().clone();
    assert_eq!(text.as_str(), "Bo123 left Leeds.");
}

#[test]
fn ten_thousand_documents_make_no_more_rows_than_are_on_screen() {
    let mut desk = desk();
    let item = |it: usize| factmark::ui::shelf::Item {
        place: factmark::ui::shelf::Spot::File(format!("{it}.txt").into()),
        name: format!("{it}.txt"),
        state: Stage::Untouched,
    };
    let items = (0..10_000).map(item).collect();
    desk.shell.shelf = Some(factmark::ui::shelf::Shelf::new("set".into(), items));
    let window = window(desk);
    window.get_by_label("10000 of 10000");
    let rows = window.query_all_by_label_contains(".txt").count();
    assert!((3..40).contains(&rows), "{rows} rows");
}
