//! A first look at all documents, before any goes out: for groups, and for the names of editors.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::input::Found;
use super::{Work, plan};
use crate::annotation::editors;
use crate::files::spill::Sorter;

/// What is seen of a document.
struct Seen {
    digest: u128,
    number: u64,
    /// Its group, if it belongs into the data set.
    group: Option<String>,
    editors: Vec<String>,
}

impl Work<'_> {
    /// Finds the bounds of groups and other names for editors, where these are asked for.
    pub(super) fn look(&mut self) -> anyhow::Result<()> {
        let mut names = BTreeSet::new();
        let mut groups = Groups::default();
        self.each(
            |found| self.seen(&found),
            // What cannot be read is told on the way out.
            |found| match found {
                Ok(found) => {
                    names.extend(found.editors);
                    let group = found.group;
                    Ok(group.map_or(Ok(()), |it| groups.add(found.digest, found.number, it))?)
                }
                Err(_) => Ok(()),
            },
        )?;
        if self.settings.stratify.is_some() {
            let (counts, numbers) = groups.sorted()?;
            self.plan.stratify(&counts, numbers)?;
        }
        self.aliases = plan::aliases(names, self.settings.seed);
        Ok(())
    }

    fn seen(&self, Found { path, document, .. }: &Found) -> Seen {
        let (digest, number) = plan::digest(document, self.settings.seed);
        let (chosen, _) = self.selection.apply(document);
        let group = plan::group(self.settings.stratify, &chosen, path);
        let belongs = self.settings.untagged || plan::belongs(&self.selection, document, &chosen);
        let editors = editors(document).into_iter().collect();
        Seen { digest: digest.0, number, group: belongs.then_some(group), editors }
    }
}

/// The documents of each group.
#[derive(Default)]
struct Groups {
    /// The number of each group.
    numbers: BTreeMap<String, u64>,
    /// Of each document its digest, when it came, its group and its number.
    documents: Sorter,
    added: u64,
}

impl Groups {
    fn add(&mut self, digest: u128, number: u64, group: String) -> io::Result<()> {
        let next = self.numbers.len() as u64;
        let group = *self.numbers.entry(group).or_insert(next);
        self.added += 1;
        let mut record = digest.to_be_bytes().to_vec();
        for it in [self.added, group, number] {
            record.extend(it.to_be_bytes());
        }
        self.documents.push(record)
    }

    /// How many documents each group has, and the numbers of these, group by group. Of documents with one
    /// text the first counts.
    fn sorted(self) -> io::Result<(BTreeMap<String, u64>, impl Iterator<Item = io::Result<u64>>)> {
        let names: Vec<&String> = self.numbers.keys().collect();
        let rank: BTreeMap<u64, u64> =
            (0..).zip(self.numbers.values()).map(|it| (*it.1, it.0)).collect();
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        let mut by_group = Sorter::default();
        let mut last = Vec::new();
        for record in self.documents.sorted()? {
            let record = record?;
            let (Some((digest, rest)), Some(number)) =
                (record.split_first_chunk::<16>(), record.last_chunk::<8>())
            else {
                continue;
            };
            if last == digest {
                continue;
            }
            last = digest.to_vec();
            let group = rest.get(8..16).and_then(|it| it.try_into().ok()).map(u64::from_be_bytes);
            let rank = group.and_then(|it| rank.get(&it)).copied().unwrap_or_default();
            if let Some(name) = usize::try_from(rank).ok().and_then(|it| names.get(it)) {
                *counts.entry((*name).clone()).or_default() += 1;
            }
            by_group.push([rank.to_be_bytes(), *number].concat())?;
        }
        let number = |it: Vec<u8>| it.last_chunk().copied().map_or(0, u64::from_be_bytes);
        Ok((counts, by_group.sorted()?.map(move |it| it.map(number))))
    }
}
