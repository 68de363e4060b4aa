//! `factmark update`: what people have tagged, carried onto a new draft of the article.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, bail, ensure};
use serde_json::{Value, json};

use super::args::UpdateArgs;
use super::output::Target;
use super::{Outcome, report};
use crate::annotation::carry::{Carried, Fate, carry};
use crate::annotation::{Annotation, Document};
use crate::files::{self, Opened, native_path};
use crate::formats::native::{self, Form};
use crate::formats::tagset;
use crate::text::{Span, Text, Unit};

pub(super) fn run(args: &UpdateArgs) -> anyhow::Result<Outcome> {
    let (old, form, opened) = document(&args.document)?;
    let draft = files::open(&args.draft, old.tag_set())?;
    report::problems(&args.draft, draft.documents.iter().flat_map(|it| &it.problems));
    let Ok([draft]) = <[_; 1]>::try_from(draft.documents) else {
        bail!("{} does not hold one article; take in drafts one by one", args.draft.display());
    };
    if draft.document.annotation_count() > 0 {
        let draft = args.draft.display();
        report::say(&format!("note: {draft} has tags of its own, which are not taken over"));
    }
    let done = carry(&old, &draft.document)?;
    let target = Target::new(&args.output, false)?;
    let to_stdout = matches!(target, Target::Stdout);
    ensure!(
        !(args.json && to_stdout),
        "--json prints the report; name a file for the document: -o FILE"
    );
    let told = if args.json {
        serde_json::to_string_pretty(&data(&old, &done))? + "\n"
    } else {
        text(&old, &done)?
    };
    let form = target.form().unwrap_or(form);
    let content = native::write(&done.document, form);
    let known = match &target {
        // Whoever names the document itself wants it to go on with the new text.
        Target::File(path) if *path == args.document => Some(&opened.fingerprint),
        _ => None,
    };
    let name = match &target {
        Target::File(path) => path.clone(),
        _ => native_path(&args.draft, form),
    };
    target.put(&name, &content, known, args.output.force)?;
    if to_stdout {
        report::say(told.trim_end());
    } else {
        report::data(&told)?;
    }
    let look = done.count(Fate::Changed) + done.count(Fate::Orphaned) + done.links_open;
    Ok(if look > 0 { Outcome::Problems } else { Outcome::Fine })
}

fn document(path: &Path) -> anyhow::Result<(Document, Form, Opened)> {
    let mut opened = files::open(path, &tagset::news())?;
    report::problems(path, opened.documents.iter().flat_map(|it| &it.problems));
    let lines = files::form_of(path).filter(|it| *it == Form::Jsonl);
    let form = opened.form.or(lines);
    let form = form.with_context(|| {
        format!("{} is no saved document; name that first, then the new draft", path.display())
    })?;
    let (Some(read), true) = (opened.documents.pop(), opened.documents.is_empty()) else {
        bail!("{} does not hold one document; update documents one by one", path.display());
    };
    Ok((read.document, form, opened))
}

/// Where the lines of a text begin.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &Text) -> Self {
        let ends = text.as_str().match_indices('\n').map(|it| it.0 + 1);
        Self([0].into_iter().chain(ends).collect())
    }

    fn at(&self, span: Span) -> usize {
        self.0.partition_point(|it| *it <= span.start())
    }
}

/// Each tag that an editor should look at: as it was, and as it is if it has a place.
fn to_look_at<'a>(
    old: &'a Document,
    done: &'a Carried,
    wanted: Fate,
) -> impl Iterator<Item = (&'a Annotation, Option<&'a Annotation>)> {
    let found = done.tags.iter().filter(move |it| it.1 == wanted);
    found.filter_map(|(id, _)| Some((old.annotation(*id)?, done.document.annotation(*id))))
}

fn text(old: &Document, done: &Carried) -> anyhow::Result<String> {
    let counts: Vec<_> =
        Fate::ALL.iter().map(|it| format!("{} {}", done.count(*it), it.key())).collect();
    let mut out = format!("tags: {}\n", counts.join(", "));
    let (before, after) = (Lines::of(old.text()), Lines::of(done.document.text()));
    for (was, now) in to_look_at(old, done, Fate::Changed) {
        let Some(now) = now else { continue };
        let lines = (before.at(was.spans.hull()), after.at(now.spans.hull()));
        let words = (old.excerpt(was), done.document.excerpt(now));
        let (id, label) = (was.id, &was.label);
        let (line, there) = lines;
        writeln!(out, "  ~ {id} {label}, line {line}: “{}”; line {there}: “{}”", words.0, words.1)?;
    }
    for (was, _) in to_look_at(old, done, Fate::Orphaned) {
        let line = before.at(was.spans.hull());
        writeln!(out, "  - {} {}, line {line}: “{}”", was.id, was.label, old.excerpt(was))?;
    }
    if done.links_open + done.links_lost > 0 {
        let (open, lost) = (done.links_open, done.links_lost);
        writeln!(out, "links: {open} open again, {lost} kept with a tag without a place")?;
    }
    if done.reopened {
        writeln!(out, "the document was finished and is open again")?;
    }
    Ok(out)
}

fn data(old: &Document, done: &Carried) -> Value {
    let new = &done.document;
    let (before, after) = (Lines::of(old.text()), Lines::of(new.text()));
    let side = |document: &Document, lines: &Lines, it: &Annotation| {
        let points = |at| document.text().offset_in(Unit::CodePoint, at);
        let spans: Vec<_> =
            it.spans.iter().map(|it| [points(it.start()), points(it.end())]).collect();
        json!({"words": document.excerpt(it), "line": lines.at(it.spans.hull()), "spans": spans})
    };
    let tags: Vec<_> = [Fate::Changed, Fate::Orphaned]
        .into_iter()
        .flat_map(|fate| to_look_at(old, done, fate).map(move |it| (fate, it)))
        .map(|(fate, (was, now))| {
            json!({
                "id": was.id.to_string(),
                "label": was.label.as_str(),
                "outcome": fate.key(),
                "was": side(old, &before, was),
                "now": now.map(|it| side(new, &after, it)),
            })
        })
        .collect();
    let counts: serde_json::Map<_, _> =
        Fate::ALL.iter().map(|it| (it.key().to_owned(), json!(done.count(*it)))).collect();
    json!({
        "counts": counts,
        "tags": tags,
        "links_open": done.links_open,
        "links_lost": done.links_lost,
        "reopened": done.reopened,
    })
}
