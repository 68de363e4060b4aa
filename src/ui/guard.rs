//! A panic in drawing must not cost work: it is caught, the work is kept, the window says so.

use crate::ui::words;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

/// What went wrong in drawing, and where the work was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crash {
    /// What the panic said.
    pub message: String,
    /// Files that hold the documents as they were, unsaved changes included.
    pub kept: Vec<PathBuf>,
    /// Documents that could not be kept, with the reason.
    pub lost: Vec<String>,
}

/// Runs `draw` and returns what its panic said, if it panicked.
///
/// egui's frame is left half drawn, which the next frame mends.
pub fn guarded(draw: impl FnOnce()) -> Result<(), String> {
    catch_unwind(AssertUnwindSafe(draw)).map_err(|payload| {
        let text = payload.downcast_ref::<&str>().map(|it| (*it).to_owned());
        let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
        text.unwrap_or_else(|| words::messages::NO_REASON.to_owned())
    })
}
