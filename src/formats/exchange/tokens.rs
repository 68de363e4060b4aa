//! Tags on tokens: which of a document's tags a row of `B-`, `I-` and `O` can hold, and back.

use std::collections::BTreeMap;
use std::ops::Range;

use super::names;
use crate::annotation::{AnnotationId, Document, Lane, Spans};
use crate::text::{Span, Text, sentences, tokens};

/// A character that stands in no token: other programs split their lines there.
fn is_outside(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// What stands between tokens of any program: white space and invisible marks.
fn is_between(c: char) -> bool {
    is_outside(c)
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The tokens of a text; none holds white space.
pub(super) fn words(text: &Text) -> Vec<Span> {
    let Some(whole) = text.whole() else { return Vec::new() };
    let mut found = Vec::new();
    for token in tokens(text, whole) {
        let mut start = token.span.start();
        for part in text.slice(token.span).split_inclusive(is_outside) {
            let end = start + part.trim_end_matches(is_outside).len();
            found.extend(text.span(start..end));
            start += part.len();
        }
    }
    found
}

/// What Python takes for white space.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// A token of a row that leaves out nothing of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub span: Span,
    /// Whether a space follows that is no token.
    pub spaced: bool,
}

/// Tokens that hold all of a text but a space after a word, as spaCy's do: other white space is a
/// token, and so are invisible marks. A token ends at each of `cuts` (bytes, sorted).
pub(super) fn cover(text: &Text, cuts: &[usize]) -> Vec<Piece> {
    let ends = words(text).into_iter().flat_map(|it| [it.start(), it.end()]);
    let mut ends: Vec<_> = ends.chain(cuts.iter().copied()).collect();
    ends.sort_unstable();
    let mut found: Vec<Piece> = Vec::new();
    let mut open: Option<(usize, bool)> = None;
    for (at, c) in text.as_str().char_indices().chain([(text.len(), '\0')]) {
        let space = is_space(c);
        let goes_on = at < text.len()
            && open.is_some_and(|it| it.1 == space && (space || ends.binary_search(&at).is_err()));
        if goes_on {
            continue;
        }
        if let Some((start, _)) = open {
            found.extend(text.span(start..at).map(|span| Piece { span, spaced: false }));
        }
        open = Some((at, space));
        // The first of white space after a word.
        if let (' ', Some(last)) = (c, found.last_mut().filter(|it| !it.spaced)) {
            last.spaced = true;
            open = None;
        }
    }
    found
}

/// The indices of the tokens that begin a sentence.
pub(super) fn sentence_starts(text: &Text, words: &[Span]) -> Vec<usize> {
    let all = text.whole().map(|it| sentences(text, it)).unwrap_or_default();
    let mut starts: Vec<_> =
        all.iter().map(|it| words.partition_point(|word| word.start() < it.start())).collect();
    starts.retain(|it| *it < words.len());
    starts.dedup();
    starts
}

/// The tags of one lane that do not share a token.
pub(super) struct Layer {
    /// The tokens of each piece of a tag.
    kept: BTreeMap<AnnotationId, Vec<Range<usize>>>,
}

impl Layer {
    /// Where tags share a token the one with more tokens is kept, then the first.
    pub(super) fn new(document: &Document, words: &[Span], lane: Lane) -> Self {
        let of_lane = |label: &str| document.tag_set().lane(label) == lane;
        let mut all: Vec<_> = document
            .annotations()
            .filter(|it| it.is_live() && of_lane(it.label.as_str()))
            .map(|it| (it.id, pieces(&it.spans, words)))
            .filter(|it| !it.1.is_empty())
            .collect();
        all.sort_by_key(|it| std::cmp::Reverse(it.1.iter().map(Range::len).sum::<usize>()));
        let mut taken = vec![false; words.len()];
        let mut kept = BTreeMap::new();
        for (id, pieces) in all {
            let mut own = pieces.iter().filter_map(|it| taken.get(it.clone())).flatten();
            if own.any(|it| *it) {
                continue;
            }
            for it in &pieces {
                taken.get_mut(it.clone()).into_iter().flatten().for_each(|it| *it = true);
            }
            kept.insert(id, pieces);
        }
        Self { kept }
    }

    /// Where a tag is marked; `None` if it is not.
    pub(super) fn place(&self, id: AnnotationId, words: &[Span]) -> Option<Spans> {
        let place = |it: &Range<usize>| {
            let words = words.get(it.clone())?;
            Some(words.first()?.hull(*words.last()?))
        };
        Spans::new(self.kept.get(&id)?.iter().filter_map(place).collect())
    }

    /// Each tag that is kept, and the tokens of one of its pieces.
    pub(super) fn pieces(&self) -> impl Iterator<Item = (AnnotationId, Range<usize>)> {
        self.kept.iter().flat_map(|(id, pieces)| pieces.iter().map(|it| (*id, it.clone())))
    }

    /// The mark of each of `count` tokens.
    pub(super) fn marks(&self, document: &Document, count: usize) -> Vec<String> {
        let mut marks = vec!["O".to_owned(); count];
        for (id, piece) in self.pieces() {
            let Some(tag) = document.annotation(id) else { continue };
            let label = name(tag.label.as_str());
            for (number, mark) in marks.get_mut(piece).into_iter().flatten().enumerate() {
                *mark = format!("{}-{label}", if number == 0 { 'B' } else { 'I' });
            }
        }
        marks
    }
}

/// The tokens that each span touches. Spans that share a token become one.
fn pieces(spans: &Spans, words: &[Span]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for span in spans.iter() {
        let start = words.partition_point(|it| it.end() <= span.start());
        let end = words.partition_point(|it| it.start() < span.end());
        if start >= end {
            continue;
        }
        match found.last_mut() {
            Some(last) if start < last.end => last.end = last.end.max(end),
            _ => found.push(start..end),
        }
    }
    found
}

/// A label as it stands in a mark.
pub(super) fn name(label: &str) -> String {
    names::escape(label, |c| !is_outside(c))
}

/// The runs of tokens that marks tell: IOB1, IOB2, BIOES, BILOU, or bare labels.
pub(super) fn runs(marks: &[&str]) -> Vec<(Range<usize>, String)> {
    let mut found: Vec<(Range<usize>, &str)> = Vec::new();
    let mut open = false;
    for (at, mark) in marks.iter().enumerate() {
        let Some((kind, label)) = parts(mark) else {
            open = false;
            continue;
        };
        match found.last_mut() {
            Some((run, last)) if open && *last == label && !"BSU".contains(kind) => {
                run.end = at + 1;
            }
            _ => found.push((at..at + 1, label)),
        }
        open = !"ESLU".contains(kind);
    }
    found.into_iter().map(|(run, label)| (run, names::widen(label))).collect()
}

/// The letter of a mark and its label; `None` outside.
fn parts(mark: &str) -> Option<(char, &str)> {
    if matches!(mark, "O" | "_" | "-" | "") {
        return None;
    }
    let lettered = mark.split_once('-').filter(|(letter, label)| {
        matches!(*letter, "B" | "I" | "O" | "E" | "S" | "L" | "U") && !label.is_empty()
    });
    Some(match lettered {
        Some((letter, label)) => (letter.chars().next().unwrap_or('I'), label),
        None => ('I', mark),
    })
}

/// Words that treebanks write in another way than texts.
const REWRITTEN: &[(&str, &[&str])] = &[
    ("-LRB-", &["("]),
    ("-RRB-", &[")"]),
    ("-LSB-", &["["]),
    ("-RSB-", &["]"]),
    ("-LCB-", &["{"]),
    ("-RCB-", &["}"]),
    ("``", &["“", "\"", "«", "„", "‘"]),
    ("''", &["”", "\"", "»", "“", "’"]),
    ("...", &["…"]),
    ("--", &["—", "–"]),
];

/// Where each of `words` stands in `text`, with nothing but white space between them; else the index
/// of the first that does not follow, and how the text goes on there.
pub(super) fn align(text: &str, words: &[&str]) -> Result<Vec<Range<usize>>, (usize, String)> {
    let mut places = Vec::with_capacity(words.len());
    let mut at = 0;
    for (index, word) in words.iter().enumerate() {
        let rest = text.get(at..).unwrap_or_default();
        let there = |rest: &str| {
            let others = REWRITTEN.iter().filter(|it| it.0 == *word).flat_map(|it| it.1);
            let mut forms = std::iter::once(word).chain(others);
            forms.find(|it| !it.is_empty() && rest.starts_with(**it)).map(|it| it.len())
        };
        let next = rest.trim_start_matches(is_between);
        let Some((rest, len)) = [rest, next].into_iter().find_map(|it| Some((it, there(it)?)))
        else {
            return Err((index, next.chars().take(20).collect()));
        };
        at = text.len() - rest.len();
        places.push(at..at + len);
        at += len;
    }
    match text.get(at..).unwrap_or_default().trim_start_matches(is_between) {
        "" => Ok(places),
        more => Err((words.len(), more.chars().take(20).collect())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(marks: &str, expected: &[(Range<usize>, &str)]) {
        let marks: Vec<_> = marks.split(' ').collect();
        let expected: Vec<_> =
            expected.iter().map(|(run, label)| (run.clone(), (*label).to_owned())).collect();
        assert_eq!(runs(&marks), expected, "{marks:?}");
    }

    #[test]
    fn every_way_of_marking_is_read() {
        check("B-x I-x B-x O I-y", &[(0..2, "x"), (2..3, "x"), (4..5, "y")]);
        check("I-x I-x B-x I-y", &[(0..2, "x"), (2..3, "x"), (3..4, "y")]);
        check("B-x E-x S-x S-x", &[(0..2, "x"), (2..3, "x"), (3..4, "x")]);
        check("B-x L-x U-x O _", &[(0..2, "x"), (2..3, "x")]);
        check("PER PER O S-a-b", &[(0..2, "PER"), (3..4, "a-b")]);
    }

    #[test]
    fn words_are_found_in_a_text() {
        let words = ["``", "No", ",", "''", "(", "she", "-RRB-"];
        let found = align("“No,”\n (she) ", &words).unwrap();
        assert_eq!(found[..3], [0..3, 3..5, 5..6]);
        assert_eq!(align("No, Sir", &["No", "Sir"]), Err((1, ", Sir".to_owned())));
        assert_eq!(align("No Sir", &["No"]), Err((1, "Sir".to_owned())));
    }

    #[test]
    fn tokens_leave_out_nothing_but_a_space_after_a_word() {
        let text = Text::new(" Ann  Roe\u{200f},\r\nno \u{1} x ");
        let found: Vec<_> = cover(&text, &[7])
            .iter()
            .map(|it| format!("{}{}", text.slice(it.span), if it.spaced { "_" } else { "" }))
            .collect();
        let expected =
            [" ", "Ann_", " ", "R", "oe", "\u{200f}", ",", "\r\n", "no_", "\u{1}_", "x_"];
        assert_eq!(found, expected);
        assert!(cover(&Text::new(""), &[]).is_empty());
    }

    #[test]
    fn no_token_holds_white_space() {
        let text = Text::new("a\u{1c}b \u{1}c http://x\u{1d}y z");
        let found: Vec<_> = words(&text).into_iter().map(|it| text.slice(it)).collect();
        assert_eq!(found, ["a", "b", "c", "http://x", "y", "z"]);
    }
}
