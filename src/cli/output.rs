//! Where documents go: beside the file they came from, into a file or folder, to standard output.

use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail, ensure};

use super::args::Output;
use super::report;
use crate::files::{self, FileError, Fingerprint, Over};
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
        let saved =
            files::write_over(&path, content.as_bytes(), over, None).map_err(
                |error| match error {
                    FileError::Exists { .. } => anyhow!("{error} with --force"),
                    error => error.into(),
                },
            )?;
        report::say(&format!("wrote {}", path.display()));
        if saved.left_old > 0 {
            let path = path.display();
            report::say(&format!(
                "note: {path} is a file of its own now; its hard links keep the old one"
            ));
        }
        Ok(())
    }
}

/// Does `work` for each file, reports those that fail, and goes on. Of one file the error is the
/// answer.
pub(super) fn each(
    paths: &[PathBuf],
    mut work: impl FnMut(&Path) -> anyhow::Result<super::Outcome>,
) -> anyhow::Result<super::Outcome> {
    if let [path] = paths {
        return work(path);
    }
    let mut outcome = super::Outcome::Fine;
    let mut failed = 0;
    for path in paths {
        match work(path) {
            Ok(found) => outcome = outcome.max(found),
            Err(error) if report::is_broken_pipe(&error) => return Err(error),
            Err(error) => {
                failed += 1;
                report::say(&format!("error: {error:#}"));
            }
        }
    }
    match failed {
        0 => Ok(outcome),
        _ if failed == paths.len() => bail!("nothing was done"),
        _ => {
            report::say(&format!("{failed} of {} files could not be done", paths.len()));
            Ok(super::Outcome::Problems)
        }
    }
}
