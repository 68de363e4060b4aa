//! The empty window.

pub const WHAT_TO_DO: &str = "Open an article, check what is proposed, save what is right.";
pub const DROP: &str =
    "Or drop a file on the window. Articles, web pages, documents, and folders of them open.";
pub const OPEN: &str = "Open an article…";
pub const SAMPLE: &str = "Try the sample";
pub const RECENT: &str = "Recent files";
