//! Folders of documents become a data set for training.
//!
//! Documents are read, chosen from and written anew one by one, on every core. What is to be known of all
//! of them (which texts there were, and what they are like) is on the disk, so that memory does not grow with
//! their number. Not here: which tags go out (`formats::exchange`), what formats are like.

mod card;
mod guideline;
mod input;
mod look;
mod near;
mod out;
mod plan;
mod settings;

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::{Context as _, ensure};

use self::card::{Made, One, Stats};
use self::input::{Found, Place, Sources};
use self::near::{Near, Pair};
use self::out::Out;
use self::plan::{Digest, Plan};
pub use self::settings::{Settings, Stratify};
use super::losses::{Entry, Report};
use super::stream::{LINES, in_order};
use super::{Stopped, Told, Watch, document_name};
use crate::annotation::measure::agree::Agreement;
use crate::annotation::{Document, anonymise};
use crate::files::spill::Table;
use crate::formats::Options;
use crate::formats::exchange::{LeftOut, Selection};
use crate::text::Sketch;

/// How many of the things that were left out are named.
const NAMED: usize = 5;

/// What became of a data set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Documents that are in it.
    pub documents: u64,
    /// Documents that were looked at.
    pub looked_at: usize,
    /// Documents that could not be read.
    pub failed: usize,
    /// What was left out and lost, in sentences.
    pub left: Vec<String>,
}

/// Makes a data set. `losses` gets a line of JSON for each thing that the format cannot hold; it is
/// given back when all is written.
///
/// Fails with [`Stopped`] if `watch` says so. If it fails, no folder is left.
pub fn make<W: Write>(
    settings: &Settings,
    losses: Option<W>,
    watch: &dyn Watch,
) -> anyhow::Result<(Summary, Option<W>)> {
    let mut work = Work {
        settings,
        selection: settings.selection()?,
        plan: Plan::new(settings)?,
        sources: Sources::new(&settings.folders, watch)?,
        aliases: BTreeMap::new(),
        watch,
    };
    let out = Out::begin(&settings.output, settings.to, &work.plan.parts)?;
    if settings.stratify.is_some() || settings.anonymise {
        work.look()?;
    }
    let mut run = Run::new(&work, out, losses)?;
    work.each(|found| work.looked_at(found), |found| run.take(found))?;
    run.finish()
}

/// What is the same for all documents.
struct Work<'a> {
    settings: &'a Settings,
    selection: Selection,
    plan: Plan,
    sources: Sources<'a>,
    /// New names of editors.
    aliases: BTreeMap<String, String>,
    watch: &'a dyn Watch,
}

/// A document that was looked at.
struct Looked {
    place: Place,
    digest: Digest,
    number: u64,
    group: String,
    /// What becomes of it; `None` if it does not belong into the data set.
    kept: Option<Box<Kept>>,
}

/// A document that goes out, unless its text has gone out before.
struct Kept {
    name: String,
    sketch: Sketch,
    one: One,
    editor: Option<String>,
    parts: Vec<Vec<u8>>,
    losses: Vec<Entry>,
    left: LeftOut,
}

impl Work<'_> {
    /// Calls `work` with each document, on every core, and `take` with what came of it, in order.
    fn each<T: Send>(
        &self,
        work: impl Fn(Found) -> T + Sync,
        mut take: impl FnMut(Result<T, String>) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let mut failed = None;
        let of_item = |item| -> Vec<Result<T, String>> {
            if self.watch.is_stopped() {
                return Vec::new();
            }
            self.sources.read(item).into_iter().map(|it| it.map(&work)).collect()
        };
        let stopped = in_order(self.sources.items(), (None, LINES), of_item, |_, all| {
            let take_all = || -> anyhow::Result<()> {
                ensure!(!self.watch.is_stopped(), Stopped);
                all.into_iter().try_for_each(&mut take)
            };
            take_all().map_err(|error| {
                failed = Some(error);
                std::io::ErrorKind::Other.into()
            })
        });
        match failed {
            Some(error) => Err(error),
            None => Ok(stopped?),
        }
    }

    fn looked_at(&self, Found { place, path, document }: Found) -> Looked {
        let settings = self.settings;
        let (digest, number) = plan::digest(&document, settings.seed);
        let (chosen, left) = self.selection.apply(&document);
        let group = plan::group(settings.stratify, &chosen, &path);
        let belongs = settings.untagged || plan::belongs(&self.selection, &document, &chosen);
        let kept = belongs.then(|| {
            let editor = main_editor(&document);
            let chosen =
                if settings.anonymise { anonymise(&chosen, &self.aliases) } else { chosen };
            let written = settings.to.write(&chosen, &Options { unit: settings.unit });
            let name = document_name(&path, place.number(), &chosen.metadata().id);
            let losses = written.losses.iter().map(|it| Entry::new(&name, it, &chosen)).collect();
            let (language, source) = (plan::language(&chosen), plan::source(&chosen, &path));
            Box::new(Kept {
                name,
                sketch: Sketch::of(chosen.text()),
                one: One::of(&chosen, language, source),
                editor,
                parts: written.parts,
                losses,
                left,
            })
        });
        Looked { place, digest, number, group, kept }
    }
}

/// Who has decided most of a document.
fn main_editor(document: &Document) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for tag in document.annotations() {
        if let Some(signed) = &tag.standing.signed {
            *counts.entry(&signed.by).or_default() += 1;
        }
    }
    counts.into_iter().max_by_key(|it| it.1).map(|it| it.0.to_owned())
}

/// A data set being made.
struct Run<'a, W> {
    work: &'a Work<'a>,
    out: Out,
    report: Report<W>,
    stats: Stats,
    near: Near,
    /// Where each text was first, and whether two versions of it have been compared.
    texts: Table,
    agreement: Agreement,
    done: usize,
    failed: usize,
    unreviewed: usize,
    doubles: Vec<String>,
    double: usize,
}

impl<'a, W: Write> Run<'a, W> {
    fn new(work: &'a Work<'a>, out: Out, losses: Option<W>) -> anyhow::Result<Self> {
        Ok(Self {
            work,
            out,
            report: Report::new(work.settings.to.key().to_owned(), losses),
            stats: Stats::new(work.plan.parts.len()),
            near: Near::default(),
            texts: Table::new()?,
            agreement: Agreement::new(2, work.settings.proposals),
            done: 0,
            failed: 0,
            unreviewed: 0,
            doubles: Vec::new(),
            double: 0,
        })
    }

    fn note(&self, what: &str) {
        self.work.watch.tell(Told::Note(what));
    }

    fn take(&mut self, found: Result<Looked, String>) -> anyhow::Result<()> {
        self.done += 1;
        self.work.watch.tell(Told::Documents(self.done));
        let found = match found {
            Ok(found) => found,
            Err(why) => {
                self.failed += 1;
                self.work.watch.tell(Told::Problem(&format!("error: {why}")));
                return Ok(());
            }
        };
        let Some(kept) = found.kept else {
            self.unreviewed += 1;
            return Ok(());
        };
        if let Some(first) = self.texts.get(found.digest.0)? {
            self.double += 1;
            if self.doubles.len() < NAMED {
                self.doubles.push(self.work.sources.called(found.place)?);
            }
            let second = (found.place, found.digest);
            return self.compare(first, second, kept.editor.as_deref());
        }
        self.texts.set(found.digest.0, seen(found.place, false))?;
        let part = self.work.plan.part(found.number, &found.group);
        self.near.add(found.place, part, &kept.sketch)?;
        self.report.add(&kept.losses, kept.left)?;
        self.stats.merge(part, kept.one);
        self.out.put(part, &kept.name, &kept.parts)
    }

    /// Compares two versions of a text, if two editors have made them; the first two of each.
    fn compare(
        &mut self,
        first: [u8; Table::VALUE],
        (second, digest): (Place, Digest),
        editor: Option<&str>,
    ) -> anyhow::Result<()> {
        let is_new = |it: &&str| !it.is_empty() && first.last() == Some(&0);
        let Some(editor) = editor.filter(is_new) else {
            return Ok(());
        };
        let place = Place::of_bytes(&first).context("a place is missing")?;
        let one = self.work.sources.again(place)?;
        if main_editor(&one).is_none_or(|it| it == editor) {
            return Ok(());
        }
        let other = self.work.sources.again(second)?;
        let (one, other) = (self.work.selection.apply(&one).0, self.work.selection.apply(&other).0);
        self.agreement.add(&[&one, &other]);
        Ok(self.texts.set(digest.0, seen(place, true))?)
    }

    /// Sentences about documents that did not go out, and about those that nearly are the same.
    fn left(&mut self) -> anyhow::Result<Vec<String>> {
        let near = alike(std::mem::take(&mut self.near))?;
        for it in near.named {
            let sources = &self.work.sources;
            let (one, other) = (sources.called(it.places.0)?, sources.called(it.places.1)?);
            let hundredths = it.resemblance * 100.0;
            self.note(&format!("{one} and {other}: about {hundredths:.0} % the same"));
        }
        if !self.doubles.is_empty() {
            let more = if self.double > self.doubles.len() { ", …" } else { "" };
            self.note(&format!("same texts: {}{more}", self.doubles.join(", ")));
        }
        let why = "documents were left out, because nobody has reviewed them or nothing in them was \
                   chosen; --untagged takes them along";
        let lines = [
            (self.failed, "documents could not be read"),
            (self.unreviewed, why),
            (self.double, "documents with the text of an earlier one were left out"),
            (near.pairs, "pairs of texts are nearly the same"),
            (
                near.apart,
                "of these pairs are in different parts, so that what is learned from one may help on the other",
            ),
        ];
        let lines = lines.into_iter().filter(|it| it.0 > 0);
        Ok(lines.map(|(count, what)| format!("{count} {what}")).collect())
    }

    fn finish(mut self) -> anyhow::Result<(Summary, Option<W>)> {
        ensure!(
            self.stats.documents() > 0,
            "nothing was chosen, so there is no data set; --untagged takes documents along that nobody has reviewed"
        );
        let mut left = self.left()?;
        left.extend(self.report.lines());
        let settings = self.work.settings;
        for label in settings.labels.iter().filter(|it| !self.stats.has(it)) {
            self.note(&format!("no tag that was chosen has the label {label:?}"));
        }
        let name = settings.output.file_name().map(|it| it.to_string_lossy().into_owned());
        let made = Made {
            name: name.unwrap_or_default(),
            format: settings.to.key(),
            command: settings.command(|it| self.work.aliases.get(it).cloned()),
            parts: &self.work.plan.parts,
            seed: settings.seed,
            stratified: settings.stratify.map(Stratify::key),
            anonymous: settings.anonymise,
            left: left.clone(),
            agreement: Some(&self.agreement).filter(|it| it.documents() > 0),
        };
        let card = card::card(&self.stats, &made)?;
        ensure!(!self.work.watch.is_stopped(), Stopped);
        self.out.finish(self.stats.tag_sets(), &card)?;
        let summary = Summary {
            documents: self.stats.documents(),
            looked_at: self.done,
            failed: self.failed,
            left,
        };
        Ok((summary, self.report.into_list()))
    }
}

/// What is kept of a text: where it was first, and whether it has been compared.
fn seen(place: Place, compared: bool) -> [u8; Table::VALUE] {
    let mut value = [0; Table::VALUE];
    for (to, from) in value.iter_mut().zip(place.to_bytes()) {
        *to = from;
    }
    if let Some(last) = value.last_mut() {
        *last = u8::from(compared);
    }
    value
}

/// Texts that are nearly the same.
#[derive(Default)]
struct Alike {
    pairs: usize,
    /// Of these, pairs in different parts.
    apart: usize,
    /// The first of those, or of all if there are none.
    named: Vec<Pair>,
}

fn alike(near: Near) -> std::io::Result<Alike> {
    let mut all = Alike::default();
    near.pairs(|pair| {
        all.pairs += 1;
        if pair.apart && all.apart == 0 {
            all.named.clear();
        }
        all.apart += usize::from(pair.apart);
        if all.named.len() < NAMED && (pair.apart || all.apart == 0) {
            all.named.push(pair);
        }
    })?;
    Ok(all)
}
