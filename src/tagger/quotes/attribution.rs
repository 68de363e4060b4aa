//! Who says what in one sentence: puts cue, source and content together.
//!
//! Each rule's tier and confidence are its share of right answers on a tenth of `PolNeAR`'s training
//! articles.
//!
//! Not here: marked places without a cue in their sentence (`floating`), who the source is
//! (`speaker`).

use std::ops::Range;

use super::cues::{Cue, How, cues};
use super::phrase::{is_time, subject};
use super::phrase_after::starting_at;
use super::units::Unit;
use super::words::{Form, Frames};
use crate::annotation::Tier;

/// Content, cue and source of one attribution, as items of a [`Unit`].
#[derive(Clone, Debug)]
pub(super) struct Attribution {
    pub content: Vec<Range<usize>>,
    pub source: Option<Range<usize>>,
    pub cue: Option<Range<usize>>,
    pub stance: &'static str,
    pub negated: bool,
    pub rule: &'static str,
    pub tier: Tier,
    pub confidence: u16,
}

/// A unit with more items is no sentence: a list, a table, a broken file.
pub(super) const LONGEST: usize = 600;

/// The attributions of one unit.
pub(super) fn attributions(unit: &Unit) -> Vec<Attribution> {
    if unit.len() > LONGEST {
        return Vec::new();
    }
    let cues = cues(unit);
    let mut reader = Reader { unit, cues: &cues, floor: 0, last: None, found: Vec::new() };
    for (index, cue) in cues.iter().enumerate() {
        reader.read(index, cue);
    }
    if reader.found.is_empty() {
        reader.colon();
    }
    if reader.found.is_empty() {
        reader.dash();
    }
    reader.found
}

/// Reads one unit from left to right.
pub(super) struct Reader<'a> {
    pub unit: &'a Unit,
    pub cues: &'a [Cue],
    /// Content before a cue begins here at the earliest.
    pub floor: usize,
    /// The source of the cue before.
    last: Option<Range<usize>>,
    pub found: Vec<Attribution>,
}

impl Reader<'_> {
    fn read(&mut self, index: usize, cue: &Cue) {
        if self.covered(cue.group.start) {
            return self.nested(index, cue);
        }
        match cue.how {
            How::According => self.according(index, cue),
            How::Participle => self.participle(index, cue),
            How::Joined => self.joined(index, cue),
            How::Verb => {
                if !self.inverted(cue) {
                    self.plain(index, cue);
                }
            }
        }
    }

    fn covered(&self, at: usize) -> bool {
        self.found.iter().flat_map(|it| &it.content).any(|it| it.contains(&at))
    }

    fn push(
        &mut self,
        cue: &Cue,
        source: Option<Range<usize>>,
        content: Vec<Range<usize>>,
        how: (&'static str, Tier, u16),
    ) {
        let content: Vec<_> = content.into_iter().filter_map(|it| self.trim(it)).collect();
        if content.is_empty() {
            return;
        }
        let end = content.iter().map(|it| it.end).chain(source.clone().map(|it| it.end)).max();
        self.floor = self.floor.max(end.unwrap_or(0)).max(cue.group.end);
        self.last = source.clone().or_else(|| self.last.clone());
        self.found.push(Attribution {
            content,
            source,
            cue: Some(cue.group.clone()),
            stance: cue.stance(),
            negated: cue.negated,
            rule: how.0,
            tier: how.1,
            confidence: how.2,
        });
    }

    /// A report inside reported words: only where the pattern is plain.
    fn nested(&mut self, index: usize, cue: &Cue) {
        if cue.how != How::Verb {
            return;
        }
        let frames = cue.verb.map(|it| it.frames).unwrap_or_default();
        let limit = self
            .found
            .iter()
            .flat_map(|it| &it.content)
            .filter(|it| it.contains(&cue.group.start))
            .map(|it| it.start)
            .max()
            .unwrap_or(0);
        let limit = limit + usize::from(matches!(self.unit.word(limit), "that" | "whether"));
        let Some(source) = subject(self.unit, cue.group.start, limit) else {
            return;
        };
        let plain =
            frames.has(Frames::CLAUSE) || frames.has(Frames::TOLD) || frames.has(Frames::THAT);
        if !plain || matches!(self.unit.word(source.start), "you" | "it") {
            return;
        }
        let content = self.right(index, cue, &source);
        let plain = |it: &Range<usize>| matches!(self.unit.word(it.start), "that" | "whether");
        if let Some(content) = content.filter(plain) {
            let (floor, last) = (self.floor, self.last.clone());
            self.push(cue, Some(source), vec![content], ("quote.nested", Tier::Unsure, 400));
            (self.floor, self.last) = (floor, last);
        }
    }

    /// `“…,” said X` and `…, said X`.
    fn inverted(&mut self, cue: &Cue) -> bool {
        let unit = self.unit;
        let frames = cue.verb.map(|it| it.frames).unwrap_or_default();
        let form_ok = matches!(cue.form, Form::Third | Form::Past);
        let Some(left) = cue.group.start.checked_sub(1).filter(|_| form_ok) else {
            return false;
        };
        let speaks = frames.has(Frames::CLAUSE) || frames.has(Frames::MARK);
        let told = frames.has(Frames::TOLD) && cue.verb.is_some_and(|it| it.base == "tell");
        let marked = unit.block(left).is_some() || left > 0 && unit.block(left - 1).is_some();
        let opened =
            unit.block(left).is_some() || matches!(unit.word(left), "," | "—" | "–" | "--");
        if !speaks || told || !opened || left < self.floor {
            return false;
        }
        let Some(source) = starting_at(unit, cue.group.end).filter(|it| !is_time(unit, it)) else {
            return false;
        };
        // German `am Montag` looks like an English verb.
        let german =
            matches!(unit.word(cue.group.start), "sagte" | "sagt" | "erklärte" | "betonte");
        let clause_follows =
            !german && (self.is_finite(source.end) || unit.word(source.end) == "that");
        let before = self.floor..left + usize::from(unit.block(left).is_some());
        // `Ann Roe, the mayor, announced a plan`: an aside, not content.
        let aside = !marked && subject(unit, cue.group.start, self.floor).is_some();
        if clause_follows || aside || !(marked || self.is_clause(&before)) {
            return false;
        }
        let mut content = vec![before];
        if marked {
            content.extend(self.later_block(source.end));
        }
        let how = if marked {
            ("quote.said_name", Tier::Sure, 980)
        } else {
            ("quote.content_said_name", Tier::Likely, 850)
        };
        self.push(cue, Some(source), content, how);
        true
    }

    /// `X said …`, `…, X said` and `…, X said, …`.
    fn plain(&mut self, index: usize, cue: &Cue) {
        let unit = self.unit;
        let Some(source) = subject(unit, cue.group.start, self.floor) else {
            return self.without_subject(index, cue);
        };
        let frames = cue.verb.map(|it| it.frames).unwrap_or_default();
        let speaks =
            frames.has(Frames::CLAUSE) || frames.has(Frames::MARK) || frames.has(Frames::TOLD);
        let before = self.before(&source).filter(|_| speaks);
        let right = self.right(index, cue, &source);
        let marked = |it: &Range<usize>| it.clone().any(|at| unit.block(at).is_some());
        match (before, right) {
            (Some(before), Some(right)) if marked(&before) && marked(&right) => {
                self.push(cue, Some(source), vec![before, right], ("quote.split", Tier::Sure, 960));
            }
            (Some(before), None) if marked(&before) => {
                let goes_on = self.later_block(cue.group.end);
                let content = [Some(before), goes_on].into_iter().flatten().collect();
                self.push(cue, Some(source), content, ("quote.name_said", Tier::Sure, 975));
            }
            (Some(before), None) => {
                let rest = self.split_rest(cue);
                if rest.is_some() || self.is_clause(&before) && self.ends_after(cue) {
                    let content = [Some(before), rest].into_iter().flatten().collect();
                    self.push(
                        cue,
                        Some(source),
                        content,
                        ("quote.content_name_said", Tier::Likely, 880),
                    );
                } else {
                    self.last = Some(source);
                }
            }
            (_, Some(right)) => {
                let how = self.how_right(cue, &right, &source);
                self.push(cue, Some(source), vec![right], how);
            }
            (None, None) => self.last = Some(source),
        }
    }

    /// A verb without a subject of its own after a joining comma: `…, said on Monday that`.
    fn without_subject(&mut self, index: usize, cue: &Cue) {
        let Some(source) = self.last.clone() else {
            return;
        };
        if let Some(right) = self.right(index, cue, &source) {
            let how = ("quote.same_subject", Tier::Unsure, 600);
            self.push(cue, Some(source), vec![right], how);
        }
    }

    fn how_right(
        &self,
        cue: &Cue,
        right: &Range<usize>,
        source: &Range<usize>,
    ) -> (&'static str, Tier, u16) {
        let frames = cue.verb.map(|it| it.frames).unwrap_or_default();
        let marked = right.clone().any(|it| self.unit.block(it).is_some());
        let that = matches!(self.unit.word(right.start), "that" | "whether");
        let stated = frames.has(Frames::CLAUSE) && self.is_bare_clause(right.start, right.end, cue);
        let vague = matches!(self.unit.word(source.start), "it" | "you" | "which");
        if marked && self.unit.block(right.start).is_some() {
            ("quote.said_colon", Tier::Likely, 900)
        } else if frames.has(Frames::CALL) || frames.has(Frames::AS) && marked {
            ("quote.called", Tier::Unsure, 700)
        } else if frames.has(Frames::NP) && !that && !stated
            || frames.has(Frames::TO) && self.unit.word(right.start) == "to"
        {
            ("quote.speech_act", Tier::Unsure, 580)
        } else if frames.has(Frames::BELIEF) || vague {
            ("quote.belief", Tier::Unsure, 750)
        } else if that || marked || cue.verb.is_some_and(|it| it.base == "say" || it.base == "tell")
        {
            ("quote.said_that", Tier::Likely, 860)
        } else {
            ("quote.reported", Tier::Unsure, 720)
        }
    }

    /// `, adding …`.
    fn participle(&mut self, index: usize, cue: &Cue) {
        let source = self.last.clone().or_else(|| {
            let start = usize::from(matches!(self.unit.word(0), "but" | "and"));
            starting_at(self.unit, start)
                .filter(|it| it.end < cue.group.start && self.unit.block(it.start).is_none())
        });
        let Some(source) = source.filter(|it| !is_time(self.unit, it)) else {
            return;
        };
        if let Some(right) = self.right(index, cue, &source) {
            let known = self.last.is_some();
            let how = if known {
                ("quote.adding", Tier::Likely, 820)
            } else {
                ("quote.saying", Tier::Unsure, 600)
            };
            self.push(cue, Some(source), vec![right], how);
        }
    }

    /// `… and said …`.
    fn joined(&mut self, index: usize, cue: &Cue) {
        let source = self.last.clone().or_else(|| {
            starting_at(self.unit, 0)
                .filter(|it| it.end < cue.group.start && !is_time(self.unit, it))
        });
        let Some(source) = source else {
            return;
        };
        if let Some(right) = self.right(index, cue, &source) {
            self.push(cue, Some(source), vec![right], ("quote.same_subject", Tier::Unsure, 650));
        }
    }

    fn according(&mut self, index: usize, cue: &Cue) {
        let unit = self.unit;
        let Some(source) = starting_at(unit, cue.group.end) else {
            return;
        };
        let named = source.clone().any(|it| unit.at(it).is_some_and(|it| it.cap));
        let tier = if named { Tier::Sure } else { Tier::Likely };
        if cue.group.start == 0 || self.floor == cue.group.start {
            let comma = (source.end..unit.len()).find(|it| unit.word(*it) == ",");
            if let Some(comma) = comma {
                let content = comma + 1..self.end(index, comma + 1);
                self.push(cue, Some(source), vec![content], ("quote.according_to", tier, 950));
            }
            return;
        }
        let content = self.floor..cue.group.start;
        self.push(cue, Some(source), vec![content], ("quote.according_to", tier, 950));
    }
}
