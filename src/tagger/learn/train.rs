//! [`train`]: weights out of examples.
//!
//! Maximum likelihood by stochastic gradients with a rate for each weight (`AdaGrad`: Duchi, Hazan
//! and Singer, 2011), with features left out at random so that rare ones learn too (dropout), and
//! the mean of the later rounds as the result (Polyak averaging). The order and the choice come
//! from a seed: the same examples give the same bytes.

use super::chain::{Chain, Marginals, NEVER};
use super::examples::{Example, Examples};
use super::model::{self, Parts};

/// How to train.
#[derive(Clone, Copy, Debug)]
pub(in crate::tagger) struct Settings {
    /// Version of the features, written into the model.
    pub(in crate::tagger) templates: u32,
    /// A feature is a number of so many bits.
    pub(in crate::tagger) bits: u8,
    /// Rounds over the examples.
    pub(in crate::tagger) rounds: u32,
    /// The first step's size.
    pub(in crate::tagger) rate: f32,
    /// Share of the features that a round leaves out.
    pub(in crate::tagger) dropout: f32,
    /// How strongly weights are drawn to zero: per example that a weight is seen in.
    pub(in crate::tagger) decay: f32,
    /// The strongest rows that are kept.
    pub(in crate::tagger) rows: usize,
    /// Whether to train a second time with the kept rows alone, so that they make up for the
    /// others. What is kept is then judged by how often it is used too, not by its weights alone.
    pub(in crate::tagger) twice: bool,
    /// Of the random order.
    pub(in crate::tagger) seed: u64,
    /// How many times to train, each from another seed; the result is their mean (bagging:
    /// Breiman, 1996, with orders and left-out features instead of samples).
    pub(in crate::tagger) runs: u32,
}

impl Settings {
    /// Settings that suit most sequences.
    pub(in crate::tagger) const fn new(templates: u32) -> Self {
        Self {
            templates,
            bits: 20,
            rounds: 10,
            rate: 0.1,
            dropout: 0.2,
            decay: 0.0,
            rows: 200_000,
            twice: false,
            seed: 1,
            runs: 1,
        }
    }
}

/// Random numbers that are the same everywhere (xorshift64*: Vigna, 2016).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % end).unwrap_or(0)
    }
}

/// Weights with the squares of their gradients.
struct Weights {
    labels: usize,
    shift: u32,
    each: Vec<f32>,
    squares: Vec<f32>,
    sum: Vec<f32>,
    chain: Chain,
    step_squares: Vec<f32>,
    step_sum: Vec<f32>,
    /// How many rounds are in the sums.
    counted: f32,
}

const TINY: f32 = 1e-6;

/// Trains and returns the bytes of a model. `progress` hears of each round: its number and the
/// mean loss of a position.
pub(in crate::tagger) fn train(
    examples: &Examples,
    settings: &Settings,
    progress: &mut dyn FnMut(u32, f32),
) -> Vec<u8> {
    let first = fit(examples, settings, progress);
    if !settings.twice {
        return first.write(examples, settings);
    }
    let fewer = examples.only(&first.strongest(examples, settings), settings.bits);
    drop(first);
    fit(&fewer, settings, progress).write(&fewer, settings)
}

/// The mean weights of all runs.
fn fit(examples: &Examples, settings: &Settings, progress: &mut dyn FnMut(u32, f32)) -> Weights {
    let mut all = fit_once(examples, settings, progress);
    for run in 1..settings.runs {
        let settings = Settings { seed: settings.seed + u64::from(run), ..*settings };
        let other = fit_once(examples, &settings, progress);
        all.sum.iter_mut().zip(&other.sum).for_each(|(sum, it)| *sum += it);
        all.step_sum.iter_mut().zip(&other.step_sum).for_each(|(sum, it)| *sum += it);
        all.counted += other.counted;
    }
    all
}

/// The weights after all rounds of one run.
fn fit_once(
    examples: &Examples,
    settings: &Settings,
    progress: &mut dyn FnMut(u32, f32),
) -> Weights {
    let labels = examples.labels.len();
    let size = labels << settings.bits;
    let chain = examples.chain();
    let steps = chain.steps().len();
    let mut weights = Weights {
        labels,
        shift: 32 - u32::from(settings.bits),
        each: vec![0.0; size],
        squares: vec![TINY; size],
        sum: vec![0.0; size],
        chain,
        step_squares: vec![TINY; steps],
        step_sum: vec![0.0; steps],
        counted: 1.0,
    };
    let mut random = Random(settings.seed.max(1));
    let mut order: Vec<usize> = (0..examples.all.len()).collect();
    let first_counted = settings.rounds / 2;
    for round in 0..settings.rounds {
        for at in (1..order.len()).rev() {
            order.swap(at, random.below(at + 1));
        }
        let (mut loss, mut positions) = (0.0, 0_u32);
        for example in order.iter().filter_map(|it| examples.all.get(*it)) {
            loss += weights.learn(example, settings, &mut random);
            positions += u32::try_from(example.labels.len()).unwrap_or(0);
        }
        if round >= first_counted {
            weights.sum.iter_mut().zip(&weights.each).for_each(|(sum, it)| *sum += it);
            weights.step_sum.iter_mut().zip(weights.chain.steps()).for_each(|(sum, it)| *sum += it);
        }
        #[expect(clippy::cast_precision_loss, reason = "a mean for people to read")]
        progress(round + 1, loss / positions.max(1) as f32);
    }
    #[expect(clippy::cast_precision_loss, reason = "few rounds")]
    let counted = (settings.rounds - first_counted).max(1) as f32;
    weights.counted = counted;
    weights
}

impl Weights {
    fn rows<'a>(&self, features: &'a [u32]) -> impl Iterator<Item = usize> + use<'a> {
        let (shift, labels) = (self.shift, self.labels);
        features.iter().map(move |it| usize::try_from(it >> shift).unwrap_or(0) * labels)
    }

    /// One step along the gradient of an example; its loss before the step.
    fn learn(&mut self, example: &Example, settings: &Settings, random: &mut Random) -> f32 {
        let labels = self.labels;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of 65536"
        )]
        let drop = (settings.dropout * 65_536.0) as u64;
        let keep = 1.0 / (1.0 - settings.dropout).max(0.01);
        let mut kept: Vec<Vec<u32>> = Vec::with_capacity(example.labels.len());
        let mut scores = Vec::with_capacity(example.labels.len() * labels);
        for row in example.features.rows() {
            let row: Vec<u32> = row
                .iter()
                .copied()
                .filter(|_| drop == 0 || random.next() & 0xffff >= drop)
                .collect();
            let from = scores.len();
            scores.resize(from + labels, 0.0);
            let sums: &mut [f32] = scores.get_mut(from..).unwrap_or_default();
            for at in self.rows(&row) {
                let weights = self.each.get(at..at + labels).unwrap_or_default();
                sums.iter_mut().zip(weights).for_each(|(sum, it)| *sum += it * keep);
            }
            kept.push(row);
        }
        let mut found = Marginals::default();
        self.chain.fill(&scores, &mut found);
        self.learn_steps(example, &found, settings.rate);
        let mut loss = 0.0;
        let positions = found.each.chunks_exact_mut(labels).zip(&kept).zip(&example.labels);
        for ((slope, row), gold) in positions {
            if let Some(it) = slope.get_mut(usize::from(*gold)) {
                loss -= it.max(1e-9).ln();
                *it -= 1.0;
            }
            for it in slope.iter_mut() {
                *it *= example.weight;
            }
            for at in self.rows(row) {
                let weights = self.each.get_mut(at..at + labels).unwrap_or_default();
                let squares = self.squares.get_mut(at..at + labels).unwrap_or_default();
                for ((weight, square), slope) in weights.iter_mut().zip(squares).zip(&*slope) {
                    let slope = slope + settings.decay * *weight;
                    *square += slope * slope;
                    *weight -= settings.rate * slope / square.sqrt();
                }
            }
        }
        loss
    }

    /// One step for the steps of the chain.
    fn learn_steps(&mut self, example: &Example, found: &Marginals, rate: f32) {
        let labels = self.labels;
        let mut expected = vec![0.0; self.step_squares.len()];
        let (first, between) = expected.split_at_mut(labels.min(self.step_squares.len()));
        if let Some(row) = found.each.get(..labels) {
            first.copy_from_slice(row);
        }
        let factors: Vec<f32> = self.chain.steps().iter().skip(labels).map(|it| it.exp()).collect();
        let mut joint = vec![0.0; between.len()];
        let befores = found.forward.chunks_exact(labels);
        let afters = found.each.chunks_exact(labels).skip(1);
        for (forward, after) in befores.zip(afters) {
            // The share of a step is that of its end, spread over the beginnings it may have.
            let mut into = vec![0.0_f32; labels];
            for ((was, steps), joint) in
                forward.iter().zip(factors.chunks_exact(labels)).zip(joint.chunks_exact_mut(labels))
            {
                for ((sum, step), it) in into.iter_mut().zip(steps).zip(joint) {
                    *it = was * step;
                    *sum += *it;
                }
            }
            for (joint, row) in joint.chunks_exact(labels).zip(between.chunks_exact_mut(labels)) {
                for ((it, expected), (sum, after)) in
                    joint.iter().zip(row).zip(into.iter().zip(after))
                {
                    if *sum > 0.0 {
                        *expected += it / sum * after;
                    }
                }
            }
        }
        let mut row = 0;
        for label in &example.labels {
            let label = usize::from(*label);
            if let Some(it) = expected.get_mut(row * labels + label) {
                *it -= 1.0;
            }
            row = label + 1;
        }
        let squares = &mut self.step_squares;
        for (square, slope) in squares.iter_mut().zip(&mut expected) {
            *slope *= example.weight;
            *square += *slope * *slope;
            *slope /= square.sqrt();
        }
        self.chain.update(|at, step| *step -= rate * expected.get(at).copied().unwrap_or(0.0));
    }

    /// The rows that are kept, in order.
    fn strongest(&self, examples: &Examples, settings: &Settings) -> Vec<usize> {
        let norm = |row: &[f32]| row.iter().map(|it| it * it).sum::<f32>();
        let mut rows: Vec<(usize, f32)> = self
            .sum
            .chunks_exact(self.labels)
            .map(norm)
            .enumerate()
            .filter(|it| it.1 > (TINY * self.counted).powi(2))
            .collect();
        if settings.twice {
            let uses = examples.uses(settings.bits);
            #[expect(clippy::cast_precision_loss, reason = "only compared")]
            for it in &mut rows {
                it.1 *= uses.get(it.0).map_or(0.0, |it| *it as f32);
            }
        }
        rows.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        rows.truncate(settings.rows);
        rows.sort_unstable_by_key(|it| it.0);
        rows.into_iter().map(|it| it.0).collect()
    }

    /// The mean of the counted rounds, cut down and rounded.
    fn write(&self, examples: &Examples, settings: &Settings) -> Vec<u8> {
        let (labels, counted) = (self.labels, self.counted);
        let rows = self.strongest(examples, settings);
        let row_at = |at: usize| self.sum.get(at * labels..(at + 1) * labels).unwrap_or_default();
        let mut sizes: Vec<f32> =
            rows.iter().flat_map(|it| row_at(*it)).map(|it| it.abs() / counted).collect();
        sizes.sort_by(f32::total_cmp);
        // A few weights are much larger than all others; room for them would blur the rest.
        let top = sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 2000));
        let scale = top.copied().unwrap_or(0.0).max(TINY) / 127.0;
        #[expect(clippy::cast_possible_truncation, reason = "clamped")]
        let round = |it: &f32| (it / counted / scale).round().clamp(-127.0, 127.0) as i8;
        let rows: Vec<(usize, Vec<i8>)> =
            rows.iter().map(|it| (*it, row_at(*it).iter().map(round).collect())).collect();
        let mean = |(step, sum): (&f32, &f32)| if *step > NEVER { sum / counted } else { NEVER };
        let steps = self.chain.steps().iter().zip(&self.step_sum).map(mean).collect();
        model::write(&Parts {
            templates: settings.templates,
            bits: settings.bits,
            labels: &examples.labels,
            scale,
            chain: &Chain::new(labels, steps),
            rows: &rows,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::feature::{Features, feature};
    use super::super::model::{Model, ModelError};
    use super::*;

    const SETTINGS: Settings = Settings { bits: 12, rows: 500, ..Settings::new(7) };

    fn describe(words: &str) -> Features {
        let mut features = Features::default();
        for word in words.split(' ') {
            features.push(feature(0, super::super::feature::word_hash(word)));
            features.close();
        }
        features
    }

    /// `b` is labelled by what stands before it, which only the chain can know.
    fn examples() -> Examples {
        let mut examples = Examples::new(["one", "two", "three"]);
        for _ in 0..30 {
            examples.push(describe("a b b"), vec![0, 1, 1], 1.0);
            examples.push(describe("c b a"), vec![2, 2, 0], 1.0);
        }
        examples
    }

    #[test]
    fn what_is_learned_is_read_back() {
        let mut losses = Vec::new();
        let bytes = train(&examples(), &SETTINGS, &mut |_, loss| losses.push(loss));
        assert!(losses.last() < losses.first(), "{losses:?}");
        let model = Model::read(bytes, 7).unwrap();
        assert_eq!(model.labels(), ["one", "two", "three"]);
        let mut scores = Vec::new();
        for (words, labels) in [("a b b", [0, 1, 1]), ("c b a", [2, 2, 0])] {
            model.score(&describe(words), &mut scores);
            assert_eq!(model.chain().best(&scores), labels, "{words}");
        }
    }

    #[test]
    fn the_same_examples_give_the_same_bytes() {
        let made = || train(&examples(), &SETTINGS, &mut |_, _| {});
        assert_eq!(made(), made());
    }

    #[test]
    fn several_runs_are_averaged() {
        let examples = examples();
        let fitted =
            |seed, runs| fit(&examples, &Settings { seed, runs, ..SETTINGS }, &mut |_, _| {});
        let (one, two, both) = (fitted(1, 1), fitted(2, 1), fitted(1, 2));
        assert_ne!(one.sum, two.sum);
        let added: Vec<f32> = one.sum.iter().zip(&two.sum).map(|(one, two)| one + two).collect();
        assert_eq!(both.sum, added);
        assert!((both.counted - one.counted - two.counted).abs() < 1e-6);
    }

    #[test]
    fn single_positions_are_logistic_regression() {
        let mut examples = Examples::new(["no", "yes"]);
        for round in 0..200 {
            examples.push(describe("rare"), vec![u8::from(round % 4 == 0)], 1.0);
            examples.push(describe("sure"), vec![1], 1.0);
        }
        let settings = Settings { dropout: 0.0, rounds: 30, ..SETTINGS };
        let model = Model::read(train(&examples, &settings, &mut |_, _| {}), 7).unwrap();
        let chance = |word| model.probability(describe(word).rows().next().unwrap(), 1);
        assert!((chance("rare") - 0.25).abs() < 0.05, "{}", chance("rare"));
        assert!(chance("sure") > 0.95, "{}", chance("sure"));
    }

    #[test]
    fn rare_features_are_forgotten() {
        let mut examples = examples();
        examples.push(describe("once"), vec![0], 1.0);
        let examples = examples.without_rare(2, SETTINGS.bits);
        let rows = |at: usize| examples.all[at].features.rows().map(<[u32]>::len).collect();
        let (often, once): (Vec<usize>, Vec<usize>) = (rows(0), rows(60));
        assert_eq!((often, once), (vec![1, 1, 1], vec![0]));
    }

    #[test]
    fn rows_that_are_used_often_are_kept_before_strong_ones() {
        let mut examples = Examples::new(["no", "yes"]);
        for round in 0..200 {
            examples.push(describe("often"), vec![u8::from(round % 3 == 0)], 1.0);
        }
        examples.push(describe("once"), vec![1], 1.0);
        let chance = |twice, word| {
            let settings = Settings { dropout: 0.0, rows: 1, twice, ..SETTINGS };
            let model = Model::read(train(&examples, &settings, &mut |_, _| {}), 7).unwrap();
            model.probability(describe(word).rows().next().unwrap(), 1)
        };
        assert!(chance(true, "often") < 0.45, "{}", chance(true, "often"));
        assert!((chance(true, "once") - chance(true, "other")).abs() < 1e-6);
    }

    #[test]
    fn damaged_bytes_are_refused() {
        let bytes = train(&examples(), &SETTINGS, &mut |_, _| {});
        for len in 0..bytes.len() {
            assert!(Model::read(bytes[..len].to_vec(), 7).is_err(), "{len}");
        }
        let longer = [&bytes[..], &[0]].concat();
        assert_eq!(Model::read(longer, 7).unwrap_err(), ModelError::Size);
        let other = ModelError::Templates { found: 7, wanted: 8 };
        assert_eq!(Model::read(bytes, 8).unwrap_err(), other);
        assert_eq!(Model::read(&b"RIFF...."[..], 8).unwrap_err(), ModelError::Magic);
    }
}
