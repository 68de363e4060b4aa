//! Opening, saving, closing, and what a panic in drawing costs.

#![expect(clippy::disallowed_methods, reason = "a test plays the other program that writes files")]

use std::sync::Arc;

use factmark::annotation::reconcile::reconcile;
use factmark::annotation::{Proposals, Signature, actions};
use factmark::files;
use factmark::formats::tagset;
use factmark::tagger::Cancel;
use factmark::ui::derived::Derived;
use factmark::ui::jobs::{Done, Fitted};
use factmark::ui::state::Work;
use factmark::workspace::{Prepared, Way};

use super::*;

#[test]
fn what_is_saved_is_found_again() {
    let folder = tempfile::tempdir().unwrap();
    for end in ["ron", "json"] {
        let mut window = with_article(ARTICLE);
        press(&mut window, Key::J);
        press(&mut window, Key::A);
        press(&mut window, Key::X);
        let path = folder.path().join(format!("harbour.factmark.{end}"));
        press_with(&mut window, Modifiers::COMMAND, Key::S);
        // There is no file dialog here, so the path is typed.
        assert!(matches!(window.state().shell.dialog, Some(Dialog::Path { .. })));
        let purpose = PathPurpose::Save(window.state().current.unwrap(), After::Stay);
        let typed = path.to_string_lossy().into_owned();
        window.state_mut().shell.dialog = Some(Dialog::Path { purpose, typed });
        settle(&mut window);
        click(&mut window, "Save");
        let open = window.state().current().unwrap();
        assert!(!open.workspace.is_changed());
        let read = files::open(&path, &tagset::news()).unwrap();
        assert_eq!(read.documents[0].document, *open.workspace.document());
        assert!(read.documents[0].problems.is_empty());

        let mut again = self::window(desk());
        again.state_mut().ask(
            &egui::Context::default(),
            Intent::File(FileIntent::OpenPaths(vec![path.clone()])),
        );
        settle(&mut again);
        let reopened = again.state().current().unwrap();
        assert_eq!(reopened.workspace.document(), open.workspace.document());
        assert!(!reopened.workspace.is_changed());
    }
}

#[test]
fn a_file_that_changed_meanwhile_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.factmark.json");
    let mut window = with_article(ARTICLE);
    let id = window.state().current.unwrap();
    let save = |after| Intent::File(FileIntent::SaveTo(id, path.clone(), after));
    let ctx = egui::Context::default();
    window.state_mut().ask(&ctx, save(After::Stay));
    settle(&mut window);
    std::fs::write(&path, "somebody else's words").unwrap();
    press(&mut window, Key::J);
    press(&mut window, Key::A);
    press_with(&mut window, Modifiers::COMMAND, Key::S);
    window.get_by_label("The file has changed meanwhile");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "somebody else's words");
    assert!(window.state().current().unwrap().workspace.is_changed());
    click(&mut window, "Overwrite it");
    assert!(files::open(&path, &tagset::news()).is_ok());
    assert!(!window.state().current().unwrap().workspace.is_changed());
}

#[test]
fn closing_asks_about_unsaved_changes() {
    let mut window = with_article(ARTICLE);
    press(&mut window, Key::J);
    press(&mut window, Key::A);
    press_with(&mut window, Modifiers::COMMAND, Key::W);
    window.get_by_label("Save the changes to Pasted text?");
    click(&mut window, "Go on working");
    assert!(window.state().current().is_some());
    press_with(&mut window, Modifiers::COMMAND, Key::W);
    click(&mut window, "Do not save");
    assert!(window.state().current().is_none());
}

#[test]
fn a_file_that_is_not_there_is_told_in_a_sentence() {
    let mut window = window(desk());
    let intent = Intent::File(FileIntent::OpenPaths(vec!["no-such-file.txt".into()]));
    window.state_mut().ask(&egui::Context::default(), intent);
    settle(&mut window);
    assert!(window.query_all_by_label_contains("is not there").next().is_some());
}

#[test]
fn a_panic_in_drawing_costs_no_work() {
    let mut desk = desk();
    desk.ask(&egui::Context::default(), Intent::File(FileIntent::Paste(ARTICLE.to_owned())));
    let mut fail = 1;
    let mut window =
        Harness::builder().with_size([900.0, 600.0]).with_max_steps(600).build_ui_state(
            move |ui, desk: &mut Desk| {
                theme::apply(ui.ctx(), Mode::Light);
                factmark::ui::draw_guarded(desk, ui, |desk, ui| {
                    if fail > 0 {
                        fail -= 1;
                        egui::Panel::left("half drawn").show(ui, |_| panic!("a bug"));
                    }
                    desk.ui(ui);
                });
            },
            desk,
        );
    window.run_ok();
    assert_eq!(window.state().shell.crash.as_ref().unwrap().message, "a bug");
    window.get_by_label("Something went wrong while drawing the window");
    click(&mut window, "Go on working");
    assert!(!tags(&window, "person").is_empty());
    press(&mut window, Key::J);
    press(&mut window, Key::A);
    assert!(window.state().current().unwrap().workspace.is_changed());
}

#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

#[test]
fn a_dropped_file_opens() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("quay.txt");
    std::fs::write(&path, ARTICLE).unwrap();
    let mut window = window(desk());
    window.input_mut().dropped_files.push(std::sync::Arc::new(Dropped(path)));
    settle(&mut window);
    assert_eq!(window.state().current().unwrap().file.name(), "quay.txt");
    assert!(!tags(&window, "person").is_empty());
}

#[test]
fn a_save_dialog_is_about_the_document_it_was_opened_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("first.factmark.ron");
    let mut window = with_article(ARTICLE);
    let first = window.state().current.unwrap();
    let ctx = egui::Context::default();
    let paste = Intent::File(FileIntent::Paste("Another text.\n".to_owned()));
    window.state_mut().ask(&ctx, paste);
    assert_ne!(window.state().current, Some(first));
    let purpose = PathPurpose::Save(first, After::Stay);
    let answer = Done::Picked(purpose, Some(vec![path.clone()]));
    window.state().jobs.answer().send(answer);
    settle(&mut window);
    let read = files::open(&path, &tagset::news()).unwrap();
    assert_eq!(read.documents[0].document.text().as_str(), ARTICLE);
}

#[test]
fn a_run_that_was_replaced_does_not_end_the_new_one() {
    let mut window = with_article(ARTICLE);
    let id = window.state().current.unwrap();
    let work = Work { what: "Proposing tags", done: 0, cancel: Cancel::new() };
    window.state_mut().current_mut().unwrap().work = Some(work);
    window.state().jobs.answer().send(Done::Tagged(id, None));
    settle(&mut window);
    assert!(window.state().current().unwrap().work.is_some(), "the answer is of an older run");
}

#[test]
fn work_that_is_stopped_ends_at_once_and_says_nothing_later() {
    let mut window = with_article(ARTICLE);
    let id = window.state().current.unwrap();
    let cancel = Cancel::new();
    let work = Work { what: "Proposing tags", done: 0, cancel: cancel.clone() };
    window.state_mut().current_mut().unwrap().work = Some(work);
    settle(&mut window);
    click(&mut window, "Cancel");
    assert!(cancel.is_cancelled());
    assert!(window.state().current().unwrap().work.is_none());
    window.get_by_label("Proposing tags was stopped.");
    let before = window.state().current().unwrap().workspace.document().clone();
    let late = Box::new(Proposals::default());
    window.state().jobs.answer().send(Done::Tagged(id, Some(late)));
    settle(&mut window);
    assert!(*window.state().current().unwrap().workspace.document() == before);
}

/// An article with more proposals than are fitted within a frame.
fn long() -> String {
    ARTICLE.repeat(300)
}

#[test]
fn many_proposals_are_fitted_away_from_the_window_as_one_step() {
    let mut window = with_article(&long());
    settle(&mut window);
    let open = |window: &Harness<'_, Desk>| window.state().current().unwrap().workspace.snapshot();
    let tagged = open(&window);
    assert!(tagged.annotation_count() > 2000, "{}", tagged.annotation_count());
    let current = window.state().current().unwrap();
    assert!(current.work.is_none() && !current.workspace.is_changed());
    assert!(!current.workspace.has_history(), "proposals on a fresh article are no work");
    press_with(&mut window, Modifiers::COMMAND, Key::R);
    settle(&mut window);
    assert!(window.state().current().unwrap().work.is_none());
    assert!(open(&window) == tagged, "a second run changes nothing");
    assert!(!window.state().current().unwrap().workspace.is_changed());
}

#[test]
fn proposals_are_fitted_again_if_the_document_has_changed_meanwhile() {
    let mut window = with_article(&long());
    settle(&mut window);
    let id = window.state().current.unwrap();
    let first = window.state().current().unwrap().workspace.document().annotations().next();
    let (first, by) = (first.unwrap().id, Signature { by: "Kim".to_owned(), at: None });
    let stale = {
        let open = window.state_mut().current_mut().unwrap();
        let cancel = Cancel::new();
        open.work = Some(Work { what: "Proposing tags", done: 0, cancel: cancel.clone() });
        let proposals = Box::new(Proposals::default());
        let (document, revision) = (open.workspace.snapshot(), open.workspace.revision());
        let result = reconcile(&document, &proposals, "1");
        let prepared = Prepared::new(&document, revision, (Way::On, Arc::new(result.transaction)));
        let step = actions::accept(&document, first, &by).unwrap();
        open.workspace.apply(step).unwrap();
        let (new, withdrawn) = (Vec::new(), Vec::new());
        Fitted { proposals, prepared, lists: Derived::default(), new, withdrawn, cancel }
    };
    window.state().jobs.answer().send(Done::Fitted(id, Box::new(stale)));
    settle(&mut window);
    let open = window.state().current().unwrap();
    assert!(open.work.is_none());
    let left: Vec<_> = open.workspace.document().annotations().collect();
    assert!(left.iter().any(|it| it.id == first), "what was accepted meanwhile stays");
    assert!(left.len() < 10, "the others are withdrawn: {}", left.len());
    assert_eq!(open.workspace.undo_name(), Some("Propose tags"));
}
