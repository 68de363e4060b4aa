//! The mouse: what it is on, clicks, drags.

use egui::{CursorIcon, Modifiers, PointerButton, Pos2, Response, Ui};

use super::drag::{Drag, EdgeDrag};
use super::margin::Margin;
use super::page::{Page, near};
use super::paint::Handle;
use super::scroll::Target;
use super::{ArticleIntent, ArticleState, Live};
use crate::annotation::{Annotation, AnnotationId, Document, MarkupKind};
use crate::text::{Snap, Span, next_grapheme, previous_grapheme, sentences, snap, word_at};
use crate::ui::panels::one_line;
use crate::ui::words;

/// Where a drag begins to scroll the page, from the edge of the view, in points.
const SCROLL_EDGE: f32 = 20.0;

impl Page<'_> {
    /// Turns what the mouse does into changes of `live` and intents.
    pub(super) fn listen(
        &self,
        ui: &Ui,
        response: &Response,
        (live, margin): (&mut Live, &Margin),
        intents: &mut Vec<ArticleIntent>,
    ) {
        self.hover(ui, response, (live, margin), intents);
        self.drag(ui, response, live, intents);
        let Some(at) = response.interact_pointer_pos() else {
            return;
        };
        if response.secondary_clicked() {
            let id = self.under(at, margin).first().copied();
            let news = id.filter(|it| !self.article.selected.contains(it));
            intents.extend(news.map(ArticleIntent::Select));
            intents.push(ArticleIntent::Menu { id, at });
        }
        if response.clicked_by(PointerButton::Primary) {
            ArticleState::focus(ui);
            let byte = self.byte_at(at).unwrap_or(live.head);
            if response.triple_clicked() {
                self.take(live, self.sentence_at(byte), intents);
            } else if response.double_clicked() {
                self.take(live, word_at(self.article.document.text(), byte), intents);
            } else if ui.input(|it| it.modifiers.shift) {
                live.select(live.anchor, byte);
                let how = Self::snapping(ui);
                self.fit(live, how, intents);
            } else {
                self.click(live, byte, &self.under(at, margin), intents);
            }
            ui.ctx().request_repaint();
        }
    }

    fn click(
        &self,
        live: &mut Live,
        byte: usize,
        under: &[AnnotationId],
        intents: &mut Vec<ArticleIntent>,
    ) {
        let again = live.clicked == Some(byte);
        live.clicked = Some(byte);
        let had = live.selection(self.article.document.text()).is_some();
        live.select(byte, byte);
        if had {
            intents.push(ArticleIntent::SelectText(None));
        }
        let current = under.iter().position(|it| self.article.selected.contains(it));
        let next = current.filter(|_| again).map_or(0, |it| (it + 1) % under.len().max(1));
        intents
            .push(under.get(next).map_or(ArticleIntent::Deselect, |it| ArticleIntent::Select(*it)));
    }

    /// Selects `span`, if there is one.
    fn take(&self, live: &mut Live, span: Option<Span>, intents: &mut Vec<ArticleIntent>) {
        if let Some(span) = span {
            live.select(span.start(), span.end());
            self.tell_selection(live, intents);
        }
    }

    fn tell_selection(&self, live: &Live, intents: &mut Vec<ArticleIntent>) {
        let selection = live.selection(self.article.document.text());
        intents.push(ArticleIntent::SelectText(selection));
    }

    fn sentence_at(&self, byte: usize) -> Option<Span> {
        let placed = self
            .placed
            .iter()
            .find(|it| it.block.span.start() <= byte && byte <= it.block.span.end())?;
        let all = sentences(self.article.document.text(), placed.block.span);
        let holds = all.iter().rev().find(|it| it.start() <= byte);
        holds.or(all.first()).copied()
    }

    /// The annotations at a point, the shortest first; only the one whose item beside the text is
    /// there.
    fn under(&self, point: Pos2, margin: &Margin) -> Vec<AnnotationId> {
        if let Some(id) = margin.under(point) {
            return vec![id];
        }
        let mut found: Vec<(usize, AnnotationId)> = self
            .marks
            .iter()
            .filter(|mark| mark.pieces.iter().any(|it| it.rect.contains(point)))
            .map(|mark| (mark.annotation.spans.iter().map(Span::len).sum(), mark.id()))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, id)| id).collect()
    }

    fn handle_at(&self, point: Pos2) -> Option<Handle> {
        let near = self.handles().into_iter().filter(|it| it.area().contains(point));
        near.min_by(|one, other| one.distance(point).total_cmp(&other.distance(point)))
    }

    fn hover(
        &self,
        ui: &Ui,
        response: &Response,
        (live, margin): (&mut Live, &Margin),
        intents: &mut Vec<ArticleIntent>,
    ) {
        let at = response.hover_pos();
        let now = match at {
            Some(at) if live.drag.is_none() => self.under(at, margin).first().copied(),
            _ => None,
        };
        if now != live.hovered {
            live.hovered = now;
            intents.push(ArticleIntent::Hover(now));
            ui.ctx().request_repaint();
        }
        let edge = matches!(live.drag, Some(Drag::Edge(_)));
        if let Some(at) = at {
            let icon = if edge || live.drag.is_none() && self.handle_at(at).is_some() {
                CursorIcon::ResizeHorizontal
            } else if margin.under(at).is_some() {
                CursorIcon::PointingHand
            } else if self.view.column.contains(at.x) {
                CursorIcon::Text
            } else {
                CursorIcon::Default
            };
            ui.ctx().set_cursor_icon(icon);
        }
        let pointed = at.filter(|_| live.drag.is_none()).and_then(|it| self.letter_at(it));
        if pointed != live.pointed {
            live.pointed = pointed;
            ui.ctx().request_repaint(); // the status bar says where a link leads
        }
        let hovered = now.and_then(|it| self.article.document.annotation(it));
        let link = pointed.and_then(|it| link_at(self.article.document, it));
        if hovered.is_some() || link.is_some() {
            response.clone().on_hover_ui_at_pointer(|ui| {
                ui.set_max_width(320.0);
                if let Some(annotation) = hovered {
                    self.explain(ui, annotation);
                }
                if let Some(to) = link {
                    ui.weak(words::article::link(&one_line(to, 200)));
                }
            });
        }
    }

    /// The letter at a point; `None` beside the letters.
    fn letter_at(&self, point: Pos2) -> Option<usize> {
        let text = self.article.document.text();
        let near = self.byte_at(point)?;
        // The nearest caret may stand after the letter.
        let letters = [near, previous_grapheme(text, near)];
        letters.into_iter().find(|at| {
            let letter = text.span(*at..next_grapheme(text, *at));
            letter.is_ok_and(|it| self.pieces(&[it]).iter().any(|it| it.rect.contains(point)))
        })
    }

    /// What an annotation is, and why.
    fn explain(&self, ui: &mut Ui, annotation: &Annotation) {
        let document = self.article.document;
        ui.strong(title(self.article.document, annotation));
        let record = annotation.record.and_then(|it| document.record(it));
        if let Some(record) = record.or_else(|| document.speaker(annotation.id)) {
            let roles = record.roles.join(", ");
            let comma = if roles.is_empty() { "" } else { ", " };
            ui.label(format!("{}{comma}{roles}", record.name));
        }
        if let Some(why) = annotation.standing.why() {
            ui.weak(why);
        }
        if let Some(note) = &annotation.note {
            ui.label(note);
        }
    }

    fn drag(
        &self,
        ui: &Ui,
        response: &Response,
        live: &mut Live,
        intents: &mut Vec<ArticleIntent>,
    ) {
        if response.drag_started_by(PointerButton::Primary) {
            let origin = ui.input(|it| it.pointer.press_origin());
            if let Some(origin) = origin.or(response.interact_pointer_pos()) {
                ArticleState::focus(ui);
                self.begin_drag(live, origin, ui.input(|it| it.modifiers));
            }
        }
        let Some(drag) = live.drag else {
            return;
        };
        if ui.input_mut(|it| it.consume_key(Modifiers::NONE, egui::Key::Escape)) {
            live.drag = None;
            return;
        }
        let how = Self::snapping(ui);
        if let Some(at) = response.interact_pointer_pos() {
            self.move_drag(live, at, how);
            self.scroll_at_edge(ui, live, at);
        }
        if response.drag_stopped() || !ui.input(|it| it.pointer.any_down()) {
            let drag = live.drag.take().unwrap_or(drag);
            self.end_drag(live, drag, how, intents);
            ui.ctx().request_repaint();
        }
    }

    fn begin_drag(&self, live: &mut Live, origin: Pos2, modifiers: Modifiers) {
        if let Some(handle) = self.handle_at(origin) {
            let annotation = self.article.document.annotation(handle.id);
            let span = annotation.and_then(|it| it.spans.as_slice().get(handle.index).copied());
            live.drag = span.map(|span| {
                let Handle { id, index, edge, .. } = handle;
                Drag::Edge(EdgeDrag { id, index, edge, span })
            });
        } else if let Some(byte) = self.byte_at(origin) {
            let anchor = if modifiers.shift { live.anchor } else { byte };
            live.select(anchor, byte);
            live.drag = Some(Drag::Words);
        }
    }

    fn move_drag(&self, live: &mut Live, at: Pos2, how: Snap) {
        let view = self.view.rect;
        let inside = Pos2::new(at.x, at.y.clamp(view.top(), view.bottom() - 1.0));
        let Some(byte) = self.byte_at(inside) else {
            return;
        };
        match &mut live.drag {
            Some(Drag::Words) => live.select(live.anchor, byte),
            Some(Drag::Edge(edge)) => {
                if let Some(annotation) = self.article.document.annotation(edge.id) {
                    edge.move_to(self.article.document.text(), annotation, byte, how);
                }
            }
            None => {}
        }
    }

    /// Scrolls while something is dragged to the edge of the view or beyond, the faster the farther.
    fn scroll_at_edge(&self, ui: &Ui, live: &mut Live, at: Pos2) {
        let view = self.view.rect;
        let over = if at.y < view.top() + SCROLL_EDGE {
            at.y - view.top() - SCROLL_EDGE
        } else if at.y > view.bottom() - SCROLL_EDGE {
            at.y - view.bottom() + SCROLL_EDGE
        } else {
            return;
        };
        let step = f64::from(over.clamp(-80.0, 80.0)) * 0.35;
        let offset = (self.view.offset + step).clamp(0.0, self.most);
        if (offset - self.view.offset).abs() > 0.01 {
            live.scroll.pending = Some(offset);
            ui.ctx().request_repaint();
        }
    }

    /// Alt selects as the pointer says, else whole words.
    fn snapping(ui: &Ui) -> Snap {
        if ui.input(|it| it.modifiers.alt) { Snap::Graphemes } else { Snap::Words }
    }

    /// Fits the selection to the text and tells it; the caret stays at the end that moved.
    fn fit(&self, live: &mut Live, how: Snap, intents: &mut Vec<ArticleIntent>) {
        let span = snap(self.article.document.text(), live.anchor, live.head, how);
        let forward = live.anchor <= live.head;
        match span {
            Some(span) if forward => live.select(span.start(), span.end()),
            Some(span) => live.select(span.end(), span.start()),
            None => live.select(live.head, live.head),
        }
        intents.push(ArticleIntent::SelectText(span));
    }

    fn end_drag(&self, live: &mut Live, drag: Drag, how: Snap, intents: &mut Vec<ArticleIntent>) {
        match drag {
            Drag::Words => self.fit(live, how, intents),
            Drag::Edge(EdgeDrag { id, index, span, .. }) => {
                let annotation = self.article.document.annotation(id);
                let old = annotation.and_then(|it| it.spans.as_slice().get(index));
                if old.is_some_and(|it| *it != span) {
                    intents.push(ArticleIntent::Resize { id, index, span });
                }
            }
        }
    }
}

impl super::Article<'_> {
    /// Shows the caret after it has moved.
    pub(super) fn reveal_caret(live: &mut Live) {
        live.scroll.target = Some(Target::Reveal(live.head));
    }

    /// How far a page key goes.
    pub(super) fn page_step(extent: super::Extent) -> f32 {
        near(extent.view * 0.85)
    }
}

/// Where the link leads that byte `at` belongs to.
pub(in crate::ui) fn link_at(document: &Document, at: usize) -> Option<&str> {
    let letter = document.text().span(at..next_grapheme(document.text(), at)).ok()?;
    document.markup_in(letter).find_map(|it| match &it.kind {
        MarkupKind::Link(to) => Some(to.as_str()),
        _ => None,
    })
}

/// "Person, proposed"
pub(super) fn title(document: &crate::annotation::Document, annotation: &Annotation) -> String {
    let label = document.label(annotation);
    let name = label.map_or(annotation.label.as_str(), |it| it.name.as_str());
    words::article::title(name, words::tags::review(annotation.standing.review))
}
