//! Rich text (`.rtf`, versions 1.0 to 1.9), as word processors and mail programs write it.
//!
//! A reader of our own: what is to be had for Rust reads no tables, fields or notes.
//!
//! Not here: pictures, objects, numbers of lists, pages.

mod reader;
mod story;
mod tables;
#[cfg(test)]
mod tests;
mod token;

use std::sync::Arc;

use super::{Importer, Input, Read, ReadError, TagSet, markup};

/// The importer of rich text.
pub(in crate::formats) struct Rtf;

impl Importer for Rtf {
    fn key(&self) -> &'static str {
        "rtf"
    }

    fn about(&self) -> &'static str {
        "rich text (RTF), with headings, lists, tables, notes and links"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["rtf"]
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        input.bytes().trim_ascii_start().starts_with(b"{\\rtf")
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        if !self.recognises(input) {
            let message = "it does not begin with {\\rtf; name its format with --from".to_owned();
            return Err(ReadError::Format { format: "rich text file", message });
        }
        let (page, told, problems) = reader::read(input.bytes());
        let mut read = markup::document(&page, input, "application/rtf", tag_set);
        told.tell(&mut read.problems);
        read.problems.extend(problems);
        Ok(vec![read])
    }
}
