//! Characters that mean something in a column.

/// A value of a column.
pub(super) fn value(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let arrow = c == '-' && chars.peek() == Some(&'>');
        if arrow || matches!(c, '\\' | '[' | ']' | '|' | '_' | ';' | '*') {
            out.push('\\');
            out.push(c);
        } else {
            out += &blank(c);
        }
    }
    out
}

/// A token, or a line of the text.
pub(super) fn text(text: &str) -> String {
    text.chars().map(|c| if c == '\\' { "\\\\".to_owned() } else { blank(c) }).collect()
}

fn blank(c: char) -> String {
    match c {
        '\t' => "\\t".to_owned(),
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        _ => c.to_string(),
    }
}

/// What [`value`] and [`text`] were given.
pub(super) fn plain(escaped: &str) -> String {
    let mut out = String::new();
    let mut chars = escaped.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '\\' => match chars.next() {
                Some('t') => '\t',
                Some('n') => '\n',
                Some('r') => '\r',
                Some(other) => other,
                None => '\\',
            },
            other => other,
        });
    }
    out
}

/// The parts of a column that `|` parts.
pub(super) fn stacked(column: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut escaped = false;
    for (at, c) in column.char_indices() {
        if c == '|' && !escaped {
            parts.extend(column.get(start..at));
            start = at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    parts.extend(column.get(start..));
    parts
}

/// A part, and the number in brackets after it.
pub(super) fn numbered(part: &str) -> (&str, Option<&str>) {
    let cut = part.strip_suffix(']').and_then(|it| it.rsplit_once('['));
    let is_number = |it: &str| it.chars().all(|c| c.is_ascii_digit() || c == '_') && !it.is_empty();
    // A bracket after an odd count of backslashes is the value's own.
    let own = |value: &str| (value.len() - value.trim_end_matches('\\').len()) % 2 == 1;
    match cut {
        Some((value, number)) if is_number(number) && !own(value) => (value, Some(number)),
        _ => (part, None),
    }
}
