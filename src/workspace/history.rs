//! Undo and redo: steps without limit, and where the saved state is among them.

use crate::annotation::Transaction;

#[derive(Debug)]
pub(super) struct History {
    /// What takes back each step, the last at the end.
    undo: Vec<Transaction>,
    /// What does each undone step again.
    redo: Vec<Transaction>,
    /// Length of `undo` at the saved state; `None` if it cannot be reached any more.
    saved: Option<usize>,
}

impl Default for History {
    fn default() -> Self {
        Self { undo: Vec::new(), redo: Vec::new(), saved: Some(0) }
    }
}

impl History {
    /// Remembers a new step; what was undone before is forgotten.
    pub(super) fn push(&mut self, undo: Transaction) {
        if self.saved.is_some_and(|it| it > self.undo.len()) {
            self.saved = None;
        }
        self.redo.clear();
        self.undo.push(undo);
    }

    pub(super) fn pop_undo(&mut self) -> Option<Transaction> {
        self.undo.pop()
    }

    pub(super) fn pop_redo(&mut self) -> Option<Transaction> {
        self.redo.pop()
    }

    pub(super) fn push_undo(&mut self, step: Transaction) {
        self.undo.push(step);
    }

    pub(super) fn push_redo(&mut self, step: Transaction) {
        self.redo.push(step);
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
