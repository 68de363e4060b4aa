//! [`Tally`]: what an export leaves out and cannot hold, counted, in sentences for people.

use std::collections::BTreeMap;

use super::loss::{Loss, Subject, What};
use super::select::LeftOut;
use crate::annotation::Document;

/// How many things of a kind are named.
const NAMED: usize = 3;

/// What is lost, in words that follow a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    one: &'static str,
    many: &'static str,
}

impl Name {
    const fn new(one: &'static str, many: &'static str) -> Self {
        Self { one, many }
    }

    fn counted(self, count: usize) -> String {
        format!("{count} {}", if count == 1 { self.one } else { self.many })
    }
}

impl Loss {
    /// What is lost, in words that follow a number.
    pub fn name(&self) -> Name {
        let (one, many) = match (&self.what, self.of) {
            (What::Whole, Subject::Annotation(_)) => ("tag", "tags"),
            (What::Whole, Subject::Relation(_)) => ("relation", "relations"),
            (What::Whole, Subject::Record(_)) => ("record", "records"),
            (What::Whole, Subject::Document) => ("document", "documents"),
            (What::Attribute(_), _) => ("attribute", "attributes"),
            (What::Note, _) => ("note", "notes"),
            (What::Mention, _) => ("link of a tag to its record", "links of tags to records"),
            (What::Review, Subject::Relation(_)) => {
                ("decision about a relation", "decisions about relations")
            }
            (What::Review, _) => ("decision", "decisions"),
            (What::Trust, Subject::Relation(_)) => {
                ("confidence of a relation", "confidences of relations")
            }
            (What::Trust, _) => ("confidence", "confidences"),
            (What::Origin, Subject::Relation(_)) => (
                "origin of a relation, with its reason",
                "origins of relations, with their reasons",
            ),
            (What::Origin, _) => {
                ("origin of a tag, with its reason", "origins of tags, with their reasons")
            }
            (What::Pieces, _) => (
                "split tag as one (each piece is a tag of its own)",
                "split tags as one (each piece is a tag of its own)",
            ),
            (What::Place(_), _) => (
                "exact place (moved to what the format can mark)",
                "exact places (moved to what the format can mark)",
            ),
            (What::Details, _) => {
                ("record's aliases, roles and entry", "records' aliases, roles and entries")
            }
            (What::Zones, _) => ("document's zones", "documents' zones"),
            (What::Markup, _) => (
                "document's links, lists and other markup",
                "documents' links, lists and other markup",
            ),
            (What::Metadata, _) => {
                ("document's source and status", "documents' sources and status")
            }
            (What::Name, _) => ("document's name", "documents' names"),
            (What::Extra, _) => ("set of unknown keys", "sets of unknown keys"),
            (What::LineEnds, _) => {
                ("document's line ends (each is \\n now)", "documents' line ends (each is \\n now)")
            }
            (What::Characters, _) => (
                "document's forbidden characters (replaced)",
                "documents' forbidden characters (replaced)",
            ),
        };
        Name::new(one, many)
    }
}

/// What is lost of any number of documents.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    lost: BTreeMap<Name, (usize, Vec<String>)>,
    left: LeftOut,
}

impl Tally {
    /// What one document loses.
    pub fn of(document: &Document, losses: &[Loss], left: LeftOut) -> Self {
        let mut tally = Self { left, ..Self::default() };
        for loss in losses {
            tally.lose(loss.name(), || loss.which(document).to_string());
        }
        tally
    }

    /// Counts a loss of what is called so; `which` is asked for the first few.
    pub fn lose(&mut self, name: Name, which: impl FnOnce() -> String) {
        let (count, named) = self.lost.entry(name).or_default();
        *count += 1;
        if named.len() < NAMED {
            named.extend(Some(which()).filter(|it| !it.is_empty()));
        }
    }

    /// Counts what was left out.
    pub fn leave(&mut self, left: LeftOut) {
        self.left += left;
    }

    /// A sentence for each kind, with the first few by name. `format` is who cannot hold it;
    /// `hints` follow the counts of open and of rejected tags.
    pub fn sentences(&self, format: &str, hints: [&str; 2]) -> Vec<String> {
        let LeftOut { proposals, rejected, others, relations } = self.left;
        let [open, negatives] = hints;
        let left = [
            (proposals, Name::new("open proposal is", "open proposals are"), open),
            (rejected, Name::new("rejected tag is", "rejected tags are"), negatives),
            (others, Name::new("other tag is", "other tags are"), ""),
            (
                relations,
                Name::new(
                    "link that is open or rejected is",
                    "links that are open or rejected are",
                ),
                "",
            ),
        ];
        let left = left.into_iter().filter(|it| it.0 > 0);
        let left =
            left.map(|(count, name, hint)| format!("{} left out{hint}", name.counted(count)));
        let lost = self.lost.iter().map(|(name, (count, named))| {
            let colon = if named.is_empty() { "" } else { ": " };
            let more = if *count > named.len() && !named.is_empty() { ", …" } else { "" };
            let what = name.counted(*count);
            format!("{format} cannot hold {what}{colon}{}{more}", named.join(", "))
        });
        left.chain(lost).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_few_are_named_and_all_counted() {
        let mut tally = Tally::default();
        let note = Loss::new(What::Note, Subject::Document).name();
        for number in 1..=4 {
            tally.lose(note, || format!("a{number}"));
        }
        tally.lose(Loss::new(What::Zones, Subject::Document).name(), String::new);
        tally.leave(LeftOut { proposals: 1, rejected: 2, ..LeftOut::default() });
        let told = tally.sentences("brat", ["; ask for them", ""]);
        let expected = [
            "1 open proposal is left out; ask for them",
            "2 rejected tags are left out",
            "brat cannot hold 1 document's zones",
            "brat cannot hold 4 notes: a1, a2, a3, …",
        ];
        assert_eq!(told, expected);
    }
}
