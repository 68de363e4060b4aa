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

/// What eframe keeps of egui between two runs.
#[derive(Default)]
struct Kept(std::collections::BTreeMap<String, String>);

impl eframe::Storage for Kept {
    fn get_string(&self, key: &str) -> Option<String> {
        self.0.get(key).cloned()
    }

    fn set_string(&mut self, key: &str, value: String) {
        self.0.insert(key.to_owned(), value);
    }

    fn remove_string(&mut self, key: &str) {
        self.0.remove(key);
    }

    fn flush(&mut self) {}
}

/// How wide the panels are, from the left, as a screen reader is told: in parts of the room.
fn panels(window: &Harness<'_, Desk>) -> Vec<f64> {
    let all = window.get_all_by_role(Role::Splitter);
    let upright = all.filter(|it| it.rect().height() > it.rect().width());
    let mut found: Vec<_> = upright.map(|it| (it.rect().left(), it.accesskit_node())).collect();
    found.sort_by(|one, other| one.0.total_cmp(&other.0));
    found.into_iter().filter_map(|(_, it)| it.numeric_value()).collect()
}

/// Closes a window and opens another one with what was kept.
fn restarted<'a>(before: &Harness<'_, Desk>) -> Harness<'a, Desk> {
    let mut kept = Kept::default();
    before.ctx.memory(|it| eframe::set_value(&mut kept, "egui", it));
    let memory: egui::Memory = eframe::get_value(&kept, "egui").unwrap();
    let mut desk = desk();
    desk.preferences = Preferences::restored(&before.state().to_store().stored());
    desk.ask(&egui::Context::default(), Intent::File(FileIntent::Paste(ARTICLE.to_owned())));
    let mut after = window(super::desk());
    after.ctx.memory_mut(|it| *it = memory);
    *after.state_mut() = desk;
    after.run();
    settle(&mut after);
    after
}

#[test]
fn panels_are_as_wide_and_as_hidden_as_they_were_left() {
    let mut before = with_article(ARTICLE);
    let first = panels(&before);
    let [outline, inspector] = <[f64; 2]>::try_from(first.clone()).unwrap();
    for (index, steps) in [(0, 3), (1, 2)] {
        for _ in 0..steps {
            let mut all: Vec<_> = before
                .get_all_by_role(Role::Splitter)
                .filter(|it| it.rect().height() > it.rect().width())
                .collect();
            all.sort_by(|one, other| one.rect().left().total_cmp(&other.rect().left()));
            all[index].increment_accesskit();
            drop(all);
            settle(&mut before);
        }
    }
    let wide = panels(&before);
    assert!(wide[0] > outline + 0.05 && wide[1] > inspector + 0.05, "{first:?} {wide:?}");
    let mut after = restarted(&before);
    assert_eq!(panels(&after), wide);
    // What is hidden stays so, and is as wide as it was when it comes back.
    press_with(&mut after, Modifiers::COMMAND, Key::B);
    let mut last = restarted(&after);
    assert!(last.query_by_label("DOCUMENTS").is_none());
    assert_eq!(panels(&last).len(), 1);
    press_with(&mut last, Modifiers::COMMAND, Key::B);
    assert_eq!(panels(&last), wide);
}

#[test]
fn the_size_of_the_text_is_that_of_the_last_run() {
    let mut before = with_article(ARTICLE);
    for _ in 0..3 {
        press_with(&mut before, Modifiers::COMMAND, Key::Minus);
    }
    let zoom = before.ctx.zoom_factor();
    assert!((zoom - 0.7).abs() < 0.01, "{zoom}");
    let after = restarted(&before);
    assert!((after.ctx.zoom_factor() - zoom).abs() < 0.001, "{}", after.ctx.zoom_factor());
}

/// A long name is cut, and how many quotes it has is not.
#[test]
fn counts_in_the_outline_are_never_cut() {
    let article = include_str!("../../../assets/samples/harbour-flood.txt");
    let mut window = with_article(article);
    let id = window.state().current().unwrap().derived.speakers.first().unwrap().0;
    let id = id.expect("a speaker with a name");
    let ctx = window.ctx.clone();
    let name = "Wilhelmina Featherstonehaugh-Cholmondeley of the harbour company".to_owned();
    let rename = factmark::ui::intent::TagIntent::RenameRecord(id, name.clone());
    window.state_mut().ask(&ctx, Intent::Tag(rename));
    window.set_size(egui::vec2(1300.0, 1600.0));
    settle(&mut window);
    let quotes = &window.state().current().unwrap().derived.speakers.first().unwrap().1;
    window.get_by_label(&format!("{name} ({})", quotes.len()));
    let drawn: Vec<String> = shown_texts(&window);
    for tail in [format!("… ({})", quotes.len()), "… ×2".to_owned()] {
        let is_cut = |it: &String| it.starts_with("Wilh") && it.ends_with(&tail);
        assert!(drawn.iter().any(is_cut), "{tail}: {drawn:?}");
    }
}

/// What is written on the screen.
pub(super) fn shown_texts(window: &Harness<'_, Desk>) -> Vec<String> {
    let shapes = window.output().shapes.iter();
    let texts = shapes.filter_map(|it| match &it.shape {
        egui::Shape::Text(it) => Some(it.galley.text().to_owned()),
        _ => None,
    });
    texts.collect()
}

/// Names that are longer than the panel must not push it open: its width would be no one's choice.
#[test]
fn the_outline_is_as_wide_as_it_was_set_whatever_is_in_it() {
    let article = include_str!("../../../assets/samples/harbour-flood.txt");
    let mut window = with_article(article);
    let wide = |window: &Harness<'_, Desk>| panels(window)[0] * 1300.0;
    assert!((wide(&window) - 230.0).abs() < 16.0, "{}", wide(&window));
    for _ in 0..3 {
        let all = window.get_all_by_role(Role::Splitter);
        let upright = all.filter(|it| it.rect().height() > it.rect().width());
        let first = upright.min_by(|one, other| one.rect().left().total_cmp(&other.rect().left()));
        first.unwrap().decrement_accesskit();
        settle(&mut window);
    }
    assert!(wide(&window) < 170.0, "{}", wide(&window));
}
