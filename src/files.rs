//! Layer 3: the disk. The only module that touches it.
//!
//! Files are read whole, up to a limit, and saved so that there is the old file or the new one and
//! never half of one. Every error is a sentence that says what to do.
//!
//! Not here: what files mean (`formats`), questions to the user (`cli`, `ui`).

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::annotation::{Document, TagSet};
use crate::formats::native::{self, Form};
use crate::formats::{self, Input, Read, ReadError};

/// Most bytes of a file that is opened as a whole: some hundred times the longest article.
pub const LARGEST: u64 = 256 << 20;

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
    fn new(path: &Path, doing: &'static str, why: io::Error) -> Self {
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

/// What a file was like when it was read or saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    len: u64,
    modified: Option<time::OffsetDateTime>,
    sha256: String,
}

impl Fingerprint {
    /// Whether the file at `path` still is what it was. Its content decides; a copy that was only
    /// touched counts as the same.
    pub fn still_fits(&self, path: &Path) -> bool {
        let Ok(meta) = fs::metadata(path) else { return false };
        if meta.len() != self.len {
            return false;
        }
        let untouched = self.modified.is_some()
            && meta.modified().ok().map(time::OffsetDateTime::from) == self.modified;
        // A change within the clock's step leaves the time as it was, so small files are read too.
        (untouched && self.len > (8 << 20))
            || bytes(path).is_ok_and(|it| native::sha256(&it) == self.sha256)
    }

    fn of(path: &Path, content: &[u8]) -> Self {
        let modified = fs::metadata(path).and_then(|it| it.modified()).ok().map(Into::into);
        Self { len: content.len() as u64, modified, sha256: native::sha256(content) }
    }
}

/// A file that was opened.
#[derive(Debug)]
pub struct Opened {
    /// Where it is.
    pub path: PathBuf,
    /// Its documents; one, but for data sets.
    pub documents: Vec<Read>,
    /// How to save it in place; `None` for articles and data sets, which are never overwritten.
    pub form: Option<Form>,
    /// What it was like.
    pub fingerprint: Fingerprint,
}

/// Opens an article, a saved document or a data set.
pub fn open(path: &Path, tag_set: &Arc<TagSet>) -> Result<Opened, FileError> {
    open_as(path, None, tag_set)
}

/// Opens a file as the format with this key; `None` for the one that its content shows.
pub fn open_as(
    path: &Path,
    importer: Option<&dyn formats::Importer>,
    tag_set: &Arc<TagSet>,
) -> Result<Opened, FileError> {
    let content = bytes(path)?;
    let wrong = |why| FileError::Content { path: path.to_owned(), why };
    let name = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let input = Input::new(&name, &content).map_err(wrong)?;
    let importer = importer.unwrap_or_else(|| formats::importer_for(&input));
    let documents = importer.import(&input, tag_set).map_err(wrong)?;
    let form = [Form::Ron, Form::Json].into_iter().find(|it| it.key() == importer.key());
    let fingerprint = Fingerprint::of(path, &content);
    Ok(Opened { path: path.to_owned(), documents, form, fingerprint })
}

/// The bytes of a file, up to [`LARGEST`].
pub fn bytes(path: &Path) -> Result<Vec<u8>, FileError> {
    let fail = |error| FileError::new(path, "read", error);
    let file = File::open(path).map_err(fail)?;
    let meta = file.metadata().map_err(fail)?;
    if meta.is_dir() {
        return Err(FileError::Folder { path: path.to_owned() });
    }
    let mut content = Vec::new();
    // A device or a file that grows has another size than it tells.
    file.take(LARGEST + 1).read_to_end(&mut content).map_err(fail)?;
    let size = meta.len().max(content.len() as u64);
    if size > LARGEST {
        return Err(FileError::TooLarge { path: path.to_owned(), size });
    }
    Ok(content)
}

/// A file to be read piece by piece, for data sets of any size.
pub fn stream(path: &Path) -> Result<io::BufReader<File>, FileError> {
    let file = File::open(path).map_err(|error| FileError::new(path, "read", error))?;
    if file.metadata().is_ok_and(|it| it.is_dir()) {
        return Err(FileError::Folder { path: path.to_owned() });
    }
    Ok(io::BufReader::with_capacity(1 << 16, file))
}

/// What may be overwritten.
#[derive(Clone, Copy, Debug)]
pub enum Over<'a> {
    /// Nothing: the file must be new.
    Nothing,
    /// The file as it was when it was read or saved.
    Known(&'a Fingerprint),
    /// Anything: the user has said so.
    Anything,
}

/// Saves a document and returns what the file is like now.
pub fn save(
    path: &Path,
    document: &Document,
    form: Form,
    over: Over<'_>,
) -> Result<Fingerprint, FileError> {
    write(path, native::write(document, form).as_bytes(), over)
}

/// Saves bytes: into a new file beside the old one, which then takes its name.
///
/// A link is followed, and the file's permissions are kept.
pub fn write(path: &Path, content: &[u8], over: Over<'_>) -> Result<Fingerprint, FileError> {
    let fail = |error| FileError::new(path, "written", error);
    // Of a link that leads nowhere the link itself is replaced.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let old = fs::metadata(&target).ok();
    if old.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err(FileError::Folder { path: path.to_owned() });
    }
    if let Over::Known(known) = over
        && old.is_some()
        && !known.still_fits(&target)
    {
        return Err(FileError::ChangedMeanwhile { path: path.to_owned() });
    }
    if old.as_ref().is_some_and(|it| it.permissions().readonly()) {
        return Err(FileError::Forbidden { path: path.to_owned(), doing: "written" });
    }
    let folder = target.parent().filter(|it| !it.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let mut fresh = tempfile::Builder::new();
    fresh.prefix(".factmark-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As a new file gets them; the system takes away what the user's mask forbids.
        fresh.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = fresh.tempfile_in(folder).map_err(fail)?;
    file.write_all(content).map_err(fail)?;
    if let Some(old) = old {
        file.as_file().set_permissions(old.permissions()).map_err(fail)?;
    }
    file.as_file().sync_all().map_err(fail)?;
    let placed = if matches!(over, Over::Nothing) {
        file.persist_noclobber(&target)
    } else {
        file.persist(&target)
    };
    placed.map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists => FileError::Exists { path: path.to_owned() },
        _ => fail(error.error),
    })?;
    sync_folder(folder);
    Ok(Fingerprint::of(&target, content))
}

/// Makes the new name last. Not every system can, and the file itself is safe already.
fn sync_folder(folder: &Path) {
    #[cfg(unix)]
    if let Ok(folder) = File::open(folder) {
        let _unsupported = folder.sync_all();
    }
    #[cfg(not(unix))]
    let _ = folder;
}

/// Makes a folder, with those above it.
pub fn make_folder(path: &Path) -> Result<(), FileError> {
    fs::create_dir_all(path).map_err(|error| FileError::new(path, "written", error))
}

/// Whether `path` is a folder.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// The name under which what was read from `path` is saved: `a/council.html` gives
/// `a/council.factmark.ron`.
pub fn native_path(path: &Path, form: Form) -> PathBuf {
    let name = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let stem =
        Form::ALL.iter().find_map(|it| name.strip_suffix(&format!(".factmark.{}", it.key())));
    let stem = stem.unwrap_or_else(|| match name.rsplit_once('.') {
        Some((stem, end)) if !stem.is_empty() && end.len() <= 8 => stem,
        _ => &name,
    });
    path.with_file_name(format!("{stem}.factmark.{}", form.key()))
}

/// The form that a file's name asks for.
pub fn form_of(path: &Path) -> Option<Form> {
    let end = path.extension()?.to_str()?.to_ascii_lowercase();
    Form::ALL.into_iter().find(|it| it.key() == end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::tagset;
    use crate::text::Text;

    fn document(text: &str) -> Document {
        Document::new(Text::new(text), tagset::news())
    }

    #[test]
    fn a_saved_document_is_opened_again() {
        let folder = tempfile::tempdir().unwrap();
        for form in [Form::Ron, Form::Json] {
            let path = folder.path().join(format!("a.factmark.{}", form.key()));
            let saved = save(&path, &document("Zoë\r\n"), form, Over::Nothing).unwrap();
            let opened = open(&path, &tagset::news()).unwrap();
            assert_eq!(opened.documents[0].document, document("Zoë\r\n"));
            assert_eq!((opened.form, opened.fingerprint), (Some(form), saved));
        }
        let names = fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(names, 2, "nothing is left beside the files");
    }

    #[test]
    fn a_file_that_changed_is_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.factmark.json");
        let known = save(&path, &document("one"), Form::Json, Over::Nothing).unwrap();
        let exists = save(&path, &document("two"), Form::Json, Over::Nothing);
        assert!(matches!(exists, Err(FileError::Exists { .. })));
        let other = native::write(&document("two"), Form::Json);
        File::create(&path).unwrap().write_all(other.as_bytes()).unwrap();
        let error = save(&path, &document("mine"), Form::Json, Over::Known(&known)).unwrap_err();
        assert!(matches!(error, FileError::ChangedMeanwhile { .. }), "{error}");
        assert_eq!(bytes(&path).unwrap(), other.as_bytes());
        let now = save(&path, &document("mine"), Form::Json, Over::Anything).unwrap();
        assert!(now.still_fits(&path));
        save(&path, &document("more"), Form::Json, Over::Known(&now)).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real.ron"), folder.path().join("link.ron"));
        File::create(&real).unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&real, &link).unwrap();
        save(&link, &document("x"), Form::Ron, Over::Anything).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(!bytes(&real).unwrap().is_empty());
        fs::set_permissions(&real, fs::Permissions::from_mode(0o444)).unwrap();
        let error = save(&link, &document("y"), Form::Ron, Over::Anything).unwrap_err();
        assert!(error.to_string().contains("may not be written"), "{error}");
    }

    #[test]
    fn errors_say_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let why = |path: &Path| open(path, &tagset::news()).unwrap_err().to_string();
        assert!(why(&folder.path().join("no.txt")).contains("is not there; check the name"));
        assert!(why(folder.path()).contains("is a folder; choose a file in it"));
        let nowhere = folder.path().join("no/such.json");
        let error = write(&nowhere, b"x", Over::Nothing).unwrap_err().to_string();
        assert!(error.contains("such.json is not there; make it first"), "{error}");
        let word = folder.path().join("a.docx");
        File::create(&word).unwrap().write_all(b"PK\x03\x04").unwrap();
        assert!(why(&word).contains("a.docx: this is a Word"));
    }

    #[test]
    fn saved_files_are_named_after_articles() {
        let named = |path: &str, form| native_path(Path::new(path), form).display().to_string();
        assert_eq!(named("a/council.html", Form::Ron), "a/council.factmark.ron");
        assert_eq!(named("a.factmark.ron", Form::Json), "a.factmark.json");
        assert_eq!(named("St. Mary wins again", Form::Json), "St. Mary wins again.factmark.json");
    }
}
