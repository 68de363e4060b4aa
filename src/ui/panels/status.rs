//! The status bar: place of the caret, zone, language, link, counts, work in the background.

use egui::{Panel, RichText, Ui};

use super::lines::one_line;
use crate::annotation::MarkupKind;
use crate::text::Unit;
use crate::ui::article::link_at;
use crate::ui::desk::Desk;
use crate::ui::intent::{FileIntent, Intent, Intents, ViewIntent};
use crate::ui::state::Open;
use crate::ui::theme::Theme;
use crate::ui::words;

/// Draws the status bar.
pub(in crate::ui) fn status(ui: &mut Ui, theme: &Theme, desk: &Desk, intents: &mut Intents) {
    Panel::bottom("status").show(ui, |ui| {
        ui.horizontal(|ui| {
            for name in &desk.shell.reading {
                ui.spinner();
                ui.label(RichText::new(words::bars::reading(name)).small());
            }
            making(ui, desk, intents);
            if let Some(work) = &desk.shell.listing {
                ui.spinner();
                ui.label(RichText::new(work.what).small());
                if ui.small_button(words::bars::STOP_LISTING).clicked() {
                    intents.push(Intent::File(FileIntent::StopListing));
                }
            }
            match desk.current() {
                Some(open) => {
                    place(ui, open);
                    link(ui, open, intents);
                    fonts(ui, theme, open);
                    ui.separator();
                    counts(ui, theme, open);
                    work(ui, open, intents);
                }
                None => {
                    ui.label(RichText::new(words::bars::NO_DOCUMENT).small().weak());
                }
            }
        });
    });
}

/// How far a data set is.
fn making(ui: &mut Ui, desk: &Desk, intents: &mut Intents) {
    let Some(making) = &desk.shell.making else { return };
    ui.spinner();
    ui.label(RichText::new(words::bars::making(making.done)).small());
    if ui.small_button(words::bars::STOP_MAKING).clicked() {
        intents.push(Intent::File(FileIntent::StopDataset));
    }
    ui.separator();
}

fn place(ui: &mut Ui, open: &Open) {
    let document = open.workspace.document();
    let text = document.text();
    let at = open.view.article.caret();
    let position = text.offset_in(Unit::CodePoint, at);
    let length = text.offset_in(Unit::CodePoint, text.len());
    let zone = document.zone_at(at);
    let mut words = vec![words::bars::place(position, length)];
    words.extend(zone.map(|it| it.kind.key().replace('_', " ")));
    words.extend(zone.and_then(|it| it.lang.as_deref()).map(|it| words::language(it).to_owned()));
    if let Some(span) = open.view.article.selection(text) {
        let selected = text.slice(span).chars().count();
        words.push(words::bars::selected(selected));
    }
    ui.label(RichText::new(words.join("  ·  ")).small());
}

/// Tells of letters that show as boxes.
fn fonts(ui: &mut Ui, theme: &Theme, open: &Open) {
    let scripts: Vec<&str> = open.view.article.without_font().collect();
    if !scripts.is_empty() {
        let words = words::bars::no_font(&scripts.join(", "));
        let label = ui.label(RichText::new(words).small().color(theme.palette.bad));
        label.on_hover_text(words::bars::NO_FONT_ABOUT);
    }
}

/// Where the link under the pointer, else at the caret or around the selected tag leads. It is never
/// opened from here.
fn link(ui: &mut Ui, open: &Open, intents: &mut Intents) {
    const LONGEST: usize = 48;
    let document = open.workspace.document();
    let tag = open.view.selected.and_then(|it| document.annotation(it)).map(|it| it.spans.hull());
    let at = |span| {
        document.markup_in(span).find_map(|it| match &it.kind {
            MarkupKind::Link(to) => Some(to.as_str()),
            _ => None,
        })
    };
    let pointed = open.view.article.pointed().and_then(|it| link_at(document, it));
    let caret = || link_at(document, open.view.article.caret());
    let Some(to) = pointed.or_else(caret).or_else(|| tag.and_then(at)) else { return };
    ui.separator();
    let words = RichText::new(words::bars::link(&one_line(to, LONGEST))).small();
    ui.label(words).on_hover_text(one_line(to, 400));
    if ui.small_button(words::bars::COPY_LINK).clicked() {
        intents.push(Intent::View(ViewIntent::CopyLink(to.to_owned())));
    }
}

fn counts(ui: &mut Ui, theme: &Theme, open: &Open) {
    let tags = open.workspace.document().tag_set();
    for (label, count) in tags.labels.iter().zip(&open.derived.counts) {
        let part = matches!(label.key.as_str(), "source" | "cue");
        if *count == 0 || part || ui.available_width() < 220.0 {
            continue;
        }
        let text = RichText::new(format!("{} {count}", label.name.to_lowercase())).small();
        ui.label(text.color(theme.color(&label.color)));
    }
}

fn work(ui: &mut Ui, open: &Open, intents: &mut Intents) {
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        let works = [
            (&open.export, words::bars::STOP_EXPORT, FileIntent::StopExport(open.id)),
            (&open.step, words::bars::STOP_STEP, FileIntent::StopStep(open.id)),
            (&open.work, words::bars::STOP_TAGGING, FileIntent::Cancel(open.id)),
        ];
        for (work, name, stop) in works {
            let Some(work) = work else { continue };
            if ui.small_button(name).clicked() {
                intents.push(Intent::File(stop));
            }
            if work.done == 0 {
                ui.spinner();
            } else {
                let part = f32::from(work.done) / 1000.0;
                ui.add(egui::ProgressBar::new(part).desired_width(120.0));
            }
            ui.label(RichText::new(work.what).small());
        }
    });
}
