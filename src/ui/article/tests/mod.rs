//! The article, driven headless and by name.

mod scripts;
mod select;
mod texts;

use std::sync::Arc;

use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, Role, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::annotation::{Edit, Label, Lane, Overlap, Review, Signature, Spans, Standing, TagSet};
use crate::ui::theme::Mode;

/// What a window would keep.
struct Desk {
    document: Document,
    article: ArticleState,
    selected: Vec<AnnotationId>,
    hidden: &'static str,
    intents: Vec<ArticleIntent>,
}

impl Desk {
    fn ui(&mut self, ui: &mut Ui) {
        theme::apply(ui.ctx(), Mode::Light);
        let mut intents = Vec::new();
        let article = Article {
            theme: Theme::light(),
            document: &self.document,
            visible: &|it| it.label != self.hidden,
            selected: &self.selected,
            hits: &[],
            measure: Theme::light().sizes.measure,
        };
        article.show(ui, &mut self.article, &mut intents);
        for intent in &intents {
            match intent {
                ArticleIntent::Select(id) => self.selected = vec![*id],
                ArticleIntent::Deselect => self.selected.clear(),
                _ => {}
            }
        }
        self.intents.extend(intents);
    }

    fn selected_words(&self) -> &str {
        let text = self.document.text();
        self.article.selection(text).map_or("", |it| text.slice(it))
    }
}

fn tag_set() -> TagSet {
    let label = |key: &'static str, name: &str, lane| Label {
        key: key.into(),
        name: name.to_owned(),
        lane,
        color: key.into(),
        line: None,
        shortcut: None,
        help: String::new(),
        overlap: Overlap::Any,
        attributes: Vec::new(),
    };
    let labels = vec![
        label("person", "Person", Lane::Entities),
        label("quote", "Quote", Lane::Quotes),
        label("claim", "Claim", Lane::Claims),
        label("flag", "Flag", Lane::Flags),
    ];
    TagSet { key: "test".to_owned(), name: "Test".to_owned(), labels, relations: Vec::new() }
}

/// A document with proposed annotations: label, and the words of each piece.
fn document(content: &str, annotations: &[(&'static str, &[&str])]) -> Document {
    let text = Text::new(content);
    let mut document = Document::new(text.clone(), Arc::new(tag_set()));
    for (number, (label, pieces)) in (1..).zip(annotations) {
        let place = |words: &&str| {
            let at = content.find(*words).unwrap();
            text.span(at..at + words.len()).unwrap()
        };
        let mut standing = Standing::by_person(Signature { by: "Ann".to_owned(), at: None });
        (standing.review, standing.signed) = (Review::Proposed, None);
        let annotation = Annotation {
            id: AnnotationId(number),
            label: (*label).into(),
            spans: Spans::new(pieces.iter().map(place).collect()).unwrap(),
            attributes: [].into(),
            record: None,
            note: None,
            standing,
            extra: [].into(),
        };
        document.apply(Edit::Insert(Arc::new(annotation))).unwrap();
    }
    document
}

fn desk(document: Document) -> Harness<'static, Desk> {
    let desk = Desk {
        document,
        article: ArticleState::default(),
        selected: Vec::new(),
        hidden: "",
        intents: Vec::new(),
    };
    // Steps short enough for a double click.
    let builder = Harness::builder()
        .with_size([900.0, 600.0])
        .with_step_dt(1.0 / 60.0)
        .with_max_steps(60)
        .allow_missing_glyphs();
    let mut harness = builder.build_ui_state(|ui, desk: &mut Desk| desk.ui(ui), desk);
    harness.run();
    harness
}

const STORY: &str = "Costs fell in May, Ann Lowe told the council on Friday.\n\n\
    “We will not stop,” she said. “We never have.”\n\n\
    Nobody else was there. The hall was empty.";

fn story() -> Document {
    document(
        STORY,
        &[
            ("claim", &["Costs fell in May"]),
            ("person", &["Ann Lowe"]),
            ("quote", &["“We will not stop,”", "“We never have.”"]),
        ],
    )
}

const PERSON: &str = "person, proposed: “Ann Lowe”";

fn rect(harness: &Harness<'_, Desk>, name: &str) -> Rect {
    harness.get_by_role_and_label(Role::Mark, name).rect()
}

fn drag(harness: &mut Harness<'_, Desk>, from: Pos2, to: Pos2) {
    harness.drag_at(from);
    harness.step();
    harness.hover_at(from.lerp(to, 0.5));
    harness.step();
    harness.hover_at(to);
    harness.step();
    harness.drop_at(to);
    harness.run();
}

fn click(harness: &mut Harness<'_, Desk>, at: Pos2, times: usize) {
    for _ in 0..times {
        harness.drag_at(at);
        harness.drop_at(at);
    }
    harness.run();
}

/// Lets so much time pass that the next click is no double click.
fn wait(harness: &mut Harness<'_, Desk>) {
    harness.run_steps(60);
}

#[test]
fn a_click_selects_what_is_under_it() {
    let mut harness = desk(story());
    harness.get_by_role_and_label(Role::Mark, PERSON).click();
    harness.run();
    assert_eq!(harness.state().selected, [AnnotationId(2)]);

    wait(&mut harness);
    let beside = rect(&harness, PERSON).right_center() + vec2(60.0, 0.0);
    click(&mut harness, beside, 1);
    assert_eq!(harness.state().selected, [], "a click on plain text selects nothing");
}

#[test]
fn a_screen_reader_can_press_an_annotation() {
    let mut harness = desk(story());
    let quote = "quote, proposed: “We will not stop,” … “We never have.”";
    harness.get_by_role_and_label(Role::Mark, quote).click_accesskit();
    harness.run();
    assert_eq!(harness.state().selected, [AnnotationId(3)]);
    assert_eq!(harness.get_all_by_role(Role::Paragraph).count(), 3);
    harness.get_by_role_and_label(Role::Document, "Article");
}

#[test]
fn hidden_annotations_have_no_name() {
    let mut harness = desk(story());
    assert_eq!(harness.get_all_by_role(Role::Mark).count(), 3);
    harness.state_mut().hidden = "person";
    harness.run();
    assert_eq!(harness.get_all_by_role(Role::Mark).count(), 2);
    assert!(harness.query_by_role_and_label(Role::Mark, PERSON).is_none());
}

#[test]
fn another_click_takes_the_next_of_overlapping_annotations() {
    let content = "Ann Lowe said she would go.";
    let mut harness = desk(document(
        content,
        &[("claim", &[content]), ("person", &["Ann Lowe"]), ("quote", &["Ann"])],
    ));
    let at = rect(&harness, "quote, proposed: “Ann”").center();
    let mut order = Vec::new();
    for _ in 0..4 {
        click(&mut harness, at, 1);
        order.push(harness.state().selected[0].0);
        wait(&mut harness);
    }
    assert_eq!(order, [3, 2, 1, 3], "the shortest first");
}

#[test]
fn dragging_selects_whole_words() {
    let mut harness = desk(story());
    let name = rect(&harness, PERSON);
    let (from, to) = (name.left_center() + vec2(12.0, 0.0), name.right_center() - vec2(8.0, 0.0));
    drag(&mut harness, from, to);
    assert_eq!(harness.state().selected_words(), "Ann Lowe");
    let at = STORY.find("Ann Lowe").unwrap();
    let span = harness.state().document.text().span(at..at + 8).unwrap();
    assert!(harness.state().intents.contains(&ArticleIntent::SelectText(Some(span))));

    harness.event(Event::ModifiersChanged(Modifiers::ALT));
    drag(&mut harness, to, from);
    let raw = harness.state().selected_words();
    assert!(raw.len() < 8 && "Ann Lowe".contains(raw) && !raw.is_empty(), "{raw:?}");
}

#[test]
fn double_click_takes_the_word_and_triple_the_sentence() {
    let mut harness = desk(story());
    let at = rect(&harness, PERSON).left_center() + vec2(10.0, 0.0);
    click(&mut harness, at, 2);
    assert_eq!(harness.state().selected_words(), "Ann");
    wait(&mut harness);
    click(&mut harness, at, 3);
    assert_eq!(harness.state().selected_words(), STORY.lines().next().unwrap());
}

#[test]
fn dragging_an_edge_asks_to_resize() {
    let mut harness = desk(story());
    harness.get_by_role_and_label(Role::Mark, PERSON).click();
    harness.run();
    wait(&mut harness);
    let edge = rect(&harness, PERSON).right_center() + vec2(2.0, 0.0);
    drag(&mut harness, edge, edge + vec2(34.0, 0.0));
    let desk = harness.state();
    let Some(ArticleIntent::Resize { id, index, span }) = desk.intents.last() else {
        panic!("{:?}", desk.intents);
    };
    assert_eq!((*id, *index), (AnnotationId(2), 0));
    assert_eq!(desk.document.text().slice(*span), "Ann Lowe told");
    assert_eq!(desk.selected, [AnnotationId(2)], "it stays selected");
}

#[test]
fn an_edge_goes_over_paragraphs_and_other_annotations() {
    let mut harness = desk(story());
    harness.get_by_role_and_label(Role::Mark, PERSON).click();
    harness.run();
    wait(&mut harness);
    let edge = rect(&harness, PERSON).right_center() + vec2(2.0, 0.0);
    let words = harness
        .get_by_role_and_label(Role::Paragraph, "Nobody else was there. The hall was empty.");
    let end = words.rect().left_top() + vec2(20.0, 14.0);
    drag(&mut harness, edge, end);
    let desk = harness.state();
    let Some(ArticleIntent::Resize { span, .. }) = desk.intents.last() else {
        panic!("{:?}", desk.intents);
    };
    let words = desk.document.text().slice(*span);
    assert!(words.starts_with("Ann Lowe told") && words.contains("“We never have.”"), "{words}");
}

#[test]
fn arrows_move_and_shift_extends() {
    let mut harness = desk(story());
    let at = rect(&harness, PERSON).left_center() + vec2(1.0, 0.0);
    click(&mut harness, at, 1);
    let start = STORY.find("Ann Lowe").unwrap();
    assert_eq!(harness.state().article.caret(), start);
    let press = |harness: &mut Harness<'_, Desk>, modifiers: Modifiers, key: Key| {
        harness.key_press_modifiers(modifiers, key);
        harness.run();
    };
    press(&mut harness, Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(harness.state().selected_words(), "A");
    press(&mut harness, Modifiers::SHIFT | Modifiers::CTRL, Key::ArrowRight);
    assert_eq!(harness.state().selected_words(), "Ann");
    press(&mut harness, Modifiers::NONE, Key::ArrowLeft);
    assert_eq!((harness.state().selected_words(), harness.state().article.caret()), ("", start));
    press(&mut harness, Modifiers::NONE, Key::End);
    assert_eq!(harness.state().article.caret(), STORY.find('\n').unwrap());
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    assert_eq!(harness.state().article.caret(), STORY.find("“We will").unwrap());
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    assert_eq!(harness.state().article.caret(), STORY.find("Nobody").unwrap());
    press(&mut harness, Modifiers::CTRL, Key::End);
    assert_eq!(harness.state().article.caret(), STORY.len());
    press(&mut harness, Modifiers::NONE, Key::PageUp);
    assert!(harness.state().article.caret() < STORY.find('\n').unwrap() + 1);
}

#[test]
fn copying_takes_the_selected_words() {
    let mut harness = desk(story());
    let at = rect(&harness, PERSON).left_center() + vec2(10.0, 0.0);
    click(&mut harness, at, 2);
    harness.event(Event::Copy);
    harness.step();
    let commands = &harness.output().platform_output.commands;
    assert!(commands.contains(&egui::OutputCommand::CopyText("Ann".to_owned())), "{commands:?}");
}

#[test]
fn escape_drops_what_is_dragged() {
    let mut harness = desk(story());
    harness.get_by_role_and_label(Role::Mark, PERSON).click();
    harness.run();
    wait(&mut harness);
    let edge = rect(&harness, PERSON).right_center() + vec2(2.0, 0.0);
    harness.drag_at(edge);
    harness.step();
    harness.hover_at(edge + vec2(34.0, 0.0));
    harness.step();
    assert!(harness.state().article.is_dragging());
    harness.key_press(Key::Escape);
    harness.step();
    harness.drop_at(edge + vec2(34.0, 0.0));
    harness.run();
    let resized = |it: &ArticleIntent| matches!(it, ArticleIntent::Resize { .. });
    assert!(!harness.state().intents.iter().any(resized));
}

#[test]
fn dragging_to_the_edge_scrolls() {
    let content = "It rained on the hills again, all day long.\n\n".repeat(200);
    let mut harness = desk(document(&content, &[]));
    harness.drag_at(pos2(300.0, 100.0));
    harness.step();
    harness.hover_at(pos2(300.0, 300.0));
    harness.step();
    harness.hover_at(pos2(300.0, 640.0));
    harness.run_steps(120);
    harness.drop_at(pos2(300.0, 640.0));
    harness.run();
    assert!(harness.state().article.caret() > content.len() / 4);
}

#[test]
fn a_right_click_asks_for_the_menu() {
    let mut harness = desk(story());
    let at = rect(&harness, PERSON).center();
    harness.hover_at(at);
    for pressed in [true, false] {
        let modifiers = Modifiers::NONE;
        harness.event(Event::PointerButton {
            pos: at,
            button: PointerButton::Secondary,
            pressed,
            modifiers,
        });
    }
    harness.run();
    let wanted = ArticleIntent::Menu { id: Some(AnnotationId(2)), at };
    assert_eq!(harness.state().intents.last(), Some(&wanted));
}
