//! New drafts of an article that people have worked on.

#![expect(clippy::disallowed_methods, reason = "a test writes the drafts")]

use std::path::{Path, PathBuf};

use factmark::annotation::carry::orphans;
use factmark::annotation::{Document, Spans};
use factmark::files;
use factmark::formats::tagset;
use factmark::text::Span;
use factmark::ui::intent::TagIntent;
use factmark::ui::state::Draft;

use super::meeting::{ask, is_changed};
use super::recovery::Data;
use super::*;

/// Of the article, one sentence has other figures, one is gone, and one is new.
const NEWER: &str = "Rain fell at noon in the whole town.\n\n\
    Harbour wall holds, engineer says\n\n\
    By Petra Vollan\n\n\
    “The wall held all night,” said Ilse Marchetti, the port engineer. She said repairs would cost \
    $5 million.\n\n\
    Marchetti left at noon.\n";

const GONE: &str = "31 boats sank on Sunday";

/// The window with the article in a file, all of whose names are accepted, and one claim.
fn worked_on<'a>(folder: &Path, desk: Desk) -> (Harness<'a, Desk>, PathBuf) {
    let path = folder.join("harbour.txt");
    std::fs::write(&path, ARTICLE).unwrap();
    let mut window = window(desk);
    ask(&mut window, FileIntent::OpenPaths(vec![path.clone()]));
    for words in ["Ilse Marchetti", "$4 million", GONE] {
        let tag = {
            let document = window.state().current().unwrap().workspace.document();
            let all = document.annotations();
            all.filter(|it| document.excerpt(it) == words).map(|it| it.id).next()
        };
        let tag = tag.unwrap_or_else(|| panic!("nothing is proposed on {words}"));
        let accept = TagIntent::Decide(tag, Review::Accepted);
        window.state_mut().ask(&egui::Context::default(), Intent::Tag(accept));
    }
    settle(&mut window);
    (window, path)
}

fn document(window: &Harness<'_, Desk>) -> Document {
    window.state().current().unwrap().workspace.document().clone()
}

fn review(document: &Document, words: &str) -> Review {
    let tag = document.annotations().find(|it| document.excerpt(it) == words);
    tag.unwrap_or_else(|| panic!("no tag on {words}")).standing.review
}

fn select(window: &mut Harness<'_, Desk>, words: &str) {
    let start = document(window).text().as_str().find(words).unwrap();
    let span = document(window).text().span(start..start + words.len()).unwrap();
    show(window, span);
}

fn show(window: &mut Harness<'_, Desk>, span: Span) {
    let show = factmark::ui::intent::ViewIntent::Show(span);
    window.state_mut().ask(&egui::Context::default(), Intent::View(show));
    settle(window);
}

/// What the new draft is to look like, however it came in.
fn assert_taken_in(window: &Harness<'_, Desk>) {
    let new = document(window);
    assert_eq!(new.text().as_str(), NEWER);
    assert_eq!(review(&new, "Ilse Marchetti"), Review::Accepted);
    assert_eq!(review(&new, "$5 million"), Review::Proposed);
    assert_eq!(orphans(&new).iter().filter(|it| it.words == GONE).count(), 1);
    assert!(is_changed(window), "it is in no file yet");
    // What is new in the draft has proposals.
    assert!(new.annotations().any(|it| it.spans.hull().end() < 36));
    let old =
        window.state().open.iter().find(|it| it.workspace.document().text().as_str() == ARTICLE);
    let old = old.expect("the earlier draft is open");
    assert_eq!(review(old.workspace.document(), GONE), Review::Accepted);
}

#[test]
fn a_new_draft_becomes_a_document_beside_the_earlier_one() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, _) = worked_on(folder.path(), desk());
    let newer = folder.path().join("harbour-2.txt");
    std::fs::write(&newer, NEWER).unwrap();
    press_with(&mut window, Modifiers::COMMAND, Key::K);
    typed(&mut window, "new draft");
    press(&mut window, Key::Enter);
    // There is no file dialog here, so the path is typed.
    let Some(Dialog::Path { purpose: purpose @ PathPurpose::Draft(_), .. }) =
        window.state().shell.dialog
    else {
        panic!("no file is asked for")
    };
    let typed = newer.to_string_lossy().into_owned();
    window.state_mut().shell.dialog = Some(Dialog::Path { purpose, typed });
    settle(&mut window);
    click(&mut window, "Take it in");
    assert_taken_in(&window);
    window.get_by_label("Tags of harbour.txt, which stays open:");
    window.get_by_label_contains("without a place");

    // The changed one says what it was.
    let changed = window.query_all_by_label_contains(" changed").next().expect("a link");
    changed.click();
    settle(&mut window);
    let said: Vec<_> = window.query_all_by_label_contains("Earlier draft: was “").collect();
    assert_eq!(said.len(), 1);
    press(&mut window, Key::Escape);
    assert!(window.query_by_label("Tags of harbour.txt, which stays open:").is_none());
    let id = window.state().current.unwrap();
    ask(&mut window, FileIntent::Close(id));
    assert!(matches!(window.state().shell.dialog, Some(Dialog::Unsaved { .. })));
}

#[test]
fn a_tag_without_a_place_is_placed_or_dismissed_and_that_can_be_undone() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, path) = worked_on(folder.path(), desk());
    let newer = folder.path().join("harbour-2.txt");
    std::fs::write(&newer, NEWER).unwrap();
    let old = window.state().current.unwrap();
    ask(&mut window, FileIntent::TakeDraft(old, newer));
    let lost = orphans(&document(&window)).len();
    window.get_by_label(&format!("WITHOUT A PLACE IN THIS DRAFT ({lost})"));
    let id = orphans(&document(&window)).iter().find(|it| it.words == GONE).unwrap().id;

    select(&mut window, "Rain fell at noon");
    let place = Intent::Tag(TagIntent::PlaceOrphan(id));
    let before = document(&window);
    window.state_mut().ask(&egui::Context::default(), place);
    settle(&mut window);
    assert_eq!((words(&window), selected(&window).id), ("Rain fell at noon".to_owned(), id));
    assert_eq!(selected(&window).standing.review, Review::Accepted);
    assert_eq!(orphans(&document(&window)).len(), lost - 1);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(document(&window), before);

    while window.query_all_by_label("Dismiss").next().is_some() {
        let all = window.query_all_by_label("Dismiss").collect::<Vec<_>>();
        all.last().unwrap().click_accesskit();
        settle(&mut window);
        if orphans(&document(&window)).is_empty() {
            break;
        }
    }
    assert!(orphans(&document(&window)).is_empty());
    for _ in 0..lost {
        press_with(&mut window, Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(orphans(&document(&window)).len(), lost);

    // All at once are one step.
    activate(&mut window, "Dismiss all");
    assert!(orphans(&document(&window)).is_empty());
    assert!(window.query_by_label("Dismiss all").is_none());
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(document(&window), before);
    assert!(path.exists());
}

#[test]
fn an_article_that_is_a_newer_draft_is_asked_about_without_being_in_the_way() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, _) = worked_on(folder.path(), desk());
    let newer = folder.path().join("from-the-desk.txt");
    std::fs::write(&newer, NEWER).unwrap();
    ask(&mut window, FileIntent::OpenPaths(vec![newer]));
    window.get_by_label("This looks like another draft of harbour.txt, which is open.");
    assert_eq!(document(&window).text().as_str(), NEWER);
    assert!(!window.state().is_asking());
    click(&mut window, "Bring its tags here");
    assert_taken_in(&window);
    assert_eq!(window.state().open.len(), 2, "the one without tags has gone");

    // A text of its own is not asked about, nor is one that somebody works on already.
    ask(&mut window, FileIntent::Paste("The museum in Leeds bought two paintings.".to_owned()));
    assert_eq!(window.state().current().unwrap().view.draft, None);
    ask(&mut window, FileIntent::Paste(NEWER.to_owned()));
    assert!(matches!(window.state().current().unwrap().view.draft, Some(Draft::Newer(_))));
    press(&mut window, Key::J);
    press(&mut window, Key::A);
    assert_eq!(window.state().current().unwrap().view.draft, None);
}

#[test]
fn an_article_that_changed_on_the_disk_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, path) = worked_on(folder.path(), desk());
    let saved = folder.path().join("harbour.factmark.ron");
    let id = window.state().current.unwrap();
    ask(&mut window, FileIntent::SaveTo(id, saved.clone(), After::Close));
    ask(&mut window, FileIntent::OpenPaths(vec![saved.clone()]));
    window.event(Event::WindowFocused(true));
    settle(&mut window);
    assert_eq!(window.state().current().unwrap().view.draft, None);
    std::fs::write(&path, NEWER).unwrap();
    window.event(Event::WindowFocused(true));
    settle(&mut window);
    window.get_by_label("The article in harbour.txt has changed since it was read.");
    click(&mut window, "Take in the new draft");
    assert_taken_in(&window);

    // Saved in the place of the earlier one, it leaves that without a file, and nothing is lost.
    let id = window.state().current.unwrap();
    ask(&mut window, FileIntent::SaveTo(id, saved.clone(), After::Stay));
    assert!(!is_changed(&window));
    let old = window.state().open.iter().find(|it| it.id != id).unwrap();
    assert!(old.workspace.is_changed() && old.file.native.is_none());
    let read = files::open(&saved, &tagset::news()).unwrap();
    assert_eq!(read.documents[0].document, document(&window));
    // Opened anew, it is up to date.
    ask(&mut window, FileIntent::Discard(id));
    ask(&mut window, FileIntent::OpenPaths(vec![saved]));
    assert_eq!(window.state().current().unwrap().view.draft, None);
}

#[test]
fn what_is_no_single_article_is_no_draft() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, _) = worked_on(folder.path(), desk());
    let many = folder.path().join("many.jsonl");
    std::fs::write(&many, "{\"text\": \"a\"}\n{\"text\": \"b\"}\n").unwrap();
    let id = window.state().current.unwrap();
    ask(&mut window, FileIntent::TakeDraft(id, many));
    ask(&mut window, FileIntent::TakeDraft(id, folder.path().join("none.txt")));
    let told: Vec<_> =
        window.state().shell.toasts.shown.iter().map(|it| it.message.clone()).collect();
    assert!(told.iter().any(|it| it.contains("holds 2 documents")), "{told:?}");
    assert!(told.iter().any(|it| it.contains("none.txt")), "{told:?}");
    assert_eq!(window.state().open.len(), 1);
    assert!(window.state().shell.reading.is_empty());
}

#[test]
fn a_new_draft_outlives_a_crash_with_all_that_was_done_on_it() {
    let folder = tempfile::tempdir().unwrap();
    let start = || {
        let preferences = Preferences { welcomed: true, ..Preferences::default() };
        let host = Box::new(Data(folder.path().join("journal")));
        Desk::new(preferences, Jobs::inline(), host)
    };
    let (mut window, _) = worked_on(folder.path(), start());
    let newer = folder.path().join("harbour-2.txt");
    std::fs::write(&newer, NEWER).unwrap();
    let old = window.state().current.unwrap();
    ask(&mut window, FileIntent::TakeDraft(old, newer));
    let id = orphans(&document(&window)).iter().find(|it| it.words == GONE).unwrap().id;
    let first: Spans = document(&window).text().span(0..9).unwrap().into();
    show(&mut window, first.hull());
    window.state_mut().ask(&egui::Context::default(), Intent::Tag(TagIntent::PlaceOrphan(id)));
    settle(&mut window);
    let before = document(&window);
    drop(window);

    let mut window = super::window(start());
    window.get_by_label("Work was recovered");
    ask(&mut window, FileIntent::RecoverAll);
    assert_eq!(window.state().open.len(), 2, "both drafts had unsaved work");
    let found =
        window.state().open.iter().find(|it| it.workspace.document().text().as_str() == NEWER);
    let found = found.expect("the new draft");
    assert_eq!(*found.workspace.document(), before);
    assert!(found.workspace.is_changed());
}
