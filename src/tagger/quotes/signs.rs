//! Single quote marks: which characters are marks, and what each may do where it stands.
//!
//! Not here: which two belong together (`marks`).

use super::marks::Class;

/// One mark that may open or close.
pub(super) struct Mark {
    pub at: usize,
    pub len: usize,
    pub sign: char,
    pub class: Class,
    pub opens: bool,
    pub closes: bool,
}

/// Whether the closing `mark` belongs to the opening sign.
pub(super) fn fits(open: char, close: char) -> bool {
    match open {
        '“' | '‟' | '”' => close == '”',
        '„' => close == '“' || close == '”',
        '‘' => close == '’',
        '‚' => close == '‘' || close == '’',
        '`' => close == '"',
        '«' => close == '»',
        '»' => close == '«' || close == '»',
        other => close == other,
    }
}

/// For each mark, how many more double or angle marks close than open from there on.
pub(super) fn closers_after(marks: &[Mark]) -> Vec<isize> {
    let mut balance = 0_isize;
    let mut found: Vec<isize> = marks
        .iter()
        .rev()
        .map(|it| {
            let now = balance;
            if it.class != Class::Single {
                balance += isize::from(it.closes) - isize::from(it.opens);
            }
            now
        })
        .collect();
    found.reverse();
    found
}

/// Whether a single mark that may open at `index` finds a partner: a later mark that closes. An
/// outermost curly one that opens the paragraph needs none, as it may run on.
pub(super) fn has_close(marks: &[Mark], index: usize, outermost: bool) -> bool {
    let Some(mark) = marks.get(index) else {
        return false;
    };
    let runs_on = outermost && mark.at == 0 && mark.sign == '‘';
    let near = marks.iter().skip(index + 1).take(64);
    runs_on || near.filter(|it| it.class == Class::Single).any(|it| it.closes && !it.opens)
}

/// Whether a mark after an `s` is a plural's apostrophe: a word follows, and so does another
/// closing mark.
pub(super) fn is_possessive(words: &str, mark: &Mark, marks: &[Mark], index: usize) -> bool {
    let before = words.get(..mark.at).is_some_and(|it| it.ends_with(['s', 'S']));
    let rest = words.get(mark.at + mark.len..).unwrap_or_default();
    let word_follows = rest.strip_prefix(' ').is_some_and(|it| it.starts_with(char::is_alphabetic));
    let later = marks.iter().skip(index + 1).take(64).find(|it| it.class == Class::Single);
    before && word_follows && later.is_some_and(|it| it.closes && !it.opens)
}

/// The marks of a paragraph, without apostrophes, inches and decades.
pub(super) fn marks_of(words: &str) -> Vec<Mark> {
    let mut found: Vec<Mark> = Vec::new();
    let mut before = ' ';
    let mut angles = 0;
    let mut chars = words.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let doubled = matches!(c, '\'' | '`') && chars.peek().is_some_and(|it| it.1 == c);
        if doubled {
            chars.next();
        }
        let len = if doubled { 2 } else { c.len_utf8() };
        let rest = words.get(at + len..).unwrap_or_default();
        let sign = match (c, doubled) {
            ('`', false) => ' ',
            ('`', true) => '`',
            ('\'', true) | ('＂', _) => '"',
            (other, _) => other,
        };
        if let Some(mut mark) = mark_at(sign, before, rest) {
            (mark.at, mark.len) = (at, len);
            if mark.class == Class::Angle {
                mark.opens = angles == 0 && mark.opens;
                mark.closes = angles > 0 || mark.closes && !mark.opens;
                angles = i32::from(mark.opens);
            }
            found.push(mark);
        }
        before = c;
    }
    found
}

/// What `sign` may do between `before` and `rest`.
fn mark_at(sign: char, before: char, rest: &str) -> Option<Mark> {
    // Nearly every character is none of these; what stands around it need not be looked at.
    if sign.is_ascii_alphanumeric() || matches!(sign, ' ' | ',' | '.' | '\n') {
        return None;
    }
    let next = rest.chars().next().unwrap_or(' ');
    let start = before.is_whitespace() || "([{—–-/‘'“\"„«:…".contains(before);
    let tight = !next.is_whitespace() && !",;:!?)]".contains(next);
    let (class, opens, closes) = match sign {
        '“' => (Class::Double, start || tight && !before.is_alphanumeric(), !start && !tight),
        '„' | '‟' | '`' if sign != '`' || rest.starts_with(|c: char| !c.is_whitespace()) => {
            (Class::Double, true, false)
        }
        '”' => (Class::Double, start && tight && before != '“', !(start && tight)),
        '"' => {
            if before.is_ascii_digit() && (next == ' ' || next.is_ascii_digit()) {
                return inch(rest);
            }
            (Class::Double, tight && !before.is_alphanumeric(), !before.is_whitespace())
        }
        '«' | '»' => (Class::Angle, true, !before.is_whitespace() || sign == '»'),
        '‘' | '‚' => (Class::Single, start && !next.is_whitespace(), false),
        '’' | '\'' => {
            if before.is_alphanumeric() && next.is_alphanumeric() || start && is_elision(rest) {
                return None;
            }
            let opens = sign == '\'' && start && next.is_alphabetic();
            (Class::Single, opens, !before.is_whitespace() && !next.is_alphanumeric())
        }
        _ => return None,
    };
    (opens || closes).then_some(Mark { at: 0, len: 0, sign, class, opens, closes })
}

/// A straight mark after a digit is an inch mark if a lower-case word follows it; otherwise it
/// may close.
fn inch(rest: &str) -> Option<Mark> {
    let word = rest.trim_start();
    let lower = rest.starts_with(' ') && word.starts_with(char::is_lowercase);
    let speech =
        ["he ", "she ", "said", "they ", "and ", "says"].iter().any(|it| word.starts_with(it));
    let mark = Mark { at: 0, len: 0, sign: '"', class: Class::Double, opens: false, closes: true };
    (!lower || speech).then_some(mark)
}

/// `’90s`, `’em`, `’tis`: an apostrophe that begins a word.
fn is_elision(rest: &str) -> bool {
    let word: String = rest.chars().take_while(|it| it.is_alphanumeric()).collect();
    let elided = ["em", "tis", "twas", "til", "till", "n", "cause", "bout", "round", "im"];
    word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with('s')
        || word.len() == 2 && word.chars().all(|c| c.is_ascii_digit())
        || elided.contains(&word.to_lowercase().as_str())
}
