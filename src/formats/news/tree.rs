//! From elements of XML to those of a page.

use crate::annotation::{Furniture, ZoneKind};
use crate::formats::exchange::xml::{Element, Node};
use crate::formats::markup::{self, Mark, Page};

/// What becomes of an element.
pub(super) enum Becomes {
    /// An element of a page, with what is in it.
    Element(Box<markup::Element>),
    /// What is in it alone.
    Inside,
    /// Nothing.
    Nothing,
}

/// An element that the file says is of a kind.
pub(super) fn told(name: &str, kind: ZoneKind) -> markup::Element {
    markup::Element::told(name, Mark::Zone(kind, "element"))
}

/// An element that the file says is no part of the article.
pub(super) fn beside(furniture: Furniture) -> markup::Element {
    markup::Element::told("p", Mark::Furniture(furniture, "element"))
}

/// Adds what is in an element. Nesting is bounded by the reader.
pub(super) fn add(page: &mut Page, element: &Element, becomes: fn(&Element) -> Becomes) {
    for node in &element.nodes {
        match node {
            Node::Text(words) => page.say(words),
            Node::Element(inner) => match becomes(inner) {
                Becomes::Nothing => {}
                Becomes::Inside => add(page, inner, becomes),
                Becomes::Element(opened) => {
                    let lang = inner.get("xml:lang").or_else(|| inner.get("lang"));
                    let lang = lang.and_then(markup::language);
                    page.open(markup::Element { lang, ..*opened });
                    add(page, inner, becomes);
                    page.close();
                }
            },
        }
    }
}

/// Elements of XHTML are those of a page already.
pub(super) fn xhtml(element: &Element) -> Becomes {
    match element.name.as_str() {
        "head" | "script" | "style" | "template" | "object" | "iframe" => Becomes::Nothing,
        name => {
            let mut opened = markup::Element::new(&name.to_ascii_lowercase());
            opened.call(element.get("class").unwrap_or_default());
            opened.href = element.get("href").map(str::to_owned);
            Becomes::Element(Box::new(opened))
        }
    }
}

/// The first element of this name, in the element or in what is in it.
pub(super) fn find<'a>(element: &'a Element, name: &str) -> Option<&'a Element> {
    let mut open = vec![element];
    while let Some(element) = open.pop() {
        if element.name == name {
            return Some(element);
        }
        let inside: Vec<_> = element.elements().collect();
        open.extend(inside.into_iter().rev());
    }
    None
}

/// The words of the first element of this name right in `element`.
pub(super) fn words(element: &Element, name: &str) -> String {
    element
        .named(name)
        .map(|it| it.text().trim().to_owned())
        .find(|it| !it.is_empty())
        .unwrap_or_default()
}
