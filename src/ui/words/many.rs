//! Questions about many tags at once, and about records.

// Decide on all that is shown

pub fn accept_question(count: usize, all: usize) -> String {
    format!("Accept {count} of {all} open proposals that are shown?")
}

pub fn reject_question(count: usize, all: usize) -> String {
    format!("Reject {count} of {all} open proposals that are shown?")
}

pub fn accept(count: usize) -> String {
    format!("Accept {count}")
}

pub fn reject(count: usize) -> String {
    format!("Reject {count}")
}

/// `below`: how many the threshold hides.
pub fn decide_about(below: usize) -> String {
    format!(
        "Lanes and the threshold decide what is shown; {below} below the threshold stay open. It is \
         one step and can be undone."
    )
}

pub const LABEL: &str = "Label";
pub const LABEL_ANY: &str = "any label";
pub const LEAST: &str = "At least this sure";
pub const TIER: &str = "Tier";
pub const TIER_ANY: &str = "any tier";
pub const WORDS: &str = "Only with the words";
pub const WORDS_ANY: &str = "any";
pub const PERCENT: &str = " %";

// Replace a label

pub const REPLACE: &str = "Replace a label";
pub const REPLACE_ABOUT: &str =
    "Tags keep their places, notes and decisions; what the new label cannot have is told.";
pub const REPLACE_FROM: &str = "Replace";
pub const REPLACE_BY: &str = "By";
pub const REPLACE_CHOOSE: &str = "choose a label";

pub fn replace(count: usize) -> String {
    format!("Replace {count}")
}

// Split a record

pub const SPLIT_NAME: &str = "They are";

pub fn split_question(record: &str) -> String {
    format!("Which mentions are not {record}?")
}

pub fn split(mentions: usize) -> String {
    format!("Split off {mentions}")
}

// Rename a record

pub const RENAME: &str = "Rename the record";
pub const RENAME_NAME: &str = "Name";
pub const RENAME_DO: &str = "Rename";

// All identical mentions

pub const MENTIONS_WHOLE: &str = "Whole words only";
pub const MENTIONS_CASE: &str = "Capitals do not matter";
pub const MENTIONS_TICK_ALL: &str = "Tick all";
pub const MENTIONS_TICK_NONE: &str = "Tick none";
pub const MENTIONS_NONE: &str = "These words stand nowhere else without this tag.";

/// Where else the words of a tag stand.
pub fn mentions(words: &str) -> String {
    format!("“{words}” elsewhere")
}

pub fn tag_mentions(ticked: usize, all: usize) -> String {
    format!("Tag {ticked} of {all}")
}

/// A mention has another label.
pub fn mention_taken(label: &str) -> String {
    format!("({label} already)")
}
