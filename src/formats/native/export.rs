//! Saved documents as one format among others.

use super::{Form, write};
use crate::annotation::Document;
use crate::formats::{Exporter, Options, Written};

impl Exporter for Form {
    fn key(&self) -> &'static str {
        Self::key(*self)
    }

    fn about(&self) -> &'static str {
        match self {
            Self::Ron => "the whole document as RON",
            Self::Json => "the whole document as JSON",
            Self::Jsonl => "the whole document as a line of JSON",
        }
    }

    fn endings(&self) -> &'static [&'static str] {
        match self {
            Self::Ron => &["factmark.ron"],
            Self::Json => &["factmark.json"],
            Self::Jsonl => &["factmark.jsonl"],
        }
    }

    fn many(&self) -> bool {
        *self == Self::Jsonl
    }

    fn write(&self, document: &Document, _: &Options) -> Written {
        Written::one(write(document, *self), Vec::new())
    }
}
