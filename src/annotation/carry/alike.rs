//! Which new sentence is most like an old one that is not there any more, and what of it stands where.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::text::{Span, Text, tokens};

/// Words that more sentences have do not help to find one.
const COMMON: usize = 32;

/// Most sentences that are compared with one.
const CANDIDATES: usize = 48;

/// Least share of words in common: in the same place, and elsewhere.
const HERE: f64 = 0.4;
const ELSEWHERE: f64 = 0.6;

/// Longest sentences that are compared word by word, in tokens.
const LONGEST: usize = 600;

/// New sentences that are no old one.
pub(super) struct Alike<'a> {
    /// Their words, sorted.
    words: BTreeMap<usize, Vec<&'a str>>,
    holding: BTreeMap<&'a str, Vec<usize>>,
}

fn sorted(text: &Text, span: Span) -> Vec<&str> {
    let mut words: Vec<_> = tokens(text, span).into_iter().map(|it| text.slice(it.span)).collect();
    words.sort_unstable();
    words
}

/// How much two sorted lists have in common, from 0 to 1 (Dice, 1945).
fn share(one: &[&str], other: &[&str]) -> f64 {
    let (mut a, mut b, mut both) = (0, 0, 0_u32);
    while let (Some(left), Some(right)) = (one.get(a), other.get(b)) {
        match left.cmp(right) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => (a, b, both) = (a + 1, b + 1, both + 1),
        }
    }
    let all = u32::try_from(one.len() + other.len()).unwrap_or(u32::MAX).max(1);
    f64::from(2 * both) / f64::from(all)
}

impl<'a> Alike<'a> {
    pub(super) fn new((text, all): (&'a Text, &[Span]), free: &[bool]) -> Self {
        let mut it = Self { words: BTreeMap::new(), holding: BTreeMap::new() };
        for (at, span) in all.iter().enumerate() {
            if free.get(at) != Some(&true) {
                continue;
            }
            let words = sorted(text, *span);
            let mut last = None;
            for word in &words {
                if last.replace(*word) != Some(*word) {
                    it.holding.entry(word).or_default().push(at);
                }
            }
            it.words.insert(at, words);
        }
        it
    }

    /// The sentence most like the one at `span` of `text`, which may stand anywhere, or in `here`.
    pub(super) fn nearest(&mut self, text: &Text, span: Span, here: Range<usize>) -> Option<usize> {
        let words = sorted(text, span);
        let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, _) in self.words.range(here.clone()).take(CANDIDATES) {
            votes.insert(*at, 1);
        }
        for word in &words {
            let there = self.holding.get(word).filter(|it| it.len() <= COMMON);
            for at in there.into_iter().flatten() {
                *votes.entry(*at).or_default() += 1;
            }
        }
        let mut votes: Vec<_> = votes.into_iter().map(|(at, it)| (it, at)).collect();
        votes.sort_unstable_by_key(|it| std::cmp::Reverse(it.0));
        let mut best: Option<(f64, usize)> = None;
        for (_, at) in votes.into_iter().take(CANDIDATES) {
            let Some(there) = self.words.get(&at) else { continue };
            let (found, near) = (share(&words, there), here.contains(&at));
            let least = if near { HERE } else { ELSEWHERE };
            let found = if near { found + 0.1 } else { found };
            if found >= least && best.is_none_or(|it| it.0 < found) {
                best = Some((found, at));
            }
        }
        best.map(|it| it.1)
    }
}

/// What of a sentence that was changed stands for `part` of the old one; `None` if that is gone.
///
/// The same words if they are there once, otherwise what stands between the words that both have
/// around it.
pub(super) fn part(
    (first, old): (&Text, Span),
    part: Span,
    (second, new): (&Text, Span),
) -> Option<Span> {
    let (one, other) = (tokens(first, old), tokens(second, new));
    let words = first.slice(part);
    let found: Vec<usize> = second.slice(new).match_indices(words).map(|it| it.0).collect();
    if let [at] = *found {
        let start = new.start() + at;
        let whole = other.iter().any(|it| it.span.start() == start)
            && other.iter().any(|it| it.span.end() == start + words.len());
        if whole {
            return second.span(start..start + words.len()).ok();
        }
    }
    if one.len() > LONGEST || other.len() > LONGEST {
        return None;
    }
    let left: Vec<&str> = one.iter().map(|it| first.slice(it.span)).collect();
    let right: Vec<&str> = other.iter().map(|it| second.slice(it.span)).collect();
    let pairs = crate::annotation::diff::longest(&left, &right);
    let from = one.iter().position(|it| it.span.end() > part.start())?;
    let to = one.iter().rposition(|it| it.span.start() < part.end())? + 1;
    let begins = pairs.iter().find(|it| it.0 == from).map(|it| it.1);
    let begins = begins.or_else(|| pairs.iter().rfind(|it| it.0 < from).map(|it| it.1 + 1));
    let ends = pairs.iter().find(|it| it.0 + 1 == to).map(|it| it.1 + 1);
    let ends = ends.or_else(|| pairs.iter().find(|it| it.0 >= to).map(|it| it.1));
    let (begins, ends) = (begins.unwrap_or(0), ends.unwrap_or(other.len()));
    let most = 3 * (to.saturating_sub(from)) + 4;
    if begins >= ends || ends - begins > most {
        return None;
    }
    let hull = other.get(begins)?.span.hull(other.get(ends - 1)?.span);
    // A mark that only ends the sentence is not what was meant.
    let marks = |c: char| !c.is_alphanumeric();
    if second.slice(hull).chars().all(marks) && !words.chars().all(marks) {
        return None;
    }
    Some(hull)
}
