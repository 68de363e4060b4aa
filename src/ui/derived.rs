//! Lists made from a document: the queue, the counts, the outline. Remade when the document, the
//! filter or the order changes, not in every frame.

use std::collections::BTreeMap;

use super::state::{Filter, Order};
use crate::annotation::{Annotation, AnnotationId, Document, Key, Lane, RecordId, Review, Tier};

/// What the lists were made of.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Made {
    revision: u64,
    filter: Filter,
    order: Order,
}

/// Lists made from a document.
#[derive(Debug, Default)]
pub struct Derived {
    made: Option<Made>,
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
    /// Live annotations by label.
    pub counts: BTreeMap<Key, usize>,
    /// Records with their first mention and number of mentions, the most mentioned first.
    pub records: Vec<(RecordId, AnnotationId, usize)>,
    /// Quotes by who said them, in order of appearance.
    pub speakers: Vec<(Option<RecordId>, Vec<AnnotationId>)>,
    /// Claims, the highest rank first.
    pub claims: Vec<AnnotationId>,
}

/// Whether a decision on `annotation` is counted on its own.
fn is_decidable(document: &Document, annotation: &Annotation) -> bool {
    document.tag_set().lane(annotation.label.as_str()) != Lane::Flags
        && !document.is_part(annotation)
}

impl Derived {
    /// Makes the lists anew if anything they are made of has changed.
    pub fn refresh(&mut self, document: &Document, revision: u64, filter: &Filter, order: Order) {
        let now = Made { revision, filter: filter.clone(), order };
        if self.made.as_ref() == Some(&now) {
            return;
        }
        *self = Self { made: Some(now), counts: document.counts(), ..Self::default() };
        let mut mentions: BTreeMap<RecordId, (AnnotationId, usize)> = BTreeMap::new();
        for annotation in document.annotations() {
            self.add(document, annotation, filter);
            if let Some(record) = annotation.record.filter(|_| annotation.is_live()) {
                mentions.entry(record).or_insert((annotation.id, 0)).1 += 1;
            }
        }
        self.records =
            mentions.into_iter().map(|(id, (first, count))| (id, first, count)).collect();
        self.records.sort_by_key(|(_, _, count)| std::cmp::Reverse(*count));
        let rank =
            |id: &AnnotationId| document.annotation(*id).and_then(|it| it.standing.confidence);
        self.claims.sort_by_key(|id| std::cmp::Reverse(rank(id)));
        if order == Order::LeastSure {
            let doubt = |id: &AnnotationId| {
                let standing = document.annotation(*id).map(|it| &it.standing);
                standing.map_or((Tier::Sure, None), |it| (it.tier, it.confidence))
            };
            self.queue.sort_by(|one, other| {
                let (one, other) = (doubt(one), doubt(other));
                other.0.cmp(&one.0).then(one.1.cmp(&other.1))
            });
        }
    }

    fn add(&mut self, document: &Document, annotation: &Annotation, filter: &Filter) {
        let lane = document.tag_set().lane(annotation.label.as_str());
        let open = annotation.is_open();
        if lane == Lane::Flags {
            if open {
                self.flags.push(annotation.id);
            }
            return;
        }
        if is_decidable(document, annotation) {
            let person = annotation.standing.confidence.is_none();
            self.total += usize::from(!person);
            self.decided += usize::from(!person && !open);
            if open && filter.shows(annotation, lane) {
                self.queue.push(annotation.id);
            } else if open && !filter.hidden.contains(&lane) {
                self.below += 1;
            }
        }
        if annotation.standing.review == Review::Rejected {
            return;
        }
        match annotation.label.as_str() {
            "quote" => {
                let speaker = document.speaker(annotation.id).map(|it| it.id);
                match self.speakers.iter_mut().find(|(it, _)| *it == speaker) {
                    Some((_, quotes)) => quotes.push(annotation.id),
                    None => self.speakers.push((speaker, vec![annotation.id])),
                }
            }
            "claim" => self.claims.push(annotation.id),
            _ => {}
        }
    }
}
