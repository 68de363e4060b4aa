//! Tag sets: read from RON, checked, and the built-in one.
//!
//! Not here: what a tag set means (`annotation`), where a newsroom keeps its own (`files`).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};

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
    check_keys(&set).and_then(|()| check(&set)).map_err(TagSetReadError::Content)?;
    Ok(set)
}

/// Writes a tag set as the RON that [`read`] reads.
pub fn write(set: &TagSet) -> String {
    let options =
        ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let pretty = ron::ser::PrettyConfig::new()
        .indentor("    ")
        .compact_arrays(true)
        .extensions(ron::extensions::Extensions::empty());
    // Strings, numbers and lists of them always have a form in RON.
    options.to_string_pretty(&TagSetFile::from(set), pretty).unwrap_or_default() + "\n"
}

/// A tag set as a part of a saved document.
pub(super) fn to_value(set: &TagSet) -> serde_json::Value {
    serde_json::to_value(TagSetFile::from(set)).unwrap_or_default()
}

/// A tag set that is a part of a saved document.
pub(super) fn from_value(value: serde_json::Value) -> Result<TagSet, TagSetReadError> {
    let file: TagSetFile = serde_json::from_value(value)
        .map_err(|error| TagSetReadError::Content(error.to_string()))?;
    let set = file.into_tag_set()?;
    check(&set).map_err(TagSetReadError::Content)?;
    Ok(set)
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TagSetFile {
    key: String,
    name: String,
    /// Attributes that several labels have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    shared: Vec<AttributeFile>,
    labels: Vec<LabelFile>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    relations: Vec<RelationFile>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LabelFile {
    key: String,
    name: String,
    lane: LaneFile,
    color: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    line: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    shortcut: Option<char>,
    overlap: OverlapFile,
    help: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    attributes: Vec<AttributeFile>,
    /// Keys of the shared attributes that it has too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    shared: Vec<String>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
enum LaneFile {
    Entities,
    Quotes,
    Claims,
    Flags,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
enum OverlapFile {
    Flat,
    Any,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AttributeFile {
    key: String,
    name: String,
    kind: KindFile,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    people_only: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    shortcut: Option<String>,
}

#[derive(Clone, Serialize, Deserialize)]
enum KindFile {
    Choice(Vec<String>),
    Choices(Vec<String>),
    Flag,
    Text,
    Scale(i64),
    Any,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RelationFile {
    key: String,
    name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    from: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    to: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    shortcut: Option<String>,
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
            shortcut: it.shortcut,
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
            line: self.line.map(Key::from),
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
            shortcut: file.shortcut,
        }
    }
}

impl From<&TagSet> for TagSetFile {
    fn from(set: &TagSet) -> Self {
        let words = |keys: &[Key]| keys.iter().map(ToString::to_string).collect();
        let relation = |it: &RelationSpec| RelationFile {
            key: it.key.to_string(),
            name: it.name.clone(),
            from: words(&it.from),
            to: words(&it.to),
            shortcut: it.shortcut.clone(),
        };
        Self {
            key: set.key.clone(),
            name: set.name.clone(),
            shared: Vec::new(),
            labels: set.labels.iter().map(LabelFile::from).collect(),
            relations: set.relations.iter().map(relation).collect(),
        }
    }
}

impl From<&Label> for LabelFile {
    fn from(label: &Label) -> Self {
        Self {
            key: label.key.to_string(),
            name: label.name.clone(),
            lane: match label.lane {
                Lane::Entities => LaneFile::Entities,
                Lane::Quotes => LaneFile::Quotes,
                Lane::Claims => LaneFile::Claims,
                Lane::Flags => LaneFile::Flags,
            },
            color: label.color.to_string(),
            line: label.line.as_ref().map(ToString::to_string),
            shortcut: label.shortcut,
            overlap: match label.overlap {
                Overlap::Flat => OverlapFile::Flat,
                Overlap::Any => OverlapFile::Any,
            },
            help: label.help.clone(),
            attributes: label.attributes.iter().map(AttributeFile::from).collect(),
            shared: Vec::new(),
        }
    }
}

impl From<&AttributeSpec> for AttributeFile {
    fn from(spec: &AttributeSpec) -> Self {
        let words = |keys: &[Key]| keys.iter().map(ToString::to_string).collect();
        Self {
            key: spec.key.to_string(),
            name: spec.name.clone(),
            kind: match &spec.kind {
                AttributeKind::Choice(keys) => KindFile::Choice(words(keys)),
                AttributeKind::Choices(keys) => KindFile::Choices(words(keys)),
                AttributeKind::Flag => KindFile::Flag,
                AttributeKind::Text => KindFile::Text,
                AttributeKind::Scale(most) => KindFile::Scale(*most),
                AttributeKind::Any => KindFile::Any,
            },
            people_only: spec.people_only,
            shortcut: spec.shortcut.clone(),
        }
    }
}

/// Keys that the window needs for itself.
const TAKEN: &str = "jkaxuesmnr";

/// Says which key is none. Labels of other programs' files may have any: this is for new ones.
fn check_keys(set: &TagSet) -> Result<(), String> {
    for label in &set.labels {
        check_key(label.key.as_str())?;
        check_key(label.color.as_str())?;
        label.line.iter().try_for_each(|it| check_key(it.as_str()))?;
        for attribute in &label.attributes {
            check_key(attribute.key.as_str())?;
            if let AttributeKind::Choice(keys) | AttributeKind::Choices(keys) = &attribute.kind {
                keys.iter().try_for_each(|it| check_key(it.as_str()))?;
            }
        }
    }
    set.relations.iter().try_for_each(|it| check_key(it.key.as_str()))
}

/// Says what does not fit together: things that are there twice, keys that the window needs, relations
/// to labels that are not there, lists without values.
pub fn check(set: &TagSet) -> Result<(), String> {
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
    check_shortcuts(set)?;
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

/// Keys of links, and of the attributes of one label, are those of nothing else. Which ones the window has
/// for its commands can be chosen, so it says that itself.
fn check_shortcuts(set: &TagSet) -> Result<(), String> {
    let mut asked: BTreeMap<String, String> = BTreeMap::new();
    for label in &set.labels {
        let what = format!("label {}", label.key);
        asked.extend(label.shortcut.map(|it| (it.to_string(), what)));
    }
    for relation in &set.relations {
        take_shortcut(
            &mut asked,
            relation.shortcut.as_ref(),
            &format!("relation {}", relation.key),
        )?;
    }
    for label in &set.labels {
        let mut here = asked.clone();
        for attribute in &label.attributes {
            let what = format!("attribute {} of {}", attribute.key, label.key);
            take_shortcut(&mut here, attribute.shortcut.as_ref(), &what)?;
        }
    }
    Ok(())
}

fn take_shortcut(
    asked: &mut BTreeMap<String, String>,
    shortcut: Option<&String>,
    what: &str,
) -> Result<(), String> {
    let Some(shortcut) = shortcut else { return Ok(()) };
    let key = shortcut.trim().to_lowercase();
    if key.is_empty() || (key.chars().count() == 1 && TAKEN.contains(&key)) {
        return Err(format!("the window cannot give {shortcut:?} to {what}"));
    }
    match asked.insert(key, what.to_owned()) {
        Some(other) => Err(format!("{other} and {what} have the shortcut {shortcut:?}")),
        None => Ok(()),
    }
}

fn check_label(label: &Label) -> Result<(), String> {
    let key = &label.key;
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

    #[test]
    fn what_is_written_reads_back() {
        assert_eq!(read(&write(&news())).unwrap(), *news());
        assert_eq!(from_value(to_value(&news())).unwrap(), *news());
        let first = write(&news());
        assert!(first.contains("kind: Choice([\"country\", \"region\""), "{first}");
    }

    #[test]
    fn lines_and_keys_of_attributes_and_links_are_optional_and_read_back() {
        let source = include_str!("../../assets/tagsets/news.ron");
        assert!(!source.contains("line:"), "a set of the time before there were lines");
        let mut set = TagSet::clone(&news());
        set.labels[0].line = Some(Key::new("wavy"));
        set.labels[0].attributes[0].shortcut = Some("Alt+U".to_owned());
        set.labels[1].attributes[0].shortcut = Some("Alt+U".to_owned());
        set.relations[0].shortcut = Some("Ctrl+Alt+B".to_owned());
        assert_eq!(read(&write(&set)).unwrap(), set);
        assert_eq!(from_value(to_value(&set)).unwrap(), set);
        set.relations[1].shortcut = Some("alt+u".to_owned());
        let error = check(&set).unwrap_err();
        assert!(error.contains("relation cue and attribute use of person"), "{error}");
        set.relations[1].shortcut = Some("1".to_owned());
        assert!(check(&set).unwrap_err().contains("label person and relation cue"));
        set.relations[1].shortcut = Some("J".to_owned());
        assert!(check(&set).unwrap_err().contains("cannot give \"J\" to relation cue"));
        set.relations[1].shortcut = Some(" ".to_owned());
        assert!(check(&set).is_err());
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
