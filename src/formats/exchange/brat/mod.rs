//! brat's standoff format: the text, and lines about places in it.
//!
//! Lines of a text end in `\n` there, and no tag may hold a line end, a tab, or what Python takes
//! for one: a tag that does is written in fragments around it. Reading makes fragments with nothing
//! but such white space between them one again.
//!
//! What brat has no line for is told in attributes (`review`, `tier`, `confidence`) and
//! normalisations (`Record`, `Alias`, `Role`, `Link`; `Reference` for entries of a table).

mod line;
mod places;
mod read;
mod write;

pub(in crate::formats) use self::read::Standoff;
pub(in crate::formats) use self::write::Brat;

use super::names::{escaped, narrow};

/// Attributes that tell where a tag stands.
const REVIEW: &str = "review";
const TIER: &str = "tier";
const CONFIDENCE: &str = "confidence";

/// The name of an attribute of the document itself, which is never one of those above.
fn attribute_name(key: &str) -> String {
    let name = narrow(key);
    if ![REVIEW, TIER, CONFIDENCE].contains(&key) {
        return name;
    }
    let mut chars = name.chars();
    chars.next().map(escaped).unwrap_or_default() + chars.as_str()
}

#[cfg(test)]
mod tests;
