//! Earlier versions of a document's file: open one as a copy, or restore it.

use egui::{RichText, ScrollArea, Ui};

use super::recovered::ago;
use super::{button, cancel};
use crate::annotation::Timestamp;
use crate::files::backup::{KEPT, Version};
use crate::ui::desk::Desk;
use crate::ui::intent::{FileIntent, Intent, Intents};
use crate::ui::state::OpenId;
use crate::ui::theme::Theme;

/// Draws the list.
pub(super) fn show(
    ui: &mut Ui,
    (theme, desk): (&Theme, &Desk),
    (open, versions): (OpenId, &[Version]),
    intents: &mut Intents,
) {
    let name = desk.by_id(open).map(|it| it.file.name()).unwrap_or_default();
    ui.heading(format!("Earlier versions of {name}"));
    if versions.is_empty() {
        ui.label("There is none yet: the first is kept when the file is saved again.");
    } else {
        ui.label(format!(
            "What the file held before it was saved over; the last {KEPT} are kept. Restoring one is \
             a step that can be undone, and the file changes only when you save."
        ));
    }
    ui.add_space(8.0);
    let most = (ui.ctx().content_rect().height() - 220.0).clamp(160.0, 420.0);
    ScrollArea::vertical().max_height(most).show(ui, |ui| {
        for version in versions {
            ui.push_id(&version.path, |ui| {
                one(ui, (theme, desk.host.now()), (open, version), intents);
            });
        }
    });
    ui.add_space(8.0);
    cancel(ui, "Close", intents);
}

fn one(
    ui: &mut Ui,
    (theme, now): (&Theme, Option<Timestamp>),
    (open, version): (OpenId, &Version),
    intents: &mut Intents,
) {
    let saved = when(version.saved, now);
    let number = version.path.file_stem().map(|it| it.to_string_lossy().into_owned());
    let number = number.unwrap_or_default();
    let number = number.trim_start_matches('0');
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(format!("Version {number}")).strong());
        let size = format!("{saved}, {}", size(version.len));
        ui.label(RichText::new(size).color(theme.palette.muted));
    });
    ui.horizontal_wrapped(|ui| {
        let restore = Intent::File(FileIntent::Restore(open, version.path.clone()));
        button(ui, &format!("Restore version {number}"), restore, intents);
        let copy = Intent::File(FileIntent::OpenPaths(vec![version.path.clone()]));
        button(ui, &format!("Open version {number} as a copy"), copy, intents);
    });
    ui.add_space(6.0);
}

/// When a version was saved: by the calendar, and how long ago that is.
fn when(saved: Option<Timestamp>, now: Option<Timestamp>) -> String {
    let Some(saved) = saved else { return "saved at an unknown time".to_owned() };
    let date = time::OffsetDateTime::from_unix_timestamp(saved.0);
    let date = date.map(|it| {
        let (hour, minute) = (it.hour(), it.minute());
        format!("saved {} at {hour:02}:{minute:02} UTC", it.date())
    });
    let date = date.unwrap_or_else(|_| "saved".to_owned());
    match now {
        Some(now) => format!("{date}, {}", ago(now.0.saturating_sub(saved.0))),
        None => date,
    }
}

/// A length in bytes, as people say it.
fn size(bytes: u64) -> String {
    const KB: u64 = 1000;
    match bytes {
        ..KB => format!("{bytes} bytes"),
        KB..1_000_000 => format!("{} KB", bytes / KB),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_told_by_time_and_size() {
        let told = when(Some(Timestamp(1_795_000_000)), Some(Timestamp(1_795_007_200)));
        assert_eq!(told, "saved 2026-11-18 at 11:06 UTC, 2 hours ago");
        assert_eq!([999, 76_400, 1_940_000].map(size), ["999 bytes", "76 KB", "1.9 MB"]);
    }
}
