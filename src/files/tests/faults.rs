//! Every call to the system fails once, in every way: the old file or the new one, and a sentence.

use std::cell::{Cell, RefCell};
use std::fs;
use std::io;
use std::path::Path;

use super::super::disk::{Call, Disk};
use super::super::write::write_with;
use super::super::{FileError, Fingerprint, Over, Saved, backup, bytes};

/// More than one piece, so that a file can be cut off in the middle.
fn new() -> Vec<u8> {
    b"new words ".repeat(20_000)
}

/// What systems say, and a word of the sentence that is to be told.
const ANSWERS: [(io::ErrorKind, &str); 8] = [
    (io::ErrorKind::StorageFull, "no room left"),
    (io::ErrorKind::ReadOnlyFilesystem, "may not be"),
    (io::ErrorKind::PermissionDenied, "may not be"),
    (io::ErrorKind::StaleNetworkFileHandle, "cannot be reached"),
    (io::ErrorKind::InvalidFilename, "shorter name"),
    (io::ErrorKind::ResourceBusy, "locked by another program"),
    (io::ErrorKind::TimedOut, "cannot be reached"),
    (io::ErrorKind::Other, "try again"),
];

/// Saves over `path`, with call `at` failing as `kind`; says what happened and which calls there were.
fn save(
    path: &Path,
    known: &Fingerprint,
    backups: &Path,
    (at, kind): (usize, io::ErrorKind),
) -> (Result<Saved, FileError>, Vec<Call>) {
    let calls = RefCell::new(Vec::new());
    let count = Cell::new(0);
    let before = |call| {
        calls.borrow_mut().push(call);
        count.set(count.get() + 1);
        if count.get() == at + 1 { Err(io::Error::from(kind)) } else { Ok(()) }
    };
    let disk = Disk::failing(&before);
    let result = write_with(&disk, path, &new(), Over::Known(known), Some(backups));
    (result, calls.into_inner())
}

fn names(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name());
    let mut names: Vec<_> = names.map(|it| it.into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_save_that_fails_at_any_call_leaves_the_old_file_or_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("council.factmark.ron");
    let mut at = 0;
    loop {
        let mut done = false;
        for (kind, word) in ANSWERS {
            let backups = tempfile::tempdir().unwrap();
            let known = super::super::write(&path, b"old words", Over::Anything).unwrap();
            let (result, calls) = save(&path, &known, backups.path(), (at, kind));
            done = calls.len() <= at;
            let now = bytes(&path).unwrap();
            assert_eq!(names(folder.path()), ["council.factmark.ron"], "{calls:?}");
            match result {
                Ok(saved) => {
                    assert_eq!(now, new(), "{kind} at {calls:?}");
                    assert!(saved.fingerprint.still_fits(&path), "{kind} at {calls:?}");
                    assert!(done || forgiven(&saved, &calls, at), "{kind} at {calls:?}");
                }
                Err(error) => {
                    assert_eq!(now, b"old words", "{kind} at {calls:?}");
                    assert!(error.to_string().contains(word), "{kind} at {calls:?}: {error}");
                    assert!(known.still_fits(&path));
                }
            }
        }
        if done {
            break;
        }
        at += 1;
    }
    assert!(at > 15, "only {at} calls were made");
}

/// A backup that failed is told. Looking for what a killed save has left fails in silence, as does
/// what comes after the rename, since the file is there.
fn forgiven(saved: &Saved, calls: &[Call], at: usize) -> bool {
    let renamed = calls.iter().rposition(|it| *it == Call::Rename);
    let looked = calls.get(at) == Some(&Call::List);
    saved.no_backup.is_some() || looked || renamed.is_some_and(|it| at > it)
}

#[test]
fn a_new_file_that_fails_at_any_call_is_not_there() {
    for (kind, _) in ANSWERS {
        for at in 0.. {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("new.ron");
            let count = Cell::new(0);
            let before = |_| {
                count.set(count.get() + 1);
                if count.get() == at + 1 { Err(io::Error::from(kind)) } else { Ok(()) }
            };
            let disk = Disk::failing(&before);
            match write_with(&disk, &path, &new(), Over::Nothing, None) {
                Ok(_) => assert_eq!(bytes(&path).unwrap(), new()),
                Err(_) => assert!(names(folder.path()).is_empty(), "{kind} at call {at}"),
            }
            if count.get() <= at {
                break;
            }
        }
    }
}

#[test]
fn a_change_in_the_last_moment_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    let known = super::super::write(&path, b"old words", Over::Nothing).unwrap();
    let before = |call| {
        if call == Call::Sync {
            fs::File::create(&path).and_then(|mut it| io::Write::write_all(&mut it, b"theirs"))?;
        }
        Ok(())
    };
    let disk = Disk::failing(&before);
    let error = write_with(&disk, &path, b"mine", Over::Known(&known), None).unwrap_err();
    assert!(matches!(error, FileError::ChangedMeanwhile { .. }), "{error}");
    assert_eq!(bytes(&path).unwrap(), b"theirs");
}

#[test]
fn backups_are_a_ring() {
    let folder = tempfile::tempdir().unwrap();
    let (path, backups) = (folder.path().join("a.factmark.ron"), folder.path().join("backups"));
    let save = |it: usize| {
        let words = format!("version {it}");
        let disk = super::super::disk::REAL;
        let saved = write_with(&disk, &path, words.as_bytes(), Over::Anything, Some(&backups));
        assert!(saved.unwrap().no_backup.is_none());
    };
    save(0);
    assert!(!backups.exists(), "there was nothing to keep");
    (1..=backup::KEPT + 5).for_each(save);
    let kept = backup::folder_of(&backups, &fs::canonicalize(&path).unwrap());
    let all = names(&kept);
    assert_eq!(all.len(), backup::KEPT);
    assert_eq!(bytes(&kept.join(&all[0])).unwrap(), b"version 5");
    assert_eq!(bytes(&kept.join(&all[all.len() - 1])).unwrap(), b"version 24");
    assert_eq!(names(folder.path()), ["a.factmark.ron", "backups"], "nothing beside the article");
}

#[cfg(unix)]
#[test]
fn one_file_is_known_by_all_its_names() {
    use super::super::open;
    use crate::formats::tagset;
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let saved = super::super::write(&at("real.txt"), b"words", Over::Nothing).unwrap();
    super::super::write(&at("copy.txt"), b"words", Over::Nothing).unwrap();
    std::os::unix::fs::symlink(at("real.txt"), at("soft.txt")).unwrap();
    fs::hard_link(at("real.txt"), at("hard.txt")).unwrap();
    fs::create_dir(at("sub")).unwrap();
    let known = |name: &str| open(&at(name), &tagset::news()).unwrap().fingerprint;
    for name in ["real.txt", "soft.txt", "hard.txt", "sub/../real.txt"] {
        assert!(saved.is_same_file(&known(name)), "{name}");
    }
    assert!(!saved.is_same_file(&known("copy.txt")));
    assert!(saved.is_same_content(&known("copy.txt")));
}
