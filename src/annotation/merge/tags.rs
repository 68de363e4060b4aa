//! Tags of two versions: those that both knew, and new ones, of which two on the same words are one.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::choice::{Choice, Conflict, Thing, apart, tag, tag_now};
use super::{Changed, Work, changed, open};
use crate::annotation::document::Document;
use crate::annotation::edit::Edit;
use crate::annotation::model::{Annotation, AnnotationId};

impl Work<'_> {
    /// Tags: those that were there before, then the new ones.
    pub(super) fn annotations(&mut self) {
        for base in self.base.annotations() {
            let mine = self.mine.annotation(base.id).map(|it| self.mapped(it));
            let theirs = self.theirs.annotation(base.id);
            let changed = changed(Some(base), mine.as_ref(), theirs)
                .unless(mine.as_ref().zip(theirs).is_some_and(|it| open::same_tag(it.0, it.1)));
            self.old_annotation(base, changed, mine, theirs);
            if self.result.annotation(base.id).is_some() {
                self.ids.insert(base.id, base.id);
            }
        }
        let new = |document: &Document, id| {
            document.annotation(id).is_some() && self.base.annotation(id).is_none()
        };
        let ours: Vec<_> = self.mine.annotations().filter(|it| new(self.mine, it.id)).collect();
        let fresh: Vec<_> =
            self.theirs.annotations().filter(|it| new(self.theirs, it.id)).collect();
        let place = |it: &Annotation| (it.label.clone(), it.spans.as_slice().to_vec());
        let mut twins: BTreeMap<_, Vec<&Annotation>> = BTreeMap::new();
        for theirs in fresh {
            twins.entry(place(theirs)).or_default().push(theirs);
        }
        for mine in ours {
            let all = twins.get_mut(&place(mine)).filter(|it| !it.is_empty());
            let twin = all.map(|all| {
                let at = all.iter().position(|it| it.id == mine.id).unwrap_or(0);
                all.remove(at)
            });
            self.new_annotation(mine, twin);
        }
        let left = twins.into_values().flatten().map(|it| tag(self.theirs, it));
        self.merged.theirs.extend(left.collect::<Vec<_>>());
    }

    /// Takes our version of an annotation of the base, or not.
    fn old_annotation(
        &mut self,
        base: &Annotation,
        changed: Changed,
        mine: Option<Annotation>,
        theirs: Option<&Annotation>,
    ) {
        if matches!(changed, Changed::Nobody | Changed::Alike) {
            return;
        }
        let document = self.base;
        let what = || tag(document, base);
        let now = (self.mine.annotation(base.id), theirs);
        let conflict = self.conflict(base.id, what(), now);
        let takes = self.takes(changed, || conflict);
        match (mine, theirs) {
            _ if takes == Choice::Theirs => {}
            (mine, theirs) if takes == Choice::Open => self.both_open(mine, theirs),
            (Some(mine), Some(_)) if takes == Choice::Both => {
                self.add(mine, what);
            }
            (Some(mine), Some(theirs)) => {
                let (record, new) = (mine.record, Arc::new(mine.clone()));
                if !self.put(Edit::Replace(new), record, what) {
                    // Theirs has a link that ours cannot have.
                    self.both_open(Some(mine), Some(theirs));
                }
            }
            (Some(mine), None) => {
                let record = mine.record;
                self.put(Edit::Insert(Arc::new(mine)), record, what);
            }
            (None, Some(theirs)) => {
                self.apply(Edit::Remove(theirs.id), what);
            }
            (None, None) => {}
        }
    }

    /// A tag that both may have changed, in words. Two can stand beside each other if they say
    /// different things of the words, or the same of different words.
    fn conflict(
        &self,
        id: AnnotationId,
        what: String,
        (mine, theirs): (Option<&Annotation>, Option<&Annotation>),
    ) -> Conflict {
        let beside = |(one, other): (&Annotation, &Annotation)| {
            one.is_live()
                && other.is_live()
                && (one.label != other.label || one.spans != other.spans)
        };
        let words = apart((tag_now(self.mine, mine), tag_now(self.theirs, theirs)));
        Conflict {
            thing: Thing::Annotation(id),
            what,
            mine: words.0,
            theirs: words.1,
            both: mine.zip(theirs).is_some_and(beside),
        }
    }

    /// Adds an annotation of ours under a new id; says which.
    pub(super) fn add(
        &mut self,
        mine: Annotation,
        what: impl Fn() -> String,
    ) -> Option<AnnotationId> {
        let id = self.next.annotation;
        self.next.annotation.0 += 1;
        let record = mine.record;
        let new = Edit::Insert(Arc::new(Annotation { id, ..mine }));
        self.put(new, record, what).then_some(id)
    }

    fn new_annotation(&mut self, mine: &Annotation, twin: Option<&Annotation>) {
        let what = || tag(self.mine, mine);
        let mapped = self.mapped(mine);
        let Some(twin) = twin else {
            self.merged.mine.push(what());
            if let Some(id) = self.add(mapped, what) {
                self.ids.insert(mine.id, id);
            }
            return;
        };
        self.ids.insert(mine.id, twin.id);
        let mapped = Annotation { id: twin.id, ..mapped };
        if open::same_tag(&mapped, twin) {
            return;
        }
        let conflict = self.conflict(mine.id, what(), (Some(mine), Some(twin)));
        match self.takes(Changed::Both, || conflict) {
            Choice::Theirs => {}
            Choice::Open => self.both_open(Some(mapped), Some(twin)),
            Choice::Mine | Choice::Both => {
                let record = mapped.record;
                self.put(Edit::Replace(Arc::new(mapped)), record, what);
            }
        }
    }

    /// Our annotation, with the result's record.
    fn mapped(&self, mine: &Annotation) -> Annotation {
        let record = mine.record.and_then(|it| self.records.get(&it)).copied();
        Annotation { record, ..mine.clone() }
    }
}
