//! The list of what a format could not hold, as a file.

use std::io::BufWriter;
use std::path::Path;

use super::output::unwritten;
use super::report;
use crate::batch::losses::Report;
use crate::files::{Over, Writing};

/// What all documents of an export have lost, and the file that lists it.
pub(super) struct Losses<'a> {
    pub(super) report: Report<List<'a>>,
    path: Option<&'a Path>,
}

/// A list on its way.
pub(super) type List<'a> = BufWriter<Writing<'a>>;

impl<'a> Losses<'a> {
    /// A report that lists every loss in a file.
    pub(super) fn new(format: String, path: Option<&'a Path>, force: bool) -> anyhow::Result<Self> {
        let list = path.map(|it| begin(it, force)).transpose()?;
        Ok(Self { report: Report::new(format, list), path })
    }

    /// Says what was lost and left behind, and finishes the list.
    pub(super) fn finish(self) -> anyhow::Result<()> {
        for line in self.report.lines() {
            report::say(&format!("note: {line}"));
        }
        match (self.path, self.report.into_list()) {
            (Some(path), Some(list)) => super::output::finish(path, list),
            _ => Ok(()),
        }
    }
}

/// Begins a list.
pub(super) fn begin(path: &Path, force: bool) -> anyhow::Result<List<'_>> {
    let over = if force { Over::Anything } else { Over::Nothing };
    Ok(BufWriter::new(Writing::begin(path, over).map_err(unwritten)?))
}
