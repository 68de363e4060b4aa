//! [`Seen`]: a sentence as the trained parts look at it, each item as a few hashes.

use crate::annotation::ZoneKind;
use crate::tagger::Pos;
use crate::tagger::learn::{pair, word_hash};
use crate::tagger::quotes::attribution::Attribution;
use crate::tagger::quotes::units::{Item, Unit};
use crate::tagger::quotes::words::{self, Form};

/// One item as hashes.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts about one item")]
pub(super) struct Look {
    /// The word in lower case; one number for all numbers and one for all marked places.
    pub(super) lower: u64,
    /// The base form of a reporting verb, otherwise the word without its ending.
    pub(super) stem: u64,
    /// The part of speech; marked places have one of their own.
    pub(super) pos: u64,
    /// The word if it is of a closed class, otherwise its part of speech.
    pub(super) class: u64,
    /// The last three letters.
    pub(super) suffix: u64,
    /// The first five letters: `criticise` and `criticism` share them.
    pub(super) prefix: u64,
    /// What may follow it, if it is a reporting verb.
    pub(super) frames: u64,
    /// Its form, if it is a reporting verb.
    pub(super) form: u64,
    pub(super) block: bool,
    pub(super) cap: bool,
    pub(super) verb: bool,
    pub(super) noun: bool,
    pub(super) comma: bool,
    pub(super) open_class: bool,
}

const BLOCK: u64 = 90;

impl Look {
    pub(super) const EDGE: Self = Self {
        lower: 1,
        stem: 1,
        pos: 99,
        class: 1,
        suffix: 1,
        prefix: 1,
        frames: 0,
        form: 0,
        block: false,
        cap: false,
        verb: false,
        noun: false,
        comma: false,
        open_class: false,
    };

    fn of(item: &Item) -> Self {
        if item.block.is_some() {
            return Self { lower: 2, stem: 2, pos: BLOCK, class: 2, block: true, ..Self::EDGE };
        }
        let lower = item.lower.as_str();
        let digits = lower.starts_with(|it: char| it.is_ascii_digit());
        let hash = if digits { 3 } else { word_hash(lower) };
        let known = words::verb(lower);
        let stem = match known {
            Some((_, verb)) => word_hash(verb.base),
            None if digits => 3,
            None => word_hash(stem(lower)),
        };
        let start = lower.char_indices().rev().nth(2).map_or(0, |it| it.0);
        let end = lower.char_indices().nth(5).map_or(lower.len(), |it| it.0);
        let open_class = matches!(
            item.pos,
            Pos::Noun | Pos::Propn | Pos::Num | Pos::Adj | Pos::Adv | Pos::Verb | Pos::X | Pos::Sym
        );
        Self {
            lower: hash,
            stem,
            pos: item.pos as u64,
            class: if open_class { item.pos as u64 + 1000 } else { hash },
            suffix: word_hash(lower.get(start..).unwrap_or_default()),
            prefix: word_hash(lower.get(..end).unwrap_or_default()),
            frames: known.map_or(0, |it| u64::from(it.1.frames.bits()) + 1),
            form: known.map_or(0, |it| form(it.0)),
            block: false,
            cap: item.cap,
            verb: item.pos == Pos::Verb,
            noun: matches!(item.pos, Pos::Noun | Pos::Propn | Pos::Pron),
            comma: lower == ",",
            open_class,
        }
    }
}

fn form(form: Form) -> u64 {
    match form {
        Form::Base => 1,
        Form::Third => 2,
        Form::Past => 3,
        Form::Participle => 4,
        Form::Ing => 5,
    }
}

/// The word without the ending of a verb or a plural: forms of one word mostly get one stem.
fn stem(word: &str) -> &str {
    let cut = ["ing", "ied", "ies", "ed", "es", "s", "e", "y"];
    let base = cut.iter().find_map(|it| word.strip_suffix(it)).filter(|it| it.len() > 2);
    let base = base.unwrap_or(word);
    let mut last = base.chars().rev();
    let doubled = last.next().zip(last.next()).filter(|(one, two)| one == two);
    let shorter = doubled.and_then(|(one, _)| base.strip_suffix(one));
    shorter.filter(|it| it.len() > 2).unwrap_or(base)
}

/// A sentence as hashes, with what the rules make of it.
pub(super) struct Seen {
    looks: Vec<Look>,
    /// Of each item, what it is to the rules: a cue, content or a source of some rule.
    pub(super) rules: Vec<u64>,
    pub(super) zone: u64,
    pub(super) blocks: u64,
}

impl Seen {
    pub(super) fn new(unit: &Unit, rules: &[Attribution]) -> Self {
        let looks: Vec<Look> = unit.items.iter().map(Look::of).collect();
        let mut told = vec![0; looks.len()];
        for rule in rules {
            let name = word_hash(rule.rule);
            mark(&mut told, rule.content.iter().cloned(), 7);
            mark(&mut told, rule.source.iter().cloned(), 8);
            mark(&mut told, rule.cue.iter().cloned(), name);
        }
        let blocks = u64::try_from(looks.iter().filter(|it| it.block).count()).unwrap_or(0);
        Self { looks, rules: told, zone: zone(unit.zone), blocks: blocks.min(3) }
    }

    pub(super) fn len(&self) -> usize {
        self.looks.len()
    }

    /// The item at `at`, or an edge.
    pub(super) fn at(&self, at: usize) -> &Look {
        self.looks.get(at).unwrap_or(&Look::EDGE)
    }

    /// The item `by` before `at`, or an edge.
    pub(super) fn back(&self, at: usize, by: usize) -> &Look {
        at.checked_sub(by).map_or(&Look::EDGE, |it| self.at(it))
    }

    /// The nearest item before `at` that `is` holds for, with its distance.
    pub(super) fn find_back(
        &self,
        at: usize,
        far: usize,
        is: impl Fn(&Look) -> bool,
    ) -> Option<(usize, &Look)> {
        (1..=far.min(at)).map(|by| (by, self.back(at, by))).find(|it| is(it.1))
    }

    /// The nearest item after `at` that `is` holds for, with its distance.
    pub(super) fn find_ahead(
        &self,
        at: usize,
        far: usize,
        is: impl Fn(&Look) -> bool,
    ) -> Option<(usize, &Look)> {
        let end = self.len().min(at + far + 1);
        (at + 1..end).map(|it| (it - at, self.at(it))).find(|it| is(it.1))
    }
}

pub(super) fn mark(
    told: &mut [u64],
    ranges: impl Iterator<Item = std::ops::Range<usize>>,
    what: u64,
) {
    for range in ranges {
        for it in told.get_mut(range).unwrap_or_default() {
            *it = what;
        }
    }
}

fn zone(kind: ZoneKind) -> u64 {
    match kind {
        ZoneKind::Headline => 1,
        ZoneKind::Body => 2,
        ZoneKind::Caption => 3,
        ZoneKind::Subhead | ZoneKind::Standfirst => 4,
        _ => 5,
    }
}

/// A distance in steps that grow.
pub(super) fn bucket(distance: usize) -> u64 {
    match distance {
        0..=3 => u64::try_from(distance).unwrap_or(0),
        4..=5 => 4,
        6..=8 => 5,
        9..=14 => 6,
        15..=25 => 7,
        _ => 8,
    }
}

/// Two looks together.
pub(super) fn both(a: u64, b: u64) -> u64 {
    pair(a, b)
}
