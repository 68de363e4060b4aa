//! Documents of folders and of files of lines, one in memory at a time.

use std::io::{self, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context as _, anyhow, bail};

use crate::annotation::Document;
use crate::batch::lines::{LONGEST, Line, Lines};
use crate::batch::{Told, Watch};
use crate::files::{self, FileError, Paths};
use crate::formats::{IMPORTERS, Input, Read, tagset};

/// The files to read, in order.
pub(super) struct Sources<'a> {
    paths: Mutex<Paths>,
    watch: &'a dyn Watch,
}

/// Where a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// In the list of [`Sources`].
    file: u64,
    /// The byte where its line begins, or its number in a file that is read as a whole.
    at: u64,
    /// The number of its line, from 1; 0 for a file that is read as a whole.
    line: u32,
}

impl Place {
    /// Bytes of a place in a record.
    pub(super) const SIZE: usize = 20;

    pub(super) fn to_bytes(self) -> [u8; Self::SIZE] {
        let mut bytes = [0; Self::SIZE];
        let all = self.file.to_be_bytes().into_iter().chain(self.at.to_be_bytes());
        for (to, from) in bytes.iter_mut().zip(all.chain(self.line.to_be_bytes())) {
            *to = from;
        }
        bytes
    }

    /// The place that these bytes begin with.
    pub(super) fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let (file, rest) = bytes.split_first_chunk()?;
        let (at, rest) = rest.split_first_chunk()?;
        let (line, _) = rest.split_first_chunk()?;
        Some(Self {
            file: u64::from_be_bytes(*file),
            at: u64::from_be_bytes(*at),
            line: u32::from_be_bytes(*line),
        })
    }

    /// The number of the document in its file, from 1.
    pub(super) fn number(self) -> usize {
        if self.line == 0 { 1 } else { self.line as usize }
    }
}

/// What is to be read.
pub(super) enum Item {
    File(Place, Arc<Path>),
    Line(Place, Arc<Path>, Line),
    /// A file that could not be opened, and why.
    Bad(String),
}

/// A document that was read.
pub(super) struct Found {
    pub(super) place: Place,
    pub(super) path: Arc<Path>,
    pub(super) document: Document,
}

type Items<'a> = Box<dyn Iterator<Item = io::Result<Item>> + Send + 'a>;

fn is_lines(path: &Path) -> bool {
    let end = path.extension().map(|it| it.to_string_lossy().to_lowercase());
    matches!(end.as_deref(), Some("jsonl" | "ndjson"))
}

impl<'a> Sources<'a> {
    pub(super) fn new(folders: &[PathBuf], watch: &'a dyn Watch) -> anyhow::Result<Self> {
        Ok(Self { paths: Mutex::new(Paths::of(folders)?), watch })
    }

    fn path(&self, at: u64) -> Result<Option<(PathBuf, u64)>, FileError> {
        // Whoever panicked with the list has at most moved in it.
        self.paths.lock().unwrap_or_else(PoisonError::into_inner).get(at)
    }

    /// What a place is called in talk.
    pub(super) fn called(&self, place: Place) -> anyhow::Result<String> {
        let path = self.path(place.file)?.map(|it| it.0).unwrap_or_default();
        Ok(named(&path, place))
    }

    /// Everything to be read, one after the other.
    pub(super) fn items(&self) -> impl Iterator<Item = io::Result<Item>> + Send {
        let mut at = 0;
        let paths = std::iter::from_fn(move || match self.path(at) {
            Ok(found) => found.map(|(path, next)| Ok((std::mem::replace(&mut at, next), path))),
            Err(error) => Some(Err(io::Error::other(error))),
        });
        paths.flat_map(|found| -> Items<'_> {
            let (file, path) = match found {
                Ok((file, path)) => (file, Arc::from(path)),
                Err(error) => return Box::new(std::iter::once(Err(error))),
            };
            if !is_lines(&path) {
                let place = Place { file, at: 0, line: 0 };
                return Box::new(std::iter::once(Ok(Item::File(place, path))));
            }
            match files::stream(&path) {
                Ok(input) => Box::new(OfFile { file, path, line: 0, lines: Lines::new(input) }),
                Err(error) => Box::new(std::iter::once(Ok(Item::Bad(error.to_string())))),
            }
        })
    }

    /// Reads an item; each document, or why there is none.
    pub(super) fn read(&self, item: Item) -> Vec<Result<Found, String>> {
        match item {
            Item::Bad(why) => vec![Err(why)],
            Item::Line(place, path, line) => match of_line(line) {
                Ok(found) => {
                    let found = found.into_iter();
                    found
                        .map(|document| Ok(Found { place, path: path.clone(), document }))
                        .collect()
                }
                Err(error) => vec![Err(format!("{}: {error:#}", named(&path, place)))],
            },
            Item::File(place, path) => match self.whole(&path) {
                Ok(found) => {
                    let of = |(at, document)| {
                        Ok(Found { place: Place { at, ..place }, path: path.clone(), document })
                    };
                    (0..).zip(found).map(of).collect()
                }
                Err(error) => vec![Err(error.to_string())],
            },
        }
    }

    fn whole(&self, path: &Path) -> Result<Vec<Document>, FileError> {
        let opened = files::open(path, &tagset::news())?;
        for problem in opened.documents.iter().flat_map(|it| &it.problems) {
            self.watch.tell(Told::Problem(&format!("{}: {problem}", path.display())));
        }
        Ok(opened.documents.into_iter().map(|it| it.document).collect())
    }

    /// Reads a document again.
    pub(super) fn again(&self, place: Place) -> anyhow::Result<Document> {
        let path = self.path(place.file)?.map(|it| it.0).unwrap_or_default();
        let found = if place.line == 0 {
            self.whole(&path)?.into_iter().nth(usize::try_from(place.at)?)
        } else {
            let mut input = files::stream(&path)?;
            input.seek(SeekFrom::Start(place.at))?;
            let line = Lines::new(input).next().transpose()?;
            line.map(of_line).transpose()?.and_then(|it| it.into_iter().next())
        };
        found.ok_or_else(|| anyhow!("{} has changed meanwhile", named(&path, place)))
    }
}

fn named(path: &Path, place: Place) -> String {
    let path = path.display();
    if place.line == 0 { path.to_string() } else { format!("{path}:{}", place.line) }
}

/// Lines of a file, with where they are.
struct OfFile<R> {
    file: u64,
    path: Arc<Path>,
    line: u32,
    lines: Lines<R>,
}

impl<R: io::BufRead> Iterator for OfFile<R> {
    type Item = io::Result<Item>;

    fn next(&mut self) -> Option<Self::Item> {
        let at = self.lines.at();
        self.line = self.line.saturating_add(1);
        let place = Place { file: self.file, at, line: self.line };
        Some(self.lines.next()?.map(|it| Item::Line(place, self.path.clone(), it)))
    }
}

/// The document of a line; none for a blank one.
fn of_line(line: Line) -> anyhow::Result<Vec<Document>> {
    let Line::Whole(bytes) = line else {
        bail!("longer than {} MB; split the document", LONGEST >> 20);
    };
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(Vec::new());
    }
    let importer = IMPORTERS.iter().find(|it| it.key() == "jsonl");
    let importer = importer.context("no format reads lines")?;
    let input = Input::new("line.jsonl", &bytes)?;
    let found = importer.import(&input, &tagset::news());
    let found = found.map_err(|error| anyhow!(error.in_one_line()))?;
    Ok(found.into_iter().map(|Read { document, .. }| document).collect())
}
