//! [`ExportChoice`]: what the editor wants exported, and what that would leave out.

use serde::{Deserialize, Serialize};

use super::jobs::How;
use super::state::OpenId;
use crate::formats::exchange::Selection;
use crate::formats::{EXPORTERS, Exporter};
use crate::tagger::Cancel;

/// What is exported, and how. The last one is kept between runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExportChoice {
    /// The format's key.
    pub format: String,
    /// Also what nobody has decided on.
    pub proposals: bool,
    /// Also what people have rejected.
    pub rejected: bool,
}

impl Default for ExportChoice {
    fn default() -> Self {
        Self { format: "csv".to_owned(), proposals: false, rejected: false }
    }
}

impl ExportChoice {
    /// How that is done: in the first format, if this one is not known any more.
    pub fn how(&self) -> Option<How> {
        let exporter = exporter(&self.format).or(EXPORTERS.first().copied())?;
        let (proposals, rejected) = (self.proposals, self.rejected);
        Some(How { exporter, selection: Selection { proposals, rejected, ..Selection::default() } })
    }
}

/// The exporter with this key.
pub fn exporter(format: &str) -> Option<&'static dyn Exporter> {
    EXPORTERS.iter().copied().find(|it| it.key() == format)
}

/// What an export would leave out.
pub struct Preview {
    /// Of which document, at which revision, and how.
    pub of: (OpenId, u64, ExportChoice),
    /// What it is asked for by.
    pub number: u64,
    /// In sentences; `None` until it is known.
    pub told: Option<Vec<String>>,
    /// Stops the counting.
    pub cancel: Cancel,
}
