//! Layer 2: an open document with its history. Depends on `annotation`.
//!
//! Not here: the file it came from (`files`), what is selected or filtered (`ui`).

mod history;

use crate::annotation::{Document, EditError, Touched, Transaction};

use self::history::History;

/// A document that is being worked on: every change goes through here and can be undone.
#[derive(Debug)]
pub struct Workspace {
    document: Document,
    history: History,
    revision: u64,
}

impl Workspace {
    /// Opens `document`, with an empty history, as saved.
    pub fn new(document: Document) -> Self {
        Self { document, history: History::default(), revision: 0 }
    }

    /// The document as it is now.
    pub fn document(&self) -> &Document {
        &self.document
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
        let undo = transaction.apply(&mut self.document)?;
        self.history.push(undo);
        self.revision += 1;
        Ok(Touched::new(&self.document, ids))
    }

    /// Takes back the last step; `None` if there is none. Says its name and what it touched.
    pub fn undo(&mut self) -> Option<(String, Touched)> {
        let undo = self.history.pop_undo()?;
        let redo = self.travel(undo)?;
        let done = (redo.name.clone(), Touched::new(&self.document, redo.annotations()));
        self.history.push_redo(redo);
        Some(done)
    }

    /// Does the step again that was taken back last; `None` if there is none.
    pub fn redo(&mut self) -> Option<(String, Touched)> {
        let redo = self.history.pop_redo()?;
        let ids = redo.annotations();
        let undo = self.travel(redo)?;
        let done = (undo.name.clone(), Touched::new(&self.document, ids));
        self.history.push_undo(undo);
        Some(done)
    }

    fn travel(&mut self, step: Transaction) -> Option<Transaction> {
        // A step was made for exactly this state, so it fits; if ever not, the document is as it was.
        let inverse = step.apply(&mut self.document);
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
    }

    /// Forgets all steps: the document as it is now is where work begins.
    pub fn forget_history(&mut self) {
        self.history = History::default();
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
}
