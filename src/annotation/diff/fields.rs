//! The parts of things that two versions have differently.

use super::Field;
use super::pairs::Pairs;
use crate::annotation::{
    Annotation, Document, Extra, Metadata, Origin, Record, RecordId, Review, Signature, Standing,
    Status, Tier, Timestamp, Zone,
};
use crate::text::Unit;

/// Collects parts that differ.
pub(super) struct Fields<'a> {
    moment: &'a dyn Fn(Timestamp) -> String,
    pub(super) found: Vec<Field>,
}

/// What has been decided, in words.
pub(super) fn decision(standing: &Standing) -> String {
    match &standing.signed {
        Some(it) => format!("{} by {}", review(standing.review), it.by),
        None => review(standing.review).to_owned(),
    }
}

fn review(it: Review) -> &'static str {
    match it {
        Review::Proposed => "open",
        Review::Accepted => "accepted",
        Review::Rejected => "rejected",
    }
}

fn tier(it: Tier) -> &'static str {
    match it {
        Tier::Sure => "sure",
        Tier::Likely => "likely",
        Tier::Unsure => "unsure",
    }
}

fn listed(items: &[String]) -> Option<String> {
    (!items.is_empty()).then(|| items.join(", "))
}

impl<'a> Fields<'a> {
    pub(super) fn new(moment: &'a dyn Fn(Timestamp) -> String) -> Self {
        Self { moment, found: Vec::new() }
    }

    fn compare(&mut self, name: &str, first: Option<String>, second: Option<String>) {
        if first != second {
            self.found.push(Field { name: name.to_owned(), first, second });
        }
    }

    /// Two values that may read the same though they are not.
    fn put(&mut self, name: &str, same: bool, sides: (Option<String>, Option<String>)) {
        if !same {
            self.found.push(Field { name: name.to_owned(), first: sides.0, second: sides.1 });
        }
    }

    fn signature(&self, signed: &Signature) -> String {
        match signed.at {
            Some(at) => format!("{} at {}", signed.by, (self.moment)(at)),
            None => signed.by.clone(),
        }
    }

    fn origin(&self, origin: &Origin) -> String {
        match origin {
            Origin::Tagger(rule) => {
                let was = rule.proposed.as_ref().map(|it| format!(", proposed as {}", it.label));
                let was = was.unwrap_or_default();
                format!("tagger {} {}: {}{was}", rule.version, rule.key, rule.why)
            }
            Origin::Person(signed) => self.signature(signed),
            Origin::Import { from } => format!("from {from}"),
        }
    }

    pub(super) fn standing(&mut self, one: &Standing, other: &Standing) {
        self.compare(
            "review",
            Some(review(one.review).to_owned()),
            Some(review(other.review).to_owned()),
        );
        let signed = |it: &Standing| it.signed.as_ref().map(|it| self.signature(it));
        let sides = (signed(one), signed(other));
        self.compare("signed", sides.0, sides.1);
        self.compare("tier", Some(tier(one.tier).to_owned()), Some(tier(other.tier).to_owned()));
        let confidence = |it: &Standing| it.confidence.map(|it| it.per_mille().to_string());
        self.compare("confidence", confidence(one), confidence(other));
        let sides = (Some(self.origin(&one.origin)), Some(self.origin(&other.origin)));
        self.put("origin", one.origin == other.origin, sides);
    }

    pub(super) fn extra(&mut self, one: &Extra, other: &Extra) {
        let mut keys: Vec<&String> = one.keys().chain(other.keys()).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            let (first, second) = (one.get(key), other.get(key));
            let shown = (first.map(ToString::to_string), second.map(ToString::to_string));
            self.put(key, first == second, shown);
        }
    }

    /// Two tags that are the same one.
    pub(super) fn annotation(
        &mut self,
        (first, one): (&Document, &Annotation),
        (second, other): (&Document, &Annotation),
        records: &Pairs<RecordId>,
    ) {
        self.compare("label", Some(one.label.to_string()), Some(other.label.to_string()));
        // Where the words are the same in another version of the text, the place is.
        let moved = first.text() == second.text() && one.spans != other.spans
            || words(first, one) != words(second, other);
        self.put("place", !moved, (Some(place(first, one)), Some(place(second, other))));
        let same = match (one.record, other.record) {
            (None, None) => true,
            (Some(one), Some(other)) => records.of(one) == Some(other),
            (Some(_), None) | (None, Some(_)) => false,
        };
        let named = |document: &Document, it: &Annotation| {
            it.record.and_then(|it| document.record(it)).map(|it| format!("{} {}", it.id, it.name))
        };
        self.put("record", same, (named(first, one), named(second, other)));
        let mut keys: Vec<_> = one.attributes.keys().chain(other.attributes.keys()).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            let (first, second) = (one.attributes.get(key), other.attributes.get(key));
            let shown = (first.map(ToString::to_string), second.map(ToString::to_string));
            self.put(key.as_str(), first == second, shown);
        }
        self.compare("note", one.note.clone(), other.note.clone());
        self.standing(&one.standing, &other.standing);
        self.extra(&one.extra, &other.extra);
    }

    pub(super) fn zone(&mut self, one: &Zone, other: &Zone) {
        let kind = |it: &Zone| Some(it.kind.key().to_owned());
        self.compare("kind", kind(one), kind(other));
        let sub = |it: &Zone| it.sub.map(|it| it.key().to_owned());
        self.compare("sub", sub(one), sub(other));
        self.compare("lang", one.lang.clone(), other.lang.clone());
        self.standing(&one.standing, &other.standing);
        self.extra(&one.extra, &other.extra);
    }

    pub(super) fn record(&mut self, one: &Record, other: &Record) {
        self.compare("label", Some(one.label.to_string()), Some(other.label.to_string()));
        self.compare("name", Some(one.name.clone()), Some(other.name.clone()));
        let aliases = (listed(&one.aliases), listed(&other.aliases));
        self.put("aliases", one.aliases == other.aliases, aliases);
        self.put("roles", one.roles == other.roles, (listed(&one.roles), listed(&other.roles)));
        self.compare("link", one.link.clone(), other.link.clone());
        self.extra(&one.extra, &other.extra);
    }

    pub(super) fn metadata(&mut self, one: &Metadata, other: &Metadata) {
        self.compare("id", Some(one.id.clone()), Some(other.id.clone()));
        let source = |it: &Metadata| {
            let it = it.source.as_ref()?;
            let more = [&it.media_type, &it.sha256].into_iter().flatten();
            Some(more.fold(it.name.clone(), |all, it| format!("{all}, {it}")))
        };
        self.put("source", one.source == other.source, (source(one), source(other)));
        let status = |it: &Metadata| match &it.status {
            Status::Open => "open".to_owned(),
            Status::Done(signed) => format!("finished by {}", self.signature(signed)),
        };
        let sides = (Some(status(one)), Some(status(other)));
        self.compare("status", sides.0, sides.1);
        self.extra(&one.extra, &other.extra);
    }
}

fn words<'a>(document: &'a Document, tag: &Annotation) -> Vec<&'a str> {
    tag.spans.iter().map(|it| document.text().slice(it)).collect()
}

/// The words of a tag and where they stand, in code points as in files.
fn place(document: &Document, tag: &Annotation) -> String {
    let text = document.text();
    let at = |byte| text.offset_in(Unit::CodePoint, byte);
    let pieces: Vec<_> =
        tag.spans.iter().map(|it| format!("{}–{}", at(it.start()), at(it.end()))).collect();
    format!("“{}” at {}", super::shown(&document.excerpt(tag)), pieces.join(", "))
}
