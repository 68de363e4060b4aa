//! Undo and redo: steps without limit, and where the saved state is among them.

use std::sync::Arc;

use crate::annotation::{Document, Transaction};

/// The steps of a document, as they are kept when it is closed or the program ends.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Past {
    /// What takes back each step, the last at the end.
    pub undo: Vec<Arc<Transaction>>,
    /// What does each undone step again, the last undone at the end.
    pub redo: Vec<Arc<Transaction>>,
    /// Length of `undo` at the saved state; `None` if it cannot be reached any more.
    pub saved: Option<usize>,
}

impl Past {
    /// A history of these steps.
    pub fn new(undo: Vec<Transaction>, redo: Vec<Transaction>, saved: Option<usize>) -> Self {
        let shared = |steps: Vec<Transaction>| steps.into_iter().map(Arc::new).collect();
        Self { undo: shared(undo), redo: shared(redo), saved }
    }

    /// What takes back each step, and what does each undone one again.
    pub fn into_steps(self) -> (Vec<Transaction>, Vec<Transaction>) {
        let owned = |steps: Vec<Arc<_>>| steps.into_iter().map(Arc::unwrap_or_clone).collect();
        (owned(self.undo), owned(self.redo))
    }

    /// The steps nearest to now, at most `most` each way, and how many that leaves out of `undo`
    /// and of `redo`.
    pub fn latest(mut self, most: usize) -> (Self, usize, usize) {
        let undo = self.undo.len().saturating_sub(most);
        let redo = self.redo.len().saturating_sub(most);
        self.undo.drain(..undo);
        self.redo.drain(..redo);
        self.saved = self.saved.and_then(|it| it.checked_sub(undo));
        let reached = self.undo.len() + self.redo.len();
        self.saved = self.saved.filter(|it| *it <= reached);
        (self, undo, redo)
    }
}

#[derive(Debug)]
pub(super) struct History {
    undo: Vec<Arc<Transaction>>,
    redo: Vec<Arc<Transaction>>,
    saved: Option<usize>,
}

impl Default for History {
    fn default() -> Self {
        Self { undo: Vec::new(), redo: Vec::new(), saved: Some(0) }
    }
}

impl History {
    /// The history of `document` that is `past`. Steps that do not fit the document, and all that
    /// lie beyond them, are left out: they can be of another version.
    pub(super) fn resume(document: &Document, past: Past) -> Self {
        let undo = fitting(document, past.undo);
        let redo = fitting(document, past.redo);
        let most = undo.kept.len() + redo.kept.len();
        let saved = past.saved.and_then(|it| it.checked_sub(undo.left_out));
        Self { undo: undo.kept, redo: redo.kept, saved: saved.filter(|it| *it <= most) }
    }

    pub(super) fn past(&self) -> Past {
        Past { undo: self.undo.clone(), redo: self.redo.clone(), saved: self.saved }
    }

    /// Length of `undo` at the saved state.
    pub(super) fn saved(&self) -> Option<usize> {
        self.saved
    }

    /// How many steps lie between now and the saved state; `None` if it cannot be reached.
    pub(super) fn unsaved(&self) -> Option<usize> {
        self.saved.map(|it| it.abs_diff(self.undo.len()))
    }

    /// How many steps can be undone.
    pub(super) fn len(&self) -> usize {
        self.undo.len()
    }

    /// How many steps can be done again.
    pub(super) fn undone(&self) -> usize {
        self.redo.len()
    }

    /// Whether there is nothing to undo or redo.
    pub(super) fn is_empty(&self) -> bool {
        self.undo.is_empty() && self.redo.is_empty()
    }

    /// Remembers a new step. What was undone before is forgotten, and given back: it may be large.
    pub(super) fn push(&mut self, undo: Transaction) -> Vec<Arc<Transaction>> {
        if self.saved.is_some_and(|it| it > self.undo.len()) {
            self.saved = None;
        }
        self.undo.push(Arc::new(undo));
        std::mem::take(&mut self.redo)
    }

    pub(super) fn next_undo(&self) -> Option<&Arc<Transaction>> {
        self.undo.last()
    }

    pub(super) fn next_redo(&self) -> Option<&Arc<Transaction>> {
        self.redo.last()
    }

    pub(super) fn pop_undo(&mut self) -> Option<Arc<Transaction>> {
        self.undo.pop()
    }

    pub(super) fn pop_redo(&mut self) -> Option<Arc<Transaction>> {
        self.redo.pop()
    }

    pub(super) fn push_undo(&mut self, step: Transaction) {
        self.undo.push(Arc::new(step));
    }

    pub(super) fn push_redo(&mut self, step: Transaction) {
        self.redo.push(Arc::new(step));
    }

    pub(super) fn undo_name(&self) -> Option<&str> {
        self.undo.last().map(|it| it.name.as_str())
    }

    pub(super) fn redo_name(&self) -> Option<&str> {
        self.redo.last().map(|it| it.name.as_str())
    }

    pub(super) fn mark_saved(&mut self) {
        self.saved = Some(self.undo.len());
    }

    /// What is in the file is some other state than any that is reached by steps from here.
    pub(super) fn forget_saved(&mut self) {
        self.saved = None;
    }

    pub(super) fn is_at_saved(&self) -> bool {
        self.saved == Some(self.undo.len())
    }
}

/// The end of a stack that fits a document.
struct Fitting {
    kept: Vec<Arc<Transaction>>,
    left_out: usize,
}

/// The steps of `stack`, from its end on, that can be done one after the other.
fn fitting(document: &Document, mut stack: Vec<Arc<Transaction>>) -> Fitting {
    let mut trial = document.clone();
    let fits = stack
        .iter()
        .rev()
        .take_while(|it| Transaction::clone(it.as_ref()).apply(&mut trial).is_ok());
    let fits = fits.count();
    let left_out = stack.len() - fits;
    Fitting { kept: stack.split_off(left_out), left_out }
}
