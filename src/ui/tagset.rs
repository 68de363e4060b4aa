//! A tag set that is being changed: what the dialog shows before it is used.
//!
//! Not here: what makes sense (`formats::tagset`), what a document allows (`annotation::actions`).

use std::path::PathBuf;

use super::keys::Owner;
use crate::annotation::{
    AttributeKind, AttributeSpec, Key, Label, Lane, Overlap, RelationSpec, TagSet,
};
use crate::formats::tagset;
use crate::ui::words;

/// What has been changed so far, and what is shown of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The tag set.
    pub set: TagSet,
    /// Index of the label that is shown.
    pub row: usize,
    /// A file to read or write.
    pub path: String,
    /// Whether new documents get it too.
    pub house: bool,
    /// What the last load or save said.
    pub said: Option<String>,
    /// The file that the last save found in its way.
    pub there: Option<PathBuf>,
    /// What waits for a key.
    pub waiting: Option<Owner>,
}

impl Draft {
    /// The tag set as it is.
    pub fn new(set: TagSet, house: bool) -> Self {
        let path = String::new();
        Self { set, row: 0, path, house, said: None, there: None, waiting: None }
    }

    /// Adds a label with a name that no other has.
    pub fn add_label(&mut self) {
        let key = free("label", |it| self.set.label(it).is_some());
        self.set.labels.push(Label {
            name: words::tagset::new_label(&key.replace('_', " ")),
            key: Key::from(key),
            lane: Lane::Entities,
            color: Key::new("imported"),
            line: None,
            shortcut: None,
            help: String::new(),
            overlap: Overlap::Flat,
            attributes: Vec::new(),
        });
        self.row = self.set.labels.len() - 1;
    }

    /// Takes out the label that is shown, also where links name it; a link that would join nothing else
    /// goes with it.
    pub fn remove_label(&mut self) {
        if self.row >= self.set.labels.len() {
            return;
        }
        let gone = self.set.labels.remove(self.row).key;
        self.row = self.row.min(self.set.labels.len().saturating_sub(1));
        self.set.relations.retain_mut(|it| {
            // An empty list would mean any label.
            [&mut it.from, &mut it.to].into_iter().all(|ends| {
                let named = !ends.is_empty();
                ends.retain(|it| *it != gone);
                !(named && ends.is_empty())
            })
        });
    }

    /// Adds an attribute to the label that is shown.
    pub fn add_attribute(&mut self) {
        let Some(label) = self.set.labels.get_mut(self.row) else { return };
        let key = free("attribute", |it| label.attribute(it).is_some());
        label.attributes.push(AttributeSpec {
            name: key.replace('_', " "),
            key: Key::from(key),
            kind: AttributeKind::Choice(vec![Key::new("yes"), Key::new("no")]),
            people_only: true,
            shortcut: None,
        });
    }

    /// Adds a kind of link.
    pub fn add_relation(&mut self) {
        let key = free("link", |it| self.set.relation(it).is_some());
        let name = key.replace('_', " ");
        self.set.relations.push(RelationSpec {
            key: Key::from(key),
            name,
            from: Vec::new(),
            to: Vec::new(),
            shortcut: None,
        });
    }

    /// Why the tag set makes no sense as it is; `None` if it does.
    pub fn fault(&self) -> Option<String> {
        let nameless = self.set.labels.iter().find(|it| it.name.trim().is_empty());
        let nameless = nameless.map(|it| words::tagset::nameless(it.key.as_str()));
        nameless.or_else(|| tagset::check(&self.set).err())
    }
}

/// `word`, or with the first number after it that is free.
fn free(word: &str, taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|it: usize| format!("{word}_{it}"));
    let mut names = std::iter::once(word.to_owned()).chain(numbered);
    names.find(|it| !taken(it)).unwrap_or_default()
}

/// Keys written with commas between them; spaces within become `_`.
pub fn keys(written: &str) -> Vec<Key> {
    let words = written.split(',').map(|it| it.trim().replace(char::is_whitespace, "_"));
    words.filter(|it| !it.is_empty()).map(Key::from).collect()
}

/// The same, to be written.
pub fn written(keys: &[Key]) -> String {
    keys.iter().map(Key::as_str).collect::<Vec<_>>().join(", ")
}
