//! Tokens: words, numbers and marks with their places, shared by every pass of the tagger.
//!
//! English clitics are tokens of their own (`Assad|'s`, `do|n't`); hyphenated words, decimals,
//! URLs, handles, initials and known abbreviations are one token each.

use super::{Span, Text};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TokenKind {
    /// Letters, with inner apostrophes, hyphens and the dots of abbreviations.
    Word,
    /// Begins with a digit: `31`, `3.2`, `1,000`, `4.10am`, `2nd`.
    Number,
    /// A clitic split from the word before it: `'s`, `’ve`, `n't`.
    Clitic,
    /// An address: `https://…`, `@name`, `#tag`, `a@b.c`.
    Address,
    /// One quotation mark, bracket, stop, comma, dash (or `--`), ellipsis.
    Mark,
    /// Anything else: emoji, currency and other symbols.
    Symbol,
}

/// A word, number or mark of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
}

/// Abbreviations that keep their dot when capitalised. Without the dot, lower case, sorted.
const ABBREVIATIONS: &[&str] = &[
    "adm", "al", "apr", "assn", "asst", "aug", "ave", "blvd", "brig", "bros", "calif", "capt",
    "cf", "cmdr", "co", "col", "corp", "cpl", "ct", "dec", "dept", "dr", "est", "etc", "feb",
    "fla", "fr", "ft", "ga", "gen", "gov", "hon", "inc", "jan", "jr", "jul", "jun", "kan", "ky",
    "lt", "ltd", "maj", "mar", "md", "messrs", "mich", "minn", "mr", "mrs", "ms", "mt", "neb",
    "nev", "nov", "oct", "okla", "pa", "plc", "pp", "pres", "prof", "pvt", "rep", "reps", "rev",
    "sen", "sens", "sep", "sept", "sgt", "sr", "st", "supt", "tenn", "tex", "univ", "va", "viz",
    "vs", "vt", "wis", "wyo",
];

/// Whether `word` (no dot) is an abbreviation that is written with one.
pub(super) fn is_abbreviation(word: &str) -> bool {
    let capital = word.starts_with(char::is_uppercase);
    let lower = word.to_lowercase();
    let lower = lower.as_str();
    (capital && ABBREVIATIONS.binary_search(&lower).is_ok())
        || ["al", "cf", "etc", "est", "pp", "viz", "vs"].contains(&lower)
}

/// The tokens of `span`, in order.
pub fn tokens(text: &Text, span: Span) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = span.start;
    while at < span.end {
        let Some(rest) = text.as_str().get(at..span.end) else {
            break;
        };
        let Some(first) = rest.chars().next() else {
            break;
        };
        if first.is_whitespace() || is_joiner(first) {
            at += first.len_utf8();
            continue;
        }
        let (len, kind) = scan(rest, first);
        let end = (at + len.max(first.len_utf8())).min(span.end);
        push(text, &mut found, Span { start: at, end }, kind);
        at = end;
    }
    found
}

/// Invisible marks that stand between words: byte order mark, zero width space, direction marks.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Length in bytes and kind of the token that begins `rest`.
fn scan(rest: &str, first: char) -> (usize, TokenKind) {
    if let Some(len) = address(rest, first) {
        return (len, TokenKind::Address);
    }
    if first.is_numeric() {
        return (run(rest, "-"), TokenKind::Number);
    }
    if first.is_alphabetic() {
        return (word(rest), TokenKind::Word);
    }
    match first {
        '-' | '.' => (rest.len() - rest.trim_start_matches(first).len(), TokenKind::Mark),
        _ if is_mark(first) => (first.len_utf8(), TokenKind::Mark),
        _ => (symbol(rest), TokenKind::Symbol),
    }
}

fn is_mark(c: char) -> bool {
    c.is_ascii_punctuation() && !matches!(c, '$' | '%' | '+' | '<' | '=' | '>' | '^' | '|' | '~')
        || matches!(c, '‐'..='‧' | '‹' | '›' | '«' | '»' | '¡' | '¿' | '·' | '、'..='〟' | '،' | '؛' | '؟' | '।' | '！' | '？' | '，' | '：' | '；')
}

/// One symbol with what modifies it (emoji families, flags).
fn symbol(rest: &str) -> usize {
    use unicode_segmentation::UnicodeSegmentation as _;
    rest.graphemes(true).next().map_or(1, str::len)
}

/// Longest address that is looked for, in bytes: text without spaces must not be read again and
/// again.
const LONGEST_ADDRESS: usize = 2048;

/// Length in bytes of the address that begins `rest`.
fn address(rest: &str, first: char) -> Option<usize> {
    if !first.is_alphanumeric() && !matches!(first, '@' | '#') {
        return None;
    }
    let near = rest.get(..rest.floor_char_boundary(LONGEST_ADDRESS))?;
    let word: &str = near.split(char::is_whitespace).next()?;
    let body = word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '/' && c != '_');
    let tail = |from: usize| body.get(from..).unwrap_or_default();
    let named = |name: &str| name.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    match first {
        '@' | '#' if named(tail(1)) => {
            let name = tail(1).find(|c: char| !c.is_alphanumeric() && c != '_');
            Some(1 + name.unwrap_or(tail(1).len()))
        }
        _ if ["http://", "https://", "www."].iter().any(|it| body.starts_with(it)) => {
            Some(body.find(['"', '”', '<', '>', ')', ']']).unwrap_or(body.len()))
        }
        _ if first.is_alphanumeric() => {
            let at = body.find('@')?;
            let name_ok =
                body.get(..at)?.chars().all(|c| c.is_alphanumeric() || "._-+".contains(c));
            (name_ok && tail(at + 1).contains('.') && named(tail(at + 1))).then_some(body.len())
        }
        _ => None,
    }
}

/// Letters and digits, with single inner joins: `-`, apostrophes, and `.` `,` `:` between digits.
fn run(rest: &str, joins: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, next)| next);
        let inner = is_inner(c)
            || next.is_alphanumeric() && before.is_alphanumeric() && joins.contains(c)
            || before.is_ascii_digit() && next.is_ascii_digit() && ".,:".contains(c);
        if !inner {
            break;
        }
        end = at + c.len_utf8();
        before = c;
    }
    end
}

/// Letters, digits, and the marks that combine with them.
fn is_inner(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{dff}' | '\u{e31}'..='\u{e4e}' | '\u{200c}' | '\u{200d}')
}

fn word(rest: &str) -> usize {
    let len = run(rest, "-‑'’.");
    let body = rest.get(..len).unwrap_or_default();
    let dot_follows = rest.get(len..).is_some_and(|tail| tail.starts_with('.'));
    // `run` joins at any inner dot; without single letters that was a missing space ("end.Next").
    let initials = body.split('.').all(|part| part.chars().count() == 1);
    if !initials
        && !is_dotted(body)
        && let Some(stop) = stop_in(body)
    {
        return stop;
    }
    if dot_follows && (initials || is_dotted(body) || is_abbreviation(body)) {
        return len + 1;
    }
    len
}

/// The first dot that is not between digits (`RM105.73` is one word).
fn stop_in(body: &str) -> Option<usize> {
    let digit = |it: Option<char>| it.is_some_and(|c| c.is_ascii_digit());
    let stops = body.match_indices('.').map(|it| it.0);
    stops.into_iter().find(|&at| {
        let before = body.get(..at).and_then(|it| it.chars().next_back());
        let after = body.get(at + 1..).and_then(|it| it.chars().next());
        !(digit(before) && digit(after))
    })
}

/// `a.m`, `Ph.D`, `U.S`, `example.com`: short parts, or a lower-case name with a known ending.
fn is_dotted(body: &str) -> bool {
    let short = body.contains('.') && body.split('.').all(|part| part.chars().count() <= 2);
    short || [".com", ".org", ".net", ".co.uk", ".gov"].iter().any(|it| body.ends_with(it))
}

/// Adds the token, split where a clitic ends it.
fn push(text: &Text, found: &mut Vec<Token>, span: Span, kind: TokenKind) {
    let words = text.slice(span);
    let cut =
        if matches!(kind, TokenKind::Word | TokenKind::Number) { clitic(words) } else { None };
    match cut {
        Some(cut) => {
            let at = span.start + cut;
            found.push(Token { span: Span { start: span.start, end: at }, kind });
            found.push(Token { span: Span { start: at, end: span.end }, kind: TokenKind::Clitic });
        }
        None => found.push(Token { span, kind }),
    }
}

fn clitic(word: &str) -> Option<usize> {
    let lower = word.to_ascii_lowercase();
    for end in
        ["n't", "n’t", "'s", "’s", "'re", "’re", "'ve", "’ve", "'ll", "’ll", "'d", "’d", "'m", "’m"]
    {
        if lower.ends_with(end) && lower.len() > end.len() {
            return Some(word.len() - end.len());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(content: &str, expected: &str) {
        let text = Text::new(content);
        let found: Vec<_> =
            tokens(&text, text.whole().unwrap()).iter().map(|it| text.slice(it.span)).collect();
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn words_clitics_and_abbreviations() {
        check("President Bashar al-Assad's regime.", "President Bashar al-Assad 's regime .");
        check("The U.S. didn’t ask Mr. Putin.", "The U.S. did n’t ask Mr. Putin .");
        check("It ended.Then J. R. Roe left", "It ended . Then J. R. Roe left");
        check("at 4.10am on Nov. 11, 2014", "at 4.10am on Nov. 11 , 2014");
    }

    #[test]
    fn marks_numbers_and_addresses() {
        check("“No,” she said -- twice…", "“ No , ” she said -- twice …");
        check("$41 or 3.2% of 1,000", "$ 41 or 3.2 % of 1,000");
        check("RM105.73 at the end.Next", "RM105.73 at the end . Next");
        check(
            "see https://a.example/x?y=1, @mayor_x #tag!",
            "see https://a.example/x?y=1 , @mayor_x #tag !",
        );
        check("tram 🚋. Works", "tram 🚋 . Works");
    }
}
