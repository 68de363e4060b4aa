//! [`Glance`]: what a document of a list is like, without opening it.
//!
//! Not here: when one is asked for (`update`), how it is drawn (`panels`).

use std::collections::BTreeMap;
use std::path::Path;

use super::jobs::zones_of_site;
use super::shelf::Spot;
use super::update::problem;
use super::words;
use crate::annotation::{ProposedZone, ZoneKind};
use crate::batch::site::Shared;
use crate::files::{self, FileError};
use crate::formats::{Read, tagset};
use crate::tagger::{self, Cancel};
use crate::text::word_count;

/// Most bytes of a file that is looked into.
const LARGEST: u64 = 16 << 20;

/// What a document is like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glance {
    /// Its headline, if it has one.
    pub title: Option<String>,
    /// The language of most of its article, as a BCP 47 tag.
    pub language: Option<String>,
    /// What kind of file it is.
    pub kind: String,
    /// Words of the article.
    pub words: usize,
    /// How many zones there are of each kind.
    pub zones: Vec<(ZoneKind, usize)>,
    /// What reading it told, in sentences.
    pub problems: Vec<String>,
}

/// Looks into a document; `None` if that was stopped. What cannot be read is a problem. An article is
/// judged as when it is opened: with what files of its site have in common, if that is known.
pub fn look(spot: &Spot, shared: Option<&Shared>, cancel: &Cancel) -> Option<Glance> {
    let (Spot::File(path) | Spot::Within(path, _)) = spot;
    if files::size(path).is_some_and(|it| it > LARGEST) {
        let problems = vec![words::glance::TOO_LARGE.to_owned()];
        return Some(Glance { kind: kind("", path), problems, ..Glance::default() });
    }
    let opened = match spot {
        Spot::File(path) => files::open(path, &tagset::news()),
        Spot::Within(path, at) => files::open_nth(path, *at, &tagset::news()),
    };
    let opened = match opened {
        Ok(it) => it,
        Err(error) => return Some(failed(path, &error)),
    };
    let Some(read) = opened.documents.first().filter(|_| !cancel.is_cancelled()) else {
        return (!cancel.is_cancelled())
            .then(|| Glance { kind: kind("", path), ..Glance::default() });
    };
    let shared = shared.filter(|_| opened.form.is_none() && matches!(spot, Spot::File(_)));
    let mut found = of(read, (path, shared), cancel)?;
    if opened.form.is_some() {
        words::glance::SAVED.clone_into(&mut found.kind);
    }
    if opened.documents.len() > 1 {
        let count = words::count::documents(opened.documents.len());
        found.problems.insert(0, words::sentence(&count));
    }
    Some(found)
}

fn failed(path: &Path, error: &FileError) -> Glance {
    let problems = vec![words::sentence(&error.to_string())];
    Glance { kind: kind("", path), problems, ..Glance::default() }
}

/// What kind of file it is.
fn kind(media_type: &str, path: &Path) -> String {
    let end = path.extension().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    words::glance::kind(media_type, &end)
}

fn of(read: &Read, (path, shared): (&Path, Option<&Shared>), cancel: &Cancel) -> Option<Glance> {
    let document = &read.document;
    let zones = match shared.and_then(|it| zones_of_site(document, path, it, cancel)) {
        Some(zones) => zones,
        None => tagger::zones_of(document, cancel).ok()?,
    };
    let source = document.metadata().source.as_ref();
    let media_type = source.and_then(|it| it.media_type.as_deref()).unwrap_or_default();
    let article = zones.iter().filter(|it| it.kind.is_article());
    let count = |kind: &ZoneKind| (*kind, zones.iter().filter(|it| it.kind == *kind).count());
    let words_of = |it: &ProposedZone| document.text().slice(it.span);
    let title = zones.iter().find(|it| it.kind == ZoneKind::Headline);
    Some(Glance {
        title: title.map(|it| words_of(it).to_owned()),
        language: language(&zones),
        kind: kind(media_type, path),
        words: article.map(|it| word_count(words_of(it))).sum(),
        zones: ZoneKind::ALL.iter().map(count).filter(|it| it.1 > 0).collect(),
        problems: read.problems.iter().map(problem).collect(),
    })
}

/// The language of most of the article.
fn language(zones: &[ProposedZone]) -> Option<String> {
    let mut shares: BTreeMap<&str, usize> = BTreeMap::new();
    for zone in zones.iter().filter(|it| it.kind.is_article()) {
        if let Some(lang) = zone.lang.as_deref() {
            *shares.entry(lang).or_default() += zone.span.len();
        }
    }
    shares.into_iter().max_by_key(|it| it.1).map(|it| it.0.to_owned())
}
