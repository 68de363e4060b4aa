//! Two versions of one document made one: what only one side has changed is taken from it, and
//! where both have changed the same thing, it is chosen for each whose version stands.
//!
//! Both versions come from `base`. The result is a transaction for *theirs*, the version that is in
//! the file, so that merging is one step that can be undone. Things are the same if their id was in
//! `base`; a new tag on both sides is the same if its label and place are. Where nobody is there to
//! choose, both versions are kept, open (`open`).
//!
//! Not here: texts that differ (a tag on other words is another tag).

mod choice;
mod open;
mod tags;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use self::choice::{Choice, Choices, Conflict, Thing};
use self::choice::{GONE, apart, link, link_now, metadata_now, record, record_now};
pub(super) use self::open::decided;
pub use self::open::{ASIDE, CONFLICT};
use super::document::{Document, NextIds};
use super::edit::{Edit, Transaction};
use super::model::{AnnotationId, Record, RecordId, Relation};
use super::value::Value;

/// What becomes of two versions.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// What makes theirs the merged document.
    pub transaction: Transaction,
    /// What only we have changed.
    pub mine: Vec<String>,
    /// What only they have changed.
    pub theirs: Vec<String>,
    /// What both have changed, to different things.
    pub both: Vec<Conflict>,
    /// What of ours does not fit theirs any more, and why. A tag then stands beside theirs, open.
    pub left_out: Vec<String>,
}

/// Merges two versions; `None` if their texts differ, so that places do not compare.
pub fn merge(
    base: &Document,
    mine: &Document,
    theirs: &Document,
    choices: &Choices,
) -> Option<Merged> {
    if mine.text() != theirs.text() || base.text() != theirs.text() {
        return None;
    }
    let mut work = Work {
        base,
        mine,
        theirs,
        choices,
        result: theirs.clone(),
        next: theirs.next_ids(),
        records: BTreeMap::new(),
        ids: BTreeMap::new(),
        aside: Vec::new(),
        merged: Merged {
            transaction: Transaction::new("Merge with the file", Vec::new()),
            mine: Vec::new(),
            theirs: Vec::new(),
            both: Vec::new(),
            left_out: Vec::new(),
        },
    };
    let high = mine.next_ids();
    work.next.annotation = work.next.annotation.max(high.annotation);
    work.next.relation = work.next.relation.max(high.relation);
    work.next.record = work.next.record.max(high.record);
    work.tag_set();
    work.records();
    work.links_gone();
    work.annotations();
    work.links();
    work.zones();
    work.metadata();
    work.records_gone();
    work.set_aside();
    Some(work.merged)
}

struct Work<'a> {
    base: &'a Document,
    mine: &'a Document,
    theirs: &'a Document,
    choices: &'a Choices,
    /// Theirs, with what has been taken over.
    result: Document,
    next: NextIds,
    /// Our records as the result calls them.
    records: BTreeMap<RecordId, RecordId>,
    /// Our annotations as the result calls them.
    ids: BTreeMap<AnnotationId, AnnotationId>,
    /// What can neither stand beside the other version nor be left out.
    aside: Vec<Value>,
    merged: Merged,
}

/// Who has changed a thing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Changed {
    Nobody,
    Mine,
    Theirs,
    Alike,
    Both,
}

fn changed<T: PartialEq>(base: Option<&T>, mine: Option<&T>, theirs: Option<&T>) -> Changed {
    match (mine == base, theirs == base) {
        (true, true) => Changed::Nobody,
        (true, false) => Changed::Theirs,
        (false, true) => Changed::Mine,
        (false, false) if mine == theirs => Changed::Alike,
        (false, false) => Changed::Both,
    }
}

impl Changed {
    /// Nobody is asked whose version is to stand where both say the same, if not in the same words:
    /// two people who decided alike.
    fn unless(self, alike: bool) -> Self {
        if self == Self::Both && alike { Self::Alike } else { self }
    }
}

impl Work<'_> {
    /// Notes who has changed a thing; says whose version is to be taken.
    fn takes(&mut self, changed: Changed, conflict: impl FnOnce() -> Conflict) -> Choice {
        match changed {
            Changed::Nobody | Changed::Alike => Choice::Theirs,
            Changed::Theirs => {
                self.merged.theirs.push(conflict().what);
                Choice::Theirs
            }
            Changed::Mine => {
                self.merged.mine.push(conflict().what);
                Choice::Mine
            }
            Changed::Both => {
                let conflict = conflict();
                let choice = self.choices.of(conflict.thing);
                let both = conflict.both;
                self.merged.both.push(conflict);
                if choice == Choice::Both && !both { Choice::Mine } else { choice }
            }
        }
    }

    /// Takes an edit over, or says why it does not fit.
    fn apply(&mut self, edit: Edit, what: impl FnOnce() -> String) -> bool {
        match self.result.apply(edit.clone()) {
            Ok(_) => {
                self.merged.transaction.edits.push(edit);
                true
            }
            Err(error) => {
                self.merged.left_out.push(format!("{}: {error}", what()));
                false
            }
        }
    }

    /// What either side may tag may be tagged; of what both describe, the side that changed it has the say.
    fn tag_set(&mut self) {
        let [base, mine, theirs] = [self.base, self.mine, self.theirs].map(Document::tag_set);
        let (first, then) = if theirs == base { (mine, theirs) } else { (theirs, mine) };
        let one_side = theirs == base || mine == base || mine == theirs;
        let holds = |it: &Document| it.fit(first).is_ok();
        let both = if one_side && holds(self.mine) && holds(self.theirs) {
            (**first).clone()
        } else {
            first.with(then)
        };
        if both != **theirs {
            self.apply(Edit::SetTagSet(Arc::new(both)), || "the tag set".to_owned());
        }
    }

    /// Puts an annotation of ours in, with its record, which they may have taken out.
    fn put(&mut self, edit: Edit, record: Option<RecordId>, what: impl Fn() -> String) -> bool {
        let gone = record.filter(|it| self.result.record(*it).is_none());
        if let Some(ours) = gone.and_then(|it| self.mine.record(it)) {
            self.apply(Edit::AddRecord(Box::new(ours.clone())), &what);
        }
        self.apply(edit, what)
    }

    fn records(&mut self) {
        for mine in self.mine.records() {
            let (base, same) = (self.base.record(mine.id), self.theirs.record(mine.id));
            let what = || record(mine);
            if let Some(base) = base {
                self.records.insert(mine.id, mine.id);
                let now = (Some(mine), same);
                let takes =
                    self.takes(changed(Some(base), now.0, now.1), || records_apart(base, now));
                let new = Box::new(mine.clone());
                match same {
                    _ if takes == Choice::Theirs => {}
                    Some(theirs) if takes == Choice::Open => self.both_records(mine, theirs),
                    Some(_) => drop(self.apply(Edit::ReplaceRecord(new), what)),
                    None => drop(self.apply(Edit::AddRecord(new), what)),
                }
                continue;
            }
            let twins = self.theirs.records().filter(|it| {
                self.base.record(it.id).is_none() && it.label == mine.label && it.name == mine.name
            });
            let twin = twins.min_by_key(|it| it.id != mine.id);
            if let Some(twin) = twin {
                self.records.insert(mine.id, twin.id);
                self.twin_record(mine, twin);
                continue;
            }
            self.merged.mine.push(what());
            let id = self.next.record;
            self.next.record.0 += 1;
            if self.apply(Edit::AddRecord(Box::new(Record { id, ..mine.clone() })), what) {
                self.records.insert(mine.id, id);
            }
        }
        for theirs in self.theirs.records() {
            let same = self.base.record(theirs.id);
            let ours = self.mine.record(theirs.id).filter(|_| same.is_some());
            if ours.is_none() && same != Some(theirs) {
                self.merged.theirs.push(record(theirs));
            }
        }
    }

    /// Links that we have taken out, so that their tags can go.
    fn links_gone(&mut self) {
        for base in self.base.relations() {
            if self.mine.relation(base.id).is_some() {
                continue;
            }
            let theirs = self.theirs.relation(base.id);
            let (before, document, mine) = (self.base, self.theirs, None);
            let what = || link(before, base);
            let takes = self.takes(changed(Some(base), mine, theirs), || Conflict {
                thing: Thing::Link(base.id),
                what: what(),
                mine: link_now(document, mine),
                theirs: link_now(document, theirs),
                both: false,
            });
            match theirs {
                Some(theirs) if takes == Choice::Open => {
                    self.open_link(theirs, GONE, &decided(&theirs.standing));
                }
                Some(_) if takes != Choice::Theirs => drop(self.apply(Edit::Unlink(base.id), what)),
                _ => {}
            }
        }
    }

    fn links(&mut self) {
        for mine in self.mine.relations() {
            let Some(base) = self.base.relation(mine.id) else {
                self.new_link(mine);
                continue;
            };
            let theirs = self.theirs.relation(mine.id);
            let (ours, document) = (self.mine, self.theirs);
            let what = || link(ours, mine);
            let alike = theirs.is_some_and(|it| open::same_link(mine, it));
            let changed = changed(Some(base), Some(mine), theirs).unless(alike);
            let takes = self.takes(changed, || Conflict {
                thing: Thing::Link(mine.id),
                what: what(),
                mine: link_now(ours, Some(mine)),
                theirs: link_now(document, theirs),
                both: false,
            });
            match theirs {
                _ if takes == Choice::Theirs => {}
                theirs if takes == Choice::Open => self.both_links(mine, theirs),
                theirs => {
                    if theirs.is_some() {
                        self.apply(Edit::Unlink(mine.id), what);
                    }
                    self.apply(Edit::Link(Box::new(mine.clone())), what);
                }
            }
        }
        for theirs in self.theirs.relations() {
            let same = self.base.relation(theirs.id);
            if same.is_none() {
                self.merged.theirs.push(link(self.theirs, theirs));
            }
        }
    }

    fn new_link(&mut self, mine: &Relation) {
        let what = || link(self.mine, mine);
        let end = |id| self.ids.get(&id).copied();
        let (Some(from), Some(to)) = (end(mine.from), end(mine.to)) else {
            self.merged.left_out.push(format!("{}: one of its tags is gone", what()));
            return;
        };
        let same = |it: &Relation| it.kind == mine.kind && it.from == from && it.to == to;
        let (base, theirs) = (self.base, self.theirs);
        let new = |it: &&Relation| base.relation(it.id).is_none() && same(it);
        if let Some(twin) = theirs.relations_of(from).find(new) {
            self.twin_link(mine, twin);
            return;
        }
        if self.result.relations_of(from).any(same) {
            return;
        }
        self.merged.mine.push(what());
        let id = self.next.relation;
        self.next.relation.0 += 1;
        self.apply(Edit::Link(Box::new(Relation { id, from, to, ..mine.clone() })), what);
    }

    fn zones(&mut self) {
        let (base, mine, theirs) = (self.base.zones(), self.mine.zones(), self.theirs.zones());
        let what = || "the zones".to_owned();
        let changed = changed(Some(&base), Some(&mine), Some(&theirs));
        let takes = self.takes(changed.unless(open::same_zones(mine, theirs)), || Conflict {
            thing: Thing::Zones,
            what: what(),
            mine: "as they are here".to_owned(),
            theirs: "as they are in the file".to_owned(),
            both: false,
        });
        if takes != Choice::Theirs {
            let edit = Edit::SpliceZones { at: 0, remove: theirs.len(), insert: mine.to_vec() };
            self.apply(edit, what);
            if takes == Choice::Open {
                self.aside.push(open::zones(self.theirs));
            }
        }
    }

    fn metadata(&mut self) {
        let (base, mine, theirs) =
            (self.base.metadata(), self.mine.metadata(), self.theirs.metadata());
        let what = || "what is said of the document as a whole".to_owned();
        let takes = self.takes(changed(Some(base), Some(mine), Some(theirs)), || Conflict {
            thing: Thing::Document,
            what: what(),
            mine: metadata_now(mine),
            theirs: metadata_now(theirs),
            both: false,
        });
        if takes != Choice::Theirs {
            self.apply(Edit::SetMetadata(Box::new(mine.clone())), what);
            if takes == Choice::Open {
                self.aside.push(open::metadata(theirs));
            }
        }
    }

    /// Records that we have taken out, once nothing stands for them.
    fn records_gone(&mut self) {
        for base in self.base.records().filter(|it| self.mine.record(it.id).is_none()) {
            let theirs = self.theirs.record(base.id);
            let what = || record(base);
            let now = (None, theirs);
            let takes = self.takes(changed(Some(base), now.0, now.1), || records_apart(base, now));
            let free = self.result.mentions(base.id).next().is_none();
            let open = takes == Choice::Open
                && self.merged.both.iter().any(|it| it.thing == Thing::Record(base.id));
            if takes != Choice::Theirs && !open && free && theirs.is_some() {
                self.apply(Edit::RemoveRecord(base.id), what);
            }
        }
    }
}

/// A record that both have changed.
fn records_apart(base: &Record, (mine, theirs): (Option<&Record>, Option<&Record>)) -> Conflict {
    let words = apart((record_now(mine), record_now(theirs)));
    Conflict {
        thing: Thing::Record(base.id),
        what: record(base),
        mine: words.0,
        theirs: words.1,
        both: false,
    }
}
