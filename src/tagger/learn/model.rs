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

/// So many weights of a byte fit into a sum of two bytes.
const BATCH: usize = 256;

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
    /// Where the rows begin.
    rows: usize,
    /// Of each block of the bitmap, its bits and the rows before it.
    blocks: Vec<(u64, u32)>,
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
        let bitmap = from.take(1 << bits >> 3)?;
        let mut blocks = Vec::with_capacity(bitmap.len() / BLOCK);
        let mut before = 0_u32;
        for block in bitmap.as_chunks::<BLOCK>().0 {
            let block = u64::from_le_bytes(*block);
            blocks.push((block, before));
            before += block.count_ones();
        }
        let wanted = usize::try_from(rows).unwrap_or(usize::MAX).checked_mul(labels.len());
        if before != rows || wanted != Some(from.0.len()) {
            return Err(ModelError::Size);
        }
        let (shift, rows) = (32 - u32::from(bits), bytes.len() - from.0.len());
        Ok(Self { labels, chain, scale, shift, bytes, rows, blocks })
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
        let labels = self.labels.len();
        let mut places = Vec::new();
        for row in features.rows() {
            places.clear();
            places.extend(row.iter().filter_map(|it| self.place(*it)));
            let from = into.len();
            into.resize(from + labels, 0.0);
            let sums = into.get_mut(from..).unwrap_or_default();
            for batch in places.chunks(BATCH) {
                match labels {
                    ..=16 => self.add::<16>(batch, sums),
                    17..=32 => self.add::<32>(batch, sums),
                    _ => self.add::<256>(batch, sums),
                }
            }
            for it in sums {
                *it *= self.scale;
            }
        }
    }

    /// Adds the weights of the rows at `places`, at most `LANES` each: whole numbers, whose sums are
    /// exact in any order.
    fn add<const LANES: usize>(&self, places: &[usize], sums: &mut [f32]) {
        let mut lanes = [0_i16; LANES];
        for place in places {
            let from = self.bytes.get(*place..).unwrap_or_default();
            let mut short = [0; LANES];
            let row = from.first_chunk::<LANES>().unwrap_or_else(|| {
                short.iter_mut().zip(from).for_each(|(to, it)| *to = *it);
                &short
            });
            // What is beyond the row is added to lanes that nobody reads.
            for (lane, weight) in lanes.iter_mut().zip(row) {
                *lane = lane.wrapping_add(i16::from(weight.cast_signed()));
            }
        }
        for (sum, lane) in sums.iter_mut().zip(lanes) {
            *sum += f32::from(lane);
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
        let from = self.place(feature)?;
        self.bytes.get(from..from + self.labels.len())
    }

    /// Where the row of a feature begins, if it has one.
    fn place(&self, feature: u32) -> Option<usize> {
        let feature = usize::try_from(feature >> self.shift).ok()?;
        let (bits, before) = *self.blocks.get(feature / (8 * BLOCK))?;
        let bit = 1_u64 << (feature % (8 * BLOCK));
        if bits & bit == 0 {
            return None;
        }
        let row = before + (bits & (bit - 1)).count_ones();
        Some(self.rows + usize::try_from(row).ok()? * self.labels.len())
    }
}
