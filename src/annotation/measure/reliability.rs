//! [`Reliability`]: whether confidence and tiers keep their word.

use std::collections::BTreeMap;

use super::{Judged, share};
use crate::annotation::Tier;

/// Lower ends of the bins, per mille; a tier begins where a bin does.
const EDGES: [u16; 12] = [0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 950, 980];

/// Proposals of like confidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bin {
    /// Least confidence, per mille.
    pub from: u16,
    /// How many proposals.
    pub proposals: usize,
    /// How many of them are right.
    pub right: usize,
    /// The sum of their confidence, per mille.
    pub stated: usize,
}

impl Bin {
    /// The share that should be right, going by the confidence.
    pub fn expected(self) -> f64 {
        share(self.stated, 1000 * self.proposals)
    }

    /// The share that is right.
    pub fn real(self) -> f64 {
        share(self.right, self.proposals)
    }

    fn add(&mut self, confidence: u16, right: bool) {
        self.proposals += 1;
        self.right += usize::from(right);
        self.stated += usize::from(confidence);
    }
}

/// Whether a tier keeps what it promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// As many are right as promised, or the tier promises nothing.
    Yes,
    /// Fewer are right.
    No,
    /// Fewer are right, but with so few proposals that chance may have done it: with the promised
    /// rate, so many mistakes or more would be seen in more than one of twenty such samples.
    Open,
}

/// What was counted for one label.
#[derive(Clone, Debug, Default)]
struct Counts {
    bins: BTreeMap<u16, Bin>,
    tiers: BTreeMap<Tier, Bin>,
}

/// Counts of proposals by label, confidence and tier.
#[derive(Clone, Debug, Default)]
pub struct Reliability {
    labels: BTreeMap<String, Counts>,
}

impl Reliability {
    /// Counts a proposal.
    pub fn add(&mut self, judged: &Judged<'_>) {
        let reason = &judged.proposal.reason;
        let counts = self.labels.entry(judged.proposal.label.as_str().to_owned()).or_default();
        let confidence = reason.confidence.per_mille();
        let from = EDGES.into_iter().rev().find(|it| *it <= confidence).unwrap_or_default();
        let bin = counts.bins.entry(from).or_insert(Bin { from, ..Bin::default() });
        bin.add(confidence, judged.right);
        counts.tiers.entry(reason.tier).or_default().add(confidence, judged.right);
    }

    /// The labels that were counted, in order.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.labels.keys().map(String::as_str)
    }

    /// The bins of a label that have proposals, least confidence first.
    pub fn bins(&self, label: &str) -> impl Iterator<Item = Bin> {
        self.labels.get(label).into_iter().flat_map(|it| it.bins.values().copied())
    }

    /// The tiers of a label that have proposals, surest first.
    pub fn tiers(&self, label: &str) -> impl Iterator<Item = (Tier, Bin)> {
        self.labels.get(label).into_iter().flat_map(|it| it.tiers.iter().map(|it| (*it.0, *it.1)))
    }

    /// Expected calibration error: how far the bins' confidence is from the share that is right,
    /// on average over proposals (Naeini and others, 2015).
    pub fn error(&self, label: &str) -> f64 {
        let (mut off, mut all) = (0.0, 0.0);
        for bin in self.bins(label) {
            let weight = count(bin.proposals);
            off += weight * (bin.expected() - bin.real()).abs();
            all += weight;
        }
        if all > 0.0 { off / all } else { 0.0 }
    }
}

impl Tier {
    /// The share of its proposals that has to be right, per mille.
    pub fn promise(self) -> u16 {
        match self {
            Self::Sure => 950,
            Self::Likely => 800,
            Self::Unsure => 0,
        }
    }

    /// The surest tier whose promise a confidence keeps.
    pub fn of(per_mille: u16) -> Self {
        let keeps = |it: &Self| it.promise() <= per_mille;
        [Self::Sure, Self::Likely].into_iter().find(keeps).unwrap_or(Self::Unsure)
    }

    /// Whether so many right ones keep what it promises.
    pub fn kept(self, bin: Bin) -> Kept {
        let promise = f64::from(self.promise()) / 1000.0;
        if bin.real() >= promise {
            Kept::Yes
        } else if chance(bin.proposals, bin.proposals - bin.right, 1.0 - promise) > 0.05 {
            Kept::Open
        } else {
            Kept::No
        }
    }
}

/// The chance of `wrong` or more mistakes among `all`, each happening with chance `rate`: the
/// upper tail of the binomial distribution.
fn chance(all: usize, wrong: usize, rate: f64) -> f64 {
    let log = |it: usize| count(it).ln();
    // ln(all over k), from one k to the next.
    let mut ways = 0.0;
    let mut below = 0.0;
    for k in 0..wrong {
        below += (ways + count(k) * rate.ln() + count(all - k) * (1.0 - rate).ln()).exp();
        ways += log(all - k) - log(k + 1);
    }
    1.0 - below
}

#[expect(clippy::cast_precision_loss, reason = "counts of texts stay far below 2^52")]
fn count(it: usize) -> f64 {
    it as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Proposal, Reason};
    use crate::text::Text;

    fn counted(cases: &[(u16, bool)]) -> Reliability {
        let text = Text::new("Zoe");
        let mut all = Reliability::default();
        for (confidence, right) in cases {
            let reason = Reason::new("a.b", Tier::of(*confidence), *confidence, "");
            let proposal = Proposal::new("person", text.whole().unwrap(), reason);
            all.add(&Judged { proposal: &proposal, right: *right });
        }
        all
    }

    #[test]
    fn confidence_is_compared_with_what_is_right() {
        let all = counted(&[(960, true), (970, true), (850, true), (830, false), (999, true)]);
        let rows: Vec<_> =
            all.bins("person").map(|it| (it.from, it.proposals, it.right, it.stated)).collect();
        assert_eq!(rows, [(800, 2, 1, 1680), (950, 2, 2, 1930), (980, 1, 1, 999)]);
        // (2 · |.84 − .5| + 2 · |.965 − 1| + |.999 − 1|) / 5
        assert!((all.error("person") - 0.1502).abs() < 1e-9, "{}", all.error("person"));
        let tiers: Vec<_> = all.tiers("person").map(|it| (it.0, it.1.proposals)).collect();
        assert_eq!(tiers, [(Tier::Sure, 3), (Tier::Likely, 2)]);
        assert!(all.error("org").abs() < 1e-9);
    }

    #[test]
    fn few_mistakes_may_be_chance() {
        let bin = |proposals, right| Bin { proposals, right, ..Bin::default() };
        assert_eq!(Tier::Sure.kept(bin(100, 95)), Kept::Yes);
        assert_eq!(Tier::Sure.kept(bin(20, 18)), Kept::Open, "two in twenty happen");
        assert_eq!(Tier::Sure.kept(bin(200, 180)), Kept::No, "twenty in two hundred do not");
        assert_eq!(Tier::Unsure.kept(bin(9, 0)), Kept::Yes, "it promises nothing");
        assert!((chance(3, 1, 0.5) - 0.875).abs() < 1e-9);
        assert!((chance(20, 2, 0.05) - 0.264_161).abs() < 1e-5);
    }
}
