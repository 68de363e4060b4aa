//! What pages of other formats than HTML become.

use super::*;
use crate::annotation::{Furniture, ZoneKind};
use crate::formats::{html, tagset};

/// A line per zone: `kind: words`.
fn zones(page: &Page) -> Vec<String> {
    let input = Input::binary("a.xyz", b"");
    let read = document(page, &input, "text/x", &tagset::news());
    assert!(read.problems.is_empty(), "{:?}", read.problems);
    let text = read.document.text();
    let shown =
        |it: &crate::annotation::Zone| format!("{}: {}", it.kind.key(), text.slice(it.span));
    read.document.zones().iter().map(shown).collect()
}

#[test]
fn all_of_a_page_is_the_article_but_what_it_says_is_not() {
    let mut page = Page::default();
    page.line(Element::told("header", Mark::Furniture(Furniture::Other, "element")), "Draft 3");
    page.line(Element::new("h1"), "Leak found");
    page.line(Element::told("p", Mark::Zone(ZoneKind::Byline, "element")), "Ann Lee");
    page.line(Element::new("p"), " \n");
    let link = Element { href: Some("https://echo.example".to_owned()), ..Element::new("a") };
    page.open(Element::new("p"));
    page.line(link, "The whole report");
    page.close();
    let expected = ["furniture: Draft 3", "headline: Leak found", "byline: Ann Lee"];
    let [furniture, headline, byline] = expected.map(str::to_owned);
    let body = "body: The whole report".to_owned();
    assert_eq!(zones(&page), [furniture, headline, byline, body]);
    page.close();
    page.close();
    page.say("After more ends than beginnings");
    assert_eq!(zones(&page).last().unwrap(), "body: After more ends than beginnings");
}

#[test]
fn html_stands_inside_of_another_page() {
    let mut page = Page { title: "Leak found".to_owned(), ..Page::default() };
    page.line(Element::new("h1"), "Leak found");
    page.add(html::part("<title>x</title><p>One<h2>Two</h2><p><a href=/m>Read more</a><div><div>"));
    page.line(Element::new("p"), "Three");
    let expected = [
        "headline: Leak found",
        "body: One",
        "subhead: Two",
        "furniture: Read more",
        "body: Three",
    ];
    assert_eq!(zones(&page), expected);
}

#[test]
fn white_space_is_kept_where_it_is_shown() {
    let mut page = Page::default();
    page.open(Element { verbatim: true, ..Element::new("p") });
    for words in ["\n\tOne.", "  ", "Two", " ", "", "three ", "\u{a0}four\t", "  "] {
        page.say(words);
    }
    page.close();
    page.line(Element::new("p"), "five  six");
    let read = document(&page, &Input::binary("a.xyz", b""), "text/x", &tagset::news());
    let text = read.document.text().as_str();
    assert_eq!(text, "\tOne.  Two three \u{a0}four\n\nfive six");
}

#[test]
fn links_lists_rows_and_headings_are_kept() {
    use crate::annotation::MarkupKind;
    let mut page = html::part(
        "<nav><a href=/>Home</a></nav><h2><a href=/s>Storm <b>near</b></a></h2>\
         <p>See <a href='https://a.example/x y'><img> the <i>report</i> </a>, <a href='javascript:x'>no</a>.\
         <ol><li>One<ul><li>Two</ul><li></ol><table><tr><td>a<td>b<tr><td>c</table><a href=/end>",
    );
    let cue = MarkupKind::Cue { start: 1, end: 2 };
    page.line(Element { is: Some(cue), ..Element::new("p") }, "Spoken words");
    let read = document(&page, &Input::binary("a.xyz", b""), "text/x", &tagset::news());
    let text = read.document.text();
    let shown = |it: &Markup| format!("{:?}: {}", it.kind, text.slice(it.span));
    let shown: Vec<_> = read.document.markup().iter().map(shown).collect();
    let expected = [
        "Link(\"/s\"): Storm near",
        "Heading(2): Storm near",
        "Link(\"https://a.example/x y\"): the report",
        "Item { level: 1, ordered: true }: One\n\nTwo",
        "Item { level: 2, ordered: false }: Two",
        "Row: a b",
        "Row: c",
        "Cue { start: 1, end: 2 }: Spoken words",
    ];
    assert_eq!(shown, expected);
}

#[test]
fn open_elements_without_words_cost_nothing() {
    let mut page = Page::default();
    for _ in 0..200_000 {
        page.open(Element::new("li"));
    }
    page.say("deep");
    let read = document(&page, &Input::binary("a.xyz", b""), "text/x", &tagset::news());
    assert_eq!(read.document.text().as_str(), "deep");
}

#[test]
fn a_heading_after_text_is_no_headline() {
    let mut page = Page::default();
    page.line(Element::new("p"), &"It rained all day and all night. ".repeat(4));
    page.line(Element::new("h1"), "What comes next");
    assert_eq!(zones(&page)[1], "subhead: What comes next");
}
