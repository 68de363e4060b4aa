//! `factmark validate`: what an editor should look at.

use super::args::ValidateArgs;
use super::output::each;
use super::{Outcome, report};
use crate::annotation::check::{self, Problem, Severity, line_of};
use crate::files::{self, FileError};
use crate::formats::{ReadError, tagset};

pub(super) fn run(args: &ValidateArgs) -> anyhow::Result<Outcome> {
    each(&args.files, |path| {
        let mut outcome = Outcome::Fine;
        let named = path.display();
        match files::open(path, &tagset::news()) {
            Ok(opened) => {
                for read in opened.documents {
                    let found = check::all(&read.document);
                    for problem in read.problems.iter().chain(&found) {
                        if problem.severity == Severity::Error {
                            outcome = Outcome::Problems;
                        }
                        let span = problem.place.span(&read.document);
                        let line = span.map(|it| line_of(read.document.text(), it.start()));
                        let line = line.map(|it| format!(":{it}")).unwrap_or_default();
                        report::data(&format!("{named}{line}: {problem}\n"))?;
                    }
                }
            }
            Err(FileError::Content { why: ReadError::Damaged(damage), .. }) => {
                outcome = Outcome::Problems;
                let lines = damage.0.iter().map(|it: &Problem| format!("{named}: {it}\n"));
                report::data(&lines.collect::<String>())?;
            }
            Err(FileError::Content { why, .. }) => {
                outcome = Outcome::Problems;
                report::data(&format!("{named}: error: {why}\n"))?;
            }
            Err(error) => return Err(error.into()),
        }
        Ok(outcome)
    })
}
