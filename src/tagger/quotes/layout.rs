//! Attribution by the shape of a line: `Name: …`, `Statement from X: …`, `“…” –Name`.

use std::ops::Range;

use super::attribution::{Attribution, Reader};
use super::cues::{How, cues};
use super::phrase::{is_time, subject};
use super::phrase_after::starting_at;
use super::units::{Item, Unit};
use super::words::{fold, is_determiner, is_pronoun};
use crate::annotation::{Tier, ZoneKind};
use crate::text::TokenKind;

impl Reader<'_> {
    /// `Name: …` in headlines and transcripts, `Statement from X: …`, `X had this to say: “…”`.
    pub(super) fn colon(&mut self) {
        let unit = self.unit;
        let Some(at) = (1..unit.len().min(25)).find(|it| unit.word(*it) == ":") else {
            return;
        };
        let marked = unit.block(at + 1).is_some();
        let Some((source, strong)) = colon_source(unit, at) else {
            return;
        };
        let short = source == (0..at) && source.len() < 6;
        let headline =
            matches!(unit.zone, ZoneKind::Headline | ZoneKind::Transcript | ZoneKind::Subhead);
        let words =
            (at + 1..unit.len()).filter(|it| unit.at(*it).is_some_and(Item::is_word)).count();
        if !(marked || strong && words > 1 || short && headline && words > 2) {
            return;
        }
        let content = if marked { self.blocks(at + 1) } else { at + 1..unit.len() };
        self.found.push(Attribution {
            // Words without marks keep their stop: the line is the statement.
            content: if marked { self.trim(content).into_iter().collect() } else { vec![content] },
            source: Some(source),
            cue: Some(at..at + 1),
            stance: "neutral",
            negated: false,
            rule: "quote.colon",
            tier: Tier::Likely,
            confidence: if marked { 850 } else { 700 },
        });
    }

    /// `“…” –Commissioner X`.
    pub(super) fn dash(&mut self) {
        let unit = self.unit;
        let Some(at) = (1..unit.len())
            .find(|it| unit.at(*it).is_some_and(Item::is_dash) && unit.block(it - 1).is_some())
        else {
            return;
        };
        let bare = (0..at).all(|it| unit.at(it).is_some_and(|it| !it.is_word()));
        let named = unit.at(at + 1).is_some_and(|it| it.cap && !is_pronoun(&it.lower));
        let Some(source) = starting_at(unit, at + 1).filter(|_| bare && named) else {
            return;
        };
        let rest =
            (source.end..unit.len()).filter(|it| unit.at(*it).is_some_and(Item::is_word)).count();
        if rest < 12 && !self.is_finite(source.end) {
            self.found.push(Attribution {
                content: self.trim(0..at).into_iter().collect(),
                source: Some(source),
                cue: Some(at..at + 1),
                stance: "neutral",
                negated: false,
                rule: "quote.dash",
                tier: Tier::Likely,
                confidence: 900,
            });
        }
    }
}

/// Who speaks in a line that ends with the colon at `at`, and whether the line says so plainly.
pub(super) fn colon_source(unit: &Unit, at: usize) -> Option<(Range<usize>, bool)> {
    if let Some(from) = (0..at).rev().find(|it| unit.word(*it) == "from" && *it < 6) {
        let lead = (0..from).all(|it| {
            matches!(
                unit.word(it),
                "and"
                    | "statement"
                    | "a"
                    | "this"
                    | "response"
                    | "message"
                    | "comment"
                    | "quote"
                    | "the"
                    | "full"
            )
        });
        if let Some(source) = starting_at(unit, from + 1).filter(|it| it.end == at && lead) {
            return Some((source, true));
        }
    }
    for cue in cues(unit).iter().rev().filter(|it| it.group.end <= at && it.how == How::Verb) {
        if let Some(source) = subject(unit, cue.group.start, 0) {
            return Some((source, false));
        }
    }
    let start = (0..at).find(|it| unit.at(*it).is_some_and(Item::is_word))?;
    let phrase = starting_at(unit, start).filter(|it| it.end <= at && !is_time(unit, it))?;
    let person = phrase.clone().any(|it| {
        unit.at(it).is_some_and(|it| {
            it.cap && !is_determiner(&fold(&it.lower)) && it.kind == TokenKind::Word
        })
    }) || is_pronoun(unit.word(phrase.start));
    person.then_some((phrase, false))
}
