//! `WebAnno` TSV 3.3, which `INCEpTION` reads: rows of tokens with columns for a layer of spans and one of
//! relations. Offsets count UTF-16 units.
//!
//! The tokens are ours, cut where tags begin and end, so that only white space at the ends of tags is
//! lost. Text between sentences is not in such a file, so it is best read with the article.

mod escape;
mod read;
mod write;

pub(in crate::formats) use self::read::Rows;
pub(in crate::formats) use self::write::WebAnno;

/// The type of our spans and its features, in the order of the columns.
const SPANS: &str = "webanno.custom.Tag";
const FEATURES: [&str; 6] = ["label", "review", "tier", "confidence", "note", "attributes"];

/// The type of our relations, which have one feature.
const LINKS: &str = "webanno.custom.Link";
const KIND: &str = "kind";

#[cfg(test)]
mod tests;
