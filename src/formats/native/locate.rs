//! Where in a RON file the part stands that is no part of a document.
//!
//! RON is read by way of plain values, which forget their places. So the part that does not fit is
//! looked for among the values, and then its line in the source.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::file::{AnnotationV1, FileV1, RecordV1, RelationV1, ZoneV1};

/// A part of a file that does not fit.
pub(super) struct Misfit {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// Which part it is, and what is wrong with it.
    pub message: String,
}

/// The first part of a file that does not fit; `None` if each fits by itself.
pub(super) fn misfit(source: &str, value: &Value) -> Option<Misfit> {
    let Value::Object(fields) = value else { return None };
    let (key, index, why) = fields.iter().find_map(|(key, value)| {
        let wrong = in_list(key, value);
        wrong.map(|(index, why)| (key, Some(index), why)).or_else(|| {
            let alone = json!({"factmark": 1, "text": ""});
            let mut alone: Map<String, Value> = serde_json::from_value(alone).ok()?;
            alone.insert(key.clone(), value.clone());
            let error = serde_json::from_value::<FileV1>(Value::Object(alone)).err()?;
            Some((key, None, error.to_string()))
        })
    })?;
    let (line, column) = place(source, key, index)?;
    let message = match index {
        Some(index) => format!("{key}, entry {}: {why}", index + 1),
        None => format!("{key}: {why}"),
    };
    Some(Misfit { line, column, message })
}

fn in_list(key: &str, value: &Value) -> Option<(usize, String)> {
    let Value::Array(items) = value else { return None };
    match key {
        "zones" => first::<ZoneV1>(items),
        "annotations" => first::<AnnotationV1>(items),
        "relations" => first::<RelationV1>(items),
        "records" => first::<RecordV1>(items),
        _ => None,
    }
}

fn first<T: DeserializeOwned>(items: &[Value]) -> Option<(usize, String)> {
    items.iter().enumerate().find_map(|(index, item)| {
        let error = serde_json::from_value::<T>(item.clone()).err()?;
        Some((index, error.to_string()))
    })
}

/// Line and column of a key of the outermost struct, or of an entry of its list.
fn place(source: &str, key: &str, entry: Option<usize>) -> Option<(usize, usize)> {
    let mut at = 0;
    let (mut depth, mut found, mut inside, mut entries) = (0_usize, None, false, 0);
    while let Some(rest) = source.get(at..).filter(|it| !it.is_empty()) {
        let length = token(rest);
        let token = rest.get(..length)?;
        let close = token.starts_with([')', '}', ']']);
        let blank = token.starts_with(|c: char| c.is_whitespace() || c == ',' || c == '/');
        if close {
            depth = depth.saturating_sub(1);
        }
        if depth == 1 && token.trim_matches('"') == key {
            found = Some(at);
            inside = true;
        } else if depth == 1 && token.starts_with(',') {
            inside = false;
        }
        let Some(index) = entry else {
            if found.is_some() {
                break;
            }
            depth += usize::from(token.starts_with(['(', '{', '[']));
            at += length;
            continue;
        };
        if inside && depth == 2 && !blank && !close && token != ":" {
            // An entry begins with whatever is not between two of them.
            if entries == index {
                found = Some(at);
                break;
            }
            entries += usize::from(token.starts_with(['(', '{', '[']));
        }
        depth += usize::from(token.starts_with(['(', '{', '[']));
        at += length;
    }
    let before = source.get(..found?)?;
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Some((line, column))
}

/// Length of the first token in bytes: a word, a text, a comment, or one other character.
fn token(rest: &str) -> usize {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let first = rest.chars().next().unwrap_or_default();
    let raw = rest.strip_prefix('r').map(|it| it.trim_start_matches('#'));
    if let Some(text) = raw.and_then(|it| it.strip_prefix('"')) {
        let hashes = rest.len() - text.len() - 2;
        let end = format!("\"{}", "#".repeat(hashes));
        return text.find(&end).map_or(rest.len(), |it| rest.len() - text.len() + it + end.len());
    }
    match first {
        '"' => {
            let mut escaped = false;
            let end = rest.char_indices().skip(1).find(|(_, c)| {
                let ends = *c == '"' && !escaped;
                escaped = *c == '\\' && !escaped;
                ends
            });
            end.map_or(rest.len(), |it| it.0 + 1)
        }
        '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
        '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |it| it + 2),
        c if word(c) => rest.find(|c| !word(c)).unwrap_or(rest.len()),
        c => c.len_utf8().max(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_by_line_and_column() {
        let source = "(\n  // records: [\n  id: \"text: (\\\" [\", x: r#\"records: \"[\"#,\n  text: \
                      \"\",\n  records: [\n    (id: \"r1\", x: [1, (a: 2)]), /* ( */\n    {\"id\": 2},\n  ],\n)";
        assert_eq!(place(source, "text", None), Some((4, 3)));
        assert_eq!(place(source, "records", None), Some((5, 3)));
        assert_eq!(place(source, "records", Some(0)), Some((6, 5)));
        assert_eq!(place(source, "records", Some(1)), Some((7, 5)));
        assert_eq!(place(source, "zones", Some(1)), None);
        assert_eq!(place("", "zones", None), None);
    }
}
