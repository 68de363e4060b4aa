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
