//! [`Reader`]: what the trained weights look at, token by token.

use std::ops::Range;

use super::super::lists;
use super::first::First;
use super::pieces::Pieces;
use super::profile::{Profile, Profiles, flag};
use crate::tagger::Analysis;
use crate::tagger::learn::{Features, feature, pair};
use crate::text::TokenKind;

/// Tokens without capitals that a name may hold in a row: "Ministry of the Interior".
const GAP: usize = 2;

/// Reads a text for the weights.
pub(super) struct Reader<'a, 't> {
    analysis: &'a Analysis<'t>,
    pub(super) pieces: Pieces,
    profiles: Profiles,
    /// The run of capitalised words that each token is in; empty for others.
    runs: Vec<Range<usize>>,
    /// What a listed name is and where in it each token stands; 0 for none.
    listed: Vec<u8>,
    /// The same for names that are evidence only.
    evidence: Vec<u8>,
    /// Whose way of tagging is wanted: a hash of the name of a data set.
    way: u64,
}

/// What of a word is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sight {
    Whole,
    /// All but its letters: so weights learn to read names that they have never seen.
    Around,
}

/// A sentence that is being read.
struct Place<'a> {
    tokens: &'a Range<usize>,
    /// How many of its words have capitals.
    caps: u64,
}

impl<'a, 't> Reader<'a, 't> {
    pub(super) fn new(analysis: &'a Analysis<'t>, way: u64) -> Self {
        let pieces = Pieces::new(analysis);
        let profiles = Profiles::new(analysis, &pieces);
        let count = pieces.all.len();
        let (runs, listed, evidence) = (vec![0..0; count], vec![0; count], vec![0; count]);
        let mut made = Self { analysis, pieces, profiles, runs, listed, evidence, way };
        for sentence in analysis.watch(0..made.pieces.sentences.len()) {
            let Some(pieces) = made.pieces.sentences.get(sentence).cloned() else { break };
            made.find_runs(&pieces);
            made.find_listed(&pieces);
        }
        made
    }

    pub(super) fn profile(&self, at: usize) -> &Profile {
        self.profiles.at(Some(at))
    }

    pub(super) fn word(&self, at: usize) -> &'t str {
        self.pieces.all.get(at).map_or("", |it| self.analysis.words(it.span))
    }

    fn find_runs(&mut self, tokens: &Range<usize>) {
        let mut at = tokens.start;
        while at < tokens.end {
            let from = at;
            while at < tokens.end && self.is_capital(at) {
                at += 1;
            }
            self.runs.get_mut(from..at).unwrap_or_default().fill(from..at);
            at += 1;
        }
    }

    fn is_capital(&self, at: usize) -> bool {
        self.is_word(at) && self.profile(at).candidate
    }

    /// Whether two pieces that follow each other are in one sentence.
    pub(super) fn is_beside(&self, at: usize, next: usize) -> bool {
        let after = self.pieces.sentences.partition_point(|it| it.start <= at);
        let sentence = after.checked_sub(1).and_then(|it| self.pieces.sentences.get(it));
        sentence.is_some_and(|it| it.contains(&next))
    }

    fn is_word(&self, at: usize) -> bool {
        self.pieces.all.get(at).is_some_and(|it| it.kind == TokenKind::Word)
    }

    fn find_listed(&mut self, tokens: &Range<usize>) {
        let (mut listed, mut evidence) = (tokens.start, tokens.start);
        for at in tokens.clone() {
            if self.profile(at).flags & flag::CAPITAL == 0 {
                continue;
            }
            if at >= listed
                && let Some((len, code)) = self.longest(at, tokens.end, lists::longest_from, |it| {
                    lists::listed(it).map(|it| it.0)
                })
            {
                mark(&mut self.listed, at..at + len, code);
                listed = at + len;
            }
            if at >= evidence
                && let Some((len, code)) =
                    self.longest(at, tokens.end, lists::longest_evidence, lists::evidence)
            {
                mark(&mut self.evidence, at..at + len, code);
                evidence = at + len;
            }
        }
    }

    /// The longest known name that begins at a piece: how many pieces it has, and what it is.
    fn longest(
        &self,
        at: usize,
        end: usize,
        longest: impl Fn(&str) -> usize,
        label: impl Fn(&str) -> Option<&'static str>,
    ) -> Option<(usize, u8)> {
        let first = self.pieces.all.get(at)?.span;
        let joined = if self.word(at + 1) == "-" { 3 } else { 1 };
        let longest = longest(self.word(at)).max(joined).min(end - at);
        (1..=longest).rev().find_map(|len| {
            let name = first.hull(self.pieces.all.get(at + len - 1)?.span);
            let code = match label(self.analysis.words(name))? {
                "place" => 1,
                "group" => 2,
                "person" => 3,
                _ => 4,
            };
            Some((len, code))
        })
    }

    /// The parts of a sentence that may hold names: what lies between is in none.
    pub(super) fn segments(&self, sentence: &Range<usize>) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        let part = |at: usize| self.pieces.all.get(at).is_some_and(|it| it.part);
        for at in sentence.clone().filter(|it| self.profile(*it).candidate || part(*it)) {
            match found.last_mut() {
                Some(last) if at - last.end <= GAP => last.end = at + 1,
                _ => found.push(at..at + 1),
            }
        }
        found
    }

    /// The features of the tokens of a segment.
    pub(super) fn describe(
        &self,
        tokens: &Range<usize>,
        segment: &Range<usize>,
        sight: Sight,
        to: &mut Features,
    ) {
        to.clear();
        let small = |it: &usize| self.is_word(*it) && !self.profile(*it).candidate;
        let place = Place {
            tokens,
            caps: match tokens.clone().filter(small).count() * 8 / tokens.len().max(1) {
                0 => 0,
                1 => 1,
                _ => 2,
            },
        };
        for at in segment.clone() {
            if sight == Sight::Whole {
                self.letters(&place, at, to);
            }
            self.token(&place, at, to);
            self.kin(&place, at, to);
            self.run(&place, at, to);
            self.elsewhere(at, to);
            to.close();
        }
    }

    /// How many words there are that may be in names, whatever their capitals.
    pub(super) fn folds(&self) -> usize {
        self.profiles.folds
    }

    /// The number of a token's word, whatever its capitals.
    pub(super) fn fold(&self, at: usize) -> usize {
        self.profile(at).fold
    }

    /// What the first reading says about the tokens of a segment.
    pub(super) fn describe_again(&self, first: &First, segment: &Range<usize>, to: &mut Features) {
        to.clear();
        for at in segment.clone() {
            let mut add = |template, seen| to.push(feature(template, seen));
            let spot = self.runs.get(at).filter(|it| !it.is_empty()).map_or(99, |it| spot(it, at));
            let [one, here, next] = [at.checked_sub(1), Some(at), Some(at + 1)]
                .map(|it| it.filter(|it| segment.contains(it)).map_or(99, |it| first.best(it)));
            add(80, here);
            add(81, pair(one, here));
            add(82, pair(here, next));
            if let Some(others) = first.others(self.fold(at), at) {
                add(83, others.best);
                add(84, pair(others.best, others.share));
                add(85, pair(others.best, others.count));
                add(86, pair(others.best, spot));
                add(87, pair(others.best, here));
                add(88, others.second);
            } else if self.fold(at) > 0 {
                add(83, 99);
            }
            to.close();
        }
    }

    /// The token `by` before or after.
    fn near(&self, place: &Place<'_>, at: usize, by: isize) -> &Profile {
        let at = at.checked_add_signed(by).filter(|it| place.tokens.contains(it));
        self.profiles.at(at)
    }

    fn pos(&self, place: &Place<'_>, at: usize, by: isize) -> u64 {
        let at = at.checked_add_signed(by).filter(|it| place.tokens.contains(it));
        at.and_then(|it| self.pieces.all.get(it)).map_or(99, |it| it.pos as u64)
    }

    fn known(&self, place: &Place<'_>, at: usize, by: isize) -> [u64; 2] {
        let at = at.checked_add_signed(by).filter(|it| place.tokens.contains(it));
        [&self.listed, &self.evidence]
            .map(|list| at.and_then(|it| list.get(it)).map_or(0, |it| u64::from(*it)))
    }

    /// The word, its neighbours and what they are.
    fn token(&self, place: &Place<'_>, at: usize, to: &mut Features) {
        let [two, one, here, next, after] = [-2, -1, 0, 1, 2].map(|by| self.near(place, at, by));
        let [a, b, c] = [-1, 0, 1].map(|by| self.pos(place, at, by));
        let known = [-1, 0, 1].map(|by| self.known(place, at, by));
        let listed = known.map(|it| it[0]);
        let flags = [two, one, here, next, after].map(|it| u64::from(it.flags));
        let first = u64::from(at == place.tokens.start);
        let mut add = |template, seen| to.push(feature(template, seen));
        add(0, 0);
        add(2, pair(here.shape, first));
        add(8, one.lower);
        add(9, next.lower);
        add(10, two.lower);
        add(11, after.lower);
        add(14, pair(one.shape, here.shape));
        add(15, pair(here.shape, next.shape));
        add(16, pair(pair(one.shape, here.shape), next.shape));
        add(17, b);
        add(18, a);
        add(19, c);
        add(20, pair(a, b));
        add(21, pair(b, c));
        add(22, pair(flags[2], first));
        add(23, flags[1]);
        add(24, flags[3]);
        add(25, pair(flags[1], flags[2]));
        add(26, pair(flags[2], flags[3]));
        add(27, pair(pair(flags[1], flags[2]), flags[3]));
        add(28, flags[0]);
        add(29, flags[4]);
        add(30, one.suffixes[1]);
        add(31, next.suffixes[1]);
        add(32, listed[1]);
        add(33, pair(listed[1], flags[1]));
        add(34, pair(listed[1], flags[3]));
        add(35, listed[0]);
        add(36, listed[2]);
        add(37, pair(here.shape, place.caps));
        add(38, pair(self.way, 0));
        add(39, pair(self.way, flags[2]));
        add(40, pair(self.way, listed[1]));
        add(41, pair(self.way, b));
        for (template, it) in (43..).zip(known) {
            add(template, it[1]);
        }
        add(46, pair(known[1][1], flags[2]));
        add(47, pair(known[1][1], b));
        let mut rest = here.flags;
        while rest != 0 {
            add(42, u64::from(rest.trailing_zeros()));
            rest &= rest - 1;
        }
    }

    /// The letters of the word.
    fn letters(&self, place: &Place<'_>, at: usize, to: &mut Features) {
        let [one, here, next] = [-1, 0, 1].map(|by| self.near(place, at, by));
        let mut add = |template, seen| to.push(feature(template, seen));
        add(1, here.lower);
        add(3, here.prefix);
        add(4, here.suffixes[0]);
        add(5, here.suffixes[1]);
        add(6, here.suffixes[2]);
        add(12, pair(one.lower, here.lower));
        add(13, pair(here.lower, next.lower));
    }

    /// What other texts say of the words here.
    fn kin(&self, place: &Place<'_>, at: usize, to: &mut Features) {
        let near = [-1, 0, 1].map(|by| self.near(place, at, by));
        let [one, here, next] = near.map(|it| it.kin);
        let (shape, flags) = (near[1].shape, u64::from(near[1].flags));
        let mut add = |template, seen| to.push(feature(template, seen));
        add(100, here.narrow);
        add(101, here.role);
        add(102, here.wide);
        add(103, here.own);
        add(104, pair(here.own, here.sure));
        add(105, pair(here.own, pair(here.sure, here.also)));
        add(106, pair(here.also, here.also_sure));
        add(107, pair(here.own, shape));
        add(108, pair(here.own, flags));
        add(109, one.role);
        add(110, next.role);
        add(111, pair(one.own, here.own));
        add(112, pair(here.own, next.own));
        add(113, pair(pair(one.own, here.own), next.own));
        add(114, pair(one.wide, here.wide));
        add(115, pair(here.wide, next.wide));
        add(116, one.ahead);
        add(117, next.behind);
        add(118, pair(one.ahead, here.own));
        add(119, pair(here.own, next.behind));
        add(120, pair(one.narrow, here.own));
        add(121, pair(here.own, next.narrow));
        let Some(run) = self.runs.get(at).filter(|it| !it.is_empty()) else { return };
        let [first, last] = [run.start, run.end - 1].map(|it| self.profile(it).kin);
        let before = self.near(place, run.start, -1).kin;
        let after = self.near(place, run.end - 1, 1).kin;
        let spot = spot(run, at);
        add(122, pair(spot, last.narrow));
        add(123, pair(spot, last.role));
        add(124, pair(spot, first.role));
        add(125, pair(spot, pair(first.own, last.own)));
        add(126, pair(spot, pair(last.own, last.sure)));
        add(127, before.role);
        add(128, after.role);
        add(129, pair(before.ahead, spot));
        add(130, pair(after.behind, spot));
        add(131, pair(pair(before.ahead, first.own), last.own));
        add(132, pair(pair(after.behind, first.own), last.own));
    }

    /// The capitalised words around.
    fn run(&self, place: &Place<'_>, at: usize, to: &mut Features) {
        let Some(run) = self.runs.get(at).filter(|it| !it.is_empty()) else { return };
        let (first, last) = (self.profile(run.start), self.profile(run.end - 1));
        let (before, after) = (self.near(place, run.start, -1), self.near(place, run.end - 1, 1));
        let spot = spot(run, at);
        let mut add = |template, seen| to.push(feature(template, seen));
        add(50, spot);
        add(51, pair(spot, last.lower));
        add(52, pair(spot, u64::from(last.flags)));
        add(53, pair(spot, u64::from(first.flags)));
        add(54, before.lower);
        add(55, after.lower);
        add(56, u64::from(before.flags));
        add(57, u64::from(after.flags));
        add(58, pair(place.caps, spot));
    }

    /// The same word in other places of the text.
    fn elsewhere(&self, at: usize, to: &mut Features) {
        let here = self.profile(at);
        if !here.candidate {
            return;
        }
        to.push(feature(60, u64::from(here.small_elsewhere)));
        to.push(feature(61, u64::try_from(here.places.len()).unwrap_or(0).min(4)));
        let from = to.len_here();
        for other in here.places.iter().copied().filter(|it| *it != at).take(4) {
            let one = self.profiles.at(other.checked_sub(1));
            let next = self.profiles.at(Some(other + 1));
            let mut add = |template, seen| to.push_new(from, feature(template, seen));
            add(62, one.lower);
            add(63, next.lower);
            add(64, u64::from(one.flags & flag::FAR));
            add(65, u64::from(next.flags & flag::FAR));
            add(133, one.kin.role);
            add(134, next.kin.role);
            let Some(run) = self.runs.get(other).filter(|it| !it.is_empty()) else { continue };
            let spot = spot(run, other);
            add(66, spot);
            if run.len() > 1 {
                let (first, last) = (self.profile(run.start), self.profile(run.end - 1));
                add(67, pair(spot, u64::from(first.flags & flag::FAR)));
                add(68, pair(spot, u64::from(last.flags & flag::FAR)));
                add(69, pair(spot, last.lower));
            }
        }
    }
}

/// Marks the pieces of a known name: its first one, and those that follow.
fn mark(row: &mut [u8], pieces: Range<usize>, code: u8) {
    let long = if pieces.len() > 1 { 16 } else { 8 };
    let row = row.get_mut(pieces).unwrap_or_default();
    row.fill(code + 32);
    if let Some(first) = row.first_mut() {
        *first = code + long;
    }
}

/// Where in a run a token stands, and how long that is.
fn spot(run: &Range<usize>, at: usize) -> u64 {
    let place = match (at == run.start, at + 1 == run.end) {
        (true, true) => 0,
        (true, false) => 1,
        (false, true) => 2,
        (false, false) => 3,
    };
    let len = u64::try_from(run.len()).unwrap_or(u64::MAX).min(5);
    place * 8 + len
}
