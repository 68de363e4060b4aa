//! The text cut into blocks: a line of the page each, or a piece of a very long one.
//!
//! Blocks are what is laid out, measured and scrolled; blank space between them is white space of
//! the page and no part of any block.

use unicode_segmentation::GraphemeCursor;

use crate::annotation::{Furniture, Zone, ZoneKind};
use crate::text::{Span, Text, lines};

/// Longest block in bytes. A cut makes one short row every twenty, which nobody notices.
const LONGEST: usize = 2048;

/// Lines at least this long are paragraphs, also where no blank line follows.
const PARAGRAPH: usize = 100;

/// Shortest and longest line, in characters, that can be a wrapped one.
const WRAPPED: (usize, usize) = (50, 90);

/// A line of the text, several that are one wrapped paragraph, or a piece of a long one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// Its place, without white space around it.
    pub(super) span: Span,
    /// The zone that it is set as.
    pub(super) kind: ZoneKind,
    /// The kind of furniture.
    pub(super) sub: Option<Furniture>,
    /// Whether it begins a zone, or a run of furniture of one kind.
    pub(super) opens: bool,
    /// Whether white space follows.
    pub(super) closes: bool,
}

/// Cuts `text` into blocks, set as `zones` say.
pub(super) fn split(text: &Text, zones: &[Zone]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut above: Option<Span> = None;
    for line in lines(text) {
        let zone = main_zone(zones, line);
        let (kind, sub) = zone.map_or((ZoneKind::Body, None), |it| (it.kind, it.sub));
        let same = blocks.last().is_some_and(|it| (it.kind, it.sub) == (kind, sub));
        let new_paragraph = above.is_none_or(|it| ends_paragraph(text, it, line));
        let goes_on = same && !new_paragraph && is_wrapped(text, above, line);
        let mut place = line;
        if let Some(last) = blocks.last_mut() {
            last.closes = new_paragraph || !same;
            if goes_on {
                place = last.span.hull(line);
            }
        }
        let opens = if goes_on { blocks.pop().is_some_and(|it| it.opens) } else { !same };
        let pieces = cut(text, place);
        for (index, span) in pieces.iter().enumerate() {
            let (opens, closes) = (opens && index == 0, index + 1 == pieces.len());
            blocks.push(Block { span: *span, kind, sub, opens, closes });
        }
        above = Some(line);
    }
    blocks
}

/// Whether a paragraph goes on from the line above: mail and agency wires break it after some 70
/// characters, wherever that is in the sentence. Such lines are set as one.
fn is_wrapped(text: &Text, above: Option<Span>, line: Span) -> bool {
    let Some(above) = above.map(|it| text.slice(it)) else {
        return false;
    };
    let open = above.ends_with(|c: char| c.is_alphanumeric() || ",;–—-".contains(c));
    let goes_on =
        text.char_at(line.start()).is_some_and(|c| c.is_alphanumeric() || "“\"‘(".contains(c));
    open && goes_on && (WRAPPED.0..=WRAPPED.1).contains(&above.chars().count())
}

/// Whether what is between two lines is more than the line break of hard-wrapped text.
fn ends_paragraph(text: &Text, last: Span, next: Span) -> bool {
    let gap = last.gap(next).map(|it| text.slice(it)).unwrap_or_default();
    let breaks = gap.replace("\r\n", "\n").matches(['\n', '\r', '\u{2028}', '\u{2029}']).count();
    breaks > 1 || last.len() >= PARAGRAPH
}

/// The zone that has most of `span`.
fn main_zone(zones: &[Zone], span: Span) -> Option<&Zone> {
    let shared = |zone: &&Zone| zone.span.intersection(span).map_or(0, Span::len);
    zones_in(zones, span).max_by_key(shared)
}

/// The zones that overlap `span`, in order.
pub(super) fn zones_in(zones: &[Zone], span: Span) -> impl Iterator<Item = &Zone> {
    let from = zones.partition_point(|it| it.span.end() <= span.start());
    zones.iter().skip(from).take_while(move |it| it.span.start() < span.end())
}

fn cut(text: &Text, line: Span) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut start = line.start();
    while line.end() - start > LONGEST {
        let end = cut_point(text.as_str(), start);
        pieces.extend(text.span(start..end).ok().and_then(|it| text.trim(it)));
        start = end;
    }
    pieces.extend(text.span(start..line.end()).ok().and_then(|it| text.trim(it)));
    pieces
}

/// Where to cut a piece that begins at `start`: after a sentence, else after a space, else between
/// two graphemes. Always after `start`.
fn cut_point(text: &str, start: usize) -> usize {
    let most = text.floor_char_boundary(start + LONGEST);
    let least = text.floor_char_boundary(start + LONGEST / 2);
    let piece = text.get(least..most).unwrap_or_default();
    let sentence = [". ", "! ", "? ", "” ", "\" "].iter().filter_map(|it| piece.rfind(it)).max();
    let space = || piece.rfind(char::is_whitespace);
    if let Some(at) = sentence.or_else(space) {
        let end = least + at;
        let skip = |at: usize| text.get(at..).and_then(|it| it.chars().next());
        // After the mark and the space; a space alone counts as the mark.
        let after = end + skip(end).map_or(1, char::len_utf8);
        return after.max(start + 1);
    }
    let mut cursor = GraphemeCursor::new(most, text.len(), true);
    match cursor.is_boundary(text, 0) {
        Ok(false) => {
            let before = cursor.prev_boundary(text, 0).ok().flatten();
            before.filter(|it| *it > start).unwrap_or(most)
        }
        Ok(true) | Err(_) => most,
    }
}

/// The block that holds byte `at`, or the nearest.
pub(super) fn block_at(blocks: &[Block], at: usize) -> usize {
    let index = blocks.partition_point(|it| it.span.end() < at);
    let last = blocks.len().saturating_sub(1);
    let Some(block) = blocks.get(index) else {
        return last;
    };
    let before = index.checked_sub(1).and_then(|it| blocks.get(it));
    match before {
        // In white space: the nearer of the two.
        Some(before) if at < block.span.start() => {
            let nearer = at - before.span.end() <= block.span.start() - at;
            if nearer { index - 1 } else { index }
        }
        _ => index,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(content: &str) -> Vec<String> {
        let text = Text::new(content);
        split(&text, &[]).iter().map(|it| text.slice(it.span).to_owned()).collect()
    }

    #[test]
    fn lines_are_blocks_without_white_space() {
        assert_eq!(
            words("One \r\n\r\n  two\rthree\u{2028}four\n \n"),
            ["One", "two", "three", "four"]
        );
        assert_eq!(words(" \n\t\r\n"), [""; 0]);
    }

    #[test]
    fn wrapped_lines_are_one_block() {
        let wrapped =
            "The storm broke through the harbour wall on Thursday night and\nflooded 212 houses.";
        assert_eq!(words(wrapped), [wrapped]);
        let verse = "The storm broke\nthe wall.";
        assert_eq!(words(verse), ["The storm broke", "the wall."]);
        let apart = wrapped.replace('\n', "\n\n");
        assert_eq!(words(&apart).len(), 2);
        let sentences = wrapped.replace(" and\n", " again.\n");
        assert_eq!(words(&sentences).len(), 2);
        assert_eq!(words(&wrapped.replace('\n', "\n- ")).len(), 2, "a list");
    }

    #[test]
    fn a_long_line_is_cut_after_sentences() {
        let content = "It rained all day in the valley. ".repeat(200);
        let pieces = words(&content);
        assert!(pieces.len() > 2);
        assert!(pieces.iter().all(|it| it.len() <= LONGEST && it.ends_with('.')), "{pieces:?}");
    }

    #[test]
    fn an_emoji_family_is_not_cut() {
        let family = "👨‍👩‍👧‍👦";
        for piece in words(&family.repeat(500)) {
            assert_eq!(piece.len() % family.len(), 0);
        }
    }

    #[test]
    fn white_space_belongs_to_the_nearer_block() {
        let text = Text::new("One\n\n\n\n\n\ntwo");
        let blocks = split(&text, &[]);
        assert_eq!([0, 3, 4, 8, 9, 99].map(|at| block_at(&blocks, at)), [0, 0, 0, 1, 1, 1]);
        assert_eq!(block_at(&[], 5), 0);
    }

    proptest! {
        #[test]
        fn every_character_that_shows_is_in_one_block(content in "(\\PC|[\n\r ’🙂]){0,200}", times in 1_usize..30) {
            let text = Text::new(content.repeat(times));
            let blocks = split(&text, &[]);
            prop_assert!(blocks.windows(2).all(|it| it[0].span.end() <= it[1].span.start()));
            let held: String = blocks.iter().map(|it| text.slice(it.span)).collect();
            let squeeze = |it: &str| it.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(squeeze(&held), squeeze(text.as_str()));
        }
    }
}
