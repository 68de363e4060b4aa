//! [`Models`]: the trained weights that the passes use, and how they are trained.
//!
//! Each part has a file in `assets/models`, made by `factmark train`; docs/TAGGER.md is their card.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::learn::{Examples, Model, ModelError, Settings, train as train_model};
use super::quotes::learned;
use super::{claims, pos};
use crate::annotation::Gold;

/// What is trained by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Parts of speech.
    Pos,
    /// Which words report.
    Cues,
    /// What a cue introduces, and whose it is.
    Spans,
    /// Which clauses are claims to check.
    Claims,
}

impl Part {
    /// All parts, in the order in which they are to be trained: a part may use those before it.
    pub const ALL: [Self; 4] = [Self::Pos, Self::Cues, Self::Spans, Self::Claims];

    /// Its name in commands and file names.
    pub fn key(self) -> &'static str {
        match self {
            Self::Pos => "pos",
            Self::Cues => "cues",
            Self::Spans => "spans",
            Self::Claims => "claims",
        }
    }

    /// Version of the features that the part looks at.
    fn templates(self) -> u32 {
        match self {
            Self::Pos => pos::TEMPLATES,
            Self::Cues => learned::cue::TEMPLATES,
            Self::Spans => learned::span::TEMPLATES,
            Self::Claims => claims::TEMPLATES,
        }
    }

    fn shipped(self) -> &'static [u8] {
        match self {
            Self::Pos => include_bytes!("../../assets/models/pos.fmk"),
            Self::Cues => include_bytes!("../../assets/models/cues.fmk"),
            Self::Spans => include_bytes!("../../assets/models/spans.fmk"),
            Self::Claims => include_bytes!("../../assets/models/claims.fmk"),
        }
    }

    fn examples(self, gold: &[Gold], models: &Models) -> (Examples, Settings) {
        match self {
            Self::Pos => pos::examples(gold),
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
    pub(super) cues: Option<Model>,
    pub(super) spans: Option<Model>,
    pub(super) claims: Option<Model>,
}

static SHIPPED: LazyLock<Models> = LazyLock::new(|| {
    let mut models = Models { pos: None, cues: None, spans: None, claims: None };
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

    /// Takes other weights for a part.
    pub fn replace(
        &mut self,
        part: Part,
        bytes: impl Into<Cow<'static, [u8]>>,
    ) -> Result<(), ModelError> {
        let model = Model::read(bytes, part.templates())?;
        match part {
            Part::Pos => self.pos = Some(model),
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
    }
}
