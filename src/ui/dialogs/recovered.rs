//! What was recovered after a crash: open it, save it elsewhere, or throw it away.

use egui::{Frame, RichText, ScrollArea, Ui};

use super::{button, cancel};
use crate::annotation::Timestamp;
use crate::ui::desk::Desk;
use crate::ui::intent::{FileIntent, Intent, Intents, Recover};
use crate::ui::journal::{OnDisk, Recovered, Work};
use crate::ui::theme::{Face, Theme};
use crate::ui::words;

/// Draws the list of recovered work.
pub(super) fn show(
    ui: &mut Ui,
    theme: &Theme,
    desk: &Desk,
    sure: &mut Option<u64>,
    intents: &mut Intents,
) {
    let all = &desk.shell.recovered;
    ui.heading(words::recovery::RECOVERED);
    ui.label(words::recovery::RECOVERED_ABOUT);
    ui.add_space(8.0);
    let most = (ui.ctx().content_rect().height() - 220.0).max(160.0);
    ScrollArea::vertical().max_height(most).show(ui, |ui| {
        for found in all {
            Frame::group(ui.style()).inner_margin(10.0).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.push_id(found.id, |ui| one(ui, theme, (found, desk.host.now()), sure, intents));
            });
            ui.add_space(4.0);
        }
    });
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if all.iter().filter(|it| it.work.is_ok()).count() > 1 {
            button(
                ui,
                words::recovery::RECOVERED_OPEN_ALL,
                Intent::File(FileIntent::RecoverAll),
                intents,
            );
        }
        cancel(ui, words::recovery::RECOVERED_LATER, intents);
        let later = words::recovery::RECOVERED_LATER_ABOUT;
        ui.label(RichText::new(later).small().color(theme.palette.muted));
    });
}

fn one(
    ui: &mut Ui,
    theme: &Theme,
    (found, now): (&Recovered, Option<Timestamp>),
    sure: &mut Option<u64>,
    intents: &mut Intents,
) {
    ui.label(RichText::new(&found.name).font(Theme::font(Face::SansBold, 15.0)));
    let muted = |text: String| RichText::new(text).small().color(theme.palette.muted);
    match &found.work {
        Ok(work) => {
            if let Some(path) = work.native.as_ref().or(work.opened.as_ref()) {
                ui.label(muted(path.display().to_string()));
            }
            ui.label(summary(found, now));
            for (warns, line) in remarks(work) {
                let color = if warns { theme.palette.bad } else { theme.palette.muted };
                ui.label(RichText::new(line).color(color));
            }
        }
        Err(why) => {
            let line = words::recovery::unreadable(why);
            ui.label(RichText::new(line).color(theme.palette.bad));
        }
    }
    ui.add_space(4.0);
    if *sure == Some(found.id) {
        ui.label(words::recovery::DISCARD_SURE);
        ui.horizontal(|ui| {
            decide(ui, words::recovery::DISCARD, (found, Recover::Discard), intents);
            if ui.button(words::recovery::DISCARD_KEEP).clicked() {
                *sure = None;
            }
        });
        return;
    }
    ui.horizontal_wrapped(|ui| {
        if let Ok(work) = &found.work {
            decide(ui, words::recovery::RECOVERED_OPEN, (found, Recover::Open), intents);
            decide(ui, words::recovery::RECOVERED_SAVE, (found, Recover::SaveElsewhere), intents);
            if let (OnDisk::Changed, Some(path)) = (work.on_disk, &work.native) {
                let file = FileIntent::OpenPaths(vec![path.clone()]);
                button(ui, words::recovery::RECOVERED_LOOK, Intent::File(file), intents);
            }
        }
        if ui.button(words::recovery::DISCARD_ASK).clicked() {
            *sure = Some(found.id);
        }
    });
}

fn decide(ui: &mut Ui, name: &str, (found, how): (&Recovered, Recover), intents: &mut Intents) {
    button(ui, name, Intent::File(FileIntent::Recover(found.id, how)), intents);
}

/// How much there is, and from when.
fn summary(found: &Recovered, now: Option<Timestamp>) -> String {
    let seconds = now.zip(found.written).map(|(now, then)| now.0.saturating_sub(then.0));
    words::recovery::unsaved(found.changes(), seconds)
}

/// What else should be known, and whether it is a warning.
fn remarks(work: &Work) -> Vec<(bool, &'static str)> {
    let file = match work.on_disk {
        OnDisk::Known => None,
        OnDisk::NoFile => Some((false, words::recovery::NO_FILE)),
        OnDisk::Changed => Some((true, words::recovery::FILE_CHANGED)),
        OnDisk::Gone => Some((true, words::recovery::FILE_GONE)),
    };
    let torn = work.torn.then_some((true, words::recovery::LAST_CHANGE_LOST));
    file.into_iter().chain(torn).collect()
}
