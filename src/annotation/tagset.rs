//! [`TagSet`]: what may be tagged. The built-in one is data, `assets/tagsets/news.ron`.
//!
//! Not here: reading it from a file (`formats`).

use super::model::Annotation;
use super::value::{Key, Value};

/// Where a label is drawn, and which filter it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// Names and values.
    Entities,
    /// Quotes, their sources and cues.
    Quotes,
    /// Checkable statements.
    Claims,
    /// Questions to the editor.
    Flags,
}

impl Lane {
    /// Every lane, in drawing order.
    pub const ALL: [Self; 4] = [Self::Entities, Self::Quotes, Self::Claims, Self::Flags];

    /// The word for it on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Entities => "Entities",
            Self::Quotes => "Quotes",
            Self::Claims => "Claims",
            Self::Flags => "Flags",
        }
    }
}

/// Whether annotations of a label may share text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlap {
    /// Never with another flat label of the same lane.
    Flat,
    /// With anything.
    Any,
}

/// What values an attribute takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttributeKind {
    /// One of these keys.
    Choice(Vec<Key>),
    /// Several of these keys, the main one first.
    Choices(Vec<Key>),
    /// Yes or no.
    Flag,
    /// Free text.
    Text,
    /// A whole number from 0 to this.
    Scale(i64),
    /// Anything: lists of evidence, and attributes of other versions.
    Any,
}

/// An attribute that a label may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributeSpec {
    /// Its key in files.
    pub key: Key,
    /// Its name on screen.
    pub name: String,
    /// What values it takes.
    pub kind: AttributeKind,
    /// Whether only people set it, never the tagger.
    pub people_only: bool,
    /// The key that asks for its value, written like `Ctrl+Shift+A`.
    pub shortcut: Option<String>,
}

impl AttributeSpec {
    /// Whether `value` is of the right kind.
    pub fn admits(&self, value: &Value) -> bool {
        match (&self.kind, value) {
            (AttributeKind::Choice(keys), Value::Text(text)) => {
                keys.iter().any(|it| it == text.as_str())
            }
            (AttributeKind::Choices(keys), Value::List(items)) => items
                .iter()
                .all(|item| item.as_text().is_some_and(|text| keys.iter().any(|it| it == text))),
            (AttributeKind::Flag, Value::Flag(_))
            | (AttributeKind::Text, Value::Text(_))
            | (AttributeKind::Any, _) => true,
            (AttributeKind::Scale(most), Value::Number(number)) => (0..=*most).contains(number),
            _ => false,
        }
    }
}

/// A kind of annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its key in files.
    pub key: Key,
    /// Its name on screen.
    pub name: String,
    /// Where it is drawn.
    pub lane: Lane,
    /// A colour token of the themes.
    pub color: Key,
    /// How the line under its words is drawn, a line of the themes; that of its colour, if none.
    pub line: Option<Key>,
    /// The key that tags with it.
    pub shortcut: Option<char>,
    /// What it is for, in one or two sentences.
    pub help: String,
    /// Whether it may share text with others.
    pub overlap: Overlap,
    /// Its attributes.
    pub attributes: Vec<AttributeSpec>,
}

impl Label {
    /// The attribute with this key.
    pub fn attribute(&self, key: &str) -> Option<&AttributeSpec> {
        self.attributes.iter().find(|it| it.key == key)
    }
}

/// A kind of relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationSpec {
    /// Its key in files.
    pub key: Key,
    /// Its name on screen.
    pub name: String,
    /// Labels it may start at; empty means any.
    pub from: Vec<Key>,
    /// Labels it may point to; empty means any.
    pub to: Vec<Key>,
    /// The key that begins such a link at the selected tag, written like `Ctrl+Shift+A`.
    pub shortcut: Option<String>,
}

impl RelationSpec {
    /// Whether the relation may start at a label.
    pub fn may_start(&self, from: &Key) -> bool {
        self.from.is_empty() || self.from.contains(from)
    }

    /// Whether the relation may go from one label to another.
    pub fn admits(&self, from: &Key, to: &Key) -> bool {
        let any = |keys: &[Key], key| keys.is_empty() || keys.contains(key);
        any(&self.from, from) && any(&self.to, to)
    }
}

/// What may be tagged.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct TagSet {
    /// Its key in files, such as `news`.
    pub key: String,
    /// Its name on screen.
    pub name: String,
    /// The labels, in the order of menus.
    pub labels: Vec<Label>,
    /// The relation kinds.
    pub relations: Vec<RelationSpec>,
}

impl TagSet {
    /// The label with this key.
    pub fn label(&self, key: &str) -> Option<&Label> {
        self.labels.iter().find(|it| it.key == key)
    }

    /// The relation kind with this key.
    pub fn relation(&self, key: &str) -> Option<&RelationSpec> {
        self.relations.iter().find(|it| it.key == key)
    }

    /// The lane of a label; unknown labels are entities.
    pub fn lane(&self, key: &str) -> Lane {
        self.label(key).map_or(Lane::Entities, |it| it.lane)
    }

    /// Whether a label is flat, see [`Overlap::Flat`].
    pub fn is_flat(&self, key: &str) -> bool {
        self.label(key).is_some_and(|it| it.overlap == Overlap::Flat)
    }

    /// Says why the tag set does not know `annotation`'s label or attributes.
    pub fn admits(&self, annotation: &Annotation) -> Result<(), TagSetError> {
        let Some(label) = self.label(annotation.label.as_str()) else {
            return Err(TagSetError::Label(annotation.label.clone()));
        };
        for (key, value) in &annotation.attributes {
            let admitted = label.attribute(key.as_str()).is_some_and(|it| it.admits(value));
            if !admitted {
                return Err(TagSetError::Attribute {
                    label: label.key.clone(),
                    key: key.clone(),
                    value: value.to_string(),
                });
            }
        }
        Ok(())
    }

    /// Adds a label that a data set uses and this tag set lacks, as an overlapping entity.
    pub fn import_label(&mut self, key: &Key) {
        if self.label(key.as_str()).is_none() {
            self.labels.push(Label {
                key: key.clone(),
                name: key.to_string(),
                lane: Lane::Entities,
                color: Key::new("imported"),
                line: None,
                shortcut: None,
                help: "Imported: this tag set does not describe the label.".to_owned(),
                overlap: Overlap::Any,
                attributes: Vec::new(),
            });
        }
    }

    /// This tag set with the labels, attributes and relation kinds that only `other` has. What both have
    /// stays as it is here.
    #[must_use]
    pub fn with(&self, other: &Self) -> Self {
        let mut both = self.clone();
        for label in &other.labels {
            match both.labels.iter_mut().find(|it| it.key == label.key) {
                Some(mine) => {
                    let new = label
                        .attributes
                        .iter()
                        .filter(|it| mine.attribute(it.key.as_str()).is_none());
                    let new: Vec<_> = new.cloned().collect();
                    mine.attributes.extend(new);
                }
                None => both.labels.push(label.clone()),
            }
        }
        let new = other.relations.iter().filter(|it| self.relation(it.key.as_str()).is_none());
        both.relations.extend(new.cloned());
        both
    }

    /// Lets `label` have attribute `key` with any value.
    pub fn import_attribute(&mut self, label: &Key, key: &Key) {
        let Some(label) = self.labels.iter_mut().find(|it| it.key == *label) else {
            return;
        };
        match label.attributes.iter_mut().find(|it| it.key == *key) {
            Some(spec) => spec.kind = AttributeKind::Any,
            None => label.attributes.push(AttributeSpec {
                key: key.clone(),
                name: key.to_string(),
                kind: AttributeKind::Any,
                people_only: true,
                shortcut: None,
            }),
        }
    }
}

/// Why an annotation does not fit a tag set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TagSetError {
    /// Unknown label.
    #[error("the tag set has no label {0:?}")]
    Label(Key),
    /// Unknown attribute, or a value of another kind.
    #[error("label {label:?} has no attribute {key:?} with the value {value:?}")]
    Attribute {
        /// The label.
        label: Key,
        /// The attribute.
        key: Key,
        /// The value, as shown.
        value: String,
    },
}
