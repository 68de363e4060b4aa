//! The links of a tag, and the rows of the lists in which it is linked to another: kinds of links, tags
//! to link to, links to take out.

use super::chooser::{Choice, ChooserKind, key_of_row};
use super::intent::{Intent, TagIntent, ViewIntent};
use super::panels::{label_name, one_line};
use super::state::Open;
use super::words::chooser as words;
use super::words::tags;
use crate::annotation::{Annotation, Document, Relation};

/// Most tags that are offered.
const MOST: usize = 200;

/// The kinds of links that may start at the selected tag.
pub(super) fn kinds(open: &Open) -> Vec<Choice> {
    let Some(tag) = selected(open) else { return Vec::new() };
    let kinds = open.workspace.document().tag_set().relations.iter().enumerate();
    let kinds = kinds.filter(|(_, it)| it.may_start(&tag.label));
    let row = |(row, (index, spec)): (usize, (usize, &crate::annotation::RelationSpec))| {
        let intent = Intent::View(ViewIntent::Choose(ChooserKind::LinkTo(index)));
        let key = spec.shortcut.clone().unwrap_or_default();
        Choice::new(key_of_row(row), spec.name.clone(), key, intent)
    };
    kinds.enumerate().map(row).collect()
}

/// The tags that the selected one may be linked to by kind `index` and is not yet, the nearest first.
pub(super) fn targets(open: &Open, index: usize) -> Vec<Choice> {
    let document = open.workspace.document();
    let kind = document.tag_set().relations.get(index);
    let Some((tag, kind)) = selected(open).zip(kind) else { return Vec::new() };
    let linked = |it: &Annotation| {
        let mut links = document.relations_of(tag.id);
        links.any(|link| link.kind == kind.key && link.from == tag.id && link.to == it.id)
    };
    let here = tag.spans.hull().start();
    let mut all: Vec<&Annotation> = document
        .annotations()
        .filter(|it| it.id != tag.id && it.is_live() && kind.admits(&tag.label, &it.label))
        .filter(|it| !linked(it))
        .collect();
    all.sort_by_key(|it| it.spans.hull().start().abs_diff(here));
    let row = |(row, it): (usize, &&Annotation)| {
        let intent = Intent::Tag(TagIntent::Link(kind.key.clone(), it.id));
        let label = document.label(it).map_or(it.label.as_str(), |it| it.name.as_str());
        let detail = words::link_target(label, &around(document, it));
        Choice::new(key_of_row(row), one_line(&document.excerpt(it), 60), detail, intent)
    };
    all.iter().take(MOST).enumerate().map(row).collect()
}

/// A link, seen from one of its ends.
pub(super) struct Link<'a> {
    document: &'a Document,
    /// The link.
    pub(super) relation: &'a Relation,
    /// What is at its other end.
    pub(super) other: &'a Annotation,
}

/// The links of a tag, but for those with rejected tags.
pub(super) fn links<'a>(
    document: &'a Document,
    tag: &'a Annotation,
) -> impl Iterator<Item = Link<'a>> {
    document.relations_of(tag.id).filter_map(move |relation| {
        let end = if relation.from == tag.id { relation.to } else { relation.from };
        let other = document.annotation(end).filter(|it| it.is_live())?;
        Some(Link { document, relation, other })
    })
}

impl Link<'_> {
    fn starts_here(&self) -> bool {
        self.relation.to == self.other.id
    }

    /// Whether it makes the other end a part of this one.
    pub(super) fn is_own_part(&self) -> bool {
        self.starts_here() && is_part(self.document, self.relation)
    }

    /// The label's name of the other end.
    pub(super) fn label(&self) -> &str {
        label_name(self.document, self.other)
    }

    /// The words of the other end, or as many as fit a row.
    pub(super) fn words(&self) -> String {
        one_line(&self.document.excerpt(self.other), 60)
    }

    /// Its kind and its other end.
    pub(super) fn sentence(&self) -> String {
        let kind = self.document.tag_set().relation(self.relation.kind.as_str());
        let kind = kind.map_or(self.relation.kind.as_str(), |it| it.name.as_str());
        tags::link(kind, &self.words(), self.starts_here())
    }

    /// What the button says that takes it out.
    pub(super) fn removal(&self) -> String {
        if self.is_own_part() {
            return tags::take_part_off(&self.label().to_lowercase(), &self.words());
        }
        tags::unlink(&self.sentence())
    }
}

/// Whether a link makes its end a part of its start, as the source of a quote.
pub(super) fn is_part(document: &Document, link: &Relation) -> bool {
    let label = |id| document.annotation(id).map(|it| &it.label);
    let ends = label(link.from).zip(label(link.to));
    ends.is_some_and(|(main, part)| document.tag_set().part_relation(main, part).is_some())
}

/// The links of the selected tag, to take one out.
pub(super) fn removals(open: &Open) -> Vec<Choice> {
    let Some(tag) = selected(open) else { return Vec::new() };
    let row = |(row, link): (usize, Link<'_>)| {
        let intent = Intent::Tag(TagIntent::Unlink(link.relation.id));
        Choice::new(key_of_row(row), link.sentence(), link.label(), intent)
    };
    links(open.workspace.document(), tag).take(MOST).enumerate().map(row).collect()
}

fn selected(open: &Open) -> Option<&Annotation> {
    open.workspace.document().annotation(open.view.selected?)
}

/// Some words before and after a tag, to tell it from others with the same words.
fn around(document: &Document, tag: &Annotation) -> String {
    const AROUND: usize = 24;
    let (content, hull) = (document.text().as_str(), tag.spans.hull());
    let from = content.floor_char_boundary(hull.start().saturating_sub(AROUND));
    let to = content.ceil_char_boundary((hull.end() + AROUND).min(content.len()));
    let piece = |range: std::ops::Range<usize>| {
        content.get(range).unwrap_or_default().replace(['\n', '\r'], " ")
    };
    format!("…{}[…]{}…", piece(from..hull.start()), piece(hull.end()..to))
}
