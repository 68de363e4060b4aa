//! Noun phrases around a reporting verb, found without parts of speech: from the verb outwards,
//! until a word that cannot belong to the phrase.
//!
//! Not here: who the phrase means (`speaker`).

use std::ops::Range;

use super::units::Unit;
use super::words::{
    AUXILIARIES, COLLECTIVES, FINITE, PERSONS, TIMES, is_adverb, is_break, is_determiner,
    is_preposition, is_pronoun,
};
use crate::text::TokenKind;

/// The most items that an aside between subject and verb may have.
const ASIDE: usize = 45;

/// The subject whose verb group begins at `group`, not before `limit`.
pub(super) fn subject(unit: &Unit, group: usize, limit: usize) -> Option<Range<usize>> {
    let end = skip_time_left(unit, group, limit);
    let last = end.checked_sub(1).filter(|it| *it >= limit)?;
    match unit.word(last) {
        "," | "—" | "–" | "--" => before_aside(unit, last, limit),
        _ => ending_at(unit, end, limit),
    }
}

/// Skips `on Thursday`, `later` and the like between subject and verb.
fn skip_time_left(unit: &Unit, group: usize, limit: usize) -> usize {
    let mut at = group;
    while let Some(last) = at.checked_sub(1).filter(|it| *it >= limit) {
        let word = unit.word(last);
        let number = unit.at(last).is_some_and(|it| it.kind == TokenKind::Number) && at < group;
        let preposition = at < group && matches!(word, "on" | "in" | "last" | "this" | "at");
        if TIMES.has(word) || is_adverb(word) || number || preposition {
            at = last;
        } else {
            break;
        }
    }
    if at == limit || matches!(unit.before(at), "," | "") { group } else { at }
}

/// The phrase before the aside that ends with the comma or dash at `close`; where the aside is
/// nothing but the name of a common noun (`the rivers minister, Owen Tarrick,`), the aside.
fn before_aside(unit: &Unit, close: usize, limit: usize) -> Option<Range<usize>> {
    let sign = unit.word(close);
    let from = close.saturating_sub(ASIDE).max(limit);
    let mut best = None;
    for open in (from..close).filter(|it| unit.word(*it) == sign) {
        let Some(phrase) = ending_at(unit, open, limit) else {
            continue;
        };
        let begins = phrase.start == limit
            || matches!(
                unit.before(phrase.start),
                "," | ";" | "—" | "–" | "but" | "and" | "that" | "while"
            )
            || unit.at(phrase.start.saturating_sub(1)).is_some_and(|it| it.block.is_some());
        let aside = open + 1..close;
        if !begins || is_time(unit, &phrase) || !is_aside(unit, &aside) {
            continue;
        }
        let named = (phrase.clone())
            .any(|it| it > phrase.start && unit.at(it).is_some_and(|it| it.cap))
            || unit.at(phrase.start).is_some_and(|it| it.cap && !is_determiner(&it.lower));
        let name = aside.clone().all(|it| unit.at(it).is_some_and(|it| it.cap && it.is_word()));
        let count = aside.len();
        if name && (!named || count > 1 && !ends_with_name(unit, &phrase)) {
            return Some(aside);
        }
        best = Some(phrase);
        break;
    }
    best
}

/// Whether the phrase ends with two capitalised words, or begins with one.
fn ends_with_name(unit: &Unit, phrase: &Range<usize>) -> bool {
    unit.at(phrase.end.saturating_sub(1)).is_some_and(|it| it.cap)
}

/// Whether `aside` may stand between a subject and its verb: it does not begin like a new clause.
fn is_aside(unit: &Unit, aside: &Range<usize>) -> bool {
    let first = unit.word(aside.start);
    !aside.is_empty()
        && !matches!(first, "he" | "she" | "they" | "it" | "but" | "said")
        && !aside.clone().any(|it| unit.word(it) == ";")
}

/// Whether the phrase says when, not who.
pub(super) fn is_time(unit: &Unit, phrase: &Range<usize>) -> bool {
    unit.items.get(phrase.clone()).unwrap_or_default().iter().all(|it| {
        TIMES.has(&it.lower)
            || it.kind == TokenKind::Number
            || matches!(
                it.lower.as_str(),
                "the"
                    | "on"
                    | "in"
                    | "at"
                    | "a"
                    | ","
                    | "of"
                    | "his"
                    | "her"
                    | "this"
                    | "however"
                    | "meanwhile"
                    | "instead"
                    | "still"
                    | "indeed"
            )
    })
}

/// Whether the item can only be a finite verb here.
pub(super) fn is_finite(unit: &Unit, index: usize) -> bool {
    unit.at(index).is_some_and(|it| {
        !it.cap
            && it.is_word()
            && it.lower != "'s"
            && (AUXILIARIES.has(&it.lower) || FINITE.has(&it.lower))
    })
}

/// The phrase that ends before `end`, not beginning before `limit`.
pub(super) fn ending_at(unit: &Unit, end: usize, limit: usize) -> Option<Range<usize>> {
    let last = end.checked_sub(1).filter(|it| *it >= limit)?;
    if is_pronoun(unit.word(last)) {
        return Some(last..end);
    }
    let mut at = end;
    while let Some(index) = at.checked_sub(1).filter(|it| *it >= limit) {
        match step_left(unit, index, at == end, limit) {
            Step::To(next) => at = next,
            Step::Last(first) => {
                at = first;
                break;
            }
            Step::Stop => break,
        }
    }
    trim_left(unit, at..end)
}

/// What the word to the left does to a phrase.
enum Step {
    /// The phrase goes on from this item.
    To(usize),
    /// The phrase begins with this item.
    Last(usize),
    /// The word does not belong to it.
    Stop,
}

/// Takes the item at `index` into the phrase to its right, which is empty if `fresh`.
fn step_left(unit: &Unit, index: usize, fresh: bool, limit: usize) -> Step {
    let Some(item) = unit.at(index) else {
        return Step::Stop;
    };
    let word = item.lower.as_str();
    let below = index.checked_sub(1).filter(|it| *it >= limit);
    let after_determiner = below.is_some_and(|it| is_determiner(unit.word(it)));
    let cap_below = below.and_then(|it| unit.at(it)).is_some_and(|it| it.cap);
    let take = |yes: bool| if yes { Step::To(index) } else { Step::Stop };
    if word == ")" {
        let open = (limit..index).rev().take(12).find(|it| unit.word(*it) == "(");
        return open.map_or(Step::Stop, Step::To);
    }
    if item.block.is_some() {
        return take(!fresh && cap_below); // a nickname inside a name
    }
    if !item.is_word() {
        return take(matches!(word, "&" | "/" | "-" | "'" | "’" | "@"));
    }
    if is_pronoun(word) || item.cap && !fresh && is_day(word) {
        return Step::Stop;
    }
    if is_determiner(word) && word != "other" && word != "one" {
        return match below {
            Some(left) if is_preposition(unit.word(left)) || unit.word(left) == "all" => {
                Step::To(index)
            }
            // `the woman who runs the bakery`
            Some(left) if is_finite(unit, left) => {
                relative(unit, left, limit).map_or(Step::Last(index), Step::To)
            }
            _ => Step::Last(index),
        };
    }
    if item.cap {
        return Step::To(index);
    }
    if word == "and" {
        return take(joins_names(unit, index, limit));
    }
    if is_finite(unit, index) {
        let who = relative(unit, index, limit).filter(|_| !fresh);
        return who.map_or(Step::Stop, Step::To);
    }
    if is_preposition(word) {
        return take(!fresh && below.is_some_and(|it| is_nounish(unit, it)));
    }
    take(!is_break(word) && (fresh || !TIMES.has(word) || word == "now" || after_determiner))
}

/// Whether a lower-case word is a title that begins a name.
fn is_title(word: &str) -> bool {
    matches!(
        word.trim_end_matches('.'),
        "mr" | "ms"
            | "mrs"
            | "miss"
            | "dr"
            | "sir"
            | "president"
            | "senator"
            | "sen"
            | "rep"
            | "gov"
            | "governor"
            | "prof"
            | "professor"
            | "lord"
            | "lady"
            | "mayor"
            | "gen"
    )
}

pub(super) fn is_day(word: &str) -> bool {
    word.ends_with("day") && TIMES.has(word)
}

/// Whether `and` at `index` joins two names or two nouns of people, not two clauses.
fn joins_names(unit: &Unit, index: usize, limit: usize) -> bool {
    let Some(left) = index.checked_sub(1).filter(|it| *it >= limit) else {
        return false;
    };
    let right = unit.at(index + 1);
    let is = |word: &str| PERSONS.has(word) || COLLECTIVES.has(word);
    let left_name = unit.at(left).is_some_and(|it| it.cap && it.is_word());
    left_name && right.is_some_and(|it| it.cap || is_determiner(&it.lower))
        || is(unit.word(left)) && right.is_some_and(|it| !is_pronoun(&it.lower))
}

/// Where `who`, `which` or `that` stands up to four words before the finite verb at `index`.
fn relative(unit: &Unit, index: usize, limit: usize) -> Option<usize> {
    let from = index.saturating_sub(4).max(limit + 1);
    (from..index).rev().find(|it| matches!(unit.word(*it), "who" | "which" | "that"))
}

fn is_nounish(unit: &Unit, index: usize) -> bool {
    unit.at(index).is_some_and(|it| {
        it.is_word()
            && (it.cap && !is_break(&it.lower) && !is_preposition(&it.lower)
                || !is_preposition(&it.lower)
                    && !is_determiner(&it.lower)
                    && !is_break(&it.lower)
                    && !is_adverb(&it.lower)
                    && !is_finite(unit, index)
                    && !is_pronoun(&it.lower))
    })
}

/// Drops prepositions, adverbs, times and joining words at the front. After a leading preposition
/// (`In Moscow Putin said`) only the capitalised words at the end are the phrase.
fn trim_left(unit: &Unit, phrase: Range<usize>) -> Option<Range<usize>> {
    let Range { mut start, end } = phrase;
    let first = unit.at(start)?;
    if is_preposition(&first.lower) && !matches!(first.lower.as_str(), "von") {
        let name = (start..end)
            .rev()
            .take_while(|it| unit.at(*it).is_some_and(|it| it.cap && !is_preposition(&it.lower)));
        start = name.last()?;
        // `In Rome Ms Lee`: the title begins the name.
        start = (start..end).find(|it| is_title(unit.word(*it))).unwrap_or(start);
    }
    while start < end {
        let word = unit.word(start);
        let lead = is_adverb(word) && word != "both"
            || matches!(
                word,
                "and"
                    | "but"
                    | "or"
                    | "so"
                    | "meanwhile"
                    | "however"
                    | "yet"
                    | "nor"
                    | "'s"
                    | "-"
                    | "/"
                    | "'"
                    | "’"
                    | ""
            )
            || is_break(word) && word != "one"
            || TIMES.has(word) && (start + 1 < end);
        if !lead {
            break;
        }
        start += 1;
    }
    let phrase = start..end;
    let noun = phrase.clone().any(|it| {
        unit.at(it).is_some_and(|it| it.is_word() && !is_determiner(&it.lower) && it.lower != "'s")
    }) || phrase.len() == 1
        && matches!(
            unit.word(start),
            "some"
                | "many"
                | "others"
                | "both"
                | "all"
                | "one"
                | "another"
                | "most"
                | "few"
                | "several"
        );
    let ends_well = !is_preposition(unit.word(end.saturating_sub(1)));
    (start < end && noun && ends_well && !is_time(unit, &phrase)).then_some(phrase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagger::quotes::tests::unit_of;

    #[track_caller]
    fn check_subject(content: &str, verb: &str, expected: Option<&str>) {
        let (text, unit) = unit_of(content);
        let group = unit.items.iter().rposition(|it| it.lower == verb).unwrap();
        let found = subject(&unit, group, 0).and_then(|it| unit.place(it.start, it.end));
        assert_eq!(found.map(|it| text.slice(it)), expected, "{content}");
    }

    #[test]
    fn a_subject_is_found_before_asides_and_times() {
        check_subject(
            "Dr Ann Roe, who met Bob Lee in May, said it ended.",
            "said",
            Some("Dr Ann Roe"),
        );
        check_subject("The rivers minister, Owen Lee, said it ended.", "said", Some("Owen Lee"));
        check_subject("The hauliers’ union, UTV, says it ended.", "says", Some("UTV"));
        check_subject(
            "A senior port official on Monday said it ended.",
            "said",
            Some("A senior port official"),
        );
        check_subject("In Rome Ms Lee said it ended.", "said", Some("Ms Lee"));
        check_subject(
            "It ended on Sunday, rescue chief Pavel Roe said.",
            "said",
            Some("rescue chief Pavel Roe"),
        );
        check_subject(
            "The woman who runs the bakery said no.",
            "said",
            Some("The woman who runs the bakery"),
        );
        check_subject("The train stopped and she said no.", "said", Some("she"));
        check_subject("On Monday, said nobody.", "said", None);
    }
}
