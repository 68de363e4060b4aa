//! Larger and smaller pieces: graphemes, words, sentences, lines, paragraphs; snapping.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation as _};

use super::token::is_abbreviation;
use super::{Span, Text, Token, TokenKind, tokens};

/// The grapheme clusters of `span`: what a reader counts as one character.
pub fn graphemes(text: &Text, span: Span) -> impl Iterator<Item = Span> {
    text.slice(span)
        .grapheme_indices(true)
        .map(move |(at, it)| Span { start: span.start + at, end: span.start + at + it.len() })
}

/// The end of the grapheme that begins at or holds byte `at`; the end of the text at the end.
pub fn next_grapheme(text: &Text, at: usize) -> usize {
    let at = text.as_str().floor_char_boundary(at.min(text.len()));
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    cursor.next_boundary(text.as_str(), 0).ok().flatten().unwrap_or(text.len())
}

/// The start of the grapheme that ends at or holds byte `at`; 0 at the start.
pub fn previous_grapheme(text: &Text, at: usize) -> usize {
    let at = text.as_str().ceil_char_boundary(at.min(text.len()));
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    cursor.prev_boundary(text.as_str(), 0).ok().flatten().unwrap_or(0)
}

/// The lines that are not blank, without the white space around them.
pub fn lines(text: &Text) -> Vec<Span> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.as_str().split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let end = start + line.len();
        if start < end {
            found.extend(text.trim(Span { start, end }));
        }
        start = end;
    }
    found
}

/// Runs of lines with no blank line between them.
pub fn paragraphs(text: &Text) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for line in lines(text) {
        match found.last_mut() {
            Some(last) if !blank_line_between(text, *last, line) => *last = last.hull(line),
            _ => found.push(line),
        }
    }
    found
}

fn blank_line_between(text: &Text, above: Span, below: Span) -> bool {
    above.gap(below).is_some_and(|gap| line_breaks(text.slice(gap)) > 1)
}

/// How many line breaks there are; a line separator, which stays inside a paragraph, is none.
pub(crate) fn line_breaks(words: &str) -> usize {
    words.matches(['\n', '\r', '\u{2029}']).count() - words.matches("\r\n").count()
}

/// The sentences of `span`, without outer white space. Line breaks end a sentence, unless the next
/// line goes on in lower case.
pub fn sentences(text: &Text, span: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut current: Option<Span> = None;
    let mut stop = None;
    let mut all = tokens(text, span).into_iter().peekable();
    while let Some(token) = all.next() {
        let goes_on = text.slice(token.span).starts_with(char::is_lowercase);
        if !goes_on && current.is_some_and(|it| has_break(text, it, token.span)) {
            found.extend(current.take());
        }
        current = Some(current.map_or(token.span, |it| it.hull(token.span)));
        if !is_closer(text.slice(token.span)) {
            stop = Some(token);
        }
        if let (Some(stop), Some(next)) = (stop, all.peek())
            && ends_sentence(text, stop, token, *next)
        {
            found.extend(current.take());
        }
    }
    found.extend(current);
    found
}

fn has_break(text: &Text, before: Span, next: Span) -> bool {
    before
        .gap(next)
        .is_some_and(|gap| text.slice(gap).contains(['\n', '\r', '\u{2028}', '\u{2029}']))
}

/// Whether a sentence ends between the tokens `last` and `next`; `stop` is the last one that is no
/// closing mark.
fn ends_sentence(text: &Text, stop: Token, last: Token, next: Token) -> bool {
    let word = |token: Token| text.slice(token.span);
    if is_closer(word(next)) && last.span.end() == next.span.start() {
        return false; // the closing mark belongs to this sentence
    }
    let closed = stop.span != last.span;
    match word(stop) {
        "!" | "?" | "。" | "！" | "？" | "।" | "؟" | "۔" => {
            !closed || starts_sentence(word(next))
        }
        "." | "…" | "..." => starts_sentence(word(next)),
        // An abbreviation may end a sentence; then the next word says so.
        abbreviation if stop.kind == TokenKind::Word && abbreviation.ends_with('.') => {
            let stem = abbreviation.trim_end_matches('.');
            let initial = stem.chars().count() == 1;
            !initial && !is_abbreviation(stem) && STARTERS.contains(&word(next))
        }
        _ => false,
    }
}

fn is_closer(word: &str) -> bool {
    matches!(word, "”" | "’" | "\"" | "'" | "»" | ")" | "]" | "“" | "」" | "』" | "）")
}

fn starts_sentence(word: &str) -> bool {
    word.starts_with(|c: char| !c.is_lowercase() && !",;:–—-)]".contains(c))
}

/// Words that begin a sentence after `U.S.` and the like.
const STARTERS: &[&str] = &[
    "The", "A", "An", "In", "It", "He", "She", "They", "We", "I", "But", "And", "This", "That",
    "These", "Those", "There", "On", "At", "For", "If", "When", "While", "After", "Before", "As",
    "His", "Her", "Its", "Their", "“", "\"",
];

/// The word at byte `at` (the word that holds it, or ends there); `None` between words. Where words
/// are written without spaces it is what Unicode counts as one, mostly a character.
pub fn word_at(text: &Text, at: usize) -> Option<Span> {
    let line = line_around(text, at)?;
    let near = |it: &&Token| it.span.start() <= at && at <= it.span.end();
    let all = tokens(text, line);
    let is_word = |it: &&Token| !matches!(it.kind, TokenKind::Mark | TokenKind::Symbol);
    let hit = all.iter().filter(near).find(|it| is_word(it) && at < it.span.end());
    let found = hit.or_else(|| all.iter().filter(near).find(is_word)).map(|it| it.span)?;
    Some(unspaced_word_at(text, found, at).unwrap_or(found))
}

/// The part of `word` at byte `at`, if the word holds letters of a script without spaces.
fn unspaced_word_at(text: &Text, word: Span, at: usize) -> Option<Span> {
    let words = text.slice(word);
    if !words.contains(is_unspaced) {
        return None;
    }
    let mut pieces = words.split_word_bound_indices().map(|(from, piece)| Span {
        start: word.start + from,
        end: word.start + from + piece.len(),
    });
    pieces.rfind(|it| it.start <= at)
}

/// Letters of scripts that have no spaces between words: Thai, Lao, Burmese, Khmer, kana, Chinese.
fn is_unspaced(c: char) -> bool {
    matches!(
        c,
        '\u{e00}'..='\u{eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{3040}'..='\u{30ff}'
            | '\u{3400}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}'
    )
}

/// The line that holds byte `at`, of at most 4 KB around it, with its white space.
fn line_around(text: &Text, at: usize) -> Option<Span> {
    let at = text.as_str().floor_char_boundary(at.min(text.len()));
    let from = text.as_str().floor_char_boundary(at.saturating_sub(2048));
    let to = text.as_str().ceil_char_boundary((at + 2048).min(text.len()));
    let start = text.as_str().get(from..at)?.rfind('\n').map_or(from, |it| from + it + 1);
    let end = text.as_str().get(at..to)?.find('\n').map_or(to, |it| at + it);
    text.span(start..end).ok()
}

/// How a selection is fitted to the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Snap {
    /// To whole words, without outer white space.
    Words,
    /// To whole graphemes only.
    Graphemes,
}

/// Fits the raw range between two bytes to the text, in either order; `None` if no word is touched.
pub fn snap(text: &Text, one: usize, other: usize, how: Snap) -> Option<Span> {
    let (low, high) = (one.min(other).min(text.len()), one.max(other).min(text.len()));
    if low == high {
        return None;
    }
    let raw = whole_graphemes(text, low, high)?;
    if how == Snap::Graphemes {
        return Some(raw);
    }
    let raw = text.trim(raw)?;
    let mut fitted = raw;
    if let Some(word) = word_at(text, raw.start).filter(|it| it.covers(raw.start)) {
        fitted = fitted.hull(word);
    }
    if let Some(word) = word_at(text, raw.end.saturating_sub(1)).filter(|it| it.end >= raw.end) {
        fitted = fitted.hull(word);
    }
    let fitted = without_stray_marks(text, fitted);
    whole_graphemes(text, fitted.start, fitted.end)
}

/// The range widened to grapheme boundaries.
fn whole_graphemes(text: &Text, low: usize, high: usize) -> Option<Span> {
    let start = previous_grapheme(text, next_grapheme(text, low));
    let end = next_grapheme(text, previous_grapheme(text, high));
    text.span(start..end).ok()
}

/// Drops a comma, stop or half of a pair of marks from the ends; a whole pair stays.
fn without_stray_marks(text: &Text, span: Span) -> Span {
    let words = text.slice(span);
    let stray = |c: char| {
        ",;:،؛，、；：".contains(c) || (c == '.' && words.chars().any(char::is_whitespace))
    };
    text.trim_matches(span, stray).unwrap_or(span)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check_sentences(content: &str, expected: &[&str]) {
        let text = Text::new(content);
        let found: Vec<_> = sentences(&text, text.whole().unwrap());
        let found: Vec<_> = found.into_iter().map(|it| text.slice(it)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sentences_end_after_the_closing_mark() {
        check_sentences(
            "“Nobody drank it.” She left. Mr. Roy of the U.S. Senate stayed.",
            &["“Nobody drank it.”", "She left.", "Mr. Roy of the U.S. Senate stayed."],
        );
    }

    #[test]
    fn a_quoted_question_goes_on() {
        check_sentences(
            "“Why?” she asked. It rose 3.2 per cent.",
            &["“Why?” she asked.", "It rose 3.2 per cent."],
        );
    }

    #[test]
    fn paragraphs_know_blank_lines_in_both_line_ends() {
        let text = Text::new("One\r\ntwo\r\n\r\nthree\n \nfour");
        let found: Vec<_> = paragraphs(&text).into_iter().map(|it| text.slice(it)).collect();
        assert_eq!(found, ["One\r\ntwo", "three", "four"]);
    }

    #[test]
    fn a_selection_takes_whole_words() {
        let text = Text::new("said Kerry, as he headed");
        let span = snap(&text, 6, 11, Snap::Words).unwrap();
        assert_eq!(text.slice(span), "Kerry");
        let raw = snap(&text, 6, 11, Snap::Graphemes).unwrap();
        assert_eq!(text.slice(raw), "erry,");
        assert_eq!(snap(&text, 4, 5, Snap::Words), None);
    }

    #[test]
    fn words_without_spaces_are_taken_one_by_one() {
        let words = |content: &str, part: &str| {
            let text = Text::new(content);
            let at = content.find(part).unwrap();
            let word = word_at(&text, at).map(|it| text.slice(it).to_owned());
            let end = at + part.len();
            (word.unwrap(), text.slice(snap(&text, at, end, Snap::Words).unwrap()).to_owned())
        };
        let expected = |word: &str, span: &str| (word.to_owned(), span.to_owned());
        assert_eq!(words("香港立法會主席梁君彥昨日表示", "梁君彥"), expected("梁", "梁君彥"));
        assert_eq!(words("東京のコーヒーは安い", "ー"), expected("コーヒー", "コーヒー"));
        assert_eq!(words("नई दिल्ली के क्षेत्र में", "ल्ली"), expected("दिल्ली", "दिल्ली"));
        assert_eq!(
            words("قال محمد بن علي، الخميس", "حمد بن علي،"),
            expected("محمد", "محمد بن علي")
        );
        assert_eq!(words("وق می‌خواهم بگویم", "خواهم"), expected("می‌خواهم", "می‌خواهم"));
        assert_eq!(words("Ọ̀jọ̀gbọ́n Ṣọlá sọ", "gbọ́n Ṣ"), expected("Ọ̀jọ̀gbọ́n", "Ọ̀jọ̀gbọ́n Ṣọlá"));
    }

    #[test]
    fn sentences_of_other_scripts_end_too() {
        check_sentences("「我們會繼續。」他說。", &["「我們會繼續。」", "他說。"]);
        check_sentences("ماذا قال؟ لم يقل شيئا.", &["ماذا قال؟", "لم يقل شيئا."]);
    }

    proptest! {
        #[test]
        fn a_snapped_selection_never_cuts_a_grapheme(content in "(\\PC|[\n🙂é👨\u{200d}\u{301}]){1,60}", a in 0_usize..200, b in 0_usize..200) {
            let text = Text::new(content);
            for how in [Snap::Words, Snap::Graphemes] {
                if let Some(span) = snap(&text, a, b, how) {
                    let whole = text.whole().unwrap();
                    let ends: Vec<_> = graphemes(&text, whole).map(Span::end).chain([0]).collect();
                    prop_assert!(ends.contains(&span.start()) && ends.contains(&span.end()));
                }
            }
        }

        #[test]
        fn tokens_and_sentences_fit_any_text(content in "(\\PC|[\n'’“”.@]){0,80}") {
            let text = Text::new(content);
            if let Some(whole) = text.whole() {
                let all = tokens(&text, whole);
                prop_assert!(all.windows(2).all(|it| it[0].span.end() <= it[1].span.start()));
                let covered: usize = sentences(&text, whole).iter().map(|it| it.len()).sum();
                prop_assert!(covered <= text.len());
                for line in lines(&text) { prop_assert_eq!(text.trim(line), Some(line)); }
            }
        }
    }
}
