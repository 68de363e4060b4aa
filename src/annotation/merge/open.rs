//! Both versions kept where nobody is there to choose: a merge that git calls, or one on files.
//!
//! Tags and links become open proposals, each with the words of what was decided. A record is one
//! thing that mentions share, so it gets the names and roles of both. Zones and what is said of the
//! document as a whole cannot be there twice: theirs is put aside under a key of the document.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::choice::{Choice, Conflict, GONE, Thing, apart, link, record, record_now, tag_now};
use super::{Changed, Work};
use crate::annotation::{
    Annotation, Document, Edit, Metadata, Record, Relation, Review, Standing, Status, Value, Zone,
};
use crate::text::Unit;

/// The key of the document, or of a link or record, under which the other version is kept.
pub const ASIDE: &str = "merge_conflicts";

/// How the notes of tags begin that stand in two versions.
pub const CONFLICT: &str = "Merge conflict: ";

/// Whether two tags say the same and were decided alike, whoever did.
pub(super) fn same_tag(one: &Annotation, other: &Annotation) -> bool {
    let review = one.standing.review == other.standing.review;
    review && Annotation { standing: other.standing.clone(), ..one.clone() } == *other
}

/// Whether two links say the same and were decided alike.
pub(super) fn same_link(one: &Relation, other: &Relation) -> bool {
    let review = one.standing.review == other.standing.review;
    review && Relation { standing: other.standing.clone(), ..one.clone() } == *other
}

/// Whether two zonings say the same and were decided alike.
pub(super) fn same_zones(one: &[Zone], other: &[Zone]) -> bool {
    let same = |(one, other): (&Zone, &Zone)| {
        let review = one.standing.review == other.standing.review;
        review && Zone { standing: other.standing.clone(), ..one.clone() } == *other
    };
    one.len() == other.len() && one.iter().zip(other).all(same)
}

/// What was decided of a link, in words.
pub(in crate::annotation) fn decided(standing: &Standing) -> String {
    let review = match standing.review {
        Review::Proposed => "open",
        Review::Accepted => "accepted",
        Review::Rejected => "rejected",
    };
    standing.signed.as_ref().map_or(review.to_owned(), |it| format!("{review} by {}", it.by))
}

fn open(standing: &Standing) -> Standing {
    Standing { review: Review::Proposed, ..standing.clone() }
}

fn with_note(annotation: Annotation, words: &str) -> Annotation {
    let note = match annotation.note.as_deref().filter(|it| !it.is_empty()) {
        Some(note) => format!("{note}\n{words}"),
        None => words.to_owned(),
    };
    Annotation { note: Some(note), standing: open(&annotation.standing), ..annotation }
}

fn noted(extra: &mut BTreeMap<String, Value>, words: String) {
    let mut all = match extra.remove(ASIDE) {
        Some(Value::List(all)) => all,
        Some(other) => vec![other],
        None => Vec::new(),
    };
    all.push(Value::Text(words));
    extra.insert(ASIDE.to_owned(), Value::List(all));
}

impl Work<'_> {
    /// Both versions of a tag, as open proposals. What one of them has taken out stays, open.
    pub(super) fn both_open(&mut self, mine: Option<Annotation>, theirs: Option<&Annotation>) {
        let words = |it: Option<&Annotation>, document: &Document| {
            it.map_or(GONE.to_owned(), |it| tag_now(document, Some(it)).join(", "))
        };
        let said = (words(mine.as_ref(), &self.result), words(theirs, &self.result));
        let note = |one: &str, other: &str, which: &str| {
            format!("{CONFLICT}{which} version: {one}; the other: {other}")
        };
        let (ours, others) = (note(&said.0, &said.1, "first"), note(&said.1, &said.0, "second"));
        let there = theirs.is_some();
        if let Some(theirs) = theirs {
            let new = with_note(theirs.clone(), &others);
            let record = new.record;
            self.put(Edit::Replace(Arc::new(new)), record, || said.1.clone());
        }
        if let Some(mine) = mine {
            let new = with_note(mine, &ours);
            if there {
                self.add(new, || said.0.clone());
            } else {
                let record = new.record;
                self.put(Edit::Insert(Arc::new(new)), record, || said.0.clone());
            }
        }
    }

    /// Leaves a link of theirs open, with the words of both versions.
    pub(super) fn open_link(&mut self, theirs: &Relation, first: &str, second: &str) {
        let mut new = Relation { standing: open(&theirs.standing), ..theirs.clone() };
        noted(&mut new.extra, format!("first version: {first}; second version: {second}"));
        let what = || link(self.theirs, theirs);
        let words = what();
        if self.apply(Edit::Unlink(theirs.id), || words.clone()) {
            self.apply(Edit::Link(Box::new(new)), || words.clone());
        }
    }

    /// Both versions of a link, open; one, if only what was decided differs.
    pub(super) fn both_links(&mut self, mine: &Relation, theirs: Option<&Relation>) {
        let first = decided(&mine.standing);
        let Some(theirs) = theirs else {
            let mut new = Relation { standing: open(&mine.standing), ..mine.clone() };
            noted(&mut new.extra, format!("first version: {first}; second version: {GONE}"));
            let words = link(self.mine, mine);
            self.apply(Edit::Link(Box::new(new)), || words.clone());
            return;
        };
        self.open_link(theirs, &first, &decided(&theirs.standing));
        if (&mine.kind, mine.from, mine.to) != (&theirs.kind, theirs.from, theirs.to) {
            let id = self.next.relation;
            self.next.relation.0 += 1;
            let mut new = Relation { id, standing: open(&mine.standing), ..mine.clone() };
            noted(&mut new.extra, format!("first version: {first}"));
            let words = link(self.mine, mine);
            self.apply(Edit::Link(Box::new(new)), || words.clone());
        }
    }

    /// A link that both have made, which they may have decided on differently.
    pub(super) fn twin_link(&mut self, mine: &Relation, twin: &Relation) {
        if mine.standing.review == twin.standing.review {
            return;
        }
        let words = (decided(&mine.standing), decided(&twin.standing));
        let what = link(self.mine, mine);
        let takes = self.takes(Changed::Both, || Conflict {
            thing: Thing::Link(mine.id),
            what: what.clone(),
            mine: words.0.clone(),
            theirs: words.1.clone(),
            both: false,
        });
        match takes {
            Choice::Theirs => {}
            Choice::Open => self.open_link(twin, &words.0, &words.1),
            Choice::Mine | Choice::Both => {
                let new = Relation { standing: mine.standing.clone(), ..twin.clone() };
                if self.apply(Edit::Unlink(twin.id), || what.clone()) {
                    self.apply(Edit::Link(Box::new(new)), || what.clone());
                }
            }
        }
    }

    /// A record with the names and roles of both versions; ours decides the rest.
    pub(super) fn both_records(&mut self, mine: &Record, theirs: &Record) {
        let mut new = joined(mine, theirs);
        let words = apart((record_now(Some(mine)), record_now(Some(theirs)))).1;
        noted(&mut new.extra, format!("second version: {} {words}", theirs.label));
        let what = record(mine);
        self.apply(Edit::ReplaceRecord(Box::new(Record { id: theirs.id, ..new })), || what.clone());
    }

    /// A record that both have made: theirs gets what only ours has.
    pub(super) fn twin_record(&mut self, mine: &Record, twin: &Record) {
        // Two of ours may have the same name.
        let now = self.result.record(twin.id).unwrap_or(twin).clone();
        let mut new = joined(&now, mine);
        let links = mine.link.is_some() && twin.link.is_some() && mine.link != twin.link;
        if links {
            let words = apart((record_now(Some(mine)), record_now(Some(twin))));
            let takes = self.takes(Changed::Both, || Conflict {
                thing: Thing::Record(mine.id),
                what: record(mine),
                mine: words.0,
                theirs: words.1,
                both: false,
            });
            if takes != Choice::Theirs {
                new.link.clone_from(&mine.link);
            }
            if takes == Choice::Open {
                let link = twin.link.as_deref().unwrap_or_default();
                noted(&mut new.extra, format!("second version: link {link}"));
            }
        }
        if new != now {
            let what = record(mine);
            self.apply(Edit::ReplaceRecord(Box::new(new)), || what.clone());
        }
    }

    /// Writes down what was put aside, and what of ours did not fit.
    pub(super) fn set_aside(&mut self) {
        if self.choices.nobody_chooses() {
            let left = self.merged.left_out.iter().map(|it| Value::Text(it.clone()));
            self.aside.extend(left);
        }
        if self.aside.is_empty() {
            return;
        }
        let mut metadata = self.result.metadata().clone();
        let mut all = match metadata.extra.remove(ASIDE) {
            Some(Value::List(all)) => all,
            Some(other) => vec![other],
            None => Vec::new(),
        };
        all.append(&mut self.aside);
        metadata.extra.insert(ASIDE.to_owned(), Value::List(all));
        self.apply(Edit::SetMetadata(Box::new(metadata)), || "what was put aside".to_owned());
    }
}

/// `one` with the names, roles and further keys that only `other` has.
fn joined(one: &Record, other: &Record) -> Record {
    let mut new = one.clone();
    for name in other.aliases.iter().chain([&other.name]) {
        if *name != new.name && !new.aliases.contains(name) {
            new.aliases.push(name.clone());
        }
    }
    for role in &other.roles {
        if !new.roles.contains(role) {
            new.roles.push(role.clone());
        }
    }
    new.link = new.link.or_else(|| other.link.clone());
    for (key, value) in &other.extra {
        new.extra.entry(key.clone()).or_insert_with(|| value.clone());
    }
    new
}

fn map<const N: usize>(fields: [(&str, Value); N]) -> Value {
    Value::Map(fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// Zones as a value; places count code points, as in files.
pub(super) fn zones(document: &Document) -> Value {
    let at = |byte| {
        let point = document.text().offset_in(Unit::CodePoint, byte);
        Value::Number(i64::try_from(point).unwrap_or(i64::MAX))
    };
    let text = |it: Option<String>| it.map_or(Value::Null, Value::Text);
    let zones = document.zones().iter().map(|it| {
        map([
            ("kind", it.kind.key().into()),
            ("sub", text(it.sub.map(|it| it.key().to_owned()))),
            ("lang", text(it.lang.clone())),
            ("span", Value::List(vec![at(it.span.start()), at(it.span.end())])),
            ("decided", decided(&it.standing).into()),
        ])
    });
    map([("second version", "zones".into()), ("zones", Value::List(zones.collect()))])
}

/// What is said of a document as a whole, as a value.
pub(super) fn metadata(metadata: &Metadata) -> Value {
    let source = metadata.source.as_ref();
    let status = match &metadata.status {
        Status::Open => "open".to_owned(),
        Status::Done(signed) => format!("done by {}", signed.by),
    };
    let at = match &metadata.status {
        Status::Done(signed) => signed.at.map_or(Value::Null, |it| Value::Number(it.0)),
        Status::Open => Value::Null,
    };
    map([
        ("second version", "document".into()),
        ("id", metadata.id.clone().into()),
        ("source", source.map_or(Value::Null, |it| it.name.clone().into())),
        ("status", status.into()),
        ("seconds since 1970", at),
        ("keys", Value::Map(metadata.extra.clone())),
    ])
}
