//! What can be typed about versions of a document.

use std::path::PathBuf;

use super::Output;

const DIFF: &str = "\
Tags are the same if they stand for the same words, whatever their ids; where the texts differ, tags on
words that both have are compared. - only the first has it, + only the second, ~ both, differently.
Exit code 0 if the two say the same, 1 if not, 2 if they could not be compared.

Examples:
  factmark diff council.factmark.ron theirs/council.factmark.ron
  factmark diff before.json after.json --json";

/// Arguments of `diff`.
#[derive(Debug, clap::Args)]
#[command(after_help = DIFF)]
pub struct DiffArgs {
    /// A saved document, or an article
    pub first: PathBuf,
    /// Another version of it
    pub second: PathBuf,
    /// Print one JSON object; places in it count code points
    #[arg(long)]
    pub json: bool,
}

const AGREE: &str = "\
Documents of folders are paired by their texts, then by id or file name; which words differ is said of
those whose texts do. docs/DATASETS.md tells what the measures mean.
Exit code 1 if documents were left out.

Examples:
  factmark agree ines.factmark.ron kim.factmark.ron --list 20
  factmark agree ines/ kim/ lou/ --json";

/// Arguments of `agree`.
#[derive(Debug, clap::Args)]
#[command(after_help = AGREE)]
pub struct AgreeArgs {
    /// What each editor has tagged: a saved document, lines of them, or a folder
    #[arg(required = true, num_args = 2..)]
    pub versions: Vec<PathBuf>,
    /// Count open proposals too, and not only what was accepted
    #[arg(long)]
    pub proposals: bool,
    /// How many disagreements to list
    #[arg(long, value_name = "COUNT", default_value_t = 0)]
    pub list: usize,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

const MERGE: &str = "\
What only one version has changed is taken from it. Where both have changed the same tag, both versions
stand in the result as open proposals whose notes tell of each other, and each is named on standard error.
The result has the form of FIRST; without -o it goes to standard output.
Exit code 0 if nothing clashed, 1 if something did, 2 if it could not be done.

For git (an empty BASE stands for none):
  git config merge.factmark.driver \"factmark merge %O %A %B -o %A\"
  echo '*.factmark.ron merge=factmark' >> .gitattributes

Example:
  factmark merge before.factmark.ron ines.factmark.ron kim.factmark.ron -o both.factmark.ron";

/// Arguments of `merge`.
#[derive(Debug, clap::Args)]
#[command(after_help = MERGE)]
pub struct MergeArgs {
    /// The version that both come from; an empty file if there is none
    pub base: PathBuf,
    /// One version
    pub first: PathBuf,
    /// The other version
    pub second: PathBuf,
    #[command(flatten)]
    pub output: Output,
}

const UPDATE: &str = "\
A tag stays on its words where their sentence is the same, also if it stands elsewhere. Where words have
changed, the tag goes to the best place as an open proposal with the old words in its note; where there
is no place, it is kept in the document's list of tags without one. Exit code 0 if all tags stayed on
their words, 1 if some are to be looked at, 2 if it could not be done.

Examples:
  factmark update council.factmark.ron council-2.txt      makes council-2.factmark.ron
  factmark update council.factmark.ron council-2.txt -o council.factmark.ron
  factmark tag council-2.factmark.ron                     then: proposals for what is new";

/// Arguments of `update`.
#[derive(Debug, clap::Args)]
#[command(after_help = UPDATE)]
pub struct UpdateArgs {
    /// The saved document
    pub document: PathBuf,
    /// The new draft of its article
    pub draft: PathBuf,
    #[command(flatten)]
    pub output: Output,
    /// Print the report as one JSON object; places in it count code points
    #[arg(long)]
    pub json: bool,
}
