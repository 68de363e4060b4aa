//! What two versions of a document say differently: [`diff()`].
//!
//! Things of the two are told to be the same by what they say and where they stand ([`pairs`]), since
//! two editors who began with an untagged text count their ids apart. Where the texts differ, places
//! are carried over through what both have ([`texts`]).
//!
//! Not here: making one of two (`annotation::merge`), printing (`cli`).

mod align;
mod fields;
mod pairs;
mod texts;

use std::collections::BTreeMap;

pub(super) use self::align::align;
use self::fields::Fields;
use self::pairs::{Pairs, pair_annotations, pair_records, pair_zones};
pub(super) use self::texts::longest;
pub use self::texts::{Apart, first_apart};
use super::check::line_of;
use super::document::Document;
use super::model::{Annotation, AnnotationId, Record, RecordId, Relation, RelationId};
use super::value::Timestamp;
use super::zone::Zone;
use crate::text::Span;

/// What a difference is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The article itself.
    Text,
    /// What is said of the document as a whole.
    Document,
    /// A part of the page.
    Zone,
    /// A tag.
    Tag,
    /// A link between two tags.
    Link,
    /// A record.
    Record,
}

impl Kind {
    /// Every one, in the order of a report.
    pub const ALL: [Self; 6] =
        [Self::Text, Self::Document, Self::Zone, Self::Tag, Self::Link, Self::Record];

    /// Its name in data.
    pub fn key(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Document => "document",
            Self::Zone => "zone",
            Self::Tag => "tag",
            Self::Link => "link",
            Self::Record => "record",
        }
    }
}

/// A thing as one of the two versions has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Its id there; empty for what has none.
    pub id: String,
    /// Where it stands there, if it has a place.
    pub span: Option<Span>,
    /// The line of that, counted from 1.
    pub line: Option<usize>,
    /// What it is, in words.
    pub what: String,
}

/// A part of a thing that has two values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Such as `label`, `place`, `review`, or an attribute's key.
    pub name: String,
    /// What the first version says; `None`: nothing.
    pub first: Option<String>,
    /// What the second says.
    pub second: Option<String>,
}

/// Something that only one version has, or that the two have differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What it is about.
    pub kind: Kind,
    /// In the first version; `None` if only the second has it.
    pub first: Option<Side>,
    /// In the second version; `None` if only the first has it.
    pub second: Option<Side>,
    /// What differs, of a thing that both have.
    pub fields: Vec<Field>,
}

/// What `first` and `second` say differently; nothing if they say the same. `moment` writes a time.
pub fn diff(
    first: &Document,
    second: &Document,
    moment: &dyn Fn(Timestamp) -> String,
) -> Vec<Difference> {
    let map = texts::Map::new(first.text(), second.text());
    let records = pair_records(first, second);
    let tags = pair_annotations(first, second, &map);
    let mut work = Work { first, second, moment, records, tags, found: Vec::new() };
    work.found.extend(map.apart.iter().map(text_difference));
    work.document();
    work.zones(&map);
    work.tags();
    work.links();
    work.records();
    work.found
}

fn text_difference(apart: &Apart) -> Difference {
    let side = |line, words: &str| Side {
        id: String::new(),
        span: None,
        line: Some(line),
        what: words.to_owned(),
    };
    Difference {
        kind: Kind::Text,
        first: Some(side(apart.lines.0, &apart.first)),
        second: Some(side(apart.lines.1, &apart.second)),
        fields: vec![Field {
            name: "words".to_owned(),
            first: Some(apart.first.clone()),
            second: Some(apart.second.clone()),
        }],
    }
}

struct Work<'a> {
    first: &'a Document,
    second: &'a Document,
    moment: &'a dyn Fn(Timestamp) -> String,
    records: Pairs<RecordId>,
    tags: Pairs<AnnotationId>,
    found: Vec<Difference>,
}

impl Work<'_> {
    /// Notes a thing unless both versions have the same.
    fn note(&mut self, kind: Kind, sides: (Option<Side>, Option<Side>), fields: Vec<Field>) {
        let (first, second) = sides;
        if first.is_none() || second.is_none() || !fields.is_empty() {
            self.found.push(Difference { kind, first, second, fields });
        }
    }

    fn document(&mut self) {
        let (one, other) = (self.first.metadata(), self.second.metadata());
        let mut fields = Fields::new(self.moment);
        fields.metadata(one, other);
        let side = |id: &str| Side {
            id: id.to_owned(),
            span: None,
            line: None,
            what: "the document".to_owned(),
        };
        let sides = (Some(side(&one.id)), Some(side(&other.id)));
        self.note(Kind::Document, sides, fields.found);
    }

    fn zones(&mut self, map: &texts::Map) {
        let (first, second) = (self.first, self.second);
        for (one, other) in pair_zones(first.zones(), second.zones(), map) {
            let mut fields = Fields::new(self.moment);
            if let (Some(one), Some(other)) = (one, other) {
                fields.zone(one, other);
            }
            let sides = (one.map(|it| zone_side(first, it)), other.map(|it| zone_side(second, it)));
            self.note(Kind::Zone, sides, fields.found);
        }
    }

    fn tags(&mut self) {
        let (first, second) = (self.first, self.second);
        for (one, other) in self.tags.all() {
            let one = one.and_then(|it| first.annotation(it));
            let other = other.and_then(|it| second.annotation(it));
            let mut fields = Fields::new(self.moment);
            if let (Some(one), Some(other)) = (one, other) {
                fields.annotation((first, one), (second, other), &self.records);
            }
            let sides = (one.map(|it| tag_side(first, it)), other.map(|it| tag_side(second, it)));
            self.note(Kind::Tag, sides, fields.found);
        }
    }

    fn links(&mut self) {
        let (first, second) = (self.first, self.second);
        // Links by what they join; the same may be there twice.
        let mut left: BTreeMap<(&str, AnnotationId, AnnotationId), Vec<&Relation>> =
            BTreeMap::new();
        for it in second.relations() {
            left.entry((it.kind.as_str(), it.from, it.to)).or_default().push(it);
        }
        for one in first.relations() {
            let ends = self.tags.of(one.from).zip(self.tags.of(one.to));
            let key = ends.map(|(from, to)| (one.kind.as_str(), from, to));
            let other = key.and_then(|it| left.get_mut(&it)).and_then(|twins| {
                let at = twins.iter().position(|it| it.id == one.id).unwrap_or(0);
                (at < twins.len()).then(|| twins.remove(at))
            });
            let mut fields = Fields::new(self.moment);
            if let Some(other) = other {
                fields.standing(&one.standing, &other.standing);
                fields.extra(&one.extra, &other.extra);
            }
            let sides = (Some(link_side(first, one)), other.map(|it| link_side(second, it)));
            self.note(Kind::Link, sides, fields.found);
        }
        let mut left: Vec<(RelationId, &Relation)> =
            left.into_values().flatten().map(|it| (it.id, it)).collect();
        left.sort_by_key(|it| it.0);
        for (_, it) in left {
            self.note(Kind::Link, (None, Some(link_side(second, it))), Vec::new());
        }
    }

    fn records(&mut self) {
        let (first, second) = (self.first, self.second);
        for (one, other) in self.records.all() {
            let one = one.and_then(|it| first.record(it));
            let other = other.and_then(|it| second.record(it));
            let mut fields = Fields::new(self.moment);
            if let (Some(one), Some(other)) = (one, other) {
                fields.record(one, other);
            }
            let sides =
                (one.map(|it| record_side(first, it)), other.map(|it| record_side(second, it)));
            self.note(Kind::Record, sides, fields.found);
        }
    }
}

/// Most characters of a tag's words that are shown.
const MOST: usize = 80;

/// Words on one line, cut off where they are long.
pub fn shown(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = line.chars().take(MOST).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}

fn placed(document: &Document, id: String, span: Span, what: String) -> Side {
    let line = line_of(document.text(), span.start());
    Side { id, span: Some(span), line: Some(line), what }
}

fn tag_words(document: &Document, tag: &Annotation) -> String {
    format!("{} “{}”", tag.label, shown(&document.excerpt(tag)))
}

fn tag_side(document: &Document, tag: &Annotation) -> Side {
    let what = format!("{}, {}", tag_words(document, tag), fields::decision(&tag.standing));
    placed(document, tag.id.to_string(), tag.spans.hull(), what)
}

fn zone_side(document: &Document, zone: &Zone) -> Side {
    let words = shown(document.text().slice(zone.span));
    placed(document, String::new(), zone.span, format!("{} “{words}”", zone.kind.key()))
}

fn link_side(document: &Document, link: &Relation) -> Side {
    let end = |id| document.annotation(id).map(|it| tag_words(document, it)).unwrap_or_default();
    let what = format!("{} from {} to {}", link.kind, end(link.from), end(link.to));
    let from = document.annotation(link.from).map(|it| it.spans.hull());
    Side {
        id: link.id.to_string(),
        span: from,
        line: from.map(|it| line_of(document.text(), it.start())),
        what,
    }
}

fn record_side(document: &Document, record: &Record) -> Side {
    let span = document.mentions(record.id).next().map(|it| it.spans.hull());
    Side {
        id: record.id.to_string(),
        span,
        line: span.map(|it| line_of(document.text(), it.start())),
        what: format!("{} “{}”", record.label, record.name),
    }
}

#[cfg(test)]
mod tests;
