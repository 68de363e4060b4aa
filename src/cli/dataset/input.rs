//! Documents of folders and of files of lines, one in memory at a time.

use std::io::{self, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, anyhow, bail};

use crate::annotation::Document;
use crate::cli::lines::{LONGEST, Line, Lines};
use crate::cli::report;
use crate::files::{self, FileError};
use crate::formats::{IMPORTERS, Input, Read, tagset};

/// The files to read, in order.
pub(super) struct Sources(pub(super) Vec<Arc<Path>>);

/// Where a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Of [`Sources`].
    file: u32,
    /// The byte where its line begins, or its number in a file that is read as a whole.
    at: u64,
    /// The number of its line, from 1; 0 for a file that is read as a whole.
    line: u32,
}

/// What is to be read.
pub(super) enum Item {
    File(Place),
    Line(Place, Line),
    /// A file that could not be opened, and why.
    Bad(String),
}

fn is_lines(path: &Path) -> bool {
    let end = path.extension().map(|it| it.to_string_lossy().to_lowercase());
    matches!(end.as_deref(), Some("jsonl" | "ndjson"))
}

impl Sources {
    pub(super) fn new(folders: &[PathBuf]) -> anyhow::Result<Self> {
        let mut all = Vec::new();
        for folder in folders {
            all.extend(files::documents_in(folder)?.into_iter().map(Arc::from));
        }
        u32::try_from(all.len()).context("there are more files than can be counted")?;
        Ok(Self(all))
    }

    fn path(&self, place: Place) -> &Path {
        self.0.get(place.file as usize).map_or(Path::new(""), |it| it)
    }

    /// What a place is called in talk.
    pub(super) fn called(&self, place: Place) -> String {
        let path = self.path(place).display();
        if place.line == 0 { path.to_string() } else { format!("{path}:{}", place.line) }
    }

    /// The file of a place, and the number of the document in it, from 1.
    pub(super) fn origin(&self, place: Place) -> (&Path, usize) {
        let number = if place.line == 0 { 1 } else { place.line as usize };
        (self.path(place), number)
    }

    /// Everything to be read, one after the other.
    pub(super) fn items(&self) -> impl Iterator<Item = io::Result<Item>> + Send {
        let number = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        self.0.iter().enumerate().flat_map(move |(file, path)| {
            let file = number(file);
            let items: Box<dyn Iterator<Item = io::Result<Item>> + Send> = if is_lines(path) {
                match files::stream(path) {
                    Ok(input) => Box::new(OfFile { file, line: 0, lines: Lines::new(input) }),
                    Err(error) => Box::new(std::iter::once(Ok(Item::Bad(error.to_string())))),
                }
            } else {
                Box::new(std::iter::once(Ok(Item::File(Place { file, at: 0, line: 0 }))))
            };
            items
        })
    }

    /// Reads an item; each document, or why there is none.
    pub(super) fn read(&self, item: Item) -> Vec<Result<(Place, Document), String>> {
        match item {
            Item::Bad(why) => vec![Err(why)],
            Item::Line(place, line) => match of_line(line) {
                Ok(found) => found.into_iter().map(|it| Ok((place, it))).collect(),
                Err(error) => vec![Err(format!("{}: {error:#}", self.called(place)))],
            },
            Item::File(place) => match self.whole(place) {
                Ok(found) => {
                    (0..).zip(found).map(|(at, it)| Ok((Place { at, ..place }, it))).collect()
                }
                Err(error) => vec![Err(error.to_string())],
            },
        }
    }

    fn whole(&self, place: Place) -> Result<Vec<Document>, FileError> {
        let path = self.path(place);
        let opened = files::open(path, &tagset::news())?;
        report::problems(path, opened.documents.iter().flat_map(|it| &it.problems));
        Ok(opened.documents.into_iter().map(|it| it.document).collect())
    }

    /// Reads a document again.
    pub(super) fn again(&self, place: Place) -> anyhow::Result<Document> {
        let found = if place.line == 0 {
            self.whole(place)?.into_iter().nth(usize::try_from(place.at)?)
        } else {
            let mut input = files::stream(self.path(place))?;
            input.seek(SeekFrom::Start(place.at))?;
            let line = Lines::new(input).next().transpose()?;
            line.map(of_line).transpose()?.and_then(|it| it.into_iter().next())
        };
        found.ok_or_else(|| anyhow!("{} has changed meanwhile", self.called(place)))
    }
}

/// Lines of a file, with where they are.
struct OfFile<R> {
    file: u32,
    line: u32,
    lines: Lines<R>,
}

impl<R: io::BufRead> Iterator for OfFile<R> {
    type Item = io::Result<Item>;

    fn next(&mut self) -> Option<Self::Item> {
        let at = self.lines.at();
        self.line = self.line.saturating_add(1);
        let place = Place { file: self.file, at, line: self.line };
        Some(self.lines.next()?.map(|it| Item::Line(place, it)))
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
