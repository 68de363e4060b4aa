//! [`Tiers`]: what the confidence of a rule is worth, as counted on texts with right answers.
//!
//! Passes state a confidence of their own. Where proposals of a label and rule have been counted,
//! [`Tiers::settle`] puts the share that was right in its place, and the tier follows from that
//! alone. Elsewhere the pass's word stands. A claim keeps its confidence, which is a rank.
//!
//! Not here: what counts as right (`annotation::measure`).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::annotation::measure::Judged;
use crate::annotation::{Confidence, Proposal, Proposals, Tier};

/// Fewest proposals that make a point of a curve.
const LEAST: usize = 40;

/// Proposals of the label's own share that each point is mixed with, so that a few lucky ones
/// promise nothing.
const MIXED: usize = 8;

/// Lines that say what the file is.
const HEAD: &str = "\
# What confidence is worth: of proposals with this label and rule, stated at so much per mille, so
# much per mille are right. Made by `factmark train tiers`; docs/TAGGER.md has the command.
# label, rule, proposals counted, stated:right …
";

/// Hit rates by label and rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tiers {
    curves: BTreeMap<String, BTreeMap<String, Curve>>,
}

/// Stated and real shares, per mille, both rising.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Curve {
    proposals: usize,
    points: Vec<(u16, u16)>,
}

impl Curve {
    /// The real share for a stated one: on the line between the points beside it.
    fn at(&self, stated: u16) -> Option<u16> {
        let above = self.points.partition_point(|it| it.0 < stated);
        let next = self.points.get(above).or(self.points.last())?;
        let Some(before) = above.checked_sub(1).and_then(|it| self.points.get(it)) else {
            return Some(next.1);
        };
        let (wide, high) = (next.0.saturating_sub(before.0), next.1.saturating_sub(before.1));
        if wide == 0 {
            return Some(next.1);
        }
        let part = u32::from(stated.min(next.0) - before.0) * u32::from(high) / u32::from(wide);
        Some(before.1 + u16::try_from(part).unwrap_or(0))
    }
}

/// A line of the file of tiers that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no file of tiers: line {line} is not label, rule, proposals and stated:right, with tabs")]
pub struct BadTiers {
    line: usize,
}

impl Tiers {
    /// Reads what [`Tiers::write`] wrote.
    pub fn read(file: &str) -> Result<Self, BadTiers> {
        let mut all = Self::default();
        for (line, row) in (1..).zip(file.lines()).filter(|it| !it.1.starts_with('#')) {
            let (label, rule, curve) = curve(row).ok_or(BadTiers { line })?;
            all.curves.entry(label.to_owned()).or_default().insert(rule.to_owned(), curve);
        }
        Ok(all)
    }

    /// A line for each label and rule.
    pub fn write(&self) -> String {
        let mut out = HEAD.to_owned();
        for (label, rules) in &self.curves {
            for (rule, curve) in rules {
                // Writing to a string cannot fail.
                let _done = write!(out, "{label}\t{rule}\t{}", curve.proposals);
                for (stated, real) in &curve.points {
                    let _done = write!(out, "\t{stated}:{real}");
                }
                out.push('\n');
            }
        }
        out
    }

    /// Whether nothing has been counted.
    pub fn is_empty(&self) -> bool {
        self.curves.is_empty()
    }

    /// Gives proposals that have been counted their confidence and tier.
    pub(super) fn settle(&self, found: &mut Proposals) {
        for it in &mut found.annotations {
            let label = self.curves.get(it.label.as_str());
            let curve = label.and_then(|rules| rules.get(it.reason.rule.as_str()));
            if let Some(real) = curve.and_then(|curve| curve.at(it.reason.confidence.per_mille())) {
                settle(it, real);
            }
        }
        for it in &mut found.relations {
            // A link is as sure as what it leads to: both were counted as one.
            let to = found
                .annotations
                .get(it.to)
                .filter(|to| ["source", "cue"].contains(&to.label.as_str()));
            if let Some(to) = to {
                (it.reason.tier, it.reason.confidence) = (to.reason.tier, to.reason.confidence);
            }
        }
    }
}

fn settle(proposal: &mut Proposal, real: u16) {
    // Of two people with the same name an editor has to choose, however sure the name is.
    let open = proposal.label == "person" && proposal.record.is_none();
    let reason = &mut proposal.reason;
    reason.tier = if open { Tier::Unsure } else { Tier::of(real) };
    if proposal.label != "claim" {
        reason.confidence = Confidence::new(real);
    }
}

fn curve(row: &str) -> Option<(&str, &str, Curve)> {
    let mut cells = row.split('\t');
    let (label, rule, proposals) = (cells.next()?, cells.next()?, cells.next()?.parse().ok()?);
    let point = |it: &str| {
        let (stated, real) = it.split_once(':')?;
        Some((stated.parse().ok()?, real.parse().ok()?))
    };
    let points = cells.map(point).collect::<Option<Vec<(u16, u16)>>>()?;
    let rising = points.is_sorted() && points.is_sorted_by_key(|it| it.1);
    (rising && !points.is_empty()).then_some((label, rule, Curve { proposals, points }))
}

/// Proposals of neighbouring confidence.
#[derive(Clone, Copy, Debug, Default)]
struct Group {
    proposals: usize,
    right: usize,
    stated: usize,
}

impl Group {
    fn join(self, other: Self) -> Self {
        Self {
            proposals: self.proposals + other.proposals,
            right: self.right + other.right,
            stated: self.stated + other.stated,
        }
    }

    /// Whether a smaller share is right than in `other`.
    fn is_worse(self, other: Self) -> bool {
        self.right * other.proposals < other.right * self.proposals
    }

    /// Means per mille, mixed with the share of the label as a whole.
    fn point(self, all: Self) -> (u16, u16) {
        let stated = self.stated / self.proposals.max(1);
        let mixed = 1000 * MIXED * all.right / all.proposals.max(1);
        let real = (1000 * self.right + mixed) / (self.proposals + MIXED);
        (u16::try_from(stated).unwrap_or(1000), u16::try_from(real).unwrap_or(1000))
    }
}

/// Counts proposals, and draws the curves from them.
#[derive(Clone, Debug, Default)]
pub(super) struct Counted {
    labels: BTreeMap<String, BTreeMap<String, Vec<(u16, bool)>>>,
}

impl Counted {
    pub(super) fn add(&mut self, judged: &Judged<'_>) {
        let Proposal { label, reason, .. } = judged.proposal;
        let rules = self.labels.entry(label.as_str().to_owned()).or_default();
        let rule = rules.entry(reason.rule.as_str().to_owned()).or_default();
        rule.push((reason.confidence.per_mille(), judged.right));
    }

    pub(super) fn tiers(mut self) -> Tiers {
        let mut tiers = Tiers::default();
        for (label, rules) in &mut self.labels {
            let all = rules.values().map(|it| group(it)).fold(Group::default(), Group::join);
            for (rule, proposals) in rules {
                let mut points: Vec<_> = rising(proposals).iter().map(|it| it.point(all)).collect();
                // A group too small to show better is as good as the one below it.
                let mut best = 0;
                for it in &mut points {
                    best = it.1.max(best);
                    it.1 = best;
                }
                let curve = Curve { proposals: proposals.len(), points };
                tiers.curves.entry(label.clone()).or_default().insert(rule.clone(), curve);
            }
        }
        tiers
    }
}

fn group(proposals: &[(u16, bool)]) -> Group {
    let one = |it: &(u16, bool)| Group {
        proposals: 1,
        right: usize::from(it.1),
        stated: usize::from(it.0),
    };
    proposals.iter().map(one).fold(Group::default(), Group::join)
}

/// Groups whose shares rise with confidence: isotonic regression by joining neighbours that do not
/// (Ayer and others, 1955).
fn rising(proposals: &mut [(u16, bool)]) -> Vec<Group> {
    proposals.sort_unstable();
    let mut groups: Vec<Group> = Vec::new();
    for alike in proposals.chunk_by(|one, two| one.0 == two.0) {
        match groups.last_mut() {
            Some(last) if last.proposals < LEAST => *last = last.join(group(alike)),
            _ => groups.push(group(alike)),
        }
    }
    let mut joined: Vec<Group> = Vec::new();
    for mut next in groups {
        // A last group that stayed small goes with the one below it, too.
        while let Some(last) = joined.pop_if(|it| !it.is_worse(next) || next.proposals < LEAST) {
            next = last.join(next);
        }
        joined.push(next);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{ProposedRecord, Reason};
    use crate::text::Text;

    fn proposal(label: &'static str, rule: &'static str, stated: u16) -> Proposal {
        let span = Text::new("Zoe").whole().unwrap();
        let mut it = Proposal::new(label, span, Reason::new(rule, Tier::Unsure, stated, ""));
        it.record = Some(0);
        it
    }

    fn counted(cases: &[(&'static str, u16, usize, usize)]) -> Tiers {
        let mut counted = Counted::default();
        for (rule, stated, proposals, right) in cases {
            for at in 0..*proposals {
                let proposal = proposal("person", rule, *stated);
                counted.add(&Judged { proposal: &proposal, right: at < *right });
            }
        }
        counted.tiers()
    }

    #[test]
    fn shares_rise_with_confidence() {
        // 800 is worse than 700, so both are one group; 999 has too few to stand alone.
        let tiers = counted(&[
            ("a.b", 700, 100, 80),
            ("a.b", 800, 100, 60),
            ("a.b", 900, 300, 297),
            ("a.b", 999, 2, 0),
        ]);
        let all = 437 * 8000 / 502;
        let points = [(750, (140_000 + all) / 208), (900, (297_000 + all) / 310)];
        let written: Vec<String> = points.iter().map(|it| format!("{}:{}", it.0, it.1)).collect();
        let row = format!("person\ta.b\t502\t{}\n", written.join("\t"));
        assert!(tiers.write().ends_with(&row), "{} {row}", tiers.write());
        assert_eq!(Tiers::read(&tiers.write()), Ok(tiers));
        assert_eq!(Tiers::read("# x\nperson\ta.b\n"), Err(BadTiers { line: 2 }));
        assert!(Tiers::read("person\ta.b\t9\t900:800\t950:700\n").is_err(), "not rising");
    }

    #[test]
    fn what_was_counted_decides() {
        let file = "person\ta.b\t90\t600:500\t800:900\nclaim\tc.d\t90\t900:960\n";
        let tiers = Tiers::read(file).unwrap();
        let settled = |label, rule, stated, record: Option<usize>| {
            let mut it = proposal(label, rule, stated);
            it.record = record;
            let records = vec![ProposedRecord::default()];
            let mut found = Proposals { annotations: vec![it], records, ..Proposals::default() };
            tiers.settle(&mut found);
            let reason = &found.annotations[0].reason;
            (reason.confidence.per_mille(), reason.tier)
        };
        assert_eq!(settled("person", "a.b", 300, Some(0)), (500, Tier::Unsure));
        assert_eq!(settled("person", "a.b", 750, Some(0)), (800, Tier::Likely), "between");
        assert_eq!(settled("person", "a.b", 1000, Some(0)), (900, Tier::Likely));
        assert_eq!(settled("person", "a.b", 1000, None), (900, Tier::Unsure), "which of two?");
        assert_eq!(settled("person", "x.y", 970, Some(0)), (970, Tier::Unsure), "not counted");
        assert_eq!(settled("claim", "c.d", 300, None), (300, Tier::Sure), "a rank stays");
    }
}
