//! Every format out and in again: what comes back is the document less exactly what was said to be
//! lost.

mod view;

use factmark::annotation::Document;
use factmark::formats::exchange::{self, Selection};
use factmark::formats::{
    self, EXPORTERS, Exporter, IMPORTERS, Importer, Input, Options, Read, Source, tagset,
};
use factmark::text::{Span, Text, Unit};
use factmark::workspace::Workspace;
use proptest::prelude::*;
use proptest::sample::Index;

use self::view::View;
use crate::repo;
use crate::steps::{Draw, act, document};

/// Exporters, and the importers that read what they write.
const PAIRS: &[(&str, &str)] = &[
    ("ron", "ron"),
    ("json", "json"),
    ("jsonl", "jsonl"),
    ("offsets-jsonl", "jsonl"),
    ("csv", "csv"),
    ("ninjs", "ninjs"),
    ("brat", "brat"),
    ("conll", "conll"),
    ("conll-quotes", "conll"),
    ("conll-claims", "conll"),
    ("spacy", "spacy"),
    ("prodigy", "prodigy"),
    ("prodigy-tokens", "prodigy"),
    ("hf-jsonl", "hf-jsonl"),
    ("parquet", "parquet"),
    ("webanno-tsv", "webanno-tsv"),
    ("label-studio", "label-studio"),
    ("doccano", "doccano"),
    ("doccano-text", "doccano"),
    ("w3c", "w3c"),
    ("cas-xmi", "cas-xmi"),
    ("cas-json", "cas-json"),
    ("tei", "tei"),
];

/// Exporters whose files are for people and programs that give nothing back.
const ONE_WAY: &[&str] = &["csv-claims", "csv-sources", "claim-review", "proof"];

fn exporter(key: &str) -> &'static dyn Exporter {
    EXPORTERS.iter().copied().find(|it| it.key() == key).unwrap()
}

fn importer(key: &str) -> &'static dyn Importer {
    IMPORTERS.iter().copied().find(|it| it.key() == key).unwrap()
}

/// Writes a document, reads it again, and fails unless it is the same less the losses.
#[track_caller]
fn assert_back(document: &Document, (out, back): (&str, &str), unit: Option<Unit>) {
    let (exporter, importer) = (exporter(out), importer(back));
    let written = exporter.write(document, &Options { unit });
    let losses = written.losses;
    let files = exchange::files(exporter, written.parts, "d").unwrap();
    let (name, content) = &files[0];
    let input = formats::input(name, content, Some(importer)).unwrap().counting(unit);
    let bare = |text: &str| {
        let document = Document::new(Text::new(text), tagset::news());
        Read { document, problems: Vec::new() }
    };
    let read = match importer.text() {
        Source::File => importer.import(&input, document.tag_set()).unwrap().pop().unwrap(),
        Source::Article | Source::Words => {
            importer.onto(&input, bare(document.text().as_str())).unwrap()
        }
        Source::Beside(ending) => {
            let end = format!(".{ending}");
            let (name, text) = files.iter().find(|it| it.0.ends_with(&end)).unwrap();
            let article = formats::read(name, text, &tagset::news()).unwrap().pop().unwrap();
            importer.onto(&input, article).unwrap()
        }
    };
    let (found, expected) = (View::of(&read.document), View::less(document, &losses));
    let shown = String::from_utf8_lossy(content);
    if importer.text() == Source::File {
        assert_eq!(found, expected, "{out}: {shown}\n{losses:?}\n{:?}", read.problems);
    } else {
        let (found, expected) = (found.without_page(), expected.without_page());
        assert_eq!(found, expected, "{out}: {shown}\n{losses:?}\n{:?}", read.problems);
    }
}

/// A document in every state of review, and as it goes out by default.
#[track_caller]
fn assert_all_back(document: &Document) {
    let (accepted, _) = Selection::default().apply(document);
    for document in [document, &accepted] {
        for pair in PAIRS {
            assert_back(document, *pair, None);
        }
    }
}

#[test]
fn every_exporter_has_a_way_back_or_needs_none() {
    for exporter in EXPORTERS {
        let key = exporter.key();
        let paired = PAIRS.iter().any(|it| it.0 == key);
        assert!(paired != ONE_WAY.contains(&key), "{key}");
        assert_eq!(
            exporter.write(&rich(), &Options::default()).parts.len(),
            exporter.endings().len()
        );
        assert!(!exporter.many() || exporter.endings().len() == 1, "{key}");
    }
}

fn rich() -> Document {
    let read = factmark::formats::native::read_json(
        &repo::read("tests/data/v1.factmark.json"),
        &tagset::news(),
    );
    read.unwrap().document
}

#[test]
fn a_news_item_fits_the_schema_of_ninjs() {
    let schema = repo::read("tests/schemas/ninjs-schema_3.1.json");
    // It is on the web, and no item of ours has any.
    let geometry = "\"$ref\": \"https://geojson.org/schema/GeoJSON.json#\"";
    assert!(schema.contains(geometry));
    let schema = schema.replace(geometry, "\"type\": \"object\"");
    let schema = serde_json::from_str(&schema).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    for document in [rich(), tagged("Ann Roe left.\n", &["Ann Roe"])] {
        let written = exporter("ninjs").write(&document, &Options::default());
        let item: serde_json::Value = serde_json::from_slice(&written.parts[1]).unwrap();
        let errors: Vec<_> = schema.iter_errors(&item).map(|it| it.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}\n{item}");
        assert_eq!(item["people"].as_array().map(Vec::is_empty), Some(false));
    }
    assert!(!schema.is_valid(&serde_json::json!({ "uri": "urn:x:1", "headline": "old" })));
}

#[test]
fn a_document_with_everything_comes_back() {
    assert_all_back(&rich());
}

fn tagged(content: &str, words: &[&str]) -> Document {
    let tags: Vec<_> = words
        .iter()
        .map(|word| {
            let from = content.split(word).next().unwrap().chars().count();
            serde_json::json!([from, from + word.chars().count(), "person"])
        })
        .collect();
    let line = serde_json::json!({ "id": "d", "text": content, "label": tags }).to_string();
    let input = format!("{line}\n{line}\n");
    let input = Input::new("d.jsonl", input.as_bytes()).unwrap();
    importer("jsonl").import(&input, &tagset::news()).unwrap().pop().unwrap().document
}

#[test]
fn text_of_every_kind_comes_back() {
    for (text, words) in [
        (
            "Mayor Zoë Ruiz 🙂 said: “Rents fell 12% in 2024.” She thanked Acme.\n",
            &["Zoë Ruiz", "“Rents fell 12% in 2024.”", "Rents fell 12% in 2024", "She", "Acme"][..],
        ),
        ("A 👨🏻‍🚒 led the firetrucks home.", &["firetrucks", "👨🏻‍🚒"]),
        ("One\r\nTwo e\u{301}t\u{e9}\r\n\r\nThree\rFour", &["Two", "One\r\nTwo", "Three\rFour"]),
        ("قال محمد إن بغداد آمنة. “نعم”", &["محمد", "بغداد"]),
        ("习近平在北京说：“好。”", &["习近平", "北京"]),
        ("a\tb c\n\n d", &["a\tb", "c\n\n d", "b c"]),
        ("<b> & \"q\" ]]> \\ | _ * [1] -> ;", &["<b>", "\"q\"", "]]>", "* [1]"]),
    ] {
        assert_all_back(&tagged(text, words));
        for unit in [Unit::CodePoint, Unit::Utf16] {
            for pair in PAIRS {
                assert_back(&tagged(text, words), *pair, Some(unit));
            }
        }
    }
}

fn messy() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "Ann",
        " ",
        "Roe",
        "\r\n",
        "\r\n\r\n",
        "\r",
        "“No,”",
        " said ",
        "🙂",
        "👩‍🚒",
        "بغداد",
        "北京",
        "é",
        "e\u{301}",
        "’s",
        "\u{200f}",
        "\t",
        "\n",
        ".",
        "\u{2028}",
        "<i>",
        "&",
        "\"",
        "\\",
        "|",
        "_",
        "]]>",
        "a",
        ";",
        "\u{85}",
        "\u{a0}",
        "\u{1}",
    ]);
    prop::collection::vec(words, 0..14).prop_map(|it| it.concat())
}

proptest! {
    #[test]
    fn any_document_comes_back_less_what_was_told(
        content in messy(), seed in any::<u16>(), draws in prop::collection::vec(any::<Draw>(), 1..25),
    ) {
        let mut workspace = Workspace::new(document(&content, seed));
        for draw in draws {
            act(&mut workspace, draw);
        }
        assert_all_back(workspace.document());
    }
}

/// Gives a file to every importer of tags, which may refuse it and must come back.
fn read_by_all(content: &[u8]) {
    // Articles and saved documents have tests of their own.
    let others = ["ron", "json", "html", "markdown", "plain"];
    for importer in IMPORTERS.iter().filter(|it| !others.contains(&it.key())) {
        let Ok(input) = formats::input("d", content, Some(*importer)) else { continue };
        let read = importer.import(&input, &tagset::news());
        let document = Document::new(Text::new("Ann Roe left.\r\n🙂"), tagset::news());
        let onto = importer.onto(&input, Read { document, problems: Vec::new() });
        for read in read.into_iter().flatten().chain(onto) {
            let text = read.document.text();
            let inside = |it: &Span| text.span(it.start()..it.end()).is_ok();
            assert!(read.document.annotations().all(|it| it.spans.as_slice().iter().all(inside)));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    #[test]
    fn no_broken_file_stops_an_importer(
        format in any::<Index>(),
        breaks in prop::collection::vec((any::<Index>(), 0..30_usize, prop::sample::select(vec![
            "", "", "[", "]", "{", "}", "<", "/>", "\"", ",", ":", "0", "-", "18446744073709551615",
            "1e999", "null", "&", "&#0;", "&#x10ffff;", "\0", "<!DOCTYPE a>", "a1", "\n", "é", "🙂",
        ])), 1..5),
    ) {
        let exporter = EXPORTERS[format.index(EXPORTERS.len())];
        let written = exporter.write(&rich(), &Options::default());
        for (_, content) in exchange::files(exporter, written.parts, "d").unwrap() {
            let mut content = content;
            for (at, remove, add) in &breaks {
                let at = at.index(content.len() + 1);
                let end = (at + remove).min(content.len());
                content.splice(at..end, add.bytes());
            }
            read_by_all(&content);
        }
    }
}

#[test]
fn nothing_is_too_deep_or_too_large_for_an_importer() {
    let deep = |open: &str, close: &str| open.repeat(100_000) + &close.repeat(100_000);
    let bomb = "<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;\">]>\
                <TEI xmlns=\"http://www.tei-c.org/ns/1.0\">&c;</TEI>";
    for content in [
        deep("[", "]"),
        deep("{\"first\":", "}"),
        deep("<a>", "</a>"),
        deep("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">", "</TEI>"),
        deep("(", ")"),
        bomb.to_owned(),
    ] {
        read_by_all(content.as_bytes());
    }
}
