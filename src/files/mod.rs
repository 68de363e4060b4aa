//! Layer 3: the disk. The only module that touches it.
//!
//! Files are found in folders (`walk`), read whole, up to a limit (`read`), and saved so that there is the old file or the new
//! one and never half of one (`write`; a whole folder: `folder`), through `disk`, which tests let fail. `backup` keeps what was
//! saved over, `journal` what is not saved yet; `part` tidies up after saves that were cut off. `spill` holds
//! lists of any length.
//! `fingerprint` tells whether another program has changed a file. Every error is a sentence that says
//! what to do (`error`).
//!
//! Not here: what files mean (`formats`), questions to the user (`cli`, `ui`).

pub mod backup;
pub mod disk;
mod error;
mod fingerprint;
mod folder;
pub mod journal;
mod names;
mod part;
mod read;
pub mod spill;
mod tags;
#[cfg(test)]
mod tests;
mod walk;
mod write;

use std::fs;
use std::io;
use std::path::Path;

use crate::annotation::Timestamp;

pub use self::error::FileError;
pub use self::fingerprint::Fingerprint;
pub use self::folder::{NewFile, NewFolder};
pub use self::names::{absolute, beside, form_of, native_path};
pub use self::read::{
    Mended, Opened, bytes, head, open, open_as, open_mending, open_nth, open_onto, stream,
};
pub use self::tags::{open_own, open_tags};
pub use self::walk::{Paths, articles_in, documents_in};
pub use self::write::{Over, Saved, Writing, save, write, write_over};

/// Most bytes of a file that is opened as a whole: some hundred times the longest article.
pub const LARGEST: u64 = 256 << 20;

/// Makes a folder, with those above it.
pub fn make_folder(path: &Path) -> Result<(), FileError> {
    fs::create_dir_all(path).map_err(|error| FileError::new(path, "written", error))
}

/// Takes a file away; it is fine if there is none.
pub fn remove(path: &Path) -> Result<(), FileError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(FileError::new(path, "removed", error))
        }
        _ => Ok(()),
    }
}

/// When the file at `path` was written last; `None` if the system does not tell.
fn written(path: &Path) -> Option<Timestamp> {
    let modified = fs::metadata(path).and_then(|it| it.modified()).ok()?;
    Some(Timestamp(time::OffsetDateTime::from(modified).unix_timestamp()))
}

/// Bytes of the file at `path`; `None` if the system does not tell.
pub fn size(path: &Path) -> Option<u64> {
    fs::metadata(path).ok().map(|it| it.len())
}

/// Whether `path` is a file that can be reached.
pub fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// Whether `path` is a folder.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}
