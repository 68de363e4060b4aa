//! IPTC ninjs items, versions 1 to 3, with bodies in plain text or HTML.
//!
//! An item whose plain body holds all that the item says, as those that factmark writes do, gives
//! that body as it is. Otherwise headline, byline and the rest stand above the body, each in its
//! zone.
//!
//! Not here: the tags beside an item (`exchange::ninjs`).

use std::sync::Arc;

use serde_json::Value as Json;

use super::tree::told;
use super::{Item, documents};
use crate::annotation::{Edit, Metadata, TagSet, ZoneKind};
use crate::formats::markup::{self, Page, language};
use crate::formats::{Importer, Input, Read, ReadError, article, html, native};
use crate::text::Text;

/// The importer.
pub(in crate::formats) struct Ninjs;

const MEDIA_TYPE: &str = "application/json";

impl Importer for Ninjs {
    fn key(&self) -> &'static str {
        "ninjs-item"
    }

    fn about(&self) -> &'static str {
        "IPTC ninjs news items, versions 1 to 3, in plain text or HTML"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &[]
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let text = input.text().trim_start();
        text.starts_with(['{', '['])
            && (text.contains("\"bodies\"") || text.contains("\"body_"))
            && serde_json::from_str(text).is_ok_and(|it: Json| {
                let items = items(&it);
                !items.is_empty() && items.iter().all(|it| is_item(it))
            })
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        let json: Json = serde_json::from_str(input.whole()?).map_err(|it| native::syntax(&it))?;
        if let Some(whole) = whole(&json, input, tag_set) {
            return Ok(vec![whole]);
        }
        let found: Vec<_> = items(&json).into_iter().filter_map(item).collect();
        if found.is_empty() {
            let message = "it has no body of text (bodies, body_text, body_html)".to_owned();
            return Err(ReadError::Format { format: "ninjs item", message });
        }
        Ok(documents(found, input, MEDIA_TYPE, tag_set))
    }
}

fn items(json: &Json) -> Vec<&Json> {
    match json {
        Json::Array(all) => all.iter().collect(),
        one => vec![one],
    }
}

/// Whether an object is an item of some version: those of version 1 have their text under `body_…`
/// and an address, the others have a list of bodies.
fn is_item(json: &Json) -> bool {
    let old = json.get("uri").is_some_and(Json::is_string);
    json.get("annotations").is_none()
        && body(json).is_some()
        && (old || json.get("bodies").is_some())
}

/// A text of an item, and whether it is HTML.
type Body<'a> = (&'a str, bool);

/// The main body, plain if there is a choice.
fn body(item: &Json) -> Option<Body<'_>> {
    let list = item.get("bodies").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    let text = |it: &'_ Json| -> Option<(bool, bool)> {
        // The spelling is another in versions 2 and 3.
        let kind = it.get("contentType").or_else(|| it.get("contenttype")).and_then(Json::as_str);
        let main = it.get("role").and_then(Json::as_str) == Some("main");
        let told = it.get("value").and_then(Json::as_str).is_some_and(html::is_marked_up);
        let html = kind.map_or(told, |it| it.contains("html"));
        let plain = kind.is_none_or(|it| it.starts_with("text/plain"));
        (html || plain).then_some((!main, html))
    };
    let found = list.iter().filter_map(|it| Some((text(it)?, it.get("value")?.as_str()?)));
    // One that is blank counts only where there is no other.
    let rank = |it: &((bool, bool), &str)| (it.1.trim().is_empty(), it.0);
    if let Some(((_, html), words)) = found.min_by_key(rank) {
        return Some((words, html));
    }
    let fields = item.as_object()?.iter().filter_map(|(key, value)| {
        let kind = key.strip_prefix("body_")?;
        Some((kind, value.as_str().filter(|it| !it.trim().is_empty())?))
    });
    let rank = |kind: &str| match kind {
        "text" => 0,
        "xhtml" | "html" | "html5" => 1,
        _ => 2,
    };
    let (kind, words) = fields.min_by_key(|it| rank(it.0))?;
    let html = kind.contains("html") || (kind != "text" && html::is_marked_up(words));
    Some((words, html))
}

/// What an item says of its article besides the body: as words, or as a list of which the main one
/// counts.
fn said(item: &Json, keys: &[&str]) -> String {
    let words = |it: &Json| -> Option<String> {
        match it {
            Json::String(words) => Some(words.clone()),
            Json::Array(list) => {
                let value = |it: &Json| {
                    it.get("value").or_else(|| it.get("name"))?.as_str().map(str::to_owned)
                };
                let main = |it: &&Json| it.get("role").and_then(Json::as_str) == Some("main");
                list.iter().find(main).or_else(|| list.first()).and_then(value)
            }
            _ => None,
        }
    };
    let all = keys.iter().filter_map(|it| item.get(*it)).filter_map(words);
    all.map(|it| it.trim().to_owned()).find(|it| !it.is_empty()).unwrap_or_default()
}

/// The keys of what stands above the body, of all versions.
const HEAD: [(ZoneKind, &str, &[&str]); 5] = [
    (ZoneKind::Headline, "h1", &["headlines", "headline"]),
    (ZoneKind::Standfirst, "p", &["descriptions", "description_text"]),
    (ZoneKind::Byline, "p", &["by", "byline"]),
    (ZoneKind::Dateline, "p", &["located"]),
    (ZoneKind::Timestamp, "p", &["versionCreated", "versioncreated"]),
];

fn collapsed(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The document of an item whose body is all that it says.
fn whole(json: &Json, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Option<Read> {
    let (words, is_html) = body(json)?;
    let all = collapsed(words);
    let repeated = |(kind, _, keys): &(ZoneKind, &str, &[&str])| {
        *kind == ZoneKind::Timestamp || all.contains(&collapsed(&said(json, keys)))
    };
    if is_html || json.is_array() || !HEAD.iter().all(repeated) {
        return None;
    }
    let mut read = article(Text::new(words), None, input, MEDIA_TYPE, tag_set);
    let named = json.get("altIds").and_then(Json::as_array).into_iter().flatten();
    let mut named = named.filter(|it| it.get("role").and_then(Json::as_str) == Some("document"));
    if let Some(id) = named.find_map(|it| it.get("value")?.as_str()) {
        let metadata = Metadata { id: id.to_owned(), ..read.document.metadata().clone() };
        // Metadata fit any document.
        let _old = read.document.apply(Edit::SetMetadata(Box::new(metadata)));
    }
    Some(read)
}

/// The item, if it has a text.
fn item(json: &Json) -> Option<Item> {
    let (words, is_html) = body(json)?;
    let mut part = Page::default();
    if is_html {
        part = html::part(words);
    } else {
        for paragraph in words.split("\n\n") {
            part.line(markup::Element::new("p"), paragraph);
        }
    }
    let mut item = Item::default();
    let text = collapsed(&part.said());
    let start = text.get(..text.floor_char_boundary(600)).unwrap_or_default();
    let lang = json.get("language").and_then(Json::as_str).and_then(language);
    let page = &mut item.page;
    page.title = said(json, &["headlines", "headline"]);
    page.open(markup::Element { lang, ..markup::Element::new("div") });
    for (kind, element, keys) in HEAD {
        let words = said(json, keys);
        // What the text says itself at its start is not said again before it.
        if !start.contains(&collapsed(&words)) {
            page.line(told(element, kind), &words);
        }
    }
    page.add(part);
    page.line(told("p", ZoneKind::Credit), &said(json, &["creditline", "creditLine"]));
    page.close();
    item.keep("slugline", &said(json, &["slugline"]));
    item.id = said(json, &["uri"]);
    let status = json.get("pubstatus").or_else(|| json.get("pubStatus")).and_then(Json::as_str);
    if let Some(status) = status.filter(|it| *it != "usable") {
        item.problems.push(("news-status", format!("the agency says of it: {status}")));
    }
    Some(item)
}
