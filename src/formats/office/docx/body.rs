//! Paragraphs, lists, tables and what stands beside them.

use std::collections::BTreeSet;

use super::super::line::Line;
use super::super::{
    Element, Furniture, Kind, Mark, MarkupKind, Page, Told, Xml, attribute, child, markup,
};
use super::Parts;
use super::runs::Field;
use super::styles::{is_on, list_ref, outline, value};

/// A document that is becoming a page.
pub(super) struct Body<'a> {
    pub parts: &'a Parts,
    pub page: Page,
    pub told: Told,
    /// Fields that are open; they may reach over paragraphs.
    pub fields: Vec<Field>,
    /// Text boxes of the paragraph, to come after it.
    pub boxes: Vec<&'a Xml>,
    /// Notes in the order in which the text names them: of which part, and the id.
    pub notes: Vec<(&'static str, String)>,
    pub comments: Vec<String>,
    /// Languages of the paragraph's runs.
    pub languages: BTreeSet<Option<String>>,
    titled: bool,
    in_list: bool,
    /// Boxes in boxes.
    depth: usize,
}

/// Text boxes in text boxes; Word allows none.
const DEEPEST_BOX: usize = 8;

impl<'a> Body<'a> {
    pub(super) fn new(parts: &'a Parts) -> Self {
        Self {
            parts,
            page: Page::default(),
            told: Told::default(),
            fields: Vec::new(),
            boxes: Vec::new(),
            notes: Vec::new(),
            comments: Vec::new(),
            languages: BTreeSet::new(),
            titled: false,
            in_list: false,
            depth: 0,
        }
    }

    pub(super) fn finish(self) -> (Page, Told) {
        (self.page, self.told)
    }

    /// Headers, the text, notes, comments and footers.
    pub(super) fn whole(&mut self) {
        let Some(body) = child(&self.parts.document, "body") else { return };
        self.titled = self.has_title(body);
        let mut said = BTreeSet::new();
        self.margins("header", &mut said);
        self.blocks(body);
        self.fields.clear();
        self.all_notes();
        self.all_comments();
        self.margins("footer", &mut said);
    }

    fn has_title(&self, body: &Xml) -> bool {
        let style = |it| value(child(it, "pPr"), "pStyle");
        body.named("p").any(|it| {
            self.parts.styles.kind(style(it)) == Kind::Title && !it.text().trim().is_empty()
        })
    }

    /// Headers or footers, each text once.
    fn margins(&mut self, kind: &str, said: &mut BTreeSet<String>) {
        let parts = self.parts;
        for (id, root) in &parts.margins {
            let named = parts.targets.get(id).is_some_and(|it| it.kind == kind);
            if named && said.insert(root.text()) {
                self.beside(kind, Mark::Furniture(Furniture::Other, "element"), None, |it| {
                    it.blocks(root);
                });
            }
        }
        self.fields.clear();
    }

    /// Says something in an element of its own, with the list before it ended.
    fn beside(
        &mut self,
        name: &str,
        mark: Mark,
        is: Option<MarkupKind>,
        say: impl FnOnce(&mut Self),
    ) {
        self.end_list();
        self.page.open(Element { is, ..Element::told(name, mark) });
        say(self);
        self.end_list();
        self.page.close();
    }

    fn all_notes(&mut self) {
        let mut at = 0;
        // Notes may name notes.
        while let Some((kind, id)) = self.notes.get(at).cloned() {
            at += 1;
            if let Some(note) = self.note(kind, &id) {
                let is = Some(MarkupKind::Note);
                self.beside("div", Mark::None, is, |it| it.story(note, &format!("[{at}] ")));
            }
        }
    }

    fn note(&self, kind: &'static str, id: &str) -> Option<&'a Xml> {
        let root = self.parts.notes.get(kind)?;
        root.elements().find(|it| attribute(it, "id") == Some(id))
    }

    fn all_comments(&mut self) {
        for id in std::mem::take(&mut self.comments) {
            let Some(comment) = self.note("comments", &id) else { continue };
            let author = attribute(comment, "author").unwrap_or_default();
            let before = if author.is_empty() { String::new() } else { format!("{author}: ") };
            self.told.comments += 1;
            let mark = Mark::Furniture(Furniture::Comments, "element");
            self.beside("div", mark, None, |it| it.story(comment, &before));
        }
    }

    /// What stands beside the text, after some words of ours.
    fn story(&mut self, root: &'a Xml, before: &str) {
        let mut paragraphs = root.elements().peekable();
        if let Some(first) = paragraphs.next_if(|it| it.name == "p") {
            let mut line = self.line(first);
            line.begin_with(before);
            line.put(&mut self.page, Kind::Plain.element(false));
            self.put_boxes();
        }
        for block in paragraphs {
            self.block(block);
        }
    }

    pub(super) fn blocks(&mut self, parent: &'a Xml) {
        for block in parent.elements() {
            self.block(block);
        }
        self.end_list();
    }

    fn block(&mut self, block: &'a Xml) {
        match block.name.as_str() {
            "p" => self.paragraph(block),
            "tbl" => self.table(block),
            "del" | "moveFrom" => self.told.deleted += 1,
            "sdt" => {
                for content in block.named("sdtContent") {
                    content.elements().for_each(|it| self.block(it));
                }
            }
            "customXml" | "smartTag" | "ins" | "moveTo" => {
                block.elements().for_each(|it| self.block(it));
            }
            "AlternateContent" => {
                let found = child(block, "Choice").or_else(|| child(block, "Fallback"));
                found.into_iter().flat_map(Xml::elements).for_each(|it| self.block(it));
            }
            "altChunk" => self.told.embedded += 1,
            _ => {}
        }
    }

    fn paragraph(&mut self, paragraph: &'a Xml) {
        let line = self.line(paragraph);
        let lang = self.language();
        let properties = child(paragraph, "pPr");
        let style = value(properties, "pStyle");
        let styles = &self.parts.styles;
        let kind = match (styles.kind(style), outline(properties)) {
            (Kind::Plain, Some(outlined)) => outlined,
            (kind, _) => kind,
        };
        if line.is_blank() {
            self.put_boxes();
            return;
        }
        let (own, of_style) = (list_ref(properties), styles.list(style));
        let list = own.list.or(of_style.list).filter(|it| it != "0");
        let mut element = kind.element(self.titled);
        match list.filter(|_| matches!(kind, Kind::Plain)) {
            Some(list) => {
                let level = own.level.or(of_style.level).unwrap_or_default().min(8);
                let ordered = self.parts.lists.is_ordered(&list, level);
                if !self.in_list {
                    self.page.open(Element::new("ul"));
                    self.in_list = true;
                }
                "li".clone_into(&mut element.name);
                element.is = Some(MarkupKind::Item { level: level + 1, ordered });
            }
            None => self.end_list(),
        }
        line.put(&mut self.page, Element { lang, ..element });
        self.put_boxes();
    }

    /// The language of the paragraph that was read last, if all of it says the same.
    fn language(&mut self) -> Option<String> {
        let all = std::mem::take(&mut self.languages);
        if all.len() == 1 { markup::language(&all.into_iter().next()??) } else { None }
    }

    fn end_list(&mut self) {
        if std::mem::take(&mut self.in_list) {
            self.page.close();
        }
    }

    fn put_boxes(&mut self) {
        let boxes = std::mem::take(&mut self.boxes);
        if self.depth >= DEEPEST_BOX {
            self.told.embedded += boxes.len();
            return;
        }
        self.depth += 1;
        for content in boxes {
            self.beside("div", Mark::None, None, |it| it.blocks(content));
        }
        self.depth -= 1;
    }

    fn table(&mut self, table: &'a Xml) {
        self.end_list();
        self.page.open(Element::new("table"));
        self.rows(table);
        self.page.close();
    }

    fn rows(&mut self, parent: &'a Xml) {
        for row in parent.elements() {
            match row.name.as_str() {
                "tr" if child(row, "trPr").is_some_and(|it| child(it, "del").is_some()) => {
                    self.told.deleted += 1;
                }
                "tr" => {
                    self.page.open(Element::new("tr"));
                    self.cells(row);
                    self.page.close();
                }
                "sdt" | "sdtContent" | "customXml" => self.rows(row),
                _ => {}
            }
        }
    }

    fn cells(&mut self, parent: &'a Xml) {
        for cell in parent.elements() {
            match cell.name.as_str() {
                "tc" => {
                    self.page.open(Element { verbatim: true, ..Element::new("td") });
                    self.cell(cell);
                    self.page.close();
                }
                "sdt" | "sdtContent" | "customXml" => self.cells(cell),
                _ => {}
            }
        }
    }

    /// A cell of one paragraph goes into the line of its row; others have lines of their own.
    fn cell(&mut self, cell: &'a Xml) {
        let filled =
            |it: &&Xml| it.name != "tcPr" && !(it.name == "p" && it.text().trim().is_empty());
        let mut all = cell.elements().filter(filled);
        match (all.next(), all.next()) {
            (Some(only), None) if only.name == "p" => {
                let line = self.line(only);
                self.languages.clear();
                line.put_inside(&mut self.page);
                self.put_boxes();
            }
            _ => self.blocks(cell),
        }
    }

    /// What a paragraph says.
    fn line(&mut self, paragraph: &'a Xml) -> Line {
        let mut line = Line::default();
        self.runs(paragraph, None, &mut line);
        line
    }

    /// Whether text of a run is not shown.
    pub(super) fn is_hidden(run: &Xml) -> bool {
        let properties = child(run, "rPr");
        is_on(properties, "vanish") || is_on(properties, "specVanish")
    }
}
