//! Proposals meet a document: what is new, what is withdrawn, and what people have decided.
//!
//! Human work is left alone. A proposal is dropped if the document has a tag with the same label
//! and place that somebody decided on (or that was proposed there and then corrected), or if it is
//! flat and a decided flat tag is in its way. A rejected proposal therefore never comes back.
//! Open tags of the tagger that are proposed again keep their id; others are withdrawn. Links belong
//! to the annotation that they start from: those of decided ones stay as they are.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::actions;
use super::document::{Document, NextIds};
use super::edit::{Edit, Transaction};
use super::model::{
    Annotation, AnnotationId, Origin, Record, RecordId, Relation, Review, Rule, Standing,
};
use super::proposal::{Proposal, Proposals, ProposedZone, Reason};
use super::value::{Extra, Key, Value};
use super::zone::Zone;
use crate::text::Span;

/// What becomes of proposals.
#[derive(Clone, Debug, PartialEq)]
pub struct Reconciled {
    /// The edits, in one step; none if nothing changes.
    pub transaction: Transaction,
    /// The annotations that come in.
    pub new: Vec<AnnotationId>,
    /// The open proposals that go, because they are not made any more.
    pub withdrawn: Vec<AnnotationId>,
}

/// Says how `document` changes when `proposals` arrive, made by tagger `version`.
pub fn reconcile(document: &Document, proposals: &Proposals, version: &str) -> Reconciled {
    let places = Places::new(document, proposals);
    let mut work = Work {
        document,
        proposals,
        version,
        edits: Vec::new(),
        ids: places.ids,
        records: vec![None; proposals.records.len()],
        names: names(document),
        next: document.next_ids(),
        new: Vec::new(),
    };
    work.zones();
    work.known_records();
    work.annotations(&places.first, &places.corrected);
    work.relations();
    let withdrawn = work.withdraw(&places.stale);
    actions::forget_unused(document, &mut work.edits);
    let Work { edits, new, .. } = work;
    Reconciled { transaction: Transaction::new("Propose tags", edits), new, withdrawn }
}

/// A label at a place.
type Tag<'a> = (&'a Key, &'a [Span]);

/// Where proposals and the document's annotations meet.
struct Places<'a> {
    /// The open annotation that stands for each proposal already.
    ids: Vec<Option<AnnotationId>>,
    /// For each proposal, the first that says the same: itself, unless it is there twice.
    first: Vec<usize>,
    /// Open annotations of the tagger that are not proposed any more.
    stale: Vec<&'a Annotation>,
    /// Annotations that people have moved or relabelled, by what was proposed.
    corrected: BTreeMap<Tag<'a>, &'a Annotation>,
}

impl<'a> Places<'a> {
    fn new(document: &'a Document, proposals: &Proposals) -> Self {
        let mut wanted: BTreeMap<Tag<'_>, usize> = BTreeMap::new();
        let mut first = Vec::with_capacity(proposals.annotations.len());
        for (index, it) in proposals.annotations.iter().enumerate() {
            first.push(*wanted.entry((&it.label, it.spans.as_slice())).or_insert(index));
        }
        let mut ids = vec![None; first.len()];
        let (mut stale, mut corrected) = (Vec::new(), BTreeMap::new());
        for annotation in document.annotations() {
            if is_open_proposal(annotation) {
                let again = wanted.get(&(&annotation.label, annotation.spans.as_slice()));
                match again.and_then(|index| ids.get_mut(*index)) {
                    Some(place @ None) => *place = Some(annotation.id),
                    _ => stale.push(annotation),
                }
            } else if let Some(was) = proposed_as(annotation) {
                // Two halves of a split tag: the live one stands for what was proposed.
                let place: &mut &Annotation = corrected.entry(was).or_insert(annotation);
                if !place.is_live() {
                    *place = annotation;
                }
            }
        }
        Self { ids, first, stale, corrected }
    }
}

/// The document's records by label and name; those with other names come last.
pub(super) type Names<'a> = BTreeMap<(&'a str, &'a str), Vec<RecordId>>;

pub(super) fn names(document: &Document) -> Names<'_> {
    let mut names = Names::new();
    let full = document.records().map(|it| (it, &it.name));
    let other = document.records().flat_map(|it| it.aliases.iter().map(move |name| (it, name)));
    for (record, name) in full.chain(other) {
        names.entry((record.label.as_str(), name.as_str())).or_default().push(record.id);
    }
    names
}

struct Work<'a> {
    document: &'a Document,
    proposals: &'a Proposals,
    version: &'a str,
    edits: Vec<Edit>,
    /// The annotation that stands for each proposal; `None` for dropped ones.
    ids: Vec<Option<AnnotationId>>,
    /// The record that stands for each proposed one, once something uses it.
    records: Vec<Option<RecordId>>,
    names: Names<'a>,
    next: NextIds,
    new: Vec<AnnotationId>,
}

fn standing(reason: &Reason, version: &str) -> Standing {
    Standing {
        review: Review::Proposed,
        signed: None,
        tier: reason.tier,
        confidence: Some(reason.confidence),
        origin: Origin::Tagger(Rule {
            version: version.to_owned(),
            key: reason.rule.clone(),
            why: reason.why.clone(),
            proposed: None,
        }),
    }
}

/// Whether the tagger may take it back: its own, and nobody has looked at it.
fn is_own(standing: &Standing) -> bool {
    standing.is_untouched() && matches!(standing.origin, Origin::Tagger(_))
}

/// Whether the tagger may take it back: its own, and nobody has decided, corrected or noted anything.
fn is_open_proposal(annotation: &Annotation) -> bool {
    is_own(&annotation.standing) && annotation.note.is_none() && !annotation.is_corrected()
}

/// What the tagger proposed, if people have corrected it.
pub(super) fn proposed_as(annotation: &Annotation) -> Option<Tag<'_>> {
    match &annotation.standing.origin {
        Origin::Tagger(Rule { proposed: Some(it), .. }) => Some((&it.label, it.spans.as_slice())),
        Origin::Tagger(_) | Origin::Person(_) | Origin::Import { .. } => None,
    }
}

impl Work<'_> {
    /// Zones come in if the document has none, or none but the tagger's own.
    fn zones(&mut self) {
        let old = self.document.zones();
        if self.proposals.zones.is_empty() || !old.iter().all(|it| is_own(&it.standing)) {
            return;
        }
        let insert: Vec<_> = self.proposals.zones.iter().map(|it| self.zone(it)).collect();
        if insert != old {
            self.edits.push(Edit::SpliceZones { at: 0, remove: old.len(), insert });
        }
    }

    fn zone(&self, zone: &ProposedZone) -> Zone {
        Zone {
            span: zone.span,
            kind: zone.kind,
            sub: zone.sub,
            lang: zone.lang.clone(),
            standing: standing(&zone.reason, self.version),
            extra: Extra::new(),
        }
    }

    /// The id of the annotation that stands for a proposal.
    fn id(&self, index: usize) -> Option<AnnotationId> {
        self.ids.get(index).copied().flatten()
    }

    /// Finds the records that stand for proposed ones: those that most of their open mentions have,
    /// so that records which people have merged or renamed stay so.
    fn known_records(&mut self) {
        let mut votes: BTreeMap<(usize, RecordId), usize> = BTreeMap::new();
        for (index, proposal) in self.proposals.annotations.iter().enumerate() {
            let old = self.id(index).and_then(|id| self.document.annotation(id));
            if let (Some(wanted), Some(now)) = (proposal.record, old.and_then(|it| it.record)) {
                *votes.entry((wanted, now)).or_default() += 1;
            }
        }
        let mut most = vec![0; self.records.len()];
        for ((wanted, now), count) in votes {
            if let (Some(most), Some(place)) = (most.get_mut(wanted), self.records.get_mut(wanted))
                && count > *most
            {
                (*most, *place) = (count, Some(now));
            }
        }
    }

    fn annotations(&mut self, first: &[usize], corrected: &BTreeMap<Tag<'_>, &Annotation>) {
        for (index, proposal) in self.proposals.annotations.iter().enumerate() {
            let id = match (self.id(index), first.get(index).filter(|it| **it != index)) {
                (_, Some(twin)) => self.id(*twin),
                (Some(id), None) => self.refresh(id, proposal),
                (None, None) => self.insert(proposal, corrected),
            };
            if let Some(place) = self.ids.get_mut(index) {
                *place = id;
            }
        }
    }

    /// Brings an open proposal that is made again up to date.
    fn refresh(&mut self, id: AnnotationId, proposal: &Proposal) -> Option<AnnotationId> {
        let old = self.document.annotation(id)?;
        let new = self.annotation(id, proposal);
        let new = Annotation { extra: old.extra.clone(), ..new };
        if new != *old {
            self.edits.push(Edit::Replace(Arc::new(new)));
        }
        Some(id)
    }

    /// Adds a proposal, unless human work says otherwise. Where it does, the decided annotation
    /// stands for the proposal in relations; a rejected one for nothing.
    fn insert(
        &mut self,
        proposal: &Proposal,
        corrected: &BTreeMap<Tag<'_>, &Annotation>,
    ) -> Option<AnnotationId> {
        let (label, spans) = (&proposal.label, &proposal.spans);
        let here = self.document.overlapping(spans.hull()).filter(|it| !is_open_proposal(it));
        let same = here.filter(|it| it.label == *label && it.spans == *spans);
        let was = corrected.get(&(label, spans.as_slice())).copied();
        if let Some(decided) = same.chain(was).min_by_key(|it| !it.is_live()) {
            return decided.is_live().then_some(decided.id);
        }
        let taken =
            actions::in_the_way(self.document, label, spans).any(|it| !is_open_proposal(it));
        if taken || self.document.tag_set().label(label.as_str()).is_none() {
            return None;
        }
        let id = self.next.annotation;
        self.next.annotation.0 += 1;
        let new = self.annotation(id, proposal);
        self.edits.push(Edit::Insert(Arc::new(new)));
        self.new.push(id);
        Some(id)
    }

    fn annotation(&mut self, id: AnnotationId, proposal: &Proposal) -> Annotation {
        Annotation {
            id,
            label: proposal.label.clone(),
            spans: proposal.spans.clone(),
            attributes: self.admitted(proposal),
            record: proposal.record.and_then(|it| self.record(it)),
            note: None,
            standing: standing(&proposal.reason, self.version),
            extra: Extra::new(),
        }
    }

    /// The attributes that the tag set knows; a newsroom's own set may lack some.
    fn admitted(&self, proposal: &Proposal) -> BTreeMap<Key, Value> {
        let label = self.document.tag_set().label(proposal.label.as_str());
        let known = proposal.attributes.iter().filter(|(key, value)| {
            let spec = label.and_then(|it| it.attribute(key.as_str()));
            spec.is_some_and(|it| it.admits(value))
        });
        known.map(|(key, value)| (key.clone(), value.clone())).collect()
    }

    /// The record that stands for the proposed one: one with the same name, or a new one.
    fn record(&mut self, index: usize) -> Option<RecordId> {
        let known = *self.records.get(index)?;
        if known.is_some() {
            return known;
        }
        let proposed = self.proposals.records.get(index)?;
        let named = self.names.get(&(proposed.label.as_str(), proposed.name.as_str()));
        let free = named.and_then(|ids| ids.iter().find(|it| !self.records.contains(&Some(**it))));
        let id = free.copied().unwrap_or_else(|| {
            let id = self.next.record;
            self.next.record.0 += 1;
            let record = Record {
                id,
                label: Key::from(proposed.label.clone()),
                name: proposed.name.clone(),
                aliases: proposed.aliases.clone(),
                roles: proposed.roles.clone(),
                link: None,
                extra: Extra::new(),
            };
            // Before the annotations that need it.
            self.edits.push(Edit::AddRecord(Box::new(record)));
            id
        });
        *self.records.get_mut(index)? = Some(id);
        Some(id)
    }

    /// Adds the links that are proposed and not there yet, and takes out the tagger's own that are
    /// not proposed any more.
    fn relations(&mut self) {
        let mut wanted = BTreeSet::new();
        let mut new = Vec::new();
        for proposed in &self.proposals.relations {
            let (Some(from), Some(to)) = (self.id(proposed.from), self.id(proposed.to)) else {
                continue;
            };
            let first = wanted.insert((&proposed.kind, from, to));
            if !first
                || self.has_link(&proposed.kind, from, to)
                || !self.may_link(&proposed.kind, (proposed.from, from), (proposed.to, to))
            {
                continue;
            }
            new.push(Edit::Link(Box::new(Relation {
                id: self.next.relation,
                kind: proposed.kind.clone(),
                from,
                to,
                standing: standing(&proposed.reason, self.version),
                extra: Extra::new(),
            })));
            self.next.relation.0 += 1;
        }
        let old = self.document.relations().filter(|it| is_loose(self.document, it));
        let gone = old.filter(|it| !wanted.contains(&(&it.kind, it.from, it.to)));
        self.edits.extend(gone.map(|it| Edit::Unlink(it.id)));
        self.edits.extend(new);
    }

    fn has_link(&self, kind: &Key, from: AnnotationId, to: AnnotationId) -> bool {
        let mut links = self.document.relations_of(from);
        links.any(|it| it.kind == *kind && it.from == from && it.to == to)
    }

    /// Whether a new link may come in between annotations that stand for two proposals: a decided
    /// annotation keeps the links it has, and a relabelled one may be no end for it.
    fn may_link(
        &self,
        kind: &Key,
        (from, from_id): (usize, AnnotationId),
        (to, to_id): (usize, AnnotationId),
    ) -> bool {
        let label = |index: usize, id| {
            let here = self.document.annotation(id).map(|it| &it.label);
            here.or_else(|| self.proposals.annotations.get(index).map(|it| &it.label))
        };
        let spec = self.document.tag_set().relation(kind.as_str());
        let ends = label(from, from_id).zip(label(to, to_id));
        spec.zip(ends).is_some_and(|(spec, (from, to))| spec.admits(from, to))
            && from_id != to_id
            && self.document.annotation(from_id).is_none_or(is_open_proposal)
    }

    /// Takes out open proposals that are not made any more, unless people have linked them.
    fn withdraw(&mut self, stale: &[&Annotation]) -> Vec<AnnotationId> {
        let loose = |id| self.document.relations_of(id).all(|it| is_loose(self.document, it));
        let gone: Vec<_> = stale.iter().map(|it| it.id).filter(|it| loose(*it)).collect();
        self.edits.extend(gone.iter().copied().map(Edit::Remove));
        gone
    }
}

/// Whether the tagger may take a link back: its own, of an annotation that is open.
fn is_loose(document: &Document, link: &Relation) -> bool {
    is_own(&link.standing) && document.annotation(link.from).is_none_or(is_open_proposal)
}
