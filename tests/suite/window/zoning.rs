//! What was recognised in a file, and lines whose zone is put right.

use std::path::{Path, PathBuf};

use factmark::annotation::ZoneKind;
use factmark::files::{self, Over};

use super::*;

const PAGE: &str = "<html lang=en><head><title>Gate</title></head><body>\
    <nav><a href=/>Home</a> <a href=/s>Sport</a></nav>\
    <article><h1>The lock gate was repaired on Friday</h1>\
    <p>“The gate holds again,” said Ilse Marchetti, the port engineer of Kellberg.</p>\
    <p>She said the repairs had cost the town $4 million and that 31 boats left the harbour.</p>\
    </article></body></html>";

fn page(folder: &Path) -> PathBuf {
    let path = folder.join("gate.html");
    files::write(&path, PAGE.as_bytes(), Over::Nothing).unwrap();
    path
}

fn open(window: &mut Harness<'_, Desk>, path: &Path) {
    let ctx = window.ctx.clone();
    let intent = Intent::File(FileIntent::OpenPaths(vec![path.to_owned()]));
    window.state_mut().ask(&ctx, intent);
    settle(window);
}

fn is_told(window: &Harness<'_, Desk>) -> bool {
    window.query_by_label("Close what was recognised").is_some()
}

fn zones(window: &Harness<'_, Desk>) -> Vec<ZoneKind> {
    let document = window.state().current().unwrap().workspace.document();
    document.zones().iter().map(|it| it.kind).collect()
}

fn zone_at_caret(window: &Harness<'_, Desk>) -> ZoneKind {
    let open = window.state().current().unwrap();
    open.workspace.document().zone_at(open.view.article.caret()).unwrap().kind
}

#[test]
fn what_was_recognised_stands_above_the_article_until_the_work_begins() {
    let folder = tempfile::tempdir().unwrap();
    let path = page(folder.path());
    let mut window = window(desk());
    open(&mut window, &path);
    let told = window.get_by_label_contains("English  ·  ").accesskit_node().value().unwrap();
    assert!(told.starts_with("The lock gate was repaired on Friday"), "{told}");
    assert!(told.ends_with(" characters"), "{told}");
    activate(&mut window, "body 2");
    assert_eq!(zone_at_caret(&window), ZoneKind::Body);
    // Putting zones right is what it is for.
    press_with(&mut window, Modifiers::SHIFT, Key::R);
    window.get_by_label("body 1");
    press(&mut window, Key::J);
    assert!(is_told(&window), "looking at a proposal decides nothing");
    press(&mut window, Key::A);
    assert!(!is_told(&window));
}

#[test]
fn what_was_recognised_goes_when_asked_and_is_not_told_of_saved_documents() {
    let folder = tempfile::tempdir().unwrap();
    let path = page(folder.path());
    let mut first = window(desk());
    open(&mut first, &path);
    press(&mut first, Key::Escape);
    assert!(!is_told(&first));
    let saved = folder.path().join("gate.factmark.ron");
    let (id, ctx) = (first.state().current.unwrap(), first.ctx.clone());
    let save = FileIntent::SaveToNew(id, saved.clone(), After::Stay);
    first.state_mut().ask(&ctx, Intent::File(save));
    settle(&mut first);
    let mut second = window(desk());
    open(&mut second, &path);
    activate(&mut second, "Close what was recognised");
    assert!(!is_told(&second));
    let mut third = window(desk());
    open(&mut third, &saved);
    assert!(third.state().current().is_some());
    assert!(!is_told(&third));
}

#[test]
fn one_key_makes_lines_furniture_and_body_again() {
    let mut window = with_article(ARTICLE);
    let before = zones(&window);
    assert_eq!(zone_at_caret(&window), ZoneKind::Headline);
    press_with(&mut window, Modifiers::SHIFT, Key::R);
    assert_eq!(zone_at_caret(&window), ZoneKind::Furniture);
    press_with(&mut window, Modifiers::SHIFT, Key::R);
    assert_eq!(zone_at_caret(&window), ZoneKind::Body);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(zones(&window), before);
    // All selected lines at once, in one step.
    press_with(&mut window, Modifiers::COMMAND, Key::A);
    press_with(&mut window, Modifiers::SHIFT, Key::R);
    assert_eq!(zones(&window), [ZoneKind::Furniture]);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(zones(&window), before);
}

#[test]
fn lines_are_those_of_the_caret_and_not_of_a_tag_that_it_has_left() {
    let mut window = with_article(ARTICLE);
    press(&mut window, Key::J);
    assert_eq!(zone_at_caret(&window), ZoneKind::Headline);
    for _ in 0..4 {
        press(&mut window, Key::ArrowDown);
    }
    assert_eq!(zone_at_caret(&window), ZoneKind::Body);
    press_with(&mut window, Modifiers::SHIFT, Key::R);
    assert_eq!(zone_at_caret(&window), ZoneKind::Furniture);
    assert_eq!(zones(&window).first(), Some(&ZoneKind::Headline));
}

#[test]
fn shift_counts_though_it_is_let_go_of_within_the_frame() {
    let mut window = with_article(ARTICLE);
    let (key, modifiers) = (Key::R, Modifiers::SHIFT);
    let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
    window.event(event(true));
    window.event(event(false));
    settle(&mut window);
    assert!(window.state().shell.chooser.is_none());
    assert_eq!(zone_at_caret(&window), ZoneKind::Furniture);
}
