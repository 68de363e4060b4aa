//! What can be typed.

mod dataset;
mod versions;

use std::num::NonZero;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

pub(super) use self::dataset::DatasetArgs;
pub(super) use self::versions::{AgreeArgs, DiffArgs, MergeArgs, UpdateArgs};
use crate::formats::native::Form;
use crate::tagger::Part;
use crate::text::Unit;

/// A desk for news editors: claims, quotes and names are proposed, you correct them, everything
/// stays on this machine.
///
/// Without a subcommand the window opens, with FILEs if there are any.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true, after_help = EXAMPLES)]
pub struct Args {
    /// Articles (text, Markdown, HTML) or saved documents to open
    pub files: Vec<PathBuf>,
    /// What to do instead of opening the window
    #[command(subcommand)]
    pub command: Option<Command>,
}

const EXAMPLES: &str = "\
Examples:
  factmark article.html                         open an article in the window
  factmark tag article.txt                      propose tags; makes article.factmark.ron
  factmark tag --jsonl < in.jsonl > out.jsonl   tag a data set, a document a line
  factmark validate *.factmark.ron              list what to look at
  factmark export *.factmark.ron --to csv       a table of all tags

A file that is called like a subcommand is opened as ./tag.
Exit codes: 0 fine, 1 problems found or some files failed, 2 could not do it.";

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Propose tags and save documents
    Tag(TagArgs),
    /// Write saved documents in another form; nothing is lost
    Convert(ConvertArgs),
    /// List what an editor should look at in saved documents
    Validate(ValidateArgs),
    /// Write documents for other programs, and say what these cannot hold
    Export(ExportArgs),
    /// Make documents of other programs' data
    Import(ImportArgs),
    /// List the formats that can be read and written
    Formats,
    /// Make a data set for training out of folders of documents
    Dataset(DatasetArgs),
    /// Tell what two versions of a document say differently
    Diff(DiffArgs),
    /// Measure how far editors agree who have tagged the same texts
    Agree(AgreeArgs),
    /// Make one document of two versions that come from a third
    Merge(MergeArgs),
    /// Carry the tags of a document onto a new draft of its article
    Update(UpdateArgs),
    /// Make trained weights out of texts with right answers
    Train(TrainArgs),
    /// Compare what the tagger finds with right answers
    Eval(EvalArgs),
}

/// How documents are saved.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum To {
    /// RON
    Ron,
    /// JSON over many lines
    Json,
    /// JSON, a document a line
    Jsonl,
}

impl From<To> for Form {
    fn from(to: To) -> Self {
        match to {
            To::Ron => Self::Ron,
            To::Json => Self::Json,
            To::Jsonl => Self::Jsonl,
        }
    }
}

/// Where results go.
#[derive(Debug, clap::Args)]
pub struct Output {
    /// A file, a folder, or - for standard output
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// Overwrite files that exist
    #[arg(long)]
    pub force: bool,
}

const TAG: &str = "\
Examples:
  factmark tag council.html                     makes council.factmark.ron
  factmark tag council.factmark.ron             proposes anew; what people decided stays
  factmark tag *.txt --to json -o tagged/       a document for each article
  factmark tag site/                            each article in a folder; what several pages of
                                                a site carry around theirs is furniture
  factmark tag --jsonl < in.jsonl > out.jsonl   {\"id\", \"text\"} or a document a line; a bad
                                                line is reported and the rest goes on";

/// Arguments of `tag`.
#[derive(Debug, clap::Args)]
#[command(after_help = TAG)]
pub struct TagArgs {
    /// Articles or saved documents, or folders of them
    #[arg(required_unless_present = "jsonl")]
    pub files: Vec<PathBuf>,
    /// How to save; without it as the output's name or the file itself says, else RON
    #[arg(long, value_enum)]
    pub to: Option<To>,
    /// Read lines of JSON (from FILEs, or standard input), write a document a line in the same order
    #[arg(long, conflicts_with_all = ["to", "output", "force"])]
    pub jsonl: bool,
    /// Most threads; without it one for each core. What is found is the same
    #[arg(long, value_name = "COUNT")]
    pub threads: Option<NonZero<usize>>,
    #[command(flatten)]
    pub output: Output,
}

/// Arguments of `convert`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  factmark convert council.factmark.ron --to json")]
pub struct ConvertArgs {
    /// Saved documents
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// How to save; without it as the output's name says
    #[arg(long, value_enum, required_unless_present = "output")]
    pub to: Option<To>,
    #[command(flatten)]
    pub output: Output,
}

const VALIDATE: &str = "\
Exit code 1 if there is an error; warnings and notes alone give 0.

A file is never repaired unasked. --repair lists each repair that can be made and writes nothing;
with -o the repaired document is written.

Examples:
  factmark validate *.factmark.ron
  factmark validate --repair old.factmark.ron -o mended.factmark.ron";

/// Arguments of `validate`.
#[derive(Debug, clap::Args)]
#[command(after_help = VALIDATE)]
pub struct ValidateArgs {
    /// Saved documents
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// List what can be repaired: damage that keeps a file from loading, and what checks can mend
    #[arg(long)]
    pub repair: bool,
    #[command(flatten)]
    pub output: Output,
}

const EXPORT: &str = "\
What people have accepted goes out; --proposals and --rejected take the rest along. What the format
cannot hold is counted on standard error, and listed in full by --loss.

Examples:
  factmark export council.factmark.ron --to csv -o council.csv
  factmark export *.factmark.ron --to offsets-jsonl > train.jsonl
  factmark export *.factmark.ron --to brat -o brat/ --loss lost.jsonl";

/// Arguments of `export`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXPORT)]
pub struct ExportArgs {
    /// Saved documents
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// A format that `factmark formats` lists
    #[arg(long, value_name = "FORMAT")]
    pub to: String,
    #[command(flatten)]
    pub reviews: Reviews,
    /// What offsets count, for formats whose readers disagree
    #[arg(long, value_enum, value_name = "UNIT")]
    pub offsets: Option<Offsets>,
    /// List what the format cannot hold in a file, a line of JSON for each
    #[arg(long, value_name = "FILE")]
    pub loss: Option<PathBuf>,
    #[command(flatten)]
    pub output: Output,
}

/// Which decisions go out.
#[derive(Clone, Copy, Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that can be typed")]
pub struct Reviews {
    /// Only what people have accepted, as without it; for scripts that want to say so
    #[arg(long, conflicts_with_all = ["proposals", "rejected"])]
    pub reviewed_only: bool,
    /// Also what nobody has decided on
    #[arg(long)]
    pub proposals: bool,
    /// Also what people have rejected, in formats that can say so
    #[arg(long)]
    pub rejected: bool,
}

/// What offsets count.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Offsets {
    /// Unicode code points, as Python does
    Chars,
    /// UTF-16 code units, as `JavaScript` and Java do
    Utf16,
}

impl From<Offsets> for Unit {
    fn from(offsets: Offsets) -> Self {
        match offsets {
            Offsets::Chars => Self::CodePoint,
            Offsets::Utf16 => Self::Utf16,
        }
    }
}

const IMPORT: &str = "\
Examples:
  factmark import train.jsonl --from jsonl -o documents/
  factmark import council.csv --from csv --text council.txt";

/// Arguments of `import`.
#[derive(Debug, clap::Args)]
#[command(after_help = IMPORT)]
pub struct ImportArgs {
    /// The file to read
    pub file: PathBuf,
    /// A format that `factmark formats` lists
    #[arg(long, value_name = "FORMAT")]
    pub from: String,
    /// The article that the tags belong to
    #[arg(long, value_name = "ARTICLE")]
    pub text: Option<PathBuf>,
    /// What offsets in the file count, where writers of its format disagree
    #[arg(long, value_enum, value_name = "UNIT")]
    pub offsets: Option<Offsets>,
    /// How to save; without it as the output's name says, else RON
    #[arg(long, value_enum)]
    pub to: Option<To>,
    #[command(flatten)]
    pub output: Output,
}

/// A part of the tagger that is trained by itself.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Trained {
    /// Parts of speech
    Pos,
    /// Names
    Names,
    /// Which words report what someone says or thinks
    Cues,
    /// What a cue introduces, and whose it is
    Spans,
    /// Which clauses are claims to check
    Claims,
    /// How often proposals are right, by label, rule and confidence
    Tiers,
}

impl Trained {
    /// The part with weights; `None` for the tiers, which are a table.
    pub(super) fn part(self) -> Option<Part> {
        match self {
            Self::Pos => Some(Part::Pos),
            Self::Names => Some(Part::Names),
            Self::Cues => Some(Part::Cues),
            Self::Spans => Some(Part::Spans),
            Self::Claims => Some(Part::Claims),
            Self::Tiers => None,
        }
    }
}

const TRAIN: &str = "\
Texts that may not be used commercially are always left out.

Example:
  factmark train pos gum.train.jsonl.gz ud_ewt.train.jsonl.gz -o pos.fmk";

/// Arguments of `train`.
#[derive(Debug, clap::Args)]
#[command(after_help = TRAIN)]
pub struct TrainArgs {
    /// What to train
    #[arg(value_enum)]
    pub part: Trained,
    /// Lines of {\"id\", \"text\", \"spans\", …}, plain or packed with gzip
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// The file of weights to make
    #[arg(short, long, value_name = "PATH")]
    pub output: PathBuf,
    /// Leave out texts without a stated open licence
    #[arg(long)]
    pub open_only: bool,
    /// Of tiers: labels to leave out, where the texts mean something else by them
    #[arg(long, value_name = "LABEL", value_delimiter = ',')]
    pub without: Vec<String>,
    /// Overwrite a file that exists
    #[arg(long)]
    pub force: bool,
}

const EVAL: &str = "\
Compared are sentences, tokens and parts of speech, the places of names and values, label by label,
quotes (half of the place shared), claims and records, as far as the texts have them. Then comes how
often proposals of each tier and confidence are right. In a saved document what people have accepted
is right.

Examples:
  factmark eval gold.jsonl                      precision, recall and F1 of each label
  factmark eval *.factmark.ron --json           the same for your own documents, as JSON
  factmark eval --time articles.jsonl           megabytes a second, best of three runs
  factmark eval gold.jsonl --list 50            and the first 50 mistakes with their words
  factmark eval gold.jsonl --part pos --weights own.fmk";

/// Arguments of `eval`.
#[derive(Debug, clap::Args)]
#[command(after_help = EVAL)]
pub struct EvalArgs {
    /// Lines of {\"id\", \"text\", \"spans\", …}, plain or packed with gzip, or saved documents
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
    /// Print how fast the tagger is on the texts instead; they need no answers
    #[arg(long, conflicts_with_all = ["json", "list"])]
    pub time: bool,
    /// How many mistakes to list
    #[arg(long, value_name = "COUNT", default_value_t = 0)]
    pub list: usize,
    /// The part of the tagger that other weights are for
    #[arg(long, value_enum, requires = "weights")]
    pub part: Option<Trained>,
    /// A file of weights that `factmark train` made, instead of those in the program
    #[arg(long, value_name = "PATH", requires = "part")]
    pub weights: Option<PathBuf>,
}
