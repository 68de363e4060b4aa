//! The rows of JSON: a list of objects, an object that holds such a list, or lines.

use serde_json::{Map, Value};

use super::row::{Row, refused};
use crate::formats::{ReadError, native};

/// Keys under which services put their list of articles.
const LISTS: [&str; 7] = ["articles", "items", "documents", "docs", "results", "data", "stories"];

/// The first object, without reading further.
pub(super) fn first(text: &str) -> Option<Map<String, Value>> {
    let text = text.trim_start();
    let inside = text.strip_prefix('[').unwrap_or(text).trim_start();
    if !inside.starts_with('{') {
        return None;
    }
    let mut values = serde_json::Deserializer::from_str(inside).into_iter::<Map<String, Value>>();
    let object = values.next()?.ok()?;
    match list(&object) {
        Some(list) => list.first()?.as_object().cloned(),
        None => Some(object),
    }
}

/// The list of articles in an object that is none itself.
fn list(object: &Map<String, Value>) -> Option<&Vec<Value>> {
    let lists = LISTS.iter().filter_map(|it| object.get(*it)?.as_array());
    lists.into_iter().find(|it| it.first().is_some_and(Value::is_object))
}

/// Every row, with its name.
pub(super) fn rows(text: &str) -> Result<Vec<Row>, ReadError> {
    let row = |name: String, fields: Map<String, Value>| Row {
        name,
        fields: fields.into_iter().collect(),
        problem: None,
    };
    let items = |list: Vec<Value>| {
        let items = (1..).zip(list).map(|(at, value)| match value {
            Value::Object(fields) => Ok(row(format!("item {at}"), fields)),
            _ => Err(refused(format!("item {at} is no object"))),
        });
        items.collect()
    };
    if text.trim_start().starts_with('[') {
        return items(serde_json::from_str(text).map_err(|it| native::syntax(&it))?);
    }
    if let Ok(object) = native::object(text) {
        return match list(&object) {
            Some(list) => items(list.clone()),
            None => Ok(vec![row("the object".to_owned(), object)]),
        };
    }
    let lines = (1..).zip(text.split('\n')).filter(|it| !it.1.trim().is_empty());
    let read = lines.map(|(number, line)| {
        let object = native::object(line).map_err(|it| native::syntax(&it));
        let object = object.map_err(|it| ReadError::in_line(number, it))?;
        Ok(row(format!("line {number}"), object))
    });
    read.collect()
}
