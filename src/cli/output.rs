//! Where documents go: beside the file they came from, into a file or folder, to standard output.

use std::cell::RefCell;
use std::io::{self, BufWriter, IntoInnerError, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use anyhow::{anyhow, bail, ensure};

use super::args::Output;
use super::{Outcome, report, stop};
use crate::batch::stream;
use crate::files::{self, FileError, Fingerprint, Over, Writing};
use crate::formats::native::Form;

/// Where results go.
pub(super) enum Target {
    Beside,
    Stdout,
    Folder(PathBuf),
    File(PathBuf),
}

impl Target {
    /// What `-o` says. Several results need a folder.
    pub(super) fn new(output: &Output, several: bool) -> anyhow::Result<Self> {
        let Some(path) = &output.output else { return Ok(Self::Beside) };
        let named = path.to_string_lossy();
        if named == "-" {
            return Ok(Self::Stdout);
        }
        if files::is_folder(path) || named.ends_with(['/', std::path::MAIN_SEPARATOR]) {
            files::make_folder(path)?;
            return Ok(Self::Folder(path.clone()));
        }
        ensure!(
            !several,
            "{named} is one file, but there are several to write; name a folder: -o {named}/"
        );
        Ok(Self::File(path.clone()))
    }

    /// The form that the target's name asks for.
    pub(super) fn form(&self) -> Option<Form> {
        match self {
            Self::File(path) => files::form_of(path),
            Self::Beside | Self::Stdout | Self::Folder(_) => None,
        }
    }

    /// Writes what came from `origin` and would be called `name` beside it.
    ///
    /// `known` is what the file was like if the result takes its place.
    pub(super) fn put(
        &self,
        name: &Path,
        content: &str,
        known: Option<&Fingerprint>,
        force: bool,
    ) -> anyhow::Result<()> {
        let path = match self {
            Self::Stdout => return Ok(report::data(content)?),
            Self::Beside => name.to_owned(),
            Self::Folder(folder) => match name.file_name() {
                Some(name) => folder.join(name),
                None => bail!("{} has no name", name.display()),
            },
            Self::File(path) => path.clone(),
        };
        let over = match known {
            _ if force => Over::Anything,
            Some(known) if path == name => Over::Known(known),
            _ => Over::Nothing,
        };
        write(&path, content.as_bytes(), over)
    }
}

/// Results, one after the other. A file is there once all of them are in it.
pub(super) enum Stream<'a> {
    Stdout(io::StdoutLock<'static>),
    File(&'a Path, Box<BufWriter<Writing<'a>>>),
}

impl<'a> Stream<'a> {
    /// Into a file, or to standard output.
    pub(super) fn to(path: Option<&'a Path>, force: bool) -> anyhow::Result<Self> {
        let over = if force { Over::Anything } else { Over::Nothing };
        Ok(match path {
            Some(path) => {
                let file = Writing::begin(path, over).map_err(unwritten)?;
                Self::File(path, Box::new(BufWriter::with_capacity(1 << 16, file)))
            }
            None => Self::Stdout(io::stdout().lock()),
        })
    }

    /// Says that this was all.
    pub(super) fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Stdout(mut out) => out.flush()?,
            Self::File(path, file) => finish(path, *file)?,
        }
        Ok(())
    }
}

/// A stream that a writer of documents owns for a while.
#[derive(Clone)]
pub(super) struct Shared<'a>(Rc<RefCell<Stream<'a>>>);

impl<'a> Shared<'a> {
    pub(super) fn new(stream: Stream<'a>) -> Self {
        Self(Rc::new(RefCell::new(stream)))
    }

    /// Says that this was all, once the writer is gone.
    pub(super) fn finish(self) -> anyhow::Result<()> {
        match Rc::try_unwrap(self.0) {
            Ok(stream) => stream.into_inner().finish(),
            Err(_) => bail!("the file is still being written"),
        }
    }
}

impl Write for Shared<'_> {
    fn write(&mut self, content: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(content)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.borrow_mut().flush()
    }
}

impl Write for Stream<'_> {
    fn write(&mut self, content: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(content),
            Self::File(_, file) => file.write(content),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::File(_, file) => file.flush(),
        }
    }
}

/// Makes a file of what was written, and says so.
pub(super) fn finish(path: &Path, file: BufWriter<Writing<'_>>) -> anyhow::Result<()> {
    let file = file.into_inner().map_err(IntoInnerError::into_error)?;
    wrote(path, file.finish().map_err(unwritten)?);
    Ok(())
}

/// Writes a file, and says so.
pub(super) fn write(path: &Path, content: &[u8], over: Over<'_>) -> anyhow::Result<()> {
    let saved = files::write_over(path, content, over, None).map_err(unwritten)?;
    wrote(path, saved.left_old);
    Ok(())
}

pub(super) fn unwritten(error: FileError) -> anyhow::Error {
    match error {
        FileError::Exists { .. } => anyhow!("{error} with --force"),
        error => error.into(),
    }
}

fn wrote(path: &Path, left_old: u64) {
    let path = path.display();
    report::say(&format!("wrote {path}"));
    if left_old > 0 {
        let what = "is a file of its own now; its hard links keep the old one";
        report::say(&format!("note: {path} {what}"));
    }
}

/// Does `work` for each file on many threads (`None`: one for each core), and on this thread `done` with what came of it, in the
/// files' order. Reports those that fail, and goes on. Of one file the error is the answer.
pub(super) fn each_in_order<T: Send>(
    (paths, threads): (&[PathBuf], Option<NonZero<usize>>),
    work: impl Fn(&Path) -> anyhow::Result<T> + Sync,
    mut done: impl FnMut(&Path, T) -> anyhow::Result<Outcome>,
) -> anyhow::Result<Outcome> {
    if let [path] = paths {
        return done(path, work(path)?);
    }
    let mut tally = Tally::default();
    let work = |path: &PathBuf| (path.clone(), work(path));
    let how = (threads, stream::FILES);
    stream::in_order(paths.iter().map(Ok), how, work, |_, (path, made)| {
        if stop::is_asked() {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let result = made.and_then(|it| done(&path, it));
        tally.note(result).map_err(|_| io::ErrorKind::BrokenPipe.into())
    })
    .or_else(|error| stop::check().and(Err(error.into())))?;
    tally.outcome(paths.len())
}

/// What became of files.
#[derive(Default)]
struct Tally {
    problems: bool,
    failed: usize,
}

impl Tally {
    /// Reports an error; gives it back if nobody reads what comes out any more.
    fn note(&mut self, result: anyhow::Result<Outcome>) -> anyhow::Result<()> {
        match result {
            Ok(outcome) => self.problems |= outcome == Outcome::Problems,
            Err(error) if report::is_broken_pipe(&error) => return Err(error),
            Err(error) => {
                self.failed += 1;
                report::say(&format!("error: {error:#}"));
            }
        }
        Ok(())
    }

    fn outcome(&self, of: usize) -> anyhow::Result<Outcome> {
        match self.failed {
            0 if self.problems => Ok(Outcome::Problems),
            0 => Ok(Outcome::Fine),
            failed if failed == of => bail!("nothing was done"),
            failed => {
                report::say(&format!("{failed} of {of} files could not be done"));
                Ok(Outcome::Problems)
            }
        }
    }
}

/// Does `work` for each file, reports those that fail, and goes on. Of one file the error is the
/// answer.
pub(super) fn each(
    paths: &[PathBuf],
    mut work: impl FnMut(&Path) -> anyhow::Result<Outcome>,
) -> anyhow::Result<Outcome> {
    if let [path] = paths {
        return work(path);
    }
    let mut tally = Tally::default();
    for path in paths {
        stop::check()?;
        tally.note(work(path))?;
    }
    tally.outcome(paths.len())
}
