//! Versions of the same documents from several files or folders, brought together.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::report;
use crate::annotation::Document;
use crate::annotation::diff::first_apart;
use crate::files;
use crate::formats::native::sha256;
use crate::formats::{Read, tagset};

/// What one editor has tagged.
pub(super) struct Shelf {
    /// As it was named.
    pub(super) path: PathBuf,
    entries: Vec<Entry>,
    /// The file that was opened last.
    open: Option<(PathBuf, Vec<Document>)>,
}

/// Where a document is, and what it can be known by.
struct Entry {
    file: PathBuf,
    at: usize,
    id: String,
    /// Its path in the folder, without the end of the name.
    name: String,
    sha256: String,
}

/// A document of the first shelf with its version on each other one; `None` where there is none.
pub(super) type Row = Vec<Option<usize>>;

impl Shelf {
    /// Looks through a file or folder. Files that cannot be read are reported; `problems` is set.
    pub(super) fn new(path: &Path, problems: &mut bool) -> anyhow::Result<Self> {
        let mut shelf = Self { path: path.to_owned(), entries: Vec::new(), open: None };
        let single = !files::is_folder(path);
        for file in files::documents_in(path)? {
            let documents = match shelf.documents(&file) {
                Ok(documents) => documents,
                Err(error) if single => return Err(error),
                Err(error) => {
                    report::say(&format!("error: {error:#}"));
                    *problems = true;
                    continue;
                }
            };
            let inside = file.strip_prefix(path).ok().map(Path::to_string_lossy);
            let name = inside.map(|it| stem(&it)).unwrap_or_default();
            let entry = |(at, it): (usize, &Document)| Entry {
                file: file.clone(),
                at,
                id: it.metadata().id.clone(),
                name: name.clone(),
                sha256: sha256(it.text().as_str().as_bytes()),
            };
            let entries: Vec<Entry> = documents.iter().enumerate().map(entry).collect();
            shelf.entries.extend(entries);
        }
        Ok(shelf)
    }

    fn documents(&mut self, file: &Path) -> anyhow::Result<&[Document]> {
        if self.open.as_ref().is_none_or(|it| it.0 != file) {
            let opened = files::open(file, &tagset::news())?;
            let documents = opened.documents.into_iter().map(|Read { document, .. }| document);
            self.open = Some((file.to_owned(), documents.collect()));
        }
        Ok(self.open.as_ref().map(|it| it.1.as_slice()).unwrap_or_default())
    }

    /// A document by its index.
    pub(super) fn take(&mut self, index: usize) -> anyhow::Result<Document> {
        let found = self.entries.get(index).map(|it| (it.file.clone(), it.at));
        let (file, at) = found.ok_or_else(|| anyhow::anyhow!("there is no document {index}"))?;
        let document = self.documents(&file)?.get(at).cloned();
        document.ok_or_else(|| anyhow::anyhow!("{} has changed meanwhile", file.display()))
    }

    /// What a document is called in talk.
    pub(super) fn called(&self, index: usize) -> String {
        let Some(entry) = self.entries.get(index) else { return String::new() };
        let file = entry.file.display();
        let several = self.entries.iter().filter(|it| it.file == entry.file).nth(1).is_some();
        if several { format!("{file} ({})", entry.id) } else { file.to_string() }
    }
}

/// The part of a file name before the ends that saved documents have.
fn stem(name: &str) -> String {
    let name = name.rsplit_once('.').map_or(name, |it| it.0);
    name.strip_suffix(".factmark").unwrap_or(name).to_owned()
}

/// Finds the versions of each document of the first shelf: on files of one document each that one,
/// else by text, of several with the same text by id or name, else by id or name alone. Tells which
/// documents have no partner, and where texts differ; `problems` is set.
pub(super) fn rows(shelves: &mut [Shelf], problems: &mut bool) -> anyhow::Result<Vec<Row>> {
    let Some((first, others)) = shelves.split_first_mut() else { return Ok(Vec::new()) };
    let mut rows: Vec<Row> = (0..first.entries.len()).map(|it| vec![Some(it)]).collect();
    for other in others {
        let partners = partners(first, other);
        let taken: BTreeSet<usize> = partners.iter().flatten().copied().collect();
        for index in (0..other.entries.len()).filter(|it| !taken.contains(it)) {
            let (called, path) = (other.called(index), first.path.display().to_string());
            report::say(&format!("{called}: {path} has no version of it; it is left out"));
            *problems = true;
        }
        for (index, (row, partner)) in rows.iter_mut().zip(partners).enumerate() {
            let partner = match partner {
                Some(it) if same_text(first, index, other, it)? => Some(it),
                Some(_) => None,
                None => {
                    let (called, path) = (first.called(index), other.path.display());
                    report::say(&format!("{called}: {path} has no version of it; it is left out"));
                    None
                }
            };
            *problems |= partner.is_none();
            row.push(partner);
        }
    }
    Ok(rows)
}

/// Whether two documents have one text; says where they differ if not.
fn same_text(
    first: &mut Shelf,
    one: usize,
    second: &mut Shelf,
    two: usize,
) -> anyhow::Result<bool> {
    let hash = |shelf: &Shelf, at: usize| shelf.entries.get(at).map(|it| it.sha256.clone());
    if hash(first, one) == hash(second, two) {
        return Ok(true);
    }
    let (left, right) = (first.take(one)?, second.take(two)?);
    if let Some(apart) = first_apart(left.text(), right.text()) {
        let (called, named) = (first.called(one), second.called(two));
        let (line, other) = apart.lines;
        report::say(&format!(
            "{called}, line {line}: the text is “{}”, but in {named}, line {other}, it is “{}”; \
             only tags on the same text can be compared",
            apart.first, apart.second
        ));
    }
    Ok(false)
}

fn partners(first: &Shelf, other: &Shelf) -> Vec<Option<usize>> {
    if let ([_], [_]) = (first.entries.as_slice(), other.entries.as_slice()) {
        return vec![Some(0)];
    }
    let mut texts: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut names: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, it) in other.entries.iter().enumerate() {
        texts.entry(&it.sha256).or_default().push(at);
        for name in [&it.id, &it.name].into_iter().filter(|it| !it.is_empty()) {
            names.entry(name).or_default().push(at);
        }
    }
    let mut free: BTreeSet<usize> = (0..other.entries.len()).collect();
    let mut found = vec![None; first.entries.len()];
    for by_text in [true, false] {
        for (place, it) in found.iter_mut().zip(&first.entries).filter(|it| it.0.is_none()) {
            let called = |at: &usize| {
                other.entries.get(*at).is_some_and(|other| {
                    !it.id.is_empty() && it.id == other.id
                        || !it.name.is_empty() && it.name == other.name
                })
            };
            let candidates: Vec<usize> = if by_text {
                texts.get(it.sha256.as_str()).cloned().unwrap_or_default()
            } else {
                let all = [&it.id, &it.name].into_iter().filter_map(|it| names.get(it.as_str()));
                all.flatten().copied().collect()
            };
            let left: Vec<usize> = candidates.into_iter().filter(|it| free.contains(it)).collect();
            let best = left.iter().copied().find(called).or_else(|| left.first().copied());
            if let Some(best) = best {
                free.remove(&best);
                *place = Some(best);
            }
        }
    }
    found
}
