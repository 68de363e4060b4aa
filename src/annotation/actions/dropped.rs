//! What a step takes from tags and keeps nowhere: for the message that tells it.

use std::collections::BTreeSet;

use super::short;
use crate::annotation::{
    Annotation, AnnotationId, Document, Edit, Relation, RelationId, Transaction,
};

/// Something that goes with a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dropped {
    /// Its note.
    Note,
    /// An attribute, by its name.
    Attribute(String),
    /// What it stands for: the name of the record.
    Record(String),
    /// A link from it.
    Link {
        /// The name of the kind.
        name: String,
        /// The first words of the other tag.
        to: String,
    },
    /// A link to it.
    LinkFrom {
        /// The name of the kind.
        name: String,
        /// The first words of the other tag.
        from: String,
    },
}

/// What `step`, which fits `document`, takes from tags that it takes out, joins or relabels, and gives
/// to no other: notes, then attributes, records, and links. What is only rejected keeps all it has.
pub fn dropped(document: &Document, step: &Transaction) -> Vec<Dropped> {
    let after = After::new(document, step);
    let mut found = Vec::new();
    for edit in &step.edits {
        match edit {
            Edit::Remove(id) => {
                found.extend(document.annotation(*id).into_iter().flat_map(|it| after.lost(it)));
            }
            Edit::Replace(new) => {
                let old = document.annotation(new.id);
                found.extend(old.into_iter().flat_map(|it| after.lost(it)));
            }
            _ => {}
        }
    }
    let links = after.unlinked.iter().filter_map(|it| document.relation(*it));
    found.extend(links.filter(|it| !after.has_link(it)).map(|it| after.tell(it)));
    found.sort_by_key(|it| match it {
        Dropped::Note => 0,
        Dropped::Attribute(_) => 1,
        Dropped::Record(_) => 2,
        Dropped::Link { .. } | Dropped::LinkFrom { .. } => 3,
    });
    found
}

/// What is there after a step, as far as the step touches it.
struct After<'a> {
    document: &'a Document,
    /// Tags that stand, as they are then.
    kept: Vec<&'a Annotation>,
    /// Tags that are joined to one that stands, or gone.
    gone: BTreeSet<AnnotationId>,
    linked: Vec<&'a Relation>,
    unlinked: BTreeSet<RelationId>,
}

impl<'a> After<'a> {
    fn new(document: &'a Document, step: &'a Transaction) -> Self {
        let mut after = Self {
            document,
            kept: Vec::new(),
            gone: BTreeSet::new(),
            linked: Vec::new(),
            unlinked: BTreeSet::new(),
        };
        for edit in &step.edits {
            match edit {
                Edit::Insert(it) | Edit::Replace(it) if it.is_live() => after.kept.push(it),
                Edit::Link(it) => after.linked.push(it),
                Edit::Unlink(id) => drop(after.unlinked.insert(*id)),
                _ => {}
            }
        }
        for edit in &step.edits {
            match edit {
                Edit::Remove(id) => drop(after.gone.insert(*id)),
                // Rejected in favour of another, and not only rejected.
                Edit::Replace(it) if !it.is_live() && after.heir(it).is_some() => {
                    after.gone.insert(it.id);
                }
                _ => {}
            }
        }
        after
    }

    /// The tag that a gone one has become a part of.
    fn heir(&self, gone: &Annotation) -> Option<&'a Annotation> {
        let shares = |it: &&&Annotation| {
            it.id != gone.id
                && it.label == gone.label
                && it.spans.hull().contains(gone.spans.hull())
        };
        self.kept.iter().find(shares).copied()
    }

    /// The tags that have what `old` had.
    fn heirs(&self, old: &Annotation) -> impl Iterator<Item = &'a Annotation> {
        let heir = self.heir(old);
        let same = self.kept.iter().copied().filter(move |it| it.id == old.id);
        same.chain(heir)
    }

    fn lost(&self, old: &Annotation) -> Vec<Dropped> {
        let mut lost = Vec::new();
        if !self.gone.contains(&old.id) && self.heirs(old).next().is_none() {
            return lost; // rejected, and nothing else
        }
        let has = |is: &dyn Fn(&Annotation) -> bool| self.heirs(old).any(is);
        let note = old.note.as_deref().filter(|it| !it.is_empty());
        if note.is_some_and(|note| !has(&|it| it.note.as_ref().is_some_and(|it| it.contains(note))))
        {
            lost.push(Dropped::Note);
        }
        if self.is_part_of_gone(old) {
            return lost; // the link to it is told
        }
        let label = self.document.label(old);
        for (key, value) in &old.attributes {
            if !has(&|it| it.attributes.get(key) == Some(value)) {
                let spec = label.and_then(|it| it.attribute(key.as_str()));
                let name = spec.map_or_else(|| key.to_string(), |it| it.name.clone());
                lost.push(Dropped::Attribute(name));
            }
        }
        let record = old.record.and_then(|it| self.document.record(it));
        if let Some(record) = record.filter(|record| !has(&|it| it.record == Some(record.id))) {
            lost.push(Dropped::Record(record.name.clone()));
        }
        lost
    }

    fn is_part_of_gone(&self, old: &Annotation) -> bool {
        let mut links = self.document.relations_of(old.id);
        links.any(|it| it.to == old.id && it.from != old.id && self.gone.contains(&it.from))
            && self.document.is_part(old)
    }

    /// Whether a link is there all the same, perhaps between other tags.
    fn has_link(&self, old: &Relation) -> bool {
        let heir = |id: AnnotationId| {
            let gone = self.document.annotation(id).filter(|_| self.gone.contains(&id))?;
            Some(self.heir(gone)?.id)
        };
        let end = |id: AnnotationId| heir(id).unwrap_or(id);
        let (from, to) = (end(old.from), end(old.to));
        if from == to && old.from != old.to {
            return true; // both ends are one tag now
        }
        let before = self.document.relations_of(from).filter(|it| !self.unlinked.contains(&it.id));
        let mut all = self.linked.iter().copied().chain(before);
        all.any(|it| it.kind == old.kind && (it.from, it.to) == (from, to))
    }

    fn tell(&self, link: &Relation) -> Dropped {
        let spec = self.document.tag_set().relation(link.kind.as_str());
        let name = spec.map_or_else(|| link.kind.to_string(), |it| it.name.clone());
        let words = |id| {
            let tag = self.document.annotation(id);
            tag.map(|it| short(&self.document.excerpt(it))).unwrap_or_default()
        };
        let touched = |id| self.gone.contains(&id) || self.kept.iter().any(|it| it.id == id);
        // As the tag that goes tells it.
        if touched(link.to) && !touched(link.from) {
            return Dropped::LinkFrom { name, from: words(link.from) };
        }
        Dropped::Link { name, to: words(link.to) }
    }
}
