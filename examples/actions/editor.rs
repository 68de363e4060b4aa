//! An editor who follows a script: looks at the document and the right answers, and presses keys, clicks
//! and drags in a window without a display.
//!
//! Keys go through the window as the system hands them over. Where the mouse would be, the intent that it
//! asks for is uttered: nothing here changes a document.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::bail;
use egui::{Context, Event, Key, Modifiers, Pos2, RawInput, Rect, vec2};
use factmark::annotation::actions::{Alike, identical_mentions};
use factmark::annotation::{Annotation, AnnotationId, Document, Spans};
use factmark::tagger::{self, Cancel, Models};
use factmark::text::{Span, Text};
use factmark::ui::derived::Derived;
use factmark::ui::desk::Desk;
use factmark::ui::host::NoHost;
use factmark::ui::intent::{FileIntent, Intent, TagIntent, ViewIntent};
use factmark::ui::jobs::Jobs;
use factmark::ui::state::{Preferences, View};
use factmark::ui::theme::{self, Mode};
use factmark::workspace::Workspace;

use super::wanted::{Tag, Wanted};

/// How the work is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// Everything by hand.
    Blank,
    /// Each proposal gets its own key.
    OneByOne,
    /// The wrong ones first; the rest is accepted at once.
    AtOnce,
}

impl Way {
    /// Every way; the blank document first, as the others are compared with it.
    pub(crate) const ALL: [Self; 3] = [Self::Blank, Self::OneByOne, Self::AtOnce];
}

/// An editor at a window.
pub(crate) struct Editor {
    ctx: Context,
    desk: Desk,
    time: f64,
    done: BTreeMap<&'static str, usize>,
}

impl Editor {
    /// An editor at an empty window.
    pub(crate) fn new() -> Self {
        let ctx = Context::default();
        theme::apply(&ctx, Mode::Light);
        let preferences = Preferences { welcomed: true, ..Preferences::default() };
        let desk = Desk::new(preferences, Jobs::inline(), Box::new(NoHost));
        let mut editor = Self { ctx, desk, time: 0.0, done: BTreeMap::new() };
        editor.frame(Vec::new());
        editor
    }

    /// How many actions it took so far.
    pub(crate) fn total(&self) -> usize {
        self.done.values().sum()
    }

    /// What the actions were, the most frequent first.
    pub(crate) fn counts(&self) -> Vec<(&'static str, usize)> {
        let mut all: Vec<_> = self.done.iter().map(|it| (*it.0, *it.1)).collect();
        all.sort_by_key(|it| std::cmp::Reverse(it.1));
        all
    }

    /// Brings a text to the right answers, and checks that it is there.
    pub(crate) fn work(&mut self, text: &Text, wanted: &Wanted, way: Way) -> anyhow::Result<()> {
        self.open(text, wanted, way);
        if way != Way::Blank {
            self.go_through_proposals(wanted, way);
        }
        self.add_missing(wanted);
        self.take_out_others(wanted);
        self.check(wanted)?;
        if let Some(id) = self.desk.current {
            self.ask(Intent::File(FileIntent::Discard(id)));
        }
        Ok(())
    }

    /// Puts the text on the desk, with proposals or without.
    fn open(&mut self, text: &Text, wanted: &Wanted, way: Way) {
        let mut document = Document::new(text.clone(), std::sync::Arc::clone(&wanted.tag_set));
        if way != Way::Blank {
            let (cancel, models) = (Cancel::new(), Models::shipped());
            let run = tagger::Run { cancel: &cancel, progress: &|_| {}, models };
            let found = tagger::tag(text, None, &run);
            let found = found.unwrap_or_default();
            let step =
                factmark::annotation::reconcile::reconcile(&document, &found, tagger::VERSION);
            let _undo = step.transaction.apply(&mut document);
        }
        self.ask(Intent::File(FileIntent::Paste(text.as_str().to_owned())));
        if let Some(open) = self.desk.current_mut() {
            open.workspace = Workspace::new(document);
            (open.derived, open.view) = (Derived::default(), View::default());
        }
        self.frame(Vec::new());
    }

    fn go_through_proposals(&mut self, wanted: &Wanted, way: Way) {
        let goal = self.goals(wanted);
        if way == Way::AtOnce {
            for id in self.queue() {
                let Some(it) = self.document().annotation(id).filter(|it| it.is_open()) else {
                    continue;
                };
                if goal.get(&id).is_none_or(|goal| *goal != tag(it)) || self.wrong_parts(wanted, id)
                {
                    self.click(id);
                    self.decide(wanted, goal.get(&id));
                }
            }
            if !self.queue().is_empty() {
                self.key("accept all", Key::A, Modifiers::COMMAND | Modifiers::SHIFT);
                self.key("accept all", Key::Enter, Modifiers::NONE);
            }
            return;
        }
        while !self.queue().is_empty() {
            if !self.selected().is_some_and(Annotation::is_open) {
                self.key("next", Key::J, Modifiers::NONE);
            }
            let Some(id) = self.selected().map(|it| it.id) else { break };
            self.decide(wanted, goal.get(&id));
        }
    }

    /// Decides on the selected proposal: puts it right if it is worth it, else rejects it.
    fn decide(&mut self, wanted: &Wanted, goal: Option<&Tag>) {
        let (Some(it), Some(goal)) = (self.selected().cloned(), goal) else {
            return self.key("reject", Key::X, Modifiers::NONE);
        };
        if tag(&it) == *goal && !self.wrong_parts(wanted, it.id) {
            return self.key("accept", Key::A, Modifiers::NONE);
        }
        self.parts(wanted, it.id, goal);
        self.shape(it.id, goal);
    }

    /// Gives the selected tag its label and its place.
    fn shape(&mut self, id: AnnotationId, goal: &Tag) {
        if self.document().annotation(id).is_some_and(|it| it.label != goal.0) {
            self.label("relabel", goal);
        }
        for piece in &goal.1 {
            self.piece(id, *piece);
        }
        loop {
            let spans = self.spans(id);
            let other = spans.iter().position(|it| !goal.1.contains(it));
            let Some(index) = other.filter(|_| spans.len() > goal.1.len()) else { break };
            self.mouse("take a piece away", Intent::Tag(TagIntent::RemoveFragment(id, index)));
        }
    }

    /// Brings a piece of the selected tag to `wanted`, or adds it.
    fn piece(&mut self, id: AnnotationId, wanted: Span) {
        let spans = self.spans(id);
        if spans.contains(&wanted) {
            return;
        }
        let near = spans.iter().position(|it| it.overlaps(wanted));
        // One that is wanted as it is, is not for another place.
        let Some(index) = near.or_else(|| (spans.len() == 1).then_some(0)).filter(|index| {
            near.is_some() || spans.get(*index).is_some_and(|it| it.gap(wanted).is_none())
        }) else {
            self.drag("select words", wanted);
            return self.typed("add a piece", '&');
        };
        let Some(old) = spans.get(index).copied() else { return };
        if old.start() != wanted.start()
            && let Ok(moved) = self.text().span(wanted.start()..old.end().max(wanted.start() + 1))
        {
            self.mouse("drag an edge", Intent::Tag(TagIntent::Resize(id, index, moved)));
        }
        let spans = self.spans(id);
        let index = spans.iter().position(|it| it.overlaps(wanted));
        if let Some(index) = index.filter(|it| spans.get(*it) != Some(&wanted)) {
            self.mouse("drag an edge", Intent::Tag(TagIntent::Resize(id, index, wanted)));
        }
    }

    /// Whether the selected quote has other parts than it should.
    fn wrong_parts(&self, wanted: &Wanted, id: AnnotationId) -> bool {
        let Some(it) = self.document().annotation(id) else { return false };
        self.parts_now(id) != parts_of(wanted, &tag(it))
    }

    fn parts_now(&self, id: AnnotationId) -> BTreeSet<Tag> {
        let document = self.document();
        let links = document.relations_of(id).filter(|it| it.from == id);
        links
            .filter_map(|it| document.annotation(it.to))
            .filter(|it| it.is_live())
            .map(tag)
            .collect()
    }

    /// Gives the selected tag the parts that `goal` has.
    fn parts(&mut self, wanted: &Wanted, id: AnnotationId, goal: &Tag) {
        let parts = parts_of(wanted, goal);
        for part in &parts {
            if self.parts_now(id).contains(part) {
                continue;
            }
            let [first, more @ ..] = part.1.as_slice() else { continue };
            self.drag("select words", *first);
            self.label("tag a part", part);
            for piece in more {
                let Some(made) = self.made_at(*first, part) else { continue };
                self.click(made);
                self.piece(made, *piece);
                self.click(id);
            }
        }
        let document = self.document();
        let links = document.relations_of(id).filter(|it| it.from == id);
        let other = links.filter(|it| {
            let part = document.annotation(it.to).filter(|it| it.is_live());
            part.is_some_and(|it| !parts.contains(&tag(it)))
        });
        for link in other.map(|it| it.id).collect::<Vec<_>>() {
            self.mouse("take a part off", Intent::Tag(TagIntent::Unlink(link)));
        }
    }

    /// The tag with the label of `part` at `place`.
    fn made_at(&self, place: Span, part: &Tag) -> Option<AnnotationId> {
        let mut here = self.document().overlapping(place);
        here.rfind(|it| it.label == part.0 && it.is_live()).map(|it| it.id)
    }

    /// Which right answer each open proposal is nearest to; those for which there is none are wrong.
    fn goals(&self, wanted: &Wanted) -> BTreeMap<AnnotationId, Tag> {
        let document = self.document();
        let open: Vec<&Annotation> = document.annotations().filter(|it| it.is_open()).collect();
        let mut left: BTreeSet<&Tag> = wanted.tags.iter().collect();
        let mut goals = BTreeMap::new();
        let shares = |it: &Annotation, goal: &Tag| {
            goal.1.iter().any(|place| it.spans.iter().any(|span| span.overlaps(*place)))
        };
        for round in 0..3 {
            for it in &open {
                if goals.contains_key(&it.id) {
                    continue;
                }
                let same = |goal: &&Tag| match round {
                    0 => tag(it) == **goal,
                    1 => it.label == goal.0 && shares(it, goal),
                    _ => {
                        let entity = document.tag_set().is_flat(it.label.as_str());
                        entity && document.tag_set().is_flat(goal.0.as_str()) && shares(it, goal)
                    }
                };
                let found = left.iter().copied().filter(same);
                let cost = |goal: &&Tag| edges(&it.spans, &goal.1);
                if let Some(found) = found.min_by_key(cost) {
                    left.remove(found);
                    goals.insert(it.id, found.clone());
                }
            }
        }
        goals
    }

    /// Tags what nothing was proposed for.
    fn add_missing(&mut self, wanted: &Wanted) {
        let is_part = |goal: &Tag| wanted.parts.iter().any(|it| it.1 == *goal);
        for goal in wanted.tags.iter().filter(|it| !is_part(it)) {
            if self.there(goal).is_none() {
                let [first, more @ ..] = goal.1.as_slice() else { continue };
                self.drag("select words", *first);
                self.label("tag", goal);
                for piece in more {
                    self.drag("select words", *piece);
                    self.typed("add a piece", '&');
                }
                self.everywhere(wanted, goal);
            }
            if let Some(id) = self.there(goal).filter(|it| self.wrong_parts(wanted, *it)) {
                if self.selected().is_none_or(|it| it.id != id) {
                    self.click(id);
                }
                self.parts(wanted, id, goal);
            }
        }
    }

    /// Tags the same words elsewhere, where that is quicker than one by one.
    fn everywhere(&mut self, wanted: &Wanted, goal: &Tag) {
        let Some(id) = self.there(goal).filter(|_| goal.1.len() == 1) else { return };
        let found: Vec<Span> = identical_mentions(self.document(), id, Alike::default())
            .iter()
            .map(|it| it.span)
            .collect();
        let right = |it: &Span| wanted.tags.contains(&(goal.0.clone(), vec![*it]));
        let (right, wrong): (Vec<Span>, Vec<Span>) = found.iter().copied().partition(right);
        if 2 + wrong.len() < 2 * right.len() {
            self.typed("all identical", '*');
            for _ in &wrong {
                self.count("untick");
            }
            self.mouse("tag those", Intent::Tag(TagIntent::Mentions(id, right)));
            self.ask(Intent::View(ViewIntent::Escape));
        }
    }

    /// Deletes what should not be there.
    fn take_out_others(&mut self, wanted: &Wanted) {
        let (mut seen, mut others) = (BTreeSet::new(), Vec::new());
        for it in self.document().annotations().filter(|it| it.is_live()) {
            if !wanted.tags.contains(&tag(it)) || !seen.insert(tag(it)) {
                others.push(it.id);
            }
        }
        for id in others {
            self.click(id);
            self.key("delete", Key::Delete, Modifiers::NONE);
        }
    }

    /// Says where the document is not what it should be.
    fn check(&self, wanted: &Wanted) -> anyhow::Result<()> {
        let (tags, parts) = Wanted::said(self.document());
        let right: Vec<Tag> = wanted.tags.iter().cloned().collect();
        let words = |it: &Tag| format!("{} {:?}", it.0, it.1);
        if let Some(it) = right.iter().find(|it| !tags.contains(it)) {
            bail!("at the end {} is missing", words(it));
        }
        if let Some(it) = tags.iter().find(|it| !right.contains(it)) {
            bail!("at the end {} is there and should not be", words(it));
        }
        if tags != right || parts != wanted.parts {
            bail!("at the end tags are there twice, or have other parts");
        }
        if self.document().annotations().any(Annotation::is_open) {
            bail!("at the end proposals are open");
        }
        Ok(())
    }

    fn there(&self, goal: &Tag) -> Option<AnnotationId> {
        self.document().annotations().find(|it| it.is_live() && tag(it) == *goal).map(|it| it.id)
    }

    fn document(&self) -> &Document {
        static EMPTY: std::sync::LazyLock<Document> = std::sync::LazyLock::new(|| {
            Document::new(Text::new(String::new()), std::sync::Arc::default())
        });
        self.desk.current().map_or(&EMPTY, |it| it.workspace.document())
    }

    fn text(&self) -> Text {
        self.document().text().clone()
    }

    fn spans(&self, id: AnnotationId) -> Vec<Span> {
        self.document().annotation(id).map(|it| it.spans.as_slice().to_vec()).unwrap_or_default()
    }

    fn selected(&self) -> Option<&Annotation> {
        self.desk.selected()
    }

    fn queue(&self) -> Vec<AnnotationId> {
        self.desk.current().map(|it| it.derived.queue.clone()).unwrap_or_default()
    }

    // What a hand does.

    fn count(&mut self, what: &'static str) {
        *self.done.entry(what).or_default() += 1;
    }

    /// Presses the key of a label.
    fn label(&mut self, what: &'static str, goal: &Tag) {
        let key = self.document().tag_set().label(goal.0.as_str()).and_then(|it| it.shortcut);
        self.typed(what, key.unwrap_or('?'));
    }

    /// Presses a key that writes a character.
    fn typed(&mut self, what: &'static str, c: char) {
        self.count(what);
        let key = Key::from_name(&c.to_uppercase().to_string());
        let pressed = key.map(|it| stroke(it, true, Modifiers::NONE));
        let text = Event::Text(c.to_string());
        let released = key.map(|it| stroke(it, false, Modifiers::NONE));
        self.frame(pressed.into_iter().chain([text]).chain(released).collect());
        self.frame(Vec::new());
    }

    /// Presses a key.
    fn key(&mut self, what: &'static str, key: Key, modifiers: Modifiers) {
        self.count(what);
        self.frame(vec![
            Event::ModifiersChanged(modifiers),
            stroke(key, true, modifiers),
            stroke(key, false, modifiers),
            Event::ModifiersChanged(Modifiers::NONE),
        ]);
        self.frame(Vec::new());
    }

    /// Drags over words, or double-clicks one.
    fn drag(&mut self, what: &'static str, words: Span) {
        self.count(what);
        if let Some(open) = self.desk.current_mut() {
            open.view.article.select(words);
        }
    }

    /// Clicks a tag in the article.
    fn click(&mut self, id: AnnotationId) {
        self.mouse("click a tag", Intent::View(ViewIntent::Select { id: Some(id), scroll: false }));
    }

    /// What the mouse asks for.
    fn mouse(&mut self, what: &'static str, intent: Intent) {
        self.count(what);
        self.ask(intent);
    }

    fn ask(&mut self, intent: Intent) {
        self.desk.ask(&self.ctx.clone(), intent);
        self.frame(Vec::new());
    }

    fn frame(&mut self, events: Vec<Event>) {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1366.0, 768.0))),
            time: Some(self.time),
            events,
            focused: true,
            ..RawInput::default()
        };
        let desk = &mut self.desk;
        let mut output =
            self.ctx.run_ui(input, |ui| factmark::ui::draw_guarded(desk, ui, Desk::ui));
        // There is no graphics card that they could go to.
        output.textures_delta.clear();
    }
}

fn stroke(key: Key, pressed: bool, modifiers: Modifiers) -> Event {
    Event::Key { key, physical_key: None, pressed, repeat: false, modifiers }
}

fn tag(it: &Annotation) -> Tag {
    (it.label.clone(), it.spans.as_slice().to_vec())
}

fn parts_of(wanted: &Wanted, goal: &Tag) -> BTreeSet<Tag> {
    wanted.parts.iter().filter(|it| it.0 == *goal).map(|it| it.1.clone()).collect()
}

/// How many edges differ, roughly: what it takes to bring one to the other.
fn edges(now: &Spans, wanted: &[Span]) -> usize {
    let ends = |spans: &[Span]| -> BTreeSet<(usize, bool)> {
        spans.iter().flat_map(|it| [(it.start(), false), (it.end(), true)]).collect()
    };
    ends(now.as_slice()).symmetric_difference(&ends(wanted)).count()
}
