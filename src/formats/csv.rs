//! Tags as a table for spreadsheets, a row for each piece of a tag, and back.
//!
//! A cell that a spreadsheet would take for a formula gets a `'` before it, which reading takes
//! away. The article's text is not in the table: reading one needs it beside.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::export::{Exporter, Loss};
use super::imported::{self, Tag};
use super::native::{self, names};
use super::{Read, ReadError};
use crate::annotation::{Annotation, Confidence, Document, Key, TagSet, Value};
use crate::text::{Text, Unit};

/// The exporter.
pub(super) struct Csv;

/// A row; the field names are the head of the table.
#[derive(Default, Serialize, Deserialize)]
struct Row {
    document: String,
    id: String,
    label: String,
    start: usize,
    end: usize,
    words: String,
    #[serde(default)]
    review: String,
    #[serde(default)]
    tier: String,
    #[serde(default)]
    confidence: Option<u16>,
    #[serde(default)]
    record: String,
    /// A JSON object.
    #[serde(default)]
    attributes: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    why: String,
}

/// What a spreadsheet takes for a formula, and our own sign for that.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\'', '＝', '＋', '－', '＠'])
}

fn safe(cell: &str) -> String {
    if is_formula(cell) { format!("'{cell}") } else { cell.to_owned() }
}

fn unsafe_again(cell: &str) -> String {
    cell.strip_prefix('\'').filter(|it| is_formula(it)).unwrap_or(cell).to_owned()
}

impl Exporter for Csv {
    fn key(&self) -> &'static str {
        "csv"
    }

    fn about(&self) -> &'static str {
        "a table of tags for spreadsheets, with their review"
    }

    fn extension(&self) -> &'static str {
        "csv"
    }

    fn many(&self) -> bool {
        true
    }

    fn losses(&self, document: &Document) -> Vec<Loss> {
        Loss::counted([
            ("relations", document.relations().count()),
            ("records but for their names", document.records().count()),
            ("zones", document.zones().len()),
        ])
    }

    fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut table = table(out);
        table.write_record(HEAD)?;
        table.flush()
    }

    fn add(&self, document: &Document, out: &mut dyn Write) -> io::Result<()> {
        let mut table = table(out);
        for annotation in document.annotations() {
            for row in rows(document, annotation) {
                table.serialize(row)?;
            }
        }
        table.flush()
    }
}

fn table(out: &mut dyn Write) -> csv::Writer<&mut dyn Write> {
    csv::WriterBuilder::new().has_headers(false).from_writer(out)
}

const HEAD: [&str; 13] = [
    "document",
    "id",
    "label",
    "start",
    "end",
    "words",
    "review",
    "tier",
    "confidence",
    "record",
    "attributes",
    "note",
    "why",
];

fn rows<'a>(document: &'a Document, annotation: &'a Annotation) -> impl Iterator<Item = Row> + 'a {
    let metadata = document.metadata();
    let name = match (&metadata.id, &metadata.source) {
        (id, Some(source)) if id.is_empty() => &source.name,
        (id, _) => id,
    };
    let text = document.text();
    let attributes: serde_json::Map<_, _> = annotation
        .attributes
        .iter()
        .map(|(key, it)| (key.to_string(), native::value_to_file(it)))
        .collect();
    let attributes = if attributes.is_empty() {
        String::new()
    } else {
        serde_json::Value::Object(attributes).to_string()
    };
    let record = annotation.record.and_then(|it| document.record(it));
    let standing = &annotation.standing;
    annotation.spans.iter().map(move |span| Row {
        document: safe(name),
        id: annotation.id.to_string(),
        label: safe(annotation.label.as_str()),
        start: text.offset_in(Unit::CodePoint, span.start()),
        end: text.offset_in(Unit::CodePoint, span.end()),
        words: safe(text.slice(span)),
        review: names::review(standing.review).to_owned(),
        tier: names::tier(standing.tier).to_owned(),
        confidence: standing.confidence.map(Confidence::per_mille),
        record: record.map(|it| safe(&it.name)).unwrap_or_default(),
        attributes: attributes.clone(),
        note: annotation.note.as_deref().map(safe).unwrap_or_default(),
        why: standing.why().map(safe).unwrap_or_default(),
    })
}

/// Reads a table of tags of one article, whose text is `text`. Rows with the same id are pieces of
/// one tag. The words of each row must stand where it says.
pub fn read(table: &str, text: &Text, tag_set: &Arc<TagSet>) -> Result<Read, ReadError> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let mut tags: Vec<(String, Tag)> = Vec::new();
    for row in reader.deserialize() {
        let row: Row = row.map_err(|error| refused(&error))?;
        let line = tags.len() + 2;
        let wrong = |message: String| ReadError::Syntax { line, column: 1, message };
        let span = text.span_in(Unit::CodePoint, row.start, row.end);
        let there = span.map(|it| text.slice(it)).unwrap_or_default();
        if there != unsafe_again(&row.words) {
            let (id, words) = (&row.id, &row.words);
            let place = format!("{}..{}", row.start, row.end);
            return Err(wrong(format!("{id}: {place} has {there:?} in the text, not {words:?}")));
        }
        match tags.last_mut() {
            Some((id, tag)) if *id == row.id && !id.is_empty() => {
                tag.spans.push((row.start, row.end));
            }
            _ => tags.push((row.id.clone(), tag(&row).map_err(wrong)?)),
        }
    }
    let document = Document::new(text.clone(), Arc::clone(tag_set));
    let read = Read { document, problems: Vec::new() };
    imported::with_tags(read, tags.into_iter().map(|it| it.1).collect(), "csv")
}

fn tag(row: &Row) -> Result<Tag, String> {
    let mut tag = Tag::new(row.start, row.end, unsafe_again(&row.label));
    if !row.review.is_empty() {
        tag.review = names::review_of(&row.review)
            .ok_or_else(|| format!("{:?} is no review", row.review))?;
    }
    if !row.tier.is_empty() {
        tag.tier = names::tier_of(&row.tier).ok_or_else(|| format!("{:?} is no tier", row.tier))?;
    }
    tag.confidence = row.confidence.map(Confidence::new);
    tag.note = (!row.note.is_empty()).then(|| unsafe_again(&row.note));
    if !row.attributes.is_empty() {
        let values: BTreeMap<String, serde_json::Value> = serde_json::from_str(&row.attributes)
            .map_err(|error| format!("the attributes are no JSON object: {error}"))?;
        for (key, value) in values {
            let value: Value = native::value_from_file(value)?;
            tag.attributes.insert(Key::from(key), value);
        }
    }
    Ok(tag)
}

fn refused(error: &csv::Error) -> ReadError {
    let line = error.position().map_or(1, |it| usize::try_from(it.line()).unwrap_or(usize::MAX));
    ReadError::Syntax { line, column: 1, message: error.to_string() }
}
