//! IPTC ninjs 3.1: the article as a news item, and its tags in a file beside it.
//!
//! The item has the whole text as its main body, unchanged, so that offsets hold; headline, byline and
//! dateline are repeated where ninjs wants them, and people, organisations, places and events as
//! what the article mentions. The tags stand in a saved document without its text: reading both
//! gives the document back with nothing lost.
//!
//! Not here: items of others (`news::ninjs`).
//!
//! Specification: ninjs 3.1, IPTC standard; its schema is in tests/schemas.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use super::{Exporter, Options, Written};
use crate::annotation::{Document, Record, Status, TagSet, ZoneKind};
use crate::formats::native::{self, time};
use crate::formats::{Importer, Input, Read, ReadError, Source};

/// The exporter.
pub(in crate::formats) struct Ninjs;

const ITEM: &str = "ninjs.json";
const TAGS: &str = "standoff.json";

impl Exporter for Ninjs {
    fn key(&self) -> &'static str {
        "ninjs"
    }

    fn about(&self) -> &'static str {
        "an IPTC ninjs 3.1 news item, with the tags in a file beside it"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[TAGS, ITEM]
    }

    fn many(&self) -> bool {
        false
    }

    fn write(&self, document: &Document, _: &Options) -> Written {
        let mut tags = native::to_fields(document);
        tags.remove("text");
        let parts = [Json::Object(tags), item(document)].map(|it| {
            let written = serde_json::to_string_pretty(&it).unwrap_or_default() + "\n";
            written.into_bytes()
        });
        Written { parts: parts.into(), losses: Vec::new() }
    }
}

fn item(document: &Document) -> Json {
    let text = document.text().as_str();
    // The same each time, and in the file of tags as `text_sha256`.
    let uri = format!("urn:sha256:{}", native::sha256(text.as_bytes()));
    let mut item = Map::new();
    let mut put = |key: &str, value: Json| {
        item.insert(key.to_owned(), value);
    };
    put("uri", uri.into());
    put("type", "text".into());
    let schema = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#";
    put("standard", json!({ "name": "ninjs", "version": "3.1", "schema": schema }));
    if let Status::Done(signed) = &document.metadata().status
        && let Some(at) = signed.at.and_then(time::to_text)
    {
        put("versionCreated", at.into());
    }
    if let Some(lang) = document.zones().iter().find_map(|it| it.lang.as_deref()) {
        put("language", lang.into());
    }
    let count = (text.chars().count(), text.split_whitespace().count());
    let mut body = plain("main", text);
    if let Some(body) = body.as_object_mut() {
        body.insert("charCount".to_owned(), count.0.into());
        body.insert("wordCount".to_owned(), count.1.into());
    }
    put("bodies", json!([body]));
    for (key, kind, role) in PARTS {
        let zone = document.zones().iter().find(|it| it.kind == kind);
        let Some(words) = zone.map(|it| document.text().slice(it.span)) else { continue };
        put(key, role.map_or_else(|| words.into(), |role| json!([plain(role, words)])));
    }
    for (key, labels) in MENTIONED {
        let named = mentions(document, labels);
        if !named.is_empty() {
            put(key, named.into());
        }
    }
    let id = &document.metadata().id;
    if !id.is_empty() {
        put("altIds", json!([{ "role": "document", "value": id }]));
    }
    Json::Object(item)
}

fn plain(role: &str, words: &str) -> Json {
    json!({ "role": role, "contentType": "text/plain", "value": words })
}

/// Where ninjs repeats parts of the page; with a role if it takes several.
const PARTS: [(&str, ZoneKind, Option<&str>); 4] = [
    ("headlines", ZoneKind::Headline, Some("main")),
    ("descriptions", ZoneKind::Standfirst, Some("summary")),
    ("by", ZoneKind::Byline, None),
    ("located", ZoneKind::Dateline, None),
];

/// Where ninjs names what an article mentions, by label.
const MENTIONED: [(&str, &[&str]); 5] = [
    ("people", &["person"]),
    ("organisations", &["org"]),
    ("places", &["place"]),
    ("events", &["event"]),
    ("objects", &["work", "law", "product"]),
];

/// Each record once, and what stands for no record by its words.
fn mentions(document: &Document, labels: &[&str]) -> Vec<Json> {
    let fits = |label: &str| labels.contains(&label);
    let mut seen = BTreeSet::new();
    let mut named = Vec::new();
    for tag in document.annotations().filter(|it| it.is_live() && fits(it.label.as_str())) {
        let record = tag.record.and_then(|it| document.record(it));
        let record = record.filter(|it| fits(it.label.as_str()));
        let name = record.map_or_else(|| document.excerpt(tag), |it| it.name.clone());
        let mention = mention(&name, record);
        if seen.insert((record.map(|it| it.id), name)) {
            named.push(mention);
        }
    }
    named
}

fn mention(name: &str, record: Option<&Record>) -> Json {
    let mut mention = json!({ "name": name, "rel": "mentions" });
    let link = record.and_then(|it| it.link.as_deref());
    let entry = link.and_then(|it| it.strip_prefix("wikidata:"));
    let plain = |it: &&str| it.chars().all(|it| it.is_ascii_alphanumeric());
    if let (Some(entry), Some(fields)) = (entry.filter(plain), mention.as_object_mut()) {
        fields.insert("uri".to_owned(), format!("http://www.wikidata.org/entity/{entry}").into());
    }
    mention
}

/// The importer of the tags beside an item.
pub(in crate::formats) struct Standoff;

impl Importer for Standoff {
    fn key(&self) -> &'static str {
        "ninjs"
    }

    fn about(&self) -> &'static str {
        "the tags beside an IPTC ninjs news item that factmark has written"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &[TAGS]
    }

    fn recognises(&self, _: &Input<'_>) -> bool {
        false
    }

    fn text(&self) -> Source {
        Source::Beside(ITEM)
    }

    fn import(&self, _: &Input<'_>, _: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        Err(ReadError::NeedsArticle)
    }

    fn onto(&self, input: &Input<'_>, article: Read) -> Result<Read, ReadError> {
        let Json::Object(mut fields) = parse(input)? else {
            let message = "it is no JSON object".to_owned();
            return Err(ReadError::NotNative { message });
        };
        let text = article.document.text().as_str();
        if fields.get("text_sha256").and_then(Json::as_str)
            != Some(native::sha256(text.as_bytes()).as_str())
        {
            let message = "its tags were made for another text".to_owned();
            return Err(ReadError::NotThisArticle { message });
        }
        fields.insert("text".to_owned(), text.into());
        native::read_json(&Json::Object(fields).to_string(), article.document.tag_set())
    }
}

fn parse(input: &Input<'_>) -> Result<Json, ReadError> {
    serde_json::from_str(input.whole()?).map_err(|error| native::syntax(&error))
}
