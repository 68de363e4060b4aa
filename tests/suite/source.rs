//! Just enough of Rust's grammar to see which paths a file names, and which strings it has.
//!
//! Comments, strings and test modules are left out; `a::{b, c::d}` is written out as `a::b` and
//! `a::c::d`. Not here: macros' insides as anything but tokens, and renamed imports, whose first
//! mention is seen all the same.

#![expect(clippy::string_slice, reason = "a test that cuts wrongly fails")]

/// A word, `::`, or one other character.
type Token = String;

/// A token, or a string or character as it is written.
#[derive(Clone)]
struct Lexeme {
    token: Token,
    /// Counted from one.
    line: usize,
    is_text: bool,
}

/// A string in the code.
pub(crate) struct Literal {
    /// What stands between its quotes, with escapes as they are written.
    pub(crate) text: String,
    /// Where it begins, counted from one.
    pub(crate) line: usize,
    /// What takes it as an argument: `label`, `RichText::new`, `format!`; `=>` in front of it.
    pub(crate) given_to: Option<String>,
}

/// The tokens of `code` without comments, strings, characters and `#[cfg(test)]` items.
pub(crate) fn tokens(code: &str) -> Vec<Token> {
    let kept = without_tests(&lex(code)).into_iter().filter(|it| !it.is_text);
    kept.map(|it| it.token).collect()
}

/// The strings of `code` without those of comments, attributes and `#[cfg(test)]` items.
pub(crate) fn literals(code: &str) -> Vec<Literal> {
    let all = without_attributes(&without_tests(&lex(code)));
    let strings =
        all.iter().enumerate().filter(|(_, it)| it.is_text && !it.token.starts_with('\''));
    strings
        .filter_map(|(at, it)| {
            let (open, close) = (it.token.find('"')?, it.token.rfind('"')?);
            let text = it.token.get(open + 1..close)?.to_owned();
            Some(Literal { text, line: it.line, given_to: callee(&all[..at]) })
        })
        .collect()
}

/// What takes the argument that comes after `before`.
fn callee(before: &[Lexeme]) -> Option<String> {
    let mut depth = 0_usize;
    let code = |at: usize| before.get(at).filter(|it| !it.is_text).map(|it| it.token.as_str());
    let last = |back: usize| before.len().checked_sub(back).and_then(code);
    if (last(2), last(1)) == (Some("="), Some(">")) {
        return Some("=>".to_owned());
    }
    let open = (0..before.len()).rev().find(|at| match code(*at) {
        Some(")" | "]" | "}") => {
            depth += 1;
            false
        }
        Some("(" | "[" | "{") if depth > 0 => {
            depth -= 1;
            false
        }
        Some("(" | "[" | "{" | ";") => depth == 0,
        _ => false,
    })?;
    let name = code(open.checked_sub(1)?).filter(|_| code(open) == Some("("))?;
    match (name, open.checked_sub(3).and_then(code), open.checked_sub(2).and_then(code)) {
        ("!", _, Some(of)) => Some(format!("{of}!")),
        (name, Some(of), Some("::")) => Some(format!("{of}::{name}")),
        (name, ..) => is_word(name).then(|| name.to_owned()),
    }
}

/// Leaves out `#[…]` and `#![…]`.
fn without_attributes(all: &[Lexeme]) -> Vec<Lexeme> {
    let is =
        |at: usize, token: &str| all.get(at).is_some_and(|it| !it.is_text && it.token == token);
    let mut kept = Vec::new();
    let mut at = 0;
    while at < all.len() {
        let open = at + 1 + usize::from(is(at + 1, "!"));
        if !(is(at, "#") && is(open, "[")) {
            kept.push(all[at].clone());
            at += 1;
            continue;
        }
        let mut depth = 0_usize;
        at = open;
        while at < all.len() {
            depth += usize::from(is(at, "["));
            depth -= usize::from(is(at, "]"));
            at += 1;
            if depth == 0 {
                break;
            }
        }
    }
    kept
}

/// The paths that `tokens` name, such as `crate::text::Span`. A lone word is a path of one part.
pub(crate) fn paths(tokens: &[Token]) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if is_word(&tokens[at]) {
            at = path_at(tokens, at, "", &mut found);
        } else {
            at += 1;
        }
    }
    found
}

/// Reads the path at `at` behind `prefix`; returns the place after it.
fn path_at(tokens: &[Token], mut at: usize, prefix: &str, found: &mut Vec<String>) -> usize {
    let mut path = prefix.to_owned();
    loop {
        match tokens.get(at) {
            Some(word) if is_word(word) => {
                path.push_str(word);
                at += 1;
            }
            Some(open) if open == "{" && path.ends_with("::") => {
                return group_at(tokens, at + 1, &path, found);
            }
            _ => break,
        }
        if tokens.get(at).is_none_or(|it| it != "::") {
            break;
        }
        path.push_str("::");
        at += 1;
    }
    found.push(path.trim_end_matches("::").to_owned());
    at
}

/// Reads the members of a `{…}` behind `prefix`, after its opening brace.
fn group_at(tokens: &[Token], mut at: usize, prefix: &str, found: &mut Vec<String>) -> usize {
    while let Some(token) = tokens.get(at) {
        if token == "}" {
            return at + 1;
        }
        if !is_word(token) {
            at += 1;
            continue;
        }
        at = path_at(tokens, at, prefix, found);
        while tokens.get(at).is_some_and(|it| it != "," && it != "}") {
            at += 1; // `as other_name`
        }
    }
    at
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn lex(code: &str) -> Vec<Lexeme> {
    let mut found = Vec::new();
    let mut rest = code;
    let mut line = 1;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => block_comment(rest),
            '"' => string(rest),
            'r' | 'b' | 'c' if prefixed_string(rest).is_some() => {
                prefixed_string(rest).unwrap_or(1)
            }
            '\'' => character(rest),
            c if c.is_alphanumeric() || c == '_' => word(rest),
            ':' if rest.starts_with("::") => 2,
            c => c.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        let is_text = first == '"' || first == '\'' || token.ends_with(['"', '#']) && length > 1;
        if !first.is_whitespace() && !token.starts_with("//") && !token.starts_with("/*") {
            found.push(Lexeme { token: token.to_owned(), line, is_text });
        }
        line += token.matches('\n').count();
        rest = after;
    }
    found
}

fn word(rest: &str) -> usize {
    rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// Length of the string that begins with a `"`.
fn string(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Length of a `b"…"`, `c"…"`, `r"…"`, `br#"…"#` literal, if `rest` begins with one.
fn prefixed_string(rest: &str) -> Option<usize> {
    let letters = rest.find(|c: char| !matches!(c, 'r' | 'b' | 'c'))?;
    let hashes = rest[letters..].find(|c| c != '#')?;
    let open = letters + hashes;
    if letters > 2 || !rest[open..].starts_with('"') {
        return None;
    }
    if rest[..letters].contains('r') {
        let close = format!("\"{}", "#".repeat(hashes));
        let end = rest[open + 1..].find(&close)?;
        return Some(open + 1 + end + close.len());
    }
    (hashes == 0).then(|| open + string(&rest[open..]))
}

/// Length of a character literal, or of a lifetime's quote and name.
fn character(rest: &str) -> usize {
    let inside = &rest[1..];
    if let Some(escape) = inside.strip_prefix('\\') {
        return 2 + escape.char_indices().skip(1).find(|it| it.1 == '\'').map_or(0, |it| it.0 + 1);
    }
    let first = inside.chars().next().map_or(0, char::len_utf8);
    if inside[first..].starts_with('\'') { first + 2 } else { 1 + word(inside) }
}

/// Leaves out the item behind each `#[cfg(test)]`.
fn without_tests(tokens: &[Lexeme]) -> Vec<Lexeme> {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at..].iter().zip(MARK).filter(|(it, mark)| it.token == *mark).count()
            == MARK.len()
        {
            at = after_item(tokens, at + MARK.len());
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

/// The place after the item at `at`: behind its `;` or its closing brace.
fn after_item(tokens: &[Lexeme], mut at: usize) -> usize {
    let mut depth = 0_usize;
    while let Some(it) = tokens.get(at) {
        at += 1;
        match it.token.as_str() {
            "{" => depth += 1,
            "}" if depth <= 1 => break,
            "}" => depth -= 1,
            ";" if depth == 0 => break,
            _ => {}
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(code: &str, expected: &[&str]) {
        let found = paths(&tokens(code));
        let found: Vec<&str> =
            found.iter().map(String::as_str).filter(|it| it.contains("::")).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn groups_are_written_out() {
        check(
            "use crate::{text::{Span, Text}, ui};",
            &["crate::text::Span", "crate::text::Text", "crate::ui"],
        );
        check("use std::{env, fs as disk};", &["std::env", "std::fs"]);
    }

    #[test]
    fn expressions_count() {
        check(
            "fn f() -> u8 { crate::files::load(a::B { c: d::E }) }",
            &["crate::files::load", "a::B", "d::E"],
        );
    }

    #[test]
    fn comments_and_strings_do_not_count() {
        check("/// [`crate::ui`]\n/* a::b /* c::d */ e::f */ // g::h\nuse i::j;", &["i::j"]);
        check(r#"let a = "b::c\"d::e"; let f = r"g::h"; let i = b"j::k"; l::m"#, &["l::m"]);
        check(
            r"let a = '\''; let b: &'static str = c::d; let e = '\u{2028}'; f::g",
            &["c::d", "f::g"],
        );
        check("match c { '\"' => a::b, '{' => c::d }", &["a::b", "c::d"]);
    }

    #[test]
    fn test_modules_do_not_count() {
        check(
            "use a::b;\n#[cfg(test)]\nmod tests { use c::d; fn f() { e::f } }\nuse g::h;",
            &["a::b", "g::h"],
        );
        check("#[cfg(test)]\nuse c::d;\nuse g::h;", &["g::h"]);
        check("#[cfg(not(test))]\nuse c::d;", &["c::d"]);
    }

    #[test]
    fn strings_are_found_with_what_takes_them() {
        let code =
            "#[a = \"no\"]\nui.b(&c[0], \"d\", |it| it);\nE::f(r#\"g\"#); h!(\"i\"); [\"j\"]";
        let found = literals(code);
        let found: Vec<_> =
            found.iter().map(|it| (it.text.as_str(), it.line, it.given_to.as_deref())).collect();
        let expected =
            [("d", 2, Some("b")), ("g", 3, Some("E::f")), ("i", 3, Some("h!")), ("j", 3, None)];
        assert_eq!(found, expected);
    }
}
