//! The reason of a name that the weights see, in words.

use std::fmt::Write as _;
use std::ops::Range;

use super::super::find::label_words;
use super::describe::Reader;
use super::profile::{Profile, flag};

/// What speaks for a name, as a sentence tells it.
pub(super) fn why(reader: &Reader<'_, '_>, pieces: &Range<usize>, label: &str) -> String {
    let mut why = format!("Reads like {}", label_words(label));
    let mut mark = ':';
    for fact in facts(reader, pieces, label).into_iter().flatten().take(3) {
        // Writing to a string cannot fail.
        let _ = write!(why, "{mark} {fact}");
        mark = ';';
    }
    if mark == ':' {
        why.push_str(", by its words and those beside it");
    }
    why.push('.');
    why
}

/// What the word lists and the text say for a label.
fn facts(reader: &Reader<'_, '_>, pieces: &Range<usize>, label: &str) -> [Option<String>; 5] {
    let last = pieces.end.saturating_sub(1);
    let has = |at: usize, flags: u32| reader.profile(at).flags & flags != 0;
    let word = |at: usize| reader.word(at);
    let before = pieces.start.checked_sub(1).filter(|it| reader.is_beside(*it, pieces.start));
    let (own, ending, cues) = match label {
        "person" => (flag::FORENAME, 0, flag::HONORIFIC | flag::ROLE),
        "org" => (flag::ORG, flag::ORG_END | flag::BODY, 0),
        "place" => (flag::PLACE, flag::PLACE_END, 0),
        "group" => (flag::GROUP, 0, 0),
        _ => (0, flag::OTHER_END, 0),
    };
    let cue = before.filter(|it| has(*it, cues) || label == "place" && is_at(word(*it)));
    let end = (pieces.len() > 1 || label != "person").then_some(last).filter(|it| has(*it, ending));
    let body = pieces.clone().find(|it| label == "org" && has(*it, flag::BODY));
    let listed = pieces.clone().find(|it| has(*it, own));
    let after = (label == "person" && has(pieces.end, flag::PERSON_VERB)).then_some(pieces.end);
    let times = pieces.clone().map(|it| reader.profile(it)).map(Profile::times).min().unwrap_or(1);
    [
        cue.map(|it| format!("it stands after “{}”", word(it))),
        end.or(body).map(|it| format!("it has “{}” in it", word(it))),
        listed
            .filter(|it| end != Some(*it))
            .map(|it| format!("“{}” is in the word lists", word(it))),
        after.map(|it| format!("it stands before “{}”", word(it))),
        (times > 1).then(|| format!("this article has it {times} times")),
    ]
}

/// Whether a word stands before places.
fn is_at(word: &str) -> bool {
    matches!(word, "in" | "near" | "from" | "across" | "outside" | "around" | "In" | "Near")
}
