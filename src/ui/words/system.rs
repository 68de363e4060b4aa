//! The window as the system sees it: its title, the file dialogs, and what went wrong.

// The window and its title

pub const PROGRAM: &str = "factmark";

/// `changed`: it has changes that are not saved.
pub fn title(document: &str, changed: bool) -> String {
    format!("{}{document} – {PROGRAM}", if changed { "• " } else { "" })
}

pub const NO_DISPLAY: &str =
    "there is no display to open a window on; `factmark tag FILE` proposes tags without one";

pub fn no_window(error: &str) -> String {
    format!("the window could not be opened: {error}; `factmark tag FILE` needs no window")
}

// The system’s file dialogs: titles and kinds of files

pub const PICK_FOLDER: &str = "Choose a folder";
pub const PICK_IMPORT: &str = "Import tags";
pub const PICK_IMPORT_FILES: &str = "Files of tags";
pub const PICK_TAG_SET: &str = "Load a tag set";
pub const PICK_TAG_SET_FILES: &str = "Tag sets";
pub const PICK_DRAFT: &str = "Take in a new draft";
pub const PICK_DRAFT_FILES: &str = "Articles";
pub const PICK_OPEN: &str = "Open";
pub const PICK_OPEN_FILES: &str = "Articles and documents";
pub const PICK_SAVE: &str = "Save";
pub const PICK_SAVE_FILES: &str = "factmark document";
pub const PICK_EXPORT: &str = "Export";
pub const PICK_EXPORT_FILES: &str = "Data";
pub const PICK_ALL_FILES: &str = "All files";

// After drawing has failed

pub const CRASH: &str = "Something went wrong while drawing the window";
pub const CRASH_HARMLESS: &str =
    "Your documents are still here, with every change. You can go on working.";
pub const CRASH_COPIES: &str = "To be safe, copies with your unsaved changes were written to:";
pub const CRASH_GO_ON: &str = "Go on working";
pub const CRASH_DETAILS: &str = "Details";

/// Documents of which no copy could be written, and why.
pub fn crash_lost(lost: &str) -> String {
    format!("No copy could be written of {lost}. Save it now.")
}

/// Why no copy of a document could be written.
pub fn crash_no_copy(document: &str, why: &str) -> String {
    format!("{document}: {why}")
}

pub const CRASH_NO_FOLDER: &str = "there is no folder to keep it in";
