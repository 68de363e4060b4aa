//! `factmark validate`: what an editor should look at, and what can be repaired.

use std::path::Path;

use anyhow::ensure;

use super::args::ValidateArgs;
use super::output::{Target, each};
use super::{Outcome, report};
use crate::annotation::Document;
use crate::annotation::check::{self, Problem, Severity, line_of};
use crate::files::{self, FileError};
use crate::formats::{ReadError, native, tagset};

pub(super) fn run(args: &ValidateArgs) -> anyhow::Result<Outcome> {
    if args.repair {
        let target = Target::new(&args.output, args.files.len() > 1)?;
        return each(&args.files, |path| repair(path, &target, args.output.force));
    }
    ensure!(args.output.output.is_none(), "-o is for what --repair mends; add --repair");
    each(&args.files, |path| match files::open(path, &tagset::news()) {
        Ok(opened) => {
            let mut outcome = Outcome::Fine;
            for read in opened.documents {
                outcome = outcome.max(tell(path, &read.document, &read.problems)?);
            }
            Ok(outcome)
        }
        Err(error) => refused(path, error),
    })
}

/// Tells what there is to look at in a document.
fn tell(path: &Path, document: &Document, noticed: &[Problem]) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::Fine;
    for problem in noticed.iter().chain(&check::all(document)) {
        if problem.severity == Severity::Error {
            outcome = Outcome::Problems;
        }
        let span = problem.place.span(document);
        let line = span.map(|it| line_of(document.text(), it.start()));
        let line = line.map(|it| format!(":{it}")).unwrap_or_default();
        report::data(&format!("{}{line}: {problem}\n", path.display()))?;
    }
    Ok(outcome)
}

/// Tells why a file is no document; fails for one that could not even be read.
fn refused(path: &Path, error: FileError) -> anyhow::Result<Outcome> {
    let named = path.display();
    match error {
        FileError::Content { why: ReadError::Damaged(damage), .. } => {
            let lines = damage.0.iter().map(|it| format!("{named}: {it}\n"));
            report::data(&lines.collect::<String>())?;
            let advice = "factmark validate --repair tells what can be mended";
            report::say(&format!("{named}: {advice}"));
        }
        FileError::Content { why, .. } => report::data(&format!("{named}: error: {why}\n"))?,
        error => return Err(error.into()),
    }
    Ok(Outcome::Problems)
}

/// Tells each repair and what is left to look at; writes the document if there is a place for it.
fn repair(path: &Path, target: &Target, force: bool) -> anyhow::Result<Outcome> {
    let mended = match files::open_mending(path, &tagset::news()) {
        Ok(mended) => mended,
        Err(error) => return refused(path, error),
    };
    let native::Repaired { form, mut read, mut repairs } = mended.repaired;
    repairs.extend(check::repair(&mut read.document));
    for problem in &repairs {
        let done = problem.hint.as_deref().unwrap_or("it was mended");
        let (message, key) = (&problem.message, problem.check);
        report::data(&format!("{}: repair: {message} [{key}]; {done}\n", path.display()))?;
    }
    let outcome = tell(path, &read.document, &read.problems)?;
    let content = native::write(&read.document, form);
    match target {
        Target::Beside => {
            let many = repairs.len();
            let message = format!("{}: {many} repairs; nothing was written", path.display());
            report::say(&format!("{message}, add -o FILE to write the repaired document"));
        }
        target => target.put(path, &content, Some(&mended.fingerprint), force)?,
    }
    Ok(outcome)
}
