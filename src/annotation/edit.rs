//! [`Edit`] and [`Transaction`]: the only way to change a [`Document`].

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::document::{Document, Metadata};
use super::model::{Annotation, AnnotationId, Record, RecordId, Relation, RelationId};
use super::tagset::{TagSet, TagSetError};
use super::zone::Zone;
use crate::text::Text;

/// One change to a [`Document`].
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Adds an annotation.
    Insert(Arc<Annotation>),
    /// Takes an annotation out. Refused while relations touch it.
    Remove(AnnotationId),
    /// Puts the annotation in the place of the one with the same id.
    Replace(Arc<Annotation>),
    /// Adds a relation.
    Link(Box<Relation>),
    /// Takes a relation out.
    Unlink(RelationId),
    /// Adds a record.
    AddRecord(Box<Record>),
    /// Takes a record out. Refused while annotations stand for it.
    RemoveRecord(RecordId),
    /// Puts the record in the place of the one with the same id.
    ReplaceRecord(Box<Record>),
    /// Puts `insert` in the place of `remove` zones from index `at` on.
    SpliceZones {
        /// Index of the first zone to go.
        at: usize,
        /// How many zones go.
        remove: usize,
        /// What comes in their place.
        insert: Vec<Zone>,
    },
    /// Changes what is known about the document as a whole.
    SetMetadata(Box<Metadata>),
    /// Changes what may be tagged. Refused while something in the document would not fit.
    SetTagSet(Arc<TagSet>),
}

/// Why an edit does not fit a document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// No such annotation.
    #[error("there is no tag {0} here; select another")]
    NoAnnotation(AnnotationId),
    /// No such relation.
    #[error("there is no link {0} here; look at its tags again")]
    NoRelation(RelationId),
    /// No such record.
    #[error("there is no record {0} here; choose another")]
    NoRecord(RecordId),
    /// The id is taken.
    #[error("the id {0} is used already; give one of the two another")]
    Taken(String),
    /// A span is not a place in the text.
    #[error("the place of {0} does not fit the text; is it from another version of the article?")]
    Place(String),
    /// Relations touch the annotation.
    #[error("the tag {0} is still linked to others; take its links out first")]
    Linked(AnnotationId),
    /// Annotations stand for the record.
    #[error("the record {0} still has mentions; give them another record first")]
    Mentioned(RecordId),
    /// The tag set does not know it.
    #[error(transparent)]
    TagSet(#[from] TagSetError),
    /// The relation kind is unknown or does not fit the labels of its ends.
    #[error(
        "no link {kind} can go from a {from} to a {to}; relabel one of them, or choose another link"
    )]
    Relation {
        /// The relation kind.
        kind: String,
        /// Label of the start.
        from: String,
        /// Label of the end.
        to: String,
    },
    /// Zones would overlap, leave text out, or be out of order.
    #[error("zones must be in order, apart, and hold all of the text, but {0}")]
    Zones(String),
    /// The action cannot be done here.
    #[error("{0}")]
    Refused(String),
}

impl Document {
    /// Applies `edit` and returns the edit that undoes it.
    ///
    /// The document is unchanged if the edit does not fit it.
    pub fn apply(&mut self, edit: Edit) -> Result<Edit, EditError> {
        match edit {
            Edit::Insert(annotation) => self.insert(annotation),
            Edit::Remove(id) => self.remove(id),
            Edit::Replace(annotation) => self.replace(annotation),
            Edit::Link(relation) => self.link(*relation),
            Edit::Unlink(id) => self.unlink(id),
            Edit::AddRecord(record) => self.add_record(*record),
            Edit::RemoveRecord(id) => self.remove_record(id),
            Edit::ReplaceRecord(record) => self.replace_record(*record),
            Edit::SpliceZones { at, remove, insert } => self.splice_zones(at, remove, insert),
            Edit::SetMetadata(metadata) => {
                let old = std::mem::replace(&mut self.metadata, *metadata);
                Ok(Edit::SetMetadata(Box::new(old)))
            }
            Edit::SetTagSet(tag_set) => self.set_tag_set(tag_set),
        }
    }

    fn insert(&mut self, new: Arc<Annotation>) -> Result<Edit, EditError> {
        let id = new.id;
        if self.annotation(id).is_some() {
            return Err(EditError::Taken(id.to_string()));
        }
        self.admit(&new)?;
        self.next.annotation = self.next.annotation.max(AnnotationId(id.0.saturating_add(1)));
        self.annotations.put(new);
        Ok(Edit::Remove(id))
    }

    fn remove(&mut self, id: AnnotationId) -> Result<Edit, EditError> {
        if self.relations_of(id).next().is_some() {
            return Err(EditError::Linked(id));
        }
        let old = self.annotations.remove(id).ok_or(EditError::NoAnnotation(id))?;
        Ok(Edit::Insert(old))
    }

    fn replace(&mut self, new: Arc<Annotation>) -> Result<Edit, EditError> {
        let old = self.annotation(new.id).ok_or(EditError::NoAnnotation(new.id))?;
        if old.label != new.label {
            for relation in self.relations_of(new.id) {
                self.fits(&self.tag_set, relation, Some(&new))?;
            }
        }
        self.admit(&new)?;
        let id = new.id;
        let old = self.annotations.put(new).ok_or(EditError::NoAnnotation(id))?;
        Ok(Edit::Replace(old))
    }

    fn set_tag_set(&mut self, new: Arc<TagSet>) -> Result<Edit, EditError> {
        self.fit(&new)?;
        Ok(Edit::SetTagSet(std::mem::replace(&mut self.tag_set, new)))
    }

    /// Whether all that is here could stand under another tag set.
    pub(super) fn fit(&self, tag_set: &TagSet) -> Result<(), EditError> {
        for annotation in self.annotations() {
            tag_set.admits(annotation)?;
        }
        self.relations().try_for_each(|it| self.fits(tag_set, it, None))
    }

    /// Whether the annotation can stand in this document.
    fn admit(&self, annotation: &Annotation) -> Result<(), EditError> {
        let fits = |bytes: Range<usize>| self.text.span(bytes).is_ok();
        if !annotation.spans.iter().all(|it| fits(it.range())) {
            return Err(EditError::Place(annotation.id.to_string()));
        }
        if let Some(record) = annotation.record
            && self.record(record).is_none()
        {
            return Err(EditError::NoRecord(record));
        }
        Ok(self.tag_set.admits(annotation)?)
    }

    /// Whether the relation can stand in this document, with `changed` in the place of its old self.
    fn fits(
        &self,
        tag_set: &TagSet,
        relation: &Relation,
        changed: Option<&Annotation>,
    ) -> Result<(), EditError> {
        let end = |id| {
            let new = changed.filter(|it| it.id == id);
            let label = new.or_else(|| self.annotation(id)).map(|it| &it.label);
            label.ok_or(EditError::NoAnnotation(id))
        };
        let (from, to) = (end(relation.from)?, end(relation.to)?);
        let spec = tag_set.relation(relation.kind.as_str());
        if spec.is_some_and(|it| it.admits(from, to)) {
            return Ok(());
        }
        Err(EditError::Relation {
            kind: relation.kind.to_string(),
            from: from.to_string(),
            to: to.to_string(),
        })
    }

    fn link(&mut self, new: Relation) -> Result<Edit, EditError> {
        let id = new.id;
        if self.relation(id).is_some() {
            return Err(EditError::Taken(id.to_string()));
        }
        self.fits(&self.tag_set, &new, None)?;
        self.next.relation = self.next.relation.max(RelationId(id.0.saturating_add(1)));
        for end in [new.from, new.to] {
            self.links.insert((end, id), ());
        }
        self.relations.insert(id, new);
        Ok(Edit::Unlink(id))
    }

    fn unlink(&mut self, id: RelationId) -> Result<Edit, EditError> {
        let old = self.relations.remove(id).ok_or(EditError::NoRelation(id))?;
        for end in [old.from, old.to] {
            self.links.remove((end, id));
        }
        Ok(Edit::Link(Box::new(old)))
    }

    fn add_record(&mut self, new: Record) -> Result<Edit, EditError> {
        let id = new.id;
        if self.record(id).is_some() {
            return Err(EditError::Taken(id.to_string()));
        }
        self.next.record = self.next.record.max(RecordId(id.0.saturating_add(1)));
        self.records.insert(id, new);
        Ok(Edit::RemoveRecord(id))
    }

    fn remove_record(&mut self, id: RecordId) -> Result<Edit, EditError> {
        if self.mentions(id).next().is_some() {
            return Err(EditError::Mentioned(id));
        }
        let old = self.records.remove(id).ok_or(EditError::NoRecord(id))?;
        Ok(Edit::AddRecord(Box::new(old)))
    }

    fn replace_record(&mut self, new: Record) -> Result<Edit, EditError> {
        let id = new.id;
        let place = self.records.get_mut(id).ok_or(EditError::NoRecord(id))?;
        Ok(Edit::ReplaceRecord(Box::new(std::mem::replace(place, new))))
    }

    fn splice_zones(
        &mut self,
        at: usize,
        remove: usize,
        insert: Vec<Zone>,
    ) -> Result<Edit, EditError> {
        let end = at.checked_add(remove).filter(|it| *it <= self.zones.len());
        let Some(end) = end else {
            return Err(EditError::Zones(format!(
                "there is no zone {}",
                at.saturating_add(remove)
            )));
        };
        let before = at.checked_sub(1).and_then(|it| self.zones.get(it));
        // With no zone left at all the document is not zoned, which is fine.
        if self.zones.len() - remove + insert.len() > 0 {
            check_cover(&self.text, before, &insert, self.zones.get(end))?;
        }
        let added = insert.len();
        let zones = Arc::make_mut(&mut self.zones);
        let removed: Vec<Zone> = zones.splice(at..end, insert).collect();
        Ok(Edit::SpliceZones { at, remove: added, insert: removed })
    }
}

/// Checks that `zones` hold every non-blank character between two neighbours, in order.
fn check_cover(
    text: &Text,
    before: Option<&Zone>,
    zones: &[Zone],
    after: Option<&Zone>,
) -> Result<(), EditError> {
    let mut at = before.map_or(0, |it| it.span.end());
    // Text after the neighbour below is its own and the next ones' matter.
    let next = after.map_or(text.len(), |it| it.span.start());
    for (start, end) in
        zones.iter().map(|it| (it.span.start(), it.span.end())).chain([(next, next)])
    {
        if start < at {
            return Err(EditError::Zones(format!("two zones hold byte {start}")));
        }
        if !text.as_str().get(at..start).is_some_and(|it| it.trim().is_empty()) {
            return Err(EditError::Zones(format!("no zone holds all of {at}..{start}")));
        }
        if start < end && text.span(start..end).is_err() {
            return Err(EditError::Place("a zone".to_owned()));
        }
        at = end;
    }
    Ok(())
}

/// Edits that happen, and are undone, together.
#[derive(Clone, Debug, PartialEq)]
pub struct Transaction {
    /// What it does, as the undo menu says it: "Accept", "Tag 4 mentions".
    pub name: String,
    /// The edits, in order.
    pub edits: Vec<Edit>,
}

/// What a transaction changed, for the window to select.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Annotations that were added or changed and are there now, the main one first.
    pub annotations: Vec<AnnotationId>,
}

impl Transaction {
    /// A transaction of these edits.
    pub fn new(name: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { name: name.into(), edits }
    }

    /// Whether nothing would happen.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// Applies every edit or none, and returns the transaction that undoes them.
    pub fn apply(self, document: &mut Document) -> Result<Self, EditError> {
        let mut undo = Vec::with_capacity(self.edits.len());
        for edit in self.edits {
            match document.apply(edit) {
                Ok(inverse) => undo.push(inverse),
                Err(error) => {
                    for inverse in undo.into_iter().rev() {
                        // Undoing what was just done cannot fail: the state is the one it was made for.
                        let undone = document.apply(inverse);
                        debug_assert!(undone.is_ok(), "{undone:?}");
                    }
                    return Err(error);
                }
            }
        }
        undo.reverse();
        Ok(Self { name: self.name, edits: undo })
    }

    /// The annotations that this transaction is about, each once, in the order of its edits: an
    /// action's main one comes first.
    pub fn annotations(&self) -> Vec<AnnotationId> {
        let mut seen = BTreeSet::new();
        let ids = self.edits.iter().filter_map(|edit| match edit {
            Edit::Insert(it) | Edit::Replace(it) => Some(it.id),
            Edit::Remove(id) => Some(*id),
            Edit::Link(it) => Some(it.from),
            Edit::Unlink(_)
            | Edit::AddRecord(_)
            | Edit::RemoveRecord(_)
            | Edit::ReplaceRecord(_)
            | Edit::SpliceZones { .. }
            | Edit::SetMetadata(_)
            | Edit::SetTagSet(_) => None,
        });
        ids.filter(|it| seen.insert(*it)).collect()
    }
}

impl Transaction {
    /// Every annotation that an edit names, links at both ends. Of links that are taken out only the
    /// transaction that undoes this one knows the ends.
    pub fn ends(&self) -> BTreeSet<AnnotationId> {
        let ends = self.edits.iter().flat_map(|edit| match edit {
            Edit::Insert(it) | Edit::Replace(it) => [Some(it.id), None],
            Edit::Remove(id) => [Some(*id), None],
            Edit::Link(it) => [Some(it.from), Some(it.to)],
            Edit::Unlink(_)
            | Edit::AddRecord(_)
            | Edit::RemoveRecord(_)
            | Edit::ReplaceRecord(_)
            | Edit::SpliceZones { .. }
            | Edit::SetMetadata(_)
            | Edit::SetTagSet(_) => [None, None],
        });
        ends.flatten().collect()
    }
}

impl Touched {
    /// Those of `ids` that are in `document`.
    pub fn new(document: &Document, ids: Vec<AnnotationId>) -> Self {
        let here = ids.into_iter().filter(|it| document.annotation(*it).is_some());
        Self { annotations: here.collect() }
    }
}
