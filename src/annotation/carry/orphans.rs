//! Tags whose words are gone from a new draft: a list that is kept in the document until each is
//! placed by hand or dismissed.
//!
//! It is the key [`ORPHANS`] of the document, so an earlier version of the program keeps it too.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::annotation::merge::decided;
use crate::annotation::{
    Annotation, AnnotationId, Document, Edit, EditError, Extra, Key, Metadata, RecordId, Relation,
    Review, Signature, Spans, Standing, Transaction, Value,
};
use crate::text::Text;

/// The key of a document under which tags are kept that have no place in its text.
pub const ORPHANS: &str = "orphans";

/// Characters around the words that are kept to find their place by.
const AROUND: usize = 32;

/// A tag without a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Orphan {
    /// What its id was.
    pub id: AnnotationId,
    /// Its label.
    pub label: Key,
    /// Its words in the earlier draft, with … where it was split.
    pub words: String,
    /// What stood before and after them.
    pub around: (String, String),
    /// What was decided, in words: `accepted by Kim`.
    pub decided: String,
    /// Its attributes.
    pub attributes: Extra,
    /// The record that it stood for.
    pub record: Option<RecordId>,
    /// An editor's remark.
    pub note: Option<String>,
    /// Its links: the kind, and both ends.
    pub links: Vec<(Key, AnnotationId, AnnotationId)>,
}

/// A tag of `document` as an orphan.
pub(super) fn orphan(document: &Document, tag: &Annotation) -> Orphan {
    let (text, hull) = (document.text(), tag.spans.hull());
    let links = document.relations_of(tag.id).map(|it| (it.kind.clone(), it.from, it.to));
    Orphan {
        id: tag.id,
        label: tag.label.clone(),
        words: document.excerpt(tag),
        around: around(text, hull.start(), hull.end()),
        decided: decided(&tag.standing),
        attributes: tag.attributes.iter().map(|(key, it)| (key.to_string(), it.clone())).collect(),
        record: tag.record,
        note: tag.note.clone(),
        links: links.collect(),
    }
}

fn around(text: &Text, from: usize, to: usize) -> (String, String) {
    let before = text.as_str().get(..from).unwrap_or_default();
    let after = text.as_str().get(to..).unwrap_or_default();
    let mut last: Vec<char> = before.chars().rev().take(AROUND).collect();
    last.reverse();
    (last.into_iter().collect(), after.chars().take(AROUND).collect())
}

impl Orphan {
    fn to_value(&self) -> Value {
        let text = |it: &str| Value::Text(it.to_owned());
        let links = self.links.iter().map(|(kind, from, to)| {
            Value::texts([kind.to_string(), from.to_string(), to.to_string()])
        });
        let fields = [
            ("id", Some(text(&self.id.to_string()))),
            ("label", Some(text(self.label.as_str()))),
            ("words", Some(text(&self.words))),
            ("before", Some(text(&self.around.0))),
            ("after", Some(text(&self.around.1))),
            ("decided", Some(text(&self.decided))),
            ("attributes", Some(Value::Map(self.attributes.clone()))),
            ("record", self.record.map(|it| text(&it.to_string()))),
            ("note", self.note.as_deref().map(text)),
            ("links", Some(Value::List(links.collect()))),
        ];
        let given = fields.into_iter().filter_map(|(key, it)| Some((key.to_owned(), it?)));
        Value::Map(given.collect())
    }

    fn of_value(value: &Value) -> Option<Self> {
        let Value::Map(fields) = value else { return None };
        let text = |key: &str| fields.get(key).and_then(Value::as_text);
        let owned = |key: &str| text(key).unwrap_or_default().to_owned();
        let link = |it: &Value| match it {
            Value::List(items) => match items.as_slice() {
                [kind, from, to] => Some((
                    Key::from(kind.as_text()?.to_owned()),
                    from.as_text()?.parse().ok()?,
                    to.as_text()?.parse().ok()?,
                )),
                _ => None,
            },
            _ => None,
        };
        let links = match fields.get("links") {
            Some(Value::List(items)) => items.iter().filter_map(link).collect(),
            _ => Vec::new(),
        };
        Some(Self {
            id: text("id")?.parse().ok()?,
            label: Key::from(text("label")?.to_owned()),
            words: text("words")?.to_owned(),
            around: (owned("before"), owned("after")),
            decided: owned("decided"),
            attributes: match fields.get("attributes") {
                Some(Value::Map(all)) => all.clone(),
                _ => BTreeMap::new(),
            },
            record: text("record").and_then(|it| it.parse().ok()),
            note: text("note").map(str::to_owned),
            links,
        })
    }
}

fn listed(document: &Document) -> &[Value] {
    match document.metadata().extra.get(ORPHANS) {
        Some(Value::List(all)) => all,
        _ => &[],
    }
}

/// Tags of earlier drafts that have no place in the text, each until it is placed or dismissed.
pub fn orphans(document: &Document) -> Vec<Orphan> {
    listed(document).iter().filter_map(Orphan::of_value).collect()
}

/// Adds to the list of tags without a place.
pub(super) fn keep(metadata: &mut Metadata, new: &[Orphan]) {
    if new.is_empty() {
        return;
    }
    let mut all = match metadata.extra.remove(ORPHANS) {
        Some(Value::List(all)) => all,
        Some(other) => vec![other],
        None => Vec::new(),
    };
    all.extend(new.iter().map(Orphan::to_value));
    metadata.extra.insert(ORPHANS.to_owned(), Value::List(all));
}

/// Takes a tag off the list for good.
pub fn dismiss_orphan(document: &Document, id: AnnotationId) -> Result<Transaction, EditError> {
    Ok(Transaction::new("Dismiss a tag without a place", vec![without(document, id)?]))
}

/// Takes all tags off the list for good, in one step.
pub fn dismiss_orphans(document: &Document) -> Result<Transaction, EditError> {
    let mut metadata = document.metadata().clone();
    if metadata.extra.remove(ORPHANS).is_none() {
        return Err(EditError::Refused("there is no tag without a place".to_owned()));
    }
    let edit = Edit::SetMetadata(Box::new(metadata));
    Ok(Transaction::new("Dismiss all tags without a place", vec![edit]))
}

fn without(document: &Document, id: AnnotationId) -> Result<Edit, EditError> {
    let is_it = |it: &Value| Orphan::of_value(it).is_some_and(|it| it.id == id);
    let rest: Vec<_> = listed(document).iter().filter(|it| !is_it(it)).cloned().collect();
    if rest.len() == listed(document).len() {
        return Err(EditError::NoAnnotation(id));
    }
    let mut metadata = document.metadata().clone();
    if rest.is_empty() {
        metadata.extra.remove(ORPHANS);
    } else {
        metadata.extra.insert(ORPHANS.to_owned(), Value::List(rest));
    }
    Ok(Edit::SetMetadata(Box::new(metadata)))
}

/// Puts a tag of the list where a person says, which accepts it. Its links come back, open, to those
/// tags that are there.
pub fn place_orphan(
    document: &Document,
    id: AnnotationId,
    spans: Spans,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let found = orphans(document).into_iter().find(|it| it.id == id);
    let orphan = found.ok_or(EditError::NoAnnotation(id))?;
    let attributes = orphan.attributes.into_iter().map(|(key, it)| (Key::from(key), it));
    let new = Annotation {
        id,
        label: orphan.label,
        spans,
        attributes: attributes.collect(),
        record: orphan.record.filter(|it| document.record(*it).is_some()),
        note: orphan.note,
        standing: Standing::by_person(by.clone()),
        extra: Extra::new(),
    };
    let label = |end| {
        let there = document.annotation(end).map(|it| &it.label);
        if end == id { Some(&new.label) } else { there }
    };
    let mut edits = vec![without(document, id)?, Edit::Insert(Arc::new(new.clone()))];
    let mut next = document.next_ids().relation;
    for (kind, from, to) in orphan.links {
        let spec = document.tag_set().relation(kind.as_str());
        let ends = label(from).zip(label(to));
        if from == to || !spec.zip(ends).is_some_and(|(it, (from, to))| it.admits(from, to)) {
            continue;
        }
        let standing = Standing { review: Review::Proposed, ..Standing::by_person(by.clone()) };
        let link = Relation { id: next, kind, from, to, standing, extra: Extra::new() };
        edits.push(Edit::Link(Box::new(link)));
        next.0 = next.0.saturating_add(1);
    }
    Ok(Transaction::new("Place a tag of an earlier draft", edits))
}
