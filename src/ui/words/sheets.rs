//! Sheets to read: the keys, the first steps, about.

use super::commands::{
    ACCEPT, CommandWords, KEYS as KEY_SHEET, NEXT_PROPOSAL, REJECT, SAVE, SPEAKER, UNDO, UNSURE,
};

// The key sheet

pub const KEYS: &str = "Keys";
pub const KEYS_ABOUT: &str =
    "Letters act in the article; text fields keep them. Click a key to set another.";
pub const KEYS_TEXT: &str = "Text";
pub const KEY_WAITS: &str = "press a key…";
pub const KEY_SET: &str = "Set another key";
pub const KEY_RESET: &str = "As at first";
pub const KEYS_LABELS: &str = "Labels: tag the selected words, or relabel the selected tag";
pub const KEYS_TEXT_ABOUT: &str = "Arrows, Ctrl+arrows, Home, End and Page keys move the caret; Shift \
    selects. Double click selects a word, three clicks a sentence. Drag an edge of the selected tag to \
    resize it; hold Alt to leave word boundaries alone.";

/// The button that changes the key of a command.
pub fn key_of(command: &str) -> String {
    format!("Key of {command}")
}

/// What the key of an attribute does.
pub fn key_of_attribute(label: &str) -> String {
    format!("{label}: ask for the value")
}

pub const KEY_OF_LINK: &str = "Link the selected tag to another";

// First steps

pub const WELCOME: &str = "Welcome to factmark";

/// The steps; `key` tells the key of a command.
pub fn welcome_steps(key: impl Fn(&CommandWords) -> String) -> [String; 5] {
    let (next, accept, reject) = (key(&NEXT_PROPOSAL), key(&ACCEPT), key(&REJECT));
    let (unsure, speaker) = (key(&UNSURE), key(&SPEAKER));
    let (save, undo, keys) = (key(&SAVE), key(&UNDO), key(&KEY_SHEET));
    [
        "Open an article. Names, quotes with their speakers, and claims are proposed on it."
            .to_owned(),
        format!(
            "Press {next} for the next proposal. {accept} accepts it, {reject} rejects it, {unsure} \
             leaves it open."
        ),
        format!(
            "Wrong edge, label or speaker? Drag the edge, press a label's key, or press {speaker}."
        ),
        "Missing a tag? Select the words and press a label's key.".to_owned(),
        format!(
            "{save} saves the document beside the article. {undo} takes back any step. {keys} shows \
             all keys."
        ),
    ]
}

pub const WELCOME_NO_NETWORK: &str =
    "Nothing leaves this machine: factmark never uses the network.";
pub const WELCOME_NAME: &str = "Your name, for the decisions you sign";
pub const WELCOME_BEGIN: &str = "Begin";

// About

pub const ABOUT_LICENCE: &str = "MIT or Apache-2.0. Fonts: Noto, SIL Open Font License.";
pub const ABOUT_NO_NETWORK: &str = "Works without a network, always.";

pub fn version(version: &str) -> String {
    format!("Version {version}")
}
