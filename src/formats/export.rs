//! What all exporters share: which tags go out, and what a format cannot hold.

use std::io::{self, Write};

use crate::annotation::{Annotation, AnnotationId, Document, Edit, Review};

/// Writes documents in one format.
pub trait Exporter: Sync {
    /// Its name in commands.
    fn key(&self) -> &'static str;

    /// What it is for, in some words.
    fn about(&self) -> &'static str;

    /// End of the names of its files.
    fn extension(&self) -> &'static str;

    /// Whether one file holds many documents.
    fn many(&self) -> bool;

    /// What of `document` the format cannot hold.
    fn losses(&self, document: &Document) -> Vec<Loss>;

    /// Writes what stands before the first document.
    fn begin(&self, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Writes a document, after [`begin`](Self::begin) and, if the format holds
    /// [`many`](Self::many), other documents.
    fn add(&self, document: &Document, out: &mut dyn Write) -> io::Result<()>;

    /// Writes a file of one document.
    fn export(&self, document: &Document, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        self.add(document, out)
    }
}

/// Something that a format cannot hold, and how often it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loss {
    /// What is lost, such as `relations`.
    pub what: &'static str,
    /// How many.
    pub count: usize,
}

impl Loss {
    /// The losses that do occur.
    pub fn counted(all: impl IntoIterator<Item = (&'static str, usize)>) -> Vec<Self> {
        let losses = all.into_iter().map(|(what, count)| Self { what, count });
        losses.filter(|it| it.count > 0).collect()
    }
}

/// A copy without the tags and relations that nobody has decided on.
pub fn reviewed_only(document: &Document) -> Document {
    let mut copy = document.clone();
    let is_open = |id: AnnotationId| document.annotation(id).is_some_and(Annotation::is_open);
    let links = document
        .relations()
        .filter(|it| it.standing.review == Review::Proposed || is_open(it.from) || is_open(it.to));
    let links = links.map(|it| Edit::Unlink(it.id));
    let open = document.annotations().filter(|it| it.is_open()).map(|it| Edit::Remove(it.id));
    for edit in links.chain(open) {
        // They are there, and nothing touches the annotations any more.
        let applied = copy.apply(edit);
        debug_assert!(applied.is_ok(), "{applied:?}");
    }
    copy
}
