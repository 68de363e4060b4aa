//! The text and what is drawn on it: tints behind the words, lines and label words around them, the
//! selected annotation's edges, the caret.

use std::cmp::Reverse;

use egui::{Align2, Color32, Painter, Pos2, Rangef, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use super::drag::Edge;
use super::margin::{Margin, speaker_of, tiny};
use super::page::{LEVELS, Mark, Page, Piece};
use super::strokes::{under, veil};
use super::{ArticleState, Live};
use crate::annotation::{AnnotationId, Lane, ZoneKind};
use crate::ui::theme::Theme;
use crate::ui::words;

/// An edge that can be dragged.
pub(super) struct Handle {
    pub(super) id: AnnotationId,
    /// Which span of the annotation.
    pub(super) index: usize,
    pub(super) edge: Edge,
    /// Its stem, of no width.
    stem: Rect,
}

impl Handle {
    /// Where it can be taken.
    pub(super) fn area(&self) -> Rect {
        self.stem.expand2(vec2(6.0, 9.0))
    }

    /// Distance from a point, sideways.
    pub(super) fn distance(&self, point: Pos2) -> f32 {
        (point.x - self.stem.left()).abs()
    }
}

impl Page<'_> {
    /// Draws everything.
    pub(super) fn paint(&self, ui: &Ui, live: &Live, margin: &Margin) {
        let painter = ui.painter();
        self.paint_frames(painter);
        for mark in &self.marks {
            self.paint_tint(painter, mark);
        }
        self.paint_found(painter, live);
        for placed in &self.placed {
            placed.shaped.paint(painter, placed.origin, self.article.theme);
        }
        for mark in &self.marks {
            self.paint_line(painter, mark);
        }
        self.paint_margin(painter, margin);
        for mark in self.marks.iter().filter(|it| it.is_selected()) {
            outline(painter, mark, Stroke::new(1.6, mark.color));
        }
        self.paint_label_words(ui, margin);
        for handle in self.handles() {
            self.paint_handle(painter, &handle);
        }
        self.paint_caret(ui, live);
        if self.placed.is_empty() && self.article.document.text().as_str().trim().is_empty() {
            self.paint_empty(painter);
        }
    }

    fn paint_empty(&self, painter: &Painter) {
        let theme = self.article.theme;
        let at = pos2(self.view.column.min, self.view.rect.top() + theme.sizes.page_top);
        let body = theme.zone(ZoneKind::Body);
        let font = Theme::font(body.face, body.size);
        let words = words::article::EMPTY;
        painter.text(at, Align2::LEFT_TOP, words, font, theme.palette.faint);
    }

    /// Hairlines beside parts that are set apart.
    fn paint_frames(&self, painter: &Painter) {
        let stroke = Stroke::new(2.0, self.article.theme.palette.rule);
        for placed in &self.placed {
            let apart = matches!(
                placed.block.kind,
                ZoneKind::Blockquote | ZoneKind::Pullquote | ZoneKind::Embed | ZoneKind::Factbox
            );
            if apart {
                let away = placed.shaped.look().indent - 14.0;
                let column = self.view.column;
                let rtl = placed.shaped.is_rtl();
                let x = if rtl { column.max - away } else { column.min + away };
                let rows = placed.shaped.y_range();
                let top = placed.origin.y;
                painter.vline(x, top + rows.start..=top + rows.end, stroke);
            }
        }
    }

    fn paint_tint(&self, painter: &Painter, mark: &Mark<'_>) {
        let sizes = &self.article.theme.sizes;
        let part = if mark.is_rejected() {
            0.0
        } else if mark.is_strong() {
            sizes.tint_hover
        } else if !mark.is_open() && (mark.is_quote() || mark.lane == Lane::Entities) {
            sizes.tint_done
        } else if mark.is_quote() {
            sizes.tint_open
        } else {
            0.0
        };
        if part > 0.0 {
            for piece in &mark.pieces {
                painter.rect_filled(
                    piece.ink().expand2(vec2(1.0, 1.0)),
                    2.0,
                    veil(mark.color, part),
                );
            }
        }
    }

    /// What a search found, and the selected words.
    fn paint_found(&self, painter: &Painter, live: &Live) {
        let palette = &self.article.theme.palette;
        let shown = (self.placed.first(), self.placed.last());
        if let (Some(first), Some(last)) = shown {
            let shown = first.block.span.hull(last.block.span);
            let from = self.article.hits.partition_point(|it| it.end() <= shown.start());
            let hits =
                self.article.hits.iter().skip(from).take_while(|it| it.start() < shown.end());
            for piece in hits.flat_map(|it| self.pieces(&[*it])) {
                painter.rect_filled(piece.ink().expand2(vec2(1.0, 2.0)), 2.0, palette.search);
            }
        }
        let selection = live.selection(self.article.document.text());
        for piece in selection.iter().flat_map(|it| self.pieces(&[*it])) {
            painter.rect_filled(piece.rect.shrink2(vec2(0.0, 2.0)), 0.0, palette.selection);
        }
    }

    /// The line under the words; through them where they are rejected.
    fn paint_line(&self, painter: &Painter, mark: &Mark<'_>) {
        let sizes = &self.article.theme.sizes;
        if mark.is_rejected() {
            for piece in &mark.pieces {
                let y = piece.baseline - piece.size * 0.28;
                let stroke = Stroke::new(1.0, veil(mark.color, 0.8));
                painter.hline(piece.rect.x_range(), painter.round_to_pixel_center(y), stroke);
            }
            return;
        }
        if mark.is_quote() {
            return;
        }
        let strong = mark.is_strong();
        let Some(level) = mark.level.or(strong.then_some(LEVELS - 1)) else {
            return;
        };
        // In high contrast an open line is thicker and never behind others: a sign wants 3:1, and
        // dots of a point have less.
        let high = self.article.theme.looks.high_contrast;
        let width = match (mark.is_open() && !strong, high) {
            (true, false) => sizes.line_open,
            (true, true) => f32::midpoint(sizes.line_open, sizes.line_done),
            (false, _) => sizes.line_done,
        };
        // Claims and what belongs to quotes run long; open ones stay behind the names.
        let quiet = match mark.lane {
            Lane::Entities => false,
            Lane::Quotes | Lane::Claims => mark.is_open(),
            Lane::Flags => true,
        };
        let color = if quiet && !strong && !high { veil(mark.color, 0.65) } else { mark.color };
        let down = sizes.lane_first + f32::from(level) * sizes.lane_step;
        for piece in &mark.pieces {
            // A hair short at both ends, so that neighbours stay apart.
            let x = Rangef::new(piece.rect.left() + 0.5, piece.rect.right() - 0.5);
            under(painter, mark.line, x, piece.baseline + down, Stroke::new(width, color));
        }
    }

    /// The label's word over the first words of names, and of what is selected or pointed at.
    fn paint_label_words(&self, ui: &Ui, margin: &Margin) {
        let mut order: Vec<&Mark<'_>> = self.marks.iter().filter(|it| !it.is_rejected()).collect();
        // Words that must show take their place first.
        order.sort_by_key(|it| Reverse(it.emphasis));
        let selected = self.marks.iter().filter(|it| it.is_selected());
        let frames: Vec<Rect> =
            selected.flat_map(|it| &it.pieces).map(|it| it.ink().expand(2.0)).collect();
        let mut taken: Vec<Rect> = Vec::new();
        for mark in order {
            let strong = mark.is_strong();
            // In a narrow window there is no room beside a quote for who says it.
            let alone = mark.is_quote() && !margin.has(mark.id());
            let always =
                mark.lane == Lane::Entities || mark.annotation.label == "not_quote" || alone;
            let Some(first) = mark.pieces.first().filter(|_| strong || always) else {
                continue;
            };
            let word = if alone {
                speaker_of(self.article.document, mark.annotation)
            } else {
                mark.annotation.label.as_str().replace('_', " ")
            };
            let word = if mark.is_open() && !word.ends_with('?') {
                words::article::open_tag(&word)
            } else {
                word
            };
            let theme = self.article.theme;
            let ink = if mark.is_selected() { theme.palette.paper } else { mark.color };
            let galley = tiny(ui, &word, ink, theme);
            let ascent = galley.size().y * 0.785;
            let top = first.baseline - first.size * 0.77 - 3.0 - ascent;
            // Over the first word, also where that is on the right.
            let rtl = first.start.is_some_and(|it| it > first.rect.center().x);
            let left = if rtl { first.rect.right() - galley.size().x } else { first.rect.left() };
            let rect = Rect::from_min_size(pos2(left, top), galley.size());
            let padded = rect.expand2(vec2(2.0, -2.0));
            if taken.iter().any(|it| it.intersects(padded)) {
                continue;
            }
            taken.push(padded);
            if mark.is_selected() {
                // Beside the knob of the first edge, on the frame.
                let at = rect.min + vec2(if rtl { -9.0 } else { 9.0 }, -2.5);
                let chip = Rect::from_min_size(at, rect.size()).expand2(vec2(4.0, -0.5));
                ui.painter().rect_filled(chip, 3.0, mark.color);
                ui.painter().galley(at, galley, ink);
            } else {
                // A word on the frame of the selected annotation stops the frame's line.
                if frames.iter().any(|it| it.intersects(padded) && !it.contains_rect(padded)) {
                    ui.painter().rect_filled(padded, 0.0, theme.palette.paper);
                }
                ui.painter().galley(rect.min, galley, ink);
            }
        }
    }

    /// The edges of the selected annotation; none while several are selected.
    pub(super) fn handles(&self) -> Vec<Handle> {
        let [only] = self.article.selected else {
            return Vec::new();
        };
        let Some(mark) = self.marks.iter().find(|it| it.id() == *only) else {
            return Vec::new();
        };
        let mut handles = Vec::new();
        for piece in &mark.pieces {
            let at = |x: f32| Rect::from_x_y_ranges(x..=x, piece.ink().expand(2.0).y_range());
            let mut add = |edge: Edge, x: f32| {
                handles.push(Handle { id: mark.id(), index: piece.span, edge, stem: at(x) });
            };
            if let Some(x) = piece.start {
                add(Edge::Start, x + piece.outwards(x));
            }
            if let Some(x) = piece.end {
                add(Edge::End, x + piece.outwards(x));
            }
        }
        handles
    }

    fn paint_handle(&self, painter: &Painter, handle: &Handle) {
        let theme = self.article.theme;
        let (color, ring) = (theme.palette.accent, theme.palette.paper);
        painter.vline(handle.stem.left(), handle.stem.y_range(), Stroke::new(2.0, color));
        let knob = match handle.edge {
            Edge::Start => handle.stem.center_top(),
            Edge::End => handle.stem.center_bottom(),
        };
        painter.circle(knob, theme.sizes.handle, color, Stroke::new(1.5, ring));
    }

    fn paint_caret(&self, ui: &Ui, live: &Live) {
        let Some(caret) = self.caret(live.head) else {
            return;
        };
        let palette = &self.article.theme.palette;
        let focus = ArticleState::has_focus(ui);
        let (width, color) = if focus { (2.0, palette.accent) } else { (1.0, palette.outline) };
        let y = caret.shrink2(vec2(0.0, caret.height() * 0.14)).y_range();
        ui.painter().vline(caret.left().round() - 1.0, y, Stroke::new(width, color));
    }
}

/// A frame around the words of an annotation, open where they go on in another row.
fn outline(painter: &Painter, mark: &Mark<'_>, stroke: Stroke) {
    for piece in &mark.pieces {
        frame(painter, piece, stroke);
    }
}

fn frame(painter: &Painter, piece: &Piece, stroke: Stroke) {
    let rect = piece.ink().expand2(vec2(1.0, 2.0));
    let (left, right) = piece.closed();
    if left && right {
        painter.rect(rect, 3.0, Color32::TRANSPARENT, stroke, StrokeKind::Middle);
        return;
    }
    painter.hline(rect.x_range(), rect.top(), stroke);
    painter.hline(rect.x_range(), rect.bottom(), stroke);
    if left {
        painter.vline(rect.left(), rect.y_range(), stroke);
    }
    if right {
        painter.vline(rect.right(), rect.y_range(), stroke);
    }
}
