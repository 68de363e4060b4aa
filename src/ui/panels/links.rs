//! The links of the selected tag, in both directions: go to the other end, or take one out.

use egui::{RichText, Ui};

use crate::annotation::{Annotation, Document};
use crate::ui::intent::{Intent, Intents, TagIntent, ViewIntent};
use crate::ui::linking::{Link, links};
use crate::ui::words;

/// Rows that are drawn; the rest is counted.
const ROWS: usize = 40;

/// Draws the source, cue and other parts of a quote: a click goes there, and each can be taken off.
pub(super) fn parts(
    ui: &mut Ui,
    document: &Document,
    annotation: &Annotation,
    intents: &mut Intents,
) {
    for link in links(document, annotation).filter(Link::is_own_part) {
        row(ui, &words::tags::part(&link.label().to_lowercase(), &link.words()), &link, intents);
    }
}

/// Draws the links that are not drawn as parts, if there are any.
pub(super) fn others(
    ui: &mut Ui,
    document: &Document,
    annotation: &Annotation,
    intents: &mut Intents,
) {
    let all: Vec<_> = links(document, annotation).filter(|it| !it.is_own_part()).collect();
    if all.is_empty() {
        return;
    }
    super::heading(ui, words::tags::LINKS);
    for link in all.iter().take(ROWS) {
        row(ui, &link.sentence(), link, intents);
    }
    if let Some(rest) = all.len().checked_sub(ROWS).filter(|it| *it > 0) {
        ui.weak(words::common::more(rest));
    }
}

/// A link that goes to its other end, and a button that takes it out.
fn row(ui: &mut Ui, text: &str, link: &Link<'_>, intents: &mut Intents) {
    let (go, off) = egui::Sides::new().shrink_left().truncate().show(
        ui,
        |ui| ui.link(RichText::new(text).small()),
        |ui| ui.small_button("×"),
    );
    if go.clicked() {
        let id = Some(link.other.id);
        intents.push(Intent::View(ViewIntent::Select { id, scroll: true }));
    }
    let name = link.removal();
    let off = off.on_hover_text(&name);
    off.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    if off.clicked() {
        intents.push(Intent::Tag(TagIntent::Unlink(link.relation.id)));
    }
}
