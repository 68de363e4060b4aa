//! What Word files become.

use super::*;
use crate::annotation::MarkupKind;
use crate::formats::archive::samples::zip;
use crate::formats::tagset;

const W: &str = "xmlns:w='urn:w' xmlns:r='urn:r' xmlns:mc='urn:mc' xmlns:v='urn:v' xmlns:m='urn:m'";

const RELS: &str = "<Relationships><Relationship Id='rId1' \
    Type='http://x/relationships/officeDocument' Target='word/document.xml'/></Relationships>";

const STYLES: &str = "<w:style w:type='paragraph' w:default='1' w:styleId='Standard'><w:name w:val='Normal'/></w:style>\
    <w:style w:type='paragraph' w:styleId='berschrift1'><w:name w:val='heading 1'/><w:basedOn w:val='Standard'/></w:style>\
    <w:style w:type='paragraph' w:styleId='Haus'><w:name w:val='Hausüberschrift'/><w:basedOn w:val='berschrift1'/></w:style>\
    <w:style w:type='paragraph' w:styleId='Titel'><w:name w:val='Title'/></w:style>\
    <w:style w:type='paragraph' w:styleId='Zitat'><w:name w:val='Quote'/></w:style>\
    <w:style w:type='paragraph' w:styleId='Abb'><w:name w:val='caption'/></w:style>\
    <w:style w:type='paragraph' w:styleId='Autor'><w:name w:val='Story Byline'/></w:style>\
    <w:style w:type='paragraph' w:styleId='Verz'><w:name w:val='toc 1'/></w:style>\
    <w:style w:type='paragraph' w:styleId='Punkte'><w:name w:val='List Bullet'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>\
    <w:style w:type='paragraph' w:styleId='Kreis'><w:name w:val='x'/><w:basedOn w:val='Kreis'/></w:style>\
    <w:style w:type='paragraph' w:styleId='Ebene'><w:name w:val='y'/><w:pPr><w:outlineLvl w:val='1'/></w:pPr></w:style>";

const NUMBERS: &str = "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/></w:lvl></w:abstractNum>\
    <w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/></w:lvl><w:lvl w:ilvl='1'><w:numFmt w:val='lowerLetter'/></w:lvl></w:abstractNum>\
    <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num>";

const NOTES: &str = "<w:footnote w:id='-1' w:type='separator'><w:p/></w:footnote>\
    <w:footnote w:id='5'><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space='preserve'> The report.</w:t></w:r></w:p></w:footnote>";

/// A file with this body.
fn file(body: &str) -> Vec<u8> {
    let wrap =
        |name: &str, inner: &str| format!("<?xml version='1.0'?><w:{name} {W}>{inner}</w:{name}>");
    let rel = |id: &str, kind: &str, to: &str| {
        format!("<Relationship Id='{id}' Type='http://x/relationships/{kind}' Target='{to}'/>")
    };
    let rels = format!(
        "<Relationships>{}{}{}{}{}{}<Relationship Id='l1' Type='http://x/hyperlink' \
         Target='https://echo.example/a?b=1&amp;c=2' TargetMode='External'/></Relationships>",
        rel("s", "styles", "styles.xml"),
        rel("n", "numbering", "/word/numbering.xml"),
        rel("f", "footnotes", "footnotes.xml"),
        rel("c", "comments", "comments.xml"),
        rel("h1", "header", "header1.xml"),
        rel("h2", "header", "header2.xml"),
    );
    let comments = "<w:comment w:id='0' w:author='Kim'><w:p><w:r><w:t>Check this</w:t></w:r></w:p></w:comment>";
    let header = wrap("hdr", "<w:p><w:r><w:t>Draft 3</w:t></w:r></w:p>");
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", RELS.as_bytes()),
        (
            "word/document.xml",
            wrap("document", &format!("<w:body>{body}<w:sectPr/></w:body>")).as_bytes(),
        ),
        ("word/_rels/document.xml.rels", rels.as_bytes()),
        ("word/styles.xml", wrap("styles", STYLES).as_bytes()),
        ("word/numbering.xml", wrap("numbering", NUMBERS).as_bytes()),
        ("word/footnotes.xml", wrap("footnotes", NOTES).as_bytes()),
        ("word/comments.xml", wrap("comments", comments).as_bytes()),
        ("word/header1.xml", header.as_bytes()),
        ("word/header2.xml", header.as_bytes()),
    ])
}

fn import(body: &str) -> Read {
    let bytes = file(body);
    let input = Input::binary("a.docx", &bytes);
    assert!(Docx.recognises(&input));
    Docx.import(&input, &tagset::news()).unwrap().remove(0)
}

/// The text after the header.
fn text(body: &str) -> String {
    let read = import(body);
    let text = read.document.text().as_str();
    text.strip_prefix("Draft 3").unwrap().trim_start_matches('\n').to_owned()
}

fn p(style: &str, words: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
}

fn r(words: &str) -> String {
    format!("<w:r><w:t xml:space='preserve'>{words}</w:t></w:r>")
}

#[test]
fn styles_tell_zones() {
    let listed = "<w:p><w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='2'/></w:numPr></w:pPr>\
                  <w:r><w:t>Second</w:t></w:r></w:p>";
    let body = [
        p("Titel", "Leak found"),
        p("Autor", "Ann Lee"),
        p("Verz", "One ... 1"),
        p("Haus", "The valve"),
        p("Standard", "It rained."),
        p("Punkte", "First"),
        listed.to_owned(),
        p("Zitat", "We closed it"),
        p("Abb", "A valve"),
        p("Ebene", "Below"),
        p("Kreis", "Round"),
        p("Missing", "Plain"),
        "<w:p/>".to_owned(),
    ];
    let read = import(&body.concat());
    let text = read.document.text();
    let zones =
        read.document.zones().iter().map(|it| format!("{} {}", it.kind.key(), text.slice(it.span)));
    let zones: Vec<_> = zones.collect();
    let expected = [
        "furniture Draft 3",
        "headline Leak found",
        "byline Ann Lee",
        "furniture One ... 1",
        "subhead The valve",
        "body It rained.",
        "body First",
        "body Second",
        "blockquote We closed it",
        "caption A valve",
        "subhead Below",
        "body Round",
        "body Plain",
    ];
    assert_eq!(zones, expected);
    assert!(text.as_str().contains("It rained.\n\nFirst\nSecond\n\nWe closed"), "{text:?}");
    let told: Vec<_> = read.document.markup().iter().map(|it| it.kind.clone()).collect();
    let expected = [
        MarkupKind::Heading(1),
        MarkupKind::Heading(1),
        MarkupKind::Item { level: 1, ordered: false },
        MarkupKind::Item { level: 2, ordered: true },
        MarkupKind::Heading(2),
    ];
    assert_eq!(told, expected);
}

#[test]
fn words_are_as_they_are_shown() {
    let runs = format!(
        "<w:p>{}<w:r><w:t> x </w:t></w:r><w:r><w:tab/><w:t>y</w:t><w:br/><w:t>z</w:t>\
         <w:noBreakHyphen/><w:softHyphen/><w:sym w:font='Symbol' w:char='F061'/>\
         <w:sym w:font='Odd' w:char='F041'/><w:t xml:space='preserve'>&lt;&#x1F642;&gt;  two</w:t></w:r></w:p>",
        r("A  b ")
    );
    assert_eq!(text(&runs), "A  b x\ty\nz\u{2011}α\u{f041}<🙂>  two");
    let told = import(&runs).problems;
    assert!(told.iter().any(|it| it.check == "signs"), "{told:?}");
    let ruby = "<w:p><w:r><w:ruby><w:rt><w:r><w:t>kan</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>";
    assert_eq!(text(ruby), "漢(kan)");
    let math = "<w:p><m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath></w:p>";
    assert_eq!(text(math), "a=b");
}

#[test]
fn links_and_fields_show_their_results() {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let code = |words: &str| format!("<w:r><w:instrText>{words}</w:instrText></w:r>");
    let body = format!(
        "<w:p>{}<w:hyperlink r:id='l1' w:history='1'>{}{}</w:hyperlink>{}{}{}{}{}{}{}</w:p>\
         <w:p>{}{}{}<w:fldSimple w:instr=' HYPERLINK \\l \"part\" '>{}</w:fldSimple></w:p>",
        r("See "),
        r("the "),
        r("report"),
        r(" and "),
        field("begin"),
        code(" HYPERLINK "),
        code("\"https://b.example\" "),
        field("separate"),
        r("that"),
        field("end"),
        field("begin"),
        code("PAGE"),
        field("end"),
        r("there"),
    );
    let read = import(&body);
    let text = read.document.text();
    assert_eq!(text.as_str(), "Draft 3\n\nSee the report and that\n\nthere");
    let links: Vec<_> =
        read.document.markup().iter().map(|it| (text.slice(it.span), &it.kind)).collect();
    let to = |it: &str| MarkupKind::Link(it.to_owned());
    let expected = [to("https://echo.example/a?b=1&c=2"), to("https://b.example"), to("#part")];
    assert_eq!(
        links,
        [("the report", &expected[0]), ("that", &expected[1]), ("there", &expected[2])]
    );
}

#[test]
fn changes_notes_and_comments_are_kept_or_told() {
    let body = format!(
        "<w:p>{}<w:ins w:id='1'>{}</w:ins><w:del w:id='2'><w:r><w:delText>old</w:delText></w:r></w:del>\
         <w:r><w:footnoteReference w:id='5'/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>\
         <w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>!</w:t></w:r><w:r><w:commentReference w:id='0'/></w:r></w:p>",
        r("The "),
        r("new"),
    );
    let read = import(&body);
    assert_eq!(
        read.document.text().as_str(),
        "Draft 3\n\nThe new[1]!\n\n[1]  The report.\n\nKim: Check this"
    );
    let zones: Vec<_> = read.document.zones().iter().map(|it| it.kind.key()).collect();
    assert_eq!(zones, ["furniture", "body", "body", "furniture"]);
    let told: Vec<_> = read.problems.iter().map(|it| it.check).collect();
    assert_eq!(told, ["tracked-changes", "tracked-changes", "hidden-text", "comments"]);
    assert!(read.document.markup().iter().any(|it| it.kind == MarkupKind::Note));
}

#[test]
fn tables_are_lines_and_boxes_come_after_their_paragraph() {
    let cell = |words: &str| format!("<w:tc><w:tcPr/><w:p>{}</w:p></w:tc>", r(words));
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{}</w:tr><w:tr>{}<w:tc>{}{}</w:tc></w:tr></w:tbl>",
        cell("a"),
        cell("1"),
        cell("gone"),
        cell("b"),
        p("Standard", "two"),
        p("Standard", "three"),
    );
    assert_eq!(text(&body), "a 1\nb\n\ntwo\n\nthree");
    let content = "<w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent>";
    let boxed = format!(
        "<w:p>{}<w:r><mc:AlternateContent><mc:Choice><w:drawing>{content}</w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>{}</w:p>",
        r("Before"),
        r(" after"),
    );
    assert_eq!(text(&boxed), "Before after\n\nIn a box");
    let chart = "<w:p><w:r><w:drawing><v:chart/></w:drawing></w:r></w:p><w:altChunk/>";
    let told = import(chart).problems;
    assert!(told[0].message.starts_with("2 charts"), "{told:?}");
}

#[test]
fn bad_files_say_what_is_wrong() {
    let why = |parts: &[(&str, &[u8])]| {
        let bytes = zip(parts);
        let read = crate::formats::read("a.docx", &bytes, &tagset::news());
        read.map_or_else(|it| it.to_string(), |_| String::new())
    };
    let document = |xml: &str| why(&[("word/document.xml", xml.as_bytes())]);
    let deep = "<a>".repeat(100_000);
    let mut many = "<a>".to_owned();
    let mut state = 7_u32;
    while many.len() < 12_000_010 {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        many.push_str(["<a/>", "<b/>", "<c/>", "<d/>"][(state >> 30) as usize]);
    }
    for (found, told) in [
        (document(""), "no element"),
        (document("<w:document"), "word/document.xml"),
        (document(&deep), "256 deep"),
        (document(&many), "too many"),
        (document("<!DOCTYPE a [<!ENTITY b 'cc'><!ENTITY d '&b;&b;'>]><a>&d;</a>"), "DOCTYPE"),
        (why(&[("_rels/.rels", b"<a")]), "Word"),
    ] {
        assert!(found.contains(told), "{found} lacks {told}");
    }
    let whole = file(&p("Standard", "x"));
    let cut = crate::formats::read("a.docx", &whole[..whole.len() / 2], &tagset::news());
    assert!(cut.unwrap_err().to_string().contains("get the whole file"));
    // By what is in it, whatever it is called.
    assert!(crate::formats::read("a.txt", &whole, &tagset::news()).is_ok());
    assert_eq!(
        document("<a>\0</a>"),
        "the Word file cannot be read: word/document.xml: this is a binary file, not text; only text can be opened"
    );
}
