//! [`Shortcut`]: a key or character that asks for a command; as text, and taken from input.

use std::fmt;
use std::str::FromStr;

use egui::{Event, InputState, Key, KeyboardShortcut, Modifiers};

/// A key or character that asks for a command.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shortcut {
    /// A key with modifiers; plain keys act only outside of text fields.
    Key(KeyboardShortcut),
    /// A character, wherever the keyboard has it; acts only outside of text fields.
    Typed(char),
}

/// A text that names no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no key; keys are written like J, [, Ctrl+Shift+A")]
pub struct NoKey(String);

/// Modifiers with their names, in the order they are written.
const MODIFIERS: [(&str, Modifiers); 3] =
    [("Ctrl", Modifiers::COMMAND), ("Alt", Modifiers::ALT), ("Shift", Modifiers::SHIFT)];

impl Shortcut {
    /// A key with modifiers.
    pub const fn key(modifiers: Modifiers, key: Key) -> Self {
        Self::Key(KeyboardShortcut::new(modifiers, key))
    }

    /// Whether it acts while a text field has the keyboard.
    pub fn works_while_typing(self) -> bool {
        match self {
            Self::Key(it) => it.modifiers.command || is_function_key(it.logical_key),
            Self::Typed(_) => false,
        }
    }

    /// Whether a button or other widget that has the keyboard needs it for itself: Tab, Enter and Space.
    pub fn is_of_widgets(self) -> bool {
        let Self::Key(it) = self else { return false };
        let bare = it.modifiers.is_none() || it.modifiers == Modifiers::SHIFT;
        bare && matches!(it.logical_key, Key::Tab | Key::Enter | Key::Space)
    }

    /// How many modifiers it has.
    pub fn modifiers(self) -> usize {
        match self {
            Self::Key(it) => {
                MODIFIERS.iter().filter(|(_, one)| it.modifiers.contains(*one)).count()
            }
            Self::Typed(_) => 0,
        }
    }

    /// Takes it from this frame's input, if it was pressed, so that nothing else sees it.
    pub fn take(self, input: &mut InputState) -> bool {
        match self {
            Self::Key(it) => {
                let exact = it.modifiers.is_none() || it.modifiers == Modifiers::SHIFT;
                if exact { take_exact(input, it) } else { input.consume_shortcut(&it) }
            }
            Self::Typed(wanted) => take_typed(input, wanted),
        }
    }

    /// The shortcut that is pressed in this frame, whatever it is.
    pub fn pressed(input: &InputState) -> Option<Self> {
        let plain = !input.modifiers.command && !input.modifiers.alt;
        let symbol = input.events.iter().find_map(|it| match it {
            Event::Text(text) if plain => text.chars().next().filter(char::is_ascii_punctuation),
            _ => None,
        });
        let key = || {
            input.events.iter().find_map(|it| match it {
                Event::Key { key, pressed: true, modifiers, .. } => {
                    let held = MODIFIERS.iter().filter(|(_, one)| modifiers.contains(*one));
                    let held = held.fold(Modifiers::NONE, |all, (_, one)| all.plus(*one));
                    Some(Self::key(held, *key))
                }
                _ => None,
            })
        };
        symbol.map(Self::Typed).or_else(key)
    }
}

fn is_function_key(key: Key) -> bool {
    matches!(key, Key::F1 | Key::F3 | Key::F6 | Key::Escape)
}

/// Takes a key that was pressed with just these modifiers. They may have been let go of within the frame.
fn take_exact(input: &mut InputState, wanted: KeyboardShortcut) -> bool {
    let before = input.events.len();
    input.events.retain(|it| match it {
        Event::Key { key, pressed: true, modifiers, .. } => {
            *key != wanted.logical_key || !modifiers.matches_exact(wanted.modifiers)
        }
        _ => true,
    });
    input.events.len() < before
}

/// Takes a typed character from this frame's input.
fn take_typed(input: &mut InputState, wanted: char) -> bool {
    // Alt and Ctrl make another key of it; AltGr, which some keyboards need for it, does not count.
    if input.modifiers.alt || input.modifiers.command {
        return false;
    }
    let mut text = [0; 4];
    let text: &str = wanted.encode_utf8(&mut text);
    let before = input.events.len();
    input.events.retain(|it| !matches!(it, Event::Text(typed) if typed == text));
    input.events.len() < before
}

impl fmt::Display for Shortcut {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Typed(c) => write!(out, "{c}"),
            Self::Key(it) => {
                for (name, one) in MODIFIERS {
                    if it.modifiers.contains(one) {
                        write!(out, "{name}+")?;
                    }
                }
                out.write_str(it.logical_key.name())
            }
        }
    }
}

impl FromStr for Shortcut {
    type Err = NoKey;

    fn from_str(text: &str) -> Result<Self, NoKey> {
        let mut letters = text.chars();
        if let (Some(one), None) = (letters.next(), letters.next())
            && one.is_ascii_punctuation()
        {
            return Ok(Self::Typed(one));
        }
        let (mut modifiers, mut rest) = (Modifiers::NONE, text);
        for (name, one) in MODIFIERS {
            if let Some(after) = rest.strip_prefix(name).and_then(|it| it.strip_prefix('+')) {
                (modifiers, rest) = (modifiers.plus(one), after);
            }
        }
        let key = Key::from_name(rest).ok_or_else(|| NoKey(text.to_owned()))?;
        Ok(Self::key(modifiers, key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::command::COMMANDS;

    #[test]
    fn every_key_of_the_table_reads_back_from_its_text() {
        for key in COMMANDS.iter().flat_map(|it| it.keys) {
            assert_eq!(key.to_string().parse(), Ok(*key));
        }
        assert!("Ctrl+Nonsense".parse::<Shortcut>().is_err());
        assert!("".parse::<Shortcut>().is_err());
    }

    #[test]
    fn plain_keys_are_left_to_text_fields() {
        for command in COMMANDS {
            for key in command.keys {
                if let Shortcut::Key(it) = key
                    && it.modifiers.is_none()
                    && !is_function_key(it.logical_key)
                {
                    assert!(!key.works_while_typing(), "{}", command.name);
                }
            }
        }
    }
}
