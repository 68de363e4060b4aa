//! The one road from markup to an article: what opens, is said and closes becomes lines of text, and
//! each line a zone.
//!
//! Importers of marked-up files make a [`Page`], with elements named as in HTML, and hand it to
//! [`document`]. A file that holds HTML in another wrapping gets its page from `html::part`.
//!
//! Not here: how a file is parsed (`html` and the other importers), nor what the words themselves
//! tell of zones (`tagger`).

mod blocks;
mod event;
mod rules;
mod zones;

#[cfg(test)]
mod tests;

use std::sync::Arc;

pub(super) use self::event::{Article, Element, Event, Page, language};
#[cfg_attr(not(test), expect(unused_imports, reason = "for formats that are no web pages"))]
pub(super) use self::rules::Mark;
use super::{Input, Read, article};
use crate::annotation::TagSet;
use crate::text::Text;

/// The document of a page: all that is said, with a zone for each line. `media_type` is the file's.
pub(super) fn document(
    page: &Page,
    input: &Input<'_>,
    media_type: &'static str,
    tag_set: &Arc<TagSet>,
) -> Read {
    let laid = blocks::lay_out(page);
    let text = Text::new(laid.text.clone());
    let zones = zones::zones(&text, &laid, page);
    article(text, Some(zones), input, media_type, tag_set)
}
