//! What the fuzz targets share: what must hold for every document, however it came to be.

#[path = "../../tests/suite/steps.rs"]
#[allow(dead_code)] // the suite uses all of it
mod steps;

use factmark::annotation::Document;
use factmark::workspace::Workspace;
use factmark::formats::native::{self, Form};
use factmark::formats::{EXPORTERS, Options, Read, exchange};

/// What is drawn for a step of an editor.
pub type Draw = (u8, u16, u16, u16);

/// A fresh document with some open tags.
pub fn document(content: &str, seed: u16) -> Document {
    steps::document(content, seed)
}

/// Does a step; fails if what an action offers does not fit.
#[track_caller]
pub fn act(workspace: &mut Workspace, draw: Draw) {
    steps::act(workspace, draw);
}

/// Fails unless the document is whole, is written, and loads again as the same.
#[track_caller]
pub fn assert_whole(document: &Document) {
    steps::assert_whole(document);
    for form in Form::ALL {
        let saved = native::write(document, form);
        let read = match form {
            Form::Ron => native::read_ron(&saved, document.tag_set()),
            Form::Json | Form::Jsonl => native::read_json(&saved, document.tag_set()),
        };
        let again = read.expect("what is saved loads").document;
        assert_eq!(again, *document);
        assert_eq!(native::write(&again, form), saved);
    }
}

/// Fails unless every document that was read is whole and goes out in every format.
#[track_caller]
pub fn assert_read(documents: &[Read]) {
    for read in documents {
        assert_whole(&read.document);
        factmark::annotation::check::all(&read.document);
        for exporter in EXPORTERS {
            let written = exporter.write(&read.document, &Options::default());
            for loss in &written.losses {
                loss.which(&read.document);
            }
            exchange::files(*exporter, written.parts, "a").expect("memory takes everything");
        }
    }
}

/// An office file of which one part is `content`, by `choice`; the parts are stored, not packed.
pub fn package(choice: u8, content: &[u8]) -> (&'static str, Vec<u8>) {
    const ODT: &[u8] = b"application/vnd.oasis.opendocument.text";
    const CONTAINER: &[u8] = b"<c><rootfiles><rootfile full-path='b.opf'/></rootfiles></c>";
    const OPF: &[u8] = b"<p><manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest>\
        <spine><itemref idref='a'/></spine></p>";
    const DOCUMENT: &[u8] = b"<w:d xmlns:w='w'><w:body><w:p><w:pPr><w:pStyle w:val='A'/><w:numPr><w:numId w:val='1'/>\
        </w:numPr></w:pPr><w:r><w:t>x</w:t><w:footnoteReference w:id='1'/></w:r></w:p></w:body></w:d>";
    const RELS: &[u8] = b"<r><Relationship Id='a' Type='/styles' Target='styles.xml'/>\
        <Relationship Id='b' Type='/footnotes' Target='notes.xml'/>\
        <Relationship Id='c' Type='/numbering' Target='numbering.xml'/></r>";
    let word = |part: &'static str| {
        let document = if part == "word/document.xml" { content } else { DOCUMENT };
        let rels = ("word/_rels/document.xml.rels", RELS);
        ("a.docx", stored(&[("word/document.xml", document), rels, (part, content)]))
    };
    let odt = |content, styles| {
        ("a.odt", stored(&[("mimetype", ODT), ("content.xml", content), ("styles.xml", styles)]))
    };
    let epub = |package, page| {
        let parts = [("META-INF/container.xml", CONTAINER), ("b.opf", package), ("a.xhtml", page)];
        ("a.epub", stored(&parts))
    };
    match choice % 8 {
        0 => word("word/document.xml"),
        1 => word("word/styles.xml"),
        2 => word("word/notes.xml"),
        3 => word("word/numbering.xml"),
        4 => odt(content, b"<a/>"),
        5 => odt(b"<a/>", content),
        6 => epub(content, b"x"),
        _ => epub(OPF, content),
    }
}

/// A zip file of parts that are not packed.
fn stored(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut table) = (Vec::new(), Vec::new());
    for (name, content) in parts {
        let at = (out.len() as u32).to_le_bytes();
        let mut fields = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        fields.extend(crc(content).to_le_bytes());
        fields.extend((content.len() as u32).to_le_bytes());
        fields.extend((content.len() as u32).to_le_bytes());
        fields.extend((name.len() as u16).to_le_bytes());
        fields.extend([0, 0]);
        for part in [b"PK\x03\x04", fields.as_slice(), name.as_bytes(), content] {
            out.extend_from_slice(part);
        }
        for part in [b"PK\x01\x02\x14\x00", fields.as_slice(), &[0; 10], &at, name.as_bytes()] {
            table.extend_from_slice(part);
        }
    }
    let count = (parts.len() as u16).to_le_bytes();
    let (at, length) = ((out.len() as u32).to_le_bytes(), (table.len() as u32).to_le_bytes());
    for part in [&table, b"PK\x05\x06\x00\x00\x00\x00".as_slice(), &count, &count, &length, &at, &[0, 0]] {
        out.extend_from_slice(part);
    }
    out
}

/// The checksum of zip files.
fn crc(bytes: &[u8]) -> u32 {
    let bit = |it: u32| (it >> 1) ^ (0xedb8_8320 & (it & 1).wrapping_neg());
    !bytes.iter().fold(!0, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), |it, _| bit(it)))
}
