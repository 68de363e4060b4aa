//! What mail becomes.

use std::fmt::Write as _;

use super::*;
use crate::formats::{self, tagset};

fn read(name: &str, source: &[u8]) -> Result<Vec<Read>, ReadError> {
    formats::read(name, source, &tagset::news())
}

fn shown(read: &Read) -> Vec<String> {
    assert!(read.problems.iter().all(|it| it.check != "markup-zones"), "{:?}", read.problems);
    let text = read.document.text();
    let zones = read.document.zones().iter();
    zones.map(|it| format!("{}: {}", it.kind.key(), text.slice(it.span))).collect()
}

const HEADS: &str = "Received: from a by b\r\nFrom: =?utf-8?q?Zo=C3=AB_Lee?= <zoe@echo.example>\r\n\
    To: Desk <desk@echo.example>, bo@echo.example\r\nSubject: =?iso-8859-1?Q?Leak_in_Caf=E9?=\r\n Street\r\n\
    Date: Mon, 6 May 2024 10:00:00 +0200\r\nMIME-Version: 1.0\r\n";

const TOP: [&str; 4] = [
    "headline: Leak in Café Street",
    "byline: Zoë Lee <zoe@echo.example>",
    "timestamp: Mon, 6 May 2024 10:00:00 +0200",
    "furniture: To: Desk <desk@echo.example>, bo@echo.example",
];

#[track_caller]
fn check(rest: &str, expected: &[&str]) -> Vec<String> {
    let reads = read("a.eml", format!("{HEADS}{rest}").as_bytes()).unwrap();
    assert_eq!(shown(&reads[0]), [&TOP, expected].concat());
    reads[0].problems.iter().map(|it| it.message.clone()).collect()
}

#[test]
fn a_mail_becomes_zones() {
    let body = "\r\nThe valve\r\nis shut.\r\n\r\n  Nobody drank.\r\n\r\nOn Sunday Bo Ray wrote:\r\n> Is it safe?\r\n\
        > Say.\r\n\r\nYes.\r\n-- \r\nZoë Lee\r\nThe Echo\r\n";
    let expected = [
        "body: The valve\nis shut.",
        "body: Nobody drank.",
        "furniture: On Sunday Bo Ray wrote:\n> Is it safe?\n> Say.",
        "body: Yes.",
        "furniture: --\nZoë Lee\nThe Echo",
    ];
    check(body, &expected);
    let flowed = "Content-Type: text/plain; charset=utf-8; format=flowed\r\n\r\nThe valve \r\nis shut.\r\n> Is it \r\n> safe?\r\n-- \r\nZoë\r\n";
    check(flowed, &["body: The valve is shut.", "furniture: > Is it safe?", "furniture: --\nZoë"]);
}

#[test]
fn the_best_part_is_read_in_its_encoding() {
    let parts = "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: multipart/alternative; boundary=y\r\n\r\n\
        --y\r\nContent-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nShut, she said: =93No.=94\r\n\
        --y\r\nContent-Type: text/html\r\n\r\n<style>p{}</style><p>Shut, she said: No.</p>\r\n--y--\r\n\
        --x\r\nContent-Type: application/pdf; name=\"a.pdf\"\r\nContent-Disposition: attachment; filename=\"report.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--x--\r\n";
    let problems = check(parts, &["body: Shut, she said: “No.”"]);
    assert_eq!(problems, ["1 attachments are no part of the text: report.pdf"]);
    let longer = parts.replace(
        "<p>Shut, she said: No.</p>",
        "<h2>Next</h2><p>One two three four five six seven eight nine ten</p>",
    );
    check(&longer, &["subhead: Next", "body: One two three four five six seven eight nine ten"]);
}

#[test]
fn forwarded_mail_is_kept_and_answered_mail_is_not() {
    let inline = |mark: &str| {
        format!(
            "\r\nSee below.\r\n\r\n----- {mark} -----\r\nFrom: Bo Ray\r\nSubject: x\r\n\r\nThe pipe burst.\r\n"
        )
    };
    let heads = |mark: &str| format!("furniture: ----- {mark} -----\nFrom: Bo Ray\nSubject: x");
    check(
        &inline("Forwarded message"),
        &["body: See below.", &heads("Forwarded message"), "body: The pipe burst."],
    );
    check(
        &inline("Original Message"),
        &["body: See below.", &heads("Original Message"), "furniture: The pipe burst."],
    );
    let attached = "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nSee it.\r\n--x\r\nContent-Type: message/rfc822\r\n\r\n\
        From: bo@echo.example\r\nSubject: Pipes\r\n\r\nThe pipe burst.\r\n--x--\r\n";
    let expected = [
        "body: See it.",
        "furniture: Forwarded message",
        "subhead: Pipes",
        "byline: bo@echo.example",
        "body: The pipe burst.",
    ];
    check(attached, &expected);
}

#[test]
fn a_mailbox_holds_many() {
    let one = format!("From a@b Mon May  6\r\n{HEADS}\r\nOne.\r\n\r\n");
    let reads = read("a.mbox", one.repeat(3).as_bytes()).unwrap();
    let ids: Vec<_> = reads.iter().map(|it| it.document.metadata().id.as_str()).collect();
    assert_eq!(ids, ["a-1", "a-2", "a-3"]);
    assert_eq!(shown(&reads[2]), [&TOP[..], &["body: One."]].concat());
}

#[test]
fn a_saved_page_takes_the_road_of_web_pages() {
    let page = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://echo.example/a\r\nSubject: Leak\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/related; type=\"text/html\"; boundary=\"x\"\r\n\r\n\r\n--x\r\nContent-Type: text/html\r\n\
        Content-Transfer-Encoding: quoted-printable\r\n\r\n<!doctype html><meta charset=3Dwindows-1252><h1>Leak in Caf=E9 Street</h1>\
        <p>The valve was =\r\nshut.</p>\r\n--x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--x--\r\n";
    for name in ["a.mhtml", "a.txt"] {
        let reads = read(name, page.as_bytes()).unwrap();
        assert_eq!(
            shown(&reads[0]),
            ["headline: Leak in Café Street", "body: The valve was shut."]
        );
    }
    let none = read("a.mht", b"MIME-Version: 1.0\r\n\r\nx").unwrap_err().to_string();
    assert!(none.contains("no page"), "{none}");
}

#[test]
fn what_is_no_mail_is_told() {
    let why = |bytes: &[u8]| read("a.eml", bytes).unwrap_err().to_string();
    assert!(why(b"").contains("no heads"), "{}", why(b""));
    assert!(!why(b"\0\0\0\0").is_empty());
    let prose = b"From: the desk\nThe valve was shut: nobody drank.\n\nMore.\n";
    let input = Input::new("a.txt", prose).unwrap();
    assert_eq!(formats::importer_for(&input).key(), "plain");
    let mut deep = HEADS.to_owned();
    for at in 0..3000 {
        let _ = write!(deep, "Content-Type: multipart/mixed; boundary=b{at}\r\n\r\n--b{at}\r\n");
    }
    drop(read("a.eml", deep.as_bytes()));
    let nested = "Content-Type: message/rfc822\r\n\r\n".repeat(20_000);
    drop(read("a.eml", format!("{HEADS}{nested}").as_bytes()));
}

proptest::proptest! {
    #[test]
    fn any_mail_is_read_or_refused(rest in "(Content-Type: (multipart/mixed; boundary=x|text/html|text/plain; format=flowed|message/rfc822)\r\n|Content-Transfer-Encoding: (base64|quoted-printable)\r\n|\r\n|--x|--|-- |> |=\n|[A-Za-z:<>=é ]{1,6}){0,30}") {
        for importer in [&Mail as &dyn Importer, &Archive] {
            let bytes = format!("{HEADS}{rest}").into_bytes();
            for read in importer.import(&Input::binary("a.eml", &bytes), &tagset::news()).unwrap_or_default() {
                proptest::prop_assert!(read.problems.iter().all(|it| it.check != "markup-zones"));
            }
        }
    }
}
