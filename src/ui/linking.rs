//! The rows of the lists in which a tag is linked to another: kinds of links, and tags to link to.

use super::chooser::{Choice, ChooserKind, key_of_row};
use super::intent::{Intent, TagIntent, ViewIntent};
use super::panels::one_line;
use super::state::Open;
use super::words::chooser as words;
use crate::annotation::{Annotation, Document};

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
