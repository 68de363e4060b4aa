//! The order in which columns are read.
//!
//! Where several pieces begin at the same place, and others end before it at the same height, two
//! columns stand side by side; the left one is read first. What runs across both parts the page into
//! bands. Short cells side by side are a table, which is read row by row.

use super::lines::{Piece, joined, rows};

/// Lines that stand under each other.
pub(super) type Block = Vec<Piece>;

/// Columns within columns that are told apart.
const DEPTH: usize = 6;

/// Places where a column may begin that are tried.
const TRIED: usize = 40;

/// Letters of a line of a column, on average; cells of tables have fewer.
const PROSE: usize = 16;

/// The pieces of a page as blocks, in the order in which they are read.
pub(super) fn blocks(mut pieces: Vec<Piece>) -> Vec<Block> {
    initials(&mut pieces);
    let mut blocks = Vec::new();
    cut(pieces, DEPTH, &mut blocks);
    blocks
}

fn cut(pieces: Vec<Piece>, depth: usize, blocks: &mut Vec<Block>) {
    let best = if depth == 0 { None } else { best(&pieces) };
    let Some(place) = best else {
        let lines: Block = rows(pieces).iter().filter_map(|it| joined(it)).collect();
        if !lines.is_empty() {
            blocks.push(lines);
        }
        return;
    };
    for band in bands(pieces, place) {
        match band {
            Band::Across(pieces) => cut(pieces, depth - 1, blocks),
            Band::Columns(left, right) => {
                cut(left, depth - 1, blocks);
                cut(right, depth - 1, blocks);
            }
        }
    }
}

enum Band {
    Across(Vec<Piece>),
    Columns(Vec<Piece>, Vec<Piece>),
}

/// The place at which most lines stand in two columns.
fn best(pieces: &[Piece]) -> Option<f64> {
    let first = pieces.iter().map(|it| it.left).min_by(f64::total_cmp)?;
    let mut lefts: Vec<f64> =
        pieces.iter().map(|it| it.left).filter(|it| *it > first + 20.0).collect();
    lefts.sort_by(f64::total_cmp);
    let mut places: Vec<(usize, f64)> = Vec::new();
    for left in lefts {
        match places.last_mut() {
            Some((count, place)) if left - *place <= 3.0 => *count += 1,
            _ => places.push((1, left)),
        }
    }
    places.retain(|it| it.0 > 1);
    places.sort_by_key(|it| std::cmp::Reverse(it.0));
    places.truncate(TRIED);
    let scored = places.into_iter().map(|(_, place)| (score(pieces, place), place));
    let best = scored.max_by(|one, other| one.0.cmp(&other.0).then(other.1.total_cmp(&one.1)))?;
    (best.0 > 0).then_some(best.1)
}

/// How many pieces stand in two columns, if the right one begins at `place`.
fn score(pieces: &[Piece], place: f64) -> usize {
    let bands = bands(pieces.to_vec(), place);
    let count = |band: &Band| match band {
        Band::Across(_) => 0,
        Band::Columns(left, right) => left.len() + right.len(),
    };
    bands.iter().map(count).sum()
}

/// Whether a piece ends before `place` (`Less`), begins there or behind (`Greater`), or neither.
fn side(piece: &Piece, place: f64) -> std::cmp::Ordering {
    if piece.left >= place - 2.0 {
        std::cmp::Ordering::Greater
    } else if piece.right <= place - piece.size * 0.4 {
        std::cmp::Ordering::Less
    } else {
        std::cmp::Ordering::Equal
    }
}

/// From top to bottom: what stands in two columns at `place`, and what does not.
fn bands(mut pieces: Vec<Piece>, place: f64) -> Vec<Band> {
    pieces.sort_by(|one, other| one.base.total_cmp(&other.base));
    let mut bands: Vec<Band> = Vec::new();
    let mut run: (Vec<Piece>, Vec<Piece>) = Default::default();
    let mut end = |run: &mut (Vec<Piece>, Vec<Piece>), across: Option<Piece>| {
        let (left, right) = std::mem::take(run);
        let columns = side_by_side(&left, &right);
        let mut rest = Vec::new();
        if columns {
            bands.push(Band::Columns(left, right));
        } else {
            rest.extend(left);
            rest.extend(right);
        }
        rest.extend(across);
        match bands.last_mut() {
            Some(Band::Across(before)) => before.extend(rest),
            _ if !rest.is_empty() => bands.push(Band::Across(rest)),
            _ => {}
        }
    };
    for piece in pieces {
        match side(&piece, place) {
            std::cmp::Ordering::Less => run.0.push(piece),
            std::cmp::Ordering::Greater => run.1.push(piece),
            std::cmp::Ordering::Equal => end(&mut run, Some(piece)),
        }
    }
    end(&mut run, None);
    bands
}

fn side_by_side(left: &[Piece], right: &[Piece]) -> bool {
    let height = |side: &[Piece]| {
        let bases = || side.iter().map(|it| it.base);
        bases().min_by(f64::total_cmp).zip(bases().max_by(f64::total_cmp))
    };
    let letters = |side: &[Piece]| {
        side.iter().map(|it| it.text.chars().count()).sum::<usize>() / side.len().max(1)
    };
    let (Some(one), Some(other)) = (height(left), height(right)) else { return false };
    let shared = one.1.min(other.1) - one.0.max(other.0);
    let shorter = (one.1 - one.0).min(other.1 - other.0);
    left.len() > 1
        && right.len() > 1
        && left.len() + right.len() >= 6
        && shared >= shorter * 0.5
        && shared > 0.0
        && letters(left) >= PROSE
        && letters(right) >= PROSE
}

/// Puts a large first letter, which stands beside several lines, before the first of them.
fn initials(pieces: &mut Vec<Piece>) {
    let is_initial =
        |it: &Piece| it.text.chars().count() <= 2 && it.text.chars().all(char::is_uppercase);
    let mut at = 0;
    while at < pieces.len() {
        let beside = pieces.get(at).filter(|it| is_initial(it)).and_then(|initial| {
            let top = initial.base - initial.size;
            let fits = |it: &Piece| {
                it.size * 1.8 < initial.size
                    && it.left >= initial.right - 2.0
                    && it.left <= initial.right + it.size * 1.5
                    && (top..=initial.base + 1.0).contains(&it.base)
                    && it.text.starts_with(char::is_alphabetic)
            };
            let found = pieces.iter().enumerate().filter(|(_, it)| fits(it));
            found.min_by(|one, other| one.1.base.total_cmp(&other.1.base)).map(|it| it.0)
        });
        match beside {
            Some(line) => {
                let initial = pieces.get(at).map(|it| it.text.clone()).unwrap_or_default();
                if let Some(line) = pieces.get_mut(line) {
                    line.text.insert_str(0, &initial);
                }
                pieces.remove(at);
            }
            None => at += 1,
        }
    }
}
