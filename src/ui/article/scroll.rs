//! How far the page is scrolled, and what keeps the text still while heights become exact.

use super::layout::Layout;

/// Where a byte that was asked for comes to stand: the eye looks for it above the middle.
const GOLDEN: f64 = 0.382;

/// What to bring into view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Target {
    /// This byte, at the golden section of the view.
    Golden(usize),
    /// This byte, with as little scrolling as shows it.
    Reveal(usize),
    /// The block of this byte, so many points below the top of the view.
    At(usize, f64),
}

/// How far the page is scrolled.
#[derive(Default)]
pub(super) struct Scroll {
    /// A block, and how far its top was under the top of the view while the offset was `shown`.
    anchor: Option<(usize, f64)>,
    /// The offset of the last frame.
    shown: f64,
    /// The offset that the scroll area must take over.
    pub(super) pending: Option<f64>,
    pub(super) target: Option<Target>,
}

/// What a scroll area shows: heights in points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    /// Height of the view.
    pub(super) view: f64,
    /// White over the first block.
    pub(super) top: f64,
    /// White under the last block.
    pub(super) bottom: f64,
}

impl Scroll {
    /// The offset of the last frame.
    pub(super) fn shown(&self) -> f64 {
        self.shown
    }

    /// A block, and how many points its top is below that of the view.
    pub(super) fn anchor(&self) -> Option<(usize, f64)> {
        self.anchor
    }

    /// Goes to the beginning.
    pub(super) fn reset(&mut self) {
        *self = Self { pending: Some(0.0), ..Self::default() };
    }

    /// Puts a place of the page, `y` points under the top of block `index`, `under` points below the
    /// top of the view.
    pub(super) fn place(&mut self, layout: &Layout, extent: Extent, at: (usize, f64), under: f64) {
        let (index, y) = at;
        let most = (extent.top + layout.heights().total() + extent.bottom - extent.view).max(0.0);
        let top = extent.top + layout.heights().top(index);
        let offset = (top + y - under).clamp(0.0, most);
        self.anchor = Some((index, top - offset));
        self.shown = offset;
        self.pending = Some(offset);
    }

    /// Follows a target: `y` and `height` are the row of its byte in block `index`.
    pub(super) fn follow(
        &mut self,
        layout: &Layout,
        extent: Extent,
        target: Target,
        (index, y, height): (usize, f64, f64),
    ) {
        let golden = extent.view * GOLDEN;
        if let Target::At(_, under) = target {
            return self.place(layout, extent, (index, 0.0), under);
        }
        let Target::Reveal(_) = target else {
            return self.place(layout, extent, (index, y), golden);
        };
        let now = self.pending.unwrap_or(self.shown);
        let under = extent.top + layout.heights().top(index) + y - now;
        let margin = height.min(extent.view / 4.0);
        let lowest = extent.view - margin - height;
        if under < -extent.view || under > extent.view * 2.0 {
            self.place(layout, extent, (index, y), golden);
        } else if under < margin {
            self.place(layout, extent, (index, y), margin);
        } else if under > lowest {
            self.place(layout, extent, (index, y), lowest.max(0.0));
        }
    }

    /// The offset that keeps the anchor where the scroll area, at `asked`, would have moved it.
    pub(super) fn corrected(&self, layout: &Layout, extent: Extent, asked: f64) -> f64 {
        let Some((index, under)) = self.anchor else {
            return asked;
        };
        let expected = under - (asked - self.shown);
        // An anchor that is far away after a jump holds nothing.
        if expected < -extent.view || expected > extent.view * 2.0 {
            return asked;
        }
        let offset = extent.top + layout.heights().top(index) - expected;
        // Small differences are rounding of the scroll area, which counts in `f32`.
        if (offset - asked).abs() < 0.02 { asked } else { offset }
    }

    /// Remembers what was shown: `offset`, with block `first` on top.
    pub(super) fn remember(&mut self, layout: &Layout, extent: Extent, offset: f64, first: usize) {
        self.shown = offset;
        let under = |index: usize| extent.top + layout.heights().top(index) - offset;
        let next = (first + 1).min(layout.heights().len().saturating_sub(1));
        // The first block that is whole; a block that fills the view is the anchor itself.
        let index = if under(first) < 0.0 && under(next) < extent.view { next } else { first };
        self.anchor = Some((index, under(index)));
    }
}
