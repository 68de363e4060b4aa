//! `factmark agree`: how far editors agree who have tagged the same texts.
//!
//! Not here: what is measured (`annotation::measure::agree`), which documents belong together
//! (`shelf`).

use std::fmt::Write as _;

use anyhow::ensure;
use serde_json::{Map, Value, json};

use super::args::AgreeArgs;
use super::eval::aligned;
use super::shelf::{Shelf, rows};
use super::{Outcome, report};
use crate::annotation::check::line_of;
use crate::annotation::diff::shown;
use crate::annotation::measure::Tally;
use crate::annotation::measure::agree::{Agreement, Disagreement, Kappa, Mistake, alpha};
use crate::annotation::{Annotation, AnnotationId, Document, Key, Lane};
use crate::text::Unit;

pub(super) fn run(args: &AgreeArgs) -> anyhow::Result<Outcome> {
    let mut problems = false;
    let mut shelves = Vec::new();
    for path in &args.versions {
        shelves.push(Shelf::new(path, &mut problems)?);
    }
    let rows = rows(&mut shelves, &mut problems)?;
    let mut agreement = Agreement::new(shelves.len(), args.proposals);
    let mut told = Vec::new();
    for row in rows {
        let Some(row) = row.into_iter().collect::<Option<Vec<usize>>>() else { continue };
        let mut versions = Vec::new();
        for (shelf, at) in shelves.iter_mut().zip(&row) {
            versions.push(shelf.take(*at)?);
        }
        let found = agreement.add(&versions.iter().collect::<Vec<_>>());
        let called = shelves.first().zip(row.first()).map(|(shelf, at)| shelf.called(*at));
        let called = called.unwrap_or_default();
        for it in found.into_iter().take(args.list - told.len()) {
            told.push(disagreement(&called, it, &versions));
        }
    }
    ensure!(
        agreement.documents() > 0,
        "no text was tagged by all of them; name versions of the same documents"
    );
    let names: Vec<String> = args.versions.iter().map(|it| it.display().to_string()).collect();
    let out = if args.json {
        serde_json::to_string_pretty(&data(&agreement, &names, args.proposals, &told))? + "\n"
    } else {
        text(&agreement, &names, args.proposals, &told)?
    };
    report::data(&out)?;
    Ok(if problems { Outcome::Problems } else { Outcome::Fine })
}

/// A disagreement as a line, and as data.
struct Told {
    line: String,
    data: Value,
}

fn disagreement(called: &str, it: Disagreement, versions: &[Document]) -> Told {
    let side = |editor: usize, id: Option<AnnotationId>| {
        let document = versions.get(editor)?;
        Some((document, document.annotation(id?)?))
    };
    let sides = [side(it.editors.0, it.first), side(it.editors.1, it.second)];
    let words = |side: &Option<(&Document, &Annotation)>| {
        side.map_or_else(
            || "nothing".to_owned(),
            |(document, tag)| {
                let words = shown(&document.excerpt(tag));
                format!("{} “{words}” [{}]", tag.label, tag.id)
            },
        )
    };
    let spans = |side: &Option<(&Document, &Annotation)>| {
        side.map(|(document, tag)| {
            let at = |byte| document.text().offset_in(Unit::CodePoint, byte);
            let spans: Vec<_> = tag.spans.iter().map(|it| [at(it.start()), at(it.end())]).collect();
            json!({"id": tag.id.to_string(), "label": tag.label.as_str(), "spans": spans,
                "words": document.excerpt(tag)})
        })
    };
    let about = match it.about {
        Mistake::Missing => "missing",
        Mistake::Label => "label",
        Mistake::Place => "place",
    };
    let line = sides.iter().flatten().next();
    let line = line.map_or(1, |(document, tag)| line_of(document.text(), tag.spans.hull().start()));
    let (one, other) = (it.editors.0 + 1, it.editors.1 + 1);
    let [first, second] = sides;
    Told {
        line: format!(
            "{called}:{line}: {about}: {one} has {}, {other} has {}",
            words(&first),
            words(&second)
        ),
        data: json!({"document": called, "line": line, "about": about, "editors": [one, other],
            "first": spans(&first), "second": spans(&second)}),
    }
}

/// A figure, or a dash where it is not defined.
fn figure(it: Option<f64>) -> String {
    it.map_or("–".to_owned(), |it| format!("{it:.3}"))
}

/// F1; `None` if nobody has such a tag.
fn f1(it: Tally) -> Option<f64> {
    (it.found + it.gold > 0).then(|| it.f1())
}

/// The mean of Cohen's kappa over the pairs of editors; of two it is theirs.
fn cohen(kappa: &Kappa, editors: usize) -> Option<f64> {
    let all: Option<Vec<f64>> = pairs(editors).map(|(i, j)| kappa.cohen(i, j)).collect();
    let all = all?;
    let count = u32::try_from(all.len()).ok().filter(|it| *it > 0)?;
    Some(all.iter().sum::<f64>() / f64::from(count))
}

fn pairs(editors: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..editors).flat_map(move |i| (i + 1..editors).map(move |j| (i, j)))
}

/// What is measured of a label or of several: tags of each editor, F1 exact and overlapping.
fn places(
    agreement: &Agreement,
    asked: impl Fn(&Key, Lane) -> bool,
) -> (Vec<u64>, Tally, Tally, Option<f64>) {
    let mut tags = vec![0; agreement.editors()];
    let (mut exact, mut overlapping) = (Tally::default(), Tally::default());
    let of = || agreement.labels().filter(|it| asked(it.0, it.1.layer));
    for (_, it) in of() {
        for (sum, count) in tags.iter_mut().zip(&it.tags) {
            *sum += count;
        }
        exact.add(it.exact);
        overlapping.add(it.overlapping);
    }
    (tags, exact, overlapping, alpha(of().map(|it| &it.1.units)))
}

fn text(
    agreement: &Agreement,
    names: &[String],
    proposals: bool,
    told: &[Told],
) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    let editors = agreement.editors();
    let counted = if proposals { "accepted and open tags" } else { "accepted tags" };
    writeln!(
        out,
        "{} documents, {} tokens, {} characters; {counted}",
        agreement.documents(),
        agreement.tokens_seen(),
        agreement.length()
    )?;
    for (number, name) in (1..).zip(names) {
        writeln!(out, "{number}: {name}")?;
    }
    let cohens = if editors == 2 { "Cohen" } else { "Cohen, mean" };
    let heads = ["label", "tags", "F1 exact", "F1 overlapping", cohens, "Fleiss", "alpha"];
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    let mut row =
        |name: String, of: (Vec<u64>, Tally, Tally, Option<f64>), kappa: Option<&Kappa>| {
            let tags: Vec<_> = of.0.iter().map(ToString::to_string).collect();
            rows.push(vec![
                name,
                tags.join(" / "),
                figure(f1(of.1)),
                figure(f1(of.2)),
                figure(kappa.and_then(|it| cohen(it, editors))),
                figure(kappa.and_then(Kappa::fleiss)),
                figure(of.3),
            ]);
        };
    for (layer, kappa) in agreement.layers() {
        row(layer.name().to_owned(), places(agreement, |_, it| it == layer), Some(kappa));
        for (key, label) in agreement.labels_of(layer) {
            row(format!("  {key}"), places(agreement, |it, _| it == key), Some(&label.tokens));
        }
    }
    row("all".to_owned(), places(agreement, |_, _| true), None);
    writeln!(out, "\n{}", aligned(&rows).trim_end())?;
    writeln!(out, "–: not defined, because nobody has such tags or nothing could differ")?;
    if editors > 2 {
        by_pair(agreement, &mut out)?;
    }
    confusion(agreement, &mut out)?;
    if !told.is_empty() {
        out.push('\n');
    }
    for it in told {
        writeln!(out, "{}", it.line)?;
    }
    Ok(out)
}

/// Cohen's kappa of each two editors, layer by layer.
fn by_pair(agreement: &Agreement, out: &mut String) -> std::fmt::Result {
    let layers: Vec<_> = agreement.layers().collect();
    let heads = std::iter::once("Cohen".to_owned());
    let mut rows: Vec<Vec<String>> =
        vec![heads.chain(layers.iter().map(|it| it.0.name().to_owned())).collect()];
    for (i, j) in pairs(agreement.editors()) {
        let name = std::iter::once(format!("{} and {}", i + 1, j + 1));
        rows.push(name.chain(layers.iter().map(|it| figure(it.1.cohen(i, j)))).collect());
    }
    write!(out, "\n{}", aligned(&rows))
}

/// Which labels were given for which, the most frequent first.
fn confusion(agreement: &Agreement, out: &mut String) -> std::fmt::Result {
    let mut all = Vec::new();
    for (layer, _) in agreement.layers() {
        for ((one, other), count) in agreement.confusion(layer).into_iter().flatten() {
            if one != other {
                all.push((std::cmp::Reverse(*count), one, other));
            }
        }
    }
    all.sort();
    if all.is_empty() {
        return Ok(());
    }
    let name = |it: &Option<Key>| it.as_ref().map_or("nothing".to_owned(), ToString::to_string);
    let mut rows = vec![["one has", "another has", "times"].map(str::to_owned).to_vec()];
    rows.extend(all.iter().map(|it| vec![name(it.1), name(it.2), it.0.0.to_string()]));
    write!(out, "\n{}", aligned(&rows))
}

fn data(agreement: &Agreement, names: &[String], proposals: bool, told: &[Told]) -> Value {
    let editors = agreement.editors();
    let kappas = |it: &Kappa| {
        let by_pair: Vec<_> = pairs(editors)
            .map(|(i, j)| json!({"editors": [i + 1, j + 1], "kappa": it.cohen(i, j)}))
            .collect();
        json!({"cohen": by_pair, "fleiss": it.fleiss()})
    };
    let of = |(tags, exact, overlapping, alpha): (Vec<u64>, Tally, Tally, Option<f64>)| {
        json!({"tags": tags, "f1_exact": f1(exact), "f1_overlapping": f1(overlapping),
            "alpha": alpha})
    };
    let with = |mut value: Value, more: Value| {
        if let (Some(all), Value::Object(more)) = (value.as_object_mut(), more) {
            all.extend(more);
        }
        value
    };
    let mut layers = Map::new();
    for (layer, kappa) in agreement.layers() {
        let labels: Map<String, Value> = agreement
            .labels_of(layer)
            .map(|(key, it)| {
                let all = with(of(places(agreement, |it, _| it == key)), kappas(&it.tokens));
                let more = json!({"observed_disagreement": it.units.observed(),
                    "expected_disagreement": it.units.expected(),
                    "overlapping_joined": it.units.joined()});
                (key.to_string(), with(all, more))
            })
            .collect();
        let confusion: Vec<_> = agreement
            .confusion(layer)
            .into_iter()
            .flatten()
            .map(|((one, other), count)| {
                let name = |it: &Option<Key>| it.as_ref().map(ToString::to_string);
                json!({"first": name(one), "second": name(other), "count": count})
            })
            .collect();
        let all = with(of(places(agreement, |_, it| it == layer)), kappas(kappa));
        let more = json!({"labels": labels, "confusion": confusion});
        layers.insert(layer.name().to_lowercase(), with(all, more));
    }
    json!({
        "versions": names, "documents": agreement.documents(), "tokens": agreement.tokens_seen(),
        "characters": agreement.length(), "proposals": proposals, "layers": layers,
        "all": of(places(agreement, |_, _| true)),
        "disagreements": told.iter().map(|it| &it.data).collect::<Vec<_>>(),
    })
}
