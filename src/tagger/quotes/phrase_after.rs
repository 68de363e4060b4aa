//! Noun phrases to the right of a reporting verb, `according to` or `from`.

use std::ops::Range;

use super::phrase::{is_day, is_finite};
use super::units::Unit;
use super::words::{
    COLLECTIVES, PERSONS, TIMES, is_adverb, is_break, is_determiner, is_preposition, is_pronoun,
    verb,
};
use crate::text::TokenKind;

/// The phrase that begins at `start`: after an inverted verb, `according to`, or `from`.
pub(super) fn starting_at(unit: &Unit, start: usize) -> Option<Range<usize>> {
    let mut start = start;
    while is_adverb(unit.word(start)) {
        start += 1;
    }
    let first = unit.at(start).filter(|it| it.is_word())?;
    if is_pronoun(&first.lower) {
        return Some(start..start + 1);
    }
    if is_preposition(&first.lower) || is_break(&first.lower) || TIMES.has(&first.lower) {
        return None;
    }
    let mut at = start;
    while let Some(item) = unit.at(at) {
        if item.lower == "(" {
            let close = (at..unit.len()).take(12).find(|it| unit.word(*it) == ")");
            let Some(close) = close.filter(|_| at > start) else {
                break;
            };
            at = close + 1;
        } else if ends_before(unit, at, start) {
            break;
        } else {
            at += 1;
        }
    }
    (at > start && (start..at).any(|it| is_head(unit, it))).then_some(start..at)
}

/// Whether a phrase that began at `start` ends before the item at `at`.
fn ends_before(unit: &Unit, at: usize, start: usize) -> bool {
    let Some(item) = unit.at(at) else {
        return true;
    };
    let word = item.lower.as_str();
    let cap = |at: usize| unit.at(at).is_some_and(|it| it.cap);
    let joined = matches!(word, "&" | "/" | "-" | "'" | "’") || word == "." && initial(unit, at);
    if item.block.is_some() {
        return at == start || !cap(at + 1); // only inside a name
    }
    if !item.is_word() && !joined {
        return true;
    }
    let Some(before) = at.checked_sub(1).filter(|_| at > start) else {
        return false;
    };
    if word == "and" {
        return !(cap(before) && cap(at + 1) || COLLECTIVES.has(unit.word(before)));
    }
    let date = TIMES.has(word) && unit.at(at + 1).is_some_and(|it| it.kind == TokenKind::Number);
    if is_day(word) || is_adverb(word) || date {
        return true;
    }
    if item.cap {
        return false;
    }
    if is_preposition(word) {
        return !continues_phrase(unit, at);
    }
    is_finite(unit, at)
        || is_pronoun(word)
        || is_break(word)
        || TIMES.has(word)
        || is_determiner(word) && !is_preposition(unit.word(before))
        || verb(word).is_some() && cap(before)
}

fn is_head(unit: &Unit, index: usize) -> bool {
    unit.at(index).is_some_and(|it| {
        it.is_word()
            && (!is_determiner(&it.lower) || matches!(it.lower.as_str(), "some" | "many" | "one"))
    })
}

fn initial(unit: &Unit, at: usize) -> bool {
    at > 0 && unit.at(at - 1).is_some_and(|it| it.cap && it.lower.chars().count() == 1)
}

/// Whether a preposition goes on with the phrase (`of the Carnegie Endowment`) and does not say
/// when, where or how something was said.
fn continues_phrase(unit: &Unit, at: usize) -> bool {
    let next = unit.at(at + 1);
    let noun =
        unit.at(at - 1).is_some_and(|it| PERSONS.has(&it.lower) || COLLECTIVES.has(&it.lower));
    let is_time = next.is_some_and(|it| TIMES.has(&it.lower) || it.kind == TokenKind::Number);
    let named = next.is_some_and(|it| it.cap)
        || is_determiner(unit.word(at + 1)) && unit.at(at + 2).is_some_and(|it| it.cap);
    match unit.word(at) {
        "of" | "von" => true,
        "for" => !is_time && (noun || named),
        "at" | "with" | "from" => !is_time && (named || noun) && !is_occasion(unit, at),
        "in" | "on" => noun && !is_time && !is_occasion(unit, at),
        "by" => unit.word(at - 1).ends_with("ed") || unit.word(at - 1).ends_with("en"),
        _ => false,
    }
}

/// Whether the words after the preposition at `at` name an occasion: an interview, a speech.
fn is_occasion(unit: &Unit, at: usize) -> bool {
    (at + 1..at + 8)
        .map_while(|it| unit.at(it).filter(|it| it.is_word()))
        .any(|it| is_occasion_word(&it.lower))
}

/// Whether a lower-case word names an occasion of speaking.
pub(super) fn is_occasion_word(word: &str) -> bool {
    matches!(
        word,
        "interview"
            | "interviews"
            | "statement"
            | "speech"
            | "conference"
            | "hearing"
            | "rally"
            | "debate"
            | "event"
            | "briefing"
            | "meeting"
            | "tweet"
            | "email"
            | "e-mail"
            | "letter"
            | "address"
            | "remarks"
            | "call"
            | "broadcast"
            | "testimony"
            | "post"
            | "news"
            | "memo"
            | "report"
            | "article"
            | "blog"
            | "editorial"
            | "court"
            | "twitter"
            | "facebook"
            | "ceremony"
            | "appearance"
            | "press"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagger::quotes::tests::unit_of;

    #[test]
    fn a_phrase_after_the_verb_ends_before_time_and_occasion() {
        for (content, expected) in [
            (
                "said Perry Roe of the Harrow Fund for Peace.",
                "Perry Roe of the Harrow Fund for Peace",
            ),
            ("said Kerry, as he left.", "Kerry"),
            ("said a spokesman for the mayor on Monday.", "a spokesman for the mayor"),
            ("said Mr. Roe through a translator.", "Mr. Roe"),
            ("said Ann Roe in an interview.", "Ann Roe"),
        ] {
            let (text, unit) = unit_of(content);
            let found = starting_at(&unit, 1).and_then(|it| unit.place(it.start, it.end));
            assert_eq!(found.map(|it| text.slice(it)), Some(expected));
        }
    }
}
