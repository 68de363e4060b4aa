//! Selecting in text that runs from right to left, and characters of many letters.

use super::*;

const HEBREW: &str = "שר האוצר דן כהן אמר אתמול לא נעצור.\n\nShe said שלום עולם to us.";
const NAME: &str = "person, proposed: “דן כהן”";

fn hebrew() -> Harness<'static, Desk> {
    desk(document(HEBREW, &[("person", &["דן כהן"]), ("claim", &["She said שלום"])]))
}

fn press(harness: &mut Harness<'_, Desk>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}

#[test]
fn hebrew_is_selected_from_the_right() {
    let mut harness = hebrew();
    let name = rect(&harness, NAME);
    let column = harness.get_by_role_and_label(Role::Paragraph, HEBREW.lines().next().unwrap());
    assert!(name.center().x > column.rect().center().x, "the sentence begins on the right");

    click(&mut harness, name.right_center() - vec2(4.0, 0.0), 2);
    assert_eq!(harness.state().selected_words(), "דן");
    wait(&mut harness);
    // The edges of a selected tag would be dragged.
    harness.state_mut().selected.clear();
    harness.run();
    drag(&mut harness, name.right_center() - vec2(4.0, 0.0), name.left_center() + vec2(4.0, 0.0));
    assert_eq!(harness.state().selected_words(), "דן כהן");
    assert_eq!(harness.state().article.caret(), HEBREW.find(" אמר").unwrap());
    wait(&mut harness);
    click(&mut harness, name.center(), 3);
    assert_eq!(harness.state().selected_words(), HEBREW.lines().next().unwrap());
}

#[test]
fn the_left_arrow_goes_on_in_hebrew() {
    let mut harness = hebrew();
    let start = HEBREW.find("דן").unwrap();
    ArticleState::focus(&harness.ctx);
    harness.state_mut().article.set_caret(start);
    harness.run();
    press(&mut harness, Modifiers::SHIFT, Key::ArrowLeft);
    assert_eq!(harness.state().selected_words(), "ד");
    press(&mut harness, Modifiers::SHIFT | Modifiers::CTRL, Key::ArrowLeft);
    assert_eq!(harness.state().selected_words(), "דן");
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    assert_eq!((harness.state().selected_words(), harness.state().article.caret()), ("", start));
    press(&mut harness, Modifiers::NONE, Key::Home);
    assert_eq!(harness.state().article.caret(), 0);
    press(&mut harness, Modifiers::NONE, Key::End);
    assert_eq!(harness.state().article.caret(), HEBREW.find('\n').unwrap());
    // In the English sentence the right arrow goes on, over the Hebrew as well.
    press(&mut harness, Modifiers::NONE, Key::ArrowLeft);
    let mut places = Vec::new();
    for _ in 0..14 {
        press(&mut harness, Modifiers::NONE, Key::ArrowRight);
        places.push(harness.state().article.caret());
    }
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn the_edge_of_a_hebrew_tag_is_dragged_to_the_left() {
    let mut harness = hebrew();
    harness.get_by_role_and_label(Role::Mark, NAME).click();
    harness.run();
    wait(&mut harness);
    let edge = rect(&harness, NAME).left_center() - vec2(2.0, 0.0);
    drag(&mut harness, edge, edge - vec2(34.0, 0.0));
    let desk = harness.state();
    let Some(ArticleIntent::Resize { span, .. }) = desk.intents.last() else {
        panic!("{:?}", desk.intents);
    };
    assert_eq!(desk.document.text().slice(*span), "דן כהן אמר");
}

#[test]
fn a_tag_over_both_directions_is_found_under_all_its_words() {
    let mut harness = hebrew();
    let claim = "claim, proposed: “She said שלום”";
    let first = rect(&harness, claim);
    click(&mut harness, first.left_center() + vec2(4.0, 0.0), 1);
    assert_eq!(harness.state().selected, [AnnotationId(2)]);
    wait(&mut harness);
    // Of the two Hebrew words the first is on the right.
    click(&mut harness, first.right_center() + vec2(4.0, 0.0), 1);
    assert_eq!(harness.state().selected, [], "the second Hebrew word comes next on screen");
    wait(&mut harness);
    let caret = HEBREW.find("לום עולם").unwrap();
    harness.state_mut().article.set_caret(caret);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    let second = first.right_center() + vec2(60.0, 0.0);
    click(&mut harness, second, 1);
    assert_eq!(harness.state().selected, [AnnotationId(2)]);
}

#[test]
fn the_caret_steps_over_whole_characters() {
    let characters = ["👨‍👩‍👧‍👦", "क्षे", "e\u{323}\u{301}", "🇳🇬", "שָׁ"];
    let content = format!("a{}b", characters.concat());
    let mut harness = desk(document(&content, &[]));
    ArticleState::focus(&harness.ctx);
    harness.run();
    let mut at = 1;
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    for character in characters {
        assert_eq!(harness.state().article.caret(), at);
        press(&mut harness, Modifiers::SHIFT, Key::ArrowRight);
        assert_eq!(harness.state().selected_words(), character);
        at += character.len();
        harness.state_mut().article.set_caret(at);
    }
    // Wherever it is clicked, also raw.
    let row = harness.get_all_by_role(Role::Paragraph).next().unwrap().rect();
    harness.event(Event::ModifiersChanged(Modifiers::ALT));
    let places: Vec<usize> = characters
        .iter()
        .scan(1, |at, it| Some(std::mem::replace(at, *at + it.len())))
        .chain([0, 1, content.len() - 1, content.len()])
        .collect();
    for step in 0_u8..60 {
        let from = row.left_top() + vec2(f32::from(step) * 3.0, 16.0);
        click(&mut harness, from, 1);
        let caret = harness.state().article.caret();
        assert!(places.contains(&caret), "{caret} is inside a character");
        wait(&mut harness);
    }
}

#[test]
fn scripts_without_a_font_are_told() {
    let harness = desk(document("Ɓata ɗaya. नई दिल्ली, 東京, 👍.", &[]));
    let told: Vec<_> = harness.state().article.without_font().collect();
    assert_eq!(told, ["Chinese", "Devanagari", "emoji"], "tests have the bundled fonts alone");
    let harness = desk(document("Ba za mu ɓata lokaci ba; Ọ̀jọ̀gbọ́n Ṣọlá — “мир”.", &[]));
    assert_eq!(harness.state().article.without_font().count(), 0);
}
