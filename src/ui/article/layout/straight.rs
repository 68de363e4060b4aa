//! Rows of text that runs from left to right throughout, as egui shapes and breaks it.

use egui::{Ui, Vec2};

use super::edges::{Character, Edges, characters};
use super::shaped::{Row, Rows, Section, is_blank, job};

/// Shapes `content` into rows of `width`; `None` if egui's glyphs do not tell which character they
/// show.
pub(super) fn rows(ui: &Ui, content: &str, sections: &[Section], width: f32) -> Option<Rows> {
    let galley = ui.fonts_mut(|it| it.layout_job(job(content, sections, width)));
    let glyphs: usize = galley.rows.iter().map(|it| it.glyphs.len()).sum();
    if glyphs != galley.job.text.chars().count() {
        return None;
    }
    let characters = characters(content);
    let mut rest = characters.as_slice();
    let mut list = Vec::with_capacity(galley.rows.len());
    let (mut start, mut first) = (0, 0);
    for placed in &galley.rows {
        let next = first + placed.glyphs.len();
        let held: &[Character];
        (held, rest) = rest.split_at(rest.partition_point(|it| it.index < next));
        let end = rest.first().map_or(content.len(), |it| it.byte);
        let edges = Edges::forward(held, (placed, placed.pos.x, first), end);
        let words = content.get(start..end).unwrap_or_default().trim_end_matches(is_blank);
        list.push(Row {
            bytes: start..end,
            words: start + words.len(),
            top: placed.min_y(),
            height: placed.height(),
            baseline: placed.pos.y + baseline(placed),
            runs: vec![edges],
        });
        (start, first) = (end, next);
    }
    Some(Rows { list, galleys: vec![(Vec2::ZERO, galley)], rtl: false })
}

/// From the top of a row to its baseline.
pub(super) fn baseline(row: &egui::epaint::text::Row) -> f32 {
    row.glyphs.first().map_or(row.size.y * 0.7, |it| it.pos.y)
}
