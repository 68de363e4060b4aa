//! The files of the project, by paths from its root with `/` between the parts.

use std::path::{Path, PathBuf};

/// Where a file of the project is.
pub(crate) fn path(path: &str) -> PathBuf {
    root().join(path)
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The words of a file, with `\n` line ends.
#[expect(clippy::disallowed_methods, reason = "tests read the project's own files")]
pub(crate) fn read(path: &str) -> String {
    let bytes = std::fs::read_to_string(root().join(path));
    bytes.unwrap_or_else(|error| panic!("{path}: {error}")).replace("\r\n", "\n")
}

/// Whether there is a file or folder.
pub(crate) fn exists(path: &str) -> bool {
    root().join(path).exists()
}

/// Writes a file of the project.
#[expect(clippy::disallowed_methods, reason = "only for pages that are to be taken over")]
pub(crate) fn write(path: &str, words: &str) {
    std::fs::write(root().join(path), words).unwrap_or_else(|error| panic!("{path}: {error}"));
}

/// The files under `folder` whose names end in `.extension`, sorted.
pub(crate) fn files(folder: &str, extension: &str) -> Vec<String> {
    let mut found = Vec::new();
    collect(&root().join(folder), extension, &mut found);
    found.sort();
    found
}

fn collect(folder: &Path, extension: &str, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, extension, found);
        } else if path.extension().is_some_and(|it| it == extension) {
            let inside = path.strip_prefix(root()).unwrap();
            let parts: Vec<_> = inside.iter().map(|it| it.to_string_lossy()).collect();
            found.push(parts.join("/"));
        }
    }
}

#[test]
fn files_are_found_in_folders() {
    assert!(files("src", "rs").contains(&"src/text/span.rs".to_owned()));
    assert!(!files("src", "rs").contains(&"src/text".to_owned()));
}
