//! What the last run of the tagger has changed: what is new, what was withdrawn.

use egui::{Label, RichText, Ui};

use super::lines::{label_name, one_line};
use crate::ui::intent::{Intent, Intents, ViewIntent};
use crate::ui::rerun::Stop;
use crate::ui::state::Open;
use crate::ui::theme::Theme;
use crate::ui::words::{common, rerun as words};

/// Rows that are drawn; the rest is counted.
const ROWS: usize = 12;

/// Draws what the last run has changed, as long as something of it is to be looked at.
pub(super) fn changes(ui: &mut Ui, theme: &Theme, open: &Open, intents: &mut Intents) {
    let Some(rerun) = &open.view.rerun else { return };
    let document = open.workspace.document();
    if rerun.is_done() {
        return;
    }
    ui.add_space(ui.spacing().item_spacing.y);
    ui.horizontal_wrapped(|ui| {
        super::heading_words(ui, words::HEADING);
        if ui.small_button(words::NEXT).on_hover_text(words::NEXT_HELP).clicked() {
            intents.push(Intent::View(ViewIntent::StepRerun { forward: true }));
        }
        if ui.small_button(words::PUT_AWAY).on_hover_text(words::PUT_AWAY_HELP).clicked() {
            intents.push(Intent::View(ViewIntent::RerunRead));
        }
    });
    let (new, withdrawn) = rerun.left();
    ui.label(RichText::new(words::left(new, withdrawn)).small());
    for stop in rerun.stops(document).take(ROWS) {
        row(ui, theme, open, stop, intents);
    }
    let rest = (new + withdrawn).saturating_sub(ROWS);
    if rest > 0 {
        ui.weak(common::more(rest));
    }
    ui.separator();
}

fn row(ui: &mut Ui, theme: &Theme, open: &Open, stop: Stop<'_>, intents: &mut Intents) {
    let document = open.workspace.document();
    let (what, label, text, color) = match stop {
        Stop::New(it) => {
            let label = label_name(document, it);
            (words::NEW, label, document.excerpt(it), theme.palette.accent)
        }
        Stop::Withdrawn(it) => {
            (words::WITHDRAWN, it.label.as_str(), it.words.clone(), theme.palette.muted)
        }
    };
    let (label, text) = (label.to_lowercase(), one_line(&text, 40));
    ui.horizontal(|ui| {
        let word = RichText::new(&label).small().color(theme.palette.muted);
        super::column(ui, 76.0, Label::new(word).truncate());
        ui.label(RichText::new(what).small().color(color));
        let (here, color) = match stop {
            Stop::New(it) => (open.view.selected == Some(it.id), None),
            Stop::Withdrawn(_) => (false, Some(theme.palette.muted)),
        };
        let row = super::row(ui, here, &text, color);
        let name = words::row(what, &label, &text);
        row.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, here, &name));
        let (help, asked) = match stop {
            Stop::New(it) => {
                let why = it.standing.why().unwrap_or_default().to_owned();
                (why, ViewIntent::Select { id: Some(it.id), scroll: true })
            }
            Stop::Withdrawn(it) => (words::withdrawn_help(&text), ViewIntent::Show(it.span)),
        };
        if row.on_hover_text(help).clicked() {
            intents.push(Intent::View(asked));
        }
    });
}
