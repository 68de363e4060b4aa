//! What was recognised in a file of another program: a strip above the article, until the work begins.
//!
//! Not here: when it goes (`update`).

use std::sync::Arc;

use egui::{Context, Frame, Id, Label, Link, Margin, Panel, RichText, Ui};

use super::lines::one_line;
use crate::annotation::{Document, ZoneKind};
use crate::text::{Span, Unit};
use crate::ui::article::in_order;
use crate::ui::command;
use crate::ui::desk::Desk;
use crate::ui::intent::{Intent, Intents, ViewIntent};
use crate::ui::state::{Noted, Open, OpenId};
use crate::ui::theme::Theme;
use crate::ui::words;

/// Draws the strip, if it is to be there.
pub(in crate::ui) fn recognised(ui: &mut Ui, theme: &Theme, desk: &Desk, intents: &mut Intents) {
    let Some(open) = desk.current().filter(|it| it.view.recognised) else { return };
    let told = told(ui.ctx(), open);
    let frame = Frame::NONE.fill(theme.palette.panel).inner_margin(Margin::symmetric(10, 4));
    Panel::top("recognised").frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            let key = command::key_of(&words::commands::LET_GO, &desk.preferences.keys);
            let hint = words::common::with_key(words::bars::RECOGNISED_CLOSE, &key);
            let close = ui.small_button("×").on_hover_text(hint);
            close.widget_info(|| {
                egui::WidgetInfo::labeled(egui::Role::Button, true, words::bars::RECOGNISED_CLOSE)
            });
            if close.clicked() {
                intents.push(Intent::View(ViewIntent::Recognised));
            }
            ui.add(Label::new(RichText::new(&told.summary).small()).truncate());
        });
        let document = open.workspace.document();
        if !document.zones().is_empty() {
            ui.horizontal_wrapped(|ui| {
                zones(ui, open, &told, intents);
                ui.label(RichText::new(hint(desk)).small().weak());
            });
        }
        if let Some(first) = open.file.problems.first() {
            problem(ui, theme, (open, first), intents);
        }
    });
}

/// Title, language, length.
fn summary(open: &Open) -> String {
    const LONGEST: usize = 80;
    let document = open.workspace.document();
    let text = document.text();
    let length = text.offset_in(Unit::CodePoint, text.len());
    let zones = document.zones();
    let title = zones.iter().find(|it| it.kind == ZoneKind::Headline);
    let title = match title {
        Some(it) => in_order(&one_line(text.slice(it.span), LONGEST)),
        None if zones.is_empty() => open.file.name(),
        None => words::bars::no_headline(&open.file.name()),
    };
    let mut words = vec![title];
    words.extend(language(document));
    words.push(words::bars::length(length));
    words.join("  ·  ")
}

/// The language of most of the text.
fn language(document: &Document) -> Option<String> {
    let mut shares: Vec<(&str, usize)> = Vec::new();
    for zone in document.zones() {
        let Some(lang) = zone.lang.as_deref() else { continue };
        match shares.iter_mut().find(|it| it.0 == lang) {
            Some((_, share)) => *share += zone.span.len(),
            None => shares.push((lang, zone.span.len())),
        }
    }
    let most = shares.into_iter().max_by_key(|it| it.1);
    most.map(|it| words::language(it.0).to_owned())
}

/// How many zones of each kind; a click goes to the next one.
fn zones(ui: &mut Ui, open: &Open, told: &Told, intents: &mut Intents) {
    let caret = open.view.article.caret();
    for (kind, places) in &told.zones {
        let next = places.partition_point(|it| it.start() <= caret);
        let Some(to) = places.get(next).or_else(|| places.first()) else { continue };
        let words = words::bars::zones(&kind.key().replace('_', " "), places.len());
        let link = ui.add(Link::new(RichText::new(words).small()));
        if link.on_hover_text(words::bars::RECOGNISED_NEXT).clicked() {
            intents.push(Intent::View(ViewIntent::GoTo(*to)));
        }
    }
}

/// What is told, made when the document changes: it may have many zones.
struct Told {
    of: (OpenId, u64),
    summary: String,
    zones: Vec<(ZoneKind, Vec<Span>)>,
}

fn told(ctx: &Context, open: &Open) -> Arc<Told> {
    let (id, of) = (Id::unique("recognised"), (open.id, open.workspace.revision()));
    let known = ctx.data(|it| it.get_temp::<Arc<Told>>(id)).filter(|it| it.of == of);
    known.unwrap_or_else(|| {
        let all = open.workspace.document().zones();
        let places = |kind: &ZoneKind| {
            let of_kind = all.iter().filter(|it| it.kind == *kind).map(|it| it.span);
            (*kind, of_kind.collect::<Vec<_>>())
        };
        let zones = ZoneKind::ALL.iter().map(places).filter(|it| !it.1.is_empty()).collect();
        let made = Arc::new(Told { of, summary: summary(open), zones });
        ctx.data_mut(|it| it.insert_temp(id, Arc::clone(&made)));
        made
    })
}

/// The keys that put zones right.
fn hint(desk: &Desk) -> String {
    let names = [words::commands::ZONE.name, words::commands::FURNITURE_OR_BODY.name];
    let set = &desk.preferences.keys;
    names.map(|it| format!("{} {it}", command::keys_of(it, set))).join("  ·  ")
}

/// What reading the file told: the first, and how many there are.
fn problem(ui: &mut Ui, theme: &Theme, (open, first): (&Open, &Noted), intents: &mut Intents) {
    const LONGEST: usize = 160;
    let count = open.file.problems.len();
    let words = words::bars::problems(count, &one_line(&first.words, LONGEST));
    let words = RichText::new(words).small().color(theme.palette.warn);
    match first.place.span(open.workspace.document()) {
        Some(span) => {
            if ui.link(words).on_hover_text(words::common::GO_TO_PLACE).clicked() {
                intents.push(Intent::View(ViewIntent::GoTo(span)));
            }
        }
        None => {
            ui.label(words);
        }
    }
}
