//! What files of subtitles become.

use std::fmt::Write as _;

use super::*;
use crate::formats::{self, tagset};

#[track_caller]
fn check(name: &str, source: &str, expected: &[&str]) -> Vec<String> {
    let read = formats::read(name, source.as_bytes(), &tagset::news()).unwrap().remove(0);
    let document = &read.document;
    let shown: Vec<_> = document
        .zones()
        .iter()
        .map(|it| format!("{}: {}", it.kind.key(), document.text().slice(it.span)))
        .collect();
    assert_eq!(shown, expected);
    read.problems.iter().map(|it| format!("{}: {}", it.check, it.message)).collect()
}

#[test]
fn subtitles_become_lines() {
    let source = "1\r\n00:00:01,000 --> 00:00:03,000\r\n<i>The valve</i> was\r\n{\\an8}shut at 3 < 4.\r\n\r\n\
        2\r\n00:00:03,100 --> 00:00:05,000\r\nNobody drank the water.\r\n\r\n\
        3\r\n00:00:05,000 --> 00:00:06,000\r\n[applause]\r\n\r\n\
        4\r\n00:00:06,000 --> 00:00:09,000\r\n- Was it safe?\r\n- It was.\r\n\r\n\
        5\r\n00:00:20,000 --> 00:00:22,000\r\nMAYOR LEE: We closed it,\r\n6\r\n00:00:22,000 --> 00:00:24,000\r\nand told 40 people.\r\n";
    let expected = [
        "body: The valve was shut at 3 < 4. Nobody drank the water.",
        "furniture: [applause]",
        "body: Was it safe?",
        "body: It was.",
        "transcript: MAYOR LEE: We closed it, and told 40 people.",
    ];
    for name in ["a.srt", "a.txt"] {
        assert_eq!(check(name, source, &expected), Vec::<String>::new());
    }
    let read = formats::read("a.srt", source.as_bytes(), &tagset::news()).unwrap().remove(0);
    let text = read.document.text();
    let cues = read.document.markup().iter().map(|it| match it.kind {
        MarkupKind::Cue { start, end } => format!("{start}-{end} {}", text.slice(it.span)),
        _ => String::new(),
    });
    let expected = [
        "1000-3000 The valve was shut at 3 < 4.",
        "3100-5000 Nobody drank the water.",
        "5000-6000 [applause]",
        "6000-9000 Was it safe?",
        "6000-9000 It was.",
        "20000-22000 MAYOR LEE: We closed it,",
        "22000-24000 and told 40 people.",
    ];
    assert_eq!(cues.collect::<Vec<_>>(), expected);
}

#[test]
fn voices_of_the_web_are_turns() {
    let source = "WEBVTT - water\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE checked\nby Ann\n\n\
        intro\n00:01.000 --> 00:03.000 align:start\n<v.loud Ann Lee>We <b>closed</b> it &amp; waited.</v>\n\n\
        00:03.000 --> 00:05.000\n<v Ann Lee>All <00:00:04.000>night.\n\n\
        00:05.000 --> 00:06.000\n<v Bo Ray>Why?\n\n00:06.000 --> 00:07.000\nNobody says.\n";
    let expected = [
        "furniture: checked\nby Ann",
        "transcript: Ann Lee: We closed it & waited. All night.",
        "transcript: Bo Ray: Why?",
        "body: Nobody says.",
    ];
    let problems = check("a.vtt", source, &expected);
    assert_eq!(problems, ["caption-style: 1 blocks of style or regions are no text; left out"]);
}

#[test]
fn rolling_lines_are_taken_once() {
    let mut source = "WEBVTT\n".to_owned();
    for at in 0..8 {
        let next = at + 1;
        let times = format!("00:0{at}.000 --> 00:0{next}.000");
        let _ = write!(source, "\n{times}\nline {at} of the talk\nline {next} of the talk\n");
    }
    let line: Vec<_> = (0..=8).map(|it| format!("line {it} of the talk")).collect();
    let problems = check("a.vtt", &source, &[&format!("body: {}", line.join(" "))]);
    assert!(problems[0].starts_with("caption-repeats: 7 lines"), "{problems:?}");
}

#[test]
fn broken_cues_keep_their_words() {
    let source =
        "1\n00:00:01,000 --> 00:0x\nOne.\n\n2\n00:00:09,000 --> 00:00:02,000\nTwo.\n\nThree.\n";
    let problems = check("a.srt", source, &["body: One. Two. Three."]);
    assert_eq!(
        problems,
        ["caption-times: line 2: its times cannot be read and 1 more; the words were kept"]
    );
    let none = |name: &str, source: &str| {
        formats::read(name, source.as_bytes(), &tagset::news()).unwrap_err().to_string()
    };
    assert!(none("a.srt", "").contains("there is no cue"));
    assert!(none("a.vtt", "WEBVTT\n\nNOTE x\n").contains("there is no cue"));
    assert!(none("a.srt", "a\0b").contains("binary"));
    let huge = "1\n99999999999999999999:00:00,000 --> 00:00:00,000\nx\n";
    check("a.srt", huge, &["body: x"]);
}

#[test]
fn times_are_milliseconds() {
    for (line, expected) in [
        ("00:00:01,000 --> 01:00:02.5", Some((1000, 3_602_500))),
        ("01:02.045 --> 01:03.000 line:0", Some((62_045, 63_000))),
        ("00:00:01 --> 00:00:02", Some((1000, 2000))),
        ("1 --> 2", None),
        ("a --> b", None),
        ("-->", None),
    ] {
        assert_eq!(cue::times(line), expected, "{line}");
    }
}

proptest::proptest! {
    #[test]
    fn any_file_fits_its_text(source in "(WEBVTT\n)?(([0-9]{1,2}\n)?00:0[0-9].000 --> 00:09.000\n|NOTE |STYLE|<v [A-Z]{0,3}>|</v>|[a-zA-Z:\\[\\]é♪{}<>& -]{1,8}|\n){0,30}") {
        for importer in [&Srt as &dyn Importer, &Vtt] {
            // A few letters with many line ends may pass for another encoding.
            let Ok(input) = Input::new("a", source.as_bytes()) else { continue };
            if let Ok(read) = importer.import(&input, &tagset::news()) {
                let problems = &read[0].problems;
                proptest::prop_assert!(problems.iter().all(|it| it.check != "markup-zones"));
            }
        }
    }
}
