//! Lists made from a document: the queue, the counts, the outline.
//!
//! Made when a document is opened and when the filter or the order changes. After a step only the
//! annotations that it touched are taken out of the lists and put in again, so that a keystroke
//! costs an archive no more than a note.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::state::{Filter, Order};
use crate::annotation::carry::{Orphan, orphans};
use crate::annotation::{Annotation, AnnotationId, Confidence, Document, Lane, RecordId, Tier};
use crate::workspace::Workspace;

/// Steps that touch more than this many annotations make the lists anew: that is quicker then.
pub(super) const MOST: usize = 200;

/// Lists made from a document.
#[derive(Debug, Default)]
pub struct Derived {
    /// What the lists were made for; `None` before the first time.
    made: Option<(Filter, Order)>,
    revision: u64,
    entries: BTreeMap<AnnotationId, Entry>,
    lists: Lists,
    /// Tags of earlier drafts that have no place.
    pub orphans: Vec<Orphan>,
}

/// The lists themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lists {
    /// Open proposals that the filter shows, in the order of the queue. Sources and cues of quotes
    /// are not among them: they are decided with their quote.
    pub queue: Vec<AnnotationId>,
    /// Flags that are open, in reading order.
    pub flags: Vec<AnnotationId>,
    /// How many proposals people have decided.
    pub decided: usize,
    /// How many there are to decide in all.
    pub total: usize,
    /// How many open proposals the threshold hides.
    pub below: usize,
    /// Live annotations by label, in the order of the tag set.
    pub counts: Vec<usize>,
    /// Records with their first mention and number of mentions, the most mentioned first.
    pub records: Vec<(RecordId, AnnotationId, usize)>,
    /// Quotes by who said them, in order of appearance.
    pub speakers: Vec<(Option<RecordId>, Vec<AnnotationId>)>,
    /// Claims, the highest rank first.
    pub claims: Vec<AnnotationId>,
}

impl std::ops::Deref for Derived {
    type Target = Lists;

    fn deref(&self) -> &Lists {
        &self.lists
    }
}

/// What one annotation adds to the lists.
#[derive(Clone, Copy, Debug)]
struct Entry {
    /// Its label's index in the tag set, if it is live.
    label: Option<usize>,
    /// What it stands for, if it is live.
    record: Option<RecordId>,
    work: Work,
    kind: Kind,
}

/// What there is to decide about an annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Work {
    /// Nothing: a person made it, or it is decided with another.
    None,
    /// A person has decided.
    Decided,
    /// It is open and in the queue; whether it counts as a proposal.
    Queued(bool),
    /// It is open and below the threshold; whether it counts as a proposal.
    Below(bool),
    /// It is open and its lane is hidden; whether it counts as a proposal.
    Hidden(bool),
    /// It is an open flag.
    Flag,
}

/// Which list of the outline an annotation is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Quote(Option<RecordId>),
    Claim,
    Other,
}

impl Entry {
    fn new(document: &Document, annotation: &Annotation, filter: &Filter) -> Self {
        let tag_set = document.tag_set();
        let live = annotation.is_live();
        let label = tag_set.labels.iter().position(|it| it.key == annotation.label);
        let is_flag = tag_set.lane(annotation.label.as_str()) == Lane::Flags;
        let kind = match annotation.label.as_str() {
            _ if is_flag || !live => Kind::Other,
            "quote" => Kind::Quote(document.speaker(annotation.id).map(|it| it.id)),
            "claim" => Kind::Claim,
            _ => Kind::Other,
        };
        Self {
            label: label.filter(|_| live),
            record: annotation.record.filter(|_| live),
            work: Work::of(document, annotation, filter),
            kind,
        }
    }
}

impl Work {
    fn of(document: &Document, annotation: &Annotation, filter: &Filter) -> Self {
        let lane = document.tag_set().lane(annotation.label.as_str());
        let open = annotation.is_open();
        let proposed = annotation.standing.confidence.is_some();
        match lane {
            Lane::Flags if open => Self::Flag,
            Lane::Flags => Self::None,
            _ if document.is_part(annotation) => Self::None,
            _ if !open && proposed => Self::Decided,
            _ if !open => Self::None,
            _ if filter.shows(annotation, lane) => Self::Queued(proposed),
            _ if filter.hidden.contains(&lane) => Self::Hidden(proposed),
            _ => Self::Below(proposed),
        }
    }

    /// Whether it counts among what there is to decide.
    fn is_counted(self) -> bool {
        match self {
            Self::None | Self::Flag => false,
            Self::Decided => true,
            Self::Queued(counts) | Self::Below(counts) | Self::Hidden(counts) => counts,
        }
    }
}

/// Document order.
type Place = (usize, Reverse<usize>, AnnotationId);

fn place(document: &Document, id: AnnotationId) -> Place {
    let hull = document.annotation(id).map(|it| it.spans.hull());
    hull.map_or((usize::MAX, Reverse(0), id), |it| (it.start(), Reverse(it.end()), id))
}

/// The order of claims.
fn rank(document: &Document, id: AnnotationId) -> (Reverse<Option<Confidence>>, Place) {
    let confidence = document.annotation(id).and_then(|it| it.standing.confidence);
    (Reverse(confidence), place(document, id))
}

/// The order of the queue: how sure, if that is asked for, and the place.
type Turn = (Reverse<Tier>, Option<Confidence>, Place);

fn turn(document: &Document, id: AnnotationId, order: Order) -> Turn {
    let standing = document.annotation(id).map(|it| &it.standing);
    let (tier, confidence) = match (order, standing) {
        (Order::LeastSure, Some(it)) => (it.tier, it.confidence),
        (Order::LeastSure, None) | (Order::Reading, _) => (Tier::Sure, None),
    };
    (Reverse(tier), confidence, place(document, id))
}

/// Puts `id` into a list that is in the order of `key`.
fn put<K: Ord>(list: &mut Vec<AnnotationId>, id: AnnotationId, key: impl Fn(AnnotationId) -> K) {
    let own = key(id);
    let at = list.partition_point(|it| key(*it) < own);
    list.insert(at, id);
}

fn take(list: &mut Vec<AnnotationId>, id: AnnotationId) {
    if let Some(at) = list.iter().position(|it| *it == id) {
        list.remove(at);
    }
}

impl Derived {
    /// The lists of a document that is not shown yet, made away from the window.
    pub fn ahead(document: &Document, filter: &Filter, order: Order) -> Self {
        let mut made = Self { made: Some((filter.clone(), order)), ..Self::default() };
        made.make(document, filter, order);
        made.orphans = orphans(document);
        made
    }

    /// Takes lists that were made ahead for the document as it is now. Gives back the old ones, to
    /// let go of, or the new ones, if they are for another filter or order.
    #[must_use = "what is large is let go of away from the window"]
    pub fn take_over(
        &mut self,
        workspace: &mut Workspace,
        (filter, order): (&Filter, Order),
        ahead: Self,
    ) -> Self {
        if ahead.made.as_ref().is_none_or(|it| it.0 != *filter || it.1 != order) {
            return ahead;
        }
        workspace.take_touched();
        let revision = workspace.revision();
        std::mem::replace(self, Self { revision, ..ahead })
    }

    /// Brings the lists up to date with the document, the filter and the order.
    pub fn refresh(&mut self, workspace: &mut Workspace, filter: &Filter, order: Order) {
        let same = self.made.as_ref().is_some_and(|it| it.0 == *filter && it.1 == order);
        if same && self.revision == workspace.revision() {
            return;
        }
        let touched = workspace.take_touched().filter(|it| same && it.len() <= MOST);
        let document = workspace.document();
        self.revision = workspace.revision();
        self.orphans = orphans(document);
        if let Some(touched) = touched {
            self.follow(document, touched, filter, order);
        } else {
            self.made = Some((filter.clone(), order));
            self.make(document, filter, order);
        }
    }

    fn make(&mut self, document: &Document, filter: &Filter, order: Order) {
        let all = document.annotations().map(|it| (it.id, Entry::new(document, it, filter)));
        let all: Vec<(AnnotationId, Entry)> = all.collect();
        let counts = vec![0; document.tag_set().labels.len()];
        let mut lists = Lists { counts, ..Lists::default() };
        let mut mentions: BTreeMap<RecordId, (AnnotationId, usize)> = BTreeMap::new();
        let mut quotes: BTreeMap<Option<RecordId>, Vec<AnnotationId>> = BTreeMap::new();
        for (id, entry) in &all {
            lists.count(entry, true);
            match entry.work {
                Work::Queued(_) => lists.queue.push(*id),
                Work::Flag => lists.flags.push(*id),
                Work::None | Work::Decided | Work::Below(_) | Work::Hidden(_) => {}
            }
            match entry.kind {
                Kind::Quote(speaker) => quotes.entry(speaker).or_default().push(*id),
                Kind::Claim => lists.claims.push(*id),
                Kind::Other => {}
            }
            if let Some(record) = entry.record {
                mentions.entry(record).or_insert((*id, 0)).1 += 1;
            }
        }
        lists.records =
            mentions.into_iter().map(|(id, (first, count))| (id, first, count)).collect();
        lists.records.sort_by_key(|(_, _, count)| Reverse(*count));
        lists.speakers = quotes.into_iter().collect();
        lists.speakers.sort_by_cached_key(|(_, it)| it.first().map(|it| place(document, *it)));
        lists.claims.sort_by_cached_key(|it| rank(document, *it));
        if order == Order::LeastSure {
            lists.queue.sort_by_cached_key(|it| turn(document, *it, order));
        }
        self.lists = lists;
        self.entries = all.into_iter().collect();
    }

    /// Takes what was touched out of the lists, and puts in what it is now.
    fn follow(
        &mut self,
        document: &Document,
        mut touched: BTreeSet<AnnotationId>,
        filter: &Filter,
        order: Order,
    ) {
        // A quote's speaker is told by its source, and whether a source waits by its quote.
        let linked = touched.iter().flat_map(|it| document.relations_of(*it));
        let linked: Vec<AnnotationId> = linked.flat_map(|it| [it.from, it.to]).collect();
        touched.extend(linked);
        let lists = &mut self.lists;
        let mut records: BTreeMap<RecordId, isize> = BTreeMap::new();
        let mut speakers = BTreeSet::new();
        for id in &touched {
            let Some(entry) = self.entries.remove(id) else { continue };
            lists.count(&entry, false);
            lists.take(*id, &entry);
            if let Kind::Quote(speaker) = entry.kind {
                speakers.insert(speaker);
            }
            if let Some(record) = entry.record {
                *records.entry(record).or_default() -= 1;
            }
        }
        if !speakers.is_empty() {
            lists.place_again(document, &speakers);
        }
        for annotation in touched.iter().filter_map(|it| document.annotation(*it)) {
            let entry = Entry::new(document, annotation, filter);
            lists.count(&entry, true);
            lists.put(document, annotation.id, &entry, order);
            if let Some(record) = entry.record {
                *records.entry(record).or_default() += 1;
            }
            self.entries.insert(annotation.id, entry);
        }
        for (record, more) in records {
            lists.recount(document, record, more);
        }
    }
}

impl Lists {
    fn count(&mut self, entry: &Entry, add: bool) {
        let change = |it: &mut usize| *it = if add { *it + 1 } else { it.saturating_sub(1) };
        if let Some(count) = entry.label.and_then(|it| self.counts.get_mut(it)) {
            change(count);
        }
        if entry.work.is_counted() {
            change(&mut self.total);
        }
        match entry.work {
            Work::Decided => change(&mut self.decided),
            Work::Below(_) => change(&mut self.below),
            Work::None | Work::Queued(_) | Work::Hidden(_) | Work::Flag => {}
        }
    }

    fn take(&mut self, id: AnnotationId, entry: &Entry) {
        match entry.work {
            Work::Queued(_) => take(&mut self.queue, id),
            Work::Flag => take(&mut self.flags, id),
            Work::None | Work::Decided | Work::Below(_) | Work::Hidden(_) => {}
        }
        match entry.kind {
            Kind::Quote(speaker) => {
                let said = self.speakers.iter_mut().find(|(it, _)| *it == speaker);
                if let Some((_, quotes)) = said {
                    take(quotes, id);
                }
            }
            Kind::Claim => take(&mut self.claims, id),
            Kind::Other => {}
        }
    }

    fn put(&mut self, document: &Document, id: AnnotationId, entry: &Entry, order: Order) {
        match entry.work {
            Work::Queued(_) => put(&mut self.queue, id, |it| turn(document, it, order)),
            Work::Flag => put(&mut self.flags, id, |it| place(document, it)),
            Work::None | Work::Decided | Work::Below(_) | Work::Hidden(_) => {}
        }
        match entry.kind {
            Kind::Quote(speaker) => self.put_quote(document, id, speaker),
            Kind::Claim => put(&mut self.claims, id, |it| rank(document, it)),
            Kind::Other => {}
        }
    }

    fn put_quote(&mut self, document: &Document, id: AnnotationId, speaker: Option<RecordId>) {
        let at = self.speakers.iter().position(|(it, _)| *it == speaker);
        let mut quotes = at.map_or_else(Vec::new, |at| self.speakers.remove(at).1);
        put(&mut quotes, id, |it| place(document, it));
        self.put_speaker(document, speaker, quotes);
    }

    fn put_speaker(
        &mut self,
        document: &Document,
        speaker: Option<RecordId>,
        quotes: Vec<AnnotationId>,
    ) {
        let first = |quotes: &[AnnotationId]| quotes.first().map(|it| place(document, *it));
        let own = first(&quotes);
        let at = self.speakers.partition_point(|(_, it)| first(it) < own);
        self.speakers.insert(at, (speaker, quotes));
    }

    /// Puts speakers that lost quotes where their first one is now.
    fn place_again(&mut self, document: &Document, speakers: &BTreeSet<Option<RecordId>>) {
        let all = std::mem::take(&mut self.speakers).into_iter();
        let (changed, same): (Vec<_>, Vec<_>) = all.partition(|(it, _)| speakers.contains(it));
        self.speakers = same;
        for (speaker, quotes) in changed.into_iter().filter(|(_, quotes)| !quotes.is_empty()) {
            self.put_speaker(document, speaker, quotes);
        }
    }

    /// Puts a record that has `more` mentions than before where it belongs.
    fn recount(&mut self, document: &Document, record: RecordId, more: isize) {
        let at = self.records.iter().position(|(it, _, _)| *it == record);
        let before = at.map_or(0, |at| self.records.remove(at).2);
        let count = before.saturating_add_signed(more);
        let first = document.mentions(record).find(|it| it.is_live()).map(|it| it.id);
        let Some(first) = first.filter(|_| count > 0) else { return };
        let key = (Reverse(count), record);
        let at = self.records.partition_point(|(id, _, count)| (Reverse(*count), *id) < key);
        self.records.insert(at, (record, first, count));
    }
}
