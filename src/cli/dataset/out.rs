//! The files of a data set, in a folder that appears when all of them are whole.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use anyhow::{anyhow, bail};

use crate::annotation::TagSet;
use crate::files::{NewFile, NewFolder};
use crate::formats::Exporter;
use crate::formats::exchange::{self, Sink};

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
    /// Names that are taken in each part, for others.
    names: Vec<BTreeSet<String>>,
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
        let names = vec![BTreeSet::new(); parts.len()];
        Ok(Self { exporter, folder, sums, parts: parts.to_vec(), together, names })
    }

    /// Adds a document to a part. `name` is for a format whose files hold one.
    pub(super) fn put(
        &mut self,
        part: usize,
        name: &str,
        parts: Vec<Vec<u8>>,
    ) -> anyhow::Result<()> {
        if let Some(together) = self.together.get_mut(part) {
            for content in &parts {
                together.sink.put(content)?;
            }
            return Ok(());
        }
        let Some(names) = self.names.get_mut(part) else { bail!("there is no part {part}") };
        let mut free = name.to_owned();
        let mut number = 1;
        while !names.insert(free.clone()) {
            number += 1;
            free = format!("{name}-{number}");
        }
        let first = self.exporter.endings().first().copied().unwrap_or_default();
        for (name, content) in exchange::files(self.exporter, parts, &format!("{free}.{first}"))? {
            let folder = self.parts.get(part).copied().unwrap_or_default();
            self.file(&format!("{folder}/{name}"), &content)?;
        }
        Ok(())
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
