//! `factmark export` and `factmark formats`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::bail;

use super::args::ExportArgs;
use super::losses::Losses;
use super::output::{Shared, Stream, Target, each_in_order};
use super::{Outcome, report};
use crate::annotation::check::Problem;
use crate::annotation::{Document, TagSet};
use crate::batch::losses::Entry;
use crate::batch::{Stopped, document_name, exporter};
use crate::files::{self, Over, native_path};
use crate::formats::exchange::{self, LeftOut, Selection, Sink};
use crate::formats::native::Form;
use crate::formats::{EXPORTERS, Exporter, IMPORTERS, Options, Source, Written, tagset};

pub(super) fn run(args: &ExportArgs) -> anyhow::Result<Outcome> {
    let work = Work::new(args)?;
    let mut losses = Losses::new(args.to.clone(), args.loss.as_deref(), args.output.force)?;
    let mut out = Out::new(&work, args)?;
    let outcome = each_in_order(
        (&args.files, None),
        |path| work.file(path),
        |path, done| {
            report::problems(path, done.problems.iter());
            for made in &done.made {
                losses.report.add(&made.losses, made.left)?;
                out.put(path, made)?;
            }
            if !matches!(out.sink, Sunk::Apart { .. }) {
                out.done += 1;
                report::progress(out.done, args.files.len());
            }
            Ok(Outcome::Fine)
        },
    );
    let outcome = match outcome {
        Err(error) if error.is::<Stopped>() => return Err(out.stopped(args.files.len())?),
        outcome => outcome?,
    };
    out.finish()?;
    losses.finish()?;
    Ok(outcome)
}

/// What is done with each file.
struct Work {
    exporter: &'static dyn Exporter,
    options: Options,
    selection: Selection,
}

/// A file that was read and written anew.
struct Done {
    problems: Vec<Problem>,
    made: Vec<Made>,
}

/// A document in another format.
struct Made {
    name: String,
    written: Written,
    losses: Vec<Entry>,
    left: LeftOut,
    tag_set: Arc<TagSet>,
}

impl Work {
    fn new(args: &ExportArgs) -> anyhow::Result<Self> {
        let unit = args.offsets.map(Into::into);
        let selection = Selection {
            proposals: args.reviews.proposals,
            rejected: args.reviews.rejected,
            ..Selection::default()
        };
        Ok(Self { exporter: exporter(&args.to)?, options: Options { unit }, selection })
    }

    fn file(&self, path: &Path) -> anyhow::Result<Done> {
        let opened = files::open(path, &tagset::news())?;
        let mut done = Done { problems: Vec::new(), made: Vec::new() };
        let several = opened.documents.len() > 1;
        for (number, mut read) in (1..).zip(opened.documents) {
            done.problems.append(&mut read.problems);
            let id = &read.document.metadata().id;
            let name = if several { document_name(path, number, id) } else { stem(path) };
            done.made.push(self.document(name, &read.document));
        }
        Ok(done)
    }

    fn document(&self, name: String, document: &Document) -> Made {
        let (chosen, left) = self.selection.apply(document);
        let written = self.exporter.write(&chosen, &self.options);
        let losses = written.losses.iter().map(|it| Entry::new(&name, it, &chosen)).collect();
        Made { name, written, losses, left, tag_set: Arc::clone(document.tag_set()) }
    }
}

/// The name of a file without the end that tells its format.
fn stem(path: &Path) -> String {
    let name = native_path(path, Form::Ron);
    let name = name.file_name().unwrap_or_default().to_string_lossy().into_owned();
    name.strip_suffix(".factmark.ron").unwrap_or(&name).to_owned()
}

/// The file that marks a folder in which an export was stopped.
const UNFINISHED: &str = "UNFINISHED";

/// Where the documents go.
struct Out<'a> {
    exporter: &'static dyn Exporter,
    force: bool,
    done: usize,
    sink: Sunk<'a>,
    tag_sets: Vec<Arc<TagSet>>,
    /// Where companions go; `None` for standard output.
    beside: Option<PathBuf>,
}

enum Sunk<'a> {
    /// Into one file.
    Together(Box<dyn Sink + 'a>, Shared<'a>),
    /// Each into files of its own.
    Apart { folder: PathBuf, names: BTreeSet<String> },
    /// The only one, into files with this name.
    Only(PathBuf),
}

impl<'a> Out<'a> {
    fn new(work: &Work, args: &'a ExportArgs) -> anyhow::Result<Self> {
        let exporter = work.exporter;
        let endings = exporter.endings();
        let one = args.files.len() == 1;
        let target = Target::new(&args.output, !exporter.many() && !one)?;
        let made = |sink, beside| Self {
            exporter,
            force: args.output.force,
            done: 0,
            sink,
            tag_sets: Vec::new(),
            beside,
        };
        let parent = |path: &Path| path.parent().unwrap_or(Path::new("")).to_owned();
        if let Target::Folder(folder) = target {
            let names = BTreeSet::new();
            return Ok(made(Sunk::Apart { folder: folder.clone(), names }, Some(folder)));
        }
        if let (Target::File(path), false) = (&target, exporter.many()) {
            return Ok(made(Sunk::Only(path.clone()), Some(parent(path))));
        }
        let key = exporter.key();
        if !exporter.many() && !one {
            bail!("{key} holds one document a file; name a folder: -o FOLDER/");
        }
        if endings.len() > 1 {
            bail!("{key} makes {} of a document; name a folder: -o FOLDER/", endings.join(" and "));
        }
        let beside = match &target {
            Target::File(path) => Some(parent(path)),
            _ => None,
        };
        let path = args.output.output.as_deref().filter(|_| matches!(target, Target::File(_)));
        let stream = Shared::new(Stream::to(path, args.output.force)?);
        let sink = exporter.sink(Box::new(stream.clone()))?;
        Ok(made(Sunk::Together(sink, stream), beside))
    }

    fn put(&mut self, path: &Path, made: &Made) -> anyhow::Result<()> {
        if !self.tag_sets.contains(&made.tag_set) {
            self.tag_sets.push(Arc::clone(&made.tag_set));
        }
        match &mut self.sink {
            Sunk::Together(sink, _) if self.exporter.many() || self.done == 0 => {
                for part in &made.written.parts {
                    sink.put(part)?;
                }
                Ok(())
            }
            Sunk::Only(stem) if self.done == 0 => {
                let stem = stem.clone();
                self.files(&made.written.parts, &stem)
            }
            Sunk::Together(..) | Sunk::Only(_) => {
                let key = self.exporter.key();
                bail!(
                    "{} holds several documents and {key} one a file; name a folder: -o FOLDER/",
                    path.display()
                )
            }
            Sunk::Apart { folder, names } => {
                let mut name = made.name.clone();
                let mut number = 1;
                while !names.insert(name.clone()) {
                    number += 1;
                    name = format!("{}-{number}", made.name);
                }
                let first = self.exporter.endings().first().copied().unwrap_or_default();
                let stem = folder.join(format!("{name}.{first}"));
                self.files(&made.written.parts, &stem)
            }
        }
    }

    fn files(&self, parts: &[Vec<u8>], stem: &Path) -> anyhow::Result<()> {
        let name = stem.file_name().unwrap_or_default().to_string_lossy();
        for (name, content) in exchange::files(self.exporter, parts.to_vec(), &name)? {
            write(&stem.with_file_name(name), &content, self.force)?;
        }
        Ok(())
    }

    /// Says what is left of an export of `all` files that was stopped: a folder is marked, one file is not there.
    fn stopped(&self, all: usize) -> anyhow::Result<anyhow::Error> {
        let Sunk::Apart { folder, names } = &self.sink else { return Ok(Stopped.into()) };
        let done = names.len();
        let message = format!(
            "This export was stopped: {done} documents of {all} files are here, each of them whole.\n"
        );
        super::output::write(&folder.join(UNFINISHED), message.as_bytes(), Over::Anything)?;
        Ok(Stopped.into())
    }

    /// Finishes the file, and writes those that go with it.
    fn finish(self) -> anyhow::Result<()> {
        match self.sink {
            Sunk::Together(sink, stream) => {
                sink.finish()?;
                stream.finish()?;
            }
            Sunk::Apart { folder, .. } => files::remove(&folder.join(UNFINISHED))?,
            Sunk::Only(_) => {}
        }
        for companion in self.exporter.companions(&self.tag_sets) {
            let key = self.exporter.key();
            let Some(folder) = &self.beside else {
                let name = companion.name;
                report::say(&format!(
                    "note: {key} wants {name} beside its files; -o FOLDER/ writes it"
                ));
                continue;
            };
            let path = folder.join(companion.name);
            // The same export writes the same companions, into a folder of earlier ones too.
            let known = files::bytes(&path).is_ok_and(|it| it == companion.content);
            if !known {
                write(&path, &companion.content, self.force)?;
            }
        }
        Ok(())
    }
}

fn write(path: &Path, content: &[u8], force: bool) -> anyhow::Result<()> {
    let over = if force { Over::Anything } else { Over::Nothing };
    super::output::write(path, content, over)
}

pub(super) fn list() -> anyhow::Result<Outcome> {
    let mut list = String::from("To read (article files are told by their content):\n");
    for importer in IMPORTERS {
        let needs = match importer.text() {
            Source::File => "",
            Source::Article => "; needs --text ARTICLE",
            Source::Words => "; holds words alone, so better with --text ARTICLE",
            Source::Beside(_) => "; takes the text beside it, or --text ARTICLE",
        };
        writeln!(list, "  {:18} {}{needs}", importer.key(), importer.about())?;
    }
    list.push_str("To write:\n");
    for exporter in EXPORTERS {
        let endings = exporter.endings().join(" + .");
        writeln!(list, "  {:18} {} (.{endings})", exporter.key(), exporter.about())?;
    }
    report::data(&list)?;
    Ok(Outcome::Fine)
}
