//! Finds the words that report: verb groups with their auxiliaries and negation, `according to`.

use std::ops::Range;

use super::units::Unit;
use super::words::{
    AUXILIARIES, COLLECTIVES, DOCUMENTS, Form, Verb, is_adverb, is_determiner, is_preposition, verb,
};
use crate::annotation::ZoneKind;

/// How a cue takes its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// A finite verb with a subject.
    Verb,
    /// `, adding …`: the source is that of the cue before, or the subject of the sentence.
    Participle,
    /// `and said`: the subject is that of the cue before.
    Joined,
    /// `according to`.
    According,
}

/// A reporting verb group or `according to`.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    /// The items of the group.
    pub group: Range<usize>,
    pub verb: Option<&'static Verb>,
    pub form: Form,
    pub how: How,
    pub negated: bool,
}

impl Cue {
    /// The attribute `cue_stance`.
    pub(super) fn stance(&self) -> &'static str {
        self.verb.map_or("neutral", |it| it.stance)
    }
}

/// The cues of a unit, in order.
pub(super) fn cues(unit: &Unit) -> Vec<Cue> {
    let mut found: Vec<Cue> = Vec::new();
    for index in 0..unit.len() {
        let cue = according(unit, index).or_else(|| verb_group(unit, index));
        let free = |it: &Cue| found.last().is_none_or(|last| last.group.end <= it.group.start);
        found.extend(cue.filter(free));
    }
    found
}

fn according(unit: &Unit, index: usize) -> Option<Cue> {
    let hit = unit.word(index) == "according" && unit.word(index + 1) == "to";
    hit.then(|| Cue {
        group: index..index + 2,
        verb: None,
        form: Form::Ing,
        how: How::According,
        negated: false,
    })
}

/// The verb whose main word is at `index`; `pointed out` and `made clear` count too.
fn verb_at(unit: &Unit, index: usize) -> Option<(Form, &'static Verb, usize)> {
    let item = unit.at(index).filter(|it| it.is_word())?;
    if item.cap && index > 0 && unit.zone != ZoneKind::Headline {
        return None;
    }
    let next = unit.word(index + 1);
    let note = |form| verb("note").map(|it| (form, it.1, 2));
    match (item.lower.as_str(), next) {
        ("pointed" | "made" | "put", "out" | "clear" | "it") => note(Form::Past),
        ("points" | "makes" | "puts", "out" | "clear" | "it") => note(Form::Third),
        ("pointing" | "making" | "putting", "out" | "clear" | "it") => note(Form::Ing),
        (word, _) => verb(word).map(|(form, verb)| (form, verb, 1)),
    }
}

/// The auxiliaries and adverbs before a verb.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts about one verb group")]
struct Helpers {
    start: usize,
    be: bool,
    have: bool,
    helped: bool,
    negated: bool,
}

fn helpers(unit: &Unit, index: usize) -> Helpers {
    let mut found = Helpers { start: index, ..Helpers::default() };
    while let Some(left) = found.start.checked_sub(1) {
        let word = unit.word(left);
        let cap = unit.at(left).is_some_and(|it| it.cap) && left > 0;
        if cap || !(AUXILIARIES.has(word) || is_adverb(word)) {
            break;
        }
        found.be |= matches!(
            word,
            "am" | "is" | "are" | "was" | "were" | "be" | "been" | "being" | "'m" | "'re"
        );
        found.have |= matches!(word, "has" | "have" | "had" | "'ve" | "'d");
        found.helped |= matches!(
            word,
            "do" | "does"
                | "did"
                | "will"
                | "would"
                | "can"
                | "could"
                | "may"
                | "might"
                | "must"
                | "shall"
                | "should"
                | "'ll"
                | "ca"
                | "wo"
        );
        found.negated |= matches!(word, "not" | "n't" | "never");
        found.start = left;
    }
    found
}

fn verb_group(unit: &Unit, index: usize) -> Option<Cue> {
    let (form, verb, len) = verb_at(unit, index)?;
    let Helpers { mut start, be, have, helped, negated } = helpers(unit, index);
    let before = unit.before(start).to_owned();
    if before == "to" {
        // `went on to say`
        let went = matches!(unit.before(start - 1), "on") && start >= 3;
        if !went || form != Form::Base {
            return None;
        }
        start -= 3;
        return Some(Cue {
            group: start..index + len,
            verb: Some(verb),
            form,
            how: How::Verb,
            negated,
        });
    }
    let clitic = unit.word(start) == "'s";
    let pronoun = matches!(unit.before(start), "he" | "she" | "it" | "who" | "that");
    if clitic && !pronoun && form != Form::Ing {
        return None; // a possessor, as in `Lee’s proposed plan`
    }
    let before = if clitic { "'s".to_owned() } else { before };
    let how = match form {
        Form::Ing if be || clitic && start + 1 == index => How::Verb,
        Form::Ing => participle(unit, start, &before)?,
        Form::Past | Form::Participle if be || helped => return None,
        Form::Participle if !have => return None,
        Form::Base if !helped && !plural_subject(unit, start, &before) => return None,
        _ => finite(unit, start..index + len, &before)?,
    };
    Some(Cue { group: start..index + len, verb: Some(verb), form, how, negated })
}

/// Whether an -ing form reports on its own: after a comma, marked words, `by` or a document.
fn participle(unit: &Unit, start: usize, before: &str) -> Option<How> {
    let after_block = start > 0 && unit.block(start - 1).is_some();
    let ok = matches!(before, "," | "by" | "and" | "while" | "—") && start > 1 || after_block;
    (ok || DOCUMENTS.has(before)).then_some(How::Participle)
}

/// Whether the finite form is a verb here and not a noun or part of a noun phrase.
fn finite(unit: &Unit, group: Range<usize>, before: &str) -> Option<How> {
    let noun = is_determiner(before)
        && before != "all"
        && before != "some"
        && before != "many"
        && !matches!(before, "most" | "both" | "one" | "another" | "few" | "several" | "this")
        || is_preposition(before)
        || before == "'s" && group.len() == 1
        || matches!(before, "new" | "own" | "latest" | "such" | "public")
        || unit.word(group.end) == "of" && !matches!(unit.word(group.end - 1), "said" | "says");
    if noun {
        return None;
    }
    let joined = matches!(before, "and" | "but" | "then") && group.start > 1;
    Some(if joined { How::Joined } else { How::Verb })
}

fn plural_subject(unit: &Unit, start: usize, before: &str) -> bool {
    let cap_plural = start
        .checked_sub(1)
        .and_then(|it| unit.at(it))
        .is_some_and(|it| it.cap && it.lower.ends_with('s'));
    matches!(
        before,
        "i" | "we" | "they" | "you" | "who" | "people" | "many" | "some" | "others" | "most"
    ) || COLLECTIVES.has(before)
        || (before.ends_with('s') && (DOCUMENTS.has(before) || super::words::DATA.has(before)))
        || cap_plural && start > 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagger::quotes::tests::unit_of;

    #[track_caller]
    fn check(content: &str, expected: &[&str]) {
        let (text, unit) = unit_of(content);
        let found: Vec<_> = cues(&unit)
            .iter()
            .filter_map(|it| unit.place(it.group.start, it.group.end))
            .map(|it| text.slice(it))
            .collect();
        assert_eq!(found, expected, "{content}");
    }

    #[test]
    fn groups_have_auxiliaries_adverbs_and_negation() {
        check("Lee has not said whether it ended.", &["has not said"]);
        check("Lee also told Roe that it ended, adding it was late.", &["also told", "adding"]);
        check("She went on to say it ended.", &["went on to say"]);
        check("It ended, according to Lee.", &["according to"]);
    }

    #[test]
    fn nouns_and_passives_are_no_cues() {
        check("The claims of the report were said to be new.", &[]);
        check("His calls and the notes were long.", &[]);
        check("Lee’s proposed plan was told to nobody.", &[]);
    }
}
