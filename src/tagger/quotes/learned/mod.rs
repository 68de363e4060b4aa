//! Attributions that trained weights find, together with those of the rules.
//!
//! Two parts, each a chain over the items of a sentence: which words are a cue ([`cue`]), and what
//! a cue introduces and whose it is ([`span`]). Both see what the rules made of the sentence.
//!
//! Not here: the rules themselves (`attribution`), marked places without a cue (`floating`).

pub(in crate::tagger) mod cue;
mod seen;
pub(in crate::tagger) mod span;
mod train;

use std::ops::Range;

use self::seen::Seen;
pub(in crate::tagger) use self::train::{cue_examples, span_examples};
use super::attribution::{Attribution, LONGEST};
use super::units::{Item, Unit};
use crate::annotation::{Tier, ZoneKind};
use crate::tagger::Models;

/// From which probability on cue and content are proposed where no rule finds them; content with
/// marked words in it is right more often.
const LEAST: f32 = 0.3;
const LEAST_MARKED: f32 = 0.25;
/// What someone did not say or think is rarely worth a tag.
const LEAST_NEGATED: f32 = 0.4;
/// From which probability on a cue is looked at where a rule finds it or marks are near.
const LEAST_CUE: f32 = 0.05;

/// A quote before it is decided which of several for the same words is kept.
struct Candidate {
    cue: Range<usize>,
    span: span::Found,
    rule: Option<Attribution>,
    share: f32,
    marked: bool,
    negated: bool,
}

/// The attributions of a sentence in which the rules find `rules`. Where a rule and the weights
/// agree on a cue, its content and source are those of the weights, which are right more often.
pub(super) fn attributions(
    unit: &Unit,
    rules: Vec<Attribution>,
    models: Option<&Models>,
) -> Vec<Attribution> {
    let parts = models.and_then(|it| it.cues.as_ref().zip(it.spans.as_ref()));
    let Some((cues, spans)) = parts.filter(|_| unit.len() <= LONGEST) else {
        return rules;
    };
    let seen = Seen::new(unit, &rules);
    // The weights have hardly seen headlines; their rules are made for them.
    let headline =
        matches!(unit.zone, ZoneKind::Headline | ZoneKind::Standfirst | ZoneKind::Kicker);
    let mut rules: Vec<Option<Attribution>> = rules.into_iter().map(Some).collect();
    let mut candidates = Vec::new();
    for cue in cue::find(cues, &seen, LEAST_CUE) {
        let place = rules.iter().position(|it| it.as_ref().is_some_and(|it| meets(it, &cue.group)));
        if cue.share < LEAST && place.is_none() && seen.blocks == 0 {
            continue;
        }
        let rule = place.and_then(|it| rules.get_mut(it));
        if headline && rule.is_some() {
            continue;
        }
        let mut span =
            span::find(spans, &seen, &cue.group, rule.as_ref().and_then(|it| it.as_ref()));
        drop_tail(unit, &cue.group, &mut span.content);
        let share = cue.share * span.share;
        let marked = span.content.iter().cloned().flatten().any(|it| unit.block(it).is_some());
        let negated = cue.group.clone().any(|it| matches!(unit.word(it), "not" | "n't" | "never"));
        let least = match (marked, negated) {
            (true, _) => LEAST_MARKED,
            (false, true) => LEAST_NEGATED,
            (false, false) => LEAST,
        };
        if !span.content.is_empty() && (rule.is_some() || share >= least) {
            let rule = rule.and_then(Option::take);
            candidates.push(Candidate { cue: cue.group, span, rule, share, marked, negated });
        }
    }
    let mut found = apart(candidates);
    let left = rules.into_iter().flatten();
    found.extend(left.map(|it| if headline { it } else { unsupported(it) }));
    found.sort_by_key(|it| it.cue.as_ref().map_or(0, |it| it.start));
    found
}

/// `“…,” Roe said to laughs`: what follows the cue is no content, if marked words alone stand
/// before it.
fn drop_tail(unit: &Unit, cue: &Range<usize>, content: &mut Vec<Range<usize>>) {
    let marked = |it: &Range<usize>| it.clone().any(|at| unit.block(at).is_some());
    let plain = |it: &Range<usize>| it.clone().any(|at| unit.at(at).is_some_and(Item::is_word));
    let front: Vec<_> = content.iter().filter(|it| it.end <= cue.start).collect();
    if !front.is_empty() && front.iter().all(|it| marked(it) && !plain(it)) {
        content.retain(|it| it.end <= cue.start || marked(it));
    }
}

/// Whether the rule's cue shares an item with `cue`.
fn meets(rule: &Attribution, cue: &Range<usize>) -> bool {
    rule.cue.as_ref().is_some_and(|it| it.start < cue.end && cue.start < it.end)
}

/// The likelier ones of those that share half of their content.
fn apart(mut candidates: Vec<Candidate>) -> Vec<Attribution> {
    candidates.sort_by(|one, other| other.share.total_cmp(&one.share));
    let mut kept: Vec<Attribution> = Vec::new();
    for it in candidates {
        if kept.iter().all(|known| 2 * shared(&known.content, &it.span.content) < both(known, &it))
        {
            kept.push(it.decide());
        }
    }
    kept
}

/// How many items are in both.
fn shared(one: &[Range<usize>], other: &[Range<usize>]) -> usize {
    let meet =
        |a: &Range<usize>, b: &Range<usize>| a.end.min(b.end).saturating_sub(a.start.max(b.start));
    one.iter().flat_map(|a| other.iter().map(move |b| meet(a, b))).sum()
}

/// How many items are in either.
fn both(one: &Attribution, other: &Candidate) -> usize {
    let size = |it: &[Range<usize>]| it.iter().map(ExactSizeIterator::len).sum::<usize>();
    let content = &other.span.content;
    size(&one.content) + size(content) - shared(&one.content, content)
}

impl Candidate {
    fn decide(self) -> Attribution {
        let Self { cue, span, rule, share, marked, negated } = self;
        let table = match (rule.is_some(), marked) {
            (true, true) => MARKED_WITH_RULE,
            (true, false) => WITH_RULE,
            (false, true) => MARKED,
            (false, false) => ALONE,
        };
        let below = table.iter().rev().find(|it| it.0 <= share);
        let confidence = below.map_or(400, |it| it.1);
        let tier = match confidence {
            950.. => Tier::Sure,
            800.. => Tier::Likely,
            _ => Tier::Unsure,
        };
        let plain = ("quote.learned", "neutral");
        let (rule, stance) = rule.map_or(plain, |it| (it.rule, it.stance));
        let span::Found { content, source, .. } = span;
        Attribution { content, source, cue: Some(cue), stance, negated, rule, tier, confidence }
    }
}

/// What a rule finds where the weights see no cue is right less than half of the time.
fn unsupported(rule: Attribution) -> Attribution {
    Attribution { tier: Tier::Unsure, confidence: rule.confidence.min(450), ..rule }
}

/// How often a quote overlaps with a tagged one by half, per mille, from which probability on:
/// measured on a sixth of `PolNeAR`'s training articles with weights from the others.
type Table = &'static [(f32, u16)];

const MARKED_WITH_RULE: Table = &[(0.0, 750), (0.5, 890), (0.8, 920), (0.9, 970)];
const WITH_RULE: Table = &[(0.0, 600), (0.5, 750), (0.8, 830), (0.9, 850)];
const MARKED: Table = &[(0.0, 570), (0.3, 680), (0.6, 900), (0.8, 940)];
const ALONE: Table =
    &[(0.0, 400), (0.3, 480), (0.4, 520), (0.5, 570), (0.6, 620), (0.7, 750), (0.9, 900)];

#[cfg(test)]
mod tests {
    use crate::tagger::quotes::{Cancel, propose};
    use crate::tagger::{Models, Proposals, analyse};
    use crate::text::Text;

    /// What the shipped weights make of a text: source, cue and content of every quote.
    #[track_caller]
    fn check(content: &str, expected: &[[&str; 3]]) {
        let text = Text::new(content);
        let analysis = analyse(&text, None, Models::shipped(), &Cancel::new()).unwrap();
        let mut found = Proposals::default();
        propose(&analysis, &mut found, &Cancel::new()).unwrap();
        let quotes = found.annotations.iter().enumerate().filter(|it| it.1.label == "quote");
        let words: Vec<_> = quotes
            .map(|(index, quote)| {
                let to = |kind: &str| {
                    let mut all = found.relations.iter();
                    let to = all.find(|it| it.from == index && it.kind == *kind);
                    to.map_or("", |it| text.slice(found.annotations[it.to].spans.hull()))
                };
                [to("said_by"), to("cue"), text.slice(quote.spans.hull())]
            })
            .collect();
        assert_eq!(words, expected, "{content}");
    }

    #[test]
    fn plans_and_wishes_are_attributed() {
        check(
            "Officials in the capital met again on Tuesday. The mayor wants to close three of the town’s four libraries.",
            &[["The mayor", "wants", "to close three of the town’s four libraries"]],
        );
        check(
            "Nothing was decided. Ms Roe hopes that the council will vote in June.",
            &[["Ms Roe", "hopes", "that the council will vote in June"]],
        );
    }

    #[test]
    fn marked_words_before_a_cue_have_no_tail() {
        check(
            "“There it is,” Ms Roe said to laughs. “We know it by heart.”",
            &[["Ms Roe", "said", "“There it is,” Ms Roe said to laughs. “We know it by heart.”"]],
        );
    }

    #[test]
    fn what_happens_is_not_attributed() {
        check(
            "It rained all night. The train left Harrow at nine and reached the coast at noon.",
            &[],
        );
    }
}
