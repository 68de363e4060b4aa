//! Settles what single sentences leave open, by the rest of the article: surnames of people named
//! in full, words that stand elsewhere as a known name, acronyms; then by the words around.

use std::collections::{BTreeMap, BTreeSet};

use super::find::Open;
use super::lists;
use super::word::{LIKELY, Mention, SURE, UNSURE, reason};
use super::{Names, find};
use crate::annotation::Reason;
use crate::tagger::Analysis;
use crate::text::Span;

/// What the article knows about names.
#[derive(Default)]
struct Known {
    /// Parts of the names of people named in full.
    parts: BTreeSet<String>,
    /// Whole names and what they are.
    whole: BTreeMap<String, (&'static str, &'static str)>,
    /// Initials of bodies.
    initials: BTreeSet<String>,
}

/// All mentions of the article.
pub(super) fn settle(analysis: &Analysis<'_>, names: Names) -> Vec<Mention> {
    let Names { mut known, open } = names;
    let mut facts = learn(analysis, &known);
    // First what the words around make plain, then what follows from that.
    let mut rest = Vec::new();
    for it in analysis.watch(open) {
        match by_context(analysis, &it) {
            Some(mention) if !it.weak => {
                remember(analysis, &mention, &mut facts);
                known.push(mention);
            }
            _ => rest.push(it),
        }
    }
    for it in analysis.watch(rest) {
        let found = by_facts(analysis, &it, &facts).or_else(|| listed(&it));
        let found = found.or_else(|| if it.weak { None } else { by_shape(analysis, &it) });
        known.extend(found);
    }
    known
}

fn learn(analysis: &Analysis<'_>, known: &[Mention]) -> Known {
    let mut facts = Known::default();
    for mention in analysis.watch(known) {
        remember(analysis, mention, &mut facts);
    }
    facts
}

fn remember(analysis: &Analysis<'_>, mention: &Mention, facts: &mut Known) {
    let words = analysis.words(mention.span);
    if mention.label == "role" {
        return;
    }
    if mention.label == "person" {
        for part in words.split_whitespace() {
            facts.parts.insert(bare(part).to_owned());
        }
    } else if mention.label == "org" {
        let initials: String = words
            .split_whitespace()
            .filter_map(|it| it.chars().next())
            .filter(|it| it.is_uppercase())
            .collect();
        if initials.chars().count() > 1 {
            facts.initials.insert(initials);
        }
    }
    facts.whole.entry(words.to_owned()).or_insert((mention.label, mention.kind));
}

/// A name without the article that is written with it: `al-Assad`, `Assad`.
pub(in crate::tagger) fn bare(name: &str) -> &str {
    for article in ["al-", "Al-", "el-", "El-", "ad-", "ar-", "as-", "an-"] {
        if let Some(rest) = name.strip_prefix(article) {
            return rest;
        }
    }
    name
}

/// What the rest of the article says about a name.
fn by_facts(analysis: &Analysis<'_>, it: &Open, facts: &Known) -> Option<Mention> {
    let words = analysis.words(it.span);
    if it.count == 1 && facts.parts.contains(bare(words)) && words.chars().count() > 1 {
        let strong = if it.weak { (LIKELY, 880) } else { (SURE, 950) };
        let why = "part of the name of a person who is named in full elsewhere";
        return Some(Mention::new(it.span, "person", reason("name.elsewhere", strong, why)));
    }
    if let Some(&(label, kind)) = facts.whole.get(words) {
        let why =
            format!("the same words are {} elsewhere in the article", find::label_words(label));
        let made = Mention::new(it.span, label, reason("name.elsewhere", (LIKELY, 900), why));
        return Some(Mention { kind, ..made });
    }
    if it.upper && facts.initials.contains(words) {
        let why = "the initials of an organisation that the article names";
        return Some(Mention::new(it.span, "org", reason("name.acronym", (SURE, 950), why)));
    }
    None
}

fn listed(it: &Open) -> Option<Mention> {
    let (label, kind) = it.listed?;
    let why = format!("{} that the word lists know", find::label_words(label));
    let kind = if label == "place" { kind } else { "" };
    Some(Mention { kind, ..Mention::new(it.span, label, reason("name.list", (LIKELY, 850), why)) })
}

/// What the words around a name say.
fn by_context(analysis: &Analysis<'_>, it: &Open) -> Option<Mention> {
    let before = it.before.as_str();
    let after = it.after.as_str();
    let person = |why: &str, strong| {
        Some(Mention::new(it.span, "person", reason("name.context", strong, why)))
    };
    if it.listed.is_some() {
        return None;
    }
    if it.upper && it.count == 1 {
        return None;
    }
    if lists::is_role(before) && !before.starts_with(char::is_uppercase) && it.count <= 4 {
        return person("a name right after an office or trade", (SURE, 940));
    }
    if it.count >= 2 && it.count <= 4 {
        let age =
            after.strip_prefix(',').is_some_and(|it| it.len() == 2 && it.parse::<u8>().is_ok());
        if age {
            return person("a name with an age after it", (SURE, 950));
        }
        if lists::is_person_verb(after) || after == "who" || matches!(after, ",who" | ",whose") {
            return person(
                "a name of several words before a verb of speaking or who",
                (LIKELY, 900),
            );
        }
        if matches!(
            before,
            "said" | "says" | "added" | "explained" | "named" | "called" | "told" | "asked"
        ) {
            return person("a name of several words after a verb of speaking", (LIKELY, 880));
        }
    } else if it.count == 1 && matches!(after, "said" | "says" | "added" | "told" | "explained") {
        return person("a name before a verb of speaking", (LIKELY, 800));
    }
    let said = matches!(before, "said" | "says" | "added" | "adds" | "explained" | "explains");
    if it.count == 1 && said && !it.weak && !lists::is_common(analysis.words(it.span)) {
        return person("a name right after a verb of speaking", (LIKELY, 800));
    }
    if let Some(label) = apposition(before) {
        let why = format!("a name right after the word {before}");
        let made = Mention::new(it.span, label, reason("name.context", (LIKELY, 850), why));
        return Some(if label == "place" { Mention { kind: "city", ..made } } else { made });
    }
    let noun = place_noun(after);
    if let Some((kind, len)) = noun
        && !it.upper
    {
        // A region is called by its name alone; a dam or river by both.
        let span = if kind == "region" { it.span } else { hull_words(analysis, it.span, len)? };
        let why = format!("a name with {after} after it");
        return Some(Mention::place(span, kind, reason("name.place_noun", (LIKELY, 860), why)));
    }
    let at = matches!(
        before,
        "in" | "near" | "across" | "outside" | "inside" | "throughout" | "around" | "In" | "Near"
    );
    (at && !it.weak && it.count <= 3).then(|| {
        let why = format!("a name after {before}, as places have");
        Mention::place(it.span, "city", reason("name.place_word", (LIKELY, 820), why))
    })
}

/// The span with the small word after it.
fn hull_words(analysis: &Analysis<'_>, span: Span, len: usize) -> Option<Span> {
    let gap = 1;
    let end = span.end() + gap + len;
    analysis.text.span(span.start()..end).ok().filter(|it| !analysis.words(*it).contains('\n'))
}

/// Small words that make a place of the name before them.
fn place_noun(word: &str) -> Option<(&'static str, usize)> {
    let kind = match word {
        "dam" | "mine" | "bridge" | "airport" | "stadium" | "prison" | "tunnel" | "reservoir"
        | "refinery" => "facility",
        "river" | "lake" | "valley" | "island" | "islands" | "peninsula" | "mountains"
        | "forest" | "street" => "location",
        "region" | "province" | "district" | "county" | "governorate" | "municipality" => "region",
        _ => return None,
    };
    Some((kind, word.len()))
}

/// Common nouns that say what the name after them is.
fn apposition(word: &str) -> Option<&'static str> {
    Some(match word {
        "platform" | "app" | "software" | "website" | "brand" | "vaccine" | "drug"
        | "smartphone" | "browser" => "product",
        "newspaper" | "company" | "firm" | "agency" | "broadcaster" | "startup" | "bank"
        | "retailer" | "charity" | "union" | "group" | "daily" | "tabloid" | "carmaker"
        | "airline" | "organisation" | "organization" | "network" | "club" => "org",
        "city" | "town" | "village" | "island" | "province" | "region" | "port" | "suburb"
        | "district" => "place",
        "film" | "novel" | "album" | "song" | "play" | "movie" | "book" | "series" => "work",
        "husband" | "wife" | "son" | "daughter" | "brother" | "sister" | "mother" | "father"
        | "uncle" | "friend" | "colleague" | "nephew" | "niece" | "cousin" | "partner"
        | "boyfriend" | "girlfriend" => "person",
        _ => return None,
    })
}

/// What a name is by its looks alone: a guess to be asked about.
fn by_shape(analysis: &Analysis<'_>, it: &Open) -> Option<Mention> {
    let words = analysis.words(it.span);
    let guess = |label, sure, why: &str| {
        let rule: Reason = reason("name.shape", (UNSURE, sure), why);
        Some(Mention::new(it.span, label, rule))
    };
    if it.upper && it.count == 1 {
        let letters = words.chars().filter(|it| it.is_alphabetic()).count();
        let emphasis = lists::is_common(words) || words.contains('.');
        return ((2..=6).contains(&letters) && !emphasis).then(|| {
            Mention::new(
                it.span,
                "org",
                reason("name.acronym", (LIKELY, 800), "capitals as an acronym has"),
            )
        });
    }
    let common = words.split_whitespace().filter(|it| lists::is_common(it)).count();
    if (2..=3).contains(&it.count) && common == 0 && !it.upper {
        return guess("person", 650, "two or three capitalised words that no list knows");
    }
    if it.count == 1 && common == 0 && lists::is_surname(words) {
        return guess("person", 600, "a surname alone");
    }
    if it.count == 1 && common == 0 && lists::is_forename(words) {
        return guess("person", 600, "a forename alone");
    }
    if it.count == 1 && matches!(it.before.as_str(), "from" | "to" | "at" | "of") && common == 0 {
        let made = Mention::place(
            it.span,
            "city",
            reason("name.place_word", (UNSURE, 600), format!("a name after {}", it.before)),
        );
        return Some(made);
    }
    None
}
