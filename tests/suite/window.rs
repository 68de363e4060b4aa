//! The window, driven headless through the names that a screen reader reads.

#![cfg(feature = "gui")]
#![expect(clippy::disallowed_methods, reason = "a test plays the other program that writes files")]

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use factmark::annotation::{Annotation, Review};
use factmark::files;
use factmark::formats::tagset;
use factmark::ui::desk::Desk;
use factmark::ui::host::NoHost;
use factmark::ui::intent::{FileIntent, Intent};
use factmark::ui::jobs::Jobs;
use factmark::ui::state::{After, Dialog, PathPurpose, Preferences};
use factmark::ui::theme::{self, Mode};

const ARTICLE: &str = "Harbour wall holds, engineer says\n\n\
    By Petra Vollan\n\n\
    “The wall held all night,” said Ilse Marchetti, the port engineer. She said repairs would cost \
    $4 million.\n\n\
    Marchetti told reporters that 31 boats sank on Sunday. Marchetti left at noon.\n";

fn desk() -> Desk {
    let preferences = Preferences { welcomed: true, ..Preferences::default() };
    Desk::new(preferences, Jobs::inline(), Box::new(NoHost))
}

fn window<'a>(desk: Desk) -> Harness<'a, Desk> {
    let mut harness = Harness::builder()
        .with_size([1300.0, 820.0])
        .with_step_dt(1.0 / 60.0)
        .with_max_steps(600)
        .build_ui_state(
            |ui, desk: &mut Desk| {
                theme::apply(ui.ctx(), Mode::Light);
                factmark::ui::draw_guarded(desk, ui, Desk::ui);
            },
            desk,
        );
    settle(&mut harness);
    harness
}

/// Draws until nothing changes any more. A panic in drawing, which the window survives, fails here.
fn settle(window: &mut Harness<'_, Desk>) {
    window.run_ok();
    assert_eq!(window.state().shell.crash, None);
}

fn with_article<'a>(text: &str) -> Harness<'a, Desk> {
    let mut desk = desk();
    desk.ask(&egui::Context::default(), Intent::File(FileIntent::Paste(text.to_owned())));
    window(desk)
}

fn press(window: &mut Harness<'_, Desk>, key: Key) {
    window.key_press(key);
    settle(window);
}

fn press_with(window: &mut Harness<'_, Desk>, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    settle(window);
}

fn typed(window: &mut Harness<'_, Desk>, text: &str) {
    window.event(Event::Text(text.to_owned()));
    settle(window);
}

fn click(window: &mut Harness<'_, Desk>, name: &str) {
    window.get_by_label(name).click();
    settle(window);
}

/// Presses a button as a screen reader would, also where it is scrolled out of sight.
fn activate(window: &mut Harness<'_, Desk>, name: &str) {
    window.get_by_label(name).click_accesskit();
    settle(window);
}

/// Selects, as a screen reader would, the tag in the article whose accessible name begins so.
fn click_tag(window: &mut Harness<'_, Desk>, name: &str) {
    let found = window.get_all_by_role(Role::Mark);
    let tag = found
        .into_iter()
        .find(|it| it.accesskit_node().label().is_some_and(|it| it.starts_with(name)));
    tag.unwrap_or_else(|| panic!("no tag {name}")).click_accesskit();
    settle(window);
}

fn selected<'a>(window: &'a Harness<'_, Desk>) -> &'a Annotation {
    window.state().selected().expect("a tag is selected")
}

fn words(window: &Harness<'_, Desk>) -> String {
    let open = window.state().current().unwrap();
    open.workspace.document().excerpt(selected(window))
}

fn tags(window: &Harness<'_, Desk>, label: &str) -> Vec<String> {
    let document = window.state().current().unwrap().workspace.document();
    let all = document.annotations().filter(|it| it.label == label && it.is_live());
    all.map(|it| document.excerpt(it)).collect()
}

#[test]
fn an_empty_window_offers_ways_to_begin() {
    let mut window = window(desk());
    for name in ["Open an article…", "Paste an article…", "Try the sample"] {
        window.get_by_label(name);
    }
    click(&mut window, "Try the sample");
    assert!(window.state().current().is_some());
    assert!(!tags(&window, "person").is_empty());
}

#[test]
fn the_first_run_explains_itself_once() {
    let desk = Desk::new(Preferences::default(), Jobs::inline(), Box::new(NoHost));
    let mut window = window(desk);
    window.get_by_label("Welcome to factmark");
    click(&mut window, "Begin");
    assert!(window.query_by_label("Welcome to factmark").is_none());
    assert!(window.state().preferences.welcomed);
}

#[test]
fn every_proposal_can_be_decided_by_keyboard_alone() {
    let mut window = with_article(ARTICLE);
    let total = window.state().current().unwrap().derived.queue.len();
    assert!(total > 5, "{total}");
    press(&mut window, Key::J);
    for step in 0..total {
        let key = if step % 3 == 2 { Key::X } else { Key::A };
        press(&mut window, key);
    }
    let open = window.state().current().unwrap();
    assert_eq!(open.derived.queue, []);
    assert_eq!(open.derived.decided, open.derived.total);
    for _ in 0..total {
        press_with(&mut window, Modifiers::COMMAND, Key::Z);
    }
    let open = window.state().current().unwrap();
    assert_eq!(open.derived.queue.len(), total);
    assert!(!open.workspace.is_changed());
}

#[test]
fn a_click_selects_a_tag_and_the_inspector_says_why() {
    let mut window = with_article(ARTICLE);
    click_tag(&mut window, "person, proposed: “Ilse Marchetti");
    assert_eq!(words(&window), "Ilse Marchetti");
    let why = selected(&window).standing.why().unwrap().to_owned();
    assert!(window.query_all_by_label_contains(&why).next().is_some(), "{why}");
    click(&mut window, "Accept");
    let person = window.state().current().unwrap().workspace.document();
    let accepted = person.annotations().filter(|it| it.standing.review == Review::Accepted).count();
    assert_eq!(accepted, 1);
}

#[test]
fn words_are_selected_and_tagged() {
    let mut window = with_article("The Lenne dam held.\n");
    let text = window.state().current().unwrap().workspace.document().text().clone();
    let dam = text.span(4..13).unwrap();
    let open = window.state_mut().current_mut().unwrap();
    open.view.selected = None;
    open.view.article.select(dam);
    settle(&mut window);
    typed(&mut window, "3");
    assert_eq!(tags(&window, "place"), ["Lenne dam"]);
    assert_eq!(selected(&window).label, "place");
    typed(&mut window, "6");
    assert_eq!(tags(&window, "event"), ["Lenne dam"], "a key relabels the selected tag");
    typed(&mut window, "{");
    assert_eq!(words(&window), "Lenne");
    typed(&mut window, "}");
    assert_eq!(words(&window), "Lenne dam");
    press(&mut window, Key::Delete);
    assert!(tags(&window, "event").is_empty());
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(tags(&window, "event"), ["Lenne dam"]);
}

#[test]
fn the_speaker_is_chosen_by_a_key() {
    let mut window = with_article(ARTICLE);
    click_tag(&mut window, "quote, proposed: “The wall held");
    assert_eq!(selected(&window).label, "quote");
    press(&mut window, Key::S);
    window.get_by_label("Who says it?");
    typed(&mut window, "u");
    let open = window.state().current().unwrap();
    assert!(open.workspace.document().speaker(quote_id(&window)).is_none());
    press(&mut window, Key::S);
    typed(&mut window, "1");
    let open = window.state().current().unwrap();
    let speaker = open.workspace.document().speaker(quote_id(&window)).unwrap();
    assert_eq!(speaker.name, "Ilse Marchetti");
}

fn quote_id(window: &Harness<'_, Desk>) -> factmark::annotation::AnnotationId {
    selected(window).id
}

#[test]
fn identical_mentions_are_listed_and_tagged_in_one_step() {
    let mut window = with_article("The Zub fell. Then the Zub rose, and Zubs sang of the Zub.\n");
    let text = window.state().current().unwrap().workspace.document().text().clone();
    let place = text.span(4..7).unwrap();
    for it in &mut window.state_mut().open {
        it.view.article.select(place);
    }
    settle(&mut window);
    typed(&mut window, "8");
    typed(&mut window, "*");
    click(&mut window, "Tag 2 of 2");
    assert_eq!(tags(&window, "money"), ["Zub", "Zub", "Zub"]);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(tags(&window, "money"), ["Zub"]);
}

#[test]
fn letters_stay_in_text_fields() {
    let mut window = with_article(ARTICLE);
    press(&mut window, Key::J);
    let before = selected(&window).id;
    press_with(&mut window, Modifiers::COMMAND, Key::F);
    window.key_press(Key::X);
    typed(&mut window, "x");
    let open = window.state().current().unwrap();
    assert_eq!(open.view.search.query, "x");
    let kept = open.workspace.document().annotation(before).unwrap();
    assert_eq!(kept.standing.review, Review::Proposed);
}

#[test]
fn search_finds_and_steps() {
    let mut window = with_article(ARTICLE);
    press_with(&mut window, Modifiers::COMMAND, Key::F);
    typed(&mut window, "marchetti");
    let search = &window.state().current().unwrap().view.search;
    assert_eq!(search.hits.len(), 3);
    assert_eq!(search.current, 0);
    press(&mut window, Key::F3);
    assert_eq!(window.state().current().unwrap().view.search.current, 1);
}

#[test]
fn the_palette_runs_a_command_by_name() {
    let mut window = with_article(ARTICLE);
    press_with(&mut window, Modifiers::COMMAND, Key::K);
    typed(&mut window, "outl");
    press(&mut window, Key::Enter);
    assert!(window.state().preferences.hide_outline);
    assert!(window.state().shell.chooser.is_none());
}

#[test]
fn the_threshold_and_lanes_filter_the_queue() {
    let mut window = with_article(ARTICLE);
    let all = window.state().current().unwrap().derived.queue.len();
    click(&mut window, "Entities");
    let rest = window.state().current().unwrap().derived.queue.len();
    assert!(rest < all && rest > 0, "{rest} of {all}");
    click(&mut window, "Entities");
    assert_eq!(window.state().current().unwrap().derived.queue.len(), all);
}

#[test]
fn bulk_decisions_are_one_step() {
    let mut window = with_article(ARTICLE);
    let count = window.state().current().unwrap().derived.queue.len();
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::A);
    click(&mut window, &format!("Accept {count}"));
    assert!(window.state().current().unwrap().derived.queue.is_empty());
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(window.state().current().unwrap().derived.queue.len(), count);
}

#[test]
fn a_note_is_written_and_kept() {
    let mut window = with_article(ARTICLE);
    press(&mut window, Key::J);
    let id = selected(&window).id;
    press(&mut window, Key::N);
    typed(&mut window, "check with the desk");
    press(&mut window, Key::Escape);
    let document = window.state().current().unwrap().workspace.document();
    assert_eq!(document.annotation(id).unwrap().note.as_deref(), Some("check with the desk"));
}

#[test]
fn lines_are_rezoned_by_a_key() {
    let mut window = with_article("One line.\n\nSubscribe to our letter\n\nMore words here.\n");
    let text = window.state().current().unwrap().workspace.document().text().clone();
    let at = text.as_str().find("More").unwrap();
    window.state_mut().current_mut().unwrap().view.article.set_caret(at);
    press(&mut window, Key::R);
    typed(&mut window, "v");
    let document = window.state().current().unwrap().workspace.document();
    assert_eq!(document.zone_at(at).unwrap().kind.key(), "furniture");
}

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
        let purpose = PathPurpose::Save(After::Stay);
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
    let save = |after| Intent::File(FileIntent::SaveTo(path.clone(), after));
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

#[test]
fn the_keyboard_leaves_the_article_and_comes_back() {
    let mut window = with_article(ARTICLE);
    press(&mut window, Key::F6);
    typed(&mut window, "noon");
    assert_eq!(window.state().current().unwrap().view.search.query, "noon");
    press(&mut window, Key::F6);
    press(&mut window, Key::J);
    assert!(window.state().selected().is_some());
    assert_eq!(window.state().current().unwrap().view.search.query, "noon");
}

#[test]
fn a_narrow_window_leaves_room_for_the_article() {
    let mut window = with_article(ARTICLE);
    assert!(window.query_by_label("DOCUMENTS").is_some());
    window.set_size(egui::vec2(800.0, 600.0));
    settle(&mut window);
    assert!(window.query_by_label("DOCUMENTS").is_none());
    let paragraphs = window.get_all_by_role(Role::Paragraph);
    assert!(paragraphs.into_iter().all(|it| it.rect().width() > 250.0));
}

#[test]
fn a_command_gets_another_key() {
    let mut window = with_article(ARTICLE);
    typed(&mut window, "?");
    activate(&mut window, "Key of Next proposal");
    press(&mut window, Key::A);
    assert!(window.query_all_by_label_contains("is the key of “Accept”").next().is_some());
    activate(&mut window, "Key of Next proposal");
    press(&mut window, Key::F8);
    assert_eq!(window.state().preferences.keys.get("Next proposal").unwrap(), "F8");
    press(&mut window, Key::Escape);
    press(&mut window, Key::J);
    assert!(window.state().selected().is_none(), "the old key is free");
    press(&mut window, Key::F8);
    assert!(window.state().selected().is_some());
    typed(&mut window, "?");
    activate(&mut window, "As at first");
    press(&mut window, Key::Escape);
    let before = selected(&window).id;
    press(&mut window, Key::J);
    assert_ne!(selected(&window).id, before);
}

#[test]
fn bounds_are_edited_by_selecting_words() {
    let mut window = with_article(ARTICLE);
    click_tag(&mut window, "person, proposed: “Ilse Marchetti");
    press(&mut window, Key::E);
    let chosen = window.state().selected_words().unwrap();
    assert_eq!(chosen, selected(&window).spans.hull());
    let ctrl_shift = Modifiers::CTRL | Modifiers::COMMAND | Modifiers::SHIFT;
    press_with(&mut window, ctrl_shift, Key::ArrowLeft);
    press(&mut window, Key::E);
    assert_eq!(words(&window), "Ilse");
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
