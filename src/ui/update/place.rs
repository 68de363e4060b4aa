//! Where intents apply: the next in line, the moved edge, the selected lines.

use crate::annotation::{AnnotationId, Document, EditError, ZoneKind};
use crate::text::{self, Span, Text};
use crate::ui::intent::{Edge, Stride};
use crate::ui::state::Open;
use crate::ui::words;

/// The next or previous entry of the queue, seen from the selected annotation or the caret; goes
/// round at the ends.
pub(super) fn next_in_queue(open: &Open, forward: bool) -> Option<AnnotationId> {
    let queue = &open.derived.queue;
    let document = open.workspace.document();
    let at = open.view.selected.and_then(|it| queue.iter().position(|id| *id == it));
    if let Some(at) = at {
        let next = if forward { at + 1 } else { at.checked_sub(1).unwrap_or(queue.len() - 1) };
        return queue.get(next).or_else(|| queue.first()).copied();
    }
    let here = open.view.selected.and_then(|it| document.annotation(it));
    let here = here.map_or(open.view.article.caret(), |it| it.spans.hull().start());
    let start =
        |id: &&AnnotationId| document.annotation(**id).map_or(0, |it| it.spans.hull().start());
    if forward {
        queue.iter().find(|id| start(id) >= here).or_else(|| queue.first()).copied()
    } else {
        queue.iter().rev().find(|id| start(id) < here).or_else(|| queue.last()).copied()
    }
}

/// The next or previous visible tag of any kind.
pub(super) fn next_tag(open: &Open, forward: bool) -> Option<AnnotationId> {
    let document = open.workspace.document();
    let tags = document.tag_set();
    let shows = |it: &&crate::annotation::Annotation| {
        open.view.filter.shows(it, tags.lane(it.label.as_str()))
    };
    let here = open.view.selected.filter(|it| document.annotation(*it).is_some());
    let caret = open.view.article.caret();
    let found = match (here, forward) {
        (Some(id), true) => document.after(id).find(shows),
        (Some(id), false) => document.before(id).find(shows),
        (None, true) => {
            document.annotations().find(|it| it.spans.hull().start() >= caret && shows(it))
        }
        (None, false) => {
            document.annotations().rfind(|it| it.spans.hull().start() < caret && shows(it))
        }
    };
    found.map(|it| it.id)
}

/// The next live annotation with the label of `id`.
pub(super) fn next_of_its_label(
    document: &Document,
    id: AnnotationId,
) -> Result<AnnotationId, EditError> {
    let label = document.annotation(id).ok_or(EditError::NoAnnotation(id))?.label.clone();
    let next = document.after(id).find(|it| it.is_live() && it.label == label);
    let none = || EditError::Refused(words::messages::NO_TAG_FOLLOWS.to_owned());
    next.map(|it| it.id).ok_or_else(none)
}

/// The lines that the selection, the selected annotation or the caret touches.
pub(super) fn lines(open: &Open) -> Result<Span, EditError> {
    let document = open.workspace.document();
    let text = document.text();
    let words = open.view.article.selection(text);
    let at = open.view.article.caret();
    let tag = || {
        let hull = document.annotation(open.view.selected?)?.spans.hull();
        // The caret may have gone on to other lines.
        Some(hull).filter(|it| (it.start()..=it.end()).contains(&at))
    };
    let caret = || {
        let end = text::next_grapheme(text, at);
        text.span(at..end).or_else(|_| text.span(text::previous_grapheme(text, at)..at)).ok()
    };
    let none = || EditError::Refused(words::messages::CARET_IN_LINES.to_owned());
    words.or_else(tag).or_else(caret).ok_or_else(none)
}

/// What `lines` become that were taken for the wrong side: body where all is furniture, else furniture.
pub(super) fn furniture_or_body(document: &Document, lines: Span) -> ZoneKind {
    let zones = document.zones();
    let first = zones.partition_point(|it| it.span.end() <= lines.start());
    let mut hit =
        zones.iter().skip(first).take_while(|it| it.span.start() < lines.end()).peekable();
    let any = hit.peek().is_some();
    if any && hit.all(|it| it.kind == ZoneKind::Furniture) {
        ZoneKind::Body
    } else {
        ZoneKind::Furniture
    }
}

/// Selected words without the white space around them: keys select spaces too.
pub(super) fn trimmed(document: &Document, words: Span) -> Result<Span, EditError> {
    let none = || EditError::Refused(words::messages::ONLY_SPACE_SELECTED.to_owned());
    document.text().trim(words).ok_or_else(none)
}

/// The piece of an annotation that shares most with `words`, else the one that is nearest.
pub(super) fn nearest_piece(
    document: &Document,
    id: AnnotationId,
    words: Span,
) -> Result<usize, EditError> {
    let annotation = document.annotation(id).ok_or(EditError::NoAnnotation(id))?;
    let shared = |it: Span| it.intersection(words).map_or(0, Span::len);
    let away = |it: Span| it.gap(words).or_else(|| words.gap(it)).map_or(0, Span::len);
    let pieces = annotation.spans.iter().enumerate();
    let best = pieces.max_by_key(|(_, it)| (shared(*it), std::cmp::Reverse(away(*it))));
    best.map(|(index, _)| index).ok_or(EditError::NoAnnotation(id))
}

/// Which span of an annotation an edge belongs to, and where it would be after a step.
pub(super) fn nudged(
    open: &Open,
    id: AnnotationId,
    edge: Edge,
    stride: Stride,
    forward: bool,
) -> Result<(usize, Span), EditError> {
    let document = open.workspace.document();
    let annotation = document.annotation(id).ok_or(EditError::NoAnnotation(id))?;
    let text = document.text();
    let index = if edge == Edge::Start { 0 } else { annotation.spans.len() - 1 };
    let none = || EditError::Refused(words::messages::TAG_ENDS_HERE.to_owned());
    let span = annotation.spans.iter().nth(index).ok_or_else(none)?;
    let moved = match edge {
        Edge::Start => text.span(step(text, span.start(), edge, stride, forward)..span.end()),
        Edge::End => text.span(span.start()..step(text, span.end(), edge, stride, forward)),
    };
    moved
        .map(|it| (index, it))
        .map_err(|_| EditError::Refused(words::messages::TAG_WOULD_BE_EMPTY.to_owned()))
}

/// How far around an edge words are looked for, in bytes.
const WINDOW: usize = 2048;

/// The place one step from byte `at`: starts stop where a word starts, ends where one ends.
fn step(text: &Text, at: usize, edge: Edge, stride: Stride, forward: bool) -> usize {
    if stride == Stride::Grapheme {
        return if forward {
            text::next_grapheme(text, at)
        } else {
            text::previous_grapheme(text, at)
        };
    }
    let content = text.as_str();
    let from = content.floor_char_boundary(at.saturating_sub(WINDOW));
    let to = content.ceil_char_boundary((at + WINDOW).min(content.len()));
    let Ok(around) = text.span(from..to) else { return at };
    let stops = text::tokens(text, around).into_iter().map(|it| match edge {
        Edge::Start => it.span.start(),
        Edge::End => it.span.end(),
    });
    let mut stops = stops;
    let found = if forward { stops.find(|it| *it > at) } else { stops.rev().find(|it| *it < at) };
    found.unwrap_or(at)
}

/// The next larger selection around `now` (or the caret): word, phrase, sentence, paragraph.
pub(super) fn grown(text: &Text, caret: usize, now: Option<Span>) -> Option<Span> {
    let Some(now) = now else {
        return text::word_at(text, caret);
    };
    let paragraph = text::paragraphs(text).into_iter().find(|it| it.contains(now))?;
    let sentence = text::sentences(text, paragraph).into_iter().find(|it| it.contains(now));
    let phrase = sentence.and_then(|it| phrase_around(text, it, now));
    [phrase, sentence, Some(paragraph)]
        .into_iter()
        .flatten()
        .find(|it| it.contains(now) && *it != now)
}

/// The run of words around `now` between punctuation marks of its sentence.
fn phrase_around(text: &Text, sentence: Span, now: Span) -> Option<Span> {
    let all = text::tokens(text, sentence);
    let mark = |it: &&text::Token| it.kind == text::TokenKind::Mark;
    let before = all.iter().filter(mark).rfind(|it| it.span.end() <= now.start());
    let after = all.iter().filter(mark).find(|it| it.span.start() >= now.end());
    let start = before.map_or(sentence.start(), |it| it.span.end());
    let end = after.map_or(sentence.end(), |it| it.span.start());
    text.trim(text.span(start..end).ok()?)
}
