//! What a further run of the tagger has changed.

pub const HEADING: &str = "SINCE THE LAST RUN";
pub const NEXT: &str = "Next";
pub const NEXT_HELP: &str = "Go to the next proposal that is new or was withdrawn";
pub const PUT_AWAY: &str = "Put away";
pub const PUT_AWAY_HELP: &str = "Take this list off; nothing else changes";
pub const NEW: &str = "new";
pub const WITHDRAWN: &str = "withdrawn";

/// What is left to be looked at of what a run has changed.
pub fn left(new: usize, withdrawn: usize) -> String {
    format!("{new} new and open, {withdrawn} withdrawn")
}

/// A proposal of the list, as a screen reader says it.
pub fn row(what: &str, label: &str, words: &str) -> String {
    format!("{what} {label}: {words}")
}

/// Where the pointer rests on a proposal that went.
pub fn withdrawn_help(words: &str) -> String {
    format!("“{words}” is not proposed any more: show where it was")
}
