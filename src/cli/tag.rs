//! `factmark tag`: proposes tags.

use std::io::{self, Write as _};
use std::num::NonZero;
use std::path::{Path, PathBuf};

use anyhow::ensure;

use super::args::TagArgs;
use super::output::{Target, each, each_in_order};
use super::{Outcome, report, stop};
use crate::annotation::Document;
use crate::annotation::check::Problem;
use crate::batch::lines::{LONGEST, Line, Lines};
use crate::batch::site::{Page, Shared, Sites};
use crate::batch::{Stopped, articles, stream};
use crate::files::{self, Fingerprint, native_path};
use crate::formats::native::{self, Form};
use crate::formats::{line, tagset};
use crate::tagger::{Models, Run, prepare, tag_page};
use crate::text::Repeats;

pub(super) fn run(args: &TagArgs) -> anyhow::Result<Outcome> {
    std::thread::scope(|scope| {
        scope.spawn(prepare);
        tag_all(args)
    })
}

fn tag_all(args: &TagArgs) -> anyhow::Result<Outcome> {
    if !args.jsonl {
        return documents(args);
    }
    if args.files.is_empty() {
        return lines(io::BufReader::with_capacity(1 << 16, io::stdin()), args.threads);
    }
    each(&args.files, |path| lines(files::stream(path)?, args.threads))
}

/// Tags files, each on a thread; each holds a document, or several as lines. Before that all are read for
/// the lines that those of one site have in common.
fn documents(args: &TagArgs) -> anyhow::Result<Outcome> {
    let paths = files_of(&args.files)?;
    let target = Target::new(&args.output, paths.len() > 1)?;
    let asked = args.to.map(Form::from).or_else(|| target.form());
    let shared = shared(&paths, args.threads)?;
    each_in_order(
        (&paths, args.threads),
        |path| file(path, (asked, &shared)),
        |path, tagged| {
            report::problems(path, tagged.problems.iter());
            let known = (tagged.name == path).then_some(&tagged.fingerprint);
            target.put(&tagged.name, &tagged.content, known, args.output.force)?;
            Ok(Outcome::Fine)
        },
    )
}

/// The files that are named, and those in the folders that are.
fn files_of(named: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    for path in named {
        if !files::is_folder(path) {
            all.push(path.clone());
            continue;
        }
        let found = articles::in_folder(path, &|| !stop::is_asked())?.ok_or(Stopped)?;
        ensure!(!found.is_empty(), "{} holds no articles that can be read", path.display());
        all.extend(found.into_iter().map(|it| it.path));
    }
    Ok(all)
}

/// The lines that files of one site have in common. What cannot be read is told later.
fn shared(paths: &[PathBuf], threads: Option<NonZero<usize>>) -> anyhow::Result<Shared> {
    let mut sites = Sites::default();
    let several = paths.iter().filter(|_| paths.len() > 1);
    let read = |path: &PathBuf| Page::read(path);
    stream::in_order(several.map(Ok), (threads, stream::FILES), read, |_, page| {
        if stop::is_asked() {
            return Err(io::ErrorKind::Interrupted.into());
        }
        page.map_or(Ok(()), |it| sites.add(&it))
    })
    .or_else(|error| stop::check().and(Err(error.into())))?;
    Ok(sites.shared()?)
}

/// A file that was tagged.
struct Tagged {
    problems: Vec<Problem>,
    /// What the result is called beside it.
    name: PathBuf,
    content: String,
    /// What the file was like.
    fingerprint: Fingerprint,
}

fn file(path: &Path, (asked, shared): (Option<Form>, &Shared)) -> anyhow::Result<Tagged> {
    let opened = files::open(path, &tagset::news())?;
    let lines = opened.documents.len() != 1;
    let usual = if lines { Form::Jsonl } else { opened.form.unwrap_or(Form::Ron) };
    let form = asked.unwrap_or(usual);
    if lines && form != Form::Jsonl {
        let count = opened.documents.len();
        anyhow::bail!("{} holds {count} documents; use --to jsonl", path.display());
    }
    let mut content = String::new();
    let mut problems = Vec::new();
    for mut read in opened.documents {
        problems.append(&mut read.problems);
        let repeats = if lines { Repeats::default() } else { shared.with(path, &read.document)? };
        tag(&mut read.document, &repeats)?;
        content.push_str(&native::write(&read.document, form));
    }
    let (name, fingerprint) = (native_path(path, form), opened.fingerprint);
    Ok(Tagged { problems, name, content, fingerprint })
}

/// Tags a stream of lines.
fn lines(
    input: impl io::BufRead + Send,
    threads: Option<NonZero<usize>>,
) -> anyhow::Result<Outcome> {
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut outcome = Outcome::Fine;
    stream::in_order(Lines::new(input), (threads, stream::LINES), tag_line, |number, answer| {
        match answer {
            _ if stop::is_asked() => return Err(io::ErrorKind::Interrupted.into()),
            Ok(Some(line)) => out.write_all(line.as_bytes())?,
            Ok(None) => {}
            Err(message) => {
                outcome = Outcome::Problems;
                report::say(&format!("line {number}: {message}"));
            }
        }
        Ok(())
    })
    .or_else(|error| out.flush().map_err(Into::into).and(stop::check()).and(Err(error.into())))?;
    out.flush()?;
    Ok(outcome)
}

/// Tags the document of one line; `None` for a blank line.
fn tag_line(line: Line) -> Result<Option<String>, String> {
    let Line::Whole(bytes) = line else {
        return Err(format!("longer than {} MB; split the document", LONGEST >> 20));
    };
    let line = std::str::from_utf8(&bytes).map_err(|error| format!("not UTF-8: {error}"))?;
    // A file may begin with a byte order mark.
    let line = line.trim_start_matches('\u{feff}');
    if line.trim().is_empty() {
        return Ok(None);
    }
    let mut read = line::read(line, &tagset::news()).map_err(|error| error.in_one_line())?;
    tag(&mut read.document, &Repeats::default()).map_err(|error| error.to_string())?;
    Ok(Some(native::write(&read.document, Form::Jsonl)))
}

/// Brings the proposals of a document up to date.
fn tag(document: &mut Document, repeats: &Repeats) -> anyhow::Result<()> {
    let run = Run { cancel: stop::cancel(), progress: &|_| {}, models: Models::shipped() };
    let found = tag_page(document, repeats, &run).map_err(|_| Stopped)?;
    found.transaction.apply(document)?;
    Ok(())
}
