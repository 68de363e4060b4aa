//! All identical mentions: the list with context and ticks.

use egui::{RichText, ScrollArea, Ui};

use super::cancel;
use crate::annotation::actions::{Alike, Mention, identical_mentions};
use crate::annotation::{Annotation, AnnotationId, Document};
use crate::ui::desk::Desk;
use crate::ui::intent::{Intent, Intents, TagIntent};
use crate::ui::theme::Theme;
use crate::ui::words;

/// Draws the list of mentions. `unticked` holds the first bytes of those that are left out.
pub(super) fn show(
    ui: &mut Ui,
    theme: &Theme,
    desk: &Desk,
    (id, alike, unticked): (AnnotationId, &mut Alike, &mut Vec<usize>),
    intents: &mut Intents,
) {
    let Some(open) = desk.current() else { return };
    let document = open.workspace.document();
    let Some(model) = document.annotation(id) else { return };
    let mentions = identical_mentions(document, id, *alike);
    ui.heading(words::many::mentions(document.text().slice(model.spans.hull())));
    ui.horizontal_wrapped(|ui| {
        ui.checkbox(&mut alike.whole_words, words::many::MENTIONS_WHOLE);
        ui.checkbox(&mut alike.ignore_case, words::many::MENTIONS_CASE);
        if !mentions.is_empty() {
            if ui.small_button(words::many::MENTIONS_TICK_ALL).clicked() {
                unticked.clear();
            }
            if ui.small_button(words::many::MENTIONS_TICK_NONE).clicked() {
                *unticked = mentions.iter().map(|it| it.span.start()).collect();
            }
        }
    });
    if mentions.is_empty() {
        ui.label(words::many::MENTIONS_NONE);
        cancel(ui, words::common::CLOSE, intents);
        return;
    }
    ScrollArea::vertical()
        .max_height(340.0)
        .min_scrolled_height(340.0)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for mention in &mentions {
                row(ui, theme, document.text().slice(mention.span), mention, unticked);
            }
        });
    let ticked: Vec<_> =
        mentions.iter().map(|it| it.span).filter(|it| !unticked.contains(&it.start())).collect();
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let name = words::many::tag_mentions(ticked.len(), mentions.len());
        if super::confirm(ui, !ticked.is_empty(), name) {
            intents.push(Intent::Tag(TagIntent::Mentions(id, ticked)));
        }
        cancel(ui, words::common::CANCEL, intents);
    });
}

fn row(ui: &mut Ui, theme: &Theme, text: &str, mention: &Mention, unticked: &mut Vec<usize>) {
    let start = mention.span.start();
    let mut ticked = !unticked.contains(&start);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let tick = ui.checkbox(&mut ticked, "");
        let name = format!("{}{text}{}", mention.before, mention.after);
        tick.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, ticked, &name));
        ui.label(RichText::new(&mention.before).small().color(theme.palette.muted));
        ui.label(RichText::new(text).strong());
        ui.label(RichText::new(&mention.after).small().color(theme.palette.muted));
        if let Some(taken) = &mention.taken {
            ui.label(
                RichText::new(words::many::mention_taken(taken.as_str()))
                    .small()
                    .color(theme.palette.warn),
            );
        }
        if tick.changed() {
            if ticked {
                unticked.retain(|it| *it != start);
            } else {
                unticked.push(start);
            }
        }
    });
}

/// The words of a tag with some that stand around them, on one line.
pub(super) fn around(document: &Document, tag: &Annotation) -> String {
    const AROUND: usize = 30;
    let (content, hull) = (document.text().as_str(), tag.spans.hull());
    let from = content.floor_char_boundary(hull.start().saturating_sub(AROUND));
    let to = content.ceil_char_boundary((hull.end() + AROUND).min(content.len()));
    let piece = |range: std::ops::Range<usize>| {
        content.get(range).unwrap_or_default().replace(['\n', '\r'], " ")
    };
    let (before, after) = (piece(from..hull.start()), piece(hull.end()..to));
    format!("…{before}[{}]{after}…", document.excerpt(tag))
}
