//! Imports: read and weighed against the article, away from the window.

use crate::annotation::check::{Place, Problem};
use crate::annotation::{Document, incoming};
use crate::files::{self, FileError};
use crate::formats::{Read, ReadError, tagset};
use crate::ui::import::{Found, ImportChoice, Weighed, is_ambiguous};
use crate::ui::words;

/// Says what an import would change.
pub(super) fn weigh(
    choice: &ImportChoice,
    article: Option<&Document>,
) -> Result<Weighed, FileError> {
    let format = (choice.importer(), choice.unit);
    if let (Some(article), false) = (article, choice.own) {
        let (read, importer) = files::open_tags(&choice.path, format, article)?;
        let what = onto(article, read);
        let what = what.ok_or_else(|| {
            let message = words::messages::IMPORT_OTHER_TEXT.to_owned();
            FileError::Content {
                path: choice.path.clone(),
                why: ReadError::NotThisArticle { message },
            }
        })?;
        let ambiguous = is_ambiguous(article);
        return Ok(Weighed { format: importer.key(), ambiguous, what: Found::Onto(what) });
    }
    let (opened, importer) = files::open_own(&choice.path, format, article, &tagset::news())?;
    let ambiguous = opened.documents.iter().any(|it| is_ambiguous(&it.document));
    Ok(Weighed { format: importer.key(), ambiguous, what: Found::Own(opened) })
}

/// What comes in, with what reading told first. Its places are in the article's text, since tags of
/// the file have no names here.
fn onto(article: &Document, read: Read) -> Option<crate::annotation::Incoming> {
    let mut incoming = incoming(article, &read.document)?;
    // Told by what is left out.
    let told = read.problems.into_iter().filter(|it| it.check != "tag-set");
    let mut problems: Vec<_> = told
        .map(|it| {
            let place = it.place.span(&read.document).map_or(Place::Whole, Place::Text);
            Problem { place, ..it }
        })
        .collect();
    problems.append(&mut incoming.problems);
    Some(crate::annotation::Incoming { problems, ..incoming })
}
