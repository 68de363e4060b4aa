//! What an element says about its content, by its name, role, class and id.
//!
//! Names and roles that the standard defines count as they stand. Class names are habits of many
//! sites; they, and elements that some sites wrap around everything, count only where they hold
//! less than half of the page's paragraphs.

use super::event::{Element, Event};
use crate::annotation::{Furniture, ZoneKind};

/// What markup says about a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::formats) enum Mark {
    None,
    /// Part of the article, if it stands in it. The second says by which sign.
    Zone(ZoneKind, &'static str),
    Furniture(Furniture, &'static str),
}

impl Mark {
    pub(super) fn or(self, other: Self) -> Self {
        if self == Self::None { other } else { self }
    }
}

/// How much of the page's paragraphs each element holds, and whether it holds a headline.
pub(super) struct Shares {
    /// By the index of the opening event: bytes in paragraphs, and in headlines.
    held: Vec<(usize, bool)>,
    all: usize,
}

/// The share of one element.
#[derive(Clone, Copy)]
pub(super) struct Share {
    /// It holds less than half of the paragraphs.
    pub minor: bool,
    /// It holds an `<h1>`.
    pub headline: bool,
}

impl Shares {
    pub(super) fn new(events: &[Event]) -> Self {
        let mut held = vec![(0, false); events.len()];
        let mut open: Vec<(usize, usize, bool)> = Vec::new();
        let (mut paragraphs, mut depth) = (0, 0_usize);
        for (index, event) in events.iter().enumerate() {
            match event {
                Event::Open(element) => {
                    depth += usize::from(element.name == "p");
                    let headline = element.name == "h1";
                    open.push((index, paragraphs, headline));
                }
                Event::Text(text) if depth > 0 => paragraphs += text.trim().len(),
                Event::Text(_) => {}
                Event::Close => {
                    let Some((start, before, headline)) = open.pop() else { continue };
                    if let Some(Event::Open(element)) = events.get(start) {
                        depth -= usize::from(element.name == "p");
                    }
                    if let Some(place) = held.get_mut(start) {
                        *place = (paragraphs - before, headline);
                    }
                    if let Some(parent) = open.last_mut() {
                        parent.2 |= headline;
                    }
                }
            }
        }
        Self { held, all: paragraphs }
    }

    pub(super) fn of(&self, index: usize) -> Share {
        let (held, headline) = self.held.get(index).copied().unwrap_or_default();
        Share { minor: held * 2 < self.all || self.all == 0, headline }
    }
}

/// Class words and the furniture they stand for.
const FURNITURE: &[(Furniture, &[&str])] = &[
    (Furniture::Accessibility, &["skip", "skiplink", "skipnav"]),
    (
        Furniture::Nav,
        &[
            "nav",
            "navbar",
            "navigation",
            "menu",
            "breadcrumb",
            "breadcrumbs",
            "topbar",
            "pagination",
            "pager",
        ],
    ),
    (Furniture::Share, &["share", "sharing", "social", "sharebar", "sharetools", "addthis"]),
    (
        Furniture::Related,
        &[
            "related",
            "recommended",
            "recommendations",
            "recirc",
            "trending",
            "popular",
            "mostread",
            "sidebar",
        ],
    ),
    (Furniture::Newsletter, &["newsletter", "subscribe", "subscription", "signup", "paywall"]),
    (
        Furniture::Ad,
        &[
            "ad",
            "ads",
            "advert",
            "advertisement",
            "advertising",
            "sponsored",
            "sponsor",
            "outbrain",
            "taboola",
            "promo",
        ],
    ),
    (Furniture::Cookie, &["cookie", "cookies", "consent", "gdpr"]),
    (Furniture::TagList, &["tags", "taglist", "topics", "keywords"]),
    (Furniture::Legal, &["copyright", "legal", "disclaimer", "colophon"]),
];

/// Class words and the zones they stand for.
const ZONES: &[(ZoneKind, &[&str])] = &[
    (ZoneKind::Byline, &["byline", "author", "authors", "bylines"]),
    (ZoneKind::Timestamp, &["timestamp", "pubdate", "published", "dateline", "date", "datetime"]),
    (ZoneKind::Standfirst, &["standfirst", "dek", "subtitle", "subheadline", "subhed", "lede"]),
    (ZoneKind::Kicker, &["kicker", "eyebrow"]),
    (ZoneKind::Caption, &["caption", "figcaption"]),
    (ZoneKind::Credit, &["credit", "credits"]),
    (ZoneKind::Pullquote, &["pullquote"]),
    (ZoneKind::Factbox, &["factbox", "infobox", "sidefacts"]),
    (ZoneKind::Embed, &["tweet", "instagram"]),
    (ZoneKind::Correction, &["correction", "corrections"]),
];

/// The zone that newsrooms call so, such as `Byline` or `picture-credit`, in a name of a style.
pub(in crate::formats) fn zone_called(name: &str) -> Option<ZoneKind> {
    let mut element = Element::default();
    element.call(name);
    let hit = ZONES.iter().find(|(_, words)| element.is_called(words));
    hit.map(|(kind, _)| *kind)
}

/// What `element` says about its content, inside what says `outer`.
pub(super) fn mark(element: &Element, outer: &Mark, share: Share) -> Mark {
    if let Mark::Furniture(..) = outer {
        return outer.clone();
    }
    if let Some(told) = &element.told {
        return told.clone();
    }
    let name = element.name.as_str();
    if matches!(name, "html" | "body" | "main" | "article") {
        return outer.clone();
    }
    if let Some(found) = standard_furniture(element, share) {
        return found;
    }
    if let Mark::Zone(kind, _) = outer
        && !matches!(kind, ZoneKind::Body)
    {
        // Marked already: a headline's link or a caption's credit changes little.
        return inner(element, *kind).unwrap_or_else(|| outer.clone());
    }
    named_furniture(element, share)
        .or_else(|| zone(element, share))
        .unwrap_or_else(|| outer.clone())
}

fn inner(element: &Element, outer: ZoneKind) -> Option<Mark> {
    let own = match element.name.as_str() {
        "time" => Some(ZoneKind::Timestamp),
        "figcaption" => Some(ZoneKind::Caption),
        _ => None,
    };
    if let (ZoneKind::Standfirst, Some(own)) = (outer, own) {
        return Some(Mark::Zone(own, "element"));
    }
    (outer == ZoneKind::Caption && element.is_called(&["credit", "credits"]))
        .then_some(Mark::Zone(ZoneKind::Credit, "class"))
}

fn standard_furniture(element: &Element, share: Share) -> Option<Mark> {
    let found = |kind| Some(Mark::Furniture(kind, "element"));
    let weak = |kind| share.minor.then_some(Mark::Furniture(kind, "element"));
    if element.hidden && !share.headline {
        return weak(Furniture::Other);
    }
    match (element.name.as_str(), element.role.as_str()) {
        ("nav", _) | (_, "navigation" | "menu" | "menubar") => found(Furniture::Nav),
        ("button" | "select" | "textarea" | "label" | "option" | "input", _) => {
            found(Furniture::Other)
        }
        ("footer" | "form" | "dialog" | "search", _)
        | (_, "contentinfo" | "search" | "dialog" | "alertdialog") => weak(Furniture::Other),
        ("aside", _) | (_, "complementary") if !share.headline => weak(Furniture::Related),
        ("header", _) | (_, "banner") if !share.headline => weak(Furniture::Nav),
        _ => None,
    }
}

fn named_furniture(element: &Element, share: Share) -> Option<Mark> {
    if share.headline {
        return None;
    }
    if element.is_called(&["comment", "comments", "disqus"]) {
        return Some(Mark::Furniture(Furniture::Comments, "class"));
    }
    // A sidebar or a promotion inside of a paragraph is a word of some house.
    if !share.minor || matches!(element.name.as_str(), "p" | "span" | "em" | "strong" | "b" | "i") {
        return None;
    }
    let hit = FURNITURE.iter().find(|(_, words)| element.is_called(words));
    hit.map(|(kind, _)| Mark::Furniture(*kind, "class"))
}

fn zone(element: &Element, share: Share) -> Option<Mark> {
    // A heading that is called so is the summary under the headline.
    let summary = element.is_called(&["standfirst", "dek", "lede"]);
    let by_element = match element.name.as_str() {
        "h1" => Some(ZoneKind::Headline),
        "h2" | "h3" | "h4" | "h5" | "h6" if !summary => Some(ZoneKind::Subhead),
        "figcaption" => Some(ZoneKind::Caption),
        "time" => Some(ZoneKind::Timestamp),
        "blockquote" if element.is_called(&["tweet", "instagram"]) => Some(ZoneKind::Embed),
        "blockquote" if element.is_called(&["pullquote", "pull"]) => Some(ZoneKind::Pullquote),
        "blockquote" => Some(ZoneKind::Blockquote),
        _ if element.rel.split_ascii_whitespace().any(|it| it == "author") => {
            Some(ZoneKind::Byline)
        }
        _ if element.itemprop == "author" => Some(ZoneKind::Byline),
        _ if element.itemprop == "datepublished" => Some(ZoneKind::Timestamp),
        _ => None,
    };
    if let Some(kind) = by_element {
        return Some(Mark::Zone(kind, "element"));
    }
    // What holds the headline is the head of the article, whatever it is called.
    let hit = ZONES.iter().find(|(_, words)| !share.headline && element.is_called(words));
    hit.map(|(kind, _)| Mark::Zone(*kind, "class"))
}
