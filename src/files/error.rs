//! What can go wrong with a file, as sentences that say what to do.

use std::io;
use std::path::{Path, PathBuf};

use super::LARGEST;
use crate::formats::ReadError;

/// Why a file could not be read or saved.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// Nothing there.
    #[error("{} is not there; check the name", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// No folder to write into.
    #[error("the folder of {} is not there; make it first, or choose another", path.display())]
    NoFolder {
        /// The file.
        path: PathBuf,
    },
    /// Not allowed.
    #[error("{} may not be {doing}; ask for the permission, or use another folder", path.display())]
    Forbidden {
        /// The file.
        path: PathBuf,
        /// `read` or `written`.
        doing: &'static str,
    },
    /// A folder where a file is needed.
    #[error("{} is a folder; choose a file in it", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
    },
    /// Over [`LARGEST`].
    #[error("{} has {} MB, more than the {} MB that can be opened; split it", path.display(), size >> 20, LARGEST >> 20)]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size in bytes.
        size: u64,
    },
    /// Its content is no document or article.
    #[error("{}: {why}", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong with it; the sentence above says it already.
        why: ReadError,
    },
    /// Somebody else has written to it.
    #[error("{} was changed by another program since it was opened; save under another name, or overwrite it on purpose", path.display())]
    ChangedMeanwhile {
        /// The file.
        path: PathBuf,
    },
    /// It exists, and was not to be overwritten.
    #[error("{} exists already; choose another name, or overwrite it on purpose", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// Anything else that the system says.
    #[error("{} could not be {doing}: {why}", path.display())]
    System {
        /// The file.
        path: PathBuf,
        /// `read` or `written`.
        doing: &'static str,
        /// What the system says.
        why: io::Error,
    },
}

impl FileError {
    pub(super) fn new(path: &Path, doing: &'static str, why: io::Error) -> Self {
        let path = path.to_owned();
        match why.kind() {
            io::ErrorKind::NotFound if doing == "written" => Self::NoFolder { path },
            io::ErrorKind::NotFound => Self::Missing { path },
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::Forbidden { path, doing }
            }
            io::ErrorKind::IsADirectory => Self::Folder { path },
            _ => Self::System { path, doing, why },
        }
    }
}
