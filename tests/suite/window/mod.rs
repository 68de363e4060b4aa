//! The window, driven headless through the names that a screen reader reads.

#![cfg(feature = "gui")]

mod comfort;
mod correct;
mod datasets;
mod drafts;
mod exporting;
mod focus;
mod importing;
mod keyboard;
mod large;
mod links;
mod listing;
mod meeting;
mod pasting;
mod recovery;
mod rerun;
mod saving;
mod scripts;
mod session;
mod speed;
mod tagsets;
mod versions;
mod widths;
mod zoning;

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use factmark::annotation::{Annotation, AnnotationId, Review};
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
                // As in the window, where a sign that no font has is a box.
                ui.ctx().set_missing_glyph_policy(egui::MissingGlyphPolicy::Tofu);
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
fn the_card_names_the_keys_that_were_set() {
    let mut window = with_article(ARTICLE);
    let keys = [("Next proposal", "F8"), ("Accept", "F9"), ("Note", "F10")];
    window.state_mut().preferences.keys =
        keys.map(|(command, key)| (command.to_owned(), key.to_owned())).into();
    settle(&mut window);
    assert!(window.query_by_label_contains("press F8 for the next open proposal").is_some());
    press(&mut window, Key::F8);
    assert!(window.query_by_label("F9").is_none());
    window.get_by_role_and_label(Role::Button, "Accept").hover();
    window.run_steps(60);
    assert!(window.query_by_label("F9").is_some());
}

#[test]
fn hints_name_the_keys_that_were_set() {
    let mut window = with_article(ARTICLE);
    let keys = [("Find", "F8"), ("Accept", "F9"), ("Save", "F10")];
    window.state_mut().preferences.keys =
        keys.map(|(command, key)| (command.to_owned(), key.to_owned())).into();
    window.state_mut().shell.dialog = Some(Dialog::Welcome);
    settle(&mut window);
    window.get_by_label_contains("F9 accepts it");
    assert!(widths::shown_texts(&window).contains(&"Search  F8".to_owned()));
    window.get_by_label_contains("F10 saves the document beside the article.");
}

#[test]
fn the_outline_tells_how_much_it_leaves_out() {
    let towns = (1..=220).map(|it| {
        format!("The council of district {it} spent ${it} million on repairs in 2015.\n\n")
    });
    let window = with_article(&towns.collect::<String>());
    let claims = tags(&window, "claim").len();
    assert!(claims > 100, "{claims} claims");
    window.get_by_label(&format!("… {} more", claims - 100));
}
