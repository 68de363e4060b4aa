//! The program: the window, or a subcommand.

use std::process::ExitCode;

use clap::Parser as _;
use factmark::cli::{self, Args};

fn main() -> ExitCode {
    let args = Args::parse();
    match args.command {
        Some(command) => cli::run(command),
        None => cli::no_window(),
    }
}
