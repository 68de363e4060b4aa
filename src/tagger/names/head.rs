//! Names in lines of a fixed order: datelines, bylines, picture credits.

use std::sync::LazyLock;

use regex::Regex;

use super::lists;
use super::word::{LIKELY, Mention, SURE, reason};
use crate::tagger::Analysis;
use crate::tagger::lexicon::pattern;
use crate::text::Span;

/// Pieces of `span` between separators, trimmed, with where they begin.
fn pieces(analysis: &Analysis<'_>, span: Span, separators: &Regex) -> Vec<Span> {
    let words = analysis.words(span);
    let mut from = 0;
    let mut found = Vec::new();
    let ends = separators.find_iter(words).map(|it| (it.start(), it.end()));
    for (end, next) in ends.chain([(words.len(), words.len())]) {
        let piece = analysis.text.span(span.start() + from..span.start() + end).ok();
        found.extend(piece.and_then(|it| analysis.text.trim(it)));
        from = next;
    }
    found
}

static DATELINE_CUTS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\([^)]*\)?|[,/:]|\s?(?:—|–|--|―|-(?:\s|$))|\s-"));

/// The places of a dateline.
pub(super) fn dateline(analysis: &Analysis<'_>, span: Span) -> Vec<Mention> {
    let mut found = Vec::new();
    for piece in pieces(analysis, span, &DATELINE_CUTS) {
        let words = analysis.words(piece);
        let name =
            words.starts_with(char::is_uppercase) && !words.contains(|c: char| c.is_ascii_digit());
        if !name || is_month(words) || words.split_whitespace().count() > 4 {
            continue;
        }
        let listed =
            lists::place_kind(words).or_else(|| lists::place_kind(&lists::title_case(words)));
        let kind = listed.unwrap_or(if found.is_empty() { "city" } else { "region" });
        let why = "a place at the head of the article, before the dash";
        let made = Mention::place(piece, kind, reason("name.dateline", (SURE, 960), why));
        found.push(Mention { used: "dateline", ..made });
    }
    found
}

fn is_month(word: &str) -> bool {
    const MONTHS: &[&str] = &[
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Mon",
        "Tue", "Wed", "Thu", "Fri", "Sat", "Sun",
    ];
    MONTHS.iter().any(|it| word.starts_with(it)) && word.len() <= 10 && !lists::is_known_place(word)
}

static BY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?i:story|report|reporting|reported|written|words|text|posted|analysis|published|article|opinion|interview|compiled|edited|photographs?|photos) )?(?:(?i:and [a-z]+ ))?(?:[Bb]y|BY|Von|Par|Por|Di|Door|Av|Oleh)[:\s]\s*",
    )
});
static BYLINE_CUTS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[,|•·/()]|\s(?:and|und|et|y|in|for|with|–|—|-)\s|\s&\s"));

/// The people of a byline, with their role, place and paper.
pub(super) fn byline(analysis: &Analysis<'_>, span: Span) -> Vec<Mention> {
    let skip = BY.find(analysis.words(span)).map_or(0, |it| it.end());
    let Ok(rest) = analysis.text.span(span.start() + skip..span.end()) else { return Vec::new() };
    let mut found: Vec<Mention> = Vec::new();
    for piece in pieces(analysis, rest, &BYLINE_CUTS) {
        let words = analysis.words(piece);
        if !words.starts_with(char::is_uppercase) || words.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let last = words.rsplit(' ').next().unwrap_or_default();
        let made = if lists::is_role(last) || lists::is_role(words) {
            let why = "an office or trade after the author's name";
            Mention::new(piece, "role", reason("name.byline_role", (LIKELY, 900), why))
        } else if let Some((label, kind)) = known(words, last) {
            let kind = if label == "place" { kind } else { "" };
            let why = "a place or paper beside the author's name";
            Mention {
                kind,
                ..Mention::new(piece, label, reason("name.byline", (LIKELY, 900), why))
            }
        } else if (2..=5).contains(&words.split_whitespace().count()) {
            let why = "a name in the line that says who wrote the article";
            Mention::new(piece, "person", reason("name.byline", (SURE, 960), why))
        } else {
            continue;
        };
        found.push(Mention { used: "byline", ..made });
    }
    found
}

fn known(words: &str, last: &str) -> Option<(&'static str, &'static str)> {
    let name = lists::title_case(words);
    lists::listed(words)
        .or_else(|| lists::listed(&name))
        .or_else(|| lists::ending(last).filter(|it| *it == "org").map(|_| ("org", "")))
        .or_else(|| is_acronym(words).then_some(("org", "")))
}

fn is_acronym(words: &str) -> bool {
    (2..=5).contains(&words.len()) && words.chars().all(char::is_uppercase)
}

static CREDIT_HEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[(\[]?\s*(?i:(?:(?:file|handout|ap|afp|reuters) )?(?:photo(?:graph)?s?|pictures?|images?|illustration|graphic|video|foto|bild|credits?|courtesy|©|image source|source)(?: (?:by|credit|courtesy(?: of)?|via|of))?\s*[:,/]?\s*)?",
    )
});
static CREDIT_CUTS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[/,|()\[\]©:]|\s(?:via|for|and|by|–|—|-)\s|\.\s*$"));

/// The people and agencies of a picture credit.
pub(super) fn credit(analysis: &Analysis<'_>, span: Span) -> Vec<Mention> {
    let skip = CREDIT_HEAD.find(analysis.words(span)).map_or(0, |it| it.end());
    let Ok(rest) = analysis.text.span(span.start() + skip..span.end()) else { return Vec::new() };
    let parts = pieces(analysis, rest, &CREDIT_CUTS);
    let count = parts.len();
    let mut found = Vec::new();
    for (index, piece) in parts.into_iter().enumerate() {
        let Some(piece) = analysis.text.trim_matches(piece, |c| "()[].,; ".contains(c)) else {
            continue;
        };
        let words = analysis.words(piece);
        if !words.starts_with(char::is_uppercase) || words.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let size = words.split_whitespace().count();
        let last = words.rsplit(' ').next().unwrap_or_default();
        let first = words.split(' ').next().unwrap_or_default();
        let listed = known(words, last).filter(|it| it.0 == "org");
        let agency = listed.is_some() || index > 0 && index + 1 == count || size == 1;
        let person = size >= 2 && (!agency || lists::is_forename(first) && listed.is_none());
        let label = if person { "person" } else { "org" };
        let why = if person {
            "a name in a picture credit"
        } else {
            "an agency or owner in a picture credit"
        };
        let made = Mention::new(piece, label, reason("name.credit", (SURE, 950), why));
        found.push(Mention { used: "credit", ..made });
    }
    found
}
