//! A block as rows, whichever way its words run: which byte is where.

use std::ops::Range;
use std::sync::Arc;

use egui::epaint::text::{LayoutJob, TextFormat};
use egui::{Galley, Painter, Pos2, Rect, Ui, Vec2, pos2, vec2};

use super::super::blocks::{self, Block};
use super::edges::Edges;
use super::{mixed, straight};
use crate::annotation::{Document, Zone};
use crate::text::Span;
use crate::ui::theme::{Theme, ZoneLook};

/// Runs closer than this are drawn as one, in points.
const TOUCHING: f32 = 0.6;

/// A block as rows of glyphs. Places are relative to the block's top left corner.
pub(in crate::ui::article) struct Shaped {
    /// Where the rows are in the block.
    offset: Vec2,
    rows: Rows,
    look: ZoneLook,
    pub(super) height: f32,
    /// The frame in which it was last asked for.
    pub(super) used: u64,
}

/// Rows, relative to the corner of the first one.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) list: Vec<Row>,
    /// What is drawn, and where.
    pub(super) galleys: Vec<(Vec2, Arc<Galley>)>,
    /// Whether the paragraph begins on the right.
    pub(super) rtl: bool,
}

/// A row: bytes of the block that follow on those of the row above.
pub(super) struct Row {
    pub(super) bytes: Range<usize>,
    /// Where `bytes` end without the white space at the row's end.
    pub(super) words: usize,
    pub(super) top: f32,
    pub(super) height: f32,
    /// From the top of the first row.
    pub(super) baseline: f32,
    /// Words that run one way, from left to right.
    pub(super) runs: Vec<Edges>,
}

/// The part of a row that a range of bytes takes.
#[derive(Clone, Copy, Debug)]
pub(in crate::ui::article) struct RowPart {
    pub(in crate::ui::article) rect: Rect,
    pub(in crate::ui::article) baseline: f32,
    /// Where the range begins, if it begins here.
    pub(in crate::ui::article) start: Option<f32>,
    /// Where the range ends, if it ends here.
    pub(in crate::ui::article) end: Option<f32>,
}

/// Text of one look, as a place in the block.
pub(super) struct Section {
    pub(super) bytes: Range<usize>,
    pub(super) format: TextFormat,
}

impl Shaped {
    /// Shapes `block` for a column of `width`; `first` if it is the first of the page.
    pub(super) fn new(
        ui: &Ui,
        theme: &Theme,
        document: &Document,
        block: &Block,
        (width, first): (f32, bool),
    ) -> Self {
        let look = theme.zone(block.kind);
        let content = document.text().slice(block.span);
        let sections = sections(theme, document, block);
        let room = (width - look.indent).max(1.0);
        let straight = if mixed::has_rtl(content) {
            None
        } else {
            straight::rows(ui, content, &sections, room)
        };
        let rows = straight.unwrap_or_else(|| {
            let before = document.text().as_str().get(..block.span.start()).unwrap_or_default();
            mixed::rows(ui, (content, before), &sections, (room, look.line))
        });
        let before = white_before(&look, block, first);
        let height = before + rows.height(&look) + white_after(&look, block);
        // Set off from the side on which the rows begin.
        let indent = if rows.rtl { 0.0 } else { look.indent };
        Self { offset: vec2(indent, before), rows, look, height, used: 0 }
    }

    /// How the block is set.
    pub(in crate::ui::article) fn look(&self) -> &ZoneLook {
        &self.look
    }

    /// Whether the paragraph begins on the right.
    pub(in crate::ui::article) fn is_rtl(&self) -> bool {
        self.rows.rtl
    }

    #[cfg(test)]
    pub(super) fn rows(&self) -> &[Row] {
        &self.rows.list
    }

    #[cfg(test)]
    pub(super) fn offset(&self) -> Vec2 {
        self.offset
    }

    /// From the top of the first row to the foot of the last.
    pub(in crate::ui::article) fn y_range(&self) -> Range<f32> {
        self.offset.y..self.offset.y + self.rows.height(&self.look)
    }

    /// The baseline of the first row.
    pub(in crate::ui::article) fn baseline(&self) -> f32 {
        let first = self.rows.list.first();
        self.offset.y + first.map_or(self.look.line * 0.7, |it| it.baseline)
    }

    /// Draws the words of the block whose corner is at `origin`.
    pub(in crate::ui::article) fn paint(&self, painter: &Painter, origin: Pos2, theme: &Theme) {
        for (at, galley) in &self.rows.galleys {
            painter.galley(origin + self.offset + *at, Arc::clone(galley), theme.palette.ink);
        }
    }

    /// The byte of the block nearest to `place`. Beside a row that goes on below, it is before the
    /// white space at the row's end.
    pub(in crate::ui::article) fn byte_at(&self, place: Pos2) -> usize {
        let place = place - self.offset;
        let Some((row, last)) = self.rows.at_height(place.y) else {
            return 0;
        };
        let byte = row.nearest(place.x);
        if last { byte } else { row.before_blanks(byte) }
    }

    /// As [`Self::byte_at`], where the caret stays on the row.
    pub(in crate::ui::article) fn caret_at(&self, place: Pos2) -> usize {
        let y = place.y - self.offset.y;
        let most = self.rows.at_height(y).map_or(0, |(row, last)| row.last_place(last));
        self.byte_at(place).min(most)
    }

    /// The parts of rows that `bytes` of the block take, without white space at a row's end, in the
    /// order of the text.
    pub(in crate::ui::article) fn parts(&self, bytes: Range<usize>) -> Vec<RowPart> {
        let from = self.rows.list.partition_point(|it| it.bytes.end <= bytes.start);
        let rows = self.rows.list.iter().skip(from);
        let rows = rows.take_while(|it| it.bytes.start < bytes.end);
        let mut parts = Vec::new();
        for row in rows {
            row.add_parts(&bytes, self.offset, &mut parts);
        }
        parts
    }

    /// Where the caret before byte `at` of the block stands.
    pub(in crate::ui::article) fn caret(&self, at: usize) -> Rect {
        let Some((row, _)) = self.rows.holding(at) else {
            return Rect::from_min_size(Pos2::ZERO + self.offset, vec2(0.0, self.look.line));
        };
        let top = pos2(row.caret_x(at), row.top) + self.offset;
        Rect::from_min_size(top, vec2(0.0, row.height))
    }

    /// First and last place for a caret in the row that holds the caret before byte `at`.
    pub(in crate::ui::article) fn row_around(&self, at: usize) -> Range<usize> {
        let row = self.rows.holding(at);
        row.map_or(at..at, |(row, last)| row.bytes.start..row.last_place(last))
    }
}

impl Rows {
    fn height(&self, look: &ZoneLook) -> f32 {
        self.list.last().map_or(look.line, |it| it.top + it.height)
    }

    /// The row at height `y`, or the nearest, and whether it is the last.
    fn at_height(&self, y: f32) -> Option<(&Row, bool)> {
        let index = self.list.partition_point(|it| it.top + it.height <= y);
        self.get(index.min(self.list.len().saturating_sub(1)))
    }

    /// The row on which the caret before byte `at` shows, and whether it is the last.
    fn holding(&self, at: usize) -> Option<(&Row, bool)> {
        let index = self.list.partition_point(|it| it.bytes.end <= at);
        self.get(index.min(self.list.len().saturating_sub(1)))
    }

    fn get(&self, index: usize) -> Option<(&Row, bool)> {
        Some((self.list.get(index)?, index + 1 == self.list.len()))
    }
}

impl Row {
    /// The byte nearest to `x`.
    fn nearest(&self, x: f32) -> usize {
        let under = self.runs.iter().find(|it| x < it.right()).or(self.runs.last());
        under.map_or(self.bytes.start, |it| it.nearest(x))
    }

    fn before_blanks(&self, byte: usize) -> usize {
        if self.words < self.bytes.end { byte.min(self.words) } else { byte }
    }

    /// The last place for a caret that shows on this row: a caret before the next row's first byte
    /// shows there.
    fn last_place(&self, last: bool) -> usize {
        if last {
            return self.bytes.end;
        }
        if self.words < self.bytes.end {
            return self.words;
        }
        let begins = self.runs.iter().filter_map(Edges::last_start);
        begins.max().unwrap_or(self.bytes.start)
    }

    fn caret_x(&self, at: usize) -> f32 {
        let holds = |it: &&Edges| it.start() <= at && at < it.end();
        let last = || self.runs.iter().max_by_key(|it| it.end());
        self.runs.iter().find(holds).or_else(last).map_or(0.0, |it| it.before(at))
    }

    /// Adds the parts that `bytes` take, in the order of the text.
    fn add_parts(&self, bytes: &Range<usize>, offset: Vec2, parts: &mut Vec<RowPart>) {
        // At least one character shows, were it a space.
        let goes_on = bytes.end > self.bytes.end && self.words > bytes.start;
        let end = if goes_on { self.words } else { bytes.end };
        let found = self.runs.iter().filter_map(|it| self.part(it, bytes, (end, offset)));
        if self.runs.len() == 1 {
            parts.extend(found.map(|(_, part)| part));
            return;
        }
        let mut joined: Vec<(usize, RowPart)> = Vec::new();
        for (from, part) in found {
            match joined.last_mut() {
                Some((first, before)) if part.rect.left() - before.rect.right() < TOUCHING => {
                    *first = (*first).min(from);
                    before.rect = before.rect.union(part.rect);
                    before.start = before.start.or(part.start);
                    before.end = before.end.or(part.end);
                }
                _ => joined.push((from, part)),
            }
        }
        joined.sort_by_key(|(first, _)| *first);
        parts.extend(joined.into_iter().map(|(_, part)| part));
    }

    /// The part of `run` that `bytes` take up to `end`, with the byte where it begins.
    fn part(
        &self,
        run: &Edges,
        bytes: &Range<usize>,
        (end, offset): (usize, Vec2),
    ) -> Option<(usize, RowPart)> {
        let (from, to) = (bytes.start.max(run.start()), end.min(run.end()));
        if from >= to {
            return None;
        }
        let (one, other) = (run.before(from), run.after(to));
        let x = one.min(other)..=one.max(other);
        let rows = self.top..=self.top + self.height;
        let part = RowPart {
            rect: Rect::from_x_y_ranges(x, rows).translate(offset),
            baseline: self.baseline + offset.y,
            start: (from == bytes.start).then_some(one + offset.x),
            end: (to == bytes.end).then_some(other + offset.x),
        };
        Some((from, part))
    }
}

impl Section {
    /// The words of the section as they are shown: a line break inside a block is one of wrapped
    /// text.
    pub(super) fn shown(words: &str) -> String {
        words.replace(['\n', '\r', '\u{2028}', '\u{2029}'], " ")
    }
}

/// A job that shapes the words of `sections` in a row of `width`.
pub(super) fn job(content: &str, sections: &[Section], width: f32) -> LayoutJob {
    let mut job = LayoutJob { break_on_newline: false, ..LayoutJob::default() };
    job.wrap.max_width = width;
    for section in sections {
        let words = content.get(section.bytes.clone()).unwrap_or_default();
        job.append(&Section::shown(words), 0.0, section.format.clone());
    }
    job
}

/// Whether a row may end after `c`, which then is not seen.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

pub(super) fn white_before(look: &ZoneLook, block: &Block, first: bool) -> f32 {
    if block.opens && !first { look.before } else { 0.0 }
}

pub(super) fn white_after(look: &ZoneLook, block: &Block) -> f32 {
    if block.closes { look.after } else { 0.0 }
}

/// The block's text cut where its zone changes, such as after a dateline.
fn sections(theme: &Theme, document: &Document, block: &Block) -> Vec<Section> {
    let text = document.text();
    let line = theme.zone(block.kind).line;
    let zones: Vec<&Zone> = blocks::zones_in(document.zones(), block.span).collect();
    let mut start = block.span.start();
    let mut found: Vec<(Span, ZoneLook)> = Vec::new();
    for (index, zone) in zones.iter().enumerate() {
        let end = zones.get(index + 1).map_or(block.span.end(), |next| next.span.start());
        let end = end.min(block.span.end());
        found.extend(text.span(start..end).ok().map(|it| (it, theme.zone(zone.kind))));
        start = end.max(start);
    }
    let rest = text.span(start..block.span.end()).ok();
    found.extend(rest.map(|it| (it, theme.zone(block.kind))));
    let from = block.span.start();
    let section = |(span, look): (Span, ZoneLook)| Section {
        bytes: span.start() - from..span.end() - from,
        format: format(theme, &look, line),
    };
    found.into_iter().map(section).collect()
}

fn format(theme: &Theme, look: &ZoneLook, line: f32) -> TextFormat {
    TextFormat {
        font_id: Theme::font(look.face, look.size),
        color: theme.ink(look.ink),
        line_height: Some(line),
        ..TextFormat::default()
    }
}
