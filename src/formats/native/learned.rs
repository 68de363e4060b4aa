//! What a document's tag set has beyond the built-in one. The saved file tells that by what it
//! uses; a history may also use what the document itself no longer does.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::annotation::{AttributeKind, Key, RelationSpec, TagSet};

#[derive(Default, Serialize, Deserialize)]
pub(in crate::formats) struct Learned {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    labels: Vec<String>,
    /// Labels and their attributes that take any value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    attributes: Vec<(String, String)>,
    /// Kinds, with the labels at both ends.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    relations: Vec<(String, Vec<String>, Vec<String>)>,
}

impl Learned {
    /// What `tags` has and `base` lacks.
    pub(in crate::formats) fn new(tags: &TagSet, base: &TagSet) -> Self {
        let mut learned = Self::default();
        for label in &tags.labels {
            let known = base.label(label.key.as_str());
            if known.is_none() {
                learned.labels.push(label.key.to_string());
            }
            for spec in label.attributes.iter().filter(|it| it.kind == AttributeKind::Any) {
                let known = known.and_then(|it| it.attribute(spec.key.as_str()));
                if known.is_none_or(|it| it.kind != AttributeKind::Any) {
                    learned.attributes.push((label.key.to_string(), spec.key.to_string()));
                }
            }
        }
        let keys = |keys: &[Key]| keys.iter().map(ToString::to_string).collect();
        for spec in tags.relations.iter().filter(|it| base.relation(it.key.as_str()) != Some(*it)) {
            learned.relations.push((spec.key.to_string(), keys(&spec.from), keys(&spec.to)));
        }
        learned
    }

    /// `base` with what it lacks.
    pub(in crate::formats) fn add_to(self, base: &Arc<TagSet>) -> Arc<TagSet> {
        let mut tags = Arc::clone(base);
        if self.labels.is_empty() && self.attributes.is_empty() && self.relations.is_empty() {
            return tags;
        }
        let set = Arc::make_mut(&mut tags);
        for label in self.labels {
            set.import_label(&Key::from(label));
        }
        for (label, attribute) in self.attributes {
            set.import_attribute(&Key::from(label), &Key::from(attribute));
        }
        let keys = |keys: Vec<String>| keys.into_iter().map(Key::from).collect();
        for (key, from, to) in self.relations {
            let (from, to): (Vec<Key>, Vec<Key>) = (keys(from), keys(to));
            let (name, key) = (key.clone(), Key::from(key));
            let spec = RelationSpec { key, name, from, to, shortcut: None };
            match set.relations.iter_mut().find(|it| it.key == spec.key) {
                Some(old) => (old.from, old.to) = (spec.from, spec.to),
                None => set.relations.push(spec),
            }
        }
        tags
    }
}
