//! `factmark train`: makes trained weights out of texts with right answers.

use super::args::TrainArgs;
use super::{Outcome, gold, report};
use crate::annotation::Licence;
use crate::files::{self, Over};
use crate::tagger::{self, Models};

pub(super) fn run(args: &TrainArgs) -> anyhow::Result<Outcome> {
    let mut texts = gold::read(&args.files)?;
    let allowed = if args.open_only { Licence::Open } else { Licence::Unstated };
    let all = texts.len();
    texts.retain(|it| it.licence <= allowed);
    let left_out = all - texts.len();
    if left_out > 0 {
        report::say(&format!("{left_out} of {all} texts are left out for their licence"));
    }
    let bytes = if let Some(part) = args.part.part() {
        let mut progress = |round, loss| report::say(&format!("round {round}: loss {loss:.4}"));
        tagger::train(part, &texts, Models::shipped(), &mut progress)?
    } else {
        let mut progress = |done: &str| report::say(done);
        tagger::train_tiers(&texts, &args.without, Models::shipped(), &mut progress)?
            .write()
            .into_bytes()
    };
    let over = if args.force { Over::Anything } else { Over::Nothing };
    files::write(&args.output, &bytes, over)?;
    let (name, kilobytes) = (args.output.display(), bytes.len().div_ceil(1000));
    report::say(&format!("{name}: {kilobytes} kB, trained on {} texts", texts.len()));
    Ok(Outcome::Fine)
}
