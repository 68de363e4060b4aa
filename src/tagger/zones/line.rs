//! [`Line`]: a line with what the rules ask about it.

use crate::tagger::Cancel;
use crate::text::{Span, Text, TokenKind, line_breaks, lines as spans_of_lines, tokens};

/// A line that is not blank.
pub(super) struct Line<'t> {
    /// Its place, without outer white space.
    pub(super) span: Span,
    /// Its words.
    pub(super) words: &'t str,
    /// Lower case, with plain marks and single spaces; empty for long lines.
    pub(super) folded: String,
    /// Number of words, at most 60.
    pub(super) count: usize,
    /// The block of lines between blank lines, counted up.
    pub(super) block: usize,
    /// Whether it is the first of its block.
    pub(super) first: bool,
    /// Whether it is the last of its block.
    pub(super) last: bool,
}

/// Lines longer than this (bytes) are never headings, bars or captions.
const LONG: usize = 700;

/// The lines of `text` that are not blank.
pub(super) fn lines<'t>(text: &'t Text, cancel: &Cancel) -> Vec<Line<'t>> {
    let mut found: Vec<Line<'t>> = Vec::new();
    for span in cancel.watch(spans_of_lines(text)) {
        let words = text.slice(span);
        let above = found.last().map(|it| (it.span, it.block));
        let gap = above.and_then(|(it, _)| it.gap(span));
        let breaks = gap.map_or(2, |gap| line_breaks(text.slice(gap)));
        let first = breaks > 1;
        if let (false, Some(above)) = (first, found.last_mut()) {
            above.last = false;
        }
        found.push(Line {
            span,
            words,
            folded: if words.len() > LONG { String::new() } else { fold(words) },
            count: words.split_whitespace().take(60).count(),
            block: above.map_or(0, |(_, block)| block + usize::from(first)),
            first,
            last: true,
        });
    }
    found
}

fn fold(words: &str) -> String {
    let mut folded = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        let plain = word.chars().map(|c| match c {
            '’' | '‘' | '`' => '\'',
            '“' | '”' => '"',
            _ => c,
        });
        folded.extend(plain.flat_map(char::to_lowercase));
    }
    folded
}

/// Whether most line breaks inside blocks only wrap running text.
pub(super) fn is_wrapped(lines: &[Line<'_>]) -> bool {
    let (mut breaks, mut flowing) = (0_usize, 0_usize);
    for pair in lines.windows(2) {
        if let [above, below] = pair
            && !below.first
        {
            breaks += 1;
            let ends = above.words.ends_with(['.', '!', '?', '”', '"', ':', ')']);
            let goes_on = below.words.starts_with(char::is_lowercase);
            flowing += usize::from(goes_on && !ends);
        }
    }
    flowing >= 2 && flowing * 4 >= breaks
}

impl Line<'_> {
    /// Whether it ends as a sentence does, with or without a closing mark.
    pub(super) fn ends_like_prose(&self) -> bool {
        let inner = self.words.trim_end_matches(['”', '"', '’', '\'', '»', ')', ']', '“']);
        inner.ends_with(['.', ':', ';', ',', '…', '。', '।']) && !self.ends_in_abbreviation()
            || inner.ends_with(['!', '?', '！', '？']) && inner.len() < self.words.len()
    }

    fn ends_in_abbreviation(&self) -> bool {
        let word = self.words.rsplit(char::is_whitespace).next().unwrap_or_default();
        let letters = word.trim_end_matches('.');
        word.ends_with('.') && letters.contains('.') && letters.len() <= 5
    }

    /// Whether a sentence ends before the end of the line.
    pub(super) fn has_stop_inside(&self, text: &Text) -> bool {
        let all = tokens(text, self.span);
        let inner = all.len().saturating_sub(1);
        all.iter().take(inner).any(|it| {
            let word = text.slice(it.span);
            it.kind == TokenKind::Mark && (word == "." || word == "。")
        })
    }

    /// Whether it is long enough and ends like running text.
    pub(super) fn is_prose(&self) -> bool {
        self.count >= 8 && self.ends_like_prose() || self.count >= 26
    }

    /// Whether most of its longer words begin with a capital.
    pub(super) fn is_title_case(&self) -> bool {
        let long = |it: &&str| it.chars().filter(|c| c.is_alphabetic()).count() > 3;
        let words: Vec<_> = self.words.split_whitespace().filter(long).collect();
        let capital = |it: &&&str| {
            it.trim_start_matches(|c: char| !c.is_alphanumeric())
                .starts_with(|c: char| c.is_uppercase() || c.is_numeric())
        };
        words.len() >= 2 && words.iter().filter(capital).count() * 10 >= words.len() * 8
    }

    /// Whether it has letters and all of them are capitals.
    pub(super) fn is_upper(&self) -> bool {
        self.words.contains(char::is_alphabetic) && !self.words.contains(char::is_lowercase)
    }

    /// Whether it looks like a heading: short, begins like one, no sentence in it.
    pub(super) fn is_heading_shaped(&self, text: &Text, most_words: usize) -> bool {
        let start = self.words.trim_start_matches(['“', '"', '‘', '\'', '«', '„', '¿', '¡']);
        self.count <= most_words
            && !self.folded.is_empty()
            && start.starts_with(|c: char| c.is_numeric() || c.is_alphabetic() && !c.is_lowercase())
            && !self.ends_like_prose()
            && !self.has_stop_inside(text)
    }
}
