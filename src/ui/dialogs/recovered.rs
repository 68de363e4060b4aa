//! What was recovered after a crash: open it, save it elsewhere, or throw it away.

use egui::{Frame, RichText, ScrollArea, Ui};

use super::{button, cancel};
use crate::annotation::Timestamp;
use crate::ui::desk::Desk;
use crate::ui::intent::{FileIntent, Intent, Intents, Recover};
use crate::ui::journal::{OnDisk, Recovered, Work};
use crate::ui::theme::{Face, Theme};

/// Draws the list of recovered work.
pub(super) fn show(
    ui: &mut Ui,
    theme: &Theme,
    desk: &Desk,
    sure: &mut Option<u64>,
    intents: &mut Intents,
) {
    let all = &desk.shell.recovered;
    ui.heading("Work was recovered");
    ui.label("factmark ended without closing these documents. What you had done was kept, outside your files.");
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
            button(ui, "Open all", Intent::File(FileIntent::RecoverAll), intents);
        }
        cancel(ui, "Decide later", intents);
        let later = "What you leave is offered again at the next start.";
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
            let line = format!("It cannot be read: {why}.");
            ui.label(RichText::new(line).color(theme.palette.bad));
        }
    }
    ui.add_space(4.0);
    if *sure == Some(found.id) {
        ui.label("Throw this away for good? It cannot be brought back.");
        ui.horizontal(|ui| {
            decide(ui, "Throw it away", (found, Recover::Discard), intents);
            if ui.button("Keep it").clicked() {
                *sure = None;
            }
        });
        return;
    }
    ui.horizontal_wrapped(|ui| {
        if let Ok(work) = &found.work {
            decide(ui, "Open it", (found, Recover::Open), intents);
            decide(ui, "Save it elsewhere…", (found, Recover::SaveElsewhere), intents);
            if let (OnDisk::Changed, Some(path)) = (work.on_disk, &work.native) {
                let file = FileIntent::OpenPaths(vec![path.clone()]);
                button(ui, "Look at the file first", Intent::File(file), intents);
            }
        }
        if ui.button("Throw it away…").clicked() {
            *sure = Some(found.id);
        }
    });
}

fn decide(ui: &mut Ui, name: &str, (found, how): (&Recovered, Recover), intents: &mut Intents) {
    button(ui, name, Intent::File(FileIntent::Recover(found.id, how)), intents);
}

/// How much there is, and from when.
fn summary(found: &Recovered, now: Option<Timestamp>) -> String {
    let changes = match found.changes() {
        Some(0) => "No changes since it was saved".to_owned(),
        Some(1) => "1 unsaved change".to_owned(),
        Some(many) => format!("{many} unsaved changes"),
        None => "Unsaved changes".to_owned(),
    };
    match now.zip(found.written) {
        Some((now, then)) => format!("{changes}, the last {}", ago(now.0.saturating_sub(then.0))),
        None => changes,
    }
}

/// How long ago, in words.
pub(super) fn ago(seconds: i64) -> String {
    let count = |count: i64, unit: &str| {
        let end = if count == 1 { "" } else { "s" };
        format!("{count} {unit}{end} ago")
    };
    match seconds {
        ..60 => "less than a minute ago".to_owned(),
        60..3600 => count(seconds / 60, "minute"),
        3600..86_400 => count(seconds / 3600, "hour"),
        _ => count(seconds / 86_400, "day"),
    }
}

/// What else should be known, and whether it is a warning.
fn remarks(work: &Work) -> Vec<(bool, &'static str)> {
    let file = match work.on_disk {
        OnDisk::Known => None,
        OnDisk::NoFile => Some((false, "It has no file of its own yet.")),
        OnDisk::Changed => Some((
            true,
            "Another program has changed the file since. Nothing is overwritten: when you save, \
             you are asked, and can merge the two.",
        )),
        OnDisk::Gone => {
            Some((true, "Its file is not there any more; all of the document is here."))
        }
    };
    let torn =
        work.torn.then_some((true, "The very last change was not written whole and is lost."));
    file.into_iter().chain(torn).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_as_people_do() {
        let told = [0, 61, 7_200, 90_000, 1_000_000].map(ago);
        let words =
            ["less than a minute ago", "1 minute ago", "2 hours ago", "1 day ago", "11 days ago"];
        assert_eq!(told, words);
    }
}
