//! Intents about what is shown.

use egui::Context;

use super::place;
use crate::annotation::AnnotationId;
use crate::annotation::actions::Alike;
use crate::ui::article::ArticleState;
use crate::ui::desk::Desk;
use crate::ui::intent::{ViewIntent, Zoom};
use crate::ui::keys::{self, Owner};
use crate::ui::shortcut::Shortcut;
use crate::ui::state::{Dialog, Open, Preferences, ThemeChoice};
use crate::ui::words;
use crate::ui::{panels, theme};

/// Smallest and largest text, in parts of the normal size.
const ZOOM: std::ops::RangeInclusive<f32> = 0.5..=3.0;

/// Carries out `intent`.
pub(super) fn update(desk: &mut Desk, ctx: &Context, intent: ViewIntent) {
    match intent {
        ViewIntent::Lane(lane) => in_current(desk, |open| {
            let hidden = &mut open.view.filter.hidden;
            match hidden.iter().position(|it| *it == lane) {
                Some(at) => drop(hidden.remove(at)),
                None => hidden.push(lane),
            }
        }),
        ViewIntent::Rejected => in_current(desk, |open| open.view.filter.rejected ^= true),
        ViewIntent::Threshold(least) => in_current(desk, |open| open.view.filter.threshold = least),
        ViewIntent::Order(order) => desk.preferences.order = order,
        ViewIntent::Theme(choice) => {
            desk.preferences.theme = choice;
            theme::apply(ctx, mode(choice));
        }
        ViewIntent::HighContrast => {
            desk.preferences.high_contrast ^= true;
            theme::look(ctx, looks(&desk.preferences));
        }
        ViewIntent::Sans => {
            desk.preferences.sans ^= true;
            theme::look(ctx, looks(&desk.preferences));
        }
        ViewIntent::Lines(lines) => desk.preferences.set_lines(lines),
        ViewIntent::Outline => desk.preferences.hide_outline ^= true,
        ViewIntent::Inspector => desk.preferences.hide_inspector ^= true,
        ViewIntent::Advance => desk.preferences.advance ^= true,
        ViewIntent::Reopen => reopen(desk),
        ViewIntent::Choose(kind) => desk.choose(kind),
        ViewIntent::Dialog(dialog) => desk.shell.dialog = Some(dialog),
        ViewIntent::Escape => escape(desk, ctx),
        ViewIntent::FocusSearch => panels::focus_search(ctx),
        ViewIntent::Pane => pane(ctx, panels::focus_search),
        ViewIntent::InspectorPane => pane(ctx, panels::focus_inspector),
        ViewIntent::Remap(command, key) => remap(desk, command, key),
        ViewIntent::Editor(name) => desk.preferences.editor = name,
        ViewIntent::Zoom(zoom) => self::zoom(ctx, zoom),
        ViewIntent::Copy => copy(desk, ctx),
        ViewIntent::CopyLink(to) => ctx.copy_text(to),
        ViewIntent::FindMentions => find_mentions(desk),
        ViewIntent::Recognised => in_current(desk, |open| open.view.recognised = false),
        ViewIntent::RerunRead => in_current(desk, |open| open.view.rerun = None),
        ViewIntent::DraftRead => in_current(desk, |open| open.view.draft = None),
        ViewIntent::Welcomed => {
            desk.preferences.welcomed = true;
            desk.shell.dialog = None;
        }
        other => in_current(desk, |open| go(open, ctx, &other)),
    }
}

/// Opens at the next start what is open then, or nothing.
fn reopen(desk: &mut Desk) {
    desk.preferences.reopen ^= true;
    desk.shell.toasts.done(if desk.preferences.reopen {
        words::messages::WILL_REOPEN
    } else {
        words::messages::WILL_NOT_REOPEN
    });
}

/// Gives the keyboard from the article elsewhere, or back.
fn pane(ctx: &Context, elsewhere: fn(&Context)) {
    if ArticleState::has_focus(ctx) {
        elsewhere(ctx);
    } else {
        ArticleState::focus(ctx);
    }
}

/// The theme for a choice.
pub(in crate::ui) fn mode(choice: ThemeChoice) -> theme::Mode {
    match choice {
        ThemeChoice::System => theme::Mode::System,
        ThemeChoice::Light => theme::Mode::Light,
        ThemeChoice::Dark => theme::Mode::Dark,
    }
}

/// The looks that were chosen.
pub(in crate::ui) fn looks(preferences: &Preferences) -> theme::Looks {
    theme::Looks { high_contrast: preferences.high_contrast, sans: preferences.sans }
}

fn in_current(desk: &mut Desk, change: impl FnOnce(&mut Open)) {
    if let Some(open) = desk.current_mut() {
        change(open);
    }
}

/// Intents that go somewhere in the current document.
fn go(open: &mut Open, ctx: &Context, intent: &ViewIntent) {
    match *intent {
        ViewIntent::Select { id, scroll } => select(open, id, scroll),
        ViewIntent::StepOpen { forward } => {
            if let Some(next) = place::next_in_queue(open, forward) {
                select(open, Some(next), true);
            }
        }
        ViewIntent::StepTag { forward } => {
            if let Some(next) = place::next_tag(open, forward) {
                select(open, Some(next), true);
            }
        }
        ViewIntent::GoTo(span) => {
            open.view.article.set_caret(span.start());
            open.view.article.scroll_to(span.start());
        }
        ViewIntent::Show(span) => {
            open.view.article.select(span);
            open.view.article.scroll_to(span.start());
        }
        ViewIntent::Grow => {
            let text = open.workspace.document().text();
            let article = &mut open.view.article;
            if let Some(more) = place::grown(text, article.caret(), article.selection(text)) {
                article.select(more);
            }
        }
        ViewIntent::SelectTagWords => {
            let document = open.workspace.document();
            if let Some(it) = open.view.selected.and_then(|it| document.annotation(it)) {
                open.view.article.select(it.spans.hull());
            }
        }
        ViewIntent::StepHit { forward } => step_hit(open, forward),
        ViewIntent::StepRerun { forward } => {
            let (document, caret) = (open.workspace.document(), open.view.article.caret());
            let rerun = open.view.rerun.as_mut();
            match rerun.and_then(|it| it.step(document, caret, forward)) {
                Some((_, Some(new))) => select(open, Some(new), true),
                Some((place, None)) => {
                    open.view.selected = None;
                    open.view.article.select(place);
                    open.view.article.scroll_to(place.start());
                }
                None => {}
            }
        }
        ViewIntent::EditNote => {
            let document = open.workspace.document();
            let selected = open.view.selected.and_then(|it| document.annotation(it));
            if let Some(it) = selected {
                open.view.note = Some((it.id, it.note.clone().unwrap_or_default()));
                panels::focus_note(ctx);
            }
        }
        _ => {}
    }
}

/// Selects an annotation, or none, and lets go of selected words.
pub(in crate::ui) fn select(open: &mut Open, id: Option<AnnotationId>, scroll: bool) {
    open.view.selected = id;
    let document = open.workspace.document();
    let Some(annotation) = id.and_then(|it| document.annotation(it)) else { return };
    let start = annotation.spans.hull().start();
    open.view.article.set_caret(start);
    if scroll {
        open.view.article.scroll_to(start);
    }
}

/// Closes the topmost open thing; with nothing open, deselects.
fn escape(desk: &mut Desk, ctx: &Context) {
    if desk.shell.chooser.take().is_some() {
        return;
    }
    if let Some(dialog) = desk.shell.dialog.take() {
        desk.preferences.welcomed |= dialog == Dialog::Welcome;
        return;
    }
    // egui takes the keyboard from a field before anybody hears of Escape.
    if desk.shell.typing || ctx.text_edit_focused() {
        panels::leave_field(ctx);
        return;
    }
    in_current(desk, |open| {
        let caret = open.view.article.caret();
        open.view.article.set_caret(caret);
        open.view.selected = None;
        open.view.recognised = false;
        open.view.draft = None;
    });
}

/// Gives a command another key, unless something else has it.
fn remap(desk: &mut Desk, command: &'static str, key: Option<Shortcut>) {
    desk.shell.dialog = Some(Dialog::Keys { waiting: None });
    let Some(key) = key else {
        desk.preferences.keys.remove(command);
        return;
    };
    match keys::user_of(&desk.tag_set(), &desk.preferences.keys, key, Owner::Command(command)) {
        Some(other) => {
            let message = words::messages::key_taken(&key.to_string(), &other);
            desk.shell.toasts.error(message);
        }
        None => {
            desk.preferences.keys.insert(command.to_owned(), key.to_string());
        }
    }
}

fn zoom(ctx: &Context, zoom: Zoom) {
    match zoom {
        Zoom::In => egui::gui_zoom::zoom_in(ctx),
        Zoom::Out => egui::gui_zoom::zoom_out(ctx),
        Zoom::Reset => ctx.set_zoom_factor(1.0),
    }
    keep_zoom_in_bounds(ctx);
}

/// Keys of egui and what an earlier run has left know wider bounds than the window has.
pub(in crate::ui) fn keep_zoom_in_bounds(ctx: &Context) {
    let now = ctx.zoom_factor();
    let least = now.clamp(*ZOOM.start(), *ZOOM.end());
    if (least - now).abs() > f32::EPSILON {
        ctx.set_zoom_factor(least);
    }
}

fn copy(desk: &Desk, ctx: &Context) {
    if let (Some(words), Some(open)) = (desk.selected_words(), desk.current()) {
        ctx.copy_text(open.workspace.document().text().slice(words).to_owned());
    }
}

fn find_mentions(desk: &mut Desk) {
    if let Some(id) = desk.selected().map(|it| it.id) {
        desk.shell.dialog =
            Some(Dialog::Mentions { id, alike: Alike::default(), unticked: Vec::new() });
    }
}

fn step_hit(open: &mut Open, forward: bool) {
    let search = &mut open.view.search;
    if search.hits.is_empty() {
        return;
    }
    let last = search.hits.len() - 1;
    search.current = match (forward, search.current) {
        (true, at) if at >= last => 0,
        (true, at) => at + 1,
        (false, 0) => last,
        (false, at) => at - 1,
    };
    if let Some(hit) = search.hits.get(search.current).copied() {
        open.view.article.select(hit);
        open.view.article.scroll_to(hit.start());
    }
}
