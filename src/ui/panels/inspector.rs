//! The inspector: the selected tag, the queue of open proposals, the flags.

use egui::{Panel, RichText, ScrollArea, Ui};

use super::lines::{label_name, one_line};
use super::{card, draft, rerun};
use crate::annotation::{Annotation, AnnotationId, Review};
use crate::ui::desk::Desk;
use crate::ui::intent::{Intent, Intents, TagIntent, ViewIntent};
use crate::ui::state::{Open, Order};
use crate::ui::theme::Theme;
use crate::ui::words;

/// Least width of the inspector, in points. Its rows fit into that: wider ones would push its left
/// side under the article.
const LEAST: f32 = 288.0;

/// Draws the inspector.
pub(in crate::ui) fn inspector(ui: &mut Ui, theme: &Theme, desk: &mut Desk, intents: &mut Intents) {
    let (order, keys) = (desk.preferences.order, desk.preferences.keys.clone());
    let Some(open) = desk.current_mut() else { return };
    let most = (ui.available_width() * 0.42).clamp(LEAST, 480.0);
    let panel = Panel::right("inspector").default_size(310.0).size_range(LEAST..=most);
    panel.show(ui, |ui| {
        ui.add_space(4.0);
        ScrollArea::vertical().id_salt("inspector").auto_shrink(false).show(ui, |ui| {
            card::selected(ui, (theme, &keys), open, intents);
            draft::orphans(ui, theme, open, intents);
            ui.add_space(6.0);
            ui.separator();
            rerun::changes(ui, theme, open, intents);
            queue(ui, theme, open, order, intents);
            if !open.derived.flags.is_empty() {
                ui.separator();
                flags(ui, theme, open, intents);
            }
        });
    });
}

/// Rows of a list that are drawn, around the selected one; the rest is counted.
const ROWS: usize = 40;

fn queue(ui: &mut Ui, theme: &Theme, open: &Open, order: Order, intents: &mut Intents) {
    ui.add_space(ui.spacing().item_spacing.y);
    ui.horizontal_wrapped(|ui| {
        super::heading_words(ui, &words::tags::queue(open.derived.queue.len()));
        let (word, other) = match order {
            Order::Reading => (words::tags::QUEUE_IN_READING_ORDER, Order::LeastSure),
            Order::LeastSure => (words::tags::QUEUE_LEAST_SURE_FIRST, Order::Reading),
        };
        let switch = ui.small_button(word).on_hover_text(words::tags::QUEUE_ORDER);
        if switch.clicked() {
            intents.push(Intent::View(ViewIntent::Order(other)));
        }
    });
    let queue = &open.derived.queue;
    if queue.is_empty() {
        let done = words::tags::QUEUE_EMPTY;
        ui.label(RichText::new(done).color(theme.palette.good));
        return;
    }
    let at = queue.iter().position(|it| Some(*it) == open.view.selected).unwrap_or(0);
    let from = at.saturating_sub(3);
    if from > 0 {
        ui.weak(words::tags::queue_before(from));
    }
    for id in queue.iter().skip(from).take(ROWS) {
        if let Some(annotation) = open.workspace.document().annotation(*id) {
            queue_row(ui, theme, open, annotation, intents);
        }
    }
    let rest = queue.len().saturating_sub(from + ROWS);
    if rest > 0 {
        ui.weak(words::common::more(rest));
    }
}

fn queue_row(
    ui: &mut Ui,
    theme: &Theme,
    open: &Open,
    annotation: &Annotation,
    intents: &mut Intents,
) {
    let document = open.workspace.document();
    let color = document.label(annotation).map(|it| theme.color(&it.color));
    ui.horizontal(|ui| {
        let label = label_name(document, annotation).to_lowercase();
        let word = RichText::new(label).small().color(color.unwrap_or(theme.palette.muted));
        super::column(ui, 76.0, egui::Label::new(word).truncate());
        let words = one_line(&document.excerpt(annotation), 44);
        let here = open.view.selected == Some(annotation.id);
        if open.view.rerun.as_ref().is_some_and(|it| it.is_new(annotation.id)) {
            ui.label(RichText::new(words::rerun::NEW).small().color(theme.palette.accent));
        }
        let row = super::row(ui, here, &words, None);
        let tier = words::tags::tier(annotation.standing.tier);
        let why = annotation.standing.why().unwrap_or_default();
        if row.on_hover_text(format!("{tier}: {why}")).clicked() {
            intents
                .push(Intent::View(ViewIntent::Select { id: Some(annotation.id), scroll: true }));
        }
    });
}

fn flags(ui: &mut Ui, theme: &Theme, open: &Open, intents: &mut Intents) {
    super::heading(ui, &words::tags::flags(open.derived.flags.len()));
    for id in open.derived.flags.iter().take(ROWS) {
        if let Some(annotation) = open.workspace.document().annotation(*id) {
            flag(ui, theme, open, annotation, intents);
        }
    }
    let rest = open.derived.flags.len().saturating_sub(ROWS);
    if rest > 0 {
        ui.weak(words::common::more(rest));
    }
}

/// A question to the editor: go there, settle it, or put it away.
fn flag(ui: &mut Ui, theme: &Theme, open: &Open, annotation: &Annotation, intents: &mut Intents) {
    let document = open.workspace.document();
    let kind =
        annotation.text_attribute("kind").unwrap_or(words::tags::FLAG_OF_NO_KIND).replace('_', " ");
    let why = annotation.standing.why().unwrap_or_default();
    ui.label(RichText::new(words::tags::flag(&kind)).small().color(theme.color(&annotation.label)));
    if !why.is_empty() {
        ui.add(egui::Label::new(RichText::new(why).small()).wrap());
    }
    let id: AnnotationId = annotation.id;
    let words = one_line(&document.excerpt(annotation), 30);
    // The buttons take what they need, the words what is left.
    let (row, decided) = egui::Sides::new().shrink_left().truncate().show(
        ui,
        |ui| super::row(ui, open.view.selected == Some(id), &words, None),
        |ui| {
            let answers = [
                (words::tags::FLAG_DISMISS, Review::Rejected),
                (words::tags::FLAG_SETTLED, Review::Accepted),
            ];
            answers.into_iter().find(|(name, _)| ui.small_button(*name).clicked())
        },
    );
    if row.clicked() {
        intents.push(Intent::View(ViewIntent::Select { id: Some(id), scroll: true }));
    }
    if let Some((_, review)) = decided {
        intents.push(Intent::Tag(TagIntent::Decide(id, review)));
    }
    ui.add_space(4.0);
}
