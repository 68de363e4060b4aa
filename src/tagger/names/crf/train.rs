//! Examples for the names.

use std::collections::{BTreeMap, BTreeSet};

use super::describe::{Reader, Sight};
use super::first::First;
use super::pieces::Piece;
use super::{KINDS, TEMPLATES, read_first};
use crate::annotation::Gold;
use crate::tagger::learn::{Examples, Features, Model, Settings, train, word_hash};
use crate::tagger::models::Models;
use crate::tagger::names::lists;
use crate::tagger::{Analysis, Cancel, analyse};

/// What it counts to read a name without its letters.
const AROUND: f32 = 0.5;

/// What labels of data sets are here.
const LABELS: [(&str, &str); 12] = [
    ("ABSTRACT", "misc"),
    ("EVENT", "event"),
    ("LAW", "misc"),
    ("MISC", "misc"),
    ("NORP", "group"),
    ("OBJECT", "misc"),
    ("ORG", "org"),
    ("PERSON", "person"),
    ("PLACE", "place"),
    ("PRODUCT", "product"),
    ("SUBSTANCE", "misc"),
    ("WORK", "misc"),
];

/// Every part of a sentence that may hold names, of texts in which names are tagged.
pub(in crate::tagger) fn examples(gold: &[Gold], models: &Models) -> (Examples, Settings) {
    let mut examples = Examples::new(names());
    // A set that never tags peoples tells nothing about them.
    let mut tagged: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for gold in gold {
        let labels = tagged.entry(&gold.source).or_default();
        labels.extend(gold.spans.iter().map(|it| it.label.as_str()));
    }
    let mut texts = Vec::new();
    for gold in gold {
        let known = tagged.get(gold.source.as_str()).filter(|it| it.contains("PERSON"));
        let Some(known) = known else { continue };
        let Ok(analysis) = analyse(&gold.text, None, models, &Cancel::new()) else { continue };
        let groups = !known.contains("NORP");
        texts.push(Tagged { gold, analysis, groups });
    }
    let settings = Settings {
        bits: 21,
        rounds: 5,
        rows: 250_000,
        dropout: 0.5,
        runs: 4,
        ..Settings::new(TEMPLATES)
    };
    let readers: Vec<Reader<'_, '_>> =
        texts.iter().map(|it| Reader::new(&it.analysis, word_hash(&it.gold.source))).collect();
    let all: Vec<_> =
        texts.iter().zip(&readers).map(|(text, reader)| (text.labels(reader), reader)).collect();
    for half in 0..2 {
        let mut learned = Examples::new(names());
        let (other, own): (Vec<_>, Vec<_>) =
            all.iter().enumerate().partition(|it| it.0 % 2 == half);
        for (_, text) in other {
            push(text, None, &mut learned);
        }
        let settings = Settings { rounds: 6, rows: 60_000, ..settings };
        let bytes = train(&learned, &settings, &mut |_, _| {});
        let Ok(model) = Model::read(bytes, TEMPLATES) else { continue };
        for (_, text) in own {
            let first = read_first(text.1, &model, &Cancel::new(), |_| true);
            if let Ok((_, first)) = first {
                push(text, Some(&first), &mut examples);
            }
        }
    }
    for text in &all {
        push(text, None, &mut examples);
    }
    (examples, settings)
}

/// The names of the labels, in the order of their numbers.
fn names() -> impl Iterator<Item = String> {
    let outside = std::iter::once("O".to_owned());
    outside.chain(KINDS.iter().flat_map(|it| [format!("B-{it}"), format!("I-{it}")]))
}

/// A text that is to be learned from.
struct Tagged<'t> {
    gold: &'t Gold,
    analysis: Analysis<'t>,
    /// Whether peoples are to be added, for the data set does not tag them.
    groups: bool,
}

fn push((labels, reader): &(Vec<u8>, &Reader<'_, '_>), first: Option<&First>, to: &mut Examples) {
    for sentence in &reader.pieces.sentences {
        for segment in reader.segments(sentence) {
            let labels = labels.get(segment.clone()).unwrap_or_default();
            for (sight, weight) in [(Sight::Around, AROUND), (Sight::Whole, 1.0)] {
                let mut features = Features::default();
                reader.describe(sentence, &segment, sight, &mut features);
                if let Some(first) = first {
                    let mut again = Features::default();
                    reader.describe_again(first, &segment, &mut again);
                    features = features.beside(&again);
                }
                to.push(features, labels.to_vec(), weight);
            }
        }
    }
}

impl Tagged<'_> {
    /// The label of each piece, by the data set.
    fn labels(&self, reader: &Reader<'_, '_>) -> Vec<u8> {
        let pieces = &reader.pieces.all;
        let mut labels = vec![0; pieces.len()];
        for span in &self.gold.spans {
            let ours = LABELS.iter().find(|it| it.0 == span.label).map(|it| it.1);
            let (Some(begin), Some(hull)) = (ours.and_then(begin), span.hull()) else { continue };
            let from = pieces.partition_point(|it| it.span.end() <= hull.start());
            let to = pieces.partition_point(|it| it.span.start() < hull.end());
            let row = labels.get_mut(from..to).unwrap_or_default();
            if row.iter().any(|it| *it > 0) {
                continue;
            }
            row.fill(begin + 1);
            if let Some(first) = row.first_mut() {
                *first = begin;
            }
        }
        if self.groups {
            add_groups(&self.analysis, pieces, &mut labels);
        }
        labels
    }
}

/// The label of the beginning of a kind.
fn begin(kind: &str) -> Option<u8> {
    let at = KINDS.iter().position(|it| *it == kind)?;
    u8::try_from(at * 2 + 1).ok()
}

/// Labels the peoples that the word lists know.
fn add_groups(analysis: &Analysis<'_>, pieces: &[Piece], labels: &mut [u8]) {
    let (Some(group), Some(misc)) = (begin("group"), begin("misc")) else { return };
    for at in 0..labels.len() {
        let alone = labels.get(at + 1).is_none_or(|it| *it != misc + 1);
        let Some(label) = labels.get_mut(at) else { continue };
        let free = *label == 0 || *label == misc && alone;
        let word = pieces.get(at).map_or("", |it| analysis.words(it.span));
        if free && lists::listed(word).is_some_and(|it| it.0 == "group") {
            *label = group;
        }
    }
}
