use super::*;
use crate::formats::{Importer as _, Input, Read, tagset};

fn read(source: &str) -> Vec<Read> {
    let input = Input::new("d.jsonl", source.as_bytes()).unwrap();
    SPACY.import(&input, &tagset::news()).unwrap()
}

fn shown(read: &Read) -> Vec<String> {
    let tags = read.document.annotations();
    tags.map(|it| format!("{} {}", it.label, read.document.excerpt(it))).collect()
}

#[test]
fn shapes_that_people_have_are_read() {
    for source in [
        r#"{"text": "🙂 Ann left.", "spans": [{"start": 2, "end": 5, "label": "person"}]}"#,
        r#"{"text": "🙂 Ann left.", "entities": [[2, 5, "person"]]}"#,
        r#"["🙂 Ann left.", {"entities": [[2, 5, "person"]]}]"#,
        r#"[["🙂 Ann left.", {"entities": [[2, 5, "person"]]}]]"#,
        "[\n {\"text\": \"🙂 Ann left.\",\n \"label\": [[2, 5, \"person\"]]}\n]",
        r#"{"text": "🙂 Ann left.", "spans": {"sc": [{"start": 2, "end": 5, "label": "person"}]}, "ents": [{"start": 2, "end": 5, "label": "person"}]}"#,
        r#"{"text": "🙂 Ann left.", "tokens": [{"start": 0, "end": 1}, {"start": 2, "end": 5}], "spans": [{"token_start": 1, "token_end": 1, "label": "person"}]}"#,
    ] {
        let found = read(source);
        assert_eq!(shown(&found[0]), ["person Ann"], "{source}");
        assert!(found[0].document.metadata().extra.is_empty(), "{source}");
    }
}

#[test]
fn relations_of_tokens_find_their_spans() {
    let source = r#"{"text": "Ann Roe left Acme", "tokens": [{"start": 0, "end": 3}, {"start": 4, "end": 7}, {"start": 8, "end": 12}, {"start": 13, "end": 17}],
        "spans": [{"start": 0, "end": 7, "label": "person"}, {"start": 13, "end": 17, "label": "org"}],
        "relations": [{"head": 1, "child": 3, "label": "about"}, {"head": 2, "child": 3, "label": "about"}], "answer": "accept", "meta": {"score": 0.5}}"#
        .replace('\n', " ");
    let found = read(&source);
    assert_eq!(found[0].document.relations().count(), 1);
    assert!(found[0].problems.iter().any(|it| it.message.contains("relation 2: one of its tags")));
    assert!(found[0].document.annotations().all(|it| !it.is_open()));
    assert!(found[0].document.metadata().extra.contains_key("meta"), "what is unknown is kept");
}

#[test]
fn bad_lines_say_what_is_wrong() {
    let why = |source: &str| {
        let input = Input::new("d.jsonl", source.as_bytes()).unwrap();
        SPACY.import(&input, &tagset::news()).unwrap_err().to_string()
    };
    assert!(why("{\"text\": \"a\"}\n{\"spans\": []}").contains("line 2: "));
    assert!(why("{\"text\": \"a\"}\n3").contains("it is no text with spans"));
    assert!(why("[\n{\"text\": \"a\"},\n{\"text\" 3}\n]").starts_with("line 3, column 9"));
    let found = read(
        r#"{"text": "Ann", "spans": [{"start": 0, "end": 9, "label": "x"}, {"start": 0, "end": 3}]}"#,
    );
    let messages: Vec<_> = found[0].problems.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert!(messages[0].contains("span 2 has no label"));
}
