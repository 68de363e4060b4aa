//! What is shown at which width of the window.

use factmark::ui::intent::ViewIntent;

use super::*;

/// Texts, fields and buttons that reach over the right edge of the window.
fn over_the_edge(window: &Harness<'_, Desk>, width: f32) -> Vec<String> {
    let nodes = window.root().children_recursive();
    let boxes = nodes.filter_map(|it| Some((it, it.accesskit_node().bounding_box()?)));
    let out = boxes.filter(|(_, it)| it.x1 > f64::from(width) + 0.5);
    out.map(|(node, at)| format!("{:?} {at:?}", node.accesskit_node().label())).collect()
}

fn select(window: &mut Harness<'_, Desk>, id: AnnotationId) {
    let intent = Intent::View(ViewIntent::Select { id: Some(id), scroll: true });
    let ctx = window.ctx.clone();
    window.state_mut().ask(&ctx, intent);
    settle(window);
}

/// The first tag of each label, and of quotes the one whose speaker has the longest name.
fn tags_to_look_at(window: &Harness<'_, Desk>) -> Vec<(String, AnnotationId)> {
    let document = window.state().current().unwrap().workspace.document();
    let mut tags = std::collections::BTreeMap::new();
    for tag in document.annotations() {
        tags.entry(tag.label.to_string()).or_insert(tag.id);
    }
    let speaker = |id| document.speaker(id).map_or(0, |it| it.name.chars().count());
    let quotes = document.annotations().filter(|it| it.label == "quote").map(|it| it.id);
    let quote = quotes.max_by_key(|it| speaker(*it)).unwrap();
    assert!(speaker(quote) > 60, "a name for more than one line");
    tags.insert("quote of a long name".to_owned(), quote);
    tags.into_iter().collect()
}

/// Content that is wider than a panel would push the panel's left side under the article.
#[test]
fn no_part_of_the_inspector_is_hidden_at_any_width() {
    let flagged = "Said to be “the very longest of all the long words in this article”, twice.";
    let article = include_str!("../../../assets/samples/harbour-flood.txt");
    let mut window = with_article(&format!("{article}\n\n{flagged}\n"));
    let tags = tags_to_look_at(&window);
    assert!(tags.len() > 10, "{tags:?}");
    // The last is narrower than a window can be: there the inspector has its least width.
    for width in [1300.0, 900.0, 820.0, 760.0, 600.0] {
        window.set_size(egui::vec2(width, 600.0));
        settle(&mut window);
        for (label, id) in &tags {
            select(&mut window, *id);
            let more = window.query_by_label("More attributes").map(|it| it.click_accesskit());
            if more.is_some() {
                settle(&mut window);
            }
            assert_eq!(over_the_edge(&window, width), [""; 0], "{width}: {label}");
        }
    }
}
