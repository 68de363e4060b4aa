//! Exports from the window.

use std::path::Path;

use factmark::files::{self, Over};
use factmark::tagger::Cancel;
use factmark::ui::jobs::{Done, NoExport};
use factmark::ui::state::Work;

use super::*;

/// Has the export dialog, with its choices, lead to the file at `path`.
fn export_to(window: &mut Harness<'_, Desk>, path: &Path) {
    click(window, "Export…");
    match &mut window.state_mut().shell.dialog {
        Some(Dialog::Path { typed, .. }) => *typed = path.to_string_lossy().into_owned(),
        other => panic!("no path is asked for: {other:?}"),
    }
    settle(window);
    click(window, "Export");
}

#[test]
fn an_export_tells_before_and_after_what_it_leaves_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("harbour.jsonl");
    let mut window = with_article(ARTICLE);
    let says = |window: &Harness<'_, Desk>, words: &str| {
        window.query_all_by_label_contains(words).next().is_some()
    };
    press_with(&mut window, Modifiers::COMMAND, Key::E);
    window.get_by_label("Export Pasted text");
    assert!(says(&window, "open proposals are left out"));
    let loses_links = |window: &Harness<'_, Desk>| {
        let mut lines = window.query_all_by_label_contains("The format cannot hold");
        lines.any(|it| it.accesskit_node().value().is_some_and(|it| it.contains("relations")))
    };
    assert!(!loses_links(&window), "no tag goes out yet");
    activate(
        &mut window,
        "offsets-jsonl – a line of JSON per document with [start, end, label] triples",
    );
    click(&mut window, "Open proposals too");
    assert!(!says(&window, "open proposals are left out"));
    assert!(loses_links(&window));
    export_to(&mut window, &path);
    let written = String::from_utf8(files::bytes(&path).unwrap()).unwrap();
    assert!(written.contains("\"label\":[["));
    assert!(says(&window, "Exported harbour.jsonl; not all is in it."));
    assert!(window.state().current().unwrap().export.is_none());
    // What was chosen is what the next export begins with.
    let kept = &window.state().preferences.export;
    assert_eq!((kept.format.as_str(), kept.proposals), ("offsets-jsonl", true));
    press_with(&mut window, Modifiers::COMMAND, Key::E);
    activate(&mut window, "json – the whole document as JSON");
    click(&mut window, "Rejected tags too, as negative examples");
    window.get_by_label("Everything will be in it.");
}

#[test]
fn an_export_that_is_stopped_ends_at_once_and_says_nothing_later() {
    let mut window = with_article(ARTICLE);
    let id = window.state().current.unwrap();
    let cancel = Cancel::new();
    let work = Work { what: "Exporting", done: 300, cancel: cancel.clone() };
    window.state_mut().current_mut().unwrap().export = Some(work);
    settle(&mut window);
    click(&mut window, "Stop exporting");
    assert!(cancel.is_cancelled());
    assert!(window.state().current().unwrap().export.is_none());
    window.get_by_label("The export was stopped; nothing of it was written.");
    let toasts = window.state().shell.toasts.shown.len();
    let (path, format) = ("/far/away.csv".into(), "csv");
    let result = Err(NoExport::Stopped);
    let late = Done::Exported { open: id, format, path, result, cancel };
    window.state().jobs.answer().send(late);
    settle(&mut window);
    assert!(window.state().shell.toasts.shown.len() <= toasts);
    assert!(window.state().shell.dialog.is_none());
}

/// Asks for an export of the current document in `format`, without the system's dialog.
fn export(window: &mut Harness<'_, Desk>, format: &'static str, path: &Path, agreed: &[&Path]) {
    let id = window.state().current.unwrap();
    let agreed = agreed.iter().map(|it| (*it).to_owned()).collect();
    let ctx = window.ctx.clone();
    let intent = Intent::File(FileIntent::ExportTo(id, format, path.to_owned(), agreed));
    window.state_mut().ask(&ctx, intent);
    settle(window);
}

#[test]
fn an_export_of_several_files_asks_about_all_that_exist() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let read = |name: &str| String::from_utf8(files::bytes(&at(name)).unwrap()).unwrap();
    for name in ["harbour.txt", "harbour.ann"] {
        files::write(&at(name), b"mine", Over::Nothing).unwrap();
    }
    let mut window = with_article(ARTICLE);
    // The system's dialog has asked about one of them.
    export(&mut window, "brat", &at("harbour.txt"), &[&at("harbour.txt")]);
    window.get_by_label("The file exists already");
    assert!(window.query_all_by_label_contains("harbour.ann").next().is_some());
    press(&mut window, Key::Escape);
    export(&mut window, "brat", &at("harbour.txt"), &[]);
    window.get_by_label("Files exist already");
    for name in ["harbour.txt", "harbour.ann"] {
        assert!(window.query_all_by_label_contains(name).next().is_some(), "{name}");
        assert_eq!(read(name), "mine");
    }
    click(&mut window, "Overwrite them");
    assert!(window.state().shell.dialog.is_none());
    assert_eq!(read("harbour.txt"), ARTICLE);
    assert_ne!(read("harbour.ann"), "mine");
    // What other programs want beside it comes along.
    assert!(read("annotation.conf").contains("person"));
}

#[test]
fn what_goes_beside_an_export_is_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    files::write(&at("annotation.conf"), b"theirs", Over::Nothing).unwrap();
    let mut window = with_article(ARTICLE);
    export(&mut window, "brat", &at("harbour.ann"), &[]);
    assert!(at("harbour.txt").exists() && at("harbour.ann").exists());
    assert_eq!(files::bytes(&at("annotation.conf")).unwrap(), b"theirs");
    let told = window.state().shell.toasts.shown.last().unwrap().details.clone().unwrap();
    assert!(told.contains("annotation.conf beside it was there already"), "{told}");
    // The same once more is no difference worth a word.
    std::fs::remove_file(at("annotation.conf")).unwrap();
    export(&mut window, "brat", &at("other.ann"), &[]);
    export(&mut window, "brat", &at("third.ann"), &[]);
    let told = window.state().shell.toasts.shown.last().unwrap().details.clone();
    assert!(!told.unwrap_or_default().contains("annotation.conf"));
}
