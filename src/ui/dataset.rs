//! [`DatasetChoice`]: what the editor wants a data set to be like, and [`Making`], one on its way.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::export::exporter;
use crate::batch::dataset::{Settings, Stratify};
use crate::formats::EXPORTERS;
use crate::tagger::Cancel;
use crate::ui::words;

/// What is typed and ticked about a data set. The last one is kept between runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a box to tick")]
pub struct DatasetChoice {
    /// The folder of documents.
    pub from: String,
    /// The folder to make.
    pub to: String,
    /// The format's key.
    pub format: String,
    /// Also what nobody has decided on.
    pub proposals: bool,
    /// Also what people have rejected.
    pub rejected: bool,
    /// Also documents that nobody has reviewed.
    pub untagged: bool,
    /// Whether editors get other names.
    pub anonymise: bool,
    /// Keys of labels with commas between them; blank: all.
    pub labels: String,
    /// Names of editors with commas between them; blank: all.
    pub editors: String,
    /// The first day or moment; blank: any.
    pub since: String,
    /// The day or moment before which it ends; blank: any.
    pub until: String,
    /// Shares of the parts; blank: one part.
    pub split: String,
    /// Chooses a division into parts.
    pub seed: u64,
    /// The key of what groups documents; blank: nothing does.
    pub stratify: String,
}

impl Default for DatasetChoice {
    fn default() -> Self {
        Self {
            from: String::new(),
            to: String::new(),
            format: "jsonl".to_owned(),
            proposals: false,
            rejected: false,
            untagged: false,
            anonymise: false,
            labels: String::new(),
            editors: String::new(),
            since: String::new(),
            until: String::new(),
            split: "80/10/10".to_owned(),
            seed: 1,
            stratify: String::new(),
        }
    }
}

impl DatasetChoice {
    /// What is to be made, or what is missing or wrong, in a sentence.
    pub fn settings(&self) -> Result<Settings, String> {
        let given = |it: &str| Some(it.trim().to_owned()).filter(|it| !it.is_empty());
        let list = |it: &str| it.split(',').filter_map(given).collect::<Vec<String>>();
        let from = given(&self.from).ok_or(words::exchange::DATASET_NO_FROM)?;
        let to = given(&self.to).ok_or(words::exchange::DATASET_NO_TO)?;
        let exporter = exporter(&self.format).or(EXPORTERS.first().copied());
        let split = given(&self.split);
        let settings = Settings {
            folders: vec![PathBuf::from(from)],
            to: exporter.ok_or(words::exchange::DATASET_NO_FORMAT)?,
            output: PathBuf::from(to),
            proposals: self.proposals,
            rejected: self.rejected,
            labels: list(&self.labels),
            editors: list(&self.editors),
            since: given(&self.since),
            until: given(&self.until),
            untagged: self.untagged,
            seed: self.seed,
            stratify: Stratify::ALL
                .into_iter()
                .find(|it| split.is_some() && it.key() == self.stratify),
            split,
            anonymise: self.anonymise,
            unit: None,
        };
        settings.check().map_err(|error| format!("{error:#}"))?;
        Ok(settings)
    }
}

/// A data set that is being made.
pub struct Making {
    /// Documents that have been looked at.
    pub done: usize,
    /// Stops it.
    pub cancel: Cancel,
}
