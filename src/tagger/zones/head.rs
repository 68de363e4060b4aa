//! The head of an article: site name, kicker, headline, standfirst, bylines without "By".

use std::sync::LazyLock;

use super::line::Line;
use super::{Call, Page, cues};
use crate::annotation::{Furniture, Reason, Tier, ZoneKind};
use crate::tagger::lexicon::Lexicon;

pub(super) const TOPICS_LIST: &str = include_str!("../../../assets/lexicons/topics.txt");

static TOPICS: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[TOPICS_LIST]));

/// How many lines at the start may be head.
const REACH: usize = 60;

/// Judges the lines above the first running text.
pub(super) fn judge(page: &mut Page<'_>) {
    let body = first_body(page);
    let Some(body) = body else { return };
    let mut titles: Vec<usize> = (0..body).filter(|&at| may_be_title(page, at)).collect();
    if titles.is_empty() {
        if let Some(at) = (0..=body).find(|&at| page.is_open(at)) {
            judge_stopped_title(page, at);
        }
        return;
    }
    let marked = (0..body).any(|at| page.kind(at) == Some(ZoneKind::Headline));
    if !marked && let Some(headline) = pick(page, &mut titles) {
        let (tier, sure) = if page.alone(headline) || next_is_head(page, headline) {
            (Tier::Sure, 950)
        } else {
            (Tier::Likely, 880)
        };
        let why = "a short line without a full stop above the text";
        let reason = Reason::new("zone.headline", tier, sure, why);
        page.set(headline, Call::new(ZoneKind::Headline, reason));
        for at in headline + 1..body {
            below_headline(page, at);
        }
    }
    standfirst_before_byline(page, body);
}

/// The first line of running text.
fn first_body(page: &Page<'_>) -> Option<usize> {
    let prose = |at: &usize| {
        page.is_open(*at)
            && page.line(*at).is_some_and(|it| it.is_prose() || it.has_stop_inside(page.text))
    };
    (0..page.lines.len().min(REACH)).find(prose)
}

/// Whether an open line before the text could be a title.
fn may_be_title(page: &Page<'_>, at: usize) -> bool {
    page.is_open(at)
        && page.line(at).is_some_and(|it| {
            it.is_heading_shaped(page.text, 26)
                && !super::cut::has_dateline(it.words)
                && !it.words.starts_with(['[', '(', '•', '*', '-'])
        })
}

/// Takes the headline out of `titles` and says what stands above it.
fn pick(page: &mut Page<'_>, titles: &mut Vec<usize>) -> Option<usize> {
    let furniture_above = |page: &Page<'_>, at: usize| (0..at).any(|it| page.is_furniture(it));
    while titles.len() > 1 {
        let (Some(&at), Some(&next)) = (titles.first(), titles.get(1)) else { break };
        let (Some(line), Some(below)) = (page.line(at), page.line(next)) else { break };
        let longer = below.count > line.count;
        let topic = is_topic(line);
        let between = (at + 1..next).all(|it| page.is_furniture(it));
        // Menus stand under the name of a site, not under a headline.
        let menu_below = (at + 1..next).any(|it| page.is_menu(it));
        let call = if topic || line.is_upper() && line.count <= 3 && longer && !below.is_upper() {
            let why = "a topic word over the headline";
            Call::new(ZoneKind::Kicker, Reason::new("zone.kicker", Tier::Likely, 880, why))
        } else if (furniture_above(page, at) || menu_below) && line.count <= 5 && longer && between
        {
            let why =
                "a short line between the bars of the page and the headline, such as its name";
            let reason = Reason::new("zone.site_name", Tier::Likely, 820, why);
            Call::furniture(Furniture::Other, reason)
        } else {
            break;
        };
        page.set(at, call);
        titles.remove(0);
    }
    let &at = titles.first()?;
    let line = page.line(at)?;
    let fits = page.alone(at)
        || next_is_head(page, at)
        || line.is_title_case()
        || page.line(at + 1).is_some_and(|it| it.count >= 15 && line.count <= 16);
    let tame = line.count >= 2 || page.alone(at);
    (fits && tame && !cues_only(page, at)).then_some(at)
}

/// A page that starts with a bare byline and no headline.
fn cues_only(page: &mut Page<'_>, at: usize) -> bool {
    let Some(line) = page.line(at) else { return false };
    let name = line.count <= 4 && cues::is_bare_byline(line) && {
        let first = line.words.split_whitespace().next().unwrap_or_default();
        crate::tagger::names::is_forename(first)
    };
    if name && page.line(at + 1).is_some_and(Line::is_prose) {
        let why = "a person's name alone above the text";
        let reason = Reason::new("zone.byline", Tier::Likely, 820, why);
        page.set(at, Call::new(ZoneKind::Byline, reason));
    }
    name
}

fn is_topic(line: &Line<'_>) -> bool {
    line.count <= 3 && TOPICS.has(line.folded.trim_end_matches([':', '|', ' ', '/']))
}

/// Whether lines follow that only stand under a headline.
fn next_is_head(page: &Page<'_>, at: usize) -> bool {
    let signed = |it| matches!(page.kind(it), Some(ZoneKind::Byline | ZoneKind::Timestamp));
    matches!(page.kind(at + 1), Some(ZoneKind::Caption | ZoneKind::Credit))
        || page.is_furniture(at + 1)
        || (at + 1..at + 4).any(signed)
}

/// Judges an open line between the headline and the text.
fn below_headline(page: &mut Page<'_>, at: usize) {
    if !page.is_open(at) {
        return;
    }
    let Some(line) = page.line(at) else { return };
    let first = line.words.split_whitespace().next().unwrap_or_default();
    let timed = matches!(page.kind(at + 1), Some(ZoneKind::Timestamp | ZoneKind::Byline));
    let named = cues::is_bare_byline(line)
        && (timed
            || crate::tagger::names::is_forename(first)
            || page.kind(at - 1) == Some(ZoneKind::Byline));
    let found = if named && (timed || line.count <= 7) {
        let why = "a name with a role between headline and text";
        Some((ZoneKind::Byline, "zone.byline", 830, why))
    } else if line.count >= 6 && may_be_title(page, at) {
        Some((ZoneKind::Standfirst, "zone.standfirst", 820, "a summary between headline and text"))
    } else {
        None
    };
    if let Some((kind, rule, sure, why)) = found {
        page.set(at, Call::new(kind, Reason::new(rule, Tier::Likely, sure, why)));
    }
}

/// A sentence between the headline and the byline is a standfirst.
fn standfirst_before_byline(page: &mut Page<'_>, body: usize) {
    let headline = (0..body).rev().find(|&at| page.kind(at) == Some(ZoneKind::Headline));
    let Some(headline) = headline else { return };
    let is_head = |kind| matches!(kind, Some(ZoneKind::Byline | ZoneKind::Timestamp));
    let reach = (headline + 6).min(page.lines.len());
    let byline = (headline + 1..reach).find(|&at| is_head(page.kind(at)));
    let Some(byline) = byline else { return };
    let short = (headline + 1..byline)
        .all(|at| page.line(at).is_some_and(|it| it.count <= 50) || !page.is_open(at));
    let open: Vec<_> = (headline + 1..byline).filter(|&at| page.is_open(at)).collect();
    if short && open.len() <= 2 {
        for at in open {
            let why = "a summary between the headline and the byline";
            let reason = Reason::new("zone.standfirst", Tier::Sure, 940, why);
            page.set(at, Call::new(ZoneKind::Standfirst, reason));
        }
    }
}

/// A title in title case may end with a stop; a dateline under it says the same.
fn judge_stopped_title(page: &mut Page<'_>, at: usize) {
    let Some(line) = page.line(at) else { return };
    let stopped = line.count <= 20
        && page.alone(at)
        && line.words.ends_with('.')
        && !line.has_stop_inside(page.text)
        && line.count >= 3
        && page.line(at + 1).is_some_and(Line::is_prose);
    if stopped && line.is_title_case() {
        let why = "a short first line in title case above the text";
        let reason = Reason::new("zone.headline", Tier::Likely, 850, why);
        page.set(at, Call::new(ZoneKind::Headline, reason));
    }
}
