//! From the file's structs to the model, through the model's own constructors.
//!
//! What would make a wrong document is collected, all of it, and refuses the file; what the tag set
//! does not know is taken in and reported.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::file::{
    AnnotationV1, FileV1, NextV1, OFFSETS, OriginV1, RecordV1, RelationV1, SignatureV1, StandingV1,
    Unknown, ZoneV1,
};
use super::{admit, names, place, time, value, write, zones};
use crate::annotation::check::{Place, Problem, Severity};
use crate::annotation::{
    Annotation, AnnotationId, Confidence, Document, Edit, Extra, Furniture, Key, Metadata, Origin,
    Proposed, Record, RecordId, Relation, RelationId, Rule, Signature, Source, Spans, Standing,
    Status, TagSet, Value, Zone, ZoneKind,
};
use crate::formats::Read;
use crate::text::Text;

/// Makes the document of a file, or says everything that keeps it from being one.
pub(super) fn document(file: FileV1, tag_set: &Arc<TagSet>) -> Result<Read, Vec<Problem>> {
    let text = Text::new(file.text);
    let mut reader = Reader {
        document: Document::new(text.clone(), Arc::clone(tag_set)),
        text,
        named: BTreeSet::new(),
        errors: Vec::new(),
        problems: Vec::new(),
    };
    if file.offsets != OFFSETS {
        let found = file.offsets;
        reader.fail("offsets", format!("offsets are counted in {found:?}, not in \"{OFFSETS}\""));
        return Err(reader.errors);
    }
    if !file.tag_set.is_empty() && file.tag_set != tag_set.key {
        let (found, known) = (&file.tag_set, &tag_set.key);
        let message = format!("the file was made with the tag set {found:?}, this is {known:?}");
        reader.note("tag-set", Severity::Note, message);
    }
    let quoted = file.annotations.iter().all(|it| it.quote.is_some());
    reader.checksum(file.text_sha256.as_deref(), quoted);
    let mut extra = file.extra;
    let metadata = reader.metadata(file.id, file.source, (file.status, file.signed), &mut extra);
    if let Some(next) = &file.next {
        keep(&mut extra, "next", next.extra.clone());
    }
    reader.records(file.records);
    reader.annotations(file.annotations);
    reader.relations(file.relations);
    reader.zones(file.zones);
    let extra = reader.extra("the document", extra);
    reader.apply("the document", Edit::SetMetadata(Box::new(Metadata { extra, ..metadata })));
    reader.finish(file.next)
}

pub(super) struct Reader {
    pub document: Document,
    pub text: Text,
    /// The annotations of the file, also those that are refused.
    named: BTreeSet<AnnotationId>,
    /// Each refuses the file.
    pub errors: Vec<Problem>,
    pub problems: Vec<Problem>,
}

/// Keeps the unknown keys of a nested struct in its owner's, under the struct's name.
fn keep(extra: &mut Unknown, key: &str, fields: Unknown) {
    if !fields.is_empty() {
        extra.insert(key.to_owned(), fields.into_iter().collect());
    }
}

impl Reader {
    fn finish(mut self, next: Option<NextV1>) -> Result<Read, Vec<Problem>> {
        if !self.errors.is_empty() {
            return Err(self.errors);
        }
        if let Some(next) = next {
            let mut ids = self.document.next_ids();
            ids.annotation = AnnotationId(next.annotation);
            ids.relation = RelationId(next.relation);
            ids.record = RecordId(next.record);
            self.document.reserve_ids(ids);
        }
        Ok(Read { document: self.document, problems: self.problems })
    }

    pub(super) fn fail(&mut self, check: &'static str, message: String) {
        self.errors.push(Problem::new(check, Severity::Error, Place::Whole, message));
    }

    pub(super) fn note(&mut self, check: &'static str, severity: Severity, message: String) {
        self.problems.push(Problem::new(check, severity, Place::Whole, message));
    }

    fn apply(&mut self, name: &str, edit: Edit) {
        if let Err(error) = self.document.apply(edit) {
            self.fail("damaged", format!("{name}: {error}"));
        }
    }

    /// Takes what is right and reports what is wrong with `name`.
    fn take<T>(&mut self, name: &str, result: Result<T, String>) -> Option<T> {
        result.map_err(|error| self.fail("damaged", format!("{name}: {error}"))).ok()
    }

    fn extra(&mut self, name: &str, extra: Unknown) -> Extra {
        self.take(name, value::extra_from_file(extra)).unwrap_or_default()
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
            self.fail("text-changed", message);
        }
    }

    fn metadata(
        &mut self,
        id: serde_json::Value,
        source: Option<super::file::SourceV1>,
        (status, signed): (String, Option<SignatureV1>),
        extra: &mut Unknown,
    ) -> Metadata {
        let source = source.map(|it| {
            keep(extra, "source", it.extra);
            Source { name: it.name, sha256: it.sha256, media_type: it.media_type }
        });
        let signed = self.signature("the document", signed, extra);
        let status = match (status.as_str(), signed) {
            ("open", _) => Status::Open,
            ("done", Some(by)) => Status::Done(by),
            ("done", None) => {
                self.fail("damaged", "status is \"done\" but nobody signed it".to_owned());
                Status::Open
            }
            _ => {
                self.fail("damaged", format!("{status:?} is no status; use open or done"));
                Status::Open
            }
        };
        let id = self.id(id, extra);
        Metadata { id, source, status, extra: Extra::new() }
    }

    fn id(&mut self, id: serde_json::Value, extra: &mut Unknown) -> String {
        match id {
            serde_json::Value::String(id) => return id,
            serde_json::Value::Null => {}
            number @ serde_json::Value::Number(_) => {
                extra.insert("id".to_owned(), number);
            }
            _ => {
                self.fail("damaged", "the document's id is neither a text nor a number".to_owned());
            }
        }
        String::new()
    }

    fn signature(
        &mut self,
        name: &str,
        signed: Option<SignatureV1>,
        extra: &mut Unknown,
    ) -> Option<Signature> {
        let signed = signed?;
        keep(extra, "signed", signed.extra);
        let at = signed.at.map(|it| time::from_file(&it)).transpose();
        let at = self.take(name, at).flatten();
        Some(Signature { by: signed.by, at })
    }

    fn standing(&mut self, name: &str, file: StandingV1, extra: &mut Unknown) -> Option<Standing> {
        let review = names::review_of(&file.review).ok_or_else(|| {
            format!("{:?} is no review; use proposed, accepted or rejected", file.review)
        });
        let tier = names::tier_of(&file.tier)
            .ok_or_else(|| format!("{:?} is no tier; use sure, likely or unsure", file.tier));
        if let Some(over) = file.confidence.filter(|it| *it > 1000) {
            self.fail("damaged", format!("{name}: confidence {over} is over 1000"));
        }
        Some(Standing {
            review: self.take(name, review)?,
            tier: self.take(name, tier)?,
            confidence: file.confidence.map(Confidence::new),
            signed: self.signature(name, file.signed, extra),
            origin: self.origin(name, file.origin.unwrap_or_default(), extra)?,
        })
    }

    fn origin(&mut self, name: &str, file: OriginV1, extra: &mut Unknown) -> Option<Origin> {
        let origin = if let Some(version) = file.tagger {
            let proposed = match file.proposed {
                Some(it) => Some(Proposed {
                    label: it.label.into(),
                    spans: self.spans(&format!("{name}, proposed"), &it.spans, None)?,
                }),
                None => None,
            };
            let key = Key::from(file.rule.unwrap_or_default());
            Origin::Tagger(Rule { version, key, why: file.why.unwrap_or_default(), proposed })
        } else if let Some(by) = file.person {
            let at = file.at.map(|it| time::from_file(&it)).transpose();
            Origin::Person(Signature { by, at: self.take(name, at)? })
        } else {
            Origin::Import { from: file.import.unwrap_or_else(|| "unknown".to_owned()) }
        };
        keep(extra, "origin", file.extra);
        Some(origin)
    }

    fn spans(
        &mut self,
        name: &str,
        places: &[(usize, usize)],
        quote: Option<&[String]>,
    ) -> Option<Spans> {
        match place::spans(&self.text, places, quote) {
            Ok(spans) => Some(spans),
            Err(wrong) => {
                let message = format!("{name}: {}", wrong.message);
                let problem = Problem::new("place", Severity::Error, Place::Whole, message);
                self.errors.push(Problem { hint: wrong.hint, ..problem });
                None
            }
        }
    }

    fn records(&mut self, records: Vec<RecordV1>) {
        for file in records {
            let name = format!("record {}", file.id);
            let id = self.take(&name, file.id.parse::<RecordId>().map_err(|it| it.to_string()));
            let extra = self.extra(&name, file.extra);
            let Some(id) = id else { continue };
            let record = Record {
                id,
                label: file.label.into(),
                name: file.name,
                aliases: file.aliases,
                roles: file.roles,
                link: file.link,
                extra,
            };
            self.apply(&name, Edit::AddRecord(Box::new(record)));
        }
    }

    fn annotations(&mut self, annotations: Vec<AnnotationV1>) {
        let mut tags = admit::Tags::new(self.document.tag_set());
        let mut made = Vec::new();
        for file in annotations {
            made.extend(self.annotation(file));
        }
        for annotation in &made {
            tags.annotation(annotation);
        }
        self.use_tags(tags);
        for annotation in made {
            self.apply(
                &format!("annotation {}", annotation.id),
                Edit::Insert(Box::new(annotation)),
            );
        }
    }

    fn annotation(&mut self, file: AnnotationV1) -> Option<Annotation> {
        let name = format!("annotation {} ({})", file.id, file.label);
        let id = self.take(&name, file.id.parse::<AnnotationId>().map_err(|it| it.to_string()));
        self.named.extend(id);
        let spans = self.spans(&name, &file.spans, file.quote.as_deref());
        let mut extra = file.extra;
        let standing = self.standing(&name, file.standing, &mut extra);
        let record = file.record.map(|it| it.parse::<RecordId>().map_err(|it| it.to_string()));
        let record = self.take(&name, record.transpose());
        let attributes = self.extra(&name, file.attributes);
        let extra = self.extra(&name, extra);
        Some(Annotation {
            id: id?,
            label: file.label.into(),
            spans: spans?,
            attributes: attributes.into_iter().map(|(key, it)| (Key::from(key), it)).collect(),
            record: record?,
            note: file.note,
            standing: standing?,
            extra,
        })
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
        for relation in made {
            let refused = |id| self.named.contains(&id) && self.document.annotation(id).is_none();
            if refused(relation.from) || refused(relation.to) {
                continue; // that has been said, and is no error of the relation
            }
            self.apply(&format!("relation {}", relation.id), Edit::Link(Box::new(relation)));
        }
    }

    fn relation(&mut self, file: RelationV1) -> Option<Relation> {
        let name = format!("relation {} ({})", file.id, file.kind);
        let id = self.take(&name, file.id.parse::<RelationId>().map_err(|it| it.to_string()));
        let end = |it: &str| it.parse::<AnnotationId>().map_err(|it| it.to_string());
        let from = self.take(&name, end(&file.from));
        let to = self.take(&name, end(&file.to));
        let mut extra = file.extra;
        let standing = self.standing(&name, file.standing, &mut extra);
        let extra = self.extra(&name, extra);
        let kind = file.kind.into();
        Some(Relation { id: id?, kind, from: from?, to: to?, standing: standing?, extra })
    }

    /// Goes on with a tag set that knows what the file uses.
    fn use_tags(&mut self, tags: admit::Tags) {
        let (tag_set, problems) = tags.finish();
        self.problems.extend(problems);
        if let Some(tag_set) = tag_set {
            self.document = admit::with_tag_set(&self.document, tag_set);
        }
    }

    fn zones(&mut self, files: Vec<ZoneV1>) {
        let mut made = Vec::new();
        for (index, file) in files.into_iter().enumerate() {
            made.extend(self.zone(index, file));
        }
        if made.is_empty() || !self.errors.is_empty() {
            return;
        }
        let (insert, problems) = zones::fill(&self.text, made);
        self.problems.extend(problems);
        self.apply("the zones", Edit::SpliceZones { at: 0, remove: 0, insert });
    }

    fn zone(&mut self, index: usize, file: ZoneV1) -> Option<Zone> {
        let name = format!("zone {} ({})", index + 1, file.kind);
        let mut extra = file.extra;
        let kind = ZoneKind::from_key(&file.kind).unwrap_or_else(|| {
            self.unknown_zone(&name, &file.kind);
            ZoneKind::Body
        });
        let sub = file.sub.and_then(|key| {
            let known = Furniture::from_key(&key);
            if known.is_none() {
                self.unknown_zone(&name, &key);
            }
            known
        });
        let spans = self.spans(&name, &[file.span], None);
        let standing = self.standing(&name, file.standing, &mut extra);
        let extra: Extra = self.extra(&name, extra);
        let span = spans?.hull();
        Some(Zone { span, kind, sub, lang: file.lang, standing: standing?, extra })
    }

    fn unknown_zone(&mut self, name: &str, kind: &str) {
        let message = format!("{name}: this version does not know {kind:?} and drops it");
        self.note("zone-kind", Severity::Warning, message);
    }
}

/// What a value that no label admits is called in a message.
pub(super) fn shown(value: &Value) -> String {
    let shown: String = value.to_string().chars().take(40).collect();
    format!("{shown:?}")
}
