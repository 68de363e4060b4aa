//! Tag sets in files, and the one that new documents get.

use std::path::Path;
use std::sync::Arc;

use crate::annotation::{Document, Edit, TagSet};
use crate::files::{self, FileError, Over};
use crate::formats::tagset;
use crate::ui::desk::Desk;
use crate::ui::intent::TagSetIntent;
use crate::ui::state::Dialog;
use crate::ui::words;

/// Carries out `intent`.
pub(super) fn update(desk: &mut Desk, intent: TagSetIntent) {
    match intent {
        TagSetIntent::Load(path) => load(desk, &path),
        TagSetIntent::Save(set, path, over) => save(desk, &set, &path, over),
        TagSetIntent::House(set) => {
            desk.preferences.tag_set = set.map(|it| tagset::write(&it)).unwrap_or_default();
        }
    }
}

/// Puts a file that was chosen into the open dialog.
pub(super) fn chosen(desk: &mut Desk, path: &Path) {
    if let Some(Dialog::TagSet { draft }) = &mut desk.shell.dialog {
        draft.path = path.to_string_lossy().into_owned();
    }
    load(desk, path);
}

/// Reads a tag set into the open dialog, or says there why not.
fn load(desk: &mut Desk, path: &Path) {
    let Some(Dialog::TagSet { draft }) = &mut desk.shell.dialog else { return };
    draft.there = None;
    let read = files::bytes(path).map_err(|it| it.to_string());
    let read = read.and_then(|it| {
        String::from_utf8(it).map_err(|_| words::messages::TAG_SET_NO_TEXT.to_owned())
    });
    match read.and_then(|it| tagset::read(&it).map_err(|it| it.to_string())) {
        Ok(set) => {
            (draft.set, draft.row) = (set, 0);
            draft.said = Some(words::messages::tag_set_read(path));
        }
        Err(error) => draft.said = Some(words::sentence(&error)),
    }
}

/// Writes a tag set, and says in the open dialog how that went.
fn save(desk: &mut Desk, set: &TagSet, path: &Path, over: bool) {
    let over = if over { Over::Anything } else { Over::Nothing };
    let written = files::write(path, tagset::write(set).as_bytes(), over);
    let Some(Dialog::TagSet { draft }) = &mut desk.shell.dialog else { return };
    draft.there = matches!(written, Err(FileError::Exists { .. })).then(|| path.to_owned());
    draft.said = Some(match written {
        Ok(_) => words::messages::tag_set_saved(path),
        Err(error) => words::sentence(&error.to_string()),
    });
}

/// Gives a document without tags the tag set of the house.
pub(super) fn give(desk: &mut Desk, document: &mut Document) {
    if desk.preferences.tag_set.is_empty() || *document.tag_set() != tagset::news() {
        return;
    }
    match tagset::read(&desk.preferences.tag_set) {
        Ok(set) => {
            // Without tags anything fits; relations and attributes are of tags.
            if document.annotation_count() == 0 {
                let _built_in = document.apply(Edit::SetTagSet(Arc::new(set)));
            }
        }
        Err(error) => {
            desk.preferences.tag_set.clear();
            let message = words::messages::house_tag_set_failed(&error.to_string());
            desk.shell.toasts.error(message);
        }
    }
}
