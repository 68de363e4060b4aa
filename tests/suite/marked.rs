//! Marked text: a text with its tags written into it, `{quote|“No,”} said {person|Ann Lowe}.`
//!
//! - `{label|words}` tags the words; marks may lie in each other.
//! - `{+label|words}` is a further piece of the mark before it with that label.
//! - `{{` stands for `{`, and `{}` for `}`.
//!
//! Marks that cross cannot be written, and [`render`] says so.

#![expect(clippy::string_slice, reason = "a test that cuts wrongly fails")]

use std::cmp::Reverse;
use std::fmt::Write as _;
use std::ops::Range;

/// One tagged piece of a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mark {
    /// Where, in bytes of the text without marks.
    place: Place,
    /// What stands before the `|`.
    pub(crate) label: String,
    /// Whether it goes on a mark before it.
    pub(crate) further: bool,
}

/// A range that sorts: by start, the longer first.
type Place = (usize, Reverse<usize>);

impl Mark {
    /// A mark over `place`.
    pub(crate) fn new(place: Range<usize>, label: impl Into<String>, further: bool) -> Self {
        Self { place: (place.start, Reverse(place.end)), label: label.into(), further }
    }

    fn start(&self) -> usize {
        self.place.0
    }

    fn end(&self) -> usize {
        self.place.1.0
    }
}

/// Takes marked text apart into the text and its marks, in the order of the text.
pub(crate) fn parse(marked: &str) -> Result<(String, Vec<Mark>), String> {
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut open: Vec<(usize, String)> = Vec::new();
    let mut rest = marked;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '{' if rest.starts_with(['{', '}']) => {
                text.push_str(&rest[..1]);
                rest = &rest[1..];
            }
            '{' => {
                let (label, after) = rest.split_once('|').ok_or("a `{` without its `|`")?;
                if label.is_empty() || label.contains(['{', '}', '\n']) {
                    return Err(format!("{label:?} is no label; write `{{{{` for a brace"));
                }
                open.push((text.len(), label.to_owned()));
                rest = after;
            }
            '}' => {
                let (start, label) = open.pop().ok_or("a `}` without its `{`; write `{}`")?;
                if start == text.len() {
                    return Err(format!("nothing is inside `{{{label}|}}`"));
                }
                let further = label.starts_with('+');
                marks.push(Mark::new(start..text.len(), label.trim_start_matches('+'), further));
            }
            c => text.push(c),
        }
    }
    if let Some((_, label)) = open.pop() {
        return Err(format!("`{{{label}|` is never closed"));
    }
    marks.sort();
    Ok((text, marks))
}

/// Writes `marks` into `text`; the inverse of [`parse`].
pub(crate) fn render(text: &str, marks: &[Mark]) -> Result<String, String> {
    let mut marks: Vec<&Mark> = marks.iter().collect();
    marks.sort();
    let mut marked = String::new();
    let mut open: Vec<&Mark> = Vec::new();
    let mut next = marks.into_iter().peekable();
    for at in (0..=text.len()).filter(|&at| text.is_char_boundary(at)) {
        while open.last().is_some_and(|it| it.end() == at) {
            open.pop();
            marked.push('}');
        }
        while let Some(mark) = next.next_if(|it| it.start() == at) {
            if let Some(outer) = open.iter().find(|it| it.end() < mark.end()) {
                let words = |it: &Mark| text[it.start()..it.end()].to_owned();
                return Err(format!(
                    "{} {:?} crosses {} {:?}",
                    outer.label,
                    words(outer),
                    mark.label,
                    words(mark)
                ));
            }
            let plus = if mark.further { "+" } else { "" };
            write!(marked, "{{{plus}{}|", mark.label).map_err(|error| error.to_string())?;
            open.push(mark);
        }
        match text[at..].chars().next() {
            Some('{') => marked.push_str("{{"),
            Some('}') => marked.push_str("{}"),
            Some(c) => marked.push(c),
            None => {}
        }
    }
    Ok(marked)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn round(marked: &str, text: &str, labels: &[&str]) {
        let (found, marks) = parse(marked).unwrap();
        assert_eq!(found, text);
        assert_eq!(marks.iter().map(|it| it.label.as_str()).collect::<Vec<_>>(), labels);
        assert_eq!(render(text, &marks).unwrap(), marked);
    }

    #[test]
    fn marks_nest_and_go_on() {
        round("{quote|“No,”} said {person|Ann}.", "“No,” said Ann.", &["quote", "person"]);
        round("{a|{b|x} y {c|z}}", "x y z", &["a", "b", "c"]);
        round("{a|x} y {+a|z}", "x y z", &["a", "a"]);
        round("a {{b{} {c|{{{}}", "a {b} {}", &["c"]);
        round("{a|{b|x}}", "x", &["a", "b"]);
    }

    #[test]
    fn bad_marks_are_refused() {
        for bad in ["{a", "{a|b", "a}", "{|b}", "{a|}", "{a{b|c}|d}"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn crossing_marks_are_refused() {
        let marks = [Mark::new(0..3, "a", false), Mark::new(2..5, "b", false)];
        let error = render("abcde", &marks).unwrap_err();
        assert!(error.contains("crosses"), "{error}");
    }

    proptest! {
        #[test]
        fn any_text_survives(text in "[ab{}|+é\n]{0,20}") {
            let marked = render(&text, &[]).unwrap();
            prop_assert_eq!(parse(&marked).unwrap(), (text, Vec::new()));
        }
    }
}
