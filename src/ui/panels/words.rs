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
