//! From the model to the file's structs.

use sha2::{Digest as _, Sha256};

use super::file::{
    AnnotationV1, FileV1, NextV1, OFFSETS, OriginV1, ProposedV1, RecordV1, RelationV1, SignatureV1,
    SourceFile, SourceV1, StandingV1, Unknown, VERSION, ZoneV1,
};
use super::{Learned, markup, names, time, value};
use crate::annotation::{
    Annotation, Document, Extra, Origin, Record, Relation, Signature, Spans, Standing, Status,
    TagSet, Value, Zone,
};
use crate::formats::tagset;
use crate::text::{Span, Text, Unit};

/// SHA-256 in lower-case hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut digits = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a String cannot fail.
        let _written = write!(digits, "{byte:02x}");
    }
    digits
}

pub(super) fn file(document: &Document) -> FileV1 {
    let metadata = document.metadata();
    let text = document.text();
    let mut extra = metadata.extra.clone();
    let source = metadata.source.as_ref().map(|it| {
        SourceFile::Source(SourceV1 {
            name: it.name.clone(),
            sha256: it.sha256.clone(),
            media_type: it.media_type.clone(),
            extra: nested(&mut extra, "source"),
        })
    });
    let (status, signed) = match &metadata.status {
        Status::Open => {
            // Of a signature that has been taken back.
            extra.remove("signed");
            ("open", None)
        }
        Status::Done(by) => ("done", Some(signature(by, &mut extra))),
    };
    let markup = markup::to_file(document, &mut extra);
    let tags = own_tags(document.tag_set(), &mut extra);
    FileV1 {
        factmark: VERSION,
        id: document_id(metadata.id.as_str(), &mut extra),
        offsets: OFFSETS.to_owned(),
        tag_set: document.tag_set().key.clone(),
        tags,
        source,
        status: status.to_owned(),
        signed,
        next: next(document, &mut extra),
        text: text.as_str().to_owned(),
        text_sha256: Some(sha256(text.as_str().as_bytes())),
        zones: document.zones().iter().map(|it| zone(text, it)).collect(),
        markup,
        annotations: document.annotations().map(|it| annotation(text, it)).collect(),
        relations: document.relations().map(|it| relation(text, it)).collect(),
        records: document.records().map(record).collect(),
        extra: value::extra_to_file(&extra),
    }
}

/// The tag set, unless it is the built-in one with what a reader learns from the tags themselves.
fn own_tags(set: &TagSet, extra: &mut Extra) -> Option<serde_json::Value> {
    let news = tagset::news();
    let own = *set != *news && *Learned::new(set, &news).add_to(&news) != *set;
    own.then(|| {
        // One that could not be read.
        extra.remove("tags");
        tagset::to_value(set)
    })
}

/// The id. One that is a number is kept as an unknown key.
fn document_id(id: &str, extra: &mut Extra) -> serde_json::Value {
    let number = extra.remove("id");
    match number {
        Some(number) if id.is_empty() => value::to_file(&number),
        _ if id.is_empty() => serde_json::Value::Null,
        _ => id.into(),
    }
}

/// Unknown keys of a nested struct, which the model keeps in its owner's under the struct's name.
fn nested(extra: &mut Extra, key: &str) -> Unknown {
    match extra.remove(key) {
        Some(Value::Map(fields)) => value::extra_to_file(&fields),
        _ => Unknown::new(),
    }
}

pub(super) fn signature(by: &Signature, extra: &mut Extra) -> SignatureV1 {
    SignatureV1 { by: by.by.clone(), at: by.at.map(time::to_file), extra: nested(extra, "signed") }
}

fn next(document: &Document, extra: &mut Extra) -> Option<NextV1> {
    let next = document.next_ids();
    let annotation = document.annotations().map(|it| it.id.0).max().unwrap_or(0);
    let relation = document.relations().map(|it| it.id.0).max().unwrap_or(0);
    let record = document.records().map(|it| it.id.0).max().unwrap_or(0);
    let used = [annotation, relation, record].map(|it| it.saturating_add(1));
    let extra = nested(extra, "next");
    let more = [next.annotation.0, next.relation.0, next.record.0] != used || !extra.is_empty();
    more.then_some(NextV1 {
        annotation: next.annotation.0,
        relation: next.relation.0,
        record: next.record.0,
        extra,
    })
}

pub(super) fn place(text: &Text, span: Span) -> (usize, usize) {
    let at = |byte| text.offset_in(Unit::CodePoint, byte);
    (at(span.start()), at(span.end()))
}

fn places(text: &Text, spans: &Spans) -> Vec<(usize, usize)> {
    spans.iter().map(|it| place(text, it)).collect()
}

fn standing(text: &Text, standing: &Standing, extra: &mut Extra) -> StandingV1 {
    let signed = standing.signed.as_ref().map(|it| signature(it, extra));
    // Of a signature that has been taken back.
    extra.remove("signed");
    StandingV1 {
        review: names::review(standing.review).to_owned(),
        tier: names::tier(standing.tier).to_owned(),
        confidence: standing.confidence.map(|it| u64::from(it.per_mille())),
        signed,
        origin: Some(Box::new(origin(text, &standing.origin, extra))),
    }
}

fn origin(text: &Text, origin: &Origin, extra: &mut Extra) -> OriginV1 {
    let mut extra = nested(extra, "origin");
    let unknown = extra.remove("proposed").and_then(|it| match it {
        serde_json::Value::Object(fields) => Some(fields.into_iter().collect()),
        _ => None,
    });
    match origin {
        Origin::Tagger(rule) => OriginV1 {
            tagger: Some(rule.version.clone()),
            rule: Some(rule.key.to_string()),
            why: Some(rule.why.clone()),
            proposed: rule.proposed.as_ref().map(|it| ProposedV1 {
                label: it.label.to_string(),
                spans: places(text, &it.spans),
                extra: unknown.unwrap_or_default(),
            }),
            extra,
            ..OriginV1::default()
        },
        Origin::Person(by) => OriginV1 {
            person: Some(by.by.clone()),
            at: by.at.map(time::to_file),
            extra,
            ..OriginV1::default()
        },
        Origin::Import { from } => {
            OriginV1 { import: Some(from.clone()), extra, ..OriginV1::default() }
        }
    }
}

pub(super) fn zone(text: &Text, zone: &Zone) -> ZoneV1 {
    let mut extra = zone.extra.clone();
    ZoneV1 {
        kind: zone.kind.key().to_owned(),
        sub: zone.sub.map(|it| it.key().to_owned()),
        lang: zone.lang.clone(),
        span: place(text, zone.span),
        standing: standing(text, &zone.standing, &mut extra),
        extra: value::extra_to_file(&extra),
    }
}

pub(super) fn annotation(text: &Text, annotation: &Annotation) -> AnnotationV1 {
    let mut extra = annotation.extra.clone();
    let attributes = annotation.attributes.iter();
    AnnotationV1 {
        id: annotation.id.to_string(),
        label: annotation.label.to_string(),
        spans: places(text, &annotation.spans),
        quote: Some(annotation.spans.iter().map(|it| text.slice(it).to_owned()).collect()),
        record: annotation.record.map(|it| it.to_string()),
        attributes: attributes.map(|(key, it)| (key.to_string(), value::to_file(it))).collect(),
        note: annotation.note.clone(),
        standing: standing(text, &annotation.standing, &mut extra),
        extra: value::extra_to_file(&extra),
    }
}

pub(super) fn relation(text: &Text, relation: &Relation) -> RelationV1 {
    let mut extra = relation.extra.clone();
    RelationV1 {
        id: relation.id.to_string(),
        kind: relation.kind.to_string(),
        from: relation.from.to_string(),
        to: relation.to.to_string(),
        standing: standing(text, &relation.standing, &mut extra),
        extra: value::extra_to_file(&extra),
    }
}

pub(super) fn record(record: &Record) -> RecordV1 {
    RecordV1 {
        id: record.id.to_string(),
        label: record.label.to_string(),
        name: record.name.clone(),
        aliases: record.aliases.clone(),
        roles: record.roles.clone(),
        link: record.link.clone(),
        extra: value::extra_to_file(&record.extra),
    }
}
