//! [`Site`]: files that were opened together, and the lines that those of one site have in common.
//!
//! Not here: how these are found (`batch::site`), when they are asked for (`update`).

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::batch::site::Shared;
use crate::tagger::Cancel;

/// Files that were opened together.
pub struct Site {
    /// Where they are.
    pub paths: BTreeSet<PathBuf>,
    /// What they have in common, once that is known.
    pub shared: Option<Arc<Shared>>,
    /// Stops looking for it.
    pub cancel: Cancel,
}
