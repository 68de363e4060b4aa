//! `NewsML` 1.x, what agencies sent before NewsML-G2: items of components, with text as NITF, XHTML or
//! plain, and the lines that stand above it.
//!
//! Not here: parts that are no text, and those that lie in other files.

use std::sync::Arc;

use super::tree::{add, beside, find, told, words, xhtml};
use super::{Item, documents, nitf, parsed, root};
use crate::annotation::{Furniture, TagSet, ZoneKind};
use crate::formats::exchange::xml::{Element, Node};
use crate::formats::markup::{self, Page, language};
use crate::formats::{Importer, Input, Read, ReadError, html};

/// The importer.
pub(in crate::formats) struct OldNewsMl;

impl Importer for OldNewsMl {
    fn key(&self) -> &'static str {
        "newsml-1"
    }

    fn about(&self) -> &'static str {
        "news items in NewsML 1 (XML)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &[]
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        root(input.text()) == Some("NewsML")
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        let tree = parsed(input)?;
        let items: Vec<_> = tree.named("NewsItem").filter_map(item).collect();
        if items.is_empty() {
            let message =
                "no NewsItem in it has a text of its own; pictures are not read".to_owned();
            return Err(ReadError::Format { format: "NewsML file", message });
        }
        Ok(documents(items, input, "text/vnd.iptc.newsml", tag_set))
    }
}

/// All elements of this name, in the order of the file.
fn all<'a>(element: &'a Element, name: &str) -> Vec<&'a Element> {
    let (mut found, mut open) = (Vec::new(), vec![element]);
    while let Some(element) = open.pop() {
        if element.name == name {
            found.push(element);
        }
        let inside: Vec<_> = element.elements().collect();
        open.extend(inside.into_iter().rev());
    }
    found
}

/// The formal name that an element has or holds: `Usable` of a status.
fn formal<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    find(element, name)?.get("FormalName")
}

/// The item, if it has a text.
fn item(news: &Element) -> Option<Item> {
    let mut item = Item::default();
    let lines = find(news, "NewsLines");
    let line = |name: &str| lines.map(|it| words(it, name)).unwrap_or_default();
    let mut body = Page::default();
    let texts = all(news, "DataContent").into_iter().filter(|it| !it.text().trim().is_empty());
    for (at, text) in texts.enumerate() {
        let part = content(text, &mut item);
        // What comes after the text is told of pictures that go with it.
        let outer = if at == 0 {
            markup::Element::new("section")
        } else {
            told("section", ZoneKind::Caption)
        };
        body.open(outer);
        body.add(part);
        body.close();
    }
    if body.events.is_empty() {
        return None;
    }
    let lang = formal(news, "Language").and_then(language);
    let page = &mut item.page;
    page.title = line("HeadLine");
    page.open(markup::Element { lang, ..markup::Element::new("div") });
    let said = body.said();
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    for (name, kind, element) in [
        ("HeadLine", ZoneKind::Headline, "h1"),
        ("SubHeadLine", ZoneKind::Standfirst, "p"),
        ("ByLine", ZoneKind::Byline, "p"),
        ("DateLine", ZoneKind::Dateline, "p"),
    ] {
        let words = line(name);
        let plain = words.split_whitespace().collect::<Vec<_>>().join(" ");
        // What the text says itself at its start is not said again before it.
        if !said.get(..said.floor_char_boundary(600)).is_some_and(|it| it.contains(&plain)) {
            page.line(told(element, kind), &words);
        }
    }
    page.line(told("p", ZoneKind::Timestamp), &created(news));
    page.add(body);
    page.line(told("p", ZoneKind::Credit), &line("CreditLine"));
    page.line(beside(Furniture::Legal), &line("CopyrightLine"));
    page.close();
    item.keep("slugline", &line("SlugLine"));
    let id = ["PublicIdentifier", "NewsItemId"].iter().find_map(|it| find(news, it));
    if let Some(id) = id.map(Element::text).filter(|it| !it.trim().is_empty()) {
        id.trim().clone_into(&mut item.id);
    }
    if let Some(status) = formal(news, "Status").filter(|it| *it != "Usable") {
        item.problems.push(("news-status", format!("the agency says of it: {status}")));
    }
    Some(item)
}

fn created(news: &Element) -> String {
    let made =
        ["ThisRevisionCreated", "FirstCreated", "DateId"].iter().find_map(|it| find(news, it));
    made.map(|it| it.text().trim().to_owned()).unwrap_or_default()
}

/// What a part says.
fn content(text: &Element, item: &mut Item) -> Page {
    if let Some(nitf) = find(text, "nitf") {
        let found = nitf::item(nitf);
        found.extra.iter().for_each(|(key, value)| item.keep(key, value));
        return found.page;
    }
    let mut page = Page::default();
    if text.nodes.iter().any(|it| matches!(it, Node::Element(_))) {
        let body = find(text, "body").or_else(|| find(text, "body.content")).unwrap_or(text);
        add(&mut page, body, xhtml);
        return page;
    }
    let words = text.text();
    if html::is_marked_up(&words) {
        return html::part(&words);
    }
    for paragraph in words.split("\n\n") {
        page.line(markup::Element::new("p"), paragraph);
    }
    page
}
