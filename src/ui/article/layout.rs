//! Text shaped into rows, for the blocks that have been on screen, and heights of all of them.
//!
//! Shaping costs most of the time of a first frame, so only what shows is shaped, and it is kept.
//! Annotations are drawn over the text and never change its shape.
//!
//! Not here yet: right-to-left text. Rows are taken to run from left to right.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use egui::epaint::text::{CharIndex, LayoutJob, TextFormat};
use egui::{Color32, Galley, Pos2, Rect, Ui, Vec2, pos2, vec2};

use super::blocks::{self, Block};
use super::heights::Heights;
use crate::annotation::{Document, Furniture, Zone, ZoneKind};
use crate::text::{Span, Text};
use crate::ui::theme::{Face, Theme, ZoneLook};

/// Blocks that stay shaped.
const KEEP: usize = 256;

/// What the shaped text depends on.
#[derive(Clone, PartialEq)]
struct Setting {
    width: f32,
    pixels_per_point: f32,
    dark: bool,
}

/// The page: blocks, their heights, and the shaped ones.
#[derive(Default)]
pub(super) struct Layout {
    text: Option<Text>,
    zones: Vec<(Span, ZoneKind, Option<Furniture>)>,
    setting: Option<Setting>,
    blocks: Vec<Block>,
    heights: Heights,
    shaped: BTreeMap<usize, Shaped>,
    /// Shaped text points into egui's font atlas. egui clears the atlas at times, without telling;
    /// then it shapes this constant text anew, which is the sign.
    sentinel: Option<Arc<Galley>>,
    frame: u64,
}

/// What has changed since the last frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Nothing,
    /// Rows may break elsewhere.
    Rows,
    /// Another text.
    Text,
}

/// A block as rows of glyphs. Places are relative to the block's top left corner.
pub(super) struct Shaped {
    pub(super) galley: Arc<Galley>,
    /// Where the rows are in the block.
    pub(super) offset: Vec2,
    /// Bytes of each character's start, and of the end; `None` if every character is one byte.
    starts: Option<Box<[usize]>>,
    look: ZoneLook,
    height: f32,
    used: u64,
}

/// The part of a row that a range of bytes takes.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowPart {
    pub(super) rect: Rect,
    pub(super) baseline: f32,
    /// Whether the range begins here.
    pub(super) starts: bool,
    /// Whether the range ends here.
    pub(super) ends: bool,
}

impl Layout {
    /// Fits the layout to the document, the width and the theme.
    pub(super) fn prepare(
        &mut self,
        ui: &Ui,
        theme: &Theme,
        document: &Document,
        width: f32,
    ) -> Change {
        self.frame += 1;
        let atlas_is_new = self.atlas_is_new(ui, theme);
        let setting = Setting { width, pixels_per_point: ui.pixels_per_point(), dark: theme.dark };
        let same_setting = self.setting.as_ref() == Some(&setting);
        let same_text = self.text.as_ref() == Some(document.text());
        self.text = Some(document.text().clone());
        let zones = document.zones().iter().map(|it| (it.span, it.kind, it.sub));
        let same_zones = zones.clone().eq(self.zones.iter().copied());
        if same_setting && same_text && same_zones {
            if atlas_is_new {
                self.shaped.clear();
            }
            return Change::Nothing;
        }
        self.zones = zones.collect();
        self.setting = Some(setting);
        self.shaped.clear();
        if !same_text || !same_zones {
            self.blocks = blocks::split(document.text(), document.zones());
        }
        self.heights = estimate(ui, theme, document.text(), &self.blocks, width);
        if same_text { Change::Rows } else { Change::Text }
    }

    fn atlas_is_new(&mut self, ui: &Ui, theme: &Theme) -> bool {
        let font = Theme::font(Face::Serif, theme.sizes.text);
        let job = LayoutJob::simple("\u{2007}".into(), font, Color32::PLACEHOLDER, f32::INFINITY);
        let now = ui.fonts_mut(|it| it.layout_job(job));
        let same = self.sentinel.as_ref().is_some_and(|it| Arc::ptr_eq(it, &now));
        self.sentinel = Some(now);
        !same
    }

    pub(super) fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    pub(super) fn heights(&self) -> &Heights {
        &self.heights
    }

    /// The block that holds byte `at`, or the nearest; `None` for an empty text.
    pub(super) fn block_at(&self, at: usize) -> Option<usize> {
        (!self.blocks.is_empty()).then(|| blocks::block_at(&self.blocks, at))
    }

    /// The nearest place to byte `at` where a caret can be.
    pub(super) fn caret_place(&self, at: usize) -> usize {
        let block = self.block_at(at).and_then(|it| self.blocks.get(it));
        block.map_or(0, |it| at.clamp(it.span.start(), it.span.end()))
    }

    /// Block `index` as shaped before; `None` if it has not been on screen.
    pub(super) fn get(&self, index: usize) -> Option<&Shaped> {
        self.shaped.get(&index)
    }

    /// Shapes block `index` and corrects its height.
    pub(super) fn shape(
        &mut self,
        ui: &Ui,
        theme: &Theme,
        document: &Document,
        index: usize,
    ) -> Option<&Shaped> {
        let block = *self.blocks.get(index)?;
        let width = self.setting.as_ref()?.width;
        let frame = self.frame;
        let first = index == 0;
        let shaped = self
            .shaped
            .entry(index)
            .or_insert_with(|| Shaped::new(ui, theme, document, &block, (width, first)));
        shaped.used = frame;
        self.heights.measure(index, shaped.height);
        Some(shaped)
    }

    /// Forgets blocks that are long out of sight.
    pub(super) fn tidy(&mut self) {
        if self.shaped.len() > KEEP {
            let frame = self.frame;
            self.shaped.retain(|_, it| it.used + 1 >= frame);
        }
    }
}

impl Shaped {
    fn new(
        ui: &Ui,
        theme: &Theme,
        document: &Document,
        block: &Block,
        (width, first): (f32, bool),
    ) -> Self {
        let look = theme.zone(block.kind);
        let content = document.text().slice(block.span);
        let mut job = LayoutJob { break_on_newline: false, ..LayoutJob::default() };
        job.wrap.max_width = (width - look.indent).max(1.0);
        for (piece, look_of_piece) in sections(theme, document, block) {
            // A line break inside a block is one of wrapped text.
            let words =
                document.text().slice(piece).replace(['\n', '\r', '\u{2028}', '\u{2029}'], " ");
            job.append(&words, 0.0, format(theme, &look_of_piece, look.line));
        }
        let galley = ui.fonts_mut(|it| it.layout_job(job));
        let starts = (!content.is_ascii()).then(|| {
            let starts = content.char_indices().map(|(at, _)| at);
            starts.chain([content.len()]).collect()
        });
        let before = white_before(&look, block, first);
        let height = before + look.line * rows_of(&galley) + white_after(&look, block);
        Self { galley, offset: vec2(look.indent, before), starts, look, height, used: 0 }
    }

    /// How the block is set.
    pub(super) fn look(&self) -> &ZoneLook {
        &self.look
    }

    /// The index of the character that begins at or holds byte `at` of the block.
    fn index_of(&self, at: usize) -> usize {
        match &self.starts {
            None => at,
            Some(starts) => starts.partition_point(|it| *it < at),
        }
    }

    fn byte_of(&self, index: usize) -> usize {
        match &self.starts {
            None => index.min(self.galley.job.text.len()),
            Some(starts) => starts.get(index).or(starts.last()).copied().unwrap_or_default(),
        }
    }

    /// The byte of the block nearest to `place`.
    pub(super) fn byte_at(&self, place: Pos2) -> usize {
        let cursor = self.galley.cursor_from_pos((place - self.offset).to_vec2());
        self.byte_of(cursor.index.0)
    }

    /// The parts of rows that `bytes` of the block take, without white space at a row's end.
    pub(super) fn parts(&self, bytes: Range<usize>) -> Vec<RowPart> {
        let (from, to) = (self.index_of(bytes.start), self.index_of(bytes.end));
        let mut parts = Vec::new();
        let mut row_start = 0;
        for row in &self.galley.rows {
            let row_end = row_start + row.glyphs.len();
            if row_start < to && from < row_end {
                let first = from.max(row_start) - row_start;
                let mut last = to.min(row_end) - row_start;
                let is_blank = |at: usize| row.glyphs.get(at).is_some_and(|it| it.chr == ' ');
                if to > row_end {
                    while last > first + 1 && is_blank(last - 1) {
                        last -= 1;
                    }
                }
                let x = |at: usize| row.pos.x + row.x_offset(CharIndex(at));
                parts.push(RowPart {
                    rect: Rect::from_min_max(
                        pos2(x(first), row.min_y()) + self.offset,
                        pos2(x(last), row.max_y()) + self.offset,
                    ),
                    baseline: self.offset.y + row.pos.y + baseline(row),
                    starts: row_start <= from,
                    ends: to <= row_end,
                });
            }
            row_start = row_end;
        }
        parts
    }

    /// Where the caret before byte `at` of the block stands.
    pub(super) fn caret(&self, at: usize) -> Rect {
        let index = self.index_of(at);
        let mut row_start = 0;
        let mut found = Rect::from_min_size(Pos2::ZERO + self.offset, vec2(0.0, self.look.line));
        for row in &self.galley.rows {
            if index < row_start {
                break;
            }
            let x = row.pos.x + row.x_offset(CharIndex(index - row_start));
            let top = pos2(x, row.min_y()) + self.offset;
            found = Rect::from_min_size(top, vec2(0.0, row.height()));
            row_start += row.glyphs.len();
        }
        found
    }

    /// First and last byte of the row that holds the caret before byte `at`.
    pub(super) fn row_around(&self, at: usize) -> Range<usize> {
        let index = self.index_of(at);
        let mut row_start = 0;
        let count = self.galley.rows.len();
        for (number, row) in self.galley.rows.iter().enumerate() {
            let row_end = row_start + row.glyphs.len();
            let last = number + 1 == count;
            if index < row_end || last {
                // The caret after a wrapped row's last space shows on the next row.
                let end = if last { row_end } else { row_end.saturating_sub(1).max(row_start) };
                return self.byte_of(row_start)..self.byte_of(end);
            }
            row_start = row_end;
        }
        at..at
    }
}

fn baseline(row: &egui::epaint::text::Row) -> f32 {
    row.glyphs.first().map_or(row.size.y * 0.7, |it| it.pos.y)
}

#[expect(clippy::cast_precision_loss, reason = "blocks have few rows")]
fn rows_of(galley: &Galley) -> f32 {
    galley.rows.len().max(1) as f32
}

fn white_before(look: &ZoneLook, block: &Block, first: bool) -> f32 {
    if block.opens && !first { look.before } else { 0.0 }
}

fn white_after(look: &ZoneLook, block: &Block) -> f32 {
    if block.closes { look.after } else { 0.0 }
}

/// The block's text cut where its zone changes, such as after a dateline.
fn sections(theme: &Theme, document: &Document, block: &Block) -> Vec<(Span, ZoneLook)> {
    let text = document.text();
    let zones: Vec<&Zone> = blocks::zones_in(document.zones(), block.span).collect();
    let mut start = block.span.start();
    let mut found = Vec::new();
    for (index, zone) in zones.iter().enumerate() {
        let end = zones.get(index + 1).map_or(block.span.end(), |next| next.span.start());
        let end = end.min(block.span.end());
        found.extend(text.span(start..end).ok().map(|it| (it, theme.zone(zone.kind))));
        start = end.max(start);
    }
    let rest = text.span(start..block.span.end()).ok();
    found.extend(rest.map(|it| (it, theme.zone(block.kind))));
    found
}

fn format(theme: &Theme, look: &ZoneLook, line: f32) -> TextFormat {
    TextFormat {
        font_id: Theme::font(look.face, look.size),
        color: theme.ink(look.ink),
        line_height: Some(line),
        ..TextFormat::default()
    }
}

/// Average width of a letter of body text, in points.
pub(super) fn average_letter(ui: &Ui, theme: &Theme) -> f32 {
    const SAMPLE: &str = "the quick brown fox jumps over a lazy dog and then it rests there";
    let look = theme.zone(ZoneKind::Body);
    let font = Theme::font(look.face, look.size);
    let sum: f32 = ui.fonts_mut(|it| SAMPLE.chars().map(|c| it.glyph_width(&font, c)).sum());
    #[expect(clippy::cast_precision_loss, reason = "a short sample")]
    let count = SAMPLE.len() as f32;
    (sum / count).max(1.0)
}

/// Heights guessed from the widths of letters, without shaping: some nanoseconds per byte.
fn estimate(ui: &Ui, theme: &Theme, text: &Text, blocks: &[Block], width: f32) -> Heights {
    let mut widths: Vec<(Face, Vec<f32>)> = Vec::new();
    let mut values = Vec::with_capacity(blocks.len());
    for (index, block) in blocks.iter().enumerate() {
        let look = theme.zone(block.kind);
        if !widths.iter().any(|(face, _)| *face == look.face) {
            widths.push((look.face, ascii_widths(ui, look.face)));
        }
        let table = widths.iter().find(|(face, _)| *face == look.face);
        let table = table.map(|(_, table)| table.as_slice()).unwrap_or_default();
        let letters: f32 =
            text.slice(block.span).bytes().map(|byte| width_of(table, byte)).sum::<f32>()
                * look.size;
        let room = (width - look.indent).max(1.0);
        // Rows end half a word early on average.
        let usable = (room - 1.6 * look.size).max(room * 0.5);
        let rows = if letters <= room { 1.0 } else { (letters / usable).ceil() };
        let white = white_before(&look, block, index == 0) + white_after(&look, block);
        values.push(rows * look.line + white);
    }
    Heights::new(values)
}

fn ascii_widths(ui: &Ui, face: Face) -> Vec<f32> {
    const SIZE: f32 = 16.0;
    let font = Theme::font(face, SIZE);
    ui.fonts_mut(|fonts| {
        let letters = (0..128_u8).map(char::from);
        letters.map(|c| if c < ' ' { 0.0 } else { fonts.glyph_width(&font, c) / SIZE }).collect()
    })
}

/// Width of a character at size 1, told by its first byte; of its other bytes 0.
fn width_of(ascii: &[f32], byte: u8) -> f32 {
    match byte {
        0..=0x7f => ascii.get(usize::from(byte)).copied().unwrap_or(0.5),
        0x80..=0xbf => 0.0,
        0xc0..=0xe2 => 0.55,
        0xe3..=0xff => 1.0,
    }
}
