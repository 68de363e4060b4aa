//! Tables of tokens as Hugging Face's programs train with: a row for each document, with its tokens,
//! where they stand, and a mark in IOB2 for each, as lines of JSON or as a Parquet file.
//!
//! There is a column of marks for each layer. In one of them a token has one mark: of tags that share
//! a token the longest stays.

mod parquet;
mod read;
mod write;

pub(in crate::formats) use self::parquet::{Parquet, ParquetTable};
pub(in crate::formats) use self::read::Table;
pub(in crate::formats) use self::write::HfJsonl;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::annotation::Lane;

/// The columns of marks, and the layer that each holds.
const LAYERS: [(&str, Lane); 3] =
    [("ner_tags", Lane::Entities), ("quote_tags", Lane::Quotes), ("claim_tags", Lane::Claims)];

/// A row. `token_starts` and `token_ends` count code points.
#[derive(Serialize, Deserialize)]
struct Row {
    id: String,
    text: String,
    tokens: Vec<String>,
    token_starts: Vec<usize>,
    token_ends: Vec<usize>,
    ner_tags: Vec<String>,
    quote_tags: Vec<String>,
    claim_tags: Vec<String>,
}
