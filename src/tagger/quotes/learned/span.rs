//! What a cue introduces, and whose words or thoughts these are.

use std::ops::Range;

use super::seen::{Look, Seen, both, bucket, mark};
use crate::tagger::learn::{Features, Model, feature, word_hash};
use crate::tagger::quotes::attribution::Attribution;

/// Version of the features below: weights of another one do not fit.
pub(in crate::tagger) const TEMPLATES: u32 = 2;

/// Outside; the first, a further, the last and the only item of a source, and of a piece of content.
pub(super) const LABELS: [&str; 9] = ["o", "sb", "si", "se", "ss", "cb", "ci", "ce", "cs"];

/// Items farther from a cue than this are not looked at.
pub(super) const BEFORE: usize = 90;
/// The same to the right.
pub(super) const AFTER: usize = 130;

/// Content and source of a cue.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) content: Vec<Range<usize>>,
    pub(super) source: Option<Range<usize>>,
    /// The mean probability of the labels of the content.
    pub(super) share: f32,
}

/// The items that are looked at for a cue.
pub(super) fn window(seen: &Seen, cue: &Range<usize>) -> Range<usize> {
    cue.start.saturating_sub(BEFORE)..seen.len().min(cue.end + AFTER)
}

/// Content and source of the cue.
pub(super) fn find(
    model: &Model,
    seen: &Seen,
    cue: &Range<usize>,
    rule: Option<&Attribution>,
) -> Found {
    let mut features = Features::default();
    describe(seen, cue, rule, &mut features);
    let mut scores = Vec::new();
    model.score(&features, &mut scores);
    let best = model.chain().best(&scores);
    let shares = model.chain().shares(&scores);
    let from = window(seen, cue).start;
    let mut content: Vec<Range<usize>> = Vec::new();
    let mut sources: Vec<(f32, Range<usize>)> = Vec::new();
    let (mut sum, mut count) = (0.0, 0.0_f32);
    for (index, (label, row)) in best.iter().zip(shares.chunks_exact(LABELS.len())).enumerate() {
        let at = from + index;
        let begins = matches!(label, 1 | 4 | 5 | 8);
        let part = |from: usize| row.iter().skip(from).take(4).sum::<f32>();
        match label {
            1..=4 if begins => sources.push((part(1), at..at + 1)),
            1..=4 => {
                if let Some((share, range)) = sources.last_mut() {
                    range.end = at + 1;
                    *share = share.max(part(1));
                }
            }
            5..=8 => {
                if begins {
                    content.push(at..at + 1);
                } else if let Some(range) = content.last_mut() {
                    range.end = at + 1;
                }
                sum += part(5);
                count += 1.0;
            }
            _ => {}
        }
    }
    sources.sort_by(|a, b| b.0.total_cmp(&a.0));
    Found {
        content,
        source: sources.into_iter().next().map(|it| it.1),
        share: if count > 0.0 { sum / count } else { 0.0 },
    }
}

/// The features of each item of the window.
pub(super) fn describe(
    seen: &Seen,
    cue: &Range<usize>,
    rule: Option<&Attribution>,
    features: &mut Features,
) {
    features.clear();
    let mut told = vec![0; seen.len()];
    let name = rule.map_or(0, |it| word_hash(it.rule));
    if let Some(rule) = rule {
        mark(&mut told, rule.content.iter().cloned(), 7);
        mark(&mut told, rule.source.iter().cloned(), 8);
    }
    let head = head(seen, cue);
    let window = window(seen, cue);
    let ways = ways(seen, cue, &window);
    for (at, way) in window.clone().zip(&ways) {
        let mut add = |template, what| features.push(feature(template, what));
        let side = if at < cue.start {
            1
        } else if at < cue.end {
            2
        } else {
            3
        };
        if side == 2 {
            add(0, 2);
            add(90, both(2, seen.at(at).stem));
            features.close();
            continue;
        }
        words(seen, at, side, &mut add);
        relation(seen, (at, side), (cue, head), way, &mut add);
        let rule = |at: usize| told.get(at).copied().unwrap_or(0);
        let (back, here) = (at.checked_sub(1).map_or(9, rule), rule(at));
        let next = told.get(at + 1).copied().unwrap_or(9);
        add(80, both(both(back, here), both(next, u64::from(name != 0))));
        add(81, both(both(back, here), both(next, name)));
        add(82, both(here, both(head.stem, side)));
        add(83, both(seen.rules.get(at).copied().unwrap_or(0), side));
        features.close();
    }
}

/// The word that stands for the cue: its last open-class word.
fn head<'a>(seen: &'a Seen, cue: &Range<usize>) -> &'a Look {
    let open = cue.clone().map(|it| seen.at(it)).find(|it| it.verb || it.frames > 0);
    open.unwrap_or_else(|| seen.at(cue.start))
}

/// What lies between an item and the cue.
#[derive(Clone, Copy, Default)]
struct Way {
    commas: u64,
    verbs: u64,
    that: u64,
    block: u64,
    clause: u64,
    nouns: u64,
}

impl Way {
    fn pass(&mut self, it: &Look, that: u64, and: u64) {
        self.commas = (self.commas + u64::from(it.comma)).min(3);
        self.verbs = (self.verbs + u64::from(it.verb)).min(3);
        self.nouns = (self.nouns + u64::from(it.noun)).min(3);
        self.that |= u64::from(it.lower == that);
        self.block |= u64::from(it.block);
        self.clause |= u64::from(it.lower == and);
    }
}

/// The way from the cue to each item of the window.
fn ways(seen: &Seen, cue: &Range<usize>, window: &Range<usize>) -> Vec<Way> {
    let (that, and) = (word_hash("that"), word_hash("and"));
    let mut ways = vec![Way::default(); window.len()];
    let mut way = Way::default();
    for at in (window.start..cue.start).rev() {
        if let Some(it) = ways.get_mut(at - window.start) {
            *it = way;
        }
        way.pass(seen.at(at), that, and);
    }
    let mut way = Way::default();
    for at in cue.end..window.end {
        if let Some(it) = ways.get_mut(at - window.start) {
            *it = way;
        }
        way.pass(seen.at(at), that, and);
    }
    ways
}

fn words(seen: &Seen, at: usize, side: u64, add: &mut impl FnMut(u16, u64)) {
    let it = seen.at(at);
    let (one, next) = (seen.back(at, 1), seen.at(at + 1));
    let (two, after) = (seen.back(at, 2), seen.at(at + 2));
    add(0, side);
    add(1, both(side, it.lower));
    add(2, both(side, it.pos));
    add(3, both(side, one.lower));
    add(4, both(side, next.lower));
    add(5, both(side, both(one.class, it.class)));
    add(6, both(side, both(it.class, next.class)));
    add(7, both(side, both(both(one.pos, it.pos), next.pos)));
    add(8, both(side, both(both(two.pos, one.pos), it.pos)));
    add(9, both(side, both(both(it.pos, next.pos), after.pos)));
    add(10, both(side, both(u64::from(it.cap), one.pos)));
    add(11, both(side, both(next.pos, next.stem)));
    add(12, both(side, both(one.lower, it.pos)));
    add(13, both(side, both(it.pos, next.lower)));
    add(14, both(side, two.class));
    add(15, both(side, after.class));
}

fn relation(
    seen: &Seen,
    (at, side): (usize, u64),
    (cue, head): (&Range<usize>, &Look),
    way: &Way,
    add: &mut impl FnMut(u16, u64),
) {
    let it = seen.at(at);
    let distance = if at < cue.start { cue.start - 1 - at } else { at - cue.end };
    let far = both(side, bucket(distance));
    let next = seen.at(cue.end);
    let one = seen.back(cue.start, 1);
    let edge = u64::from(at == 0) + 2 * u64::from(at + 1 == seen.len());
    add(20, far);
    add(21, both(far, it.pos));
    add(22, both(far, head.stem));
    add(23, both(side, head.stem));
    add(24, both(side, both(head.stem, it.class)));
    add(25, both(both(side, head.frames), both(head.form, it.pos)));
    add(26, both(far, next.class));
    add(27, both(far, both(one.class, next.class)));
    add(28, both(side, both(next.class, head.stem)));
    add(29, both(both(side, edge), both(one.pos, next.pos)));
    add(30, both(far, both(head.pos, edge)));
    let passed = both(both(way.commas, way.verbs), both(way.that, way.block));
    add(31, both(side, passed));
    add(32, both(both(side, it.class), both(way.commas, way.that)));
    add(33, both(both(side, it.class), way.verbs));
    add(34, both(both(side, it.pos), both(way.commas, way.clause)));
    add(35, both(both(side, it.pos), both(way.nouns, way.verbs)));
    add(36, both(both(side, next.class), both(way.commas, way.block)));
    add(37, both(both(side, seen.blocks), both(way.block, next.class)));
    add(38, both(both(side, it.class), both(seen.at(at + 1).class, bucket(distance))));
    add(39, both(both(side, seen.back(at, 1).class), both(it.class, way.commas)));
    add(40, both(both(side, head.stem), both(it.pos, bucket(distance))));
    add(41, both(both(side, edge), both(it.pos, seen.at(0).pos)));
    add(42, both(both(side, one.class), both(it.class, way.verbs)));
    let coming = seen.find_ahead(at, 6, |it| it.verb || it.comma || it.block);
    let behind = seen.find_back(at, 6, |it| it.verb || it.comma || it.block);
    add(43, both(both(side, it.pos), coming.map_or(0, |it| both(it.1.pos, bucket(it.0)))));
    add(44, both(both(side, it.pos), behind.map_or(0, |it| both(it.1.pos, bucket(it.0)))));
    add(45, both(both(side, edge), both(seen.blocks, seen.zone)));
    let rest = if side == 1 { at } else { seen.len() - at };
    add(46, both(both(side, bucket(rest)), it.class));
    if it.comma || seen.back(at, 1).comma {
        comma(seen, (at, side), head, way, add);
    }
}

/// Whether content goes on after a comma depends on what comes after it, and how far.
fn comma(
    seen: &Seen,
    (at, side): (usize, u64),
    head: &Look,
    way: &Way,
    add: &mut impl FnMut(u16, u64),
) {
    let at = if seen.at(at).comma { at + 1 } else { at };
    let (it, next, after) = (seen.at(at), seen.at(at + 1), seen.at(at + 2));
    let until = seen.find_ahead(at, 30, |it| it.comma);
    let report = seen.find_ahead(at.saturating_sub(1), 20, |it| it.frames > 0);
    let verb = seen.find_ahead(at.saturating_sub(1), 4, |it| it.verb || it.form > 0);
    let rest = bucket(seen.len().saturating_sub(at));
    let gap = until.map_or(9, |it| bucket(it.0));
    add(50, both(both(side, it.class), both(next.class, after.class)));
    add(51, both(both(side, it.class), both(next.pos, head.frames)));
    add(52, both(both(side, it.pos), both(gap, rest)));
    add(53, both(both(side, it.class), both(rest, way.verbs)));
    add(54, both(both(side, it.pos), both(verb.map_or(0, |it| it.1.form + 7), way.that)));
    add(55, both(both(side, report.map_or(0, |it| bucket(it.0))), it.pos));
    add(56, both(both(side, it.class), both(way.commas, gap)));
    add(57, both(both(side, it.pos), head.stem));
    add(58, both(both(side, it.lower), seen.back(at, 2).pos));
    add(59, both(both(side, it.suffix), it.pos));
}
