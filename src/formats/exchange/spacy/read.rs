//! The importers, which also read what people have made for spaCy by hand.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::super::found::{self, Found, FoundRecord, Link, Tag, misfit};
use crate::annotation::check::Problem;
use crate::annotation::{Review, TagSet};
use crate::formats::{Importer, Input, Read, ReadError, line, native};
use crate::text::{Text, Unit};

/// The importer of texts with spans.
pub(in crate::formats) struct Texts {
    key: &'static str,
    about: &'static str,
}

/// Of what spaCy writes and trains with.
pub(in crate::formats) const SPACY: Texts =
    Texts { key: "spacy", about: "JSON of spaCy, or texts with [start, end, label] or spans" };

/// Of Prodigy's tasks.
pub(in crate::formats) const PRODIGY: Texts =
    Texts { key: "prodigy", about: "tasks of Prodigy, lines of JSON with spans" };

impl Importer for Texts {
    fn key(&self) -> &'static str {
        self.key
    }

    fn about(&self) -> &'static str {
        self.about
    }

    fn extensions(&self) -> &'static [&'static str] {
        &[]
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let text = input.text().trim_start();
        let line = text.lines().next().unwrap_or_default();
        let list = line.contains("\"spans\":[") || line.contains("\"spans\": [");
        let its = match self.key {
            "spacy" => line.contains("\"ents\":"),
            _ => list && !line.contains("\"ents\":"),
        };
        let saved = line.contains("\"factmark\"");
        text.starts_with('{') && !saved && line.contains("\"text\":") && its
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        let unit = input.unit().unwrap_or(Unit::CodePoint);
        let mut documents = Vec::new();
        for (number, value) in values(input.whole()?)? {
            let read = task(value, unit, tag_set);
            let read = read.map(|(read, found)| found::onto(read, found, unit, self.key));
            documents.push(read.map_err(|error| ReadError::in_line(number, error))?);
        }
        Ok(documents)
    }
}

/// What a file holds, with the number of the line, or of the item in one array.
fn values(source: &str) -> Result<Vec<(usize, Value)>, ReadError> {
    let whole = serde_json::from_str(source);
    if let Ok(Value::Array(items)) = whole {
        let pair = matches!(items.as_slice(), [Value::String(_), Value::Object(_)]);
        let items = if pair { vec![Value::Array(items)] } else { items };
        return Ok((1..).zip(items).collect());
    }
    let mut found = Vec::new();
    for (number, line) in (1..).zip(source.split('\n')) {
        if line.trim().is_empty() {
            continue;
        }
        let value = match serde_json::from_str(line) {
            Ok(Value::Object(_)) => native::object(line).map(Value::Object),
            other => other,
        };
        match (value, &whole) {
            (Ok(value), _) => found.push((number, value)),
            // An array over many lines has no line that says anything alone.
            (Err(_), Err(error)) if found.is_empty() && source.trim_start().starts_with('[') => {
                return Err(native::syntax(error));
            }
            (Err(error), _) => return Err(ReadError::in_line(number, native::syntax(&error))),
        }
    }
    Ok(found)
}

/// Keys of triples or spans beside `spans`.
const LISTS: [&str; 4] = ["entities", "ents", "label", "labels"];

fn task(value: Value, unit: Unit, tag_set: &Arc<TagSet>) -> Result<(Read, Found), ReadError> {
    let mut fields = match value {
        Value::Object(fields) => fields,
        Value::Array(items) => match <[Value; 2]>::try_from(items) {
            Ok([text, Value::Object(mut fields)]) => {
                fields.insert("text".to_owned(), text);
                fields
            }
            _ => return Err(no_task()),
        },
        _ => return Err(no_task()),
    };
    let review = match fields.get("answer").and_then(Value::as_str) {
        Some("accept") => Some(Review::Accepted),
        Some("reject") => Some(Review::Rejected),
        Some("ignore") => Some(Review::Proposed),
        _ => None,
    };
    if review.is_some() {
        fields.shift_remove("answer");
    }
    let text = Text::new(fields.get("text").and_then(Value::as_str).unwrap_or_default());
    let review = review.unwrap_or(Review::Proposed);
    let mut spans = Spans::new((text, unit), places(&fields), review);
    fields.shift_remove("tokens");
    match fields.shift_remove("spans") {
        Some(Value::Object(groups)) => groups.into_iter().for_each(|it| spans.add_all(it.1)),
        Some(list) => spans.add_all(list),
        None => {}
    }
    let known = spans.places.clone();
    for key in LISTS {
        // Other data sets mean other things by these words; then they are kept as they are.
        if fields.get(key).is_some_and(is_list) {
            let items = fields.shift_remove(key).unwrap_or_default();
            spans.add_unknown(items, &known);
        }
    }
    if let Some(relations) = fields.shift_remove("relations") {
        spans.link_all(relations);
    }
    name(&mut fields);
    let mut read = line::plain(fields, tag_set)?;
    read.problems.append(&mut spans.problems);
    Ok((read, spans.found))
}

fn no_task() -> ReadError {
    let message = "it is no text with spans, such as {\"text\": \"Ann left.\", \"spans\": [{\"start\": 0, \
                   \"end\": 3, \"label\": \"person\"}]}";
    ReadError::NotNative { message: message.to_owned() }
}

/// Takes the name out of what Prodigy shows beside a task.
fn name(fields: &mut Map<String, Value>) {
    if fields.contains_key("id") {
        return;
    }
    let Some(Value::Object(meta)) = fields.get_mut("meta") else { return };
    if !meta.get("id").is_some_and(Value::is_string) {
        return;
    }
    let id = meta.shift_remove("id");
    if meta.is_empty() {
        fields.shift_remove("meta");
    }
    fields.extend(id.map(|it| ("id".to_owned(), it)));
}

fn number(value: Option<&Value>) -> Option<usize> {
    usize::try_from(value?.as_u64()?).ok()
}

/// The places of the tokens.
fn places(fields: &Map<String, Value>) -> Vec<(usize, usize)> {
    let tokens = fields.get("tokens").and_then(Value::as_array);
    let place = |it: &Value| Some((number(it.get("start"))?, number(it.get("end"))?));
    tokens.into_iter().flatten().map(|it| place(it).unwrap_or_default()).collect()
}

/// Whether a list is one of spans or of [start, end, label].
fn is_list(value: &Value) -> bool {
    let one = |it: &Value| match it {
        Value::Array(items) => matches!(items.as_slice(), [from, to, label]
            if from.is_u64() && to.is_u64() && label.is_string()),
        Value::Object(_) => place(it).is_some(),
        _ => false,
    };
    value.as_array().is_some_and(|it| it.iter().all(one))
}

fn place(span: &Value) -> Option<(usize, usize)> {
    let end = |keys: [&str; 2]| keys.iter().find_map(|it| number(span.get(it)));
    Some((end(["start", "start_offset"])?, end(["end", "end_offset"])?))
}

/// A place with its label, as relations name it.
type Known = (usize, usize, String);

/// What the spans of a task say.
struct Spans {
    text: Text,
    unit: Unit,
    tokens: Vec<(usize, usize)>,
    review: Review,
    found: Found,
    /// The tags with each place and label.
    places: BTreeMap<Known, Vec<usize>>,
    /// Records by their entries in a table.
    entries: BTreeMap<String, usize>,
    problems: Vec<Problem>,
}

impl Spans {
    fn new((text, unit): (Text, Unit), tokens: Vec<(usize, usize)>, review: Review) -> Self {
        Self {
            text,
            unit,
            tokens,
            review,
            found: Found::default(),
            places: BTreeMap::new(),
            entries: BTreeMap::new(),
            problems: Vec::new(),
        }
    }

    fn wrong(&mut self, message: String) {
        self.problems.push(misfit(message));
    }

    fn add_all(&mut self, list: Value) {
        self.add_unknown(list, &BTreeMap::new());
    }

    /// Adds the spans of a list that are not in `known`.
    fn add_unknown(&mut self, list: Value, known: &BTreeMap<Known, Vec<usize>>) {
        let Value::Array(items) = list else {
            self.wrong("the spans are no list".to_owned());
            return;
        };
        for (number, item) in (1..).zip(items) {
            match self.read(&item) {
                Ok(read) if known.contains_key(&read) => {}
                Ok(read) => self.add(format!("span {number}"), read, &item),
                Err(why) => self.wrong(format!("span {number} has {why}")),
            }
        }
    }

    fn read(&self, item: &Value) -> Result<Known, &'static str> {
        if let Value::Array(parts) = item {
            let [from, to, Value::String(label)] = parts.as_slice() else {
                return Err("not the form [start, end, label]");
            };
            let (from, to) = number(Some(from)).zip(number(Some(to))).ok_or("no start and end")?;
            return Ok((from, to, label.clone()));
        }
        let token = |key| self.tokens.get(number(item.get(key))?).copied();
        let tokens = || Some((token("token_start")?.0, token("token_end")?.1));
        let (start, end) = place(item).or_else(tokens).ok_or("no start and end")?;
        let label = item.get("label").and_then(Value::as_str).ok_or("no label")?;
        Ok((start, end, label.to_owned()))
    }

    fn add(&mut self, name: String, (start, end, label): Known, item: &Value) {
        let mut tag = Tag::new(name, (start, end), label.clone());
        tag.review = self.review;
        let entry = item.get("kb_id").and_then(Value::as_str).filter(|it| !it.is_empty());
        tag.record = entry.map(|it| self.record(it, &label, (start, end)));
        self.places.entry((start, end, label)).or_default().push(self.found.tags.len());
        self.found.tags.push(tag);
    }

    fn record(&mut self, entry: &str, label: &str, (start, end): (usize, usize)) -> usize {
        let records = &mut self.found.records;
        *self.entries.entry(entry.to_owned()).or_insert_with(|| {
            let words = self.text.span_in(self.unit, start, end);
            let words = words.map_or(entry, |it| self.text.slice(it));
            records.push(FoundRecord {
                label: label.to_owned(),
                name: words.to_owned(),
                aliases: Vec::new(),
                roles: Vec::new(),
                link: Some(entry.to_owned()),
            });
            records.len() - 1
        })
    }

    fn link_all(&mut self, list: Value) {
        let Value::Array(items) = list else {
            self.wrong("the relations are no list".to_owned());
            return;
        };
        for (number, item) in (1..).zip(items) {
            let name = format!("relation {number}");
            let Some(kind) = item.get("label").and_then(Value::as_str) else {
                self.wrong(format!("{name} has no label"));
                continue;
            };
            let from = self.end(&item, ["head_span", "head"]);
            let to = self.end(&item, ["child_span", "child"]);
            // Two tags may say the same: then a link between them goes from one to the other.
            let from = from.first().copied().unwrap_or(usize::MAX);
            let to = to.last().copied().unwrap_or(usize::MAX);
            let kind = kind.to_owned();
            self.found.links.push(Link { name, kind, from, to, review: self.review });
        }
    }

    /// The tags at an end of a relation: those of the span, else the shortest at the token.
    fn end(&self, item: &Value, [span, token]: [&str; 2]) -> &[usize] {
        let named = item.get(span).and_then(|it| self.read(it).ok());
        if let Some(tags) = named.and_then(|it| self.places.get(&it)) {
            return tags;
        }
        let at = number(item.get(token)).and_then(|it| self.tokens.get(it));
        let Some((start, end)) = at else { return &[] };
        let around = self.places.iter().filter(|it| it.0.0 <= *start && *end <= it.0.1);
        let near = around.min_by_key(|it| it.0.1.saturating_sub(it.0.0));
        near.map_or(&[], |it| it.1)
    }
}
