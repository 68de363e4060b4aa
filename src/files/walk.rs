//! The documents in a folder and the folders in it.

use std::fs;
use std::path::{Path, PathBuf};

use super::FileError;

/// Ends of the names of files that hold documents.
const ENDS: [&str; 4] = ["ron", "json", "jsonl", "ndjson"];

/// The files in a folder that saved documents may be in, told by their names, in the order of their
/// paths. A file stands for itself. Hidden files and folders are passed over, and so are links to
/// folders, which may lead in circles.
pub fn documents_in(path: &Path) -> Result<Vec<PathBuf>, FileError> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        let fail = |error| FileError::new(&folder, "read", error);
        for entry in fs::read_dir(&folder).map_err(fail)? {
            let entry = entry.map_err(fail)?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with('.') {
                continue;
            }
            if entry.file_type().map_err(fail)?.is_dir() {
                folders.push(entry.path());
            } else if name.rsplit_once('.').is_some_and(|it| is_end(it.1)) && entry.path().is_file()
            {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}

fn is_end(end: &str) -> bool {
    ENDS.iter().any(|it| it.eq_ignore_ascii_case(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_found_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let here = folder.path();
        fs::create_dir_all(here.join("b/.hidden")).unwrap();
        for name in
            ["z.json", "a.factmark.RON", "b/c.jsonl", "b/.hidden/d.json", "b/e.txt", ".f.json"]
        {
            fs::File::create(here.join(name)).unwrap();
        }
        let found = documents_in(here).unwrap();
        let wanted = ["a.factmark.RON", "b/c.jsonl", "z.json"];
        assert_eq!(found, wanted.map(|it| here.join(it)));
        let one = here.join("b/e.txt");
        assert_eq!(documents_in(&one).unwrap(), [one]);
    }
}
