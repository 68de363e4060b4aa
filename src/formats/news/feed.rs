//! RSS and Atom: a document for each entry.

use std::sync::Arc;

use super::tree::{add, find, told, words, xhtml};
use super::{Item, documents, parsed, root};
use crate::annotation::{TagSet, ZoneKind};
use crate::formats::exchange::xml::Element;
use crate::formats::markup::{Event, Page, language};
use crate::formats::{Importer, Input, Read, ReadError, html, markup};

/// The importer.
pub(in crate::formats) struct Feed;

impl Importer for Feed {
    fn key(&self) -> &'static str {
        "feed"
    }

    fn about(&self) -> &'static str {
        "the items of a feed (RSS or Atom)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["rss", "atom"]
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        match root(input.text()) {
            Some("rss") => true,
            Some("feed") => input.text().contains("http://www.w3.org/2005/Atom"),
            Some("RDF") => input.text().contains("http://purl.org/rss/"),
            _ => false,
        }
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        let tree = parsed(input)?;
        let lang = tree.get("xml:lang").map(str::to_owned);
        let channel = tree.named("channel").next();
        let lang = lang.or_else(|| channel.map(|it| words(it, "language")));
        let lang = lang.as_deref().and_then(language);
        let title = words(channel.unwrap_or(&tree), "title");
        let lists = [Some(&tree), channel].into_iter().flatten();
        let all = lists.flat_map(|it| it.named("item").chain(it.named("entry")));
        let items: Vec<_> = all.map(|it| item(it, lang.as_ref(), &title)).collect();
        if items.is_empty() {
            let message = "it holds no items".to_owned();
            return Err(ReadError::Format { format: "feed", message });
        }
        let media_type =
            if channel.is_some() { "application/rss+xml" } else { "application/atom+xml" };
        Ok(documents(items, input, media_type, tag_set))
    }
}

fn item(entry: &Element, lang: Option<&String>, feed: &str) -> Item {
    let mut item = Item::default();
    let mut page = Page::default();
    let lang = entry.get("xml:lang").and_then(language).or_else(|| lang.cloned());
    page.open(markup::Element { lang, ..markup::Element::new("div") });
    if let Some(title) = entry.named("title").next() {
        page.title = plain(title);
        page.line(told("h1", ZoneKind::Headline), &page.title.clone());
    }
    let author = |it: &Element| match words(it, "name") {
        name if name.is_empty() => it.text().trim().to_owned(),
        name => name,
    };
    let authors = entry.named("creator").chain(entry.named("author")).map(author);
    let mut authors: Vec<_> = authors.filter(|it| !it.is_empty()).collect();
    authors.dedup();
    page.line(told("p", ZoneKind::Byline), &authors.join(", "));
    let dates = ["pubDate", "published", "date", "updated"].map(|it| words(entry, it));
    let date = dates.iter().find(|it| !it.is_empty());
    page.line(told("p", ZoneKind::Timestamp), date.map_or("", String::as_str));
    // `content:encoded` of RSS and `content` of Atom are the text, the others summaries of it.
    let text = ["encoded", "content", "description", "summary"];
    let all = text.iter().flat_map(|name| entry.named(name));
    let mut all = all.filter(|it| !it.text().trim().is_empty());
    match all.next() {
        Some(text) => body(&mut page, text),
        None => item.problems.push(("feed-empty", "the item has a title and no text".to_owned())),
    }
    if let Some(summary) = all.next() {
        item.keep("summary", &plain(summary));
    }
    page.close();
    let address = |it: &&Element| it.get("rel").is_none_or(|it| it == "alternate");
    let link = entry.named("link").find(address);
    let link = link.map(|it| it.get("href").map_or_else(|| it.text(), str::to_owned));
    item.keep("url", &link.unwrap_or_default());
    item.keep("feed", feed);
    let id = ["guid", "id"].map(|it| words(entry, it)).into_iter().find(|it| !it.is_empty());
    item.id = id.unwrap_or_default();
    item.page = page;
    item
}

/// Adds a text, which may be elements, HTML as text, or plain.
fn body(page: &mut Page, text: &Element) {
    let kind = text.get("type").unwrap_or_default();
    if kind == "xhtml" || text.elements().next().is_some() {
        let div = find(text, "body").or_else(|| text.named("div").next()).unwrap_or(text);
        add(page, div, xhtml);
    } else if kind == "text" {
        for paragraph in text.text().split("\n\n") {
            page.line(markup::Element::new("p"), paragraph);
        }
    } else {
        page.add(html::part(&text.text()));
    }
}

/// The words of a title, without marks of HTML.
fn plain(title: &Element) -> String {
    let words = title.text();
    if title.get("type") == Some("text") || !words.contains(['<', '&']) {
        return words.trim().to_owned();
    }
    let said = html::part(&words).events.into_iter().filter_map(|it| match it {
        Event::Text(words) => Some(words),
        Event::Open(_) | Event::Close => None,
    });
    said.collect::<String>().trim().to_owned()
}
