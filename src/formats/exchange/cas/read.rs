//! Feature structures as a document: our own, and those of other projects.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value as Json;

use super::super::cell;
use super::super::found::{self, Found, FoundRecord, Link, Tag};
use super::{Cas, Feature, METADATA, RECORD, RELATION, Structure, TAG, types};
use crate::annotation::check::{Place, Problem, Severity};
use crate::annotation::{Confidence, Key, Review, TagSet, Value};
use crate::formats::native::{names, value_from_file};
use crate::formats::{Input, Read};
use crate::text::Unit;

/// What other types are about words and the page, and no tags.
const PASSED_OVER: [&str; 5] =
    [".segmentation.", ".metadata.", ".lexmorph.", ".syntax.", ".morph."];

impl Cas {
    /// Keeps what is said of this text; others may be in the file too.
    pub(super) fn of_sofa(&mut self, sofa: Option<usize>, problems: &mut Vec<Problem>) {
        let before = self.structures.len();
        self.structures.retain(|it| {
            let of = it.number("sofa");
            of.is_none() || of == sofa
        });
        let others = before - self.structures.len();
        if others > 0 {
            let message = format!("{others} annotations of other views were left out");
            problems.push(Problem::new("import", Severity::Warning, Place::Whole, message));
        }
    }
}

pub(super) fn document(
    input: &Input<'_>,
    cas: &Cas,
    mut problems: Vec<Problem>,
    tag_set: &Arc<TagSet>,
) -> Read {
    let named = |it: &&Structure| it.kind == METADATA;
    let name = cas.structures.iter().find(named).and_then(|it| it.text("documentId"));
    let name = cell::to_text(name.unwrap_or_default());
    let mut read = found::blank(input, cas.text.clone(), name, tag_set);
    let mut work = Work::default();
    for it in cas.structures.iter().filter(|it| it.kind == RECORD) {
        work.record(it);
    }
    let links = |it: &Structure| it.number("Governor").zip(it.number("Dependent")).is_some();
    for it in cas.structures.iter().filter(|it| it.kind != RECORD && !links(it)) {
        work.structure(it);
    }
    work.pieces();
    for it in cas.structures.iter().filter(|it| links(it)) {
        work.link(it);
    }
    problems.extend(work.passed_over());
    let pieces = std::mem::take(&mut work.pieces);
    problems.append(&mut work.found.join(&pieces));
    read.problems.append(&mut problems);
    let unit = input.unit().unwrap_or(Unit::Utf16);
    found::onto(read, work.found, unit, "cas")
}

#[derive(Default)]
struct Work {
    found: Found,
    records: BTreeMap<usize, usize>,
    /// The tag of each feature structure.
    tags: BTreeMap<usize, usize>,
    /// Tags, and the feature structure that they are a piece of.
    further: Vec<(usize, usize)>,
    pieces: Vec<(usize, usize)>,
    /// How many of which type were passed over.
    others: BTreeMap<String, usize>,
}

impl Work {
    fn record(&mut self, structure: &Structure) {
        let text = |key| structure.text(key).map(cell::to_text);
        let texts = |key| match structure.text(key).map(cell::to_value) {
            Some(Value::List(items)) => {
                items.iter().filter_map(Value::as_text).map(str::to_owned).collect()
            }
            _ => Vec::new(),
        };
        self.records.insert(structure.id, self.found.records.len());
        self.found.records.push(FoundRecord {
            label: text("label").unwrap_or_default(),
            name: text("name").unwrap_or_default(),
            aliases: texts("aliases"),
            roles: texts("roles"),
            link: text("link"),
        });
    }

    fn structure(&mut self, it: &Structure) {
        let place = it.number("begin").zip(it.number("end"));
        let Some(place) = place.filter(|_| !passed_over(&it.kind)) else {
            if !it.kind.starts_with("uima.")
                && !it.kind.contains(".segmentation.")
                && it.kind != METADATA
            {
                *self.others.entry(it.kind.clone()).or_default() += 1;
            }
            return;
        };
        self.tags.insert(it.id, self.found.tags.len());
        if let Some(first) = it.number("pieceOf") {
            self.further.push((self.found.tags.len(), first));
        }
        let tag = if it.kind == TAG { self.own(it, place) } else { other(it, place) };
        self.found.tags.push(tag);
    }

    fn own(&self, it: &Structure, place: (usize, usize)) -> Tag {
        let label = cell::to_text(it.text("label").unwrap_or_default());
        let mut tag = Tag::new(format!("tag {}", it.id), place, label);
        tag.note = it.text("note").map(cell::to_text);
        tag.review = it.text("review").and_then(names::review_of).unwrap_or(tag.review);
        tag.tier = it.text("tier").and_then(names::tier_of).unwrap_or(tag.tier);
        let confidence = it.number("confidence").and_then(|it| u16::try_from(it).ok());
        tag.confidence = confidence.map(Confidence::new);
        tag.record = it.number("record").and_then(|it| self.records.get(&it)).copied();
        for (key, value) in features(it).filter(|it| !types::is_own(it.0)) {
            tag.attributes.insert(Key::from(key.to_owned()), cell::to_value(&value));
        }
        let more = it.text("more").and_then(|it| serde_json::from_str(it).ok());
        if let Some(Json::Object(more)) = more {
            for (key, value) in more {
                tag.attributes.extend(value_from_file(value).ok().map(|it| (Key::from(key), it)));
            }
        }
        tag
    }

    fn pieces(&mut self) {
        let pieces = std::mem::take(&mut self.further);
        let first = |id: usize| self.tags.get(&id).copied().unwrap_or(usize::MAX);
        self.pieces = pieces.into_iter().map(|(tag, id)| (tag, first(id))).collect();
    }

    fn link(&mut self, it: &Structure) {
        let kind = if it.kind == RELATION {
            it.text("kind").map(cell::to_text)
        } else {
            ["label", "value", "kind", "DependencyType"]
                .iter()
                .find_map(|key| it.text(key))
                .map(str::to_owned)
        };
        let kind = kind.unwrap_or_else(|| short(&it.kind));
        let end = |key| it.number(key).and_then(|id| self.tags.get(&id)).copied();
        let (from, to) = (end("Governor"), end("Dependent"));
        // Dependencies between words are passed over as the words are.
        if passed_over(&it.kind) || (from.is_none() && to.is_none() && it.kind != RELATION) {
            *self.others.entry(it.kind.clone()).or_default() += 1;
            return;
        }
        let name = format!("relation {}", it.id);
        let (from, to) = (from.unwrap_or(usize::MAX), to.unwrap_or(usize::MAX));
        self.found.links.push(Link { name, kind, from, to, review: Review::Proposed });
    }

    fn passed_over(&self) -> Vec<Problem> {
        let tell = |(kind, count): (&String, &usize)| {
            let message =
                format!("{count} of the type {kind} are no tags on the text and were left out");
            Problem::new("import", Severity::Warning, Place::Whole, message)
        };
        self.others.iter().map(tell).collect()
    }
}

fn passed_over(kind: &str) -> bool {
    kind.starts_with("uima.") || PASSED_OVER.iter().any(|it| kind.contains(it))
}

fn short(kind: &str) -> String {
    kind.rsplit('.').next().unwrap_or(kind).to_owned()
}

/// The features that are no place, as texts.
fn features(it: &Structure) -> impl Iterator<Item = (&str, String)> {
    let places = ["sofa", "begin", "end"];
    it.features.iter().filter(move |it| !places.contains(&it.0.as_str())).map(|(key, value)| {
        let text = match value {
            Feature::Text(text) => text.clone(),
            Feature::Number(number) | Feature::To(number) => number.to_string(),
        };
        (key.as_str(), text)
    })
}

/// A tag of another project: its label is what it calls label or value, else its type.
fn other(it: &Structure, place: (usize, usize)) -> Tag {
    let named = ["label", "value"].into_iter().find(|key| it.text(key).is_some());
    let label = named.and_then(|key| it.text(key)).map_or_else(|| short(&it.kind), str::to_owned);
    let mut tag = Tag::new(format!("{} {}", short(&it.kind), it.id), place, label);
    for (key, value) in features(it).filter(|it| Some(it.0) != named) {
        // A reference to another structure says nothing by its number.
        if !matches!(it.get(key), Some(Feature::To(_))) {
            tag.attributes.insert(Key::from(key.to_owned()), value.into());
        }
    }
    tag
}
