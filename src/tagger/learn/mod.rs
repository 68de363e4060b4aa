//! Linear models over hashed features: trained, stored small, and read fast.
//!
//! One kind of model serves every pass. A linear-chain CRF (Lafferty and others, 2001)
//! labels sequences; over sequences of one position it is logistic regression, which the passes
//! use to judge single sentences and candidates. Features are numbers hashed from words
//! ([`feature()`]); no dictionary of them is kept. [`mod@train`] makes a [`Model`] with 32-bit
//! weights out of examples, keeps the strongest rows as bytes, and that is what lies in
//! `assets/models`.
//!
//! Not here: which features a pass looks at (that pass), where examples come from
//! (`formats::gold` reads them, `cli::train` brings both together).

mod chain;
mod examples;
mod feature;
mod model;
mod train;

pub(super) use self::chain::Marginals;
pub(super) use self::examples::Examples;
pub(super) use self::feature::{Features, feature, letter_kind, pair, word_hash};
pub(super) use self::model::Model;
pub use self::model::ModelError;
pub(super) use self::train::{Settings, train};
