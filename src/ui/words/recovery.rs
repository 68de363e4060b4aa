//! Work recovered after a crash, and earlier versions of files.

use time::OffsetDateTime;

use super::count;

// Recovered work

pub const RECOVERED: &str = "Work was recovered";
pub const RECOVERED_ABOUT: &str = "factmark ended without closing these documents. What you had done was kept, outside your files.";
pub const RECOVERED_OPEN_ALL: &str = "Open all";
pub const RECOVERED_LATER: &str = "Decide later";
pub const RECOVERED_LATER_ABOUT: &str = "What you leave is offered again at the next start.";
pub const RECOVERED_OPEN: &str = "Open it";
pub const RECOVERED_SAVE: &str = "Save it elsewhere…";
pub const RECOVERED_LOOK: &str = "Look at the file first";
pub const DISCARD_ASK: &str = "Throw it away…";
pub const DISCARD_SURE: &str = "Throw this away for good? It cannot be brought back.";
pub const DISCARD: &str = "Throw it away";
pub const DISCARD_KEEP: &str = "Keep it";
pub const NO_FILE: &str = "It has no file of its own yet.";
pub const FILE_GONE: &str = "Its file is not there any more; all of the document is here.";
pub const LAST_CHANGE_LOST: &str = "The very last change was not written whole and is lost.";
pub const FILE_CHANGED: &str = "Another program has changed the file since. Nothing is overwritten: \
    when you save, you are asked, and can merge the two.";

pub fn unreadable(why: &str) -> String {
    format!("It cannot be read: {why}.")
}

/// How many changes are in no file, where that is known, and seconds since the last.
pub fn unsaved(changes: Option<usize>, seconds: Option<i64>) -> String {
    let changes = match changes {
        Some(0) => "No changes since it was saved".to_owned(),
        Some(1) => "1 unsaved change".to_owned(),
        Some(many) => format!("{many} unsaved changes"),
        None => "Unsaved changes".to_owned(),
    };
    match seconds {
        Some(seconds) => format!("{changes}, the last {}", count::ago(seconds)),
        None => changes,
    }
}

// Earlier versions

pub const VERSIONS_NONE: &str =
    "There is none yet: the first is kept when the file is saved again.";

pub fn versions(document: &str) -> String {
    format!("Earlier versions of {document}")
}

/// `kept`: how many there are at most.
pub fn versions_about(kept: usize) -> String {
    format!(
        "What the file held before it was saved over; the last {kept} are kept. Restoring one is a \
         step that can be undone, and the file changes only when you save."
    )
}

pub fn version(number: &str) -> String {
    format!("Version {number}")
}

pub fn version_restore(number: &str) -> String {
    format!("Restore version {number}")
}

pub fn version_open(number: &str) -> String {
    format!("Open version {number} as a copy")
}

/// Time and size of a version.
pub fn version_about(saved: &str, bytes: u64) -> String {
    format!("{saved}, {}", count::bytes(bytes))
}

/// When a version was saved: by the calendar, and how long ago that is.
pub fn saved(at: Option<OffsetDateTime>, seconds: Option<i64>) -> String {
    let date =
        at.map(|it| format!("saved {} at {:02}:{:02} UTC", it.date(), it.hour(), it.minute()));
    let date = date.unwrap_or_else(|| "saved".to_owned());
    match seconds {
        Some(seconds) => format!("{date}, {}", count::ago(seconds)),
        None => date,
    }
}

pub const SAVED_SOME_TIME: &str = "saved at an unknown time";
