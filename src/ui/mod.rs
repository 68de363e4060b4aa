//! Layer 4: the window. Uses every other layer but `cli`.
//!
//! A frame in [`desk`]: answers of background [`jobs`] and pressed keys become [`intent`]s, the
//! views (`article`, `panels`, `dialogs`) are drawn from the desk's [`state`] and utter more, and
//! `update` carries them out. Views never change a document. [`command`] is the one table behind
//! menus, palette, keys and the key sheet. `app` puts it all into a system window.
//!
//! Not here: anything that works without a display.

mod app;
pub mod article;
pub mod chooser;
pub mod command;
mod crash;
pub mod dataset;
pub mod derived;
pub mod desk;
mod dialogs;
pub mod export;
pub mod glance;
pub mod guard;
pub mod host;
pub mod import;
pub mod intent;
pub mod jobs;
pub mod journal;
pub mod keys;
mod linking;
mod panels;
mod preferences;
pub mod rerun;
pub mod search;
pub mod session;
pub mod shelf;
pub mod shortcut;
pub mod site;
pub mod state;
pub mod tagset;
pub mod theme;
pub mod toasts;
mod update;
#[expect(unreachable_pub, reason = "on every line it would say the same")]
mod words;

pub use self::app::draw_guarded;

use std::path::PathBuf;

/// Opens the window with these files and returns when it is closed.
///
/// # Errors
///
/// Says in a sentence that there is no display, or why the window could not be opened.
pub fn run(paths: Vec<PathBuf>) -> anyhow::Result<()> {
    let icon = eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon.png"));
    let mut viewport = egui::ViewportBuilder::default()
        .with_app_id("factmark")
        .with_inner_size([1280.0, 720.0])
        .with_min_inner_size([760.0, 480.0])
        .with_clamp_size_to_monitor_size(true)
        .with_drag_and_drop(true);
    if let Ok(icon) = icon {
        viewport = viewport.with_icon(icon);
    }
    // `theme` adds the system's fonts, with more care.
    let options = eframe::NativeOptions {
        viewport,
        system_font_fallback: false,
        ..eframe::NativeOptions::default()
    };
    let made = Box::new(|cc: &eframe::CreationContext<'_>| {
        Ok(Box::new(app::App::new(cc, paths)) as Box<dyn eframe::App>)
    });
    eframe::run_native("factmark", options, made).map_err(|error| match error {
        eframe::Error::WinitEventLoop(_) => anyhow::anyhow!(words::system::NO_DISPLAY),
        error => anyhow::anyhow!(words::system::no_window(&error.to_string())),
    })
}
