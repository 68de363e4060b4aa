//! `factmark dataset`.

use super::args::DatasetArgs;
use super::{Outcome, losses, output, report, stop};
use crate::batch::dataset::{self, Settings};
use crate::batch::{Told, Watch, exporter};

pub(super) fn run(args: &DatasetArgs) -> anyhow::Result<Outcome> {
    let settings = Settings {
        folders: args.folders.clone(),
        to: exporter(&args.to)?,
        output: args.output.clone(),
        proposals: args.reviews.proposals,
        rejected: args.reviews.rejected,
        labels: args.label.clone(),
        editors: args.editor.clone(),
        since: args.since.clone(),
        until: args.until.clone(),
        untagged: args.untagged,
        split: args.split.clone(),
        seed: args.seed,
        stratify: args.stratify.map(Into::into),
        anonymise: args.anonymise,
        unit: args.offsets.map(Into::into),
    };
    let list = args.loss.as_deref().map(|it| losses::begin(it, false)).transpose()?;
    let (made, list) = dataset::make(&settings, list, &Terminal)?;
    report::documents(made.looked_at, true);
    for line in &made.left {
        report::say(&format!("note: {line}"));
    }
    if let (Some(path), Some(list)) = (&args.loss, list) {
        output::finish(path, list)?;
    }
    report::say(&format!("wrote {}", args.output.display()));
    Ok(if made.failed > 0 { Outcome::Problems } else { Outcome::Fine })
}

/// Tells on standard error, and stops at Ctrl-C.
struct Terminal;

impl Watch for Terminal {
    fn tell(&self, told: Told<'_>) {
        match told {
            Told::Problem(what) => report::say(what),
            Told::Note(what) => report::say(&format!("note: {what}")),
            Told::Documents(done) => report::documents(done, false),
        }
    }

    fn is_stopped(&self) -> bool {
        stop::is_asked()
    }
}
