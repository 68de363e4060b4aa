//! NewsML-G2: items alone, in a message, with their text as NITF, as XHTML or plain.

use std::sync::Arc;

use super::tree::{add, beside, find, told, words, xhtml};
use super::{Item, documents, nitf, parsed, root};
use crate::annotation::{Furniture, TagSet, ZoneKind};
use crate::formats::exchange::xml::Element;
use crate::formats::{Importer, Input, Read, ReadError, html, markup};

/// The importer.
pub(in crate::formats) struct NewsMl;

const SPACE: &str = "http://iptc.org/std/nar/2006-10-01/";

impl Importer for NewsMl {
    fn key(&self) -> &'static str {
        "newsml-g2"
    }

    fn about(&self) -> &'static str {
        "news items in NewsML-G2 (XML)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &[]
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let known = ["newsItem", "newsMessage", "packageItem"];
        root(input.text()).is_some_and(|it| known.contains(&it)) && input.text().contains(SPACE)
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        let tree = parsed(input)?;
        let mut found = Vec::new();
        news_items(&tree, &mut found);
        let refuse = |message: &str| {
            Err(ReadError::Format { format: "NewsML-G2 file", message: message.to_owned() })
        };
        if found.is_empty() {
            return refuse("there is no newsItem in it; a package only names items of other files");
        }
        let count = found.len();
        let items: Vec<_> = found.into_iter().filter_map(item).collect();
        if items.is_empty() {
            return refuse("no item has a text of its own; pictures and films are not read");
        }
        let left_out = count - items.len();
        let mut reads = documents(items, input, "application/vnd.iptc.g2.newsitem+xml", tag_set);
        if let Some(first) = reads.first_mut().filter(|_| left_out > 0) {
            let message = format!("{left_out} items have no text of their own; left out");
            first.problems.push(crate::annotation::check::Problem::new(
                "news-empty",
                crate::annotation::check::Severity::Warning,
                crate::annotation::check::Place::Whole,
                message,
            ));
        }
        Ok(reads)
    }
}

fn news_items<'a>(element: &'a Element, found: &mut Vec<&'a Element>) {
    let mut open = vec![element];
    while let Some(element) = open.pop() {
        if element.name == "newsItem" {
            found.push(element);
        } else {
            let inside: Vec<_> = element.elements().collect();
            open.extend(inside.into_iter().rev());
        }
    }
}

/// The item, if it has a text.
fn item(news: &Element) -> Option<Item> {
    let about = |name: &str| news.named(name).next();
    let mut item = content(about("contentSet")?)?;
    news.get("guid").unwrap_or_default().clone_into(&mut item.id);
    let body = std::mem::take(&mut item.page);
    let meta = about("contentMeta");
    let said = |name: &str| meta.map(|it| words(it, name)).unwrap_or_default();
    // What the text says itself is not said again before it.
    let there = |kind: ZoneKind| body.events.iter().any(|it| is_told(it, kind));
    let page = &mut item.page;
    for (name, kind, element) in [
        ("headline", ZoneKind::Headline, "h1"),
        ("by", ZoneKind::Byline, "p"),
        ("dateline", ZoneKind::Dateline, "p"),
    ] {
        let headed = kind == ZoneKind::Headline && body.events.iter().any(is_heading);
        if !there(kind) && !headed {
            page.line(told(element, kind), &said(name));
        }
    }
    let dated = about("itemMeta").map(|it| words(it, "versionCreated")).unwrap_or_default();
    if !there(ZoneKind::Timestamp) {
        page.line(told("p", ZoneKind::Timestamp), &dated);
    }
    page.title = said("headline");
    page.add(body);
    page.line(told("p", ZoneKind::Credit), &said("creditline"));
    if let Some(rights) = about("rightsInfo") {
        page.line(beside(Furniture::Legal), &words(rights, "copyrightNotice"));
    }
    item.keep("slugline", &said("slugline"));
    item.keep("description", &said("description"));
    item.keep("urgency", &said("urgency"));
    let status = about("itemMeta").and_then(|it| find(it, "pubStatus"));
    if let Some(status) = status.and_then(|it| it.get("qcode")).filter(|it| *it != "stat:usable") {
        item.problems.push(("news-status", format!("the agency says of it: {status}")));
    }
    Some(item)
}

fn is_told(event: &markup::Event, kind: ZoneKind) -> bool {
    let markup::Event::Open(element) = event else { return false };
    matches!(&element.told, Some(markup::Mark::Zone(found, _)) if *found == kind)
}

fn is_heading(event: &markup::Event) -> bool {
    matches!(event, markup::Event::Open(element) if element.name == "h1")
}

/// The text of the first rendition that has one.
fn content(set: &Element) -> Option<Item> {
    let mut item = Item::default();
    for part in set.elements() {
        let kind = part.get("contenttype").unwrap_or_default();
        match part.name.as_str() {
            "inlineXML" => {
                if let Some(nitf) = find(part, "nitf") {
                    return Some(nitf::item(nitf));
                }
                let body = find(part, "body").unwrap_or(part);
                add(&mut item.page, body, xhtml);
            }
            "inlineData" if kind.contains("html") => item.page.add(html::part(&part.text())),
            "inlineData" if kind.is_empty() || kind.starts_with("text/") => {
                for paragraph in part.text().split("\n\n") {
                    item.page.line(
                        markup::Element { verbatim: true, ..markup::Element::new("p") },
                        paragraph,
                    );
                }
            }
            _ => {}
        }
        if !item.page.events.is_empty() {
            return Some(item);
        }
    }
    None
}
