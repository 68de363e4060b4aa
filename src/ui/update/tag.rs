//! Intents about tags: each becomes an action of the domain and one undo step.

use super::place;
use crate::annotation::actions;
use crate::annotation::carry;
use crate::annotation::{
    AnnotationId, Document, EditError, Key, RelationId, Review, Signature, Spans, Transaction,
};
use crate::ui::command;
use crate::ui::desk::Desk;
use crate::ui::intent::TagIntent;
use crate::ui::jobs::loss;
use crate::ui::linking::is_part;
use crate::ui::state::{Draft, Open};
use crate::ui::words::{self, commands, messages};

/// Carries out `intent` on the current document.
pub(super) fn update(desk: &mut Desk, intent: &TagIntent) {
    let by = desk.signature();
    let advance = desk.preferences.advance && goes_on(intent);
    let Some(open) = desk.current_mut() else { return };
    let next = if advance { next_open(open) } else { None };
    let words = open.view.article.selection(open.workspace.document().text()).is_some();
    let made = transaction(open, intent.clone(), &by);
    let done = made.and_then(|step| {
        let loss = loss(open.workspace.document(), intent, open.view.selected, &step);
        let name = step.name.clone();
        Ok(((name, loss), open.workspace.apply(step)?))
    });
    match done {
        Ok(((name, loss), touched)) => {
            if let Some(next) = next {
                super::view::select(open, Some(next), true);
            } else {
                follow(open, intent, touched.annotations.first().copied().filter(|_| words));
            }
            match loss {
                Some(loss) => tell_loss(desk, &loss),
                None if speaks(intent) => desk.shell.toasts.done(name),
                None => {}
            }
        }
        Err(error) => desk.shell.toasts.error(words::sentence(&error.to_string())),
    }
}

/// Says what went with a step, and how to have it back.
pub(super) fn tell_loss(desk: &mut Desk, loss: &str) {
    let keys = command::keys_of(commands::UNDO.name, &desk.preferences.keys);
    desk.shell.toasts.done(messages::with_undo(loss, &keys));
}

/// The work has begun: what was recognised has been looked at. Zones are put right while it is there.
pub(super) fn put_away(desk: &mut Desk, intent: &TagIntent) {
    let zones = matches!(intent, TagIntent::Rezone(_) | TagIntent::Furniture);
    if let Some(open) = desk.current_mut().filter(|_| !zones) {
        open.view.recognised = false;
        // What has been worked on here is no place for the tags of another.
        open.view.draft.take_if(|it| matches!(it, Draft::Newer(_)));
    }
}

/// Makes the note that is being written part of the document, as a step of its own.
pub(super) fn keep_note(desk: &mut Desk) {
    let Some(open) = desk.current_mut() else { return };
    let Some((id, text)) = open.view.note.take() else { return };
    let document = open.workspace.document();
    let differs =
        document.annotation(id).is_some_and(|it| it.note.as_deref().unwrap_or_default() != text);
    if differs
        && let Ok(step) = actions::set_note(document, id, &text)
        && let Err(error) = open.workspace.apply(step)
    {
        desk.shell.toasts.error(words::sentence(&error.to_string()));
    }
}

/// Whether the next proposal is selected afterwards.
fn goes_on(intent: &TagIntent) -> bool {
    match intent {
        TagIntent::DecideSelected(review) => *review != Review::Proposed,
        TagIntent::Unsure => true,
        _ => false,
    }
}

/// Whether what was done is worth a message: it touched things out of sight.
fn speaks(intent: &TagIntent) -> bool {
    matches!(
        intent,
        TagIntent::DecideMany(..)
            | TagIntent::Mentions(..)
            | TagIntent::MergeRecords(..)
            | TagIntent::SplitRecord(..)
            | TagIntent::ReplaceLabel(..)
            | TagIntent::TagSet(_)
            | TagIntent::MergeNext
            | TagIntent::Split
            | TagIntent::Link(..)
            | TagIntent::Unlink(_)
            | TagIntent::Speaker(_)
    ) || matches!(intent, TagIntent::Label(_))
}

/// The open proposal after the selected one, in the order of the queue.
fn next_open(open: &Open) -> Option<AnnotationId> {
    let queue = &open.derived.queue;
    let selected = open.view.selected?;
    let at = queue.iter().position(|it| *it == selected);
    match at {
        Some(at) => {
            queue.get(at + 1).or_else(|| queue.first().filter(|it| **it != selected)).copied()
        }
        None => place::next_in_queue(open, true),
    }
}

/// Selects what an intent made of selected words, and lets go of what it took out.
fn follow(open: &mut Open, intent: &TagIntent, made: Option<AnnotationId>) {
    let document = open.workspace.document();
    match intent {
        TagIntent::Label(_) | TagIntent::PlaceOrphan(_) => {
            // With a part tagged, its quote stays selected: the other parts come next.
            let part = |main| document.relations_of(main).any(|it| Some(it.to) == made);
            if !open.view.selected.is_some_and(part) {
                open.view.selected = made.or(open.view.selected);
            }
            let caret = open.view.article.caret();
            open.view.article.set_caret(caret);
        }
        _ if open.view.selected.is_some_and(|it| document.annotation(it).is_none()) => {
            open.view.selected = None;
        }
        _ => {}
    }
}

fn transaction(open: &Open, intent: TagIntent, by: &Signature) -> Result<Transaction, EditError> {
    let document = open.workspace.document();
    let selected = || {
        let none = || EditError::Refused(words::messages::SELECT_TAG.to_owned());
        open.view.selected.ok_or_else(none)
    };
    match intent {
        TagIntent::Decide(id, review) => decide(open, id, review, by),
        TagIntent::DecideSelected(review) => decide(open, selected()?, review, by),
        TagIntent::DecideMany(ids, review) => Ok(actions::decide_many(document, &ids, review, by)),
        TagIntent::Unsure => actions::unsure(document, selected()?, by),
        TagIntent::Label(key) => label(open, &key, by),
        TagIntent::Resize(id, index, span) => actions::resize(document, id, index, span, by),
        TagIntent::Nudge { edge, stride, forward } => {
            let (index, span) = place::nudged(open, selected()?, edge, stride, forward)?;
            actions::resize(document, selected()?, index, span, by)
        }
        TagIntent::Rebound(words) => {
            let (id, words) = (selected()?, place::trimmed(document, words)?);
            actions::resize(document, id, place::nearest_piece(document, id, words)?, words, by)
        }
        TagIntent::Split => actions::split(document, selected()?, open.view.article.caret(), by),
        TagIntent::MergeNext => {
            let id = selected()?;
            actions::merge(document, id, place::next_of_its_label(document, id)?, by)
        }
        TagIntent::AddFragment => add_fragment(open, selected()?, by),
        TagIntent::RemoveFragment(id, index) => actions::remove_fragment(document, id, index, by),
        TagIntent::Link(kind, to) => actions::link(document, &kind, selected()?, to, by),
        TagIntent::Unlink(link) => unlink(document, link, by),
        TagIntent::Delete => actions::delete(document, selected()?, by),
        TagIntent::Speaker(speaker) => actions::set_speaker(document, selected()?, &speaker, by),
        TagIntent::Record(record) => actions::set_record(document, selected()?, record, by),
        TagIntent::NewRecord(name) => actions::set_record_new(document, selected()?, &name, by),
        TagIntent::RenameRecord(id, name) => actions::rename_record(document, id, &name),
        TagIntent::MergeRecords(kept, gone) => actions::merge_records(document, kept, gone),
        TagIntent::SplitRecord(id, mentions, name) => {
            actions::split_record(document, id, &mentions, &name)
        }
        TagIntent::ReplaceLabel(ids, to) => actions::replace_label(document, &ids, &to, by),
        TagIntent::TagSet(set) => actions::set_tag_set(document, set),
        TagIntent::Note(id, note) => actions::set_note(document, id, &note),
        TagIntent::Attribute(id, key, value) => {
            actions::set_attribute(document, id, &key, value, by)
        }
        TagIntent::Mentions(id, places) => actions::tag_mentions(document, id, &places, by),
        TagIntent::PlaceOrphan(id) => {
            let words = open.view.article.selection(document.text());
            let none = || EditError::Refused(words::messages::SELECT_WORDS_TO_PLACE.to_owned());
            let words = place::trimmed(document, words.ok_or_else(none)?)?;
            carry::place_orphan(document, id, words.into(), by)
        }
        TagIntent::DismissOrphan(id) => carry::dismiss_orphan(document, id),
        TagIntent::DismissOrphans => carry::dismiss_orphans(document),
        TagIntent::Rezone(kind) => actions::rezone(document, place::lines(open)?, kind, by),
        TagIntent::Furniture => {
            let lines = place::lines(open)?;
            actions::rezone(document, lines, place::furniture_or_body(document, lines), by)
        }
    }
}

/// Takes a link out; a part, such as a source, is taken off its tag.
fn unlink(document: &Document, id: RelationId, by: &Signature) -> Result<Transaction, EditError> {
    if document.relation(id).is_some_and(|it| is_part(document, it)) {
        return actions::take_part_off(document, id, by);
    }
    actions::unlink(document, id, by)
}

fn decide(
    open: &Open,
    id: AnnotationId,
    review: Review,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let document = open.workspace.document();
    match review {
        Review::Accepted => actions::accept(document, id, by),
        Review::Rejected => actions::reject(document, id, by),
        Review::Proposed => actions::reopen(document, id),
    }
}

/// Adds the selected words to a tag, as a piece.
fn add_fragment(open: &Open, id: AnnotationId, by: &Signature) -> Result<Transaction, EditError> {
    let document = open.workspace.document();
    let words = open.view.article.selection(document.text());
    let none = || EditError::Refused(words::messages::SELECT_WORDS_TO_ADD.to_owned());
    let words = place::trimmed(document, words.ok_or_else(none)?)?;
    actions::add_fragment(document, id, words, by)
}

/// Tags the selected words, as a part of the selected tag where the label is one of its parts; without
/// any, relabels the selected tag.
fn label(open: &Open, key: &Key, by: &Signature) -> Result<Transaction, EditError> {
    let document = open.workspace.document();
    if let Some(words) = open.view.article.selection(document.text()) {
        let words = Spans::from(place::trimmed(document, words)?);
        let main = open.view.selected.and_then(|it| document.annotation(it));
        let main = main.filter(|it| document.tag_set().part_relation(&it.label, key).is_some());
        return match main {
            Some(main) => actions::tag_part(document, main.id, &words, key, by),
            None => actions::tag(document, &words, key, by),
        };
    }
    let none = || EditError::Refused(words::messages::SELECT_WORDS_OR_TAG.to_owned());
    actions::relabel(document, open.view.selected.ok_or_else(none)?, key, by)
}
