//! Checks of what a new draft left to be decided.

use super::places::name;
use super::{Check, Place, Problem, Severity};
use crate::annotation::Document;
use crate::annotation::carry::{earlier, orphans};

pub(super) const STALE_TAG: Check = Check {
    key: "stale-tag",
    about: "the words of a tag have changed in a new draft, and nobody has looked yet",
    run: stale_tag,
};

pub(super) const TAG_WITHOUT_PLACE: Check = Check {
    key: "tag-without-place",
    about: "the words of a tag are gone from a new draft",
    run: tag_without_place,
};

fn stale_tag(document: &Document, found: &mut Vec<Problem>) {
    for tag in document.annotations() {
        let Some(was) = earlier(tag) else { continue };
        let message = format!("{} {was}", name(document, tag));
        let place = Place::Annotation(tag.id);
        let problem = Problem::new(STALE_TAG.key, Severity::Warning, place, message);
        found.push(problem.hint("accept it, correct it or reject it"));
    }
}

fn tag_without_place(document: &Document, found: &mut Vec<Problem>) {
    for it in orphans(document) {
        let (words, label, decided) = (&it.words, &it.label, &it.decided);
        let message = format!(
            "“{words}” ({label}, {decided}) has no place in this draft; it stood after “{}”",
            it.around.0.trim()
        );
        let problem = Problem::new(TAG_WITHOUT_PLACE.key, Severity::Warning, Place::Whole, message);
        found.push(
            problem.hint("tag what says it now; the list is under the key orphans of the file"),
        );
    }
}
