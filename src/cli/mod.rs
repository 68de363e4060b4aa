//! Layer 4: the subcommands, for people and scripts without a display.
//!
//! Data goes to standard output, talk to standard error. Exit codes: 0 fine, 1 problems found,
//! 2 could not do it, 130 stopped by Ctrl-C. A reader that goes away (a broken pipe) is no error.
//!
//! Not here: the window (`ui`), what the subcommands do in detail (one file each).

mod agree;
mod args;
mod convert;
mod dataset;
mod diff;
mod eval;
mod export;
mod gold;
mod losses;
mod merge;
mod output;
mod report;
mod shelf;
mod stop;
mod tag;
mod train;
mod update;
mod validate;

use std::process::ExitCode;

pub use self::args::{Args, Command};
use crate::batch::Stopped;

/// How a subcommand ended, if it could do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Nothing to complain about.
    Fine,
    /// Something was said on standard error.
    Problems,
}

/// Runs a subcommand and reports its errors.
pub fn run(command: Command) -> ExitCode {
    stop::listen();
    let outcome = match command {
        Command::Tag(args) => tag::run(&args),
        Command::Convert(args) => convert::convert(&args),
        Command::Validate(args) => validate::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Import(args) => convert::import(&args),
        Command::Formats => export::list(),
        Command::Dataset(args) => dataset::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Agree(args) => agree::run(&args),
        Command::Merge(args) => merge::run(&args),
        Command::Update(args) => update::run(&args),
        Command::Train(args) => train::run(&args),
        Command::Eval(args) => eval::run(&args),
    };
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Problems) => ExitCode::from(1),
        Err(error) if report::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) if error.is::<Stopped>() => {
            report::say(&error.to_string());
            ExitCode::from(stop::CODE)
        }
        Err(error) => {
            report::say(&format!("error: {error:#}"));
            ExitCode::from(2)
        }
    }
}

/// Says that this build has no window.
pub fn no_window() -> ExitCode {
    report::say(
        "error: this build has no window; `factmark tag FILE` proposes tags without one, \
         `factmark --help` lists what else there is",
    );
    ExitCode::from(2)
}

/// The exit code of something that has ended, with its error reported.
pub fn ended(result: anyhow::Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report::say(&format!("error: {error:#}"));
            ExitCode::from(2)
        }
    }
}
