//! [`Story`]: paragraphs and rows as they come, of the text or of what stands beside it.

use super::super::line::Line;
use super::super::{Element, Kind, MarkupKind, Page};

/// What a story is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Text,
    Box,
    /// By its number.
    Note(usize),
    Comment,
    Header,
    Footer,
}

/// A paragraph, or a row of a table.
#[derive(Debug)]
pub(super) enum Piece {
    Paragraph(Paragraph),
    Row(Vec<Vec<Paragraph>>),
}

/// A paragraph and what it is.
#[derive(Debug)]
pub(super) struct Paragraph {
    pub line: Line,
    pub kind: Kind,
    /// Level and whether it is numbered, in a list.
    pub item: Option<(u8, bool)>,
    pub lang: Option<&'static str>,
}

/// A text on its own.
#[derive(Debug)]
pub(super) struct Story {
    pub role: Role,
    /// How many groups are open around it.
    pub depth: usize,
    pub line: Line,
    pub pieces: Vec<Piece>,
    /// The row that is open.
    cells: Vec<Vec<Paragraph>>,
    cell: Vec<Paragraph>,
}

impl Story {
    pub(super) fn new(role: Role, depth: usize) -> Self {
        let (pieces, cells, cell) = (Vec::new(), Vec::new(), Vec::new());
        Self { role, depth, line: Line::default(), pieces, cells, cell }
    }

    /// Ends a paragraph.
    pub(super) fn paragraph(&mut self, paragraph: Paragraph, in_table: bool) {
        if in_table {
            self.cell.extend(Some(paragraph).filter(|it| !it.line.is_blank()));
            return;
        }
        self.row();
        self.pieces.extend(Some(paragraph).filter(|it| !it.line.is_blank()).map(Piece::Paragraph));
    }

    /// Ends a cell.
    pub(super) fn cell(&mut self) {
        self.cells.push(std::mem::take(&mut self.cell));
    }

    /// Ends a row, if one is open.
    pub(super) fn row(&mut self) {
        if !self.cell.is_empty() {
            self.cell();
        }
        if !self.cells.is_empty() {
            self.pieces.push(Piece::Row(std::mem::take(&mut self.cells)));
        }
    }

    /// Puts words before all others.
    pub(super) fn begin_with(&mut self, words: &str) {
        if let Some(Piece::Paragraph(first)) = self.pieces.first_mut() {
            first.line.begin_with(words);
        }
    }

    /// Whether there is a title in it.
    pub(super) fn has_title(&self) -> bool {
        self.pieces.iter().any(|it| matches!(it, Piece::Paragraph(it) if it.kind == Kind::Title))
    }

    /// Says all of it.
    pub(super) fn put(&self, page: &mut Page, titled: bool) {
        let mut open = "";
        for piece in &self.pieces {
            let around = match piece {
                Piece::Row(_) => "table",
                Piece::Paragraph(it) if it.item.is_some() && it.kind == Kind::Plain => "ul",
                Piece::Paragraph(_) => "",
            };
            if around != open {
                if !open.is_empty() {
                    page.close();
                }
                if !around.is_empty() {
                    page.open(Element::new(around));
                }
                open = around;
            }
            match piece {
                Piece::Paragraph(paragraph) => paragraph.put(page, titled),
                Piece::Row(cells) => put_row(cells, page),
            }
        }
        if !open.is_empty() {
            page.close();
        }
    }
}

impl Paragraph {
    fn put(&self, page: &mut Page, titled: bool) {
        let mut element = self.kind.element(titled);
        if let Some((level, ordered)) = self.item.filter(|_| self.kind == Kind::Plain) {
            "li".clone_into(&mut element.name);
            element.is = Some(MarkupKind::Item { level, ordered });
        }
        element.lang = self.lang.map(str::to_owned);
        self.line.put(page, element);
    }
}

/// A cell of one paragraph goes into the line of its row; others have lines of their own.
fn put_row(cells: &[Vec<Paragraph>], page: &mut Page) {
    page.open(Element::new("tr"));
    for cell in cells {
        page.open(Element { verbatim: true, ..Element::new("td") });
        match cell.as_slice() {
            [only] => only.line.put_inside(page),
            more => more.iter().for_each(|it| it.put(page, true)),
        }
        page.close();
    }
    page.close();
}
