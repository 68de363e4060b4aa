//! Earlier versions of a document's file: open one as a copy, or restore it.

use egui::{RichText, ScrollArea, Ui};

use super::{button, cancel};
use crate::annotation::Timestamp;
use crate::files::backup::{KEPT, Version};
use crate::ui::desk::Desk;
use crate::ui::intent::{FileIntent, Intent, Intents};
use crate::ui::state::OpenId;
use crate::ui::theme::Theme;
use crate::ui::words;

/// Draws the list.
pub(super) fn show(
    ui: &mut Ui,
    (theme, desk): (&Theme, &Desk),
    (open, versions): (OpenId, &[Version]),
    intents: &mut Intents,
) {
    let name = desk.by_id(open).map(|it| it.file.name()).unwrap_or_default();
    ui.heading(words::recovery::versions(&name));
    if versions.is_empty() {
        ui.label(words::recovery::VERSIONS_NONE);
    } else {
        ui.label(words::recovery::versions_about(KEPT));
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
    cancel(ui, words::common::CLOSE, intents);
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
        ui.label(RichText::new(words::recovery::version(number)).strong());
        let about = words::recovery::version_about(&saved, version.len);
        ui.label(RichText::new(about).color(theme.palette.muted));
    });
    ui.horizontal_wrapped(|ui| {
        let restore = Intent::File(FileIntent::Restore(open, version.path.clone()));
        button(ui, &words::recovery::version_restore(number), restore, intents);
        let copy = Intent::File(FileIntent::OpenPaths(vec![version.path.clone()]));
        button(ui, &words::recovery::version_open(number), copy, intents);
    });
    ui.add_space(6.0);
}

/// When a version was saved: by the calendar, and how long ago that is.
fn when(saved: Option<Timestamp>, now: Option<Timestamp>) -> String {
    let Some(saved) = saved else { return words::recovery::SAVED_SOME_TIME.to_owned() };
    let date = time::OffsetDateTime::from_unix_timestamp(saved.0).ok();
    words::recovery::saved(date, now.map(|it| it.0.saturating_sub(saved.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_told_by_time() {
        let told = when(Some(Timestamp(1_795_000_000)), Some(Timestamp(1_795_007_200)));
        assert_eq!(told, "saved 2026-11-18 at 11:06 UTC, 2 hours ago");
    }
}
