//! What of the article is on screen in this frame, and where: blocks, and annotations as pieces of
//! rows. Painting, hit testing and accessibility all read this.

use std::cell::OnceCell;

use egui::{Color32, Pos2, Rect, pos2};

use super::blocks::Block;
use super::layout::{Layout, RowPart, Shaped};
use super::{Article, View};
use crate::annotation::{Annotation, AnnotationId, Key, Lane, Review, Spans};
use crate::text::Span;
use crate::ui::theme::Line;

/// What is on screen.
pub(super) struct Page<'a> {
    pub(super) article: Article<'a>,
    pub(super) view: View,
    /// How far the page can be scrolled.
    pub(super) most: f64,
    pub(super) placed: Vec<Placed<'a>>,
    pub(super) marks: Vec<Mark<'a>>,
}

/// A block on screen.
pub(super) struct Placed<'a> {
    pub(super) index: usize,
    pub(super) block: &'a Block,
    pub(super) shaped: &'a Shaped,
    /// Top left corner, on screen.
    pub(super) origin: Pos2,
    pub(super) height: f32,
    /// The rows of the block, as what goes on over all of it takes them.
    rows: OnceCell<Vec<RowPart>>,
}

/// An annotation on screen.
pub(super) struct Mark<'a> {
    pub(super) annotation: &'a Annotation,
    pub(super) lane: Lane,
    pub(super) color: Color32,
    /// How the line under its words is drawn.
    pub(super) line: Line,
    /// Which line under the words it has, counted from the words; `None` where others hide it.
    pub(super) level: Option<u8>,
    pub(super) pieces: Vec<Piece>,
    pub(super) emphasis: Emphasis,
}

/// How much an annotation stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Emphasis {
    /// As any other.
    None,
    /// Linked to a selected or pointed-at annotation, as a source is to its quote.
    Related,
    /// The pointer is on it.
    Hovered,
    /// Selected.
    Selected,
}

/// A part of a row that an annotation takes, on screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) rect: Rect,
    pub(super) baseline: f32,
    /// Size of the text.
    pub(super) size: f32,
    /// Which span of the annotation it belongs to.
    pub(super) span: usize,
    /// Where the span begins, if it begins here: on the right where words run from right to left.
    pub(super) start: Option<f32>,
    /// Where the span ends, if it ends here.
    pub(super) end: Option<f32>,
    /// Whether the paragraph begins on the right.
    pub(super) rtl: bool,
}

impl Piece {
    /// From the tops of capitals to the feet of descenders.
    pub(super) fn ink(&self) -> Rect {
        let (up, down) = (self.size * 0.92, self.size * 0.30);
        Rect::from_x_y_ranges(self.rect.x_range(), self.baseline - up..=self.baseline + down)
    }
}

impl Piece {
    /// One point away from the piece, at its edge `x`.
    pub(super) fn outwards(&self, x: f32) -> f32 {
        if x > self.rect.center().x { 1.0 } else { -1.0 }
    }

    /// Whether a frame around the span has a side on the left, and on the right: where it begins or
    /// ends, which may be in the middle of the piece, at a word that runs the other way.
    pub(super) fn closed(&self) -> (bool, bool) {
        let (left, right) = (self.rect.left(), self.rect.right());
        let at = |place: f32, edge: f32| (place - edge).abs() < 1.0;
        let inside = |it: Option<f32>| it.is_some_and(|it| !at(it, left) && !at(it, right));
        let (first, last) = (inside(self.start), inside(self.end));
        let ends = [self.start, self.end];
        let any = |edge: f32| ends.into_iter().flatten().any(|it| at(it, edge));
        let (on_left, on_right) = if self.rtl { (last, first) } else { (first, last) };
        (any(left) || on_left, any(right) || on_right)
    }
}

impl Mark<'_> {
    pub(super) fn id(&self) -> AnnotationId {
        self.annotation.id
    }

    /// Whether nobody has decided on it.
    pub(super) fn is_open(&self) -> bool {
        self.annotation.standing.review == Review::Proposed
    }

    pub(super) fn is_rejected(&self) -> bool {
        self.annotation.standing.review == Review::Rejected
    }

    /// Whether it should stand out: selected, pointed at, or linked to such a one.
    pub(super) fn is_strong(&self) -> bool {
        self.emphasis != Emphasis::None
    }

    pub(super) fn is_selected(&self) -> bool {
        self.emphasis == Emphasis::Selected
    }

    /// The piece where the annotation begins, if that is on screen.
    pub(super) fn first(&self) -> Option<&Piece> {
        self.pieces.first().filter(|it| it.span == 0 && it.start.is_some())
    }

    /// Whether it is a quote, which has a bar instead of a line.
    pub(super) fn is_quote(&self) -> bool {
        self.annotation.label == "quote"
    }
}

/// An annotation whose place is being dragged, with its new spans.
pub(super) type Draft = (AnnotationId, Vec<Span>);

impl<'a> Page<'a> {
    /// Places the shaped blocks that show at `offset`.
    pub(super) fn new(article: Article<'a>, layout: &'a Layout, view: View) -> Self {
        let View { rect, column, extent, offset } = view;
        let mut placed = Vec::new();
        for index in layout.heights().find(offset - extent.top)..layout.blocks().len() {
            let y = near(extent.top + layout.heights().top(index) - offset);
            if y > rect.height() {
                break;
            }
            if let (Some(block), Some(shaped)) = (layout.blocks().get(index), layout.get(index)) {
                let origin = pos2(column.min, (rect.top() + y).round());
                let height = layout.heights().get(index);
                let rows = OnceCell::new();
                placed.push(Placed { index, block, shaped, origin, height, rows });
            }
        }
        let total = extent.top + layout.heights().total() + extent.bottom;
        let most = (total - extent.view).max(0.0);
        Self { article, view, most, placed, marks: Vec::new() }
    }

    /// From the first byte on screen to the last.
    fn shown(&self) -> Option<Span> {
        let first = self.placed.first()?;
        Some(first.block.span.hull(self.placed.last()?.block.span))
    }

    /// Finds the annotations on screen; `draft` is drawn where it is dragged to.
    pub(super) fn find_marks(&mut self, hovered: Option<AnnotationId>, draft: Option<&Draft>) {
        let Some(shown) = self.shown() else {
            return;
        };
        let article = self.article;
        let all = article.document.overlapping(shown);
        let dragged = draft.and_then(|(id, _)| article.document.annotation(*id));
        let mut marks: Vec<Mark<'a>> = Vec::new();
        for annotation in all.chain(dragged) {
            let twice = Some(annotation.id) == dragged.map(|it| it.id)
                && marks.iter().any(|it| it.id() == annotation.id);
            if twice || !(article.visible)(annotation) {
                continue;
            }
            let drafted = draft.filter(|(id, _)| *id == annotation.id);
            let spans = drafted.map_or(annotation.spans.as_slice(), |(_, spans)| spans.as_slice());
            let pieces = self.pieces(spans);
            if !pieces.is_empty() {
                marks.push(self.mark(annotation, pieces, hovered));
            }
        }
        set_levels(&mut marks);
        self.relate(&mut marks);
        self.marks = marks;
    }

    fn relate(&self, marks: &mut [Mark<'_>]) {
        let relations = marks
            .iter()
            .filter(|it| it.is_strong())
            .flat_map(|it| self.article.document.relations_of(it.id()));
        let linked: Vec<AnnotationId> = relations.flat_map(|it| [it.from, it.to]).collect();
        for mark in marks.iter_mut().filter(|it| linked.contains(&it.id())) {
            mark.emphasis = mark.emphasis.max(Emphasis::Related);
        }
    }

    fn mark(
        &self,
        annotation: &'a Annotation,
        pieces: Vec<Piece>,
        hovered: Option<AnnotationId>,
    ) -> Mark<'a> {
        let Article { document, theme, selected, .. } = self.article;
        let label = document.label(annotation);
        let token = label.map_or(Key::new("imported"), |it| it.color.clone());
        Mark {
            annotation,
            lane: label.map_or(Lane::Entities, |it| it.lane),
            color: theme.color(&token),
            line: label.map_or_else(|| theme.line(&token), |it| theme.line_of(it)),
            level: Some(0),
            pieces,
            emphasis: if selected.contains(&annotation.id) {
                Emphasis::Selected
            } else if hovered == Some(annotation.id) {
                Emphasis::Hovered
            } else {
                Emphasis::None
            },
        }
    }

    /// The parts of rows on screen that `spans` take.
    pub(super) fn pieces(&self, spans: &[Span]) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for (number, span) in spans.iter().enumerate() {
            let from = self.placed.partition_point(|it| it.block.span.end() <= span.start());
            for placed in self.placed.iter().skip(from) {
                let block = placed.block.span;
                let Some(shared) = block.intersection(*span) else {
                    break;
                };
                let bytes = shared.start() - block.start()..shared.end() - block.start();
                let whole = (span.start() >= block.start(), span.end() <= block.end());
                if shared == block {
                    let rows = placed.rows.get_or_init(|| placed.shaped.parts(bytes));
                    pieces.extend(rows.iter().map(|it| placed.piece(it, number, whole)));
                } else {
                    let parts = placed.shaped.parts(bytes);
                    pieces.extend(parts.iter().map(|it| placed.piece(it, number, whole)));
                }
            }
        }
        pieces
    }

    /// The block at height `y` of the screen, or the nearest.
    pub(super) fn placed_at(&self, y: f32) -> Option<&Placed<'a>> {
        let below = self.placed.partition_point(|it| it.origin.y + it.height <= y);
        self.placed.get(below).or(self.placed.last())
    }

    /// The byte of the text nearest to a point of the screen.
    pub(super) fn byte_at(&self, point: Pos2) -> Option<usize> {
        let placed = self.placed_at(point.y)?;
        let local = (point - placed.origin).to_pos2();
        Some(placed.block.span.start() + placed.shaped.byte_at(local))
    }

    /// Where the caret before byte `at` stands, if its block is on screen.
    pub(super) fn caret(&self, at: usize) -> Option<Rect> {
        let index = self.placed.partition_point(|it| it.block.span.end() < at);
        let placed = self.placed.get(index).filter(|it| it.block.span.start() <= at)?;
        let local = placed.shaped.caret(at - placed.block.span.start());
        Some(local.translate(placed.origin.to_vec2()))
    }
}

impl Placed<'_> {
    fn piece(&self, part: &RowPart, span: usize, (starts, ends): (bool, bool)) -> Piece {
        Piece {
            rect: part.rect.translate(self.origin.to_vec2()),
            baseline: part.baseline + self.origin.y,
            size: self.shaped.look().size,
            span,
            start: part.start.filter(|_| starts).map(|it| it + self.origin.x),
            end: part.end.filter(|_| ends).map(|it| it + self.origin.x),
            rtl: self.shaped.is_rtl(),
        }
    }
}

/// Lines that have room under the words. The last is shared by all that lie deeper.
pub(super) const LEVELS: u8 = 4;

/// Gives each mark that has a line its level: names nearest to the words, claims farthest.
fn set_levels(marks: &mut [Mark<'_>]) {
    let rank = |mark: &Mark<'_>| match mark.lane {
        Lane::Entities => 0,
        Lane::Quotes => 1,
        Lane::Claims => 2,
        Lane::Flags => 3,
    };
    let mut order: Vec<usize> = (0..marks.len()).collect();
    order.sort_by_key(|&it| marks.get(it).map(rank));
    let mut levels = Levels::default();
    for index in order {
        if let Some(mark) = marks.get_mut(index).filter(|it| !it.is_quote()) {
            mark.level = levels.place(&mark.annotation.spans);
        }
    }
}

/// What is drawn on each level so far.
#[derive(Default)]
struct Levels([Vec<Span>; LEVELS as usize]);

impl Levels {
    /// The first level on which nothing touches `spans`, else the last. There a line that another
    /// one covers has no place: under hundreds of nested marks, drawing them would take longer than
    /// all the rest.
    fn place(&mut self, spans: &Spans) -> Option<u8> {
        let mut levels = (0..LEVELS).zip(&mut self.0);
        let free = levels.find(|(_, taken)| !taken.iter().any(|it| spans.overlap(*it)));
        if let Some((level, taken)) = free {
            taken.extend(spans.iter());
            return Some(level);
        }
        let last = self.0.last_mut()?;
        if spans.iter().all(|it| last.iter().any(|over| over.contains(it))) {
            return None;
        }
        last.extend(spans.iter());
        Some(LEVELS - 1)
    }
}

/// The `f32` nearest to a height on screen.
#[expect(clippy::cast_possible_truncation, reason = "heights on screen are small")]
pub(super) fn near(height: f64) -> f32 {
    height as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[test]
    fn lines_that_others_cover_have_no_place_on_the_last_level() {
        let text = Text::new("a".repeat(100));
        let spans = |from: usize, to: usize| Spans::from(text.span(from..to).unwrap());
        let mut levels = Levels::default();
        let nested: Vec<_> = (0..20).map(|it| levels.place(&spans(it, 60 - it))).collect();
        assert_eq!(nested[..4], [Some(0), Some(1), Some(2), Some(3)]);
        assert_eq!(nested[4..], [None; 16], "the fourth covers them");
        assert_eq!(levels.place(&spans(30, 61)), Some(3), "its end shows");
        assert_eq!(levels.place(&spans(70, 80)), Some(0));
    }
}
