//! Annotations as tags.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json};

use super::super::found::{Found, FoundRecord, Link, Tag};
use super::anchor::{self, Anchored, Quote};
use super::hash_name;
use crate::annotation::check::{Place, Problem, Severity};
use crate::annotation::{Confidence, Key, Review};
use crate::formats::ReadError;
use crate::formats::native::{self, names};
use crate::text::{Span, Text, Unit};

type Fields = Map<String, Json>;

/// What annotations say about a text, and what is wrong with them. Offsets of the tags are bytes.
pub(super) fn found(
    file: &str,
    text: &Text,
    unit: Unit,
) -> Result<(Found, Vec<Problem>), ReadError> {
    let file: Json = serde_json::from_str(file).map_err(|error| native::syntax(&error))?;
    let mut annotations = Vec::new();
    if !collect(&file, &mut annotations, 0) {
        let message = "it is neither an Annotation nor a collection of them".to_owned();
        return Err(ReadError::Foreign { format: "Web Annotation", message });
    }
    let mut work = Work::new(text, unit);
    work.version(&annotations);
    for it in &annotations {
        work.record(it);
    }
    let links: Vec<_> = annotations.iter().filter(|it| is_link(it)).collect();
    for it in &annotations {
        if !is_link(it) && !work.described.contains(&id(it)) {
            work.tag(it);
        }
    }
    for it in links {
        work.link(it);
    }
    Ok((work.found, work.problems))
}

/// The annotations of a list, a page, a collection, or one.
fn collect<'a>(file: &'a Json, annotations: &mut Vec<&'a Fields>, depth: usize) -> bool {
    match file {
        // A collection holds a page and that a list, so nothing is deeper.
        Json::Array(items) if depth < 8 => {
            items.iter().all(|it| collect(it, annotations, depth + 1))
        }
        Json::Object(fields) if depth < 8 => {
            if is_a(fields, "Annotation") {
                annotations.push(fields);
                return true;
            }
            let inside = ["items", "first", "@graph"].iter().filter_map(|it| fields.get(*it));
            let inside: Vec<_> = inside.collect();
            let known = is_a(fields, "AnnotationCollection") || is_a(fields, "AnnotationPage");
            let whole = inside.iter().all(|it| collect(it, annotations, depth + 1));
            whole && (known || !inside.is_empty())
        }
        _ => false,
    }
}

fn get<'a>(fields: &'a Fields, key: &str) -> Option<&'a Json> {
    fields.get(key).or_else(|| fields.get(&format!("@{key}")))
}

fn string<'a>(fields: &'a Fields, key: &str) -> Option<&'a str> {
    get(fields, key).and_then(Json::as_str)
}

/// What stands under a key, where one thing need not be in a list.
fn listed<'a>(fields: &'a Fields, key: &str) -> Vec<&'a Json> {
    match fields.get(key) {
        Some(Json::Array(items)) => items.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    }
}

fn is_a(fields: &Fields, kind: &str) -> bool {
    let kinds = match get(fields, "type") {
        Some(Json::Array(kinds)) => kinds.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    kinds.iter().filter_map(Json::as_str).any(|it| it.rsplit(['/', '#', ':']).next() == Some(kind))
}

fn id(annotation: &Fields) -> String {
    string(annotation, "id").unwrap_or_default().to_owned()
}

fn has_motivation(annotation: &Fields, motivation: &str) -> bool {
    listed(annotation, "motivation").contains(&&Json::from(motivation))
}

/// The name of a resource: a text, or an object with an id.
fn iri(resource: &Json) -> Option<&str> {
    match resource {
        Json::String(iri) => Some(iri),
        Json::Object(fields) => match fields.get("source") {
            Some(source @ Json::String(_)) => source.as_str(),
            Some(Json::Object(source)) => string(source, "id"),
            _ => string(fields, "id"),
        },
        _ => None,
    }
}

/// The only target, if it is named and no place of a text.
fn bare_target(annotation: &Fields) -> Option<&str> {
    match listed(annotation, "target").as_slice() {
        [target] if target.get("selector").is_none() => iri(target),
        _ => None,
    }
}

fn is_link(annotation: &Fields) -> bool {
    has_motivation(annotation, "linking") && bare_target(annotation).is_some()
}

struct Work<'a> {
    text: &'a Text,
    unit: Unit,
    found: Found,
    problems: Vec<Problem>,
    tags: BTreeMap<String, usize>,
    records: BTreeMap<String, usize>,
    /// Annotations that describe a record.
    described: BTreeSet<String>,
}

/// What bodies say.
#[derive(Default)]
struct Said {
    labels: Vec<String>,
    notes: Vec<String>,
    attributes: Fields,
    standing: Fields,
    record: Option<String>,
}

impl<'a> Work<'a> {
    fn new(text: &'a Text, unit: Unit) -> Self {
        Self {
            text,
            unit,
            found: Found::default(),
            problems: Vec::new(),
            tags: BTreeMap::new(),
            records: BTreeMap::new(),
            described: BTreeSet::new(),
        }
    }

    fn tell(&mut self, severity: Severity, message: String) {
        self.problems.push(Problem::new("import", severity, Place::Whole, message));
    }

    fn left_out(&mut self, message: &str) {
        self.tell(Severity::Error, format!("{message}; it was left out"));
    }

    /// Says so if the annotations were made for another version of the text.
    fn version(&mut self, annotations: &[&Fields]) {
        let targets = annotations.iter().flat_map(|it| listed(it, "target"));
        let mut sources = targets.filter_map(iri).filter(|it| it.starts_with("ni:"));
        let here = hash_name(self.text.as_str());
        if sources.any(|it| it != here) {
            let message = "the annotations were made for another version of this text; each was \
                           held against its words";
            self.tell(Severity::Warning, message.to_owned());
        }
    }

    fn record(&mut self, annotation: &Fields) {
        let Some(iri) =
            bare_target(annotation).filter(|_| has_motivation(annotation, "describing"))
        else {
            return;
        };
        let mut said = Said::default();
        for body in listed(annotation, "body") {
            said.body(body, "describing");
        }
        let known = |key: &str| said.attributes.get(key).and_then(Json::as_str).map(str::to_owned);
        let (Some(label), Some(name)) = (known("label"), known("name")) else { return };
        let texts = |key: &str| -> Vec<String> {
            let items = said.attributes.get(key).and_then(Json::as_array);
            items.into_iter().flatten().filter_map(Json::as_str).map(str::to_owned).collect()
        };
        let (aliases, roles, link) = (texts("aliases"), texts("roles"), known("link"));
        self.described.insert(id(annotation));
        self.records.insert(iri.to_owned(), self.found.records.len());
        self.found.records.push(FoundRecord { label, name, aliases, roles, link });
    }

    fn tag(&mut self, annotation: &Fields) {
        let id = id(annotation);
        let name = if id.is_empty() { "an annotation".to_owned() } else { id.clone() };
        let mut spans = Vec::new();
        for target in listed(annotation, "target") {
            match self.place(target) {
                Ok(Anchored::There(span)) => spans.push(span),
                Ok(Anchored::Moved(span)) => {
                    let words = self.text.slice(span);
                    let message = format!("{name}: {words:?} has moved; it was found by its words");
                    self.tell(Severity::Warning, message);
                    spans.push(span);
                }
                Err(why) => return self.left_out(&format!("{name}: {why}")),
            }
        }
        let said = self.said(annotation, &name);
        let record = said.record.as_deref().and_then(|it| self.identified(it, &said, &spans));
        if !id.is_empty() {
            self.tags.insert(id, self.found.tags.len());
        }
        for label in &said.labels {
            let mut tag = Tag::new(name.clone(), (0, 0), label.clone());
            tag.spans = spans.iter().map(|it| (it.start(), it.end())).collect();
            tag.note = (!said.notes.is_empty()).then(|| said.notes.join("\n"));
            tag.record = record;
            said.stand(&mut tag);
            for (key, value) in &said.attributes {
                match native::value_from_file(value.clone()) {
                    Ok(value) => {
                        tag.attributes.insert(Key::from(key.clone()), value);
                    }
                    Err(why) => self.left_out(&format!("{name}: {key:?}: {why}")),
                }
            }
            self.found.tags.push(tag);
        }
    }

    fn said(&mut self, annotation: &Fields, name: &str) -> Said {
        let mut said = Said::default();
        let motivation = listed(annotation, "motivation").first().and_then(|it| it.as_str());
        let motivation = motivation.unwrap_or("tagging");
        if let Some(value) = string(annotation, "bodyValue") {
            said.text(motivation, value);
        }
        for body in listed(annotation, "body") {
            if !said.body(body, motivation) {
                self.left_out(&format!(
                    "{name}: one of its bodies says nothing that a tag can hold"
                ));
            }
        }
        if said.labels.is_empty() {
            said.labels.push(motivation.to_owned());
        }
        said
    }

    /// The place of a target.
    fn place(&self, target: &Json) -> Result<Anchored, String> {
        let none = || "its target is no place in a text".to_owned();
        let selectors = listed(target.as_object().ok_or_else(none)?, "selector");
        let selectors: Vec<_> = selectors.into_iter().filter_map(Json::as_object).collect();
        let of = |kind| selectors.iter().find(|it| is_a(it, kind));
        let position = of("TextPositionSelector").map(|it| {
            let at = |key: &str| it.get(key).and_then(Json::as_u64);
            let at = |key: &str| at(key).and_then(|it| usize::try_from(it).ok());
            let (start, end) = at("start").zip(at("end")).ok_or("its offsets are no numbers")?;
            anchor::position(self.text, self.unit, start, end)
        });
        let quote = of("TextQuoteSelector").map(|it| {
            let text = |key: &str| string(it, key).unwrap_or_default().to_owned();
            Quote { exact: text("exact"), prefix: text("prefix"), suffix: text("suffix") }
        });
        anchor::anchor(self.text, position, quote.as_ref())
    }

    /// The record with a name, which may be one that nothing else is known of.
    fn identified(&mut self, iri: &str, said: &Said, spans: &[Span]) -> Option<usize> {
        if let Some(record) = self.records.get(iri) {
            return Some(*record);
        }
        let label = said.labels.first()?.clone();
        let name = self.text.slice(*spans.first()?).to_owned();
        let wikidata = iri.split_once("wikidata.org/").and_then(|it| it.1.rsplit('/').next());
        let link = wikidata.map_or_else(|| iri.to_owned(), |it| format!("wikidata:{it}"));
        let (aliases, roles) = (Vec::new(), Vec::new());
        let record = FoundRecord { label, name, aliases, roles, link: Some(link) };
        self.records.insert(iri.to_owned(), self.found.records.len());
        self.found.records.push(record);
        self.records.get(iri).copied()
    }

    fn link(&mut self, annotation: &Fields) {
        let name = id(annotation);
        let mut kind = "linking".to_owned();
        let mut ends = Vec::new();
        for body in listed(annotation, "body") {
            match body.as_object().filter(|it| is_a(it, "TextualBody")) {
                Some(text) => kind = string(text, "value").map_or(kind, str::to_owned),
                None => ends.extend(iri(body)),
            }
        }
        let end = |iri: &str| self.tags.get(iri).copied().unwrap_or(usize::MAX);
        let from = bare_target(annotation).map_or(usize::MAX, end);
        let links = ends.into_iter().map(|to| Link {
            name: name.clone(),
            kind: kind.clone(),
            from,
            to: end(to),
            review: Review::Proposed,
        });
        let links: Vec<_> = links.collect();
        if links.is_empty() {
            self.left_out(&format!("{name}: it links to nothing"));
        }
        self.found.links.extend(links);
    }
}

impl Said {
    /// Takes what a body says; `false` if that is nothing that is known here.
    fn body(&mut self, body: &Json, motivation: &str) -> bool {
        let Json::Object(fields) = body else {
            let identifies = motivation == "identifying";
            self.record = body.as_str().filter(|_| identifies).map(str::to_owned);
            return self.record.is_some();
        };
        let purpose = listed(fields, "purpose").first().and_then(|it| it.as_str());
        let purpose = purpose.unwrap_or(motivation);
        if purpose == "identifying" {
            self.record = iri(body).map(str::to_owned);
            return self.record.is_some();
        }
        let value = string(fields, "value");
        let object = value.filter(|_| string(fields, "format") == Some("application/json"));
        let object = object.and_then(|it| serde_json::from_str(it).ok());
        match (purpose, object, value) {
            ("describing", Some(Json::Object(said)), _) => self.attributes.extend(said),
            ("assessing", Some(Json::Object(said)), _) => self.standing.extend(said),
            (_, _, Some(value)) => self.text(purpose, value),
            (_, _, None) => return false,
        }
        true
    }

    fn text(&mut self, purpose: &str, value: &str) {
        match purpose {
            "tagging" | "classifying" => self.labels.push(value.to_owned()),
            "assessing" if names::review_of(value).is_some() => {
                self.standing.insert("review".to_owned(), value.into());
            }
            _ => self.notes.push(value.to_owned()),
        }
    }

    fn stand(&self, tag: &mut Tag) {
        let word = |key| self.standing.get(key).and_then(Json::as_str);
        tag.review = word("review").and_then(names::review_of).unwrap_or(tag.review);
        tag.tier = word("tier").and_then(names::tier_of).unwrap_or(tag.tier);
        let confidence = self.standing.get("confidence").and_then(Json::as_u64);
        tag.confidence = confidence.and_then(|it| u16::try_from(it).ok()).map(Confidence::new);
    }
}
