//! Zones of a file, also those that do not hold all of the text.

use super::file::{Unknown, ZoneV1};
use super::read::{Manner, Reader};
use crate::annotation::check::{Place, Problem, Severity};
use crate::annotation::{Edit, Extra, Furniture, Origin, Review, Standing, Tier, Zone, ZoneKind};
use crate::text::{Span, Text};

impl Reader {
    /// Gives the document its zones; after everything else, since they are one edit.
    pub(super) fn zones(&mut self, files: Vec<ZoneV1>) {
        let mut made = Vec::new();
        for (index, file) in files.into_iter().enumerate() {
            made.extend(self.zone(index, file));
        }
        if made.is_empty() || (self.manner == Manner::Strict && !self.errors.is_empty()) {
            return;
        }
        if self.manner == Manner::Repair {
            made = self.apart(made);
        }
        let (insert, problems) = fill(&self.text, made);
        for problem in problems {
            self.problem(problem);
        }
        let edit = Edit::SpliceZones { at: 0, remove: 0, insert };
        self.apply(
            "the zones",
            edit,
            "all zones were left out; tag the document again to get some",
        );
    }

    /// Leaves out zones that reach into the one before.
    fn apart(&mut self, mut zones: Vec<Zone>) -> Vec<Zone> {
        zones.sort_by_key(|it| it.span);
        let mut end = 0;
        zones.retain(|it| {
            let fits = it.span.start() >= end;
            if fits {
                end = it.span.end();
            } else {
                let message = format!("a zone ({}) overlaps the one before", it.kind.key());
                self.fail("damaged", message, "it was left out");
            }
            fits
        });
        zones
    }

    pub(super) fn zone(&mut self, index: usize, file: ZoneV1) -> Option<Zone> {
        let name = format!("zone {} ({})", index + 1, file.kind);
        let mut extra = file.extra;
        let kind = Some(file.kind).filter(|it| it != "body");
        let kind = self.known(&name, kind, (&mut extra, "unknown_kind"), ZoneKind::from_key);
        let kind = kind.unwrap_or(ZoneKind::Body);
        let sub = self.known(&name, file.sub, (&mut extra, "unknown_sub"), Furniture::from_key);
        let spans = self.spans(&name, &[file.span], None, "it was left out");
        let standing = self.standing(&name, file.standing, &mut extra);
        let extra: Extra = self.extra(&name, extra);
        let span = spans?.hull();
        Some(Zone { span, kind, sub, lang: file.lang, standing, extra })
    }

    /// What `word` stands for. A word that only a newer version knows is kept under `key`, and is
    /// taken from there where nothing else is said.
    fn known<T>(
        &mut self,
        name: &str,
        word: Option<String>,
        (extra, key): (&mut Unknown, &str),
        from_key: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let Some(word) = word else {
            let known = extra.get(key).and_then(|it| it.as_str()).and_then(from_key);
            if known.is_some() {
                extra.remove(key);
            }
            return known;
        };
        let known = from_key(&word);
        if known.is_none() {
            let message =
                format!("{name}: this version does not know {word:?}; it is kept as {key}");
            self.note("zone-kind", Severity::Warning, message);
            extra.insert(key.to_owned(), word.into());
        }
        known
    }
}

/// Sorts zones and gives text that is in none of them a zone of its own. Overlaps are left, for the
/// document to refuse.
fn fill(text: &Text, mut zones: Vec<Zone>) -> (Vec<Zone>, Vec<Problem>) {
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
