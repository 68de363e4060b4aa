//! Letters joined into pieces of lines, and pieces that stand beside each other into lines.

use super::direction::straight;
use super::glyphs::{Glyph, Page};

/// Letters that follow each other on a line, with no gap as wide as between columns.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts about letters")]
pub(super) struct Piece {
    pub text: String,
    pub left: f64,
    pub right: f64,
    pub base: f64,
    pub size: f64,
    pub bold: bool,
    pub artifact: bool,
    /// Of a page that was turned over.
    pub turned: bool,
}

impl Piece {
    /// Width of a letter, on average.
    pub(super) fn letter(&self) -> f64 {
        let count = self.text.chars().count().max(1);
        (self.right - self.left) / f64::from(u32::try_from(count).unwrap_or(u32::MAX))
    }
}

/// Widest gap between two words of a line, in sizes of the type. Between columns there is more.
const WORDS: f64 = 1.1;

/// Narrowest gap that parts words, in sizes of the type.
const BLANK: f64 = 0.16;

/// The pieces of a page, in the order in which they are drawn.
pub(super) fn pieces(page: &Page) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    let mut open: Option<Piece> = None;
    for glyph in &page.glyphs {
        match &mut open {
            Some(piece) if follows(piece, glyph) => add(piece, glyph),
            _ => {
                all.extend(open.take());
                open = begin(glyph, page.turned);
            }
        }
    }
    all.extend(open);
    for piece in &mut all {
        piece.text.truncate(piece.text.trim_end().len());
    }
    all.retain(|it| !it.text.is_empty());
    all
}

fn follows(piece: &Piece, glyph: &Glyph) -> bool {
    let size = piece.size.max(glyph.size);
    let alike = piece.size.min(glyph.size) * 2.0 > size;
    let gap = glyph.left - piece.right;
    alike
        && piece.artifact == glyph.artifact
        && (glyph.base - piece.base).abs() <= size * 0.4
        && gap <= size * WORDS
        && gap >= -size * 0.7
        && glyph.left >= piece.left
}

fn begin(glyph: &Glyph, turned: bool) -> Option<Piece> {
    if glyph.text.trim().is_empty() {
        return None;
    }
    Some(Piece {
        text: glyph.text.trim_start().to_owned(),
        left: glyph.left,
        right: glyph.right,
        base: glyph.base,
        size: glyph.size,
        bold: glyph.bold,
        artifact: glyph.artifact,
        turned,
    })
}

fn add(piece: &mut Piece, glyph: &Glyph) {
    let blank = glyph.text.trim().is_empty();
    let apart = piece.text.ends_with(char::is_whitespace);
    if blank {
        if !apart {
            piece.text.push(' ');
        }
        return;
    }
    if !apart && glyph.left - piece.right > piece.size.min(glyph.size) * BLANK {
        piece.text.push(' ');
    }
    piece.text.push_str(&glyph.text);
    piece.right = piece.right.max(glyph.right);
    // Small figures over the line do not make it another one.
    if glyph.size > piece.size {
        piece.size = glyph.size;
        piece.base = glyph.base;
    }
    piece.bold &= glyph.bold;
}

/// Pieces by the line on which they stand, from top to bottom, each from left to right.
pub(super) fn rows(mut pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    pieces.sort_by(|one, other| one.base.total_cmp(&other.base));
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        match rows.last_mut() {
            Some(row) if row.last().is_some_and(|it| same_row(it, &piece)) => row.push(piece),
            _ => rows.push(vec![piece]),
        }
    }
    for row in &mut rows {
        row.sort_by(|one, other| one.left.total_cmp(&other.left));
    }
    rows
}

fn same_row(one: &Piece, other: &Piece) -> bool {
    (other.base - one.base).abs() <= one.size.min(other.size) * 0.4
}

/// A row as one piece.
pub(super) fn joined(row: &[Piece]) -> Option<Piece> {
    let mut row = row.iter();
    let mut line = row.next()?.clone();
    for piece in row {
        // Letters of another size may stand close together: the first of a word in small capitals.
        if piece.left - line.right > line.size.min(piece.size) * BLANK {
            line.text.push(' ');
        }
        line.text.push_str(&piece.text);
        line.right = line.right.max(piece.right);
        if piece.size > line.size {
            line.size = piece.size;
            line.base = piece.base;
        }
        line.bold &= piece.bold;
        line.artifact &= piece.artifact;
    }
    line.text = straight(&line.text, line.turned);
    Some(line)
}
