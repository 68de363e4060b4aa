//! Zones of a file that do not hold all of the text.

use crate::annotation::check::{Place, Problem, Severity};
use crate::annotation::{Extra, Origin, Review, Standing, Tier, Zone, ZoneKind};
use crate::text::{Span, Text};

/// Sorts zones and gives text that is in none of them a zone of its own. Overlaps are left, for the
/// document to refuse.
pub(super) fn fill(text: &Text, mut zones: Vec<Zone>) -> (Vec<Zone>, Vec<Problem>) {
    zones.sort_by_key(|it| it.span);
    let mut filled = Vec::with_capacity(zones.len());
    let mut problems = Vec::new();
    let mut at = 0;
    for zone in zones {
        fill_gap(text, at..zone.span.start(), &mut filled, &mut problems);
        at = zone.span.end();
        filled.push(zone);
    }
    fill_gap(text, at..text.len(), &mut filled, &mut problems);
    (filled, problems)
}

fn fill_gap(
    text: &Text,
    gap: std::ops::Range<usize>,
    filled: &mut Vec<Zone>,
    problems: &mut Vec<Problem>,
) {
    let Some(span) = text.span(gap).ok().and_then(|it| text.trim(it)) else {
        return;
    };
    let words: String = text.slice(span).chars().take(40).collect();
    let message = format!("no zone holds the text from {words:?} on");
    let problem = Problem::new("zone-gap", Severity::Warning, Place::Text(span), message);
    problems.push(problem.hint("it counts as body until it is given a zone"));
    filled.push(body(span));
}

fn body(span: Span) -> Zone {
    Zone {
        span,
        kind: ZoneKind::Body,
        sub: None,
        lang: None,
        standing: Standing {
            review: Review::Proposed,
            signed: None,
            tier: Tier::Unsure,
            confidence: None,
            origin: Origin::Import { from: "gap".to_owned() },
        },
        extra: Extra::new(),
    }
}
