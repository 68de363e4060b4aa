//! A page as a flat list of what opens, what is said and what closes: no recursion anywhere, so
//! depth cannot hurt.

use std::collections::BTreeSet;

use dom_query::{Document, NodeData, NodeRef};
use dom_smoothie::{Config, Readability};

/// One step through a page.
#[derive(Debug)]
pub(super) enum Event {
    Open(Element),
    Text(String),
    Close,
}

/// What the rules need of an element.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Lower-case name.
    pub name: String,
    /// The words of its class and id: `article-byline` and `articleByline` give both words.
    pub words: Vec<String>,
    pub role: String,
    pub rel: String,
    pub itemprop: String,
    pub lang: Option<String>,
    /// Marked as not to be shown.
    pub hidden: bool,
    pub link: bool,
}

impl Element {
    /// Whether its class or id has one of `words`.
    pub(super) fn is_called(&self, words: &[&str]) -> bool {
        self.words.iter().any(|it| words.contains(&it.as_str()))
    }
}

/// What a page says.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub events: Vec<Event>,
    /// The words of `<title>`.
    pub title: String,
    /// The elements that hold the article, by the index of the event that opens them; `None` if no
    /// article is found.
    pub article: Option<BTreeSet<usize>>,
}

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

/// Parses HTML as a browser would.
pub(super) fn parse(html: &str) -> Page {
    let document = Document::from(html);
    let mut page = walk(&document);
    page.article = article(document);
    page
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
    let mut page = Page { events: Vec::new(), title, article: None };
    let mut node = root;
    let mut depth = 0_usize;
    loop {
        if enter(&node, &mut page.events)
            && let Some(child) = node.first_child()
        {
            depth += 1;
            node = child;
            continue;
        }
        loop {
            if node.is_element() {
                page.events.push(Event::Close);
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

fn in_head(node: &NodeRef<'_>) -> bool {
    node.parent().is_some_and(|it| it.has_name("head"))
}

/// Adds what `node` opens or says; returns whether to go into it.
fn enter(node: &NodeRef<'_>, events: &mut Vec<Event>) -> bool {
    let event = node.query(|it| match &it.data {
        NodeData::Text { contents } => Some(Event::Text(contents.to_string())),
        NodeData::Element(element) => Some(Event::Open(read(element))),
        _ => None,
    });
    let Some(Some(event)) = event else {
        return true;
    };
    let inside = match &event {
        Event::Open(element) => {
            node.set_attr(&format!("{NUMBERED}{}", events.len()), "");
            !is_skipped(element, node)
        }
        Event::Text(_) | Event::Close => true,
    };
    events.push(event);
    inside
}

fn is_skipped(element: &Element, node: &NodeRef<'_>) -> bool {
    // A title outside of the head belongs to a drawing.
    SKIPPED.contains(&element.name.as_str()) || (element.name == "title" && !in_head(node))
}

fn read(element: &dom_query::Element) -> Element {
    let mut found =
        Element { name: element.name.local.to_ascii_lowercase().to_string(), ..Element::default() };
    for attribute in &element.attrs {
        let value: &str = &attribute.value;
        match &*attribute.name.local {
            "class" | "id" => push_words(&mut found.words, value),
            "role" => found.role = value.to_ascii_lowercase(),
            "rel" => found.rel = value.to_ascii_lowercase(),
            "itemprop" => found.itemprop = value.to_ascii_lowercase(),
            "lang" => found.lang = language(value),
            "hidden" => found.hidden = true,
            "aria-hidden" => found.hidden |= value.eq_ignore_ascii_case("true"),
            "style" => {
                let style: String = value.chars().filter(|c| !c.is_whitespace()).collect();
                found.hidden |= style.to_ascii_lowercase().contains("display:none");
            }
            "href" => found.link = true,
            _ => {}
        }
    }
    found
}

/// The first part of a language tag, if it is one.
fn language(tag: &str) -> Option<String> {
    let first = tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    ((2..=3).contains(&first.len()) && first.bytes().all(|it| it.is_ascii_lowercase()))
        .then_some(first)
}

/// Splits names at anything but letters and digits, and before a capital after a small letter.
fn push_words(words: &mut Vec<String>, names: &str) {
    let mut word = String::new();
    let mut small = false;
    for c in names.chars().take(2000).chain([' ']) {
        let ends = !c.is_alphanumeric() || (small && c.is_uppercase());
        if ends && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        small = c.is_lowercase();
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_into_words() {
        let mut words = Vec::new();
        push_words(&mut words, "articleByline story__share-bar");
        assert_eq!(words, ["article", "byline", "story", "share", "bar"]);
    }

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
