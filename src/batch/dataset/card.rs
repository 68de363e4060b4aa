//! The card of a data set: what is in it, where it comes from, how it was made.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::sync::Arc;

use super::guideline::{self, Page};
use crate::annotation::measure::agree::{Agreement, Kappa, alpha};
use crate::annotation::{Document, Key, Origin, Review, TagSet};
use crate::formats::tagset;
use crate::text::Unit;

/// Most rows of a table of things that there may be many of.
const MOST: usize = 30;

/// What was counted of the documents that went out.
#[derive(Default)]
pub(super) struct Stats {
    /// Documents and code points of each part.
    parts: Vec<(u64, u64)>,
    /// Tags of each label, part by part.
    labels: BTreeMap<Key, Vec<u64>>,
    reviews: BTreeMap<&'static str, u64>,
    makers: BTreeMap<String, u64>,
    editors: BTreeMap<String, u64>,
    languages: BTreeMap<String, u64>,
    sources: BTreeMap<String, u64>,
    tag_sets: Vec<Arc<TagSet>>,
}

impl Stats {
    pub(super) fn new(parts: usize) -> Self {
        Self { parts: vec![(0, 0); parts], ..Self::default() }
    }

    pub(super) fn documents(&self) -> u64 {
        self.parts.iter().map(|it| it.0).sum()
    }

    pub(super) fn tag_sets(&self) -> &[Arc<TagSet>] {
        &self.tag_sets
    }

    /// Whether any tag has this label.
    pub(super) fn has(&self, label: &str) -> bool {
        self.labels.contains_key(label)
    }

    /// Adds what was counted of other documents.
    pub(super) fn merge(&mut self, part: usize, other: One) {
        if let Some(of) = self.parts.get_mut(part) {
            of.0 += 1;
            of.1 += other.length;
        }
        for (label, count) in other.labels {
            let parts = self.labels.entry(label).or_insert_with(|| vec![0; self.parts.len()]);
            if let Some(sum) = parts.get_mut(part) {
                *sum += count;
            }
        }
        add(&mut self.reviews, other.reviews);
        add(&mut self.makers, other.makers);
        add(&mut self.editors, other.editors);
        *self.languages.entry(other.language).or_default() += 1;
        *self.sources.entry(other.source).or_default() += 1;
        if !self.tag_sets.contains(&other.tag_set) {
            self.tag_sets.push(other.tag_set);
        }
    }
}

fn add<K: Ord>(to: &mut BTreeMap<K, u64>, from: BTreeMap<K, u64>) {
    for (key, count) in from {
        *to.entry(key).or_default() += count;
    }
}

/// What is counted of one document.
pub(super) struct One {
    length: u64,
    labels: BTreeMap<Key, u64>,
    reviews: BTreeMap<&'static str, u64>,
    makers: BTreeMap<String, u64>,
    pub(super) editors: BTreeMap<String, u64>,
    language: String,
    source: String,
    tag_set: Arc<TagSet>,
}

impl One {
    pub(super) fn of(chosen: &Document, language: String, source: String) -> Self {
        let text = chosen.text();
        let mut one = Self {
            length: text.offset_in(Unit::CodePoint, text.len()) as u64,
            labels: BTreeMap::new(),
            reviews: BTreeMap::new(),
            makers: BTreeMap::new(),
            editors: BTreeMap::new(),
            language,
            source,
            tag_set: Arc::clone(chosen.tag_set()),
        };
        for tag in chosen.annotations() {
            *one.labels.entry(tag.label.clone()).or_default() += 1;
            let review = match tag.standing.review {
                Review::Proposed => "open",
                Review::Accepted => "accepted",
                Review::Rejected => "rejected",
            };
            *one.reviews.entry(review).or_default() += 1;
            let maker = match &tag.standing.origin {
                Origin::Tagger(rule) => format!("tagger {}", rule.version),
                Origin::Person(_) => "people".to_owned(),
                Origin::Import { from } => format!("imported from {from}"),
            };
            *one.makers.entry(maker).or_default() += 1;
            if let Some(signed) = &tag.standing.signed {
                *one.editors.entry(signed.by.clone()).or_default() += 1;
            }
        }
        one
    }
}

/// What a card tells besides what was counted.
pub(super) struct Made<'a> {
    pub(super) name: String,
    pub(super) format: &'a str,
    pub(super) command: String,
    pub(super) parts: &'a [&'static str],
    pub(super) seed: u64,
    pub(super) stratified: Option<&'static str>,
    pub(super) anonymous: bool,
    /// Sentences about what was left out and lost.
    pub(super) left: Vec<String>,
    pub(super) agreement: Option<&'a Agreement>,
}

pub(super) fn card(stats: &Stats, made: &Made<'_>) -> Result<String, fmt::Error> {
    let mut out = String::new();
    head(stats, made, &mut out)?;
    tables(stats, made, &mut out)?;
    labels(stats, &mut out)?;
    rules(stats, &mut out)?;
    if let Some(agreement) = made.agreement {
        agreed(agreement, &mut out)?;
    }
    writeln!(out, "\n## Left out and lost\n")?;
    for line in &made.left {
        writeln!(out, "- {line}")?;
    }
    if made.left.is_empty() {
        writeln!(out, "Nothing.")?;
    }
    writeln!(out, "\n## How it was made\n\n```\n{}\n```\n", made.command)?;
    writeln!(out, "With factmark {}.", env!("CARGO_PKG_VERSION"))?;
    if made.parts.len() > 1 {
        writeln!(
            out,
            "Documents were put into parts by the SHA-256 of the seed ({}), a colon and the SHA-256 of \
             the text in hexadecimal digits.",
            made.seed
        )?;
        if let Some(by) = made.stratified {
            writeln!(out, "The shares hold in each group by {by}.")?;
        }
    }
    if made.anonymous {
        writeln!(
            out,
            "\nEditors have other names here: where they signed, and where their whole name stood in \
             notes, free attributes and unknown keys. Nicknames, initials and names in the articles, \
             their ids and file names were not looked for."
        )?;
    }
    writeln!(out, "\n`sha256sum -c SHA256SUMS` checks the files.")?;
    Ok(out)
}

fn head(stats: &Stats, made: &Made<'_>, out: &mut String) -> fmt::Result {
    writeln!(out, "---\nlicense: # fill in, such as cc-by-4.0")?;
    let languages: Vec<_> = stats.languages.keys().filter(|it| !it.is_empty()).collect();
    if !languages.is_empty() {
        writeln!(out, "language:")?;
        for it in languages {
            writeln!(out, "- {it:?}")?;
        }
    }
    writeln!(out, "---\n\n# {}\n", made.name)?;
    writeln!(
        out,
        "{} news texts with tags that people have reviewed, as {}. Licence: to be filled in, here and \
         above; the articles' owners decide.",
        stats.documents(),
        made.format
    )
}

fn tables(stats: &Stats, made: &Made<'_>, out: &mut String) -> fmt::Result {
    let parts = made.parts.join(" | ");
    let line = "---: | ".repeat(made.parts.len() + 1);
    writeln!(
        out,
        "\n## What is in it\n\n| | {parts} | all |\n|---|{}|",
        line.trim_end_matches([' ', '|'])
    )?;
    let mut row = |name: &str, counts: &[u64]| {
        let cells: Vec<_> = counts.iter().map(ToString::to_string).collect();
        let all: u64 = counts.iter().sum();
        writeln!(out, "| {name} | {} | {all} |", cells.join(" | "))
    };
    row("documents", &stats.parts.iter().map(|it| it.0).collect::<Vec<_>>())?;
    row("characters", &stats.parts.iter().map(|it| it.1).collect::<Vec<_>>())?;
    for (label, counts) in &stats.labels {
        row(&format!("`{label}`"), counts)?;
    }
    let reviews = stats.reviews.iter().map(|it| ((*it.0).to_owned(), *it.1)).collect();
    let tables = [
        ("tags", &reviews),
        ("made by", &stats.makers),
        ("decided by", &stats.editors),
        ("language", &stats.languages),
        ("source", &stats.sources),
    ];
    for (head, counts) in tables {
        table(head, counts, out)?;
    }
    Ok(())
}

/// The most frequent things, and how many more there are.
fn table(head: &str, counts: &BTreeMap<String, u64>, out: &mut String) -> fmt::Result {
    if counts.is_empty() {
        return Ok(());
    }
    let mut all: Vec<_> = counts.iter().map(|it| (std::cmp::Reverse(*it.1), it.0)).collect();
    all.sort();
    writeln!(out, "\n| {head} | |\n|---|---:|")?;
    for (count, name) in all.iter().take(MOST) {
        let name = if name.is_empty() { "not known" } else { name };
        writeln!(out, "| {} | {} |", cell(name), count.0)?;
    }
    let more = all.iter().skip(MOST).map(|it| it.0.0).sum::<u64>();
    if more > 0 {
        writeln!(out, "| {} others | {more} |", all.len() - MOST)?;
    }
    Ok(())
}

/// Words that stay in their cell.
fn cell(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

fn labels(stats: &Stats, out: &mut String) -> fmt::Result {
    writeln!(out, "\n## What the labels mean\n")?;
    for key in stats.labels.keys() {
        let found = stats.tag_sets.iter().find_map(|it| it.label(key.as_str()));
        let help = found.map_or("", |it| it.help.as_str());
        let name = found.map_or(key.as_str(), |it| it.name.as_str());
        writeln!(out, "- `{key}` ({name}): {}", cell(help))?;
        for attribute in found.into_iter().flat_map(|it| &it.attributes) {
            let kind = match &attribute.kind {
                crate::annotation::AttributeKind::Choice(keys)
                | crate::annotation::AttributeKind::Choices(keys) => {
                    keys.iter().map(Key::as_str).collect::<Vec<_>>().join(", ")
                }
                _ => continue,
            };
            writeln!(out, "  - `{}` ({}): {kind}", attribute.key, cell(&attribute.name))?;
        }
    }
    Ok(())
}

/// The rules of the guideline that the taggers and the editors follow.
fn rules(stats: &Stats, out: &mut String) -> fmt::Result {
    if !stats.tag_sets.iter().any(|it| it.key == tagset::news().key) {
        return Ok(());
    }
    writeln!(out, "\n## Guideline")?;
    let used = |page: &Page| stats.labels.keys().any(|it| page.is_about(it.as_str()));
    for page in guideline::pages().filter(used) {
        writeln!(out, "\n### {}", page.title)?;
        for paragraph in &page.rule {
            writeln!(out, "\n{paragraph}")?;
        }
    }
    Ok(())
}

fn agreed(agreement: &Agreement, out: &mut String) -> fmt::Result {
    let figure = |it: Option<f64>| it.map_or("–".to_owned(), |it| format!("{it:.3}"));
    writeln!(
        out,
        "\n## Agreement\n\nOf {} texts there are versions of two editors. `factmark agree` tells what \
         the measures are.\n",
        agreement.documents()
    )?;
    writeln!(out, "| | tags | F1 exact | F1 overlapping | Cohen's kappa | alpha |")?;
    writeln!(out, "|---|---:|---:|---:|---:|---:|")?;
    let kappa = |it: &Kappa| figure(it.cohen(0, 1));
    for (layer, of) in agreement.layers() {
        let units = agreement.labels_of(layer).map(|it| &it.1.units);
        writeln!(out, "| {} | | | | {} | {} |", layer.name(), kappa(of), figure(alpha(units)))?;
        for (key, it) in agreement.labels_of(layer) {
            let tags: Vec<_> = it.tags.iter().map(ToString::to_string).collect();
            let (exact, overlapping) = (it.exact.f1(), it.overlapping.f1());
            writeln!(
                out,
                "| `{key}` | {} | {exact:.3} | {overlapping:.3} | {} | {} |",
                tags.join(" / "),
                kappa(&it.tokens),
                figure(it.units.alpha())
            )?;
        }
    }
    Ok(())
}
