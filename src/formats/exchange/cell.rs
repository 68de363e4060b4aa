//! Values where a format has only texts: a text is written as it is, anything else as JSON.
//!
//! A text that would read as JSON, or that XML cannot hold, is written as a JSON string, so that each comes
//! back as what it was.

use std::fmt::Write as _;

use serde_json::Value as Json;

use super::xml::is_forbidden;
use crate::annotation::Value;
use crate::formats::native::{value_from_file, value_to_file};

/// A value as a text.
pub(super) fn of_value(value: &Value) -> String {
    match value {
        Value::Text(text) if !is_json(text) && !text.contains(is_forbidden) => text.clone(),
        value => of_json(&value_to_file(value)),
    }
}

/// The value of a text.
pub(super) fn to_value(cell: &str) -> Value {
    let json = serde_json::from_str::<Json>(cell).ok();
    json.and_then(|it| value_from_file(it).ok()).unwrap_or_else(|| cell.into())
}

/// A text where there are texts alone: only what reads as a JSON string is another.
pub(super) fn of_text(text: &str) -> String {
    let quoted = serde_json::from_str::<String>(text).is_ok();
    if quoted || text.contains(is_forbidden) { of_json(&text.into()) } else { text.to_owned() }
}

/// The text of [`of_text`].
pub(super) fn to_text(cell: &str) -> String {
    match serde_json::from_str(cell) {
        Ok(Json::String(text)) => text,
        _ => cell.to_owned(),
    }
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<Json>(text).is_ok()
}

/// JSON without a character that XML forbids.
pub(super) fn of_json(value: &Json) -> String {
    let mut out = String::new();
    for c in value.to_string().chars() {
        if is_forbidden(c) {
            // Memory takes everything.
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn plain_texts_stay_as_they_are() {
        for text in ["direct", "two words", "“No.”", "", "12 %"] {
            assert_eq!((of_value(&text.into()), of_text(text)), (text.to_owned(), text.to_owned()));
        }
        assert_eq!(of_value(&Value::Number(2)), "2");
        assert_eq!(of_value(&"2".into()), "\"2\"");
        assert_eq!(of_text("\u{fffe}"), "\"\\ufffe\"");
        assert_eq!(
            to_text(&of_text(" \"\"")),
            " \"\"",
            "white space before it is none of the string"
        );
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in "[\"a-c0-9\\\\{}\\[\\]\u{1}\u{fffe}\u{ffff} ]{0,8}|.*") {
            prop_assert_eq!(to_text(&of_text(&text)), text.clone());
            prop_assert_eq!(to_value(&of_value(&text.as_str().into())), text.as_str().into());
            let cells = of_text(&text) + &of_value(&text.as_str().into());
            prop_assert!(!cells.contains(is_forbidden));
        }
    }
}
