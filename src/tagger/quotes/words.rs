//! Word lists of the passes for quotes, claims and flags (`assets/lexicons`).
//!
//! A list has one entry a line and `#` lines that name its source. All look-ups take lower-case
//! words with straight apostrophes.

use std::sync::LazyLock;

use crate::tagger::lexicon::{Lexicon, Table, entries};

/// Declares word lists by the names of their files.
macro_rules! lists {
    ($($name:ident = $file:literal;)+) => {
        $(
            #[doc = concat!("`assets/lexicons/", $file, ".txt`.")]
            pub(in crate::tagger) static $name: LazyLock<Lexicon> = LazyLock::new(|| {
                Lexicon::new(&[include_str!(concat!("../../../assets/lexicons/", $file, ".txt"))])
            });
        )+

        #[cfg(test)]
        const FILES: &[&str] = &[
            $(include_str!(concat!("../../../assets/lexicons/", $file, ".txt")),)+
        ];
    };
}

lists! {
    AUXILIARIES = "auxiliaries";
    COLLECTIVES = "collective_nouns";
    COMPARISONS = "comparison_words";
    DATA = "data_nouns";
    DOCUMENTS = "document_nouns";
    EVENTS = "event_verbs";
    FEMALE = "forenames_female";
    FIGURES = "figure_words";
    FINITE = "finite_verbs";
    MALE = "forenames_male";
    MATTERS = "public_matters";
    NUMBERS = "number_words";
    OPINIONS = "opinion_words";
    ORGANISATIONS = "organisation_nouns";
    PERSONS = "person_nouns";
    TERMS = "term_nouns";
    TIMES = "time_words";
    VAGUE = "vague_sources";
    WORKS = "work_nouns";
}

/// What may follow a reporting verb as content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tagger) struct Frames(u16);

impl Frames {
    pub(in crate::tagger) const CLAUSE: Self = Self(1);
    pub(in crate::tagger) const THAT: Self = Self(2);
    pub(in crate::tagger) const TOLD: Self = Self(4);
    pub(in crate::tagger) const TO: Self = Self(8);
    pub(in crate::tagger) const AS: Self = Self(16);
    pub(in crate::tagger) const CALL: Self = Self(32);
    pub(in crate::tagger) const NP: Self = Self(64);
    pub(in crate::tagger) const MARK: Self = Self(128);
    pub(in crate::tagger) const FIND: Self = Self(256);
    pub(in crate::tagger) const BELIEF: Self = Self(512);

    /// Whether it holds `other`.
    pub(in crate::tagger) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// As a number.
    pub(in crate::tagger) fn bits(self) -> u16 {
        self.0
    }

    fn parse(names: &str) -> Self {
        Self(names.split_whitespace().fold(0, |all, name| {
            all | match name {
                "clause" => Self::CLAUSE.0,
                "that" => Self::THAT.0,
                "told" => Self::TOLD.0,
                "to" => Self::TO.0,
                "as" => Self::AS.0,
                "call" => Self::CALL.0,
                "np" => Self::NP.0,
                "mark" => Self::MARK.0,
                "find" => Self::FIND.0,
                "belief" => Self::BELIEF.0,
                _ => 0,
            }
        }))
    }
}

/// Which form of a verb a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tagger) enum Form {
    Base,
    Third,
    Past,
    Participle,
    Ing,
}

/// A reporting verb.
#[derive(Debug)]
pub(in crate::tagger) struct Verb {
    pub base: &'static str,
    /// A key of the attribute `cue_stance`.
    pub stance: &'static str,
    pub frames: Frames,
}

static VERBS: LazyLock<Table<(Form, &'static Verb)>> = LazyLock::new(|| {
    let file = include_str!("../../../assets/lexicons/reporting_verbs.txt");
    let mut found = Table::new(file.len() / 8);
    let mut add = |form, kind| {
        if found.get(form).is_none() {
            found.set(form, kind);
        }
    };
    for (line, _) in entries(file) {
        let mut parts = line.split('|').map(str::trim);
        let forms: Vec<_> = parts.next().unwrap_or_default().split_whitespace().collect();
        let stance = parts.next().unwrap_or("neutral");
        let frames = Frames::parse(parts.next().unwrap_or_default());
        let base = forms.first().copied().unwrap_or_default();
        let verb: &'static Verb = Box::leak(Box::new(Verb { base, stance, frames }));
        let kinds = [Form::Base, Form::Third, Form::Past, Form::Participle, Form::Ing];
        for (form, kind) in forms.into_iter().zip(kinds) {
            add(form, (kind, verb));
        }
    }
    for (form, kind, base) in OTHER_FORMS {
        if let Some((_, verb)) = found.get(base) {
            found.set(form, (*kind, verb));
        }
    }
    found
});

/// Other spellings, and the German and French forms that quoting English pages have.
const OTHER_FORMS: &[(&str, Form, &str)] = &[
    ("betonte", Form::Past, "stress"),
    ("dit", Form::Third, "say"),
    ("erklärte", Form::Past, "explain"),
    ("labeled", Form::Past, "label"),
    ("labeling", Form::Ing, "label"),
    ("sagte", Form::Past, "say"),
    ("sagt", Form::Third, "say"),
    ("signaled", Form::Past, "signal"),
    ("signaling", Form::Ing, "signal"),
];

/// The reporting verb that `word` is a form of. `read` and the like count as past.
pub(in crate::tagger) fn verb(word: &str) -> Option<(Form, &'static Verb)> {
    VERBS.get(word).map(|(form, verb)| {
        (if form == Form::Base && verb.base == "read" { Form::Past } else { form }, verb)
    })
}

/// Lower case, with straight apostrophes.
pub(in crate::tagger) fn fold(word: &str) -> String {
    if word.is_ascii() {
        word.to_ascii_lowercase()
    } else {
        word.to_lowercase().replace('’', "'")
    }
}

/// Whether a lower-case word can only begin a new clause or link two.
pub(in crate::tagger) fn is_break(word: &str) -> bool {
    matches!(
        word,
        "when"
            | "while"
            | "because"
            | "although"
            | "though"
            | "if"
            | "as"
            | "after"
            | "before"
            | "since"
            | "until"
            | "unless"
            | "whereas"
            | "but"
            | "or"
            | "nor"
            | "yet"
            | "that"
            | "whether"
            | "than"
            | "so"
            | "how"
            | "why"
            | "what"
            | "where"
            | "once"
            | "even"
            | "despite"
            | "though,"
            | "like"
            | "whose"
            | "and"
    )
}

/// Whether a lower-case word is a preposition.
pub(in crate::tagger) fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "in" | "on"
            | "at"
            | "by"
            | "for"
            | "with"
            | "from"
            | "to"
            | "of"
            | "about"
            | "against"
            | "during"
            | "over"
            | "under"
            | "into"
            | "through"
            | "between"
            | "among"
            | "amid"
            | "per"
            | "via"
            | "without"
            | "within"
            | "across"
            | "behind"
            | "beyond"
            | "near"
            | "toward"
            | "towards"
            | "upon"
            | "following"
            | "around"
            | "outside"
            | "inside"
            | "including"
            | "von"
            | "am"
            | "im"
    ) && word != "am"
}

/// Whether a lower-case word begins a noun phrase.
pub(in crate::tagger) fn is_determiner(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "this"
            | "these"
            | "those"
            | "his"
            | "her"
            | "its"
            | "their"
            | "our"
            | "my"
            | "your"
            | "some"
            | "many"
            | "several"
            | "most"
            | "another"
            | "both"
            | "all"
            | "no"
            | "every"
            | "each"
            | "few"
            | "any"
            | "one"
            | "two"
            | "three"
            | "other"
            | "such"
            | "die"
            | "der"
            | "das"
            | "ein"
            | "eine"
            | "le"
            | "la"
            | "les"
    )
}

/// Whether a lower-case word is a pronoun that may speak.
pub(in crate::tagger) fn is_pronoun(word: &str) -> bool {
    matches!(
        word,
        "he" | "she" | "they" | "it" | "i" | "we" | "you" | "who" | "which" | "er" | "sie"
    )
}

/// Whether a lower-case word may stand between a subject and its verb without adding to either.
pub(in crate::tagger) fn is_adverb(word: &str) -> bool {
    matches!(
        word,
        "also"
            | "later"
            | "then"
            | "again"
            | "once"
            | "still"
            | "even"
            | "further"
            | "already"
            | "often"
            | "never"
            | "always"
            | "now"
            | "just"
            | "only"
            | "recently"
            | "not"
            | "n't"
            | "earlier"
            | "ever"
            | "too"
            | "instead"
            | "soon"
            | "reportedly"
            | "first"
            | "simply"
            | "merely"
            | "long"
            | "have"
            | "both"
            | "sometimes"
            | "all"
    ) && word != "have"
        && word != "both"
        && word != "all"
        || word.len() > 4
            && word.ends_with("ly")
            && !matches!(
                word,
                "family" | "assembly" | "italy" | "ally" | "supply" | "reply" | "anomaly" | "july"
            )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagger::lexicon::check_sorted;

    #[test]
    fn lists_are_sorted_say_their_source_and_repeat_nothing() {
        FILES.iter().copied().for_each(check_sorted);
    }

    #[test]
    fn every_form_of_a_verb_leads_to_it() {
        for (word, base) in [("said", "say"), ("denies", "deny"), ("telling", "tell")] {
            assert_eq!(verb(word).map(|it| it.1.base), Some(base));
        }
        assert_eq!(verb("says").map(|it| it.0), Some(Form::Third));
        assert!(verb("walked").is_none());
    }

    #[test]
    fn every_verb_has_a_known_stance_and_a_frame() {
        let known = [
            "neutral",
            "insist",
            "doubt",
            "concede",
            "deny",
            "characterise",
            "reveal",
            "promise",
            "ask",
            "order",
        ];
        for (_, (_, verb)) in VERBS.items() {
            assert!(known.contains(&verb.stance) && verb.frames.0 != 0, "{verb:?}");
        }
    }
}
