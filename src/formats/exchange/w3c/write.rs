//! A document as a collection of annotations.

use serde_json::{Map, Value as Json, json};

use super::super::{Holds, Written, losses};
use super::anchor::{self, Quote};
use super::hash_name;
use crate::annotation::{Annotation, Confidence, Document, Record, Relation, Review, Tier};
use crate::formats::native::{names, sha256, value_to_file};
use crate::text::{Span, Unit};

/// The collection, and the text.
pub(super) fn collection(document: &Document, unit: Unit) -> Written {
    let text = document.text().as_str();
    let name = &document.metadata().id;
    let work = Work { document, unit, base: base(name, text), source: hash_name(text) };
    let tags = document.annotations().map(|it| work.tag(it));
    let links = document.relations().filter(|it| Holds::MOST.relation(document, it));
    let links = links.map(|it| work.link(it));
    let records = document.records().map(|it| work.record(it));
    let items: Vec<_> = tags.chain(links).chain(records).collect();
    let mut head = Map::new();
    head.insert("@context".to_owned(), "http://www.w3.org/ns/anno.jsonld".into());
    head.insert("id".to_owned(), work.base.as_str().into());
    head.insert("type".to_owned(), "AnnotationCollection".into());
    if !name.is_empty() {
        head.insert("label".to_owned(), name.as_str().into());
    }
    head.insert("total".to_owned(), items.len().into());
    let id = format!("{}#page", work.base);
    let first = json!({ "id": id, "type": "AnnotationPage", "startIndex": 0, "items": [] });
    head.insert("first".to_owned(), first);
    let parts = vec![in_lines(&head, &items), text.as_bytes().to_vec()];
    Written { parts, losses: losses(document, &Holds::MOST) }
}

/// JSON with an annotation a line.
fn in_lines(head: &Map<String, Json>, items: &[Json]) -> Vec<u8> {
    // Texts, numbers and lists: there is nothing that JSON cannot say.
    let head = serde_json::to_string(head).unwrap_or_default();
    let items: Vec<_> = items.iter().map(|it| format!("\n{it}")).collect();
    let items = format!("[{}\n]}}}}\n", items.join(","));
    // The empty list of the page is the last thing that the head says.
    head.strip_suffix("[]}}").map(|it| it.to_owned() + &items).unwrap_or_default().into_bytes()
}

/// A name for the collection that is the same for the same text of the same name.
fn base(name: &str, text: &str) -> String {
    let hex = sha256(format!("{name}\n{text}").as_bytes());
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default().to_owned();
    // Version 8 of RFC 9562: the rest is up to who makes it.
    let (one, two, three) = (part(0, 8), part(8, 12), part(13, 16));
    format!("urn:uuid:{one}-{two}-8{three}-8{}-{}", part(17, 20), part(20, 32))
}

struct Work<'a> {
    document: &'a Document,
    unit: Unit,
    base: String,
    source: String,
}

impl Work<'_> {
    fn iri(&self, id: impl std::fmt::Display) -> String {
        format!("{}#{id}", self.base)
    }

    fn tag(&self, tag: &Annotation) -> Json {
        let label = tag.label.as_str();
        let mut bodies =
            vec![json!({ "type": "TextualBody", "purpose": "tagging", "value": label })];
        if let Some(note) = &tag.note {
            bodies.push(json!({ "type": "TextualBody", "purpose": "commenting", "value": note }));
        }
        let attributes: Map<_, _> =
            tag.attributes.iter().map(|(key, it)| (key.to_string(), value_to_file(it))).collect();
        bodies.extend(data("describing", attributes));
        bodies.extend(data("assessing", standing(tag)));
        if let Some(record) = tag.record {
            let source = self.iri(record);
            let purpose = "identifying";
            bodies
                .push(json!({ "type": "SpecificResource", "purpose": purpose, "source": source }));
        }
        let targets: Vec<_> = tag.spans.iter().map(|it| self.target(it)).collect();
        let target = match targets.as_slice() {
            [one] => one.clone(),
            _ => Json::Array(targets),
        };
        json!({
            "id": self.iri(tag.id), "type": "Annotation", "motivation": "tagging",
            "body": bodies, "target": target,
        })
    }

    fn target(&self, span: Span) -> Json {
        let text = self.document.text();
        let Quote { exact, prefix, suffix } = anchor::quote(text, span);
        let at = |byte| text.offset_in(self.unit, byte);
        json!({
            "source": self.source,
            "selector": [
                {
                    "type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix,
                },
                {
                    "type": "TextPositionSelector", "start": at(span.start()), "end": at(span.end()),
                },
            ],
        })
    }

    fn link(&self, link: &Relation) -> Json {
        let kind = link.kind.as_str();
        json!({
            "id": self.iri(link.id), "type": "Annotation", "motivation": "linking",
            "body": [
                { "type": "TextualBody", "purpose": "tagging", "value": kind },
                { "type": "SpecificResource", "purpose": "linking", "source": self.iri(link.to) },
            ],
            "target": self.iri(link.from),
        })
    }

    /// What is known of a record is said of its own name.
    fn record(&self, record: &Record) -> Json {
        let mut known = Map::new();
        known.insert("label".to_owned(), record.label.as_str().into());
        known.insert("name".to_owned(), record.name.as_str().into());
        for (key, texts) in [("aliases", &record.aliases), ("roles", &record.roles)] {
            if !texts.is_empty() {
                known.insert(key.to_owned(), texts.as_slice().into());
            }
        }
        if let Some(link) = &record.link {
            known.insert("link".to_owned(), link.as_str().into());
        }
        json!({
            "id": self.iri(format!("{}-record", record.id)), "type": "Annotation",
            "motivation": "describing", "body": data("describing", known),
            "target": self.iri(record.id),
        })
    }
}

fn standing(tag: &Annotation) -> Map<String, Json> {
    let mut standing = Map::new();
    if tag.standing.review != Review::Proposed {
        standing.insert("review".to_owned(), names::review(tag.standing.review).into());
    }
    if tag.standing.tier != Tier::Likely {
        standing.insert("tier".to_owned(), names::tier(tag.standing.tier).into());
    }
    if let Some(confidence) = tag.standing.confidence.map(Confidence::per_mille) {
        standing.insert("confidence".to_owned(), confidence.into());
    }
    standing
}

/// A body of JSON; `None` if it says nothing.
fn data(purpose: &str, fields: Map<String, Json>) -> Option<Json> {
    (!fields.is_empty()).then(|| {
        json!({
            "type": "TextualBody", "purpose": purpose, "format": "application/json",
            "value": Json::Object(fields).to_string(),
        })
    })
}
