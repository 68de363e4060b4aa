//! Two versions of one document made one: what only one side has changed is taken from it, and
//! where both have changed the same thing, a side is chosen for all of these.
//!
//! Both versions come from `base`. The result is a transaction for *theirs*, the version that is in
//! the file, so that merging is one step that can be undone. Things are the same if their id was in
//! `base`; a new tag on both sides is the same if its label and place are.
//!
//! Not here: texts that differ (a tag on other words is another tag), choosing for each place.

use std::collections::BTreeMap;

use super::document::{Document, NextIds};
use super::edit::{Edit, Transaction};
use super::model::{Annotation, AnnotationId, Record, RecordId, Relation};

/// Whose version stands where both have changed the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Of this window.
    Mine,
    /// Of the file.
    Theirs,
}

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
    pub both: Vec<String>,
    /// What of ours does not fit theirs any more, and why.
    pub left_out: Vec<String>,
}

/// Merges two versions; `None` if their texts differ, so that places do not compare.
pub fn merge(base: &Document, mine: &Document, theirs: &Document, side: Side) -> Option<Merged> {
    if mine.text() != theirs.text() || base.text() != theirs.text() {
        return None;
    }
    let mut work = Work {
        base,
        mine,
        theirs,
        side,
        result: theirs.clone(),
        next: theirs.next_ids(),
        records: BTreeMap::new(),
        ids: BTreeMap::new(),
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
    work.records();
    work.links_gone();
    work.annotations();
    work.links();
    work.zones();
    work.metadata();
    work.records_gone();
    Some(work.merged)
}

struct Work<'a> {
    base: &'a Document,
    mine: &'a Document,
    theirs: &'a Document,
    side: Side,
    /// Theirs, with what has been taken over.
    result: Document,
    next: NextIds,
    /// Our records as the result calls them.
    records: BTreeMap<RecordId, RecordId>,
    /// Our annotations as the result calls them.
    ids: BTreeMap<AnnotationId, AnnotationId>,
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

impl Work<'_> {
    /// Notes who has changed `what`; says whether our version is to be taken.
    fn takes(&mut self, changed: Changed, what: impl FnOnce() -> String) -> bool {
        match changed {
            Changed::Nobody | Changed::Alike => false,
            Changed::Theirs => {
                self.merged.theirs.push(what());
                false
            }
            Changed::Mine => {
                self.merged.mine.push(what());
                true
            }
            Changed::Both => {
                self.merged.both.push(what());
                self.side == Side::Mine
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
            let what = || format!("the record “{}”", mine.name);
            if base.is_some() {
                self.records.insert(mine.id, mine.id);
                let takes = self.takes(changed(base, Some(mine), same), what);
                match same {
                    Some(_) if takes => {
                        self.apply(Edit::ReplaceRecord(Box::new(mine.clone())), what);
                    }
                    None if takes => {
                        self.apply(Edit::AddRecord(Box::new(mine.clone())), what);
                    }
                    Some(_) | None => {}
                }
                continue;
            }
            let twins = self.theirs.records().filter(|it| {
                self.base.record(it.id).is_none() && it.label == mine.label && it.name == mine.name
            });
            let twin = twins.min_by_key(|it| it.id != mine.id);
            if let Some(twin) = twin {
                self.records.insert(mine.id, twin.id);
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
                self.merged.theirs.push(format!("the record “{}”", theirs.name));
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
            let what = || link(self.base, base);
            if self.takes(changed(Some(base), None, theirs), what) && theirs.is_some() {
                self.apply(Edit::Unlink(base.id), what);
            }
        }
    }

    fn annotations(&mut self) {
        for base in self.base.annotations() {
            let mine = self.mine.annotation(base.id).map(|it| self.mapped(it));
            let theirs = self.theirs.annotation(base.id);
            let what = || tag(self.base, base);
            let takes = self.takes(changed(Some(base), mine.as_ref(), theirs), what);
            match (mine, theirs) {
                (Some(mine), Some(_)) if takes => {
                    let record = mine.record;
                    self.put(Edit::Replace(Box::new(mine)), record, what);
                }
                (Some(mine), None) if takes => {
                    let record = mine.record;
                    self.put(Edit::Insert(Box::new(mine)), record, what);
                }
                (None, Some(theirs)) if takes => {
                    self.apply(Edit::Remove(theirs.id), what);
                }
                _ => {}
            }
            if self.result.annotation(base.id).is_some() {
                self.ids.insert(base.id, base.id);
            }
        }
        let new = |document: &Document, id| {
            document.annotation(id).is_some() && self.base.annotation(id).is_none()
        };
        let ours: Vec<_> = self.mine.annotations().filter(|it| new(self.mine, it.id)).collect();
        let fresh: Vec<_> =
            self.theirs.annotations().filter(|it| new(self.theirs, it.id)).collect();
        let place = |it: &Annotation| (it.label.clone(), it.spans.as_slice().to_vec());
        let mut twins: BTreeMap<_, Vec<&Annotation>> = BTreeMap::new();
        for theirs in fresh {
            twins.entry(place(theirs)).or_default().push(theirs);
        }
        for mine in ours {
            let all = twins.get_mut(&place(mine)).filter(|it| !it.is_empty());
            let twin = all.map(|all| {
                let at = all.iter().position(|it| it.id == mine.id).unwrap_or(0);
                all.remove(at)
            });
            self.new_annotation(mine, twin);
        }
        let left = twins.into_values().flatten().map(|it| tag(self.theirs, it));
        self.merged.theirs.extend(left.collect::<Vec<_>>());
    }

    fn new_annotation(&mut self, mine: &Annotation, twin: Option<&Annotation>) {
        let what = || tag(self.mine, mine);
        let mapped = self.mapped(mine);
        let Some(twin) = twin else {
            self.merged.mine.push(what());
            let id = self.next.annotation;
            self.next.annotation.0 += 1;
            let record = mapped.record;
            if self.put(Edit::Insert(Box::new(Annotation { id, ..mapped })), record, what) {
                self.ids.insert(mine.id, id);
            }
            return;
        };
        self.ids.insert(mine.id, twin.id);
        let mapped = Annotation { id: twin.id, ..mapped };
        let same = Annotation { standing: twin.standing.clone(), ..mapped.clone() } == *twin
            && mapped.standing.review == twin.standing.review;
        if !same && self.takes(Changed::Both, what) {
            let record = mapped.record;
            self.put(Edit::Replace(Box::new(mapped)), record, what);
        }
    }

    /// Our annotation, with the result's record.
    fn mapped(&self, mine: &Annotation) -> Annotation {
        let record = mine.record.and_then(|it| self.records.get(&it)).copied();
        Annotation { record, ..mine.clone() }
    }

    fn links(&mut self) {
        for mine in self.mine.relations() {
            let Some(base) = self.base.relation(mine.id) else {
                self.new_link(mine);
                continue;
            };
            let theirs = self.theirs.relation(mine.id);
            let what = || link(self.mine, mine);
            if !self.takes(changed(Some(base), Some(mine), theirs), what) {
                continue;
            }
            if theirs.is_some() {
                self.apply(Edit::Unlink(mine.id), what);
            }
            self.apply(Edit::Link(Box::new(mine.clone())), what);
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
        if self.takes(changed(Some(&base), Some(&mine), Some(&theirs)), what) {
            let edit = Edit::SpliceZones { at: 0, remove: theirs.len(), insert: mine.to_vec() };
            self.apply(edit, what);
        }
    }

    fn metadata(&mut self) {
        let (base, mine) = (self.base.metadata(), self.mine.metadata());
        let what = || "what is said of the document as a whole".to_owned();
        if self.takes(changed(Some(base), Some(mine), Some(self.theirs.metadata())), what) {
            self.apply(Edit::SetMetadata(Box::new(mine.clone())), what);
        }
    }

    /// Records that we have taken out, once nothing stands for them.
    fn records_gone(&mut self) {
        for base in self.base.records().filter(|it| self.mine.record(it.id).is_none()) {
            let theirs = self.theirs.record(base.id);
            let what = || format!("the record “{}”", base.name);
            let takes = self.takes(changed(Some(base), None, theirs), what);
            let free = self.result.mentions(base.id).next().is_none();
            if takes && free && theirs.is_some() {
                self.apply(Edit::RemoveRecord(base.id), what);
            }
        }
    }
}

/// A tag in words.
fn tag(document: &Document, annotation: &Annotation) -> String {
    let label = document.label(annotation);
    let label = label.map_or(annotation.label.as_str(), |it| it.name.as_str());
    format!("{label} “{}”", short(&document.excerpt(annotation)))
}

/// A link in words.
fn link(document: &Document, relation: &Relation) -> String {
    let end = |id| document.annotation(id).map(|it| tag(document, it)).unwrap_or_default();
    let kind = document.tag_set().relation(relation.kind.as_str());
    let kind = kind.map_or(relation.kind.as_str(), |it| it.name.as_str());
    format!("the link “{kind}” from {} to {}", end(relation.from), end(relation.to))
}

fn short(words: &str) -> String {
    const MOST: usize = 40;
    let mut short: String = words.chars().take(MOST).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    short
}
