//! Every word that the window shows, a file for each part of the window.
//!
//! A string without values is a constant, which costs a frame nothing. One with values is a
//! function for the whole sentence, since other languages put the words of a sentence in another
//! order and have other plural forms. Names say what a string is for, not how it reads, and the
//! same text for two purposes stands here twice: another language may need two words. A new string
//! goes into the file of the part that shows it; `window_words_stand_in_one_place` looks for
//! strings elsewhere.
//!
//! A translation is a second module with the same names. This file is where one of them would be
//! chosen, when factmark is built, and the compiler sees to it that no name is missing. To choose
//! while the window runs, constants would have to become fields of a table for each language.
//!
//! Not here: the names of labels, attributes, lanes and kinds of zones, what a step did and what a
//! merge changes (the tag set and `annotation` say that), the tagger's reasons, and the errors and
//! problems of `formats`, `files` and `batch`, which the command line prints too; the names of keys,
//! which are saved with the preferences; ids, file endings and the like, which nobody reads.

pub mod article;
pub mod bars;
pub mod chooser;
pub mod commands;
pub mod common;
pub mod count;
pub mod drafts;
pub mod exchange;
pub mod files;
pub mod glance;
mod languages;
pub mod many;
pub mod messages;
pub mod outline;
pub mod recovery;
pub mod rerun;
pub mod sheets;
pub mod start;
pub mod system;
pub mod tags;
pub mod tagset;

pub use self::languages::language;

/// `message` as a sentence: lower layers say their errors without a capital and a stop.
pub fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let first = letters.next().map(|it| it.to_uppercase().to_string()).unwrap_or_default();
    let stop = if message.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{first}{}{stop}", letters.as_str())
}
