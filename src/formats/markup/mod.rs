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
pub(super) use self::rules::{Mark, zone_called};
use super::{Input, Read, article};
use crate::annotation::check::{Place, Problem, Severity};
use crate::annotation::{Markup, MarkupKind, TagSet};
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
    let mut read = article(text, Some(zones), input, media_type, tag_set);
    tell_markup(&mut read, laid.elements);
    read
}

/// Gives the document what elements are besides zones. Those around the article are left out: a
/// page's menus have more links than its articles.
fn tell_markup(read: &mut Read, elements: Vec<(std::ops::Range<usize>, MarkupKind)>) {
    let document = &read.document;
    let kept = elements.into_iter().filter_map(|(range, kind)| {
        let span = document.text().trim(document.text().span(range).ok()?)?;
        let zone = document.zone_at(span.start());
        zone.is_none_or(|it| it.kind.is_article()).then(|| Markup::new(span, kind))
    });
    let kept = kept.collect();
    if let Err(error) = read.document.set_markup(kept) {
        let message = format!("links and lists of the markup were not kept: {error}");
        read.problems.push(Problem::new("markup", Severity::Warning, Place::Whole, message));
    }
}
