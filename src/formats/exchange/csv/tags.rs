//! Tags as a table, a row for each piece of a tag, and back. The article's text is not in the table:
//! reading one needs it beside.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::super::found::{self, Found, Tag};
use super::super::{Exporter, Frame, Holds, Options, Written, losses};
use super::{document_name, safe, table, unsafe_again};
use crate::annotation::{Annotation, Confidence, Document, Key, TagSet, Value};
use crate::formats::native::{self, names};
use crate::formats::{Importer, Input, Read, ReadError, Source};
use crate::text::Unit;

/// The exporter.
pub(in crate::formats) struct Csv;

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

/// What a table holds. The name of a tag's record is in it for people alone: two may have one name.
const HOLDS: Holds =
    Holds { attributes: true, notes: true, review: true, trust: true, pieces: true, ..Holds::TAGS };

impl Exporter for Csv {
    fn key(&self) -> &'static str {
        "csv"
    }

    fn about(&self) -> &'static str {
        "a table of tags for spreadsheets, with their review"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["csv"]
    }

    fn many(&self) -> bool {
        true
    }

    fn frame(&self) -> Frame {
        Frame { head: HEAD, ..Frame::NONE }
    }

    fn write(&self, document: &Document, options: &Options) -> Written {
        let unit = options.unit.unwrap_or(Unit::CodePoint);
        let rows = document.annotations().flat_map(|it| rows(document, it, unit));
        Written::one(table(rows), losses(document, &HOLDS))
    }
}

const HEAD: &str =
    "document,id,label,start,end,words,review,tier,confidence,record,attributes,note,why\n";

fn rows<'a>(
    document: &'a Document,
    annotation: &'a Annotation,
    unit: Unit,
) -> impl Iterator<Item = Row> + 'a {
    let name = document_name(document);
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
        document: name.clone(),
        id: annotation.id.to_string(),
        label: safe(annotation.label.as_str()),
        start: text.offset_in(unit, span.start()),
        end: text.offset_in(unit, span.end()),
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

/// The importer.
pub(in crate::formats) struct Table;

impl Importer for Table {
    fn key(&self) -> &'static str {
        "csv"
    }

    fn about(&self) -> &'static str {
        "a table of tags"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &[]
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let head = input.text().lines().next().unwrap_or_default();
        let columns: Vec<_> = head.split(',').map(|it| it.trim().trim_matches('"')).collect();
        ["id", "label", "start", "end", "words"].iter().all(|it| columns.contains(it))
    }

    fn text(&self) -> Source {
        Source::Article
    }

    fn import(&self, _: &Input<'_>, _: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        Err(ReadError::NeedsArticle)
    }

    fn onto(&self, input: &Input<'_>, article: Read) -> Result<Read, ReadError> {
        let unit = input.unit().unwrap_or(Unit::CodePoint);
        Ok(found::onto(article, tags(input.whole()?)?, unit, "csv"))
    }
}

/// The tags of a table. Rows with the same id that follow each other are pieces of one tag.
fn tags(table: &str) -> Result<Found, ReadError> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let mut found = Found::default();
    let mut last = String::new();
    for (line, row) in (2..).zip(reader.deserialize()) {
        let row: Row = row.map_err(|error| refused(&error))?;
        let place = (row.start, row.end);
        let words = unsafe_again(&row.words);
        let piece = row.id == last && !last.is_empty();
        if let Some(tag) = found.tags.last_mut().filter(|_| piece) {
            tag.spans.push(place);
            tag.words.get_or_insert_default().push(words);
        } else {
            let wrong = |message| ReadError::Syntax { line, column: 1, message };
            let mut tag = tag(&row, format!("row {line}")).map_err(wrong)?;
            tag.words = Some(vec![words]);
            found.tags.push(tag);
        }
        last = row.id;
    }
    Ok(found)
}

fn tag(row: &Row, name: String) -> Result<Tag, String> {
    let mut tag = Tag::new(name, (row.start, row.end), unsafe_again(&row.label));
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
