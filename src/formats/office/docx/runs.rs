//! The words of a paragraph: runs, fields, links, notes and tracked changes.

use std::rc::Rc;

use super::super::line::{Line, link_of};
use super::super::{Xml, attribute, child};
use super::body::Body;
use super::styles::value;

/// A field, whose result is shown and whose instruction is not.
#[derive(Debug, Default)]
pub(super) struct Field {
    instruction: String,
    in_result: bool,
}

impl Field {
    /// Where it leads, if it is a link.
    fn link(&self) -> Option<Rc<str>> {
        link_of(&self.instruction).filter(|_| self.in_result)
    }
}

impl<'a> Body<'a> {
    /// Says what is in a paragraph, or in an element of one.
    pub(super) fn runs(&mut self, parent: &'a Xml, link: Option<&Rc<str>>, into: &mut Line) {
        for inner in parent.elements() {
            match inner.name.as_str() {
                "r" => self.run(inner, link, into),
                "hyperlink" => {
                    let to = self.target(inner).map(Rc::from);
                    self.runs(inner, to.as_ref().or(link), into);
                }
                "fldSimple" => {
                    let to = attribute(inner, "instr").and_then(link_of);
                    self.runs(inner, to.as_ref().or(link), into);
                }
                "del" | "moveFrom" => self.told.deleted += 1,
                "ins" | "moveTo" => {
                    self.told.inserted += 1;
                    self.runs(inner, link, into);
                }
                "oMath" | "oMathPara" => into.say(&inner.text(), link),
                "AlternateContent" => {
                    let found = child(inner, "Choice").or_else(|| child(inner, "Fallback"));
                    if let Some(found) = found {
                        self.runs(found, link, into);
                    }
                }
                "sdt" | "sdtContent" | "smartTag" | "customXml" | "dir" | "bdo" => {
                    self.runs(inner, link, into);
                }
                _ => {}
            }
        }
    }

    fn target(&self, link: &Xml) -> Option<String> {
        let place = attribute(link, "anchor").map(|it| format!("#{it}"));
        let outside = link.get("r:id").or_else(|| attribute(link, "id"));
        let outside = outside.and_then(|it| self.parts.targets.get(it)).map(|it| it.to.clone());
        match (outside, place) {
            (Some(to), Some(place)) => Some(to + &place),
            (to, place) => to.or(place),
        }
    }

    fn run(&mut self, run: &'a Xml, link: Option<&Rc<str>>, into: &mut Line) {
        if Self::is_hidden(run) {
            self.told.hidden += usize::from(!run.text().trim().is_empty());
            // Fields begin and end in hidden runs, too.
            run.elements().filter(|it| it.name == "fldChar").for_each(|it| self.field(it));
            return;
        }
        let lang = value(child(run, "rPr"), "lang").map(str::to_owned);
        if run.named("t").any(|it| !it.text().trim().is_empty()) {
            self.languages.insert(lang);
        }
        self.inside(run, link, into);
    }

    /// What is in a run.
    fn inside(&mut self, run: &'a Xml, link: Option<&Rc<str>>, into: &mut Line) {
        for inner in run.elements() {
            let name = inner.name.as_str();
            match name {
                "fldChar" => self.field(inner),
                "instrText" => {
                    if let Some(field) = self.fields.last_mut().filter(|it| !it.in_result) {
                        field.instruction.push_str(&inner.text());
                    }
                }
                "delText" | "delInstrText" | "rPr" => {}
                "drawing" | "pict" | "object" => self.drawing(inner),
                "AlternateContent" => {
                    let found = child(inner, "Choice").or_else(|| child(inner, "Fallback"));
                    if let Some(found) = found {
                        self.inside(found, link, into);
                    }
                }
                _ if self.fields.iter().all(|it| it.in_result) => {
                    let field = self.fields.iter().rev().find_map(Field::link);
                    self.say(inner, field.as_ref().or(link), into);
                }
                _ => {}
            }
        }
    }

    fn field(&mut self, mark: &Xml) {
        match attribute(mark, "fldCharType") {
            // Nobody nests fields deeper; a file that does would grow slow.
            Some("begin") if self.fields.len() < 64 => self.fields.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.in_result = true;
                }
            }
            Some("end") => drop(self.fields.pop()),
            _ => {}
        }
    }

    /// Says a piece of a run.
    fn say(&mut self, piece: &'a Xml, link: Option<&Rc<str>>, into: &mut Line) {
        match piece.name.as_str() {
            "t" => {
                let words = piece.text();
                let kept = attribute(piece, "space") == Some("preserve");
                let white = |c: char| c.is_ascii_whitespace();
                into.say(if kept { &words } else { words.trim_matches(white) }, link);
            }
            "tab" | "ptab" => into.say("\t", link),
            "br" | "cr" => into.end(),
            "noBreakHyphen" => into.say("\u{2011}", link),
            "sym" => self.sign(piece, link, into),
            "footnoteReference" => self.refer("footnotes", piece, link, into),
            "endnoteReference" => self.refer("endnotes", piece, link, into),
            "commentReference" => self.comments.extend(attribute(piece, "id").map(str::to_owned)),
            "ruby" => {
                for base in piece.named("rubyBase") {
                    self.runs(base, link, into);
                }
                for over in piece.named("rt") {
                    into.say("(", link);
                    self.runs(over, link, into);
                    into.say(")", link);
                }
            }
            _ => {}
        }
    }

    /// Names a note by its number.
    fn refer(&mut self, kind: &'static str, piece: &Xml, link: Option<&Rc<str>>, into: &mut Line) {
        let Some(id) = attribute(piece, "id") else { return };
        let known = self.notes.iter().position(|it| it.0 == kind && it.1 == id);
        let number = known.unwrap_or_else(|| {
            self.notes.push((kind, id.to_owned()));
            self.notes.len() - 1
        });
        into.say(&format!("[{}]", number + 1), link);
    }

    /// A character of a font of signs.
    fn sign(&mut self, piece: &Xml, link: Option<&Rc<str>>, into: &mut Line) {
        let code = attribute(piece, "char").and_then(|it| u32::from_str_radix(it, 16).ok());
        let Some(found) = code.and_then(char::from_u32) else { return };
        let font = attribute(piece, "font").unwrap_or_default().to_lowercase();
        let known = super::super::signs::of(&font, found);
        self.told.signs +=
            usize::from(known.is_none() && ('\u{e000}'..='\u{f8ff}').contains(&found));
        into.say(known.unwrap_or(found).encode_utf8(&mut [0; 4]), link);
    }

    /// Text boxes of a drawing; what else has words in it is told.
    fn drawing(&mut self, drawing: &'a Xml) {
        let before = self.boxes.len();
        boxes(drawing, &mut self.boxes);
        let foreign =
            |it: &Xml| matches!(it.name.as_str(), "relIds" | "chart" | "OLEObject" | "textpath");
        if self.boxes.len() == before && holds(drawing, &foreign) {
            self.told.embedded += 1;
        }
    }
}

/// The contents of text boxes; the newer of two forms of one box.
fn boxes<'a>(parent: &'a Xml, found: &mut Vec<&'a Xml>) {
    for inner in parent.elements() {
        match inner.name.as_str() {
            "txbxContent" => found.push(inner),
            "AlternateContent" => {
                let choice = child(inner, "Choice").or_else(|| child(inner, "Fallback"));
                if let Some(choice) = choice {
                    boxes(choice, found);
                }
            }
            _ => boxes(inner, found),
        }
    }
}

fn holds(parent: &Xml, sought: &impl Fn(&Xml) -> bool) -> bool {
    parent.elements().any(|it| sought(it) || holds(it, sought))
}
