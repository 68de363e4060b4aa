//! [`Selection`]: which tags of a document go out.

use std::ops::AddAssign;

use crate::annotation::{
    Annotation, AnnotationId, Document, Edit, Key, RecordId, Review, Signature, Standing, Timestamp,
};

/// Which tags of a document go out. The default: those that people have accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Also what nobody has decided on.
    pub proposals: bool,
    /// Also what people have rejected, as negative examples.
    pub rejected: bool,
    /// Only these labels; empty means any.
    pub labels: Vec<Key>,
    /// Only what one of these people made or decided; empty means any.
    pub editors: Vec<String>,
    /// Only what was decided at or after this moment.
    pub since: Option<Timestamp>,
    /// Only what was decided before this moment.
    pub until: Option<Timestamp>,
}

/// What a selection leaves behind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Tags that nobody has decided on.
    pub proposals: usize,
    /// Tags that people have rejected.
    pub rejected: usize,
    /// Tags that were decided, but not chosen by label, editor or time.
    pub others: usize,
    /// Relations; of those whose tags go out only.
    pub relations: usize,
}

impl AddAssign for LeftOut {
    fn add_assign(&mut self, other: Self) {
        self.proposals += other.proposals;
        self.rejected += other.rejected;
        self.others += other.others;
        self.relations += other.relations;
    }
}

impl Selection {
    /// Everything that is in a document.
    pub fn all() -> Self {
        Self { proposals: true, rejected: true, ..Self::default() }
    }

    /// A copy of `document` with what is chosen, and what is not. Records that no tag stands for any
    /// more go too; the rest keeps its ids.
    pub fn apply(&self, document: &Document) -> (Document, LeftOut) {
        let mut left = LeftOut::default();
        let mut out: Vec<AnnotationId> = Vec::new();
        for tag in document.annotations() {
            if self.decided(&tag.standing) && self.chosen(tag) {
                continue;
            }
            out.push(tag.id);
            *match tag.standing.review {
                Review::Proposed if !self.proposals => &mut left.proposals,
                Review::Rejected if !self.rejected => &mut left.rejected,
                Review::Proposed | Review::Accepted | Review::Rejected => &mut left.others,
            } += 1;
        }
        out.sort_unstable();
        let goes = |id: &AnnotationId| out.binary_search(id).is_err();
        let mut links = Vec::new();
        for link in document.relations() {
            let ends = goes(&link.from) && goes(&link.to);
            if ends && self.decided(&link.standing) {
                continue;
            }
            left.relations += usize::from(ends);
            links.push(Edit::Unlink(link.id));
        }
        let mut copy = document.clone();
        let edits = links.into_iter().chain(out.iter().map(|it| Edit::Remove(*it)));
        for edit in edits {
            // They are there, and nothing touches the annotations any more.
            let applied = copy.apply(edit);
            debug_assert!(applied.is_ok(), "{applied:?}");
        }
        let mentioned = |id: RecordId| document.mentions(id).next().is_some();
        let bare: Vec<_> = copy
            .records()
            .map(|it| it.id)
            .filter(|it| mentioned(*it) && copy.mentions(*it).next().is_none())
            .collect();
        for record in bare {
            let applied = copy.apply(Edit::RemoveRecord(record));
            debug_assert!(applied.is_ok(), "{applied:?}");
        }
        (copy, left)
    }

    fn decided(&self, standing: &Standing) -> bool {
        match standing.review {
            Review::Proposed => self.proposals,
            Review::Accepted => true,
            Review::Rejected => self.rejected,
        }
    }

    fn chosen(&self, tag: &Annotation) -> bool {
        let signed = tag.standing.signed.as_ref();
        let label = self.labels.is_empty() || self.labels.contains(&tag.label);
        let by = |it: &Signature| self.editors.contains(&it.by);
        let editor = self.editors.is_empty() || signed.is_some_and(by);
        let at = signed.and_then(|it| it.at);
        let after = |since: Timestamp| at.is_some_and(|it| it >= since);
        let before = |until: Timestamp| at.is_some_and(|it| it < until);
        label && editor && self.since.is_none_or(after) && self.until.is_none_or(before)
    }
}
