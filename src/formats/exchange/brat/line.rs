//! Values and notes in one line.

use super::places::is_break;
use crate::annotation::Value;
use crate::formats::native;

/// A remark or name as it is where that is one line and not taken for anything else, else as a JSON
/// string.
pub(super) fn note(text: &str) -> String {
    if is_line(text) && !text.starts_with('"') { text.to_owned() } else { quoted(text) }
}

/// The remark that [`note`] wrote.
pub(super) fn note_of(line: &str) -> String {
    serde_json::from_str(line).unwrap_or_else(|_| line.to_owned())
}

/// A text value as it is where nothing else is written so, else as a JSON string.
pub(super) fn text(text: &str) -> String {
    if is_bare(text) { text.to_owned() } else { quoted(text) }
}

/// Whether a text value is written as it is.
pub(super) fn is_bare(text: &str) -> bool {
    is_line(text) && serde_json::from_str::<serde_json::Value>(text).is_err()
}

/// Any other value.
pub(super) fn json(value: &Value) -> String {
    one_line(&native::value_to_file(value).to_string())
}

/// A value, and whether it was written as it is.
pub(super) fn value_of(line: &str) -> (Value, bool) {
    let read = serde_json::from_str::<serde_json::Value>(line).ok();
    match read.and_then(|it| native::value_from_file(it).ok()) {
        Some(value) => (value, false),
        None => (Value::from(line), true),
    }
}

fn is_line(text: &str) -> bool {
    let odd = |c: char| c.is_control() || is_break(c);
    !text.is_empty() && text.trim() == text && !text.contains(odd)
}

pub(super) fn quoted(text: &str) -> String {
    one_line(&serde_json::Value::from(text).to_string())
}

/// JSON leaves some line ends in strings as they are.
fn one_line(json: &str) -> String {
    let escape = |c: char| {
        if is_break(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() }
    };
    json.chars().map(escape).collect()
}
