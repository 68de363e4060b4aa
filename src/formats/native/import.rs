//! Saved documents as files among others.

use std::sync::Arc;

use super::{Form, read_json, read_ron, repair};
use crate::annotation::TagSet;
use crate::annotation::check::Problem;
use crate::formats::{Importer, Input, Read, ReadError};

/// How far the key that names the format may be from the start.
const HEAD: usize = 4096;

/// The importer of saved documents in JSON.
pub struct Json;

impl Importer for Json {
    fn key(&self) -> &'static str {
        "json"
    }

    fn about(&self) -> &'static str {
        "documents that factmark saved as JSON"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let text = input.text().trim_start();
        let lines = matches!(input.extension().as_str(), "jsonl" | "ndjson");
        text.starts_with('{') && !lines && head(text).contains("\"factmark\"")
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        Ok(vec![read_json(input.whole()?, tag_set)?])
    }
}

/// The importer of saved documents in RON.
pub struct Ron;

impl Importer for Ron {
    fn key(&self) -> &'static str {
        "ron"
    }

    fn about(&self) -> &'static str {
        "documents that factmark saved as RON"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["ron"]
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let text = input.text().trim_start();
        text.starts_with(['(', '{', '#', '/']) && head(text).contains("factmark:")
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        Ok(vec![read_ron(input.whole()?, tag_set)?])
    }
}

/// Reads a file that may be damaged, as [`repair`] does; `None` if it is no saved document.
pub fn repair_input(
    input: &Input<'_>,
    tag_set: &Arc<TagSet>,
) -> Option<Result<Repaired, ReadError>> {
    let all: [(&dyn Importer, Form); 2] = [(&Json, Form::Json), (&Ron, Form::Ron)];
    let end = input.extension();
    let (_, form) = all
        .iter()
        .find(|it| it.0.recognises(input))
        .or_else(|| all.iter().find(|it| it.1.key() == end))?;
    let source = match input.whole() {
        Ok(source) => source,
        Err(error) => return Some(Err(error)),
    };
    let repaired = repair(source, *form, tag_set);
    Some(repaired.map(|(read, repairs)| Repaired { form: *form, read, repairs }))
}

/// A saved document, and what was mended in it.
#[derive(Debug)]
pub struct Repaired {
    /// How it was saved.
    pub form: Form,
    /// The document, and what else there is to know.
    pub read: Read,
    /// Each repair, with what was done as its hint.
    pub repairs: Vec<Problem>,
}

fn head(text: &str) -> &str {
    text.get(..text.floor_char_boundary(HEAD)).unwrap_or_default()
}
