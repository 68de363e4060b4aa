//! `factmark eval`: tags texts with right answers and says how many were found.
//!
//! Not here: quotes with speakers and the ranking of claims, which need more than counting.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Read as _;

use super::args::EvalArgs;
use super::{Outcome, gold, report};
use crate::annotation::Gold;
use crate::annotation::measure::Tally;
use crate::files;
use crate::tagger::{self, Analysis, Cancel, Models, Part, Run};
use crate::text::Span;

/// Labels of data sets that are called otherwise here.
const OTHERWISE: [(&str, &str); 1] = [("NORP", "group")];

/// Labels that are compared place by place.
const LABELS: [&str; 14] = [
    "person", "org", "place", "group", "role", "event", "work", "law", "product", "date", "time",
    "money", "percent", "quantity",
];

/// Most bytes of a file of weights.
const LARGEST: u64 = 64 << 20;

/// Bytes of text that are shown on either side of a mistake.
const AROUND: usize = 30;

/// What was counted, line by line in this order.
#[derive(Default)]
struct Scores {
    tallies: BTreeMap<String, Tally>,
    mistakes: Vec<String>,
}

pub(super) fn run(args: &EvalArgs) -> anyhow::Result<Outcome> {
    let texts = gold::read(&args.files)?;
    let mut models = Models::shipped().clone();
    if let Some(path) = &args.weights {
        let part = args.part.map_or(Part::Pos, super::args::Trained::part);
        let mut bytes = Vec::new();
        files::stream(path)?.take(LARGEST).read_to_end(&mut bytes)?;
        models.replace(part, bytes)?;
    }
    let labels: BTreeSet<&str> =
        texts.iter().flat_map(|it| &it.spans).filter_map(|it| label(&it.label)).collect();
    let mut scores = Scores::default();
    for gold in &texts {
        compare(gold, &labels, &models, &mut scores)?;
    }
    anyhow::ensure!(
        !scores.tallies.is_empty(),
        "the texts have no answers that can be compared: tokens, sentences or tagged names"
    );
    let mut out = "what\tprecision\trecall\tF1\tright\tfound\tgold\n".to_owned();
    for (name, it) in &scores.tallies {
        let (p, r, f) = (it.precision(), it.recall(), it.f1());
        let counts = format!("{}\t{}\t{}", it.right, it.found, it.gold);
        writeln!(out, "{name}\t{p:.3}\t{r:.3}\t{f:.3}\t{counts}")?;
    }
    for mistake in scores.mistakes.iter().take(args.list) {
        writeln!(out, "{mistake}")?;
    }
    report::data(&out)?;
    Ok(Outcome::Fine)
}

/// What we call a label of a data set, if we have it.
fn label(theirs: &str) -> Option<&'static str> {
    let other = OTHERWISE.iter().find(|it| it.0 == theirs).map(|it| it.1);
    other.or_else(|| LABELS.into_iter().find(|it| it.eq_ignore_ascii_case(theirs)))
}

fn compare(
    gold: &Gold,
    labels: &BTreeSet<&str>,
    models: &Models,
    scores: &mut Scores,
) -> anyhow::Result<()> {
    let analysis = tagger::analyse(&gold.text, None, models, &Cancel::new())?;
    let mut count =
        |name: &str, tally| scores.tallies.entry(name.to_owned()).or_default().add(tally);
    if !gold.sentences.is_empty() {
        let ours = analysis.sentences.iter().map(|it| it.span).collect();
        count("sentences", Tally::of(&ours, &gold.sentences.iter().copied().collect()));
    }
    if !gold.words.is_empty() {
        let ours = analysis.tokens.iter().map(|it| it.span).collect();
        count("tokens", Tally::of(&ours, &gold.words.iter().map(|it| it.span).collect()));
        count("parts of speech", parts_of_speech(gold, &analysis));
    }
    if labels.is_empty() {
        return Ok(());
    }
    let run = Run { cancel: &Cancel::new(), progress: &|_| {}, models };
    let found = tagger::tag(&gold.text, None, &run)?;
    let theirs: BTreeSet<(Span, &str)> =
        gold.spans.iter().filter_map(|it| Some((it.hull()?, label(&it.label)?))).collect();
    let ours: BTreeSet<(Span, &str)> = found
        .annotations
        .iter()
        .filter_map(|it| Some((it.spans.hull(), label(it.label.as_str())?)))
        .filter(|it| labels.contains(it.1))
        .collect();
    for wanted in labels {
        let of = |all: &BTreeSet<(Span, &'static str)>| -> BTreeSet<Span> {
            all.iter().filter(|it| it.1 == *wanted).map(|it| it.0).collect()
        };
        count(wanted, Tally::of(&of(&ours), &of(&theirs)));
    }
    count("all labels", Tally::of(&ours, &theirs));
    for (span, wanted) in theirs.difference(&ours) {
        let instead = ours.iter().find(|it| it.0.overlaps(*span));
        let instead = instead
            .map_or("nothing".to_owned(), |it| format!("{} {:?}", it.1, gold.text.slice(it.0)));
        scores.mistakes.push(mistake(gold, *span, &format!("{wanted}, found {instead}")));
    }
    for (span, label) in ours.difference(&theirs) {
        if !theirs.iter().any(|it| it.0.overlaps(*span)) {
            scores.mistakes.push(mistake(gold, *span, &format!("nothing, found {label}")));
        }
    }
    Ok(())
}

/// Our parts against theirs, over the words that both cut alike.
fn parts_of_speech(gold: &Gold, analysis: &Analysis<'_>) -> Tally {
    let ours: BTreeMap<Span, &str> =
        analysis.tokens.iter().zip(&analysis.pos).map(|(it, pos)| (it.span, pos.name())).collect();
    let mut tally = Tally::default();
    for word in &gold.words {
        if let Some(found) = ours.get(&word.span) {
            tally.found += 1;
            tally.gold += 1;
            tally.right += usize::from(*found == word.upos);
        }
    }
    tally
}

/// A mistake with the text around it, on one line.
fn mistake(gold: &Gold, span: Span, what: &str) -> String {
    let text = gold.text.as_str();
    let from = text.floor_char_boundary(span.start().saturating_sub(AROUND));
    let to = text.ceil_char_boundary((span.end() + AROUND).min(text.len()));
    let part = |range: std::ops::Range<usize>| {
        text.get(range).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let (before, after) = (part(from..span.start()), part(span.end()..to));
    format!("{}\tgold {what}\t{before} [{}] {after}", gold.id, part(span.range()))
}
