//! The rows of CSV, with commas, semicolons, tabs or bars between fields.

use serde_json::Value;

use super::row::{Row, refused};
use crate::formats::ReadError;

/// What may stand between fields.
const BETWEEN: [u8; 4] = *b",;\t|";

/// Longest first line that is looked at to tell a table.
const LONGEST: usize = 4096;

/// What stands between the fields of the first line: what cuts it into most.
fn between(text: &str) -> u8 {
    let line = text.trim_start().lines().next().unwrap_or_default();
    let mut marked = false;
    let mut counts = [0_usize; BETWEEN.len()];
    for byte in line.bytes() {
        marked ^= byte == b'"';
        for (count, _) in counts.iter_mut().zip(BETWEEN).filter(|it| it.1 == byte && !marked) {
            *count += 1;
        }
    }
    let most = BETWEEN.into_iter().zip(counts).rev().max_by_key(|it| it.1);
    most.map_or(b',', |it| it.0)
}

fn reader(text: &str) -> csv::Reader<&[u8]> {
    let mut builder = csv::ReaderBuilder::new();
    builder.delimiter(between(text)).flexible(true).from_reader(text.as_bytes())
}

/// The names of the columns; none where the first line is no head.
pub(super) fn head(text: &str) -> Vec<String> {
    let line = text.trim_start().lines().next().unwrap_or_default();
    if line.len() > LONGEST || line.starts_with(['<', '{', '[', '#']) {
        return Vec::new();
    }
    let head = reader(line).headers().cloned().unwrap_or_default();
    head.iter().map(str::to_owned).collect()
}

/// Every row.
pub(super) fn rows(text: &str) -> Result<Vec<Row>, ReadError> {
    let text = text.trim_start();
    let mut reader = reader(text);
    let head = reader.headers().map_err(|it| refused(it.to_string()))?.clone();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|it| refused(it.to_string()))?;
        let line = record.position().map_or(0, csv::Position::line);
        let fits = record.len() == head.len();
        let problem = (!fits).then(|| {
            format!("it has {} fields, and the head of the table {}", record.len(), head.len())
        });
        let names = head
            .iter()
            .map(str::to_owned)
            .chain((head.len() + 1..).map(|it| format!("column {it}")));
        let fields = names.zip(&record).filter(|it| !it.1.trim().is_empty());
        let fields = fields.map(|(name, value)| (name, Value::from(value))).collect();
        rows.push(Row { name: format!("line {line}"), fields, problem });
    }
    Ok(rows)
}
