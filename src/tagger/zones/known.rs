//! Zones that an importer told, completed: what it only took for running text, since the file says
//! nothing of it, is judged by its words; and each zone gets a language.
//!
//! Not here: lines of which nothing at all is known ([`super::propose`]).

use super::{Cancel, propose, set_languages};
use crate::annotation::{ProposedZone, ZoneKind};
use crate::text::{Span, Text};

/// The rule of zones that an importer took for running text because nothing else was said.
const DEFAULT: &str = "markup.body";

/// The rule of zones of which only the name of a style tells: a standfirst of that kind often holds the
/// byline, too.
const BY_NAME: &str = "markup.class";

/// Kinds that words tell well enough without markup, wherever they stand.
const BY_WORDS: [ZoneKind; 5] = [
    ZoneKind::Byline,
    ZoneKind::Timestamp,
    ZoneKind::Dateline,
    ZoneKind::Correction,
    ZoneKind::EditorsNote,
];

/// Kinds that depend on what stands around them: only taken where the file tells of no headline.
const BY_PLACE: [ZoneKind; 3] = [ZoneKind::Headline, ZoneKind::Standfirst, ZoneKind::Kicker];

/// `zones`, with more told of those that were only taken for running text.
pub(in crate::tagger) fn complete(
    text: &Text,
    zones: Vec<ProposedZone>,
    cancel: &Cancel,
) -> Vec<ProposedZone> {
    let is_default = |it: &ProposedZone| match it.kind {
        ZoneKind::Body => it.reason.rule.as_str() == DEFAULT,
        ZoneKind::Standfirst => it.reason.rule.as_str() == BY_NAME,
        _ => false,
    };
    let mut done = Vec::with_capacity(zones.len());
    if zones.iter().any(is_default) {
        let has = |kind| zones.iter().any(|it| it.kind == kind);
        let headed = has(ZoneKind::Headline);
        let dated = has(ZoneKind::Dateline);
        let mut judged = propose(text, cancel).into_iter().peekable();
        for zone in zones {
            // Both are in the order of the text.
            while judged.next_if(|it| it.span.end() <= zone.span.start()).is_some() {}
            if !is_default(&zone) {
                done.push(zone);
                continue;
            }
            let taken = |kind| {
                let by_place = !headed && zone.kind == ZoneKind::Body && BY_PLACE.contains(&kind);
                (BY_WORDS.contains(&kind) || by_place) && (kind != ZoneKind::Dateline || !dated)
            };
            let mut rest = Some(zone.span);
            while let Some(found) = judged.next_if(|it| it.span.start() < zone.span.end()) {
                if zone.span.contains(found.span) && taken(found.kind) {
                    rest = rest.and_then(|it| split(text, it, (&zone, found), &mut done));
                }
            }
            done.extend(rest.map(|span| ProposedZone { span, ..zone }));
        }
    } else {
        done = zones;
    }
    if done.iter().any(|it| it.lang.is_none()) {
        set_languages(text, &mut done, cancel);
    }
    done
}

/// Puts what was found and what stands before it into `done`; gives what is left after it.
fn split(
    text: &Text,
    rest: Span,
    (zone, found): (&ProposedZone, ProposedZone),
    done: &mut Vec<ProposedZone>,
) -> Option<Span> {
    let before = text.span(rest.start()..found.span.start()).ok().and_then(|it| text.trim(it));
    done.extend(before.map(|span| ProposedZone { span, ..zone.clone() }));
    let after = text.span(found.span.end()..rest.end());
    let lang = zone.lang.clone().or(found.lang.clone());
    done.push(ProposedZone { lang, ..found });
    text.trim(after.ok()?)
}
