//! Rows of text with words that run from right to left, which egui has no order for.
//!
//! The text is cut into words of one direction, by the levels of the Unicode bidirectional
//! algorithm. egui shapes each word by itself; here they are broken into rows, and each row is put
//! into the order in which it is read. A paragraph whose first letter runs from right to left begins
//! on the right.
//!
//! Not here: letters that a text's author forces into the other direction keep their own.

use std::ops::Range;
use std::sync::Arc;

use egui::epaint::text::{LayoutJob, TextFormat};
use egui::{Galley, Ui, vec2};
use unicode_bidi::{BidiClass, BidiInfo, Direction, Level, bidi_class};
use unicode_segmentation::UnicodeSegmentation as _;

use super::edges::{Edges, characters};
use super::shaped::{Row, Rows, Section, is_blank};
use super::straight::baseline;

/// Whether some words of `content` run from right to left, or are told to.
pub(in crate::ui) fn has_rtl(content: &str) -> bool {
    let may_be = |c: char| {
        matches!(
            c,
            '\u{590}'..='\u{8ff}'
                | '\u{200f}'
                | '\u{202b}'
                | '\u{202e}'
                | '\u{2067}'
                | '\u{fb1d}'..='\u{fdff}'
                | '\u{fe70}'..='\u{feff}'
                | '\u{10800}'..='\u{10fff}'
                | '\u{1e800}'..='\u{1efff}'
        )
    };
    let is_rtl = |c: char| {
        use BidiClass::{AL, R, RLE, RLI, RLO};
        matches!(bidi_class(c), R | AL | RLE | RLO | RLI)
    };
    !content.is_ascii() && content.chars().any(|c| may_be(c) && is_rtl(c))
}

/// What stands together in a row.
struct Word {
    bytes: Range<usize>,
    level: Level,
    kind: Kind,
    section: usize,
    galley: Arc<Galley>,
    /// Bytes of the block, and places from the word's left edge.
    edges: Edges,
    width: f32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// White space at which a row may end.
    Blank,
    /// Letters that are joined from right to left.
    Joined,
    Other,
}

impl Kind {
    fn of(character: &str) -> Self {
        let first = character.chars().next().unwrap_or(' ');
        if is_blank(first) {
            Self::Blank
        } else if first.is_alphanumeric()
            && matches!(bidi_class(first), BidiClass::R | BidiClass::AL)
        {
            Self::Joined
        } else {
            Self::Other
        }
    }
}

/// Shapes `content` into rows of `width`, each `line` high. `before` is the text above, with the
/// beginning of the paragraph if this is a later piece of one.
pub(super) fn rows(
    ui: &Ui,
    (content, before): (&str, &str),
    sections: &[Section],
    (width, line): (f32, f32),
) -> Rows {
    let base = base_level(content, before);
    let shaper = Shaper { ui, content, sections };
    let broken = shaper.broken(shaper.words(base), width);
    let mut rows = Rows { rtl: base.is_rtl(), ..Rows::default() };
    let mut top = 0.0;
    for words in broken {
        rows.add(&words, base, (width, top, line));
        top += line;
    }
    rows
}

/// The direction of the paragraph: of its first letter.
fn base_level(content: &str, before: &str) -> Level {
    let line = before.rfind('\n').map_or(before, |it| before.get(it..).unwrap_or_default());
    let told =
        [line, content].into_iter().find_map(|it| {
            match unicode_bidi::get_base_direction_full(it) {
                Direction::Ltr => Some(Level::ltr()),
                Direction::Rtl => Some(Level::rtl()),
                Direction::Mixed => None,
            }
        });
    told.unwrap_or(Level::ltr())
}

/// What all characters of a word share: level, kind, and the number of their section.
type Look = (Level, Kind, usize);

/// `content` cut where the look of its characters changes.
fn pieces(
    content: &str,
    base: Level,
    section: impl Fn(usize) -> usize,
) -> Vec<(Range<usize>, Look)> {
    let levels = BidiInfo::new(content, Some(base)).levels;
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, character) in content.grapheme_indices(true) {
        let level = levels.get(at).copied().unwrap_or(base);
        let now = (level, Kind::of(character), section(at));
        if let Some(last) = last.filter(|it| *it != now) {
            pieces.push((start..at, last));
            start = at;
        }
        last = Some(now);
    }
    pieces.extend(last.map(|it| (start..content.len(), it)));
    pieces
}

/// A word as egui has to be given it.
fn shown(words: &str, (level, kind): (Level, Kind)) -> String {
    let turned = level.is_rtl() && kind == Kind::Other;
    if turned { mirrored(words) } else { Section::shown(words) }
}

/// A line as egui has to be given it, which puts words side by side from left to right.
pub(in crate::ui) fn in_order(line: &str) -> String {
    if !has_rtl(line) {
        return line.to_owned();
    }
    let pieces = pieces(line, base_level(line, ""), |_| 0);
    let levels: Vec<Level> = pieces.iter().map(|it| it.1.0).collect();
    let ordered = BidiInfo::reorder_visual(&levels).into_iter().filter_map(|at| pieces.get(at));
    let words = ordered
        .map(|(bytes, look)| shown(line.get(bytes.clone()).unwrap_or_default(), (look.0, look.1)));
    words.collect()
}

struct Shaper<'a> {
    ui: &'a Ui,
    content: &'a str,
    sections: &'a [Section],
}

impl Shaper<'_> {
    /// The words in the order of the text: all characters of one are of one level, kind and look.
    fn words(&self, base: Level) -> Vec<Word> {
        let section = |at| self.sections.partition_point(|it| it.bytes.end <= at);
        let pieces = pieces(self.content, base, section);
        pieces.into_iter().map(|(bytes, look)| self.word(bytes, look)).collect()
    }

    fn word(&self, bytes: Range<usize>, (level, kind, section): Look) -> Word {
        let words = self.content.get(bytes.clone()).unwrap_or_default();
        let shown = shown(words, (level, kind));
        let format = self.sections.get(section).or(self.sections.last());
        let format = format.map_or_else(TextFormat::default, |it| it.format.clone());
        let mut job = LayoutJob::single_section(shown, format);
        job.break_on_newline = false;
        let galley = self.ui.fonts_mut(|it| it.layout_job(job));
        let width = galley.rows.first().map_or(0.0, |it| it.size.x);
        let edges = match galley.rows.first() {
            Some(row) if kind == Kind::Joined => Edges::backward(words, row),
            Some(row) if level.is_rtl() => Edges::reversed(words, row),
            Some(row) if row.glyphs.len() == words.chars().count() => {
                Edges::forward(&characters(words), (row, 0.0, 0), words.len())
            }
            None | Some(_) => Edges::even(words, width),
        };
        let edges = edges.moved(bytes.start, 0.0);
        Word { bytes, level, kind, section, galley, edges, width }
    }

    /// Broken into rows: after white space, and inside words that are wider than a row.
    fn broken(&self, words: Vec<Word>, width: f32) -> Vec<Vec<Word>> {
        let mut rows: Vec<Vec<Word>> = Vec::new();
        let mut row: Vec<Word> = Vec::new();
        let mut used = 0.0;
        let mut words = words.into_iter().peekable();
        while words.peek().is_some() {
            let mut unit: Vec<Word> = Vec::new();
            while let Some(word) = words.next_if(|it| it.kind != Kind::Blank) {
                unit.push(word);
            }
            let needed: f32 = unit.iter().map(|it| it.width).sum();
            if used > 0.0 && used + needed > width {
                rows.push(std::mem::take(&mut row));
                used = 0.0;
            }
            for mut word in unit {
                while used + word.width > width {
                    if used > 0.0 {
                        rows.push(std::mem::take(&mut row));
                        used = 0.0;
                        continue;
                    }
                    let head = word.edges.fitting(width);
                    if head.end >= word.bytes.end {
                        break;
                    }
                    let (rest, like) =
                        (head.end..word.bytes.end, (word.level, word.kind, word.section));
                    row.push(self.word(head, like));
                    rows.push(std::mem::take(&mut row));
                    word = self.word(rest, like);
                }
                used += word.width;
                row.push(word);
            }
            while let Some(blank) = words.next_if(|it| it.kind == Kind::Blank) {
                used += blank.width;
                row.push(blank);
            }
        }
        rows.push(row);
        rows.retain(|it| !it.is_empty());
        rows
    }
}

impl Rows {
    /// Adds a row of `words` at height `top`, in the order in which they are read.
    fn add(&mut self, words: &[Word], base: Level, (width, top, line): (f32, f32, f32)) {
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            return;
        };
        let bytes = first.bytes.start..last.bytes.end;
        let held = words.iter().rposition(|it| it.kind != Kind::Blank).map_or(0, |it| it + 1);
        let end = held.checked_sub(1).and_then(|it| words.get(it)).map(|it| it.bytes.end);
        // White space at the end of a row stands on the side where the row ends.
        let level = |(at, word): (usize, &Word)| if at < held { word.level } else { base };
        let levels: Vec<Level> = words.iter().enumerate().map(level).collect();
        let total: f32 = words.iter().map(|it| it.width).sum();
        let mut x = if base.is_rtl() { width - total } else { 0.0 };
        let row = first.galley.rows.first();
        let baseline = top + row.map_or(line * 0.7, |it| it.pos.y + baseline(it));
        let mut runs = Vec::with_capacity(words.len());
        for at in BidiInfo::reorder_visual(&levels) {
            let (Some(word), Some(level)) = (words.get(at), levels.get(at)) else { continue };
            let edges = word.edges.clone();
            let same = word.level.is_rtl() == level.is_rtl();
            let edges = if same { edges } else { edges.turned(word.width) };
            runs.push(edges.moved(0, x));
            self.galleys.push((vec2(x, top), Arc::clone(&word.galley)));
            x += word.width;
        }
        let words = end.unwrap_or(bytes.start);
        self.list.push(Row { bytes, words, top, height: line, baseline, runs });
    }
}

/// Characters in reverse order, brackets turned: what is neither a letter nor a figure in words that
/// run from right to left.
fn mirrored(words: &str) -> String {
    let turned = words.graphemes(true).rev().flat_map(str::chars);
    Section::shown(&turned.map(mirror).collect::<String>())
}

fn mirror(c: char) -> char {
    const PAIRS: [(char, char); 12] = [
        ('(', ')'),
        ('[', ']'),
        ('{', '}'),
        ('<', '>'),
        ('«', '»'),
        ('‹', '›'),
        ('≤', '≥'),
        ('⁅', '⁆'),
        ('⟨', '⟩'),
        ('「', '」'),
        ('《', '》'),
        ('（', '）'),
    ];
    let other = PAIRS.iter().find_map(|(open, close)| match c {
        _ if c == *open => Some(*close),
        _ if c == *close => Some(*open),
        _ => None,
    });
    other.unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_given_to_egui_in_the_order_in_which_it_is_seen() {
        assert_eq!(in_order("He said so."), "He said so.");
        // As a reader sees them from left to right; letters inside of a word are egui's.
        assert_eq!(in_order("אחת שתיים שלוש"), "שלוש שתיים אחת");
        assert_eq!(in_order("She said אחת שתיים to us."), "She said שתיים אחת to us.");
        assert_eq!(in_order("אחת 12 (שתיים)"), "(שתיים) 12 אחת");
    }
}
