//! The program: the window, or a subcommand.

use std::process::ExitCode;

use clap::Parser as _;
use factmark::cli::{self, Args};

fn main() -> ExitCode {
    let args = Args::parse();
    match args.command {
        Some(command) => cli::run(command),
        None => window(args.files),
    }
}

#[cfg(feature = "gui")]
fn window(files: Vec<std::path::PathBuf>) -> ExitCode {
    cli::ended(factmark::ui::run(files))
}

#[cfg(not(feature = "gui"))]
fn window(_: Vec<std::path::PathBuf>) -> ExitCode {
    cli::no_window()
}
