//! Layer 2: documents and articles to and from bytes. Depends on `text` and `annotation`.
//!
//! Not here: the disk (`files`), what is proposed (`tagger`).

pub mod tagset;
