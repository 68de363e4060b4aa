//! New drafts: whether there is one, and the tags of a document carried onto it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::annotation::Document;
use crate::annotation::carry::{Carried, carry};
use crate::annotation::check::Problem;
use crate::files::{self, Fingerprint};
use crate::formats::{native, tagset};
use crate::text::{Sketch, Text};
use crate::ui::state::OpenId;
use crate::ui::words;

/// What tags are carried onto.
pub enum Onto {
    /// The article in this file.
    File(PathBuf),
    /// An article that is open.
    Open(OpenId, Arc<Document>),
}

/// Tags that were carried onto a new draft.
pub struct Drafted {
    /// The document of the earlier draft.
    pub from: OpenId,
    /// The new draft, if it was open.
    pub onto: Option<OpenId>,
    /// Its file, if it was read from one, and what that was like.
    pub file: Option<(PathBuf, Fingerprint)>,
    /// The new document with what became of each tag; or why there is none, in a sentence.
    pub result: Result<Carried, String>,
    /// What was noticed in reading the draft.
    pub problems: Vec<Problem>,
}

/// Carries what `old` knows onto another text.
pub(super) fn take_in(from: OpenId, old: &Document, onto: Onto) -> Drafted {
    let path = match onto {
        Onto::Open(id, document) => {
            let result = carried(old, &document);
            return Drafted { from, onto: Some(id), file: None, result, problems: Vec::new() };
        }
        Onto::File(path) => path,
    };
    let none = |why: String| Drafted {
        from,
        onto: None,
        file: None,
        result: Err(why),
        problems: Vec::new(),
    };
    let opened = match files::open(&path, &tagset::news()) {
        Ok(it) => it,
        Err(error) => return none(words::drafts::unread(&error.to_string())),
    };
    let count = opened.documents.len();
    let Ok([draft]) = <[_; 1]>::try_from(opened.documents) else {
        return none(words::drafts::several(&path, count));
    };
    let result = carried(old, &draft.document);
    let file = Some((path, opened.fingerprint));
    Drafted { from, onto: None, file, result, problems: draft.problems }
}

fn carried(old: &Document, new: &Document) -> Result<Carried, String> {
    carry(old, new).map_err(|error| words::drafts::not_carried(&error.to_string()))
}

/// A document that is open: its text, and the name of the file that the text came from.
pub type Candidate = (OpenId, Text, String);

/// Which of `others` is an earlier draft of a text from a file with this name, by how much of their
/// words they have in common.
pub(super) fn earlier(text: &Text, name: &str, others: &[Candidate]) -> Option<OpenId> {
    /// With the same name, less in common will do.
    const NAMESAKES: f64 = 0.15;
    const OTHERS: f64 = 0.25;
    let own = Sketch::of(text);
    let fitting = others.iter().filter_map(|(id, text, its)| {
        let common = own.resemblance(&Sketch::of(text));
        let least = if its == name && !name.is_empty() { NAMESAKES } else { OTHERS };
        (common >= least).then_some((*id, common))
    });
    fitting.max_by(|one, other| one.1.total_cmp(&other.1)).map(|it| it.0)
}

/// Whether the file of an article is not what it was, by the SHA-256 of its bytes. What is gone, out
/// of reach or very large counts as unchanged.
pub(super) fn has_changed(path: &Path, sha256: &str) -> bool {
    const MOST: u64 = 32 << 20;
    files::is_file(path)
        && files::size(path).is_some_and(|it| it <= MOST)
        && files::bytes(path).is_ok_and(|it| native::sha256(&it) != sha256)
}
