//! [`Draft`]: a quote on its way from the rules to the proposals.

use super::attribution::Attribution;
use super::marks::{Ends, Marked};
use super::units::Unit;
use crate::annotation::Tier;
use crate::text::Span;

/// A found quote whose speaker is not settled yet.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub spans: Vec<Span>,
    /// The marked places inside, as indexes.
    pub blocks: Vec<usize>,
    pub source: Option<Span>,
    pub cue: Option<Span>,
    /// The unit that it was found in.
    pub unit: usize,
    /// A key of the attribute `kind`.
    pub kind: &'static str,
    pub stance: Option<&'static str>,
    pub negated: bool,
    /// A key of the attribute `reply`, for a no-comment.
    pub reply: Option<&'static str>,
    pub rule: &'static str,
    pub tier: Tier,
    pub confidence: u16,
    /// The draft whose speaker goes on here.
    pub carried: Option<usize>,
}

impl Draft {
    /// Turns items of `unit` into places; `None` if nothing is left.
    pub(super) fn new(unit: &Unit, index: usize, found: &Attribution) -> Option<Self> {
        let mut spans: Vec<Span> = Vec::new();
        let mut blocks = Vec::new();
        let mut words = 0;
        for range in &found.content {
            spans.extend(unit.place(range.start, range.end));
            for item in unit.items.get(range.clone()).unwrap_or_default() {
                blocks.extend(item.block);
                words += usize::from(item.is_word());
            }
        }
        spans.sort_unstable();
        spans.dedup();
        if spans.is_empty() || !spans.is_sorted_by(|one, next| one.end() <= next.start()) {
            return None;
        }
        let unmarked = found.rule == "quote.colon" && found.cue.is_some();
        let kind = match (blocks.is_empty(), words) {
            (true, _) if unmarked => "direct",
            (true, _) => "indirect",
            (false, 0) => "direct",
            (false, _) => "mixed",
        };
        let place = |range: &std::ops::Range<usize>| unit.place(range.start, range.end);
        Some(Self {
            spans,
            blocks,
            source: found.source.as_ref().and_then(place),
            cue: found.cue.as_ref().and_then(place),
            unit: index,
            kind,
            stance: Some(found.stance),
            negated: found.negated,
            reply: None,
            rule: found.rule,
            tier: found.tier,
            confidence: found.confidence,
            carried: None,
        })
    }

    /// Marked words without a cue of their own, said by the speaker of draft `from`, if any.
    pub(super) fn floating(mark: usize, span: Span, unit: usize, from: Option<usize>) -> Self {
        Self {
            spans: vec![span],
            blocks: vec![mark],
            source: None,
            cue: None,
            unit,
            kind: "direct",
            stance: None,
            negated: false,
            reply: None,
            rule: if from.is_some() { "quote.carried" } else { "quote.no_speaker" },
            tier: Tier::Unsure,
            confidence: if from.is_some() { 600 } else { 400 },
            carried: from,
        }
    }

    /// The last marked place.
    pub(super) fn last_block<'m>(&self, marks: &'m [Marked]) -> Option<&'m Marked> {
        marks.get(*self.blocks.last()?)
    }

    /// The attribute `marks`.
    pub(super) fn marks(&self, marks: &[Marked]) -> &'static str {
        let ends = |wanted: Ends| {
            self.blocks.iter().any(|it| marks.get(*it).is_some_and(|it| it.ends == wanted))
        };
        if self.blocks.is_empty() {
            "none"
        } else if ends(Ends::MissingClose) {
            "missing_close"
        } else if ends(Ends::Continues) {
            "continues"
        } else {
            "closed"
        }
    }

    /// Adds a further piece after the others.
    pub(super) fn extend(&mut self, span: Span, mark: Option<usize>) {
        if self.spans.last().is_none_or(|it| it.end() <= span.start()) {
            self.spans.push(span);
            self.blocks.extend(mark);
        }
    }
}
