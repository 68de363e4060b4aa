//! Tasks of Label Studio: what people decided as annotations, what is open as predictions.
//!
//! Regions count code points, as Label Studio does for `<Text>`. Attributes are further results of
//! a region, under the same id; notes stand in its `meta.text`, where Label Studio keeps remarks.
//! Each piece of a split tag is a region, and relations named `piece_of` lead to the first.
//! `config.xml`, the labelling configuration that names all of it, goes beside.

mod config;
mod read;
mod write;

use std::sync::Arc;

use super::{Companion, Exporter, Frame, Options, Written};
use crate::annotation::{Document, TagSet};
use crate::formats::{Importer, Input, Read, ReadError};
use crate::text::Unit;

/// The name of the control that labels come from.
const LABEL: &str = "label";

/// The name of the text that is tagged, and its key in a task's data.
const TEXT: &str = "text";

/// The relation that leads from a further piece of a split tag to the first.
const PIECE: &str = "piece_of";

/// What the name of an attribute's control ends with if its values are JSON.
const JSON: &str = "__json";

/// The control for an attribute: keys of several labels may be the same.
fn control(label: &str, key: &str) -> String {
    format!("{label}__{key}")
}

/// The exporter and the importer.
pub(in crate::formats) struct LabelStudio;

impl Exporter for LabelStudio {
    fn key(&self) -> &'static str {
        "label-studio"
    }

    fn about(&self) -> &'static str {
        "tasks of Label Studio, with config.xml"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn many(&self) -> bool {
        true
    }

    fn frame(&self) -> Frame {
        Frame::ARRAY
    }

    fn write(&self, document: &Document, options: &Options) -> Written {
        write::task(document, options.unit.unwrap_or(Unit::CodePoint))
    }

    fn companions(&self, tag_sets: &[Arc<TagSet>]) -> Vec<Companion> {
        vec![Companion { name: "config.xml", content: config::of(tag_sets).into_bytes() }]
    }
}

impl Importer for LabelStudio {
    fn key(&self) -> &'static str {
        "label-studio"
    }

    fn about(&self) -> &'static str {
        "tasks of Label Studio (its JSON export)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &[]
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let text = input.text().trim_start();
        let named = text.contains("\"from_name\"") && text.contains("\"to_name\"");
        text.starts_with(['[', '{']) && named && text.contains("\"result\"")
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        read::tasks(input, tag_set)
    }
}
