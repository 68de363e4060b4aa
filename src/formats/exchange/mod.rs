//! Tags to and from other programs: one module for each format, and what they share.
//!
//! Each exporter tells what its format cannot hold ([`Loss`]); what an importer reads goes into a
//! document through `found`. Which tags go out is chosen before ([`Selection`]), so no format knows
//! of it.
//!
//! Not here: the disk (`files`), saved documents (`native`), articles without tags (`plain`, `html`).

pub(super) mod brat;
pub(super) mod cas;
mod cell;
mod claim;
pub(super) mod claim_review;
pub(super) mod conll;
pub(super) mod csv;
pub(super) mod doccano;
mod fit;
pub(super) mod found;
mod frame;
pub(super) mod hf;
pub(super) mod label_studio;
mod loss;
mod names;
pub(super) mod ninjs;
pub(super) mod offsets;
pub(super) mod proof;
mod select;
pub(super) mod spacy;
mod tally;
pub(super) mod tei;
mod tokens;
pub(super) mod w3c;
pub(super) mod webanno;
pub(super) mod xml;

use std::io;
use std::sync::Arc;

pub use self::fit::tags_for;
pub use self::frame::{Frame, Framed, Sink};
pub use self::loss::{Holds, Loss, Subject, What, losses, losses_at};
pub use self::select::{LeftOut, Selection};
pub use self::tally::{Name, Tally};
use crate::annotation::{Document, TagSet};
use crate::text::Unit;

/// Writes documents in one format.
pub trait Exporter: Sync {
    /// Its name in commands.
    fn key(&self) -> &'static str;

    /// What it is for, in some words.
    fn about(&self) -> &'static str;

    /// The ends of the names of its files, without the first dot: one, unless a document becomes
    /// several files that belong together, such as a text and its tags.
    fn endings(&self) -> &'static [&'static str];

    /// Whether one file holds many documents. Such a format has one ending.
    fn many(&self) -> bool;

    /// Writes one document.
    fn write(&self, document: &Document, options: &Options) -> Written;

    /// What stands around the documents of a file.
    fn frame(&self) -> Frame {
        Frame::NONE
    }

    /// Where documents that are written go one after the other, to become one file. Without
    /// [`Sink::finish`] the file is not whole.
    fn sink<'a>(&self, out: Box<dyn io::Write + 'a>) -> io::Result<Box<dyn Sink + 'a>> {
        Ok(Box::new(Framed::begin(self.frame(), out)?))
    }

    /// Files that other programs want beside those of the documents, once for all of them, such as
    /// a list of the labels. `tag_sets` are those of the documents, each once.
    fn companions(&self, _tag_sets: &[Arc<TagSet>]) -> Vec<Companion> {
        Vec::new()
    }
}

/// What can be chosen about how a format is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// What offsets count, for formats whose readers disagree; without it as the format's
    /// specification says.
    pub unit: Option<Unit>,
}

/// One document in another format.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The content for each of [`Exporter::endings`], in their order.
    pub parts: Vec<Vec<u8>>,
    /// What the format cannot hold.
    pub losses: Vec<Loss>,
}

impl Written {
    /// A document that became one file.
    pub fn one(content: impl Into<Vec<u8>>, losses: Vec<Loss>) -> Self {
        Self { parts: vec![content.into()], losses }
    }
}

/// A file that goes with an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Companion {
    /// Its name, without a folder.
    pub name: &'static str,
    /// What is in it.
    pub content: Vec<u8>,
}

/// The names of the files that a document becomes. `name` is that of one of them, or what stands before
/// their endings.
pub fn file_names(exporter: &dyn Exporter, name: &str) -> Vec<String> {
    let endings = exporter.endings();
    let cut = |ending: &&str| name.strip_suffix(*ending).and_then(|it| it.strip_suffix('.'));
    let stem = endings.iter().filter_map(cut).min_by_key(|it| it.len());
    let name = |ending: &&str| match (stem, endings.len()) {
        // A name that somebody chose for the only file stays as it is.
        (None, 1) if name.contains('.') => name.to_owned(),
        (stem, _) => format!("{}.{ending}", stem.unwrap_or(name)),
    };
    endings.iter().map(name).collect()
}

/// The files, by name, that a written document becomes. `name` is that of one of them, or what stands
/// before their endings.
pub fn files(
    exporter: &dyn Exporter,
    parts: Vec<Vec<u8>>,
    name: &str,
) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for (name, part) in file_names(exporter, name).into_iter().zip(parts) {
        let content = if exporter.many() { alone(exporter, &part)? } else { part };
        files.push((name, content));
    }
    Ok(files)
}

/// A file of one document in a format that holds many.
fn alone(exporter: &dyn Exporter, part: &[u8]) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut sink = exporter.sink(Box::new(&mut out))?;
    sink.put(part)?;
    sink.finish()?;
    Ok(out)
}
