//! What rich text becomes.

use super::*;
use crate::annotation::MarkupKind;
use crate::formats::tagset;

fn import(bytes: &[u8]) -> Read {
    let input = Input::binary("a.rtf", bytes);
    Rtf.import(&input, &tagset::news()).unwrap().remove(0)
}

fn text(body: &str) -> String {
    let read = import(format!("{{\\rtf1\\ansi\\ansicpg1252 {body}}}").as_bytes());
    assert_eq!(read.problems.iter().filter(|it| it.check != "x").count(), 0, "{:?}", read.problems);
    read.document.text().as_str().to_owned()
}

#[test]
fn words_are_as_they_are_shown() {
    assert_eq!(
        text(r"One\par Two\line three\par\par {\b Four} f\'e9\u8220?x\u8221\'94\tab y"),
        "One\n\nTwo\nthree\n\nFour fé“x”\ty"
    );
    assert_eq!(
        text(r"\uc0\u-10179 \u-8704 \uc1 a\~b\_c\-d\\ \{\}\emdash"),
        "😀a\u{a0}b\u{2011}cd\\ {}—"
    );
    assert_eq!(text("a\r\nb\\\nc"), "ab\n\nc");
    assert_eq!(text(r"{\*\unknown lost}{\pict 0102\bin4 }}{{}kept{\*\bkmkstart x}"), "kept");
    assert_eq!(text(r"{\upr{plain}{\*\ud{\u931 ?}}}"), "Σ");
}

#[test]
fn code_pages_go_with_fonts() {
    let head = r"{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Times CYR;}{\f2\fcharset128 MS Mincho;}{\f3\fcharset2 Symbol;}}";
    let body = r"\f0 \'e4 \f1 \'cc\'e8\'f0 {\f2 \'93\'fa\'96\'7b} \f3 a\f0 z";
    assert_eq!(text(&format!("{head}{body}")), "ä Мир 日本 αz");
    let read = import(b"{\\rtf1\\ansi\\ansicpg1251 \xcc\xe8\xf0}");
    assert_eq!(read.document.text().as_str(), "Мир");
}

#[test]
fn styles_tell_zones_and_what_stands_beside_is_kept() {
    let body = r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2 Title;}{\s3 Quote;}{\*\cs9 Strong;}}
{\header Draft 3\par}{\footer Echo\par}\pard\s2 Leak found\par\pard\s1 The valve\par\pard\plain It rained{\footnote\pard The report.} all day.\par
\pard\s3 We closed it\par{\pard\outlinelevel1 Below\par}\pard\ls1\ilvl1 {\listtext\tab }Item\par\pard {\v hidden}{\deleted old}{\revised new}{\*\annotation Check this}\par}";
    let read = import(format!("{{\\rtf1 {body}}}").as_bytes());
    let text = read.document.text();
    let zones =
        read.document.zones().iter().map(|it| format!("{} {}", it.kind.key(), text.slice(it.span)));
    let expected = [
        "furniture Draft 3",
        "headline Leak found",
        "subhead The valve",
        "body It rained[1] all day.",
        "blockquote We closed it",
        "subhead Below",
        "body Item",
        "body new",
        "body [1] The report.",
        "furniture Check this",
        "furniture Echo",
    ];
    assert_eq!(zones.collect::<Vec<_>>(), expected);
    let told: Vec<_> = read.document.markup().iter().map(|it| it.kind.clone()).collect();
    assert!(told.contains(&MarkupKind::Item { level: 2, ordered: false }), "{told:?}");
    assert!(told.contains(&MarkupKind::Note), "{told:?}");
    let checks: Vec<_> = read.problems.iter().map(|it| it.check).collect();
    assert_eq!(checks, ["tracked-changes", "tracked-changes", "hidden-text", "comments"]);
}

#[test]
fn links_and_tables_are_kept() {
    let body = r#"See {\field{\*\fldinst{HYPERLINK "https://echo.example/a"}}{\fldrslt {\ul the report}}}.\par
\trowd\cellx1\cellx2\pard\intbl a\cell 1\cell\row\trowd\pard\intbl b\par c\cell\cell\row\pard After"#;
    let read = import(format!("{{\\rtf1 {body}}}").as_bytes());
    let text = read.document.text();
    assert_eq!(text.as_str(), "See the report.\n\na 1\n\nb\n\nc\n\nAfter");
    let first = &read.document.markup()[0];
    assert_eq!(text.slice(first.span), "the report");
    assert_eq!(first.kind, MarkupKind::Link("https://echo.example/a".to_owned()));
}

#[test]
fn nothing_in_a_file_can_hurt() {
    let deep = format!("{{\\rtf1 {}deep", "{\\b ".repeat(100_000));
    let read = import(deep.as_bytes());
    assert_eq!(read.document.text().as_str(), "deep");
    assert_eq!(read.problems[0].check, "cut-off");
    let notes = format!("{{\\rtf1 {}deep", "{\\footnote a".repeat(100_000));
    assert!(import(notes.as_bytes()).document.text().as_str().contains("deep"));
    let fields = "{\\field{\\*\\fldinst HYPERLINK \"x\"}{\\fldrslt y".repeat(50_000);
    assert!(import(format!("{{\\rtf1 {fields}").as_bytes()).document.text().as_str().contains('y'));
    let whole = br"{\rtf1{\fonttbl{\f0\fcharset2 Symbol;}}\pard\intbl a\cell\u-1?\'zz\bin99999999999 x{\footnote n}\row}";
    for end in 6..whole.len() {
        import(&whole[..end]);
    }
    import(b"{\\rtf\0\0}");
    let why = Rtf.import(&Input::binary("a.rtf", b"plain"), &tagset::news()).unwrap_err();
    assert!(why.to_string().contains("--from"), "{why}");
}

proptest::proptest! {
    #[test]
    fn any_rich_text_has_zones_for_all_of_its_text(body in "(\\{|\\}|\\\\(par|cell|row|intbl|pard|u-?[0-9]{1,5}|'[0-9a-f]{2}|footnote|field|fldinst|fldrslt|listtext|v|\\*| )|[a-zé \u{a0}]{1,4}){0,40}") {
        let read = import(format!("{{\\rtf1 {body}").as_bytes());
        proptest::prop_assert!(read.problems.iter().all(|it| it.check != "markup-zones" && it.check != "markup"), "{:?}", read.problems);
    }
}
