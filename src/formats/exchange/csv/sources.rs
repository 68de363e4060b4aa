//! Sources as a table: who is quoted in a document, how often, and at what length.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::{Exporter, Frame, Loss, Options, Written};
use super::{document_name, safe, table};
use crate::annotation::{Annotation, Document, RecordId};

/// The exporter.
pub(in crate::formats) struct Sources;

/// A row; the field names are the head of the table.
#[derive(Default, Serialize)]
struct Row {
    document: String,
    source: String,
    label: String,
    roles: String,
    link: String,
    kind: String,
    anonymity: String,
    mentions: usize,
    quotes: usize,
    direct: usize,
    words: usize,
    first: String,
}

const HEAD: &str =
    "document,source,label,roles,link,kind,anonymity,mentions,quotes,direct,words,first\n";

impl Exporter for Sources {
    fn key(&self) -> &'static str {
        "csv-sources"
    }

    fn about(&self) -> &'static str {
        "a table of who is quoted, how often and with how many words"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["sources.csv"]
    }

    fn many(&self) -> bool {
        true
    }

    fn frame(&self) -> Frame {
        Frame { head: HEAD, ..Frame::NONE }
    }

    fn write(&self, document: &Document, _: &Options) -> Written {
        Written::one(table(rows(document).into_iter()), losses(document))
    }
}

/// A source without a record is known by its words.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Record(RecordId),
    Words(String),
    Nobody,
}

/// A table of sources counts quotes and holds none of them.
fn losses(document: &Document) -> Vec<Loss> {
    let sources = |it: &&Annotation| it.label != "source" && it.label != "quote";
    let tags = document.annotations().filter(sources).map(|it| Loss::tag(it.id));
    let links = document.relations().filter(|it| it.kind != "said_by");
    tags.chain(links.map(|it| Loss::relation(it.id))).collect()
}

/// In the order in which they first speak.
fn rows(document: &Document) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut known: BTreeMap<Who, usize> = BTreeMap::new();
    let quotes = document.annotations().filter(|it| it.label == "quote" && it.is_live());
    for quote in quotes {
        let source = document.targets(quote.id, "said_by").find(|it| it.is_live());
        let who = match (document.speaker(quote.id), source) {
            (Some(record), _) => Who::Record(record.id),
            (None, Some(source)) => Who::Words(document.excerpt(source)),
            (None, None) => Who::Nobody,
        };
        let index = *known.entry(who).or_insert_with_key(|who| {
            rows.push(row(document, who, quote));
            rows.len() - 1
        });
        if let Some(row) = rows.get_mut(index) {
            row.quotes += 1;
            row.direct += usize::from(quote.text_attribute("kind") == Some("direct"));
            row.words += words(document, quote);
        }
    }
    rows
}

fn row(document: &Document, who: &Who, quote: &Annotation) -> Row {
    let attribute = |key| quote.text_attribute(key).map(safe).unwrap_or_default();
    let mut row = Row {
        document: document_name(document),
        kind: attribute("source_kind"),
        anonymity: attribute("anonymity"),
        first: safe(&document.excerpt(quote)),
        ..Row::default()
    };
    match who {
        Who::Record(id) => {
            row.mentions = document.mentions(*id).filter(|it| it.is_live()).count();
            if let Some(record) = document.record(*id) {
                row.source = safe(&record.name);
                row.label = safe(record.label.as_str());
                row.roles = safe(&record.roles.join("; "));
                row.link = record.link.as_deref().map(safe).unwrap_or_default();
            }
        }
        Who::Words(words) => row.source = safe(words),
        Who::Nobody => {}
    }
    row
}

/// How many words a quote has: what stands between white space and holds a letter or digit.
fn words(document: &Document, quote: &Annotation) -> usize {
    let text = document.text();
    let all = quote.spans.iter().flat_map(|it| text.slice(it).split_whitespace());
    all.filter(|it| it.contains(char::is_alphanumeric)).count()
}
