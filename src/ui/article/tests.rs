//! The article, driven headless and by name.
