//! `factmark eval`: tags texts with right answers and says how many were found.
//!
//! Not here: what counts as right (`annotation::measure`), the order of claims, which needs all
//! sentences ranked.

mod speed;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::time::Instant;

pub(super) use self::table::aligned;
use super::args::EvalArgs;
use super::{Outcome, gold, report};
use crate::annotation::measure::{Clusters, Reliability, Tally, judge, label, wanted};
use crate::annotation::{GROUP, Gold, Proposals};
use crate::files;
use crate::tagger::{self, Analysis, Cancel, Models, Run, Tiers};
use crate::text::Span;

/// Labels whose mentions are put into records and compared with the groups of the answers.
const RECORDED: [&str; 4] = ["person", "org", "place", "group"];

/// Most bytes of a file of weights.
const LARGEST: u64 = 64 << 20;

/// Bytes of text that are shown on either side of a mistake.
const AROUND: usize = 30;

/// The labels that each data set tags, by its name: what it does not tag is no mistake there.
type Labels<'g> = BTreeMap<&'g str, BTreeSet<&'static str>>;

/// What was counted.
#[derive(Default)]
struct Scores {
    tallies: BTreeMap<String, Tally>,
    reliability: Reliability,
    clusters: Option<Clusters>,
    mistakes: Vec<String>,
}

pub(super) fn run(args: &EvalArgs) -> anyhow::Result<Outcome> {
    let loading = Instant::now();
    let mut models = Models::shipped().clone();
    let loading = loading.elapsed();
    let texts = gold::read(&args.files)?;
    if let Some(path) = &args.weights {
        let mut bytes = Vec::new();
        files::stream(path)?.take(LARGEST).read_to_end(&mut bytes)?;
        match args.part.and_then(super::args::Trained::part) {
            Some(part) => models.replace(part, bytes)?,
            None => models.set_tiers(Tiers::read(&String::from_utf8(bytes)?)?),
        }
    }
    if args.time {
        report::data(&speed::text(&texts, &models, loading)?)?;
        return Ok(Outcome::Fine);
    }
    let mut labels = Labels::new();
    for it in &texts {
        let tagged = it.spans.iter().filter_map(|it| label(&it.label));
        labels.entry(&it.source).or_default().extend(tagged);
    }
    let mut scores = Scores::default();
    for gold in &texts {
        let labels = labels.get(gold.source.as_str());
        compare(gold, labels.unwrap_or(&BTreeSet::new()), &models, &mut scores)?;
    }
    anyhow::ensure!(
        !scores.tallies.is_empty(),
        "the texts have no answers that can be compared: tokens, sentences, tagged names, quotes or claims"
    );
    scores.mistakes.truncate(args.list);
    let out = if args.json { table::json(&scores)? } else { table::text(&scores) };
    report::data(&out)?;
    Ok(Outcome::Fine)
}

fn compare(
    gold: &Gold,
    labels: &BTreeSet<&'static str>,
    models: &Models,
    scores: &mut Scores,
) -> anyhow::Result<()> {
    let analysis = tagger::analyse(&gold.text, gold.zones.clone(), models, &Cancel::new())?;
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
    if gold.spans.is_empty() && labels.is_empty() {
        return Ok(());
    }
    let run = Run { cancel: &Cancel::new(), progress: &|_| {}, models };
    let found = tagger::tag(&gold.text, gold.zones.as_deref(), &run)?;
    let judged = judge(gold, labels, &found);
    for it in &judged {
        scores.reliability.add(it);
    }
    for (label, gold) in wanted(gold) {
        let ours = || judged.iter().filter(|it| it.proposal.label == label);
        let right = ours().filter(|it| it.right).count();
        if gold > 0 || ours().next().is_some() {
            count(label, Tally { right, found: ours().count(), gold });
        }
    }
    names(gold, labels, &found, scores);
    records(gold, labels, &found, scores);
    Ok(())
}

/// Compares names and values place by place.
fn names(gold: &Gold, labels: &BTreeSet<&'static str>, found: &Proposals, scores: &mut Scores) {
    let theirs: BTreeSet<(Span, &str)> =
        gold.spans.iter().filter_map(|it| Some((it.hull()?, label(&it.label)?))).collect();
    let ours: BTreeSet<(Span, &str)> = found
        .annotations
        .iter()
        .filter_map(|it| Some((it.spans.hull(), *labels.get(it.label.as_str())?)))
        .collect();
    let mut count =
        |name: &str, tally| scores.tallies.entry(name.to_owned()).or_default().add(tally);
    for wanted in labels {
        let of = |all: &BTreeSet<(Span, &'static str)>| -> BTreeSet<Span> {
            all.iter().filter(|it| it.1 == *wanted).map(|it| it.0).collect()
        };
        count(wanted, Tally::of(&of(&ours), &of(&theirs)));
    }
    if !labels.is_empty() {
        count("all names and values", Tally::of(&ours, &theirs));
    }
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
}

/// Compares records with the groups of the answers, if these have any.
fn records(gold: &Gold, labels: &BTreeSet<&'static str>, found: &Proposals, scores: &mut Scores) {
    let recorded = |it: &str| RECORDED.contains(&it) && labels.contains(it);
    let mut groups = BTreeMap::new();
    let mut theirs = BTreeMap::new();
    for it in &gold.spans {
        let named = label(&it.label).is_some_and(recorded);
        if let (true, Some(hull), Some(group)) = (named, it.hull(), it.fact(GROUP)) {
            let next = groups.len();
            theirs.insert(hull, *groups.entry(group).or_insert(next));
        }
    }
    if theirs.is_empty() {
        return;
    }
    // What has no record stands alone.
    let alone = found.records.len()..;
    let ours = found
        .annotations
        .iter()
        .zip(alone)
        .filter(|it| recorded(it.0.label.as_str()))
        .map(|(it, alone)| (it.spans.hull(), it.record.unwrap_or(alone)))
        .collect();
    scores.clusters.get_or_insert_default().add(&ours, &theirs);
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
