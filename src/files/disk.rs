//! The calls that saving makes to the system, one by one, so that a test can let any of them fail.
//!
//! The real disk does what it is asked. A test's disk is the real one, too, but asks a function
//! before each call and fails where that does.

use std::ffi::OsStr;
use std::fs::{self, File, Metadata};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::{LARGEST, part};

/// A call to the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// Where a link leads.
    Resolve,
    /// What a file is like.
    Look,
    /// Whether it may be written.
    Open,
    /// Its bytes.
    Read,
    /// A new file.
    Create,
    /// Bytes into it.
    Write,
    /// Its permissions.
    Permit,
    /// Its bytes and, for a folder, its names made to last.
    Sync,
    /// The new file's name becomes that of the old one.
    Rename,
    /// A folder is made.
    MakeFolder,
    /// What is in a folder.
    List,
    /// A file goes.
    Remove,
}

/// The disk.
pub struct Disk<'a> {
    before: &'a (dyn Fn(Call) -> io::Result<()> + 'a),
}

/// The real one.
pub const REAL: Disk<'static> = Disk { before: &|_| Ok(()) };

/// Most bytes of one call that writes.
const PIECE: usize = 1 << 16;

impl<'a> Disk<'a> {
    /// The real disk, but for calls before which `before` fails: for tests.
    pub fn failing(before: &'a (dyn Fn(Call) -> io::Result<()> + 'a)) -> Self {
        Self { before }
    }

    fn ask(&self, call: Call) -> io::Result<()> {
        (self.before)(call)
    }

    /// The file itself, behind links.
    pub(super) fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.ask(Call::Resolve)?;
        fs::canonicalize(path)
    }

    /// What a file is like; links are followed.
    pub(super) fn look(&self, path: &Path) -> io::Result<Metadata> {
        self.ask(Call::Look)?;
        fs::metadata(path)
    }

    /// Fails for a file that may not be written, or that another program has locked.
    pub(super) fn may_write(&self, path: &Path) -> io::Result<()> {
        self.ask(Call::Open)?;
        File::options().write(true).open(path).map(drop)
    }

    /// The bytes of a file, up to one more than [`LARGEST`].
    pub(super) fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.ask(Call::Read)?;
        let mut content = Vec::new();
        // A device or a file that grows has another size than it tells.
        File::open(path)?.take(LARGEST + 1).read_to_end(&mut content)?;
        Ok(content)
    }

    /// A new file in `folder` that is to be called `name`, and goes away by itself unless it gets
    /// that name. It is locked where the disk has locks.
    pub(super) fn create(&self, folder: &Path, name: &OsStr) -> io::Result<NamedTempFile> {
        self.ask(Call::Create)?;
        let prefix = part::prefix(name);
        let mut fresh = tempfile::Builder::new();
        fresh.prefix(&prefix).suffix(part::END);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            // As a new file gets them; the system takes away what the user's mask forbids.
            fresh.permissions(fs::Permissions::from_mode(0o666));
        }
        let file = fresh.tempfile_in(folder)?;
        let _without_locks = file.as_file().try_lock();
        Ok(file)
    }

    /// Writes all of `content`.
    pub(super) fn write(&self, file: &mut NamedTempFile, content: &[u8]) -> io::Result<()> {
        for piece in content.chunks(PIECE) {
            self.ask(Call::Write)?;
            file.write_all(piece)?;
        }
        Ok(())
    }

    /// Gives a file the permissions of another.
    pub(super) fn permit(&self, file: &NamedTempFile, like: &Metadata) -> io::Result<()> {
        self.ask(Call::Permit)?;
        file.as_file().set_permissions(like.permissions())
    }

    /// Waits until the bytes are on the disk.
    pub(super) fn sync(&self, file: &NamedTempFile) -> io::Result<()> {
        self.ask(Call::Sync)?;
        file.as_file().sync_all()
    }

    /// Gives the new file the name `path`, over what has it, unless that is to be `kept`.
    pub(super) fn rename(&self, file: NamedTempFile, path: &Path, kept: bool) -> io::Result<()> {
        self.ask(Call::Rename)?;
        if !kept {
            return file.persist(path).map(drop).map_err(|it| it.error);
        }
        match file.persist_noclobber(path) {
            Ok(_) => Ok(()),
            // Some disks of cameras and networks cannot do this in one step.
            Err(failed)
                if failed.error.kind() != io::ErrorKind::AlreadyExists && !path.exists() =>
            {
                failed.file.persist(path).map(drop).map_err(|it| it.error)
            }
            Err(failed) => Err(failed.error),
        }
    }

    /// Makes new names in a folder last. Not every system can, and the files are safe already.
    pub(super) fn sync_folder(&self, folder: &Path) {
        #[cfg(unix)]
        if self.ask(Call::Sync).is_ok()
            && let Ok(folder) = File::open(folder)
        {
            let _unsupported = folder.sync_all();
        }
        #[cfg(not(unix))]
        let _ = folder;
    }

    /// Makes a folder, with those above it.
    pub(super) fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.ask(Call::MakeFolder)?;
        fs::create_dir_all(path)
    }

    /// The names in a folder, sorted; those that are no Unicode are left out.
    pub(super) fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        self.ask(Call::List)?;
        let mut names = Vec::new();
        for entry in fs::read_dir(folder)? {
            names.extend(entry?.file_name().into_string());
        }
        names.sort();
        Ok(names)
    }

    /// Takes a file away.
    pub(super) fn remove(&self, path: &Path) -> io::Result<()> {
        self.ask(Call::Remove)?;
        fs::remove_file(path)
    }
}
