//! [`Rerun`]: what a run of the tagger has changed on a document that had been tagged before, to be
//! gone through.
//!
//! Not here: what becomes of proposals (`annotation::reconcile`).

use std::collections::BTreeSet;

use crate::annotation::{Annotation, AnnotationId, Document};
use crate::text::Span;

/// What the last run has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rerun {
    new: BTreeSet<AnnotationId>,
    withdrawn: Vec<Withdrawn>,
    /// Where the user is, of what has changed.
    at: Option<AnnotationId>,
}

/// A proposal that is not made any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawn {
    id: AnnotationId,
    /// The name of its label.
    pub label: String,
    /// Its words.
    pub words: String,
    /// Where it was.
    pub span: Span,
}

/// Something that the last run has changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stop<'a> {
    /// A proposal that came in and is open.
    New(&'a Annotation),
    /// One that went.
    Withdrawn(&'a Withdrawn),
}

impl Stop<'_> {
    fn id(&self) -> AnnotationId {
        match self {
            Self::New(it) => it.id,
            Self::Withdrawn(it) => it.id,
        }
    }

    fn place(&self) -> (usize, AnnotationId) {
        let start = match self {
            Self::New(it) => it.spans.hull().start(),
            Self::Withdrawn(it) => it.span.start(),
        };
        (start, self.id())
    }
}

impl Rerun {
    /// What will have changed in `document`, in which the withdrawn ones still are.
    pub fn new(document: &Document, new: Vec<AnnotationId>, withdrawn: &[AnnotationId]) -> Self {
        let gone = withdrawn.iter().filter_map(|it| document.annotation(*it));
        let gone = gone.map(|it| Withdrawn {
            id: it.id,
            label: document.label(it).map_or_else(|| it.label.to_string(), |it| it.name.clone()),
            words: document.excerpt(it),
            span: it.spans.hull(),
        });
        Self { withdrawn: gone.collect(), new: new.into_iter().collect(), at: None }
    }

    /// How many came in and how many went.
    pub fn counts(&self) -> (usize, usize) {
        (self.new.len(), self.withdrawn.len())
    }

    /// Whether an annotation came in with it.
    pub fn is_new(&self, id: AnnotationId) -> bool {
        self.new.contains(&id)
    }

    /// What there is to look at: what came in and is open, and what went and is not back by undo; in
    /// the order of the text. Sources and cues are looked at with their quote.
    pub fn stops<'a>(&'a self, document: &'a Document) -> Vec<Stop<'a>> {
        let new = self.new.iter().filter_map(|it| document.annotation(*it));
        let new = new.filter(|it| it.is_open() && !document.is_part(it)).map(Stop::New);
        let gone = self.withdrawn.iter().filter(|it| document.annotation(it.id).is_none());
        let mut all: Vec<_> = new.chain(gone.map(Stop::Withdrawn)).collect();
        all.sort_by_key(Stop::place);
        all
    }

    /// The place of the one after or before the one that was gone to last, else of the next one from
    /// byte `caret` on; and its id, if it is there to be selected. Round and round.
    pub fn step(
        &mut self,
        document: &Document,
        caret: usize,
        forward: bool,
    ) -> Option<(Span, Option<AnnotationId>)> {
        let stops = self.stops(document);
        let last = stops.len().checked_sub(1)?;
        let here = self.at.and_then(|at| stops.iter().position(|it| it.id() == at));
        let next = match (here, forward) {
            (Some(at), true) => {
                if at == last {
                    0
                } else {
                    at + 1
                }
            }
            (Some(at), false) => at.checked_sub(1).unwrap_or(last),
            (None, true) => stops.iter().position(|it| it.place().0 >= caret).unwrap_or(0),
            (None, false) => stops.iter().rposition(|it| it.place().0 < caret).unwrap_or(last),
        };
        let stop = stops.get(next)?;
        let found = match stop {
            Stop::New(it) => (it.spans.hull(), Some(it.id)),
            Stop::Withdrawn(it) => (it.span, None),
        };
        self.at = Some(stop.id());
        Some(found)
    }
}
