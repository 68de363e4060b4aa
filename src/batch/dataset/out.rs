//! The files of a data set, in a folder that appears when all of them are whole.

use std::cell::RefCell;
use std::io::{self, Write};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use anyhow::anyhow;

use crate::annotation::TagSet;
use crate::files::spill::Table;
use crate::files::{NewFile, NewFolder};
use crate::formats::Exporter;
use crate::formats::exchange::{self, Sink};
use crate::formats::native::sha256;

/// The file of checksums, as `sha256sum -c` reads it.
const SUMS: &str = "SHA256SUMS";

/// A file that a sink writes to.
#[derive(Clone)]
struct Shared(Rc<RefCell<NewFile>>);

impl Write for Shared {
    fn write(&mut self, content: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(content)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.borrow_mut().flush()
    }
}

/// A file of many documents.
struct Together {
    name: String,
    sink: Box<dyn Sink>,
    file: Shared,
}

/// A data set on its way.
pub(super) struct Out {
    exporter: &'static dyn Exporter,
    folder: NewFolder,
    sums: NewFile,
    parts: Vec<&'static str>,
    /// One for each part, for formats whose files hold many documents.
    together: Vec<Together>,
    /// How often each name was wanted, for others.
    names: Table,
}

impl Out {
    pub(super) fn begin(
        target: &Path,
        exporter: &'static dyn Exporter,
        parts: &[&'static str],
    ) -> anyhow::Result<Self> {
        let folder = NewFolder::begin(target)?;
        let sums = folder.create(SUMS)?;
        let mut together = Vec::new();
        if exporter.many() {
            let ending = exporter.endings().first().copied().unwrap_or_default();
            for part in parts {
                let name = format!("{part}.{ending}");
                let file = Shared(Rc::new(RefCell::new(folder.create(&name)?)));
                let sink = exporter.sink(Box::new(file.clone()))?;
                together.push(Together { name, sink, file });
            }
        }
        let names = Table::new()?;
        Ok(Self { exporter, folder, sums, parts: parts.to_vec(), together, names })
    }

    /// Adds a document to a part. `name` is for a format whose files hold one.
    pub(super) fn put(&mut self, part: usize, name: &str, parts: &[Vec<u8>]) -> anyhow::Result<()> {
        if let Some(together) = self.together.get_mut(part) {
            for content in parts {
                together.sink.put(content)?;
            }
            return Ok(());
        }
        let folder = self.parts.get(part).copied().unwrap_or_default();
        let key = key(&format!("{folder}/{name}"));
        let counted = self.names.get(key)?.and_then(|it| it.first_chunk().copied());
        let mut number = counted.map_or(0, u64::from_be_bytes);
        let first = self.exporter.endings().first().copied().unwrap_or_default();
        loop {
            number += 1;
            let free = if number == 1 { name.to_owned() } else { format!("{name}-{number}") };
            let files = exchange::files(self.exporter, parts.to_vec(), &format!("{free}.{first}"))?;
            let is_taken = |it: &(String, Vec<u8>)| self.folder.has(&format!("{folder}/{}", it.0));
            if files.iter().any(is_taken) {
                continue;
            }
            for (name, content) in files {
                self.file(&format!("{folder}/{name}"), &content)?;
            }
            let mut value = [0; 24];
            for (to, from) in value.iter_mut().zip(number.to_be_bytes()) {
                *to = from;
            }
            return Ok(self.names.set(key, value)?);
        }
    }

    /// Writes a file as a whole.
    fn file(&mut self, name: &str, content: &[u8]) -> anyhow::Result<()> {
        let mut file = self.folder.create(name)?;
        file.write_all(content)?;
        let sum = file.finish()?;
        writeln!(self.sums, "{sum}  {name}")?;
        Ok(())
    }

    /// Writes what goes with the documents, and makes the folder appear.
    pub(super) fn finish(mut self, tag_sets: &[Arc<TagSet>], card: &str) -> anyhow::Result<()> {
        for Together { name, sink, file } in std::mem::take(&mut self.together) {
            sink.finish()?;
            let file = Rc::try_unwrap(file.0).map_err(|_| anyhow!("{name} is still open"))?;
            let sum = file.into_inner().finish()?;
            writeln!(self.sums, "{sum}  {name}")?;
        }
        for companion in self.exporter.companions(tag_sets) {
            let folders: Vec<&str> =
                if self.exporter.many() { vec![""] } else { self.parts.clone() };
            for folder in folders {
                let slash = if folder.is_empty() { "" } else { "/" };
                self.file(&format!("{folder}{slash}{}", companion.name), &companion.content)?;
            }
        }
        self.file("README.md", card.as_bytes())?;
        self.sums.finish()?;
        Ok(self.folder.finish()?)
    }
}

/// A name as [`Table`] wants it.
fn key(name: &str) -> u128 {
    let hex = sha256(name.as_bytes());
    u128::from_str_radix(hex.get(..32).unwrap_or_default(), 16).unwrap_or_default()
}
