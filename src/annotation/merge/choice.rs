//! What both sides have changed, in words, and whose version of it is to stand.

use std::collections::BTreeMap;

use crate::annotation::{
    Annotation, AnnotationId, Document, Metadata, Record, RecordId, Relation, RelationId, Review,
    Status,
};

/// A thing that a document consists of. New tags and links have the ids that they have with us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// A record.
    Record(RecordId),
    /// A tag.
    Annotation(AnnotationId),
    /// A link.
    Link(RelationId),
    /// All zones.
    Zones,
    /// What is said of the document as a whole.
    Document,
}

/// Something that both have changed, to different things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What.
    pub thing: Thing,
    /// What it was, in words.
    pub what: String,
    /// What we have made of it.
    pub mine: String,
    /// What they have made of it.
    pub theirs: String,
    /// Whether the two can stand beside each other.
    pub both: bool,
}

/// Which version stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// Of this window.
    #[default]
    Mine,
    /// Of the file.
    Theirs,
    /// Both, beside each other; ours, where they cannot.
    Both,
    /// Neither is decided for: both versions of a tag stand as open proposals whose notes tell of
    /// each other. What cannot stand twice is ours, and keeps theirs beside it.
    Open,
}

/// What stands where both have changed something: ours, unless something else is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    otherwise: Choice,
    chosen: BTreeMap<Thing, Choice>,
}

impl Choices {
    /// The same of everything that nothing is chosen for.
    #[must_use]
    pub fn all(otherwise: Choice) -> Self {
        Self { otherwise, chosen: BTreeMap::new() }
    }

    /// Whose version of a thing stands.
    #[must_use]
    pub fn of(&self, thing: Thing) -> Choice {
        self.chosen.get(&thing).copied().unwrap_or(self.otherwise)
    }

    /// Chooses whose version of a thing stands.
    pub fn set(&mut self, thing: Thing, choice: Choice) {
        self.chosen.insert(thing, choice);
    }

    /// Whether nobody is there to choose.
    pub(super) fn nobody_chooses(&self) -> bool {
        self.otherwise == Choice::Open
    }
}

/// A tag in words.
pub(super) fn tag(document: &Document, annotation: &Annotation) -> String {
    let label = document.label(annotation);
    let label = label.map_or(annotation.label.as_str(), |it| it.name.as_str());
    format!("{label} “{}”", short(&document.excerpt(annotation)))
}

/// What is different between two versions of a thing, in words, version by version.
pub(super) fn apart((mine, theirs): (Vec<String>, Vec<String>)) -> (String, String) {
    let only = |one: &[String], other: &[String]| {
        let left: Vec<&str> =
            one.iter().filter(|it| !other.contains(it)).map(String::as_str).collect();
        if left.is_empty() { one.join(", ") } else { left.join(", ") }
    };
    (only(&mine, &theirs), only(&theirs, &mine))
}

/// What has become of a tag, in words.
pub(super) fn tag_now(document: &Document, annotation: Option<&Annotation>) -> Vec<String> {
    let Some(it) = annotation else { return vec![GONE.to_owned()] };
    let review = match it.standing.review {
        Review::Proposed => "open",
        Review::Accepted => "accepted",
        Review::Rejected => "rejected",
    };
    let by = it.standing.signed.as_ref().map(|it| format!(" by {}", it.by));
    let mut words = vec![tag(document, it), format!("{review}{}", by.unwrap_or_default())];
    let record = it.record.and_then(|it| document.record(it)).map(|it| it.name.as_str());
    words.extend(record.map(|it| format!("record {it}")));
    words.extend(it.attributes.iter().map(|(key, value)| format!("{key} {value}")));
    words.extend(it.note.iter().map(|it| format!("note “{}”", short(it))));
    words
}

/// A record in words.
pub(super) fn record(record: &Record) -> String {
    format!("the record “{}”", record.name)
}

/// What has become of a record, in words.
pub(super) fn record_now(record: Option<&Record>) -> Vec<String> {
    let Some(it) = record else { return vec![GONE.to_owned()] };
    let mut words = vec![format!("“{}”", it.name)];
    words.extend(it.aliases.iter().map(|it| format!("also {it}")));
    words.extend(it.roles.iter().cloned());
    words.extend(it.link.iter().map(|it| format!("link {it}")));
    words
}

/// A link in words.
pub(super) fn link(document: &Document, relation: &Relation) -> String {
    let end = |id| document.annotation(id).map(|it| tag(document, it)).unwrap_or_default();
    let kind = document.tag_set().relation(relation.kind.as_str());
    let kind = kind.map_or(relation.kind.as_str(), |it| it.name.as_str());
    format!("the link “{kind}” from {} to {}", end(relation.from), end(relation.to))
}

/// What has become of a link, in words.
pub(super) fn link_now(document: &Document, relation: Option<&Relation>) -> String {
    relation.map_or_else(|| GONE.to_owned(), |it| link(document, it))
}

/// How far a document is, in words.
pub(super) fn metadata_now(metadata: &Metadata) -> String {
    match &metadata.status {
        Status::Open => "not finished".to_owned(),
        Status::Done(by) => format!("finished by {}", by.by),
    }
}

pub(super) const GONE: &str = "taken out";

fn short(words: &str) -> String {
    const MOST: usize = 40;
    let mut short: String = words.chars().take(MOST).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    short
}
