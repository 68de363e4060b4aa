//! Running heads and feet: what stands at the edge of a page and comes again on others.

use std::collections::BTreeMap;

use super::glyphs::Page;
use super::lines::{Piece, joined, pieces, rows};

/// A page without what stands in its margins.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub head: Vec<Piece>,
    pub body: Vec<Piece>,
    pub foot: Vec<Piece>,
}

/// Rows at each edge that may be margin.
const ROWS: usize = 3;

/// Part of a page's height at each edge that may be margin.
const EDGE: f64 = 0.14;

/// Whether a row is at an edge, and at which.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Edge {
    Head,
    Foot,
}

/// A row and where it may belong.
struct Row {
    pieces: Vec<Piece>,
    edge: Option<Edge>,
    /// The first or last row of the page.
    outermost: bool,
    /// Its words with every number alike.
    words: String,
}

/// Parts pages into margins and what is between.
pub(super) fn sheets(pages: &[Page]) -> Vec<Sheet> {
    let all: Vec<Vec<Row>> = pages.iter().map(page_rows).collect();
    let mut seen: BTreeMap<(Edge, &str), usize> = BTreeMap::new();
    for row in all.iter().flatten() {
        if let Some(edge) = row.edge {
            *seen.entry((edge, row.words.as_str())).or_default() += 1;
        }
    }
    let filled = all.iter().filter(|it| !it.is_empty()).count();
    let again = |row: &Row, edge: Edge| {
        let count = seen.get(&(edge, row.words.as_str())).copied().unwrap_or(0);
        // Left and right pages may differ.
        count >= 2 && count * 3 >= filled
    };
    let margin = |row: &Row| {
        let edge =
            row.edge.filter(|it| again(row, *it) || (row.outermost && is_number(&row.words)));
        let marked = row.pieces.iter().all(|it| it.artifact);
        edge.or_else(|| marked.then_some(row.edge.unwrap_or(Edge::Foot)))
    };
    let sheet = |rows: &Vec<Row>| {
        let mut sheet = Sheet::default();
        for row in rows {
            match margin(row) {
                Some(Edge::Head) => sheet.head.extend(joined(&row.pieces)),
                Some(Edge::Foot) => sheet.foot.extend(joined(&row.pieces)),
                None => sheet.body.extend(row.pieces.iter().cloned()),
            }
        }
        sheet
    };
    all.iter().map(sheet).collect()
}

fn page_rows(page: &Page) -> Vec<Row> {
    let rows = rows(pieces(page));
    let count = rows.len();
    let row = |(at, pieces): (usize, Vec<Piece>)| {
        let base = pieces.first().map_or(0.0, |it| it.base);
        let edge = if at < ROWS && base < page.height * EDGE {
            Some(Edge::Head)
        } else if at + ROWS >= count && base > page.height * (1.0 - EDGE) {
            Some(Edge::Foot)
        } else {
            None
        };
        let words = joined(&pieces).map(|it| alike(&it.text)).unwrap_or_default();
        Row { edge, outermost: at == 0 || at + 1 == count, words, pieces }
    };
    rows.into_iter().enumerate().map(row).collect()
}

/// Words in small letters, with `0` for every number.
fn alike(words: &str) -> String {
    let mut plain = String::new();
    for c in words.chars().flat_map(char::to_lowercase).filter(|it| !it.is_whitespace()) {
        match c {
            c if c.is_numeric() && plain.ends_with('0') => {}
            c if c.is_numeric() => plain.push('0'),
            c => plain.push(c),
        }
    }
    plain
}

/// `7`, `- 7 -`, `Page 7 of 12`, `7/12`.
fn is_number(words: &str) -> bool {
    let kept: String = words.chars().filter(|it| it.is_alphanumeric()).collect();
    let names = ["", "page", "p", "seite", "s", "pagina", "página", "pág", "side", "sida"];
    let of = ["", "of", "von", "de", "di", "van", "av", "af"];
    let Some((name, rest)) = kept.split_once('0') else { return false };
    names.contains(&name)
        && (rest.is_empty() || rest.strip_suffix('0').is_some_and(|it| of.contains(&it)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_pages_are_known() {
        for words in ["7", "– 12 –", "Page 3 of 12", "3/12", "[4]", "Seite 3"] {
            assert!(is_number(&alike(words)), "{words}");
        }
        for words in ["", "7 days", "In 2024", "12 March 2024", "Page"] {
            assert!(!is_number(&alike(words)), "{words}");
        }
    }
}
