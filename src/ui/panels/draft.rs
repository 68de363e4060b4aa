//! Drafts of an article: a strip that tells of them, what a tag was in the earlier one, and the tags
//! that have no place.
//!
//! Not here: where tags go (`annotation::carry`), what answers do (`update`).

use egui::{Frame, Label, Margin, Panel, RichText, Ui};

use super::lines::one_line;
use crate::annotation::carry::{self, Orphan};
use crate::annotation::{Annotation, AnnotationId};
use crate::ui::command::key_of;
use crate::ui::desk::Desk;
use crate::ui::intent::{FileIntent, Intent, Intents, TagIntent, ViewIntent};
use crate::ui::state::{Draft, Open};
use crate::ui::theme::Theme;
use crate::ui::words;

/// Draws the strip, if there is something to tell.
pub(in crate::ui) fn draft(ui: &mut Ui, theme: &Theme, desk: &Desk, intents: &mut Intents) {
    let Some(open) = desk.current() else { return };
    let Some(draft) = &open.view.draft else { return };
    if matches!(draft, Draft::Newer(old) if desk.by_id(*old).is_none()) {
        return;
    }
    let frame = Frame::NONE.fill(theme.palette.panel).inner_margin(Margin::symmetric(10, 4));
    Panel::top("draft").frame(frame).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| match draft {
            Draft::Newer(old) => {
                let name = desk.by_id(*old).map(|it| it.file.name()).unwrap_or_default();
                ui.label(words::drafts::newer(&name));
                let take = FileIntent::TakeOpenDraft(*old, open.id);
                answer(ui, words::drafts::NEWER_TAKE, Intent::File(take), intents);
                answer(
                    ui,
                    words::drafts::NEWER_LEAVE,
                    Intent::View(ViewIntent::DraftRead),
                    intents,
                );
            }
            Draft::Changed(path) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                ui.label(words::drafts::changed(&name));
                let take = FileIntent::TakeDraft(open.id, path.clone());
                answer(ui, words::drafts::CHANGED_TAKE, Intent::File(take), intents);
                answer(
                    ui,
                    words::drafts::CHANGED_LEAVE,
                    Intent::View(ViewIntent::DraftRead),
                    intents,
                );
            }
            Draft::Taken { from, counts, changed, reopened } => {
                let key = key_of(&words::commands::LET_GO, &desk.preferences.keys);
                let hint = words::common::with_key(words::drafts::TAKEN_CLOSE, &key);
                let close = ui.small_button("×").on_hover_text(hint);
                close.widget_info(|| {
                    let name = words::drafts::TAKEN_CLOSE;
                    egui::WidgetInfo::labeled(egui::Role::Button, true, name)
                });
                if close.clicked() {
                    intents.push(Intent::View(ViewIntent::DraftRead));
                }
                taken(ui, open, (from, counts, changed), intents);
                if *reopened {
                    ui.label(RichText::new(words::drafts::TAKEN_REOPENED).small());
                }
            }
        });
    });
}

fn answer(ui: &mut Ui, name: &str, intent: Intent, intents: &mut Intents) {
    if ui.button(name).clicked() {
        intents.push(intent);
    }
}

/// How many tags met each fate; a click goes to the next one that has changed.
fn taken(
    ui: &mut Ui,
    open: &Open,
    (from, counts, changed): (&str, &[usize], &[AnnotationId]),
    intents: &mut Intents,
) {
    const CHANGED: usize = 2;
    let told = [
        words::drafts::taken_exact,
        words::drafts::taken_moved,
        words::drafts::taken_changed,
        words::drafts::taken_orphaned,
    ];
    ui.label(RichText::new(words::drafts::taken_from(from)).small());
    for (fate, (count, told)) in counts.iter().zip(told).enumerate() {
        let words = RichText::new(told(*count)).small();
        if fate != CHANGED || *count == 0 {
            ui.label(words);
            continue;
        }
        if ui.link(words).on_hover_text(words::drafts::TAKEN_CHANGED_NEXT).clicked()
            && let Some(id) = next(open, changed)
        {
            intents.push(Intent::View(ViewIntent::Select { id: Some(id), scroll: true }));
        }
    }
}

/// The changed tag after the selected one that nobody has decided on.
fn next(open: &Open, changed: &[AnnotationId]) -> Option<AnnotationId> {
    let document = open.workspace.document();
    let waits = |it: &AnnotationId| document.annotation(*it).is_some_and(Annotation::is_open);
    let at = changed.iter().position(|it| Some(*it) == open.view.selected).map_or(0, |it| it + 1);
    let all = changed.iter().skip(at).chain(changed.iter().take(at));
    all.copied().find(waits)
}

/// What a tag was in the earlier draft, on its card.
pub(super) fn earlier(ui: &mut Ui, theme: &Theme, annotation: &Annotation) {
    if let Some(was) = carry::earlier(annotation) {
        let words = words::drafts::earlier(was);
        ui.add(Label::new(RichText::new(words).small().color(theme.palette.warn)).wrap());
    }
}

/// Most tags without a place that are drawn; the rest is counted.
const MOST: usize = 40;

/// The tags of earlier drafts that have no place: each is placed by hand, or dismissed.
pub(super) fn orphans(ui: &mut Ui, theme: &Theme, open: &Open, intents: &mut Intents) {
    let all = &open.derived.orphans;
    if all.is_empty() {
        return;
    }
    ui.add_space(6.0);
    ui.separator();
    super::heading(ui, &words::drafts::orphans(all.len()));
    if all.len() > 1 {
        let button = ui.small_button(words::drafts::ORPHANS_DISMISS);
        if button.on_hover_text(words::drafts::ORPHANS_DISMISS_HINT).clicked() {
            intents.push(Intent::Tag(TagIntent::DismissOrphans));
        }
    }
    let chosen = open.view.article.selection(open.workspace.document().text()).is_some();
    if !chosen {
        let hint = words::drafts::ORPHANS_HINT;
        ui.add(Label::new(RichText::new(hint).small().color(theme.palette.muted)).wrap());
    }
    for it in all.iter().take(MOST) {
        orphan(ui, theme, (open, it), chosen, intents);
    }
    if let Some(rest) = all.len().checked_sub(MOST).filter(|it| *it > 0) {
        ui.weak(words::common::more(rest));
    }
}

fn orphan(
    ui: &mut Ui,
    theme: &Theme,
    (open, it): (&Open, &Orphan),
    words: bool,
    intents: &mut Intents,
) {
    let label = open.workspace.document().tag_set().label(it.label.as_str());
    let color = label.map_or(theme.palette.muted, |it| theme.color(&it.color));
    let name = label.map_or(it.label.as_str(), |it| it.name.as_str()).to_lowercase();
    let told = words::drafts::orphan(&name, &it.decided);
    ui.label(RichText::new(told).small().color(color));
    let said = ui.add(Label::new(words::drafts::orphan_words(&one_line(&it.words, 120))).wrap());
    said.on_hover_text(format!("…{} ▸{}◂ {}…", it.around.0, one_line(&it.words, 60), it.around.1));
    ui.horizontal_wrapped(|ui| {
        let place = ui.add_enabled(words, egui::Button::new(words::drafts::ORPHAN_PLACE).small());
        if place.clicked() {
            intents.push(Intent::Tag(TagIntent::PlaceOrphan(it.id)));
        }
        if ui
            .small_button(words::drafts::ORPHAN_DISMISS)
            .on_hover_text(words::drafts::ORPHAN_DISMISS_HINT)
            .clicked()
        {
            intents.push(Intent::Tag(TagIntent::DismissOrphan(it.id)));
        }
    });
    ui.add_space(4.0);
}
