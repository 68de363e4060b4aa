//! Labels, attributes and relation kinds that a file uses and the tag set does not describe: they
//! are taken into the document's own copy of the tag set, and each is reported once.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::read::shown;
use crate::annotation::check::{Place, Problem, Severity};
use crate::annotation::{Annotation, Document, Edit, Key, Relation, RelationSpec, TagSet};

/// A tag set that learns.
pub(in crate::formats) struct Tags {
    set: Arc<TagSet>,
    changed: bool,
    reported: BTreeSet<String>,
    problems: Vec<Problem>,
}

impl Tags {
    pub(in crate::formats) fn new(set: &Arc<TagSet>) -> Self {
        Self {
            set: Arc::clone(set),
            changed: false,
            reported: BTreeSet::new(),
            problems: Vec::new(),
        }
    }

    /// The tag set, if it has changed, and what was taken in.
    pub(in crate::formats) fn finish(self) -> (Option<Arc<TagSet>>, Vec<Problem>) {
        (self.changed.then_some(self.set), self.problems)
    }

    fn learn(&mut self, place: Place, message: String, change: impl FnOnce(&mut TagSet)) {
        change(Arc::make_mut(&mut self.set));
        self.changed = true;
        if self.reported.insert(message.clone()) {
            self.problems.push(Problem::new("tag-set", Severity::Warning, place, message));
        }
    }

    /// Takes in what `annotation` needs.
    pub(in crate::formats) fn annotation(&mut self, annotation: &Annotation) {
        let place = Place::Annotation(annotation.id);
        let label = &annotation.label;
        if self.set.label(label.as_str()).is_none() {
            let message = format!("the tag set has no label {label:?}; it is kept as imported");
            self.learn(place, message, |set| set.import_label(label));
        }
        for (key, value) in &annotation.attributes {
            let spec = self.set.label(label.as_str()).and_then(|it| it.attribute(key.as_str()));
            let message = match spec {
                Some(spec) if spec.admits(value) => continue,
                Some(_) => format!("{} is no value of {key} of {label}", shown(value)),
                None => format!("the tag set has no attribute {key:?} of {label}"),
            };
            self.learn(place, message + "; it is kept", |set| set.import_attribute(label, key));
        }
    }

    /// Takes in what `relation` between annotations of `document` needs.
    pub(in crate::formats) fn relation(&mut self, relation: &Relation, document: &Document) {
        let label = |id| document.annotation(id).map(|it| it.label.clone());
        // A missing end is refused by the document.
        let (Some(from), Some(to)) = (label(relation.from), label(relation.to)) else {
            return;
        };
        let (place, kind) = (Place::Relation(relation.id), &relation.kind);
        match self.set.relation(kind.as_str()) {
            None => {
                let message = format!("the tag set has no relation {kind:?}; it is kept");
                self.learn(place, message, |set| {
                    let (from, to) = (Vec::new(), Vec::new());
                    let name = kind.to_string();
                    let key = kind.clone();
                    set.relations.push(RelationSpec { key, name, from, to, shortcut: None });
                });
            }
            Some(spec) if !spec.admits(&from, &to) => {
                let message = format!("{kind} does not go from {from} to {to}; it is kept");
                self.learn(place, message, |set| {
                    let spec = set.relations.iter_mut().find(|it| it.key == *kind);
                    if let Some(spec) = spec {
                        widen(&mut spec.from, from);
                        widen(&mut spec.to, to);
                    }
                });
            }
            Some(_) => {}
        }
    }
}

/// Lets `keys`, of which none means any, hold `key`.
fn widen(keys: &mut Vec<Key>, key: Key) {
    if !keys.is_empty() && !keys.contains(&key) {
        keys.push(key);
    }
}

/// The same document with another tag set, which knows all that the old one knows.
pub(in crate::formats) fn with_tag_set(old: &Document, tag_set: Arc<TagSet>) -> Document {
    let mut new = Document::new(old.text().clone(), tag_set);
    let records = old.records().map(|it| Edit::AddRecord(Box::new(it.clone())));
    let annotations = old.annotations().map(|it| Edit::Insert(Arc::new(it.clone())));
    let links = old.relations().map(|it| Edit::Link(Box::new(it.clone())));
    let zones = Edit::SpliceZones { at: 0, remove: 0, insert: old.zones().to_vec() };
    let metadata = Edit::SetMetadata(Box::new(old.metadata().clone()));
    for edit in records.chain(annotations).chain(links).chain([zones, metadata]) {
        // They stood in a document with a smaller tag set.
        let applied = new.apply(edit);
        debug_assert!(applied.is_ok(), "{applied:?}");
    }
    let applied = new.set_markup(old.markup().to_vec());
    debug_assert!(applied.is_ok(), "{applied:?}");
    new.reserve_ids(old.next_ids());
    new
}
