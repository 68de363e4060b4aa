//! The exporter of lines of JSON, and what both forms share.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::super::tokens::{Layer, name, words};
use super::super::{Companion, Exporter, Holds, Options, Written, losses_at};
use super::{LAYERS, Row};
use crate::annotation::{Document, TagSet};
use crate::text::Unit;

/// The exporter of lines.
pub(in crate::formats) struct HfJsonl;

impl Exporter for HfJsonl {
    fn key(&self) -> &'static str {
        "hf-jsonl"
    }

    fn about(&self) -> &'static str {
        "tokens with marks in IOB2, for datasets of Hugging Face"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["jsonl"]
    }

    fn many(&self) -> bool {
        true
    }

    fn write(&self, document: &Document, options: &Options) -> Written {
        write(document, options.unit)
    }

    fn companions(&self, tag_sets: &[Arc<TagSet>]) -> Vec<Companion> {
        vec![labels(tag_sets)]
    }
}

/// The row of a document as a line of JSON.
pub(super) fn write(document: &Document, unit: Option<Unit>) -> Written {
    let text = document.text();
    let unit = unit.unwrap_or(Unit::CodePoint);
    let words = words(text);
    let layers = LAYERS.map(|(_, lane)| Layer::new(document, &words, lane));
    let [ner_tags, quote_tags, claim_tags] =
        layers.each_ref().map(|it| it.marks(document, words.len()));
    let row = Row {
        id: document.metadata().id.clone(),
        text: text.as_str().to_owned(),
        tokens: words.iter().map(|it| text.slice(*it).to_owned()).collect(),
        token_starts: words.iter().map(|it| text.offset_in(unit, it.start())).collect(),
        token_ends: words.iter().map(|it| text.offset_in(unit, it.end())).collect(),
        ner_tags,
        quote_tags,
        claim_tags,
    };
    // Texts, numbers and lists: there is nothing that JSON cannot say.
    let line = serde_json::to_string(&row).unwrap_or_default() + "\n";
    let place = |id| layers.iter().find_map(|it| it.place(id, &words));
    Written::one(line, losses_at(document, &Holds::TAGS, &|tag| place(tag.id)))
}

/// Every mark that a column may hold, in the order of their numbers for training.
pub(super) fn labels(tag_sets: &[Arc<TagSet>]) -> Companion {
    let mut columns = Map::new();
    for (column, lane) in LAYERS {
        let all = tag_sets.iter().flat_map(|it| &it.labels).filter(|it| it.lane == lane);
        let names: BTreeSet<_> = all.map(|it| name(it.key.as_str())).collect();
        let marks = names.iter().flat_map(|it| [format!("B-{it}"), format!("I-{it}")]);
        let marks = std::iter::once("O".to_owned()).chain(marks);
        columns.insert(column.to_owned(), marks.map(Value::from).collect());
    }
    let content = format!("{:#}\n", Value::Object(columns));
    Companion { name: "labels.json", content: content.into_bytes() }
}
