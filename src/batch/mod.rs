//! Layer 3: work on many documents, for the command line and the window alike.
//!
//! `articles` finds what can be worked on in a folder. `dataset` makes data sets of folders. `stream` does work on every core and keeps the order, `lines` reads
//! files of lines, `losses` lists what a format could not hold, `site` finds the lines that files of one site have in
//! common. Errors are sentences for people (`anyhow`): nobody
//! does anything with them but tell them.
//!
//! Not here: what one document is in a format (`formats`), how a run is shown (`cli`, `ui`).

pub mod articles;
pub mod dataset;
pub mod lines;
pub mod losses;
pub mod site;
pub mod stream;

use std::path::Path;

use anyhow::anyhow;

use crate::formats::{EXPORTERS, Exporter};

/// What is told while a batch runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told<'a> {
    /// Something could not be done, or reading a file noticed something.
    Problem(&'a str),
    /// What there is to know besides.
    Note(&'a str),
    /// How many documents have been looked at, of which nobody knows how many there are.
    Documents(usize),
}

/// Who looks on while a batch runs, from any of its threads.
pub trait Watch: Sync {
    /// Takes note.
    fn tell(&self, told: Told<'_>);

    /// Whether the batch is to stop, which it does before the next document.
    fn is_stopped(&self) -> bool;
}

/// Somebody asked the batch to stop. What is half done is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("stopped; nothing is left half done")]
pub struct Stopped;

/// The exporter with this key.
pub fn exporter(key: &str) -> anyhow::Result<&'static dyn Exporter> {
    EXPORTERS.iter().find(|it| it.key() == key).copied().ok_or_else(|| {
        let known: Vec<_> = EXPORTERS.iter().map(|it| it.key()).collect();
        anyhow!("there is no format {key:?} to write; there are {}", known.join(", "))
    })
}

/// A name for one document of many: its id where that can be a file's name, else its number.
pub fn document_name(file: &Path, number: usize, id: &str) -> String {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    if !id.is_empty() && id.len() <= 100 && id.chars().all(fits) {
        return id.to_owned();
    }
    let stem = file.file_stem().map(|it| it.to_string_lossy().into_owned());
    format!("{}-{number:05}", stem.unwrap_or_default())
}
