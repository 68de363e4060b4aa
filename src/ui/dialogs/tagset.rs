//! The tag set: labels with their colours, keys and attributes, and which links there are.

use std::sync::Arc;

use egui::{
    Button, CollapsingHeader, ComboBox, Grid, Id, Response, RichText, ScrollArea, TextEdit, Ui,
};

use super::cancel;
use super::hotkeys::Keys;
use crate::annotation::{AttributeKind, AttributeSpec, Key, Label, Lane, Overlap, RelationSpec};
use crate::ui::desk::Desk;
use crate::ui::intent::{FileIntent, Intent, Intents, TagIntent, TagSetIntent};
use crate::ui::keys::Owner;
use crate::ui::shortcut::Shortcut;
use crate::ui::state::PathPurpose;
use crate::ui::tagset::{Draft, keys, written};
use crate::ui::theme::{Line, Theme};
use crate::ui::words;

/// Width of the list of labels, in points.
const LIST: f32 = 150.0;
/// Height of the list of labels and of the label beside it, in points: with the rest it fits a small
/// screen.
const HIGH: f32 = 330.0;
/// Width of the fields, in points.
const WIDE: f32 = 250.0;

/// Draws the tag set.
pub(super) fn show(
    ui: &mut Ui,
    (theme, desk): (&Theme, &Desk),
    draft: &mut Draft,
    intents: &mut Intents,
) {
    ui.heading(words::tagset::HEADING);
    ui.horizontal(|ui| {
        field(ui, words::tagset::NAME, &mut draft.set.name, 200.0);
    });
    ui.add_space(4.0);
    let mut keys = Keys::new(theme, desk, draft);
    let size = egui::vec2(ui.available_width(), HIGH);
    let layout = egui::Layout::left_to_right(egui::Align::Min);
    ui.allocate_ui_with_layout(size, layout, |ui| {
        ui.vertical(|ui| labels(ui, theme, draft));
        ui.separator();
        ui.vertical(|ui| {
            ScrollArea::vertical().id_salt("label").max_height(HIGH).show(ui, |ui| {
                ui.set_min_width(WIDE + 110.0);
                let row = draft.row;
                if let Some(label) = draft.set.labels.get_mut(row) {
                    one(ui, theme, &keys, (row, label));
                    attributes(ui, &mut keys, draft);
                }
                links(ui, &mut keys, draft);
            });
        });
    });
    draft.waiting = keys.waiting;
    ui.add_space(6.0);
    file(ui, draft, intents);
    bottom(ui, theme, (desk, draft), intents);
}

fn labels(ui: &mut Ui, theme: &Theme, draft: &mut Draft) {
    ui.set_width(LIST);
    ScrollArea::vertical().id_salt("labels").max_height(HIGH - 40.0).show(ui, |ui| {
        for (index, label) in draft.set.labels.iter().enumerate() {
            let key =
                label.shortcut.map(|it| format!("  {}", it.to_uppercase())).unwrap_or_default();
            let words =
                RichText::new(format!("{}{key}", label.name)).color(theme.color(&label.color));
            let row = ui.selectable_label(index == draft.row, words);
            let name = words::tagset::label(&label.name);
            let here = index == draft.row;
            row.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, here, &name));
            if row.clicked() {
                draft.row = index;
            }
        }
    });
    ui.horizontal(|ui| {
        if ui.button(words::tagset::LABEL_ADD).clicked() {
            draft.add_label();
        }
        let any = draft.row < draft.set.labels.len();
        if ui
            .add_enabled(any, Button::new(words::tagset::LABEL_REMOVE))
            .on_hover_text(words::tagset::LABEL_REMOVE_ABOUT)
            .clicked()
        {
            draft.remove_label();
        }
    });
}

/// The label that is shown.
fn one(ui: &mut Ui, theme: &Theme, keys: &Keys<'_>, (row, label): (usize, &mut Label)) {
    Grid::new("one-label").num_columns(2).spacing([10.0, 5.0]).show(ui, |ui| {
        field(ui, words::tagset::LABEL_NAME, &mut label.name, WIDE);
        ui.end_row();
        ui.label(words::tagset::LABEL_KEY);
        ui.label(RichText::new(label.key.as_str()).monospace());
        ui.end_row();
        let name = ui.label(words::tagset::LABEL_LANE);
        let lanes = ComboBox::from_id_salt("lane").selected_text(label.lane.name());
        let lanes = lanes.show_ui(ui, |ui| {
            for lane in Lane::ALL {
                ui.selectable_value(&mut label.lane, lane, lane.name());
            }
        });
        named(
            &lanes.response.labelled_by(name.id),
            egui::Role::ComboBox,
            words::tagset::LABEL_LANE,
            label.lane.name(),
        );
        ui.end_row();
        color(ui, theme, label);
        line(ui, theme, label);
        hotkey(ui, keys, (row, label));
        let name = ui.label(words::tagset::LABEL_OVERLAPS);
        let mut any = label.overlap == Overlap::Any;
        ui.checkbox(&mut any, words::tagset::LABEL_OVERLAPS_ANY).labelled_by(name.id);
        label.overlap = if any { Overlap::Any } else { Overlap::Flat };
        ui.end_row();
        field(ui, words::tagset::LABEL_HELP, &mut label.help, WIDE);
        ui.end_row();
    });
}

/// The colour token.
fn color(ui: &mut Ui, theme: &Theme, label: &mut Label) {
    let name = ui.label(words::tagset::LABEL_COLOR);
    let now = label.color.as_str().replace('_', " ");
    let shown = RichText::new(now.as_str()).color(theme.color(&label.color));
    let list = ComboBox::from_id_salt("color").width(WIDE).selected_text(shown);
    let list = list.show_ui(ui, |ui| {
        for token in theme.tokens() {
            let key = Key::from(token.to_owned());
            let words = RichText::new(token.replace('_', " ")).color(theme.color(&key));
            ui.selectable_value(&mut label.color, key, words);
        }
    });
    named(
        &list.response.labelled_by(name.id),
        egui::Role::ComboBox,
        words::tagset::LABEL_COLOR,
        &now,
    );
    ui.end_row();
}

/// How the line under the words is drawn: as the colour's, or of its own.
fn line(ui: &mut Ui, theme: &Theme, label: &mut Label) {
    let name = ui.label(words::tagset::LABEL_LINE);
    let plain = Label { line: None, ..label.clone() };
    let plain = words::tagset::line_as_color(words::tagset::line(theme.line_of(&plain)));
    let own = label.line.as_ref().map(|it| Line::named(it.as_str()));
    let now = match own {
        None => plain.clone(),
        Some(Some(line)) => words::tagset::line(line).to_owned(),
        // Of a later version: it is kept, and drawn as the colour's.
        Some(None) => label.line.as_ref().map(ToString::to_string).unwrap_or_default(),
    };
    let list = ComboBox::from_id_salt("line").width(WIDE).selected_text(now.as_str());
    let list = list.show_ui(ui, |ui| {
        ui.selectable_value(&mut label.line, None, plain);
        for (name, line) in Line::ALL {
            let words = words::tagset::line(line);
            ui.selectable_value(&mut label.line, Some(Key::new(name)), words);
        }
    });
    named(
        &list.response.labelled_by(name.id),
        egui::Role::ComboBox,
        words::tagset::LABEL_LINE,
        &now,
    );
    ui.end_row();
}

/// The key that tags with the label, and what else wants it.
fn hotkey(ui: &mut Ui, keys: &Keys<'_>, (row, label): (usize, &mut Label)) {
    let name = ui.label(words::tagset::LABEL_SHORTCUT);
    ui.horizontal(|ui| {
        let mut typed = label.shortcut.map(String::from).unwrap_or_default();
        let response = ui.add(TextEdit::singleline(&mut typed).desired_width(28.0).char_limit(2));
        let response = response.labelled_by(name.id);
        if response.changed() {
            label.shortcut = typed.chars().next_back().map(|it| it.to_ascii_lowercase());
        }
        keys.warn(ui, label.shortcut.map(Shortcut::Typed), Owner::Label(row));
    });
    ui.end_row();
}

fn attributes(ui: &mut Ui, keys: &mut Keys<'_>, draft: &mut Draft) {
    let mut add = false;
    let row = draft.row;
    let Some(label) = draft.set.labels.get_mut(row) else { return };
    let heading = words::tagset::attributes(label.attributes.len());
    CollapsingHeader::new(heading).id_salt(("attributes", row)).show(ui, |ui| {
        let mut gone = None;
        for (index, spec) in label.attributes.iter_mut().enumerate() {
            if attribute(ui, keys, (row, index), spec) {
                gone = Some(index);
            }
        }
        if let Some(index) = gone {
            label.attributes.remove(index);
        }
        add = ui.button(words::tagset::ATTRIBUTE_ADD).clicked();
    });
    if add {
        draft.add_attribute();
    }
}

/// Draws an attribute; whether it is to go.
fn attribute(
    ui: &mut Ui,
    keys: &mut Keys<'_>,
    (row, index): (usize, usize),
    spec: &mut AttributeSpec,
) -> bool {
    let number = index + 1;
    let gone = ui.horizontal(|ui| {
        let field = ui.add(TextEdit::singleline(&mut spec.name).desired_width(110.0));
        named(&field, egui::Role::TextInput, &words::tagset::attribute_name(number), "");
        kind(ui, (row, index), spec);
        keys.button(ui, Owner::Attribute(row, index), &spec.name, &mut spec.shortcut);
        let off = ui.small_button("×");
        named(&off, egui::Role::Button, &words::tagset::attribute_remove(&spec.name), "");
        off.clicked()
    });
    let key = spec.shortcut.as_ref().and_then(|it| it.parse().ok());
    keys.warn(ui, key, Owner::Attribute(row, index));
    if let AttributeKind::Choice(values) | AttributeKind::Choices(values) = &mut spec.kind {
        let name = words::tagset::attribute_list(number);
        let shown = words::tagset::ATTRIBUTE_LIST;
        list(ui, Id::unique(("attribute-values", row, index)), (shown, &name), values);
    }
    if let AttributeKind::Scale(most) = &mut spec.kind {
        ui.horizontal(|ui| {
            let name = ui.label(words::tagset::ATTRIBUTE_SCALE);
            ui.add(egui::DragValue::new(most).range(1..=100)).labelled_by(name.id);
        });
    }
    gone.inner
}

/// What values an attribute takes.
fn kind(ui: &mut Ui, (row, index): (usize, usize), spec: &mut AttributeSpec) {
    let word = |kind: &AttributeKind| match kind {
        AttributeKind::Choice(_) => words::tagset::KIND_CHOICE,
        AttributeKind::Choices(_) => words::tagset::KIND_CHOICES,
        AttributeKind::Flag => words::tagset::KIND_FLAG,
        AttributeKind::Text => words::tagset::KIND_TEXT,
        AttributeKind::Scale(_) => words::tagset::KIND_SCALE,
        AttributeKind::Any => words::tagset::KIND_ANY,
    };
    let values = match &spec.kind {
        AttributeKind::Choice(it) | AttributeKind::Choices(it) => it.clone(),
        _ => vec![Key::new("yes"), Key::new("no")],
    };
    let now = word(&spec.kind);
    let list = ComboBox::from_id_salt(("kind", row, index)).selected_text(now);
    let list = list.show_ui(ui, |ui| {
        for other in [
            AttributeKind::Choice(values.clone()),
            AttributeKind::Choices(values),
            AttributeKind::Flag,
            AttributeKind::Text,
            AttributeKind::Scale(3),
            AttributeKind::Any,
        ] {
            let words = word(&other);
            if ui.selectable_label(words == now, words).clicked() && words != now {
                spec.kind = other;
            }
        }
    });
    named(&list.response, egui::Role::ComboBox, &words::tagset::attribute_kind(&spec.name), now);
}

fn links(ui: &mut Ui, keys: &mut Keys<'_>, draft: &mut Draft) {
    let mut add = false;
    let heading = words::tagset::links(draft.set.relations.len());
    CollapsingHeader::new(heading).id_salt("links").show(ui, |ui| {
        ui.label(RichText::new(words::tagset::LINKS_ABOUT).small());
        let mut gone = None;
        for (index, spec) in draft.set.relations.iter_mut().enumerate() {
            if link(ui, keys, index, spec) {
                gone = Some(index);
            }
        }
        if let Some(index) = gone {
            draft.set.relations.remove(index);
        }
        add = ui.button(words::tagset::LINK_ADD).clicked();
    });
    if add {
        draft.add_relation();
    }
}

/// Draws a kind of link; whether it is to go.
fn link(ui: &mut Ui, keys: &mut Keys<'_>, index: usize, spec: &mut RelationSpec) -> bool {
    let number = index + 1;
    let row = ui.horizontal(|ui| {
        let field = ui.add(TextEdit::singleline(&mut spec.name).desired_width(110.0));
        named(&field, egui::Role::TextInput, &words::tagset::link_name(number), "");
        keys.button(ui, Owner::Relation(index), &spec.name, &mut spec.shortcut);
        let off = ui.small_button("×");
        named(&off, egui::Role::Button, &words::tagset::link_remove(&spec.name), "");
        off.clicked()
    });
    let key = spec.shortcut.as_ref().and_then(|it| it.parse().ok());
    keys.warn(ui, key, Owner::Relation(index));
    let (from, to) = (words::tagset::link_from(number), words::tagset::link_to(number));
    let (from, to) = ((words::tagset::LINK_FROM, &*from), (words::tagset::LINK_TO, &*to));
    list(ui, Id::unique(("link-from", index)), from, &mut spec.from);
    list(ui, Id::unique(("link-to", index)), to, &mut spec.to);
    row.inner
}

/// Keys with commas between them, taken over as they are typed.
///
/// `shown` stands before the field, `name` is what a screen reader says.
fn list(ui: &mut Ui, id: Id, (shown, name): (&str, &str), values: &mut Vec<Key>) {
    let saved = written(values);
    let typed = ui.data(|it| it.get_temp::<String>(id));
    let mut typed = typed.filter(|it| keys(it) == *values).unwrap_or(saved);
    ui.horizontal(|ui| {
        ui.label(RichText::new(shown).small());
        let field = ui.add(
            TextEdit::singleline(&mut typed).desired_width(WIDE).hint_text(words::tagset::LIST_ANY),
        );
        named(&field, egui::Role::TextInput, name, "");
        if field.changed() {
            *values = keys(&typed);
        }
    });
    ui.data_mut(|it| it.insert_temp(id, typed));
}

fn file(ui: &mut Ui, draft: &mut Draft, intents: &mut Intents) {
    ui.horizontal(|ui| {
        field(ui, words::tagset::FILE, &mut draft.path, 220.0);
        if ui.button(words::tagset::FILE_CHOOSE).clicked() {
            intents.push(Intent::File(FileIntent::Pick(PathPurpose::TagSet)));
        }
        let path = std::path::PathBuf::from(draft.path.trim());
        let ready = !draft.path.trim().is_empty();
        if ui.add_enabled(ready, Button::new(words::tagset::FILE_LOAD)).clicked() {
            intents.push(Intent::TagSet(TagSetIntent::Load(path.clone())));
        }
        let sound = ready && draft.fault().is_none();
        let set = || Arc::new(draft.set.clone());
        if ui.add_enabled(sound, Button::new(words::tagset::FILE_SAVE)).clicked() {
            intents.push(Intent::TagSet(TagSetIntent::Save(set(), path.clone(), false)));
        }
        let there = draft.there.as_ref() == Some(&path);
        if there && ui.add_enabled(sound, Button::new(words::tagset::FILE_OVERWRITE)).clicked() {
            intents.push(Intent::TagSet(TagSetIntent::Save(set(), path, true)));
        }
    });
    if let Some(said) = &draft.said {
        ui.label(RichText::new(said).small());
    }
}

fn bottom(ui: &mut Ui, theme: &Theme, (desk, draft): (&Desk, &mut Draft), intents: &mut Intents) {
    ui.checkbox(&mut draft.house, words::tagset::HOUSE);
    let fault = draft.fault();
    if let Some(fault) = &fault {
        ui.label(RichText::new(words::tagset::fault(fault)).color(theme.palette.bad));
    }
    ui.horizontal(|ui| {
        if ui.add_enabled(fault.is_none(), Button::new(words::tagset::USE)).clicked() {
            let set = Arc::new(draft.set.clone());
            let house = draft.house.then(|| Arc::clone(&set));
            intents.push(Intent::TagSet(TagSetIntent::House(house)));
            if desk.current().is_some() {
                intents.push(Intent::Tag(TagIntent::TagSet(set)));
            }
        }
        cancel(ui, words::common::CANCEL, intents);
    });
}

fn field(ui: &mut Ui, name: &str, typed: &mut String, width: f32) {
    let label = ui.label(name);
    ui.add(TextEdit::singleline(typed).desired_width(width)).labelled_by(label.id);
}

/// Gives a control the name that a screen reader says.
fn named(response: &Response, role: egui::Role, name: &str, value: &str) {
    let name = if value.is_empty() { name.to_owned() } else { words::common::field(name, value) };
    response.widget_info(|| egui::WidgetInfo::labeled(role, true, &name));
}
