//! Where each character of words that run one way begins: bytes and places, both ways.
//!
//! A character is a grapheme, so that neither a click nor a caret comes to be inside one.

use std::ops::Range;

use egui::epaint::text::{Glyph, Row as GlyphRow};
use unicode_segmentation::UnicodeSegmentation as _;

/// Bytes of a block with their places, in the order of the text: the beginnings of characters, and
/// the end of the last. Places go up, or down where the words run from right to left.
#[derive(Clone, Debug)]
pub(super) struct Edges(Vec<(usize, f32)>);

/// A character: its first byte, its first `char` counted from the same place, and whether it can
/// share a glyph with the one before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Character {
    pub(super) byte: usize,
    pub(super) index: usize,
    joins: bool,
}

/// The characters of `words`, with bytes counted from the beginning of `words`.
pub(super) fn characters(words: &str) -> Vec<Character> {
    if words.is_ascii() && !words.contains('\r') {
        let bytes = words.bytes().enumerate();
        let one = |(at, it): (usize, u8)| Character {
            byte: at,
            index: at,
            joins: it.is_ascii_alphabetic(),
        };
        return bytes.map(one).collect();
    }
    let mut index = 0;
    let one = |(byte, it): (usize, &str)| {
        let joins = it.starts_with(char::is_alphabetic);
        let character = Character { byte, index, joins };
        index += it.chars().count();
        character
    };
    words.grapheme_indices(true).map(one).collect()
}

impl Edges {
    /// Of `characters` that are shown by `glyphs`, one for each `char` from `first` on, in a row that
    /// begins at `x`; the next row begins at byte `end`.
    pub(super) fn forward(
        characters: &[Character],
        (row, x, first): (&GlyphRow, f32, usize),
        end: usize,
    ) -> Self {
        let mut places = Vec::with_capacity(characters.len() + 1);
        let mut least = x;
        for (number, character) in characters.iter().enumerate() {
            let glyph = row.glyphs.get(character.index.saturating_sub(first));
            // Glyphs stand on whole pixels, which may be beyond the row's end.
            let place = glyph.map_or(row.size.x, |it| it.pos.x.min(row.size.x));
            // The second half of a ligature has no place of its own.
            let shares = number > 0 && character.joins && glyph.is_some_and(is_empty);
            least = least.max(x + place);
            places.push((character.byte, (!shares).then_some(least)));
        }
        places.push((end, Some(least.max(x + row.size.x))));
        Self::shared(places)
    }

    /// Of a word whose letters are joined from right to left.
    pub(super) fn backward(words: &str, row: &GlyphRow) -> Self {
        let chars: Vec<(usize, char)> = words.char_indices().collect();
        let width = row.size.x;
        let mut right_of: Vec<(usize, f32)> = Vec::new();
        let mut rest = chars.as_slice();
        // From the left they show the letters from the last to the first; a glyph tells the first
        // letter that it stands for. Those of no width belong to another.
        for glyph in row.glyphs.iter().filter(|it| !is_empty(it)) {
            let Some(at) = rest.iter().rposition(|it| it.1 == glyph.chr) else {
                continue;
            };
            right_of.extend(rest.get(at).map(|it| (it.0, glyph.pos.x + glyph.advance_width)));
            rest = rest.get(..at).unwrap_or_default();
        }
        right_of.reverse();
        let mut most = width;
        let mut places = vec![(0, Some(width))];
        for (byte, _) in words.grapheme_indices(true).skip(1) {
            let found = right_of.binary_search_by_key(&byte, |it| it.0).ok();
            let place = found.and_then(|it| right_of.get(it)).map(|it| it.1.clamp(0.0, most));
            most = place.unwrap_or(most);
            places.push((byte, place));
        }
        places.push((words.len(), Some(0.0)));
        Self::shared(places)
    }

    /// Of `words` of which `row` shows the characters in reverse order.
    pub(super) fn reversed(words: &str, row: &GlyphRow) -> Self {
        let count = words.chars().count();
        let known = row.glyphs.len() == count;
        let mut places = Vec::new();
        let mut most = row.size.x;
        for character in characters(words) {
            // Its right edge is where the character before it begins.
            let glyph = row.glyphs.get(count - character.index).filter(|_| character.byte > 0);
            let place = glyph.map_or(row.size.x, |it| it.pos.x).clamp(0.0, most);
            most = if known { place } else { most };
            places.push((character.byte, (known || character.byte == 0).then_some(place)));
        }
        places.push((words.len(), Some(0.0)));
        Self::shared(places)
    }

    /// Of `words` between two places, all of one width: nothing better is known.
    pub(super) fn even(words: &str, width: f32) -> Self {
        let starts = characters(words).into_iter();
        let mut places: Vec<_> =
            starts.map(|it| (it.byte, (it.byte == 0).then_some(0.0))).collect();
        places.push((words.len(), Some(width)));
        Self::shared(places)
    }

    /// Spreads places that are not known evenly between those that are; the first and the last are.
    fn shared(places: Vec<(usize, Option<f32>)>) -> Self {
        let mut edges: Vec<(usize, f32)> = Vec::with_capacity(places.len());
        let mut waiting = 0;
        for (byte, place) in places {
            let Some(place) = place else {
                edges.push((byte, 0.0));
                waiting += 1;
                continue;
            };
            if waiting > 0 {
                let open = edges.len() - waiting;
                let (before, open) = edges.split_at_mut(open);
                let from = before.last().map_or(place, |it| it.1);
                let step = (place - from) / count(waiting + 1);
                for (number, edge) in (1..).zip(open) {
                    edge.1 = from + step * count(number);
                }
                waiting = 0;
            }
            edges.push((byte, place));
        }
        Self(edges)
    }

    /// The same edges for words that stand `bytes` farther on in the text and `x` farther right.
    pub(super) fn moved(mut self, bytes: usize, x: f32) -> Self {
        for edge in &mut self.0 {
            *edge = (edge.0 + bytes, edge.1 + x);
        }
        self
    }

    /// The same words, `width` wide, running the other way.
    pub(super) fn turned(mut self, width: f32) -> Self {
        for edge in &mut self.0 {
            edge.1 = width - edge.1;
        }
        self
    }

    pub(super) fn start(&self) -> usize {
        self.0.first().map_or(0, |it| it.0)
    }

    pub(super) fn end(&self) -> usize {
        self.0.last().map_or(0, |it| it.0)
    }

    /// Where the last character begins.
    pub(super) fn last_start(&self) -> Option<usize> {
        self.0.iter().rev().nth(1).map(|it| it.0)
    }

    /// The place on the right.
    pub(super) fn right(&self) -> f32 {
        let ends = [self.0.first(), self.0.last()];
        ends.into_iter().flatten().fold(f32::NEG_INFINITY, |most, it| most.max(it.1))
    }

    /// The byte whose edge is nearest to `x`.
    pub(super) fn nearest(&self, x: f32) -> usize {
        let distance = |it: &&(usize, f32)| (it.1 - x).abs();
        let nearest = self.0.iter().min_by(|one, other| distance(one).total_cmp(&distance(other)));
        nearest.map_or(0, |it| it.0)
    }

    /// Where the character begins that holds byte `at`.
    pub(super) fn before(&self, at: usize) -> f32 {
        let index = self.0.partition_point(|it| it.0 <= at).saturating_sub(1);
        self.0.get(index).map_or(0.0, |it| it.1)
    }

    /// Where the character ends that holds the byte before `at`.
    pub(super) fn after(&self, at: usize) -> f32 {
        let index = self.0.partition_point(|it| it.0 < at);
        self.0.get(index).or(self.0.last()).map_or(0.0, |it| it.1)
    }

    /// The bytes of as many characters as have room in `width`, of a word that has more than one.
    pub(super) fn fitting(&self, width: f32) -> Range<usize> {
        let from = self.0.first().map_or(0.0, |it| it.1);
        let fit = self.0.iter().take_while(|it| (it.1 - from).abs() <= width).count();
        let most = self.0.len().saturating_sub(2);
        let last = fit.saturating_sub(1).clamp(1, most.max(1));
        self.start()..self.0.get(last).map_or(self.end(), |it| it.0)
    }

    /// Bytes and places.
    #[cfg(test)]
    pub(super) fn list(&self) -> &[(usize, f32)] {
        &self.0
    }
}

/// Whether a glyph takes no room.
fn is_empty(glyph: &Glyph) -> bool {
    glyph.advance_width <= 0.0
}

#[expect(clippy::cast_precision_loss, reason = "words have few characters")]
fn count(number: usize) -> f32 {
    number as f32
}
