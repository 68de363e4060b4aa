//! Lines of JSON for spaCy and Prodigy: a text, spans in it, and where wanted the tokens.
//!
//! Offsets count code points; `end` is the first after a span, but `token_end` the last token of it.
//! spaCy takes only spans that begin and end with a token. The tokens here are ours, cut where tags
//! begin and end, so that spans lose nothing but white space at their ends.

mod read;
mod write;

pub(in crate::formats) use self::read::{PRODIGY, SPACY};
pub(in crate::formats) use self::write::{Tasks, Training};

#[cfg(test)]
mod tests;
