//! Web pages: all of what is shown becomes text, and markup tells the zones.
//!
//! Nothing that is shown is left out; what is not the article is a zone of its own kind. The same
//! page always gives the same text.
//!
//! Not here: pages whose text a script builds.

mod blocks;
mod depth;
mod dom;
mod rules;
mod zones;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::{Importer, Input, Read, ReadError, article};
use crate::annotation::TagSet;
use crate::text::Text;

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
        let laid = blocks::lay_out(&page);
        let text = Text::new(laid.text.clone());
        let zones = zones::zones(&text, &laid, &page.title);
        Ok(vec![article(text, Some(zones), input, "text/html", tag_set)])
    }
}
