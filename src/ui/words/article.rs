//! The article, as it is drawn and as a screen reader says it.

pub const ARTICLE: &str = "Article";
pub const EMPTY: &str = "There is no text in this article.";

/// A tag as a screen reader says it: its label with what has been decided, and its first words.
pub fn tag(title: &str, words: &str) -> String {
    format!("{}: “{words}”", title.to_lowercase())
}

/// A label with what has been decided.
pub fn title(label: &str, review: &str) -> String {
    format!("{label}, {review}")
}

/// The word over a tag that waits for a decision.
pub fn open_tag(label: &str) -> String {
    format!("{label}?")
}

/// Where the link under the pointer leads.
pub fn link(to: &str) -> String {
    format!("link to {to}")
}

// Scripts that the fonts of this program lack, as they are told of when no other font has them

pub const SCRIPT_ARMENIAN: &str = "Armenian";
pub const SCRIPT_HEBREW: &str = "Hebrew";
pub const SCRIPT_ARABIC: &str = "Arabic";
pub const SCRIPT_SYRIAC: &str = "Syriac";
pub const SCRIPT_THAANA: &str = "Thaana";
pub const SCRIPT_DEVANAGARI: &str = "Devanagari";
pub const SCRIPT_BENGALI: &str = "Bengali";
pub const SCRIPT_GURMUKHI: &str = "Gurmukhi";
pub const SCRIPT_GUJARATI: &str = "Gujarati";
pub const SCRIPT_ODIA: &str = "Odia";
pub const SCRIPT_TAMIL: &str = "Tamil";
pub const SCRIPT_TELUGU: &str = "Telugu";
pub const SCRIPT_KANNADA: &str = "Kannada";
pub const SCRIPT_MALAYALAM: &str = "Malayalam";
pub const SCRIPT_SINHALA: &str = "Sinhala";
pub const SCRIPT_THAI: &str = "Thai";
pub const SCRIPT_LAO: &str = "Lao";
pub const SCRIPT_TIBETAN: &str = "Tibetan";
pub const SCRIPT_BURMESE: &str = "Burmese";
pub const SCRIPT_GEORGIAN: &str = "Georgian";
pub const SCRIPT_KOREAN: &str = "Korean";
pub const SCRIPT_ETHIOPIC: &str = "Ethiopic";
pub const SCRIPT_KHMER: &str = "Khmer";
pub const SCRIPT_MONGOLIAN: &str = "Mongolian";
pub const SCRIPT_JAPANESE: &str = "Japanese";
pub const SCRIPT_CHINESE: &str = "Chinese";
pub const SCRIPT_ADLAM: &str = "Adlam";
pub const SCRIPT_NKO: &str = "N’Ko";
pub const SCRIPT_EMOJI: &str = "emoji";
pub const SCRIPT_RARE_CHINESE: &str = "rare Chinese characters";
