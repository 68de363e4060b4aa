//! The exporter.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};
use std::sync::Arc;

use super::super::names::narrow;
use super::super::{Companion, Exporter, Holds, Loss, Options, Subject, What, Written, losses_at};
use super::places::{Plain, fragments, joined};
use super::{CONFIDENCE, REVIEW, TIER, attribute_name, line};
use crate::annotation::{
    Annotation, AttributeKind, Document, Key, Record, RecordId, Review, Spans, TagSet, Tier, Value,
};
use crate::formats::native::names;
use crate::formats::tagset;
use crate::text::{Text, Unit};

/// The exporter.
pub(in crate::formats) struct Brat;

const HOLDS: Holds = Holds { name: false, ..Holds::MOST };

impl Exporter for Brat {
    fn key(&self) -> &'static str {
        "brat"
    }

    fn about(&self) -> &'static str {
        "brat's standoff files, a text and its tags"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["ann", "txt"]
    }

    fn many(&self) -> bool {
        false
    }

    fn write(&self, document: &Document, options: &Options) -> Written {
        let plain = Plain::new(document.text());
        let mut lines = Lines {
            document,
            plain: &plain,
            unit: options.unit.unwrap_or(Unit::CodePoint),
            out: String::new(),
            counts: BTreeMap::new(),
            told: BTreeSet::new(),
        };
        // Text takes everything.
        let _written = lines.all();
        let parts = vec![lines.out.into_bytes(), plain.text.as_str().as_bytes().to_vec()];
        Written { parts, losses: losses(document) }
    }

    fn companions(&self, tag_sets: &[Arc<TagSet>]) -> Vec<Companion> {
        let mut content = String::new();
        let _written = configuration(tag_sets, &mut content);
        vec![Companion { name: "annotation.conf", content: content.into_bytes() }]
    }
}

/// Where reading finds a tag again.
fn place(text: &Text, spans: &Spans) -> Option<Spans> {
    let places = joined(text, &fragments(text, spans));
    Spans::new(places.into_iter().filter_map(|it| text.span(it).ok()).collect())
}

fn losses(document: &Document) -> Vec<Loss> {
    let text = document.text();
    let mut losses = losses_at(document, &HOLDS, &|tag| place(text, &tag.spans));
    let marked: BTreeSet<RecordId> = marked(document).filter_map(|it| it.record).collect();
    // A record is told at the tags that stand for it.
    let bare = document.records().map(|it| it.id).filter(|it| !marked.contains(it));
    let bare: Vec<_> = bare.map(Subject::Record).collect();
    losses.retain(|it| !bare.contains(&it.of));
    losses.extend(bare.into_iter().map(|it| Loss::new(What::Whole, it)));
    if text.as_str().contains('\r') {
        losses.push(Loss::new(What::LineEnds, Subject::Document));
    }
    losses
}

/// The tags that can be marked at all.
fn marked(document: &Document) -> impl Iterator<Item = &Annotation> {
    let text = document.text();
    document.annotations().filter(|it| !fragments(text, &it.spans).is_empty())
}

/// The lines of a document.
struct Lines<'a> {
    document: &'a Document,
    plain: &'a Plain,
    unit: Unit,
    out: String,
    /// How many lines of each kind there are.
    counts: BTreeMap<char, u32>,
    /// Records whose other names have been told.
    told: BTreeSet<RecordId>,
}

impl Lines<'_> {
    fn all(&mut self) -> fmt::Result {
        let document = self.document;
        for tag in marked(document) {
            self.tag(tag)?;
        }
        let marked: BTreeSet<_> = marked(document).map(|it| it.id).collect();
        for link in document.relations().filter(|it| HOLDS.relation(document, it)) {
            if marked.contains(&link.from) && marked.contains(&link.to) {
                let (kind, from, to) = (narrow(link.kind.as_str()), link.from.0, link.to.0);
                writeln!(self.out, "R{}\t{kind} Arg1:T{from} Arg2:T{to}\t", link.id.0)?;
            }
        }
        Ok(())
    }

    fn next(&mut self, kind: char) -> u32 {
        let count = self.counts.entry(kind).or_default();
        *count += 1;
        *count
    }

    fn tag(&mut self, tag: &Annotation) -> fmt::Result {
        let text = self.document.text();
        let mut places = Vec::new();
        let mut words = Vec::new();
        for it in fragments(text, &tag.spans) {
            let [start, end] = [it.start, it.end].map(|at| self.plain.offset(self.unit, at));
            places.push(format!("{start} {end}"));
            words.push(text.as_str().get(it).unwrap_or_default());
        }
        let (places, words) = (places.join(";"), words.join(" "));
        writeln!(self.out, "T{}\t{} {places}\t{words}", tag.id.0, narrow(tag.label.as_str()))?;
        self.standing(tag)?;
        for (key, value) in &tag.attributes {
            for value in values(&tag.label, key, value) {
                self.attribute(tag, &attribute_name(key.as_str()), value.as_deref())?;
            }
        }
        if let Some(record) = tag.record.and_then(|it| self.document.record(it)) {
            self.record(tag, record)?;
        }
        if let Some(note) = &tag.note {
            let number = self.next('#');
            writeln!(self.out, "#{number}\tAnnotatorNotes T{}\t{}", tag.id.0, line::note(note))?;
        }
        Ok(())
    }

    fn standing(&mut self, tag: &Annotation) -> fmt::Result {
        let standing = &tag.standing;
        if standing.review != Review::Proposed {
            self.attribute(tag, REVIEW, Some(names::review(standing.review)))?;
        }
        if standing.tier != Tier::Likely {
            self.attribute(tag, TIER, Some(names::tier(standing.tier)))?;
        }
        match standing.confidence {
            Some(it) => self.attribute(tag, CONFIDENCE, Some(&it.per_mille().to_string())),
            None => Ok(()),
        }
    }

    fn attribute(&mut self, tag: &Annotation, name: &str, value: Option<&str>) -> fmt::Result {
        let number = self.next('A');
        write!(self.out, "A{number}\t{name} T{}", tag.id.0)?;
        match value {
            Some(value) => writeln!(self.out, " {value}"),
            None => writeln!(self.out),
        }
    }

    fn record(&mut self, tag: &Annotation, record: &Record) -> fmt::Result {
        let id = format!("{}:{}", narrow(record.label.as_str()), record.id);
        self.normalisation(tag, "Record", &id, &record.name)?;
        let entry = record.link.as_deref().filter(|it| is_entry(it));
        if let Some(entry) = entry {
            self.normalisation(tag, "Reference", entry, &record.name)?;
        }
        if !self.told.insert(record.id) {
            return Ok(());
        }
        for alias in &record.aliases {
            self.normalisation(tag, "Alias", &id, alias)?;
        }
        for role in &record.roles {
            self.normalisation(tag, "Role", &id, role)?;
        }
        match &record.link {
            Some(link) if entry.is_none() => self.normalisation(tag, "Link", &id, link),
            _ => Ok(()),
        }
    }

    fn normalisation(
        &mut self,
        tag: &Annotation,
        kind: &str,
        id: &str,
        words: &str,
    ) -> fmt::Result {
        let number = self.next('N');
        let words = line::note(words);
        writeln!(self.out, "N{number}\t{kind} T{} {id}\t{words}", tag.id.0)
    }
}

/// Whether a link is the entry of a table that brat can name, such as `wikidata:Q42`.
fn is_entry(link: &str) -> bool {
    let name = |it: &str| !it.is_empty() && narrow(it) == it;
    let parts = link.split_once(':');
    parts.is_some_and(|(table, id)| {
        name(table) && id.chars().all(|c| c.is_ascii_graphic()) && !id.is_empty()
    })
}

/// Whether the built-in tag set, with which files are read, lets an attribute have several values.
fn several(label: &Key, key: &Key) -> bool {
    let set = tagset::news();
    let spec = set.label(label.as_str()).and_then(|it| it.attribute(key.as_str()));
    spec.is_some_and(|it| matches!(it.kind, AttributeKind::Choices(_)))
}

/// What stands in the lines of an attribute, one each; `None` for a flag.
fn values(label: &Key, key: &Key, value: &Value) -> Vec<Option<String>> {
    let bare = |it: &Value| it.as_text().filter(|it| line::is_bare(it)).map(str::to_owned);
    match value {
        Value::Flag(true) => vec![None],
        Value::Text(it) if several(label, key) => vec![Some(line::quoted(it))],
        Value::Text(it) => vec![Some(line::text(it))],
        Value::List(items) if items.len() > 1 || several(label, key) && items.len() == 1 => {
            let lines: Option<Vec<_>> = items.iter().map(|it| bare(it).map(Some)).collect();
            lines.unwrap_or_else(|| vec![Some(line::json(value))])
        }
        _ => vec![Some(line::json(value))],
    }
}

/// What brat is told about labels, relations and attributes.
fn configuration(tag_sets: &[Arc<TagSet>], out: &mut String) -> fmt::Result {
    let labels: BTreeSet<_> =
        tag_sets.iter().flat_map(|it| &it.labels).map(|it| narrow(it.key.as_str())).collect();
    writeln!(out, "[entities]")?;
    for label in &labels {
        writeln!(out, "{label}")?;
    }
    writeln!(out, "\n[relations]")?;
    let mut relations = BTreeMap::<String, [Ends; 2]>::new();
    for spec in tag_sets.iter().flat_map(|it| &it.relations) {
        let [from, to] = relations.entry(narrow(spec.key.as_str())).or_default();
        from.add(&spec.from);
        to.add(&spec.to);
    }
    for (kind, [from, to]) in &relations {
        writeln!(out, "{kind}\tArg1:{from}, Arg2:{to}")?;
    }
    writeln!(out, "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>")?;
    writeln!(out, "\n[events]\n\n[attributes]")?;
    for (name, (labels, values)) in attributes(tag_sets) {
        write!(out, "{name}\tArg:{}", list(&labels))?;
        let values =
            if values.is_empty() { String::new() } else { format!(", Value:{}", list(&values)) };
        writeln!(out, "{values}")?;
    }
    let tiers = [Tier::Sure, Tier::Unsure].map(names::tier).join("|");
    let reviews = [Review::Accepted, Review::Rejected].map(names::review).join("|");
    writeln!(out, "{REVIEW}\tArg:<ENTITY>, Value:{reviews}")?;
    writeln!(out, "{TIER}\tArg:<ENTITY>, Value:{tiers}")?;
    writeln!(out, "{CONFIDENCE}\tArg:<ENTITY>")
}

/// The labels that a relation may have at one end.
#[derive(Default)]
struct Ends {
    any: bool,
    labels: BTreeSet<String>,
}

impl Ends {
    fn add(&mut self, labels: &[Key]) {
        self.any |= labels.is_empty();
        self.labels.extend(labels.iter().map(|it| narrow(it.as_str())));
    }
}

impl fmt::Display for Ends {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.any { out.write_str("<ENTITY>") } else { out.write_str(&list(&self.labels)) }
    }
}

fn list(items: &BTreeSet<String>) -> String {
    items.iter().map(String::as_str).collect::<Vec<_>>().join("|")
}

/// Each attribute, the labels that have it and its values. brat knows a name once.
fn attributes(tag_sets: &[Arc<TagSet>]) -> BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)> {
    let mut found = BTreeMap::<String, (BTreeSet<String>, BTreeSet<String>)>::new();
    for label in tag_sets.iter().flat_map(|it| &it.labels) {
        for spec in &label.attributes {
            let (labels, values) = found.entry(attribute_name(spec.key.as_str())).or_default();
            labels.insert(narrow(label.key.as_str()));
            match &spec.kind {
                AttributeKind::Choice(keys) | AttributeKind::Choices(keys) => {
                    values.extend(keys.iter().map(Key::to_string));
                }
                AttributeKind::Scale(most) => values.extend((0..=*most).map(|it| it.to_string())),
                AttributeKind::Flag | AttributeKind::Text | AttributeKind::Any => {}
            }
        }
    }
    found
}
