//! Brings together what the rules and the trained weights found.
//!
//! The weights decide what is a name and of what label. Rules have the last word in lines of a
//! fixed order and in other languages than English, and they add what the weights were never
//! taught (offices, laws, works) and names after a title, with a telling last word or of initials.

use std::collections::BTreeSet;

use super::crf::Seen;
use super::lists;
use super::word::{LIKELY, Mention, SURE, UNSURE, reason};
use crate::tagger::Analysis;
use crate::text::Span;

/// Names that are less probable are left out: more of them are wrong than right.
const LEAST: f32 = 0.35;

/// Rules that add names where the weights see none, and the confidence that they need for it.
const ADDING: [&str; 3] = ["name.acronym", "name.ending", "name.title"];
const BELIEVED: u16 = 900;

/// Below this confidence the weights give way to such a rule for the same words.
const UNTIL: u16 = 800;

/// Whether a rule adds names where the weights see none.
fn is_believed(rule: &Mention) -> bool {
    let sure = rule.reason.confidence.per_mille() >= BELIEVED;
    sure && ADDING.contains(&rule.reason.rule.as_str())
}

/// The mentions of both.
pub(super) fn agree(analysis: &Analysis<'_>, rules: Vec<Mention>, seen: &[Seen]) -> Vec<Mention> {
    let english = |it: &Mention| {
        let zone = analysis.paragraph_at(it.span.start()).map(|it| it.zone);
        let lang = zone.and_then(|it| analysis.zones.get(it)).and_then(|it| it.lang.as_deref());
        lang.is_none_or(|it| it == "en")
    };
    let (mut fixed, mut rules): (Vec<_>, Vec<_>) =
        rules.into_iter().partition(|it| !it.used.is_empty() || !english(it));
    fixed.sort_by_key(|it| it.span);
    rules.sort_by_key(|it| it.span);
    let mut kept = Vec::with_capacity(fixed.len() + seen.len());
    let others = short_names_of_others(analysis, seen);
    let believed = |it: &&Seen| {
        let other = it.label == "org" && others.contains(analysis.words(it.span));
        it.label != "misc" && it.chance >= LEAST && !other
    };
    for name in seen.iter().filter(believed) {
        let mention = trained(analysis, name, &rules);
        let again = kept.last().is_some_and(|it: &Mention| it.span.overlaps(mention.span));
        if english(&mention)
            && !again
            && !near(&fixed, name.span).iter().any(|it| it.span.overlaps(name.span))
        {
            kept.push(mention);
        }
    }
    let count = kept.len();
    for rule in rules {
        let names = kept.get(..count).unwrap_or_default();
        let from = names.partition_point(|it| it.span.end() <= rule.span.start());
        let taken = names.get(from).is_some_and(|it| it.span.overlaps(rule.span));
        let untaught = matches!(rule.label, "role" | "event" | "work" | "law" | "product");
        if rule.label == "role" || !taken && (untaught || is_believed(&rule)) {
            kept.push(rule);
        }
    }
    kept.extend(fixed);
    kept
}

/// Initials in brackets after the name of something that is no body, by its last word: "Free Trade
/// Agreement (FTA)".
fn short_names_of_others<'t>(analysis: &Analysis<'t>, seen: &[Seen]) -> BTreeSet<&'t str> {
    let is_other = |it: &&Seen| {
        let words = analysis.words(it.span);
        let before = analysis.text.as_str().get(..it.span.start()).unwrap_or_default();
        let last = before.strip_suffix(" (").and_then(|it| it.split_whitespace().next_back());
        let short = words.chars().all(char::is_uppercase) && words.chars().count() > 2;
        short && last.and_then(lists::ending).is_some_and(|it| matches!(it, "law" | "work"))
    };
    seen.iter()
        .filter(|it| it.label == "org")
        .filter(is_other)
        .map(|it| analysis.words(it.span))
        .collect()
}

/// Of sorted mentions those that may share text with `span`: a few may overlap each other.
fn near(mentions: &[Mention], span: Span) -> &[Mention] {
    let to = mentions.partition_point(|it| it.span.start() < span.end());
    mentions.get(to.saturating_sub(8)..to).unwrap_or_default()
}

/// What the weights saw, with what only rules know: kinds of places and offices.
fn trained(analysis: &Analysis<'_>, name: &Seen, rules: &[Mention]) -> Mention {
    let span = match name.label {
        "person" => untitled(analysis, name.span),
        "org" => without_stop(analysis, without_article(analysis, name.span)),
        _ => name.span,
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a per mille")]
    let sure = (name.chance.clamp(0.0, 1.0) * 1000.0) as u16;
    let tier = match sure {
        950.. => SURE,
        800.. => LIKELY,
        _ => UNSURE,
    };
    let unsure = sure < UNTIL;
    let near = near(rules, span);
    if let Some(rule) = near.iter().find(|it| unsure && it.span.contains(span) && is_believed(it)) {
        return rule.clone();
    }
    let same = near.iter().find(|it| it.span.overlaps(span) && it.label == name.label);
    let span = same.filter(|it| is_all_of(analysis, it.span, span)).map_or(span, |it| it.span);
    let words = analysis.words(span);
    let why = name.why.as_str();
    let mut made = Mention::new(span, name.label, reason("name.trained", (tier, sure), why));
    if name.label == "place" {
        let listed = lists::place_kind(words).or_else(|| same.map(|it| it.kind));
        made.kind = listed.filter(|it| *it != "weak" && !it.is_empty()).unwrap_or("city");
    }
    made.role = same.and_then(|it| it.role);
    made
}

/// Whether of the words `span` only those of `name` name something: a line in title case.
fn is_all_of(analysis: &Analysis<'_>, name: Span, span: Span) -> bool {
    let rest = span.after(name).map_or("", |it| analysis.words(it));
    name.start() == span.start()
        && rest.split_whitespace().count() > 1
        && rest.split_whitespace().all(lists::is_common)
}

/// The name of a body without the article that begins the sentence. Inside of one a capital says that
/// the article is part of the name ("The Asahi Shimbun"); before one word the weights decide.
fn without_article(analysis: &Analysis<'_>, span: Span) -> Span {
    let Some((first, rest)) = analysis.words(span).split_once(' ') else { return span };
    let begins = analysis.sentence_at(span.start()).is_some_and(|sentence| {
        let before = sentence.span.before(span).map_or("", |it| analysis.words(it));
        !before.contains(char::is_alphanumeric)
    });
    if !begins || !matches!(first, "The" | "A" | "An") || !rest.contains(' ') {
        return span;
    }
    analysis.text.span(span.end() - rest.len()..span.end()).unwrap_or(span)
}

/// A firm's name without the stop of the sentence that it ends: "Oriel Steel Ltd".
fn without_stop(analysis: &Analysis<'_>, span: Span) -> Span {
    let firm = analysis.words(span).strip_suffix('.').filter(|it| {
        let last = it.rsplit([' ', ',']).next().unwrap_or_default();
        matches!(last, "Ltd" | "Inc" | "Co" | "Corp" | "Bros" | "Pty" | "Pvt")
    });
    let ends = analysis.sentence_at(span.start()).is_some_and(|it| it.span.end() == span.end());
    let cut = firm
        .filter(|_| ends)
        .and_then(|it| analysis.text.span(span.start()..span.start() + it.len()).ok());
    cut.unwrap_or(span)
}

/// A person's name without the honorifics and offices before it.
fn untitled(analysis: &Analysis<'_>, span: Span) -> Span {
    let words = analysis.words(span);
    let Some((first, rest)) = words.split_once(char::is_whitespace) else { return span };
    let title = lists::is_honorific(first) || lists::is_role(first);
    if !title || lists::is_forename(first) {
        return span;
    }
    let from = span.end() - rest.trim_start().len();
    analysis.text.span(from..span.end()).map_or(span, |it| untitled(analysis, it))
}
