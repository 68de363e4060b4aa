//! Drafts: the strip that tells of them, and tags that have no place.

use std::path::Path;

/// An article that was opened looks like a draft of an open one.
pub fn newer(earlier: &str) -> String {
    format!("This looks like another draft of {earlier}, which is open.")
}

pub const NEWER_TAKE: &str = "Bring its tags here";
pub const NEWER_LEAVE: &str = "Keep them apart";

/// The file that the article came from is another by now.
pub fn changed(file: &str) -> String {
    format!("The article in {file} has changed since it was read.")
}

pub const CHANGED_TAKE: &str = "Take in the new draft";
pub const CHANGED_LEAVE: &str = "Not now";

// What became of the tags

pub const TAKEN_CLOSE: &str = "Close what became of the tags";
pub const TAKEN_REOPENED: &str = "It had been finished, and is open again.";
pub const TAKEN_CHANGED_NEXT: &str = "Go to the next of them that is open";

pub fn taken_from(earlier: &str) -> String {
    format!("Tags of {earlier}, which stays open:")
}

pub fn taken_exact(count: usize) -> String {
    format!("{count} exact")
}

pub fn taken_moved(count: usize) -> String {
    format!("{count} moved")
}

pub fn taken_changed(count: usize) -> String {
    format!("{count} changed")
}

pub fn taken_orphaned(count: usize) -> String {
    format!("{count} without a place")
}

/// What a tag was in the earlier draft.
pub fn earlier(was: &str) -> String {
    format!("Earlier draft: {was}.")
}

// Tags without a place

pub fn orphans(count: usize) -> String {
    format!("WITHOUT A PLACE IN THIS DRAFT ({count})")
}

/// Label and what had been decided.
pub fn orphan(label: &str, decided: &str) -> String {
    format!("{label}, {decided}")
}

/// The words of a tag that has no place.
pub fn orphan_words(words: &str) -> String {
    format!("“{words}”")
}

pub const ORPHANS_HINT: &str = "Select the words that say it now to place a tag on them.";
pub const ORPHAN_PLACE: &str = "Place on the selected words";
pub const ORPHAN_DISMISS: &str = "Dismiss";
pub const ORPHAN_DISMISS_HINT: &str = "It is not said any more";
pub const ORPHANS_DISMISS: &str = "Dismiss all";
pub const ORPHANS_DISMISS_HINT: &str =
    "None of them is said any more; one step, which can be undone";

// Why a draft could not be taken in

pub fn unread(error: &str) -> String {
    format!("The new draft could not be read: {error}")
}

/// A file of several documents.
pub fn several(file: &Path, documents: usize) -> String {
    format!(
        "{} holds {documents} documents, and a draft is one: open the right one from the list, or \
         save it as a file of its own.",
        file.display()
    )
}

pub fn not_carried(error: &str) -> String {
    format!("The tags could not be taken over: {error}")
}
