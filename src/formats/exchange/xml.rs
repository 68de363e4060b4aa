//! XML as it is written.

use std::fmt::Write as _;

/// Whether XML 1.0 has no way to write a character, not even as a number.
pub(super) fn is_forbidden(c: char) -> bool {
    (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// XML as it is written.
pub(super) struct Writer {
    out: String,
    open: Vec<String>,
}

impl Writer {
    /// Begins without a declaration.
    pub(super) fn bare() -> Self {
        Self { out: String::new(), open: Vec::new() }
    }

    /// An element with others inside, on a line of its own.
    pub(super) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.start(name, attributes);
        self.out.push_str(">\n");
        self.open.push(name.to_owned());
    }

    /// Ends the element that was opened last.
    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.indent();
            self.out.push_str("</");
            self.out.push_str(&name);
            self.out.push_str(">\n");
        }
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.start(name, attributes);
        self.out.push_str("/>\n");
    }

    /// The document, with what is open closed.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn indent(&mut self) {
        for _ in &self.open {
            self.out.push_str("  ");
        }
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.indent();
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes {
            self.out.push(' ');
            self.out.push_str(key);
            self.out.push_str("=\"");
            // Readers make spaces of white space in attributes, unless it is written as numbers.
            escape(&mut self.out, value, |c| matches!(c, '\t' | '\n' | '\r'));
            self.out.push('"');
        }
    }
}

/// Adds `text` with what means something in XML, and what `numbered` picks, escaped. What XML
/// forbids becomes a space; who must not lose it has to write it otherwise.
fn escape(out: &mut String, text: &str, numbered: impl Fn(char) -> bool) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if is_forbidden(c) => out.push(' '),
            c if numbered(c) => {
                // Memory takes everything.
                let _ = write!(out, "&#{};", u32::from(c));
            }
            c => out.push(c),
        }
    }
}
