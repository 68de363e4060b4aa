//! Files that are broken, enormous or made to do harm: each is refused with its name and the place, or
//! read with what was wrong told; quickly, in little memory.
//!
//! Bombs and depth of single formats are tested beside their importers.

#![expect(clippy::disallowed_methods, reason = "a test writes the files")]

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use factmark::files::{self, Opened};
use factmark::formats::tagset;

fn open(path: &Path) -> Result<Opened, String> {
    files::open(path, &tagset::news()).map_err(|it| it.to_string())
}

fn write(folder: &Path, name: &str, content: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, content).unwrap();
    path
}

/// Opens `content` under `name`: its text and what was told.
fn read(name: &str, content: &[u8]) -> (String, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let opened = open(&write(folder.path(), name, content)).unwrap();
    let read = &opened.documents[0];
    let told = read.problems.iter().map(|it| it.message.clone()).collect();
    (read.document.text().as_str().to_owned(), told)
}

#[test]
fn a_file_of_two_gigabytes_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.txt", "a.html", "a.docx", "a.pdf", "a.xml", "a.jsonl", "a.eml"] {
        let path = folder.path().join(name);
        // It takes no room: nothing is written.
        File::create(&path).unwrap().set_len(2 << 30).unwrap();
        let began = Instant::now();
        let why = open(&path).unwrap_err();
        assert!(why.contains(name) && why.contains("256"), "{why}");
        assert!(began.elapsed() < Duration::from_secs(2), "{name} took {:?}", began.elapsed());
    }
}

#[test]
fn an_archive_inside_an_archive_is_not_unpacked() {
    let folder = tempfile::tempdir().unwrap();
    let mut packed = b"an article".to_vec();
    for _ in 0..40 {
        packed = zip("inner.zip", &packed);
    }
    for name in ["a.zip", "a.docx", "a.epub", "a.odt", "a.txt"] {
        let why = open(&write(folder.path(), name, &packed)).unwrap_err();
        assert!(why.contains(name) && why.to_lowercase().contains("zip"), "{why}");
    }
    // One that claims to be a book.
    let book = zip("META-INF/container.xml", &packed);
    let why = open(&write(folder.path(), "b.epub", &book)).unwrap_err();
    assert!(why.contains("b.epub") && why.contains("container.xml"), "{why}");
}

/// A zip file of one part that is not packed.
fn zip(name: &str, content: &[u8]) -> Vec<u8> {
    let short = |it: usize| u16::try_from(it).unwrap().to_le_bytes();
    let long = |it: usize| u32::try_from(it).unwrap().to_le_bytes();
    let mut fields = vec![0; 8];
    fields.extend(check_sum(content).to_le_bytes());
    fields.extend(long(content.len()));
    fields.extend(long(content.len()));
    fields.extend(short(name.len()));
    fields.extend([0, 0]);
    let mut out = b"PK\x03\x04\x14\x00".to_vec();
    out.extend(&fields);
    out.extend(name.as_bytes());
    out.extend(content);
    let at = out.len();
    out.extend(b"PK\x01\x02\x14\x00\x14\x00");
    out.extend(&fields);
    out.extend([0; 14]);
    out.extend(name.as_bytes());
    let length = out.len() - at;
    out.extend(b"PK\x05\x06\x00\x00\x00\x00\x01\x00\x01\x00");
    out.extend(long(length));
    out.extend(long(at));
    out.extend([0, 0]);
    out
}

/// The check sum of zip files.
fn check_sum(content: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in content {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
        }
    }
    !crc
}

#[test]
fn lone_surrogates_are_told_and_cost_nothing_else() {
    // As some programs write them in UTF-8.
    let (text, told) = read("a.txt", b"The council met.\n\nIt \xed\xa0\x80 rained on Monday.\n");
    assert!(
        text.starts_with("The council met.") && text.ends_with("rained on Monday.\n"),
        "{text}"
    );
    assert!(!told.is_empty(), "nothing was told");
    // In UTF-16.
    let units =
        "The council met.".encode_utf16().chain([0xd800]).chain(" It rained.".encode_utf16());
    let bytes: Vec<u8> = [0xff, 0xfe].into_iter().chain(units.flat_map(u16::to_le_bytes)).collect();
    let (text, told) = read("b.txt", &bytes);
    assert_eq!(text, "The council met.\u{fffd} It rained.");
    assert!(!told.is_empty(), "nothing was told");
    // In JSON, by number.
    let folder = tempfile::tempdir().unwrap();
    let json = b"{\"title\": \"Leak\", \"body\": \"It rained.\"}\n{\"title\": \"a\", \"body\": \"x \\ud800 y\"}\n";
    let why = open(&write(folder.path(), "c.jsonl", json)).unwrap_err();
    assert!(why.contains("c.jsonl") && why.contains("line 2"), "{why}");
    // In HTML and rich text, by number.
    let (text, _) = read("d.html", b"<html><body><p>It &#xd800; rained.</p></body></html>");
    assert_eq!(text, "It \u{fffd} rained.");
    let (text, _) = read("e.rtf", b"{\\rtf1\\uc0 It \\u-10240 rained.\\par}");
    assert!(text.starts_with("It ") && text.ends_with("rained."), "{text}");
}

#[test]
fn mixed_encodings_lose_no_line() {
    let mut mixed = "Zoë met Ann in Køge.\n".repeat(20).into_bytes();
    mixed.extend(b"Zo\xeb left on Friday.\n");
    mixed.extend("Ann stayed in Köln.\n".as_bytes());
    let (text, told) = read("a.txt", &mixed);
    assert_eq!(text.lines().count(), 22);
    assert!(text.contains("left on Friday.") && text.contains("Ann stayed"), "{text}");
    assert!(!told.is_empty(), "nothing was told");
    // A page that says another encoding than it has.
    let page = "<html><head><meta charset=utf-16></head><body><p>Zoë met Ann.</p></body></html>";
    let (text, _) = read("c.html", page.as_bytes());
    assert_eq!(text, "Zoë met Ann.");
}

#[test]
fn bytes_of_nothing_are_no_article() {
    let folder = tempfile::tempdir().unwrap();
    for content in [b"The council met.\0\0 It rained.\n".as_slice(), &[0; 5000]] {
        let why = open(&write(folder.path(), "b.txt", content)).unwrap_err();
        assert!(why.contains("b.txt") && why.contains("binary"), "{why}");
    }
}

#[test]
fn files_that_are_cut_off_or_misnamed_say_so_or_are_read() {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in [
        ("a.docx", b"PK\x03\x04 cut off".as_slice()),
        ("a.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog"),
        ("a.xml", b"<?xml version='1.0'?><rss><channel><item><title>Leak"),
        ("a.json", b"[{\"title\": \"Leak\", \"body\": \"It ra"),
    ] {
        let path = write(folder.path(), name, content);
        match open(&path) {
            Err(why) => assert!(why.contains(name), "{why}"),
            Ok(opened) => {
                // Read as something else: all of it is there then.
                let text = opened.documents[0].document.text().as_str();
                assert!(text.contains("Leak"), "{name}: {text}");
            }
        }
    }
    let (text, _) = read("page.pdf", b"<!doctype html><html><body><p>It rained.</p></body></html>");
    assert_eq!(text, "It rained.");
    let deep = "<item>".repeat(100_000);
    let feed = write(folder.path(), "deep.rss", format!("<rss><channel>{deep}").as_bytes());
    let why = open(&feed).unwrap_err();
    assert!(why.contains("deep.rss") && why.contains("nested"), "{why}");
    let list = "[".repeat(100_000);
    let json = write(folder.path(), "deep.json", format!("{{\"body\": {list}").as_bytes());
    if let Err(why) = open(&json) {
        assert!(why.contains("deep.json"), "{why}");
    }
}
