//! `factmark merge`: two versions that come from a third, made one; by hand, or called by git.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, bail};

use super::args::MergeArgs;
use super::output::Target;
use super::{Outcome, report};
use crate::annotation::diff::first_apart;
use crate::annotation::merge::{Choice, Choices, merge};
use crate::annotation::{Document, TagSet};
use crate::files::{self, Fingerprint};
use crate::formats::native::{self, Form};
use crate::formats::tagset;

/// A version, and how to write it again.
struct Version {
    document: Document,
    form: Form,
    fingerprint: Fingerprint,
}

pub(super) fn run(args: &MergeArgs) -> anyhow::Result<Outcome> {
    // Each tag set knows all labels of those before, so whatever comes in fits.
    let bytes = files::bytes(&args.base)?;
    let base = if bytes.iter().all(u8::is_ascii_whitespace) {
        None
    } else {
        Some(version(&args.base, &tagset::news())?.document)
    };
    let known = base.as_ref().map_or_else(tagset::news, |it| Arc::clone(it.tag_set()));
    let first = version(&args.first, &known)?;
    let mut second = version(&args.second, first.document.tag_set())?;
    let base = base.unwrap_or_else(|| {
        Document::new(first.document.text().clone(), Arc::clone(first.document.tag_set()))
    });
    let texts = [(&args.first, &first), (&args.second, &second)];
    for (path, version) in texts {
        if let Some(apart) = first_apart(base.text(), version.document.text()) {
            let (line, other) = apart.lines;
            bail!(
                "line {line} of the text is “{}” in {}, but line {other} of {} is “{}”; versions of \
                 one text can be merged, tag the new text and merge that",
                apart.first,
                args.base.display(),
                path.display(),
                apart.second
            );
        }
    }
    let (mine, theirs) = (&first.document, &second.document);
    let choices = Choices::all(Choice::Open);
    let merged = merge(&base, mine, theirs, &choices).context("the texts differ")?;
    for it in &merged.both {
        let (what, mine, theirs) = (&it.what, &it.mine, &it.theirs);
        report::say(&format!("conflict: {what}: first version: {mine}; second version: {theirs}"));
    }
    for it in &merged.left_out {
        report::say(&format!("conflict: could not be taken over from the first version: {it}"));
    }
    let conflicts = merged.both.len() + merged.left_out.len();
    merged.transaction.apply(&mut second.document)?;
    let content = native::write(&second.document, first.form);
    let target = match Target::new(&args.output, false)? {
        Target::Beside => Target::Stdout,
        target => target,
    };
    let known = match &target {
        // Git names a file of its own that holds the first version, to be written over.
        Target::File(path) if *path == args.first => Some(&first.fingerprint),
        _ => None,
    };
    target.put(&args.first, &content, known, args.output.force)?;
    if conflicts > 0 {
        let advice =
            "both versions are in the result, open; look for notes that begin “Merge conflict”";
        report::say(&format!("{conflicts} conflicts; {advice}"));
    }
    Ok(if conflicts > 0 { Outcome::Problems } else { Outcome::Fine })
}

fn version(path: &Path, tag_set: &Arc<TagSet>) -> anyhow::Result<Version> {
    let opened = files::open(path, tag_set)?;
    report::problems(path, opened.documents.iter().flat_map(|it| &it.problems));
    let Ok([read]) = <[_; 1]>::try_from(opened.documents) else {
        bail!("{} does not hold one document; merge documents one by one", path.display());
    };
    let lines = || files::form_of(path).filter(|it| *it == Form::Jsonl);
    let Some(form) = opened.form.or_else(lines) else {
        bail!("{} is no saved document; merge needs three of them", path.display());
    };
    // What is one line stays one.
    let line =
        form == Form::Json && files::bytes(path)?.trim_ascii_end().iter().all(|it| *it != b'\n');
    let form = if line { Form::Jsonl } else { form };
    Ok(Version { document: read.document, form, fingerprint: opened.fingerprint })
}
