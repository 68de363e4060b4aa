//! Which documents of a data set go where: [`Plan`].

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use anyhow::{Context as _, anyhow, ensure};

use super::settings::{Settings, Stratify};

use crate::annotation::{Document, Review, Status, Timestamp, Value};
use crate::formats::exchange::Selection;
use crate::formats::native::{sha256, time};

/// One more than the greatest hash.
const ALL: u128 = 1 << 64;

/// Where documents go.
pub(super) struct Plan {
    /// The names of the parts.
    pub(super) parts: Vec<&'static str>,
    /// Their shares.
    shares: Vec<u64>,
    /// Up to which hash documents of a group go into each part.
    groups: BTreeMap<String, Vec<u128>>,
}

/// A text as it is told from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Digest(pub(super) u128);

/// What is known of a text alone: its digest, and a number that decides where it goes.
pub(super) fn digest(document: &Document, seed: u64) -> (Digest, u64) {
    let hex = sha256(document.text().as_str().as_bytes());
    let number = |hex: &str, digits: usize| {
        u128::from_str_radix(hex.get(..digits).unwrap_or_default(), 16).unwrap_or_default()
    };
    let place = number(&sha256(format!("{seed}:{hex}").as_bytes()), 16);
    (Digest(number(&hex, 32)), u64::try_from(place).unwrap_or_default())
}

impl Plan {
    pub(super) fn new(settings: &Settings) -> anyhow::Result<Self> {
        let shares = settings.split.as_deref().map_or(Ok(vec![1]), shares)?;
        let parts = match shares.len() {
            1 => vec!["all"],
            2 => vec!["train", "test"],
            _ => vec!["train", "dev", "test"],
        };
        Ok(Self { parts, shares, groups: BTreeMap::new() })
    }

    /// The part for a document of a group with this number.
    pub(super) fn part(&self, number: u64, group: &str) -> usize {
        let of_all = || bounds(&self.shares, |part, all| u128::from(part) * ALL / u128::from(all));
        let bounds = self.groups.get(group).cloned().unwrap_or_else(of_all);
        bounds.iter().take_while(|it| u128::from(number) >= **it).count().min(self.parts.len() - 1)
    }

    /// Keeps the shares in each group as well as whole documents allow. `counts` says how many documents
    /// each group has, `numbers` gives the numbers of the documents of one group after the other, in
    /// order.
    pub(super) fn stratify(
        &mut self,
        counts: &BTreeMap<String, u64>,
        mut numbers: impl Iterator<Item = io::Result<u64>>,
    ) -> io::Result<()> {
        for (group, count) in counts {
            // The first document of each part but the first, to the nearest whole one.
            let firsts = bounds(&self.shares, |part, all| {
                let (part, all) = (u128::from(part), u128::from(all));
                (2 * part * u128::from(*count) + all) / (2 * all)
            });
            let mut ends = vec![ALL; firsts.len()];
            for (at, number) in
                numbers.by_ref().take(usize::try_from(*count).unwrap_or(0)).enumerate()
            {
                let number = number?;
                for (end, _) in ends.iter_mut().zip(&firsts).filter(|it| *it.1 == at as u128) {
                    *end = u128::from(number);
                }
            }
            self.groups.insert(group.clone(), ends);
        }
        Ok(())
    }
}

/// Where each part but the last ends.
fn bounds(shares: &[u64], end: impl Fn(u64, u64) -> u128) -> Vec<u128> {
    let all = shares.iter().sum();
    let mut sum = 0;
    let mut found = Vec::new();
    for share in shares.iter().take(shares.len() - 1) {
        sum += share;
        found.push(end(sum, all));
    }
    found
}

/// Reads `80/10/10`.
fn shares(split: &str) -> anyhow::Result<Vec<u64>> {
    let wrong = || anyhow!("{split:?} are no shares; write them as 80/10/10 or 90/10");
    let shares: Option<Vec<u64>> =
        split.split('/').map(|it| it.trim().parse::<u32>().ok().map(u64::from)).collect();
    let shares = shares.ok_or_else(wrong)?;
    ensure!((1..=3).contains(&shares.len()) && shares.iter().any(|it| *it > 0), wrong());
    Ok(shares)
}

/// Reads a day, which begins at midnight UTC, or a moment.
pub(super) fn moment(when: &str) -> anyhow::Result<Timestamp> {
    let day = format!("{when}T00:00:00Z");
    time::from_text(when).or_else(|| time::from_text(&day)).with_context(|| {
        format!("{when:?} is no day or moment; write 2026-11-14 or 2026-11-14T09:30:00Z")
    })
}

/// Whether a document belongs into a data set: something of it was chosen, or those who are asked for
/// have looked at all of it, so that it shows where nothing is to be tagged.
pub(super) fn belongs(selection: &Selection, document: &Document, chosen: &Document) -> bool {
    if chosen.annotation_count() > 0 {
        return true;
    }
    let anybody =
        selection.editors.is_empty() && selection.since.is_none() && selection.until.is_none();
    if anybody && matches!(document.metadata().status, Status::Done(_)) {
        return true;
    }
    let open = document.annotations().any(|it| it.standing.review == Review::Proposed);
    let any =
        Selection { labels: Vec::new(), rejected: true, proposals: false, ..selection.clone() };
    !open && any.apply(document).0.annotation_count() > 0
}

/// The group that a document is in.
pub(super) fn group(by: Option<Stratify>, chosen: &Document, file: &Path) -> String {
    match by {
        None => String::new(),
        Some(Stratify::Label) => {
            let counts = chosen.counts();
            let most = counts.iter().max_by_key(|it| (*it.1, std::cmp::Reverse(it.0)));
            most.map(|it| it.0.to_string()).unwrap_or_default()
        }
        Some(Stratify::Source) => source(chosen, file),
        Some(Stratify::Lang) => language(chosen),
    }
}

/// Where a document comes from: what its data set says, else its folder or file of lines.
pub(super) fn source(document: &Document, file: &Path) -> String {
    if let Some(Value::Text(named)) = document.metadata().extra.get("source") {
        return named.clone();
    }
    let lines = file.extension().is_some_and(|it| it.eq_ignore_ascii_case("jsonl"));
    let holder = if lines { Some(file) } else { file.parent() };
    let name = holder.and_then(Path::file_name);
    name.map(|it| it.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The language of most of a text; empty if no zone says one.
pub(super) fn language(document: &Document) -> String {
    let mut lengths: BTreeMap<&str, usize> = BTreeMap::new();
    for zone in document.zones() {
        if let Some(lang) = &zone.lang {
            *lengths.entry(lang).or_default() += zone.span.len();
        }
    }
    let most = lengths.into_iter().max_by_key(|it| (it.1, std::cmp::Reverse(it.0)));
    most.map(|it| it.0.to_owned()).unwrap_or_default()
}

/// New names for editors, in an order that tells nothing about the old ones.
pub(super) fn aliases(names: BTreeSet<String>, seed: u64) -> BTreeMap<String, String> {
    let mut all: Vec<(String, String)> =
        names.into_iter().map(|it| (sha256(format!("{seed}:{it}").as_bytes()), it)).collect();
    all.sort();
    (1..).zip(all).map(|(number, (_, name))| (name, format!("editor-{number}"))).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn plan(split: &str) -> Plan {
        let shares = shares(split).unwrap();
        let parts = ["train", "dev", "test"].into_iter().take(shares.len()).collect();
        Plan { parts, shares, groups: BTreeMap::new() }
    }

    #[test]
    fn shares_and_moments_are_read() {
        assert_eq!(shares("80/10/10").unwrap(), [80, 10, 10]);
        assert_eq!(shares(" 3 / 1").unwrap(), [3, 1]);
        for wrong in ["", "80/", "a/b", "1/2/3/4", "0/0", "-1/2", "80%"] {
            assert!(shares(wrong).is_err(), "{wrong}");
        }
        assert_eq!(moment("1970-01-02").unwrap(), Timestamp(86_400));
        assert_eq!(moment("1970-01-01T01:00:00+01:00").unwrap(), Timestamp(0));
        assert!(moment("tomorrow").is_err());
    }

    #[test]
    fn parts_begin_where_the_last_one_ends() {
        let plan = plan("80/10/10");
        assert_eq!([0, u64::MAX / 10 * 8 - 9].map(|it| plan.part(it, "")), [0, 0]);
        assert_eq!(
            [u64::MAX / 10 * 8 + 9, u64::MAX / 10 * 9 + 99].map(|it| plan.part(it, "")),
            [1, 2]
        );
        assert_eq!(plan.part(u64::MAX, ""), 2);
    }

    proptest! {
        #[test]
        fn groups_have_their_shares(numbers in prop::collection::btree_set(any::<u64>(), 1..60)) {
            let mut plan = plan("80/10/10");
            let count = numbers.len();
            let counts = [("a".to_owned(), count as u64)].into();
            plan.stratify(&counts, numbers.iter().copied().map(Ok)).unwrap();
            let mut found = [0; 3];
            for it in &numbers {
                found[plan.part(*it, "a")] += 1;
            }
            prop_assert_eq!(found.iter().sum::<usize>(), count);
            for (found, share) in found.into_iter().zip([8, 1, 1]) {
                prop_assert!((found * 10).abs_diff(count * share) <= 10, "{found} of {count}");
            }
        }
    }
}
