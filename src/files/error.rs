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
    /// A device, a pipe or something else that cannot be replaced by a file.
    #[error("{} is no plain file; choose another name", path.display())]
    Special {
        /// What has the name.
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
    /// No room.
    #[error("there is no room left for {}; make room, or save it in another place", path.display())]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// The system takes no name like this.
    #[error("the system takes no file called {}; choose a shorter name without special signs", path.display())]
    Name {
        /// The file.
        path: PathBuf,
    },
    /// A network folder or drive that was there has gone.
    #[error("{} cannot be reached; is its drive or network folder still connected? Try again, or save it in another place for now", path.display())]
    Away {
        /// The file.
        path: PathBuf,
    },
    /// Another program holds it.
    #[error("{} is locked by another program; close it there and try again, or save it under another name", path.display())]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// Anything else that the system says.
    #[error("{} could not be {doing}: {why}; try again, or use another place", path.display())]
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
    /// What the system's `why` means for `path`, which was to be `doing`: `written`, `read`.
    pub fn new(path: &Path, doing: &'static str, why: io::Error) -> Self {
        use io::ErrorKind as Kind;
        let path = path.to_owned();
        match why.kind() {
            Kind::NotFound if doing == "written" => Self::NoFolder { path },
            Kind::NotFound => Self::Missing { path },
            Kind::PermissionDenied | Kind::ReadOnlyFilesystem => Self::Forbidden { path, doing },
            Kind::IsADirectory => Self::Folder { path },
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => Self::Full { path },
            Kind::InvalidFilename => Self::Name { path },
            Kind::StaleNetworkFileHandle
            | Kind::NotConnected
            | Kind::HostUnreachable
            | Kind::NetworkUnreachable
            | Kind::NetworkDown
            | Kind::TimedOut => Self::Away { path },
            Kind::ResourceBusy | Kind::ExecutableFileBusy | Kind::WouldBlock => {
                Self::Locked { path }
            }
            // What Windows says of a file that another program has open.
            _ if cfg!(windows) && matches!(why.raw_os_error(), Some(32 | 33)) => {
                Self::Locked { path }
            }
            // What Linux says of a folder on a network that is gone.
            _ if cfg!(target_os = "linux") && matches!(why.raw_os_error(), Some(107 | 112)) => {
                Self::Away { path }
            }
            _ => Self::System { path, doing, why },
        }
    }
}
