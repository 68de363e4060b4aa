//! Lines of doccano, of both kinds that it reads: entities with relations, and triples.
//!
//! doccano's server cuts texts by code points and its screen by UTF-16 units, so that behind a
//! character such as 🙂 one of the two is wrong whatever a file says. Without an option offsets count code
//! points, as programs that train on such files do; `utf16` is for showing them in doccano.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::found::{self, Found, Link, Tag};
use super::{Exporter, Holds, Options, Written, losses};
use crate::annotation::check::{Place, Problem, Severity};
use crate::annotation::{Annotation, Document, Edit, Review, TagSet};
use crate::formats::{Importer, Input, Read, ReadError, native};
use crate::text::{Span, Unit};

const RELATED: Holds = Holds { relations: true, ..Holds::TAGS };

/// The exporter of entities and relations.
pub(in crate::formats) struct Entities;

/// The exporter of triples.
pub(in crate::formats) struct Triples;

#[derive(Serialize)]
struct EntitiesLine<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    id: &'a str,
    text: &'a str,
    entities: Vec<Entity>,
    relations: Vec<Relation>,
}

#[derive(Serialize)]
struct TriplesLine<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    id: &'a str,
    text: &'a str,
    label: Vec<(usize, usize, &'a str)>,
}

type Triple = (usize, usize, String);

#[derive(Serialize, Deserialize)]
struct Entity {
    id: i64,
    start_offset: usize,
    end_offset: usize,
    label: String,
}

#[derive(Serialize, Deserialize)]
struct Relation {
    id: i64,
    from_id: i64,
    to_id: i64,
    #[serde(rename = "type")]
    kind: String,
}

/// Each piece of each tag that goes out.
fn pieces<'a>(
    document: &'a Document,
    holds: &'a Holds,
) -> impl Iterator<Item = (&'a Annotation, Span)> {
    let tags = document.annotations().filter(|it| holds.tag(it));
    tags.flat_map(|tag| tag.spans.iter().map(move |span| (tag, span)))
}

fn written(line: &impl Serialize, document: &Document, holds: &Holds) -> Written {
    // Texts, numbers and lists: there is nothing that JSON cannot say.
    let line = serde_json::to_string(line).unwrap_or_default() + "\n";
    Written::one(line, losses(document, holds))
}

impl Exporter for Entities {
    fn key(&self) -> &'static str {
        "doccano"
    }

    fn about(&self) -> &'static str {
        "lines of doccano with entities and relations"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["jsonl"]
    }

    fn many(&self) -> bool {
        true
    }

    fn write(&self, document: &Document, options: &Options) -> Written {
        let text = document.text();
        let unit = options.unit.unwrap_or(Unit::CodePoint);
        let mut first = BTreeMap::new();
        let mut entities = Vec::new();
        for (id, (tag, span)) in (1..).zip(pieces(document, &RELATED)) {
            first.entry(tag.id).or_insert(id);
            entities.push(Entity {
                id,
                start_offset: text.offset_in(unit, span.start()),
                end_offset: text.offset_in(unit, span.end()),
                label: tag.label.to_string(),
            });
        }
        let links = document.relations().filter(|it| RELATED.relation(document, it));
        let relations = (1..).zip(links).filter_map(|(id, link)| {
            let (from_id, to_id) = (*first.get(&link.from)?, *first.get(&link.to)?);
            Some(Relation { id, from_id, to_id, kind: link.kind.to_string() })
        });
        let relations = relations.collect();
        let id = &document.metadata().id;
        let line = EntitiesLine { id, text: text.as_str(), entities, relations };
        written(&line, document, &RELATED)
    }
}

impl Exporter for Triples {
    fn key(&self) -> &'static str {
        "doccano-text"
    }

    fn about(&self) -> &'static str {
        "lines of doccano with [start, end, label] triples"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["jsonl"]
    }

    fn many(&self) -> bool {
        true
    }

    fn write(&self, document: &Document, options: &Options) -> Written {
        let text = document.text();
        let at = |byte| text.offset_in(options.unit.unwrap_or(Unit::CodePoint), byte);
        let label = pieces(document, &Holds::TAGS)
            .map(|(tag, span)| (at(span.start()), at(span.end()), tag.label.as_str()));
        let label = label.collect();
        let line = TriplesLine { id: &document.metadata().id, text: text.as_str(), label };
        written(&line, document, &Holds::TAGS)
    }
}

/// The importer of both kinds.
pub(in crate::formats) struct Doccano;

/// A line; further keys are metadata of doccano.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: Json,
    text: String,
    #[serde(default)]
    entities: Vec<Entity>,
    #[serde(default)]
    relations: Vec<Relation>,
    #[serde(default, alias = "labels")]
    label: Vec<Triple>,
    #[serde(default, rename = "Comments", alias = "comments")]
    comments: Vec<Json>,
    #[serde(flatten)]
    more: Map<String, Json>,
}

impl Importer for Doccano {
    fn key(&self) -> &'static str {
        "doccano"
    }

    fn about(&self) -> &'static str {
        "lines of doccano, with entities and relations or with triples"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &[]
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let first = input.text().lines().map(str::trim).find(|it| !it.is_empty());
        first.is_some_and(|it| it.starts_with('{') && it.contains("\"start_offset\""))
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        let unit = input.unit().unwrap_or(Unit::CodePoint);
        let mut documents = Vec::new();
        for (number, line) in (1..).zip(input.whole()?.split('\n')) {
            if line.trim().is_empty() {
                continue;
            }
            let line: Line = serde_json::from_str(line)
                .map_err(|error| ReadError::in_line(number, native::syntax(&error)))?;
            let id = match &line.id {
                Json::String(id) => id.clone(),
                Json::Number(id) => id.to_string(),
                _ => String::new(),
            };
            let mut read = found::blank(input, line.text.clone(), id, tag_set);
            keep(&mut read, line.more, number);
            let count = line.comments.len();
            if count > 0 {
                let message = format!("line {number}: {count} comments were left out");
                read.problems.push(problem(message));
            }
            let tags = (line.entities, line.relations, line.label);
            documents.push(found::onto(read, found(tags), unit, "doccano"));
        }
        Ok(documents)
    }
}

fn problem(message: String) -> Problem {
    Problem::new("import", Severity::Warning, Place::Whole, message)
}

/// Keeps what doccano calls metadata.
fn keep(read: &mut Read, more: Map<String, Json>, line: usize) {
    let mut metadata = read.document.metadata().clone();
    for (key, value) in more {
        match native::value_from_file(value) {
            Ok(value) => {
                metadata.extra.insert(key, value);
            }
            Err(why) => {
                let message = format!("line {line}: {key:?} was left out: {why}");
                read.problems.push(problem(message));
            }
        }
    }
    // Metadata fit any document.
    let _old = read.document.apply(Edit::SetMetadata(Box::new(metadata)));
}

fn found((entities, relations, triples): (Vec<Entity>, Vec<Relation>, Vec<Triple>)) -> Found {
    let mut found = Found::default();
    let mut places = BTreeMap::new();
    for it in entities {
        places.insert(it.id, found.tags.len());
        let name = format!("entity {}", it.id);
        found.tags.push(Tag::new(name, (it.start_offset, it.end_offset), it.label));
    }
    for (number, (start, end, label)) in (1..).zip(triples) {
        found.tags.push(Tag::new(format!("label {number}"), (start, end), label));
    }
    let end = |id: i64| places.get(&id).copied().unwrap_or(usize::MAX);
    found.links.extend(relations.into_iter().map(|it| Link {
        name: format!("relation {}", it.id),
        kind: it.kind,
        from: end(it.from_id),
        to: end(it.to_id),
        review: Review::Proposed,
    }));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::tagset;

    #[test]
    fn both_kinds_of_lines_are_read_and_the_rest_is_kept_or_told() {
        let lines = r#"
            {"id": 4, "text": "Ann left", "label": [[0, 3, "person"], [4, 99, "x"]], "desk": "city"}
            {"text": "Ann left", "entities": [
                {"id": 9, "start_offset": 0, "end_offset": 3, "label": "person"}],
             "relations": [{"id": 1, "from_id": 9, "to_id": 8, "type": "t"}], "Comments": ["why?"]}"#;
        let lines = lines.replace("[\n", "[").replace("}],\n", "}],");
        let input = Input::new("d.jsonl", lines.as_bytes()).unwrap();
        let read = Doccano.import(&input, &tagset::news()).unwrap();
        let [one, other] = read.as_slice() else { panic!("{read:?}") };
        assert_eq!(one.document.metadata().id, "4");
        assert!(one.document.metadata().extra.contains_key("desk"));
        assert_eq!([one, other].map(|it| it.document.annotation_count()), [1, 1]);
        assert!(one.problems[0].message.contains("label 2 (x)"), "{:?}", one.problems);
        let told: Vec<_> = other.problems.iter().map(|it| it.message.as_str()).collect();
        assert!(told[0].contains("1 comments") && told[1].contains("relation 1"), "{told:?}");
        let input = Input::new("d.jsonl", b"{}\n{\"text\": 1}\n").unwrap();
        let error = Doccano.import(&input, &tagset::news()).unwrap_err().to_string();
        assert!(error.starts_with("line 1"), "{error}");
    }
}
