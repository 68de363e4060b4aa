//! An earlier version of a document brought back, as one step.
//!
//! Not here: where earlier versions are kept (`files::backup`), what two people have changed
//! (`merge`).

use std::sync::Arc;

use super::document::Document;
use super::edit::{Edit, Transaction};
use super::model::{Annotation, Relation};

/// What makes `document` say what `version` says; `None` if their texts differ, so that places do not
/// compare.
pub fn restore(document: &Document, version: &Document) -> Option<Transaction> {
    if document.text() != version.text() {
        return None;
    }
    let same = |it: &Annotation| version.annotation(it.id) == Some(it);
    let differs = |id| document.annotation(id).is_none_or(|it| !same(it));
    // A link stands if neither it nor its ends change.
    let stays = |it: &Relation| {
        let both = document.relation(it.id).zip(version.relation(it.id));
        both.is_some_and(|(one, other)| one == other) && !differs(it.from) && !differs(it.to)
    };
    // What both use fits while one becomes the other.
    let sets = (document.tag_set() != version.tag_set())
        .then(|| document.tag_set().with(version.tag_set()))
        .map(|both| (Edit::SetTagSet(Arc::new(both)), Edit::SetTagSet(version.tag_set().clone())));
    let (first, last) = sets.unzip();
    let mut edits: Vec<Edit> = first.into_iter().collect();
    edits.extend(document.relations().filter(|it| !stays(it)).map(|it| Edit::Unlink(it.id)));
    for record in version.records().filter(|it| document.record(it.id) != Some(it)) {
        let new = Box::new(record.clone());
        let is_there = document.record(record.id).is_some();
        edits.push(if is_there { Edit::ReplaceRecord(new) } else { Edit::AddRecord(new) });
    }
    let gone = document.annotations().filter(|it| version.annotation(it.id).is_none());
    edits.extend(gone.map(|it| Edit::Remove(it.id)));
    for annotation in version.annotations().filter(|it| differs(it.id)) {
        let new = Arc::new(annotation.clone());
        let is_there = document.annotation(annotation.id).is_some();
        edits.push(if is_there { Edit::Replace(new) } else { Edit::Insert(new) });
    }
    let gone = document.records().filter(|it| version.record(it.id).is_none());
    edits.extend(gone.map(|it| Edit::RemoveRecord(it.id)));
    if document.zones() != version.zones() {
        let (remove, insert) = (document.zones().len(), version.zones().to_vec());
        edits.push(Edit::SpliceZones { at: 0, remove, insert });
    }
    if document.metadata() != version.metadata() {
        edits.push(Edit::SetMetadata(Box::new(version.metadata().clone())));
    }
    let links = version.relations().filter(|it| !stays(it));
    edits.extend(links.map(|it| Edit::Link(Box::new(it.clone()))));
    edits.extend(last);
    Some(Transaction::new("Restore an earlier version", edits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Key, TagSet, news};
    use crate::text::Text;

    #[test]
    fn a_version_brings_its_tag_set_back() {
        let version = crate::annotation::samples::document("{person|Ann Roe} spoke.");
        let mut tags = TagSet::clone(version.tag_set());
        tags.import_label(&Key::new("ship"));
        let mut document = version.clone();
        document.apply(Edit::SetTagSet(Arc::new(tags))).unwrap();
        crate::annotation::samples::change(&mut document, 1, |it| it.label = Key::new("ship"));
        restore(&document, &version).unwrap().apply(&mut document).unwrap();
        assert_eq!(document, version);
    }

    #[test]
    fn a_version_of_another_text_is_none() {
        let other = Document::new(Text::new("Something else."), news());
        let document = Document::new(Text::new("Ann Roe spoke."), news());
        assert_eq!(restore(&document, &other), None);
        assert!(restore(&document, &document).unwrap().is_empty());
    }
}
