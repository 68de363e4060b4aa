//! The saved document: RON, JSON, and a line of JSON. All three hold the same.
//!
//! Offsets in files count code points; docs/FORMAT.md describes every field. The same document
//! always gives the same bytes. `serde` lives here and in the other formats, never in the model.
//!
//! Not here: the disk (`files`).

mod admit;
mod each;
mod export;
mod file;
mod import;
mod layout;
mod learned;
mod locate;
mod markup;
pub(crate) mod names;
mod place;
mod read;
mod standing;
pub(in crate::formats) mod step;
mod strict;
pub(crate) mod time;
mod value;
mod write;
mod zones;

#[cfg(test)]
mod tests;

pub use self::import::{Json, Repaired, Ron, repair_input};
use std::sync::Arc;

use serde::de::{Deserialize as _, DeserializeSeed as _};
use serde_json::{Map, Value};

pub(in crate::formats) use self::admit::{Tags, with_tag_set};
use self::each::{Seen, Take, Walk};
use self::file::{AnnotationV1, FileV1, Header, VERSION};
use self::layout::Dialect;
pub(in crate::formats) use self::learned::Learned;
use self::read::{Manner, Mended, Refused};
pub(in crate::formats) use self::value::{from_file as value_from_file, to_file as value_to_file};
pub(crate) use self::write::sha256;

use super::{Read, ReadError};
use crate::annotation::check::Problem;
use crate::annotation::{Document, TagSet};

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// RON, for Rust programs and people.
    Ron,
    /// JSON over many lines.
    Json,
    /// JSON in one line.
    Jsonl,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 3] = [Self::Ron, Self::Json, Self::Jsonl];

    /// Its name, which is also the end of file names.
    pub fn key(self) -> &'static str {
        match self {
            Self::Ron => "ron",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
        }
    }
}

/// Writes a document, with a line end.
pub fn write(document: &Document, form: Form) -> String {
    if form == Form::Jsonl {
        // The structs hold nothing that JSON cannot say: keys are texts, numbers are finite.
        return serde_json::to_string(&write::file(document)).unwrap_or_default() + "\n";
    }
    let dialect = if form == Form::Ron { Dialect::Ron } else { Dialect::Json };
    layout::file(&to_fields(document), dialect)
}

/// A document as the fields of a JSON object.
pub(in crate::formats) fn to_fields(document: &Document) -> Map<String, Value> {
    match serde_json::to_value(write::file(document)) {
        Ok(Value::Object(fields)) => fields,
        // The structs hold nothing that JSON cannot say.
        _ => Map::new(),
    }
}

/// Reads a document in JSON, pretty or on one line.
pub fn read_json(source: &str, tag_set: &Arc<TagSet>) -> Result<Read, ReadError> {
    json(source, tag_set, Manner::Strict).map(|it| it.0)
}

/// Reads a document in RON.
pub fn read_ron(source: &str, tag_set: &Arc<TagSet>) -> Result<Read, ReadError> {
    ron(source, tag_set, Manner::Strict).map(|it| it.0)
}

/// Reads a document that may be damaged: what is wrong is mended where it is plain what was meant,
/// and left out where not. The second part lists each repair; it is empty for a sound file.
///
/// What is not even RON or JSON is refused, and so are a missing text and a newer version.
pub fn repair(
    source: &str,
    form: Form,
    tag_set: &Arc<TagSet>,
) -> Result<(Read, Vec<Problem>), ReadError> {
    match form {
        Form::Ron => ron(source, tag_set, Manner::Repair),
        Form::Json | Form::Jsonl => json(source, tag_set, Manner::Repair),
    }
}

fn json(source: &str, tag_set: &Arc<TagSet>, manner: Manner) -> Result<Mended, ReadError> {
    // The structs would take the last of two unknown keys in silence.
    let once: Result<strict::Once, _> = serde_json::from_str(source);
    if once.is_ok()
        && let Ok(file) = serde_json::from_str(source)
        && let Some(done) = one_by_one(
            file,
            |take| Walk(take).deserialize(&mut serde_json::Deserializer::from_str(source)),
            tag_set,
            manner,
        )
    {
        return done;
    }
    // Something does not fit. Read as a whole, the first such thing is what is told.
    let file: Result<FileV1, _> = once.and_then(|_| serde_json::from_str(source));
    match file {
        Ok(file) => document(file, tag_set, manner),
        Err(error) => {
            let header = serde_json::from_str(source).ok();
            Err(told_by_header(header).unwrap_or_else(|| syntax(&error)))
        }
    }
}

fn ron(source: &str, tag_set: &Arc<TagSet>, manner: Manner) -> Result<Mended, ReadError> {
    let options = ron::Options::default()
        .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
        .with_recursion_limit(200);
    let strict::Strict(value) = options.from_str(source).map_err(|error| ReadError::Syntax {
        line: error.span.start.line,
        column: error.span.start.col,
        message: ron_message(&error.code),
    })?;
    if let Ok(file) = FileV1::deserialize(&value)
        && let Some(done) = one_by_one(file, |take| Walk(take).deserialize(&value), tag_set, manner)
    {
        return done;
    }
    let error = match serde_json::from_value(value.clone()) {
        Ok(file) => return document(file, tag_set, manner),
        Err(error) => error,
    };
    if let Some(told) = told_by_header(serde_json::from_value(value.clone()).ok()) {
        return Err(told);
    }
    Err(match locate::misfit(source, &value) {
        Some(it) => ReadError::Syntax { line: it.line, column: it.column, message: it.message },
        None => ReadError::NotNative { message: error.to_string() },
    })
}

/// The fields of a JSON object, no key twice.
pub(in crate::formats) fn object(source: &str) -> Result<Map<String, Value>, serde_json::Error> {
    match serde_json::from_str(source)? {
        strict::Strict(Value::Object(fields)) => Ok(fields),
        // To be told what it is instead.
        strict::Strict(_) => serde_json::from_str(source),
    }
}

/// The document of a text with further keys, which are kept.
pub(in crate::formats) fn read_fields(
    mut fields: Map<String, Value>,
    tag_set: &Arc<TagSet>,
) -> Result<Read, ReadError> {
    fields.insert("factmark".to_owned(), VERSION.into());
    match serde_json::from_value(Value::Object(fields)) {
        Ok(file) => document(file, tag_set, Manner::Strict).map(|it| it.0),
        Err(error) => Err(ReadError::NotNative { message: error.to_string() }),
    }
}

/// What the parser says, without advice to programmers.
fn ron_message(error: &ron::Error) -> String {
    match error {
        ron::Error::ExceededRecursionLimit => "values are nested too deep".to_owned(),
        other => other.to_string(),
    }
}

pub(in crate::formats) fn syntax(error: &serde_json::Error) -> ReadError {
    let (line, column) = (error.line(), error.column());
    // The parser's own place is given apart.
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default().to_owned();
    ReadError::Syntax { line, column, message }
}

fn told_by_header(header: Option<Header>) -> Option<ReadError> {
    match header?.factmark {
        None => {
            Some(ReadError::NotNative { message: "the key \"factmark\" is missing".to_owned() })
        }
        Some(found) => too_new(found),
    }
}

fn too_new(found: u32) -> Option<ReadError> {
    (found != VERSION).then_some(ReadError::OtherVersion { found, known: VERSION })
}

/// The document of a file whose annotations `each` hands over; `None` if one of them does not fit.
fn one_by_one(
    file: FileV1<Seen>,
    each: impl FnOnce(Take<'_>) -> Result<(), serde_json::Error>,
    tag_set: &Arc<TagSet>,
    manner: Manner,
) -> Option<Result<Mended, ReadError>> {
    if let Some(error) = too_new(file.factmark) {
        return Some(Err(error));
    }
    match read::document(file, |_, take| each(take), tag_set, manner) {
        Ok(mended) => Some(Ok(mended)),
        Err(Refused::Damaged(why)) => Some(Err(ReadError::Damaged(Damage(why)))),
        Err(Refused::Misfit(_)) => None,
    }
}

fn document(file: FileV1, tag_set: &Arc<TagSet>, manner: Manner) -> Result<Mended, ReadError> {
    if let Some(error) = too_new(file.factmark) {
        return Err(error);
    }
    let each = |all: Vec<AnnotationV1>, take: Take<'_>| {
        all.into_iter().for_each(take);
        Ok(())
    };
    read::document(file, each, tag_set, manner).map_err(|it| match it {
        Refused::Damaged(why) => ReadError::Damaged(Damage(why)),
        Refused::Misfit(error) => ReadError::NotNative { message: error.to_string() },
    })
}

/// Everything that keeps a file from being a document; never empty.
#[derive(Debug)]
pub struct Damage(pub Vec<Problem>);

impl std::fmt::Display for Damage {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Some(first) = self.0.first() else {
            return Ok(());
        };
        out.write_str(&first.message)?;
        if let Some(hint) = &first.hint {
            write!(out, " ({hint})")?;
        }
        match self.0.len() {
            1 => Ok(()),
            more => write!(out, ", and {} more", more - 1),
        }
    }
}
