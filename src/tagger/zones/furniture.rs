//! Furniture: known phrases, bars of links, lists of other articles.

use std::sync::LazyLock;

use regex::Regex;

use super::line::Line;
use super::{Call, Page};
use crate::annotation::{Furniture, Reason, Tier, ZoneKind};
use crate::tagger::lexicon::{Lexicon, entries, pattern};

pub(super) const LIST: &str = include_str!("../../../assets/lexicons/furniture.txt");

static PHRASES: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[LIST]));

/// Phrases with gaps: what the pieces are, and of which kind.
static GAPPED: LazyLock<Vec<(Vec<&'static str>, Furniture)>> = LazyLock::new(|| {
    let gapped = entries(LIST).filter(|it| it.0.contains('*'));
    gapped
        .filter_map(|(phrase, key)| Some((phrase.split('*').collect(), Furniture::from_key(key)?)))
        .collect()
});

/// Judges every open line.
pub(super) fn judge(page: &mut Page<'_>) {
    for at in page.numbers() {
        let Some(call) = page.line(at).filter(|_| page.is_open(at)).and_then(find) else {
            continue;
        };
        let list = call.sub == Some(Furniture::Related);
        page.set(at, call);
        if list {
            mark_list(page, at + 1);
        }
    }
}

/// After a heading such as "Most read": the titles under it.
fn mark_list(page: &mut Page<'_>, from: usize) {
    for at in from..page.lines.len() {
        let title = page.line(at).is_some_and(|it| {
            page.is_open(at) && it.is_heading_shaped(page.text, 22) && find(it).is_none()
        });
        if !title {
            return;
        }
        // One title before prose may be a subhead; a list has two, or ends the text.
        let last = page.line(at + 1).is_none_or(|it| !it.is_prose());
        if !last {
            return;
        }
        page.set(
            at,
            known(Furniture::Related, "a title in a list of other articles", Tier::Likely, 850),
        );
    }
}

fn known(sub: Furniture, why: &str, tier: Tier, per_mille: u16) -> Call {
    Call::furniture(sub, Reason::new("zone.furniture", tier, per_mille, why))
}

/// What furniture a line is by its own words.
pub(super) fn find(line: &Line<'_>) -> Option<Call> {
    if !line.words.contains(char::is_alphanumeric) && line.words.is_ascii() {
        return Some(known(Furniture::Other, "a rule of marks without words", Tier::Likely, 900));
    }
    if line.folded.is_empty() || line.count > 40 {
        return None;
    }
    let bare =
        line.folded.trim_start_matches(['•', '·', '»', '>', '|', '→', '▸', '▶', ' ', '-', '–']);
    let bare = bare.trim_end_matches(['»', '>', '|', '→', '▸', '▶', ' ', ':', '›']);
    if let Some(sub) = PHRASES.get(bare).and_then(Furniture::from_key) {
        return Some(known(sub, "a phrase that pages carry around articles", Tier::Sure, 970));
    }
    if let Some(sub) = gapped(line) {
        return Some(known(sub, "it begins like a link or notice of the page", Tier::Likely, 930));
    }
    bar(line)
}

fn gapped(line: &Line<'_>) -> Option<Furniture> {
    let folded = line.folded.trim_start_matches(['•', '»', '>', '→', '▸', '▶', ' ', '-', '–']);
    let fits = |pieces: &[&str]| {
        let mut rest = folded;
        for (index, piece) in pieces.iter().enumerate() {
            let found = if index == 0 { rest.strip_prefix(piece) } else { after(rest, piece) };
            let Some(tail) = found else { return false };
            rest = tail;
        }
        pieces.last().is_some_and(|it| it.is_empty()) || rest.is_empty()
    };
    let plain = |pieces: &[&str]| {
        let marked = pieces.iter().any(|it| it.contains([':', '©', '?']));
        marked || !line.ends_like_prose() && line.count <= 14
    };
    let notice = |sub: Furniture| {
        matches!(
            sub,
            Furniture::Newsletter
                | Furniture::Cookie
                | Furniture::Legal
                | Furniture::Other
                | Furniture::Comments
        )
    };
    let fit = |(pieces, sub): &&(Vec<&str>, Furniture)| {
        fits(pieces) && (plain(pieces) || notice(*sub) && line.count <= 25)
    };
    GAPPED.iter().find(fit).map(|it| it.1)
}

fn after<'s>(words: &'s str, piece: &str) -> Option<&'s str> {
    words.find(piece).and_then(|at| words.get(at + piece.len()..))
}

static TAGS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^#\w+(?:[\s,]+#\w+)*$"));
static COUNTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:\d[\d,.]*k? (?:comments?|shares?|likes?|views?|reactions?)|comments? ?\(\d+\)|\d+ min(?:ute)?s?(?: read)?|\d+:\d\d(?: ?/ ?\d+:\d\d)?|(?:page )?\d+ (?:of|/) \d+)$",
    )
});

/// Bars such as `Home | World | Politics`, and rows of topics.
fn bar(line: &Line<'_>) -> Option<Call> {
    if TAGS.is_match(line.words) && line.words.matches('#').count() > 1 {
        return Some(known(Furniture::TagList, "a row of hash tags", Tier::Likely, 930));
    }
    if COUNTS.is_match(&line.folded) {
        return Some(known(Furniture::Other, "a counter or reading time", Tier::Likely, 920));
    }
    for mark in ["|", "•", "·", "›", "»", "/", ">", "→"] {
        let parts: Vec<_> = line.words.split(mark).map(str::trim).collect();
        let spaced = mark != "/" || line.words.contains(" / ");
        let full = parts.iter().filter(|it| !it.is_empty()).count();
        let all_short = parts.iter().all(|it| it.split_whitespace().count() <= 4);
        if full >= 3 && all_short && spaced && !line.ends_like_prose() {
            let why = format!("short words in a bar with {mark} between them");
            return Some(known(Furniture::Nav, &why, Tier::Sure, 960));
        }
        if full == 2 && all_short && mark == "|" && line.count <= 6 && has_phrase(&parts) {
            return Some(known(Furniture::Nav, "two links with a bar between", Tier::Likely, 900));
        }
    }
    None
}

fn has_phrase(parts: &[&str]) -> bool {
    parts.iter().any(|it| PHRASES.has(&it.to_lowercase()))
}

impl Page<'_> {
    /// Whether line `at` is furniture.
    pub(super) fn is_furniture(&self, at: usize) -> bool {
        self.kind(at) == Some(ZoneKind::Furniture)
    }
}
