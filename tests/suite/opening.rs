//! Whatever an editor has: files of every kind are opened, broken and opened again.

use factmark::annotation::check::Severity;
use factmark::formats::{self, IMPORTERS, Read, tagset};
use proptest::prelude::*;
use proptest::sample::Index;

/// Every seed of the fuzzers that is an article, and the PDF and office files, by name.
fn files() -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for folder in ["fuzz/seeds/articles", "tests/data/pdf", "tests/interop/office"] {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            files.push((name, factmark::files::bytes(&path).unwrap()));
        }
    }
    files.sort();
    files
}

/// Fails unless zones fit the text and hold all of it.
#[track_caller]
fn assert_zoned(reads: &[Read]) {
    for read in reads {
        let text = read.document.text();
        let mut left = text.as_str().to_owned();
        for zone in read.document.zones().iter().rev() {
            assert!(text.span(zone.span.range()).is_ok());
            left.replace_range(zone.span.range(), "");
        }
        let zoned = !read.document.zones().is_empty();
        assert!(!zoned || left.trim().is_empty(), "outside of zones: {left:?}");
        assert!(read.problems.iter().all(|it| it.check != "markup-zones"), "{:?}", read.problems);
    }
}

#[test]
fn what_editors_have_is_known_by_its_content() {
    for (name, content) in files() {
        let expected = match name.rsplit_once('.').unwrap().1 {
            "srt" => "srt",
            "vtt" => "vtt",
            "eml" => "mail",
            "mhtml" => "mhtml",
            "rss" => "feed",
            "nitf" => "nitf",
            "newsml" => "newsml-g2",
            "csv" => "articles-csv",
            "json" => "articles-json",
            "pdf" => "pdf",
            "docx" => "docx",
            "odt" => "odt",
            "epub" => "epub",
            "rtf" => "rtf",
            _ => continue,
        };
        for wrong in ["article", "article.txt", "article.html"] {
            let input = formats::input(wrong, &content, None).unwrap();
            assert_eq!(formats::importer_for(&input).key(), expected, "{name}");
        }
        if ["locked.pdf", "scan.pdf"].contains(&name.as_str()) {
            continue;
        }
        let reads = formats::read(&name, &content, &tagset::news()).unwrap();
        assert_zoned(&reads);
        assert!(reads[0].problems.iter().all(|it| it.severity == Severity::Note), "{name}");
    }
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_opened_or_refused() {
    for (name, content) in files() {
        let step = content.len().div_ceil(40);
        for end in (0..content.len()).step_by(step) {
            if let Ok(reads) = formats::read(&name, &content[..end], &tagset::news()) {
                assert_zoned(&reads);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn no_broken_article_stops_an_importer(
        which in any::<Index>(),
        breaks in prop::collection::vec((any::<Index>(), 0..30_usize, prop::sample::select(vec![
            "", "", "[", "]", "<<", "<", "/>", "\"", ",", ":", "0", "-", "18446744073709551615", "1e999",
            "&", "&#0;", "\0", "\u{1}", "obj", "endstream", "--x", "\r\n\r\n", "\n", "-->", "é", "🙂",
        ])), 1..6),
    ) {
        let files = files();
        let (name, mut content) = files[which.index(files.len())].clone();
        for (at, remove, add) in &breaks {
            let at = at.index(content.len() + 1);
            let end = (at + remove).min(content.len());
            content.splice(at..end, add.bytes());
        }
        if let Ok(reads) = formats::read(&name, &content, &tagset::news()) {
            assert_zoned(&reads);
        }
    }
}

#[test]
fn files_with_the_wrong_name_are_told_or_opened() {
    let files = files();
    for importer in IMPORTERS {
        for ending in importer.extensions() {
            for (_, content) in &files {
                if let Ok(reads) = formats::read(&format!("a.{ending}"), content, &tagset::news()) {
                    assert_zoned(&reads);
                }
            }
            // Nothing, noughts, and a text that is none of it.
            for content in [&b""[..], &[0; 64], b"The valve was shut.\n"] {
                if let Ok(reads) = formats::read(&format!("a.{ending}"), content, &tagset::news()) {
                    assert_zoned(&reads);
                }
            }
        }
    }
}
