//! Tags of two editors, place by place.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::super::Tally;
use super::super::assign::best_pairing;
use super::Confusion;
use crate::annotation::{AnnotationId, Key, Lane};
use crate::text::Span;

/// A tag that counts.
#[derive(Clone)]
pub(super) struct Tag<'a> {
    pub(super) id: AnnotationId,
    pub(super) label: &'a Key,
    pub(super) layer: Lane,
    pub(super) spans: &'a [Span],
    /// Its pieces in code points.
    pub(super) points: Vec<(usize, usize)>,
}

/// What two editors disagree about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mistake {
    /// Only one has a tag.
    Missing,
    /// The label.
    Label,
    /// Where it begins or ends.
    Place,
}

/// A place where two editors disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The two, counted from 0.
    pub editors: (usize, usize),
    /// What about.
    pub about: Mistake,
    /// The tag of the first.
    pub first: Option<AnnotationId>,
    /// The tag of the second.
    pub second: Option<AnnotationId>,
}

/// Code points that two tags share.
fn shared(one: &Tag<'_>, other: &Tag<'_>) -> usize {
    let shared = |one: &(usize, usize), other: &(usize, usize)| {
        one.1.min(other.1).saturating_sub(one.0.max(other.0))
    };
    one.points.iter().flat_map(|one| other.points.iter().map(move |it| shared(one, it))).sum()
}

fn length(tag: &Tag<'_>) -> usize {
    tag.points.iter().map(|it| it.1 - it.0).sum()
}

/// Pairs of indexes of tags that share something, with how much.
fn touching(one: &[Tag<'_>], other: &[Tag<'_>]) -> Vec<(usize, usize, usize)> {
    let mut found = Vec::new();
    let start = |it: &Tag<'_>| it.points.first().map_or(0, |it| it.0);
    let end = |it: &Tag<'_>| it.points.last().map_or(0, |it| it.1);
    for (at, tag) in one.iter().enumerate() {
        // In document order: none of those after begins before.
        for (to, near) in other.iter().enumerate().take_while(|it| start(it.1) < end(tag)) {
            let many = shared(tag, near);
            if many > 0 {
                found.push((at, to, many));
            }
        }
    }
    found
}

/// Tags of one label with the same places.
pub(super) fn exact(one: &[Tag<'_>], other: &[Tag<'_>]) -> Tally {
    let mut places: BTreeMap<&[(usize, usize)], usize> = BTreeMap::new();
    for tag in other {
        *places.entry(&tag.points).or_default() += 1;
    }
    let right = one.iter().filter(|it| {
        let left = places.get_mut(it.points.as_slice()).filter(|it| **it > 0);
        left.map(|it| *it -= 1).is_some()
    });
    Tally { right: right.count(), found: one.len(), gold: other.len() }
}

/// Tags of one label that share something, each with one partner, as many as can be.
pub(super) fn overlapping(one: &[Tag<'_>], other: &[Tag<'_>]) -> Tally {
    let pairs: Vec<_> = touching(one, other).iter().map(|it| (it.0, it.1, 1.0)).collect();
    let best = best_pairing(&pairs).round();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a count of tags, in a whole number"
    )]
    let right = best as usize;
    Tally { right, found: one.len(), gold: other.len() }
}

/// Pairs the tags of a layer, whatever their labels, counts which label met which, and tells where
/// the two differ.
///
/// First those at the same place, then those that share most of their words; of these, those with
/// the same label come first.
pub(super) fn compare(
    (first, one): (usize, &[Tag<'_>]),
    (second, other): (usize, &[Tag<'_>]),
    confusion: &mut Confusion,
) -> Vec<Disagreement> {
    let mut candidates: Vec<_> = touching(one, other)
        .into_iter()
        .filter_map(|(at, to, shared)| {
            let (tag, near) = (one.get(at)?, other.get(to)?);
            let union = length(tag) + length(near) - shared;
            let part = Reverse(shared * 1000 / union.max(1));
            Some((tag.points != near.points, tag.label != near.label, part, at, to))
        })
        .collect();
    candidates.sort_unstable();
    let mut partners = vec![None; one.len()];
    let mut taken = vec![false; other.len()];
    for (_, _, _, at, to) in candidates {
        if let (Some(partner @ None), Some(taken @ false)) =
            (partners.get_mut(at), taken.get_mut(to))
        {
            (*partner, *taken) = (Some(to), true);
        }
    }
    let mut found = Vec::new();
    let mut note = |one: Option<&Tag<'_>>, other: Option<&Tag<'_>>| {
        let label = |it: Option<&Tag<'_>>| it.map(|it| it.label.clone());
        *confusion.entry((label(one), label(other))).or_default() += 1;
        let about = match (one, other) {
            (Some(one), Some(other)) if one.label != other.label => Mistake::Label,
            (Some(one), Some(other)) if one.points != other.points => Mistake::Place,
            (Some(_), Some(_)) => return,
            _ => Mistake::Missing,
        };
        let id = |it: Option<&Tag<'_>>| it.map(|it| it.id);
        let editors = (first, second);
        found.push(Disagreement { editors, about, first: id(one), second: id(other) });
    };
    for (tag, partner) in one.iter().zip(&partners) {
        note(Some(tag), partner.and_then(|it| other.get(it)));
    }
    for (tag, _) in other.iter().zip(&taken).filter(|it| !it.1) {
        note(None, Some(tag));
    }
    found
}
