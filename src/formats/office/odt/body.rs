//! Paragraphs, lists, tables, words and what stands beside them.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::super::line::Line;
use super::super::{
    Element, Furniture, Kind, Mark, MarkupKind, Page, Told, Xml, attribute, child, markup,
};
use super::styles::Styles;
use crate::formats::exchange::xml::Node;

/// Most times that a cell is said which the file says stands more than once.
const REPEATED: usize = 50;

/// Most spaces that are made of one mark for many.
const SPACES: usize = 200;

/// A document that is becoming a page.
pub(super) struct Body<'a> {
    styles: &'a Styles,
    page: Page,
    told: Told,
    titled: bool,
    boxes: Vec<&'a Xml>,
    notes: Vec<&'a Xml>,
    comments: Vec<&'a Xml>,
}

/// The list that a paragraph is in.
#[derive(Clone, Copy)]
struct List<'a> {
    style: Option<&'a str>,
    level: u8,
}

impl<'a> Body<'a> {
    pub(super) fn new(styles: &'a Styles) -> Self {
        let (page, told) = (Page::default(), Told::default());
        let (boxes, notes, comments) = (Vec::new(), Vec::new(), Vec::new());
        Self { styles, page, told, titled: false, boxes, notes, comments }
    }

    pub(super) fn finish(self) -> (Page, Told) {
        (self.page, self.told)
    }

    /// Headers, the text, notes, comments and footers.
    pub(super) fn whole(&mut self, content: &'a Xml, shared: Option<&'a Xml>) {
        let body = child(content, "body").and_then(|it| child(it, "text"));
        let masters = shared.and_then(|it| child(it, "master-styles"));
        let mut said = BTreeSet::new();
        self.margins(masters, "header", &mut said);
        if let Some(body) = body {
            self.titled = body.named("p").any(|it| {
                self.styles.kind(attribute(it, "style-name")) == Kind::Title
                    && !it.text().trim().is_empty()
            });
            self.blocks(body, None);
        }
        let mut at = 0;
        // Notes hold no notes, but a file may say that they do.
        while let Some(note) = self.notes.get(at).copied() {
            at += 1;
            let is = Some(MarkupKind::Note);
            self.page.open(Element { is, ..Element::new("div") });
            if let Some(body) = child(note, "note-body") {
                self.story(body, &format!("[{at}] "));
            }
            self.page.close();
        }
        self.all_comments();
        self.margins(masters, "footer", &mut said);
    }

    fn margins(&mut self, masters: Option<&'a Xml>, kind: &str, said: &mut BTreeSet<String>) {
        for master in masters.into_iter().flat_map(Xml::elements) {
            for margin in master.elements().filter(|it| it.name.starts_with(kind)) {
                if said.insert(margin.text()) {
                    let mark = Mark::Furniture(Furniture::Other, "element");
                    self.page.open(Element::told(kind, mark));
                    self.blocks(margin, None);
                    self.page.close();
                }
            }
        }
    }

    fn all_comments(&mut self) {
        for comment in std::mem::take(&mut self.comments) {
            let author = child(comment, "creator").map(Xml::text).unwrap_or_default();
            let before = if author.is_empty() { author } else { format!("{author}: ") };
            self.told.comments += 1;
            let mark = Mark::Furniture(Furniture::Comments, "element");
            self.page.open(Element::told("div", mark));
            self.story(comment, &before);
            self.page.close();
        }
    }

    /// What stands beside the text, after some words of ours.
    fn story(&mut self, root: &'a Xml, before: &str) {
        let mut first = true;
        for block in root.elements() {
            if first && matches!(block.name.as_str(), "p" | "h") {
                let mut line = self.line(block);
                line.begin_with(before);
                line.put(&mut self.page, Kind::Plain.element(false));
                self.put_boxes();
                first = false;
            } else {
                self.block(block, None);
            }
        }
    }

    fn blocks(&mut self, parent: &'a Xml, list: Option<List<'a>>) {
        for block in parent.elements() {
            self.block(block, list);
        }
    }

    fn block(&mut self, block: &'a Xml, list: Option<List<'a>>) {
        match block.name.as_str() {
            "p" | "h" => self.paragraph(block, list),
            "list" => self.list(block, list),
            "table" => self.table(block),
            "tracked-changes" => {
                let kinds = block.elements().flat_map(Xml::elements);
                for kind in kinds {
                    self.told.deleted += usize::from(kind.name == "deletion");
                    self.told.inserted += usize::from(kind.name == "insertion");
                }
            }
            "section" if attribute(block, "display") == Some("none") => self.told.hidden += 1,
            "index-body" => {
                let mark = Mark::Furniture(Furniture::Nav, "element");
                self.page.open(Element::told("div", mark));
                self.blocks(block, None);
                self.page.close();
            }
            "frame" | "custom-shape" | "rect" | "g" | "a" => {
                self.drawing(block);
                self.put_boxes();
            }
            "section" | "index-title" | "table-of-content" | "illustration-index"
            | "table-index" | "object-index" | "user-index" | "alphabetical-index"
            | "bibliography" | "numbered-paragraph" | "page-sequence" => self.blocks(block, list),
            _ => {}
        }
    }

    fn list(&mut self, list: &'a Xml, outer: Option<List<'a>>) {
        let style = attribute(list, "style-name").or(outer.and_then(|it| it.style));
        let level = outer.map_or(0, |it| it.level).saturating_add(1);
        let inner = List { style, level };
        if outer.is_none() {
            self.page.open(Element::new("ul"));
        }
        for item in list.elements().filter(|it| it.name.starts_with("list-")) {
            self.blocks(item, Some(inner));
        }
        if outer.is_none() {
            self.page.close();
        }
    }

    fn paragraph(&mut self, paragraph: &'a Xml, list: Option<List<'a>>) {
        let style = attribute(paragraph, "style-name");
        if self.styles.is_hidden(style) {
            self.told.hidden += 1;
            return;
        }
        let line = self.line(paragraph);
        let kind = match (paragraph.name.as_str(), self.styles.kind(style)) {
            ("h", Kind::Plain | Kind::Heading(_)) => {
                let level = attribute(paragraph, "outline-level").and_then(|it| it.parse().ok());
                Kind::Heading(level.unwrap_or(1).clamp(1, 10))
            }
            (_, kind) => kind,
        };
        let mut element = kind.element(self.titled);
        if let Some(List { style, level }) = list.filter(|_| kind == Kind::Plain) {
            "li".clone_into(&mut element.name);
            let ordered = self.styles.is_ordered(style, level);
            element.is = Some(MarkupKind::Item { level, ordered });
        }
        element.lang = self.styles.lang(style).and_then(markup::language);
        line.put(&mut self.page, element);
        self.put_boxes();
    }

    fn put_boxes(&mut self) {
        for content in std::mem::take(&mut self.boxes) {
            self.page.open(Element::new("div"));
            self.blocks(content, None);
            self.page.close();
        }
    }

    fn table(&mut self, table: &'a Xml) {
        self.page.open(Element::new("table"));
        self.rows(table);
        self.page.close();
    }

    fn rows(&mut self, parent: &'a Xml) {
        for row in parent.elements() {
            match row.name.as_str() {
                "table-row" => {
                    self.page.open(Element::new("tr"));
                    for cell in row.named("table-cell") {
                        let times = attribute(cell, "number-columns-repeated");
                        let times = times.and_then(|it| it.parse().ok()).unwrap_or(1);
                        for _ in 0..usize::clamp(times, 1, REPEATED) {
                            self.page.open(Element { verbatim: true, ..Element::new("td") });
                            self.cell(cell);
                            self.page.close();
                        }
                    }
                    self.page.close();
                }
                "table-header-rows" | "table-row-group" | "table-rows" => self.rows(row),
                _ => {}
            }
        }
    }

    /// A cell of one paragraph goes into the line of its row; others have lines of their own.
    fn cell(&mut self, cell: &'a Xml) {
        let mut all = cell.elements().filter(|it| it.name != "p" || !it.text().trim().is_empty());
        match (all.next(), all.next()) {
            (Some(only), None) if only.name == "p" => {
                let line = self.line(only);
                line.put_inside(&mut self.page);
                self.put_boxes();
            }
            _ => self.blocks(cell, None),
        }
    }

    /// What a paragraph says.
    fn line(&mut self, paragraph: &'a Xml) -> Line {
        let mut line = Line::default();
        self.words(paragraph, None, &mut line);
        line
    }

    /// Says what is in a paragraph, or in an element of one. White space collapses, and a space
    /// after white space is none.
    fn words(&mut self, parent: &'a Xml, link: Option<&Rc<str>>, into: &mut Line) {
        for node in &parent.nodes {
            match node {
                Node::Text(words) => {
                    for word in words.split_inclusive(|c: char| c.is_ascii_whitespace()) {
                        let bare = word.trim_end_matches(|c: char| c.is_ascii_whitespace());
                        into.say(bare, link);
                        if bare.len() < word.len() && !into.ends_blank() {
                            into.say(" ", link);
                        }
                    }
                }
                Node::Element(inner) => self.inside(inner, link, into),
            }
        }
    }

    fn inside(&mut self, inner: &'a Xml, link: Option<&Rc<str>>, into: &mut Line) {
        match inner.name.as_str() {
            "s" => {
                let count = attribute(inner, "c").and_then(|it| it.parse().ok()).unwrap_or(1);
                into.say(&" ".repeat(usize::min(count, SPACES)), link);
            }
            "tab" => into.say("\t", link),
            "line-break" => into.end(),
            "note" => {
                self.notes.push(inner);
                into.say(&format!("[{}]", self.notes.len()), link);
            }
            "annotation" => self.comments.push(inner),
            "frame" | "custom-shape" | "rect" | "g" | "ellipse" | "polygon" => self.drawing(inner),
            "hidden-text" | "hidden-paragraph" | "script" | "tracked-changes" => {
                self.told.hidden += usize::from(inner.name.starts_with("hidden"));
            }
            "ruby-text" => {
                into.say("(", link);
                self.words(inner, link, into);
                into.say(")", link);
            }
            "a" => {
                let to = attribute(inner, "href").map(Rc::from);
                self.words(inner, to.as_ref().or(link), into);
            }
            "span" if self.styles.is_hidden(attribute(inner, "style-name")) => {
                self.told.hidden += 1;
            }
            _ => self.words(inner, link, into),
        }
    }

    /// Text boxes of a drawing, to come after the paragraph; what else has words in it is told.
    fn drawing(&mut self, drawing: &'a Xml) {
        for inner in drawing.elements() {
            match inner.name.as_str() {
                "text-box" => self.boxes.push(inner),
                "object" | "object-ole" => self.told.embedded += 1,
                "title" | "desc" | "image" => {}
                // Shapes have paragraphs of their own.
                "p" | "list" => {
                    self.boxes.push(drawing);
                    return;
                }
                _ => self.drawing(inner),
            }
        }
    }
}
