//! What PDF files become.

use std::fmt::Write as _;

use super::*;
use crate::formats::{self, tagset};

fn read(bytes: &[u8]) -> Result<Read, ReadError> {
    formats::read("a.pdf", bytes, &tagset::news()).map(|mut it| it.remove(0))
}

fn shown(read: &Read) -> Vec<String> {
    assert!(read.problems.iter().all(|it| it.check != "markup-zones"), "{:?}", read.problems);
    let text = read.document.text();
    let zones = read.document.zones().iter();
    zones.map(|it| format!("{}: {}", it.kind.key(), text.slice(it.span))).collect()
}

/// A file with a page for each content, in Helvetica.
fn made(pages: &[&str]) -> Vec<u8> {
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    let mut object = |file: &mut String, words: &str| {
        places.push(file.len());
        let number = places.len();
        let _ = write!(file, "{number} 0 obj\n{words}\nendobj\n");
    };
    let kids: Vec<_> = (0..pages.len()).map(|it| format!("{} 0 R", 4 + it * 2)).collect();
    let kids = kids.join(" ");
    object(&mut file, "<< /Type /Catalog /Pages 2 0 R >>");
    object(&mut file, &format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len()));
    object(
        &mut file,
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    );
    for (at, content) in pages.iter().enumerate() {
        let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 600] /Resources << /Font << /F 3 0 R >> >>";
        object(&mut file, &format!("{page} /Contents {} 0 R >>", 5 + at * 2));
        object(
            &mut file,
            &format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        );
    }
    let start = file.len();
    let _ = write!(file, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1);
    for place in &places {
        let _ = writeln!(file, "{place:010} 00000 n ");
    }
    let size = places.len() + 1;
    let _ = write!(file, "trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    file.into_bytes()
}

/// Lines of a page: size, left, distance from the foot, words.
fn page(lines: &[(u32, u32, u32, &str)]) -> String {
    let line = |(size, left, foot, words): &(u32, u32, u32, &str)| {
        format!("BT /F {size} Tf 1 0 0 1 {left} {foot} Tm ({words}) Tj ET\n")
    };
    lines.iter().map(line).collect()
}

#[track_caller]
fn check(pages: &[&str], expected: &[&str]) -> Vec<String> {
    let read = read(&made(pages)).unwrap();
    assert_eq!(shown(&read), expected);
    read.problems.iter().map(|it| it.message.clone()).collect()
}

/// The same article, laid out by three programs: once under the other, in columns, hyphened.
#[test]
fn articles_come_out_as_they_were_written() {
    let written = include_str!("../../../tests/data/pdf/article.txt");
    let written: Vec<_> = written.split("\n\n").collect();
    let plain = |it: &str| it.replace(['“', '”'], "\"");
    for (bytes, times, pages) in [
        (&include_bytes!("../../../tests/data/pdf/report.pdf")[..], 3, 2),
        (include_bytes!("../../../tests/data/pdf/columns.pdf"), 4, 2),
        (include_bytes!("../../../tests/data/pdf/magazine.pdf"), 2, 2),
    ] {
        let read = read(bytes).unwrap();
        let shown = shown(&read);
        assert_eq!(
            shown[1..3],
            [format!("headline: {}", written[0]), format!("byline: {}", written[1])]
        );
        let headings =
            shown.iter().filter(|it| it.starts_with("headline") || it.starts_with("subhead"));
        assert_eq!(read.document.markup().len(), headings.count());
        let body: Vec<_> =
            shown.iter().filter_map(|it| it.strip_prefix("body: ")).map(plain).collect();
        let expected = written[2..].iter().filter(|it| it.len() > 40).map(|it| plain(it));
        let expected: Vec<_> = expected.collect();
        assert_eq!(body, vec![expected; times].concat());
        let furniture = shown.iter().filter(|it| it.starts_with("furniture"));
        assert_eq!(furniture.count(), pages * 2);
    }
}

#[test]
fn lines_become_paragraphs() {
    let one = page(&[
        (18, 40, 520, "Leak closed"),
        (10, 40, 500, "By Ann Carver"),
        (10, 40, 470, "The council said on Monday that the leak in the main had been"),
        (10, 40, 458, "found, and the govern-"),
        (10, 40, 446, "ment paid. The long-"),
        (10, 40, 434, "term plan stands for the long-term and Mill-"),
        (10, 40, 422, "Street alike."),
        (10, 50, 410, "Nobody drank the water since the valve was shut at four."),
    ]);
    let expected = [
        "headline: Leak closed",
        "byline: By Ann Carver",
        "body: The council said on Monday that the leak in the main had been found, and the \
         government paid. The long-term plan stands for the long-term and Mill-Street alike.",
        "body: Nobody drank the water since the valve was shut at four.",
    ];
    let problems = check(&[&one], &expected);
    let told =
        "1 words that a line breaks were joined, such as “government” (of “govern-” and “ment”)";
    assert_eq!(problems, [told]);
}

#[test]
fn columns_are_read_one_after_the_other() {
    let mut lines = vec![(18, 40, 540, "A headline across both of the columns")];
    let left = [
        "The council said on Monday",
        "that the leak in the main had",
        "been found and closed.",
        "Nobody drank the water since",
    ];
    let right = [
        "the valve was shut at four in",
        "the morning, said Ann Lee.",
        "The laboratory examines the",
        "samples of eleven houses.",
    ];
    for (at, (left, right)) in (0..).zip(left.iter().zip(right)) {
        lines.push((10, 40, 500 - at * 12, left));
        lines.push((10, 210, 500 - at * 12, right));
    }
    lines.push((
        10,
        40,
        430,
        "What comes below runs across both of the columns again, to the right edge.",
    ));
    let expected = [
        "headline: A headline across both of the columns",
        "body: The council said on Monday that the leak in the main had been found and closed. \
         Nobody drank the water since the valve was shut at four in the morning, said Ann Lee. \
         The laboratory examines the samples of eleven houses.",
        "body: What comes below runs across both of the columns again, to the right edge.",
    ];
    check(&[&page(&lines)], &expected);
    let cells: Vec<_> = (0..5)
        .flat_map(|at| [(10, 40, 500 - at * 12, "2019"), (10, 210, 500 - at * 12, "laid")])
        .collect();
    let table = read(&made(&[&page(&cells)])).unwrap();
    assert!(table.document.text().as_str().starts_with("2019 laid 2019 laid"));
}

#[test]
fn margins_are_furniture() {
    let sheet = |number: &str, words: &str| {
        page(&[
            (8, 40, 580, "The Echo"),
            (8, 350, 580, number),
            (10, 40, 300, words),
            (8, 200, 20, number),
        ])
    };
    let pages = [sheet("1", "The valve was shut"), sheet("2", "at four in the morning.")];
    let expected = [
        "furniture: The Echo 1",
        "body: The valve was shut at four in the morning.",
        "furniture: 1",
        "furniture: The Echo 2",
        "furniture: 2",
    ];
    let read = read(&made(&[&pages[0], &pages[1]])).unwrap();
    let mut shown = shown(&read);
    // A paragraph that goes on over a page stands before the foot of the first.
    shown.retain(|it| !it.is_empty());
    assert_eq!(shown, expected);
    let marked = format!(
        "/Artifact BMC {} EMC {}",
        page(&[(9, 40, 300, "Draft")]),
        page(&[(10, 40, 280, "Text.")])
    );
    check(&[&marked], &["body: Text.", "furniture: Draft"]);
}

#[test]
fn what_cannot_be_read_is_refused_in_words() {
    let why = |bytes: &[u8]| read(bytes).unwrap_err().to_string();
    assert!(why(include_bytes!("../../../tests/data/pdf/locked.pdf")).contains("password"));
    assert!(why(include_bytes!("../../../tests/data/pdf/scan.pdf")).contains("OCR"));
    assert!(why(&made(&["0 0 m 9 9 l S"])).contains("no text"));
    assert!(why(b"%PDF-1.7").contains("damaged"));
    assert!(why(b"%PDF-1.7\n\0\0 obj <<>> endobj").contains("damaged"));
    assert!(why(b"").contains("damaged"));
    let whole = made(&[&page(&[(10, 40, 300, "Text.")])]);
    let half = &whole[..whole.len() * 2 / 3];
    if let Ok(read) = read(half) {
        assert_eq!(read.document.text().as_str(), "Text.");
    }
}

#[test]
fn nothing_makes_it_run_on() {
    let deep = |open: &str, close: &str| open.repeat(200_000) + &close.repeat(200_000);
    for content in [
        deep("[", "]"),
        deep("<<", ">>"),
        deep("(", ")"),
        deep("q ", "Q "),
        deep("/A BMC ", "EMC "),
        "BT /F 1e30 Tf 1e38 0 0 1e38 -1e38 1e38 Tm (Text) Tj ET".to_owned(),
        "BT /F 10 Tf 99999999999999999999999 0 0 1 0 0 Tm (Text) Tj ET".to_owned(),
    ] {
        drop(read(&made(&[&content])));
        drop(read(
            format!("%PDF-1.7\n1 0 obj\n{content}\nendobj\ntrailer\n<< /Root 1 0 R >>\n")
                .as_bytes(),
        ));
    }
    // A file whose pages are its own parents, and one that holds itself.
    let round = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n";
    drop(read(round.as_bytes()));
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    use std::io::Write as _;
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    let zeros = vec![0_u8; 1 << 20];
    for _ in 0..300 {
        packed.write_all(&zeros).unwrap();
    }
    let packed = packed.finish().unwrap();
    let mut file = b"%PDF-1.4\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n".to_vec();
    file.extend(packed);
    file.extend(b"\nendstream\nendobj\n");
    let error = read(&file).unwrap_err().to_string();
    assert!(error.contains("unpacks to more"), "{error}");
}
