//! Steps that would take longer than a frame.

use std::collections::BTreeMap;
use std::sync::Arc;

use factmark::annotation::{
    Confidence, Document, Edit, Extra, Key as Name, Origin, Rule, Spans, Standing, Tier, Value,
};
use factmark::formats::tagset;
use factmark::tagger::Cancel;
use factmark::text::Text;
use factmark::ui::derived::Derived;
use factmark::ui::intent::TagIntent;
use factmark::ui::jobs::{Done, Large, Stepped};
use factmark::ui::state::Work;
use factmark::workspace::{Prepared, Way, Workspace};

use super::*;

/// More tags than are changed within a frame.
const MANY: u32 = 10_500;

/// A document with so many open proposals.
fn many() -> Document {
    let mut document = Document::new(Text::new("Ann left. ".repeat(MANY as usize)), tagset::news());
    for number in 0..MANY {
        let at = number as usize * 10;
        let rule = Rule {
            version: "1".to_owned(),
            key: Name::new("test.rule"),
            why: "it is a name".to_owned(),
            proposed: None,
        };
        let annotation = Annotation {
            id: AnnotationId(number + 1),
            label: Name::new("person"),
            spans: Spans::from(document.text().span(at..at + 3).unwrap()),
            attributes: BTreeMap::new(),
            record: None,
            note: None,
            standing: Standing {
                review: Review::Proposed,
                signed: None,
                tier: Tier::Likely,
                confidence: Some(Confidence::new(800)),
                origin: Origin::Tagger(rule),
            },
            extra: Extra::new(),
        };
        document.apply(Edit::Insert(Arc::new(annotation))).unwrap();
    }
    document
}

/// A window that shows `many`.
fn with_many<'a>() -> Harness<'a, Desk> {
    let mut window = with_article("Nobody left.");
    let open = window.state_mut().current_mut().unwrap();
    open.workspace = Workspace::new(many());
    settle(&mut window);
    window
}

fn accept_all(window: &mut Harness<'_, Desk>) {
    let queue = window.state().current().unwrap().derived.queue.clone();
    let ctx = window.ctx.clone();
    let all = Intent::Tag(TagIntent::DecideMany(queue, Review::Accepted));
    window.state_mut().ask(&ctx, all);
    assert!(window.state().current().unwrap().step.is_some(), "it is done away from the window");
    settle(window);
    assert!(window.state().current().unwrap().step.is_none());
}

#[test]
fn a_large_step_is_done_undone_and_done_again_away_from_the_window() {
    let mut window = with_many();
    let before = window.state().current().unwrap().workspace.snapshot();
    accept_all(&mut window);
    let open = |window: &Harness<'_, Desk>| {
        let open = window.state().current().unwrap();
        let document = open.workspace.document();
        let fresh = Derived::ahead(document, &open.view.filter, window.state().preferences.order);
        assert!(*fresh == *open.derived, "the lists are those of the document");
        (open.workspace.snapshot(), open.derived.queue.len(), open.workspace.is_changed())
    };
    let (after, queued, changed) = open(&window);
    assert_eq!((queued, changed), (0, true));
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    let (now, queued, changed) = open(&window);
    assert!(now == before && queued == MANY as usize && !changed);
    assert!(window.state().selected().is_some(), "what was undone is shown");
    press_with(&mut window, Modifiers::COMMAND, Key::Y);
    let (now, queued, changed) = open(&window);
    assert!(now == after && queued == 0 && changed);
}

#[test]
fn a_label_is_replaced_away_from_the_window_and_what_goes_is_told() {
    let mut window = with_many();
    let ctx = window.ctx.clone();
    let ask = |window: &mut Harness<'_, Desk>, intent| {
        window.state_mut().ask(&ctx, Intent::Tag(intent));
    };
    let value = Value::from("byline");
    let set = TagIntent::Attribute(AnnotationId(1), Name::new("use"), Some(value));
    ask(&mut window, set);
    let all = (1..=MANY).map(AnnotationId).collect();
    ask(&mut window, TagIntent::ReplaceLabel(all, Name::new("claim")));
    assert!(window.state().current().unwrap().step.is_some(), "it is done away from the window");
    settle(&mut window);
    let open = window.state().current().unwrap();
    assert_eq!(open.workspace.document().counts()[&Name::new("claim")], MANY as usize);
    let undo = "Relabelled “Ann”: its attribute Used as could not be kept. Undo: Ctrl+Z";
    window.get_by_label(undo);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    let open = window.state().current().unwrap();
    assert_eq!(open.workspace.document().counts()[&Name::new("person")], MANY as usize);
}

#[test]
fn a_large_step_that_comes_too_late_undoes_nothing_else() {
    let mut window = with_many();
    accept_all(&mut window);
    let id = window.state().current.unwrap();
    let late = {
        let open = window.state_mut().current_mut().unwrap();
        let cancel = Cancel::new();
        open.step = Some(Work { what: "Undoing", done: 0, cancel: cancel.clone() });
        let step = open.workspace.next(Way::Back).unwrap();
        let (document, revision) = (open.workspace.snapshot(), open.workspace.revision());
        let back = (Way::Back, Arc::clone(&step));
        let prepared = Prepared::new(&document, revision, back);
        let lists = Derived::default();
        Stepped { step: Large::Back(step), loss: None, prepared, lists, cancel }
    };
    press(&mut window, Key::J);
    let ctx = window.ctx.clone();
    let note = Intent::Tag(TagIntent::Note(AnnotationId(7), "sure?".to_owned()));
    window.state_mut().ask(&ctx, note);
    let before = window.state().current().unwrap().workspace.snapshot();
    window.state().jobs.answer().send(Done::Stepped(id, Box::new(late)));
    settle(&mut window);
    let open = window.state().current().unwrap();
    assert!(open.workspace.snapshot() == before && open.step.is_none());
    window.get_by_label("The document has changed meanwhile; nothing was undone or redone.");
}

#[test]
fn a_large_step_that_is_stopped_changes_nothing() {
    let mut window = with_many();
    let cancel = Cancel::new();
    let work = Work { what: "Deciding", done: 0, cancel: cancel.clone() };
    window.state_mut().current_mut().unwrap().step = Some(work);
    settle(&mut window);
    click(&mut window, "Stop");
    assert!(cancel.is_cancelled() && window.state().current().unwrap().step.is_none());
    window.get_by_label("Deciding was stopped; nothing has changed.");
}
