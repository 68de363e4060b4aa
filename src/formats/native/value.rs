//! Attribute values and unknown keys to and from the file's values.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::file::Unknown;
use crate::annotation::{Extra, Value};

/// Deepest nesting of an attribute or unknown key.
const DEEPEST: usize = 32;

pub(in crate::formats) fn to_file(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Flag(flag) => Json::Bool(*flag),
        Value::Number(number) => Json::from(*number),
        Value::Decimal(number) => Json::from(*number),
        Value::Text(text) => Json::from(text.as_str()),
        Value::List(items) => items.iter().map(to_file).collect(),
        Value::Map(items) => {
            items.iter().map(|(key, value)| (key.clone(), to_file(value))).collect()
        }
    }
}

pub(super) fn extra_to_file(extra: &Extra) -> Unknown {
    extra.iter().map(|(key, value)| (key.clone(), to_file(value))).collect()
}

/// Fails for nesting that is too deep and whole numbers that do not fit into an `i64`.
pub(in crate::formats) fn from_file(value: Json) -> Result<Value, String> {
    nested(value, 0)
}

fn nested(value: Json, depth: usize) -> Result<Value, String> {
    if depth > DEEPEST {
        return Err(format!("values are nested more than {DEEPEST} deep"));
    }
    Ok(match value {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Flag(flag),
        Json::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => Value::Number(whole),
            (None, Some(decimal)) if number.is_f64() => Value::Decimal(decimal),
            _ => {
                return Err(format!("the number {number} does not fit into 64 bits with its sign"));
            }
        },
        Json::String(text) => Value::Text(text),
        Json::Array(items) => {
            let items: Result<_, String> =
                items.into_iter().map(|it| nested(it, depth + 1)).collect();
            Value::List(items?)
        }
        Json::Object(items) => {
            let items: Result<BTreeMap<_, _>, String> =
                items.into_iter().map(|(key, it)| Ok((key, nested(it, depth + 1)?))).collect();
            Value::Map(items?)
        }
    })
}
