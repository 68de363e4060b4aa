//! `factmark export` and `factmark formats`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use anyhow::anyhow;

use super::args::ExportArgs;
use super::output::{Target, each_in_order};
use super::{Outcome, report};
use crate::annotation::check::Problem;
use crate::files;
use crate::formats::native::Form;
use crate::formats::{EXPORTERS, Exporter, IMPORTERS, Loss, reviewed_only, tagset};

pub(super) fn run(args: &ExportArgs) -> anyhow::Result<Outcome> {
    let exporter = EXPORTERS.iter().find(|it| it.key() == args.to).copied().ok_or_else(|| {
        let known: Vec<_> = EXPORTERS.iter().map(|it| it.key()).collect();
        anyhow!("there is no format {:?} to write; there are {}", args.to, known.join(", "))
    })?;
    let together = exporter.many() || args.files.len() == 1;
    let target = Target::new(&args.output, !together)?;
    let to_folder = matches!(target, Target::Folder(_));
    let target = if matches!(target, Target::Beside) { Target::Stdout } else { target };
    if !together && !to_folder {
        anyhow::bail!("{} holds one document a file; name a folder: -o FOLDER/", args.to);
    }
    let mut out = match &target {
        Target::Folder(_) => None,
        target => Some(target.stream(args.output.force)?),
    };
    if let Some(out) = &mut out {
        exporter.begin(out)?;
    }
    let mut lost = BTreeMap::new();
    let mut done = 0;
    let outcome = each_in_order(
        (&args.files, None),
        |path| file(path, exporter, (args.reviewed_only, to_folder)),
        |path, exported| {
            report::problems(path, exported.problems.iter());
            for loss in exported.losses {
                *lost.entry(loss.what).or_insert(0) += loss.count;
            }
            match &mut out {
                Some(out) => {
                    out.write_all(&exported.content)?;
                    done += 1;
                    report::progress(done, args.files.len());
                }
                None => put(exporter, exported.content, (path, &target), args.output.force)?,
            }
            Ok(Outcome::Fine)
        },
    )?;
    if let Some(out) = out {
        out.finish()?;
    }
    for (what, count) in lost {
        report::say(&format!("note: {} cannot hold {count} {what}", args.to));
    }
    Ok(outcome)
}

/// A file that was exported.
struct Exported {
    problems: Vec<Problem>,
    losses: Vec<Loss>,
    content: Vec<u8>,
}

/// Exports a file, as the whole of another or as a part of one.
fn file(
    path: &Path,
    exporter: &dyn Exporter,
    (reviewed, whole): (bool, bool),
) -> anyhow::Result<Exported> {
    let opened = files::open(path, &tagset::news())?;
    let count = opened.documents.len();
    if count > 1 && !exporter.many() {
        anyhow::bail!("{} holds {count} documents; use --to jsonl", path.display());
    }
    let mut made = Exported { problems: Vec::new(), losses: Vec::new(), content: Vec::new() };
    if whole {
        exporter.begin(&mut made.content)?;
    }
    for mut read in opened.documents {
        made.problems.append(&mut read.problems);
        let document = if reviewed { reviewed_only(&read.document) } else { read.document };
        made.losses.append(&mut exporter.losses(&document));
        exporter.add(&document, &mut made.content)?;
    }
    Ok(made)
}

fn put(
    exporter: &dyn Exporter,
    content: Vec<u8>,
    (path, target): (&Path, &Target),
    force: bool,
) -> anyhow::Result<()> {
    let name = files::native_path(path, Form::Ron);
    let name = name.to_string_lossy();
    let stem = name.strip_suffix(".factmark.ron").unwrap_or(&name);
    let name = format!("{stem}.{}", exporter.extension());
    target.put(Path::new(&name), &String::from_utf8(content)?, None, force)
}

pub(super) fn list() -> anyhow::Result<Outcome> {
    let mut list = String::from("To read (article files are told by their content):\n");
    for importer in IMPORTERS {
        writeln!(list, "  {:14} {}", importer.key(), importer.about())?;
    }
    writeln!(list, "  {:14} a table of tags; needs --text ARTICLE", "csv")?;
    list.push_str("To write:\n");
    for exporter in EXPORTERS {
        writeln!(list, "  {:14} {}", exporter.key(), exporter.about())?;
    }
    report::data(&list)?;
    Ok(Outcome::Fine)
}
