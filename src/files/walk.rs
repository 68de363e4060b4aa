//! The documents in a folder and the folders in it.

use std::fs;
use std::path::{Path, PathBuf};

use super::FileError;
use super::spill::{List, Sorter};

/// Ends of the names of files that hold documents.
const ENDS: [&str; 4] = ["ron", "json", "jsonl", "ndjson"];

/// The files in a folder that saved documents may be in, told by their names, in the order of their
/// paths. A file stands for itself. Hidden files and folders are passed over, and so are links to
/// folders, which may lead in circles.
pub fn documents_in(path: &Path) -> Result<Vec<PathBuf>, FileError> {
    let mut paths = Paths::of(&[path])?;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((path, next)) = paths.get(at)? {
        found.push(path);
        at = next;
    }
    Ok(found)
}

/// What [`documents_in`] finds in some folders, one after the other. Any number of paths takes no more
/// than a megabyte of memory.
#[derive(Default)]
pub struct Paths(List);

impl Paths {
    /// Looks into the folders.
    pub fn of(folders: &[impl AsRef<Path>]) -> Result<Self, FileError> {
        let mut paths = Self::default();
        for folder in folders {
            let folder = folder.as_ref();
            let fail = |error| FileError::new(folder, "read", error);
            let mut sorter = Sorter::default();
            visit(folder, &holds_documents, &mut |path| sorter.push(path_to_bytes(path)))?;
            for path in sorter.sorted().map_err(fail)? {
                paths.0.push(&path.map_err(fail)?).map_err(fail)?;
            }
        }
        Ok(paths)
    }

    /// The path at a place, of which the first is 0, and the place of the next; `None` at the end.
    pub fn get(&mut self, at: u64) -> Result<Option<(PathBuf, u64)>, FileError> {
        let fail = |error| FileError::new(Path::new("the list of files"), "read", error);
        let found = self.0.get(at).map_err(fail)?;
        Ok(found.map(|(bytes, next)| (path_of_bytes(bytes), next)))
    }
}

/// The files in a folder whose names have one of these ends, in the order of their paths, passing over
/// what [`documents_in`] passes over. `None` if `go_on` says to stop.
pub fn articles_in(
    path: &Path,
    ends: &[&str],
    go_on: &dyn Fn() -> bool,
) -> Result<Option<Vec<PathBuf>>, FileError> {
    let fits = |name: &str| {
        let name = name.to_lowercase();
        ends.iter().any(|it| name.strip_suffix(*it).is_some_and(|it| it.ends_with('.')))
    };
    let (mut found, mut stopped) = (Vec::new(), false);
    let visited = visit(path, &fits, &mut |path| {
        stopped = !go_on();
        if stopped {
            return Err(std::io::ErrorKind::Interrupted.into());
        }
        found.push(path.to_owned());
        Ok(())
    });
    if stopped {
        return Ok(None);
    }
    visited?;
    found.sort();
    Ok(Some(found))
}

/// Whether documents may be in a file of this name.
fn holds_documents(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|it| is_end(it.1))
}

/// Shows each file in a folder whose name fits, in no order.
fn visit(
    path: &Path,
    fits: &dyn Fn(&str) -> bool,
    found: &mut dyn FnMut(&Path) -> std::io::Result<()>,
) -> Result<(), FileError> {
    let show = |error| FileError::new(path, "read", error);
    if !path.is_dir() {
        return found(path).map_err(show);
    }
    let open = |folder: &Path| {
        let entries = fs::read_dir(folder);
        entries.map_err(|error| FileError::new(folder, "read", error))
    };
    let mut folders = vec![(path.to_owned(), open(path)?)];
    while let Some((folder, entries)) = folders.last_mut() {
        let fail = |error| FileError::new(folder, "read", error);
        let Some(entry) = entries.next() else {
            folders.pop();
            continue;
        };
        let entry = entry.map_err(fail)?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') {
            continue;
        }
        let path = entry.path();
        if entry.file_type().map_err(fail)?.is_dir() {
            let entries = open(&path)?;
            folders.push((path, entries));
        } else if fits(&name) && path.is_file() {
            found(&path).map_err(show)?;
        }
    }
    Ok(())
}

/// What stands between the parts of a path in a record: less than what may be in a name, so that
/// records are in the order of paths.
const BETWEEN: u8 = 0;

#[cfg(unix)]
fn path_to_bytes(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt as _;
    let bytes = path.as_os_str().as_bytes().iter();
    bytes.map(|it| if *it == b'/' { BETWEEN } else { *it }).collect()
}

#[cfg(unix)]
fn path_of_bytes(mut bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt as _;
    for it in bytes.iter_mut().filter(|it| **it == BETWEEN) {
        *it = b'/';
    }
    std::ffi::OsString::from_vec(bytes).into()
}

#[cfg(windows)]
fn path_to_bytes(path: &Path) -> Vec<u8> {
    use std::os::windows::ffi::OsStrExt as _;
    let separator = u16::from(b'\\');
    let units = path.as_os_str().encode_wide();
    units.flat_map(|it| if it == separator { [BETWEEN; 2] } else { it.to_be_bytes() }).collect()
}

#[cfg(windows)]
fn path_of_bytes(bytes: Vec<u8>) -> PathBuf {
    use std::os::windows::ffi::OsStringExt as _;
    let unit = |it: &[u8]| match it {
        [BETWEEN, BETWEEN] => u16::from(b'\\'),
        [high, low] => u16::from_be_bytes([*high, *low]),
        _ => 0,
    };
    let units: Vec<u16> = bytes.chunks(2).map(unit).collect();
    std::ffi::OsString::from_wide(&units).into()
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
        for name in [
            "z.json",
            "a.factmark.RON",
            "b/c.jsonl",
            "b/.hidden/d.json",
            "b/e.txt",
            ".f.json",
            "b.ron",
        ] {
            fs::File::create(here.join(name)).unwrap();
        }
        let found = documents_in(here).unwrap();
        let wanted = ["a.factmark.RON", "b/c.jsonl", "b.ron", "z.json"];
        assert_eq!(found, wanted.map(|it| here.join(it)));
        let one = here.join("b/e.txt");
        assert_eq!(documents_in(&one).unwrap(), [one]);
    }
}
