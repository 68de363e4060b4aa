//! The way of an article over the desk: read, tagged, decided on, saved, read again.

use std::collections::BTreeSet;

use factmark::annotation::{Document, Review, Signature, actions};
use factmark::files;
use factmark::formats::native::{self, Form};
use factmark::formats::tagset;
use factmark::tagger::{Cancel, Models, Run, tag_document};
use factmark::text::Text;
use proptest::prelude::*;

use crate::repo;

/// The sample articles as the desk has them once they are opened and tagged.
fn samples() -> Vec<(String, Document)> {
    let paths = ["txt", "html", "md"].map(|it| repo::files("assets/samples", it)).concat();
    assert!(paths.len() > 5);
    let open = |path: String| {
        let opened = files::open(&repo::path(&path), &tagset::news()).unwrap();
        let mut document = opened.documents.into_iter().next().unwrap().document;
        tag(&mut document);
        (path, document)
    };
    paths.into_iter().map(open).collect()
}

fn tagged(words: &str) -> Document {
    let mut document = Document::new(Text::new(words), tagset::news());
    tag(&mut document);
    document
}

/// Brings the proposals up to date; returns how many are new and withdrawn.
fn tag(document: &mut Document) -> (usize, usize) {
    let run = Run { cancel: &Cancel::new(), progress: &|_| {}, models: Models::shipped() };
    let found = tag_document(document, &run).unwrap();
    let counts = (found.new.len(), found.withdrawn.len());
    found.transaction.apply(document).unwrap();
    counts
}

/// Complains about a character that is in no zone or in two.
fn zone_gap(document: &Document) -> Option<String> {
    let text = document.text();
    let mut chars = text.as_str().char_indices().filter(|it| !it.1.is_whitespace());
    chars.find_map(|(at, c)| {
        let holders = document.zones().iter().filter(|it| it.span.covers(at)).count();
        (holders != 1).then(|| format!("{c:?} at byte {at} is in {holders} zones"))
    })
}

#[test]
fn samples_have_something_to_review() {
    for (path, document) in samples() {
        assert_eq!(zone_gap(&document), None, "{path}");
        assert!(document.annotations().all(|it| it.standing.review == Review::Proposed));
    }
}

#[test]
fn the_first_sample_shows_what_the_desk_is_for() {
    let document = tagged(&repo::read("assets/samples/harbour-flood.txt"));
    let quotes = document.annotations().filter(|it| it.label == "quote");
    let speakers: BTreeSet<&str> =
        quotes.filter_map(|it| document.speaker(it.id)).map(|it| it.name.as_str()).collect();
    for name in ["Dorothea Lindqvist", "Tobias Ferrant", "Samir Okafor", "Amara Lindt"] {
        assert!(speakers.contains(name), "{name} does not speak, but {speakers:?}");
    }
    let counts = document.counts();
    for (label, least) in [("quote", 15), ("claim", 15), ("person", 8), ("date", 8), ("org", 3)] {
        let count = counts.get(label).copied().unwrap_or(0);
        assert!(count >= least, "{count} annotations {label}, at least {least} should be there");
    }
}

#[test]
fn a_second_run_changes_nothing() {
    for (path, mut document) in samples() {
        let before = document.clone();
        assert_eq!(tag(&mut document), (0, 0), "{path}");
        assert_eq!(document, before, "{path}");
    }
}

#[test]
fn what_is_rejected_stays_away() {
    let by = Signature { by: "Ann".to_owned(), at: None };
    for (path, mut document) in samples() {
        let ids: Vec<_> = document.annotations().map(|it| it.id).collect();
        let transaction = actions::decide_many(&document, &ids, Review::Rejected, &by);
        transaction.apply(&mut document).unwrap();
        assert_eq!(tag(&mut document), (0, 0), "{path}");
    }
}

#[test]
fn saving_loses_nothing() {
    for (path, document) in samples() {
        let ron = native::write(&document, Form::Ron);
        let from_ron = native::read_ron(&ron, document.tag_set()).unwrap();
        assert_eq!(from_ron.document, document, "{path}");
        assert_eq!(from_ron.problems, [], "{path}");
        let json = native::write(&document, Form::Json);
        let from_json = native::read_json(&json, document.tag_set()).unwrap();
        assert_eq!(native::write(&from_json.document, Form::Ron), ron, "{path}");
    }
}

/// Pieces that articles have and rules stumble over.
const PIECES: &[&str] = &[
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\u{a0}",
    "\u{feff}",
    "\u{200b}",
    "\0",
    "“",
    "”",
    "‘",
    "’",
    "\"",
    "'",
    "«",
    "»",
    "„",
    "—",
    "--",
    "…",
    ".",
    ",",
    ":",
    "?",
    "(",
    ")",
    "[",
    "{",
    "|",
    "/",
    "%",
    "$",
    "€3.4m",
    "12",
    "1,000",
    "2026",
    "14 November",
    "3.12am",
    "6ft 2",
    "said",
    "he said",
    "according to",
    "Mr",
    "Dr.",
    "Ann Lowe",
    "Lowe",
    "Lowe’s",
    "the",
    "NORDRAIL",
    "By ",
    "PARIS (AP)",
    "did not respond",
    "because",
    "more than",
    "Ü",
    "é",
    "e\u{301}",
    "👩‍🚒",
    "🇫🇷",
    "中文",
    "العربية",
    "ß",
    "I",
    "İ",
    "ŉ",
    "x",
    "Home | News",
    "© 2026",
    "http://a.b/c",
    "@ann",
    "#crown",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn any_text_can_be_tagged(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let mut document = tagged(&pieces.concat());
        prop_assert_eq!(zone_gap(&document), None);
        prop_assert_eq!(tag(&mut document), (0, 0));
        let json = native::write(&document, Form::Json);
        let read = native::read_json(&json, document.tag_set()).unwrap();
        prop_assert_eq!(read.document, document);
    }
}
