//! NITF: one item.

use std::sync::Arc;

use super::tree::{Becomes, add, beside, find, told, words};
use super::{Item, documents, parsed, root};
use crate::annotation::{Furniture, TagSet, ZoneKind};
use crate::formats::exchange::xml::Element;
use crate::formats::{Importer, Input, Read, ReadError, markup};

/// The importer.
pub(in crate::formats) struct Nitf;

impl Importer for Nitf {
    fn key(&self) -> &'static str {
        "nitf"
    }

    fn about(&self) -> &'static str {
        "a news item in NITF (XML)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["nitf"]
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        root(input.text()) == Some("nitf")
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        let tree = parsed(input)?;
        let nitf = find(&tree, "nitf").ok_or_else(|| ReadError::Format {
            format: "NITF file",
            message: "its outermost element is not nitf".to_owned(),
        })?;
        Ok(documents(vec![item(nitf)], input, "application/nitf+xml", tag_set))
    }
}

/// The item of an element `nitf`.
pub(super) fn item(nitf: &Element) -> Item {
    let mut item = Item::default();
    if let Some(head) = nitf.named("head").next() {
        let title = words(head, "title");
        let headed = find(nitf, "hl1").is_some_and(|it| !it.text().trim().is_empty());
        if !headed {
            item.page.line(told("h1", ZoneKind::Headline), &title);
        }
        item.page.title = title;
        if let Some(id) = find(head, "doc-id").and_then(|it| it.get("id-string")) {
            id.trim().clone_into(&mut item.id);
        }
        let date = find(head, "date.issue").and_then(|it| it.get("norm")).unwrap_or_default();
        if find(nitf, "story.date").is_none_or(|it| it.text().trim().is_empty()) {
            item.page.line(told("p", ZoneKind::Timestamp), date);
        }
        item.keep("date", date);
    }
    for body in nitf.named("body") {
        add(&mut item.page, body, becomes);
    }
    item
}

fn becomes(element: &Element) -> Becomes {
    use ZoneKind as Kind;
    let new = |name: &str| Becomes::Element(Box::new(markup::Element::new(name)));
    let zone = |name: &str, kind| Becomes::Element(Box::new(told(name, kind)));
    match element.name.as_str() {
        "hl1" => zone("h1", Kind::Headline),
        "hl2" => new("h2"),
        "abstract" => zone("div", Kind::Standfirst),
        "byline" => zone("p", Kind::Byline),
        "dateline" => zone("p", Kind::Dateline),
        "distributor" | "slugline" => Becomes::Element(Box::new(beside(Furniture::Other))),
        "rights" | "copyrite" => Becomes::Element(Box::new(beside(Furniture::Legal))),
        "series" | "media-metadata" | "media-reference" | "media-object" => Becomes::Nothing,
        "media-caption" => zone("figcaption", Kind::Caption),
        "media-producer" => zone("p", Kind::Credit),
        "tagline" => zone("p", Kind::EditorsNote),
        "note" => zone("div", Kind::EditorsNote),
        "bq" => new("blockquote"),
        "media" => new("figure"),
        "block" | "body.head" | "body.content" | "body.end" | "hedline" | "content" | "credit"
        | "bibliography" | "fn" => new("div"),
        "p" | "pre" | "table" | "tr" | "td" | "th" | "caption" | "thead" | "tbody" | "tfoot"
        | "ol" | "ul" | "li" | "dl" | "dt" | "dd" | "br" | "hr" => new(&element.name),
        "a" => Becomes::Element(Box::new(markup::Element {
            href: element.get("href").map(str::to_owned),
            ..markup::Element::new("a")
        })),
        // Names of people, places, money and the like stand inside of lines.
        _ => Becomes::Inside,
    }
}
