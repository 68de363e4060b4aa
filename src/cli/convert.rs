//! `factmark convert` and `factmark import`: documents in, documents out.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, anyhow, bail, ensure};

use super::args::{ConvertArgs, ImportArgs};
use super::output::{Target, each};
use super::{Outcome, report};
use crate::annotation::TagSet;
use crate::files::{self, native_path};
use crate::formats::native::{self, Form};
use crate::formats::{IMPORTERS, Importer, Read, csv, tagset};

pub(super) fn convert(args: &ConvertArgs) -> anyhow::Result<Outcome> {
    let target = Target::new(&args.output, args.files.len() > 1)?;
    let form = args.to.map(Form::from).or_else(|| target.form());
    let form = form.context("say the form with --to ron, --to json or --to jsonl")?;
    each(&args.files, |path| {
        let opened = files::open(path, &tagset::news())?;
        report::problems(path, opened.documents.iter().flat_map(|it| &it.problems));
        let name = native_path(path, form);
        let known = (name == path).then_some(&opened.fingerprint);
        let content = all(&opened.documents, form)?;
        target.put(&name, &content, known, args.output.force)?;
        Ok(Outcome::Fine)
    })
}

/// All documents of a file in one; only lines can hold more than one.
fn all(documents: &[Read], form: Form) -> anyhow::Result<String> {
    if documents.len() != 1 && form != Form::Jsonl {
        let count = documents.len();
        bail!("the file holds {count} documents; only --to jsonl keeps them in one file");
    }
    Ok(documents.iter().map(|it| native::write(&it.document, form)).collect())
}

pub(super) fn import(args: &ImportArgs) -> anyhow::Result<Outcome> {
    let tag_set = tagset::news();
    let documents = documents(args, &tag_set)?;
    ensure!(!documents.is_empty(), "{} holds no documents", args.file.display());
    report::problems(&args.file, documents.iter().flat_map(|it| &it.problems));
    let named = args.output.output.as_deref().and_then(files::form_of);
    let form = args.to.map(Form::from).or(named).unwrap_or(Form::Ron);
    let several = documents.len() > 1 && form != Form::Jsonl;
    let target = Target::new(&args.output, several)?;
    if !several {
        let content: String =
            documents.iter().map(|it| native::write(&it.document, form)).collect();
        target.put(&native_path(&args.file, form), &content, None, args.output.force)?;
        return Ok(Outcome::Fine);
    }
    for (number, read) in (1..).zip(&documents) {
        let name = document_name(&args.file, number, &read.document.metadata().id);
        let content = native::write(&read.document, form);
        target.put(&native_path(&name, form), &content, None, args.output.force)?;
    }
    Ok(Outcome::Fine)
}

/// A file name for one document of many: its id where that can be a name, else its number.
fn document_name(file: &Path, number: usize, id: &str) -> PathBuf {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let name = if !id.is_empty() && id.len() <= 100 && id.chars().all(fits) {
        id.to_owned()
    } else {
        let stem = file.file_stem().map(|it| it.to_string_lossy().into_owned());
        format!("{}-{number:05}", stem.unwrap_or_default())
    };
    file.with_file_name(name)
}

fn documents(args: &ImportArgs, tag_set: &Arc<TagSet>) -> anyhow::Result<Vec<Read>> {
    if args.from == "csv" {
        return table(args, tag_set);
    }
    let importer = importer(&args.from)?;
    Ok(files::open_as(&args.file, Some(importer), tag_set)?.documents)
}

/// The tags of a table on the text of an article.
fn table(args: &ImportArgs, tag_set: &Arc<TagSet>) -> anyhow::Result<Vec<Read>> {
    let article = args.text.as_ref().context("a table needs its article: --text ARTICLE")?;
    let mut opened = files::open(article, tag_set)?;
    let [read] = opened.documents.as_mut_slice() else {
        bail!("{} holds more than one article", article.display());
    };
    let table = String::from_utf8(files::bytes(&args.file)?)
        .map_err(|error| anyhow!("{}: {error}; save it as UTF-8", args.file.display()))?;
    let table = table.trim_start_matches('\u{feff}');
    let found = csv::read(table, read.document.text(), tag_set)
        .with_context(|| args.file.display().to_string())?;
    Ok(vec![found])
}

fn importer(key: &str) -> anyhow::Result<&'static dyn Importer> {
    let found = IMPORTERS.iter().find(|it| it.key() == key).copied();
    found.ok_or_else(|| {
        let known: Vec<_> = IMPORTERS.iter().map(|it| it.key()).chain(["csv"]).collect();
        anyhow!("there is no format {key:?} to read; there are {}", known.join(", "))
    })
}
