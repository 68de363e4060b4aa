//! Links between tags, as the card lists them.

use factmark::annotation::Key as Name;
use factmark::ui::intent::{TagIntent, ViewIntent};

use super::*;

fn ask(window: &mut Harness<'_, Desk>, intent: Intent) {
    let ctx = window.ctx.clone();
    window.state_mut().ask(&ctx, intent);
    settle(window);
}

/// Two tags of a person, the first of which is about the second, and is selected.
fn linked<'a>() -> (Harness<'a, Desk>, [AnnotationId; 2]) {
    let mut window = with_article("The Zub fell. Then the Glib rose.\n");
    let mut ids = Vec::new();
    for words in ["Zub", "Glib"] {
        let open = window.state_mut().current_mut().unwrap();
        let text = open.workspace.document().text().clone();
        let start = text.as_str().find(words).unwrap();
        open.view.article.select(text.span(start..start + words.len()).unwrap());
        settle(&mut window);
        typed(&mut window, "8");
        ids.push(selected(&window).id);
    }
    select(&mut window, ids[0]);
    ask(&mut window, Intent::Tag(TagIntent::Link(Name::new("about"), ids[1])));
    (window, [ids[0], ids[1]])
}

fn select(window: &mut Harness<'_, Desk>, id: AnnotationId) {
    ask(window, Intent::View(ViewIntent::Select { id: Some(id), scroll: true }));
}

fn links(window: &Harness<'_, Desk>) -> usize {
    window.state().current().unwrap().workspace.document().relations().count()
}

#[test]
fn links_are_listed_at_both_ends_and_lead_to_the_other() {
    let (mut window, [zub, glib]) = linked();
    window.get_by_label("LINKS");
    activate(&mut window, "About: Glib");
    assert_eq!(selected(&window).id, glib);
    activate(&mut window, "About, from: Zub");
    assert_eq!(selected(&window).id, zub);
}

#[test]
fn a_link_is_removed_by_its_button_and_comes_back_by_undo() {
    let (mut window, [_, glib]) = linked();
    activate(&mut window, "Remove the link “About: Glib”");
    assert_eq!(links(&window), 0);
    assert!(window.query_by_label("LINKS").is_none());
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(links(&window), 1);
    select(&mut window, glib);
    window.get_by_label("Remove the link “About, from: Zub”").focus();
    settle(&mut window);
    press(&mut window, Key::Enter);
    assert_eq!(links(&window), 0, "the button is pressed by keyboard, too");
}

#[test]
fn a_link_is_removed_from_a_list_by_keyboard_alone() {
    let (mut window, [zub, glib]) = linked();
    select(&mut window, glib);
    press_with(&mut window, Modifiers::ALT, Key::L);
    typed(&mut window, "1");
    assert_eq!(links(&window), 0);
    assert!(window.state().shell.chooser.is_none());
    select(&mut window, zub);
    press_with(&mut window, Modifiers::ALT, Key::L);
    assert!(window.state().shell.chooser.is_none(), "there is nothing to choose");
}

/// A source is a part of its quote, and taken off as from the card of that.
#[test]
fn a_source_tells_its_quote_and_is_taken_off_from_its_own_card() {
    let mut window = with_article(ARTICLE);
    let document = window.state().current().unwrap().workspace.document().clone();
    let of = |it: &&factmark::annotation::Relation| it.kind == "said_by";
    let link = document.relations().find(of).unwrap().clone();
    let quote = document.excerpt(document.annotation(link.from).unwrap());
    select(&mut window, link.to);
    let name = format!("Said by, from: {quote}");
    activate(&mut window, &name);
    assert_eq!(selected(&window).id, link.from);
    select(&mut window, link.to);
    activate(&mut window, &format!("Remove the link “{name}”"));
    let document = window.state().current().unwrap().workspace.document();
    assert!(document.relation(link.id).is_none());
    assert!(!document.annotation(link.from).unwrap().is_open(), "that accepts the quote");
}
