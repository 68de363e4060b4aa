//! Beside the text: bars and speakers of quotes on the left, claims and flags on the right, and what
//! part of the page a line is.

use std::sync::Arc;

use egui::epaint::text::{LayoutJob, TextFormat};
use egui::{Color32, Galley, Painter, Pos2, Rangef, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use super::page::{Mark, Page, Piece};
use super::strokes::veil;
use crate::annotation::{Annotation, AnnotationId, Document, Furniture, Lane, ZoneKind};
use crate::ui::theme::{Face, Theme};
use crate::ui::words;

/// Narrowest margin that has room for words.
const ROOM_FOR_WORDS: f32 = 64.0;

/// What stands beside the text in this frame.
#[derive(Default)]
pub(super) struct Margin {
    bars: Vec<Bar>,
    items: Vec<Item>,
    words: Vec<(Pos2, Arc<Galley>)>,
}

/// The bar of a quote: thick beside its content, thin between its pieces.
struct Bar {
    mark: usize,
    x: f32,
    whole: Rangef,
    content: Vec<Rangef>,
}

/// Something beside the text that stands for an annotation.
struct Item {
    mark: usize,
    id: AnnotationId,
    rect: Rect,
    kind: ItemKind,
}

enum ItemKind {
    /// Who says a quote.
    Speaker(Arc<Galley>),
    /// A claim, with its rank from 0 to 1.
    Claim(f32),
    /// A question to the editor.
    Flag,
}

impl Margin {
    /// Whether an annotation has an item.
    pub(super) fn has(&self, id: AnnotationId) -> bool {
        self.items.iter().any(|it| it.id == id)
    }

    /// The annotation whose item is at `point`.
    pub(super) fn under(&self, point: Pos2) -> Option<AnnotationId> {
        self.items.iter().rev().find(|it| it.rect.contains(point)).map(|it| it.id)
    }
}

impl Page<'_> {
    /// Finds what stands beside the text.
    pub(super) fn margin(&self, ui: &Ui) -> Margin {
        let mut margin = Margin { bars: self.bars(), ..Margin::default() };
        let sizes = &self.article.theme.sizes;
        let mut rows: Vec<f32> = Vec::new();
        for (index, mark) in self.marks.iter().enumerate() {
            // Who speaks is told also where the quote began above the view.
            let first = if mark.is_quote() { mark.pieces.first() } else { mark.first() };
            let Some(first) = first else {
                continue;
            };
            let kind = match mark.lane {
                Lane::Claims => ItemKind::Claim(rank(mark.annotation)),
                Lane::Flags => ItemKind::Flag,
                Lane::Quotes if mark.is_quote() => {
                    margin.items.extend(self.speaker(ui, index, first, &margin));
                    continue;
                }
                Lane::Entities | Lane::Quotes => continue,
            };
            let middle = first.baseline - first.size * 0.34;
            // Side by side where they belong to one row.
            let before = rows.iter().filter(|row| (**row - middle).abs() < 1.0).count();
            rows.push(middle);
            #[expect(clippy::cast_precision_loss, reason = "few begin in one row")]
            let x = self.view.column.max + sizes.item_gap + sizes.item_step * before as f32;
            let rect = Rect::from_center_size(pos2(x, middle), vec2(14.0, 16.0));
            margin.items.push(Item { mark: index, id: mark.id(), rect, kind });
        }
        margin.words = self.zone_words(ui);
        // Who speaks matters more than where.
        let covers = |it: &Item, word: Rect| it.rect.expand(2.0).intersects(word);
        margin.words.retain(|(at, galley)| {
            let word = Rect::from_min_size(*at, galley.size());
            !margin.items.iter().any(|it| covers(it, word))
        });
        margin
    }

    /// A bar for each quote on screen; quotes that share a row stand side by side.
    fn bars(&self) -> Vec<Bar> {
        let sizes = &self.article.theme.sizes;
        let mut taken: Vec<Vec<Rangef>> = Vec::new();
        let mut bars = Vec::new();
        for (mark, quote) in self.marks.iter().enumerate().filter(|(_, it)| it.is_quote()) {
            let content = joined(&quote.pieces);
            let (Some(first), Some(last)) = (content.first(), content.last()) else {
                continue;
            };
            let whole = self.reach(quote, Rangef::new(first.min, last.max));
            let free = |column: &Vec<Rangef>| !column.iter().any(|it| it.intersects(whole));
            let column = taken.iter().position(free).unwrap_or(taken.len());
            if column == taken.len() {
                taken.push(Vec::new());
            }
            if let Some(column) = taken.get_mut(column) {
                column.push(whole);
            }
            #[expect(clippy::cast_precision_loss, reason = "few quotes share a row")]
            let steps = column as f32;
            let x = self.view.column.min - sizes.bar_gap - steps * sizes.bar_step;
            bars.push(Bar { mark, x, whole, content });
        }
        bars
    }

    /// `seen` grown to the edge of the view where the quote goes on beyond it.
    fn reach(&self, quote: &Mark<'_>, seen: Rangef) -> Rangef {
        let starts = quote.first().is_some();
        let last = quote.annotation.spans.len().saturating_sub(1);
        let ends = quote.pieces.last().is_some_and(|it| it.span == last && it.end.is_some());
        Rangef::new(
            if starts { seen.min } else { self.view.rect.top().min(seen.min) },
            if ends { seen.max } else { self.view.rect.bottom().max(seen.max) },
        )
    }

    fn speaker(&self, ui: &Ui, index: usize, first: &Piece, margin: &Margin) -> Option<Item> {
        let theme = self.article.theme;
        let mark = self.marks.get(index)?;
        let bar = margin.bars.iter().find(|it| it.mark == index)?;
        let right = bar.x - 7.0;
        let middle = first.baseline - first.size * 0.34;
        let word = margin
            .words
            .iter()
            .find(|(at, galley)| (at.y + galley.size().y * 0.5 - middle).abs() < galley.size().y);
        let left = word.map_or(self.view.rect.left() + 8.0, |(at, it)| at.x + it.size().x + 6.0);
        let left = left.max(right - theme.sizes.margin_left * 1.4);
        if right - left < ROOM_FOR_WORDS * 0.7 {
            return None;
        }
        let name = speaker_of(self.article.document, mark.annotation);
        let galley = one_line(ui, theme, (&name, mark.color), right - left - 12.0);
        let size = galley.size() + vec2(12.0, 4.0);
        let mut rect = Rect::from_min_size(pos2(right - size.x, middle - size.y * 0.5), size);
        let taken = |rect: Rect| margin.items.iter().any(|it| it.rect.intersects(rect));
        for _ in 0..3 {
            if taken(rect) {
                rect = rect.translate(vec2(0.0, size.y + 1.0));
            }
        }
        Some(Item { mark: index, id: mark.id(), rect, kind: ItemKind::Speaker(galley) })
    }

    /// The word for each zone that is not body text, beside its first line; for body text while the
    /// pointer is on it.
    fn zone_words(&self, ui: &Ui) -> Vec<(Pos2, Arc<Galley>)> {
        let theme = self.article.theme;
        let room = self.view.column.min - self.view.rect.left();
        if room < ROOM_FOR_WORDS {
            return Vec::new();
        }
        let x = self.view.column.min - room.min(theme.sizes.margin_left) + 4.0;
        let beside = |it: &Pos2| self.view.rect.contains(*it) && it.x < self.view.column.min;
        let mouse = ui.input(|it| it.pointer.hover_pos()).filter(beside);
        let pointed = mouse.and_then(|it| self.placed_at(it.y)).map(|it| it.index);
        let shown = self.placed.iter().filter(|it| {
            Some(it.index) == pointed || it.block.opens && it.block.kind != ZoneKind::Body
        });
        shown
            .map(|placed| {
                let furniture = placed.block.sub.map(Furniture::key);
                let word = furniture.unwrap_or(placed.block.kind.key()).replace('_', " ");
                let galley = tiny(ui, &word, theme.palette.faint, theme);
                let baseline = placed.shaped.baseline();
                let ascent = galley.size().y * 0.78;
                (pos2(x, placed.origin.y + baseline - ascent), galley)
            })
            .collect()
    }

    /// Draws what stands beside the text.
    pub(super) fn paint_margin(&self, painter: &Painter, margin: &Margin) {
        let theme = self.article.theme;
        for (at, galley) in &margin.words {
            painter.galley(*at, Arc::clone(galley), theme.palette.faint);
        }
        for bar in &margin.bars {
            if let Some(mark) = self.marks.get(bar.mark) {
                self.paint_bar(painter, bar, mark);
            }
        }
        for item in &margin.items {
            let Some(mark) = self.marks.get(item.mark) else {
                continue;
            };
            match &item.kind {
                ItemKind::Speaker(galley) => self.paint_chip(painter, item.rect, galley, mark),
                ItemKind::Claim(rank) => {
                    paint_claim(painter, item.rect.center(), *rank, mark, theme);
                }
                ItemKind::Flag => paint_flag(painter, item.rect, mark, theme),
            }
        }
    }

    /// Proposed: hollow. Accepted: solid.
    fn paint_bar(&self, painter: &Painter, bar: &Bar, mark: &Mark<'_>) {
        let strong = mark.is_strong();
        let width = self.article.theme.sizes.bar;
        let color = if mark.is_rejected() { veil(mark.color, 0.4) } else { mark.color };
        painter.vline(bar.x, bar.whole, Stroke::new(1.0, veil(color, 0.45)));
        for content in &bar.content {
            let rect = Rect::from_x_y_ranges(bar.x - width * 0.5..=bar.x + width * 0.5, *content);
            let rect = if strong { rect.expand2(vec2(0.75, 0.0)) } else { rect };
            if mark.is_open() || mark.is_rejected() {
                painter.rect_filled(rect, 1.0, self.article.theme.palette.paper);
                let edge = Stroke::new(if strong { 1.5 } else { 1.0 }, color);
                painter.rect_stroke(rect, 1.0, edge, StrokeKind::Inside);
            } else {
                painter.rect_filled(rect, 1.0, color);
            }
        }
    }

    fn paint_chip(&self, painter: &Painter, rect: Rect, galley: &Arc<Galley>, mark: &Mark<'_>) {
        let theme = self.article.theme;
        let radius = theme.sizes.radius;
        let strong = mark.is_strong();
        let fill = match (mark.is_selected(), mark.is_open()) {
            (true, _) => theme.tint(mark.color, theme.sizes.tint_hover),
            (false, true) => theme.palette.paper,
            (false, false) => theme.tint(mark.color, theme.sizes.tint_done),
        };
        painter.rect_filled(rect, radius, fill);
        let edge = if strong {
            Stroke::new(1.2, mark.color)
        } else {
            Stroke::new(1.0, veil(mark.color, 0.45))
        };
        painter.rect_stroke(rect, radius, edge, StrokeKind::Inside);
        painter.galley(rect.min + vec2(6.0, 2.0), Arc::clone(galley), mark.color);
    }
}

/// A dot as large as the claim's rank; hollow while it is proposed.
fn paint_claim(painter: &Painter, at: Pos2, rank: f32, mark: &Mark<'_>, theme: &Theme) {
    let radius = 2.6 + 3.2 * rank;
    if mark.is_open() {
        painter.circle(at, radius, theme.palette.paper, Stroke::new(1.5, mark.color));
    } else {
        painter.circle_filled(at, radius + 0.5, mark.color);
    }
    if mark.is_strong() {
        painter.circle_stroke(at, radius + 2.8, Stroke::new(1.2, mark.color));
    }
}

/// A small flag on its pole; filled once it is accepted.
fn paint_flag(painter: &Painter, rect: Rect, mark: &Mark<'_>, theme: &Theme) {
    let rect = rect.shrink2(vec2(2.0, 2.0));
    let stroke = Stroke::new(1.4, mark.color);
    painter.vline(rect.left() + 1.0, rect.y_range(), stroke);
    let cloth = [
        pos2(rect.left() + 1.0, rect.top()),
        pos2(rect.right(), rect.top() + rect.height() * 0.28),
        pos2(rect.left() + 1.0, rect.top() + rect.height() * 0.56),
    ];
    let fill = if mark.is_open() { theme.palette.paper } else { mark.color };
    painter.add(egui::Shape::convex_polygon(cloth.to_vec(), fill, stroke));
    if mark.is_strong() {
        painter.rect_stroke(
            rect.expand(3.0),
            3.0,
            Stroke::new(1.0, mark.color),
            StrokeKind::Outside,
        );
    }
}

/// Who says the quote, in a word or two: the record's name, else the words of the source.
pub(super) fn speaker_of(document: &Document, quote: &Annotation) -> String {
    if let Some(record) = document.speaker(quote.id) {
        // A chip has no room for the kind of a nameless source, except that it is anonymous.
        let name = record.name.as_str();
        let bare = name.strip_prefix('[').and_then(|it| it.split_once("] ")).map(|it| it.1);
        return bare.filter(|_| !name.starts_with("[anonymous")).unwrap_or(name).to_owned();
    }
    let source = document.targets(quote.id, "said_by").next();
    source.map_or_else(|| words::tags::NO_SPEAKER.to_owned(), |it| document.excerpt(it))
}

/// How much a claim matters by the tagger's figure, 0 to 1.
fn rank(claim: &Annotation) -> f32 {
    claim.standing.confidence.map_or(0.5, |it| f32::from(it.per_mille()) / 1000.0)
}

/// The heights that pieces take, where those of neighbouring rows touch as one.
fn joined(pieces: &[Piece]) -> Vec<Rangef> {
    let mut found: Vec<Rangef> = Vec::new();
    let mut before: Option<&Piece> = None;
    for piece in pieces {
        let rows = Rangef::new(piece.ink().top(), piece.ink().bottom());
        let same = before.is_some_and(|it| it.span == piece.span);
        match found.last_mut() {
            Some(last) if same || rows.min <= last.max => last.max = last.max.max(rows.max),
            _ => found.push(rows),
        }
        before = Some(piece);
    }
    found
}

/// A label word in small type.
pub(super) fn tiny(ui: &Ui, word: &str, color: Color32, theme: &Theme) -> Arc<Galley> {
    let font = Theme::font(Face::Sans, theme.sizes.tiny);
    ui.fonts_mut(|it| it.layout_no_wrap(word.to_owned(), font, color))
}

/// One line of small type, cut short with … where it is wider than `width`.
fn one_line(ui: &Ui, theme: &Theme, (words, color): (&str, Color32), width: f32) -> Arc<Galley> {
    let font = Theme::font(Face::Sans, theme.sizes.chip);
    let mut job = LayoutJob::single_section(words.to_owned(), TextFormat::simple(font, color));
    job.wrap.max_width = width.max(1.0);
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    job.break_on_newline = false;
    ui.fonts_mut(|it| it.layout_job(job))
}
