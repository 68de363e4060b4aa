//! A folder that is there when all of its files are, or not at all.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

use super::{FileError, part};

/// The file in a folder on its way that its maker has locked.
const LOCK: &str = ".lock";

/// A folder that is being filled beside the place that it will have. If it is never finished, nothing
/// of it stays; what a killed program left, the next one that makes the same folder takes away.
pub struct NewFolder {
    target: PathBuf,
    folder: TempDir,
    /// Held as long as the folder is being filled.
    lock: File,
}

impl NewFolder {
    /// Begins to fill what is to be the folder `target`, where nothing or an empty folder is.
    pub fn begin(target: &Path) -> Result<Self, FileError> {
        let fail = |error| FileError::new(target, "written", error);
        let taken = match fs::read_dir(target) {
            Ok(mut inside) => inside.next().is_some(),
            Err(error) => error.kind() != io::ErrorKind::NotFound,
        };
        if taken {
            return Err(FileError::Exists { path: target.to_owned() });
        }
        let parent = target.parent().filter(|it| !it.as_os_str().is_empty());
        let parent = parent.unwrap_or(Path::new("."));
        fs::create_dir_all(parent).map_err(fail)?;
        let prefix = part::prefix(target.file_name().unwrap_or(OsStr::new("")));
        tidy(parent, &prefix);
        let folder = tempfile::Builder::new().prefix(&prefix).suffix(part::END).tempdir_in(parent);
        let folder = folder.map_err(fail)?;
        let lock = File::create(folder.path().join(LOCK)).map_err(fail)?;
        // Where the disk knows no locks, nothing is tidied up either.
        let _unknown = lock.try_lock();
        Ok(Self { target: target.to_owned(), folder, lock })
    }

    /// Whether there is a file in it with this name.
    pub fn has(&self, name: &str) -> bool {
        self.folder.path().join(name).exists()
    }

    /// A new file in it; `name` may lead through folders.
    pub fn create(&self, name: &str) -> Result<NewFile, FileError> {
        let path = self.target.join(name);
        let fail = |error| FileError::new(&path, "written", error);
        let place = self.folder.path().join(name);
        if let Some(parent) = place.parent() {
            fs::create_dir_all(parent).map_err(fail)?;
        }
        let file = File::create_new(&place).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => FileError::Exists { path: path.clone() },
            _ => fail(error),
        })?;
        Ok(NewFile { out: BufWriter::with_capacity(1 << 16, file), hash: Sha256::new() })
    }

    /// Gives the folder its name.
    pub fn finish(self) -> Result<(), FileError> {
        let Self { target, folder, lock } = self;
        let fail = |error| FileError::new(&target, "written", error);
        drop(lock);
        fs::remove_file(folder.path().join(LOCK)).map_err(fail)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            // Folders on their way are their maker's alone.
            let open = fs::Permissions::from_mode(0o755);
            fs::set_permissions(folder.path(), open).map_err(fail)?;
        }
        if target.is_dir() {
            // An empty one; not every system puts a folder in its place.
            fs::remove_dir(&target).map_err(|error| match error.kind() {
                // Somebody was quicker.
                io::ErrorKind::DirectoryNotEmpty => FileError::Exists { path: target.clone() },
                _ => fail(error),
            })?;
        }
        fs::rename(folder.path(), &target).map_err(fail)?;
        // There is nothing left at its place to be taken away.
        let _gone = folder.keep();
        Ok(())
    }
}

/// Takes away what killed programs left.
fn tidy(parent: &Path, prefix: &str) {
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let ours = name.starts_with(prefix) && name.ends_with(part::END);
        let lock = || File::open(entry.path().join(LOCK)).and_then(|it| Ok(it.try_lock()?));
        if ours && entry.path().is_dir() && lock().is_ok() {
            let _only_untidy = fs::remove_dir_all(entry.path());
        }
    }
}

/// A file in a folder on its way.
pub struct NewFile {
    out: BufWriter<File>,
    hash: Sha256,
}

impl NewFile {
    /// Says that this was all; gives the SHA-256 of it in lower-case hexadecimal digits.
    pub fn finish(mut self) -> io::Result<String> {
        self.out.flush()?;
        self.out.get_ref().sync_data()?;
        Ok(self.hash.finalize().iter().fold(String::new(), |mut all, it| {
            // Writing to a String cannot fail.
            let _written = std::fmt::Write::write_fmt(&mut all, format_args!("{it:02x}"));
            all
        }))
    }
}

impl Write for NewFile {
    fn write(&mut self, content: &[u8]) -> io::Result<usize> {
        let written = self.out.write(content)?;
        self.hash.update(content.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> =
            entries.map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_folder_is_there_when_it_is_whole() {
        let parent = tempfile::tempdir().unwrap();
        let target = parent.path().join("deep/out");
        let new = NewFolder::begin(&target).unwrap();
        let mut file = new.create("train/a.txt").unwrap();
        file.write_all(b"abc").unwrap();
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(file.finish().unwrap(), abc);
        assert!(matches!(new.create("train/a.txt"), Err(FileError::Exists { .. })));
        assert!(!target.exists());
        new.finish().unwrap();
        assert_eq!(names(&target), ["train"]);
        assert_eq!(names(&parent.path().join("deep")), ["out"], "nothing beside it");
        assert!(matches!(NewFolder::begin(&target), Err(FileError::Exists { .. })));
    }

    #[test]
    fn one_that_is_not_finished_leaves_nothing() {
        let parent = tempfile::tempdir().unwrap();
        let target = parent.path().join("out");
        drop(NewFolder::begin(&target).unwrap().create("a").unwrap());
        assert_eq!(names(parent.path()), Vec::<String>::new());
        fs::create_dir(&target).unwrap();
        let left = NewFolder::begin(&target).unwrap();
        let alive = NewFolder::begin(&target).unwrap();
        assert_eq!(names(parent.path()).len(), 3, "one that is being filled is left alone");
        // As a killed program leaves it: there, and nobody has the lock.
        let NewFolder { folder, lock, .. } = left;
        let _path = folder.keep();
        drop(lock);
        NewFolder::begin(&target).unwrap().finish().unwrap();
        assert_eq!(names(parent.path()).len(), 2);
        drop(alive);
        assert_eq!(names(parent.path()), ["out"]);
    }
}
