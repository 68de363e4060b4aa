//! Pages that nest elements absurdly deep, which no person writes and which parsers are slow at.

use std::borrow::Cow;

/// Open elements beyond which further ones are not opened. Browsers stop at some hundreds.
const DEEPEST: usize = 800;

/// Elements that hold no others, or that end when the next one begins.
const FLAT: [&str; 30] = [
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li",
    "link", "meta", "option", "optgroup", "p", "param", "rp", "rt", "source", "tbody", "td",
    "tfoot", "th", "thead", "tr", "track", "wbr", "frame",
];

/// Elements whose content is no markup.
const RAW: [&str; 6] = ["script", "style", "textarea", "title", "xmp", "iframe"];

/// The page without the tags that nest too deep; their text stays.
pub(super) fn limited(html: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut copied = 0;
    let mut depth = 0_usize;
    for tag in (Tags { html, at: 0 }) {
        let over = depth >= DEEPEST;
        if tag.closes {
            depth = depth.saturating_sub(1);
        } else {
            depth += 1;
        }
        // A closing tag at the limit belongs to the last one that was opened.
        if if tag.closes { depth >= DEEPEST } else { over } {
            kept.push_str(html.get(copied..tag.range.start).unwrap_or_default());
            copied = tag.range.end;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    kept.push_str(html.get(copied..).unwrap_or_default());
    Cow::Owned(kept)
}

struct Tag {
    range: std::ops::Range<usize>,
    closes: bool,
}

/// The tags of elements that nest.
struct Tags<'a> {
    html: &'a str,
    at: usize,
}

impl Iterator for Tags<'_> {
    type Item = Tag;

    fn next(&mut self) -> Option<Tag> {
        loop {
            let rest = self.html.get(self.at..)?;
            let start = self.at + rest.find('<')?;
            let inside = self.html.get(start + 1..)?;
            if let Some(comment) = inside.strip_prefix("!--") {
                let end = comment.find("-->").map_or(comment.len(), |it| it + 3);
                self.at = start + 4 + end;
                continue;
            }
            let closes = inside.starts_with('/');
            let named = inside.get(usize::from(closes)..)?;
            let length = named.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(named.len());
            let name = named.get(..length).unwrap_or_default().to_ascii_lowercase();
            if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                self.at = start + 1;
                continue;
            }
            let end = start + 1 + tag_length(inside);
            self.at = end;
            if RAW.contains(&name.as_str()) {
                self.at = if closes { end } else { self.raw_end(end, &name) };
            } else if !FLAT.contains(&name.as_str()) {
                return Some(Tag { range: start..end, closes });
            }
        }
    }
}

impl Tags<'_> {
    /// Where the content that is no markup ends.
    fn raw_end(&self, from: usize, name: &str) -> usize {
        let mut at = from;
        while let Some(found) = self.html.get(at..).and_then(|it| it.find("</")) {
            at += found;
            let word = self.html.get(at + 2..at + 2 + name.len());
            if word.is_some_and(|it| it.eq_ignore_ascii_case(name)) {
                return at;
            }
            at += 2;
        }
        self.html.len()
    }
}

/// Bytes up to and with the `>` that ends a tag, which may stand in an attribute's marks too.
fn tag_length(inside: &str) -> usize {
    let mut marks: Option<char> = None;
    for (at, c) in inside.char_indices() {
        match marks {
            Some(mark) if c == mark => marks = None,
            None if c == '>' => return at + 1,
            None if matches!(c, '"' | '\'') => marks = Some(c),
            Some(_) | None => {}
        }
    }
    inside.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ordinary_page_is_left_alone() {
        let page =
            "<!doctype html><!-- <b> --><p a='>'>1 < 2</p><script>'<div>'</script><div>x</div>";
        assert!(matches!(limited(page), Cow::Borrowed(it) if it == page));
    }

    #[test]
    fn tags_beyond_the_limit_go_and_their_text_stays() {
        let deep = DEEPEST + 3;
        let page = "<div>".repeat(deep) + "in" + &"</div>".repeat(deep) + "<p>out</p>";
        let expected = "<div>".repeat(DEEPEST) + "in" + &"</div>".repeat(DEEPEST) + "<p>out</p>";
        assert_eq!(limited(&page), expected);
    }
}
