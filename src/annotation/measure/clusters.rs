//! [`Clusters`]: whether mentions of one thing were put into one record.
//!
//! Two measures, as coreference is scored: B³ (Bagga and Baldwin, 1998) looks at each mention and
//! asks how much of its record is right; CEAF with φ4 (Luo, 2005) pairs records one to one as well
//! as possible. A mention that the other side does not have counts as wrong, in the precision of
//! ours and in the recall of theirs, as in the reference scorer of Pradhan and others (2014):
//! nothing is added or taken away before. Records of one mention count like others.

use std::collections::BTreeMap;

use super::assign::best_pairing;
use crate::text::Span;

/// A share whose parts are added up over texts.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ratio {
    right: f64,
    all: f64,
}

impl Ratio {
    fn add(&mut self, right: f64, all: usize) {
        self.right += right;
        self.all += count(all);
    }

    /// 0 if there is nothing.
    pub fn share(self) -> f64 {
        if self.all > 0.0 { self.right / self.all } else { 0.0 }
    }
}

/// Sums over texts.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Clusters {
    /// B³, precision and recall.
    pub b_cubed: (Ratio, Ratio),
    /// CEAF φ4, precision and recall.
    pub ceaf: (Ratio, Ratio),
    /// B³ over the mentions that both sides have: grouping without finding.
    pub shared: (Ratio, Ratio),
}

/// Mentions and the record of each.
type Mentions = BTreeMap<Span, usize>;

impl Clusters {
    /// Adds a text: places of mentions, each with the number of its record.
    pub fn add(&mut self, ours: &Mentions, theirs: &Mentions) {
        let (one, two) = (Records::of(ours), Records::of(theirs));
        b_cubed(&one, &two, &mut self.b_cubed);
        let phi = best_pairing(&similarities(&one, &two));
        self.ceaf.0.add(phi, one.sizes.len());
        self.ceaf.1.add(phi, two.sizes.len());
        let both = |it: &Mentions, other: &Mentions| -> Mentions {
            it.iter().filter(|it| other.contains_key(it.0)).map(|it| (*it.0, *it.1)).collect()
        };
        let (one, two) = (both(ours, theirs), both(theirs, ours));
        b_cubed(&Records::of(&one), &Records::of(&two), &mut self.shared);
    }

    /// The harmonic mean of precision and recall.
    pub fn f1(of: (Ratio, Ratio)) -> f64 {
        let (p, r) = (of.0.share(), of.1.share());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }
}

/// Records by their number.
struct Records<'m> {
    mentions: &'m Mentions,
    sizes: BTreeMap<usize, usize>,
}

impl<'m> Records<'m> {
    fn of(mentions: &'m Mentions) -> Self {
        let mut sizes = BTreeMap::new();
        for record in mentions.values() {
            *sizes.entry(*record).or_default() += 1;
        }
        Self { mentions, sizes }
    }
}

/// How many mentions each pair of records shares; pairs that share none are left out.
fn shared(one: &Records<'_>, two: &Records<'_>) -> BTreeMap<(usize, usize), usize> {
    let mut pairs = BTreeMap::new();
    for (span, ours) in one.mentions {
        if let Some(theirs) = two.mentions.get(span) {
            *pairs.entry((*ours, *theirs)).or_default() += 1;
        }
    }
    pairs
}

fn b_cubed(one: &Records<'_>, two: &Records<'_>, sums: &mut (Ratio, Ratio)) {
    let (mut precision, mut recall) = (0.0, 0.0);
    for ((ours, theirs), both) in shared(one, two) {
        // Each of the shared mentions sees the share of its record that is right.
        let size = |of: &Records<'_>, at| count(of.sizes.get(&at).copied().unwrap_or(1));
        precision += count(both) * count(both) / size(one, ours);
        recall += count(both) * count(both) / size(two, theirs);
    }
    sums.0.add(precision, one.mentions.len());
    sums.1.add(recall, two.mentions.len());
}

/// φ4 of each pair of records that share a mention: twice the shared mentions by all of both.
fn similarities(one: &Records<'_>, two: &Records<'_>) -> Vec<(usize, usize, f64)> {
    let size = |of: &Records<'_>, at: &usize| of.sizes.get(at).copied().unwrap_or_default();
    shared(one, two)
        .into_iter()
        .map(|((ours, theirs), both)| {
            let all = size(one, &ours) + size(two, &theirs);
            (ours, theirs, 2.0 * count(both) / count(all))
        })
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts of texts stay far below 2^52")]
fn count(it: usize) -> f64 {
    it as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    /// Mentions 0, 1, … of which each has the record that stands for it; `-` is no mention.
    fn mentions(records: &str) -> Mentions {
        let text = Text::new("x".repeat(40));
        let place = |at: usize| text.span(2 * at..2 * at + 1).unwrap();
        let given = records.chars().enumerate().filter(|it| it.1 != '-');
        given.map(|(at, it)| (place(at), it as usize)).collect()
    }

    #[track_caller]
    fn scores(ours: &str, theirs: &str, b_cubed: (f64, f64), ceaf: (f64, f64)) {
        let mut sums = Clusters::default();
        sums.add(&mentions(ours), &mentions(theirs));
        let got = [sums.b_cubed.0, sums.b_cubed.1, sums.ceaf.0, sums.ceaf.1].map(Ratio::share);
        for (got, wanted) in got.into_iter().zip([b_cubed.0, b_cubed.1, ceaf.0, ceaf.1]) {
            assert!((got - wanted).abs() < 1e-3, "{got} {wanted} in {sums:?}");
        }
    }

    #[test]
    fn the_examples_of_the_papers() {
        // Theirs: 12345, 67, 89ABC; ours joins 12345 with 89ABC, or 67 with 89ABC (Bagga and
        // Baldwin, figures 2 and 3; CEAF after Luo, section 4).
        scores("aaaaabbaaaaa", "xxxxxyyzzzzz", (0.583, 1.0), (0.833, 0.556));
        scores("aaaaabbbbbbb", "xxxxxyyzzzzz", (0.762, 1.0), (0.917, 0.611));
    }

    #[test]
    fn mentions_of_one_side_count_as_wrong() {
        scores("aab", "aab", (1.0, 1.0), (1.0, 1.0));
        scores("aab", "aa-", (2.0 / 3.0, 1.0), (0.5, 1.0));
        scores("--b", "aa-", (0.0, 0.0), (0.0, 0.0));
        let mut sums = Clusters::default();
        sums.add(&mentions("aab-"), &mentions("aa-c"));
        assert!((Clusters::f1(sums.shared) - 1.0).abs() < 1e-9, "what both have is grouped well");
    }
}
