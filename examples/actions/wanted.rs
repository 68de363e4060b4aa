//! What a document is to say at the end: the right answers, in the labels of a tag set.

use std::collections::BTreeSet;
use std::sync::Arc;

use factmark::annotation::{Document, Gold, GoldSpan, Key, Overlap, TagSet};
use factmark::formats::tagset;
use factmark::text::Span;

/// Names of labels in data sets whose key is another one here.
const OTHER_NAMES: [(&str, &str); 1] = [("norp", "group")];
/// Kinds of links in data sets.
const LINKS: [(&str, &str); 2] = [("quote_source", "said_by"), ("quote_cue", "cue")];
/// Keys for labels that a data set has and the tag set lacks.
const FREE_KEYS: &str = "zh";

/// A label at a place, which may have several pieces.
pub(crate) type Tag = (Key, Vec<Span>);

/// The right answers for one text.
pub(crate) struct Wanted {
    /// The labels that there are: those of the text's data set.
    pub(crate) tag_set: Arc<TagSet>,
    /// The tags, each once.
    pub(crate) tags: BTreeSet<Tag>,
    /// Which tag belongs to which: whole, part.
    pub(crate) parts: BTreeSet<(Tag, Tag)>,
}

impl Wanted {
    /// The answers of `gold`, as an editor with a tag set for just these labels would give them.
    pub(crate) fn new(gold: &Gold) -> Self {
        let tag = |it: &GoldSpan| (label(&it.label), it.spans.clone());
        let tags: BTreeSet<Tag> = gold.spans.iter().map(tag).collect();
        let end = |index: usize| gold.spans.get(index).map(tag);
        let known = |kind: &str| LINKS.iter().any(|it| it.0 == kind || it.1 == kind);
        let links = gold.links.iter().filter(|it| known(&it.kind));
        let parts = links.filter_map(|it| Some((end(it.from)?, end(it.to)?))).collect();
        Self { tag_set: Arc::new(tag_set(&tags)), tags, parts }
    }

    /// What `document` says: live tags, and which of them belong together.
    pub(crate) fn said(document: &Document) -> (Vec<Tag>, BTreeSet<(Tag, Tag)>) {
        let live = document.annotations().filter(|it| it.is_live());
        let mut tags: Vec<Tag> =
            live.map(|it| (it.label.clone(), it.spans.as_slice().to_vec())).collect();
        tags.sort();
        let end = |id| {
            let it = document.annotation(id).filter(|it| it.is_live())?;
            Some((it.label.clone(), it.spans.as_slice().to_vec()))
        };
        let parts = document.relations().filter_map(|it| Some((end(it.from)?, end(it.to)?)));
        (tags, parts.collect())
    }
}

/// The key of a label of a data set.
fn label(name: &str) -> Key {
    let lower = name.to_lowercase();
    let other = OTHER_NAMES.iter().find(|it| it.0 == lower);
    Key::from(other.map_or(lower, |it| it.1.to_owned()))
}

/// The built-in tag set with just the labels of `tags`, and those it lacks.
fn tag_set(tags: &BTreeSet<Tag>) -> TagSet {
    let mut set = TagSet::clone(&tagset::news());
    let used: BTreeSet<&Key> = tags.iter().map(|it| &it.0).collect();
    set.labels.retain(|it| used.contains(&it.key));
    set.relations.retain(|it| {
        it.from.iter().chain(&it.to).all(|end| used.contains(end)) && !it.from.is_empty()
    });
    let mut free = FREE_KEYS.chars();
    for key in used {
        if set.label(key.as_str()).is_none() {
            set.import_label(key);
            if let Some(new) = set.labels.last_mut() {
                (new.shortcut, new.overlap) = (free.next(), Overlap::Flat);
            }
        }
    }
    set
}
