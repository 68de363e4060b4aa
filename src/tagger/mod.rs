//! Layer 2: text in, proposals out. Depends on `text` and `annotation`.
//!
//! [`tag`] runs the passes in order over one [`Analysis`]. It is pure, deterministic and
//! cancellable, and reads nothing but its arguments and the word lists in `assets/lexicons`.
//!
//! Not here: what becomes of proposals when a document already has tags
//! (`annotation::reconcile`), where trained weights come from (`cli::train`).

mod again;
mod analysis;
mod claims;
mod flags;
mod kin;
mod language;
mod learn;
mod lexicon;
mod models;
mod names;
mod pos;
mod quotes;
mod records;
mod tiers;
mod values;
mod zones;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::annotation::{Proposals, ProposedZone};
use crate::text::Text;

pub use self::again::{known_zones, tag_document, tag_page, zones_of, zones_of_site};
pub use self::analysis::{Analysis, Paragraph, Sentence};
pub use self::learn::ModelError;
pub use self::models::{Models, NothingToLearn, Part, train, train_tiers};
pub use self::pos::Pos;
pub use self::tiers::{BadTiers, Tiers};

/// Version of the tagger, written into the origin of each proposal.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Asks running work to stop. Clones share the wish.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// A wish that nobody has uttered yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks the work to stop.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the work is to stop.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Whether to go on.
    fn check(&self) -> Result<(), Cancelled> {
        if self.is_cancelled() { Err(Cancelled) } else { Ok(()) }
    }

    /// `items`, but none any more once the work is to stop: what was made of them is not whole then,
    /// and thrown away after the step.
    fn watch<I: IntoIterator>(&self, items: I) -> impl Iterator<Item = I::Item> + use<I> {
        let cancel = self.clone();
        items.into_iter().take_while(move |_| !cancel.is_cancelled())
    }
}

/// The work was cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cancelled")]
pub struct Cancelled;

/// Watches and stops a run of the tagger.
pub struct Run<'a> {
    /// Polled at least once per sentence.
    pub cancel: &'a Cancel,
    /// Told how much is done, per mille.
    pub progress: &'a dyn Fn(u16),
    /// The trained weights: [`Models::shipped`], or others.
    pub models: &'a Models,
}

/// A pass reads the analysis and what earlier passes found, and adds to it.
type Pass = fn(&Analysis<'_>, &mut Proposals, &Cancel) -> Result<(), Cancelled>;

/// The passes, in order: values and names give entities with records, quotes find their sources
/// among those, claims and flags look at everything.
const PASSES: &[Pass] =
    &[values::propose, names::propose, quotes::propose, claims::propose, flags::propose];

/// Reads word lists and compiles patterns, which otherwise the first article waits for. Meant for a
/// thread beside what comes before that article.
pub fn prepare() {
    values::prepare();
    names::prepare();
}

/// Tags `text`. `zones` are what an importer knows from markup; lines of which it knows nothing are
/// judged.
pub fn tag(
    text: &Text,
    zones: Option<&[ProposedZone]>,
    run: &Run<'_>,
) -> Result<Proposals, Cancelled> {
    let analysis = analyse(text, zones.map(<[ProposedZone]>::to_vec), run.models, run.cancel)?;
    let mut found = Proposals { zones: analysis.zones.clone(), ..Proposals::default() };
    for (done, pass) in (1_u16..).zip(PASSES) {
        pass(&analysis, &mut found, run.cancel)?;
        run.cancel.check()?;
        let passes = u16::try_from(PASSES.len()).unwrap_or(u16::MAX);
        (run.progress)(1000 * done / passes);
    }
    run.models.tiers.settle(&mut found);
    Ok(found)
}

/// Splits `text` and tags its parts of speech: what every pass begins with.
pub fn analyse<'t>(
    text: &'t Text,
    zones: Option<Vec<ProposedZone>>,
    models: &'t Models,
    cancel: &Cancel,
) -> Result<Analysis<'t>, Cancelled> {
    let zones = match zones {
        Some(known) => zones::complete(text, known, cancel),
        None => zones::propose(text, cancel),
    };
    cancel.check()?;
    let mut analysis = Analysis::watched(text, zones, cancel);
    cancel.check()?;
    analysis.models = Some(models);
    analysis.pos = pos::tag(&analysis, models.pos.as_ref());
    cancel.check()?;
    Ok(analysis)
}
