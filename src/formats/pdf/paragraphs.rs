//! Lines joined into paragraphs, and words that lines break made whole.

use std::collections::BTreeSet;

use super::columns::Block;
use super::lines::Piece;

/// Lines that belong together.
#[derive(Debug)]
pub(super) struct Paragraph {
    pub text: String,
    pub size: f64,
    pub bold: bool,
    pub lines: usize,
    /// Nothing after its last line shows that it ends there.
    open: bool,
}

/// How words that lines break were joined.
#[derive(Debug, Default)]
pub(super) struct Joined {
    pub count: usize,
    /// The first, as in a sentence.
    pub example: Option<String>,
}

/// What ends a sentence, or a line that is a whole.
const ENDS: [char; 12] = ['.', '!', '?', ':', '”', '"', '»', '…', ';', '’', ')', '“'];

/// Makes paragraphs of the blocks of all pages.
pub(super) struct Maker {
    /// Words that stand within a line somewhere, in small letters.
    known: BTreeSet<String>,
    pub joined: Joined,
}

impl Maker {
    /// Learns the words of all lines.
    pub(super) fn new<'a>(lines: impl Iterator<Item = &'a Piece>) -> Self {
        let mut known = BTreeSet::new();
        for line in lines {
            let mut words: Vec<_> = line.text.split_whitespace().collect();
            // The last may be broken, and with it the first of the next line.
            words.pop();
            known.extend(words.into_iter().skip(1).map(plain));
        }
        Self { known, joined: Joined::default() }
    }

    /// Adds the paragraphs of a block; its first goes on with the last one if that is open.
    pub(super) fn block(&mut self, block: &Block, paragraphs: &mut Vec<Paragraph>, fresh: bool) {
        let (left, right) = extent(block);
        let pitch = pitch(block);
        let mut before: Option<&Piece> = None;
        let mut since = 0;
        for line in block {
            let starts = match before {
                None => fresh || paragraphs.last().is_none_or(|it| !goes_on(it, line, left)),
                Some(above) => ends(above, line, (right, pitch), since),
            };
            if starts {
                paragraphs.push(Paragraph {
                    text: line.text.clone(),
                    size: line.size,
                    bold: line.bold,
                    lines: 1,
                    open: false,
                });
                since = 0;
            } else if let Some(last) = paragraphs.last_mut() {
                last.text = self.join(&last.text, &line.text);
                last.lines += 1;
                since += 1;
            }
            before = Some(line);
        }
        if let (Some(last), Some(line)) = (paragraphs.last_mut(), before) {
            // A word more would have fitted, had there been one.
            let full = right - line.right < line.letter() * 12.0;
            last.open = full && !last.text.ends_with(ENDS) || last.text.ends_with('-');
        }
    }

    /// Two lines as one: a word that the break parts becomes whole.
    fn join(&mut self, above: &str, below: &str) -> String {
        let solid = above.ends_with(is_unspaced) && below.starts_with(is_unspaced);
        let apart = || format!("{above}{}{below}", if solid { "" } else { " " });
        let Some(cut) = above.strip_suffix(['-', '\u{ad}', '\u{2010}']) else { return apart() };
        let soft = above.ends_with('\u{ad}');
        let first = cut.split_whitespace().next_back().unwrap_or_default();
        let second = below.split_whitespace().next().unwrap_or_default();
        if !cut.ends_with(char::is_alphabetic) || !second.starts_with(char::is_alphanumeric) {
            // A dash stands alone; a hyphen after a figure belongs to what follows.
            let dash = cut.is_empty() || cut.ends_with(char::is_whitespace);
            return if dash { apart() } else { format!("{above}{below}") };
        }
        let whole = plain(format!("{first}{second}"));
        let hyphened = plain(format!("{first}-{second}"));
        let seen = self.known.contains(&hyphened) || is_compound(first, second);
        let keeps = !soft
            && (!second.starts_with(char::is_lowercase) || (seen && !self.known.contains(&whole)));
        if keeps {
            return format!("{above}{below}");
        }
        self.joined.count += 1;
        let example = || {
            let word = second.trim_end_matches(|c: char| !c.is_alphanumeric());
            format!("“{first}{word}” (of “{first}-” and “{word}”)")
        };
        self.joined.example.get_or_insert_with(example);
        format!("{cut}{below}")
    }
}

/// First words of compounds that are written with a hyphen far more often than in one.
const FIRST: [&str; 28] = [
    "long", "short", "high", "low", "well", "self", "half", "full", "part", "mid", "non", "ex",
    "so", "two", "three", "four", "five", "ten", "second", "third", "large", "small", "hard",
    "old", "new", "best", "far", "vice",
];

/// Endings that are no words, so that a hyphen before them breaks one.
const ENDINGS: [&str; 12] =
    ["er", "est", "ly", "en", "ing", "ish", "ness", "ened", "ening", "ers", "ty", "est"];

/// Letters and marks of Chinese and Japanese, which have no blanks between words.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff01}'..='\u{ff65}' | '\u{20000}'..='\u{3ffff}')
}

/// `long-term`: a word that has its hyphen by itself.
fn is_compound(first: &str, second: &str) -> bool {
    FIRST.contains(&plain(first).as_str())
        && second.len() > 2
        && !ENDINGS.contains(&plain(second).as_str())
}

/// A word in small letters, without marks around it.
fn plain(word: impl AsRef<str>) -> String {
    word.as_ref().trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

fn extent(block: &Block) -> (f64, f64) {
    let left = block.iter().map(|it| it.left).min_by(f64::total_cmp).unwrap_or(0.0);
    let right = block.iter().map(|it| it.right).max_by(f64::total_cmp).unwrap_or(0.0);
    (left, right)
}

/// The usual distance of two lines of a block, in sizes of the type: its lower quartile, since larger
/// ones are those between paragraphs.
fn pitch(block: &Block) -> f64 {
    let pairs = block.windows(2).filter_map(|it| match it {
        [above, below] if alike(above, below) => Some((below.base - above.base) / above.size),
        _ => None,
    });
    let mut all: Vec<f64> = pairs.filter(|it| (0.8..3.0).contains(it)).collect();
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 4).copied().unwrap_or(1.25)
}

fn alike(above: &Piece, below: &Piece) -> bool {
    (above.size - below.size).abs() <= above.size * 0.08
}

/// Whether a paragraph ends with the line `above`, which is number `since` of it.
fn ends(above: &Piece, below: &Piece, (right, pitch): (f64, f64), since: usize) -> bool {
    if !alike(above, below) || (above.bold != below.bold && since == 0) {
        return true;
    }
    if (below.base - above.base) / above.size > pitch * 1.3 + 0.1 || is_item(&below.text) {
        return true;
    }
    let indent = below.left - above.left;
    let hangs = since == 0 && is_item(&above.text);
    let stops = above.text.ends_with(ENDS);
    let ends_word = |it: &str| it.split_whitespace().next().map_or(0, |it| it.chars().count());
    let needed = f64::from(u32::try_from(ends_word(&below.text) + 2).unwrap_or(u32::MAX));
    let left = right - above.right;
    let room = left > needed * below.letter();
    // Far more room than a last word needs ends any line, a byline for one.
    let wide = left > (right - above.left) * 0.4 && since == 0;
    (room && (stops || wide))
        || (indent > above.size * 0.7 && indent < above.size * 4.0 && !hangs && stops)
}

/// Whether a block begins with the rest of the paragraph before it.
fn goes_on(before: &Paragraph, line: &Piece, left: f64) -> bool {
    before.open
        && (before.size - line.size).abs() <= line.size * 0.08
        && before.bold == line.bold
        && line.left - left < line.size * 0.7
        && !is_item(&line.text)
}

/// `• …`, `- …`, `3. …`: an item of a list.
fn is_item(text: &str) -> bool {
    let Some((mark, rest)) = text.split_once(' ') else { return false };
    let number = mark.strip_suffix(['.', ')']).is_some_and(|it| {
        it.len() <= 2 && !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit())
    });
    !rest.is_empty() && (matches!(mark, "•" | "◦" | "▪" | "■" | "-" | "–" | "—" | "*") || number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_joined_as_their_script_writes() {
        let mut maker = Maker::new(std::iter::empty());
        for (above, below, expected) in [
            ("The valve", "was shut", "The valve was shut"),
            ("弁は午前", "四時に閉じた。", "弁は午前四時に閉じた。"),
            ("밸브가", "잠겼다", "밸브가 잠겼다"),
            ("the long-", "term plan", "the long-term plan"),
            ("the long-", "er plan", "the longer plan"),
            ("soft\u{ad}", "ness", "softness"),
            ("Mill-", "Street", "Mill-Street"),
            ("1974-", "75", "1974-75"),
            ("said -", "and left", "said - and left"),
        ] {
            assert_eq!(maker.join(above, below), expected);
        }
    }
}
