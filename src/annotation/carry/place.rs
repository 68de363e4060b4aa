//! Where a place of one draft stands in the next.

use super::alike::part;
use super::sentences::{Mate, mates, split};
use crate::text::{Span, Text};

/// What is known of two drafts of one text.
pub(super) struct Drafts<'a> {
    first: &'a Text,
    second: &'a Text,
    ones: Vec<Span>,
    others: Vec<Span>,
    mates: Vec<Mate>,
}

/// Where a place stands in the new draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Placing {
    /// Its sentences are the same and follow each other as they did.
    Sure {
        span: Span,
        moved: bool,
        /// How many sentences more than before come before it.
        shift: i64,
    },
    /// The best place for it, which somebody has to look at.
    Open(Span),
    /// There is none.
    Nowhere,
}

impl<'a> Drafts<'a> {
    pub(super) fn new(first: &'a Text, second: &'a Text) -> Self {
        let (ones, others) = (split(first), split(second));
        let mates = mates((first, &ones), (second, &others));
        Self { first, second, ones, others, mates }
    }

    /// Where `span` of the first stands in the second.
    pub(super) fn place(&self, span: Span) -> Placing {
        let from = self.ones.partition_point(|it| it.end() <= span.start());
        let to = self.ones.partition_point(|it| it.start() < span.end());
        let mates = self.mates.get(from..to).unwrap_or_default();
        if let Some(sure) = self.sure(span, from, mates) {
            return sure;
        }
        let mut parts = Vec::with_capacity(mates.len());
        for (sentence, mate) in self.ones.get(from..to).unwrap_or_default().iter().zip(mates) {
            let Some(inside) = sentence.intersection(span) else { continue };
            let found =
                mate.at().and_then(|at| Some((at, self.part(*sentence, inside, *mate, at)?)));
            parts.extend(found.map(|(at, found)| (at, inside.len(), found)));
        }
        let Some((first, _, start)) = parts.first().copied() else { return Placing::Nowhere };
        let Some((last, _, end)) = parts.last().copied() else { return Placing::Nowhere };
        let together = parts.is_sorted_by_key(|it| it.0) && last - first <= mates.len() + 1;
        if together && start.start() < end.end() {
            return Placing::Open(start.hull(end));
        }
        // Its sentences stand apart now: the largest piece.
        let most = parts.iter().max_by_key(|it| it.1).map_or(start, |it| it.2);
        Placing::Open(most)
    }

    fn sure(&self, span: Span, from: usize, mates: &[Mate]) -> Option<Placing> {
        let mut any = false;
        let mut places = Vec::with_capacity(mates.len());
        for mate in mates {
            let Mate::Same { at, moved } = *mate else { return None };
            any |= moved;
            places.push(at);
        }
        let (first, last) = (*places.first()?, *places.last()?);
        if !places.iter().zip(first..).all(|(it, wanted)| *it == wanted) {
            return None;
        }
        // Where sentences stood without a space between, or do now, the words are others.
        let apart = |all: &[Span], at: usize| {
            all.get(at).zip(all.get(at + 1)).is_some_and(|(it, next)| it.end() < next.start())
        };
        let between = 0..places.len() - 1;
        if between
            .into_iter()
            .any(|it| apart(&self.ones, from + it) != apart(&self.others, first + it))
        {
            return None;
        }
        let one = (*self.ones.get(from)?, *self.others.get(first)?);
        let end = (*self.ones.get(from + places.len() - 1)?, *self.others.get(last)?);
        let start = self.offset(one, span.start().max(one.0.start()), false)?;
        let end = self.offset(end, span.end().min(end.0.end()), true)?;
        let span = self.second.span(start..end).ok()?;
        let number = |it: usize| i64::try_from(it).unwrap_or(i64::MAX);
        Some(Placing::Sure { span, moved: any, shift: number(first) - number(from) })
    }

    /// Byte `at` of a sentence in its twin, of which white space may differ.
    fn offset(&self, (old, new): (Span, Span), at: usize, end: bool) -> Option<usize> {
        let (words, there) = (self.first.slice(old), self.second.slice(new));
        let inside = at.checked_sub(old.start())?;
        if words == there {
            return Some(new.start() + inside);
        }
        let before = words.get(..inside)?.chars().filter(|it| !it.is_whitespace()).count();
        let mut solid = there.char_indices().filter(|it| !it.1.is_whitespace());
        if end {
            let (at, last) = solid.nth(before.checked_sub(1)?)?;
            return Some(new.start() + at + last.len_utf8());
        }
        Some(new.start() + solid.nth(before)?.0)
    }

    fn part(&self, old: Span, inside: Span, mate: Mate, at: usize) -> Option<Span> {
        let new = *self.others.get(at)?;
        match mate {
            Mate::Same { .. } | Mate::Maybe(_) => {
                let start = self.offset((old, new), inside.start(), false)?;
                let end = self.offset((old, new), inside.end(), true)?;
                self.second.span(start..end).ok()
            }
            Mate::Alike(_) if inside == old => Some(new),
            Mate::Alike(_) => part((self.first, old), inside, (self.second, new)),
            Mate::Gone => None,
        }
    }

    /// Sentences of the second text that are the same as one of the first, with that one; in order.
    pub(super) fn origins(&self) -> Vec<(Span, Span)> {
        let mut found: Vec<_> = self
            .mates
            .iter()
            .zip(&self.ones)
            .filter_map(|(mate, one)| match mate {
                Mate::Same { at, .. } => Some((*self.others.get(*at)?, *one)),
                Mate::Maybe(_) | Mate::Alike(_) | Mate::Gone => None,
            })
            .collect();
        found.sort_unstable();
        found
    }
}
