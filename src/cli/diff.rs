//! `factmark diff`: what two versions of a document say differently.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{bail, ensure};
use serde_json::{Value, json};

use super::args::DiffArgs;
use super::{Outcome, report};
use crate::annotation::diff::{Difference, Kind, Side, diff, shown};
use crate::annotation::{Document, Timestamp};
use crate::files;
use crate::formats::native::time;
use crate::formats::{Read, tagset};
use crate::text::{Text, Unit};

pub(super) fn run(args: &DiffArgs) -> anyhow::Result<Outcome> {
    let (first, second) = (open(&args.first)?, open(&args.second)?);
    let moment = |at: Timestamp| time::to_text(at).unwrap_or_else(|| at.0.to_string());
    let mut all = Vec::new();
    for (one, other) in paired(&first, &second, &args.first, &args.second)? {
        all.push((one, other, diff(one, other, &moment)));
    }
    let same = all.iter().all(|it| it.2.is_empty());
    let out = if args.json {
        let documents: Vec<Value> = all.iter().map(|it| of_document(it.0, it.1, &it.2)).collect();
        serde_json::to_string_pretty(&json!({"same": same, "documents": documents}))? + "\n"
    } else {
        let many = all.len() > 1;
        let mut out = String::new();
        for (one, _, found) in all.iter().filter(|it| !it.2.is_empty()) {
            if many {
                writeln!(out, "document {}", one.metadata().id)?;
            }
            out.push_str(&text(found)?);
        }
        out
    };
    report::data(&out)?;
    Ok(if same { Outcome::Fine } else { Outcome::Problems })
}

fn open(path: &Path) -> anyhow::Result<Vec<Document>> {
    let opened = files::open(path, &tagset::news())?;
    report::problems(path, opened.documents.iter().flat_map(|it| &it.problems));
    Ok(opened.documents.into_iter().map(|Read { document, .. }| document).collect())
}

type Pairs<'a> = Vec<(&'a Document, &'a Document)>;

/// Documents of two files: one each, or by id.
fn paired<'a>(
    first: &'a [Document],
    second: &'a [Document],
    one: &PathBuf,
    other: &PathBuf,
) -> anyhow::Result<Pairs<'a>> {
    if let ([one], [other]) = (first, second) {
        return Ok(vec![(one, other)]);
    }
    let mut pairs = Vec::new();
    for (all, others, path, at) in [(first, second, one, other), (second, first, other, one)] {
        for it in all {
            let id = &it.metadata().id;
            let named = |all: &[Document]| all.iter().filter(|it| it.metadata().id == *id).count();
            ensure!(
                !id.is_empty() && named(all) == 1,
                "{}: of several documents each needs an id of its own; {id:?} is not",
                path.display()
            );
            let Some(partner) = others.iter().find(|it| it.metadata().id == *id) else {
                bail!("{} has no document {id:?}, which {} has", at.display(), path.display());
            };
            pairs.push((it, partner));
        }
    }
    pairs.truncate(first.len());
    Ok(pairs)
}

fn heading(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Document => "document",
        Kind::Zone => "zones",
        Kind::Tag => "tags",
        Kind::Link => "links",
        Kind::Record => "records",
    }
}

/// Each kind under a heading with its counts; `-` only the first has it, `+` only the second,
/// `~` they have it differently.
fn text(found: &[Difference]) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    for kind in Kind::ALL {
        let of = || found.iter().filter(move |it| it.kind == kind);
        if of().next().is_none() {
            continue;
        }
        let first = of().filter(|it| it.second.is_none()).count();
        let second = of().filter(|it| it.first.is_none()).count();
        let both = of().count() - first - second;
        let counts =
            [(first, "only in the first"), (second, "only in the second"), (both, "changed")];
        let counts: Vec<_> = counts
            .into_iter()
            .filter(|it| it.0 > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        writeln!(out, "{}: {}", heading(kind), counts.join(", "))?;
        for it in of() {
            line(it, &mut out)?;
        }
    }
    Ok(out)
}

fn line(it: &Difference, out: &mut String) -> std::fmt::Result {
    let place = |it: &Side| it.line.map(|it| format!("line {it}: ")).unwrap_or_default();
    let id = |it: &Side| if it.id.is_empty() { String::new() } else { format!(" [{}]", it.id) };
    match (&it.first, &it.second) {
        (Some(first), Some(second)) if it.kind == Kind::Text => {
            writeln!(out, "  ~ {}“{}” > “{}”", place(first), first.what, second.what)
        }
        (Some(first), Some(_)) => {
            let value = |it: &Option<String>| it.as_deref().map_or("none".to_owned(), shown);
            let fields: Vec<_> = it
                .fields
                .iter()
                .map(|it| format!("{} {} > {}", it.name, value(&it.first), value(&it.second)))
                .collect();
            let (place, id) = (place(first), id(first));
            writeln!(out, "  ~ {place}{}{id}: {}", first.what, fields.join("; "))
        }
        (Some(it), None) => writeln!(out, "  - {}{}{}", place(it), it.what, id(it)),
        (None, Some(it)) => writeln!(out, "  + {}{}{}", place(it), it.what, id(it)),
        (None, None) => Ok(()),
    }
}

/// Places are code points, as in saved files.
fn of_document(first: &Document, second: &Document, found: &[Difference]) -> Value {
    let side = |it: &Option<Side>, text: &Text| {
        let at = |byte| text.offset_in(Unit::CodePoint, byte);
        it.as_ref().map(|it| {
            let span = it.span.map(|it| [at(it.start()), at(it.end())]);
            json!({"id": it.id, "what": it.what, "line": it.line, "span": span})
        })
    };
    let one = |it: &Difference| {
        let fields: Vec<_> = it
            .fields
            .iter()
            .map(|it| json!({"name": it.name, "first": it.first, "second": it.second}))
            .collect();
        json!({
            "kind": it.kind.key(),
            "first": side(&it.first, first.text()),
            "second": side(&it.second, second.text()),
            "fields": fields,
        })
    };
    let found: Vec<_> = found.iter().map(one).collect();
    json!({"id": first.metadata().id, "same": found.is_empty(), "differences": found})
}
