//! Records: which mentions stand for the same person, body or place.
//!
//! People are one where a shorter name fits exactly one fuller name; where it fits two, nothing
//! is guessed and the mention is left for a person to decide. Other names are one where their
//! words agree, also by a known other name (`U.S.`) or by initials (`SMUG`).
//!
//! Not here: links to tables of the world (only ever set by people).

use std::collections::BTreeMap;

use super::Analysis;
use super::names::{Mention, bare, full_form};
use crate::annotation::{Proposal, Proposals, ProposedRecord, Tier};
use crate::text::Text;

/// Adds `mentions` as proposals, each with its record where that is plain.
pub(super) fn propose(analysis: &Analysis<'_>, mentions: Vec<Mention>, found: &mut Proposals) {
    let text = analysis.text;
    let mut desk = Desk::default();
    for mention in analysis.watch(&mentions).filter(|it| it.label == "person") {
        desk.add_full_name(text.slice(mention.span));
    }
    for mention in mentions.iter().filter(|it| it.label == "org") {
        desk.add_initials(text.slice(mention.span));
    }
    for mention in analysis.watch(mentions) {
        let record = desk.record(text, &mention);
        let ambiguous = record.is_err();
        let record = record.unwrap_or_default();
        found.annotations.push(proposal(mention, record, ambiguous));
    }
    found.records.append(&mut desk.records);
}

fn proposal(mention: Mention, record: Option<usize>, ambiguous: bool) -> Proposal {
    let mut reason = mention.reason;
    if ambiguous {
        reason.tier = Tier::Unsure;
        reason.why.push_str("; two people of the article have it");
    }
    let mut made = Proposal::new(mention.label, mention.span, reason);
    made.record = record;
    if !mention.kind.is_empty() {
        made = made.with("kind", mention.kind);
    }
    if !mention.used.is_empty() {
        made = made.with("use", mention.used);
    }
    made
}

/// Two records fit.
struct Ambiguous;

/// The records made so far, and how to find them.
#[derive(Default)]
struct Desk {
    records: Vec<ProposedRecord>,
    /// Full names of people: their words, by first appearance.
    people: Vec<Vec<String>>,
    /// The people whose name begins or ends with a word, for texts with very many.
    edges: BTreeMap<String, Vec<usize>>,
    /// Initials of bodies and their full names.
    initials: BTreeMap<String, String>,
    /// Records by label and name.
    by_name: BTreeMap<(&'static str, String), usize>,
}

impl Desk {
    fn add_full_name(&mut self, name: &str) {
        let words = fold(name);
        let [first, .., last] = words.as_slice() else { return };
        let here = self.edges.entry(first.clone()).or_default();
        if here.iter().any(|it| self.people.get(*it) == Some(&words)) {
            return;
        }
        here.push(self.people.len());
        if first != last {
            self.edges.entry(last.clone()).or_default().push(self.people.len());
        }
        self.people.push(words);
    }

    fn add_initials(&mut self, name: &str) {
        let parts: Vec<_> = name.split_whitespace().collect();
        if parts.len() > 1 {
            let capitals = |it: &&str| it.chars().next().filter(|c| c.is_uppercase());
            let initials: String = parts.iter().filter_map(capitals).collect();
            self.initials.entry(initials).or_insert_with(|| name.to_owned());
        }
    }

    /// The record of a mention; `None` for what has none.
    fn record(&mut self, text: &Text, mention: &Mention) -> Result<Option<usize>, Ambiguous> {
        let written = text.slice(mention.span);
        if mention.label == "role" {
            return Ok(None);
        }
        let name = if mention.label == "person" {
            self.full_name(written)?
        } else {
            let plain = written.strip_prefix("the ").unwrap_or(written);
            let full = full_form(plain).map(str::to_owned);
            let long = full.or_else(|| self.initials.get(plain).cloned());
            let long = long.unwrap_or_else(|| plain.to_owned());
            if mention.used == "dateline" { super::names::title_case(&long) } else { long }
        };
        let at = self.at(mention.label, &name);
        self.note(text, at, mention, written);
        Ok(Some(at))
    }

    /// The fullest name that a person's shorter name fits.
    fn full_name(&self, written: &str) -> Result<String, Ambiguous> {
        let words = fold(written);
        let fuller = |it: &&Vec<String>| it.len() > words.len() && is_part(&words, it);
        // A part of a name shares its first or last word.
        let edges = [words.first(), words.last()].into_iter().flatten();
        let mut near: Vec<usize> =
            edges.filter_map(|it| self.edges.get(it)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        let near = near.iter().filter_map(|it| self.people.get(*it));
        let mut fits: Vec<&Vec<String>> = near.filter(fuller).collect();
        // "J. Roe" and "Jane Roe" are one person; of several fitting names the longest holds all.
        fits.sort_by_key(|it| std::cmp::Reverse(it.len()));
        let Some(longest) = fits.first() else { return Ok(written.to_owned()) };
        let one = fits.iter().all(|it| is_part(it, longest) || it == longest);
        if !one {
            return Err(Ambiguous);
        }
        Ok(longest.join(" "))
    }

    fn at(&mut self, label: &'static str, name: &str) -> usize {
        let key =
            (label, if label == "person" { fold(name).join(" ") } else { name.to_lowercase() });
        if let Some(&at) = self.by_name.get(&key) {
            return at;
        }
        self.records.push(ProposedRecord {
            label: label.to_owned(),
            name: name.to_owned(),
            ..ProposedRecord::default()
        });
        self.by_name.insert(key, self.records.len() - 1);
        self.records.len() - 1
    }

    /// Adds what a mention says to its record.
    fn note(&mut self, text: &Text, at: usize, mention: &Mention, written: &str) {
        let Some(record) = self.records.get_mut(at) else { return };
        let same = fold(written) == fold(&record.name);
        if same && record.aliases.is_empty() && record.name != written && mention.label == "person"
        {
            written.clone_into(&mut record.name);
        } else if record.name != written && !record.aliases.iter().any(|it| it == written) {
            record.aliases.push(written.to_owned());
        }
        let role = mention.role.map(|it| text.slice(it).to_owned());
        if let Some(role) = role.filter(|it| !record.roles.contains(it)) {
            record.roles.push(role);
        }
    }
}

/// The words of a name, without articles that are written with it.
fn fold(name: &str) -> Vec<String> {
    name.split_whitespace().map(|it| bare(it).to_owned()).collect()
}

/// Whether a shorter name is the end, the start, or first and last of a fuller one.
fn is_part(short: &[String], full: &[String]) -> bool {
    if short.len() >= full.len() {
        return false;
    }
    let outer = short.len() == 2 && short.first() == full.first() && short.last() == full.last();
    full.ends_with(short) || full.starts_with(short) || outer
}
