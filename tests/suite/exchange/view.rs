//! What a document says, without ids: what an export and an import must keep, less what was told.

use std::collections::BTreeMap;

use factmark::annotation::{
    AnnotationId, Confidence, Document, Extra, Key, Metadata, Origin, RecordId, RelationId, Review,
    Signature, Standing, Tier, Value, Zone,
};
use factmark::formats::exchange::{Loss, Subject, What};
use factmark::text::{Span, Unit};

/// Offsets in code points.
type Place = (usize, usize);

#[derive(Clone, Debug, PartialEq)]
struct Tag {
    places: Vec<Place>,
    label: Key,
    attributes: BTreeMap<Key, Value>,
    note: Option<String>,
    standing: Stands,
    extra: Extra,
    record: Option<RecordId>,
}

#[derive(Clone, Debug, PartialEq)]
struct Stands {
    review: Review,
    trust: (Tier, Option<Confidence>),
    /// `None`: it came with a data set.
    origin: Option<(Origin, Option<Signature>)>,
}

/// A label and its place.
type End = (Key, Vec<Place>);

#[derive(Clone, Debug, PartialEq)]
struct Link {
    kind: Key,
    from: End,
    to: End,
    standing: Stands,
    extra: Extra,
}

#[derive(Clone, Debug, PartialEq)]
struct Record {
    label: Key,
    name: String,
    details: (Vec<String>, Vec<String>, Option<String>),
    extra: Extra,
    mentions: Vec<End>,
}

/// What a document says.
#[derive(Debug, PartialEq)]
pub(crate) struct View {
    text: String,
    zones: Vec<Zone>,
    metadata: Metadata,
    tags: Vec<Tag>,
    links: Vec<Link>,
    records: Vec<Record>,
}

impl Stands {
    fn of(standing: &Standing) -> Self {
        let imported = matches!(standing.origin, Origin::Import { .. });
        let origin = (!imported || standing.signed.is_some())
            .then(|| (standing.origin.clone(), standing.signed.clone()));
        Self { review: standing.review, trust: (standing.tier, standing.confidence), origin }
    }

    fn lose(&mut self, what: &What) {
        match what {
            What::Review => self.review = Review::Proposed,
            What::Trust => self.trust = (Tier::Likely, None),
            What::Origin => self.origin = None,
            other => panic!("a standing cannot lose {other:?}"),
        }
    }
}

impl View {
    pub(crate) fn of(document: &Document) -> Self {
        Self::less(document, &[])
    }

    /// What is left of a document after losses.
    pub(crate) fn less(document: &Document, losses: &[Loss]) -> Self {
        let mut work = Work::new(document);
        for loss in losses {
            work.lose(loss);
        }
        work.view()
    }

    /// Forgets what an import onto an article takes from there.
    pub(crate) fn without_page(mut self) -> Self {
        self.zones.clear();
        self.metadata = Metadata::default();
        self
    }
}

struct Work<'a> {
    document: &'a Document,
    lines: bool,
    text: Option<String>,
    zones: Vec<Zone>,
    metadata: Metadata,
    tags: BTreeMap<AnnotationId, Tag>,
    pieces: Vec<AnnotationId>,
    links: BTreeMap<RelationId, (Stands, Extra)>,
    records: BTreeMap<RecordId, Record>,
}

impl<'a> Work<'a> {
    fn new(document: &'a Document) -> Self {
        let tags = document.annotations().map(|it| {
            let tag = Tag {
                places: it.spans.iter().map(|it| place(document, it)).collect(),
                label: it.label.clone(),
                attributes: it.attributes.clone(),
                note: it.note.clone(),
                standing: Stands::of(&it.standing),
                extra: it.extra.clone(),
                record: it.record,
            };
            (it.id, tag)
        });
        let links =
            document.relations().map(|it| (it.id, (Stands::of(&it.standing), it.extra.clone())));
        let records = document.records().map(|it| {
            let record = Record {
                label: it.label.clone(),
                name: it.name.clone(),
                details: (it.aliases.clone(), it.roles.clone(), it.link.clone()),
                extra: it.extra.clone(),
                mentions: Vec::new(),
            };
            (it.id, record)
        });
        Self {
            document,
            lines: false,
            text: None,
            zones: document.zones().to_vec(),
            metadata: document.metadata().clone(),
            tags: tags.collect(),
            pieces: Vec::new(),
            links: links.collect(),
            records: records.collect(),
        }
    }

    fn lose(&mut self, loss: &Loss) {
        match loss.of {
            Subject::Document => self.lose_of_document(&loss.what),
            Subject::Annotation(id) => self.lose_of_tag(id, &loss.what),
            Subject::Relation(id) => match &loss.what {
                What::Whole => assert!(self.links.remove(&id).is_some(), "{loss:?} twice"),
                What::Extra => self.links.get_mut(&id).unwrap().1.clear(),
                what => self.links.get_mut(&id).unwrap().0.lose(what),
            },
            Subject::Record(id) => match &loss.what {
                What::Whole => assert!(self.records.remove(&id).is_some(), "{loss:?} twice"),
                What::Extra => self.records.get_mut(&id).unwrap().extra.clear(),
                What::Details => self.records.get_mut(&id).unwrap().details = <_>::default(),
                what => panic!("a record cannot lose {what:?}"),
            },
        }
    }

    fn lose_of_document(&mut self, what: &What) {
        match what {
            What::Zones => self.zones.clear(),
            What::Metadata => {
                self.metadata = Metadata { id: self.metadata.id.clone(), ..<_>::default() };
            }
            What::Name => self.metadata.id.clear(),
            What::LineEnds => self.lines = true,
            What::Characters => self.text = Some(String::new()),
            what => panic!("a document cannot lose {what:?}"),
        }
    }

    fn lose_of_tag(&mut self, id: AnnotationId, what: &What) {
        if *what == What::Whole {
            assert!(self.tags.remove(&id).is_some(), "{id} is lost twice");
            return;
        }
        let tag = self.tags.get_mut(&id).expect("what is lost as a whole loses nothing else");
        match what {
            What::Attribute(key) => assert!(tag.attributes.remove(key).is_some(), "{key} twice"),
            What::Note => tag.note = None,
            What::Mention => tag.record = None,
            What::Extra => tag.extra.clear(),
            What::Pieces => self.pieces.push(id),
            What::Place(spans) => {
                tag.places = spans.iter().map(|it| place(self.document, it)).collect();
            }
            what => tag.standing.lose(what),
        }
    }

    fn view(mut self) -> View {
        for id in &self.pieces {
            // The first piece is the one that relations go on with.
            let tag = self.tags.get_mut(id).unwrap();
            let more: Vec<_> = tag.places.drain(1..).collect();
            let tag = tag.clone();
            for (number, place) in (0..).zip(more) {
                let made = AnnotationId(u32::MAX - id.0 * 1000 - number);
                self.tags.insert(made, Tag { places: vec![place], ..tag.clone() });
            }
        }
        let mut text = self.document.text().as_str().to_owned();
        if self.lines {
            let moved = moves(&text);
            text = text.replace("\r\n", "\n").replace('\r', "\n");
            for place in self.tags.values_mut().flat_map(|it| &mut it.places) {
                *place = (moved[place.0], moved[place.1]);
            }
        }
        let end = |id: AnnotationId| {
            let tag = self.tags.get(&id).expect("a relation of a lost tag is lost");
            (tag.label.clone(), tag.places.clone())
        };
        let links = self.links.iter().map(|(id, (standing, extra))| {
            let link = self.document.relation(*id).unwrap();
            Link {
                kind: link.kind.clone(),
                from: end(link.from),
                to: end(link.to),
                standing: standing.clone(),
                extra: extra.clone(),
            }
        });
        let links = sorted(links.collect());
        let mut tags = Vec::new();
        for mut tag in self.tags.into_values() {
            if let Some(id) = tag.record.take() {
                let record = self.records.get_mut(&id).expect("a mention of a lost record is lost");
                record.mentions.push((tag.label.clone(), tag.places.clone()));
            }
            tags.push(tag);
        }
        for record in self.records.values_mut() {
            record.mentions.sort();
        }
        let text = match self.text {
            Some(_) => harmless(&text),
            None => text,
        };
        View {
            text,
            zones: self.zones,
            metadata: self.metadata,
            tags: sorted(tags),
            links,
            records: sorted(self.records.into_values().collect()),
        }
    }
}

/// Text with every control character that XML forbids as a space.
fn harmless(text: &str) -> String {
    let bad = |c: char| {
        c < ' ' && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    text.chars().map(|c| if bad(c) { ' ' } else { c }).collect()
}

fn place(document: &Document, span: Span) -> Place {
    let at = |byte| document.text().offset_in(Unit::CodePoint, byte);
    (at(span.start()), at(span.end()))
}

/// Where each character goes once `\r\n` and `\r` are `\n`.
fn moves(text: &str) -> Vec<usize> {
    let mut moved = vec![0];
    let mut at = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if !(c == '\r' && chars.peek() == Some(&'\n')) {
            at += 1;
        }
        moved.push(at);
    }
    moved
}

fn sorted<T: std::fmt::Debug>(mut items: Vec<T>) -> Vec<T> {
    items.sort_by_cached_key(|it| format!("{it:?}"));
    items
}
