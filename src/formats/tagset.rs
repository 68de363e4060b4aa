//! Tag sets: read from RON, checked, and the built-in one.
//!
//! Not here: what a tag set means (`annotation`), where a newsroom keeps its own (`files`).

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use serde::Deserialize;

use crate::annotation::{AttributeKind, AttributeSpec, Key, Label, Lane, Overlap};
use crate::annotation::{RelationSpec, TagSet};

/// The tag set that is built in.
pub fn news() -> Arc<TagSet> {
    static NEWS: LazyLock<Arc<TagSet>> = LazyLock::new(|| {
        // A test reads the same bytes and fails if they are no tag set.
        Arc::new(read(include_str!("../../assets/tagsets/news.ron")).unwrap_or_default())
    });
    Arc::clone(&NEWS)
}

/// Why a file is no tag set.
#[derive(Debug, thiserror::Error)]
pub enum TagSetReadError {
    /// It is not RON, or lacks a field.
    #[error("this is no tag set: line {line}, column {column}: {message}")]
    Syntax {
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
        /// What the parser says.
        message: String,
    },
    /// It reads, but contradicts itself.
    #[error("the tag set does not fit together: {0}")]
    Content(String),
}

/// Reads and checks a tag set.
pub fn read(source: &str) -> Result<TagSet, TagSetReadError> {
    let options = ron::Options::default()
        .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
        .without_recursion_limit();
    let file: TagSetFile = options.from_str(source).map_err(|error| TagSetReadError::Syntax {
        line: error.span.start.line,
        column: error.span.start.col,
        message: error.code.to_string(),
    })?;
    let set = file.into_tag_set()?;
    check(&set).map_err(TagSetReadError::Content)?;
    Ok(set)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TagSetFile {
    key: String,
    name: String,
    /// Attributes that several labels have.
    #[serde(default)]
    shared: Vec<AttributeFile>,
    labels: Vec<LabelFile>,
    #[serde(default)]
    relations: Vec<RelationFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LabelFile {
    key: String,
    name: String,
    lane: LaneFile,
    color: String,
    #[serde(default)]
    shortcut: Option<char>,
    overlap: OverlapFile,
    help: String,
    #[serde(default)]
    attributes: Vec<AttributeFile>,
    /// Keys of the shared attributes that it has too.
    #[serde(default)]
    shared: Vec<String>,
}

#[derive(Clone, Copy, Deserialize)]
enum LaneFile {
    Entities,
    Quotes,
    Claims,
    Flags,
}

#[derive(Clone, Copy, Deserialize)]
enum OverlapFile {
    Flat,
    Any,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct AttributeFile {
    key: String,
    name: String,
    kind: KindFile,
    #[serde(default)]
    people_only: bool,
}

#[derive(Clone, Deserialize)]
enum KindFile {
    Choice(Vec<String>),
    Choices(Vec<String>),
    Flag,
    Text,
    Scale(i64),
    Any,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RelationFile {
    key: String,
    name: String,
    #[serde(default)]
    from: Vec<String>,
    #[serde(default)]
    to: Vec<String>,
}

fn keys(keys: Vec<String>) -> Vec<Key> {
    keys.into_iter().map(Key::from).collect()
}

impl TagSetFile {
    fn into_tag_set(self) -> Result<TagSet, TagSetReadError> {
        let shared = self.shared;
        let labels: Result<_, _> =
            self.labels.into_iter().map(|it| it.into_label(&shared)).collect();
        let relations = self.relations.into_iter().map(|it| RelationSpec {
            key: it.key.into(),
            name: it.name,
            from: keys(it.from),
            to: keys(it.to),
        });
        Ok(TagSet {
            key: self.key,
            name: self.name,
            labels: labels?,
            relations: relations.collect(),
        })
    }
}

impl LabelFile {
    fn into_label(self, shared: &[AttributeFile]) -> Result<Label, TagSetReadError> {
        let mut attributes: Vec<_> = self.attributes.into_iter().map(AttributeSpec::from).collect();
        for key in &self.shared {
            let found = shared.iter().find(|it| it.key == *key).ok_or_else(|| {
                let (label, key) = (&self.key, key);
                TagSetReadError::Content(format!("label {label} shares {key}, which is not there"))
            })?;
            attributes.push(found.clone().into());
        }
        Ok(Label {
            key: self.key.into(),
            name: self.name,
            lane: self.lane.into(),
            color: self.color.into(),
            shortcut: self.shortcut,
            help: self.help,
            overlap: match self.overlap {
                OverlapFile::Flat => Overlap::Flat,
                OverlapFile::Any => Overlap::Any,
            },
            attributes,
        })
    }
}

impl From<LaneFile> for Lane {
    fn from(lane: LaneFile) -> Self {
        match lane {
            LaneFile::Entities => Self::Entities,
            LaneFile::Quotes => Self::Quotes,
            LaneFile::Claims => Self::Claims,
            LaneFile::Flags => Self::Flags,
        }
    }
}

impl From<AttributeFile> for AttributeSpec {
    fn from(file: AttributeFile) -> Self {
        Self {
            key: file.key.into(),
            name: file.name,
            kind: match file.kind {
                KindFile::Choice(values) => AttributeKind::Choice(keys(values)),
                KindFile::Choices(values) => AttributeKind::Choices(keys(values)),
                KindFile::Flag => AttributeKind::Flag,
                KindFile::Text => AttributeKind::Text,
                KindFile::Scale(most) => AttributeKind::Scale(most),
                KindFile::Any => AttributeKind::Any,
            },
            people_only: file.people_only,
        }
    }
}

/// Keys that the window needs for itself.
const TAKEN: &str = "jkaxuesmnr";

/// Says what does not fit together.
fn check(set: &TagSet) -> Result<(), String> {
    unique("label", set.labels.iter().map(|it| &it.key))?;
    unique("relation", set.relations.iter().map(|it| &it.key))?;
    let mut shortcuts = BTreeSet::new();
    for label in &set.labels {
        check_label(label)?;
        if let Some(shortcut) = label.shortcut {
            let fits = shortcut.is_ascii_lowercase() || ('1'..='9').contains(&shortcut);
            if !fits || TAKEN.contains(shortcut) {
                return Err(format!("the window cannot give {shortcut:?} to label {}", label.key));
            }
            if !shortcuts.insert(shortcut) {
                return Err(format!("two labels have the shortcut {shortcut:?}"));
            }
        }
    }
    for relation in &set.relations {
        for end in relation.from.iter().chain(&relation.to) {
            if set.label(end.as_str()).is_none() {
                return Err(format!(
                    "relation {} names label {end}, which is not there",
                    relation.key
                ));
            }
        }
    }
    Ok(())
}

fn check_label(label: &Label) -> Result<(), String> {
    let key = &label.key;
    check_key(label.color.as_str())?;
    unique("attribute", label.attributes.iter().map(|it| &it.key))?;
    for attribute in &label.attributes {
        match &attribute.kind {
            AttributeKind::Choice(values) | AttributeKind::Choices(values) => {
                unique("value", values.iter())?;
                if values.is_empty() {
                    return Err(format!("attribute {} of {key} has no values", attribute.key));
                }
            }
            AttributeKind::Scale(most) if *most < 1 => {
                return Err(format!("the scale {} of {key} ends below 1", attribute.key));
            }
            AttributeKind::Flag
            | AttributeKind::Text
            | AttributeKind::Scale(_)
            | AttributeKind::Any => {}
        }
    }
    Ok(())
}

fn unique<'a>(what: &str, keys: impl Iterator<Item = &'a Key>) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for key in keys {
        check_key(key.as_str())?;
        if !seen.insert(key) {
            return Err(format!("the {what} {key} is there twice"));
        }
    }
    Ok(())
}

/// A key is lower-case ASCII snake case, so that every format can hold it.
fn check_key(key: &str) -> Result<(), String> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if key.starts_with(|c: char| c.is_ascii_lowercase()) && key.chars().all(fits) {
        return Ok(());
    }
    Err(format!("{key:?} is no key; use lower-case letters, digits and _"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Value;

    #[test]
    fn the_built_in_tag_set_is_whole() {
        let set = read(include_str!("../../assets/tagsets/news.ron")).unwrap();
        assert_eq!(set, *news());
        let entities = set.labels.iter().filter(|it| it.lane == Lane::Entities);
        assert_eq!(entities.clone().count(), 15);
        assert!(entities.clone().all(|it| it.overlap == Overlap::Flat));
        assert!(entities.clone().all(|it| it.attribute("use").is_some()));
        assert_eq!(set.relations.len(), 19);
        assert!(set.labels.iter().all(|it| it.color == it.key && it.shortcut.is_some()));
        let claim = set.label("claim").unwrap();
        assert!(claim.attribute("worth_harm").unwrap().admits(&Value::Number(3)));
        assert!(!claim.attribute("worth_harm").unwrap().admits(&Value::Number(4)));
        assert!(claim.attribute("finding").unwrap().people_only);
        assert!(!claim.attribute("types").unwrap().people_only);
    }

    #[track_caller]
    fn refuses(change: (&str, &str), message: &str) {
        let source = include_str!("../../assets/tagsets/news.ron").replacen(change.0, change.1, 1);
        let error = read(&source).unwrap_err().to_string();
        assert!(error.contains(message), "{error}");
    }

    #[test]
    fn a_tag_set_that_contradicts_itself_is_refused() {
        refuses(("shortcut: '2'", "shortcut: '1'"), "two labels have the shortcut '1'");
        refuses(("shortcut: '2'", "shortcut: 'j'"), "cannot give 'j' to label org");
        refuses(("key: \"org\"", "key: \"person\""), "the label person is there twice");
        refuses(("color: \"org\"", "color: \"Größe\""), "is no key");
        refuses(("to: [\"source\"]", "to: [\"sauce\"]"), "names label sauce");
        refuses(("shared: [\"use\"]", "shared: [\"us\"]"), "label person shares us");
        refuses(("Scale(3)", "Scale(0)"), "ends below 1");
        refuses(("lane: Entities", "lane: Elephants"), "line 12");
    }
}
