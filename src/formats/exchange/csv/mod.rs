//! Tables for spreadsheets: tags (also read again), claims, and sources.
//!
//! A cell that a spreadsheet would take for a formula gets a `'` before it, which reading takes
//! away.

mod claims;
mod sources;
mod tags;

use serde::Serialize;

pub(in crate::formats) use self::claims::Claims;
pub(in crate::formats) use self::sources::Sources;
pub(in crate::formats) use self::tags::{Csv, Table};
use crate::annotation::Document;

/// What a spreadsheet takes for a formula, and our own sign for that.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\'', '＝', '＋', '－', '＠'])
}

fn safe(cell: &str) -> String {
    if is_formula(cell) { format!("'{cell}") } else { cell.to_owned() }
}

fn unsafe_again(cell: &str) -> String {
    cell.strip_prefix('\'').filter(|it| is_formula(it)).unwrap_or(cell).to_owned()
}

/// Rows without a head.
fn table(rows: impl Iterator<Item = impl Serialize>) -> Vec<u8> {
    let mut table = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    for row in rows {
        // Memory takes everything, and each field of a row is one cell.
        let written = table.serialize(row);
        debug_assert!(written.is_ok(), "{written:?}");
    }
    table.into_inner().unwrap_or_default()
}

/// What a document is called in a table.
fn document_name(document: &Document) -> String {
    let metadata = document.metadata();
    safe(match (&metadata.id, &metadata.source) {
        (id, Some(source)) if id.is_empty() => &source.name,
        (id, _) => id,
    })
}
