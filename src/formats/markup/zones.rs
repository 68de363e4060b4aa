//! The zones of a page: where the article is, and what each line of it is.

use std::ops::Range;

use super::blocks::{Block, Laid};
use super::event::{Article, Page};
use super::rules::Mark;
use crate::annotation::{Furniture, ProposedZone, Reason, Tier, ZoneKind};
use crate::text::Text;

/// Longest byline, timestamp, credit or kicker, in bytes; longer text is running text.
const SHORT: usize = 240;

/// Where a block stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// In the article.
    Inside,
    /// Not in the article, but with some of it before and after.
    Between,
    /// Around the article.
    Outside,
}

type Judged = (ZoneKind, Option<Furniture>, Reason);

/// A zone for every block.
pub(super) fn zones(text: &Text, laid: &Laid, page: &Page) -> Vec<ProposedZone> {
    let all = matches!(page.article, Article::All);
    let article = if all { 0..laid.blocks.len() } else { article(laid) };
    let headline = headline(laid, &article, page);
    let read = |it: &&Block| it.read && it.weight() > 0;
    let place = |it: Option<usize>| it.unwrap_or_default();
    let first = place(laid.blocks.iter().position(|it| read(&it)));
    let last = place(laid.blocks.iter().rposition(|it| read(&it)));
    let found = laid.blocks.iter().any(|it| read(&it));
    let stands = |index: usize, block: &Block| match found {
        _ if all => Stands::Inside,
        true if block.read => Stands::Inside,
        true if (first..=last).contains(&index) => Stands::Between,
        false if article.contains(&index) => Stands::Inside,
        _ => Stands::Outside,
    };
    let judge = |(index, block): (usize, &Block)| {
        let words = laid.text.get(block.range.clone()).unwrap_or_default();
        let (kind, sub, reason) = if Some(index) == headline {
            (ZoneKind::Headline, None, sure("markup.headline", "the page's main heading"))
        } else {
            judge(block, words, stands(index, block), page.web)
        };
        let span = text.span(block.range.clone()).ok()?;
        Some(ProposedZone { span: text.trim(span)?, kind, sub, lang: block.lang.clone(), reason })
    };
    laid.blocks.iter().enumerate().filter_map(judge).collect()
}

/// Whether words end in whose picture it is: `… in the old town. (Reuters)`.
fn names_source(words: &str) -> bool {
    const LONGEST: usize = 60;
    let inside = words.strip_suffix(')').and_then(|it| it.rsplit_once('('));
    inside.is_some_and(|(before, source)| {
        let named = source.starts_with(char::is_uppercase) && source.len() <= LONGEST;
        named && before.trim_end().ends_with(['.', '!', '?', '”', '"'])
    })
}

fn sure(rule: &'static str, why: &'static str) -> Reason {
    Reason::new(rule, Tier::Sure, 970, why)
}

fn likely(rule: &'static str, why: &'static str) -> Reason {
    Reason::new(rule, Tier::Likely, 880, why)
}

/// The blocks of the deepest element that holds four fifths of the running text.
fn article(laid: &Laid) -> Range<usize> {
    let mut before = vec![0_usize];
    for block in &laid.blocks {
        before.push(before.last().copied().unwrap_or(0) + block.weight());
    }
    let held = |range: &Range<usize>| {
        let at = |index: usize| before.get(index).copied().unwrap_or(0);
        at(range.end).saturating_sub(at(range.start))
    };
    let all = 0..laid.blocks.len();
    let enough = held(&all) * 4;
    let holders = laid.containers.iter().filter(|it| held(&it.blocks) * 5 >= enough && enough > 0);
    let deepest = holders.max_by_key(|it| it.depth);
    deepest.map_or(all, |it| it.blocks.clone())
}

/// The block of the headline: a heading that the title repeats, or the first `<h1>` of the article,
/// or the last one above it.
fn headline(laid: &Laid, article: &Range<usize>, page: &Page) -> Option<usize> {
    let marked = |block: &Block| match block.mark {
        Mark::Zone(kind, _) => Some(kind),
        Mark::None | Mark::Furniture(..) => None,
    };
    let words = |block: &Block| laid.text.get(block.range.clone()).unwrap_or_default();
    let all = matches!(page.article, Article::All);
    let title = page.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let headings = || {
        let all = laid.blocks.iter().enumerate();
        all.filter(|(_, it)| matches!(marked(it), Some(ZoneKind::Headline | ZoneKind::Subhead)))
    };
    let repeated = headings()
        .filter(|(_, it)| words(it).split(' ').count() > 2 && title.contains(words(it)))
        .max_by_key(|(index, it)| (it.range.len(), std::cmp::Reverse(*index)));
    let main = || headings().filter(|(_, it)| marked(it) == Some(ZoneKind::Headline));
    // Where all is the article, a heading after some of it is one inside.
    let text = |it: &Block| it.mark == Mark::None && it.weight() > 0;
    let text = laid.blocks.iter().position(text).filter(|_| all);
    repeated
        .or_else(|| main().find(|(index, _)| article.contains(index)))
        .or_else(|| main().rfind(|(index, _)| *index < article.start))
        .filter(|(index, _)| text.is_none_or(|it| *index < it))
        .map(|(index, _)| index)
}

fn judge(block: &Block, words: &str, stands: Stands, web: bool) -> Judged {
    let furniture = |kind, reason| (ZoneKind::Furniture, Some(kind), reason);
    match &block.mark {
        Mark::Furniture(kind, "element") => {
            return furniture(*kind, sure("markup.furniture", "the page marks it as no article"));
        }
        Mark::Furniture(kind, _) => {
            return furniture(*kind, likely("markup.class", "its class name says so"));
        }
        Mark::None | Mark::Zone(..) => {}
    }
    let marked = match (&block.mark, &block.partly) {
        // “By <a rel=author>…” is a byline as a whole.
        (Mark::Zone(kind, by), _)
        | (_, Mark::Zone(kind @ (ZoneKind::Byline | ZoneKind::Timestamp), by)) => {
            Some((*kind, *by))
        }
        _ => None,
    };
    let brief = words.len() <= SHORT;
    let small = |kind| {
        matches!(kind, ZoneKind::Byline | ZoneKind::Timestamp | ZoneKind::Credit | ZoneKind::Kicker)
    };
    let marked = marked.filter(|(kind, _)| brief || !small(*kind));
    // What is shown with the article, though it is no part of its running text.
    let beside = |(kind, by)| match kind {
        // A player's caption has such a class, too.
        ZoneKind::Caption => stands == Stands::Between && (by == "element" || names_source(words)),
        kind => small(kind) || kind == ZoneKind::Standfirst,
    };
    if stands != Stands::Inside && !marked.is_some_and(beside) {
        let why = "it stands outside of the element that holds the article";
        return furniture(Furniture::Other, likely("markup.outside", why));
    }
    let linked = block.linked * 10 >= words.len() * 8;
    let heading = |kind| matches!(kind, ZoneKind::Headline | ZoneKind::Subhead) && block.read;
    if web && linked && brief && !marked.is_some_and(|(kind, _)| small(kind) || heading(kind)) {
        let kind = if block.element == "li" { Furniture::Related } else { Furniture::ReadMore };
        return furniture(kind, likely("markup.links", "it is hardly more than a link"));
    }
    match marked {
        Some((ZoneKind::Headline, _)) => {
            (ZoneKind::Subhead, None, likely("markup.subhead", "a heading inside the article"))
        }
        Some((kind, "element")) => {
            (kind, None, sure("markup.element", "the page's markup says so"))
        }
        Some((kind, _)) => (kind, None, likely("markup.class", "its class name says so")),
        None => (ZoneKind::Body, None, likely("markup.body", "it stands in the article")),
    }
}
