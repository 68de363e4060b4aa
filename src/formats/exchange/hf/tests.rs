use super::*;
use crate::formats::{Exporter as _, Importer as _, Input, Options, Read, exchange, tagset};

fn lines(source: &str) -> Result<Vec<Read>, crate::formats::ReadError> {
    let input = Input::new("d.jsonl", source.as_bytes()).unwrap();
    Table.import(&input, &tagset::news())
}

fn shown(read: &Read) -> String {
    let tags = read.document.annotations();
    let tags: Vec<_> =
        tags.map(|it| format!("{}:{}", it.label, read.document.excerpt(it))).collect();
    tags.join(" ")
}

#[test]
fn rows_make_texts_of_their_own_or_find_their_words() {
    let source = r#"{"id": "7", "tokens": ["EU", "rejects", "German"], "ner_tags": ["I-ORG", "O", "S-MISC"]}
{"text": "“Ann” left.", "tokens": ["``", "Ann", "''", "left", "."], "tags": ["O", "B-PER", "O", "O", "O"]}"#;
    let read = lines(source).unwrap();
    assert_eq!(read[0].document.text().as_str(), "EU rejects German\n");
    assert_eq!((shown(&read[0]), shown(&read[1])), ("ORG:EU MISC:German".into(), "PER:Ann".into()));
    assert_eq!(read[0].document.metadata().id, "7");
}

#[test]
fn rows_that_do_not_fit_say_why() {
    let why = |row: &str| lines(row).unwrap_err().to_string();
    assert!(why(r#"{"tokens": ["a"], "ner_tags": [3]}"#).contains("\"ner_tags\" holds numbers"));
    assert!(why(r#"{"tokens": ["a"], "ner_tags": []}"#).contains("0 marks for 1 tokens"));
    assert!(why(r#"{"text": "a"}"#).contains("line 1: "));
    assert!(
        why(r#"{"text": "b", "tokens": ["a"], "token_starts": [0], "token_ends": [1]}"#)
            .contains("not \"a\"")
    );
    assert!(
        why(r#"{"text": "b", "tokens": ["a"], "token_starts": [0], "token_ends": [9]}"#)
            .contains("does not fit")
    );
}

/// A table of many rows, so that there are several row groups.
fn table(rows: usize) -> Vec<u8> {
    let long = "Ann Roe left. ".repeat(40_000);
    let source = serde_json::json!({ "id": "a", "text": long, "label": [[0, 7, "person"]] });
    let source = format!("{source}\n");
    let input = Input::new("d.jsonl", source.as_bytes()).unwrap();
    let read = exchange::offsets::Lines.import(&input, &tagset::news()).unwrap();
    let written = Parquet.write(&read[0].document, &Options::default());
    let mut out = Vec::new();
    let mut sink = Parquet.sink(Box::new(&mut out)).unwrap();
    for _ in 0..rows {
        sink.put(&written.parts[0]).unwrap();
    }
    sink.finish().unwrap();
    out
}

#[test]
fn a_large_table_is_written_in_groups_and_read() {
    let bytes = table(6);
    let input = Input::binary("d.parquet", &bytes);
    assert!(ParquetTable.recognises(&input));
    let read = ParquetTable.import(&input, &tagset::news()).unwrap();
    assert_eq!(read.len(), 6);
    assert!(read.iter().all(|it| shown(it) == "person:Ann Roe"));
}

#[test]
fn a_damaged_parquet_file_is_refused() {
    let bytes = table(1);
    for cut in [0, 4, 11, 100, bytes.len() / 2, bytes.len() - 1] {
        let input = Input::binary("d.parquet", &bytes[..cut]);
        let error = ParquetTable.import(&input, &tagset::news()).unwrap_err().to_string();
        assert!(error.starts_with("this is no Parquet file: "), "{error}");
    }
}

#[test]
fn the_marks_of_a_column_are_listed() {
    let companion = Parquet.companions(&[tagset::news()]).pop().unwrap();
    let labels: serde_json::Value = serde_json::from_slice(&companion.content).unwrap();
    assert_eq!(labels["claim_tags"], serde_json::json!(["O", "B-claim", "I-claim"]));
}
