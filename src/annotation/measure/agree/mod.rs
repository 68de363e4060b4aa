//! [`Agreement`]: how far editors agree who have tagged the same texts.
//!
//! Tokens are compared with Cohen's and Fleiss' kappa ([`Kappa`]), places of tags with F1 and with
//! Krippendorff's alpha for unitising ([`Unitising`]), labels with a table of which was given for
//! which. Each is kept label by label and layer by layer, so that quotes, which are long, do not
//! hide names. docs/DATASETS.md names the sources.
//!
//! Not here: attributes, notes, links and records; which files belong together, printing (`cli`).

mod kappa;
mod places;
mod unitising;

use std::collections::BTreeMap;

pub use self::kappa::Kappa;
pub use self::places::{Disagreement, Mistake};
use self::places::{Tag, compare};
pub use self::unitising::{Unitising, alpha};
use super::Tally;
use crate::annotation::{Document, Key, Lane, Review};
use crate::text::{Unit, tokens};

/// What a token is called that no tag of the layer holds.
pub const OUTSIDE: &str = "";

/// How often which label of the first was which of the second; `None`: no tag there.
pub type Confusion = BTreeMap<(Option<Key>, Option<Key>), u64>;

/// What was counted of one label.
#[derive(Clone, Debug)]
pub struct OfLabel {
    /// Where it belongs.
    pub layer: Lane,
    /// How many tags each editor has.
    pub tags: Vec<u64>,
    /// Tags with the same place, summed over the pairs of editors.
    pub exact: Tally,
    /// Tags that share a character, each with one partner, summed likewise.
    pub overlapping: Tally,
    /// Whether a token is in such a tag.
    pub tokens: Kappa,
    /// Where such tags begin and end.
    pub units: Unitising,
}

/// What was counted of the texts that editors have tagged.
#[derive(Clone, Debug)]
pub struct Agreement {
    editors: usize,
    proposals: bool,
    documents: u64,
    labels: BTreeMap<Key, OfLabel>,
    layers: BTreeMap<Lane, Kappa>,
    confusion: BTreeMap<Lane, Confusion>,
    /// What a label has that nobody has used so far.
    unused: (Kappa, Unitising),
}

impl Agreement {
    /// Nothing counted yet. `proposals`: whether open tags count like accepted ones.
    pub fn new(editors: usize, proposals: bool) -> Self {
        Self {
            editors,
            proposals,
            documents: 0,
            labels: BTreeMap::new(),
            layers: BTreeMap::new(),
            confusion: BTreeMap::new(),
            unused: (Kappa::new(editors), Unitising::new(editors)),
        }
    }

    /// Adds a text, as each editor has tagged it; says where they disagree.
    ///
    /// Versions of other texts, or more or fewer of them than there are editors, are left out.
    pub fn add(&mut self, versions: &[&Document]) -> Vec<Disagreement> {
        let Some(text) = versions.first().map(|it| it.text()) else { return Vec::new() };
        if versions.len() != self.editors || versions.iter().any(|it| it.text() != text) {
            return Vec::new();
        }
        self.documents += 1;
        let tags: Vec<Vec<Tag<'_>>> = versions.iter().map(|it| self.tags(it)).collect();
        for tag in tags.iter().flatten() {
            let new = OfLabel {
                layer: tag.layer,
                tags: vec![0; self.editors],
                exact: Tally::default(),
                overlapping: Tally::default(),
                tokens: self.unused.0.clone(),
                units: self.unused.1.clone(),
            };
            self.labels.entry(tag.label.clone()).or_insert(new);
        }
        self.tokens(versions, &tags);
        self.units(text.offset_in(Unit::CodePoint, text.len()), &tags);
        self.places(&tags)
    }

    /// The tags of one editor that count.
    fn tags<'a>(&self, document: &'a Document) -> Vec<Tag<'a>> {
        let counts = |review| match review {
            Review::Accepted => true,
            Review::Proposed => self.proposals,
            Review::Rejected => false,
        };
        let text = document.text();
        let at = |byte| text.offset_in(Unit::CodePoint, byte);
        document
            .annotations()
            .filter(|it| counts(it.standing.review))
            .map(|it| Tag {
                id: it.id,
                label: &it.label,
                layer: document.tag_set().lane(it.label.as_str()),
                spans: it.spans.as_slice(),
                points: it.spans.iter().map(|it| (at(it.start()), at(it.end()))).collect(),
            })
            .collect()
    }

    /// Counts which tokens are in tags.
    fn tokens(&mut self, versions: &[&Document], tags: &[Vec<Tag<'_>>]) {
        let Some(text) = versions.first().map(|it| it.text()) else { return };
        let tokens = text.whole().map(|it| tokens(text, it)).unwrap_or_default();
        // The labels of each token that has any, editor by editor.
        let mut tagged: BTreeMap<usize, Vec<Vec<(&Key, Lane)>>> = BTreeMap::new();
        for (editor, tags) in tags.iter().enumerate() {
            for (tag, span) in tags.iter().flat_map(|it| it.spans.iter().map(move |at| (it, at))) {
                let from = tokens.partition_point(|it| it.span.end() <= span.start());
                let to = tokens.partition_point(|it| it.span.start() < span.end());
                for token in from..to {
                    let none = || vec![Vec::new(); self.editors];
                    let labels = tagged.entry(token).or_insert_with(none);
                    if let Some(labels) = labels.get_mut(editor) {
                        labels.push((tag.label, tag.layer));
                    }
                }
            }
        }
        let rest = (tokens.len() - tagged.len()) as u64;
        let outside = vec![OUTSIDE; self.editors];
        for (key, label) in &mut self.labels {
            label.tokens.add(&outside, rest);
            for editors in tagged.values() {
                let inside = |it: &Vec<(&Key, Lane)>| it.iter().any(|it| it.0 == key);
                let one: Vec<&str> = editors
                    .iter()
                    .map(|it| if inside(it) { key.as_str() } else { OUTSIDE })
                    .collect();
                label.tokens.add(&one, 1);
            }
        }
        for layer in Lane::ALL {
            let new = || self.unused.0.clone();
            let kappa = self.layers.entry(layer).or_insert_with(new);
            kappa.add(&outside, rest);
            for editors in tagged.values() {
                let all: Vec<String> = editors.iter().map(|it| category(it, layer)).collect();
                kappa.add(&all.iter().map(String::as_str).collect::<Vec<_>>(), 1);
            }
        }
        self.unused.0.add(&outside, tokens.len() as u64);
    }

    /// Counts where tags begin and end on a text of `length` code points.
    fn units(&mut self, length: usize, tags: &[Vec<Tag<'_>>]) {
        for (key, label) in &mut self.labels {
            let of = |tags: &Vec<Tag<'_>>| {
                let all = tags.iter().filter(|it| it.label == key);
                all.flat_map(|it| it.points.iter().copied()).collect()
            };
            label.units.add(length, tags.iter().map(of).collect());
        }
        self.unused.1.add(length, vec![Vec::new(); self.editors]);
    }

    /// Compares the tags of each pair of editors.
    fn places(&mut self, tags: &[Vec<Tag<'_>>]) -> Vec<Disagreement> {
        let mut found = Vec::new();
        for (editor, tags) in tags.iter().enumerate() {
            for tag in tags {
                let label = self.labels.get_mut(tag.label);
                if let Some(count) = label.and_then(|it| it.tags.get_mut(editor)) {
                    *count += 1;
                }
            }
        }
        for (first, one) in tags.iter().enumerate() {
            for (second, other) in tags.iter().enumerate().skip(first + 1) {
                for (key, label) in &mut self.labels {
                    let (one, other) =
                        (of(one, |it| it.label == key), of(other, |it| it.label == key));
                    label.exact.add(places::exact(&one, &other));
                    label.overlapping.add(places::overlapping(&one, &other));
                }
                for layer in Lane::ALL {
                    let one = of(one, |it| it.layer == layer);
                    let other = of(other, |it| it.layer == layer);
                    let confusion = self.confusion.entry(layer).or_default();
                    found.extend(compare((first, &one), (second, &other), confusion));
                }
            }
        }
        found
    }

    /// How many editors there are.
    pub fn editors(&self) -> usize {
        self.editors
    }

    /// How many texts were compared.
    pub fn documents(&self) -> u64 {
        self.documents
    }

    /// How many tokens they have.
    pub fn tokens_seen(&self) -> u64 {
        self.unused.0.items()
    }

    /// How many code points they have.
    pub fn length(&self) -> u64 {
        self.unused.1.length()
    }

    /// The labels that anybody has used, with what was counted.
    pub fn labels(&self) -> impl Iterator<Item = (&Key, &OfLabel)> {
        self.labels.iter()
    }

    /// The labels of a layer.
    pub fn labels_of(&self, layer: Lane) -> impl Iterator<Item = (&Key, &OfLabel)> {
        self.labels.iter().filter(move |it| it.1.layer == layer)
    }

    /// The layers in which anybody has tagged anything, with the labels of their tokens.
    pub fn layers(&self) -> impl Iterator<Item = (Lane, &Kappa)> {
        let used = |it: &Lane| self.labels_of(*it).next().is_some();
        self.layers.iter().map(|it| (*it.0, it.1)).filter(move |it| used(&it.0))
    }

    /// Which labels were given for which in a layer.
    pub fn confusion(&self, layer: Lane) -> Option<&Confusion> {
        self.confusion.get(&layer).filter(|it| !it.is_empty())
    }
}

/// The tags that are asked for.
fn of<'a>(tags: &[Tag<'a>], asked: impl Fn(&Tag<'a>) -> bool) -> Vec<Tag<'a>> {
    tags.iter().filter(|it| asked(it)).cloned().collect()
}

/// The labels of a token in a layer, as one category.
fn category(labels: &[(&Key, Lane)], layer: Lane) -> String {
    let mut keys: Vec<&str> =
        labels.iter().filter(|it| it.1 == layer).map(|it| it.0.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.join("+")
}

#[cfg(test)]
mod tests;
