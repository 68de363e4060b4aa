//! The card of the selected tag: what it is, what it says, why, and what can be done about it.

use std::collections::BTreeMap;

use egui::{ComboBox, Id, RichText, TextEdit, Ui};

use super::lines::{label_name, one_line};
use crate::annotation::{
    Annotation, AttributeKind, AttributeSpec, Document, Key, Lane, Origin, Review, Value,
};
use crate::ui::article::{has_rtl, in_order};
use crate::ui::chooser::ChooserKind;
use crate::ui::command;
use crate::ui::intent::{Intent, Intents, TagIntent, ViewIntent};
use crate::ui::state::{Dialog, Open};
use crate::ui::theme::Theme;
use crate::ui::words::{self, commands::CommandWords};

/// The keys that were set, by command.
type Keys = BTreeMap<String, String>;

fn note_id() -> Id {
    Id::unique("factmark-note")
}

/// Puts the cursor into the note.
pub(in crate::ui) fn focus_note(ctx: &egui::Context) {
    super::focus(ctx, note_id());
}

/// Draws the card of the selected tag, or says how to select one.
pub(super) fn selected(
    ui: &mut Ui,
    (theme, keys): (&Theme, &Keys),
    open: &mut Open,
    intents: &mut Intents,
) {
    let document = open.workspace.document();
    let annotation = open.view.selected.and_then(|it| document.annotation(it));
    let Some(annotation) = annotation else {
        super::heading(ui, words::tags::CARD);
        let key = command::keys_of(words::commands::NEXT_PROPOSAL.name, keys);
        let hint = words::tags::card_empty(&key);
        ui.add(egui::Label::new(RichText::new(hint).color(theme.palette.muted)).wrap());
        return;
    };
    head(ui, theme, document, annotation);
    super::draft::earlier(ui, theme, annotation);
    decisions(ui, keys, annotation, intents);
    let is_flag = document.tag_set().lane(annotation.label.as_str()) == Lane::Flags;
    why(ui, theme, annotation);
    if !is_flag {
        meaning(ui, (theme, keys), document, annotation, intents);
        attributes(ui, document, annotation, intents);
        super::links::others(ui, document, annotation, intents);
    }
    note(ui, keys, open, intents);
}

fn head(ui: &mut Ui, theme: &Theme, document: &Document, annotation: &Annotation) {
    let label = document.label(annotation);
    let color = label.map_or(theme.palette.muted, |it| theme.color(&it.color));
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(label_name(document, annotation)).heading().color(color))
            .on_hover_text(label.map(|it| it.help.clone()).unwrap_or_default());
        ui.label(
            RichText::new(words::tags::decision(annotation)).small().color(theme.palette.muted),
        );
        if annotation.is_open() {
            let tier = words::tags::tier(annotation.standing.tier);
            let percent = annotation.standing.confidence.map(|it| it.per_mille() / 10);
            let text = match percent {
                None => tier.to_owned(),
                Some(it) if annotation.label == "claim" => words::tags::rank(it),
                Some(it) => words::tags::certainty(tier, it),
            };
            ui.label(RichText::new(text).small().color(theme.palette.muted));
        }
    });
    let words = document.excerpt(annotation);
    // egui has no order for words from right to left that wrap.
    let words =
        if has_rtl(&words) { in_order(&one_line(&words, 36)) } else { one_line(&words, 260) };
    let words = RichText::new(words);
    let face = theme.zone(crate::annotation::ZoneKind::Body).face;
    ui.add(egui::Label::new(words.font(Theme::font(face, 14.5))).wrap());
}

/// A button for what a command does; its keys show where the pointer rests on it.
fn button(ui: &mut Ui, keys: &Keys, name: &str, command: &CommandWords) -> bool {
    let hint = |ui: &mut Ui| drop(ui.label(command::keys_of(command.name, keys)));
    ui.button(name).on_hover_ui(hint).clicked()
}

fn decisions(ui: &mut Ui, keys: &Keys, annotation: &Annotation, intents: &mut Intents) {
    use words::commands::{ACCEPT, ALL_IDENTICAL_MENTIONS, DELETE, LABEL, REJECT, REOPEN, UNSURE};
    let decide = |review| Intent::Tag(TagIntent::DecideSelected(review));
    let (review, is_open) = (annotation.standing.review, annotation.is_open());
    ui.horizontal_wrapped(|ui| {
        let mut button = |shown: bool, name: &str, command: &CommandWords, intent: Intent| {
            if shown && button(ui, keys, name, command) {
                intents.push(intent);
            }
        };
        button(review != Review::Accepted, ACCEPT.name, &ACCEPT, decide(Review::Accepted));
        button(review != Review::Rejected, REJECT.name, &REJECT, decide(Review::Rejected));
        button(is_open, UNSURE.name, &UNSURE, Intent::Tag(TagIntent::Unsure));
        button(!is_open, REOPEN.name, &REOPEN, decide(Review::Proposed));
        let relabel = Intent::View(ViewIntent::Choose(ChooserKind::Label));
        button(true, words::tags::RELABEL, &LABEL, relabel);
        let mentions = Intent::View(ViewIntent::FindMentions);
        button(true, words::tags::MENTIONS, &ALL_IDENTICAL_MENTIONS, mentions);
        button(true, DELETE.name, &DELETE, Intent::Tag(TagIntent::Delete));
    });
}

fn why(ui: &mut Ui, theme: &Theme, annotation: &Annotation) {
    super::heading(ui, words::tags::WHY);
    let text = match &annotation.standing.origin {
        Origin::Tagger(rule) => words::tags::why_proposed(&rule.why, rule.key.as_str()),
        Origin::Person(signature) => words::tags::why_tagged(&signature.by),
        Origin::Import { from } => words::tags::why_imported(from),
    };
    ui.add(egui::Label::new(text).wrap());
    if annotation.is_corrected()
        && let Origin::Tagger(rule) = &annotation.standing.origin
        && let Some(proposed) = &rule.proposed
    {
        let words = words::tags::proposed_as(proposed.label.as_str());
        ui.label(RichText::new(words).small().color(theme.palette.muted));
    }
    if let Some(signed) = &annotation.standing.signed {
        let words = words::tags::decided_by(words::tags::decision(annotation), &signed.by);
        ui.label(RichText::new(words).small().color(theme.palette.muted));
    }
}

/// Who says a quote, and what a mention stands for.
fn meaning(
    ui: &mut Ui,
    (theme, keys): (&Theme, &Keys),
    document: &Document,
    annotation: &Annotation,
    intents: &mut Intents,
) {
    use words::commands::{RECORD, SPEAKER};
    if annotation.label == "quote" {
        super::heading(ui, words::tags::SPEAKER);
        let speaker = document.speaker(annotation.id);
        let name = speaker.map_or(words::tags::SPEAKER_NONE, |it| it.name.as_str());
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(name).strong());
            if button(ui, keys, SPEAKER.name, &SPEAKER) {
                intents.push(Intent::View(ViewIntent::Choose(ChooserKind::Speaker)));
            }
        });
        super::links::parts(ui, document, annotation, intents);
        pieces(ui, theme, document, annotation, intents);
        return;
    }
    if annotation.label == "cue" || annotation.label == "not_quote" || annotation.label == "claim" {
        return;
    }
    super::heading(ui, words::tags::RECORD);
    let record = annotation.record.and_then(|it| document.record(it));
    ui.horizontal_wrapped(|ui| {
        ui.label(
            RichText::new(record.map_or(words::tags::RECORD_NONE, |it| it.name.as_str())).strong(),
        );
        if button(ui, keys, RECORD.name, &RECORD) {
            intents.push(Intent::View(ViewIntent::Choose(ChooserKind::Record)));
        }
        if let Some(record) = record
            && ui.small_button(words::tags::RECORD_RENAME).clicked()
        {
            let dialog = Dialog::Rename { record: record.id, typed: record.name.clone() };
            intents.push(Intent::View(ViewIntent::Dialog(dialog)));
        }
    });
    if let Some(record) = record {
        let more = record.aliases.iter().chain(&record.roles).cloned().collect::<Vec<_>>();
        if !more.is_empty() {
            let words = one_line(&more.join(" · "), 120);
            ui.add(
                egui::Label::new(RichText::new(words).small().color(theme.palette.muted)).wrap(),
            );
        }
    }
}

/// The pieces of a split quote, each with a way to take it away.
fn pieces(
    ui: &mut Ui,
    theme: &Theme,
    document: &Document,
    annotation: &Annotation,
    intents: &mut Intents,
) {
    if annotation.spans.len() < 2 {
        return;
    }
    for (index, span) in annotation.spans.iter().enumerate() {
        let words = one_line(document.text().slice(span), 60);
        let text = format!("{}. {words}", index + 1);
        let (_, button) = egui::Sides::new().shrink_left().truncate().show(
            ui,
            |ui| ui.label(RichText::new(text).small().color(theme.palette.muted)),
            |ui| ui.small_button("×"),
        );
        let name = words::tags::remove_piece(index + 1);
        let button = button.on_hover_text(&name);
        button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
        if button.clicked() {
            intents.push(Intent::Tag(TagIntent::RemoveFragment(annotation.id, index)));
        }
    }
}

/// Width of the fields of attributes, in points: with the longest name they fit the narrowest panel.
const VALUE: f32 = 126.0;

/// Attributes that are set, and those of a quote or claim that people set most.
fn attributes(ui: &mut Ui, document: &Document, annotation: &Annotation, intents: &mut Intents) {
    let Some(label) = document.label(annotation).filter(|it| !it.attributes.is_empty()) else {
        return;
    };
    let is_set = |it: &&AttributeSpec| annotation.attributes.contains_key(&it.key);
    egui::Grid::new("attributes").num_columns(2).show(ui, |ui| {
        for spec in label.attributes.iter().filter(is_set) {
            attribute(ui, annotation, spec, intents);
            ui.end_row();
        }
    });
    if label.attributes.iter().all(|it| is_set(&it)) {
        return;
    }
    let more = egui::CollapsingHeader::new(words::tags::ATTRIBUTES_MORE).id_salt("more-attributes");
    more.show(ui, |ui| {
        egui::Grid::new("unset-attributes").num_columns(2).show(ui, |ui| {
            for spec in label.attributes.iter().filter(|it| !is_set(it)) {
                attribute(ui, annotation, spec, intents);
                ui.end_row();
            }
        });
    });
}

fn attribute(ui: &mut Ui, annotation: &Annotation, spec: &AttributeSpec, intents: &mut Intents) {
    let value = annotation.attributes.get(&spec.key);
    let mut set = |value: Option<Value>| {
        intents.push(Intent::Tag(TagIntent::Attribute(annotation.id, spec.key.clone(), value)));
    };
    let name = ui.label(RichText::new(one_line(&spec.name, 22)).small());
    match &spec.kind {
        AttributeKind::Choice(keys) => {
            if let Some(picked) = choice(ui, spec, keys, value) {
                set(picked.into_value());
            }
        }
        AttributeKind::Flag => {
            let mut on = value == Some(&Value::Flag(true));
            if ui.checkbox(&mut on, "").labelled_by(name.id).changed() {
                set(Some(Value::Flag(on)));
            }
        }
        AttributeKind::Scale(most) => {
            let mut number = if let Some(Value::Number(it)) = value { *it } else { 0 };
            let slider = ui.add(egui::Slider::new(&mut number, 0..=*most)).labelled_by(name.id);
            if slider.changed() {
                set(Some(Value::Number(number)));
            }
        }
        AttributeKind::Text => {
            if let Some(text) = text_field(ui, annotation, spec, value) {
                set((!text.is_empty()).then_some(Value::Text(text)));
            }
        }
        AttributeKind::Choices(_) | AttributeKind::Any => {
            let words = value.map(ToString::to_string).unwrap_or_default().replace('_', " ");
            ui.add(egui::Label::new(RichText::new(words).small()).wrap());
        }
    }
}

/// What was picked from a list of values.
enum Picked {
    Nothing,
    Key(Key),
}

impl Picked {
    fn into_value(self) -> Option<Value> {
        match self {
            Self::Nothing => None,
            Self::Key(key) => Some(Value::from(key.as_str())),
        }
    }
}

/// A list of values; says what was picked.
fn choice(
    ui: &mut Ui,
    spec: &AttributeSpec,
    keys: &[Key],
    value: Option<&Value>,
) -> Option<Picked> {
    let now = value.and_then(Value::as_text).unwrap_or("");
    let mut picked = None;
    let shown = if now.is_empty() { "–".to_owned() } else { now.replace('_', " ") };
    let list = ComboBox::from_id_salt(("attribute", spec.key.as_str())).width(VALUE);
    let response = list.truncate().selected_text(shown.clone()).show_ui(ui, |ui| {
        if ui.selectable_label(now.is_empty(), "–").clicked() {
            picked = Some(Picked::Nothing);
        }
        for key in keys {
            let word = key.as_str().replace('_', " ");
            if ui.selectable_label(now == key.as_str(), word).clicked() {
                picked = Some(Picked::Key(key.clone()));
            }
        }
    });
    let name = words::common::field(&spec.name, &shown);
    response.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &name));
    picked
}

/// A field that says its text once it is left or Enter is pressed.
fn text_field(
    ui: &mut Ui,
    annotation: &Annotation,
    spec: &AttributeSpec,
    value: Option<&Value>,
) -> Option<String> {
    let id = Id::unique(("attribute-text", annotation.id.0, spec.key.as_str().to_owned()));
    let saved = value.and_then(Value::as_text).unwrap_or_default().to_owned();
    let mut typed = ui.data(|it| it.get_temp::<String>(id)).unwrap_or_else(|| saved.clone());
    let response = ui.add(TextEdit::singleline(&mut typed).id(id).desired_width(VALUE));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, &spec.name));
    if response.has_focus() {
        ui.data_mut(|it| it.insert_temp(id, typed));
        return None;
    }
    ui.data_mut(|it| it.remove::<String>(id));
    (response.lost_focus() && typed != saved).then_some(typed)
}

/// The note: shown, or being written.
fn note(ui: &mut Ui, keys: &Keys, open: &mut Open, intents: &mut Intents) {
    let Some(id) = open.view.selected else { return };
    super::heading(ui, words::tags::NOTE);
    let document = open.workspace.document();
    let saved = document.annotation(id).and_then(|it| it.note.clone()).unwrap_or_default();
    let draft = open.view.note.take().filter(|(of, _)| *of == id);
    let mut text = draft.map_or_else(|| saved.clone(), |(_, text)| text);
    let field = TextEdit::multiline(&mut text)
        .id(note_id())
        .desired_rows(2)
        .hint_text(words::tags::note_hint(&command::keys_of(words::commands::NOTE.name, keys)));
    let response = ui.add(field.desired_width(f32::INFINITY));
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::MultilineTextInput, true, words::tags::NOTE_FIELD)
    });
    if response.has_focus() {
        open.view.note = Some((id, text));
    } else if text != saved {
        intents.push(Intent::Tag(TagIntent::Note(id, text)));
    }
}
