//! `factmark export` and `factmark formats`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::anyhow;

use super::args::ExportArgs;
use super::output::{Target, each};
use super::{Outcome, report};
use crate::annotation::Document;
use crate::files;
use crate::formats::{EXPORTERS, Exporter, IMPORTERS, reviewed_only, tagset};

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
    let mut all = Vec::new();
    let mut lost = BTreeMap::new();
    let outcome = each(&args.files, |path| {
        let opened = files::open(path, &tagset::news())?;
        report::problems(path, opened.documents.iter().flat_map(|it| &it.problems));
        let documents = opened.documents.into_iter().map(|it| it.document);
        let documents =
            documents.map(|it| if args.reviewed_only { reviewed_only(&it) } else { it });
        let mut documents: Vec<Document> = documents.collect();
        for loss in documents.iter().flat_map(|it| exporter.losses(it)) {
            *lost.entry(loss.what).or_insert(0) += loss.count;
        }
        if to_folder {
            put(exporter, &documents, (path, &target), args.output.force)?;
        } else {
            all.append(&mut documents);
        }
        Ok(Outcome::Fine)
    })?;
    if !to_folder {
        put(exporter, &all, (Path::new("export"), &target), args.output.force)?;
    }
    for (what, count) in lost {
        report::say(&format!("note: {} cannot hold {count} {what}", args.to));
    }
    Ok(outcome)
}

fn put(
    exporter: &dyn Exporter,
    documents: &[Document],
    (path, target): (&Path, &Target),
    force: bool,
) -> anyhow::Result<()> {
    let mut content = Vec::new();
    exporter.export(documents, &mut content)?;
    let name = files::native_path(path, crate::formats::native::Form::Ron);
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
