//! Names and excerpts that fit a line.

use crate::annotation::{Annotation, Document};

/// The label's name on screen.
pub(in crate::ui) fn label_name<'a>(document: &'a Document, annotation: &'a Annotation) -> &'a str {
    document.label(annotation).map_or(annotation.label.as_str(), |it| it.name.as_str())
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
