//! The outline, with the list of a folder’s documents.

pub const DOCUMENTS: &str = "DOCUMENTS";
pub const ZONES: &str = "Zones";
pub const RECORDS: &str = "People and places";
pub const SPEAKERS: &str = "Quotes by speaker";
pub const CLAIMS: &str = "Claims by rank";

/// A short word for the label of a record, so that it is told by word and not by colour alone.
pub fn record_kind(label: &str) -> &'static str {
    match label {
        "person" => "pers",
        "org" => "org",
        "place" => "place",
        _ => "group",
    }
}

/// The name of a document, of which several are open; the first is 1.
pub fn one_of_a_name(name: &str, number: usize) -> String {
    format!("{name} ({number})")
}

// The list of the documents in a folder or data set

pub const SHELF_CLOSE: &str = "Close the list";
pub const SHELF_FIND: &str = "Find a document";

/// How many documents the filter leaves.
pub fn shelf_shown(shown: usize, all: usize) -> String {
    format!("{shown} of {all}")
}

pub const STAGE_UNTOUCHED: &str = "untouched";
pub const STAGE_TAGGED: &str = "tagged";
pub const STAGE_DONE: &str = "done";
pub const STAGE_PROBLEM: &str = "problem";
