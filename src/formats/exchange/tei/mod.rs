//! TEI P5 with annotations apart from the text.
//!
//! The text stands in one `<ab>`, character by character; a `<span>` in `<standOff>` points at the
//! pieces of a tag with `string-range`, counting code points, and at what is said about it: a category for
//! its label, and a feature structure. Relations are links, and records are persons, organisations, places or
//! items of a list.

mod read;
mod write;

use std::sync::Arc;

use super::{Exporter, Options, Written};
use crate::annotation::{Document, TagSet};
use crate::formats::{Importer, Input, Read, ReadError};
use crate::text::Unit;

const SPACE: &str = "http://www.tei-c.org/ns/1.0";

/// What ids of categories begin with, before the name of a label, a relation, or a state.
const LABEL: &str = "tag.";
const KIND: &str = "relation.";
const REVIEW: &str = "review.";
const TIER: &str = "tier.";

/// The elements of records: the list, one of it, and its name. Labels without one of their own are items.
const RECORDS: [(&str, [&str; 3]); 4] = [
    ("person", ["listPerson", "person", "persName"]),
    ("org", ["listOrg", "org", "orgName"]),
    ("place", ["listPlace", "place", "placeName"]),
    ("", ["list", "item", "name"]),
];

/// The exporter and the importer.
pub(in crate::formats) struct Tei;

impl Exporter for Tei {
    fn key(&self) -> &'static str {
        "tei"
    }

    fn about(&self) -> &'static str {
        "TEI P5 with stand-off annotations"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["tei.xml"]
    }

    fn many(&self) -> bool {
        false
    }

    fn write(&self, document: &Document, options: &Options) -> Written {
        write::document(document, options.unit.unwrap_or(Unit::CodePoint))
    }
}

impl Importer for Tei {
    fn key(&self) -> &'static str {
        "tei"
    }

    fn about(&self) -> &'static str {
        "TEI P5 with stand-off annotations (span and string-range)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &[]
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let text = input.text().trim_start();
        text.starts_with('<') && text.contains(SPACE)
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        read::document(input, tag_set).map(|it| vec![it])
    }
}
