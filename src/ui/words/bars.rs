//! The command bar, the status bar and the strip of what was recognised.

use super::count;

// The command bar

pub const CHANGED: &str = "• unsaved";
pub const SAVED: &str = "saved";
pub const NEVER_SAVED: &str = "not saved yet";
pub const REJECTED_LANE: &str = "Rejected";

pub fn decided(decided: usize, all: usize) -> String {
    format!("{decided} of {all} decided")
}

/// `step` is what the step did, as `annotation` names it.
pub fn undo(step: &str) -> String {
    format!("Undo {step}")
}

/// As [`undo`].
pub fn redo(step: &str) -> String {
    format!("Redo {step}")
}

pub const THRESHOLD: &str = "Threshold";
pub const THRESHOLD_ABOUT: &str = "Proposals that the tagger is less sure of than this are hidden";
pub const PERCENT: &str = " %";

/// How many proposals the threshold leaves.
pub fn threshold_hides(open: usize, hidden: usize) -> String {
    format!("{open} open, {hidden} hidden")
}

pub const SEARCH: &str = "Search";

/// In the empty field; with the key that leads there.
pub fn search_hint(key: &str) -> String {
    format!("{SEARCH}  {key}").trim_end().to_owned()
}

pub const SEARCH_PATTERN: &str = "Pattern";
pub const SEARCH_PATTERN_ABOUT: &str = "Search for a pattern (regular expression)";
pub const SEARCH_PATTERN_WRONG: &str = "not a complete pattern";
pub const SEARCH_NOTHING: &str = "not found";

/// `running`: there may be more.
pub fn search_hit(current: usize, hits: usize, running: bool) -> String {
    format!("{current} of {hits}{}", if running { "…" } else { "" })
}

// The status bar

/// A file that is being read, or one of the things of [`super::messages`].
pub fn reading(what: &str) -> String {
    format!("Reading {what}")
}

pub fn making(documents: usize) -> String {
    format!("Making a data set: {}", count::documents(documents))
}

/// Place of the caret and length of the text, in characters.
pub fn place(position: usize, length: usize) -> String {
    format!("character {position} of {length}")
}

pub fn selected(characters: usize) -> String {
    format!("{characters} selected")
}

/// Scripts whose letters show as boxes.
pub fn no_font(scripts: &str) -> String {
    format!("no font on this computer shows: {scripts}")
}

/// Where the link at the caret leads.
pub fn link(to: &str) -> String {
    format!("link to {to}")
}

pub const STOP_LISTING: &str = "Stop reading";
pub const STOP_MAKING: &str = "Stop making";
pub const STOP_EXPORT: &str = "Stop exporting";
pub const STOP_STEP: &str = "Stop";
pub const STOP_TAGGING: &str = "Cancel";
pub const NO_DOCUMENT: &str = "No document is open";
pub const COPY_LINK: &str = "Copy the link";
pub const NO_FONT_ABOUT: &str = "Their letters show as boxes. Install a font that has them, such as \
    one of the Noto fonts, and start factmark again. Selecting and tagging works without.";

// What was recognised in a file, above the article

pub const RECOGNISED_CLOSE: &str = "Close what was recognised";
pub const RECOGNISED_NEXT: &str = "Go to the next of them";

/// In the place of a title.
pub fn no_headline(file: &str) -> String {
    format!("{file}: no headline found")
}

pub fn length(characters: usize) -> String {
    count::characters(characters)
}

/// A kind of zone and how many of it there are.
pub fn zones(kind: &str, count: usize) -> String {
    format!("{kind} {count}")
}

/// The first of several problems in reading a file.
pub fn problems(count: usize, first: &str) -> String {
    if count == 1 { first.to_owned() } else { format!("{count} problems, first: {first}") }
}
