//! Questions about many tags at once: which proposals are decided, which labels are replaced, which
//! mentions of a record are somebody else.

use egui::{ComboBox, DragValue, Grid, ScrollArea, TextEdit, Ui};

use super::{cancel, confirm};
use crate::annotation::actions::with_label;
use crate::annotation::{AnnotationId, Key, RecordId, Review, TagSet, Tier};
use crate::ui::desk::Desk;
use crate::ui::intent::{Intent, Intents, TagIntent};
use crate::ui::state::BulkPick;

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
    let verb = if review == Review::Accepted { "Accept" } else { "Reject" };
    let all = open.derived.queue.len();
    ui.heading(format!("{verb} {} of {all} open proposals that are shown?", ids.len()));
    Grid::new("bulk").num_columns(2).spacing([12.0, 6.0]).show(ui, |ui| {
        label(ui, "Label", document.tag_set(), &mut pick.label, "any label");
        tier(ui, &mut pick.tier);
        let name = ui.label("At least this sure");
        ui.add(DragValue::new(&mut pick.least).range(0..=100).suffix(" %")).labelled_by(name.id);
        ui.end_row();
        words(ui, &mut pick.words);
    });
    let below = open.derived.below;
    ui.label(format!(
        "Lanes and the threshold decide what is shown; {below} below the threshold stay open. It is \
         one step and can be undone."
    ));
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if confirm(ui, !ids.is_empty(), format!("{verb} {}", ids.len())) {
            intents.push(Intent::Tag(TagIntent::DecideMany(ids, review)));
        }
        cancel(ui, "Cancel", intents);
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
    ui.heading("Replace a label");
    ui.label(
        "Tags keep their places, notes and decisions; what the new label cannot have is told.",
    );
    ui.add_space(4.0);
    Grid::new("replace").num_columns(2).spacing([12.0, 6.0]).show(ui, |ui| {
        label(ui, "Replace", document.tag_set(), from, "choose a label");
        label(ui, "By", document.tag_set(), to, "choose a label");
        words(ui, typed);
    });
    let ids = from.as_ref().map(|it| with_label(document, it, typed)).unwrap_or_default();
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let ready = !ids.is_empty() && to.is_some() && from != to;
        let name = format!("Replace {}", ids.len());
        if confirm(ui, ready, name)
            && let Some(to) = to.clone()
        {
            intents.push(Intent::Tag(TagIntent::ReplaceLabel(ids, to)));
        }
        cancel(ui, "Cancel", intents);
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
    ui.heading(format!("Which mentions are not {name}?"));
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
        let label = ui.label("They are");
        ui.add(TextEdit::singleline(typed).desired_width(260.0)).labelled_by(label.id);
    });
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let ready = !ticked.is_empty() && !typed.trim().is_empty();
        if confirm(ui, ready, format!("Split off {}", ticked.len())) {
            let step = TagIntent::SplitRecord(record, ticked.clone(), typed.trim().to_owned());
            intents.push(Intent::Tag(step));
        }
        cancel(ui, "Cancel", intents);
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
    let info = format!("{name}: {now}");
    let list = list.response.labelled_by(named.id);
    list.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &info));
    ui.end_row();
}

fn tier(ui: &mut Ui, chosen: &mut Option<Tier>) {
    let named = ui.label("Tier");
    let word = |tier: Option<Tier>| match tier {
        None => "any tier",
        Some(Tier::Sure) => "sure",
        Some(Tier::Likely) => "likely",
        Some(Tier::Unsure) => "unsure",
    };
    let now = word(*chosen);
    let list = ComboBox::from_id_salt("tier").width(220.0).selected_text(now);
    let list = list.show_ui(ui, |ui| {
        for tier in [None, Some(Tier::Sure), Some(Tier::Likely), Some(Tier::Unsure)] {
            ui.selectable_value(chosen, tier, word(tier));
        }
    });
    let list = list.response.labelled_by(named.id);
    let info = format!("Tier: {now}");
    list.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &info));
    ui.end_row();
}

fn words(ui: &mut Ui, typed: &mut String) {
    let label = ui.label("Only with the words");
    ui.add(TextEdit::singleline(typed).hint_text("any").desired_width(220.0)).labelled_by(label.id);
    ui.end_row();
}
