//! Questions about many tags at once: which proposals are decided, which labels are replaced, which
//! mentions of a record are somebody else.

use egui::{ComboBox, DragValue, Grid, ScrollArea, TextEdit, Ui};

use super::{cancel, confirm};
use crate::annotation::actions::with_label;
use crate::annotation::{AnnotationId, Key, RecordId, Review, TagSet, Tier};
use crate::ui::desk::Desk;
use crate::ui::intent::{Intent, Intents, TagIntent};
use crate::ui::state::BulkPick;
use crate::ui::words;

/// Draws the question which open proposals are decided in one step.
pub(super) fn bulk(
    ui: &mut Ui,
    desk: &Desk,
    (review, pick): (Review, &mut BulkPick),
    intents: &mut Intents,
) {
    let Some(open) = desk.current() else { return };
    let document = open.workspace.document();
    let queue = open.derived.queue.iter().filter_map(|it| document.annotation(*it));
    let ids: Vec<_> = queue.filter(|it| pick.takes(document, it)).map(|it| it.id).collect();
    let (count, all) = (ids.len(), open.derived.queue.len());
    let (question, action) = if review == Review::Accepted {
        (words::many::accept_question(count, all), words::many::accept(count))
    } else {
        (words::many::reject_question(count, all), words::many::reject(count))
    };
    ui.heading(question);
    Grid::new("bulk").num_columns(2).spacing([12.0, 6.0]).show(ui, |ui| {
        label(ui, words::many::LABEL, document.tag_set(), &mut pick.label, words::many::LABEL_ANY);
        tier(ui, &mut pick.tier);
        let name = ui.label(words::many::LEAST);
        ui.add(DragValue::new(&mut pick.least).range(0..=100).suffix(words::many::PERCENT))
            .labelled_by(name.id);
        ui.end_row();
        words(ui, &mut pick.words);
    });
    ui.label(words::many::decide_about(open.derived.below));
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if confirm(ui, !ids.is_empty(), action) {
            intents.push(Intent::Tag(TagIntent::DecideMany(ids, review)));
        }
        cancel(ui, words::common::CANCEL, intents);
    });
}

/// Draws the question which label takes the place of which.
pub(super) fn replace(
    ui: &mut Ui,
    desk: &Desk,
    (from, to, typed): (&mut Option<Key>, &mut Option<Key>, &mut String),
    intents: &mut Intents,
) {
    let Some(open) = desk.current() else { return };
    let document = open.workspace.document();
    ui.heading(words::many::REPLACE);
    ui.label(words::many::REPLACE_ABOUT);
    ui.add_space(4.0);
    Grid::new("replace").num_columns(2).spacing([12.0, 6.0]).show(ui, |ui| {
        label(ui, words::many::REPLACE_FROM, document.tag_set(), from, words::many::REPLACE_CHOOSE);
        label(ui, words::many::REPLACE_BY, document.tag_set(), to, words::many::REPLACE_CHOOSE);
        words(ui, typed);
    });
    let ids = from.as_ref().map(|it| with_label(document, it, typed)).unwrap_or_default();
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let ready = !ids.is_empty() && to.is_some() && from != to;
        let name = words::many::replace(ids.len());
        if confirm(ui, ready, name)
            && let Some(to) = to.clone()
        {
            intents.push(Intent::Tag(TagIntent::ReplaceLabel(ids, to)));
        }
        cancel(ui, words::common::CANCEL, intents);
    });
}

/// Draws the question which mentions of a record are somebody or something else.
pub(super) fn split_record(
    ui: &mut Ui,
    desk: &Desk,
    record: RecordId,
    (ticked, typed): (&mut Vec<AnnotationId>, &mut String),
    intents: &mut Intents,
) {
    let Some(open) = desk.current() else { return };
    let document = open.workspace.document();
    let name = document.record(record).map(|it| it.name.clone()).unwrap_or_default();
    ui.heading(words::many::split_question(&name));
    ScrollArea::vertical()
        .max_height(300.0)
        .min_scrolled_height(300.0)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for mention in document.mentions(record) {
                let mut on = ticked.contains(&mention.id);
                if ui.checkbox(&mut on, super::mentions::around(document, mention)).changed() {
                    ticked.retain(|it| *it != mention.id);
                    ticked.extend(on.then_some(mention.id));
                }
            }
        });
    ui.horizontal(|ui| {
        let label = ui.label(words::many::SPLIT_NAME);
        ui.add(TextEdit::singleline(typed).desired_width(260.0)).labelled_by(label.id);
    });
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let ready = !ticked.is_empty() && !typed.trim().is_empty();
        if confirm(ui, ready, words::many::split(ticked.len())) {
            let step = TagIntent::SplitRecord(record, ticked.clone(), typed.trim().to_owned());
            intents.push(Intent::Tag(step));
        }
        cancel(ui, words::common::CANCEL, intents);
    });
}

/// A row with a list of labels.
fn label(ui: &mut Ui, name: &str, tags: &TagSet, chosen: &mut Option<Key>, none: &str) {
    let named = ui.label(name);
    let word = |key: &Option<Key>| match key {
        Some(key) => tags.label(key.as_str()).map_or_else(|| key.to_string(), |it| it.name.clone()),
        None => none.to_owned(),
    };
    let now = word(chosen);
    let list = ComboBox::from_id_salt(name).width(220.0).selected_text(now.as_str());
    let list = list.show_ui(ui, |ui| {
        ui.selectable_value(chosen, None, none);
        for label in &tags.labels {
            ui.selectable_value(chosen, Some(label.key.clone()), label.name.as_str());
        }
    });
    let info = words::common::field(name, &now);
    let list = list.response.labelled_by(named.id);
    list.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &info));
    ui.end_row();
}

fn tier(ui: &mut Ui, chosen: &mut Option<Tier>) {
    let named = ui.label(words::many::TIER);
    let word = |tier: Option<Tier>| match tier {
        None => words::many::TIER_ANY,
        Some(tier) => words::tags::tier(tier),
    };
    let now = word(*chosen);
    let list = ComboBox::from_id_salt("tier").width(220.0).selected_text(now);
    let list = list.show_ui(ui, |ui| {
        for tier in [None, Some(Tier::Sure), Some(Tier::Likely), Some(Tier::Unsure)] {
            ui.selectable_value(chosen, tier, word(tier));
        }
    });
    let list = list.response.labelled_by(named.id);
    let info = words::common::field(words::many::TIER, now);
    list.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &info));
    ui.end_row();
}

fn words(ui: &mut Ui, typed: &mut String) {
    let label = ui.label(words::many::WORDS);
    ui.add(TextEdit::singleline(typed).hint_text(words::many::WORDS_ANY).desired_width(220.0))
        .labelled_by(label.id);
    ui.end_row();
}
