//! Where content begins and ends around a reporting verb.
//!
//! Not here: which verb and which source (`attribution`).

use std::ops::Range;

use super::attribution::Reader;
use super::cues::{Cue, How};
use super::phrase::subject;
use super::phrase_after::{is_occasion_word, starting_at};
use super::units::Item;
use super::words::{
    AUXILIARIES, DATA, DOCUMENTS, FINITE, Frames, TIMES, is_adverb, is_break, is_preposition,
    is_pronoun, verb,
};
use crate::text::TokenKind;

impl Reader<'_> {
    /// A marked piece that goes on after `“…,” said X, `.
    pub(super) fn later_block(&self, from: usize) -> Option<Range<usize>> {
        let next_cue =
            self.cues.iter().map(|it| it.group.start).find(|it| *it >= from).unwrap_or(usize::MAX);
        let block =
            (from..self.unit.len().min(next_cue)).find(|it| self.unit.block(*it).is_some())?;
        let joined =
            matches!(self.unit.before(block), "," | ":" | "—" | "–" | "." | "--" | "but" | "and");
        joined.then(|| self.blocks(block))
    }

    /// What stands before the source, if it may be content.
    pub(super) fn before(&self, source: &Range<usize>) -> Option<Range<usize>> {
        let unit = self.unit;
        let relative = matches!(unit.word(source.start), "who" | "which");
        let left = source.start.checked_sub(1).filter(|_| !relative)?;
        let direct = unit.block(left).is_some();
        if !direct && !matches!(unit.word(left), "," | "—" | "–" | "--") {
            return None;
        }
        let region = self.floor..left + usize::from(direct);
        let words = region
            .clone()
            .filter(|it| unit.at(*it).is_some_and(|it| it.is_word() || it.block.is_some()))
            .count();
        let block_last = direct || left > 0 && unit.block(left - 1).is_some();
        let lead = is_preposition(unit.word(region.start))
            || matches!(
                unit.word(region.start),
                "when"
                    | "while"
                    | "if"
                    | "as"
                    | "after"
                    | "asked"
                    | "although"
                    | "though"
                    | "because"
                    | "since"
                    | "before"
                    | "despite"
                    | "however"
                    | "meanwhile"
            );
        let has_block = region.clone().any(|it| unit.block(it).is_some());
        ((block_last && words > 0) || (!lead && !has_block && words > 0)).then_some(region)
    }

    /// `…, he said, was ready`: the rest of content that is split around the cue.
    pub(super) fn split_rest(&self, cue: &Cue) -> Option<Range<usize>> {
        let unit = self.unit;
        let start = cue.group.end + 1;
        let lower = unit.at(start).is_some_and(|it| it.is_word() && !it.cap);
        let goes_on = self.is_finite(start);
        (unit.word(cue.group.end) == "," && lower && goes_on).then(|| start..unit.len())
    }

    /// Where content that begins at `from` ends: at the end of the unit, or before the next cue
    /// that is not part of it.
    pub(super) fn end(&self, index: usize, from: usize) -> usize {
        let unit = self.unit;
        for cue in self.cues.iter().skip(index + 1).filter(|it| it.group.start > from) {
            let left = cue.group.start - 1;
            match cue.how {
                How::Participle | How::According if matches!(unit.word(left), "," | "—") => {
                    return left;
                }
                How::Joined if cue.verb.is_some_and(|it| it.frames.has(Frames::CLAUSE)) => {
                    let comma = left > from && unit.word(left - 1) == ",";
                    return left - usize::from(comma);
                }
                How::Verb => {
                    let Some(source) = subject(unit, cue.group.start, from) else {
                        continue;
                    };
                    let Some(join) = source.start.checked_sub(1).filter(|it| *it > from) else {
                        continue;
                    };
                    let comma = unit.word(join - 1) == "," || unit.word(join) == ";";
                    if comma && matches!(unit.word(join), "and" | "but" | "while" | ";") {
                        return join - usize::from(unit.word(join) != ";");
                    }
                }
                _ => {}
            }
        }
        unit.len()
    }

    /// The run of blocks that begins at `at`, with what links them.
    pub(super) fn blocks(&self, at: usize) -> Range<usize> {
        let mut end = at + 1;
        while self.unit.block(end).is_some()
            || self.unit.block(end + 1).is_some()
                && matches!(self.unit.word(end), "," | "…" | "...")
        {
            end += 1;
        }
        at..end
    }

    pub(super) fn is_finite(&self, at: usize) -> bool {
        self.unit.at(at).is_some_and(|it| {
            it.is_word()
                && !it.cap
                && (AUXILIARIES.has(&it.lower) || FINITE.has(&it.lower) || it.lower.ends_with("ed"))
        })
    }

    /// Whether a verb shows that the items are a clause.
    pub(super) fn is_clause(&self, range: &Range<usize>) -> bool {
        range.len() > 1
            && (range.clone().any(|it| self.is_finite(it))
                || range.clone().skip(1).any(|it| verb(self.unit.word(it)).is_some()))
    }

    /// Drops commas and stops at the ends, and `and` or `but` at the front.
    pub(super) fn trim(&self, range: Range<usize>) -> Option<Range<usize>> {
        let Range { mut start, mut end } = range;
        end = end.min(self.unit.len());
        let outer = |at: usize| {
            self.unit.at(at).is_none_or(|it| {
                it.block.is_none()
                    && (it.is_stop()
                        || it.is_dash()
                        || matches!(it.lower.as_str(), "," | ":" | ";"))
            })
        };
        while start < end
            && (outer(start) || start == 0 && matches!(self.unit.word(start), "and" | "but"))
        {
            start += 1;
        }
        while start < end && outer(end - 1) {
            end -= 1;
        }
        (start < end).then_some(start..end)
    }

    /// What follows the cue as content.
    pub(super) fn right(
        &self,
        index: usize,
        cue: &Cue,
        source: &Range<usize>,
    ) -> Option<Range<usize>> {
        let unit = self.unit;
        let reporting = cue.verb?;
        let frames = reporting.frames;
        let end = self.end(index, cue.group.end);
        let mut at = cue.group.end;
        if frames.has(Frames::CALL) {
            return self.called(at, end);
        }
        if frames.has(Frames::AS) {
            let object = self.called(at, end);
            let as_word = (at..end).any(|it| unit.word(it) == "as");
            return object.or_else(|| as_word.then_some(at..end));
        }
        if frames.has(Frames::TOLD) || reporting.base == "ask" {
            at = self.addressee(at);
        }
        at = self.adjuncts(at, end, frames);
        let block = |it: usize| unit.block(it).is_some();
        match unit.word(at) {
            ":" | "," if block(at + 1) => return Some(self.blocks(at + 1)),
            ":" => return (end > at + 2).then_some(at + 1..end),
            "," if matches!(unit.word(at + 1), "but" | "and") && block(at + 2) => {
                return Some(self.blocks(at + 2));
            }
            "," if unit.word(at + 1) == "that" => at += 1,
            _ => {}
        }
        if at >= end {
            return None;
        }
        if block(at) {
            let blocks = self.blocks(at);
            let ends = blocks.end >= end || unit.at(blocks.end).is_some_and(|it| !it.is_word());
            return Some(if ends { blocks } else { at..end });
        }
        let word = unit.word(at);
        let speaker = !frames.has(Frames::FIND)
            || source.clone().any(|it| DATA.has(unit.word(it)) || DOCUMENTS.has(unit.word(it)));
        let clause = frames.has(Frames::CLAUSE)
            || frames.has(Frames::TOLD)
            || frames.has(Frames::FIND) && speaker;
        if matches!(
            word,
            "that" | "whether" | "if" | "how" | "why" | "what" | "who" | "where" | "which"
        ) {
            return (clause || frames.has(Frames::THAT)).then_some(at..end);
        }
        if word == "to" {
            return frames.has(Frames::TO).then_some(at..end);
        }
        if frames.has(Frames::MARK) {
            let near = (at..end.min(at + 8)).find(|it| block(*it))?;
            return Some(self.blocks(near));
        }
        let stated = clause && self.is_bare_clause(at, end, cue);
        let named = frames.has(Frames::NP) && unit.at(at).is_some_and(Item::is_word);
        (stated || named && !is_break(word) && !is_preposition(word)).then_some(at..end)
    }

    /// Whether a clause without `that` begins at `at`.
    pub(super) fn is_bare_clause(&self, at: usize, end: usize, cue: &Cue) -> bool {
        let unit = self.unit;
        let begins = unit.at(at).is_some_and(|it| {
            it.is_word()
                && !is_preposition(&it.lower)
                && !matches!(
                    it.lower.as_str(),
                    "as" | "and" | "but" | "when" | "while" | "after" | "before" | "because" | "so"
                )
        });
        let said = cue.verb.is_some_and(|it| it.base == "say" || it.base == "tell");
        let marked = (at..end).any(|it| unit.block(it).is_some());
        let verb = self.has_verb(at, end)
            || said && self.is_clause(&(at + 1..end.min(at + 30)))
            || is_pronoun(unit.word(at)) && self.is_finite(at + 1);
        begins && end > at + 1 && (verb || said && end > at + 3 || marked)
    }

    /// Whether the noun phrase at `at`, with its prepositions, is the subject of a finite verb.
    fn has_verb(&self, at: usize, end: usize) -> bool {
        let unit = self.unit;
        let mut at = at;
        for _ in 0..4 {
            let Some(phrase) = starting_at(unit, at) else {
                return false;
            };
            let mut next = phrase.end;
            while is_adverb(unit.word(next)) {
                next += 1;
            }
            if self.is_finite(next) || verb(unit.word(next)).is_some() {
                return next < end;
            }
            if !is_preposition(unit.word(next)) || next >= end {
                return false;
            }
            at = next + 1;
        }
        false
    }

    /// Whether nothing that could be content follows the cue: content stands before it.
    pub(super) fn ends_after(&self, cue: &Cue) -> bool {
        let frames = cue.verb.map(|it| it.frames).unwrap_or_default();
        let mut at = cue.group.end;
        if frames.has(Frames::TOLD) {
            at = self.addressee(at);
        }
        at = self.adjuncts(at, self.unit.len(), frames);
        let next = self.unit.word(at);
        self.unit.at(at).is_none_or(|it| !it.is_word())
            || is_preposition(next)
            || matches!(
                next,
                "as" | "while" | "when" | "after" | "before" | "and" | "but" | "because"
            )
    }

    /// `called the figure “a floor”`: the object and the marked words; `called for`, `called on`.
    pub(super) fn called(&self, at: usize, end: usize) -> Option<Range<usize>> {
        let unit = self.unit;
        if matches!(unit.word(at), "for" | "on") {
            return (end > at + 2).then_some(at + 1..end);
        }
        let next_cue = self.cues.iter().map(|it| it.group.start).find(|it| *it > at);
        let end = end.min(at + 18).min(next_cue.unwrap_or(end));
        let block = (at..end).find(|it| unit.block(*it).is_some())?;
        // `a group called “The Local”` only has that name.
        (block > at).then_some(at..block + 1)
    }

    /// Skips whom someone tells.
    pub(super) fn addressee(&self, at: usize) -> usize {
        let unit = self.unit;
        let first = unit.word(at);
        let object = matches!(
            first,
            "me" | "him" | "us" | "them" | "you" | "reporters" | "journalists" | "it"
        );
        if object {
            return at + 1;
        }
        let item = unit.at(at);
        if item.is_none_or(|it| !it.is_word()) || matches!(first, "that" | "to" | "whether" | "if")
        {
            return at;
        }
        match starting_at(unit, at).filter(|it| !is_pronoun(unit.word(it.start))) {
            Some(phrase) => phrase.end,
            None if first == "her" => at + 1,
            None => at,
        }
    }

    /// Skips when, where and how something was said.
    pub(super) fn adjuncts(&self, at: usize, end: usize, frames: Frames) -> usize {
        let unit = self.unit;
        let mut at = at;
        for _ in 0..5 {
            let item = unit.at(at);
            let word = unit.word(at);
            if at >= end || item.is_none_or(|it| !it.is_word()) || word == "that" {
                break;
            }
            let number = item.is_some_and(|it| it.kind == TokenKind::Number)
                && at > 0
                && TIMES.has(unit.before(at));
            if (TIMES.has(word) || is_adverb(word) || number) && !is_pronoun(word) {
                at += 1;
                continue;
            }
            let preposition = is_preposition(word) && !(word == "to" && frames.has(Frames::TO));
            if !preposition {
                break;
            }
            let near = at + 1..end.min(at + 16);
            let that = near
                .clone()
                .find(|it| unit.word(*it) == "that" && !unit.at(*it + 1).is_some_and(|_| false));
            let stop = near
                .clone()
                .find(|it| matches!(unit.word(*it), "," | ";" | ":") || unit.block(*it).is_some());
            match (that, stop) {
                (Some(that), stop) if stop.is_none_or(|it| that < it) => return that,
                (_, Some(stop))
                    if unit.block(stop).is_some()
                        || unit.word(stop) == ":"
                        || unit.block(stop + 1).is_some() =>
                {
                    return stop;
                }
                _ => {}
            }
            at = match starting_at(unit, at + 1) {
                Some(phrase) => phrase.end,
                None if TIMES.has(unit.word(at + 1)) || is_occasion_word(unit.word(at + 1)) => {
                    at + 2
                }
                None => break,
            };
        }
        at
    }
}
