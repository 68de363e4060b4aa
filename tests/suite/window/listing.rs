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
fn an_item_is_looked_into_before_it_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "a.txt", ARTICLE);
    put(
        folder.path(),
        "b.html",
        "<h1>Leck in der Leitung</h1><article><p>Der Rat der Stadt sagte am Montag, das \
        Leck sei gefunden und geschlossen worden, und niemand habe das Wasser getrunken.</p></article>",
    );
    put(folder.path(), "c.json", "{");
    let mut window = window(desk());
    open(&mut window, folder.path());
    assert_eq!(shown(&window), (1, "a.txt".to_owned()));
    assert!(window.query_by_label("Before it is opened").is_none());
    window.get_by_label("b.html").focus();
    settle(&mut window);
    window.get_by_label("Before it is opened");
    window.get_by_label("Leck in der Leitung");
    window.get_by_label("web page  ·  German  ·  24 words");
    window.get_by_label("headline 1  ·  body 1");
    assert_eq!(shown(&window), (1, "a.txt".to_owned()), "it is not opened");
    assert_eq!(stages(&window), [Stage::Untouched; 3]);
    window.get_by_label("c.json").focus();
    settle(&mut window);
    window.get_by_label_contains("c.json: line 1");
    assert!(window.query_by_label("Leck in der Leitung").is_none());
    // Enter opens what the keyboard is on.
    window.get_by_label("b.html").focus();
    settle(&mut window);
    press(&mut window, Key::Enter);
    assert_eq!(shown(&window), (1, "b.html".to_owned()));
    assert!(window.query_by_label("Before it is opened").is_none());
}

const SECOND: &str = "Rope house burns down\n\nFlames went through the roof late on Saturday, and \
    sparks blew across the harbour as far as the sheds of the lifeboat.\n\nTwo watchmen ran out \
    with the company dog, and nobody was hurt in the yard.\n";

#[test]
fn what_opened_files_of_a_site_have_in_common_is_furniture() {
    const PROMO: &str = "the Courier app, now for tablets";
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in [("a.txt", ARTICLE), ("b.txt", SECOND)] {
        put(
            folder.path(),
            name,
            &format!("{content}\n{PROMO}\n\nThe mayor of {name} thanked them on Sunday.\n"),
        );
    }
    let promo = |window: &Harness<'_, Desk>| {
        let open = window.state().current().unwrap();
        assert!(!open.workspace.is_changed(), "nobody has done anything");
        assert!(open.workspace.document().annotation_count() > 0, "it is tagged");
        let document = open.workspace.document();
        document.zone_at(document.text().as_str().find(PROMO).unwrap()).unwrap().kind.key()
    };
    let paths = ["a.txt", "b.txt"].map(|it| folder.path().join(it));
    let mut alone = window(desk());
    open(&mut alone, &paths[0]);
    assert_eq!(promo(&alone), "body");
    let mut window = window(desk());
    let ctx = window.ctx.clone();
    let both = Intent::File(FileIntent::OpenPaths(paths.to_vec()));
    window.state_mut().ask(&ctx, both);
    settle(&mut window);
    assert_eq!(promo(&window), "furniture");
    press_with(&mut window, Modifiers::COMMAND, Key::PageUp);
    assert_eq!(promo(&window), "furniture");
    // So it is in a folder, also before a file is opened; and when tags are proposed again.
    open(&mut alone, folder.path());
    alone.get_by_label("b.txt").focus();
    settle(&mut alone);
    alone.get_by_label_contains("  ·  furniture 1");
    press_with(&mut alone, Modifiers::COMMAND, Key::PageDown);
    assert_eq!((shown(&alone).1.as_str(), promo(&alone)), ("b.txt", "furniture"));
    alone.state_mut().ask(&ctx, Intent::File(FileIntent::Retag));
    settle(&mut alone);
    assert_eq!(promo(&alone), "furniture");
}

#[test]
fn documents_of_one_name_have_numbers() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let mut window = window(desk());
    for folder in &folders {
        put(folder.path(), "a.txt", &format!("{ARTICLE}{}", folder.path().display()));
        open(&mut window, &folder.path().join("a.txt"));
    }
    assert_eq!(window.state().open.len(), 2);
    let second = window.state().current;
    let (ctx, first) = (window.ctx.clone(), window.state().open[0].id);
    window.state_mut().ask(&ctx, Intent::File(FileIntent::Switch(first)));
    settle(&mut window);
    assert_ne!(window.state().current, second);
    activate(&mut window, "a.txt (2)");
    assert_eq!(window.state().current, second);
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
