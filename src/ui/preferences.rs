//! What is kept between runs.
//!
//! Not here: the place and size of the window, the widths of its panels and the size of text, which
//! egui keeps; what of the open documents belongs to the [`Session`].

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::dataset::DatasetChoice;
use super::export::ExportChoice;
use super::session::Session;
use crate::files;

/// What is kept between runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// Whether what is open is opened again by the next window.
    pub reopen: bool,
    /// What was open.
    pub session: Session,
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
            reopen: true,
            session: Session::default(),
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
        // The next window may begin in another folder.
        let path = files::absolute(path);
        self.recent.retain(|it| *it != path);
        self.recent.insert(0, path);
        self.recent.truncate(Self::RECENT);
    }

    /// As they are stored.
    pub fn stored(&self) -> String {
        let mut these = self.clone();
        // JSON has no word for names that are no text: one would keep all the rest from being stored.
        these.recent.retain(|it| it.to_str().is_some());
        serde_json::to_string(&these).unwrap_or_default()
    }

    /// Those that were stored. What is damaged, or was stored by another version in a way that this
    /// one does not know, is as at first; the rest stays.
    pub fn restored(stored: &str) -> Self {
        let first = Self::default();
        let Ok(Value::Object(given)) = serde_json::from_str(stored) else { return first };
        let Ok(Value::Object(mut known)) = serde_json::to_value(&first) else { return first };
        let mut read = first;
        for (name, value) in given {
            let Some(before) = known.insert(name.clone(), value) else {
                known.remove(&name);
                continue;
            };
            match serde_json::from_value(Value::Object(known.clone())) {
                Ok(with) => read = with,
                Err(_) => drop(known.insert(name, before)),
            }
        }
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::session::{List, Seat};

    /// Nothing as at first: a preference that is added has to be said here, too.
    fn all() -> Preferences {
        let seat = |name: &str| Seat {
            path: name.into(),
            front: true,
            caret: 7,
            tag: Some((3, 5)),
            top: Some((2, -40)),
        };
        let documents = vec![seat("/a.txt"), Seat { tag: None, ..seat("/b.ron") }];
        let list = Some(List { path: "/c".into(), seat: Some(seat("/c/d.txt")) });
        Preferences {
            editor: "Petra".to_owned(),
            theme: ThemeChoice::Dark,
            high_contrast: true,
            sans: true,
            lines: -3,
            recent: vec!["/a.txt".into(), "/ü b.ron".into()],
            hide_outline: true,
            hide_inspector: true,
            order: Order::LeastSure,
            advance: false,
            keys: [("Accept".to_owned(), "Ctrl+Y".to_owned())].into(),
            reopen: false,
            session: Session { documents, list },
            welcomed: true,
            export: ExportChoice { format: "jsonl".to_owned(), proposals: true, rejected: true },
            dataset: DatasetChoice { from: "/x".to_owned(), ..DatasetChoice::default() },
            tag_set: "(labels: [])".to_owned(),
        }
    }

    #[test]
    fn preferences_come_back_as_they_were_stored() {
        let first = Preferences::default();
        assert_eq!(Preferences::restored(&first.stored()), first);
        assert_eq!(Preferences::restored(&all().stored()), all());
    }

    #[test]
    fn one_value_that_is_damaged_or_unknown_costs_no_other() {
        let stored: Value = serde_json::from_str(&all().stored()).unwrap();
        let first: Value = serde_json::from_str(&Preferences::default().stored()).unwrap();
        let names: Vec<_> = stored.as_object().unwrap().keys().cloned().collect();
        assert_eq!(names.len(), first.as_object().unwrap().len());
        for name in names {
            for odd in [Value::Null, "Sepia".into(), 1e9.into(), vec![Value::Null].into()] {
                let fits_as_well = odd.is_string() && stored[&name].is_string();
                let mut with = stored.clone();
                with[&name] = odd.clone();
                let mut wanted = stored.clone();
                wanted[&name] = if name != "theme" && name != "order" && fits_as_well {
                    odd
                } else {
                    first[&name].clone()
                };
                let read = Preferences::restored(&with.to_string());
                let read: Value = serde_json::from_str(&read.stored()).unwrap();
                assert_eq!(read, wanted, "{name}");
            }
        }
        let mut more = stored.clone();
        more["from a later version"] = vec![1, 2].into();
        assert_eq!(Preferences::restored(&more.to_string()), all());
    }

    #[test]
    fn what_is_no_list_of_preferences_is_as_at_first() {
        for odd in ["", "nonsense", "[]", "(theme: Dark)", "{\"theme\":"] {
            assert_eq!(Preferences::restored(odd), Preferences::default());
        }
    }

    #[test]
    fn keys_that_name_nothing_leave_those_of_the_table() {
        let keys = [("Accept", "Ctrl+Nonsense"), ("No such command", "J")];
        let keys = keys.map(|(name, key)| (name.to_owned(), key.to_owned())).into();
        let stored = Preferences { keys, ..Preferences::default() }.stored();
        let read = Preferences::restored(&stored);
        let accept = crate::ui::command::COMMANDS.iter().find(|it| it.name == "Accept").unwrap();
        assert_eq!(accept.shortcut_text(&read.keys), "A");
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_no_text_keeps_nothing_else_from_being_stored() {
        use std::os::unix::ffi::OsStrExt as _;
        let mut these = all();
        these.remember(Path::new(std::ffi::OsStr::from_bytes(b"/\xff.txt")));
        assert_eq!(Preferences::restored(&these.stored()), all());
    }
}
