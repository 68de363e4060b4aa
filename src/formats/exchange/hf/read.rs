//! The importer of lines of JSON, and what both forms share.

use std::ops::Range;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::super::found::{self, Found, Tag};
use super::super::tokens::{align, runs};
use crate::annotation::TagSet;
use crate::formats::{Importer, Input, Read, ReadError, line, native};
use crate::text::{Text, Unit};

/// The importer of lines.
pub(in crate::formats) struct Table;

impl Importer for Table {
    fn key(&self) -> &'static str {
        "hf-jsonl"
    }

    fn about(&self) -> &'static str {
        "lines of JSON with tokens and marks, as datasets of Hugging Face"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &[]
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let text = input.text().trim_start();
        let line = text.lines().next().unwrap_or_default();
        let saved = line.contains("\"factmark\"");
        text.starts_with('{') && !saved && line.contains("\"tokens\":") && line.contains("_tags\":")
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        read_all(rows(input)?, tag_set)
    }

    fn onto(&self, input: &Input<'_>, article: Read) -> Result<Read, ReadError> {
        read_onto(rows(input)?, article)
    }
}

/// A row, and its line.
pub(super) type Numbered = (usize, Words);

fn rows(input: &Input<'_>) -> Result<Vec<Numbered>, ReadError> {
    let lines = (1..).zip(input.whole()?.split('\n')).filter(|it| !it.1.trim().is_empty());
    let row = |(number, line): (usize, &str)| {
        let row = native::object(line).map_err(|it| native::syntax(&it));
        let words = row.and_then(|it| Words::new(it, input.unit()));
        Ok((number, words.map_err(|error| ReadError::in_line(number, error))?))
    };
    lines.map(row).collect()
}

/// The documents of rows.
pub(super) fn read_all(rows: Vec<Numbered>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
    let read = |(number, words): Numbered| {
        words.read(tag_set).map_err(|error| ReadError::in_line(number, error))
    };
    rows.into_iter().map(read).collect()
}

/// The only row on the text of an article.
pub(super) fn read_onto(mut rows: Vec<Numbered>, article: Read) -> Result<Read, ReadError> {
    match rows.pop() {
        Some((_, words)) if rows.is_empty() && words.text.is_none() => words.onto(article),
        last => {
            rows.extend(last);
            let found = read_all(rows, article.document.tag_set())?;
            found::transfer(article, found)
        }
    }
}

/// Columns of marks by the names that are in use, and of what stands in no document.
const MARKS: [&str; 6] = ["ner_tags", "quote_tags", "claim_tags", "tags", "labels", "ner"];

/// A row, read.
pub(super) struct Words {
    /// What is neither tokens nor marks.
    rest: Map<String, Value>,
    text: Option<String>,
    tokens: Vec<String>,
    /// Where the tokens stand, if that is told.
    places: Option<Vec<(usize, usize)>>,
    /// The marks of each column.
    marks: Vec<Vec<String>>,
    unit: Unit,
}

fn refuse<T>(message: String) -> Result<T, ReadError> {
    Err(ReadError::NotNative { message })
}

fn texts(value: &Value) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|it| it.as_str().map(str::to_owned)).collect()
}

fn numbers(value: Option<Value>) -> Option<Vec<usize>> {
    let number = |it: &Value| usize::try_from(it.as_u64()?).ok();
    value?.as_array()?.iter().map(number).collect()
}

impl Words {
    pub(super) fn new(mut row: Map<String, Value>, unit: Option<Unit>) -> Result<Self, ReadError> {
        let tokens = row.shift_remove("tokens").as_ref().and_then(texts);
        let Some(tokens) = tokens else {
            return refuse("there is no list \"tokens\" of words".to_owned());
        };
        let mut marks = Vec::new();
        for key in MARKS {
            let Some(value) = row.get(key) else { continue };
            let Some(column) = texts(value) else {
                if value.as_array().is_some_and(|it| it.iter().any(Value::is_number)) {
                    return refuse(format!(
                        "{key:?} holds numbers; give the names of the marks, such as \"B-person\""
                    ));
                }
                continue;
            };
            if column.len() != tokens.len() {
                let (marks, tokens) = (column.len(), tokens.len());
                return refuse(format!("{key:?} has {marks} marks for {tokens} tokens"));
            }
            marks.push(column);
            row.shift_remove(key);
        }
        let starts = numbers(row.shift_remove("token_starts"));
        let ends = numbers(row.shift_remove("token_ends"));
        let places: Option<Vec<_>> =
            starts.zip(ends).map(|(starts, ends)| starts.into_iter().zip(ends).collect());
        let places = places.filter(|it| it.len() == tokens.len());
        let text = match row.get("text") {
            Some(Value::String(text)) => Some(text.clone()),
            _ => None,
        };
        Ok(Self { rest: row, text, tokens, places, marks, unit: unit.unwrap_or(Unit::CodePoint) })
    }

    /// The document of the row: its text, or one of its tokens.
    pub(super) fn read(mut self, tag_set: &Arc<TagSet>) -> Result<Read, ReadError> {
        let text = self.text.take().unwrap_or_else(|| self.tokens.join(" ") + "\n");
        self.rest.insert("text".to_owned(), Value::from(text));
        let read = line::plain(std::mem::take(&mut self.rest), tag_set)?;
        self.onto(read)
    }

    fn onto(self, read: Read) -> Result<Read, ReadError> {
        let places = self.bytes(read.document.text())?;
        let mut found = Found::default();
        for column in &self.marks {
            let marks: Vec<_> = column.iter().map(String::as_str).collect();
            for (run, label) in runs(&marks) {
                let ends = (places.get(run.start), places.get(run.end - 1));
                let (Some(start), Some(end)) = ends else { continue };
                let name = format!("token {}", run.start);
                found.tags.push(Tag::new(name, (start.start, end.end), label));
            }
        }
        Ok(found::onto(read, found, Unit::Byte, "hf-jsonl"))
    }

    /// Where the tokens stand in a text, in bytes.
    fn bytes(&self, text: &Text) -> Result<Vec<Range<usize>>, ReadError> {
        let Some(places) = &self.places else {
            let words: Vec<_> = self.tokens.iter().map(String::as_str).collect();
            return align(text.as_str(), &words).map_err(|(index, there)| {
                let word = self.tokens.get(index).map_or("the end", String::as_str);
                let message =
                    format!("token {index} is {word:?} where the text goes on with {there:?}");
                ReadError::NotThisArticle { message }
            });
        };
        let mut found = Vec::new();
        for (word, (start, end)) in self.tokens.iter().zip(places) {
            match text.span_in(self.unit, *start, *end) {
                Ok(span) if text.slice(span) == word => found.push(span.range()),
                Ok(span) => {
                    let there = text.slice(span);
                    return refuse(format!(
                        "{start}..{end} has {there:?} in the text, not {word:?}"
                    ));
                }
                Err(error) => return refuse(format!("token {word:?}: {error}")),
            }
        }
        Ok(found)
    }
}
