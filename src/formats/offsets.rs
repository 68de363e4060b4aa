//! JSON Lines with `[start, end, label]` triples, a document a line: what many training programs
//! read. Offsets count code points, as Python does.
//!
//! A split annotation becomes a triple for each piece. Everything but text, places and labels has
//! no place here; [`Exporter::losses`] counts it.

use std::io::{self, Write};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::export::{Exporter, Loss};
use super::imported::{self, Tag};
use super::{Importer, Input, Read, ReadError, line, native};
use crate::annotation::{Document, Edit, Metadata, TagSet};
use crate::text::Unit;

/// The exporter.
pub(super) struct Offsets;

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

    fn extension(&self) -> &'static str {
        "jsonl"
    }

    fn many(&self) -> bool {
        true
    }

    fn losses(&self, document: &Document) -> Vec<Loss> {
        let live = || document.annotations().filter(|it| it.is_live());
        Loss::counted([
            ("rejected tags", document.annotations().filter(|it| !it.is_live()).count()),
            (
                "split tags written as separate pieces",
                live().filter(|it| it.spans.len() > 1).count(),
            ),
            (
                "tags without their attributes",
                live().filter(|it| !it.attributes.is_empty()).count(),
            ),
            ("tags without their review and reason", live().count()),
            ("notes", live().filter(|it| it.note.is_some()).count()),
            ("relations", document.relations().count()),
            ("records", document.records().count()),
            ("zones", document.zones().len()),
        ])
    }

    fn add(&self, document: &Document, out: &mut dyn Write) -> io::Result<()> {
        let text = document.text();
        let at = |byte| text.offset_in(Unit::CodePoint, byte);
        let label = document.annotations().filter(|it| it.is_live()).flat_map(|it| {
            it.spans.iter().map(|span| (at(span.start()), at(span.end()), it.label.as_str()))
        });
        let line =
            Line { id: &document.metadata().id, text: text.as_str(), label: label.collect() };
        serde_json::to_writer(&mut *out, &line)?;
        writeln!(out)
    }
}

/// The importer of lines: native documents, texts, and texts with triples.
pub(super) struct Lines;

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
        let mut documents = Vec::new();
        for (number, line) in (1..).zip(input.whole()?.split('\n')) {
            if line.trim().is_empty() {
                continue;
            }
            let read = line::read(line, tag_set).and_then(with_triples);
            documents.push(read.map_err(|error| ReadError::in_line(number, error))?);
        }
        Ok(documents)
    }
}

/// Makes annotations of the triples that a line's further keys hold.
fn with_triples(mut read: Read) -> Result<Read, ReadError> {
    let metadata = read.document.metadata();
    let Some(key) = TRIPLES.into_iter().find(|it| metadata.extra.contains_key(*it)) else {
        return Ok(read);
    };
    let mut metadata = Metadata::clone(metadata);
    let Some(value) = metadata.extra.remove(key) else { return Ok(read) };
    // Other data sets mean other things by these words; then they are kept as they are.
    let Ok(triples) = serde_json::from_value::<Vec<Triple>>(native::value_to_file(&value)) else {
        return Ok(read);
    };
    let tags: Vec<_> =
        triples.into_iter().map(|Triple(from, to, label)| Tag::new(from, to, label)).collect();
    read = imported::with_tags(read, tags, "offsets-jsonl")?;
    // Metadata fit any document.
    let _old = read.document.apply(Edit::SetMetadata(Box::new(metadata)));
    Ok(read)
}
