//! Pages whose text runs from right to left, and words that run against the others.
//!
//! A PDF file says where letters stand, not in which order they are read. A page on which most letters run from
//! right to left is turned over, so that what comes first stands on the left there too: lines, columns
//! and paragraphs are then found as on any page. Words of the other direction are put right in the line.
//!
//! Not here: letters that a text's author forces into the other direction.

use unicode_bidi::{BidiClass, bidi_class};
use unicode_segmentation::UnicodeSegmentation as _;

use super::glyphs::{Glyph, Page};

/// Turns the page over if most of its letters run from right to left.
pub(super) fn turn(page: &mut Page) {
    let letters = || page.glyphs.iter().flat_map(|it| it.text.chars());
    let rtl = letters().filter(|it| is_rtl(*it)).count();
    let ltr = letters().filter(|it| bidi_class(*it) == BidiClass::L).count();
    page.turned = rtl > ltr;
    if !page.turned {
        return;
    }
    for glyph in &mut page.glyphs {
        (glyph.left, glyph.right) = (-glyph.right, -glyph.left);
    }
    // Words are drawn in either direction.
    let same_line =
        |one: &Glyph, two: &Glyph| (one.base - two.base).abs() <= one.size.min(two.size) * 0.4;
    for line in page.glyphs.chunk_by_mut(same_line) {
        line.sort_by(|one, two| one.left.total_cmp(&two.left));
    }
}

/// The words of a line in the order in which they are read. `turned`: those from right to left are, others
/// are not.
pub(super) fn straight(line: &str, turned: bool) -> String {
    let wrong = |c: char| if turned { bidi_class(c) == BidiClass::L } else { is_rtl(c) };
    if !line.chars().any(|c| wrong(c) || turned && c.is_numeric()) {
        return line.to_owned();
    }
    let characters: Vec<&str> = line.graphemes(true).collect();
    let mut made = String::with_capacity(line.len());
    let mut at = 0;
    while let Some(first) = characters.get(at) {
        let rest = characters.get(at..).unwrap_or_default();
        let is_wrong = |it: &str| it.chars().next().is_some_and(wrong);
        // Figures stand as in any text, but a row of them goes on with the line.
        let count = if is_wrong(first) {
            run(rest, |it| is_wrong(it) || turned && is_figure(it), |it| !is_right(it, turned))
        } else if turned && is_figure(first) {
            run(rest, is_figure, |it| matches!(it, "." | "," | ":" | "/" | "-"))
        } else {
            1
        };
        made.extend(rest.get(..count).unwrap_or_default().iter().rev().copied());
        at += count;
    }
    made
}

/// Length of a run that begins and ends with what `is_in`, and has nothing but that and `may_be` between.
fn run(rest: &[&str], is_in: impl Fn(&str) -> bool, may_be: impl Fn(&str) -> bool) -> usize {
    let reach = rest.iter().take_while(|it| is_in(it) || may_be(it)).count();
    let inside = rest.get(..reach).unwrap_or_default();
    inside.iter().rposition(|it| is_in(it)).map_or(1, |it| it + 1)
}

fn is_figure(character: &str) -> bool {
    character.chars().next().is_some_and(char::is_numeric)
}

/// Whether it is a letter that runs as the line does.
fn is_right(character: &str, turned: bool) -> bool {
    let letter = |c| if turned { is_rtl(c) } else { bidi_class(c) == BidiClass::L };
    character.chars().next().is_some_and(letter)
}

fn is_rtl(c: char) -> bool {
    matches!(bidi_class(c), BidiClass::R | BidiClass::AL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_against_the_line_are_put_right() {
        assert_eq!(straight("He said so in 2019.", false), "He said so in 2019.");
        assert_eq!(straight("He said םולש to us", false), "He said שלום to us");
        assert_eq!(straight("He said םלוכל םולש to us", false), "He said שלום לכולם to us");
        // On a page that was turned over.
        assert_eq!(straight("שלום 3.2 OHW yb כן (DSU)", true), "שלום 2.3 by WHO כן (USD)");
        assert_eq!(straight("בשנת 9102 0202 היה", true), "בשנת 2019 2020 היה");
    }

    #[test]
    fn a_page_from_right_to_left_is_turned_over() {
        let glyph = |text: &str, left: f64| Glyph {
            text: text.to_owned(),
            left,
            right: left + 5.0,
            base: 100.0,
            size: 10.0,
            bold: false,
            artifact: false,
        };
        let glyphs = vec![glyph("ם", 0.0), glyph("ו", 5.0), glyph("ל", 10.0), glyph("ש", 15.0)];
        let mut page = Page { glyphs, ..Page::default() };
        turn(&mut page);
        let words: String = page.glyphs.iter().map(|it| it.text.as_str()).collect();
        assert_eq!(words, "שלום");
        assert!(page.glyphs.is_sorted_by(|one, two| one.right <= two.left));
    }
}
