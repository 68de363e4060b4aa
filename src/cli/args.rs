//! What can be typed.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

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
  factmark article.html                      open an article
  factmark tag article.txt                   propose tags, save article.factmark.ron
  factmark tag --jsonl < in.jsonl > out.jsonl   tag a data set, a document a line

Exit codes: 0 fine, 1 problems found, 2 could not do it.";

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Propose tags and write documents
    Tag(TagArgs),
}

/// Arguments of `tag`.
#[derive(Debug, clap::Args)]
pub struct TagArgs {
    /// Read lines of JSON from standard input, write a document a line, in the same order
    #[arg(long)]
    pub jsonl: bool,
}
