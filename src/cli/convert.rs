//! `factmark convert` and `factmark import`: documents in, documents out.

use std::sync::Arc;

use anyhow::{Context as _, anyhow, bail, ensure};

use super::args::{ConvertArgs, ImportArgs};
use super::output::{Target, each};
use super::{Outcome, report};
use crate::annotation::TagSet;
use crate::annotation::check::Severity;
use crate::batch::document_name;
use crate::files::{self, native_path};
use crate::formats::native::{self, Form};
use crate::formats::{IMPORTERS, Importer, Read, Source, tagset};

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
    let left_out = |it: &Read| it.problems.iter().any(|it| it.severity == Severity::Error);
    let outcome = if documents.iter().any(left_out) { Outcome::Problems } else { Outcome::Fine };
    let named = args.output.output.as_deref().and_then(files::form_of);
    let form = args.to.map(Form::from).or(named).unwrap_or(Form::Ron);
    let several = documents.len() > 1 && form != Form::Jsonl;
    let target = Target::new(&args.output, several)?;
    if !several {
        let content: String =
            documents.iter().map(|it| native::write(&it.document, form)).collect();
        target.put(&native_path(&args.file, form), &content, None, args.output.force)?;
        return Ok(outcome);
    }
    for (number, read) in (1..).zip(&documents) {
        let name = document_name(&args.file, number, &read.document.metadata().id);
        let name = args.file.with_file_name(name);
        let content = native::write(&read.document, form);
        target.put(&native_path(&name, form), &content, None, args.output.force)?;
    }
    Ok(outcome)
}

fn documents(args: &ImportArgs, tag_set: &Arc<TagSet>) -> anyhow::Result<Vec<Read>> {
    let importer = importer(&args.from)?;
    let unit = args.offsets.map(Into::into);
    let beside = match importer.text() {
        Source::Beside(ending) => Some(files::beside(&args.file, importer.extensions(), ending)),
        Source::File | Source::Article | Source::Words => None,
    };
    let Some(article) = args.text.as_ref().or(beside.as_ref()) else {
        if importer.text() == Source::Article {
            bail!("{} holds tags without a text; name it: --text ARTICLE", args.file.display());
        }
        return Ok(files::open_as(&args.file, (Some(importer), unit), tag_set)?.documents);
    };
    let mut opened = files::open(article, tag_set)
        .with_context(|| format!("the text that the tags of {} belong to", args.file.display()))?;
    let (Some(read), true) = (opened.documents.pop(), opened.documents.is_empty()) else {
        bail!("{} holds more than one article", article.display());
    };
    Ok(vec![files::open_onto(&args.file, (importer, unit), read)?])
}

fn importer(key: &str) -> anyhow::Result<&'static dyn Importer> {
    let found = IMPORTERS.iter().find(|it| it.key() == key).copied();
    found.ok_or_else(|| {
        let known: Vec<_> = IMPORTERS.iter().map(|it| it.key()).collect();
        anyhow!("there is no format {key:?} to read; there are {}", known.join(", "))
    })
}
