//! Files that are read: whole, up to a limit, or piece by piece.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk::REAL;
use super::{FileError, Fingerprint, LARGEST};
use crate::annotation::TagSet;
use crate::formats::native::{self, Form};
use crate::formats::{self, Input, Read};
use crate::text::Unit;

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
    open_as(path, (None, None), tag_set)
}

/// Opens a file as a format (`None`: the one that its content shows) whose offsets count a unit
/// (`None`: what the format says).
pub fn open_as(
    path: &Path,
    (importer, unit): (Option<&dyn formats::Importer>, Option<Unit>),
    tag_set: &Arc<TagSet>,
) -> Result<Opened, FileError> {
    let content = bytes(path)?;
    let wrong = |why| FileError::Content { path: path.to_owned(), why };
    let name = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let input = formats::input(&name, &content, importer).map_err(wrong)?.counting(unit);
    let importer = importer.unwrap_or_else(|| formats::importer_for(&input));
    let documents = importer.import(&input, tag_set).map_err(wrong)?;
    let form = [Form::Ron, Form::Json].into_iter().find(|it| it.key() == importer.key());
    let fingerprint = Fingerprint::of(&REAL, path, &content);
    Ok(Opened { path: path.to_owned(), documents, form, fingerprint })
}

/// Opens a file of tags as the format of `importer`, onto the text of an article that has been read.
pub fn open_onto(
    path: &Path,
    (importer, unit): (&dyn formats::Importer, Option<Unit>),
    article: Read,
) -> Result<Read, FileError> {
    let content = bytes(path)?;
    let wrong = |why| FileError::Content { path: path.to_owned(), why };
    let name = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let input = formats::input(&name, &content, Some(importer)).map_err(wrong)?.counting(unit);
    importer.onto(&input, article).map_err(wrong)
}

/// A saved document that was mended.
#[derive(Debug)]
pub struct Mended {
    /// The document and what was done to it.
    pub repaired: native::Repaired,
    /// What the file is like; it is as it was.
    pub fingerprint: Fingerprint,
}

/// Opens a saved document that may be damaged. The file stays as it is.
pub fn open_mending(path: &Path, tag_set: &Arc<TagSet>) -> Result<Mended, FileError> {
    let content = bytes(path)?;
    let wrong = |why| FileError::Content { path: path.to_owned(), why };
    let name = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let input = Input::new(&name, &content).map_err(wrong)?;
    let repaired = native::repair_input(&input, tag_set).unwrap_or_else(|| {
        let message = "only documents that factmark saved as RON or JSON can be repaired";
        Err(formats::ReadError::NotNative { message: message.to_owned() })
    });
    let fingerprint = Fingerprint::of(&REAL, path, &content);
    Ok(Mended { repaired: repaired.map_err(wrong)?, fingerprint })
}

/// The bytes of a file, up to [`LARGEST`].
pub fn bytes(path: &Path) -> Result<Vec<u8>, FileError> {
    let fail = |error| FileError::new(path, "read", error);
    let file = File::open(path).map_err(fail)?;
    let meta = file.metadata().map_err(fail)?;
    if meta.is_dir() {
        return Err(FileError::Folder { path: path.to_owned() });
    }
    if meta.len() > LARGEST {
        return Err(FileError::TooLarge { path: path.to_owned(), size: meta.len() });
    }
    let mut content = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or(0) + 1);
    // A device or a file that grows has another size than it tells.
    file.take(LARGEST + 1).read_to_end(&mut content).map_err(fail)?;
    let size = meta.len().max(content.len() as u64);
    if size > LARGEST {
        return Err(FileError::TooLarge { path: path.to_owned(), size });
    }
    Ok(content)
}

/// The first lines of a file: where a saved document says how far it is.
pub fn head(path: &Path) -> Result<String, FileError> {
    const ENOUGH: u64 = 2048;
    let fail = |error| FileError::new(path, "read", error);
    let mut content = Vec::new();
    File::open(path).and_then(|it| it.take(ENOUGH).read_to_end(&mut content)).map_err(fail)?;
    Ok(String::from_utf8_lossy(&content).into_owned())
}

/// Opens one of the documents of a file, counted from 0; the others are let go.
pub fn open_nth(path: &Path, at: usize, tag_set: &Arc<TagSet>) -> Result<Opened, FileError> {
    let mut opened = open(path, tag_set)?;
    opened.documents = opened.documents.into_iter().skip(at).take(1).collect();
    opened.form = None;
    Ok(opened)
}

/// A file to be read piece by piece, for data sets of any size.
pub fn stream(path: &Path) -> Result<io::BufReader<File>, FileError> {
    let file = File::open(path).map_err(|error| FileError::new(path, "read", error))?;
    if file.metadata().is_ok_and(|it| it.is_dir()) {
        return Err(FileError::Folder { path: path.to_owned() });
    }
    Ok(io::BufReader::with_capacity(1 << 16, file))
}
