//! A document as feature structures.

use std::collections::BTreeMap;

use serde_json::Map;

use super::super::tokens;
use super::super::{Holds, cell};
use super::{
    Cas, Feature, METADATA, RECORD, RELATION, SENTENCE, SOFA_ID, Structure, TAG, TOKEN, types,
};
use crate::annotation::{
    Annotation, AnnotationId, Confidence, Document, Record, RecordId, Review, Tier,
};
use crate::formats::native::{names, value_to_file};
use crate::text::{Span, Unit, sentences};

/// The feature structures of a document.
pub(super) fn cas(document: &Document, unit: Unit) -> Cas {
    let text = document.text();
    let mut work = Work { document, unit, next: SOFA_ID, structures: Vec::new() };
    work.metadata();
    if let Some(whole) = text.whole() {
        for sentence in sentences(text, whole) {
            work.annotation(SENTENCE, sentence);
        }
    }
    for word in tokens::words(text) {
        work.annotation(TOKEN, word);
    }
    let mut records = BTreeMap::new();
    for record in document.records() {
        let id = work.record(record);
        records.insert(record.id, id);
    }
    let mut tags = BTreeMap::new();
    for tag in document.annotations() {
        work.tag(tag, &records, &mut tags);
    }
    for link in document.relations().filter(|it| Holds::MOST.relation(document, it)) {
        let at = document.annotation(link.to).and_then(|it| it.spans.iter().next());
        let ends = tags.get(&link.from).copied().zip(tags.get(&link.to).copied());
        let Some(((from, to), at)) = ends.zip(at) else { continue };
        let relation = work.annotation(RELATION, at);
        relation.with("Governor", Feature::To(from));
        relation.with("Dependent", Feature::To(to));
        relation.with("kind", Feature::Text(cell::of_text(link.kind.as_str())));
    }
    Cas { text: text.as_str().to_owned(), structures: work.structures }
}

struct Work<'a> {
    document: &'a Document,
    unit: Unit,
    next: usize,
    structures: Vec<Structure>,
}

impl Work<'_> {
    fn structure(&mut self, kind: &str) -> &mut Structure {
        self.next += 1;
        self.structures.push_mut(Structure::new(self.next, kind))
    }

    /// One at a place.
    fn annotation(&mut self, kind: &str, span: Span) -> &mut Structure {
        let text = self.document.text();
        let at = [span.start(), span.end()].map(|it| text.offset_in(self.unit, it));
        self.placed(kind, at)
    }

    fn placed(&mut self, kind: &str, [begin, end]: [usize; 2]) -> &mut Structure {
        let made = self.structure(kind);
        made.with("sofa", Feature::To(SOFA_ID));
        made.with("begin", Feature::Number(begin));
        made.with("end", Feature::Number(end));
        made
    }

    fn metadata(&mut self) {
        let text = self.document.text();
        let end = text.offset_in(self.unit, text.len());
        let name = cell::of_text(&self.document.metadata().id);
        let made = self.placed(METADATA, [0, end]);
        made.with("language", Feature::Text("x-unspecified".to_owned()));
        if !name.is_empty() {
            made.with("documentId", Feature::Text(name.clone()));
            made.with("documentTitle", Feature::Text(name));
        }
    }

    fn record(&mut self, record: &Record) -> usize {
        let made = self.structure(RECORD);
        made.with("label", Feature::Text(cell::of_text(record.label.as_str())));
        made.with("name", Feature::Text(cell::of_text(&record.name)));
        for (key, texts) in [("aliases", &record.aliases), ("roles", &record.roles)] {
            if !texts.is_empty() {
                let texts = crate::annotation::Value::texts(texts.iter().map(String::as_str));
                made.with(key, Feature::Text(cell::of_value(&texts)));
            }
        }
        if let Some(link) = &record.link {
            made.with("link", Feature::Text(cell::of_text(link)));
        }
        made.id
    }

    fn tag(
        &mut self,
        tag: &Annotation,
        records: &BTreeMap<RecordId, usize>,
        tags: &mut BTreeMap<AnnotationId, usize>,
    ) {
        for span in tag.spans.iter() {
            let made = self.annotation(TAG, span);
            made.with("label", Feature::Text(cell::of_text(tag.label.as_str())));
            if let Some(first) = tags.get(&tag.id) {
                made.with("pieceOf", Feature::To(*first));
                continue;
            }
            tags.insert(tag.id, made.id);
            say(made, tag);
            if let Some(record) = tag.record.and_then(|it| records.get(&it)) {
                made.with("record", Feature::To(*record));
            }
        }
    }
}

/// What is said about a tag.
fn say(made: &mut Structure, tag: &Annotation) {
    let standing = &tag.standing;
    if standing.review != Review::Proposed {
        made.with("review", Feature::Text(names::review(standing.review).to_owned()));
    }
    if standing.tier != Tier::Likely {
        made.with("tier", Feature::Text(names::tier(standing.tier).to_owned()));
    }
    if let Some(confidence) = standing.confidence.map(Confidence::per_mille) {
        made.with("confidence", Feature::Number(confidence.into()));
    }
    if let Some(note) = &tag.note {
        made.with("note", Feature::Text(cell::of_text(note)));
    }
    let mut more = Map::new();
    for (key, value) in &tag.attributes {
        if types::is_feature(key.as_str()) {
            made.with(key.as_str(), Feature::Text(cell::of_value(value)));
        } else {
            more.insert(key.to_string(), value_to_file(value));
        }
    }
    if !more.is_empty() {
        made.with("more", Feature::Text(cell::of_json(&more.into())));
    }
}
