//! [`Shelf`]: the list of the documents in a folder or data set. They are opened one at a time; the
//! list holds their names alone.
//!
//! Not here: how it is drawn (`panels`), what opening one does (`update`).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::glance::Glance;
use super::state::OpenId;
use crate::annotation::Document;
use crate::batch::articles::{self, Found};
use crate::files::{self, FileError, native_path};
use crate::formats::Read;
use crate::formats::native::Form;
use crate::tagger::Cancel;
use crate::ui::words;

/// The documents of a folder or data set.
pub struct Shelf {
    /// The folder or file.
    pub path: PathBuf,
    /// What is in it, in order.
    pub items: Vec<Item>,
    /// What is typed to find some.
    pub filter: String,
    /// The items that the filter shows, by their index.
    pub shown: Vec<usize>,
    /// The item that was opened last, and its document once it is there.
    pub at: Option<(usize, Option<OpenId>)>,
    /// The list is to show that item.
    pub reveal: bool,
    /// The item that is looked into without opening it.
    pub look: Option<usize>,
    /// What is known of items that were looked into, by their index.
    pub glances: BTreeMap<usize, Glance>,
    /// Stops looking into the one that is being looked into.
    pub looking: Option<Cancel>,
}

/// A document in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Where it is.
    pub place: Spot,
    /// Its name.
    pub name: String,
    /// How far it is.
    pub state: Stage,
}

/// Where a document is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A file of its own.
    File(PathBuf),
    /// One of those in a file, counted from 0.
    Within(PathBuf, usize),
}

/// How far a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Nobody has saved tags of it.
    Untouched,
    /// Tags of it are saved.
    Tagged,
    /// An editor has finished it.
    Done,
    /// It could not be opened.
    Problem,
}

impl Stage {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Untouched => words::outline::STAGE_UNTOUCHED,
            Self::Tagged => words::outline::STAGE_TAGGED,
            Self::Done => words::outline::STAGE_DONE,
            Self::Problem => words::outline::STAGE_PROBLEM,
        }
    }
}

impl Shelf {
    /// A list of which nothing is open yet.
    pub fn new(path: PathBuf, items: Vec<Item>) -> Self {
        let shown = (0..items.len()).collect();
        Self {
            path,
            items,
            filter: String::new(),
            shown,
            at: None,
            reveal: false,
            look: None,
            glances: BTreeMap::new(),
            looking: None,
        }
    }

    /// Shows the items whose name or state has what is typed.
    pub fn find(&mut self) {
        let typed = self.filter.trim().to_lowercase();
        let fits = |it: &Item| it.name.to_lowercase().contains(&typed) || it.state.word() == typed;
        let fitting = self.items.iter().enumerate().filter(|it| fits(it.1));
        self.shown = fitting.map(|it| it.0).collect();
    }

    /// The shown item after or before the one that was opened last.
    pub fn next(&self, forward: bool) -> Option<usize> {
        let Some((at, _)) = self.at else { return self.shown.first().copied() };
        if forward {
            let after = self.shown.partition_point(|it| *it <= at);
            self.shown.get(after).copied()
        } else {
            let before = self.shown.partition_point(|it| *it < at);
            self.shown.get(before.checked_sub(1)?).copied()
        }
    }
}

/// Lists the documents in a folder; `None` if it was stopped. An article whose saved document lies
/// beside it is one item.
pub fn folder(path: &Path, cancel: &Cancel) -> Result<Option<Vec<Item>>, FileError> {
    let Some(found) = articles::in_folder(path, &|| !cancel.is_cancelled())? else {
        return Ok(None);
    };
    let mut all = Vec::with_capacity(found.len());
    for Found { path, saved } in found {
        if cancel.is_cancelled() {
            return Ok(None);
        }
        let done = || files::head(&path).is_ok_and(|it| is_done(&it));
        let state = match saved {
            true if done() => Stage::Done,
            true => Stage::Tagged,
            false => Stage::Untouched,
        };
        all.push((path, state));
    }
    let name = |it: &Path| it.strip_prefix(path).unwrap_or(it).to_string_lossy().into_owned();
    let item = |(file, state): (PathBuf, Stage)| Item {
        name: name(&file),
        place: Spot::File(file),
        state,
    };
    Ok(Some(all.into_iter().map(item).collect()))
}

/// Whether the first lines of a saved document say that it is finished.
fn is_done(head: &str) -> bool {
    let close: String = head.chars().filter(|it| !it.is_whitespace()).collect();
    close.contains("status:\"done\"") || close.contains("\"status\":\"done\"")
}

/// Lists the documents of one file; one that has been saved on its own is told by its file.
pub fn within(path: &Path, documents: &[Read]) -> Vec<Item> {
    let item = |(at, read): (usize, &Read)| {
        let saved = native_path(&alone(path, at), Form::Ron);
        let name = name(&read.document, at);
        if files::is_file(&saved) {
            return Item { place: Spot::File(saved), name, state: Stage::Tagged };
        }
        let tagged = read.document.annotation_count() > 0;
        let state = if tagged { Stage::Tagged } else { Stage::Untouched };
        Item { place: Spot::Within(path.to_owned(), at), name, state }
    };
    documents.iter().enumerate().map(item).collect()
}

/// The name that one of the documents in a file goes by, as if it were a file of its own.
pub fn alone(path: &Path, at: usize) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}-{}.txt", at + 1))
}

/// The id of a document, or how it begins.
fn name(document: &Document, at: usize) -> String {
    const LONGEST: usize = 60;
    let first = document.text().as_str().lines().find(|it| !it.trim().is_empty());
    let first: String = first.unwrap_or_default().trim().chars().take(LONGEST).collect();
    let id = &document.metadata().id;
    let id = if id.is_empty() { (at + 1).to_string() } else { id.clone() };
    format!("{id}  {first}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::{Over, write};

    fn put(folder: &Path, name: &str, content: &str) {
        write(&folder.join(name), content.as_bytes(), Over::Nothing).unwrap();
    }

    #[test]
    fn a_folder_lists_each_document_once_with_its_state() {
        let folder = tempfile::tempdir().unwrap();
        let here = folder.path();
        for (name, content) in [
            ("a.txt", "A."),
            ("a.factmark.ron", "(factmark: 1, status: \"done\", text: \"A.\")"),
            ("b.html", "<p>B."),
            ("c.factmark.json", "{\"factmark\": 1}"),
            ("d.ann", "T1\tperson 0 1\tA"),
            ("e.png", "x"),
        ] {
            put(here, name, content);
        }
        let found = super::folder(here, &Cancel::new()).unwrap().unwrap();
        let shown: Vec<_> = found.iter().map(|it| (it.name.as_str(), it.state)).collect();
        let wanted = [
            ("a.factmark.ron", Stage::Done),
            ("b.html", Stage::Untouched),
            ("c.factmark.json", Stage::Tagged),
        ];
        assert_eq!(shown, wanted);
        let stopped = Cancel::new();
        stopped.cancel();
        assert_eq!(super::folder(here, &stopped).unwrap(), None);
    }

    #[test]
    fn what_is_typed_filters_and_steps_go_through_what_is_shown() {
        let item = |name: &str| Item {
            place: Spot::File(name.into()),
            name: name.to_owned(),
            state: Stage::Untouched,
        };
        let items = ["ann", "bob", "anna", "cy"].map(item).to_vec();
        let mut shelf = Shelf::new("x".into(), items);
        shelf.filter = "AN".to_owned();
        shelf.find();
        assert_eq!(shelf.shown, [0, 2]);
        assert_eq!(shelf.next(true), Some(0));
        shelf.at = Some((1, None));
        assert_eq!((shelf.next(true), shelf.next(false)), (Some(2), Some(0)));
        shelf.at = Some((2, None));
        assert_eq!(shelf.next(true), None);
    }
}
