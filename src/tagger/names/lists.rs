//! The word lists of the pass, and questions to them.

use std::sync::LazyLock;

use crate::tagger::lexicon::Lexicon;

macro_rules! list {
    ($name:ident, $file:literal) => {
        pub(in crate::tagger) mod $name {
            //! One list.
            pub(in crate::tagger) const SOURCE: &str =
                include_str!(concat!("../../../assets/lexicons/", $file));
        }
    };
}

list!(aliases, "aliases.txt");
list!(bodies, "bodies.txt");
list!(common, "common_words.txt");
list!(endings, "name_endings.txt");
list!(gazetteer, "gazetteer.txt");
list!(forenames, "forenames.txt");
list!(groups, "groups.txt");
list!(honorifics, "honorifics.txt");
list!(no_names, "no_names.txt");
list!(no_modifiers, "no_modifiers.txt");
list!(organisations, "organisations.txt");
list!(places, "places.txt");
list!(roles, "roles.txt");
list!(small_words, "small_words.txt");
list!(surnames, "surnames.txt");
list!(verbs, "person_verbs.txt");

static ALIASES: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[aliases::SOURCE]));
static BODIES: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[bodies::SOURCE]));
static NO_MODIFIERS: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[no_modifiers::SOURCE]));
static NO_NAMES: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[no_names::SOURCE]));
static SMALL: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[small_words::SOURCE]));
static COMMON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[common::SOURCE]));
static ENDINGS: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[endings::SOURCE]));
static GAZETTEER: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[gazetteer::SOURCE]));
static FORENAMES: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[forenames::SOURCE]));
static GROUPS: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[groups::SOURCE]));
static HONORIFICS: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[honorifics::SOURCE]));
static ORGANISATIONS: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[organisations::SOURCE]));
static PLACES: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[places::SOURCE]));
static ROLES: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[roles::SOURCE]));
static SURNAMES: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[surnames::SOURCE]));
static VERBS: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[verbs::SOURCE]));

/// Reads the longest lists.
pub(in crate::tagger) fn prepare() {
    for list in [&COMMON, &GAZETTEER, &PLACES, &SURNAMES, &FORENAMES] {
        LazyLock::force(list);
    }
}

/// Whether a word is written in lower case in running text.
pub(super) fn is_common(word: &str) -> bool {
    COMMON.has(&word.to_lowercase())
}

/// Whether it is a body whose name goes on with "of".
pub(super) fn is_body(word: &str) -> bool {
    BODIES.has(word)
}

/// Whether it begins sentences, and no names.
pub(super) fn is_small(word: &str) -> bool {
    word.chars().count() <= 3 || SMALL.has(word)
}

/// Whether it may stand before an office without being part of it.
pub(super) fn is_no_modifier(word: &str) -> bool {
    NO_MODIFIERS.has(word)
}

/// Whether it has a capital without naming anything.
pub(super) fn is_never_a_name(word: &str) -> bool {
    NO_NAMES.has(word)
}

/// Whether a word is a forename; of a hyphenated one the first part decides.
pub(in crate::tagger) fn is_forename(word: &str) -> bool {
    FORENAMES.has(word) || word.split_once('-').is_some_and(|(first, _)| FORENAMES.has(first))
}

pub(super) fn is_surname(word: &str) -> bool {
    SURNAMES.has(word)
}

pub(super) fn is_honorific(word: &str) -> bool {
    HONORIFICS.has(word)
}

/// Whether a word or phrase is an office, rank or trade.
pub(super) fn is_role(phrase: &str) -> bool {
    ROLES.has(&phrase.to_lowercase())
}

pub(super) fn is_person_verb(word: &str) -> bool {
    VERBS.has(word)
}

/// What names with this last word are.
pub(super) fn ending(word: &str) -> Option<&'static str> {
    ENDINGS.get(word)
}

/// The kind of a listed place.
pub(super) fn place_kind(name: &str) -> Option<&'static str> {
    PLACES.get(name)
}

/// Whether a place is listed, in small letters or capitals.
pub(in crate::tagger) fn is_known_place(name: &str) -> bool {
    PLACES.has(name) || PLACES.has(&title_case(name))
}

/// The full form of another name of a country or organisation.
pub(in crate::tagger) fn full_form(name: &str) -> Option<&'static str> {
    ALIASES.get(name)
}

/// A listed name: its label, and the kind of a place.
pub(super) fn listed(name: &str) -> Option<(&'static str, &'static str)> {
    if let Some(kind) = PLACES.get(name) {
        return Some(("place", kind));
    }
    if GROUPS.has(name) {
        return Some(("group", ""));
    }
    ORGANISATIONS.get(name).map(|strength| ("org", strength))
}

/// The label of a name that is no more than evidence: too many of them are everyday words too.
pub(super) fn evidence(name: &str) -> Option<&'static str> {
    GAZETTEER.get(name).map(|it| if it.is_empty() { "place" } else { it })
}

/// The most words of a name of [`evidence`] that begins with `first`.
pub(super) fn longest_evidence(first: &str) -> usize {
    GAZETTEER.longest_from(first)
}

/// The most words of a listed name that begins with `first`.
pub(super) fn longest_from(first: &str) -> usize {
    let lists: [&Lexicon; 3] = [&PLACES, &GROUPS, &ORGANISATIONS];
    lists.iter().map(|it| it.longest_from(first)).max().unwrap_or(1)
}

/// `NORTH KELL` as `North Kell`.
pub(in crate::tagger) fn title_case(name: &str) -> String {
    let mut made = String::with_capacity(name.len());
    let mut inside = false;
    for c in name.chars() {
        if inside {
            made.extend(c.to_lowercase());
        } else {
            made.extend(c.to_uppercase());
        }
        inside = c.is_alphabetic() || c == '\'' || c == '’';
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagger::lexicon::check_sorted;

    #[test]
    fn lists_are_sorted() {
        for source in [
            aliases::SOURCE,
            bodies::SOURCE,
            no_modifiers::SOURCE,
            no_names::SOURCE,
            small_words::SOURCE,
            common::SOURCE,
            endings::SOURCE,
            gazetteer::SOURCE,
            forenames::SOURCE,
            groups::SOURCE,
            honorifics::SOURCE,
            organisations::SOURCE,
            places::SOURCE,
            roles::SOURCE,
            surnames::SOURCE,
            verbs::SOURCE,
        ] {
            check_sorted(source);
        }
    }

    #[test]
    fn names_are_found_in_any_case() {
        assert_eq!(title_case("NEW YORK"), "New York");
        assert!(is_known_place("LONDON") && is_known_place("Kenya"));
        assert!(is_common("The") && !is_common("Putin"));
    }
}
