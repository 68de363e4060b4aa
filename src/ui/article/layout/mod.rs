//! Text shaped into rows, for the blocks that have been on screen, and heights of all of them.
//!
//! Shaping costs most of the time of a first frame, so only what shows is shaped, and it is kept.
//! Annotations are drawn over the text and never change its shape.
//!
//! `shaped` is what all that draws or listens asks for places; `straight` makes it of text that
//! runs from left to right, `mixed` of text with words that run from right to left; `edges` finds
//! where a character begins; `guess` tells heights before anything is shaped.

mod edges;
mod guess;
mod mixed;
mod shaped;
mod straight;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use egui::epaint::text::LayoutJob;
use egui::{Color32, Galley, Ui};

pub(super) use self::guess::average_letter;
pub(in crate::ui) use self::mixed::{has_rtl, in_order};
pub(super) use self::shaped::{RowPart, Shaped};
use super::blocks::{self, Block};
use super::heights::Heights;
use super::scripts;
use crate::annotation::{Document, Furniture, ZoneKind};
use crate::text::{Span, Text};
use crate::ui::theme::{Face, Looks, Theme};

/// Blocks that stay shaped.
const KEEP: usize = 256;

/// What the shaped text depends on.
#[derive(Clone, PartialEq)]
struct Setting {
    width: f32,
    pixels_per_point: f32,
    dark: bool,
    looks: Looks,
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
    /// Scripts of letters that were shaped without a font.
    lacking: BTreeSet<&'static str>,
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
        let pixels_per_point = ui.pixels_per_point();
        let setting = Setting { width, pixels_per_point, dark: theme.dark, looks: theme.looks };
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
            self.lacking.clear();
        }
        self.heights = guess::heights(ui, theme, document.text(), &self.blocks, width);
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

    /// Scripts of letters that have been on screen without a font.
    pub(super) fn without_font(&self) -> impl Iterator<Item = &'static str> {
        self.lacking.iter().copied()
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

    /// Whether a text has been laid out.
    pub(super) fn has_text(&self) -> bool {
        self.text.is_some()
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
        let lacking = &mut self.lacking;
        let shaped = self.shaped.entry(index).or_insert_with(|| {
            let look = theme.zone(block.kind);
            let words = document.text().slice(block.span);
            scripts::find(ui, words, &Theme::font(look.face, look.size), lacking);
            Shaped::new(ui, theme, document, &block, (width, first))
        });
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
