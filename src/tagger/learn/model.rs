//! [`Model`]: trained weights as bytes, and how they are read.
//!
//! Layout, numbers little-endian: `fmk1`; version of the templates (u32); bits of a feature (u8);
//! number of labels (u8); the labels, each with a line break, with their length in bytes (u16);
//! number of rows (u32); what a weight of 1 is worth (f32); steps of the chain (f32, a row for
//! the beginning and one for each label); a bit for each feature that has a row; the rows, an i8
//! for each label.

use std::borrow::Cow;

use super::chain::Chain;
use super::feature::Features;

const MAGIC: &[u8] = b"fmk1";

/// Features for which the rows before them are counted once: a bitmap's block, in bytes.
const BLOCK: usize = 8;

/// Why bytes are no model.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// The beginning is another.
    #[error("this is no file of trained weights")]
    Magic,
    /// Less than the header promises, or more.
    #[error("the file of trained weights is cut short or damaged")]
    Size,
    /// Trained for other features.
    #[error(
        "the weights were trained for version {found} of the features, this is {wanted}; train again"
    )]
    Templates {
        /// In the file.
        found: u32,
        /// In this program.
        wanted: u32,
    },
}

/// Trained weights.
#[derive(Clone, Debug)]
pub(in crate::tagger) struct Model {
    labels: Vec<String>,
    chain: Chain,
    scale: f32,
    shift: u32,
    bytes: Cow<'static, [u8]>,
    bitmap: std::ops::Range<usize>,
    /// Rows before each block of the bitmap.
    ranks: Vec<u32>,
}

/// What is written: a model with rows that are chosen and rounded already.
pub(super) struct Parts<'a> {
    pub(super) templates: u32,
    pub(super) bits: u8,
    pub(super) labels: &'a [String],
    pub(super) scale: f32,
    pub(super) chain: &'a Chain,
    /// Sorted by feature; a weight for each label.
    pub(super) rows: &'a [(usize, Vec<i8>)],
}

/// The bytes of a model.
pub(super) fn write(parts: &Parts<'_>) -> Vec<u8> {
    let mut names = parts.labels.join("\n");
    names.push('\n');
    let mut out = MAGIC.to_vec();
    out.extend(parts.templates.to_le_bytes());
    out.push(parts.bits);
    out.push(u8::try_from(parts.labels.len()).unwrap_or(u8::MAX));
    out.extend(u16::try_from(names.len()).unwrap_or(u16::MAX).to_le_bytes());
    out.extend(names.as_bytes());
    out.extend(u32::try_from(parts.rows.len()).unwrap_or(u32::MAX).to_le_bytes());
    out.extend(parts.scale.to_le_bytes());
    out.extend(parts.chain.steps().iter().flat_map(|it| it.to_le_bytes()));
    let mut bitmap = vec![0_u8; 1 << parts.bits >> 3];
    for (feature, _) in parts.rows {
        if let Some(byte) = bitmap.get_mut(feature / 8) {
            *byte |= 1 << (feature % 8);
        }
    }
    out.extend(bitmap);
    out.extend(parts.rows.iter().flat_map(|it| it.1.iter().map(|it| it.cast_unsigned())));
    out
}

/// Takes numbers from the front of bytes.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], ModelError> {
        let (head, rest) = self.0.split_at_checked(count).ok_or(ModelError::Size)?;
        self.0 = rest;
        Ok(head)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ModelError> {
        self.take(N)?.try_into().map_err(|_| ModelError::Size)
    }

    fn float(&mut self) -> Result<f32, ModelError> {
        let it = f32::from_le_bytes(self.array()?);
        it.is_finite().then_some(it).ok_or(ModelError::Size)
    }
}

impl Model {
    /// Reads a model that was trained for version `templates` of the features.
    pub(in crate::tagger) fn read(
        bytes: impl Into<Cow<'static, [u8]>>,
        templates: u32,
    ) -> Result<Self, ModelError> {
        let bytes = bytes.into();
        let mut from = Reader(&bytes);
        if from.take(MAGIC.len()).map_err(|_| ModelError::Magic)? != MAGIC {
            return Err(ModelError::Magic);
        }
        let found = u32::from_le_bytes(from.array()?);
        if found != templates {
            return Err(ModelError::Templates { found, wanted: templates });
        }
        let [bits, count] = from.array()?;
        let names = usize::from(u16::from_le_bytes(from.array()?));
        let names = std::str::from_utf8(from.take(names)?).map_err(|_| ModelError::Size)?;
        let labels: Vec<String> = names.lines().map(str::to_owned).collect();
        if labels.is_empty() || labels.len() != usize::from(count) || !(6..=28).contains(&bits) {
            return Err(ModelError::Size);
        }
        let rows = u32::from_le_bytes(from.array()?);
        let scale = from.float()?;
        let steps = (labels.len() + 1) * labels.len();
        let steps = (0..steps).map(|_| from.float()).collect::<Result<_, _>>()?;
        let chain = Chain::new(labels.len(), steps);
        let start = bytes.len() - from.0.len();
        let bitmap = from.take(1 << bits >> 3)?;
        let mut ranks = Vec::with_capacity(bitmap.len() / BLOCK + 1);
        let mut before = 0_u32;
        for block in bitmap.chunks(BLOCK) {
            ranks.push(before);
            before += block.iter().map(|it| it.count_ones()).sum::<u32>();
        }
        let end = start + bitmap.len();
        let wanted = usize::try_from(rows).unwrap_or(usize::MAX).checked_mul(labels.len());
        if before != rows || wanted != Some(from.0.len()) {
            return Err(ModelError::Size);
        }
        let shift = 32 - u32::from(bits);
        Ok(Self { labels, chain, scale, shift, bitmap: start..end, ranks, bytes })
    }

    /// The labels, in the order of the numbers that stand for them.
    pub(in crate::tagger) fn labels(&self) -> &[String] {
        &self.labels
    }

    /// How labels follow each other.
    pub(in crate::tagger) fn chain(&self) -> &Chain {
        &self.chain
    }

    /// The score of each label at each position, into `into`.
    pub(in crate::tagger) fn score(&self, features: &Features, into: &mut Vec<f32>) {
        into.clear();
        for row in features.rows() {
            let from = into.len();
            into.resize(from + self.labels.len(), 0.0);
            let sums = into.get_mut(from..).unwrap_or_default();
            for weights in row.iter().filter_map(|it| self.weights(*it)) {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += f32::from(weight.cast_signed());
                }
            }
            for it in sums {
                *it *= self.scale;
            }
        }
    }

    /// The probability of label `label` for a single position with these features.
    pub(in crate::tagger) fn probability(&self, features: &[u32], label: usize) -> f32 {
        let mut scores: Vec<f32> =
            self.chain.steps().iter().take(self.labels.len()).copied().collect();
        for weights in features.iter().filter_map(|it| self.weights(*it)) {
            for (sum, weight) in scores.iter_mut().zip(weights) {
                *sum += f32::from(weight.cast_signed()) * self.scale;
            }
        }
        let wanted = scores.get(label).copied().unwrap_or(f32::NEG_INFINITY);
        let all: f32 = scores.iter().map(|it| (it - wanted).exp()).sum();
        1.0 / all
    }

    /// The row of a feature, if it has one.
    fn weights(&self, feature: u32) -> Option<&[u8]> {
        let feature = usize::try_from(feature >> self.shift).ok()?;
        let (block, bit) = (feature / (8 * BLOCK), feature % (8 * BLOCK));
        let bitmap = self.bytes.get(self.bitmap.clone())?;
        let here = bitmap.get(block * BLOCK..(block + 1) * BLOCK)?;
        let here = u64::from_le_bytes(here.try_into().ok()?);
        if here & (1 << bit) == 0 {
            return None;
        }
        let row = self.ranks.get(block)? + (here & ((1 << bit) - 1)).count_ones();
        let from = self.bitmap.end + usize::try_from(row).ok()? * self.labels.len();
        self.bytes.get(from..from + self.labels.len())
    }
}
