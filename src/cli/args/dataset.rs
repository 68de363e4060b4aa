//! What can be typed about data sets.

use std::path::PathBuf;

use clap::ValueEnum;

use super::{Offsets, Reviews};
use crate::batch::dataset;

const DATASET: &str = "\
Takes what people have accepted in the documents of folders, or of lines, and writes it as a new folder
with the data, a card that describes it (README.md) and checksums. Documents with the same text go out
once. Documents that nobody has reviewed are left out. The folder appears when it is whole.

The part that a document goes into depends on its text and the seed alone, so further documents do not
move it. docs/DATASETS.md tells more.

Examples:
  factmark dataset archive/ --to spacy-jsonl -o council-v1/ --split 80/10/10
  factmark dataset archive/ --to offsets-jsonl -o names/ --label person,org,place --anonymise
  factmark dataset tagged.jsonl --to jsonl -o november/ --since 2026-11-01 --until 2026-12-01";

/// Arguments of `dataset`.
#[derive(Debug, clap::Args)]
#[command(after_help = DATASET)]
pub struct DatasetArgs {
    /// Folders of saved documents, or files of them, also a document a line
    #[arg(required = true)]
    pub folders: Vec<PathBuf>,
    /// A format that `factmark formats` lists
    #[arg(long, value_name = "FORMAT")]
    pub to: String,
    /// The folder to make
    #[arg(short, long, value_name = "FOLDER")]
    pub output: PathBuf,
    #[command(flatten)]
    pub reviews: Reviews,
    /// Only tags with these labels
    #[arg(long, value_name = "LABEL", value_delimiter = ',')]
    pub label: Vec<String>,
    /// Only what these people decided
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub editor: Vec<String>,
    /// Only what was decided at or after this day or moment (2026-11-14, 2026-11-14T09:30:00Z)
    #[arg(long, value_name = "WHEN")]
    pub since: Option<String>,
    /// Only what was decided before this day or moment
    #[arg(long, value_name = "WHEN")]
    pub until: Option<String>,
    /// Also documents of which nothing is chosen and that nobody has reviewed
    #[arg(long)]
    pub untagged: bool,
    /// Shares of training, development and test data, or of training and test data: 80/10/10
    #[arg(long, value_name = "SHARES")]
    pub split: Option<String>,
    /// Chooses another division into parts
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub seed: u64,
    /// Keep the shares exactly in each group of documents; a further document may then move another
    #[arg(long, value_enum, value_name = "BY", requires = "split")]
    pub stratify: Option<Stratify>,
    /// Call editors editor-1, editor-2 …
    #[arg(long)]
    pub anonymise: bool,
    /// What offsets count, for formats whose readers disagree
    #[arg(long, value_enum, value_name = "UNIT")]
    pub offsets: Option<Offsets>,
    /// List what the format cannot hold in a file, a line of JSON for each
    #[arg(long, value_name = "FILE")]
    pub loss: Option<PathBuf>,
}

/// What groups documents.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Stratify {
    /// The label that most of its tags have
    Label,
    /// Its key "source", if that is text, else the folder or the file of lines that it is in
    Source,
    /// The language of most of its text
    Lang,
}

impl From<Stratify> for dataset::Stratify {
    fn from(by: Stratify) -> Self {
        match by {
            Stratify::Label => Self::Label,
            Stratify::Source => Self::Source,
            Stratify::Lang => Self::Lang,
        }
    }
}
