//! The article: the text with its annotations, to read, select in and correct.
//!
//! A function of the document and [`ArticleState`]; what a person asks for comes out as
//! [`ArticleIntent`]s and nothing here changes the document. Only what is on screen is shaped,
//! drawn and told to a screen reader.
//!
//! `blocks` cuts the text, `heights` and `scroll` know where a block is, `layout` shapes, `page` finds what
//! is on screen; `paint`, `margin` and `strokes` draw it; `pointer`, `drag` and `keys` listen; `access`
//! speaks; `scripts` tells which letters cannot be shown.
//!
//! Not here: commands (letters do nothing here), panels, what an intent does.

mod access;
mod blocks;
mod drag;
mod heights;
mod keys;
mod layout;
mod margin;
mod page;
mod paint;
mod pointer;
mod scripts;
mod scroll;
mod strokes;
#[cfg(test)]
mod tests;

use egui::scroll_area::ScrollSource;
use egui::{Context, Id, Pos2, Rangef, Rect, Response, ScrollArea, Sense, Ui};

use self::drag::Drag;
use self::layout::{Change, Layout};
pub(super) use self::layout::{has_rtl, in_order};
use self::page::Page;
pub(super) use self::pointer::link_at;
use self::scroll::{Extent, Scroll, Target};
use crate::annotation::{Annotation, AnnotationId, Document};
use crate::text::{Span, Text};
use crate::ui::theme::{self, Theme};

/// Blocks this far below the view are shaped ahead, in points.
const AHEAD: f64 = 100.0;

/// What the article shows.
#[derive(Clone, Copy)]
pub struct Article<'a> {
    /// The looks.
    pub theme: &'a Theme,
    /// The text and its annotations.
    pub document: &'a Document,
    /// Which annotations show.
    pub visible: &'a dyn Fn(&Annotation) -> bool,
    /// The selected annotations; the edges of a single one can be dragged.
    pub selected: &'a [AnnotationId],
    /// Places that a search found, in order.
    pub hits: &'a [Span],
    /// Average characters in a line of body text, where the window has room for them.
    pub measure: f32,
}

/// What a person asks for in the article.
#[derive(Clone, Debug, PartialEq)]
pub enum ArticleIntent {
    /// Select this annotation.
    Select(AnnotationId),
    /// Select no annotation.
    Deselect,
    /// These words are selected now, or none.
    SelectText(Option<Span>),
    /// Put span `index` of an annotation here.
    Resize {
        /// The annotation.
        id: AnnotationId,
        /// Which of its spans.
        index: usize,
        /// The new place: apart from the annotation's other spans.
        span: Span,
    },
    /// Open the menu of an annotation, or of the selected words.
    Menu {
        /// The annotation under the pointer.
        id: Option<AnnotationId>,
        /// Where, on screen.
        at: Pos2,
    },
    /// The pointer is on this annotation now, or on none.
    Hover(Option<AnnotationId>),
}

/// Caret, selected words, scrolling, and what is being dragged; no part of the document.
#[derive(Default)]
pub struct ArticleState {
    layout: Layout,
    live: Live,
}

/// The state without the layout, which stays as it is while a frame is drawn.
#[derive(Default)]
struct Live {
    scroll: Scroll,
    /// The fixed end of the selection, in bytes.
    anchor: usize,
    /// The moving end of the selection: the caret, in bytes.
    head: usize,
    /// Where the caret wants to be when it moves up and down, in points.
    goal: Option<f32>,
    drag: Option<Drag>,
    hovered: Option<AnnotationId>,
    /// The byte under the pointer.
    pointed: Option<usize>,
    /// The byte of the last click: another click there takes the next of overlapping annotations.
    clicked: Option<usize>,
}

/// Where the article is in this frame.
#[derive(Clone, Copy)]
struct View {
    /// The view, on screen.
    rect: Rect,
    /// Left and right edge of the text, on screen.
    column: Rangef,
    extent: Extent,
    /// How far the page is scrolled, in points.
    offset: f64,
}

impl Live {
    fn select(&mut self, anchor: usize, head: usize) {
        (self.anchor, self.head, self.goal) = (anchor, head, None);
    }

    fn selection(&self, text: &Text) -> Option<Span> {
        text.span(self.anchor.min(self.head)..self.anchor.max(self.head)).ok()
    }
}

impl ArticleState {
    /// Where the caret is, in bytes.
    pub fn caret(&self) -> usize {
        self.live.head
    }

    /// The selected words, as they are on screen.
    pub fn selection(&self, text: &Text) -> Option<Span> {
        self.live.selection(text)
    }

    /// Selects words; the caret stands at their end.
    pub fn select(&mut self, span: Span) {
        self.live.select(span.start(), span.end());
    }

    /// Puts the caret before byte `at` and selects nothing.
    pub fn set_caret(&mut self, at: usize) {
        self.live.select(at, at);
    }

    /// The annotation under the pointer.
    pub fn hovered(&self) -> Option<AnnotationId> {
        self.live.hovered
    }

    /// The place under the pointer, in bytes; `None` beside the letters.
    pub fn pointed(&self) -> Option<usize> {
        self.live.pointed
    }

    /// Scripts of which letters have been on screen that no font of this computer shows.
    pub fn without_font(&self) -> impl Iterator<Item = &'static str> {
        self.layout.without_font()
    }

    /// Whether an edge or a selection is being dragged.
    pub fn is_dragging(&self) -> bool {
        self.live.drag.is_some()
    }

    /// Scrolls so that byte `at` stands at the golden section of the view, where the eye looks.
    pub fn scroll_to(&mut self, at: usize) {
        self.live.scroll.target = Some(Target::Golden(at));
    }

    /// Scrolls as little as shows byte `at`.
    pub fn reveal(&mut self, at: usize) {
        self.live.scroll.target = Some(Target::Reveal(at));
    }

    /// A place near the top of the view, in bytes, and how many points it is below that; `None` before
    /// anything was drawn.
    pub fn top(&self) -> Option<(usize, f64)> {
        if let Some(Target::At(at, under)) = self.live.scroll.target {
            return Some((at, under));
        }
        let (index, under) = self.live.scroll.anchor()?;
        Some((self.layout.blocks().get(index)?.span.start(), under))
    }

    /// Scrolls so that the block with byte `at` begins `under` points below the top of the view.
    pub fn show_at(&mut self, at: usize, under: f64) {
        self.live.scroll.target = Some(Target::At(at, under));
    }

    /// Takes the keyboard from other widgets.
    pub fn focus(ctx: &Context) {
        ctx.memory_mut(|it| it.request_focus(page_id()));
    }

    /// Whether keys go to the article.
    pub fn has_focus(ctx: &Context) -> bool {
        ctx.memory(|it| it.has_focus(page_id()))
    }
}

/// The page as a widget.
fn page_id() -> Id {
    Id::unique("factmark-article")
}

impl Article<'_> {
    /// Draws the article into all of `ui` and adds what is asked for to `intents`.
    pub fn show(
        &self,
        ui: &mut Ui,
        state: &mut ArticleState,
        intents: &mut Vec<ArticleIntent>,
    ) -> Response {
        let outer = ui.available_rect_before_wrap();
        if !theme::is_ready(ui.ctx()) {
            // Text in a font that egui does not know yet would be the end of the program.
            ui.ctx().request_repaint();
            return ui.interact(outer, page_id(), Sense::hover());
        }
        let column = self.column(ui, outer);
        ui.painter().rect_filled(outer, 0.0, self.theme.palette.paper);
        let sizes = &self.theme.sizes;
        let extent = Extent {
            view: f64::from(outer.height()),
            top: f64::from(sizes.page_top),
            bottom: f64::from(sizes.page_bottom.min(outer.height() * 0.5)),
        };
        self.prepare(ui, state, extent, column.span());
        if ArticleState::has_focus(ui) {
            self.keys(ui, state, extent, intents);
        }
        self.follow_target(ui, state, extent);

        let mut area =
            ScrollArea::vertical().id_salt("factmark-article").auto_shrink(false).scroll_source(
                ScrollSource { drag: egui::scroll_area::DragScroll::Never, ..ScrollSource::ALL },
            );
        if let Some(offset) = state.live.scroll.pending.take() {
            area = area.vertical_scroll_offset(page::near(offset));
        }
        let shown = area.show_viewport(ui, |ui, viewport| {
            let total = extent.top + state.layout.heights().total() + extent.bottom;
            ui.set_height(page::near(total));
            ui.set_width(ui.available_width());
            let asked = f64::from(viewport.min.y);
            let offset = self.measure(ui, state, extent, asked);
            let view = View { rect: outer, column, extent, offset };
            let response = self.page(ui, state, view, intents);
            (response, offset, asked)
        });
        let (response, offset, asked) = shown.inner;
        if (offset - asked).abs() > 0.0 && state.live.scroll.pending.is_none() {
            // The scroll area moves at its end, for the next frame; that comes on top.
            let moved = f64::from(shown.state.unclamped_offset().y) - asked;
            state.live.scroll.pending = Some(offset + moved);
        }
        if state.live.scroll.pending.is_some() {
            ui.ctx().request_repaint();
        }
        state.layout.tidy();
        response
    }

    /// Left and right edge of the text: in the middle, with margins that give way first.
    fn column(&self, ui: &Ui, outer: Rect) -> Rangef {
        let sizes = &self.theme.sizes;
        let wanted = layout::average_letter(ui, self.theme) * self.measure;
        let spare = outer.width() - wanted;
        let (left, right) = (sizes.margin_left, sizes.margin_right);
        let (left, right) = if spare >= left + right {
            let more = spare - left - right;
            (left + more * 0.5, right + more * 0.5)
        } else {
            let part = (spare / (left + right)).clamp(0.0, 1.0);
            ((left * part).max(sizes.margin_least), (right * part).max(sizes.margin_least))
        };
        let width = (outer.width() - left - right).min(wanted).max(1.0);
        let start = (outer.left() + left).round();
        Rangef::new(start, start + width.floor().max(1.0))
    }

    /// Lays out anew where needed, and keeps the same words on top.
    fn prepare(&self, ui: &Ui, state: &mut ArticleState, extent: Extent, width: f32) {
        let ArticleState { layout, live } = state;
        let top = live.scroll.shown() - extent.top;
        let first = layout.heights().find(top);
        let part =
            (top - layout.heights().top(first)) / f64::from(layout.heights().get(first).max(1.0));
        let byte = layout.blocks().get(first).map(|it| it.span.start());
        // Before it was drawn, the caret may have been put where it was on another day.
        let caret = if layout.has_text() { 0 } else { live.head };
        match layout.prepare(ui, self.theme, self.document, width) {
            Change::Nothing => {}
            Change::Text => {
                let target = live.scroll.target.take();
                live.scroll.reset();
                live.scroll.target = target;
                (live.drag, live.hovered) = (None, None);
                let start = layout.caret_place(caret.min(self.document.text().len()));
                live.select(start, start);
            }
            Change::Rows => {
                if let Some(index) = byte.and_then(|it| layout.block_at(it)) {
                    let y = part * f64::from(layout.heights().get(index));
                    live.scroll.place(layout, extent, (index, y), 0.0);
                }
            }
        }
        // Also where the owner of the state has put them somewhere odd.
        let len = self.document.text().len();
        (live.anchor, live.head) = (live.anchor.min(len), live.head.min(len));
    }

    fn follow_target(&self, ui: &Ui, state: &mut ArticleState, extent: Extent) {
        let Some(target) = state.live.scroll.target.take() else {
            return;
        };
        let (Target::Golden(at) | Target::Reveal(at) | Target::At(at, _)) = target;
        let Some(index) = state.layout.block_at(at) else {
            return;
        };
        let start = state.layout.blocks().get(index).map_or(0, |it| it.span.start());
        let shaped = state.layout.shape(ui, self.theme, self.document, index);
        let row = shaped.map_or(Rect::ZERO, |it| it.caret(at.saturating_sub(start)));
        let place = (index, f64::from(row.top()), f64::from(row.height()));
        state.live.scroll.follow(&state.layout, extent, target, place);
    }

    /// Shapes what shows at the asked offset and returns the offset that keeps the text still.
    fn measure(&self, ui: &Ui, state: &mut ArticleState, extent: Extent, asked: f64) -> f64 {
        let mut offset = asked;
        // Exact heights move the offset, which may show more blocks: a second look is enough.
        for _ in 0..2 {
            let mut index = state.layout.heights().find(offset - extent.top);
            while index < state.layout.blocks().len() {
                let top = extent.top + state.layout.heights().top(index);
                if top > offset + extent.view + AHEAD {
                    break;
                }
                state.layout.shape(ui, self.theme, self.document, index);
                index += 1;
            }
            let corrected = state.live.scroll.corrected(&state.layout, extent, asked);
            if (corrected - offset).abs() < 0.01 {
                break;
            }
            offset = corrected;
        }
        let first = state.layout.heights().find(offset - extent.top);
        state.live.scroll.remember(&state.layout, extent, offset, first);
        offset
    }

    /// One frame of what is on screen: listen, draw, speak.
    fn page(
        &self,
        ui: &Ui,
        state: &mut ArticleState,
        view: View,
        intents: &mut Vec<ArticleIntent>,
    ) -> Response {
        let response = ui.interact(view.rect, page_id(), Sense::click_and_drag());
        let ArticleState { layout, live } = state;
        let mut page = Page::new(*self, layout, view);
        let draft = live.drag.as_ref().and_then(|it| it.draft(self.document));
        page.find_marks(live.hovered, draft.as_ref());
        let margin = page.margin(ui);
        page.listen(ui, &response, (live, &margin), intents);
        page.paint(ui, live, &margin);
        page.speak(ui, &response, intents);
        response
    }
}
