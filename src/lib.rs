//! factmark: a desk for news editors. An article is opened, claims, quotes and entities are
//! proposed, an editor corrects them, and the result is saved as RON or JSON.
//!
//! The modules stand in the order of their layers; each may use those above it
//! (docs/ARCHITECTURE.md has the map and the rules, a test keeps them).

pub mod text;

pub mod annotation;

pub mod tagger;

pub mod formats;

pub mod workspace;

pub mod files;

pub mod batch;

pub mod cli;

#[cfg(feature = "gui")]
pub mod ui;
