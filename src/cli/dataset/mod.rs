//! `factmark dataset`: folders of documents become a data set for training.
//!
//! Documents are read, chosen from and written anew one by one, on every core; only digests, sketches
//! and counts are kept of them, so that memory grows by some 300 bytes a document and not by what is in
//! them. Not here: which tags go out (`formats::exchange`), what formats are like.

mod card;
mod input;
mod near;
mod out;
mod plan;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::ensure;

use self::card::{Made, One, Stats};
use self::input::{Place, Sources};
use self::near::Near;
use self::out::Out;
use self::plan::{Digest, Plan};
use super::args::DatasetArgs;
use super::export::{document_name, exporter};
use super::losses::{Entry, Report};
use super::stream::{LINES, in_order};
use super::{Outcome, report};
use crate::annotation::measure::agree::Agreement;
use crate::annotation::{Document, anonymise, editors};
use crate::formats::exchange::{LeftOut, Selection};
use crate::formats::{Exporter, Options};
use crate::text::Sketch;

/// How many of the things that were left out are named.
const NAMED: usize = 5;

pub(super) fn run(args: &DatasetArgs) -> anyhow::Result<Outcome> {
    let mut work = Work {
        args,
        exporter: exporter(&args.to)?,
        selection: plan::selection(args)?,
        plan: Plan::new(args)?,
        sources: Sources::new(&args.folders)?,
        aliases: BTreeMap::new(),
    };
    let out = Out::begin(&args.output, work.exporter, &work.plan.parts)?;
    if args.stratify.is_some() || args.anonymise {
        work.look()?;
    }
    let mut run = Run::new(&work, out)?;
    work.each(|found| run.take(found))?;
    run.finish()
}

/// What is the same for all documents.
struct Work<'a> {
    args: &'a DatasetArgs,
    exporter: &'static dyn Exporter,
    selection: Selection,
    plan: Plan,
    sources: Sources,
    /// New names of editors.
    aliases: BTreeMap<String, String>,
}

/// A document that was read.
struct Found {
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
    /// Calls `take` with each document, in order.
    fn each(
        &self,
        mut take: impl FnMut(Result<Found, String>) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let mut failed = None;
        let items = self.sources.items();
        let work = |item| -> Vec<_> {
            let found = self.sources.read(item).into_iter();
            found.map(|it| it.map(|(place, document)| self.found(place, &document))).collect()
        };
        let stopped = in_order(items, (None, LINES), work, |_, all| {
            for found in all {
                if let Err(error) = take(found) {
                    failed = Some(error);
                    return Err(std::io::ErrorKind::Other.into());
                }
            }
            Ok(())
        });
        match failed {
            Some(error) => Err(error),
            None => Ok(stopped?),
        }
    }

    fn found(&self, place: Place, document: &Document) -> Found {
        let (digest, number) = plan::digest(document, self.plan.seed());
        let (chosen, left) = self.selection.apply(document);
        let (path, at) = self.sources.origin(place);
        let group = plan::group(self.args.stratify, &chosen, path);
        let belongs = self.args.untagged || plan::belongs(&self.selection, document, &chosen);
        let kept = belongs.then(|| {
            let editor = main_editor(document);
            let chosen =
                if self.args.anonymise { anonymise(&chosen, &self.aliases) } else { chosen };
            let options = Options { unit: self.args.offsets.map(Into::into) };
            let written = self.exporter.write(&chosen, &options);
            let name = document_name(path, at, &chosen.metadata().id);
            let losses = written.losses.iter().map(|it| Entry::new(&name, it, &chosen)).collect();
            let (language, source) = (plan::language(&chosen), plan::source(&chosen, path));
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
        Found { place, digest, number, group, kept }
    }

    /// Looks through all documents before any goes out: for groups, and for the names of editors.
    fn look(&mut self) -> anyhow::Result<()> {
        let mut seen = BTreeSet::new();
        let mut groups: BTreeMap<String, Vec<u64>> = BTreeMap::new();
        let mut names = BTreeSet::new();
        let items = self.sources.items();
        let work = |item| -> Vec<_> {
            let documents = self.sources.read(item).into_iter().filter_map(Result::ok);
            let look = |(place, document): (Place, Document)| {
                let (digest, number) = plan::digest(&document, self.plan.seed());
                let (chosen, _) = self.selection.apply(&document);
                let group = plan::group(self.args.stratify, &chosen, self.sources.origin(place).0);
                let belongs =
                    self.args.untagged || plan::belongs(&self.selection, &document, &chosen);
                let names: Vec<_> = editors(&document).into_iter().map(str::to_owned).collect();
                (digest, number, belongs.then_some(group), names)
            };
            documents.map(look).collect()
        };
        in_order(items, (None, LINES), work, |_, all| {
            for (digest, number, group, editors) in all {
                names.extend(editors);
                if let Some(group) = group.filter(|_| seen.insert(digest)) {
                    groups.entry(group).or_default().push(number);
                }
            }
            Ok(())
        })?;
        if self.args.stratify.is_some() {
            self.plan.stratify(groups);
        }
        self.aliases = plan::aliases(names, self.plan.seed());
        Ok(())
    }

    /// The command that makes the same again, without what may name people.
    fn command(&self) -> String {
        let args = self.args;
        let mut words = vec!["factmark dataset".to_owned()];
        let named = |it: &std::path::PathBuf| {
            it.file_name().map_or("…".to_owned(), |it| it.to_string_lossy().into_owned())
        };
        words.extend(args.folders.iter().map(named));
        words.push(format!("--to {} -o {}", args.to, named(&args.output)));
        let mut flag = |given: bool, word: &str| {
            if given {
                words.push(word.to_owned());
            }
        };
        flag(args.reviews.proposals, "--proposals");
        flag(args.reviews.rejected, "--rejected");
        flag(args.untagged, "--untagged");
        flag(args.anonymise, "--anonymise");
        let editor = |it: &String| match self.aliases.get(it) {
            Some(alias) => alias.clone(),
            None if args.anonymise => "…".to_owned(),
            None => it.clone(),
        };
        let editors: Vec<String> = args.editor.iter().map(editor).collect();
        let given = [
            ("--label", (!args.label.is_empty()).then(|| args.label.join(","))),
            ("--editor", (!editors.is_empty()).then(|| editors.join(","))),
            ("--since", args.since.clone()),
            ("--until", args.until.clone()),
            ("--split", args.split.clone()),
            ("--seed", args.split.as_ref().map(|_| args.seed.to_string())),
            ("--stratify", args.stratify.map(|it| it.key().to_owned())),
        ];
        for (key, value) in given {
            words.extend(value.map(|it| format!("{key} {it}")));
        }
        words.join(" ")
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
struct Run<'a> {
    work: &'a Work<'a>,
    out: Out,
    report: Report<'a>,
    stats: Stats,
    near: Near,
    /// Where each text was first, and who had decided on it.
    texts: BTreeMap<Digest, Place>,
    /// Texts of two editors that were compared.
    compared: BTreeSet<Digest>,
    agreement: Agreement,
    done: usize,
    failed: usize,
    unreviewed: usize,
    doubles: Vec<String>,
    double: usize,
}

impl<'a> Run<'a> {
    fn new(work: &'a Work<'a>, out: Out) -> anyhow::Result<Self> {
        let report = Report::new(work.args.to.clone(), work.args.loss.as_deref(), false)?;
        Ok(Self {
            work,
            out,
            report,
            stats: Stats::new(work.plan.parts.len()),
            near: Near::default(),
            texts: BTreeMap::new(),
            compared: BTreeSet::new(),
            agreement: Agreement::new(2, work.args.reviews.proposals),
            done: 0,
            failed: 0,
            unreviewed: 0,
            doubles: Vec::new(),
            double: 0,
        })
    }

    fn take(&mut self, found: Result<Found, String>) -> anyhow::Result<()> {
        self.done += 1;
        report::documents(self.done, false);
        let found = match found {
            Ok(found) => found,
            Err(why) => {
                self.failed += 1;
                report::say(&format!("error: {why}"));
                return Ok(());
            }
        };
        let Some(kept) = found.kept else {
            self.unreviewed += 1;
            return Ok(());
        };
        if let Some(first) = self.texts.get(&found.digest).copied() {
            self.double += 1;
            if self.doubles.len() < NAMED {
                self.doubles.push(self.work.sources.called(found.place));
            }
            return self.compare((first, found.place), found.digest, kept.editor.as_deref());
        }
        self.texts.insert(found.digest, found.place);
        let part = self.work.plan.part(found.number, &found.group);
        self.near.add(found.place, part, kept.sketch);
        self.report.add(&kept.losses, kept.left)?;
        self.stats.merge(part, kept.one);
        self.out.put(part, &kept.name, kept.parts)
    }

    /// Compares two versions of a text, if two editors have made them; the first two of each.
    fn compare(
        &mut self,
        (first, second): (Place, Place),
        digest: Digest,
        editor: Option<&str>,
    ) -> anyhow::Result<()> {
        let Some(editor) = editor.filter(|_| !self.compared.contains(&digest)) else {
            return Ok(());
        };
        let one = self.work.sources.again(first)?;
        if main_editor(&one).is_none_or(|it| it == editor) {
            return Ok(());
        }
        let other = self.work.sources.again(second)?;
        let (one, other) = (self.work.selection.apply(&one).0, self.work.selection.apply(&other).0);
        self.agreement.add(&[&one, &other]);
        self.compared.insert(digest);
        Ok(())
    }

    /// Sentences about documents that did not go out, and about those that nearly are the same.
    fn left(&mut self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = |count: usize, what: &str| {
            if count > 0 {
                lines.push(format!("{count} {what}"));
            }
        };
        line(self.failed, "documents could not be read");
        let why = "documents were left out, because nobody has reviewed them or nothing in them was \
                   chosen; --untagged takes them along";
        line(self.unreviewed, why);
        line(self.double, "documents with the text of an earlier one were left out");
        let pairs = std::mem::take(&mut self.near).pairs();
        let apart = pairs.iter().filter(|it| it.apart).count();
        line(pairs.len(), "pairs of texts are nearly the same");
        line(
            apart,
            "of these pairs are in different parts, so that what is learned from one may help on the other",
        );
        for it in pairs.iter().filter(|it| it.apart || apart == 0).take(NAMED) {
            let (one, other) =
                (self.work.sources.called(it.places.0), self.work.sources.called(it.places.1));
            let hundredths = it.resemblance * 100.0;
            report::say(&format!("note: {one} and {other}: about {hundredths:.0} % the same"));
        }
        if !self.doubles.is_empty() {
            let more = if self.double > self.doubles.len() { ", …" } else { "" };
            report::say(&format!("note: same texts: {}{more}", self.doubles.join(", ")));
        }
        lines
    }

    fn finish(mut self) -> anyhow::Result<Outcome> {
        report::documents(self.done, true);
        ensure!(
            self.stats.documents() > 0,
            "nothing was chosen, so there is no data set; --untagged takes documents along that nobody has reviewed"
        );
        let mut left = self.left();
        for line in &left {
            report::say(&format!("note: {line}"));
        }
        left.extend(self.report.lines());
        let args = self.work.args;
        for label in args.label.iter().filter(|it| !self.stats.has(it)) {
            report::say(&format!("note: no tag that was chosen has the label {label:?}"));
        }
        let name = args.output.file_name().map(|it| it.to_string_lossy().into_owned());
        let made = Made {
            name: name.unwrap_or_default(),
            format: &args.to,
            command: self.work.command(),
            parts: &self.work.plan.parts,
            seed: args.seed,
            stratified: args.stratify.map(super::args::Stratify::key),
            anonymous: args.anonymise,
            left,
            agreement: Some(&self.agreement).filter(|it| it.documents() > 0),
        };
        let card = card::card(&self.stats, &made)?;
        self.out.finish(self.stats.tag_sets(), &card)?;
        self.report.finish()?;
        report::say(&format!("wrote {}", args.output.display()));
        Ok(if self.failed > 0 { Outcome::Problems } else { Outcome::Fine })
    }
}
