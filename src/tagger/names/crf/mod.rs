//! The trained side of the pass: a linear chain over the capitalised parts of sentences.
//!
//! Not here: what rules find, and which of both is believed (`agree`).

mod describe;
mod first;
mod pieces;
mod profile;
mod train;
mod why;

use std::ops::Range;

use self::describe::{Reader, Sight};
use self::first::First;
pub(in crate::tagger) use self::train::examples;
use crate::tagger::learn::{Features, Marginals, Model, word_hash};
use crate::tagger::{Analysis, Cancel, Cancelled};
use crate::text::Span;

/// Version of the features: weights of another one do not fit.
pub(in crate::tagger) const TEMPLATES: u32 = 2;

/// The data set whose way of tagging is ours.
const WAY: &str = "EnglishWorldwideNewswire";

/// What names are called in the weights; `misc` is a name of another kind.
const KINDS: [&str; 7] = ["person", "org", "place", "group", "event", "product", "misc"];

/// A name that the weights see.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) span: Span,
    pub(super) label: &'static str,
    /// The probability of these very words with this label.
    pub(super) chance: f32,
    /// What speaks for it, in words.
    pub(super) why: String,
}

/// The label of outside, the beginning or the inside of a kind.
fn is_begin(label: usize) -> bool {
    label % 2 == 1
}

fn kind(label: usize) -> Option<&'static str> {
    KINDS.get(label.checked_sub(1)? / 2).copied()
}

/// A part of a sentence that may hold names, with its scores.
struct Segment {
    tokens: Range<usize>,
    scores: Vec<f32>,
}

/// Reads a text for the first time: the scores of what may be names, and what they say together.
fn read_first(
    reader: &Reader<'_, '_>,
    model: &Model,
    cancel: &Cancel,
    wanted: impl Fn(usize) -> bool,
) -> Result<(Vec<Segment>, First), Cancelled> {
    let pieces = &reader.pieces;
    let mut first = First::new(model.labels().len(), pieces.all.len(), reader.folds());
    let mut segments = Vec::new();
    let (mut features, mut chances) = (Features::default(), Marginals::default());
    for (_, sentence) in pieces.sentences.iter().enumerate().filter(|it| wanted(it.0)) {
        if cancel.is_cancelled() {
            return Err(Cancelled);
        }
        for tokens in reader.segments(sentence) {
            reader.describe(sentence, &tokens, Sight::Whole, &mut features);
            let mut scores = Vec::new();
            model.score(&features, &mut scores);
            model.chain().fill(&scores, &mut chances);
            first.add(tokens.start, &chances.each, |it| reader.fold(it));
            segments.push(Segment { tokens, scores });
        }
    }
    Ok((segments, first))
}

/// All names of the text that the weights see, in order.
pub(super) fn find(
    analysis: &Analysis<'_>,
    model: &Model,
    cancel: &Cancel,
) -> Result<Vec<Seen>, Cancelled> {
    let reader = Reader::new(analysis, word_hash(WAY));
    let in_article = |it: usize| {
        let paragraph =
            analysis.sentences.get(it).and_then(|it| analysis.paragraphs.get(it.paragraph));
        paragraph.is_some_and(|it| it.kind.is_article())
    };
    let (segments, first) = read_first(&reader, model, cancel, in_article)?;
    let mut found = Vec::new();
    let (mut features, mut more) = (Features::default(), Vec::new());
    let mut chances = Marginals::default();
    for mut segment in segments {
        if cancel.is_cancelled() {
            return Err(Cancelled);
        }
        reader.describe_again(&first, &segment.tokens, &mut features);
        model.score(&features, &mut more);
        segment.scores.iter_mut().zip(&more).for_each(|(score, it)| *score += it);
        model.chain().fill(&segment.scores, &mut chances);
        let best = model.chain().best(&segment.scores);
        for name in collect(segment.tokens.start, &best, &chances.each) {
            let Name { pieces, label, chance } = name;
            let (Some(label), Some(span)) = (kind(label), reader.pieces.hull(&pieces)) else {
                continue;
            };
            found.push(Seen { span, label, chance, why: why::why(&reader, &pieces, label) });
        }
    }
    Ok(found)
}

/// Pieces that make up a name.
struct Name {
    pieces: Range<usize>,
    /// The label of their beginning.
    label: usize,
    chance: f32,
}

/// The names of a segment that begins with piece `from`.
fn collect(from: usize, best: &[u8], chances: &[f32]) -> Vec<Name> {
    let labels = chances.len() / best.len().max(1);
    let mut found: Vec<Name> = Vec::new();
    let mut open = false;
    for (at, label) in best.iter().map(|it| usize::from(*it)).enumerate() {
        let chance = |label: usize| chances.get(at * labels + label).copied().unwrap_or(0.0);
        if let Some(name) = found.last_mut().filter(|_| open) {
            if label == name.label + 1 {
                name.pieces.end += 1;
                name.chance = name.chance.min(chance(label));
                continue;
            }
            // That it ends here may be less certain than that it is one.
            name.chance = name.chance.min(1.0 - chance(name.label + 1));
        }
        open = is_begin(label);
        if open {
            found.push(Name { pieces: from + at..from + at + 1, label, chance: chance(label) });
        }
    }
    found
}
