//! What became of each sentence of a text in its new draft.
//!
//! A sentence is the same one only if its words are the same, letter by letter (white space does not
//! count), and if it is clear which one it is: it stands in order, or elsewhere with enough words or
//! with a neighbour that came along. One that differs in a name or a number is another sentence.

use std::collections::BTreeMap;

use super::alike::Alike;
use crate::annotation::diff::align;
use crate::text::{Span, Text, paragraphs, sentences};

/// With fewer words than this and fewer bytes it cannot be told by the words alone which sentence one
/// is: “He declined to comment.”
const TELLING: (usize, usize) = (5, 32);

/// How many neighbours are compared.
const NEAR: usize = 4;

/// Most pairs of equal sentences that are compared; more of one kind cannot be told apart.
const MOST: usize = 4096;

/// What became of a sentence, with the index of the new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mate {
    /// It stands there, with the same words.
    Same {
        at: usize,
        /// Whether what was before it came after it, or the other way round.
        moved: bool,
    },
    /// The same words stand there, but it is not clear that it is this sentence.
    Maybe(usize),
    /// The nearest to it that has other words.
    Alike(usize),
    /// There is nothing like it.
    Gone,
}

impl Mate {
    /// The sentence that is meant, if one is.
    pub(super) fn at(self) -> Option<usize> {
        match self {
            Self::Same { at, .. } | Self::Maybe(at) | Self::Alike(at) => Some(at),
            Self::Gone => None,
        }
    }
}

/// The sentences of a text, in order.
pub(super) fn split(text: &Text) -> Vec<Span> {
    paragraphs(text).into_iter().flat_map(|it| sentences(text, it)).collect()
}

/// A number for each sentence; equal sentences have the same.
fn numbered<'a>(
    text: &'a Text,
    all: &[Span],
    known: &mut BTreeMap<std::borrow::Cow<'a, str>, u32>,
) -> Vec<u32> {
    let mut number = |span: &Span| {
        let words = text.slice(*span);
        let plain =
            !words.contains("  ") && !words.contains(|it: char| it.is_whitespace() && it != ' ');
        let key = if plain {
            words.into()
        } else {
            words.split_whitespace().collect::<Vec<_>>().join(" ").into()
        };
        let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
        *known.entry(key).or_insert(next)
    };
    all.iter().map(&mut number).collect()
}

/// Says what became of each sentence of `first`.
pub(super) fn mates(
    (first, ones): (&Text, &[Span]),
    (second, others): (&Text, &[Span]),
) -> Vec<Mate> {
    let mut known = BTreeMap::new();
    let one = numbered(first, ones, &mut known);
    let other = numbered(second, others, &mut known);
    let telling = ones.iter().map(|it| {
        it.len() >= TELLING.1 || first.slice(*it).split_whitespace().count() >= TELLING.0
    });
    let mut work = Work {
        mates: vec![Mate::Gone; one.len()],
        free: vec![true; other.len()],
        telling: telling.collect(),
        one,
        other,
    };
    work.in_order();
    work.elsewhere();
    let places: Vec<_> = work.mates.iter().map(|it| it.at()).collect();
    let mut alike = Alike::new((second, others), &work.free);
    for (at, mate) in work.mates.iter_mut().enumerate() {
        let (Mate::Gone, Some(span)) = (*mate, ones.get(at)) else { continue };
        let here = gap(&places, at, others.len());
        if let Some(found) = alike.nearest(first, *span, here) {
            *mate = Mate::Alike(found);
        }
    }
    work.mates
}

/// The new sentences between the partners of the sentences around `at`.
fn gap(places: &[Option<usize>], at: usize, count: usize) -> std::ops::Range<usize> {
    const FAR: usize = 32;
    let before = places.get(..at).unwrap_or_default();
    let after = places.get(at..).unwrap_or_default();
    let from = before.iter().rev().take(FAR).find_map(|it| *it);
    let to = after.iter().take(FAR).find_map(|it| *it);
    match (from, to) {
        (Some(from), Some(to)) if from < to => from + 1..to,
        (Some(from), _) => from + 1..(from + 1 + NEAR).min(count),
        (None, Some(to)) => to.saturating_sub(NEAR)..to,
        (None, None) => 0..count.min(FAR),
    }
}

struct Work {
    one: Vec<u32>,
    other: Vec<u32>,
    mates: Vec<Mate>,
    /// Which new sentences are nobody's yet.
    free: Vec<bool>,
    telling: Vec<bool>,
}

impl Work {
    fn put(&mut self, a: usize, mate: Mate) {
        if let (Mate::Same { at, .. }, Some(free)) =
            (mate, mate.at().and_then(|it| self.free.get_mut(it)))
        {
            debug_assert!(*free, "{at} is taken");
            *free = false;
        }
        if let Some(place) = self.mates.get_mut(a) {
            *place = mate;
        }
    }

    fn in_order(&mut self) {
        let found = align(&self.one, &self.other);
        let (one, other) = (self.one.len(), self.other.len());
        // The pairs around, with the ends of both texts as pairs.
        let mut before = (0, 0);
        let mut after: Vec<(usize, usize)> = Vec::with_capacity(found.len());
        let mut next = (one + 1, other + 1);
        for (at, mate) in found.iter().enumerate().rev() {
            after.push(next);
            next = mate.map_or(next, |it| (at + 1, it + 1));
        }
        for ((at, mate), after) in found.iter().enumerate().zip(after.into_iter().rev()) {
            let Some(there) = *mate else { continue };
            let here = (at + 1, there + 1);
            let ahead = (here.0 - before.0, here.1 - before.1);
            let behind = (after.0 - here.0, after.1 - here.1);
            let close = ahead == (1, 1) || behind == (1, 1);
            let fits = close || (ahead.0 == ahead.1 && behind.0 == behind.1);
            if fits || self.telling.get(at).is_some_and(|it| *it) {
                self.put(at, Mate::Same { at: there, moved: false });
            }
            before = here;
        }
    }

    /// How many sentences before and after two places are the same.
    fn around(&self, a: usize, b: usize) -> (usize, usize) {
        let same = |a: Option<usize>, b: Option<usize>| {
            let pair = (a.map(|it| self.one.get(it)), b.map(|it| self.other.get(it)));
            match pair {
                // Both texts begin or end here.
                (None, None) | (Some(None), Some(None)) => None,
                (Some(Some(a)), Some(Some(b))) => Some(a == b),
                _ => Some(false),
            }
        };
        let count = |step: &dyn Fn(usize, usize) -> Option<usize>| {
            for near in 1..=NEAR {
                match same(step(a, near), step(b, near)) {
                    Some(true) => {}
                    Some(false) => return near - 1,
                    None => return near,
                }
            }
            NEAR
        };
        (count(&|at, near| at.checked_sub(near)), count(&|at, near| at.checked_add(near)))
    }

    /// Finds sentences that stand elsewhere now.
    fn elsewhere(&mut self) {
        let mut left: BTreeMap<u32, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        let mut copies: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
        for (at, number) in self.one.iter().enumerate() {
            copies.entry(*number).or_default().0 += 1;
            if self.mates.get(at) == Some(&Mate::Gone) {
                left.entry(*number).or_default().0.push(at);
            }
        }
        for (at, number) in self.other.iter().enumerate() {
            copies.entry(*number).or_default().1 += 1;
            if let (Some(true), Some(there)) = (self.free.get(at), left.get_mut(number)) {
                there.1.push(at);
            }
        }
        for (number, (ones, others)) in left {
            if ones.is_empty() || others.is_empty() {
                continue;
            }
            let only = copies.get(&number) == Some(&(1, 1));
            if ones.len().saturating_mul(others.len()) > MOST {
                for (index, at) in ones.iter().enumerate() {
                    let place = others.get(index).or(others.last());
                    self.put(*at, place.map_or(Mate::Gone, |it| Mate::Maybe(*it)));
                }
                continue;
            }
            for (at, mate) in self.choose(&ones, &others, only) {
                self.put(at, mate);
            }
        }
    }

    /// Which of `others` each of `ones` is, which all have the same words.
    fn choose(&self, ones: &[usize], others: &[usize], only: bool) -> Vec<(usize, Mate)> {
        let mut found = Vec::with_capacity(ones.len());
        // Fits on both sides at least as well, and on one better.
        let better = |one: (usize, usize), other: (usize, usize)| {
            one.0 >= other.0 && one.1 >= other.1 && one != other
        };
        for a in ones {
            let fits = |b: &usize| self.around(*a, *b);
            let Some(best) = others.iter().max_by_key(|it| {
                let (before, after) = fits(it);
                (before + after, std::cmp::Reverse(it.abs_diff(*a)))
            }) else {
                continue;
            };
            let fit = fits(best);
            let rivals = others.iter().filter(|it| *it != best).all(|it| better(fit, fits(it)));
            let twins =
                ones.iter().filter(|it| *it != a).all(|it| better(fit, self.around(*it, *best)));
            let told = fit.0 + fit.1 > 0 || only && self.telling.get(*a).is_some_and(|it| *it);
            let sure = rivals && twins && told;
            let at = *best;
            found.push((*a, if sure { Mate::Same { at, moved: true } } else { Mate::Maybe(at) }));
        }
        found
    }
}
