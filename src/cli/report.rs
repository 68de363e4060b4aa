//! The only module that prints.

use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;

use crate::annotation::check::Problem;

/// Says something to the person, on standard error.
pub(super) fn say(message: &str) {
    // Nobody is left to be told if standard error is gone.
    let _unheard = writeln!(io::stderr().lock(), "{message}");
}

/// Says how far work on many files is, where somebody looks on.
pub(super) fn progress(done: usize, all: usize) {
    let mut err = io::stderr().lock();
    if all < 100 || !err.is_terminal() || !(done.is_multiple_of(100) || done == all) {
        return;
    }
    let end = if done == all { "\n" } else { "" };
    let _unheard = write!(err, "\r{done} of {all} files{end}");
}

/// Says how far work on many documents is, of which nobody knows how many there are.
pub(super) fn documents(done: usize, last: bool) {
    let mut err = io::stderr().lock();
    if !err.is_terminal() || !(done.is_multiple_of(500) || last) {
        return;
    }
    let end = if last { "\n" } else { "" };
    let _unheard = write!(err, "\r{done} documents{end}");
}

/// Says what was noticed about a file.
pub(super) fn problems<'a>(path: &Path, problems: impl Iterator<Item = &'a Problem>) {
    for problem in problems {
        say(&format!("{}: {problem}", path.display()));
    }
}

/// Writes data to standard output.
pub(super) fn data(data: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(data.as_bytes())?;
    out.flush()
}

/// Whether whoever read our output has gone away, which is their right.
pub(super) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|it| it.downcast_ref::<io::Error>())
        .any(|it| it.kind() == io::ErrorKind::BrokenPipe)
}
