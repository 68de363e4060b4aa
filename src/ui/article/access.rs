//! What a screen reader finds: the page, its paragraphs, and every annotation on screen by name.
//!
//! Tests find annotations the same way.

use egui::accesskit::Action;
use egui::{Rect, Response, Role, Sense, Ui, WidgetInfo};

use super::page::{Mark, Page};
use super::pointer::title;
use super::{ArticleIntent, page_id};
use crate::annotation::{Annotation, Document};
use crate::ui::words;

/// Characters of an annotation's words in its name.
const WORDS: usize = 60;

impl Page<'_> {
    /// Gives everything on screen its name; an annotation that is pressed by name is selected.
    pub(super) fn speak(&self, ui: &Ui, response: &Response, intents: &mut Vec<ArticleIntent>) {
        response.widget_info(|| WidgetInfo::labeled(Role::Document, true, words::article::ARTICLE));
        // Without a screen reader nobody asks for names, and there may be hundreds.
        if ui.ctx().accesskit_node_builder(response.id, |_| ()).is_none() {
            return;
        }
        let view = self.view.rect;
        for placed in &self.placed {
            let left = self.view.column.min..=self.view.column.max;
            let rows = placed.origin.y..=placed.origin.y + placed.height;
            let rect = Rect::from_x_y_ranges(left, rows).intersect(view);
            let id = page_id().with(("paragraph", placed.block.span.start()));
            let words = self.article.document.text().slice(placed.block.span);
            let paragraph = ui.interact(rect, id, Sense::hover());
            paragraph.widget_info(|| WidgetInfo::labeled(Role::Paragraph, true, words));
        }
        for mark in &self.marks {
            self.speak_mark(ui, mark, intents);
        }
    }

    fn speak_mark(&self, ui: &Ui, mark: &Mark<'_>, intents: &mut Vec<ArticleIntent>) {
        let view = self.view.rect;
        let Some(piece) = mark.pieces.iter().find(|it| it.rect.intersects(view)) else {
            return;
        };
        let id = page_id().with(("mark", mark.id().0));
        let node = ui.interact(piece.rect.intersect(view), id, Sense::hover());
        node.widget_info(|| {
            let name = name(self.article.document, mark.annotation);
            WidgetInfo::selected(Role::Mark, true, mark.is_selected(), name)
        });
        ui.ctx().accesskit_node_builder(id, |it| it.add_action(Action::Click));
        if ui.input(|it| it.has_accesskit_action_request(id, Action::Click)) {
            intents.push(ArticleIntent::Select(mark.id()));
        }
    }
}

/// "quote, proposed: “We will…”"
fn name(document: &Document, annotation: &Annotation) -> String {
    words::article::tag(&title(document, annotation), &beginning(document, annotation))
}

/// The first words of an annotation, without marks around them. It may be as long as the text, so no
/// more of it is looked at than is told.
fn beginning(document: &Document, annotation: &Annotation) -> String {
    let pieces = annotation.spans.iter().map(|it| document.text().slice(it).chars());
    let mut words = String::new();
    for (index, piece) in pieces.enumerate() {
        if index > 0 {
            words.push_str(" … ");
        }
        let room = (WORDS + 2).saturating_sub(words.chars().count());
        words.extend(piece.take(room).map(|c| if c.is_control() { ' ' } else { c }));
        if words.chars().count() > WORDS {
            break;
        }
    }
    let words = words.trim_matches(['“', '”', '"', '„', '«', '»', ' ']);
    let mut short: String = words.chars().take(WORDS).collect();
    if short.len() < words.len() {
        short.truncate(short.trim_end().len());
        short.push('…');
    }
    short
}
