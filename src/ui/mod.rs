//! Layer 4b: the window. Uses every other layer but `cli`.
//!
//! Views are functions of state: they draw a document and collect what the user asks for.

pub mod article;
pub mod theme;
