//! Parts of a line that are zones of their own: a dateline before a body, a credit after a caption.

use std::sync::LazyLock;

use regex::Regex;

use super::{Call, zone};
use crate::annotation::{ProposedZone, Reason, Tier, ZoneKind};
use crate::tagger::lexicon::pattern;
use crate::text::{Span, Text};

/// A place in capitals, with what may follow it, up to the dash.
static CAPITALS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(\p{Lu}[\p{Lu}.'’\-]+(?:(?:[ /]|, ?)\p{Lu}[\p{Lu}.'’\-]*)*",
        r"(?:,? ?(?:\p{Lu}[\p{L}.'’\-]+ ?){1,3})?",
        r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?)?",
        r"(?: ?[(/][^()]{2,40}[)/]?)?)\s?(?:—|–|--|-|―)\s?",
    ))
});

/// A place in small letters: only with an agency or a date before the dash.
static MIXED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(\p{Lu}[\p{L}.'’\-]+(?:[ /]\p{Lu}[\p{L}.'’\-]+){0,2}(?:, \p{Lu}[\p{L}.'’\-]+(?: \p{Lu}[\p{L}.'’\-]+){0,2})?",
        r"(?:",
        r",? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?(?: ?\([^()]{2,40}\))?",
        r"| ?\((?:[A-Z][\p{L}. /]{1,30})\))",
        r")\s?(?:—|–|--|-)\s",
    ))
});

/// A place alone before a long dash, or an agency alone.
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(\p{Lu}[\p{L}.'’\-]+(?:[ ]\p{Lu}[\p{L}.'’\-]+){0,2}) (?:—|–|--|-)\s",
        r"|^(\([A-Z][A-Za-z]{1,12}\)) ?(?:—|–|--|-)\s",
        r"|^(\p{Lu}[\p{Lu}'’\-]{2,}(?: \p{Lu}[\p{Lu}'’\-]{2,}){0,2}): ",
    ))
});

/// Pushes a body zone, with its dateline apart where it has one.
pub(super) fn dateline(
    text: &Text,
    span: Span,
    (call, first): (&Call, bool),
    zones: &mut Vec<ProposedZone>,
) {
    let words = text.slice(span);
    let words = words.get(..words.floor_char_boundary(120)).unwrap_or(words);
    let found = find(words, first).filter(|_| span.len() > 40);
    let head = found.and_then(|(len, tier, sure)| {
        let whole = text.span(span.start()..span.start() + len).ok()?;
        Some((text.trim(whole)?, whole, tier, sure))
    });
    let Some((head, whole, tier, sure)) = head else {
        zones.push(zone(span, call.clone()));
        return;
    };
    let why = "a place before a dash at the start of the text";
    let reason = Reason::new("zone.dateline", tier, sure, why);
    zones.push(zone(head, Call::new(ZoneKind::Dateline, reason)));
    if let Some(rest) = span.after(whole).and_then(|it| text.trim(it)) {
        zones.push(zone(rest, call.clone()));
    }
}

/// Whether a line begins with a place and a dash and goes on for long.
pub(super) fn has_dateline(words: &str) -> bool {
    let start = words.get(..words.floor_char_boundary(120)).unwrap_or(words);
    words.len() > 60 && find(start, true).is_some_and(|(len, _, _)| len * 3 < words.len())
}

/// One of these ends a dateline.
const SIGNS: [char; 5] = ['—', '–', '―', '-', ':'];

/// Length of the dateline with its dash, how far to trust it, and how sure.
fn find(words: &str, first: bool) -> Option<(usize, Tier, u16)> {
    // Most lines have no sign of a dateline: patterns this wide are slow to compile and to try.
    if !words.starts_with(|c: char| c.is_uppercase() || c == '(') || !words.contains(SIGNS) {
        return None;
    }
    let capitals = words.chars().nth(1).is_some_and(|c| c.is_uppercase() || ".'’-".contains(c));
    if capitals
        && let Some(found) = CAPITALS.find(words)
        && found.as_str().chars().filter(|c| c.is_uppercase()).count() >= 3
        && (first || found.as_str().contains('('))
        && !found.as_str().ends_with(|c: char| c.is_alphanumeric())
        && (found.as_str().starts_with(is_long_capital) || found.as_str().contains('('))
    {
        // A hyphen joins words unless there is space around it.
        let hyphen = found.as_str().ends_with('-') && !found.as_str().contains('(');
        return (!hyphen).then_some((found.end(), Tier::Sure, 970));
    }
    let parted = || words.chars().zip(words.chars().skip(1));
    if !first || !parted().any(|(sign, next)| SIGNS.contains(&sign) && next.is_whitespace()) {
        return None;
    }
    if let Some(found) = MIXED.find(words) {
        return Some((found.end(), Tier::Sure, 950));
    }
    let found = BARE.captures(words)?;
    let place = found.get(1).or_else(|| found.get(3)).map(|it| it.as_str());
    let known = place.is_none_or(crate::tagger::names::is_known_place);
    known.then(|| (found.get(0).map_or(0, |it| it.end()), Tier::Likely, 900))
}

fn is_long_capital(c: char) -> bool {
    c.is_uppercase()
}

static BRACKETED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[(\[]([^()\[\]]{2,80})[)\]]\.?\s*$"));
static SLASHED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\p{Lu}[\p{L}.'’\- ]*(?: ?/ ?| via )[\p{L}@][\p{L}.'’&@_\- /]*$"));
static SOURCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?i:(?:photo|picture|image|file photo|courtesy|handout|credit|photograph)(?: (?:by|courtesy(?: of)?|credit))?)\b\s?[:,/]?\s?(?:\p{Lu}.{1,60})?$|^(?:AP|AFP|EPA|Reuters|REUTERS|Getty Images|AP Photo|Xinhua|EFE|dpa)$",
    )
});
static TAIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:(?:Photo(?:graph)?|Picture|Image|Credit|Photo credit|Photo by|Photo courtesy(?: of)?|Foto|Photograph by)s?:\s?|Photograph: |©\s?)([^.:]{2,60})\.?$",
    )
});

/// Where the credit that ends a caption begins, in bytes.
pub(super) fn credit_at_end(words: &str) -> Option<usize> {
    if words.len() > 900 {
        return None;
    }
    let closed = words.trim_end().trim_end_matches('.').ends_with([')', ']']);
    if closed
        && let Some(found) = BRACKETED.captures(words)
        && let (Some(all), Some(inner)) = (found.get(0), found.get(1))
        && (SLASHED.is_match(inner.as_str()) || SOURCE.is_match(inner.as_str()))
    {
        return Some(all.start());
    }
    let credited = words.contains([':', '©']);
    let found = credited.then(|| TAIL.find(words)).flatten();
    found.filter(|it| it.start() > 0).map(|it| it.start())
}

/// Pushes a caption, with its credit apart where it has one.
pub(super) fn credit(text: &Text, span: Span, call: &Call, zones: &mut Vec<ProposedZone>) {
    let cut = credit_at_end(text.slice(span)).map(|at| span.start() + at);
    let parts = cut.and_then(|at| {
        let caption = text.trim(text.span(span.start()..at).ok()?)?;
        let credit = text.trim(text.span(at..span.end()).ok()?)?;
        Some((caption, credit))
    });
    let Some((caption, credit)) = parts else {
        zones.push(zone(span, call.clone()));
        return;
    };
    zones.push(zone(caption, call.clone()));
    let why = "the end of a caption that names whose picture it is";
    let reason = Reason::new("zone.credit", Tier::Sure, 950, why);
    zones.push(zone(credit, Call::new(ZoneKind::Credit, reason)));
}
