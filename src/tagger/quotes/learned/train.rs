//! Examples for both parts, from texts whose quotes, cues and sources are tagged.

use std::ops::Range;

use super::seen::Seen;
use super::{cue, meets, span};
use crate::annotation::{Gold, GoldSpan};
use crate::tagger::learn::{Examples, Features, Settings};
use crate::tagger::quotes::attribution::{Attribution, LONGEST, attributions};
use crate::tagger::quotes::units::{Unit, units};
use crate::tagger::quotes::{marks, speaks};
use crate::tagger::{Cancel, Models, analyse};
use crate::text::Span;

/// A tagged quote: its cue, and the places of its content and its source.
struct Told<'a> {
    cue: &'a GoldSpan,
    content: Vec<Span>,
    source: Vec<Span>,
}

fn told(gold: &Gold) -> Vec<Told<'_>> {
    let mut all: Vec<Told<'_>> = Vec::new();
    for (index, quote) in gold.spans.iter().enumerate().filter(|it| it.1.label == "QUOTE") {
        let linked = |kind: &str| {
            let kind = kind.to_owned();
            gold.links
                .iter()
                .filter(move |it| it.from == index && it.kind == kind)
                .filter_map(|it| gold.spans.get(it.to))
        };
        let Some(cue) = linked("quote_cue").next() else {
            continue;
        };
        let source = linked("quote_source").flat_map(|it| it.spans.iter().copied()).collect();
        // Two quotes of one cue are one to us.
        match all.iter_mut().find(|it| it.cue.id == cue.id) {
            Some(it) => it.content.extend(&quote.spans),
            None => all.push(Told { cue, content: quote.spans.clone(), source }),
        }
    }
    all.sort_by_key(|it| it.cue.hull());
    all
}

/// Whether most of the item lies in one of the places.
fn inside(item: Span, places: &[Span]) -> bool {
    places.iter().filter_map(|it| it.intersection(item)).any(|it| it.len() * 2 > item.len())
}

/// Calls `each` for every sentence of the texts that quotes are looked for in.
fn sentences(
    gold: &[Gold],
    models: &Models,
    mut each: impl FnMut(&Unit, &Seen, &[Attribution], &[(&Told<'_>, Range<usize>)]),
) {
    for gold in gold.iter().filter(|it| it.spans.iter().any(|it| it.label == "CUE")) {
        let Ok(analysis) = analyse(&gold.text, None, models, &Cancel::new()) else {
            continue;
        };
        let marked = marks::pair(&analysis);
        let told = told(gold);
        for unit in units(&analysis, &marked) {
            if !speaks(unit.zone) || unit.len() > LONGEST {
                continue;
            }
            let rules = attributions(&unit);
            let seen = Seen::new(&unit, &rules);
            let here = told.iter().filter_map(|it| {
                let hull = it.cue.hull().filter(|it| it.overlaps(unit.span))?;
                let is_in = |at: &usize| unit.at(*at).is_some_and(|it| inside(it.span, &[hull]));
                let from = (0..unit.len()).find(is_in)?;
                let to = (from..unit.len()).take_while(is_in).last()?;
                Some((it, from..to + 1))
            });
            let here: Vec<_> = here.collect();
            each(&unit, &seen, &rules, &here);
        }
    }
}

/// Every sentence, with its cues.
pub(in crate::tagger) fn cue_examples(gold: &[Gold], models: &Models) -> (Examples, Settings) {
    let mut examples = Examples::new(cue::LABELS);
    sentences(gold, models, |unit, seen, _, here| {
        let mut labels = vec![0; unit.len()];
        for (_, range) in here {
            for (at, label) in labels.iter_mut().enumerate() {
                if range.contains(&at) {
                    *label = if at == range.start { 1 } else { 2 };
                }
            }
        }
        let mut features = Features::default();
        cue::describe(seen, &mut features);
        examples.push(features, labels, 1.0);
    });
    // Most words are no cue and look alike, so that each feature may take but small steps.
    let settings = Settings {
        bits: 20,
        rounds: 10,
        rate: 0.01,
        dropout: 0.4,
        rows: 120_000,
        ..settings(cue::TEMPLATES)
    };
    (examples.without_rare(2, settings.bits), settings)
}

/// Every cue, with its content and source.
pub(in crate::tagger) fn span_examples(gold: &[Gold], models: &Models) -> (Examples, Settings) {
    let mut examples = Examples::new(span::LABELS);
    sentences(gold, models, |unit, seen, rules, here| {
        for (told, cue) in here {
            let window = span::window(seen, cue);
            let mut labels = Vec::with_capacity(window.len());
            for at in window {
                let item = unit.at(at).map(|it| it.span);
                let is_in = |places: &[Span]| item.is_some_and(|it| inside(it, places));
                labels.push(match () {
                    () if cue.contains(&at) => 0,
                    () if is_in(&told.content) => 5,
                    () if is_in(&told.source) => 1,
                    () => 0,
                });
            }
            if !labels.contains(&5) {
                continue;
            }
            bound(&mut labels);
            let rule = rules.iter().find(|it| meets(it, cue));
            let mut features = Features::default();
            span::describe(seen, cue, rule, &mut features);
            examples.push(features, labels, 1.0);
        }
    });
    (examples, settings(span::TEMPLATES))
}

/// Tells the first, inner, last and only items of each run apart.
fn bound(labels: &mut [u8]) {
    let plain = labels.to_vec();
    let same =
        |at: usize, other: Option<usize>| other.is_some_and(|it| plain.get(it) == plain.get(at));
    for (at, label) in labels.iter_mut().enumerate().filter(|it| *it.1 != 0) {
        let (goes, runs) = (same(at, at.checked_sub(1)), same(at, Some(at + 1)));
        *label += match (goes, runs) {
            (false, true) => 0,
            (true, true) => 1,
            (true, false) => 2,
            (false, false) => 3,
        };
    }
}

fn settings(templates: u32) -> Settings {
    Settings {
        bits: 19,
        rounds: 8,
        rate: 0.04,
        dropout: 0.3,
        rows: 45_000,
        twice: true,
        ..Settings::new(templates)
    }
}
