//! The keyboard, while the article has the focus: caret, selection, copying. Letters are commands and
//! belong to the window.
//!
//! The caret moves in the order of the text, so that what is selected is always one piece of it: in a
//! paragraph that begins on the right the left arrow goes on, also over words that run the other way.

use egui::{Event, EventFilter, Key, Modifiers, Pos2, Ui, pos2};
use unicode_segmentation::UnicodeSegmentation as _;

use super::layout::{Layout, Shaped};
use super::scroll::Extent;
use super::{Article, ArticleIntent, ArticleState, Live, page_id};
use crate::text::{Span, Text, next_grapheme, previous_grapheme};

impl Article<'_> {
    /// Takes the keys that move the caret, and leaves the others.
    pub(super) fn keys(
        &self,
        ui: &Ui,
        state: &mut ArticleState,
        extent: Extent,
        intents: &mut Vec<ArticleIntent>,
    ) {
        // Tab goes from tag to tag and Escape drops the selection: the window's commands.
        let filter =
            EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
        ui.memory_mut(|it| it.set_focus_lock_filter(page_id(), filter));
        let mut pressed = Vec::new();
        let mut copy = false;
        ui.input_mut(|input| {
            input.events.retain(|event| match event {
                Event::Key { key, pressed: true, modifiers, .. } if is_ours(*key, *modifiers) => {
                    pressed.push((*key, *modifiers));
                    false
                }
                Event::Copy => {
                    copy = true;
                    false
                }
                _ => true,
            });
        });
        if copy {
            self.copy(ui, &state.live);
        }
        for (key, modifiers) in pressed {
            self.press(ui, state, extent, (key, modifiers));
            let selection = state.live.selection(self.document.text());
            intents.push(ArticleIntent::SelectText(selection));
        }
    }

    /// Copies the selected words, else those of the selected annotation.
    fn copy(&self, ui: &Ui, live: &Live) {
        let text = self.document.text();
        let words = live.selection(text).map(|it| text.slice(it).to_owned());
        let selected = || {
            let annotation = self.selected.first().and_then(|it| self.document.annotation(*it))?;
            Some(self.document.excerpt(annotation))
        };
        if let Some(words) = words.or_else(selected) {
            ui.ctx().copy_text(words);
        }
    }

    fn press(
        &self,
        ui: &Ui,
        state: &mut ArticleState,
        extent: Extent,
        (key, modifiers): (Key, Modifiers),
    ) {
        let text = self.document.text();
        let ArticleState { layout, live } = state;
        if key == Key::A {
            live.select(layout.caret_place(0), layout.caret_place(text.len()));
            return;
        }
        let far = modifiers.ctrl || modifiers.mac_cmd;
        let from = layout.caret_place(live.head);
        let mut goal = None;
        let to = match key {
            Key::ArrowLeft | Key::ArrowRight => {
                let rtl = self.is_rtl(ui, layout, from);
                let back = (key == Key::ArrowLeft) != rtl;
                let ends = (live.anchor.min(live.head), live.anchor.max(live.head));
                if ends.0 < ends.1 && !modifiers.shift && !far {
                    if back { ends.0 } else { ends.1 }
                } else {
                    step(text, layout, from, (back, far))
                }
            }
            Key::Home if far => layout.caret_place(0),
            Key::End if far => layout.caret_place(text.len()),
            Key::Home | Key::End => self.row_end(ui, layout, from, key == Key::Home),
            Key::ArrowUp | Key::ArrowDown | Key::PageUp | Key::PageDown => {
                let down = matches!(key, Key::ArrowDown | Key::PageDown);
                let page = matches!(key, Key::PageUp | Key::PageDown);
                let distance = page.then(|| Self::page_step(extent));
                let x = live.goal.unwrap_or_else(|| self.caret_rect(ui, layout, from).1.x);
                goal = Some(x);
                self.vertical(ui, layout, from, (x, down, distance))
            }
            _ => from,
        };
        let anchor = if modifiers.shift { live.anchor } else { to };
        live.select(anchor, to);
        live.goal = goal;
        Self::reveal_caret(live);
    }

    /// The block of the caret before `at`, and the middle of the caret in that block.
    fn caret_rect(&self, ui: &Ui, layout: &mut Layout, at: usize) -> (usize, Pos2) {
        let index = layout.block_at(at).unwrap_or_default();
        let start = layout.blocks().get(index).map_or(0, |it| it.span.start());
        let shaped = layout.shape(ui, self.theme, self.document, index);
        (index, shaped.map_or(Pos2::ZERO, |it| it.caret(at.saturating_sub(start)).center()))
    }

    /// Whether the paragraph of byte `at` begins on the right.
    fn is_rtl(&self, ui: &Ui, layout: &mut Layout, at: usize) -> bool {
        let index = layout.block_at(at).unwrap_or_default();
        layout.shape(ui, self.theme, self.document, index).is_some_and(Shaped::is_rtl)
    }

    fn row_end(&self, ui: &Ui, layout: &mut Layout, at: usize, first: bool) -> usize {
        let index = layout.block_at(at).unwrap_or_default();
        let start = layout.blocks().get(index).map_or(0, |it| it.span.start());
        let shaped = layout.shape(ui, self.theme, self.document, index);
        let row = shaped.map(|it| it.row_around(at.saturating_sub(start)));
        row.map_or(at, |it| start + if first { it.start } else { it.end })
    }

    /// The place one row, or `distance` points, above or below `from`, near `x`.
    fn vertical(
        &self,
        ui: &Ui,
        layout: &mut Layout,
        from: usize,
        (x, down, distance): (f32, bool, Option<f32>),
    ) -> usize {
        let (mut index, middle) = self.caret_rect(ui, layout, from);
        let mut left = distance;
        let mut y = middle.y;
        loop {
            let Some(block) = layout.blocks().get(index).copied() else {
                return from;
            };
            let Some(shaped) = layout.shape(ui, self.theme, self.document, index) else {
                return from;
            };
            let row = shaped.look().line;
            let rows = shaped.y_range();
            let step = left.unwrap_or(row);
            let wanted = if down { y + step } else { y - step };
            if rows.contains(&wanted) {
                return block.span.start() + shaped.caret_at(pos2(x, wanted));
            }
            let height = layout.heights().get(index);
            let next = if down { index.checked_add(1) } else { index.checked_sub(1) };
            let next = next.filter(|it| *it < layout.blocks().len());
            let Some(next) = next else {
                return if down { block.span.end() } else { block.span.start() };
            };
            let shaped = layout.shape(ui, self.theme, self.document, next);
            let Some(rows) = shaped.map(Shaped::y_range) else {
                return from;
            };
            let passed = if down { height - y } else { y };
            left = left.map(|it| it - passed).filter(|it| *it > 0.0);
            if left.is_none() {
                // One row: the first or last of the next block.
                let start = layout.blocks().get(next).map_or(from, |it| it.span.start());
                let y = if down { rows.start + 1.0 } else { rows.end - 1.0 };
                let shaped = layout.get(next);
                return shaped.map_or(from, |it| start + it.caret_at(pos2(x, y)));
            }
            y = if down { 0.0 } else { layout.heights().get(next) };
            index = next;
        }
    }
}

/// Keys that move the caret or select. With Alt they are the window's.
fn is_ours(key: Key, modifiers: Modifiers) -> bool {
    let moves = matches!(
        key,
        Key::ArrowLeft
            | Key::ArrowRight
            | Key::ArrowUp
            | Key::ArrowDown
            | Key::Home
            | Key::End
            | Key::PageUp
            | Key::PageDown
    );
    !modifiers.alt && (moves || key == Key::A && modifiers.command && !modifiers.shift)
}

/// One character, or with `far` one word, back or on; over white space between blocks.
fn step(text: &Text, layout: &Layout, from: usize, (back, far): (bool, bool)) -> usize {
    let Some(index) = layout.block_at(from) else {
        return 0;
    };
    let Some(block) = layout.blocks().get(index).map(|it| it.span) else {
        return from;
    };
    let neighbour = if back { index.checked_sub(1) } else { index.checked_add(1) };
    let neighbour = neighbour.and_then(|it| layout.blocks().get(it)).map(|it| it.span);
    match (back, far) {
        (true, _) if from <= block.start() => neighbour.map_or(from, Span::end),
        (false, _) if from >= block.end() => neighbour.map_or(from, Span::start),
        (true, false) => previous_grapheme(text, from).max(block.start()),
        (false, false) => next_grapheme(text, from).min(block.end()),
        (true, true) => {
            let before = text.as_str().get(block.start()..from).unwrap_or_default();
            let word = before.unicode_word_indices().next_back();
            word.map_or(block.start(), |(at, _)| block.start() + at)
        }
        (false, true) => {
            let after = text.as_str().get(from..block.end()).unwrap_or_default();
            let word = after.unicode_word_indices().next();
            word.map_or(block.end(), |(at, word)| from + at + word.len())
        }
    }
}
