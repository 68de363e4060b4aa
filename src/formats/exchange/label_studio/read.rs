//! Tasks as documents.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::super::found::{self, Found, Link, Tag};
use super::write::confidence;
use super::{JSON, PIECE, TEXT};
use crate::annotation::check::{Place, Problem, Severity};
use crate::annotation::{AttributeKind, Key, Review, TagSet, Value};
use crate::formats::native::{self, names};
use crate::formats::{Input, Read, ReadError};
use crate::text::{Text, Unit};

type Fields = Map<String, Json>;

/// The documents of a list of tasks, or of one.
pub(super) fn tasks(input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
    let unit = input.unit().unwrap_or(Unit::CodePoint);
    let file = serde_json::from_str(input.whole()?).map_err(|error| native::syntax(&error))?;
    let tasks = match file {
        Json::Array(tasks) => tasks,
        task => vec![task],
    };
    let mut documents = Vec::new();
    for (number, task) in (1..).zip(tasks) {
        let wrong = |message| ReadError::Foreign {
            format: "a list of Label Studio tasks",
            message: format!("task {number}: {message}"),
        };
        let Json::Object(task) = task else {
            return Err(wrong("it is no object".to_owned()));
        };
        let (id, text) = text(&task).map_err(wrong)?;
        let mut read = found::blank(input, text, id, tag_set);
        let mut results = Results::new(read.document.text().clone(), unit, Arc::clone(tag_set));
        results.task(&task);
        results.problems.append(&mut results.found.join(&results.pieces));
        read.problems.append(&mut results.problems);
        documents.push(found::onto(read, results.found, unit, "label-studio"));
    }
    Ok(documents)
}

/// The name and the text of a task: what stands under `text`, or the only text there is.
fn text(task: &Fields) -> Result<(String, String), String> {
    let data = task.get("data").and_then(Json::as_object).ok_or("it has no \"data\"")?;
    let id = [data.get("id"), task.get("id")].into_iter().flatten().find_map(|it| match it {
        Json::String(id) => Some(id.clone()),
        Json::Number(id) => Some(id.to_string()),
        _ => None,
    });
    let mut texts = data.iter().filter(|it| *it.0 != "id").filter_map(|it| it.1.as_str());
    let text = match data.get(TEXT) {
        Some(text) => text.as_str().ok_or("the \"text\" of its data is no text"),
        None => match (texts.next(), texts.next()) {
            (Some(text), None) => Ok(text),
            (None, _) => Err("its data have no text"),
            (Some(_), Some(_)) => {
                Err("its data have several texts; call the one that is tagged \"text\"")
            }
        },
    };
    Ok((id.unwrap_or_default(), text?.to_owned()))
}

/// What the results of a task say.
struct Results {
    text: Text,
    unit: Unit,
    tag_set: Arc<TagSet>,
    found: Found,
    problems: Vec<Problem>,
    /// The tags of each region.
    regions: BTreeMap<String, Vec<usize>>,
    /// Further pieces of tags, and the first.
    pieces: Vec<(usize, usize)>,
}

impl Results {
    fn new(text: Text, unit: Unit, tag_set: Arc<TagSet>) -> Self {
        Self {
            text,
            unit,
            tag_set,
            found: Found::default(),
            problems: Vec::new(),
            regions: BTreeMap::new(),
            pieces: Vec::new(),
        }
    }

    fn tell(&mut self, severity: Severity, message: String) {
        self.problems.push(Problem::new("import", severity, Place::Whole, message));
    }

    fn left_out(&mut self, message: &str) {
        self.tell(Severity::Error, format!("{message}; it was left out"));
    }

    fn task(&mut self, task: &Fields) {
        for (key, review) in [("annotations", Review::Accepted), ("predictions", Review::Proposed)]
        {
            let lists = task.get(key).and_then(Json::as_array).map(Vec::as_slice);
            let cancelled = |it: &&Json| it.get("was_cancelled") == Some(&Json::Bool(true));
            let mut lists = lists.unwrap_or_default().iter().filter(|it| !cancelled(it));
            let results = lists.next().and_then(|it| it.get("result"));
            if let Some(results) = results.and_then(Json::as_array) {
                self.results(results, review);
            }
            let more = lists.count();
            if more > 0 {
                let message = format!("the task has {more} more {key}; only the first were taken");
                self.tell(Severity::Warning, message);
            }
        }
    }

    fn results(&mut self, results: &[Json], review: Review) {
        // People go on from predictions: what has an id that they have kept is theirs now.
        let known: BTreeSet<String> = self.regions.keys().cloned().collect();
        let results = results.iter().filter_map(Json::as_object);
        let results: Vec<_> = results
            .filter(|it| string(it, "id").is_none_or(|id| !known.contains(id)))
            .map(|it| (string(it, "type").unwrap_or_default(), it))
            .collect();
        for (_, region) in results.iter().filter(|it| it.0 == "labels") {
            self.region(region, review);
        }
        for (kind, result) in &results {
            match *kind {
                "labels" | "relation" => {}
                "choices" | "textarea" | "number" | "rating" => self.attribute(result, kind),
                other => self.left_out(&format!("a result has the unknown type {other:?}")),
            }
        }
        for (_, link) in results.iter().filter(|it| it.0 == "relation") {
            self.link(link);
        }
    }

    fn region(&mut self, region: &Fields, review: Review) {
        let id = string(region, "id").unwrap_or_default();
        let value = region.get("value");
        let number = |key| value.and_then(|it| it.get(key)).and_then(Json::as_u64);
        let place = |key| number(key).and_then(|it| usize::try_from(it).ok());
        let labels = value.and_then(|it| it.get("labels")).and_then(Json::as_array);
        let labels = labels.into_iter().flatten().filter_map(Json::as_str);
        let (Some(start), Some(end)) = (place("start"), place("end")) else {
            return self.left_out(&format!("region {id:?} has no \"start\" and \"end\""));
        };
        let words = value.and_then(|it| it.get("text")).and_then(Json::as_str);
        let words = words.map(|it| vec![self.words(it, start, end)]);
        let meta = region.get("meta").and_then(Json::as_object);
        let tier = meta.and_then(|it| string(it, "tier")).and_then(names::tier_of);
        for label in labels {
            let mut tag = Tag::new(format!("region {id:?}"), (start, end), label.to_owned());
            tag.words.clone_from(&words);
            tag.review = review;
            tag.confidence = region.get("score").and_then(Json::as_f64).and_then(confidence);
            tag.tier = tier.unwrap_or(tag.tier);
            tag.note = meta.and_then(|it| it.get("text")).and_then(note);
            self.regions.entry(id.to_owned()).or_default().push(self.found.tags.len());
            self.found.tags.push(tag);
        }
    }

    /// The words that a region repeats, as they stand in the text if only white space is another:
    /// browsers tell it differently.
    fn words(&self, words: &str, start: usize, end: usize) -> String {
        let bare = |text: &str| -> String {
            text.replace("\\n", "").chars().filter(|c| !c.is_whitespace()).collect()
        };
        let there = self.text.span_in(self.unit, start, end).map(|it| self.text.slice(it));
        there.ok().filter(|it| bare(it) == bare(words)).unwrap_or(words).to_owned()
    }

    fn attribute(&mut self, result: &Fields, kind: &str) {
        let id = string(result, "id").unwrap_or_default();
        let from = string(result, "from_name").unwrap_or_default();
        let content = result.get("value").and_then(|it| match kind {
            "textarea" => it.get("text"),
            kind => it.get(kind),
        });
        let (Some(tags), Some(content)) = (self.regions.get(id), content) else {
            return self.left_out(&format!("{from:?} belongs to no region or says nothing"));
        };
        let label = |tag: &usize| self.found.tags.get(*tag).map(|it| it.label.clone());
        let labels: Vec<_> = tags.iter().filter_map(|it| Some((*it, label(it)?))).collect();
        let own = |label: &str| from.strip_prefix(label).and_then(|it| it.strip_prefix("__"));
        let any = labels.iter().any(|it| own(&it.1).is_some());
        for (tag, label) in labels {
            let Some(key) = own(&label).or((!any).then_some(from)) else { continue };
            let json = key.strip_suffix(JSON);
            let key = json.unwrap_or(key);
            let spec = self.tag_set.label(&label).and_then(|it| it.attribute(key));
            match value(content, spec.map(|it| &it.kind), json.is_some()) {
                Ok(value) => {
                    if let Some(tag) = self.found.tags.get_mut(tag) {
                        tag.attributes.insert(Key::from(key.to_owned()), value);
                    }
                }
                Err(why) => self.left_out(&format!("{from:?} of region {id:?}: {why}")),
            }
        }
    }

    fn link(&mut self, link: &Fields) {
        let region = |key| string(link, key).and_then(|it| self.regions.get(it)?.first().copied());
        let (Some(mut from), Some(mut to)) = (region("from_id"), region("to_id")) else {
            return self.left_out("a relation leads to a region that is not there");
        };
        match string(link, "direction") {
            Some("left") => std::mem::swap(&mut from, &mut to),
            Some("bi") => {
                let message = "a relation leads both ways; it was taken as one that leads forward";
                self.tell(Severity::Warning, message.to_owned());
            }
            _ => {}
        }
        let labels = link.get("labels").and_then(Json::as_array);
        let mut kinds: Vec<_> = labels.into_iter().flatten().filter_map(Json::as_str).collect();
        if kinds.is_empty() {
            kinds.push("relation");
        }
        for kind in kinds {
            if kind == PIECE {
                self.pieces.push((from, to));
                continue;
            }
            let (kind, review) = (kind.to_owned(), Review::Proposed);
            let name = format!("relation {kind:?}");
            self.found.links.push(Link { name, kind, from, to, review });
        }
    }
}

fn string<'a>(fields: &'a Fields, key: &str) -> Option<&'a str> {
    fields.get(key).and_then(Json::as_str)
}

/// A remark, which is a list of texts or a text.
fn note(meta: &Json) -> Option<String> {
    match meta {
        Json::String(note) => Some(note.clone()),
        Json::Array(notes) => {
            let notes: Vec<_> = notes.iter().filter_map(Json::as_str).collect();
            (!notes.is_empty()).then(|| notes.join("\n"))
        }
        _ => None,
    }
}

/// What a control says. A choice is a list there, of whatever length.
fn value(content: &Json, kind: Option<&AttributeKind>, json: bool) -> Result<Value, String> {
    let items = content.as_array().map(Vec::as_slice);
    let one = match items {
        Some([one]) => Some(one),
        _ => None,
    };
    if json {
        let text = one.and_then(Json::as_str).ok_or("it is not one text")?;
        let value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        return native::value_from_file(value);
    }
    match (kind, one) {
        (Some(AttributeKind::Flag), Some(Json::String(word))) if word == "yes" || word == "no" => {
            Ok(Value::Flag(word == "yes"))
        }
        (Some(AttributeKind::Choices(_)), _) | (_, None) => {
            native::value_from_file(content.clone())
        }
        (_, Some(one)) => native::value_from_file(one.clone()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::formats::tagset;

    fn read(tasks: &Json) -> Vec<Read> {
        let file = tasks.to_string();
        let input = Input::new("t.json", file.as_bytes()).unwrap();
        super::tasks(&input, &tagset::news()).unwrap()
    }

    fn region(id: &str, start: usize, end: usize, words: &str) -> Json {
        let value = json!({ "start": start, "end": end, "text": words, "labels": ["quote"] });
        json!({ "id": id, "from_name": "l", "to_name": "t", "type": "labels", "value": value })
    }

    #[test]
    fn predictions_that_people_went_on_from_come_in_once() {
        let result = [region("a", 0, 3, "One"), region("b", 4, 8, "t\\no")];
        let read = read(&json!([{
            "id": 7, "data": { "body": "One t\no 3." },
            "annotations": [{ "result": [result[0]] }, { "result": [] }],
            "predictions": [{ "result": result }],
        }]));
        let document = &read[0].document;
        assert_eq!(document.metadata().id, "7");
        let reviews: Vec<_> = document.annotations().map(|it| it.standing.review).collect();
        assert_eq!(reviews, [Review::Accepted, Review::Proposed], "{:?}", read[0].problems);
        assert!(read[0].problems[0].message.contains("1 more annotations"));
    }

    #[test]
    fn what_does_not_fit_is_told() {
        let cases = [
            (region("a", 0, 3, "Two"), "not \"Two\""),
            (region("a", 0, 99, "One"), "99"),
            (json!({ "id": "a", "type": "hypertextlabels" }), "hypertextlabels"),
            (json!({ "id": "x", "from_name": "c", "type": "choices" }), "no region"),
            (json!({ "type": "relation", "from_id": "a", "to_id": "b" }), "not there"),
            (json!({ "id": "a", "type": "labels", "value": { "labels": ["x"] } }), "\"start\""),
        ];
        for (result, told) in cases {
            let read = read(&json!({
                "data": { "text": "One" }, "annotations": [{ "result": [result] }],
            }));
            let [problem] = read[0].problems.as_slice() else {
                panic!("{:?}", read[0].problems);
            };
            assert!(problem.message.contains(told), "{problem}");
            assert_eq!(read[0].document.annotation_count(), 0);
        }
    }

    #[test]
    fn pieces_are_joined_only_to_a_tag_like_them() {
        let piece = json!({
            "type": "relation", "from_id": "b", "to_id": "a", "labels": [PIECE], "direction": "right",
        });
        let mut other = region("b", 4, 7, "two");
        other["value"]["labels"] = json!(["claim"]);
        for (second, count) in [(region("b", 4, 7, "two"), 1), (other, 2)] {
            let result = [region("a", 0, 3, "One"), second, piece.clone()];
            let read = read(&json!({
                "data": { "text": "One two" }, "predictions": [{ "result": result }],
            }));
            assert_eq!(read[0].document.annotation_count(), count, "{:?}", read[0].problems);
            assert_eq!(read[0].problems.len(), count - 1);
        }
    }
}
