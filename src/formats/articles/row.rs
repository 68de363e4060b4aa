//! [`Row`]: an article of a table, and which column is what.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;

use crate::annotation::check::{Place, Problem, Severity};
use crate::annotation::{Edit, Extra, Metadata, TagSet, ZoneKind};
use crate::formats::draft::{Draft, Piece, collapsed};
use crate::formats::markup::{self, Element, Mark, Page};
use crate::formats::{Input, Read, ReadError, article, html, native};
use crate::text::Text;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Text,
    Title,
    Standfirst,
    Byline,
    Timestamp,
    Id,
    Lang,
}

/// Names of columns, in small letters and without marks between words. Of two for the text the
/// earlier one is taken.
const NAMES: [(Column, &[&str]); 7] = [
    (
        Column::Text,
        &[
            "text",
            "body",
            "content",
            "article",
            "fulltext",
            "articletext",
            "articlebody",
            "bodytext",
            "story",
            "maintext",
            "contenttext",
        ],
    ),
    (Column::Title, &["title", "headline", "heading"]),
    (Column::Standfirst, &["standfirst", "subtitle", "subheadline", "dek", "teaser", "lede"]),
    (Column::Byline, &["author", "authors", "byline", "by"]),
    (
        Column::Timestamp,
        &[
            "date",
            "published",
            "publishedat",
            "publisheddate",
            "publishdate",
            "pubdate",
            "datepublished",
            "publicationdate",
            "timestamp",
        ],
    ),
    (Column::Id, &["id", "articleid", "docid", "documentid", "guid", "uuid"]),
    (Column::Lang, &["lang", "language"]),
];

/// Columns that only tables of tags have.
const TAGS: [&str; 14] = [
    "start",
    "end",
    "spans",
    "tokens",
    "entities",
    "relations",
    "annotations",
    "zones",
    "label",
    "labels",
    "ner_tags",
    "meta_tags",
    "answer",
    "bodies",
];

fn plain(name: &str) -> String {
    name.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl Column {
    /// What a column of this name holds, if that is known.
    pub(super) fn of(name: &str) -> Option<Self> {
        let name = plain(name);
        let found = NAMES.iter().find(|(_, names)| names.contains(&name.as_str()));
        found.map(|it| it.0)
    }
}

/// Whether a table with these columns holds tags.
pub(super) fn has_tags<'a>(mut names: impl Iterator<Item = &'a str>) -> bool {
    names.any(|it| TAGS.contains(&it))
}

/// An article of a table.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// What messages call it, such as `row 3`.
    pub name: String,
    /// By the name of the column.
    pub fields: Vec<(String, Value)>,
    /// What is wrong with it.
    pub problem: Option<String>,
}

/// The columns of text that any row fills, the one to take first.
pub(super) fn text_columns(rows: &[Row]) -> Vec<String> {
    let all = rows.iter().flat_map(|it| &it.fields);
    let filled = all.filter(|(name, value)| {
        Column::of(name) == Some(Column::Text)
            && value.as_str().is_some_and(|it| !it.trim().is_empty())
    });
    let found: BTreeSet<_> = filled.map(|it| it.0.as_str()).collect();
    let mut found: Vec<_> = found.into_iter().map(str::to_owned).collect();
    let known = NAMES.first().map(|it| it.1).unwrap_or_default();
    found.sort_by_key(|name| known.iter().position(|it| *it == plain(name)));
    found
}

/// Names in marks, as in a sentence.
pub(super) fn named<'a>(names: impl Iterator<Item = &'a String>) -> String {
    let names: Vec<_> = names.take(12).map(|it| format!("{it:?}")).collect();
    names.join(", ")
}

pub(super) fn refused(message: String) -> ReadError {
    ReadError::Format { format: "table of articles", message }
}

/// No column holds the text.
pub(super) fn no_text(rows: &[Row]) -> ReadError {
    let names = rows.first().map(|it| named(it.fields.iter().map(|it| &it.0))).unwrap_or_default();
    let known = "text, body, content or article";
    refused(if names.is_empty() {
        "it has no rows".to_owned()
    } else {
        format!("no column called {known} has a text; there are {names}; rename the right one")
    })
}

/// What stands above the text, in this order, and why it is that.
const HEAD: [(Column, ZoneKind, &str); 4] = [
    (Column::Title, ZoneKind::Headline, "the column of titles"),
    (Column::Standfirst, ZoneKind::Standfirst, "the column of summaries"),
    (Column::Byline, ZoneKind::Byline, "the column of authors"),
    (Column::Timestamp, ZoneKind::Timestamp, "the column of dates"),
];

/// Keys of a saved document that a column may not take.
const OURS: [&str; 13] = [
    "factmark",
    "id",
    "source",
    "text",
    "offsets",
    "status",
    "signed",
    "next",
    "tag_set",
    "text_sha256",
    "zones",
    "annotations",
    "relations",
];

impl Row {
    /// The value of the first column that holds this, as words.
    fn words(&self, column: Column) -> Option<String> {
        let mut all = self.fields.iter().filter(|it| Column::of(&it.0) == Some(column));
        all.find_map(|(_, value)| {
            let words = match value {
                Value::String(words) => collapsed(words),
                Value::Number(number) => number.to_string(),
                Value::Array(list) if column == Column::Byline => {
                    let names: Vec<_> = list.iter().filter_map(name).collect();
                    names.join(", ")
                }
                other => name(other).unwrap_or_default(),
            };
            (!words.is_empty()).then_some(words)
        })
    }

    /// The document of a row, which is the one at place `at` of the table; `None` without a text.
    pub(super) fn document(
        self,
        (text, at): (&str, usize),
        input: &Input<'_>,
        media_type: &'static str,
        tag_set: &Arc<TagSet>,
    ) -> Option<Read> {
        let body = self.fields.iter().find(|it| it.0 == text)?.1.as_str()?;
        if body.trim().is_empty() {
            return None;
        }
        let lang = self.words(Column::Lang).and_then(|it| language(&it));
        let mut read = if html::is_marked_up(body) {
            markup::document(&self.page(body, lang), input, media_type, tag_set)
        } else {
            let (content, zones) = self.laid_out(body);
            let zones = zones.map(|all| {
                let all = all.into_iter();
                all.map(|it| crate::annotation::ProposedZone { lang: lang.clone(), ..it }).collect()
            });
            article(content, zones, input, media_type, tag_set)
        };
        let id = self.words(Column::Id).unwrap_or_else(|| format!("{}-{at}", input.stem()));
        let mut extra = Extra::new();
        for (name, value) in &self.fields {
            let taken = name == text || matches!(Column::of(name), Some(Column::Id));
            if taken || value.is_null() {
                continue;
            }
            let ours = OURS.contains(&name.as_str()) || name == "records";
            let key = if ours { format!("article_{name}") } else { name.clone() };
            match native::value_from_file(value.clone()) {
                Ok(value) => drop(extra.insert(key, value)),
                Err(why) => read.problems.push(Problem::new(
                    "article-field",
                    Severity::Warning,
                    Place::Whole,
                    format!("{}: {name:?} was not kept: {why}", self.name),
                )),
            }
        }
        let metadata = Metadata { id, extra, ..read.document.metadata().clone() };
        // Metadata fit any document.
        let _old = read.document.apply(Edit::SetMetadata(Box::new(metadata)));
        if let Some(why) = self.problem {
            let message = format!("{}: {why}", self.name);
            read.problems.push(Problem::new(
                "article-row",
                Severity::Warning,
                Place::Whole,
                message,
            ));
        }
        Some(read)
    }

    /// The page of a text that is HTML.
    fn page(&self, body: &str, lang: Option<String>) -> Page {
        let mut page = Page::default();
        page.open(Element { lang, ..Element::new("div") });
        let part = html::part(body);
        let said = collapsed(&part.said());
        for (column, kind, _) in HEAD {
            let words = self.words(column).filter(|it| !said.starts_with(it.as_str()));
            let name = if kind == ZoneKind::Headline { "h1" } else { "p" };
            let told = Element::told(name, Mark::Zone(kind, "element"));
            page.line(told, &words.unwrap_or_default());
        }
        page.title = self.words(Column::Title).unwrap_or_default();
        page.add(part);
        page.close();
        page
    }

    /// The text, and its zones if the row tells more than that.
    fn laid_out(&self, body: &str) -> (Text, Option<Vec<crate::annotation::ProposedZone>>) {
        let mut draft = Draft::default();
        for (column, kind, why) in HEAD {
            let piece = Piece::new(kind, "markup.column", why);
            // A text that begins with its title is not given it twice.
            let words = self.words(column).filter(|it| !collapsed(body).starts_with(it.as_str()));
            draft.paragraph(&words.unwrap_or_default(), piece);
        }
        if draft.is_empty() {
            return (Text::new(body), None);
        }
        draft.exact(
            body,
            Piece::new(ZoneKind::Body, "markup.body", "the column of the article's text"),
        );
        let (text, zones) = draft.finish();
        (text, Some(zones))
    }
}

/// A name, given as words or as an object with a name.
fn name(value: &Value) -> Option<String> {
    let words = value.as_str().or_else(|| value.get("name")?.as_str())?;
    Some(collapsed(words)).filter(|it| !it.is_empty())
}

/// The tag of a language such as `en` of `en-GB`.
fn language(words: &str) -> Option<String> {
    let main = words.split(['-', '_']).next()?.to_ascii_lowercase();
    let fits = (2..=3).contains(&main.len()) && main.bytes().all(|it| it.is_ascii_lowercase());
    fits.then_some(main)
}
