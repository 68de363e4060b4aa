//! What was open when a window closed, opened by the next one.

use std::path::{Path, PathBuf};

use factmark::files::{self, Over};
use factmark::ui::intent::ViewIntent;

use super::recovery::Data;
use super::*;

fn put(folder: &Path, name: &str, content: &str) -> PathBuf {
    let path = folder.join(name);
    files::write(&path, content.as_bytes(), Over::Nothing).unwrap();
    path
}

fn ask(window: &mut Harness<'_, Desk>, intent: Intent) {
    let ctx = window.ctx.clone();
    window.state_mut().ask(&ctx, intent);
    settle(window);
}

fn open(window: &mut Harness<'_, Desk>, path: &Path) {
    ask(window, Intent::File(FileIntent::OpenPaths(vec![path.to_owned()])));
}

/// What the system keeps of a window.
fn stored(window: &Harness<'_, Desk>) -> String {
    window.state().to_store().stored()
}

/// A window that begins with what another has left, as the program begins it without files.
fn start<'a>(stored: &str, journals: Option<&Path>) -> Harness<'a, Desk> {
    let preferences = Preferences::restored(stored);
    let host: Box<dyn factmark::ui::host::Host> = match journals {
        Some(folder) => Box::new(Data(folder.join("journal"))),
        None => Box::new(NoHost),
    };
    let mut window = window(Desk::new(preferences, Jobs::inline(), host));
    ask(&mut window, Intent::File(FileIntent::Reopen));
    window
}

fn again<'a>(before: &Harness<'_, Desk>) -> Harness<'a, Desk> {
    start(&stored(before), None)
}

fn first<'a>() -> Harness<'a, Desk> {
    window(desk())
}

fn names(window: &Harness<'_, Desk>) -> Vec<String> {
    window.state().open.iter().map(|it| it.file.name()).collect()
}

fn shown(window: &Harness<'_, Desk>) -> String {
    window.state().current().map(|it| it.file.name()).unwrap_or_default()
}

fn errors(window: &Harness<'_, Desk>) -> Vec<String> {
    window.state().shell.toasts.shown.iter().map(|it| it.message.clone()).collect()
}

fn save(window: &mut Harness<'_, Desk>, path: &Path) {
    let id = window.state().current.unwrap();
    ask(window, Intent::File(FileIntent::SaveTo(id, path.to_owned(), After::Stay)));
}

#[test]
fn what_was_open_is_open_again_at_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let long = ARTICLE.repeat(30);
    let mut before = first();
    for name in ["c.txt", "a.txt", "b.txt"] {
        open(&mut before, &put(folder.path(), name, &long));
    }
    save(&mut before, &folder.path().join("b.factmark.ron"));
    let queue = &before.state().current().unwrap().derived.queue;
    let far = Some(queue[queue.len() / 2]);
    ask(&mut before, Intent::View(ViewIntent::Select { id: far, scroll: true }));
    press(&mut before, Key::ArrowDown);
    let view = &before.state().current().unwrap().view;
    let (tag, caret, top) = (view.selected, view.article.caret(), view.article.top());
    assert!(tag == far && caret > 1000 && top.unwrap().0 > 1000, "{tag:?} {caret} {top:?}");
    let a = before.state().open[1].id;
    ask(&mut before, Intent::File(FileIntent::Switch(a)));
    press(&mut before, Key::J);
    let chosen = before.state().selected().unwrap().id;

    let after = again(&before);
    assert_eq!(names(&after), ["c.txt", "a.txt", "b.factmark.ron"]);
    assert_eq!(shown(&after), "a.txt");
    assert_eq!(selected(&after).id, chosen, "once tags are proposed again");
    assert_eq!(errors(&after), [""; 0]);
    assert_eq!(after.state().preferences.recent, before.state().preferences.recent);
    // Also when nobody has looked at it in between.
    let mut after = again(&after);
    let b = after.state().open[2].id;
    ask(&mut after, Intent::File(FileIntent::Switch(b)));
    let view = &after.state().current().unwrap().view;
    assert_eq!((view.selected, view.article.caret()), (tag, caret));
    let ((byte, under), (before, then)) = (view.article.top().unwrap(), top.unwrap());
    assert!(byte == before && (under - then).abs() < 2.0, "{byte} {under}, {before} {then}");
}

#[test]
fn files_that_are_gone_are_told_at_once_and_stop_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut before = first();
    let paths = ["a.txt", "b.factmark.ron", "c.txt"].map(|name| {
        open(&mut before, &put(folder.path(), &name.replace(".factmark.ron", ".txt"), ARTICLE));
        folder.path().join(name)
    });
    let b = before.state().open[1].id;
    ask(&mut before, Intent::File(FileIntent::Switch(b)));
    save(&mut before, &paths[1]);
    files::write(&paths[1], b"(factmark: 1", Over::Anything).unwrap();
    std::fs::remove_file(&paths[0]).unwrap();
    let after = again(&before);
    assert_eq!(names(&after), ["c.txt"]);
    assert_eq!(shown(&after), "c.txt");
    assert_eq!(after.state().shell.dialog, None);
    let [message] = <[String; 1]>::try_from(errors(&after)).unwrap();
    assert!(message.starts_with("2 of the files that were open last"), "{message}");
    assert!(message.contains("a.txt is not there any more."), "{message}");
    assert!(message.contains("b.factmark.ron: line 1, column 12"), "{message}");
    assert_eq!(names(&again(&after)), ["c.txt"]);
}

#[test]
fn a_document_whose_changes_are_thrown_away_comes_back_from_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut before = first();
    open(&mut before, &put(folder.path(), "a.txt", ARTICLE));
    press(&mut before, Key::J);
    press(&mut before, Key::A);
    open(&mut before, &put(folder.path(), "b.txt", ARTICLE));
    press(&mut before, Key::J);
    ask(&mut before, Intent::File(FileIntent::Quit));
    click(&mut before, "Do not save");
    assert!(before.state().shell.quit);
    let after = again(&before);
    assert_eq!(
        (names(&after), shown(&after)),
        (vec!["a.txt".into(), "b.txt".into()], "b.txt".into())
    );
    assert!(after.state().first_unsaved().is_none());
    // Asked whether to close, the user has gone on working: what was closed then stays closed.
    let mut before = after;
    let a = before.state().open[0].id;
    ask(&mut before, Intent::File(FileIntent::Close(a)));
    assert_eq!(names(&again(&before)), ["b.txt"]);
}

#[test]
fn recovered_work_takes_the_place_of_the_document_that_was_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.factmark.ron", "b.txt"] {
        let mut before = start("", Some(folder.path()));
        before.state_mut().preferences.welcomed = true;
        press(&mut before, Key::Escape);
        open(&mut before, &put(folder.path(), &format!("{name}.txt"), ARTICLE));
        if name.ends_with("ron") {
            save(&mut before, &folder.path().join(name));
        }
        press(&mut before, Key::J);
        press(&mut before, Key::A);
        let stored = stored(&before);
        let document = before.state().current().unwrap().workspace.document().clone();
        before.state().journal.settle();
        drop(before); // as if it had been killed

        let mut after = start(&stored, Some(folder.path()));
        after.get_by_label("Work was recovered");
        assert_eq!(after.state().open.len(), 1);
        assert!(after.state().first_unsaved().is_none());
        click(&mut after, "Open it");
        assert_eq!(after.state().open.len(), 1, "nothing is open twice");
        assert_eq!(*after.state().current().unwrap().workspace.document(), document);
        assert!(after.state().first_unsaved().is_some());
        ask(&mut after, Intent::File(FileIntent::Reopen));
        assert_eq!(after.state().open.len(), 1, "also when it was there first");
        let id = after.state().current.unwrap();
        ask(&mut after, Intent::File(FileIntent::Discard(id)));
        after.state().journal.settle();
    }
}

#[test]
fn the_list_that_was_gone_through_is_there_again() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.txt", "b.txt", "c.txt"] {
        put(folder.path(), name, ARTICLE);
    }
    let mut before = first();
    open(&mut before, folder.path());
    press_with(&mut before, Modifiers::COMMAND, Key::PageDown);
    save(&mut before, &folder.path().join("b.factmark.ron"));
    press(&mut before, Key::J);
    let tag = selected(&before).id;
    let mut after = again(&before);
    assert_eq!((names(&after), shown(&after)), (vec!["b.factmark.ron".into()], shown(&before)));
    assert_eq!(selected(&after).id, tag);
    press_with(&mut after, Modifiers::COMMAND, Key::PageDown);
    assert_eq!(names(&after), ["c.txt"], "the list goes on from there");
    std::fs::remove_file(folder.path().join("c.txt")).unwrap();
    let mut after = again(&after);
    assert_eq!(names(&after), [""; 0]);
    assert!(after.state().shell.shelf.is_some());
    after.get_by_label_contains("c.txt is not there any more.");
    ask(&mut after, Intent::File(FileIntent::CloseList));
    assert!(again(&after).state().shell.shelf.is_none());
}

#[test]
fn a_document_of_a_data_set_is_there_again() {
    let folder = tempfile::tempdir().unwrap();
    let line = |it| {
        format!("{{\"id\":\"x{it}\",\"text\":\"Bo{it} left.\",\"label\":[[0,2,\"person\"]]}}\n")
    };
    let set = put(folder.path(), "set.jsonl", &(0..5).map(line).collect::<String>());
    let mut before = first();
    open(&mut before, &set);
    press_with(&mut before, Modifiers::COMMAND, Key::PageDown);
    let shown_before = shown(&before);
    press(&mut before, Key::J);
    let after = again(&before);
    assert_eq!((names(&after), shown(&after)), (vec![shown_before.clone()], shown_before));
    assert_eq!(after.state().shell.shelf.as_ref().unwrap().items.len(), 5);
    assert_eq!(selected(&after).id, selected(&before).id);
    std::fs::remove_file(set).unwrap();
    let after = again(&after);
    assert!(after.state().open.is_empty() && after.state().shell.returning.is_none());
    after.get_by_label_contains("One of the files that were open last could not be opened again.");
}

#[test]
fn a_start_opens_nothing_where_that_is_not_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let mut before = first();
    open(&mut before, &put(folder.path(), "a.txt", ARTICLE));
    ask(&mut before, Intent::View(ViewIntent::Reopen));
    before.get_by_label_contains("The next start opens nothing by itself");
    assert!(!stored(&before).contains("caret"), "and keeps no place");
    let mut after = again(&before);
    assert!(after.state().open.is_empty());
    ask(&mut after, Intent::View(ViewIntent::Reopen));
    open(&mut after, &folder.path().join("a.txt"));
    assert_eq!(names(&again(&after)), ["a.txt"]);
}
