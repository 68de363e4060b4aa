//! A line of JSON that holds a text: `{"id", "text"}` with any further keys, or a native document.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::native;
use super::{Read, ReadError};
use crate::annotation::TagSet;

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

/// Whether a line is a saved document, rather than a text with other keys.
pub fn is_native(line: &str) -> bool {
    native::object(line).is_ok_and(|it| it.contains_key("factmark"))
}

/// Reads one line. Further keys of a text are kept as they are.
pub fn read(line: &str, tag_set: &Arc<TagSet>) -> Result<Read, ReadError> {
    let fields = match native::object(line) {
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

/// The document of a text with further keys, which are kept as they are.
pub(super) fn plain(fields: Map<String, Value>, tag_set: &Arc<TagSet>) -> Result<Read, ReadError> {
    let refuse = |message: &str| Err(ReadError::NotNative { message: message.to_owned() });
    match fields.get("text") {
        Some(Value::String(_)) => {}
        Some(_) => return refuse("\"text\" is not a string"),
        None => return refuse("the key \"text\" is missing"),
    }
    if let Some(key) = NATIVE.iter().find(|it| fields.contains_key(**it)) {
        let message = format!("{key:?} belongs to documents that have the key \"factmark\" too");
        return refuse(&message);
    }
    native::read_fields(fields, tag_set)
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
    fn a_source_of_any_shape_is_kept_and_loads_again() {
        for source in
            ["\"Reuters\"", "{\"url\": \"x\"}", "{\"name\": \"a.txt\", \"page\": 3}", "[1]"]
        {
            let line = format!("{{\"text\": \"x\", \"source\": {source}}}");
            let read = read(&line, &tagset::news()).unwrap();
            let saved = native::write(&read.document, native::Form::Json);
            let again = native::read_json(&saved, &tagset::news()).unwrap();
            assert_eq!(again.document, read.document);
            assert_eq!(round(&line)["source"], serde_json::from_str::<Value>(source).unwrap());
        }
    }

    #[test]
    fn a_line_that_is_no_text_says_why() {
        let why = |line: &str| read(line, &tagset::news()).unwrap_err().to_string();
        assert!(
            why("{\"text\": \"a\", \"text\": \"b\"}").contains("the key \"text\" is there twice")
        );
        assert!(why("{\"id\": 1}").contains("\"text\" is missing"));
        assert!(why("{\"text\": 1}").contains("\"text\" is not a string"));
        assert!(why("{\"text\": \"").contains("column"));
        assert!(why("[1]").contains("expected a map; a line is one JSON object, such as {"));
        assert!(read(EXAMPLE, &tagset::news()).is_ok());
        assert!(why("{\"text\": \"x\", \"zones\": []}").contains("\"zones\""));
    }
}
