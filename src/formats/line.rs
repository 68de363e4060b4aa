//! A line of JSON that holds a text: `{"id", "text"}` with any further keys, or a native document.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::native;
use super::{Read, ReadError};
use crate::annotation::{Document, Edit, Extra, Metadata, TagSet};
use crate::text::Text;

/// Keys that mean something in a native document only.
const NATIVE: [&str; 10] = [
    "offsets",
    "status",
    "signed",
    "next",
    "tag_set",
    "text_sha256",
    "zones",
    "annotations",
    "relations",
    "records",
];

const EXAMPLE: &str = r#"{"id": "1", "text": "An article."}"#;

/// Reads one line. Further keys of a text are kept as they are.
pub fn read(line: &str, tag_set: &Arc<TagSet>) -> Result<Read, ReadError> {
    let fields: Map<String, Value> = match serde_json::from_str(line) {
        Ok(fields) => fields,
        Err(error) => return Err(no_object(&error)),
    };
    if fields.contains_key("factmark") {
        return native::read_json(line, tag_set);
    }
    plain(fields, tag_set)
}

/// The parser's words and what a line should be.
fn no_object(error: &serde_json::Error) -> ReadError {
    match native::syntax(error) {
        ReadError::Syntax { line, column, message } => {
            let message = format!("{message}; a line is one JSON object, such as {EXAMPLE}");
            ReadError::Syntax { line, column, message }
        }
        other => other,
    }
}

fn plain(mut fields: Map<String, Value>, tag_set: &Arc<TagSet>) -> Result<Read, ReadError> {
    let refuse = |message: &str| Err(ReadError::NotNative { message: message.to_owned() });
    let text = match fields.remove("text") {
        Some(Value::String(text)) => text,
        Some(_) => return refuse("\"text\" is not a string"),
        None => return refuse("the key \"text\" is missing"),
    };
    if let Some(key) = NATIVE.iter().find(|it| fields.contains_key(**it)) {
        let message = format!("{key:?} belongs to documents that have the key \"factmark\" too");
        return refuse(&message);
    }
    let id = match fields.remove("id") {
        Some(Value::String(id)) => id,
        Some(Value::Null) | None => String::new(),
        Some(number @ Value::Number(_)) => {
            fields.insert("id".to_owned(), number);
            String::new()
        }
        Some(_) => return refuse("\"id\" is neither a string nor a number"),
    };
    let mut extra = Extra::new();
    for (key, value) in fields {
        let value = native::value_from_file(value)
            .map_err(|error| ReadError::NotNative { message: format!("{key:?}: {error}") })?;
        extra.insert(key, value);
    }
    let mut document = Document::new(Text::new(text), Arc::clone(tag_set));
    let metadata = Metadata { id, extra, ..Metadata::default() };
    // Metadata fit any document.
    let _old = document.apply(Edit::SetMetadata(Box::new(metadata)));
    Ok(Read { document, problems: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::tagset;

    #[track_caller]
    fn round(line: &str) -> Value {
        let read = read(line, &tagset::news()).unwrap();
        let written = native::write(&read.document, native::Form::Jsonl);
        assert_eq!(written.matches('\n').count(), 1, "one line");
        serde_json::from_str(&written).unwrap()
    }

    #[test]
    fn id_text_and_further_keys_are_kept() {
        let line =
            r#"{"text": " a\r\n🙂\u0000 ", "id": 7, "meta": {"url": "x", "n": [1, 2.5, null]}}"#;
        let (before, after): (Value, _) = (serde_json::from_str(line).unwrap(), round(line));
        for key in ["text", "id", "meta"] {
            assert_eq!(after[key], before[key], "{key}");
        }
        assert_eq!(round(r#"{"id": "007", "text": ""}"#)["id"], "007");
        assert!(round(r#"{"text": "x"}"#).get("id").is_none());
    }

    #[test]
    fn a_line_that_is_no_text_says_why() {
        let why = |line: &str| read(line, &tagset::news()).unwrap_err().to_string();
        assert!(why("{\"id\": 1}").contains("\"text\" is missing"));
        assert!(why("{\"text\": 1}").contains("\"text\" is not a string"));
        assert!(why("{\"text\": \"").contains("column"));
        assert!(why("[1]").contains("expected a map; a line is one JSON object, such as {"));
        assert!(read(EXAMPLE, &tagset::news()).is_ok());
        assert!(why("{\"text\": \"x\", \"zones\": []}").contains("\"zones\""));
    }
}
