//! Web Annotations of the W3C, in JSON-LD: a collection for each article, whose text goes beside.
//!
//! A place is told by its words with what stands around them, and by offsets in code points, as the model
//! asks for. Programs written in JavaScript count UTF-16 units; `utf16` is for those. Each piece of a
//! split tag is a target. What a tag says is told by bodies with a purpose, relations and records by
//! annotations of their own, and the text by its hash (RFC 6920).

mod anchor;
mod read;
mod write;

use std::sync::Arc;

use super::found;
use super::{Exporter, Options, Written};
use crate::annotation::{Document, TagSet};
use crate::formats::{Importer, Input, Read, ReadError, Source};
use crate::text::Unit;

/// The exporter and the importer.
pub(in crate::formats) struct WebAnnotation;

impl Exporter for WebAnnotation {
    fn key(&self) -> &'static str {
        "w3c"
    }

    fn about(&self) -> &'static str {
        "W3C Web Annotations and the text"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["jsonld", "txt"]
    }

    fn many(&self) -> bool {
        false
    }

    fn write(&self, document: &Document, options: &Options) -> Written {
        write::collection(document, options.unit.unwrap_or(Unit::CodePoint))
    }
}

impl Importer for WebAnnotation {
    fn key(&self) -> &'static str {
        "w3c"
    }

    fn about(&self) -> &'static str {
        "W3C Web Annotations"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["jsonld"]
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let text = input.text().trim_start();
        text.starts_with(['[', '{']) && text.contains("www.w3.org/ns/anno.jsonld")
    }

    fn text(&self) -> Source {
        Source::Beside("txt")
    }

    fn import(&self, _: &Input<'_>, _: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        Err(ReadError::NeedsArticle)
    }

    fn onto(&self, input: &Input<'_>, mut article: Read) -> Result<Read, ReadError> {
        let unit = input.unit().unwrap_or(Unit::CodePoint);
        let (found, mut problems) = read::found(input.whole()?, article.document.text(), unit)?;
        article.problems.append(&mut problems);
        Ok(found::onto(article, found, Unit::Byte, "w3c"))
    }
}

/// The name of a text by its content, as RFC 6920 has it.
fn hash_name(text: &str) -> String {
    let hex = crate::formats::native::sha256(text.as_bytes());
    let digits: Vec<u32> = hex.chars().filter_map(|it| it.to_digit(16)).collect();
    let bits: Vec<u32> =
        digits.iter().flat_map(|it| (0..4).rev().map(move |at| (it >> at) & 1)).collect();
    let sixes = bits.chunks(6).map(|six| {
        let value = six.iter().fold(0, |sum, bit| sum * 2 + bit);
        value << (6 - six.len())
    });
    let name: String = sixes.filter_map(|six| ALPHABET.chars().nth(six as usize)).collect();
    format!("ni:///sha-256;{name}")
}

/// The digits of base 64 that need no escape in names.
const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_named_by_its_hash() {
        // The example of RFC 6920, section 8.1.
        let name = "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk";
        assert_eq!(hash_name("Hello World!"), name);
    }
}
