//! XML for the formats that are made of it: a writer, and a reader into [`Element`]s.
//!
//! The reader takes no document type, so no entities but the five of XML, and bounds nesting. What
//! newsrooms write is read more mildly ([`read_mildly`]): its document type is passed over, and entities
//! are those of HTML.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use quick_xml::XmlVersion;
use quick_xml::escape::{resolve_html5_entity, resolve_xml_entity};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

use crate::formats::ReadError;

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
    /// Begins with the XML declaration.
    pub(super) fn new() -> Self {
        let out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
        Self { out, open: Vec::new() }
    }

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

    /// An element with a text and nothing else.
    pub(super) fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.start(name, attributes);
        self.out.push('>');
        escape(&mut self.out, text, |c| c == '\r');
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push_str(">\n");
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

/// Deepest nesting that is read.
const DEEPEST: usize = 256;

/// Most elements that are read of a document that is read mildly.
const MOST: usize = 2_000_000;

/// An element that was read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::formats) struct Element {
    /// The address of its namespace; empty for none.
    pub space: String,
    /// Its name without prefix.
    pub name: String,
    /// By name as it stands in the file, with prefix.
    pub attributes: BTreeMap<String, String>,
    /// In order.
    pub nodes: Vec<Node>,
}

/// What is in an element.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::formats) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// The elements in it.
    pub(in crate::formats) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.nodes.iter().filter_map(|it| match it {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements in it with this name.
    pub(in crate::formats) fn named(&self, name: &str) -> impl Iterator<Item = &Self> {
        self.elements().filter(move |it| it.name == name)
    }

    /// The value of an attribute.
    pub(in crate::formats) fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.get(attribute).map(String::as_str)
    }

    /// All text in it and in what is in it.
    pub(in crate::formats) fn text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        text
    }

    /// Nesting is bounded, so this comes to an end on any stack.
    fn add_text(&self, text: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Element(element) => element.add_text(text),
                Node::Text(more) => text.push_str(more),
            }
        }
    }
}

/// Reads a document; its outermost element.
pub(in crate::formats) fn read(source: &str) -> Result<Element, ReadError> {
    Reading::new(false).read(source)
}

/// Reads a document of a newsroom: a document type is passed over and nothing taken from it, names of
/// characters are those of HTML, other ones stay as they are, and a prefix need not be declared.
pub(in crate::formats) fn read_mildly(source: &str) -> Result<Element, ReadError> {
    Reading::new(true).read(source)
}

/// A document that is being read.
struct Reading {
    mildly: bool,
    open: Vec<Element>,
    root: Option<Element>,
    count: usize,
}

impl Reading {
    fn new(mildly: bool) -> Self {
        Self { mildly, open: Vec::new(), root: None, count: 0 }
    }

    fn read(mut self, source: &str) -> Result<Element, ReadError> {
        let mut reader = NsReader::from_str(source);
        reader.config_mut().expand_empty_elements = true;
        loop {
            let event = reader.read_resolved_event();
            let taken = event
                .map_err(|error| error.to_string())
                .and_then(|(space, event)| self.take(&space, event));
            match taken {
                Ok(true) => {}
                Ok(false) => break,
                Err(message) => {
                    let at = usize::try_from(reader.error_position().max(reader.buffer_position()));
                    let before = source.get(..source.floor_char_boundary(at.unwrap_or(usize::MAX)));
                    let before = before.unwrap_or_default();
                    let line = 1 + before.matches('\n').count();
                    let column = 1 + before.chars().rev().take_while(|c| *c != '\n').count();
                    return Err(ReadError::Syntax { line, column, message });
                }
            }
        }
        let none = || "there is no element".to_owned();
        let syntax = |message| ReadError::Syntax { line: 1, column: 1, message };
        self.root.ok_or_else(none).map_err(syntax)
    }

    /// Takes what comes next; `false` at the end.
    fn take(&mut self, space: &ResolveResult<'_>, event: Event<'_>) -> Result<bool, String> {
        match event {
            Event::Start(start) => self.start(space, &start)?,
            Event::End(_) => {
                if let Some(element) = self.open.pop() {
                    match self.open.last_mut() {
                        Some(parent) => parent.nodes.push(Node::Element(element)),
                        None => self.root = Some(element),
                    }
                }
            }
            Event::Text(text) => self.add(&text.xml10_content().map_err(|it| it.to_string())?),
            Event::CData(text) => self.add(&text.xml10_content().map_err(|it| it.to_string())?),
            Event::GeneralRef(name) => {
                let c = name.resolve_char_ref().map_err(|it| it.to_string())?;
                let name = name.decode().map_err(|it| it.to_string())?;
                let known = if self.mildly { resolve_html5_entity } else { resolve_xml_entity };
                let known = || known(&name).map(str::to_owned);
                let kept = || self.mildly.then(|| format!("&{name};"));
                let c = c.map(String::from).or_else(known).or_else(kept);
                let c = c.ok_or_else(|| format!("the entity &{name}; is not known"))?;
                self.add(&c);
            }
            Event::DocType(_) if !self.mildly => {
                return Err("a document type (<!DOCTYPE …>) is not read; take it out".to_owned());
            }
            Event::Eof if self.open.is_empty() => return Ok(false),
            Event::Eof => return Err("the file ends inside of an element".to_owned()),
            Event::DocType(_)
            | Event::Empty(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_) => {}
        }
        Ok(true)
    }

    fn start(&mut self, space: &ResolveResult<'_>, start: &BytesStart<'_>) -> Result<(), String> {
        self.count += 1;
        if self.open.is_empty() && self.root.is_some() {
            return Err("there is a second outermost element".to_owned());
        }
        if self.open.len() >= DEEPEST {
            return Err(format!("elements are nested more than {DEEPEST} deep"));
        }
        if self.mildly && self.count > MOST {
            return Err(format!("there are more than {MOST} elements; split the file"));
        }
        self.open.push(element(space, start, self.mildly)?);
        Ok(())
    }

    fn add(&mut self, more: &str) {
        add(&mut self.open, more);
    }
}

fn add(open: &mut [Element], more: &str) {
    let Some(element) = open.last_mut() else { return };
    match element.nodes.last_mut() {
        Some(Node::Text(text)) => text.push_str(more),
        _ => element.nodes.push(Node::Text(more.to_owned())),
    }
}

fn element(
    space: &ResolveResult<'_>,
    start: &BytesStart<'_>,
    mildly: bool,
) -> Result<Element, String> {
    let utf8 = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let space = match space {
        ResolveResult::Bound(space) => utf8(space.as_ref()),
        ResolveResult::Unbound => String::new(),
        ResolveResult::Unknown(_) if mildly => String::new(),
        ResolveResult::Unknown(prefix) => {
            return Err(format!("the prefix {} is not declared", utf8(prefix)));
        }
    };
    let mut attributes = BTreeMap::new();
    // A map finds doubles faster than the reader.
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let key = utf8(attribute.key.as_ref());
        let known = if mildly { resolve_html5_entity } else { resolve_xml_entity };
        let value = attribute.normalized_value_with(XmlVersion::Implicit1_0, 1, known);
        let value = value.map_err(|error| error.to_string())?.into_owned();
        if attributes.insert(key.clone(), value).is_some() {
            return Err(format!("the attribute {key} is there twice"));
        }
    }
    let name = utf8(start.local_name().as_ref());
    Ok(Element { space, name, attributes, nodes: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let all = "a\tb\r\nc <&> \"' ]]> \u{85}\u{2028} 👩‍🚒\r";
        let mut xml = Writer::new();
        xml.open("r", &[("xmlns", "urn:x")]);
        xml.text("t", &[("k", all)], all);
        let read = read(&xml.finish()).unwrap();
        let inside = read.named("t").next().unwrap();
        assert_eq!((inside.get("k"), inside.text().as_str()), (Some(all), all));
        assert_eq!(inside.space, "urn:x");
    }

    #[test]
    fn what_is_no_plain_xml_is_refused() {
        let deep = "<a>".repeat(100_000);
        for (source, told) in [
            ("", "no element"),
            ("text", "no element"),
            ("<a>", "ends inside"),
            ("<a></b>", "line 1"),
            ("<a/><a/>", "second"),
            ("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "DOCTYPE"),
            ("<a>&b;</a>", "&b;"),
            ("<a>&#0;</a>", "line 1"),
            ("<a b='&b;'/>", "line 1"),
            ("<a b='' b=''/>", "twice"),
            ("<x:a/>", "x is not declared"),
            ("<a>\n\n <b", "line 3"),
            (&deep, "256 deep"),
        ] {
            let error = read(source).unwrap_err().to_string();
            assert!(error.contains(told), "{error} for {:?}", source.get(..20));
        }
    }
}
