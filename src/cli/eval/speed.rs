//! How fast the tagger is, one text after the other on one thread.
//!
//! The best of several runs counts, since other work on the machine can only slow it down.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use crate::annotation::Gold;
use crate::tagger::{self, Cancel, Cancelled, Models, Run};

/// Runs over all texts.
const RUNS: usize = 3;

/// Passes that find names and values: the first two.
const ENTITIES: usize = 2;

/// How long names and values took, and how long everything.
#[derive(Clone, Copy, Default)]
struct Took {
    entities: Duration,
    all: Duration,
}

/// A table of what was measured. `loading` is how long the weights took.
pub(super) fn text(texts: &[Gold], models: &Models, loading: Duration) -> anyhow::Result<String> {
    let bytes: usize = texts.iter().map(|it| it.text.len()).sum();
    anyhow::ensure!(bytes > 0, "the texts are empty; give some to be timed on");
    let mut best = run(texts, models)?;
    for _ in 1..RUNS {
        let next = run(texts, models)?;
        best.entities = best.entities.min(next.entities);
        best.all = best.all.min(next.all);
    }
    let mut out = String::new();
    writeln!(out, "texts                        {}", texts.len())?;
    writeln!(out, "megabytes                    {:.3}", megabytes(bytes))?;
    writeln!(out, "loading weights, ms          {:.1}", 1000.0 * loading.as_secs_f64())?;
    for (what, took) in [("names and values alone", best.entities), ("all passes", best.all)] {
        let (seconds, what) = (took.as_secs_f64(), what.to_owned() + ",");
        writeln!(out, "{:<29}{:.2}", what.clone() + " MB/s", megabytes(bytes) / seconds)?;
        writeln!(out, "{:<29}{seconds:.3}", what + " s")?;
    }
    Ok(out)
}

fn run(texts: &[Gold], models: &Models) -> Result<Took, Cancelled> {
    let mut sum = Took::default();
    for it in texts {
        let start = Instant::now();
        let done = RefCell::new(Vec::new());
        let progress = |_| done.borrow_mut().push(start.elapsed());
        let run = Run { cancel: &Cancel::new(), progress: &progress, models };
        let found = tagger::tag(&it.text, it.zones.as_deref(), &run)?;
        let all = start.elapsed();
        drop(found);
        sum.all += all;
        sum.entities += done.borrow().get(ENTITIES - 1).copied().unwrap_or(all);
    }
    Ok(sum)
}

#[expect(clippy::cast_precision_loss, reason = "texts are far shorter than 2^52")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
