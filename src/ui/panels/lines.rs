//! Names and excerpts that fit a line.

use egui::{Color32, TextStyle, Ui};

use crate::annotation::{Annotation, Document};
use crate::ui::article::has_rtl;

/// Letters for which the narrowest panel has room.
pub(super) const NARROW: usize = 18;

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

/// `name` and `tail` in `room` points: where they do not fit, the name is cut and never the tail.
pub(super) fn cut(ui: &Ui, name: &str, tail: &str, room: f32) -> String {
    let shown = |most: usize| format!("{}{tail}", one_line(name, most));
    let all = name.chars().count();
    if has_rtl(name) {
        return shown(NARROW.saturating_sub(tail.chars().count() + 1));
    }
    let fits = |most: &usize| width(ui, shown(*most)) <= room;
    if fits(&all) {
        return shown(all);
    }
    let lengths: Vec<usize> = (1..all).collect();
    shown(lengths.partition_point(fits).max(1))
}

/// Width of a line in a list, in points.
pub(super) fn width(ui: &Ui, words: String) -> f32 {
    let font = TextStyle::Button.resolve(ui.style());
    ui.fonts_mut(|it| it.layout_no_wrap(words, font, Color32::PLACEHOLDER)).size().x
}
