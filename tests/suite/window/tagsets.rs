//! The tag set, changed in the window; labels replaced; attributes by keys.

use std::sync::Arc;

use egui_kittest::kittest::Queryable as _;
use factmark::annotation::{Key as TagKey, TagSet, Value};
use factmark::formats::native::{self, Form};
use factmark::formats::tagset;

use super::*;

fn palette(window: &mut Harness<'_, Desk>, command: &str) {
    press_with(window, Modifiers::COMMAND, Key::K);
    typed(window, command);
    press(window, Key::Enter);
}

fn tag_set(window: &Harness<'_, Desk>) -> Arc<TagSet> {
    window.state().tag_set()
}

fn draft<'a>(window: &'a mut Harness<'_, Desk>) -> &'a mut factmark::ui::tagset::Draft {
    let Some(Dialog::TagSet { draft }) = &mut window.state_mut().shell.dialog else {
        panic!("the tag set is not shown")
    };
    draft
}

#[test]
fn labels_are_added_and_changed_in_the_window() {
    let mut window = with_article(ARTICLE);
    palette(&mut window, "tag set");
    activate(&mut window, "Add a label");
    window.get_by_label("Name").focus();
    settle(&mut window);
    press_with(&mut window, Modifiers::COMMAND, Key::A);
    typed(&mut window, "Ship");
    let label = draft(&mut window).set.labels.last_mut().unwrap();
    assert_eq!(label.name, "Ship");
    label.shortcut = Some('a');
    settle(&mut window);
    assert!(window.query_all_by_label_contains("is the key of “Accept”").next().is_some());
    assert!(window.query_all_by_label_contains("This does not work yet").next().is_some());
    draft(&mut window).set.labels.last_mut().unwrap().shortcut = Some('z');
    settle(&mut window);
    activate(&mut window, "Use it");
    assert!(window.state().shell.dialog.is_none());
    let open = window.state_mut().current_mut().unwrap();
    let text = open.workspace.document().text().clone();
    let at = text.as_str().find("boats").unwrap();
    open.view.article.select(text.span(at..at + 5).unwrap());
    settle(&mut window);
    typed(&mut window, "z");
    assert_eq!(tags(&window, "label"), ["boats"]);
    let document = window.state().current().unwrap().workspace.document();
    let saved = native::write(document, Form::Ron);
    assert_eq!(native::read_ron(&saved, &tagset::news()).unwrap().document, *document);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(*tag_set(&window), *tagset::news());
}

#[test]
fn the_fields_of_an_attribute_say_what_they_are() {
    let mut window = with_article(ARTICLE);
    palette(&mut window, "tag set");
    let set = &draft(&mut window).set;
    let row = set.labels.iter().position(|it| it.key == "quote").unwrap();
    let attributes = set.labels[row].attributes.len();
    draft(&mut window).row = row;
    settle(&mut window);
    activate(&mut window, &format!("Attributes ({attributes})"));
    assert!(window.query_by_label("Values of attribute 1").is_some());
    assert!(window.query_all_by_label("values").next().is_some());
}

#[test]
fn a_label_in_use_cannot_go_and_says_so() {
    let mut window = with_article(ARTICLE);
    let before = tag_set(&window);
    palette(&mut window, "tag set");
    activate(&mut window, "Label Person");
    activate(&mut window, "Remove");
    activate(&mut window, "Use it");
    assert_eq!(tag_set(&window), before);
    assert!(window.query_all_by_label_contains("have the label Person").next().is_some());
}

#[test]
fn a_tag_set_is_saved_loaded_and_given_to_new_documents() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sea.ron");
    let mut window = with_article(ARTICLE);
    palette(&mut window, "tag set");
    draft(&mut window).set.labels.retain(|it| it.key != "law");
    draft(&mut window).path = path.to_string_lossy().into_owned();
    settle(&mut window);
    activate(&mut window, "Save");
    assert!(draft(&mut window).said.as_ref().unwrap().starts_with("Saved"));
    activate(&mut window, "Save");
    draft(&mut window).path = folder.path().join("other.ron").to_string_lossy().into_owned();
    settle(&mut window);
    assert!(window.query_by_label("Overwrite").is_none(), "nobody was asked about this file");
    draft(&mut window).path = path.to_string_lossy().into_owned();
    settle(&mut window);
    activate(&mut window, "Overwrite");
    assert!(draft(&mut window).said.as_ref().unwrap().starts_with("Saved"));
    draft(&mut window).set.labels.clear();
    settle(&mut window);
    activate(&mut window, "Load");
    assert!(draft(&mut window).set.label("person").is_some());
    activate(&mut window, "New documents get it too");
    activate(&mut window, "Use it");
    window.state_mut().ask(
        &egui::Context::default(),
        Intent::File(FileIntent::Paste("Ann Roe left.\n".to_owned())),
    );
    settle(&mut window);
    assert!(tag_set(&window).label("law").is_none());
    assert_eq!(tags(&window, "person"), ["Ann Roe"]);
}

#[test]
fn more_labels_than_keys_are_reached_by_typing() {
    let mut window = with_article("Zub fell.\n");
    let mut set = TagSet::clone(&tag_set(&window));
    for number in 0..40 {
        set.import_label(&TagKey::from(format!("kind_{number}")));
    }
    let open = window.state_mut().current_mut().unwrap();
    let text = open.workspace.document().text().clone();
    let step = factmark::annotation::actions::set_tag_set(open.workspace.document(), set.into());
    open.workspace.apply(step.unwrap()).unwrap();
    open.view.article.select(text.span(0..3).unwrap());
    settle(&mut window);
    press(&mut window, Key::Enter);
    typed(&mut window, "/");
    for letter in "kind_37".chars() {
        typed(&mut window, &letter.to_string());
    }
    press(&mut window, Key::Enter);
    assert_eq!(tags(&window, "kind_37"), ["Zub"]);
}

#[test]
fn an_attribute_is_set_by_two_keys() {
    let mut window = with_article(ARTICLE);
    click_tag(&mut window, "quote, proposed: “The wall held");
    typed(&mut window, "=");
    window.get_by_label("Which attribute?");
    typed(&mut window, "1");
    window.get_by_label("Which value?");
    typed(&mut window, "3");
    assert_eq!(selected(&window).text_attribute("kind"), Some("indirect"));
    assert_eq!(selected(&window).standing.review, Review::Accepted);
    typed(&mut window, "=");
    typed(&mut window, "1");
    typed(&mut window, "0");
    assert_eq!(selected(&window).text_attribute("kind"), None);
}

#[test]
fn types_of_a_claim_are_put_in_and_taken_out_one_by_one() {
    let mut window = with_article(ARTICLE);
    let claim = |window: &Harness<'_, Desk>| {
        let value = selected(window).attributes.get(&TagKey::new("types")).cloned();
        match value {
            Some(Value::List(items)) => items.len(),
            _ => 0,
        }
    };
    click_tag(&mut window, "claim, proposed");
    let before = claim(&window);
    for _ in 0..2 {
        typed(&mut window, "=");
        typed(&mut window, "1");
        typed(&mut window, "i");
    }
    assert_eq!(claim(&window), before);
}

#[test]
fn a_label_is_replaced_by_another_in_one_step() {
    let mut window = with_article(ARTICLE);
    let people = tags(&window, "person");
    let events = tags(&window, "event").len();
    press_with(&mut window, Modifiers::COMMAND, Key::H);
    let Some(Dialog::Replace { from, to, words }) = &mut window.state_mut().shell.dialog else {
        panic!("no question")
    };
    (*from, *to) = (Some(TagKey::new("person")), Some(TagKey::new("event")));
    "ilse".clone_into(words);
    settle(&mut window);
    click(&mut window, "Replace 1");
    assert_eq!(tags(&window, "event").len(), events + 1);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(tags(&window, "person"), people);
}

#[test]
fn bulk_decisions_are_narrowed_and_counted() {
    let mut window = with_article(ARTICLE);
    let all = window.state().current().unwrap().derived.queue.len();
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::X);
    let Some(Dialog::Bulk { pick, .. }) = &mut window.state_mut().shell.dialog else {
        panic!("no question")
    };
    pick.label = Some(TagKey::new("person"));
    "marchetti".clone_into(&mut pick.words);
    settle(&mut window);
    window.get_by_label(&format!("Reject 3 of {all} open proposals that are shown?"));
    click(&mut window, "Reject 3");
    assert_eq!(window.state().current().unwrap().derived.queue.len(), all - 3);
    assert_eq!(tags(&window, "person"), ["Petra Vollan"]);
}

#[test]
fn mentions_are_split_off_a_record() {
    let mut window = with_article(ARTICLE);
    click_tag(&mut window, "person, proposed: “Ilse Marchetti");
    let record = selected(&window).record.unwrap();
    palette(&mut window, "split record");
    click(&mut window, "Split off 1");
    let document = window.state().current().unwrap().workspace.document();
    assert_ne!(selected(&window).record, Some(record));
    assert!(document.mentions(record).count() >= 2);
    assert_eq!(document.record(selected(&window).record.unwrap()).unwrap().name, "Ilse Marchetti");
}

#[test]
fn a_line_is_chosen_apart_from_the_colour() {
    let mut window = with_article(ARTICLE);
    let before = tag_set(&window).label("person").unwrap().clone();
    palette(&mut window, "tag set");
    activate(&mut window, "Label Person");
    window.get_by_label_contains("Line: as usual").click();
    settle(&mut window);
    activate(&mut window, "wavy");
    window.get_by_label("Line: wavy");
    activate(&mut window, "Use it");
    let after = tag_set(&window).label("person").unwrap().clone();
    assert_eq!((after.line.as_ref().unwrap().as_str(), &after.color), ("wavy", &before.color));
    let document = window.state().current().unwrap().workspace.document();
    let saved = native::write(document, Form::Ron);
    assert_eq!(native::read_ron(&saved, &tagset::news()).unwrap().document, *document);
    palette(&mut window, "tag set");
    activate(&mut window, "Label Person");
    click(&mut window, "Line: wavy");
    window.get_by_label_contains("as usual").click_accesskit();
    settle(&mut window);
    activate(&mut window, "Use it");
    assert_eq!(tag_set(&window).label("person"), Some(&before));
}

#[test]
fn keys_of_attributes_and_links_are_set_and_conflicts_are_told() {
    let mut window = with_article(ARTICLE);
    palette(&mut window, "tag set");
    activate(&mut window, "Label Quote");
    let attributes = window.get_by_label_contains("Attributes (");
    attributes.click_accesskit();
    settle(&mut window);
    let conflict = |window: &Harness<'_, Desk>, name: &str| {
        let words = format!("is the key of “{name}”, too");
        window.query_all_by_label_contains(&words).next().is_some()
    };
    activate(&mut window, "Key of Kind");
    press(&mut window, Key::A);
    assert!(conflict(&window, "Accept"));
    activate(&mut window, "Key of Kind");
    press(&mut window, Key::P);
    assert!(conflict(&window, "Percent"));
    window.get_by_label_contains("This does not work yet");
    activate(&mut window, "Key of Kind");
    press(&mut window, Key::Delete);
    assert_eq!(draft(&mut window).set.label("quote").unwrap().attributes[0].shortcut, None);
    activate(&mut window, "Key of Kind");
    press(&mut window, Key::F7);
    assert!(!conflict(&window, "Accept") && !conflict(&window, "Percent"));
    window.get_by_label_contains("Links (").click_accesskit();
    settle(&mut window);
    activate(&mut window, "Key of Said by");
    press(&mut window, Key::F7);
    assert!(conflict(&window, "Kind"));
    activate(&mut window, "Key of Said by");
    press_with(&mut window, Modifiers::COMMAND | Modifiers::ALT, Key::B);
    activate(&mut window, "Use it");

    click_tag(&mut window, "quote, proposed: “The wall held");
    press(&mut window, Key::F7);
    window.get_by_label("Which value?");
    typed(&mut window, "3");
    assert_eq!(selected(&window).text_attribute("kind"), Some("indirect"));
    press_with(&mut window, Modifiers::COMMAND | Modifiers::ALT, Key::B);
    window.get_by_label("To which tag?");
    press(&mut window, Key::Escape);
    typed(&mut window, "?");
    window.get_by_label("Ctrl+Alt+B");
}

#[test]
fn a_tag_is_linked_to_another_by_keys() {
    let mut window = with_article(ARTICLE);
    let links = |window: &Harness<'_, Desk>| {
        let document = window.state().current().unwrap().workspace.document();
        let id = selected(window).id;
        document.relations_of(id).filter(|it| it.from == id).map(|it| it.kind.to_string()).collect()
    };
    click_tag(&mut window, "person, proposed: “Petra Vollan");
    let before: Vec<String> = links(&window);
    press_with(&mut window, Modifiers::SHIFT, Key::L);
    window.get_by_label("Linked how?");
    assert!(window.query_by_label("Said by").is_none(), "that is for quotes");
    click(&mut window, "About");
    window.get_by_label("To which tag?");
    press(&mut window, Key::Enter);
    assert_eq!(links(&window).len(), before.len() + 1);
    assert!(links(&window).contains(&"about".to_owned()));
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(links(&window), before);
}
