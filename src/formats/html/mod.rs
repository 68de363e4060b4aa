//! Web pages: all of what is shown becomes text, and markup tells the zones.
//!
//! Nothing that is shown is left out; what is not the article is a zone of its own kind. The same
//! page always gives the same text.
//!
//! Not here: pages whose text a script builds; how lines and zones are made of elements (`markup`).

mod depth;
mod dom;

#[cfg(test)]
mod tests;

use std::sync::{Arc, LazyLock};

use regex::Regex;

use super::{Importer, Input, Read, ReadError, markup};
use crate::annotation::check::{Place, Problem, Severity};
use crate::annotation::{Edit, TagSet};

/// The page of HTML that stands inside of another file, all of it one article.
pub(super) fn part(html: &str) -> markup::Page {
    dom::parse_part(&depth::limited(html))
}

/// Whether a text that may be either is HTML: it has elements that only that has, and closes or breaks
/// lines with them.
pub(super) fn is_marked_up(text: &str) -> bool {
    static BLOCK: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)</(?:p|div|h[1-6]|ul|ol|blockquote|table|section|article|figure)\s*>|<br\s*/?>|<p(?:\s[^<>]*)?>\s*\S|</a\s*>").ok()
    });
    text.contains('<') && BLOCK.as_ref().is_some_and(|it| it.is_match(text))
}

/// HTML from the clipboard. What somebody selected is all of one article, but for what its markup
/// says is none; a selection of a whole page has menus, and is read as a page.
pub fn pasted(html: &str, tag_set: &Arc<TagSet>) -> Read {
    const NAME: &str = "pasted.html";
    let html = html.trim_end_matches('\0'); // that ends it on Windows
    let limited = depth::limited(html);
    let input = Input::given(NAME, html);
    let page = dom::parse_selection(&limited);
    markup::document(&page, &input, MEDIA_TYPE, tag_set)
}

const MEDIA_TYPE: &str = "text/html";

/// Keeps the page's own address beside the text.
fn keep_address(read: &mut Read, address: String) {
    if address.is_empty() {
        return;
    }
    let mut metadata = read.document.metadata().clone();
    metadata.extra.insert("url".to_owned(), address.into());
    if let Err(error) = read.document.apply(Edit::SetMetadata(Box::new(metadata))) {
        let message = format!("the page's address was not kept: {error}");
        read.problems.push(Problem::new("address", Severity::Warning, Place::Whole, message));
    }
}

/// The importer of web pages.
pub(super) struct Html;

impl Importer for Html {
    fn key(&self) -> &'static str {
        "html"
    }

    fn about(&self) -> &'static str {
        "web pages (HTML), with zones from their markup"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml"]
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let start: String = input.text().trim_start().chars().take(512).collect();
        let start = start.to_ascii_lowercase();
        let first = ["<!doctype html", "<html", "<head", "<body", "<article"];
        first.iter().any(|it| start.starts_with(it))
            || (start.starts_with("<?xml") && start.contains("<html"))
            || (start.starts_with("<!--") && start.contains("<html"))
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        let page = dom::parse(&depth::limited(input.text()));
        let mut read = markup::document(&page, input, MEDIA_TYPE, tag_set);
        keep_address(&mut read, page.address);
        Ok(vec![read])
    }
}
