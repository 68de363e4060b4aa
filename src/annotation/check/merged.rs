//! Checks of what a merge left to be decided.

use super::places::name;
use super::{Check, Place, Problem, Severity};
use crate::annotation::merge::{ASIDE, CONFLICT};
use crate::annotation::{Document, Extra};

pub(super) const MERGE_CONFLICT: Check = Check {
    key: "merge-conflict",
    about: "a merge kept both versions of something and nobody has chosen yet",
    run: merge_conflict,
};

fn merge_conflict(document: &Document, found: &mut Vec<Problem>) {
    let mut note = |place: Place, message: String, hint: &str| {
        let problem = Problem::new(MERGE_CONFLICT.key, Severity::Warning, place, message);
        found.push(problem.hint(hint));
    };
    for tag in document.annotations().filter(|it| it.is_open()) {
        if tag.note.as_deref().is_some_and(|it| it.contains(CONFLICT)) {
            let message = format!("{} is one of two versions", name(document, tag));
            note(Place::Annotation(tag.id), message, "accept one of them and reject the other");
        }
    }
    let aside = |extra: &Extra| extra.contains_key(ASIDE);
    let hint = "choose, and take the key merge_conflicts out of the file";
    for link in document.relations().filter(|it| aside(&it.extra)) {
        let message = format!("the link {} was decided in two ways", link.id);
        note(Place::Relation(link.id), message, hint);
    }
    for record in document.records().filter(|it| aside(&it.extra)) {
        let message = format!("the record “{}” has another version", record.name);
        note(Place::Record(record.id), message, hint);
    }
    if aside(&document.metadata().extra) {
        let message = "another version of the document or its zones was put aside".to_owned();
        note(Place::Whole, message, hint);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::samples::{change, document};
    use crate::annotation::{Edit, Review, Value};

    fn problems(document: &Document) -> usize {
        let mut found = Vec::new();
        merge_conflict(document, &mut found);
        found.len()
    }

    #[test]
    fn what_a_merge_left_open_is_found() {
        let mut document = document("{person|Ann} met {person|Bo}.");
        assert_eq!(problems(&document), 0);
        change(&mut document, 1, |it| {
            it.note = Some("why?\nMerge conflict: first version: …".into());
        });
        assert_eq!(problems(&document), 1);
        change(&mut document, 1, |it| it.standing.review = Review::Accepted);
        assert_eq!(problems(&document), 0, "it was decided");
        let mut metadata = document.metadata().clone();
        metadata.extra.insert(ASIDE.into(), Value::List(Vec::new()));
        document.apply(Edit::SetMetadata(Box::new(metadata))).unwrap();
        assert_eq!(problems(&document), 1);
    }
}
