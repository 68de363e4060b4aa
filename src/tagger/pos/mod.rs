//! Parts of speech: a trained tagger with the seventeen of Universal Dependencies.
//!
//! Not here: lemmas, syntax.

mod form;
mod train;

use self::form::Form;
pub(super) use self::train::examples;
use super::analysis::{Analysis, Sentence};
use super::learn::{Features, Model, feature, pair};

/// Version of the features below: weights of another one do not fit.
pub(super) const TEMPLATES: u32 = 1;

/// A universal part of speech (Universal Dependencies, version 2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pos {
    /// Adjective.
    Adj,
    /// Preposition or postposition.
    Adp,
    /// Adverb.
    Adv,
    /// Auxiliary verb.
    Aux,
    /// Coordinating conjunction.
    Cconj,
    /// Determiner.
    Det,
    /// Interjection.
    Intj,
    /// Noun.
    Noun,
    /// Numeral.
    Num,
    /// Particle: `to`, `not`, `'s`.
    Part,
    /// Pronoun.
    Pron,
    /// Proper noun.
    Propn,
    /// Punctuation.
    Punct,
    /// Subordinating conjunction.
    Sconj,
    /// Symbol.
    Sym,
    /// Verb.
    Verb,
    /// Anything else, and what has not been tagged.
    #[default]
    X,
}

/// Parts with their names in data sets.
const ALL: [(Pos, &str); 17] = [
    (Pos::Adj, "ADJ"),
    (Pos::Adp, "ADP"),
    (Pos::Adv, "ADV"),
    (Pos::Aux, "AUX"),
    (Pos::Cconj, "CCONJ"),
    (Pos::Det, "DET"),
    (Pos::Intj, "INTJ"),
    (Pos::Noun, "NOUN"),
    (Pos::Num, "NUM"),
    (Pos::Part, "PART"),
    (Pos::Pron, "PRON"),
    (Pos::Propn, "PROPN"),
    (Pos::Punct, "PUNCT"),
    (Pos::Sconj, "SCONJ"),
    (Pos::Sym, "SYM"),
    (Pos::Verb, "VERB"),
    (Pos::X, "X"),
];

impl Pos {
    /// Its name in data sets: `PROPN`.
    pub fn name(self) -> &'static str {
        ALL.iter().find(|it| it.0 == self).map_or("X", |it| it.1)
    }

    /// The part with this name.
    pub fn of(name: &str) -> Option<Self> {
        ALL.iter().find(|it| it.1 == name).map(|it| it.0)
    }
}

/// The part of each token of the analysis; without weights all are [`Pos::X`].
pub(super) fn tag(analysis: &Analysis<'_>, model: Option<&Model>) -> Vec<Pos> {
    let Some(model) = model else {
        return vec![Pos::X; analysis.tokens.len()];
    };
    let parts: Vec<Pos> = model.labels().iter().map(|it| Pos::of(it).unwrap_or_default()).collect();
    let mut found = Vec::with_capacity(analysis.tokens.len());
    let (mut features, mut scores, mut forms) = (Features::default(), Vec::new(), Vec::new());
    for sentence in analysis.watch(&analysis.sentences) {
        describe(analysis, sentence, &mut forms, &mut features);
        model.score(&features, &mut scores);
        let best = model.chain().best(&scores);
        found
            .extend(best.iter().map(|it| parts.get(usize::from(*it)).copied().unwrap_or_default()));
    }
    found
}

/// The features of each token of a sentence.
fn describe(
    analysis: &Analysis<'_>,
    sentence: &Sentence,
    forms: &mut Vec<Form>,
    features: &mut Features,
) {
    features.clear();
    forms.clear();
    forms
        .extend(analysis.tokens_of(sentence).iter().map(|it| Form::of(analysis.word(it), it.kind)));
    let edge = Form::edge();
    let near = |at: usize, by: usize, ahead: bool| {
        let at = if ahead { at.checked_add(by) } else { at.checked_sub(by) };
        at.and_then(|it| forms.get(it)).unwrap_or(&edge)
    };
    for (at, form) in forms.iter().enumerate() {
        let (one, two) = (near(at, 1, false), near(at, 2, false));
        let (next, after) = (near(at, 1, true), near(at, 2, true));
        let mut add = |template, seen| features.push(feature(template, seen));
        add(0, 0);
        add(1, form.lower);
        add(2, pair(form.shape, u64::from(at == 0)));
        for (template, seen) in (3..).zip(form.prefixes) {
            add(template, seen);
        }
        for (template, seen) in (6..).zip(form.suffixes) {
            add(template, seen);
        }
        add(10, one.lower);
        add(11, next.lower);
        add(12, two.lower);
        add(13, after.lower);
        add(14, pair(one.lower, form.lower));
        add(15, pair(form.lower, next.lower));
        add(16, pair(one.suffixes[2], form.suffixes[2]));
        add(17, pair(form.suffixes[2], next.suffixes[2]));
        add(18, pair(one.shape, form.shape));
        add(19, pair(form.shape, next.shape));
        add(20, pair(one.lower, next.lower));
        add(21, pair(two.lower, one.lower));
        add(22, one.suffixes[2]);
        add(23, next.suffixes[2]);
        features.close();
    }
}
