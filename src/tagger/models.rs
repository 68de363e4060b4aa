//! [`Models`]: the trained weights that the passes use, and how they are trained.
//!
//! Each part has a file in `assets/models`, made by `factmark train`; docs/TAGGER.md is their card.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::learn::{Examples, Model, ModelError, Settings, train as train_model};
use super::quotes::learned;
use super::tiers::Counted;
use super::{Cancel, Run, Tiers, claims, names, pos, tag};
use crate::annotation::Gold;
use crate::annotation::measure::{judge, label};

/// What is trained by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Parts of speech.
    Pos,
    /// Names.
    Names,
    /// Which words report.
    Cues,
    /// What a cue introduces, and whose it is.
    Spans,
    /// Which clauses are claims to check.
    Claims,
}

impl Part {
    /// All parts, in the order in which they are to be trained: a part may use those before it.
    pub const ALL: [Self; 5] = [Self::Pos, Self::Names, Self::Cues, Self::Spans, Self::Claims];

    /// Its name in commands and file names.
    pub fn key(self) -> &'static str {
        match self {
            Self::Pos => "pos",
            Self::Names => "names",
            Self::Cues => "cues",
            Self::Spans => "spans",
            Self::Claims => "claims",
        }
    }

    /// Version of the features that the part looks at.
    fn templates(self) -> u32 {
        match self {
            Self::Pos => pos::TEMPLATES,
            Self::Names => names::TEMPLATES,
            Self::Cues => learned::cue::TEMPLATES,
            Self::Spans => learned::span::TEMPLATES,
            Self::Claims => claims::TEMPLATES,
        }
    }

    fn shipped(self) -> &'static [u8] {
        match self {
            Self::Pos => include_bytes!("../../assets/models/pos.fmk"),
            Self::Names => include_bytes!("../../assets/models/names.fmk"),
            Self::Cues => include_bytes!("../../assets/models/cues.fmk"),
            Self::Spans => include_bytes!("../../assets/models/spans.fmk"),
            Self::Claims => include_bytes!("../../assets/models/claims.fmk"),
        }
    }

    fn examples(self, gold: &[Gold], models: &Models) -> (Examples, Settings) {
        match self {
            Self::Pos => pos::examples(gold),
            Self::Names => names::examples(gold, models),
            Self::Cues => learned::cue_examples(gold, models),
            Self::Spans => learned::span_examples(gold, models),
            Self::Claims => claims::examples(gold, models),
        }
    }
}

/// The trained weights of all parts.
#[derive(Clone, Debug)]
pub struct Models {
    pub(super) pos: Option<Model>,
    pub(super) names: Option<Model>,
    pub(super) cues: Option<Model>,
    pub(super) spans: Option<Model>,
    pub(super) claims: Option<Model>,
    pub(super) tiers: Tiers,
}

const TIERS: &str = include_str!("../../assets/models/tiers.tsv");

/// Of so many texts one is kept back to count tiers on.
const KEPT_BACK: usize = 4;

static SHIPPED: LazyLock<Models> = LazyLock::new(|| {
    let tiers = Tiers::read(TIERS).unwrap_or_default();
    let mut models =
        Models { pos: None, names: None, cues: None, spans: None, claims: None, tiers };
    for part in Part::ALL {
        // A part whose features have changed since it was trained does without until it is
        // trained again; `shipped_weights_fit` sees to it that none is shipped so.
        let _old = models.replace(part, part.shipped());
    }
    models
});

impl Models {
    /// The weights that come with the program.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Takes other tiers.
    pub fn set_tiers(&mut self, tiers: Tiers) {
        self.tiers = tiers;
    }

    /// Takes other weights for a part.
    pub fn replace(
        &mut self,
        part: Part,
        bytes: impl Into<Cow<'static, [u8]>>,
    ) -> Result<(), ModelError> {
        let model = Model::read(bytes, part.templates())?;
        match part {
            Part::Pos => self.pos = Some(model),
            Part::Names => self.names = Some(model),
            Part::Cues => self.cues = Some(model),
            Part::Spans => self.spans = Some(model),
            Part::Claims => self.claims = Some(model),
        }
        Ok(())
    }
}

/// Trains a part on texts with right answers and returns its file. `models` has the parts before
/// it. `progress` hears of each round: its number and the mean loss.
pub fn train(
    part: Part,
    gold: &[Gold],
    models: &Models,
    progress: &mut dyn FnMut(u32, f32),
) -> Result<Vec<u8>, NothingToLearn> {
    let (examples, settings) = part.examples(gold, models);
    if examples.is_empty() {
        return Err(NothingToLearn { part: part.key() });
    }
    Ok(train_model(&examples, &settings, progress))
}

/// Counts on every fourth text how often proposals are right, with weights that were trained on the
/// others alone: texts that a model has learned from flatter it. A part that the texts have nothing
/// for keeps its weights from `models`. Names with labels in `without` are not counted. `progress`
/// hears what is done.
pub fn train_tiers(
    gold: &[Gold],
    without: &[String],
    models: &Models,
    progress: &mut dyn FnMut(&str),
) -> Result<Tiers, NothingToLearn> {
    let kept_back = |at: usize| at % KEPT_BACK == KEPT_BACK - 1;
    let (held, learned): (Vec<_>, Vec<_>) = (0..).zip(gold).partition(|it| kept_back(it.0));
    let learned: Vec<Gold> = learned.into_iter().map(|it| it.1.clone()).collect();
    let mut models = Models { tiers: Tiers::default(), ..models.clone() };
    for part in Part::ALL {
        if let Ok(bytes) = train(part, &learned, &models, &mut |_, _| {}) {
            progress(&format!("{} is trained on {} texts", part.key(), learned.len()));
            // What was just trained has the features of this version.
            let _fits = models.replace(part, bytes);
        }
    }
    let mut labels: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for it in gold {
        let tagged = it.spans.iter().filter_map(|it| label(&it.label));
        let tagged = tagged.filter(|it| !without.iter().any(|left_out| left_out == it));
        labels.entry(&it.source).or_default().extend(tagged);
    }
    let mut counted = Counted::default();
    for (_, it) in held {
        let run = Run { cancel: &Cancel::new(), progress: &|_| {}, models: &models };
        let Ok(found) = tag(&it.text, it.zones.as_deref(), &run) else { continue };
        if let Some(labels) = labels.get(it.source.as_str()) {
            for it in &judge(it, labels, &found) {
                counted.add(it);
            }
        }
    }
    let tiers = counted.tiers();
    if tiers.is_empty() { Err(NothingToLearn { part: "tiers" }) } else { Ok(tiers) }
}

/// No text has the answers that a part is trained on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("none of the texts has what {part} is trained on; docs/TAGGER.md says what that is")]
pub struct NothingToLearn {
    part: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_weights_fit() {
        for part in Part::ALL {
            let read = Model::read(part.shipped(), part.templates());
            assert!(read.is_ok(), "{}: train it again: {:?}", part.key(), read.err());
        }
        assert_eq!(Tiers::read(TIERS).as_ref(), Ok(&Models::shipped().tiers));
    }
}
