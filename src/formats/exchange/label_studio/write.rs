//! Documents as tasks.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};

use super::super::loss::whole;
use super::super::{Holds, Subject, Written, losses};
use super::{JSON, LABEL, PIECE, TEXT, control};
use crate::annotation::{
    Annotation, AttributeKind, Confidence, Document, Key, Relation, Review, Tier, Value,
};
use crate::formats::native::{names, value_to_file};
use crate::text::{Span, Unit};

const HOLDS: Holds = Holds {
    attributes: true,
    notes: true,
    review: true,
    trust: true,
    pieces: true,
    relations: true,
    ..Holds::TAGS
};

/// A document as a task, in lines.
pub(super) fn task(document: &Document, unit: Unit) -> Written {
    let mut data = Map::new();
    let id = &document.metadata().id;
    if !id.is_empty() {
        data.insert("id".to_owned(), id.as_str().into());
    }
    data.insert(TEXT.to_owned(), document.text().as_str().into());
    let people = results(document, Review::Accepted, unit);
    let open = results(document, Review::Proposed, unit);
    let annotations: Vec<_> =
        people.into_iter().map(|it| json!({ "result": it, "was_cancelled": false })).collect();
    let predictions: Vec<_> =
        open.into_iter().map(|it| json!({ "model_version": "factmark", "result": it })).collect();
    let task = json!({ "data": data, "annotations": annotations, "predictions": predictions });
    let gone = gone(document);
    // Texts, numbers and lists: there is nothing that JSON cannot say.
    let task = serde_json::to_string(&task).unwrap_or_default();
    Written::one(task, whole(losses(document, &HOLDS), gone))
}

/// A relation leads between regions of one list, and `piece_of` has a meaning of its own.
fn goes(document: &Document, link: &Relation) -> bool {
    let review = |id| document.annotation(id).map(|it| it.standing.review);
    let live = link.standing.review != Review::Rejected;
    live && link.kind != PIECE && review(link.from) == review(link.to)
}

/// Rejected tags would be taken for right ones, or for open ones.
fn gone(document: &Document) -> BTreeSet<Subject> {
    let rejected = |id| document.annotation(id).is_none_or(|it| !it.is_live());
    let tags = document.annotations().filter(|it| !it.is_live());
    let links = document.relations().filter(|it| !goes(document, it) || rejected(it.from));
    let tags = tags.map(|it| Subject::Annotation(it.id));
    tags.chain(links.map(|it| Subject::Relation(it.id))).collect()
}

/// What a task says about the tags with this review; `None` if there are none.
fn results(document: &Document, review: Review, unit: Unit) -> Option<Vec<Json>> {
    let tags = || document.annotations().filter(|it| it.standing.review == review);
    let mut results = Vec::new();
    for tag in tags() {
        region(document, tag, unit, &mut results);
    }
    for link in document.relations().filter(|it| goes(document, it)) {
        if document.annotation(link.from).is_some_and(|it| it.standing.review == review) {
            let (from, to) = (link.from.to_string(), link.to.to_string());
            results.push(relation(&from, &to, link.kind.as_str()));
        }
    }
    tags().next().map(|_| results)
}

fn relation(from: &str, to: &str, kind: &str) -> Json {
    json!({
        "type": "relation", "from_id": from, "to_id": to, "direction": "right", "labels": [kind],
    })
}

/// The regions of a tag, what is said of the first, and what ties the others to it.
fn region(document: &Document, tag: &Annotation, unit: Unit, results: &mut Vec<Json>) {
    let first = tag.id.to_string();
    let score = tag.standing.confidence.map(|it| f64::from(it.per_mille()) / 1000.0);
    for (number, span) in (1..).zip(tag.spans.iter()) {
        let id = if number == 1 { first.clone() } else { format!("{first}.{number}") };
        let mut value = place(document, span, unit);
        value.insert("text".to_owned(), document.text().slice(span).into());
        value.insert("labels".to_owned(), json!([tag.label.as_str()]));
        let mut region = result(&id, LABEL, "labels", value);
        if let Some(score) = score {
            region.insert("score".to_owned(), score.into());
        }
        let meta = if number == 1 { meta(tag) } else { Map::new() };
        if !meta.is_empty() {
            region.insert("meta".to_owned(), Json::Object(meta));
        }
        results.push(Json::Object(region));
        if number > 1 {
            results.push(relation(&id, &first, PIECE));
        }
    }
    let Some(span) = tag.spans.iter().next() else { return };
    for (key, value) in &tag.attributes {
        let (name, kind, content) = attribute(document, tag, key, value);
        let mut value = place(document, span, unit);
        value.insert(content.0.to_owned(), content.1);
        results.push(Json::Object(result(&first, &name, kind, value)));
    }
}

fn result(id: &str, from: &str, kind: &str, value: Map<String, Json>) -> Map<String, Json> {
    let fields: [(&str, Json); 5] = [
        ("id", id.into()),
        ("from_name", from.into()),
        ("to_name", TEXT.into()),
        ("type", kind.into()),
        ("value", value.into()),
    ];
    fields.into_iter().map(|(key, it)| (key.to_owned(), it)).collect()
}

fn place(document: &Document, span: Span, unit: Unit) -> Map<String, Json> {
    let at = |byte| Json::from(document.text().offset_in(unit, byte));
    [("start", at(span.start())), ("end", at(span.end()))]
        .into_iter()
        .map(|(key, it)| (key.to_owned(), it))
        .collect()
}

fn meta(tag: &Annotation) -> Map<String, Json> {
    let mut meta = Map::new();
    if let Some(note) = &tag.note {
        meta.insert("text".to_owned(), json!([note]));
    }
    if tag.standing.tier != Tier::Likely {
        meta.insert("tier".to_owned(), names::tier(tag.standing.tier).into());
    }
    meta
}

type Content = (&'static str, Json);

/// The control of an attribute, the type of its result, and what it holds.
fn attribute(
    document: &Document,
    tag: &Annotation,
    key: &Key,
    value: &Value,
) -> (String, &'static str, Content) {
    let name = control(tag.label.as_str(), key.as_str());
    let spec = document.label(tag).and_then(|it| it.attribute(key.as_str()));
    let file = value_to_file(value);
    match (spec.map(|it| &it.kind), value) {
        (Some(AttributeKind::Choice(_)), _) => (name, "choices", ("choices", json!([file]))),
        (Some(AttributeKind::Choices(_)), _) => (name, "choices", ("choices", file)),
        (Some(AttributeKind::Flag), Value::Flag(yes)) => {
            let word = if *yes { "yes" } else { "no" };
            (name, "choices", ("choices", json!([word])))
        }
        (Some(AttributeKind::Scale(_)), _) => (name, "number", ("number", file)),
        (Some(AttributeKind::Text), Value::Text(text)) => {
            (name, "textarea", ("text", json!([text])))
        }
        _ => (name + JSON, "textarea", ("text", json!([file.to_string()]))),
    }
}

/// The confidence of a score from 0 to 1.
pub(super) fn confidence(score: f64) -> Option<Confidence> {
    let per_mille = (score * 1000.0).round();
    // Within the range of the type, so nothing is cut.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 1000")]
    (0.0..=1000.0).contains(&per_mille).then(|| Confidence::new(per_mille as u16))
}
