//! Selecting over paragraphs, by mouse and by key, and both edges of a tag.

use egui_kittest::kittest::NodeT as _;

use super::*;

fn press(harness: &mut Harness<'_, Desk>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}

/// The paragraph that begins with `words`.
fn paragraph(harness: &Harness<'_, Desk>, words: &str) -> Rect {
    let all = harness.get_all_by_role(Role::Paragraph);
    let found = all
        .into_iter()
        .find(|it| it.accesskit_node().label().is_some_and(|label| label.starts_with(words)));
    found.unwrap().rect()
}

#[test]
fn words_are_selected_over_paragraphs_in_either_direction() {
    let mut harness = desk(story());
    let from = rect(&harness, PERSON).left_center() + vec2(6.0, 0.0);
    let to = paragraph(&harness, "Nobody else").left_top() + vec2(20.0, 14.0);
    drag(&mut harness, from, to);
    let words = harness.state().selected_words().to_owned();
    assert!(words.starts_with("Ann Lowe") && words.ends_with("Nobody"), "{words}");
    assert_eq!(harness.state().article.caret(), STORY.find(" else").unwrap());

    wait(&mut harness);
    drag(&mut harness, to, from);
    assert_eq!(harness.state().selected_words(), words);
    assert_eq!(harness.state().article.caret(), STORY.find("Ann").unwrap(), "the end that moved");
}

#[test]
fn shift_and_a_click_extend_to_whole_words() {
    let mut harness = desk(story());
    let name = rect(&harness, PERSON);
    click(&mut harness, name.left_center() + vec2(1.0, 0.0), 1);
    wait(&mut harness);
    harness.event(Event::ModifiersChanged(Modifiers::SHIFT));
    click(&mut harness, name.right_center() - vec2(8.0, 0.0), 1);
    assert_eq!(harness.state().selected_words(), "Ann Lowe");
    wait(&mut harness);
    let end = paragraph(&harness, "Nobody else").left_top() + vec2(20.0, 14.0);
    click(&mut harness, end, 1);
    let words = harness.state().selected_words();
    assert!(words.starts_with("Ann Lowe") && words.ends_with("Nobody"), "{words}");

    wait(&mut harness);
    harness.event(Event::ModifiersChanged(Modifiers::SHIFT | Modifiers::ALT));
    click(&mut harness, name.right_center() - vec2(8.0, 0.0), 1);
    let raw = harness.state().selected_words();
    assert!("Ann Lowe".starts_with(raw) && raw.len() < 8, "{raw}");
}

#[test]
fn a_selection_has_no_outer_spaces_and_marks() {
    let content = "He met Ann Lowe , of course; (really).";
    let mut harness = desk(document(content, &[("claim", &[" , "])]));
    let mark = rect(&harness, "claim, proposed: “,”");
    let row = mark.center();
    drag(&mut harness, row, pos2(mark.left() - 30.0, row.y));
    assert_eq!(harness.state().selected_words(), "Lowe");
}

#[test]
fn keys_go_by_words_rows_and_pages() {
    let content = "It rained on the hills again, all day long.\n\n".repeat(60);
    let mut harness = desk(document(&content, &[]));
    ArticleState::focus(&harness.ctx);
    harness.run();
    press(&mut harness, Modifiers::CTRL, Key::ArrowRight);
    assert_eq!(harness.state().article.caret(), 2);
    press(&mut harness, Modifiers::CTRL | Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(harness.state().selected_words(), " rained");
    press(&mut harness, Modifiers::CTRL, Key::ArrowLeft);
    assert_eq!(harness.state().article.caret(), 3);
    press(&mut harness, Modifiers::SHIFT, Key::End);
    assert_eq!(harness.state().selected_words(), "rained on the hills again, all day long.");
    press(&mut harness, Modifiers::SHIFT, Key::Home);
    assert_eq!(harness.state().selected_words(), "It ");
    press(&mut harness, Modifiers::NONE, Key::Home);
    press(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    assert_eq!(harness.state().selected_words().lines().count(), 2, "with the blank line");
    press(&mut harness, Modifiers::SHIFT, Key::ArrowUp);
    assert_eq!(harness.state().selected_words(), "");
    press(&mut harness, Modifiers::SHIFT, Key::PageDown);
    let page = harness.state().article.caret();
    assert!(page > 300 && harness.state().selected_words().len() == page, "{page}");
    press(&mut harness, Modifiers::SHIFT, Key::PageUp);
    assert_eq!(harness.state().article.caret(), 0);
    press(&mut harness, Modifiers::CTRL | Modifiers::SHIFT, Key::End);
    assert_eq!(harness.state().selected_words(), content.trim_end());
    press(&mut harness, Modifiers::CTRL, Key::Home);
    assert_eq!(harness.state().article.caret(), 0);
    press(&mut harness, Modifiers::COMMAND, Key::A);
    assert_eq!(harness.state().selected_words(), content.trim_end());
}

#[test]
fn the_first_edge_goes_over_paragraphs_and_other_annotations() {
    let content = "Costs fell in May, Ann Lowe said.\n\nThe council met on Friday.";
    let tags: &[(&str, &[&str])] =
        &[("claim", &["Costs fell in May"]), ("person", &["Ann Lowe"]), ("quote", &["council"])];
    let mut harness = desk(document(content, tags));
    harness.get_by_role_and_label(Role::Mark, "quote, proposed: “council”").click();
    harness.run();
    wait(&mut harness);
    let edge = rect(&harness, "quote, proposed: “council”").left_center() - vec2(2.0, 0.0);
    let to = rect(&harness, PERSON).left_center() + vec2(2.0, 0.0);
    drag(&mut harness, edge, to);
    let desk = harness.state();
    let Some(ArticleIntent::Resize { id, span, .. }) = desk.intents.last() else {
        panic!("{:?}", desk.intents);
    };
    assert_eq!(*id, AnnotationId(3));
    assert_eq!(desk.document.text().slice(*span), "Ann Lowe said.\n\nThe council");
}

#[test]
fn dragging_to_the_upper_edge_scrolls_back() {
    let content = "It rained on the hills again, all day long.\n\n".repeat(200);
    let mut harness = desk(document(&content, &[]));
    harness.state_mut().article.scroll_to(content.len() / 2);
    harness.run();
    harness.drag_at(pos2(300.0, 400.0));
    harness.step();
    harness.hover_at(pos2(300.0, 200.0));
    harness.step();
    let start = harness.state().article.caret();
    harness.hover_at(pos2(300.0, -40.0));
    harness.run_steps(60);
    harness.drop_at(pos2(300.0, -40.0));
    harness.run();
    assert!(harness.state().article.caret() + 1000 < start);
    assert!(harness.state().selected_words().len() > 1000, "from the end that stays");
}
