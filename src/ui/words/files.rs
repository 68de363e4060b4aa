//! Questions about files: something is in the way, a save failed, a file is damaged, two versions differ.

use std::path::Path;

// Ways out

pub const SAVE_ELSEWHERE: &str = "Save under another name…";
pub const DO_NOTHING: &str = "Do nothing";
pub const GO_ON: &str = "Go on working";
pub const RELOAD: &str = "Reload it";
pub const RELOAD_LOSING: &str = "Take the file, lose my changes";
pub const OVERWRITE: &str = "Overwrite it";
pub const OVERWRITE_ALL: &str = "Overwrite them";

// A file is in the way

pub const CHANGED: &str = "The file has changed meanwhile";
pub const EXISTS: &str = "The file exists already";
pub const EXIST: &str = "Files exist already";
pub const NOTHING_SAVED: &str = "Nothing has been saved yet.";
pub const NOTHING_EXPORTED: &str = "Nothing has been exported yet.";
pub const COMPARE: &str = "Compare and merge…";
pub const EXPORT_ELSEWHERE: &str = "Choose another name…";

pub fn changed(file: &Path) -> String {
    format!(
        "{} is not as it was when it was read: another program or person has written it.",
        file.display()
    )
}

pub fn exists(file: &Path) -> String {
    format!("There is a file {}.", file.display())
}

// A save failed

pub const NOT_SAVED: &str = "The document is not saved";
pub const NOT_SAVED_HARMLESS: &str = "Your changes are still here, and the file is as it was.";
pub const NOT_SAVED_AGAIN: &str = "Try again";

// A file is damaged

pub const DAMAGED: &str = "The file is damaged";
pub const DAMAGED_REPAIR_ABOUT: &str =
    "A repaired copy says what was done to it. The file itself stays as it is.";
pub const DAMAGED_REPAIR: &str = "Open a repaired copy";

/// Above the list of what is wrong with it.
pub fn damaged(file: &Path) -> String {
    format!("{} cannot be opened as it is:", file.display())
}

/// Lines of a list that are not shown.
pub fn list_more(count: usize) -> String {
    format!("and {count} more")
}

// The document and its file differ

pub const DIFFER: &str = "Your document and the file";
pub const DIFFER_IN_TEXT: &str = "The file holds another text, so the tags cannot be merged.";
pub const DIFFER_NOTHING_MINE: &str = "You have changed nothing that the file does not have.";
pub const MERGE_ABOUT: &str =
    "A merge is one step: undoing it leaves what the file holds. It is saved by you.";
pub const MERGE: &str = "Merge";
pub const MERGE_ALL_MINE: &str = "Mine for all";
pub const MERGE_ALL_THEIRS: &str = "The file’s for all";
pub const MERGE_BOTH: &str = "Both, beside each other";

pub fn changed_by_me(count: usize) -> String {
    format!("Changed by you: {count}")
}

pub fn changed_in_file(count: usize) -> String {
    format!("Changed in the file: {count}")
}

pub fn changed_by_both(count: usize) -> String {
    format!("Changed by both: {count}")
}

/// What a tag is in the open document.
pub fn mine(version: &str) -> String {
    format!("Mine: {version}")
}

/// What a tag is in the file.
pub fn theirs(version: &str) -> String {
    format!("The file’s: {version}")
}

// Unsaved changes

pub fn unsaved(document: &str) -> String {
    format!("Save the changes to {document}?")
}

pub const UNSAVED_LOST: &str = "They are lost if you do not save them.";
pub const UNSAVED_DISCARD: &str = "Do not save";
pub const UNSAVED_SAVE: &str = "Save";

// Paths that are typed: the question, and the button

pub const PATH: &str = "Path";
pub const PATH_FOLDER: &str = "Which folder is to be opened?";
pub const PATH_IMPORT: &str = "Which file holds the tags?";
pub const PATH_IMPORT_READ: &str = "Read it";
pub const PATH_DRAFT: &str = "Which file is the new draft?";
pub const PATH_DRAFT_TAKE: &str = "Take it in";
pub const PATH_OPEN: &str = "Which file is to be opened?";
pub const PATH_SAVE: &str = "Where is the document to be saved?";
pub const PATH_EXPORT: &str = "Where is the export to go?";
pub const PATH_DATASET: &str = "Which folder?";
pub const PATH_TAG_SET: &str = "Which tag set?";
pub const PATH_TAKE: &str = "Take it";
pub const PATH_OPEN_IT: &str = "Open";
pub const PATH_SAVE_IT: &str = "Save";
pub const PATH_EXPORT_IT: &str = "Export";

// A text that is pasted

pub const PASTE: &str = "Paste an article";
pub const PASTE_HINT: &str = "Paste the text here";
pub const PASTE_FIELD: &str = "Article text";
pub const PASTE_OPEN: &str = "Open it";
