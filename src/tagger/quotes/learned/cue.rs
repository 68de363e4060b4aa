//! Which words of a sentence introduce what someone says, thinks, plans or asks.

use std::ops::Range;

use super::seen::{Look, Seen, both, bucket};
use crate::tagger::learn::{Features, Model, feature};

/// Version of the features below: weights of another one do not fit.
pub(in crate::tagger) const TEMPLATES: u32 = 2;

/// Outside, the first item of a cue, a further item of it.
pub(super) const LABELS: [&str; 3] = ["o", "b", "i"];

/// A cue with its probability.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) group: Range<usize>,
    pub(super) share: f32,
}

/// The cues of a sentence that are at least `least` likely.
pub(super) fn find(model: &Model, seen: &Seen, least: f32) -> Vec<Found> {
    let mut features = Features::default();
    describe(seen, &mut features);
    let mut scores = Vec::new();
    model.score(&features, &mut scores);
    let shares = model.chain().shares(&scores);
    let share = |at: usize, label: usize| shares.get(at * LABELS.len() + label).copied();
    let mut found = Vec::new();
    let mut at = 0;
    while at < seen.len() {
        let first = share(at, 1).unwrap_or(0.0);
        let mut end = at + 1;
        if first >= least {
            while share(end, 2).is_some_and(|it| it >= first / 2.0) {
                end += 1;
            }
            found.push(Found { group: at..end, share: first });
        }
        at = end;
    }
    found
}

/// The features of each item.
pub(super) fn describe(seen: &Seen, features: &mut Features) {
    features.clear();
    for at in 0..seen.len() {
        words(seen, at, &mut |template, what| features.push(feature(template, what)));
        surroundings(seen, at, &mut |template, what| features.push(feature(template, what)));
        features.close();
    }
}

fn words(seen: &Seen, at: usize, add: &mut impl FnMut(u16, u64)) {
    let it = seen.at(at);
    let (one, two) = (seen.back(at, 1), seen.back(at, 2));
    let (next, after) = (seen.at(at + 1), seen.at(at + 2));
    add(0, 0);
    add(1, it.lower);
    add(2, it.stem);
    add(3, it.pos);
    add(4, both(it.suffix, it.pos));
    add(5, one.lower);
    add(6, next.lower);
    add(7, both(one.lower, it.lower));
    add(8, both(it.lower, next.lower));
    add(9, both(it.stem, next.class));
    add(10, both(one.class, it.stem));
    add(11, both(both(one.class, it.stem), next.class));
    add(12, both(both(two.class, one.class), it.class));
    add(13, both(both(it.class, next.class), after.class));
    add(14, both(both(one.pos, it.pos), next.pos));
    add(15, both(it.pos, next.pos));
    add(16, both(one.pos, it.pos));
    add(17, both(both(two.stem, one.stem), it.stem));
    add(18, both(both(it.stem, next.lower), after.class));
    add(19, two.class);
    add(20, after.class);
    add(21, both(both(it.pos, next.class), after.pos));
    if it.frames > 0 {
        add(22, it.frames);
        add(23, both(it.frames, both(it.form, next.class)));
        add(24, both(it.form, one.class));
    }
}

fn surroundings(seen: &Seen, at: usize, add: &mut impl FnMut(u16, u64)) {
    let it = seen.at(at);
    let rule = seen.rules.get(at).copied().unwrap_or(0);
    let before = at.checked_sub(1).and_then(|it| seen.rules.get(it)).copied().unwrap_or(0);
    add(30, rule);
    add(31, both(rule, before));
    add(32, both(rule, it.stem));
    add(33, both(seen.zone, it.pos));
    add(34, both(it.stem, seen.blocks.min(1)));
    if !it.open_class && rule == 0 {
        return;
    }
    let subject = seen.find_back(at, 8, |it| it.noun || it.comma || it.block);
    let (far, who) = subject.unwrap_or((9, &Look::EDGE));
    add(35, both(it.stem, who.class));
    add(36, both(who.pos, bucket(far)));
    add(37, both(who.stem, it.pos));
    let helper = seen.find_back(at, 5, |it| !it.open_class).map_or(0, |it| it.1.lower);
    add(38, both(it.stem, helper));
    let opens = seen.find_ahead(at, 12, |it| it.block || it.lower == seen_that() || it.comma);
    let (ahead, what) = opens.unwrap_or((13, &Look::EDGE));
    add(39, both(it.stem, what.lower));
    add(40, both(both(it.pos, what.lower), bucket(ahead)));
    let verb = seen.find_ahead(at, 10, |it| it.verb);
    add(41, both(it.stem, verb.map_or(0, |it| bucket(it.0))));
    let left = seen.find_back(at, 10, |it| it.verb);
    add(42, both(it.pos, left.map_or(0, |it| bucket(it.0))));
    add(43, both(it.pos, left.map_or(0, |it| it.1.stem)));
    let block = seen.find_back(at, 6, |it| it.block).map_or(0, |it| bucket(it.0));
    add(44, both(it.stem, block));
    add(45, both(it.pos, bucket(at)));
    add(46, both(it.pos, bucket(seen.len() - at)));
    add(47, both(it.stem, bucket(seen.len() - at)));
    let next = seen.at(at + 1);
    add(48, it.prefix);
    add(49, both(it.prefix, next.class));
    add(50, both(it.prefix, it.pos));
    add(51, both(both(it.stem, next.class), who.class));
    add(52, both(both(it.pos, next.class), both(who.class, bucket(far))));
    add(53, both(it.prefix, who.pos));
    add(54, both(both(it.pos, next.class), both(seen.at(at + 2).class, seen.at(at + 3).pos)));
    add(55, both(both(it.pos, seen.back(at, 1).class), both(next.class, seen.at(at + 2).pos)));
}

/// The hash of `that`.
fn seen_that() -> u64 {
    crate::tagger::learn::word_hash("that")
}
