//! Proposals meet a document: what is new, what is withdrawn, and what people have decided.
//!
//! Human work is left alone. A proposal is dropped if the document has a tag with the same label
//! and place that somebody decided on (or that was proposed there and then corrected), or if it is
//! flat and a decided flat tag is in its way. A rejected proposal therefore never comes back.
//! Open tags of the tagger that are proposed again keep their id; others are withdrawn.

use std::collections::{BTreeMap, BTreeSet};

use super::document::Document;
use super::edit::{Edit, Transaction};
use super::model::{
    Annotation, AnnotationId, Origin, Record, RecordId, Relation, Review, Rule, Spans, Standing,
};
use super::proposal::{Proposal, Proposals, ProposedRecord, ProposedZone, Reason};
use super::value::{Confidence, Extra, Key};
use super::zone::Zone;

/// What becomes of proposals.
#[derive(Clone, Debug, PartialEq)]
pub struct Reconciled {
    /// The edits, in one step.
    pub transaction: Transaction,
    /// How many annotations come in.
    pub new: usize,
    /// How many open proposals go, because they are not made any more.
    pub withdrawn: usize,
}

/// Says how `document` changes when `proposals` arrive, made by tagger `version`.
pub fn reconcile(document: &Document, proposals: &Proposals, version: &str) -> Reconciled {
    let mut work = Work {
        document,
        proposals,
        version,
        edits: Vec::new(),
        ids: vec![None; proposals.annotations.len()],
        records: vec![None; proposals.records.len()],
        next: document.next_ids(),
        new: 0,
    };
    work.zones();
    let withdrawn = work.withdraw();
    work.annotations();
    work.relations();
    work.orphan_records();
    let Work { edits, new, .. } = work;
    Reconciled { transaction: Transaction::new("Propose tags", edits), new, withdrawn }
}

/// The zones of `document` as a tagger would propose them, for tagging it again without judging its
/// lines anew; `None` if it has none.
pub fn zones_as_proposed(document: &Document) -> Option<Vec<ProposedZone>> {
    let zones = document.zones().iter().map(|zone| {
        let (rule, why) = match &zone.standing.origin {
            Origin::Tagger(rule) => (rule.key.clone(), rule.why.clone()),
            Origin::Person(_) | Origin::Import { .. } => {
                (Key::new("zone.given"), "set before".to_owned())
            }
        };
        let confidence = zone.standing.confidence.unwrap_or(Confidence::new(1000));
        let reason = Reason { rule, why, tier: zone.standing.tier, confidence };
        ProposedZone {
            span: zone.span,
            kind: zone.kind,
            sub: zone.sub,
            lang: zone.lang.clone(),
            reason,
        }
    });
    (!document.zones().is_empty()).then(|| zones.collect())
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
    next: super::document::NextIds,
    new: usize,
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
fn is_open_proposal(annotation: &Annotation) -> bool {
    annotation.standing.is_untouched()
        && matches!(annotation.standing.origin, Origin::Tagger(_))
        && annotation.note.is_none()
}

/// Whether the annotation is, or was proposed as, `label` at `spans`.
fn is_or_was(annotation: &Annotation, label: &Key, spans: &Spans) -> bool {
    let now = annotation.label == *label && annotation.spans == *spans;
    let before = match &annotation.standing.origin {
        Origin::Tagger(Rule { proposed: Some(it), .. }) => it.label == *label && it.spans == *spans,
        Origin::Tagger(_) | Origin::Person(_) | Origin::Import { .. } => false,
    };
    now || before
}

impl Work<'_> {
    /// Zones come in if the document has none, or none that a person has set.
    fn zones(&mut self) {
        let old = self.document.zones();
        let by_people = old.iter().any(|it| !it.standing.is_untouched());
        if self.proposals.zones.is_empty() || by_people {
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

    /// Takes out open proposals that are not made any more, and every open link of the tagger: links
    /// are made anew. Marks the proposals that stand already.
    fn withdraw(&mut self) -> usize {
        let wanted: BTreeMap<(&Key, &[crate::text::Span]), usize> = self
            .proposals
            .annotations
            .iter()
            .enumerate()
            .map(|(index, it)| ((&it.label, it.spans.as_slice()), index))
            .collect();
        let mut gone = BTreeSet::new();
        for annotation in self.document.annotations().filter(|it| is_open_proposal(it)) {
            let key = (&annotation.label, annotation.spans.as_slice());
            let again = wanted.get(&key);
            let place = again.and_then(|index| self.ids.get_mut(*index));
            if let Some(place @ None) = place {
                *place = Some(annotation.id);
            } else if self.document.relations_of(annotation.id).all(own_link) {
                gone.insert(annotation.id);
            }
        }
        let links = self.document.relations().filter(|it| own_link(it));
        let still = |link: &Relation| self.is_proposed_again(link);
        let unlink: Vec<_> = links.filter(|it| !still(it)).map(|it| Edit::Unlink(it.id)).collect();
        self.edits.extend(unlink);
        self.edits.extend(gone.iter().map(|id| Edit::Remove(*id)));
        gone.len()
    }

    fn is_proposed_again(&self, link: &Relation) -> bool {
        let id = |index: usize| self.ids.get(index).copied().flatten();
        self.proposals.relations.iter().any(|it| {
            it.kind == link.kind && id(it.from) == Some(link.from) && id(it.to) == Some(link.to)
        })
    }

    fn annotations(&mut self) {
        for (index, proposal) in self.proposals.annotations.iter().enumerate() {
            let id = match self.ids.get(index).copied().flatten() {
                Some(id) => self.refresh(id, proposal),
                None => self.insert(proposal),
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
            self.edits.push(Edit::Replace(Box::new(new)));
        }
        Some(id)
    }

    /// Adds a proposal, unless human work says otherwise. Where it does, the decided annotation
    /// stands for the proposal in relations; a rejected one for nothing.
    fn insert(&mut self, proposal: &Proposal) -> Option<AnnotationId> {
        let hull = proposal.spans.hull();
        let here = || self.document.overlapping(hull).filter(|it| !is_open_proposal(it));
        if let Some(decided) = here().find(|it| is_or_was(it, &proposal.label, &proposal.spans)) {
            return decided.is_live().then_some(decided.id);
        }
        // A correction may have moved the tag away from where it was proposed.
        let moved = self
            .document
            .annotations()
            .any(|it| it.is_corrected() && is_or_was(it, &proposal.label, &proposal.spans));
        let tags = self.document.tag_set();
        let flat = |key: &Key| tags.is_flat(key.as_str());
        let lane = |key: &Key| tags.lane(key.as_str());
        let in_the_way = flat(&proposal.label)
            && here().any(|it| {
                it.is_live()
                    && flat(&it.label)
                    && lane(&it.label) == lane(&proposal.label)
                    && proposal.spans.iter().any(|span| it.spans.overlap(span))
            });
        if moved || in_the_way || tags.label(proposal.label.as_str()).is_none() {
            return None;
        }
        let id = self.next.annotation;
        self.next.annotation.0 += 1;
        let new = self.annotation(id, proposal);
        self.edits.push(Edit::Insert(Box::new(new)));
        self.new += 1;
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
    fn admitted(&self, proposal: &Proposal) -> BTreeMap<Key, super::value::Value> {
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
        let id = self.known_record(proposed).unwrap_or_else(|| {
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

    fn known_record(&self, proposed: &ProposedRecord) -> Option<RecordId> {
        let taken = |id: RecordId| self.records.contains(&Some(id));
        let named = |it: &&Record| {
            it.label == proposed.label.as_str()
                && (it.name == proposed.name || it.aliases.contains(&proposed.name))
        };
        self.document.records().filter(named).map(|it| it.id).find(|it| !taken(*it))
    }

    fn relations(&mut self) {
        let id = |ids: &[Option<AnnotationId>], index: usize| ids.get(index).copied().flatten();
        for proposed in &self.proposals.relations {
            let (Some(from), Some(to)) = (id(&self.ids, proposed.from), id(&self.ids, proposed.to))
            else {
                continue;
            };
            if self.has_link(&proposed.kind, from, to) || !self.may_link(&proposed.kind, from) {
                continue;
            }
            let relation = Relation {
                id: self.next.relation,
                kind: proposed.kind.clone(),
                from,
                to,
                standing: standing(&proposed.reason, self.version),
                extra: Extra::new(),
            };
            self.next.relation.0 += 1;
            self.edits.push(Edit::Link(Box::new(relation)));
        }
    }

    fn has_link(&self, kind: &Key, from: AnnotationId, to: AnnotationId) -> bool {
        self.document
            .relations_of(from)
            .any(|it| it.kind == *kind && it.from == from && it.to == to)
    }

    /// A decided annotation keeps the links it has: nothing is added to it.
    fn may_link(&self, kind: &Key, from: AnnotationId) -> bool {
        let spec = self.document.tag_set().relation(kind.as_str());
        spec.is_some() && self.document.annotation(from).is_none_or(is_open_proposal)
    }

    /// Takes out records whose last mention goes with this step.
    fn orphan_records(&mut self) {
        let changed: BTreeMap<AnnotationId, Option<RecordId>> = self
            .edits
            .iter()
            .filter_map(|edit| match edit {
                Edit::Insert(it) | Edit::Replace(it) => Some((it.id, it.record)),
                Edit::Remove(id) => Some((*id, None)),
                Edit::Link(_)
                | Edit::Unlink(_)
                | Edit::AddRecord(_)
                | Edit::RemoveRecord(_)
                | Edit::ReplaceRecord(_)
                | Edit::SpliceZones { .. }
                | Edit::SetMetadata(_) => None,
            })
            .collect();
        let before: BTreeSet<_> = self.document.annotations().filter_map(|it| it.record).collect();
        let unchanged = self.document.annotations().filter(|it| !changed.contains_key(&it.id));
        let mut after: BTreeSet<_> = unchanged.filter_map(|it| it.record).collect();
        after.extend(changed.values().flatten());
        self.edits.extend(before.difference(&after).map(|id| Edit::RemoveRecord(*id)));
    }
}

fn own_link(link: &Relation) -> bool {
    link.standing.is_untouched() && matches!(link.standing.origin, Origin::Tagger(_))
}
