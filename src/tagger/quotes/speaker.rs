//! Who a source phrase means: its kind, and its record.
//!
//! Pronouns are resolved by what the text shows: the speaker or the subject of the nearest
//! sentence before, of a fitting gender. Anonymous, collective and written sources get records of
//! their own.

use std::collections::{BTreeMap, BTreeSet};

use super::kinds::{Gender, description, head_of, kind_of, title_gender};
use super::units::Unit;
use super::words::{FEMALE, MALE, ORGANISATIONS, fold, is_determiner, is_preposition};
use crate::annotation::{Proposals, ProposedRecord};
use crate::tagger::Analysis;
use crate::text::{Span, TokenKind};

/// Who a source is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Speaker {
    /// A key of the attribute `source_form`.
    pub form: &'static str,
    /// A key of the attribute `source_kind`.
    pub kind: &'static str,
    /// An index into the proposals' records.
    pub record: Option<usize>,
    /// Whether the record was inferred from other sentences.
    pub inferred: bool,
}

/// A named thing found by the pass for names.
struct Mention {
    span: Span,
    label: String,
    record: Option<usize>,
}

/// Finds speakers, from the first quote to the last.
pub(super) struct Speakers<'a, 't> {
    analysis: &'a Analysis<'t>,
    units: &'a [Unit],
    mentions: Vec<Mention>,
    genders: BTreeMap<usize, Gender>,
    /// Unit and record of each person or body that spoke so far.
    spoken: Vec<(usize, usize)>,
    /// Records by name, alias and surname.
    names: BTreeMap<String, usize>,
    persons: BTreeSet<usize>,
    made: BTreeMap<(&'static str, String), usize>,
    anonymous: usize,
}

const NAMED: &[&str] = &["person", "org", "place", "group", "product", "work", "event", "law"];

impl<'a, 't> Speakers<'a, 't> {
    pub(super) fn new(analysis: &'a Analysis<'t>, units: &'a [Unit], found: &Proposals) -> Self {
        let mut mentions: Vec<Mention> = found
            .annotations
            .iter()
            .filter(|it| NAMED.contains(&it.label.as_str()))
            .filter(|it| {
                !it.attributes.iter().any(|(key, value)| {
                    *key == "use" && matches!(value.as_text(), Some("byline" | "credit"))
                })
            })
            .map(|it| Mention {
                span: it.spans.hull(),
                label: it.label.to_string(),
                record: it.record,
            })
            .collect();
        mentions.sort_by_key(|it| it.span);
        let mut made = Self {
            analysis,
            units,
            mentions,
            genders: BTreeMap::new(),
            spoken: Vec::new(),
            names: BTreeMap::new(),
            persons: BTreeSet::new(),
            made: BTreeMap::new(),
            anonymous: 0,
        };
        made.learn_names(found);
        made.learn_genders(found);
        made
    }

    fn learn_names(&mut self, found: &Proposals) {
        for (index, record) in found.records.iter().enumerate() {
            let person = record.label == "person";
            let surname = record.name.split_whitespace().next_back().filter(|_| person);
            for name in record.aliases.iter().map(String::as_str).chain(surname) {
                self.names.entry(name.to_owned()).or_insert(index);
            }
            self.names.insert(record.name.clone(), index);
        }
        let persons = self.mentions.iter().filter(|it| it.label == "person");
        self.persons.extend(persons.filter_map(|it| it.record));
    }

    /// Genders that honorifics and forenames show.
    fn learn_genders(&mut self, found: &Proposals) {
        for mention in self.mentions.iter().filter(|it| it.label == "person") {
            let Some(record) = mention.record else {
                continue;
            };
            let before =
                self.analysis.text.as_str().get(..mention.span.start()).unwrap_or_default();
            let title = before.split_whitespace().next_back().map(fold).unwrap_or_default();
            let own = fold(self.analysis.words(mention.span));
            let own_first = own.split_whitespace().next().unwrap_or_default().to_owned();
            for word in [title, own_first] {
                if let Some(gender) = title_gender(&word) {
                    self.genders.insert(record, gender);
                }
            }
        }
        for (index, record) in found.records.iter().enumerate().filter(|it| it.1.label == "person")
        {
            let first = record.name.split_whitespace().next().map(fold).unwrap_or_default();
            let gender = match (FEMALE.has(&first), MALE.has(&first)) {
                (true, false) => Some(Gender::Female),
                (false, true) => Some(Gender::Male),
                _ => None,
            };
            if let Some(gender) = gender.filter(|_| record.name.contains(' ')) {
                self.genders.entry(index).or_insert(gender);
            }
        }
    }

    fn mentions_in(&self, span: Span) -> &[Mention] {
        let from = self.mentions.partition_point(|it| it.span.start() < span.start());
        let to = self.mentions.partition_point(|it| it.span.start() < span.end());
        self.mentions.get(from..to).unwrap_or_default()
    }

    /// Who `source` in unit `unit` is.
    pub(super) fn find(&mut self, source: Span, unit: usize, found: &mut Proposals) -> Speaker {
        let words = self.analysis.words(source);
        let lower = fold(words);
        let speaker = match lower.as_str() {
            "he" | "she" | "they" | "who" | "it" | "which" | "i" | "we" | "you" | "him" | "her"
            | "er" | "sie" => self.pronoun(&lower, source, unit),
            _ => self.phrase(source, &lower, found),
        };
        if let Some(record) = speaker.record {
            self.spoken.push((unit, record));
        }
        speaker
    }

    /// The speaker of the quote before goes on.
    pub(super) fn carry(&mut self, speaker: &Speaker, unit: usize) -> Speaker {
        if let Some(record) = speaker.record {
            self.spoken.push((unit, record));
        }
        Speaker { form: "carried", inferred: true, ..speaker.clone() }
    }

    fn pronoun(&mut self, word: &str, source: Span, unit: usize) -> Speaker {
        let gender = match word {
            "he" | "him" | "er" => Some(Gender::Male),
            "she" | "her" | "sie" => Some(Gender::Female),
            _ => None,
        };
        let record = match word {
            "i" | "we" | "you" => None,
            "who" | "which" => self.before(source, unit),
            "it" | "they" => self.last_body(unit),
            _ => self.person_before(source, unit, gender),
        };
        if let (Some(record), Some(gender)) = (record, gender) {
            self.genders.entry(record).or_insert(gender);
        }
        let kind = match (word, record) {
            ("it", Some(_)) => "organisation",
            ("they", _) => "collective",
            (_, Some(_)) => "named_person",
            _ => "unknown",
        };
        Speaker { form: "pronoun", kind, record, inferred: true }
    }

    /// What stands right before `who`.
    fn before(&self, source: Span, unit: usize) -> Option<usize> {
        let unit = self.units.get(unit)?;
        let left = unit.span.before(source)?;
        self.mentions_in(left).iter().rev().find(|it| it.label == "person").and_then(|it| it.record)
    }

    /// The last organisation, country or group that spoke nearby.
    fn last_body(&self, unit: usize) -> Option<usize> {
        self.spoken.iter().rev().take_while(|it| it.0 + 4 >= unit).map(|it| it.1).next()
    }

    /// The nearest person before `source` whom a pronoun of `gender` fits: in each sentence, from
    /// the nearest, its speaker, else its first person.
    fn person_before(&self, source: Span, unit: usize, gender: Option<Gender>) -> Option<usize> {
        let fits = |record: usize| self.genders.get(&record).is_none_or(|it| Some(*it) == gender);
        let is_person = |record: usize| self.persons.contains(&record);
        for index in (unit.saturating_sub(12)..=unit).rev() {
            let Some(here) = self.units.get(index) else {
                continue;
            };
            let spoken = self.spoken.iter().rev().filter(|it| it.0 == index).map(|it| it.1);
            if let Some(record) = spoken.into_iter().find(|it| fits(*it) && is_person(*it)) {
                return Some(record);
            }
            let part = if index == unit { here.span.before(source) } else { Some(here.span) };
            let persons = part.map(|it| self.mentions_in(it)).unwrap_or_default();
            let outside = |it: &&Mention| {
                !here.items.iter().any(|item| item.block.is_some() && item.span.contains(it.span))
            };
            let record = persons
                .iter()
                .filter(|it| it.label == "person")
                .filter(outside)
                .filter_map(|it| it.record)
                .find(|it| fits(*it));
            if record.is_some() {
                return record;
            }
        }
        None
    }

    fn phrase(&mut self, source: Span, lower: &str, found: &mut Proposals) -> Speaker {
        if lower.contains('@') {
            let record = self.record("org", &format!("{} (account)", self.name_of(source)), found);
            return Speaker {
                form: "name",
                kind: "account",
                record: Some(record),
                inferred: false,
            };
        }
        let head = head_of(lower);
        if let Some(record) = self.head_person(source).map(|it| it.record) {
            return Speaker { form: "name", kind: "named_person", record, inferred: false };
        }
        let kind = kind_of(&head, lower);
        let named = self.head_mention(source, &head);
        if let Some((label, record)) = named {
            let kind = match (label, kind) {
                ("group", _) => "collective",
                (_, "document" | "data") => kind,
                _ => "organisation",
            };
            return Speaker { form: "name", kind, record, inferred: false };
        }
        let proper = self.is_proper(source);
        if kind == "unknown" && proper {
            let name = self.name_of(source);
            let body = lower.split_whitespace().any(|it| ORGANISATIONS.has(it));
            let known = self.names.get(&name).copied();
            let (label, kind) =
                if body { ("org", "organisation") } else { ("person", "named_person") };
            let record = known.unwrap_or_else(|| self.record(label, &name, found));
            return Speaker { form: "name", kind, record: Some(record), inferred: false };
        }
        let described = description(self.analysis.words(source));
        let bracketed = |what: &str| format!("[{what}] {described}");
        let record = match kind {
            "anonymous_person" => self.anonymous(&described, found),
            "unnamed_person" => self.record("person", &bracketed("unnamed"), found),
            "collective" => self.record("group", &bracketed("collective"), found),
            "document" | "data" => self.document(&head, &described, found),
            "organisation" => self.record("org", &bracketed("organisation"), found),
            _ => return Speaker { form: "noun", kind, record: None, inferred: false },
        };
        Speaker { form: "noun", kind, record: Some(record), inferred: false }
    }

    /// The person that is the head of the phrase: not after a preposition, not a possessor.
    fn head_person(&self, source: Span) -> Option<&Mention> {
        let persons = self.mentions_in(source).iter().filter(|it| it.label == "person");
        for it in persons {
            let before = source.before(it.span).map_or("", |left| self.analysis.words(left));
            let after = self.analysis.text.as_str().get(it.span.end()..).unwrap_or_default();
            let possessor = after.starts_with("'s") || after.starts_with("’s");
            let inner = before.split_whitespace().any(|it| is_preposition(&fold(it)));
            if !possessor && !inner {
                return Some(it);
            }
        }
        None
    }

    /// The named thing that holds the head word of the phrase, or is all of it.
    fn head_mention(&self, source: Span, head: &str) -> Option<(&str, Option<usize>)> {
        let name = self.mentions_in(source).iter().find(|it| {
            let words = fold(self.analysis.words(it.span));
            let last = words.split_whitespace().next_back().unwrap_or_default();
            let first = source.before(it.span).map_or("", |left| self.analysis.words(left));
            let led = first.split_whitespace().all(|it| is_determiner(&fold(it)));
            last == head && (led || first.len() < 30) && it.label != "person"
        })?;
        Some((name.label.as_str(), name.record))
    }

    /// Whether the phrase is a name that the pass for names did not find: its last word before a
    /// preposition has a capital.
    fn is_proper(&self, source: Span) -> bool {
        let tokens = self.analysis.tokens_in(source);
        let words = tokens.iter().map(|it| self.analysis.word(it));
        let stem: Vec<_> =
            words.take_while(|it| !is_preposition(&fold(it)) && *it != "(").collect();
        stem.last().is_some_and(|it| it.starts_with(char::is_uppercase))
            && stem.iter().any(|it| it.starts_with(char::is_uppercase) && !is_determiner(&fold(it)))
    }

    /// The capitalised words of the phrase, without article and honorific.
    fn name_of(&self, source: Span) -> String {
        let tokens =
            self.analysis.tokens_in(source).iter().filter(|it| it.kind != TokenKind::Address);
        let words: Vec<_> = tokens.map(|it| self.analysis.word(it)).collect();
        let first = words.iter().position(|it| {
            it.starts_with(char::is_uppercase)
                && title_gender(&fold(it)).is_none()
                && !is_determiner(&fold(it))
        });
        let rest = words.get(first.unwrap_or(0)..).unwrap_or_default();
        let name: Vec<_> = rest
            .iter()
            .take_while(|it| !matches!(**it, "(" | "," | "'s" | "’s"))
            .copied()
            .collect();
        name.join(" ")
    }

    fn anonymous(&mut self, described: &str, found: &mut Proposals) -> usize {
        let key = ("anonymous", described.to_lowercase());
        if let Some(known) = self.made.get(&key) {
            return *known;
        }
        self.anonymous += 1;
        let name = format!("[anonymous {}] {described}", self.anonymous);
        let record = self.record("person", &name, found);
        self.made.insert(key, record);
        record
    }

    /// Documents of one kind are taken for the same one.
    fn document(&mut self, head: &str, described: &str, found: &mut Proposals) -> usize {
        let key = ("document", head.to_owned());
        if let Some(known) = self.made.get(&key) {
            return *known;
        }
        let record = self.record("work", &format!("[document] {described}"), found);
        self.made.insert(key, record);
        record
    }

    fn record(&mut self, label: &'static str, name: &str, found: &mut Proposals) -> usize {
        let key = (label, name.to_lowercase());
        if let Some(known) = self.made.get(&key) {
            return *known;
        }
        let index = found.records.len();
        found.records.push(ProposedRecord {
            label: label.to_owned(),
            name: name.to_owned(),
            ..ProposedRecord::default()
        });
        self.made.insert(key, index);
        index
    }
}
