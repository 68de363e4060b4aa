//! Words for things: labels, decisions, excerpts.

use crate::annotation::{Annotation, Document, Review, Tier};

/// The label's name on screen.
pub(in crate::ui) fn label_name<'a>(document: &'a Document, annotation: &'a Annotation) -> &'a str {
    document.label(annotation).map_or(annotation.label.as_str(), |it| it.name.as_str())
}

/// What has been decided.
pub(in crate::ui) fn review_word(annotation: &Annotation) -> &'static str {
    match annotation.standing.review {
        Review::Accepted if annotation.is_corrected() => "corrected",
        Review::Accepted => "accepted",
        Review::Rejected => "rejected",
        Review::Proposed if annotation.standing.signed.is_some() => "left open",
        Review::Proposed => "proposed",
    }
}

/// How far a proposal can be trusted.
pub(super) fn tier_word(tier: Tier) -> &'static str {
    match tier {
        Tier::Sure => "sure",
        Tier::Likely => "likely",
        Tier::Unsure => "unsure",
    }
}

/// `text` on one line of at most `most` characters.
pub(in crate::ui) fn one_line(text: &str, most: usize) -> String {
    let mut line = String::new();
    for (count, c) in text.chars().enumerate() {
        if count == most {
            return format!("{}…", line.trim_end());
        }
        line.push(if c.is_control() { ' ' } else { c });
    }
    line
}

/// Languages by their code, as the tagger and files tell them.
const LANGUAGES: [(&str, &str); 45] = [
    ("ar", "Arabic"),
    ("be", "Belarusian"),
    ("bg", "Bulgarian"),
    ("bn", "Bengali"),
    ("ca", "Catalan"),
    ("cs", "Czech"),
    ("da", "Danish"),
    ("de", "German"),
    ("el", "Greek"),
    ("en", "English"),
    ("es", "Spanish"),
    ("et", "Estonian"),
    ("fa", "Persian"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hr", "Croatian"),
    ("hu", "Hungarian"),
    ("hy", "Armenian"),
    ("id", "Indonesian"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ko", "Korean"),
    ("lt", "Lithuanian"),
    ("lv", "Latvian"),
    ("mk", "Macedonian"),
    ("mr", "Marathi"),
    ("nb", "Norwegian"),
    ("ne", "Nepali"),
    ("nl", "Dutch"),
    ("no", "Norwegian"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("sk", "Slovak"),
    ("sl", "Slovenian"),
    ("sr", "Serbian"),
    ("sv", "Swedish"),
    ("th", "Thai"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("vi", "Vietnamese"),
    ("zh", "Chinese"),
];

/// The name of a language; its code, if no name is known.
pub(super) fn language_name(code: &str) -> &str {
    let main = code.split('-').next().unwrap_or(code);
    let found = LANGUAGES.binary_search_by_key(&main, |it| it.0).ok();
    found.and_then(|it| LANGUAGES.get(it)).map_or(code, |it| it.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_called_by_their_names() {
        assert!(LANGUAGES.is_sorted());
        assert_eq!(language_name("de"), "German");
        assert_eq!(language_name("pt-BR"), "Portuguese");
        assert_eq!(language_name("tlh"), "tlh");
    }
}
