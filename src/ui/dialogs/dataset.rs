//! The data set: of which folder, in which format, which tags, in which parts.

use egui::{Button, ComboBox, DragValue, Grid, RichText, TextEdit, Ui};

use super::cancel;
use crate::batch::dataset::Stratify;
use crate::formats::EXPORTERS;
use crate::ui::dataset::DatasetChoice;
use crate::ui::intent::{FileIntent, Intent, Intents};
use crate::ui::state::PathPurpose;
use crate::ui::theme::Theme;
use crate::ui::words;

/// Width of the fields, in points.
const WIDE: f32 = 290.0;

/// Draws the questions about a data set.
pub(super) fn show(ui: &mut Ui, theme: &Theme, choice: &mut DatasetChoice, intents: &mut Intents) {
    ui.heading(words::exchange::DATASET);
    ui.label(words::exchange::DATASET_ABOUT);
    ui.add_space(6.0);
    Grid::new("dataset").num_columns(2).spacing([12.0, 6.0]).show(ui, |ui| {
        folder(
            ui,
            (words::exchange::DATASET_FROM, PathPurpose::DatasetFrom),
            &mut choice.from,
            intents,
        );
        folder(ui, (words::exchange::DATASET_TO, PathPurpose::DatasetTo), &mut choice.to, intents);
        format(ui, choice);
        parts(ui, choice);
        field(
            ui,
            (words::exchange::DATASET_LABELS, words::exchange::DATASET_LABELS_HINT),
            &mut choice.labels,
        );
        field(
            ui,
            (words::exchange::DATASET_EDITORS, words::exchange::DATASET_EDITORS_HINT),
            &mut choice.editors,
        );
        field(
            ui,
            (words::exchange::DATASET_SINCE, words::exchange::DATASET_SINCE_HINT),
            &mut choice.since,
        );
        field(
            ui,
            (words::exchange::DATASET_UNTIL, words::exchange::DATASET_UNTIL_HINT),
            &mut choice.until,
        );
    });
    ui.add_space(4.0);
    ui.checkbox(&mut choice.proposals, words::exchange::EXPORT_PROPOSALS);
    ui.checkbox(&mut choice.rejected, words::exchange::EXPORT_REJECTED);
    ui.checkbox(&mut choice.untagged, words::exchange::DATASET_UNTAGGED);
    ui.checkbox(&mut choice.anonymise, words::exchange::DATASET_ANONYMISE);
    ui.add_space(8.0);
    let settings = choice.settings();
    // Empty fields are plain to see; what is typed wrong is told.
    let filled = !choice.from.trim().is_empty() && !choice.to.trim().is_empty();
    if let Some(why) = settings.as_ref().err().filter(|_| filled) {
        ui.label(RichText::new(why).color(theme.palette.bad));
    }
    ui.horizontal(|ui| {
        if ui.add_enabled(settings.is_ok(), Button::new(words::exchange::DATASET_MAKE)).clicked() {
            intents.push(Intent::File(FileIntent::MakeDataset(Box::new(choice.clone()))));
        }
        cancel(ui, words::common::CANCEL, intents);
    });
}

fn folder(
    ui: &mut Ui,
    (name, purpose): (&str, PathPurpose),
    path: &mut String,
    intents: &mut Intents,
) {
    let label = ui.label(name);
    ui.horizontal(|ui| {
        ui.add(TextEdit::singleline(path).desired_width(WIDE)).labelled_by(label.id);
        let button = ui.button(words::exchange::DATASET_CHOOSE);
        let named = words::exchange::dataset_choose(name);
        button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &named));
        if button.clicked() {
            intents.push(Intent::File(FileIntent::Pick(purpose)));
        }
    });
    ui.end_row();
}

fn field(ui: &mut Ui, (name, hint): (&str, &str), typed: &mut String) {
    let label = ui.label(name);
    ui.add(TextEdit::singleline(typed).hint_text(hint).desired_width(WIDE)).labelled_by(label.id);
    ui.end_row();
}

fn format(ui: &mut Ui, choice: &mut DatasetChoice) {
    let label = ui.label(words::exchange::DATASET_FORMAT);
    let about = |key: &str| {
        let found = EXPORTERS.iter().find(|it| it.key() == key);
        found.map_or(key.to_owned(), |it| format!("{key} – {}", it.about()))
    };
    let chosen = about(&choice.format);
    let combo = ComboBox::from_id_salt("format").width(WIDE).selected_text(chosen).truncate();
    let response = combo.show_ui(ui, |ui| {
        for exporter in EXPORTERS {
            let key = exporter.key().to_owned();
            let words = about(&key);
            ui.selectable_value(&mut choice.format, key, words);
        }
    });
    response.response.labelled_by(label.id);
    ui.end_row();
}

fn parts(ui: &mut Ui, choice: &mut DatasetChoice) {
    let label = ui.label(words::exchange::DATASET_SPLIT);
    ui.horizontal(|ui| {
        let shares =
            TextEdit::singleline(&mut choice.split).hint_text(words::exchange::DATASET_SPLIT_NONE);
        ui.add(shares.desired_width(100.0)).labelled_by(label.id);
        let seed = ui.label(words::exchange::DATASET_SEED);
        ui.add(DragValue::new(&mut choice.seed)).labelled_by(seed.id);
    });
    ui.end_row();
    let label = ui.label(words::exchange::DATASET_STRATIFY);
    let enabled = !choice.split.trim().is_empty();
    ui.add_enabled_ui(enabled, |ui| {
        let name = |key: &str| match key {
            "label" => words::exchange::DATASET_BY_LABEL,
            "source" => words::exchange::DATASET_BY_SOURCE,
            "lang" => words::exchange::DATASET_BY_LANGUAGE,
            _ => words::exchange::DATASET_BY_NOTHING,
        };
        let combo = ComboBox::from_id_salt("stratify").selected_text(name(&choice.stratify));
        let response = combo.show_ui(ui, |ui| {
            for key in std::iter::once("").chain(Stratify::ALL.map(Stratify::key)) {
                ui.selectable_value(&mut choice.stratify, key.to_owned(), name(key));
            }
        });
        response.response.labelled_by(label.id);
    });
    ui.end_row();
}
