//! The chooser: its questions, and the rows that are not names of records or labels.

pub const COMMANDS: &str = "Commands";
pub const SPEAKER: &str = "Who says it?";
pub const RECORD: &str = "Who or what is it?";
pub const MERGE: &str = "Same as which other record?";
pub const LABEL: &str = "Which label?";
pub const ZONE: &str = "What are these lines?";
pub const ATTRIBUTE: &str = "Which attribute?";
pub const VALUE: &str = "Which value?";
pub const LINK: &str = "Linked how?";
pub const LINK_TO: &str = "To which tag?";
pub const UNLINK: &str = "Which link is to go?";

// Rows: a name, and what stands beside it

pub const SPEAKER_SAME: &str = "Same as the previous quote";
pub const SPEAKER_ANONYMOUS: &str = "Anonymous";
pub const SPEAKER_ANONYMOUS_ABOUT: &str = "the article holds the name back";
pub const SPEAKER_UNKNOWN: &str = "Unknown";
pub const SPEAKER_UNKNOWN_ABOUT: &str = "cannot be told";
pub const SPEAKER_NEW_ABOUT: &str = "a new person";
pub const RECORD_NONE: &str = "Nothing";
pub const RECORD_NONE_ABOUT: &str = "take the record away";
pub const RECORD_NEW_ABOUT: &str = "a new record";
pub const VALUE_NOW: &str = "now";
pub const VALUE_YES: &str = "yes";
pub const VALUE_NO: &str = "no";
pub const VALUE_NONE: &str = "nothing";

/// A person or record of this name is made.
pub fn new(name: &str) -> String {
    format!("{name} (new)")
}

/// Takes a value out of a list of them.
pub fn value_without(value: &str) -> String {
    format!("without {value}")
}

/// A tag that can be linked to: its label, and the words around it.
pub fn link_target(label: &str, around: &str) -> String {
    format!("{label} · {around}")
}

// The list

pub const NOTHING_FITS: &str = "Nothing fits.";
pub const HINT_TYPE: &str = "Type to find";
pub const HINT_KEYS: &str = "Press a key below, or / and type to find";
pub const FIELD: &str = "Find in the list";
