//! What is kept between runs.
//!
//! Not here: the place and size of the window, the widths of its panels and the size of text, which
//! egui keeps.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::dataset::DatasetChoice;
use super::export::ExportChoice;

/// What is kept between runs.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches that are stored by name")]
pub struct Preferences {
    /// The editor's name, for signatures.
    pub editor: String,
    /// Light, dark, or as the desktop.
    pub theme: ThemeChoice,
    /// Text in high contrast.
    pub high_contrast: bool,
    /// The article without serifs.
    pub sans: bool,
    /// Steps by which lines of the article are longer than at first, or shorter.
    pub lines: i8,
    /// Files opened or saved lately, the newest first.
    pub recent: Vec<PathBuf>,
    /// Whether the outline is hidden.
    pub hide_outline: bool,
    /// Whether the inspector is hidden.
    pub hide_inspector: bool,
    /// What `J` goes through.
    pub order: Order,
    /// Whether the next proposal is selected after a decision.
    pub advance: bool,
    /// Keys that the user has set, by the name of the command, such as `Ctrl+Shift+A`.
    pub keys: BTreeMap<String, String>,
    /// Whether the first-run sheet has been seen.
    pub welcomed: bool,
    /// What was exported last, and how.
    pub export: ExportChoice,
    /// What data set was made last.
    pub dataset: DatasetChoice,
    /// The tag set of new documents, as RON; empty for the built-in one.
    pub tag_set: String,
}

/// Light, dark, or as the desktop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// As the desktop.
    #[default]
    System,
    /// Ink on paper.
    Light,
    /// Light ink on dark paper.
    Dark,
}

/// How the lines of the article change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// One step shorter.
    Shorter,
    /// One step longer.
    Longer,
    /// As at first.
    Normal,
}

/// The order of the queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    /// As in the text.
    #[default]
    Reading,
    /// Those that the tagger is least sure of first.
    LeastSure,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            editor: "editor".to_owned(),
            theme: ThemeChoice::System,
            high_contrast: false,
            sans: false,
            lines: 0,
            recent: Vec::new(),
            hide_outline: false,
            hide_inspector: false,
            order: Order::Reading,
            advance: true,
            keys: BTreeMap::new(),
            welcomed: false,
            export: ExportChoice::default(),
            dataset: DatasetChoice::default(),
            tag_set: String::new(),
        }
    }
}

impl Preferences {
    const RECENT: usize = 12;
    /// Shortest and longest lines, in steps.
    const LINES: (i8, i8) = (-4, 8);
    /// Characters of one step.
    const LINES_STEP: f32 = 6.0;

    /// Makes lines of the article longer or shorter by a step, within limits.
    pub fn set_lines(&mut self, lines: Lines) {
        let steps = match lines {
            Lines::Shorter => self.lines.saturating_sub(1),
            Lines::Longer => self.lines.saturating_add(1),
            Lines::Normal => 0,
        };
        self.lines = steps.clamp(Self::LINES.0, Self::LINES.1);
    }

    /// Characters in a line of the article, where `normal` is what they are at first.
    pub fn measure(&self, normal: f32) -> f32 {
        let steps = self.lines.clamp(Self::LINES.0, Self::LINES.1);
        normal + f32::from(steps) * Self::LINES_STEP
    }

    /// Puts `path` first among the recent files.
    pub fn remember(&mut self, path: &Path) {
        self.recent.retain(|it| it != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(Self::RECENT);
    }
}
