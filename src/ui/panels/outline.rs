//! The outline: open documents, zones, people and places, quotes by who said them, claims.

use egui::{CollapsingHeader, Panel, Response, RichText, ScrollArea, Ui};

use super::lines::{cut, one_line};
use crate::annotation::check::Place;
use crate::annotation::{AnnotationId, Document, ZoneKind};
use crate::ui::desk::Desk;
use crate::ui::intent::{FileIntent, Intent, Intents, ViewIntent};
use crate::ui::state::Open;
use crate::ui::theme::Theme;
use crate::ui::words;

/// Draws the outline.
pub(in crate::ui) fn outline(ui: &mut Ui, theme: &Theme, desk: &mut Desk, intents: &mut Intents) {
    let most = (ui.available_width() * 0.3).clamp(150.0, 420.0);
    let panel = Panel::left("outline").default_size(230.0).size_range(150.0..=most);
    panel.show(ui, |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            super::shelf::shelf(ui, theme, desk, intents);
            let desk = &*desk;
            documents(ui, theme, desk, intents);
            if let Some(open) = desk.current() {
                section(ui, words::outline::ZONES, |ui| zones(ui, theme, open, intents));
                section(ui, words::outline::RECORDS, |ui| records(ui, theme, open, intents));
                section(ui, words::outline::SPEAKERS, |ui| speakers(ui, open, intents));
                section(ui, words::outline::CLAIMS, |ui| claims(ui, theme, open, intents));
            }
        });
    });
}

fn section(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui)) {
    CollapsingHeader::new(RichText::new(name).strong()).default_open(true).show(ui, content);
}

fn documents(ui: &mut Ui, theme: &Theme, desk: &Desk, intents: &mut Intents) {
    super::heading(ui, words::outline::DOCUMENTS);
    let names: Vec<_> = desk.open.iter().map(|it| it.file.name()).collect();
    for (at, (open, name)) in desk.open.iter().zip(&names).enumerate() {
        // Drafts of one file have its name.
        let number = names.iter().take(at).filter(|it| *it == name).count() + 1;
        ui.horizontal(|ui| {
            let changed = if open.workspace.is_changed() { "• " } else { "" };
            let name = one_line(name, 24);
            let name = match number {
                1 => format!("{changed}{name}"),
                _ => format!("{changed}{}", words::outline::one_of_a_name(&name, number)),
            };
            let here = desk.current == Some(open.id);
            if ui.selectable_label(here, name).on_hover_text(open.file.name()).clicked() {
                intents.push(Intent::File(FileIntent::Switch(open.id)));
            }
            if ui.small_button("×").on_hover_text(words::commands::CLOSE.help).clicked() {
                intents.push(Intent::File(FileIntent::Close(open.id)));
            }
        });
        problems(ui, theme, open, intents);
    }
    ui.add_space(4.0);
}

/// What reading the file told; a click goes to the place.
fn problems(ui: &mut Ui, theme: &Theme, open: &Open, intents: &mut Intents) {
    const LONGEST: usize = 40;
    let document = open.workspace.document();
    let all = &open.file.problems;
    for problem in all.iter().take(LONGEST) {
        let words = RichText::new(&problem.words).small().color(theme.palette.warn);
        let Some(span) = problem.place.span(document) else {
            ui.label(words);
            continue;
        };
        if ui.link(words).on_hover_text(words::common::GO_TO_PLACE).clicked() {
            intents.push(Intent::File(FileIntent::Switch(open.id)));
            intents.push(Intent::View(match problem.place {
                Place::Annotation(id) => ViewIntent::Select { id: Some(id), scroll: true },
                _ => ViewIntent::GoTo(span),
            }));
        }
    }
    more(ui, all.len().saturating_sub(LONGEST));
}

/// A row that selects an annotation.
fn tag_row(
    ui: &mut Ui,
    words: &str,
    open: &Open,
    id: AnnotationId,
    intents: &mut Intents,
) -> Response {
    let row = super::row(ui, open.view.selected == Some(id), words, None);
    if row.clicked() {
        intents.push(Intent::View(ViewIntent::Select { id: Some(id), scroll: true }));
    }
    row
}

/// Zones other than body text; running furniture lines are one row.
fn zones(ui: &mut Ui, theme: &Theme, open: &Open, intents: &mut Intents) {
    const LONGEST: usize = 200;
    let document = open.workspace.document();
    let (mut shown, mut hidden) = (0, 0);
    let mut furniture = false;
    for zone in document.zones().iter().filter(|it| it.kind != ZoneKind::Body) {
        let is_furniture = zone.kind == ZoneKind::Furniture;
        if is_furniture && furniture {
            continue;
        }
        furniture = is_furniture;
        if shown == LONGEST {
            hidden += 1;
            continue;
        }
        shown += 1;
        let words = one_line(document.text().slice(zone.span), 40);
        let kind = zone.kind.key().replace('_', " ");
        let color = is_furniture.then_some(theme.palette.faint);
        if super::row(ui, false, &format!("{kind}: {words}"), color).clicked() {
            intents.push(Intent::View(ViewIntent::GoTo(zone.span)));
        }
    }
    more(ui, hidden);
}

fn records(ui: &mut Ui, theme: &Theme, open: &Open, intents: &mut Intents) {
    const LONGEST: usize = 60;
    let document = open.workspace.document();
    let names = ["person", "org", "place", "group"];
    for label in names {
        let of_label = open.derived.records.iter().filter_map(|(id, first, count)| {
            let record = document.record(*id).filter(|it| it.label == label)?;
            Some((record, *first, *count))
        });
        let mut shown = 0;
        let mut hidden = 0;
        for (record, first, count) in of_label {
            if shown == LONGEST {
                hidden += 1;
                continue;
            }
            shown += 1;
            let color = theme.color(&record.label);
            ui.horizontal(|ui| {
                let word = RichText::new(words::outline::record_kind(label)).small().color(color);
                super::column(ui, 34.0, egui::Label::new(word));
                let count = format!(" ×{count}");
                let room = ui.available_width() - 2.0 * ui.spacing().button_padding.x;
                let shown = cut(ui, &record.name, &count, room);
                let row = tag_row(ui, &shown, open, first, intents);
                let (all, here) = (record.name.clone() + &count, open.view.selected == Some(first));
                row.widget_info(|| {
                    egui::WidgetInfo::selected(egui::Role::Button, true, here, &all)
                });
            });
        }
        more(ui, hidden);
    }
}

/// Says how many rows a list has left out.
fn more(ui: &mut Ui, rest: usize) {
    if rest > 0 {
        ui.weak(words::common::more(rest));
    }
}

fn speakers(ui: &mut Ui, open: &Open, intents: &mut Intents) {
    const LONGEST: usize = 100;
    let document = open.workspace.document();
    let speakers = &open.derived.speakers;
    for (speaker, quotes) in speakers.iter().take(LONGEST) {
        let name = speaker.and_then(|it| document.record(it)).map(|it| it.name.as_str());
        let (name, count) =
            (name.unwrap_or(words::tags::NO_SPEAKER), format!(" ({})", quotes.len()));
        let padding = 2.0 * ui.spacing().button_padding.x;
        let room = ui.available_width() - ui.spacing().indent - padding;
        let shown = cut(ui, &one_line(name, 60), &count, room);
        let header = CollapsingHeader::new(shown).id_salt(("speaker", speaker.map(|it| it.0)));
        let header = header.show(ui, |ui| {
            for id in quotes.iter().take(LONGEST) {
                tag_row(ui, &excerpt(document, *id), open, *id, intents);
            }
            more(ui, quotes.len().saturating_sub(LONGEST));
        });
        let (all, enabled) = (format!("{name}{count}"), ui.is_enabled());
        let info = || egui::WidgetInfo::labeled(egui::Role::DisclosureTriangle, enabled, &all);
        header.header_response.widget_info(info);
    }
    more(ui, speakers.len().saturating_sub(LONGEST));
}

fn claims(ui: &mut Ui, theme: &Theme, open: &Open, intents: &mut Intents) {
    const LONGEST: usize = 100;
    let document = open.workspace.document();
    for id in open.derived.claims.iter().take(LONGEST) {
        let rank = document.annotation(*id).and_then(|it| it.standing.confidence);
        let rank = rank.map_or_else(|| "–".to_owned(), |it| (it.per_mille() / 10).to_string());
        ui.horizontal(|ui| {
            let rank = RichText::new(rank).small().color(theme.palette.muted);
            super::column(ui, 22.0, egui::Label::new(rank));
            tag_row(ui, &excerpt(document, *id), open, *id, intents);
        });
    }
    more(ui, open.derived.claims.len().saturating_sub(LONGEST));
}

fn excerpt(document: &Document, id: AnnotationId) -> String {
    document.annotation(id).map(|it| one_line(&document.excerpt(it), 60)).unwrap_or_default()
}
