//! Layer 2: an open document with its history. Depends on `annotation`.
//!
//! Not here: the file it came from (`files`), what is selected or filtered (`ui`).

mod history;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::annotation::{AnnotationId, Document, Edit, EditError, Touched, Transaction};

use self::history::History;
pub use self::history::Past;

/// A document that is being worked on: every change goes through here and can be undone.
#[derive(Debug)]
pub struct Workspace {
    document: Arc<Document>,
    history: History,
    revision: u64,
    /// What happened since it was asked for; `None` if nobody ever asks.
    log: Option<Vec<Change>>,
    /// What changes touched since it was asked for; `None`: all of the document.
    touched: Option<BTreeSet<AnnotationId>>,
}

/// Something that happened to a document. Done again in order, they lead to the same document with
/// the same history.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A new step.
    Step(Transaction),
    /// The last step was taken back.
    Undo,
    /// The step that was taken back last was done again.
    Redo,
    /// The history was forgotten.
    Forget,
    /// This revision is in the document's file.
    Saved(u64),
}

/// Which way a step goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It is new.
    On,
    /// It takes back the last one.
    Back,
    /// It does the one again that was taken back last.
    Again,
}

/// A step that was done on a copy of a document, away from the window: there it would take long.
#[derive(Debug)]
pub struct Prepared {
    document: Arc<Document>,
    revision: u64,
    way: Way,
    step: Arc<Transaction>,
    inverse: Transaction,
}

impl Prepared {
    /// Does `step` on a copy of `document`, which is at `revision`.
    pub fn new(
        document: &Document,
        revision: u64,
        (way, step): (Way, Arc<Transaction>),
    ) -> Result<Self, EditError> {
        let mut document = document.clone();
        let inverse = Transaction::clone(&step).apply(&mut document)?;
        Ok(Self { document: Arc::new(document), revision, way, step, inverse })
    }

    /// The document as it is after the step.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The step.
    pub fn step(&self) -> &Transaction {
        &self.step
    }
}

/// What a prepared step took the place of. To let go of it may take long.
#[derive(Debug)]
pub struct Replaced {
    /// The document as it was before.
    pub document: Arc<Document>,
    /// Steps that nobody can undo or do again any more.
    pub steps: Vec<Arc<Transaction>>,
}

impl Workspace {
    /// Opens `document`, with an empty history, as saved.
    pub fn new(document: Document) -> Self {
        Self::begin(document, History::default(), 0)
    }

    /// Goes on with a document at some revision and the steps that led there, as far as they fit.
    pub fn resume(document: Document, past: Past, revision: u64) -> Self {
        let history = History::resume(&document, past);
        Self::begin(document, history, revision)
    }

    fn begin(document: Document, history: History, revision: u64) -> Self {
        Self { document: Arc::new(document), history, revision, log: None, touched: None }
    }

    /// The steps, to go on with another time.
    pub fn past(&self) -> Past {
        self.history.past()
    }

    /// The document as it was saved and the steps around that state, without what came after;
    /// `None` if it cannot be reached any more.
    pub fn at_saved(&self) -> Option<(Document, Past)> {
        let mut then = Self::resume(Document::clone(&self.document), self.past(), 0);
        let saved = then.history.saved()?;
        while then.history.len() > saved {
            then.undo()?;
        }
        while then.history.len() < saved {
            then.redo()?;
        }
        let past = then.history.past();
        let redo = if self.is_changed() { Vec::new() } else { past.redo };
        Some((Arc::unwrap_or_clone(then.document), Past { redo, ..past }))
    }

    /// How many steps can be undone, and how many done again.
    pub fn steps(&self) -> (usize, usize) {
        (self.history.len(), self.history.undone())
    }

    /// How many steps lie between the document and its saved state; `None` if that cannot be
    /// reached any more.
    pub fn unsaved(&self) -> Option<usize> {
        self.history.unsaved()
    }

    /// Whether there is something to undo or redo.
    pub fn has_history(&self) -> bool {
        !self.history.is_empty()
    }

    /// What happened since this was called last; `None` the first time: only then it is noted.
    pub fn take_log(&mut self) -> Option<Vec<Change>> {
        self.log.replace(Vec::new())
    }

    /// Does again what was logged. Says why it does not fit.
    pub fn replay(&mut self, change: Change) -> Result<(), EditError> {
        let nothing = || EditError::Refused("there is no such step".to_owned());
        match change {
            Change::Step(it) => self.apply(it).map(drop)?,
            Change::Undo => self.undo().map(drop).ok_or_else(nothing)?,
            Change::Redo => self.redo().map(drop).ok_or_else(nothing)?,
            Change::Forget => self.forget_history(),
            Change::Saved(revision) => self.mark_saved(revision),
        }
        Ok(())
    }

    fn log(&mut self, change: impl FnOnce() -> Change) {
        if let Some(log) = &mut self.log {
            log.push(change());
        }
    }

    /// The document as it is now.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The document as it is now, for work in the background: changes go to a copy while it is held.
    pub fn snapshot(&self) -> Arc<Document> {
        Arc::clone(&self.document)
    }

    /// Counts up with every change, undo and redo included.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Does `transaction`, wholly or not at all, and says what it touched.
    pub fn apply(&mut self, transaction: Transaction) -> Result<Touched, EditError> {
        if transaction.is_empty() {
            return Ok(Touched::default());
        }
        let ids = transaction.annotations();
        let again = self.log.as_ref().map(|_| transaction.clone());
        let undo = self.change(transaction)?;
        if let Some(step) = again {
            self.log(|| Change::Step(step));
        }
        self.history.push(undo);
        self.revision += 1;
        Ok(Touched::new(&self.document, ids))
    }

    /// The step that a prepared one would do, that way; `None` if there is none, or if it is new.
    pub fn next(&self, way: Way) -> Option<Arc<Transaction>> {
        match way {
            Way::On => None,
            Way::Back => self.history.next_undo().cloned(),
            Way::Again => self.history.next_redo().cloned(),
        }
    }

    /// Takes in a step that was prepared, as if it were done now. Gives back what it took the place
    /// of; or the step, if the document has changed meanwhile.
    pub fn adopt(&mut self, prepared: Prepared) -> Result<Replaced, Box<Prepared>> {
        if prepared.revision != self.revision {
            return Err(Box::new(prepared));
        }
        let Prepared { document, way, step, inverse, .. } = prepared;
        if step.is_empty() {
            return Ok(Replaced { document, steps: Vec::new() });
        }
        let steps = match way {
            Way::On => {
                let mut gone = self.history.push(inverse);
                match &mut self.log {
                    Some(log) => log.push(Change::Step(Arc::unwrap_or_clone(step))),
                    None => gone.push(step),
                }
                gone
            }
            Way::Back => {
                let taken = self.history.pop_undo();
                self.history.push_redo(inverse);
                self.log(|| Change::Undo);
                taken.into_iter().chain([step]).collect()
            }
            Way::Again => {
                let taken = self.history.pop_redo();
                self.history.push_undo(inverse);
                self.log(|| Change::Redo);
                taken.into_iter().chain([step]).collect()
            }
        };
        self.revision += 1;
        self.touched = None;
        let document = std::mem::replace(&mut self.document, document);
        Ok(Replaced { document, steps })
    }

    /// Takes back the last step; `None` if there is none. Says its name and what it touched.
    pub fn undo(&mut self) -> Option<(String, Touched)> {
        let undo = self.history.pop_undo()?;
        let redo = self.travel(Arc::unwrap_or_clone(undo))?;
        let done = (redo.name.clone(), Touched::new(&self.document, redo.annotations()));
        self.history.push_redo(redo);
        self.log(|| Change::Undo);
        Some(done)
    }

    /// Does the step again that was taken back last; `None` if there is none.
    pub fn redo(&mut self) -> Option<(String, Touched)> {
        let redo = self.history.pop_redo()?;
        let ids = redo.annotations();
        let undo = self.travel(Arc::unwrap_or_clone(redo))?;
        let done = (undo.name.clone(), Touched::new(&self.document, ids));
        self.history.push_undo(undo);
        self.log(|| Change::Redo);
        Some(done)
    }

    /// Does `step` and notes what it touched. Returns the step that takes it back.
    fn change(&mut self, step: Transaction) -> Result<Transaction, EditError> {
        let ends = step.ends();
        let relabels = step.edits.iter().any(|it| matches!(it, Edit::SetTagSet(_)));
        let inverse = step.apply(Arc::make_mut(&mut self.document))?;
        if relabels {
            self.touched = None;
        }
        if let Some(touched) = &mut self.touched {
            touched.extend(ends);
            touched.extend(inverse.ends());
        }
        Ok(inverse)
    }

    /// The annotations that were added, changed, taken out, or linked in another way since this was
    /// called last, whether they are still there or not; `None`, as the first time: perhaps all.
    pub fn take_touched(&mut self) -> Option<BTreeSet<AnnotationId>> {
        self.touched.replace(BTreeSet::new())
    }

    fn travel(&mut self, step: Transaction) -> Option<Transaction> {
        // A step was made for exactly this state, so it fits; if ever not, the document is as it was.
        let inverse = self.change(step);
        debug_assert!(inverse.is_ok(), "{inverse:?}");
        self.revision += 1;
        inverse.ok()
    }

    /// The name of the step that undo would take back.
    pub fn undo_name(&self) -> Option<&str> {
        self.history.undo_name()
    }

    /// The name of the step that redo would do again.
    pub fn redo_name(&self) -> Option<&str> {
        self.history.redo_name()
    }

    /// Says that the document as it is now is in its file.
    pub fn mark_saved(&mut self, revision: u64) {
        if revision == self.revision {
            self.history.mark_saved();
        } else {
            self.history.forget_saved();
        }
        self.log(|| Change::Saved(revision));
    }

    /// Forgets all steps: the document as it is now is where work begins.
    pub fn forget_history(&mut self) {
        self.history = History::default();
        self.log(|| Change::Forget);
    }

    /// Whether something has changed since it was saved. Undoing back to the saved state counts as
    /// saved.
    pub fn is_changed(&self) -> bool {
        !self.history.is_at_saved()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Key, Signature, Spans, actions};
    use crate::formats::tagset;
    use crate::text::Text;

    fn workspace() -> Workspace {
        Workspace::new(Document::new(Text::new("Ann Roe spoke. Roe left."), tagset::news()))
    }

    fn tag(workspace: &mut Workspace, from: usize, to: usize) {
        let by = Signature { by: "Kim".to_owned(), at: None };
        let spans = Spans::from(workspace.document().text().span(from..to).unwrap());
        let step = actions::tag(workspace.document(), &spans, &Key::new("person"), &by).unwrap();
        workspace.apply(step).unwrap();
    }

    #[test]
    fn undo_and_redo_go_through_all_steps() {
        let mut it = workspace();
        tag(&mut it, 0, 7);
        tag(&mut it, 15, 18);
        assert_eq!(it.undo_name(), Some("Tag as Person"));
        it.undo().unwrap();
        it.undo().unwrap();
        assert_eq!(it.document().annotation_count(), 0);
        assert!(it.undo().is_none());
        it.redo().unwrap();
        assert_eq!(it.document().annotation_count(), 1);
        tag(&mut it, 15, 18);
        assert!(it.redo().is_none(), "a new step forgets what was taken back");
    }

    #[test]
    fn undoing_to_the_saved_state_is_saved() {
        let mut it = workspace();
        assert!(!it.is_changed());
        tag(&mut it, 0, 7);
        let now = it.revision();
        it.mark_saved(now);
        tag(&mut it, 15, 18);
        assert!(it.is_changed());
        it.undo().unwrap();
        assert!(!it.is_changed());
        it.undo().unwrap();
        assert!(it.is_changed());
        tag(&mut it, 15, 18);
        assert!(it.is_changed(), "the saved state is out of reach");
    }

    #[test]
    fn what_was_logged_leads_to_the_same_document_and_history() {
        let mut it = workspace();
        assert_eq!(it.take_log(), None);
        let mut again = workspace();
        tag(&mut it, 0, 7);
        tag(&mut it, 15, 18);
        it.undo().unwrap();
        it.mark_saved(it.revision());
        it.redo().unwrap();
        it.undo().unwrap();
        it.undo().unwrap();
        for change in it.take_log().unwrap() {
            again.replay(change).unwrap();
        }
        assert_eq!(again.document(), it.document());
        assert_eq!((again.past(), again.revision()), (it.past(), it.revision()));
        assert_eq!((again.unsaved(), it.take_log()), (Some(1), Some(Vec::new())));
        assert!(again.replay(Change::Undo).is_err());
        let mut later = Workspace::resume(again.document().clone(), again.past(), 7);
        later.redo().unwrap();
        assert!(!later.is_changed());
        later.redo().unwrap();
        assert_eq!((later.document().annotation_count(), later.unsaved()), (2, Some(1)));
        let (saved, past) = later.at_saved().unwrap();
        assert_eq!((saved.annotation_count(), past.undo.len(), past.redo.len()), (1, 1, 0));
    }

    #[test]
    fn a_prepared_step_is_as_if_it_were_done_now() {
        let mut it = workspace();
        it.take_log();
        let by = Signature { by: "Kim".to_owned(), at: None };
        let spans = Spans::from(it.document().text().span(0..7).unwrap());
        let step = actions::tag(it.document(), &spans, &Key::new("person"), &by).unwrap();
        let step = Arc::new(step);
        let prepare = |it: &Workspace, way| {
            let step = it.next(way).unwrap_or_else(|| Arc::clone(&step));
            Prepared::new(&it.snapshot(), it.revision(), (way, step)).unwrap()
        };
        let (early, before) = (prepare(&it, Way::On), it.document().clone());
        tag(&mut it, 15, 18);
        assert!(it.adopt(early).is_err(), "the document has changed meanwhile");
        it.undo().unwrap();
        let old = it.adopt(prepare(&it, Way::On)).unwrap();
        assert_eq!(*old.document, before);
        let after = it.document().clone();
        it.adopt(prepare(&it, Way::Back)).unwrap();
        assert_eq!((it.document(), it.redo_name()), (&before, Some("Tag as Person")));
        it.adopt(prepare(&it, Way::Again)).unwrap();
        assert_eq!((it.document(), it.redo_name()), (&after, None));
        let mut again = workspace();
        for change in it.take_log().unwrap() {
            again.replay(change).unwrap();
        }
        assert_eq!((again.document(), again.past()), (it.document(), it.past()));
        assert_eq!((it.document().annotation_count(), it.redo_name()), (1, None));
        it.undo().unwrap();
        assert_eq!(*it.document(), before);
    }

    #[test]
    fn steps_that_do_not_fit_are_left_out() {
        let mut it = workspace();
        tag(&mut it, 0, 7);
        tag(&mut it, 15, 18);
        it.mark_saved(it.revision());
        let mut past = it.past();
        past.undo[0] = past.undo[1].clone();
        let mut later = Workspace::resume(it.document().clone(), past.clone(), 2);
        assert!(!later.is_changed());
        later.undo().unwrap();
        assert!(later.undo().is_none(), "the first step did not fit");
        past.saved = Some(0);
        assert!(Workspace::resume(it.document().clone(), past, 2).is_changed());
    }
}
