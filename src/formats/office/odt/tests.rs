//! What `OpenDocument` texts become.

use super::*;
use crate::annotation::MarkupKind;
use crate::formats::archive::samples::zip;
use crate::formats::tagset;

const NS: &str = "xmlns:office='o' xmlns:text='t' xmlns:style='s' xmlns:table='b' xmlns:draw='d' \
                  xmlns:xlink='x' xmlns:dc='c' xmlns:fo='f' xmlns:svg='v'";

const STYLES: &str = "<style:style style:name='Standard' style:family='paragraph'/>\
    <style:style style:name='Heading_20_1' style:display-name='Heading 1' style:family='paragraph' style:default-outline-level='1'/>\
    <style:style style:name='Title' style:family='paragraph'/>\
    <style:style style:name='Quotations' style:family='paragraph'/>\
    <style:style style:name='Illustration' style:family='paragraph' style:parent-style-name='Caption'/>";

const OWN: &str = "<style:style style:name='P1' style:family='paragraph' style:parent-style-name='Title'/>\
    <style:style style:name='P2' style:family='paragraph' style:parent-style-name='Standard'>\
    <style:text-properties fo:language='de' fo:country='DE'/></style:style>\
    <style:style style:name='T1' style:family='text'><style:text-properties text:display='none'/></style:style>\
    <text:list-style style:name='L1'><text:list-level-style-number text:level='1' style:num-format='1'/>\
    <text:list-level-style-bullet text:level='2'/></text:list-style>";

fn file(body: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content {NS}><office:automatic-styles>{OWN}</office:automatic-styles>\
         <office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let styles = format!(
        "<office:document-styles {NS}><office:styles>{STYLES}</office:styles><office:master-styles>\
         <style:master-page><style:footer><text:p>Page <text:page-number>1</text:page-number></text:p></style:footer>\
         </style:master-page></office:master-styles></office:document-styles>"
    );
    zip(&[
        ("mimetype", MEDIA_TYPE.as_bytes()),
        ("content.xml", content.as_bytes()),
        ("styles.xml", styles.as_bytes()),
    ])
}

fn import(body: &str) -> Read {
    let bytes = file(body);
    let input = Input::binary("a.odt", &bytes);
    assert!(Odt.recognises(&input));
    Odt.import(&input, &tagset::news()).unwrap().remove(0)
}

/// The text before the footer.
fn text(body: &str) -> String {
    let read = import(body);
    read.document.text().as_str().strip_suffix("Page 1").unwrap().trim_end().to_owned()
}

#[test]
fn styles_tell_zones() {
    let read = import(
        "<text:p text:style-name='P1'>Leak found</text:p><text:h text:outline-level='1'>The valve</text:h>\
         <text:p text:style-name='P2'>Es regnete.</text:p><text:p text:style-name='Quotations'>We closed it</text:p>\
         <text:p text:style-name='Illustration'>A valve</text:p><text:p/>\
         <text:list text:style-name='L1'><text:list-item><text:p>One</text:p><text:list><text:list-item>\
         <text:p>Two</text:p></text:list-item></text:list></text:list-item></text:list>\
         <text:table-of-content><text:index-body><text:p>The valve 1</text:p></text:index-body></text:table-of-content>",
    );
    let text = read.document.text();
    let shown = |it: &crate::annotation::Zone| {
        let lang = it.lang.as_deref().unwrap_or("-");
        format!("{} {lang} {}", it.kind.key(), text.slice(it.span))
    };
    let zones: Vec<_> = read.document.zones().iter().map(shown).collect();
    let expected = [
        "headline - Leak found",
        "subhead - The valve",
        "body de Es regnete.",
        "blockquote - We closed it",
        "caption - A valve",
        "body - One",
        "body - Two",
        "furniture - The valve 1",
        "furniture - Page 1",
    ];
    assert_eq!(zones, expected);
    let told: Vec<_> = read.document.markup().iter().map(|it| it.kind.clone()).collect();
    let expected = [
        MarkupKind::Heading(1),
        MarkupKind::Heading(1),
        MarkupKind::Item { level: 1, ordered: true },
        MarkupKind::Item { level: 2, ordered: false },
    ];
    assert_eq!(told, expected);
    assert_eq!(read.problems, []);
}

#[test]
fn words_are_as_they_are_shown() {
    let words = "<text:p>A  b\n <text:span>c </text:span> d<text:s text:c='3'/>e<text:tab/>f<text:line-break/>g\
                 <text:span text:style-name='T1'>hidden</text:span><text:a xlink:href='https://echo.example'>h <text:span>i</text:span></text:a>\
                 <text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>kan</text:ruby-text></text:ruby></text:p>";
    assert_eq!(text(words), "A b c d   e\tf\ngh i漢(kan)");
    let read = import(words);
    assert_eq!(read.document.markup()[0].kind, MarkupKind::Link("https://echo.example".to_owned()));
    assert_eq!(read.problems[0].check, "hidden-text");
    let rows = "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>\
        <table:table-cell table:number-columns-repeated='2'><text:p>b</text:p></table:table-cell>\
        <table:table-cell table:number-columns-repeated='16000'/></table:table-row>\
        <table:table-row><table:table-cell><text:p>c</text:p><text:p>d</text:p></table:table-cell></table:table-row></table:table>";
    assert_eq!(text(rows), "a b b\n\nc\n\nd");
}

#[test]
fn what_stands_beside_comes_after() {
    let body = "<text:tracked-changes><text:changed-region><text:deletion><text:p>old</text:p></text:deletion>\
        </text:changed-region></text:tracked-changes>\
        <text:p>The text<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>The report.</text:p></text:note-body></text:note>\
        <office:annotation><dc:creator>Kim</dc:creator><dc:date>2026</dc:date><text:p>Check this</text:p></office:annotation>\
        <draw:frame><draw:text-box><text:p>In a box</text:p></draw:text-box><svg:title>x</svg:title></draw:frame> here.</text:p>";
    assert_eq!(text(body), "The text[1] here.\n\nIn a box\n\n[1] The report.\n\nKim: Check this");
    let read = import(body);
    let told: Vec<_> = read.problems.iter().map(|it| it.check).collect();
    assert_eq!(told, ["tracked-changes", "comments"]);
}

#[test]
fn bad_files_say_what_is_wrong() {
    let why = |parts: &[(&str, &[u8])]| {
        let bytes = zip(parts);
        let read = crate::formats::read("a.odt", &bytes, &tagset::news());
        read.map_or_else(|it| it.to_string(), |_| String::new())
    };
    let kind = ("mimetype", MEDIA_TYPE.as_bytes());
    assert!(why(&[kind]).contains("content.xml"));
    assert!(why(&[kind, ("content.xml", b"<a")]).contains("content.xml"));
    let locked = b"<m xmlns:f='f'><f:file-entry><f:encryption-data/></f:file-entry></m>";
    assert!(why(&[kind, ("META-INF/manifest.xml", locked)]).contains("password"));
    assert_eq!(why(&[kind, ("content.xml", b"<a/>")]), "");
}
