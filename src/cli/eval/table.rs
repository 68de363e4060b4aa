//! What was counted, as tables for people or as JSON for programs.

use serde_json::{Value, json};

use super::Scores;
use crate::annotation::Tier;
use crate::annotation::measure::{Bin, Clusters, Kept, Ratio};

/// The measures of records: their names and what was counted.
fn clusters(of: &Clusters) -> [(&'static str, &'static str, (Ratio, Ratio)); 3] {
    [
        ("B3", "b3", of.b_cubed),
        ("CEAF (phi 4)", "ceaf", of.ceaf),
        ("B3 of mentions that both have", "b3_shared", of.shared),
    ]
}

fn tier(it: Tier) -> &'static str {
    match it {
        Tier::Sure => "sure",
        Tier::Likely => "likely",
        Tier::Unsure => "unsure",
    }
}

fn kept(it: Kept) -> &'static str {
    match it {
        Kept::Yes => "kept",
        Kept::No => "NOT KEPT",
        Kept::Open => "too few to tell",
    }
}

/// Tables with a line of heads each.
pub(super) fn text(scores: &Scores) -> String {
    let mut blocks = vec![found(scores)];
    if let Some(clusters_of) = &scores.clusters {
        let mut rows = vec![line(["records", "precision", "recall", "F1"])];
        rows.extend(clusters(clusters_of).map(|(name, _, it)| {
            let (p, r, f) = (it.0.share(), it.1.share(), Clusters::f1(it));
            line([name, &share(p), &share(r), &share(f)])
        }));
        blocks.push(rows);
    }
    if scores.reliability.labels().next().is_some() {
        blocks.push(tiers(scores));
        blocks.push(bins(scores));
    }
    let mut out = blocks.iter().map(|it| aligned(it)).collect::<Vec<_>>().join("\n");
    for mistake in &scores.mistakes {
        out.push_str(mistake);
        out.push('\n');
    }
    out
}

fn found(scores: &Scores) -> Vec<Vec<String>> {
    let mut rows = vec![line(["what", "precision", "recall", "F1", "right", "found", "gold"])];
    for (name, it) in &scores.tallies {
        let shares = [it.precision(), it.recall(), it.f1()].map(share);
        let counts = [it.right, it.found, it.gold].map(|it| it.to_string());
        rows.push(std::iter::once(name.clone()).chain(shares).chain(counts).collect());
    }
    rows
}

fn tiers(scores: &Scores) -> Vec<Vec<String>> {
    let heads = ["label", "tier", "proposals", "right", "real", "promised", ""];
    let mut rows = vec![line(heads)];
    for label in scores.reliability.labels() {
        for (of, bin) in scores.reliability.tiers(label) {
            let promise = f64::from(of.promise()) / 1000.0;
            let (promised, word) = match of {
                Tier::Unsure => (String::new(), ""),
                Tier::Sure | Tier::Likely => (share(promise), kept(of.kept(bin))),
            };
            let counts = [bin.proposals, bin.right].map(|it| it.to_string());
            let [proposals, right] = &counts;
            let real = share(bin.real());
            rows.push(line([label, tier(of), proposals, right, &real, &promised, word]));
        }
    }
    rows
}

fn bins(scores: &Scores) -> Vec<Vec<String>> {
    let mut rows = vec![line(["label", "confidence", "proposals", "right", "expected", "real"])];
    for label in scores.reliability.labels() {
        for bin in scores.reliability.bins(label) {
            let cells = [format!("{} ‰ up", bin.from), bin.proposals.to_string()];
            let more = [bin.right.to_string(), share(bin.expected()), share(bin.real())];
            let cells = cells.into_iter().chain(more);
            rows.push(std::iter::once(label.to_owned()).chain(cells).collect());
        }
        let error = share(scores.reliability.error(label));
        rows.push(line([label, "calibration error", "", "", "", &error]));
    }
    rows
}

fn share(it: f64) -> String {
    format!("{it:.3}")
}

fn line<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

/// Columns under each other: the first cell of a row begins it, others end below their heads.
pub(in crate::cli) fn aligned(rows: &[Vec<String>]) -> String {
    let width = |at: usize| {
        rows.iter().filter_map(|it| it.get(at)).map(|it| it.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..rows.first().map_or(0, Vec::len)).map(width).collect();
    let mut out = String::new();
    for row in rows {
        let mut written = String::new();
        for ((at, cell), width) in (0..).zip(row).zip(&widths) {
            let cell = match at {
                0 => format!("{cell:<width$}"),
                _ => format!("  {cell:>width$}"),
            };
            written.push_str(&cell);
        }
        out.push_str(written.trim_end());
        out.push('\n');
    }
    out
}

/// One JSON object. Shares are of 1, confidence is per mille.
pub(super) fn json(scores: &Scores) -> serde_json::Result<String> {
    let found: serde_json::Map<String, Value> = scores
        .tallies
        .iter()
        .map(|(name, it)| {
            let counts = json!({
                "precision": it.precision(), "recall": it.recall(), "f1": it.f1(),
                "right": it.right, "found": it.found, "gold": it.gold,
            });
            (name.clone(), counts)
        })
        .collect();
    let records = scores.clusters.as_ref().map(|of| -> serde_json::Map<String, Value> {
        let one = |it: (Ratio, Ratio)| {
            let f1 = Clusters::f1(it);
            json!({"precision": it.0.share(), "recall": it.1.share(), "f1": f1})
        };
        clusters(of).into_iter().map(|(_, key, it)| (key.to_owned(), one(it))).collect()
    });
    let all = &scores.reliability;
    let reliability: serde_json::Map<String, Value> = all
        .labels()
        .map(|label| {
            let tiers: Vec<_> = all.tiers(label).map(of_tier).collect();
            let bins: Vec<_> = all.bins(label).map(of_bin).collect();
            let label_of = json!({"tiers": tiers, "bins": bins, "error": all.error(label)});
            (label.to_owned(), label_of)
        })
        .collect();
    let out = json!({
        "found": found, "records": records, "reliability": reliability, "mistakes": scores.mistakes,
    });
    Ok(serde_json::to_string_pretty(&out)? + "\n")
}

fn of_tier((of, bin): (Tier, Bin)) -> Value {
    let kept = match of.kept(bin) {
        Kept::Yes => Some(true),
        Kept::No => Some(false),
        Kept::Open => None,
    };
    json!({"tier": tier(of), "proposals": bin.proposals, "right": bin.right, "kept": kept})
}

fn of_bin(bin: Bin) -> Value {
    json!({
        "from": bin.from, "proposals": bin.proposals, "right": bin.right,
        "expected": bin.expected(), "real": bin.real(),
    })
}
