//! Tables of articles, a row for each: lines or a list of JSON objects, and CSV or TSV.
//!
//! A column is known by its name. The one of the text becomes the text; title, summary, author and
//! date stand above it as zones of their own; everything else is kept beside the text under its
//! name. A table without a title or the like gives just the text, as it is; a text that is HTML is read
//! as such.
//!
//! Not here: lines with the key `text` alone or with tags (`exchange::offsets` and others).

mod csv_rows;
mod json_rows;
mod row;

use std::sync::Arc;

use self::row::{Column, Row};
use super::{Importer, Input, Read, ReadError};
use crate::annotation::TagSet;
use crate::annotation::check::{Place, Problem, Severity};

/// The importer of JSON.
pub(super) struct Json;

/// The importer of CSV.
pub(super) struct Csv;

impl Importer for Json {
    fn key(&self) -> &'static str {
        "articles-json"
    }

    fn about(&self) -> &'static str {
        "articles as JSON: a line or an item of a list each, with text, title, author, date"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &[]
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        json_rows::first(input.text()).is_some_and(|it| {
            let text = it
                .iter()
                .any(|(name, value)| Column::of(name) == Some(Column::Text) && value.is_string());
            text && !it.contains_key("factmark") && !row::has_tags(it.keys().map(String::as_str))
        })
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        documents(json_rows::rows(input.whole()?)?, input, "application/json", tag_set)
    }
}

impl Importer for Csv {
    fn key(&self) -> &'static str {
        "articles-csv"
    }

    fn about(&self) -> &'static str {
        "a table of articles (CSV or TSV) with columns such as text, title, author, date"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv", "tsv"]
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let head = csv_rows::head(input.text());
        let names = || head.iter().map(String::as_str);
        head.len() > 1
            && names().any(|it| Column::of(it) == Some(Column::Text))
            && names().all(|it| !it.trim().is_empty() && it.len() <= 60)
            && !row::has_tags(names())
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        documents(csv_rows::rows(input.text())?, input, "text/csv", tag_set)
    }
}

/// A document for each row that has a text.
fn documents(
    rows: Vec<Row>,
    input: &Input<'_>,
    media_type: &'static str,
    tag_set: &Arc<TagSet>,
) -> Result<Vec<Read>, ReadError> {
    let texts = row::text_columns(&rows);
    let Some(text) = texts.first() else { return Err(row::no_text(&rows)) };
    let mut problems = Vec::new();
    let mut tell = |check, severity, message| {
        problems.push(Problem::new(check, severity, Place::Whole, message));
    };
    if texts.len() > 1 {
        let others = row::named(texts.iter().skip(1));
        let message = format!(
            "the articles were taken from {text:?}; {others} could hold them, too, and is kept beside them"
        );
        tell("article-column", Severity::Warning, message);
    }
    let mut documents = Vec::new();
    let mut empty = Vec::new();
    for (at, row) in (1..).zip(rows) {
        let name = row.name.clone();
        match row.document((text, at), input, media_type, tag_set) {
            Some(read) => documents.push(read),
            None => empty.push(name),
        }
    }
    if let Some(first) = empty.first() {
        let count = empty.len();
        let message =
            format!("{count} rows have no text in {text:?}, the first is {first}; left out");
        tell("article-empty", Severity::Warning, message);
    }
    match documents.first_mut() {
        Some(first) => first.problems.extend(problems),
        None => return Err(row::refused(format!("no row has a text in {text:?}"))),
    }
    Ok(documents)
}

#[cfg(test)]
mod tests;
