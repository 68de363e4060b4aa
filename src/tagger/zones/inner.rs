//! What lies between paragraphs: subheads, posts from platforms, fact boxes, turns of a transcript,
//! body words repeated large.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::{Call, Page};
use crate::annotation::{Reason, Tier, ZoneKind};
use crate::tagger::lexicon::pattern;

/// Finds posts, boxes and turns, which are blocks of lines.
pub(super) fn judge_blocks(page: &mut Page<'_>) {
    mark_embeds(page);
    mark_factboxes(page);
    mark_turns(page);
    mark_pullquotes(page);
}

static SIGNED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:—|–|--|-|―)\s?[^@]{0,80}\(@\w{1,40}\)"));
static POST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)pic\.twitter\.com/|^view this post on instagram|^a post shared by |^this post (?:is|was) (?:unavailable|deleted)|^@\w+ on (?:x|twitter|instagram|threads|tiktok)\b|^posted by .{2,60} on (?:facebook|x|twitter)|^(?:twitter|youtube|facebook|instagram|tiktok) (?:embed|post)",
    )
});

/// Words that each alternative of [`POST`] has, but for those with an account.
const SITES: [&str; 6] = ["post", "twitter", "youtube", "facebook", "instagram", "tiktok"];

fn mark_embeds(page: &mut Page<'_>) {
    for at in page.numbers() {
        let Some(line) = page.line(at).filter(|it| it.words.len() < 700) else { continue };
        let signed = line.last && line.words.contains("(@") && SIGNED.is_match(line.words);
        // A post names its platform or itself. Looking for that is far cheaper than the pattern.
        let post = line.words.contains('@') || SITES.iter().any(|it| line.folded.contains(it));
        if !(signed || post && POST.is_match(line.words)) {
            continue;
        }
        let block = line.block;
        let why = "a post from a platform, signed with its account";
        let (tier, sure) = if signed { (Tier::Sure, 960) } else { (Tier::Likely, 900) };
        let above = (0..at).rev().take(12).take_while(|&it| same(page, it, block)).count();
        // A signature alone in its block signs the paragraph above.
        let from = if above == 0 && signed && at > 0 && page.is_open(at - 1) { 1 } else { above };
        for member in at - from..=at {
            let reason = Reason::new("zone.embed", tier, sure, why);
            page.replace(member, Call::new(ZoneKind::Embed, reason));
        }
    }
}

fn same(page: &Page<'_>, at: usize, block: usize) -> bool {
    page.line(at).is_some_and(|it| it.block == block) && page.kind(at) != Some(ZoneKind::Furniture)
}

static BOX: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:factbox|fact box|fact file|factfile)\b|^(?:key (?:facts|points|dates|events|takeaways|figures|numbers)|at a glance|quick facts|the facts|the numbers|in numbers|by the numbers|in figures|timeline(?: of .{3,60})?|chronology|what we know(?: so far)?|highlights|summary|bullet points|auf einen blick|en bref|las claves|en cifras|em números)\s*:?$|^.{3,40}: (?:key facts|at a glance|in numbers|a timeline|timeline)$",
    )
});
static ITEM: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:[•·▪‣●◦*\-–—]\s|\d{1,2}[.)]\s|\d{4}\s?[:–—-]\s)"));

fn mark_factboxes(page: &mut Page<'_>) {
    let mut at = 0;
    while at < page.lines.len() && !page.cancel.is_cancelled() {
        let headed = page.is_open(at)
            && page.line(at).is_some_and(|it| it.count <= 14 && BOX.is_match(it.words));
        if !headed {
            at += 1;
            continue;
        }
        let block = page.line(at).map(|it| it.block);
        let item = |page: &Page<'_>, it: usize| {
            page.is_open(it)
                && page
                    .line(it)
                    .is_some_and(|line| Some(line.block) == block || ITEM.is_match(line.words))
        };
        let end = (at + 1..page.lines.len()).find(|&it| !item(page, it));
        let end = end.unwrap_or(page.lines.len());
        for member in at..end {
            let why = "a heading of a fact box or list, and what stands under it";
            let reason = Reason::new("zone.factbox", Tier::Likely, 850, why);
            page.set(member, Call::new(ZoneKind::Factbox, reason));
        }
        at = end;
    }
}

static TURN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^((?:\p{Lu}[\p{Lu}.'’\-]*(?: [\p{Lu}.'’\-]+){0,4}|Q|A|\p{Lu}[\p{L}.'’\-]+(?: \p{Lu}[\p{L}.'’\-]+){0,3})(?:,? ?\([^()]{1,40}\))?)\s?:\s+\S",
    )
});

/// `NAME:` turns, at least three, of at least two names or one that comes back.
fn mark_turns(page: &mut Page<'_>) {
    let mut turns: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, line) in page.cancel.watch(page.lines.iter().enumerate()) {
        let head = line.words.get(..line.words.floor_char_boundary(160)).unwrap_or(line.words);
        if head.contains(':')
            && let Some(name) = TURN.captures(head).and_then(|it| it.get(1))
            && page.is_open(at)
        {
            turns.entry(name.as_str()).or_default().push(at);
        }
    }
    let upper = |name: &str| !name.contains(char::is_lowercase);
    let good: Vec<_> = turns.iter().filter(|(name, at)| at.len() > 1 || upper(name)).collect();
    let count: usize = good.iter().map(|(_, at)| at.len()).sum();
    let said = |at: &&usize| {
        page.line(**at).is_some_and(|it| it.ends_like_prose() || it.words.ends_with(['?', '!']))
    };
    let spoken = good.iter().flat_map(|(_, at)| at.iter()).filter(said).count();
    if spoken * 2 < count {
        return; // a list of prices or addresses, not speech
    }
    let back = good.iter().filter(|(_, at)| at.len() > 1).count();
    if count < 3 || back == 0 {
        return;
    }
    let places: BTreeSet<usize> = good.into_iter().flat_map(|(_, at)| at.clone()).collect();
    let (Some(&first), Some(&last)) = (places.first(), places.last()) else { return };
    if (last - first + 1) > count * 5 {
        return;
    }
    for at in page.cancel.watch(first..=last) {
        if page.is_open(at) {
            let (sure, why) = if places.contains(&at) {
                (930, "a turn: a name, a colon and what was said")
            } else {
                (830, "between two turns of a transcript")
            };
            let reason = Reason::new("zone.transcript", Tier::Likely, sure, why);
            page.set(at, Call::new(ZoneKind::Transcript, reason));
        }
    }
}

/// A marked line that repeats words of another paragraph.
fn mark_pullquotes(page: &mut Page<'_>) {
    let marked = |page: &Page<'_>, at: usize| {
        page.is_open(at)
            && page.alone(at)
            && page.line(at).is_some_and(|it| {
                (5..=45).contains(&it.count) && it.words.starts_with(['“', '"', '«', '„', '‘'])
            })
    };
    let candidates: Vec<_> =
        (0..page.lines.len()).filter(|&at| marked(page, at)).take(60).collect();
    for at in page.cancel.watch(candidates) {
        let Some(line) = page.line(at) else { continue };
        let core = line.words.trim_matches(|c: char| !c.is_alphanumeric());
        let core = core.split(['”', '"', '»']).next().unwrap_or_default();
        let core = core.trim_end_matches(|c: char| !c.is_alphanumeric());
        let elsewhere = page.lines.iter().enumerate().any(|(other, it)| {
            other != at && it.words.len() > core.len() + 20 && it.words.contains(core)
        });
        if core.split_whitespace().count() >= 5 && elsewhere {
            let why = "a marked line that repeats words of a paragraph";
            let reason = Reason::new("zone.pullquote", Tier::Likely, 900, why);
            page.set(at, Call::new(ZoneKind::Pullquote, reason));
        }
    }
}

/// Finds subheads: short lines without a stop between paragraphs.
pub(super) fn judge_subheads(page: &mut Page<'_>) {
    let mut prose_before = false;
    for at in page.numbers() {
        let Some(line) = page.line(at) else { continue };
        if !page.is_open(at) {
            continue;
        }
        if prose_before && is_subhead(page, at) {
            let (tier, sure) = if page.alone(at) { (Tier::Sure, 940) } else { (Tier::Likely, 880) };
            let why = "a short line without a full stop between paragraphs";
            let reason = Reason::new("zone.subhead", tier, sure, why);
            page.set(at, Call::new(ZoneKind::Subhead, reason));
            continue;
        }
        prose_before |= line.is_prose();
    }
}

fn is_subhead(page: &Page<'_>, at: usize) -> bool {
    let Some(line) = page.line(at) else { return false };
    let shaped = line.is_heading_shaped(page.text, 14)
        && line.words.contains(char::is_alphabetic)
        && !line.words.starts_with(['“', '"', '«', '„'])
        && !line.words.contains(": “")
        && line.words.chars().filter(|c| c.is_alphabetic()).count() * 2
            > line.words.chars().count();
    let question = line.words.ends_with(['?', '!']) && !page.alone(at);
    let Some(next) = (at + 1..page.lines.len()).find(|&it| !page.is_furniture(it)) else {
        return false;
    };
    let followed = page.line(next).is_some_and(|it| {
        it.is_prose()
            || it.has_stop_inside(page.text)
            || page.kind(next) == Some(ZoneKind::Blockquote)
    });
    let in_block = page.same_block(at, at + 1) || page.alone(at);
    // In wrapped text a short line that is not alone ends a paragraph.
    shaped && !question && followed && in_block && (!page.wrapped || page.alone(at))
}

impl Page<'_> {
    /// Sets what line `at` is, whatever it was taken for.
    fn replace(&mut self, at: usize, call: Call) {
        if let Some(place) = self.calls.get_mut(at) {
            *place = Some(call);
        }
    }
}
