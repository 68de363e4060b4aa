//! Files of tags: for an article that is open, or as documents of their own.

use std::path::Path;
use std::sync::Arc;

use super::disk::REAL;
use super::{FileError, Fingerprint, Opened, beside, bytes, open};
use crate::annotation::{Document, TagSet};
use crate::formats::native::Form;
use crate::formats::{self, Importer, Input, Read, ReadError, Source, exchange};
use crate::text::Unit;

/// A format (`None`: the one that the content shows) and what its offsets count (`None`: what the
/// format says).
pub(super) type As = (Option<&'static dyn Importer>, Option<Unit>);

/// Reads the tags of a file for an article that may have tags already: they stand on a document with
/// its text. Says which format it was.
pub fn open_tags(
    path: &Path,
    format: As,
    article: &Document,
) -> Result<(Read, &'static dyn Importer), FileError> {
    let content = bytes(path)?;
    let read = |input: &Input<'_>, importer: &'static dyn Importer| {
        Ok((exchange::tags_for(importer, input, article)?, importer))
    };
    with(path, &content, format, read)
}

/// Opens a file of tags as documents of their own. Their text is in the file or beside it, else it is
/// that of `article`. Says which format it was.
pub fn open_own(
    path: &Path,
    format: As,
    article: Option<&Document>,
    tag_set: &Arc<TagSet>,
) -> Result<(Opened, &'static dyn Importer), FileError> {
    let content = bytes(path)?;
    let fingerprint = Fingerprint::of(&REAL, path, &content);
    let mut form = None;
    let mut text = None;
    let (importer, source) = with(path, &content, format, |_, it| Ok((it, it.text())))?;
    if let Source::Beside(ending) = source {
        let other = beside(path, importer.extensions(), ending);
        if other.is_file() {
            text = open(&other, tag_set)?.documents.into_iter().next().map(|it| it.document);
        }
    }
    let read = |input: &Input<'_>, importer: &'static dyn Importer| match source {
        Source::File | Source::Words => {
            form = [Form::Ron, Form::Json].into_iter().find(|it| it.key() == importer.key());
            importer.import(input, tag_set)
        }
        Source::Article | Source::Beside(_) => {
            let article = text.as_ref().or(article).ok_or(ReadError::NeedsArticle)?;
            Ok(vec![exchange::tags_for(importer, input, article)?])
        }
    };
    let documents = with(path, &content, (Some(importer), format.1), read)?;
    Ok((Opened { path: path.to_owned(), documents, form, fingerprint }, importer))
}

fn with<T>(
    path: &Path,
    content: &[u8],
    (importer, unit): As,
    read: impl FnOnce(&Input<'_>, &'static dyn Importer) -> Result<T, ReadError>,
) -> Result<T, FileError> {
    let wrong = |why| FileError::Content { path: path.to_owned(), why };
    let name = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let given = importer.map(|it| it as &dyn Importer);
    let input = formats::input(&name, content, given).map_err(wrong)?.counting(unit);
    let importer = importer.unwrap_or_else(|| formats::importer_for(&input));
    read(&input, importer).map_err(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::{Over, write};
    use crate::formats::tagset;

    #[test]
    fn tags_open_with_the_text_beside_them() {
        let folder = tempfile::tempdir().unwrap();
        let tags = folder.path().join("a.ann");
        write(&tags, b"T1\tperson 0 3\tAnn\n", Over::Nothing).unwrap();
        let news = tagset::news();
        let alone = open_own(&tags, (None, None), None, &news).map(drop).unwrap_err();
        assert!(matches!(alone, FileError::Content { why: ReadError::NeedsArticle, .. }));
        write(&folder.path().join("a.txt"), b"Ann left.\n", Over::Nothing).unwrap();
        let (opened, importer) = open_own(&tags, (None, None), None, &news).unwrap();
        assert_eq!((opened.documents.len(), importer.key()), (1, "brat"));
        let article = open(&folder.path().join("a.txt"), &news).unwrap().documents.remove(0);
        let (read, _) = open_tags(&tags, (None, None), &article.document).unwrap();
        assert_eq!(read.document.annotation_count(), 1);
        assert_eq!(read.document.text(), article.document.text());
    }
}
