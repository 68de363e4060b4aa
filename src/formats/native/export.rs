//! Saved documents as one format among others.

use std::io::{self, Write};

use super::{Form, write};
use crate::annotation::Document;
use crate::formats::{Exporter, Loss};

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

    fn extension(&self) -> &'static str {
        match self {
            Self::Ron => "factmark.ron",
            Self::Json => "factmark.json",
            Self::Jsonl => "factmark.jsonl",
        }
    }

    fn many(&self) -> bool {
        *self == Self::Jsonl
    }

    fn losses(&self, _: &Document) -> Vec<Loss> {
        Vec::new()
    }

    fn add(&self, document: &Document, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(write(document, *self).as_bytes())
    }
}
