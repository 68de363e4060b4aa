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
    /// What is left to be looked at, in the order of the text.
    left: Vec<Left>,
    /// The revision of the document that this is of.
    revision: Option<u64>,
}

/// Something that is left to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Left {
    New(AnnotationId),
    /// By its index.
    Withdrawn(usize),
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
        Self { withdrawn: gone.collect(), new: new.into_iter().collect(), ..Self::default() }
    }

    /// How many came in and how many went.
    pub fn counts(&self) -> (usize, usize) {
        (self.new.len(), self.withdrawn.len())
    }

    /// Whether an annotation came in with it.
    pub fn is_new(&self, id: AnnotationId) -> bool {
        self.new.contains(&id)
    }

    /// Looks what is left, if the document has changed: what came in and is open, and what went and is
    /// not back by undo. Sources and cues are looked at with their quote.
    pub fn refresh(&mut self, document: &Document, revision: u64) {
        if self.revision == Some(revision) {
            return;
        }
        self.revision = Some(revision);
        let new = self.new.iter().filter_map(|it| document.annotation(*it));
        let new = new.filter(|it| it.is_open() && !document.is_part(it));
        let new = new.map(|it| ((it.spans.hull().start(), it.id), Left::New(it.id)));
        let gone = self.withdrawn.iter().enumerate();
        let gone = gone.filter(|(_, it)| document.annotation(it.id).is_none());
        let gone = gone.map(|(at, it)| ((it.span.start(), it.id), Left::Withdrawn(at)));
        let mut all: Vec<_> = new.chain(gone).collect();
        all.sort_unstable_by_key(|it| it.0);
        self.left = all.into_iter().map(|it| it.1).collect();
    }

    /// How many that came in are left to be looked at, and how many that went.
    pub fn left(&self) -> (usize, usize) {
        let new = self.left.iter().filter(|it| matches!(it, Left::New(_))).count();
        (new, self.left.len() - new)
    }

    /// Whether nothing is left to be looked at.
    pub fn is_done(&self) -> bool {
        self.left.is_empty()
    }

    /// What is left to be looked at, in the order of the text.
    pub fn stops<'a>(&'a self, document: &'a Document) -> impl Iterator<Item = Stop<'a>> {
        self.left.iter().filter_map(|it| match *it {
            Left::New(id) => document.annotation(id).map(Stop::New),
            Left::Withdrawn(at) => self.withdrawn.get(at).map(Stop::Withdrawn),
        })
    }

    /// The place of the one after or before the one that was gone to last, else of the next one from
    /// byte `caret` on; and its id, if it is there to be selected. Round and round.
    pub fn step(
        &mut self,
        document: &Document,
        caret: usize,
        forward: bool,
    ) -> Option<(Span, Option<AnnotationId>)> {
        let places = self.stops(document).map(|it| match it {
            Stop::New(it) => (it.id, it.spans.hull(), true),
            Stop::Withdrawn(it) => (it.id, it.span, false),
        });
        let places: Vec<_> = places.collect();
        let last = places.len().checked_sub(1)?;
        let here = self.at.and_then(|at| places.iter().position(|it| it.0 == at));
        let next = match (here, forward) {
            (Some(at), true) if at == last => 0,
            (Some(at), true) => at + 1,
            (Some(at), false) => at.checked_sub(1).unwrap_or(last),
            (None, true) => places.iter().position(|it| it.1.start() >= caret).unwrap_or(0),
            (None, false) => places.iter().rposition(|it| it.1.start() < caret).unwrap_or(last),
        };
        let (id, place, there) = places.get(next).copied()?;
        self.at = Some(id);
        Some((place, there.then_some(id)))
    }
}
