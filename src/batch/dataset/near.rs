//! Texts that are nearly the same: [`Near`].

use std::io;

use super::input::Place;
use crate::files::spill::{List, Sorter};
use crate::text::Sketch;

/// From which resemblance on texts are told of.
const ALIKE: f64 = 0.8;

/// Texts with one key that are compared with each other; a key that more have is one of boilerplate.
const CROWD: usize = 50;

/// Sketches of texts, and where they went.
#[derive(Default)]
pub(super) struct Near {
    /// A place, a part and a sketch each.
    texts: List,
    /// A key and the place in `texts` each.
    keys: Sorter,
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
    pub(super) fn add(&mut self, place: Place, part: usize, sketch: &Sketch) -> io::Result<()> {
        let mut record = place.to_bytes().to_vec();
        record.push(u8::try_from(part).unwrap_or(u8::MAX));
        record.extend(sketch.to_bytes());
        let at = self.texts.push(&record)?;
        for key in sketch.keys() {
            self.keys.push([key.to_be_bytes().as_slice(), &at.to_be_bytes()].concat())?;
        }
        Ok(())
    }

    /// Calls `found` with pairs of texts that are nearly the same, each once, in the order in which they
    /// were added.
    pub(super) fn pairs(self, mut found: impl FnMut(Pair)) -> io::Result<()> {
        let Self { mut texts, keys } = self;
        let mut pairs = Sorter::default();
        let mut crowd = Crowd::default();
        for record in keys.sorted()? {
            let record = record?;
            let Some((key, at)) = record.split_at_checked(4) else { continue };
            if crowd.key != key {
                crowd.pair(&mut pairs)?;
                crowd.key = key.to_vec();
            }
            // Whoever is further back is compared with nobody.
            if crowd.texts.len() < 2 * CROWD {
                crowd.texts.push(at.to_vec());
            }
        }
        crowd.pair(&mut pairs)?;
        let mut last = Vec::new();
        for pair in pairs.sorted()? {
            let pair = pair?;
            if pair != last {
                if let Some(pair) = Pair::read(&pair, &mut texts)? {
                    found(pair);
                }
                last = pair;
            }
        }
        Ok(())
    }
}

/// Texts that share a key.
#[derive(Default)]
struct Crowd {
    key: Vec<u8>,
    texts: Vec<Vec<u8>>,
}

impl Crowd {
    /// Pairs them, and begins anew.
    fn pair(&mut self, pairs: &mut Sorter) -> io::Result<()> {
        for (at, one) in self.texts.iter().enumerate().take(CROWD) {
            for other in self.texts.iter().skip(at + 1).take(CROWD) {
                pairs.push([one.as_slice(), other].concat())?;
            }
        }
        self.texts.clear();
        Ok(())
    }
}

impl Pair {
    /// The pair of texts at two places of a list, if they are nearly the same.
    fn read(places: &[u8], texts: &mut List) -> io::Result<Option<Self>> {
        let mut text = |at: Option<&[u8; 8]>| -> io::Result<_> {
            let at = at.map_or(u64::MAX, |it| u64::from_be_bytes(*it));
            let record = texts.get(at)?.map(|it| it.0).unwrap_or_default();
            let (place, rest) = record.split_at_checked(Place::SIZE).unwrap_or_default();
            let (part, sketch) = rest.split_first().unwrap_or((&0, &[]));
            Ok((Place::of_bytes(place), *part, Sketch::of_bytes(sketch)))
        };
        let (one, other) = (text(places.first_chunk())?, text(places.last_chunk())?);
        let (Some(first), Some(second)) = (one.0, other.0) else { return Ok(None) };
        let (Some(sketch), Some(with)) = (one.2, other.2) else { return Ok(None) };
        let (apart, resemblance) = (one.1 != other.1, sketch.resemblance(&with));
        let pair = Self { places: (first, second), apart, resemblance };
        Ok((resemblance >= ALIKE).then_some(pair))
    }
}
