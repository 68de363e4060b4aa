//! JSON Lines with `[start, end, label]` triples, a document a line: what many training programs
//! read. Offsets count code points, as Python does.
//!
//! A split annotation becomes a triple for each piece. Everything but the document's name, its text,
//! places and labels is lost.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::found::{self, Found, Tag};
use super::{Exporter, Holds, Options, Written, losses};
use crate::annotation::{Document, Edit, Metadata, TagSet};
use crate::formats::{Importer, Input, Read, ReadError, line, native};
use crate::text::Unit;

/// The exporter.
pub(in crate::formats) struct Offsets;

#[derive(Serialize)]
struct Line<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    id: &'a str,
    text: &'a str,
    label: Vec<(usize, usize, &'a str)>,
}

impl Exporter for Offsets {
    fn key(&self) -> &'static str {
        "offsets-jsonl"
    }

    fn about(&self) -> &'static str {
        "a line of JSON per document with [start, end, label] triples"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["jsonl"]
    }

    fn many(&self) -> bool {
        true
    }

    fn write(&self, document: &Document, options: &Options) -> Written {
        let text = document.text();
        let unit = options.unit.unwrap_or(Unit::CodePoint);
        let at = |byte| text.offset_in(unit, byte);
        let label = document.annotations().filter(|it| it.is_live()).flat_map(|it| {
            it.spans.iter().map(|span| (at(span.start()), at(span.end()), it.label.as_str()))
        });
        let line =
            Line { id: &document.metadata().id, text: text.as_str(), label: label.collect() };
        // Texts, numbers and lists: there is nothing that JSON cannot say.
        let line = serde_json::to_string(&line).unwrap_or_default() + "\n";
        Written::one(line, losses(document, &Holds::TAGS))
    }
}

/// The importer of lines: native documents, texts, and texts with triples.
pub(in crate::formats) struct Lines;

/// Keys under which triples are found.
const TRIPLES: [&str; 3] = ["label", "labels", "entities"];

#[derive(Deserialize)]
struct Triple(usize, usize, String);

impl Importer for Lines {
    fn key(&self) -> &'static str {
        "jsonl"
    }

    fn about(&self) -> &'static str {
        "a line of JSON per document: saved by factmark, {\"id\", \"text\"}, or with triples"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson"]
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let mut lines = input.text().lines().map(str::trim).filter(|it| !it.is_empty());
        let whole = |it: &str| it.starts_with('{') && it.ends_with('}') && it.contains("\"text\"");
        // One line alone may be a saved document.
        lines.next().is_some_and(whole) && lines.next().is_some_and(whole)
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        let unit = input.unit().unwrap_or(Unit::CodePoint);
        let mut documents = Vec::new();
        for (number, line) in (1..).zip(input.whole()?.split('\n')) {
            if line.trim().is_empty() {
                continue;
            }
            let read = line::read(line, tag_set).map(|it| with_triples(it, unit));
            documents.push(read.map_err(|error| ReadError::in_line(number, error))?);
        }
        Ok(documents)
    }
}

/// Makes annotations of the triples that a line's further keys hold.
fn with_triples(mut read: Read, unit: Unit) -> Read {
    let metadata = read.document.metadata();
    let Some(key) = TRIPLES.into_iter().find(|it| metadata.extra.contains_key(*it)) else {
        return read;
    };
    let mut metadata = Metadata::clone(metadata);
    let Some(value) = metadata.extra.remove(key) else { return read };
    // Other data sets mean other things by these words; then they are kept as they are.
    let Ok(triples) = serde_json::from_value::<Vec<Triple>>(native::value_to_file(&value)) else {
        return read;
    };
    let tags = (1..).zip(triples).map(|(number, Triple(from, to, label))| {
        Tag::new(format!("tag {number}"), (from, to), label)
    });
    // Metadata fit any document.
    let _old = read.document.apply(Edit::SetMetadata(Box::new(metadata)));
    let found = Found { tags: tags.collect(), ..Found::default() };
    found::onto(read, found, unit, "offsets-jsonl")
}
