//! Files on a real disk.

mod faults;

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

use super::*;
use crate::annotation::Document;
use crate::formats::native::{self, Form};
use crate::formats::tagset;
use crate::text::Text;

fn document(text: &str) -> Document {
    Document::new(Text::new(text), tagset::news())
}

#[test]
fn a_saved_document_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    for form in [Form::Ron, Form::Json] {
        let path = folder.path().join(format!("a.factmark.{}", form.key()));
        let saved = save(&path, &document("Zoë\r\n"), form, Over::Nothing).unwrap();
        let opened = open(&path, &tagset::news()).unwrap();
        assert_eq!(opened.documents[0].document, document("Zoë\r\n"));
        assert_eq!((opened.form, opened.fingerprint), (Some(form), saved));
    }
    let names = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(names, 2, "nothing is left beside the files");
}

#[test]
fn a_file_that_changed_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.factmark.json");
    let known = save(&path, &document("one"), Form::Json, Over::Nothing).unwrap();
    let exists = save(&path, &document("two"), Form::Json, Over::Nothing);
    assert!(matches!(exists, Err(FileError::Exists { .. })));
    let other = native::write(&document("two"), Form::Json);
    File::create(&path).unwrap().write_all(other.as_bytes()).unwrap();
    let error = save(&path, &document("mine"), Form::Json, Over::Known(&known)).unwrap_err();
    assert!(matches!(error, FileError::ChangedMeanwhile { .. }), "{error}");
    assert_eq!(bytes(&path).unwrap(), other.as_bytes());
    let now = save(&path, &document("mine"), Form::Json, Over::Anything).unwrap();
    assert!(now.still_fits(&path));
    save(&path, &document("more"), Form::Json, Over::Known(&now)).unwrap();
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = tempfile::tempdir().unwrap();
    let (real, link) = (folder.path().join("real.ron"), folder.path().join("link.ron"));
    File::create(&real).unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&real, &link).unwrap();
    save(&link, &document("x"), Form::Ron, Over::Anything).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(!bytes(&real).unwrap().is_empty());
    fs::set_permissions(&real, fs::Permissions::from_mode(0o444)).unwrap();
    let error = save(&link, &document("y"), Form::Ron, Over::Anything).unwrap_err();
    assert!(error.to_string().contains("may not be written"), "{error}");
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_replaced() {
    use std::os::unix::fs::FileTypeExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    let _socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let error = write(&path, b"x", Over::Anything).unwrap_err().to_string();
    assert!(error.contains("a.ron is no plain file; choose another name"), "{error}");
    assert!(fs::metadata(&path).unwrap().file_type().is_socket());
}

#[test]
fn errors_say_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let why = |path: &Path| open(path, &tagset::news()).unwrap_err().to_string();
    assert!(why(&folder.path().join("no.txt")).contains("is not there; check the name"));
    assert!(why(folder.path()).contains("is a folder; choose a file in it"));
    let nowhere = folder.path().join("no/such.json");
    let error = write(&nowhere, b"x", Over::Nothing).unwrap_err().to_string();
    assert!(error.contains("such.json is not there; make it first"), "{error}");
    let word = folder.path().join("a.docx");
    File::create(&word).unwrap().write_all(b"PK\x03\x04").unwrap();
    assert!(why(&word).contains("a.docx: the Word file cannot be read: its end is missing"));
}

#[test]
fn saved_files_are_named_after_articles() {
    let named = |path: &str, form| native_path(Path::new(path), form).display().to_string();
    assert_eq!(named("a/council.html", Form::Ron), "a/council.factmark.ron");
    assert_eq!(named("a.factmark.ron", Form::Json), "a.factmark.json");
    assert_eq!(named("St. Mary wins again", Form::Json), "St. Mary wins again.factmark.json");
}

#[test]
fn what_a_killed_save_left_is_tidied_by_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    write(&path, b"one", Over::Nothing).unwrap();
    let now = fs::metadata(&path).and_then(|it| it.modified()).unwrap();
    let old = now - std::time::Duration::from_mins(2);
    let left = |name: &str, random: &str, written| {
        let name = format!("{}{random}.part", part::prefix(name.as_ref()));
        let file = File::create(folder.path().join(name)).unwrap();
        file.set_modified(written).unwrap();
        file
    };
    left("a.ron", "killed", old);
    left("a.ron", "fresh", now);
    left("b.ron", "other", old);
    let running = left("a.ron", "running", old);
    running.try_lock().unwrap();
    File::create(folder.path().join(".factmark-mine.part")).unwrap();
    write(&path, b"two", Over::Anything).unwrap();
    let names = fs::read_dir(folder.path()).unwrap().map(|it| it.unwrap().file_name());
    let names: Vec<_> = names.map(|it| it.into_string().unwrap()).collect();
    let is_there = |end: &str| names.iter().any(|it| it.ends_with(end));
    assert!(!is_there("killed.part"), "{names:?}");
    for end in ["fresh.part", "other.part", "running.part", "mine.part", "a.ron"] {
        assert!(is_there(end), "{end}: {names:?}");
    }
}

#[cfg(unix)]
#[test]
fn other_names_of_a_saved_file_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let (path, other) = (folder.path().join("a.ron"), folder.path().join("b.ron"));
    let save = |content: &[u8]| write_over(&path, content, Over::Anything, None).unwrap().left_old;
    assert_eq!(save(b"one"), 0);
    fs::hard_link(&path, &other).unwrap();
    assert_eq!(save(b"two"), 1);
    assert_eq!((bytes(&path).unwrap(), bytes(&other).unwrap()), (b"two".to_vec(), b"one".to_vec()));
    assert_eq!(save(b"three"), 0);
}
