//! [`Gold`]: a text of a data set with the right answers, to train on and to measure with.
//!
//! Labels are those of the data set, which may differ from those of a tag set.

use std::collections::BTreeMap;

use super::{Annotation, Document, ProposedZone, Review};
use crate::text::{Span, Text};

/// What may be done with a text and what is learned from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Licence {
    /// An open licence, such as CC BY-SA.
    Open,
    /// Published for research without a stated licence.
    Unstated,
    /// Not for commercial use: weights that are given away may not be trained on it.
    NonCommercial,
}

/// A text with the right answers.
#[derive(Clone, Debug)]
pub struct Gold {
    /// Its name in the data set.
    pub id: String,
    /// The data set.
    pub source: String,
    /// What may be done with it.
    pub licence: Licence,
    /// The text.
    pub text: Text,
    /// What is tagged, in the file's order.
    pub spans: Vec<GoldSpan>,
    /// How that is linked.
    pub links: Vec<GoldLink>,
    /// The sentences, if the data set marks them.
    pub sentences: Vec<Span>,
    /// The words with their parts of speech, if the data set marks them.
    pub words: Vec<GoldWord>,
    /// What is known of the zones; `None` if they have to be judged.
    pub zones: Option<Vec<ProposedZone>>,
}

impl Gold {
    /// What people have accepted in a document, as right answers of the user's own. Proposals that
    /// nobody has decided are no answers.
    pub fn of(document: &Document) -> Self {
        let accepted = document.annotations().filter(|it| it.standing.review == Review::Accepted);
        let spans: Vec<_> = accepted
            .map(|it| GoldSpan {
                id: it.id.to_string(),
                label: it.label.as_str().to_owned(),
                spans: it.spans.as_slice().to_vec(),
                facts: facts(it),
            })
            .collect();
        let at = |id: String| spans.iter().position(|it| it.id == id);
        let links = document
            .relations()
            .filter(|it| it.standing.review != Review::Rejected)
            .filter_map(|it| {
                let (from, to) = (at(it.from.to_string())?, at(it.to.to_string())?);
                Some(GoldLink { from, to, kind: it.kind.as_str().to_owned() })
            })
            .collect();
        Self {
            id: document.metadata().id.clone(),
            source: String::new(),
            licence: Licence::Open,
            text: document.text().clone(),
            spans,
            links,
            sentences: Vec::new(),
            words: Vec::new(),
            zones: None,
        }
    }
}

/// The record and the kind of an annotation.
fn facts(of: &Annotation) -> BTreeMap<String, String> {
    let group = of.record.map(|it| (GROUP.to_owned(), it.to_string()));
    let kind = of.text_attribute("kind").map(|it| ("kind".to_owned(), it.to_owned()));
    group.into_iter().chain(kind).collect()
}

/// The key of [`GoldSpan::facts`] under which mentions of one thing have the same words.
pub const GROUP: &str = "group";

/// Something that is tagged.
#[derive(Clone, Debug)]
pub struct GoldSpan {
    /// Its name in the document, which [`GoldSpan::facts`] of others may mention.
    pub id: String,
    /// Its label in the data set: `PERSON`, `QUOTE`.
    pub label: String,
    /// Its place; never empty, in order.
    pub spans: Vec<Span>,
    /// Whatever else is said about it, as words: `kind`, `check_worthy`, `group`.
    pub facts: BTreeMap<String, String>,
}

impl GoldSpan {
    /// What is said about `key`.
    pub fn fact(&self, key: &str) -> Option<&str> {
        self.facts.get(key).map(String::as_str)
    }

    /// From its first piece to its last.
    pub fn hull(&self) -> Option<Span> {
        Some(self.spans.first()?.hull(*self.spans.last()?))
    }
}

/// A link between two of [`Gold::spans`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldLink {
    /// Index of the span it starts from.
    pub from: usize,
    /// Index of the span it leads to.
    pub to: usize,
    /// Its kind in the data set: `quote_source`.
    pub kind: String,
}

/// A word with its part of speech.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldWord {
    /// Where it stands.
    pub span: Span,
    /// The universal part of speech (Universal Dependencies, version 2): `PROPN`.
    pub upos: String,
    /// The part of speech of the Penn Treebank: `NNP`.
    pub xpos: String,
    /// The word as a dictionary has it.
    pub lemma: String,
}
