//! Layer 2: documents and articles to and from bytes. Depends on `text` and `annotation`.
//!
//! Not here: the disk (`files`), what is proposed (`tagger`).

mod archive;
mod articles;
mod captions;
mod decode;
mod draft;
pub mod exchange;
pub mod gold;
mod html;
mod input;
pub mod journal;
pub mod line;
mod mail;
mod markdown;
mod markup;
pub mod native;
mod news;
mod office;
mod pdf;
mod plain;
pub mod tagset;

use std::sync::Arc;

pub use self::exchange::{Exporter, Options, Written};
use self::exchange::{
    brat, cas, claim_review, conll, csv, doccano, found, hf, label_studio, ninjs, offsets, proof,
    spacy, tei, w3c, webanno,
};
pub use self::html::pasted;
pub use self::input::Input;
use self::input::article;
use crate::annotation::check::Problem;
use crate::annotation::{Document, TagSet};

/// Reads files of one format.
pub trait Importer: Sync {
    /// Its name in commands.
    fn key(&self) -> &'static str;

    /// What it reads, in some words.
    fn about(&self) -> &'static str;

    /// Ends of the names of such files, in lower case.
    fn extensions(&self) -> &'static [&'static str];

    /// Whether the content shows this format, whatever the file is called.
    fn recognises(&self, input: &Input<'_>) -> bool;

    /// Whether its files are no text. Then [`Input::bytes`] has what is in them, [`Input::text`] nothing.
    fn is_binary(&self) -> bool {
        false
    }

    /// The documents of a file; an article is one.
    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError>;

    /// Where the text comes from that the tags of such a file belong to.
    fn text(&self) -> Source {
        Source::File
    }

    /// The tags of a file on the text of an article, which has none yet. `article` knows the zones.
    fn onto(&self, input: &Input<'_>, article: Read) -> Result<Read, ReadError> {
        let found = self.import(input, article.document.tag_set())?;
        found::transfer(article, found)
    }
}

/// Where the text comes from that the tags of a file belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// It is in the file.
    File,
    /// It has to be given.
    Article,
    /// Only its words are in the file: a text is made of them unless one is given.
    Words,
    /// It is in a file beside it, with this end of its name, unless another is given.
    Beside(&'static str),
}

/// Every importer. The first that recognises a file reads it, then the first that knows its name.
pub const IMPORTERS: &[&dyn Importer] = &[
    &doccano::Doccano,
    &cas::JsonCas,
    &spacy::SPACY,
    &spacy::PRODIGY,
    &hf::Table,
    &offsets::Lines,
    &news::Ninjs,
    &native::Json,
    &native::Ron,
    &csv::Table,
    &ninjs::Standoff,
    &brat::Standoff,
    &conll::Columns,
    &hf::ParquetTable,
    &webanno::Rows,
    &label_studio::LabelStudio,
    &w3c::WebAnnotation,
    &cas::Xmi,
    &tei::Tei,
    &pdf::Pdf,
    &mail::Archive,
    &mail::Mail,
    &news::Nitf,
    &news::NewsMl,
    &news::OldNewsMl,
    &news::Feed,
    &articles::Json,
    &articles::Csv,
    &captions::Vtt,
    &captions::Srt,
    &office::Docx,
    &office::Odt,
    &office::Epub,
    &office::Rtf,
    &html::Html,
    &markdown::Markdown,
    &plain::Plain,
];

/// Every exporter.
pub const EXPORTERS: &[&dyn Exporter] = &[
    &native::Form::Ron,
    &native::Form::Json,
    &native::Form::Jsonl,
    &offsets::Offsets,
    &csv::Csv,
    &csv::Claims,
    &csv::Sources,
    &claim_review::ClaimReview,
    &ninjs::Ninjs,
    &proof::Proof,
    &brat::Brat,
    &conll::ENTITIES,
    &conll::QUOTES,
    &conll::CLAIMS,
    &spacy::Training,
    &spacy::Tasks { tokens: false },
    &spacy::Tasks { tokens: true },
    &hf::HfJsonl,
    &hf::Parquet,
    &webanno::WebAnno,
    &label_studio::LabelStudio,
    &doccano::Entities,
    &doccano::Triples,
    &w3c::WebAnnotation,
    &cas::Xmi,
    &cas::JsonCas,
    &tei::Tei,
];

/// The input of a file for an importer, or for the one that its content shows.
pub fn input<'a>(
    name: &'a str,
    bytes: &'a [u8],
    importer: Option<&dyn Importer>,
) -> Result<Input<'a>, ReadError> {
    let raw = Input::binary(name, bytes);
    let shown = || IMPORTERS.iter().any(|it| it.is_binary() && it.recognises(&raw));
    if importer.map_or_else(shown, Importer::is_binary) { Ok(raw) } else { Input::new(name, bytes) }
}

/// The importer for a file: by its content, then by its name, else that of plain text.
pub fn importer_for(input: &Input<'_>) -> &'static dyn Importer {
    let by_content = IMPORTERS.iter().find(|it| it.recognises(input));
    let end = input.extension();
    let by_name = || IMPORTERS.iter().find(|it| it.extensions().contains(&end.as_str()));
    by_content.or_else(by_name).map_or(&plain::Plain, |it| *it)
}

/// Reads a file of any format that can be told.
pub fn read(name: &str, bytes: &[u8], tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
    let input = input(name, bytes, None)?;
    importer_for(&input).import(&input, tag_set)
}

/// A document that was read, and what was noticed on the way.
#[derive(Debug)]
pub struct Read {
    /// The document.
    pub document: Document,
    /// What an editor should know.
    pub problems: Vec<Problem>,
}

/// Why bytes could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// Not text at all.
    #[error("this is {what}, not text; {advice}")]
    Binary {
        /// What the bytes are.
        what: &'static str,
        /// What to do.
        advice: &'static str,
    },
    /// The parser stopped.
    #[error("line {line}, column {column}: {message}")]
    Syntax {
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
        /// What the parser says.
        message: String,
    },
    /// It reads, but is no factmark document.
    #[error("this is no factmark document: {message}")]
    NotNative {
        /// What is missing.
        message: String,
    },
    /// Not of the format that it was to be read as.
    #[error("this is no {format}: {message}")]
    Format {
        /// What it was to be.
        format: &'static str,
        /// What is wrong.
        message: String,
    },
    /// A file of packed parts of which one cannot be read.
    #[error("the {format} cannot be read: {message}")]
    Package {
        /// What the file is.
        format: &'static str,
        /// Which part, why, and what to do.
        message: String,
    },
    /// Written for another version of the format.
    #[error(
        "the file has format version {found}, this program knows {known}; \
         open it with a newer version of factmark"
    )]
    OtherVersion {
        /// The file's version.
        found: u32,
        /// The newest that this program knows.
        known: u32,
    },
    /// One line of many.
    #[error("line {line}: {why}")]
    Line {
        /// Counted from 1.
        line: usize,
        /// What is wrong with it.
        why: Box<ReadError>,
    },
    /// A file of tags without a text.
    #[error("it holds tags without their text; name the article that they belong to")]
    NeedsArticle,
    /// It does not read as the format that it was said to be.
    #[error("this is no {format}: {message}")]
    Foreign {
        /// What it was said to be.
        format: &'static str,
        /// Why it is not.
        message: String,
    },
    /// Tags of another article.
    #[error("it does not belong to this article: {message}")]
    NotThisArticle {
        /// Why.
        message: String,
    },
    /// It is a factmark document, but a wrong one.
    #[error("the document is damaged: {0}")]
    Damaged(native::Damage),
}

impl ReadError {
    /// The message without a line number, for what is one line anyway.
    pub fn in_one_line(&self) -> String {
        match self {
            Self::Syntax { column, message, .. } => format!("column {column}: {message}"),
            other => other.to_string(),
        }
    }

    /// The error of one line of a file of lines.
    fn in_line(line: usize, error: Self) -> Self {
        match error {
            // A line on its own is always line 1.
            Self::Syntax { column, message, .. } => Self::Syntax { line, column, message },
            other => Self::Line { line, why: Box::new(other) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_tags_are_known_by_their_content() {
        let known = [
            ("brat", "T1\tperson 0 3\tAnn\n#1\tAnnotatorNotes T1\tsure?\n"),
            ("csv", "document,id,label,start,end,words,review\na,a1,person,0,3,Ann,accepted\n"),
            ("spacy", "{\"text\": \"Ann\", \"ents\": [], \"tokens\": []}\n"),
            ("prodigy", "{\"text\":\"Ann\",\"spans\":[{\"start\":0}],\"answer\":\"accept\"}\n"),
            ("hf-jsonl", "{\"tokens\":[\"Ann\"],\"ner_tags\":[\"O\"]}\n"),
            ("jsonl", "{\"text\":\"a\",\"label\":[]}\n{\"text\":\"b\",\"label\":[]}\n"),
            ("plain", "T1 was late.\nThe id,label and start,end of words.\n"),
        ];
        for (key, content) in known {
            let input = Input::new("a", content.as_bytes()).unwrap();
            assert_eq!(importer_for(&input).key(), key, "{content}");
        }
    }
}
