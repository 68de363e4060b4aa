//! What people have tagged, carried onto a new draft of the article: [`carry`].
//!
//! Sentences are compared first (`sentences`), since a tag is right only where the sentence around it
//! says the same. A tag follows its sentence where that is the same, letter by letter, and where it is
//! clear which one it is. Where words have changed, it goes to the best place as an open proposal with
//! the old words in its note; where there is none, it is kept in a list (`orphans`). So no tag shifts
//! to a sentence that only looks like its own.
//!
//! Not here: reading the new draft (`formats`), tags of the new text itself (`tagger`), versions of
//! one text (`annotation::merge`).

mod alike;
mod orphans;
mod place;
mod sentences;
#[cfg(test)]
mod tests;
mod zones;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use self::orphans::{ORPHANS, Orphan, dismiss_orphan, dismiss_orphans, orphans, place_orphan};
use self::place::{Drafts, Placing};
use super::document::{Document, Metadata, Status};
use super::edit::{Edit, EditError};
use super::merge::decided;
use super::model::{Annotation, AnnotationId, Origin, Proposed, Relation, Review, Spans, Tier};
use crate::text::Span;

/// How the notes of tags begin whose words or sentence have changed.
pub(super) const STALE: &str = "New draft: ";

/// What the note of a tag says of an earlier draft, for as long as nobody has decided on it since.
pub fn earlier(tag: &Annotation) -> Option<&str> {
    let note = tag.note.as_deref().filter(|_| tag.is_open())?;
    note.lines().filter_map(|it| it.strip_prefix(STALE)).next_back()
}

/// What became of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It stands on the same words of the same sentence.
    Exact,
    /// Likewise, and the sentence stands elsewhere.
    Moved,
    /// Its words or the sentence around them have changed, or it is not clear which one it is: it is
    /// open, with a note.
    Changed,
    /// Its words are gone: it is in the list of those without a place.
    Orphaned,
}

impl Fate {
    /// Every one, from the best on.
    pub const ALL: &[Self] = &[Self::Exact, Self::Moved, Self::Changed, Self::Orphaned];

    /// Its key in reports.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Moved => "moved",
            Self::Changed => "changed",
            Self::Orphaned => "orphaned",
        }
    }
}

/// A document on its new text.
#[derive(Clone, Debug)]
pub struct Carried {
    /// The new document.
    pub document: Document,
    /// What became of each tag, in the order of the old document.
    pub tags: Vec<(AnnotationId, Fate)>,
    /// Links that are open again, since one of their ends has changed or both stand otherwise.
    pub links_open: usize,
    /// Links that are kept with a tag without a place.
    pub links_lost: usize,
    /// Whether the document had been finished and is open again.
    pub reopened: bool,
}

impl Carried {
    /// How many tags met a fate.
    pub fn count(&self, fate: Fate) -> usize {
        self.tags.iter().filter(|it| it.1 == fate).count()
    }
}

/// Carries what `old` knows onto the text of `new`, a document as it was read from a file.
///
/// Tags, links and records keep their ids. Fails only where an edit does not fit, which is a bug.
pub fn carry(old: &Document, new: &Document) -> Result<Carried, EditError> {
    let drafts = Drafts::new(old.text(), new.text());
    let mut document = Document::new(new.text().clone(), old.tag_set().clone());
    document.zones.clone_from(&new.zones);
    document.markup.clone_from(&new.markup);
    document.reserve_ids(old.next_ids());
    zones::carry(old, &mut document, &drafts)?;
    for record in old.records() {
        document.apply(Edit::AddRecord(Box::new(record.clone())))?;
    }
    let mut tags = Vec::with_capacity(old.annotation_count());
    let mut shifts = BTreeMap::new();
    let mut lost = Vec::new();
    for tag in old.annotations() {
        let fate = match anchor(tag, &drafts) {
            Anchor::Sure { spans, moved, shift } => {
                shifts.insert(tag.id, Some(shift));
                let new = Annotation { spans, ..tag.clone() };
                document.apply(Edit::Insert(Arc::new(with_origin(new, &drafts))))?;
                if moved { Fate::Moved } else { Fate::Exact }
            }
            Anchor::Open(spans) => {
                shifts.insert(tag.id, None);
                let new = stale(old, tag, Annotation { spans, ..tag.clone() }, &document);
                document.apply(Edit::Insert(Arc::new(with_origin(new, &drafts))))?;
                Fate::Changed
            }
            Anchor::Nowhere => {
                lost.push(orphans::orphan(old, tag));
                Fate::Orphaned
            }
        };
        tags.push((tag.id, fate));
    }
    let (links_open, links_lost) = relations(old, &mut document, &shifts)?;
    let mut metadata = metadata(old, new);
    orphans::keep(&mut metadata, &lost);
    document.apply(Edit::SetMetadata(Box::new(metadata)))?;
    let reopened = old.metadata().status != Status::Open;
    Ok(Carried { document, tags, links_open, links_lost, reopened })
}

fn metadata(old: &Document, new: &Document) -> Metadata {
    let (before, now) = (old.metadata(), new.metadata());
    let mut extra = now.extra.clone();
    extra.extend(before.extra.clone());
    let id = if before.id.is_empty() { now.id.clone() } else { before.id.clone() };
    let source = now.source.clone().or_else(|| before.source.clone());
    Metadata { id, source, status: Status::Open, extra }
}

/// Where a tag goes.
enum Anchor {
    Sure { spans: Spans, moved: bool, shift: i64 },
    Open(Spans),
    Nowhere,
}

fn anchor(tag: &Annotation, drafts: &Drafts<'_>) -> Anchor {
    let found: Vec<_> = tag.spans.iter().map(|it| drafts.place(it)).collect();
    let mut spans = Vec::with_capacity(found.len());
    let (mut sure, mut any, mut shifts) = (true, false, Vec::new());
    for it in found {
        match it {
            Placing::Sure { span, moved, shift } => {
                spans.push(span);
                shifts.push(shift);
                any |= moved;
            }
            Placing::Open(span) => {
                spans.push(span);
                sure = false;
            }
            Placing::Nowhere => sure = false,
        }
    }
    // Pieces that stand nearer or farther than they did may be two things by now.
    let together = shifts.windows(2).all(|it| it.first() == it.last());
    let Some(first) = spans.first().copied() else { return Anchor::Nowhere };
    let ordered = spans.is_sorted();
    let all = Spans::new(spans);
    match (all, shifts.first()) {
        (Some(spans), Some(shift)) if sure && together && ordered => {
            Anchor::Sure { spans, moved: any, shift: *shift }
        }
        (Some(spans), _) => Anchor::Open(spans),
        (None, _) => Anchor::Open(first.into()),
    }
}

/// What the tagger proposed, in places of the new text.
fn with_origin(mut tag: Annotation, drafts: &Drafts<'_>) -> Annotation {
    let mapped = |spans: &Spans| {
        let place = |it: Span| match drafts.place(it) {
            Placing::Sure { span, .. } => Some(span),
            Placing::Open(_) | Placing::Nowhere => None,
        };
        spans.iter().map(place).collect::<Option<Vec<_>>>().and_then(Spans::new)
    };
    if let Origin::Tagger(rule) = &mut tag.standing.origin
        && let Some(was) = rule.proposed.take()
    {
        let here = mapped(&was.spans).unwrap_or_else(|| tag.spans.clone());
        rule.proposed = Some(Proposed { label: was.label, spans: here });
    }
    tag
}

/// White space does not count when words are compared.
fn plain(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A tag of which something has changed: open, with what it was in its note.
fn stale(old: &Document, tag: &Annotation, new: Annotation, there: &Document) -> Annotation {
    let (was, now) = (plain(&old.excerpt(tag)), plain(&there.excerpt(&new)));
    let why = if was == now {
        "the words are the same, their sentence changed or stands in more than one place"
    } else {
        "the words have changed"
    };
    let words = format!("{STALE}was “{was}”, {}; {why}", decided(&tag.standing));
    let note = match tag.note.as_deref().filter(|it| !it.is_empty()) {
        Some(note) => format!("{note}\n{words}"),
        None => words,
    };
    let mut new = Annotation { note: Some(note), ..new };
    new.standing.review = Review::Proposed;
    new.standing.tier = Tier::Unsure;
    new
}

/// Carries links; says how many are open again, and how many wait with a tag without a place.
fn relations(
    old: &Document,
    document: &mut Document,
    shifts: &BTreeMap<AnnotationId, Option<i64>>,
) -> Result<(usize, usize), EditError> {
    let (mut open, mut lost) = (0, 0);
    for relation in old.relations() {
        let ends = shifts.get(&relation.from).zip(shifts.get(&relation.to));
        let Some((from, to)) = ends else {
            lost += 1;
            continue;
        };
        let mut new = Relation::clone(relation);
        // One sentence more between the two can be another speaker.
        if from.is_none() || from != to {
            open += usize::from(new.standing.review != Review::Proposed);
            new.standing.review = Review::Proposed;
        }
        document.apply(Edit::Link(Box::new(new)))?;
    }
    Ok((open, lost))
}
