//! What tables of articles become.

use super::*;
use crate::annotation::Document;
use crate::formats::{self, tagset};

fn read(name: &str, source: &str) -> Result<Vec<Read>, ReadError> {
    formats::read(name, source.as_bytes(), &tagset::news())
}

fn shown(document: &Document) -> Vec<String> {
    let zones = document.zones().iter();
    zones.map(|it| format!("{}: {}", it.kind.key(), document.text().slice(it.span))).collect()
}

const EXPECTED: [&str; 5] = [
    "headline: Leak found",
    "byline: Ann Lee",
    "timestamp: 2024-05-01",
    "body: The valve, he said, “is shut”.",
    "body: Nobody drank.",
];

#[test]
fn rows_of_csv_become_documents() {
    let comma = "id,title,author,date,lang,body,status\n\
        a7,Leak found,Ann Lee,2024-05-01,en-GB,\"The valve, he said, “is shut”.\n\nNobody drank.\",ready\n\
        ,Second,,,,Another text.,\n,Third,,,,,\n";
    let tab = comma.replace(',', "\t").replace("valve\t he said\t", "valve, he said,");
    for (name, source) in [("t.csv", comma), ("t.tsv", &tab), ("t.txt", comma)] {
        let reads = read(name, source).unwrap();
        assert_eq!(reads.len(), 2);
        let first = &reads[0].document;
        assert_eq!(shown(first), EXPECTED);
        assert_eq!(first.metadata().id, "a7");
        assert!(first.zones().iter().all(|it| it.lang.as_deref() == Some("en")));
        assert!(first.metadata().extra.contains_key("article_status"));
        assert_eq!(reads[1].document.metadata().id, "t-2");
        let told: Vec<_> = reads[0].problems.iter().map(|it| it.message.as_str()).collect();
        assert_eq!(told, ["1 rows have no text in \"body\", the first is line 6; left out"]);
        let saved = formats::native::write(first, formats::native::Form::Json);
        assert_eq!(formats::native::read_json(&saved, first.tag_set()).unwrap().document, *first);
    }
}

#[test]
fn rows_of_json_become_documents() {
    let row = r#"{"Headline": "Leak found", "authors": [{"name": "Ann Lee"}], "publishedAt": "2024-05-01", "content": "The valve, he said, “is shut”.\n\nNobody drank.", "url": "x"}"#;
    for source in [
        row.to_owned(),
        format!("[{row}]"),
        format!("{{\"status\": \"ok\", \"articles\": [{row}]}}"),
        format!("{row}\n{row}\n"),
    ] {
        for name in ["a.json", "a.jsonl", "a"] {
            let reads = read(name, &source).unwrap();
            assert_eq!(shown(&reads[0].document), EXPECTED, "{source}");
            assert!(reads[0].document.metadata().extra.contains_key("url"));
        }
    }
}

#[test]
fn a_text_alone_stays_as_it_is() {
    let reads = read("a.csv", "text\n\"One.\r\n\r\n\r\n two \"\n").unwrap();
    assert_eq!(reads[0].document.text().as_str(), "One.\r\n\r\n\r\n two ");
    assert!(reads[0].document.zones().is_empty());
}

#[test]
fn what_is_unclear_is_told_by_name() {
    let two = read("a.csv", "title,content,body\nx,A teaser,The whole story\n").unwrap();
    let told = &two[0].problems[0].message;
    assert!(told.contains("taken from \"body\"; \"content\" could hold them"), "{told}");
    let why = |name: &str, source: &str| read(name, source).unwrap_err().to_string();
    let none = why("a.csv", "when,words\n1,2\n");
    assert!(none.contains("there are \"when\", \"words\"; rename"), "{none}");
    assert!(why("a.csv", "").contains("no rows"));
    assert!(why("a.csv", "title,text\nx,\n").contains("no column called text"));
    let ragged = read("a.csv", "title,text\nx,y,z\n").unwrap();
    assert!(ragged[0].problems[0].message.contains("3 fields"));
    assert!(why("a.jsonl", "{\"body\": \"x\"}\n{\"body\": \n").contains("line 2"));
    assert!(why("a.json", "[{\"body\": \"x\"}, 7]").contains("item 2 is no object"));
    let deep = format!("[{{\"body\": {}", "[".repeat(100_000));
    assert!(!why("a.json", &deep).is_empty());
}

#[test]
fn tables_of_tags_are_left_to_their_importers() {
    for source in [
        r#"{"body": "x", "factmark": 1}"#,
        r#"{"content": "x", "label": []}"#,
        "{\"text\": \"x\"}\n{\"text\": \"y\"}\n",
        "document,id,label,start,end,words,text\n",
        "The body, the content, and the text of it.\n",
        "text\n",
    ] {
        let input = Input::new("a", source.as_bytes()).unwrap();
        let key = formats::importer_for(&input).key();
        assert!(!key.starts_with("articles"), "{key} takes {source}");
    }
}

proptest::proptest! {
    #[test]
    fn any_table_is_read_or_refused(source in "(title|text|body|,|;|\t|\"|\n|\r|[a-zé🙂 ]{1,5}|\\{\"body\":\"x\"\\}|\\[|\\]){0,30}") {
        for importer in [&Json as &dyn Importer, &Csv] {
            let Ok(input) = Input::new("a", source.as_bytes()) else { continue };
            for read in importer.import(&input, &tagset::news()).unwrap_or_default() {
                proptest::prop_assert!(read.problems.iter().all(|it| it.check != "markup-zones"));
            }
        }
    }
}

#[test]
fn a_text_that_is_html_is_read_as_such() {
    let html = "<p>The valve &amp; <a href='https://echo.example'>main</a>.</p><h2>Next</h2><ul><li>Bo</li></ul>";
    let json = serde_json::json!([{"title": "Leak found", "author": "Ann Lee", "lang": "en", "body": html}]);
    let csv = format!("title,author,lang,body\nLeak found,Ann Lee,en,\"{html}\"\n");
    for (name, source) in [("t.json", json.to_string()), ("t.csv", csv)] {
        let reads = read(name, &source).unwrap();
        let document = &reads[0].document;
        assert_eq!(
            shown(document),
            [
                "headline: Leak found",
                "byline: Ann Lee",
                "body: The valve & main.",
                "subhead: Next",
                "body: Bo"
            ]
        );
        assert_eq!(document.markup().len(), 4, "two headings, a link and an item");
        assert!(document.zones().iter().all(|it| it.lang.as_deref() == Some("en")));
    }
    let plain = "title,body\nSums,\"If a < b and b > c, then a <br of it.\"\n";
    let reads = read("t.csv", plain).unwrap();
    assert!(reads[0].document.text().as_str().ends_with("If a < b and b > c, then a <br of it."));
}
