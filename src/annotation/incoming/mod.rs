//! Tags of a file meet a document that has tags already: what comes in, and what is there.
//!
//! What the document has stays as it is. A tag with the label and place of one that is there (or
//! that was proposed there and then corrected) does not come in again; where people have rejected
//! it, it stays rejected. A flat tag does not come in where somebody has decided on another. Labels,
//! attributes and relation kinds that the document's tag set does not know are added to it, as imported,
//! and told; what contradicts it (a value outside of a list, ends that a link cannot have) is left out
//! and told. A second import of the same file therefore changes nothing.
//!
//! Not here: reading the file, and whether it belongs to this text (`formats`).

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::actions;
use super::check::{Place, Problem, Severity};
use super::document::{Document, NextIds};
use super::edit::{Edit, Transaction};
use super::model::{Annotation, AnnotationId, Record, RecordId, Relation, Review};
use super::reconcile::{Names, names, proposed_as};
use super::tagset::{RelationSpec, TagSet};
use super::value::Key;
use crate::text::Span;

/// What becomes of the tags of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    /// The edits, in one step; none if nothing changes.
    pub transaction: Transaction,
    /// What happens to tags.
    pub tags: Counts,
    /// How many of the new tags are accepted already.
    pub accepted: usize,
    /// How many tags were rejected here and stay so.
    pub rejected: usize,
    /// What happens to relations.
    pub relations: Counts,
    /// How many records come in.
    pub records: usize,
    /// What does not fit, with its place in the text.
    pub problems: Vec<Problem>,
}

/// How many of something come in, are there, or do not fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// They come in.
    pub new: usize,
    /// The document has them.
    pub there: usize,
    /// They do not fit, and are told as problems.
    pub left_out: usize,
}

/// Says how `document` changes when the tags of `found` come in, which has the same text; `None` if
/// it has another.
pub fn incoming(document: &Document, found: &Document) -> Option<Incoming> {
    if document.text().as_str() != found.text().as_str() {
        return None;
    }
    let mut work = Work {
        document,
        found,
        ids: BTreeMap::new(),
        records: BTreeMap::new(),
        names: names(document),
        corrected: document.annotations().filter_map(|it| Some((proposed_as(it)?, it))).collect(),
        made: BTreeMap::new(),
        tags: None,
        next: document.next_ids(),
        edits: Vec::new(),
        result: Incoming {
            transaction: Transaction::new("Import tags", Vec::new()),
            tags: Counts::default(),
            accepted: 0,
            rejected: 0,
            relations: Counts::default(),
            records: 0,
            problems: Vec::new(),
        },
    };
    for tag in found.annotations() {
        if let Some(id) = work.tag(tag) {
            work.ids.insert(tag.id, id);
        }
    }
    work.relations();
    let Work { edits, mut result, tags, .. } = work;
    // Before the tags that need it.
    let learned = tags.map(|it| Edit::SetTagSet(Arc::new(it)));
    result.transaction.edits = learned.into_iter().chain(edits).collect();
    Some(result)
}

/// A label at a place.
type At<'a> = (&'a Key, &'a [Span]);

struct Work<'a> {
    document: &'a Document,
    found: &'a Document,
    /// What stands for the tags of the file in the document.
    ids: BTreeMap<AnnotationId, AnnotationId>,
    /// What stands for its records.
    records: BTreeMap<RecordId, RecordId>,
    names: Names<'a>,
    /// Tags that people have moved or relabelled, by what was proposed.
    corrected: BTreeMap<At<'a>, &'a Annotation>,
    /// Tags that come in.
    made: BTreeMap<At<'a>, AnnotationId>,
    /// The document's tag set with what it did not know, if that is something.
    tags: Option<TagSet>,
    next: NextIds,
    edits: Vec<Edit>,
    result: Incoming,
}

impl<'a> Work<'a> {
    /// What may be tagged, with what came in.
    fn tag_set(&self) -> &TagSet {
        self.tags.as_ref().unwrap_or_else(|| self.document.tag_set())
    }

    /// Adds to the tag set, and tells it.
    fn learn(&mut self, place: Place, message: String, change: impl FnOnce(&mut TagSet)) {
        change(self.tags.get_or_insert_with(|| TagSet::clone(self.document.tag_set())));
        self.result.problems.push(problem(Severity::Warning, place, message));
    }

    /// Takes the label and the attributes of a tag into the tag set.
    fn learn_label(&mut self, tag: &Annotation) {
        let (label, place) = (&tag.label, Place::Text(tag.spans.hull()));
        if self.tag_set().label(label.as_str()).is_none() {
            let message =
                format!("the label {label} is new to the tag set and added to it, as imported");
            let key = label.clone();
            self.learn(place, message, |set| set.import_label(&key));
        }
        for key in tag.attributes.keys() {
            let known = self.tag_set().label(label.as_str());
            if known.is_some_and(|it| it.attribute(key.as_str()).is_none()) {
                let message = format!("{key} of {label} is new to the tag set and added to it");
                self.learn(place, message, |set| set.import_attribute(label, key));
            }
        }
    }

    /// The tag that stands for one of the file; `None` if none does.
    fn tag(&mut self, tag: &'a Annotation) -> Option<AnnotationId> {
        let at = (&tag.label, tag.spans.as_slice());
        if let Some(id) = self.made.get(&at) {
            self.result.tags.there += 1;
            return Some(*id);
        }
        let here = self.document.overlapping(tag.spans.hull());
        let same = here.filter(|it| it.label == tag.label && it.spans == tag.spans);
        let was = self.corrected.get(&at).copied();
        if let Some(it) = same.chain(was).min_by_key(|it| !it.is_live()) {
            if it.is_live() {
                self.result.tags.there += 1;
                return Some(it.id);
            }
            self.result.rejected += 1;
            return None;
        }
        if let Some(problem) = self.misfit(tag) {
            self.result.tags.left_out += 1;
            self.result.problems.push(problem);
            return None;
        }
        self.learn_label(tag);
        let id = self.insert(tag);
        self.made.insert(at, id);
        Some(id)
    }

    /// Why a tag cannot come in.
    fn misfit(&mut self, tag: &Annotation) -> Option<Problem> {
        let place = Place::Text(tag.spans.hull());
        let (label, words) = (&tag.label, self.found.excerpt(tag));
        if tag.standing.review == Review::Rejected {
            return None;
        }
        let mut open = None;
        for other in actions::in_the_way(self.document, label, &tag.spans) {
            let (its, its_words) = (&other.label, self.document.excerpt(other));
            if !other.standing.is_untouched() {
                let message = format!(
                    "“{words}” ({label}) overlaps “{its_words}” ({its}), which people have looked \
                     at; it was left out"
                );
                return Some(problem(Severity::Error, place, message));
            }
            open.get_or_insert_with(|| {
                format!("“{words}” ({label}) overlaps the proposal “{its_words}” ({its})")
            });
        }
        let both = open.map(|it| problem(Severity::Warning, place, it).hint("accept one of them"));
        self.result.problems.extend(both);
        None
    }

    fn insert(&mut self, tag: &'a Annotation) -> AnnotationId {
        let id = self.next.annotation;
        self.next.annotation.0 = id.0.saturating_add(1);
        let mut new =
            Annotation { id, record: tag.record.and_then(|it| self.record(it)), ..tag.clone() };
        let label = self.tag_set().label(tag.label.as_str()).cloned();
        new.attributes.retain(|key, value| {
            let spec = label.as_ref().and_then(|it| it.attribute(key.as_str()));
            let fits = spec.is_some_and(|it| it.admits(value));
            if !fits {
                let label = &tag.label;
                let message = format!(
                    "the tag set has no such {key} of {label}; “{}” comes in without it",
                    self.found.excerpt(tag)
                );
                let place = Place::Text(tag.spans.hull());
                self.result.problems.push(problem(Severity::Warning, place, message).hint(OWN));
            }
            fits
        });
        self.result.tags.new += 1;
        self.result.accepted += usize::from(new.standing.review == Review::Accepted);
        self.edits.push(Edit::Insert(Arc::new(new)));
        id
    }

    /// The record that stands for one of the file: one with its label and name, or a new one.
    fn record(&mut self, id: RecordId) -> Option<RecordId> {
        if let Some(known) = self.records.get(&id) {
            return Some(*known);
        }
        let record = self.found.record(id)?;
        let named = self.names.get(&(record.label.as_str(), record.name.as_str()));
        let known = named.and_then(|it| it.first()).copied();
        let stands = known.unwrap_or_else(|| {
            let id = self.next.record;
            self.next.record.0 = id.0.saturating_add(1);
            self.result.records += 1;
            // Before the tags that need it.
            self.edits.push(Edit::AddRecord(Box::new(Record { id, ..record.clone() })));
            id
        });
        self.records.insert(id, stands);
        Some(stands)
    }

    fn relations(&mut self) {
        let mut seen = BTreeSet::new();
        for relation in self.found.relations() {
            let ends = self.ids.get(&relation.from).zip(self.ids.get(&relation.to));
            // An end that is left out or rejected here was counted with its tag.
            let Some((from, to)) = ends.map(|(from, to)| (*from, *to)) else {
                self.result.relations.left_out += 1;
                continue;
            };
            if self.has(&relation.kind, from, to) || !seen.insert((&relation.kind, from, to)) {
                self.result.relations.there += 1;
                continue;
            }
            self.learn_kind(relation);
            if let Some(why) = self.refuses(relation, (from, to)) {
                self.result.relations.left_out += 1;
                let place = self.found.annotation(relation.from).map(|it| it.spans.hull());
                let place = place.map_or(Place::Whole, Place::Text);
                self.result.problems.push(problem(Severity::Error, place, why));
            } else {
                let id = self.next.relation;
                self.next.relation.0 = id.0.saturating_add(1);
                self.result.relations.new += 1;
                let new = Relation { id, from, to, ..relation.clone() };
                self.edits.push(Edit::Link(Box::new(new)));
            }
        }
    }

    /// Takes the kind of a relation into the tag set.
    fn learn_kind(&mut self, relation: &Relation) {
        let kind = &relation.kind;
        if self.tag_set().relation(kind.as_str()).is_some() {
            return;
        }
        let place = self.found.annotation(relation.from).map(|it| it.spans.hull());
        let place = place.map_or(Place::Whole, Place::Text);
        let message = format!("the relation {kind} is new to the tag set and added to it");
        let (key, name) = (kind.clone(), kind.to_string());
        self.learn(place, message, |set| {
            set.relations.push(RelationSpec {
                key,
                name,
                from: Vec::new(),
                to: Vec::new(),
                shortcut: None,
            });
        });
    }

    fn has(&self, kind: &Key, from: AnnotationId, to: AnnotationId) -> bool {
        let mut links = self.document.relations_of(from);
        links.any(|it| it.kind == *kind && it.from == from && it.to == to)
    }

    /// Why a relation cannot come in: a tag that is there keeps those it has of a kind.
    fn refuses(&self, new: &Relation, (from, to): (AnnotationId, AnnotationId)) -> Option<String> {
        let (kind, words) = (&new.kind, self.found.annotation(new.from));
        let words = words.map(|it| self.found.excerpt(it)).unwrap_or_default();
        let label = |id, old| {
            let here = self.document.annotation(id);
            here.or_else(|| self.found.annotation(old)).map(|it| &it.label)
        };
        let spec = self.tag_set().relation(kind.as_str());
        let ends = label(from, new.from).zip(label(to, new.to));
        if from == to || !spec.zip(ends).is_some_and(|(it, (from, to))| it.admits(from, to)) {
            return Some(format!("the tag set has no such {kind} of “{words}”; it was left out"));
        }
        let mut old = self.document.relations_of(from);
        let other = old.any(|it| it.kind == *kind && it.from == from);
        other.then(|| format!("“{words}” has another {kind} already, which stays"))
    }
}

/// What to do about what the tag set of an open document does not know.
const OWN: &str = "import the file as a document of its own to keep it";

fn problem(severity: Severity, place: Place, message: String) -> Problem {
    Problem::new("import", severity, place, message)
}
