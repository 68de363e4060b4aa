//! The lines of a saved file: each zone, element, annotation, relation and record on one of its own, so that
//! one changed tag changes one line.
//!
//! JSON and RON are written from the same values by the same code. In RON a struct of the format is
//! `(key: value)`; attributes and unknown values are maps, `{"key": value}`.

use std::fmt::Write as _;

use serde_json::{Map, Value};

/// How values look.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    Json,
    Ron,
}

/// Lists that get a line for each item.
const LISTS: [&str; 5] = ["zones", "markup", "annotations", "relations", "records"];

/// Keys whose values are structs of the format, not free maps.
const STRUCTS: [&str; 10] = [
    "zones",
    "markup",
    "annotations",
    "relations",
    "records",
    "source",
    "signed",
    "next",
    "origin",
    "proposed",
];

/// Writes a whole file, with a line end.
pub(super) fn file(fields: &Map<String, Value>, dialect: Dialect) -> String {
    let mut out = String::new();
    let named = dialect == Dialect::Ron && is_struct(fields);
    out.push_str(if named { "(\n" } else { "{\n" });
    for (index, (key, item)) in fields.iter().enumerate() {
        let last = index + 1 == fields.len();
        out.push_str("  ");
        push_key(&mut out, key, dialect, named);
        match item {
            Value::Array(items) if LISTS.contains(&key.as_str()) && !items.is_empty() => {
                push_lines(&mut out, items, dialect);
            }
            _ => push(&mut out, item, dialect, STRUCTS.contains(&key.as_str())),
        }
        out.push_str(if last && dialect == Dialect::Json { "\n" } else { ",\n" });
    }
    out.push_str(if named { ")\n" } else { "}\n" });
    out
}

fn push_lines(out: &mut String, items: &[Value], dialect: Dialect) {
    out.push_str("[\n");
    for (index, item) in items.iter().enumerate() {
        out.push_str("    ");
        push(out, item, dialect, true);
        let last = index + 1 == items.len();
        out.push_str(if last && dialect == Dialect::Json { "\n" } else { ",\n" });
    }
    out.push_str("  ]");
}

/// Whether every key can stand without marks, as RON's structs need. `()` would be the unit.
fn is_struct(fields: &Map<String, Value>) -> bool {
    let plain = |key: &String| {
        key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && key != "r"
            && key != "_"
    };
    !fields.is_empty() && fields.keys().all(plain)
}

fn push_key(out: &mut String, key: &str, dialect: Dialect, named: bool) {
    if named {
        out.push_str(key);
    } else {
        push_text(out, key, dialect);
    }
    out.push_str(": ");
}

fn push(out: &mut String, value: &Value, dialect: Dialect, structs: bool) {
    match value {
        Value::Null if dialect == Dialect::Ron => out.push_str("None"),
        Value::Null | Value::Bool(_) | Value::Number(_) => out.push_str(&value.to_string()),
        Value::String(text) => push_text(out, text, dialect),
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { ", " });
                push(out, item, dialect, structs);
            }
            out.push(']');
        }
        Value::Object(fields) => {
            let named = structs && dialect == Dialect::Ron && is_struct(fields);
            out.push(if named { '(' } else { '{' });
            for (index, (key, item)) in fields.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { ", " });
                push_key(out, key, dialect, named);
                push(out, item, dialect, structs && STRUCTS.contains(&key.as_str()));
            }
            out.push(if named { ')' } else { '}' });
        }
    }
}

/// A text between marks. JSON and RON share every escape but that of other control characters.
fn push_text(out: &mut String, text: &str, dialect: Dialect) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if !c.is_control() => out.push(c),
            // Writing to a String cannot fail.
            _ if dialect == Dialect::Json => {
                let _written = write!(out, "\\u{:04x}", u32::from(c));
            }
            _ => {
                let _written = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
        }
    }
    out.push('"');
}
