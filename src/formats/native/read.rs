//! From the file's structs to the model, through the model's own constructors.
//!
//! What would make a wrong document is collected, all of it, and refuses the file; what the tag set
//! does not know is taken in and reported. A file that is to be repaired is read by the same code:
//! then each thing that is wrong is mended or left out, and said.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::each::{Seen, Tags, Take};
use super::file::{AnnotationV1, FileV1, NextV1, OFFSETS, RecordV1, RelationV1, Unknown};
use super::{admit, place, value, write};
use crate::annotation::check::{Place, Problem, Severity};
use crate::annotation::{
    Annotation, AnnotationId, BadId, Document, Edit, Extra, Key, Markup, Metadata, Record,
    RecordId, Relation, RelationId, Spans, TagSet, Value,
};
use crate::formats::{Read, tagset};
use crate::text::Text;

/// What becomes of what is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::formats) enum Manner {
    /// It refuses the file.
    Strict,
    /// It is mended or left out, and said.
    Repair,
}

/// A document, and what was mended on the way.
pub(super) type Mended = (Read, Vec<Problem>);

/// Why a file is no document.
pub(super) enum Refused {
    /// One of its annotations has not the form of one.
    Misfit(serde_json::Error),
    /// Everything that keeps it from being one; never empty.
    Damaged(Vec<Problem>),
}

/// Makes the document of a file whose annotations `each` hands over one by one.
pub(super) fn document<A: Tags>(
    file: FileV1<A>,
    each: impl FnOnce(A, Take<'_>) -> Result<(), serde_json::Error>,
    tag_set: &Arc<TagSet>,
    manner: Manner,
) -> Result<Mended, Refused> {
    let own = file.tags.clone().map(tagset::from_value);
    let own_set = own.as_ref().and_then(|it| it.as_ref().ok()).cloned().map(Arc::new);
    let tag_set = own_set.as_ref().unwrap_or(tag_set);
    let mut reader = Reader::new(Text::new(file.text), tag_set, manner);
    let seen = file.annotations.seen();
    reader.highest = Highest::of(seen, &file.relations, &file.records);
    if file.offsets != OFFSETS {
        let found = file.offsets;
        let message = format!("offsets are counted in {found:?}, not in \"{OFFSETS}\"");
        let problem = Problem::new("offsets", Severity::Error, Place::Whole, message);
        return Err(Refused::Damaged(vec![problem]));
    }
    if !file.tag_set.is_empty() && file.tag_set != tag_set.key {
        let (found, known) = (&file.tag_set, &tag_set.key);
        let message = format!("the file was made with the tag set {found:?}, this is {known:?}");
        reader.note("tag-set", Severity::Note, message);
    }
    reader.checksum(file.text_sha256.as_deref(), !seen.is_unquoted);
    let mut extra = file.extra;
    if let Some(Err(error)) = own {
        let message = format!("{error}; its labels are taken as imported, and it is kept as it is");
        reader.note("tag-set", Severity::Warning, message);
        extra.extend(file.tags.map(|it| ("tags".to_owned(), it)));
    }
    let metadata = reader.metadata(file.id, file.source, (&file.status, file.signed), &mut extra);
    if let Some(next) = &file.next {
        keep(&mut extra, "next", next.extra.clone());
    }
    reader.records(file.records);
    let tags = file.annotations;
    reader.annotations(|take| each(tags, take)).map_err(Refused::Misfit)?;
    reader.relations(file.relations);
    reader.zones(file.zones);
    reader.markup(file.markup, &mut extra);
    let extra = reader.extra("the document", extra);
    let metadata = Metadata { extra, ..metadata };
    reader.apply("the document", Edit::SetMetadata(Box::new(metadata)), "it was left out");
    reader.finish(file.next).map_err(Refused::Damaged)
}

pub(super) struct Reader {
    pub(super) manner: Manner,
    document: Document,
    pub(super) text: Text,
    /// The annotations of the file, also those that are refused.
    named: BTreeSet<AnnotationId>,
    /// Ids above these are free.
    highest: Highest,
    /// Each refuses the file, or was mended.
    pub(super) errors: Vec<Problem>,
    problems: Vec<Problem>,
}

/// The highest id of a file; as far as ids go, so that there is room for new ones.
pub(super) const LAST_ID: u32 = 4_000_000_000;

/// The highest ids that a file uses.
struct Highest {
    annotation: u32,
    relation: u32,
    record: u32,
}

impl Highest {
    fn of(annotations: Seen, relations: &[RelationV1], records: &[RecordV1]) -> Self {
        let relations = relations.iter().filter_map(|it| it.id.parse::<RelationId>().ok());
        let records = records.iter().filter_map(|it| it.id.parse::<RecordId>().ok());
        let fits = |it: &u32| *it < LAST_ID;
        Self {
            annotation: annotations.highest,
            relation: relations.map(|it| it.0).filter(fits).max().unwrap_or(0),
            record: records.map(|it| it.0).filter(fits).max().unwrap_or(0),
        }
    }
}

/// A number that no id has.
fn fresh(highest: &mut u32) -> u32 {
    *highest = highest.saturating_add(1);
    *highest
}

/// Keeps the unknown keys of a nested struct in its owner's, under the struct's name.
pub(super) fn keep(extra: &mut Unknown, key: &str, fields: Unknown) {
    if !fields.is_empty() {
        extra.insert(key.to_owned(), fields.into_iter().collect());
    }
}

impl Reader {
    pub(super) fn new(text: Text, tag_set: &Arc<TagSet>, manner: Manner) -> Self {
        Self {
            manner,
            document: Document::new(text.clone(), Arc::clone(tag_set)),
            text,
            named: BTreeSet::new(),
            highest: Highest::of(Seen::default(), &[], &[]),
            errors: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// Everything that was wrong so far; the next part begins anew.
    pub(super) fn take_errors(&mut self) -> Vec<Problem> {
        self.problems.clear();
        std::mem::take(&mut self.errors)
    }

    fn finish(mut self, next: Option<NextV1>) -> Result<Mended, Vec<Problem>> {
        let mut ids = self.document.next_ids();
        if let Some(next) = next {
            if [next.annotation, next.relation, next.record].iter().any(|it| *it > LAST_ID) {
                let message = format!("next: a number is over {LAST_ID}");
                self.fail("damaged", message, "it is counted from the ids instead");
            } else {
                ids.annotation = AnnotationId(next.annotation);
                ids.relation = RelationId(next.relation);
                ids.record = RecordId(next.record);
            }
        }
        if self.manner == Manner::Strict && !self.errors.is_empty() {
            return Err(self.errors);
        }
        self.document.reserve_ids(ids);
        Ok((Read { document: self.document, problems: self.problems }, self.errors))
    }

    /// Something is wrong, and `repair` says what a repair makes of it.
    pub(super) fn fail(&mut self, check: &'static str, message: String, repair: &str) {
        self.push(Problem::new(check, Severity::Error, Place::Whole, message), repair);
    }

    fn push(&mut self, problem: Problem, repair: &str) {
        self.errors.push(match self.manner {
            Manner::Strict => problem,
            Manner::Repair => problem.hint(repair),
        });
    }

    /// Something that an editor should know, but that is no damage.
    pub(super) fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    pub(super) fn note(&mut self, check: &'static str, severity: Severity, message: String) {
        self.problems.push(Problem::new(check, severity, Place::Whole, message));
    }

    pub(super) fn apply(&mut self, name: &str, edit: Edit, repair: &str) {
        if let Err(error) = self.document.apply(edit) {
            self.fail("damaged", format!("{name}: {error}"), repair);
        }
    }

    pub(super) fn set_markup(&mut self, markup: Vec<Markup>) {
        if let Err(error) = self.document.set_markup(markup) {
            self.fail("damaged", error.to_string(), "it was left out");
        }
    }

    /// Takes what is right and reports what is wrong with `name`.
    pub(super) fn take<T>(
        &mut self,
        name: &str,
        result: Result<T, String>,
        repair: &str,
    ) -> Option<T> {
        result.map_err(|error| self.fail("damaged", format!("{name}: {error}"), repair)).ok()
    }

    pub(super) fn extra(&mut self, name: &str, extra: Unknown) -> Extra {
        let mut taken = Extra::new();
        for (key, value) in extra {
            let shown: String = key.chars().take(60).collect();
            let value = value::from_file(value).map_err(|error| format!("{shown}: {error}"));
            if let Some(value) = self.take(name, value, "this value was left out") {
                taken.insert(key, value);
            }
        }
        taken
    }

    /// A text that was changed by hand shifts spans. The words of each annotation tell better
    /// whether that happened, if they are there.
    fn checksum(&mut self, expected: Option<&str>, quoted: bool) {
        let found = write::sha256(self.text.as_str().as_bytes());
        if expected.is_none_or(|it| it.eq_ignore_ascii_case(&found)) {
            return;
        }
        let message = "the text is not the one that was saved (text_sha256 differs)".to_owned();
        if quoted {
            self.note("text-changed", Severity::Warning, message);
        } else {
            let repair = "the places were taken as they are; look at each tag";
            self.fail("text-changed", message, repair);
        }
    }

    /// Places of the file, with their words where it has them.
    pub(super) fn spans(
        &mut self,
        name: &str,
        places: &[(usize, usize)],
        quote: Option<&[String]>,
        repair: &str,
    ) -> Option<Spans> {
        let wrong = match place::spans(&self.text, places, quote) {
            Ok(spans) => return Some(spans),
            Err(wrong) => wrong,
        };
        let message = format!("{name}: {}", wrong.message);
        let mut problem = Problem::new("place", Severity::Error, Place::Whole, message);
        problem.hint = wrong.hint;
        let found = match self.manner {
            Manner::Strict => None,
            Manner::Repair => place::mended(&self.text, places, quote),
        };
        match &found {
            Some((_, how)) => self.push(problem, how),
            None => self.push(problem, repair),
        }
        found.map(|it| it.0)
    }

    /// The id of a thing of the file; in a repair one that is free, where its own is wrong or taken.
    fn id<T: std::str::FromStr<Err = BadId>>(
        &mut self,
        name: &str,
        id: &str,
        number: fn(&T) -> u32,
        free: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        let parsed = id.parse::<T>().map_err(|it| it.to_string());
        let parsed = parsed.and_then(|it| match number(&it) {
            high if high >= LAST_ID => Err(format!("{id} is over {LAST_ID}, as far as ids go")),
            _ => Ok(it),
        });
        match parsed {
            Ok(id) => Some(id),
            Err(error) => {
                self.fail("damaged", format!("{name}: {error}"), "it got an id of its own");
                if self.manner == Manner::Repair { free(self) } else { None }
            }
        }
    }

    /// In a repair, whether something that has this id already needs another.
    fn is_double(&mut self, name: &str, taken: bool) -> bool {
        let double = self.manner == Manner::Repair && taken;
        if double {
            let message = format!("{name}: the id is used already");
            self.fail("damaged", message, "the later one got an id of its own");
        }
        double
    }

    fn records(&mut self, records: Vec<RecordV1>) {
        for file in records {
            let name = format!("record {}", file.id);
            let Some(mut record) = self.record(file) else { continue };
            if self.is_double(&name, self.document.record(record.id).is_some()) {
                record.id = RecordId(fresh(&mut self.highest.record));
            }
            self.apply(&name, Edit::AddRecord(Box::new(record)), "it was left out");
        }
    }

    pub(super) fn record(&mut self, file: RecordV1) -> Option<Record> {
        let name = format!("record {}", file.id);
        let free = |it: &mut Self| Some(RecordId(fresh(&mut it.highest.record)));
        let id = self.id(&name, &file.id, |it: &RecordId| it.0, free);
        let extra = self.extra(&name, file.extra);
        Some(Record {
            id: id?,
            label: file.label.into(),
            name: file.name,
            aliases: file.aliases,
            roles: file.roles,
            link: file.link,
            extra,
        })
    }

    fn annotations(
        &mut self,
        each: impl FnOnce(Take<'_>) -> Result<(), serde_json::Error>,
    ) -> Result<(), serde_json::Error> {
        let mut tags = admit::Tags::new(self.document.tag_set());
        let mut made = Vec::new();
        each(&mut |file| {
            if let Some(annotation) = self.annotation(file) {
                tags.annotation(&annotation);
                made.push(Arc::new(annotation));
            }
        })?;
        self.use_tags(tags);
        for mut annotation in made {
            let name = format!("annotation {}", annotation.id);
            if self.is_double(&name, self.document.annotation(annotation.id).is_some()) {
                let id = AnnotationId(fresh(&mut self.highest.annotation));
                Arc::make_mut(&mut annotation).id = id;
            }
            self.apply(&name, Edit::Insert(annotation), "it was left out");
        }
        Ok(())
    }

    pub(super) fn annotation(&mut self, file: AnnotationV1) -> Option<Annotation> {
        let name = format!("annotation {} ({})", file.id, file.label);
        let free = |it: &mut Self| Some(AnnotationId(fresh(&mut it.highest.annotation)));
        let id = self.id(&name, &file.id, |it: &AnnotationId| it.0, free);
        self.named.extend(id);
        let quote = file.quote.as_deref();
        let spans = self.spans(&name, &file.spans, quote, "the tag was left out");
        let mut extra = file.extra;
        let standing = self.standing(&name, file.standing, &mut extra);
        let record = self.record_of(&name, file.record.as_deref());
        let attributes = self.extra(&name, file.attributes);
        let extra = self.extra(&name, extra);
        Some(Annotation {
            id: id?,
            label: file.label.into(),
            spans: spans?,
            attributes: attributes.into_iter().map(|(key, it)| (Key::from(key), it)).collect(),
            record,
            note: file.note,
            standing,
            extra,
        })
    }

    /// The record that an annotation stands for. One that is not there is the document's to refuse,
    /// but a repair goes on without.
    fn record_of(&mut self, name: &str, record: Option<&str>) -> Option<RecordId> {
        let repair = "it stands for no record now";
        let record = record.map(|it| it.parse::<RecordId>().map_err(|it| it.to_string()));
        let record = self.take(name, record.transpose(), repair).flatten()?;
        if self.manner == Manner::Repair && self.document.record(record).is_none() {
            self.fail("damaged", format!("{name}: there is no record {record}"), repair);
            return None;
        }
        Some(record)
    }

    fn relations(&mut self, relations: Vec<RelationV1>) {
        let mut tags = admit::Tags::new(self.document.tag_set());
        let mut made = Vec::new();
        for file in relations {
            made.extend(self.relation(file));
        }
        for relation in &made {
            tags.relation(relation, &self.document);
        }
        self.use_tags(tags);
        for mut relation in made {
            let name = format!("relation {}", relation.id);
            let refused = |id| self.named.contains(&id) && self.document.annotation(id).is_none();
            if refused(relation.from) || refused(relation.to) {
                if self.manner == Manner::Repair {
                    let message = format!("{name}: one of its tags was left out");
                    self.fail("damaged", message, "it was left out, too");
                }
                continue; // that has been said, and is no error of the relation
            }
            if self.is_double(&name, self.document.relation(relation.id).is_some()) {
                relation.id = RelationId(fresh(&mut self.highest.relation));
            }
            self.apply(&name, Edit::Link(Box::new(relation)), "it was left out");
        }
    }

    pub(super) fn relation(&mut self, file: RelationV1) -> Option<Relation> {
        let name = format!("relation {} ({})", file.id, file.kind);
        let free = |it: &mut Self| Some(RelationId(fresh(&mut it.highest.relation)));
        let id = self.id(&name, &file.id, |it: &RelationId| it.0, free);
        let end = |it: &str| it.parse::<AnnotationId>().map_err(|it| it.to_string());
        let from = self.take(&name, end(&file.from), "it was left out");
        let to = self.take(&name, end(&file.to), "it was left out");
        let mut extra = file.extra;
        let standing = self.standing(&name, file.standing, &mut extra);
        let extra = self.extra(&name, extra);
        let kind = file.kind.into();
        Some(Relation { id: id?, kind, from: from?, to: to?, standing, extra })
    }

    /// Goes on with a tag set that knows what the file uses.
    fn use_tags(&mut self, tags: admit::Tags) {
        let (tag_set, problems) = tags.finish();
        self.problems.extend(problems);
        if let Some(tag_set) = tag_set {
            self.document = admit::with_tag_set(&self.document, tag_set);
        }
    }
}

/// What a value that no label admits is called in a message.
pub(super) fn shown(value: &Value) -> String {
    let shown: String = value.to_string().chars().take(40).collect();
    format!("{shown:?}")
}
