//! HTML, parsed as a browser would, as the steps through a page.

use std::collections::BTreeSet;

use dom_query::{Document, NodeData, NodeRef};
use dom_smoothie::{Config, Readability};

use crate::annotation::{MarkupKind, ZoneKind};
use crate::formats::markup::{Article, Element, Event, Mark, Page, language};

/// Elements whose content is not shown, or is told elsewhere.
const SKIPPED: [&str; 13] = [
    "head", "script", "style", "template", "iframe", "audio", "video", "canvas", "object",
    "metadata", "desc", "noframes", "datalist",
];

/// Most elements of a page in which the article is looked for. Real pages have some thousands.
const MOST: usize = 30_000;

/// Begins the name of an attribute that ends in the number of an element: names are kept where
/// elements are merged.
const NUMBERED: &str = "data-nr-";

/// A web page, with what Readability takes for its article.
pub(super) fn parse(html: &str) -> Page {
    let document = Document::from(html);
    let mut page = walk(&document);
    page.article = article(document).map_or(Article::Unknown, Article::Kept);
    page
}

/// HTML that somebody has selected and copied.
pub(super) fn parse_selection(html: &str) -> Page {
    const MENUS: &str = "nav, [role=navigation], [role=contentinfo]";
    let document = Document::from(html);
    let is_page = document.select(MENUS).exists();
    let mut page = walk(&document);
    if is_page {
        page.article = article(document).map_or(Article::Unknown, Article::Kept);
    }
    page
}

/// HTML that is all of one article.
pub(super) fn parse_part(html: &str) -> Page {
    walk(&Document::from(html))
}

/// The elements that Readability keeps: the way in which browsers find an article to read.
fn article(document: Document) -> Option<BTreeSet<usize>> {
    let config = Config { max_elements_to_parse: MOST, disable_json_ld: true, ..Config::default() };
    let mut reader = Readability::with_document(document, None, Some(config)).ok()?;
    let article = reader.parse().ok()?;
    let kept = Document::from(article.content);
    let numbers = |node: NodeRef<'_>| {
        let names = node.attrs().into_iter().map(|it| it.name.local.to_string());
        names.filter_map(|it| it.strip_prefix(NUMBERED)?.parse().ok()).collect::<Vec<usize>>()
    };
    Some(kept.root().descendants_it().flat_map(numbers).collect())
}

fn walk(document: &Document) -> Page {
    let root = document.root();
    let title = root.descendants_it().filter(|it| it.has_name("title")).find(in_head);
    let title = title.map(|it| it.immediate_text().trim().to_owned()).unwrap_or_default();
    let mut page = Page { title, address: address(document), web: true, ..Page::default() };
    let mut node = root;
    let mut depth = 0_usize;
    loop {
        if enter(&node, &mut page)
            && let Some(child) = node.first_child()
        {
            depth += 1;
            node = child;
            continue;
        }
        loop {
            if node.is_element() {
                page.close();
            }
            if let Some(next) = node.next_sibling().filter(|_| depth > 0) {
                node = next;
                break;
            }
            match node.parent().filter(|_| depth > 0) {
                Some(parent) => node = parent,
                None => return page,
            }
            depth -= 1;
        }
    }
}

/// The address that the page names as its own: canonical, of its preview elsewhere, or that of its links.
fn address(document: &Document) -> String {
    let signs = [
        ("link[rel=canonical i]", "href"),
        ("meta[property='og:url' i]", "content"),
        ("base", "href"),
    ];
    let named = signs.iter().find_map(|(sign, attribute)| {
        let found = document.select_single(sign).attr(attribute)?;
        let found = found.trim();
        let start = found.get(..8)?.to_ascii_lowercase();
        (start.starts_with("http://") || start == "https://").then(|| found.to_owned())
    });
    named.unwrap_or_default()
}

fn in_head(node: &NodeRef<'_>) -> bool {
    node.parent().is_some_and(|it| it.has_name("head"))
}

/// Adds what `node` opens or says; returns whether to go into it.
fn enter(node: &NodeRef<'_>, page: &mut Page) -> bool {
    let event = node.query(|it| match &it.data {
        NodeData::Text { contents } => Some(Event::Text(contents.to_string())),
        NodeData::Element(element) => Some(Event::Open(Box::new(read(element)))),
        _ => None,
    });
    let Some(Some(event)) = event else {
        return true;
    };
    let inside = match &event {
        Event::Open(element) => {
            node.set_attr(&format!("{NUMBERED}{}", page.events.len()), "");
            !is_skipped(element, node)
        }
        Event::Text(_) | Event::Close => true,
    };
    page.events.push(event);
    inside
}

fn is_skipped(element: &Element, node: &NodeRef<'_>) -> bool {
    // A title outside of the head belongs to a drawing.
    SKIPPED.contains(&element.name.as_str()) || (element.name == "title" && !in_head(node))
}

fn read(element: &dom_query::Element) -> Element {
    let mut found = Element::new(&element.name.local.to_ascii_lowercase());
    for attribute in &element.attrs {
        let value: &str = &attribute.value;
        match &*attribute.name.local {
            "class" | "id" => {
                found.call(value);
                if value.eq_ignore_ascii_case("MsoTitle") {
                    // As Word writes a headline.
                    found.told = Some(Mark::Zone(ZoneKind::Headline, "class"));
                }
            }
            "role" => {
                found.role = value.to_ascii_lowercase();
                read_kind(&mut found, value);
            }
            "epub:type" => read_kind(&mut found, value),
            "rel" => found.rel = value.to_ascii_lowercase(),
            "itemprop" => found.itemprop = value.to_ascii_lowercase(),
            "lang" => found.lang = language(value),
            "hidden" => found.hidden = true,
            "aria-hidden" => found.hidden |= value.eq_ignore_ascii_case("true"),
            "style" => {
                let style: String = value.chars().filter(|c| !c.is_whitespace()).collect();
                found.hidden |= style.to_ascii_lowercase().contains("display:none");
            }
            "href" => found.href = Some(value.trim().to_owned()),
            _ => {}
        }
    }
    found
}

/// Notes, as books mark them.
fn read_kind(found: &mut Element, kinds: &str) {
    const NOTES: [&str; 5] = ["footnote", "endnote", "rearnote", "doc-footnote", "doc-endnote"];
    if kinds.split_ascii_whitespace().any(|it| NOTES.contains(&it)) {
        found.told = Some(Mark::None);
        found.is = Some(MarkupKind::Note);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_shown_is_not_said() {
        let page = parse(
            "<title>T</title><p>a<script>x()</script><!-- c --><template>t</template>\
             <svg><title>s</title><text>d</text></svg>b",
        );
        let said: String = page
            .events
            .iter()
            .filter_map(|it| match it {
                Event::Text(text) => Some(text.as_str()),
                Event::Open(_) | Event::Close => None,
            })
            .collect();
        assert_eq!((page.title.as_str(), said.as_str()), ("T", "adb"));
    }
}
