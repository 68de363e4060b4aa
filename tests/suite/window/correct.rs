//! Deciding and correcting, by mouse and by keyboard.

use super::*;

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

/// The first places of these words, as a person's own tags with the label of key `label`.
fn tag_words(window: &mut Harness<'_, Desk>, all: &[&str], label: &str) {
    for words in all {
        let open = window.state_mut().current_mut().unwrap();
        let text = open.workspace.document().text().clone();
        let start = text.as_str().find(words).unwrap();
        open.view.article.select(text.span(start..start + words.len()).unwrap());
        settle(window);
        typed(window, label);
    }
}

#[test]
fn what_goes_with_a_tag_is_told_and_nothing_else_is() {
    let mut window = with_article("The Zub fell. Then the Glib rose.\n");
    tag_words(&mut window, &["Zub"], "8");
    press(&mut window, Key::N);
    typed(&mut window, "how much is a Zub?");
    press(&mut window, Key::Escape);
    assert_eq!(words(&window), "Zub", "Escape leaves the field, and not the tag");
    press(&mut window, Key::Delete);
    window.get_by_label("Deleted “Zub”: its note went with it. Undo: Ctrl+Z");
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(tags(&window, "money"), ["Zub"]);
    tag_words(&mut window, &["Glib"], "8");
    window.state_mut().shell.toasts.shown.clear();
    press(&mut window, Key::Delete);
    assert_eq!(window.query_all_by_label_contains("Deleted").count(), 0, "it had nothing");
    // A tagger's proposal is rejected, and keeps what it has.
    let mut window = with_article(ARTICLE);
    click_tag(&mut window, "quote, proposed: “The wall held");
    press(&mut window, Key::Delete);
    assert_eq!(window.query_all_by_label_contains("went with it").count(), 0);
}

#[test]
fn mentions_may_be_parts_of_words_or_have_other_capitals() {
    let mut window = with_article("The Zub fell. Then the Zub rose, and Zubs sang of the ZUB.\n");
    tag_words(&mut window, &["Zub"], "8");
    typed(&mut window, "*");
    window.get_by_label("Tag 1 of 1");
    click(&mut window, "Capitals do not matter");
    window.get_by_label("Tag 2 of 2");
    click(&mut window, "Whole words only");
    window.get_by_label("Tag 3 of 3");
    click(&mut window, "Tick none");
    window.get_by_label("Tag 0 of 3");
    click(&mut window, "Tick all");
    // An exception.
    let rows = window.get_all_by_role(Role::CheckBox);
    let mut rows =
        rows.filter(|it| it.accesskit_node().label().is_some_and(|it| it.contains("sang")));
    rows.next().unwrap().click_accesskit();
    drop(rows);
    settle(&mut window);
    let found = window.query_all_by_label_contains("Tag 2 of 3").count();
    assert_eq!(found, 1);
    click(&mut window, "Tag 2 of 3");
    assert_eq!(tags(&window, "money").len(), 3);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(tags(&window, "money"), ["Zub"], "one step");
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

/// Selects the first place of `words`, as a drag would.
fn drag_over(window: &mut Harness<'_, Desk>, words: &str) {
    let open = window.state_mut().current_mut().unwrap();
    let text = open.workspace.document().text().clone();
    let at = text.as_str().find(words).unwrap();
    open.view.article.select(text.span(at..at + words.len()).unwrap());
    settle(window);
}

#[test]
fn words_tagged_with_a_quote_selected_become_its_parts() {
    let mut window = with_article("Zub fell. The mayor of Zub told us it would rise.\n");
    drag_over(&mut window, "it would rise");
    typed(&mut window, "q");
    let quote = quote_id(&window);
    drag_over(&mut window, "The mayor of Zub");
    typed(&mut window, "w");
    assert_eq!(quote_id(&window), quote, "the quote stays selected");
    drag_over(&mut window, "told us");
    typed(&mut window, "v");
    let document = window.state().current().unwrap().workspace.document();
    let parts = |kind| {
        let found: Vec<_> = document.targets(quote, kind).map(|it| document.excerpt(it)).collect();
        found
    };
    assert_eq!(parts("said_by"), ["The mayor of Zub"]);
    assert_eq!(parts("cue"), ["told us"]);
    activate(&mut window, "Take off cue: told us");
    assert!(tags(&window, "cue").is_empty());
    assert_eq!(tags(&window, "source"), ["The mayor of Zub"]);
}

#[test]
fn enter_confirms_what_a_dialog_is_for() {
    let mut window = with_article(ARTICLE);
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::A);
    press(&mut window, Key::Enter);
    assert!(window.state().current().unwrap().derived.queue.is_empty());
    assert!(window.state().shell.dialog.is_none());
}

#[test]
fn a_list_is_searched_without_the_mouse() {
    let mut window = with_article(ARTICLE);
    press(&mut window, Key::J);
    press(&mut window, Key::Enter);
    typed(&mut window, "/");
    typed(&mut window, "q");
    typed(&mut window, "u");
    typed(&mut window, "a");
    assert_eq!(window.state().shell.chooser.as_ref().unwrap().filter, "qua");
    press(&mut window, Key::Enter);
    assert_eq!(selected(&window).label, "quantity");
}
