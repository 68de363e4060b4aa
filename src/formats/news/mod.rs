//! News as agencies and web sites send it: NITF, `NewsML`, RSS and Atom in XML, and ninjs.
//!
//! Headline, byline, dateline, summary and date are zones because the file says so. A feed or a
//! message may hold many items; each is a document. What tells of an item and is no text of it (its
//! address, who holds the rights, its subjects) is kept beside the text, or left out.
//!
//! Formats: NITF 3.x, `NewsML` 1, NewsML-G2 and ninjs, IPTC standards; RSS 0.9 to 2.0; Atom, RFC 4287.
//!
//! Not here: tags beside a ninjs item (`exchange::ninjs`), how lines and zones are made of elements (`markup`).

mod feed;
mod newsml;
mod newsml1;
mod ninjs;
mod nitf;
mod tree;

use std::sync::Arc;

use super::exchange::xml::{self, Element};
use super::markup::{self, Page};
use super::{Input, Read, ReadError};
use crate::annotation::check::{Place, Problem, Severity};
use crate::annotation::{Edit, Extra, TagSet, Value};

pub(super) use self::feed::Feed;
pub(super) use self::newsml::NewsMl;
pub(super) use self::newsml1::OldNewsMl;
pub(super) use self::ninjs::Ninjs;
pub(super) use self::nitf::Nitf;

/// The name of the outermost element, without its prefix, if the file begins as XML does.
fn root(text: &str) -> Option<&str> {
    let mut rest = text.trim_start();
    loop {
        let inside = rest.strip_prefix('<')?;
        let end = match inside {
            it if it.starts_with("!--") => it.find("-->")? + 3,
            it if it.starts_with("!DOCTYPE") && it.split('>').next()?.contains('[') => {
                it.find("]>").or_else(|| it.find("] >"))? + 2
            }
            it if it.starts_with(['?', '!']) => it.find('>')? + 1,
            it => {
                let stop = |c: char| c.is_whitespace() || matches!(c, '>' | '/');
                let name = it.get(..it.find(stop)?)?;
                return Some(name.rsplit_once(':').map_or(name, |it| it.1));
            }
        };
        rest = inside.get(end..)?.trim_start();
        rest = rest.strip_prefix('>').unwrap_or(rest).trim_start();
    }
}

/// An item of news.
#[derive(Default)]
struct Item {
    page: Page,
    id: String,
    /// What is kept beside the text.
    extra: Vec<(&'static str, String)>,
    problems: Vec<(&'static str, String)>,
}

impl Item {
    fn keep(&mut self, key: &'static str, value: &str) {
        let value = value.trim();
        if !value.is_empty() && !self.extra.iter().any(|it| it.0 == key) {
            self.extra.push((key, value.to_owned()));
        }
    }
}

/// The documents of items.
fn documents(
    items: Vec<Item>,
    input: &Input<'_>,
    media_type: &'static str,
    tag_set: &Arc<TagSet>,
) -> Vec<Read> {
    let several = items.len() > 1;
    let document = |(at, item): (usize, Item)| {
        let mut read = markup::document(&item.page, input, media_type, tag_set);
        let mut metadata = read.document.metadata().clone();
        if !item.id.is_empty() {
            metadata.id = item.id;
        } else if several {
            metadata.id = format!("{}-{at}", metadata.id);
        }
        let kept = item.extra.into_iter().map(|(key, value)| (key.to_owned(), Value::from(value)));
        metadata.extra = kept.collect::<Extra>();
        // Metadata fit any document.
        let _old = read.document.apply(Edit::SetMetadata(Box::new(metadata)));
        let mut told = item.problems;
        if told.is_empty() && read.document.text().is_empty() {
            told.push(("news-empty", "the item has no text".to_owned()));
        }
        let told = told.into_iter();
        read.problems.extend(
            told.map(|(check, it)| Problem::new(check, Severity::Warning, Place::Whole, it)),
        );
        read
    };
    (1..).zip(items).map(document).collect()
}

fn parsed(input: &Input<'_>) -> Result<Element, ReadError> {
    xml::read_mildly(input.text())
}

#[cfg(test)]
mod tests;
