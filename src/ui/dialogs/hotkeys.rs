//! Keys of the labels, attributes and links of a tag set: how one is set, and what else wants it.

use egui::{Button, Key, Modifiers, RichText, Ui};

use crate::annotation::TagSet;
use crate::ui::desk::Desk;
use crate::ui::keys::{Owner, user_of};
use crate::ui::shortcut::Shortcut;
use crate::ui::tagset::Draft;
use crate::ui::theme::Theme;
use crate::ui::words;

/// What tells who has which key, in one frame.
pub(super) struct Keys<'a> {
    theme: &'a Theme,
    desk: &'a Desk,
    /// The tag set as it was when the frame began.
    tags: TagSet,
    /// What waits for a key.
    pub(super) waiting: Option<Owner>,
}

impl<'a> Keys<'a> {
    pub(super) fn new(theme: &'a Theme, desk: &'a Desk, draft: &Draft) -> Self {
        Self { theme, desk, tags: draft.set.clone(), waiting: draft.waiting }
    }

    /// Says what else asks for the key of `owner`, if anything does.
    pub(super) fn warn(&self, ui: &mut Ui, key: Option<Shortcut>, owner: Owner) {
        let set = &self.desk.preferences.keys;
        if let Some(other) = key.and_then(|it| user_of(&self.tags, set, it, owner)) {
            let words = words::tagset::shortcut_taken(&other);
            ui.label(RichText::new(words).small().color(self.theme.palette.warn));
        }
    }

    /// A button with the key of `owner`, which is called `name`; pressed, it waits for another key, or for
    /// the one that takes it away.
    pub(super) fn button(
        &mut self,
        ui: &mut Ui,
        owner: Owner,
        name: &str,
        key: &mut Option<String>,
    ) {
        let waits = self.waiting == Some(owner);
        let nothing = [Key::Backspace, Key::Delete].map(|it| Shortcut::key(Modifiers::NONE, it));
        if waits && let Some(pressed) = ui.input(Shortcut::pressed) {
            *key = (!nothing.contains(&pressed)).then(|| pressed.to_string());
            self.waiting = None;
        }
        let shown = match key {
            _ if self.waiting == Some(owner) => words::tagset::KEY_WAITS,
            Some(key) => key.as_str(),
            None => words::tagset::KEY_NONE,
        };
        let text = RichText::new(shown).small().color(self.theme.palette.accent);
        let button = ui.add(Button::new(text).small().frame(waits));
        let button = button.on_hover_text(words::tagset::KEY_ABOUT);
        let name = words::tagset::key_of(name);
        button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
        if button.clicked() {
            self.waiting = (!waits).then_some(owner);
            ui.memory_mut(egui::Memory::stop_text_input);
        }
    }
}
