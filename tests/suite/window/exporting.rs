//! Exports from the window.

use std::path::Path;

use factmark::files;
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
