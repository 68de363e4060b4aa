//! The trained ranker: how likely a clause is one that people would check.
//!
//! Logistic regression over words, word pairs with open classes as parts of speech, and the signs
//! that [`weigh`] finds. Not here: the place of a clause in an article, which its training
//! texts (debates and speeches) do not know.

use super::evidence::{Evidence, Setting, weigh};
use crate::annotation::Gold;
use crate::tagger::learn::{Examples, Features, Model, Settings, feature, pair, word_hash};
use crate::tagger::{Analysis, Cancel, Models, Pos, pos, zones};
use crate::text::{Span, Token};

/// Version of the features below: weights of another one do not fit.
pub(in crate::tagger) const TEMPLATES: u32 = 2;

const LABELS: [&str; 2] = ["no", "yes"];
const YES: usize = 1;

/// What the people were asked who labelled a text: they say yes to different shares of the same
/// sentences. The tagger ranks by the first.
const QUESTIONS: [&str; 2] = ["check_worthy", "factual_claim"];

/// How much an answer to each counts.
const WEIGHTS: [f32; 2] = [1.0, 0.5];

/// The log-odds that the clause at `span` is one to check.
pub(super) fn odds(model: &Model, analysis: &Analysis<'_>, span: Span) -> f32 {
    let p = model.probability(&describe(analysis, span, QUESTIONS[0]), YES).clamp(1e-4, 1.0 - 1e-4);
    (p / (1.0 - p)).ln()
}

/// A word as hashes.
struct Word {
    lower: u64,
    /// The word if it is of a closed class, otherwise its part of speech and last letters.
    lifted: u64,
    /// The part of speech.
    pos: u64,
    open: bool,
    verb: bool,
    suffix: u64,
}

impl Word {
    const EDGE: Self = Self { lower: 1, lifted: 1, pos: 99, open: false, verb: false, suffix: 1 };

    fn of(word: &str, pos: Pos) -> Self {
        let lower: String = word
            .to_lowercase()
            .chars()
            .map(|it| if it.is_ascii_digit() { '0' } else { it })
            .map(|it| if it == '’' { '\'' } else { it })
            .collect();
        let start = lower.char_indices().rev().nth(2).map_or(0, |it| it.0);
        let hash = word_hash(&lower);
        let suffix = word_hash(lower.get(start..).unwrap_or_default());
        let part = pos as u64;
        let verb = matches!(pos, Pos::Verb | Pos::Aux);
        let open = matches!(
            pos,
            Pos::Noun | Pos::Propn | Pos::Num | Pos::Adj | Pos::Adv | Pos::Verb | Pos::X | Pos::Sym
        );
        let lifted = match pos {
            Pos::Noun | Pos::Verb if lower.ends_with("ed") || lower.ends_with("ing") => {
                pair(part, suffix)
            }
            _ if open => part.wrapping_add(1000),
            _ => hash,
        };
        Self { lower: hash, lifted, pos: part, open, verb, suffix }
    }
}

/// The parts of speech of the tokens in `span`.
fn words(analysis: &Analysis<'_>, tokens: &[Token], span: Span) -> Vec<Word> {
    let from = analysis.tokens.partition_point(|it| it.span.start() < span.start());
    let parts = analysis.pos.iter().skip(from).copied().chain(std::iter::repeat(Pos::X));
    tokens.iter().zip(parts).map(|(it, part)| Word::of(analysis.word(it), part)).collect()
}

/// The features of the clause at `span`, each once.
fn describe(analysis: &Analysis<'_>, span: Span, question: &str) -> Vec<u32> {
    let words = words(analysis, analysis.tokens_in(span), span);
    let mut ids = vec![feature(0, 0)];
    let mut add = |template, seen| ids.push(feature(template, seen));
    let mut one = &Word::EDGE;
    let mut two = &Word::EDGE;
    let mut counts = [0_u64; 17];
    for (at, word) in (0_u64..).zip(&words) {
        add(1, word.lower);
        add(2, pair(one.lower, word.lower));
        add(3, pair(one.lifted, word.lifted));
        add(4, pair(pair(two.lifted, one.lifted), word.lifted));
        add(5, pair(one.lower, word.lifted));
        add(6, pair(one.lifted, word.lower));
        add(7, pair(pair(two.pos, one.pos), word.pos));
        if word.open {
            add(8, pair(word.pos, word.suffix));
        }
        if word.verb {
            add(9, pair(word.lower, 0));
        }
        if at < 3 {
            add(10, pair(at, word.lower));
            add(11, pair(at, word.lifted));
        }
        if let Some(count) = usize::try_from(word.pos).ok().and_then(|it| counts.get_mut(it)) {
            *count += 1;
        }
        two = one;
        one = word;
    }
    for (part, count) in (0_u64..).zip(counts) {
        (0..count.min(6)).for_each(|it| add(12, pair(part, it)));
    }
    let length = u64::try_from(words.len()).unwrap_or(0);
    (0..(length / 4).min(10)).for_each(|it| add(13, it));
    add(15, word_hash(question));
    add(14, u64::from(analysis.words(span).contains(['"', '“', '”'])));
    signs(&weigh(analysis, span, Setting::default()), &mut add);
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// What the rules see.
fn signs(evidence: &Evidence, add: &mut impl FnMut(u16, u64)) {
    let level = |points: i32| u64::try_from((points + 60).div_euclid(5).max(0)).unwrap_or(0);
    (0..level(evidence.points).min(30)).for_each(|it| add(20, it));
    add(21, word_hash(evidence.checkability));
    for it in &evidence.types {
        add(22, word_hash(it));
        add(23, pair(word_hash(it), word_hash(evidence.checkability)));
    }
    for it in &evidence.signs {
        add(24, word_hash(it));
    }
}

/// Sentences that have an answer to one of [`QUESTIONS`].
pub(in crate::tagger) fn examples(gold: &[Gold], models: &Models) -> (Examples, Settings) {
    let mut examples = Examples::new(LABELS);
    for gold in gold {
        let mut analysis = Analysis::new(&gold.text, zones::propose(&gold.text, &Cancel::new()));
        analysis.pos = pos::tag(&analysis, models.pos.as_ref());
        for tagged in &gold.spans {
            let answers = QUESTIONS.iter().zip(WEIGHTS);
            let mut answers = answers.filter_map(|it| Some((it, tagged.fact(it.0)?)));
            let (Some(((question, weight), answer)), Some(hull)) = (answers.next(), tagged.hull())
            else {
                continue;
            };
            let Some(label) = LABELS.iter().position(|it| *it == answer) else {
                continue;
            };
            let span = super::clause(&analysis, hull).unwrap_or(hull);
            let mut features = Features::default();
            for feature in describe(&analysis, span, question) {
                features.push(feature);
            }
            features.close();
            examples.push(features, vec![u8::try_from(label).unwrap_or(0)], weight);
        }
    }
    // Many features fire at once, so that each may take but small steps.
    let settings = Settings {
        bits: 20,
        rounds: 10,
        rate: 0.01,
        dropout: 0.3,
        rows: 150_000,
        ..Settings::new(TEMPLATES)
    };
    (examples, settings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagger::analyse;
    use crate::text::Text;

    /// What the shipped weights make of a sentence.
    #[track_caller]
    fn judged(sentence: &str) -> f32 {
        let text = Text::new(sentence);
        let models = Models::shipped();
        let analysis = analyse(&text, None, models, &Cancel::new()).unwrap();
        odds(models.claims.as_ref().unwrap(), &analysis, text.whole().unwrap())
    }

    #[test]
    fn figures_count_for_more_than_thanks() {
        let claim = judged("Unemployment has doubled to 9 percent since 2019.");
        let thanks = judged("Thank you all very much for coming tonight.");
        let wish = judged("I hope that we can talk about that.");
        assert!(claim > 0.0, "{claim}");
        assert!(thanks < -2.0 && wish < -1.0, "{thanks} {wish}");
    }
}
