//! Texts that are nearly the same: [`Near`], some 210 bytes for each text.

use super::input::Place;
use crate::text::Sketch;

/// From which resemblance on texts are told of.
const ALIKE: f64 = 0.8;

/// Texts with one key that are compared with each other; a key that more have is one of boilerplate.
const CROWD: usize = 50;

/// Sketches of texts, and where they went.
#[derive(Default)]
pub(super) struct Near {
    texts: Vec<(Place, u8, Sketch)>,
    keys: Vec<(u32, u32)>,
}

/// Two texts that are nearly the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pair {
    pub(super) places: (Place, Place),
    /// Whether they went into different parts.
    pub(super) apart: bool,
    pub(super) resemblance: f64,
}

impl Near {
    pub(super) fn add(&mut self, place: Place, part: usize, sketch: Sketch) {
        let Ok(number) = u32::try_from(self.texts.len()) else { return };
        self.keys.extend(sketch.keys().map(|it| (it, number)));
        self.texts.push((place, u8::try_from(part).unwrap_or(u8::MAX), sketch));
    }

    /// Pairs of texts that are nearly the same, each once, in the order in which they were added.
    pub(super) fn pairs(mut self) -> Vec<Pair> {
        self.keys.sort_unstable();
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for with_key in self.keys.chunk_by(|one, next| one.0 == next.0) {
            for (at, one) in with_key.iter().enumerate().take(CROWD) {
                pairs.extend(with_key.iter().skip(at + 1).take(CROWD).map(|it| (one.1, it.1)));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        let pair = |(one, other): (u32, u32)| {
            let (one, other) = (self.texts.get(one as usize)?, self.texts.get(other as usize)?);
            let resemblance = one.2.resemblance(&other.2);
            let (places, apart) = ((one.0, other.0), one.1 != other.1);
            (resemblance >= ALIKE).then_some(Pair { places, apart, resemblance })
        };
        pairs.into_iter().filter_map(pair).collect()
    }
}
