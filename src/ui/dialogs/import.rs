//! The import of tags: from which format, where to, and what would change.

use egui::{ComboBox, RichText, ScrollArea, Ui};

use super::{cancel, files};
use crate::annotation::check::{Problem, Severity};
use crate::annotation::{Document, Incoming};
use crate::files::Opened;
use crate::formats::IMPORTERS;
use crate::text::Unit;
use crate::ui::desk::Desk;
use crate::ui::import::{Found, ImportChoice, Weighed, Weighing};
use crate::ui::intent::{FileIntent, Intent, Intents, ViewIntent};
use crate::ui::theme::Theme;
use crate::ui::update::problem;
use crate::ui::words;

/// Most problems that are listed before the import; all of them are listed after it.
const MOST: usize = 200;

/// Draws the questions about an import.
pub(super) fn show(
    ui: &mut Ui,
    (theme, desk): (&Theme, &Desk),
    choice: &mut ImportChoice,
    intents: &mut Intents,
) {
    let name = choice.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    ui.heading(words::exchange::import_heading(&name));
    let article = choice.article.and_then(|it| desk.by_id(it));
    let revision = article.map(|it| it.workspace.revision());
    let weighing = desk.shell.import.as_ref();
    let weighing = weighing.filter(|it| it.of.0 == *choice && it.of.1 == revision);
    let found = weighing.and_then(|it| it.found.as_ref());
    let known = found.and_then(|it| it.as_ref().ok());
    let before = choice.clone();
    format(ui, choice, known);
    if let Some(open) = article {
        ui.radio_value(&mut choice.own, false, words::exchange::import_onto(&open.file.name()));
        ui.radio_value(&mut choice.own, true, words::exchange::IMPORT_OWN);
    }
    if choice.unit.is_some() || known.is_some_and(|it| it.ambiguous) {
        units(ui, choice);
    }
    ui.separator();
    if *choice != before || weighing.is_none() {
        intents.push(Intent::File(FileIntent::Weigh(choice.clone())));
    }
    let document = article.map(|it| it.workspace.document());
    let ready = preview(ui, theme, (weighing, document), intents);
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if ui.add_enabled(ready, egui::Button::new(words::exchange::IMPORT)).clicked() {
            intents.push(Intent::File(FileIntent::ImportTags(choice.clone())));
        }
        files::file_button(ui, words::exchange::IMPORT_OTHER_FILE, FileIntent::Import, intents);
        cancel(ui, words::common::CANCEL, intents);
    });
}

fn format(ui: &mut Ui, choice: &mut ImportChoice, known: Option<&Weighed>) {
    let about = |key: &str| {
        let importer = IMPORTERS.iter().find(|it| it.key() == key);
        importer.map(|it| format!("{key} – {}", it.about())).unwrap_or_default()
    };
    let guessed = match known.filter(|_| choice.format.is_none()) {
        Some(it) => words::exchange::import_format_recognised(&about(it.format)),
        None => words::exchange::IMPORT_FORMAT_UNKNOWN.to_owned(),
    };
    let shown = choice.format.map_or_else(|| guessed.clone(), about);
    let list = ComboBox::from_label(words::exchange::IMPORT_FORMAT)
        .width(300.0)
        .truncate()
        .selected_text(shown);
    list.height(320.0).show_ui(ui, |ui| {
        ui.selectable_value(&mut choice.format, None, guessed);
        for importer in IMPORTERS {
            let key = importer.key();
            ui.selectable_value(&mut choice.format, Some(key), about(key));
        }
    });
}

fn units(ui: &mut Ui, choice: &mut ImportChoice) {
    ui.label(words::exchange::IMPORT_UNITS);
    ui.indent("units", |ui| {
        ui.radio_value(&mut choice.unit, None, words::exchange::IMPORT_UNITS_OF_FORMAT);
        ui.radio_value(
            &mut choice.unit,
            Some(Unit::CodePoint),
            words::exchange::IMPORT_UNITS_CODE_POINTS,
        );
        let utf16 = words::exchange::IMPORT_UNITS_UTF16;
        ui.radio_value(&mut choice.unit, Some(Unit::Utf16), utf16);
    });
}

/// What would change; whether that is anything.
fn preview(
    ui: &mut Ui,
    theme: &Theme,
    (weighing, article): (Option<&Weighing>, Option<&Document>),
    intents: &mut Intents,
) -> bool {
    match weighing.and_then(|it| it.found.as_ref()) {
        None => {
            ui.horizontal(|ui| {
                ui.spinner();
                ui.label(words::exchange::IMPORT_READING);
            });
            false
        }
        Some(Err(message)) => {
            ui.label(RichText::new(message).color(theme.palette.bad));
            ui.label(words::exchange::IMPORT_CHOOSE_ANOTHER);
            false
        }
        Some(Ok(Weighed { what: Found::Onto(incoming), .. })) => {
            onto(ui, theme, incoming);
            listed(ui, theme, (&incoming.problems, article), intents);
            !incoming.transaction.is_empty()
        }
        Some(Ok(Weighed { what: Found::Own(opened), .. })) => {
            own(ui, opened);
            let problems: Vec<_> = opened.documents.iter().flat_map(|it| &it.problems).collect();
            let problems: Vec<_> = problems.into_iter().take(MOST).cloned().collect();
            listed(ui, theme, (&problems, None), intents);
            !opened.documents.is_empty()
        }
    }
}

/// What would come in, in sentences.
fn onto(ui: &mut Ui, theme: &Theme, incoming: &Incoming) {
    let Incoming { tags, relations, records, accepted, rejected, .. } = incoming;
    if incoming.transaction.is_empty() {
        ui.label(words::exchange::IMPORT_NOTHING_NEW);
    } else {
        let open = tags.new - accepted;
        ui.label(words::exchange::import_new(tags.new, *accepted, open));
    }
    let some = |count: usize| Some(count).filter(|it| *it > 0);
    let rest = [
        words::exchange::import_with(relations.new, *records),
        some(tags.there).map(words::exchange::import_there),
        some(*rejected).map(words::exchange::import_rejected),
    ];
    for words in rest.into_iter().flatten() {
        ui.label(RichText::new(words).color(theme.palette.muted));
    }
}

fn own(ui: &mut Ui, opened: &Opened) {
    let all = || opened.documents.iter().map(|it| &it.document);
    let tags: usize = all().map(Document::annotation_count).sum();
    let relations = all().map(|it| it.relations().count()).sum();
    let records = all().map(|it| it.records().count()).sum();
    let documents = opened.documents.len();
    ui.label(words::exchange::import_documents(documents, tags, relations, records));
}

/// What does not fit; a click goes to the place in the article.
fn listed(
    ui: &mut Ui,
    theme: &Theme,
    (problems, article): (&[Problem], Option<&Document>),
    intents: &mut Intents,
) {
    if problems.is_empty() {
        return;
    }
    ui.add_space(4.0);
    let left = problems.iter().filter(|it| it.severity == Severity::Error).count();
    let told = words::exchange::import_problems(left, problems.len() - left);
    ui.label(RichText::new(told.unwrap_or_default()).strong());
    let most = (ui.ctx().content_rect().height() - 420.0).clamp(90.0, 320.0);
    ScrollArea::vertical().id_salt("problems").max_height(most).show(ui, |ui| {
        for it in problems.iter().take(MOST) {
            let color = match it.severity {
                Severity::Error => theme.palette.bad,
                Severity::Warning => theme.palette.warn,
                Severity::Note => theme.palette.muted,
            };
            let words = RichText::new(problem(it)).color(color);
            let Some(span) = article.and_then(|article| it.place.span(article)) else {
                ui.add(egui::Label::new(words).wrap());
                continue;
            };
            if ui.link(words).on_hover_text(words::common::SHOW_PLACE).clicked() {
                intents.push(Intent::View(ViewIntent::Show(span)));
            }
        }
        if let Some(more) = problems.len().checked_sub(MOST).filter(|it| *it > 0) {
            ui.weak(words::common::more(more));
        }
    });
}
