//! Marked places and lines whose speaker stands in another sentence: further pieces of a split
//! quote, running quotes, `X said:` above, a dash and a name below, and bare no-comments.

use super::cues::{How, cues};
use super::draft::Draft;
use super::layout::colon_source;
use super::marks::{Ends, Marked};
use super::phrase::subject;
use super::phrase_after::starting_at;
use super::units::{Item, Unit};
use crate::annotation::{Tier, ZoneKind};
use crate::text::Span;

/// Gives the bare unit `index` to a quote: the one it continues, or a new one. `drafts` are those
/// of the units before it, in order.
pub(super) fn bare_unit(units: &[Unit], index: usize, marks: &[Marked], drafts: &mut Vec<Draft>) {
    let Some(unit) = units.get(index).filter(|it| !in_brackets(it)) else {
        return;
    };
    let blocks: Vec<usize> = unit.items.iter().filter_map(|it| it.block).collect();
    let Some((&first, &last)) = blocks.first().zip(blocks.last()) else {
        return;
    };
    let Some(span) = marks.get(first).zip(marks.get(last)).map(|(a, b)| a.span.hull(b.span)) else {
        return;
    };
    if unit.zone == ZoneKind::Pullquote {
        return;
    }
    let before = drafts.iter().rposition(|it| it.reply.is_none());
    let last = before.and_then(|it| drafts.get(it)).map(|it| it.unit);
    let marked = |it: &Draft| it.reply.is_none() && goes_on(it) && Some(it.unit) == last;
    let direct = drafts.iter().rposition(marked).or(before);
    let near = direct.and_then(|it| drafts.get_mut(it)).filter(|it| {
        let paragraph = units.get(it.unit).map_or(usize::MAX, |it| it.paragraph);
        let runs_on = it
            .last_block(marks)
            .is_some_and(|it| it.ends == Ends::Continues && it.paragraph + 1 == unit.paragraph);
        let split = paragraph == unit.paragraph && !it.blocks.is_empty() && goes_on(it)
            || it.last_block(marks).is_some_and(|it| it.paragraph == unit.paragraph) && goes_on(it);
        runs_on || split
    });
    if let Some(draft) = near {
        draft.extend(span, None);
        draft.blocks.extend(blocks);
        return;
    }
    if let Some(draft) = colon_above(units, index, first, span) {
        drafts.push(draft);
        return;
    }
    let words = marks.get(first).and_then(|it| it.inner).map_or(0, Span::len);
    let carried = before.filter(|it| {
        let speaker = drafts.get(*it).and_then(|it| units.get(it.unit));
        speaker.is_some_and(|it| it.paragraph + 2 >= unit.paragraph)
    });
    let runs_on = marks.get(first).is_some_and(|it| it.ends == Ends::Continues);
    if runs_on || words > 20 || carried.is_some() && words > 8 {
        let same = carried
            .and_then(|it| drafts.get(it))
            .and_then(|it| units.get(it.unit))
            .is_some_and(|it| it.paragraph == unit.paragraph);
        let mut draft = Draft::floating(first, span, index, carried);
        draft.blocks = blocks;
        if same {
            (draft.tier, draft.confidence) = (Tier::Likely, 800);
        }
        drafts.push(draft);
    }
}

/// Whether marked words after the sentence go on with the quote: if it is all in marks, or its cue
/// comes last.
fn goes_on(draft: &Draft) -> bool {
    let last = draft.spans.last().zip(draft.cue);
    draft.kind == "direct"
        || !draft.blocks.is_empty() && last.is_some_and(|(end, cue)| end.end() <= cue.start())
}

/// `(“That is not true.”)`.
pub(in crate::tagger) fn in_brackets(unit: &Unit) -> bool {
    matches!(unit.word(0), "(" | "[")
}

/// `And from Chair X:` in the unit above.
fn colon_above(units: &[Unit], index: usize, mark: usize, span: Span) -> Option<Draft> {
    let above = units.get(index.checked_sub(1)?)?;
    let colon = above.len().checked_sub(1).filter(|it| above.word(*it) == ":")?;
    let (source, _) = colon_source(above, colon)?;
    let cue = cues(above).pop().filter(|it| it.how == How::Verb && it.group.end + 8 >= colon);
    let group = cue.as_ref().map_or(colon..colon + 1, |it| it.group.clone());
    let mut draft = Draft::floating(mark, span, index, None);
    draft.source = above.place(source.start, source.end);
    draft.cue = above.place(group.start, group.end);
    draft.stance = Some(cue.map_or("neutral", |it| it.stance()));
    (draft.rule, draft.tier, draft.confidence) = ("quote.colon_above", Tier::Likely, 880);
    Some(draft)
}

/// `— Mayor of Tolvane (@tolvane_mayor) April 28, 2026` under a post, `– Name` under marked words.
pub(super) fn dash_line(units: &[Unit], index: usize, drafts: &mut Vec<Draft>) -> bool {
    let Some(unit) = units.get(index) else {
        return false;
    };
    if !unit.at(0).is_some_and(Item::is_dash)
        || !unit.at(1).is_some_and(|it| it.cap || it.lower.starts_with('@'))
    {
        return false;
    }
    let handle = unit.items.iter().any(|it| it.lower.starts_with('@'));
    let Some(source) = starting_at(unit, 1).or_else(|| handle.then_some(1..2)) else {
        return false;
    };
    let cue = unit.place(0, 1);
    let place = unit.place(source.start, source.end);
    let above = index.checked_sub(1).and_then(|it| units.get(it));
    if above.is_some_and(Unit::is_bare) && !handle {
        // The marked words above were taken as floating.
        let Some(draft) =
            drafts.last_mut().filter(|it| it.unit + 1 == index && it.source.is_none())
        else {
            return false;
        };
        (draft.source, draft.cue, draft.carried) = (place, cue, None);
        (draft.rule, draft.tier, draft.confidence) = ("quote.dash", Tier::Likely, 850);
        return true;
    }
    if !handle || above.is_none() {
        return false;
    }
    let post = |it: &&Unit| it.paragraph == unit.paragraph;
    let mut first = units.iter().take(index).rev().take(40).take_while(post).last();
    if first.is_none() {
        first = above.filter(|it| it.zone == unit.zone || it.zone == ZoneKind::Embed);
    }
    let Some(span) = first.zip(above).map(|(first, last)| first.span.hull(last.span)) else {
        return false;
    };
    while drafts.last().is_some_and(|it| it.spans.iter().any(|it| span.contains(*it))) {
        drafts.pop();
    }
    let mut draft = Draft::floating(0, span, index, None);
    draft.blocks.clear();
    (draft.source, draft.cue, draft.stance) = (place, cue, Some("neutral"));
    (draft.rule, draft.tier, draft.confidence) = ("quote.post", Tier::Likely, 900);
    drafts.push(draft);
    true
}

/// The wordings of a bare no-comment, with the `reply` they stand for. `+` is one or more words of
/// the verb group that may vary.
const NO_COMMENT: &[(&[&str], &str)] = &[
    (&["declined", "to", "comment"], "declined"),
    (&["declined", "comment"], "declined"),
    (&["declines", "to", "comment"], "declined"),
    (&["declining", "to", "comment"], "declined"),
    (&["declined", "an", "interview"], "declined"),
    (&["declined", "to", "be", "interviewed"], "declined"),
    (&["declined", "to", "answer"], "declined"),
    (&["declined", "to", "elaborate"], "declined"),
    (&["refused", "to", "comment"], "declined"),
    (&["would", "not", "comment"], "declined"),
    (&["would", "n't", "comment"], "declined"),
    (&["will", "not", "comment"], "declined"),
    (&["had", "no", "comment"], "declined"),
    (&["did", "not", "comment"], "declined"),
    (&["has", "not", "commented"], "no_reply"),
    (&["have", "not", "commented"], "no_reply"),
    (&["not", "available", "for", "comment"], "unavailable"),
    (&["unavailable", "for", "comment"], "unavailable"),
    (&["not", "be", "reached"], "unavailable"),
    (&["not", "respond", "to"], "no_reply"),
    (&["not", "immediately", "respond"], "no_reply"),
    (&["n't", "respond", "to"], "no_reply"),
    (&["n't", "immediately", "respond"], "no_reply"),
    (&["not", "responded", "to"], "no_reply"),
    (&["not", "immediately", "reply"], "no_reply"),
    (&["not", "immediately", "return"], "no_reply"),
    (&["not", "return", "calls"], "no_reply"),
    (&["not", "return", "a"], "no_reply"),
    (&["not", "return", "messages"], "no_reply"),
    (&["not", "reply", "to"], "no_reply"),
];

/// A bare no-comment in `unit`.
pub(super) fn no_comment(unit: &Unit, index: usize) -> Option<Draft> {
    let (at, pattern, reply) = (0..unit.len()).find_map(|at| {
        let hit = NO_COMMENT.iter().find(|(words, _)| {
            words.iter().enumerate().all(|(step, word)| unit.word(at + step) == *word)
        })?;
        Some((at, hit.0.len(), hit.1))
    })?;
    let mut end = at + pattern;
    // `to a request for comment`, `for comment`
    let stop = (end..unit.len().min(end + 10))
        .find(|it| matches!(unit.word(*it), "comment" | "interview" | "requests" | "questions"));
    let about_asking =
        stop.is_some_and(|stop| (end..stop).all(|it| unit.at(it).is_some_and(Item::is_word)));
    if reply == "no_reply" && unit.before(end) != "commented" && !about_asking {
        return None;
    }
    if reply != "declined" && about_asking {
        end = stop.map_or(end, |it| it + 1);
    }
    let mut start = at;
    while start > 0
        && matches!(
            unit.word(start - 1),
            "was"
                | "were"
                | "is"
                | "are"
                | "did"
                | "does"
                | "has"
                | "have"
                | "had"
                | "could"
                | "would"
                | "also"
                | "immediately"
        )
    {
        start -= 1;
    }
    let source = subject(unit, start, 0);
    let span = unit.place(start, end)?;
    let mut draft = Draft::floating(0, span, index, None);
    draft.blocks.clear();
    draft.source = source.and_then(|it| unit.place(it.start, it.end));
    draft.cue = Some(span);
    (draft.kind, draft.reply) = ("no_comment", Some(reply));
    (draft.rule, draft.tier, draft.confidence) = ("quote.no_comment", Tier::Sure, 960);
    Some(draft)
}
