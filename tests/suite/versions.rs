//! Versions of a document on the command line: what differs, how far editors agree, one made of two.

#![expect(clippy::disallowed_methods, reason = "a test of files makes them")]

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::cli::{err, factmark, out};

pub(crate) const TEXT: &str = "Zoë Ruiz 🙂 met Ann Lee.\nShe said “no”.\n";

/// A tag as a file has it.
pub(crate) fn tag(id: &str, label: &str, span: [usize; 2], more: &Value) -> Value {
    let mut tag = json!({"id": id, "label": label, "spans": [span], "review": "accepted",
        "signed": {"by": "Kim"}, "origin": {"person": "Kim"}});
    tag.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    tag
}

pub(crate) fn save(folder: &Path, name: &str, text: &str, tags: &[Value]) {
    let document = json!({"factmark": 1, "id": "d", "text": text, "annotations": tags});
    fs::write(folder.join(name), document.to_string()).unwrap();
}

#[test]
fn what_two_versions_say_differently_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let tags = [
        tag("a1", "person", [0, 8], &json!({})),
        tag("a2", "org", [15, 22], &json!({"note": "sure?"})),
    ];
    save(here, "a.json", TEXT, &tags);
    let others = [
        tag("a2", "person", [15, 22], &json!({"review": "rejected"})),
        tag("a3", "quote", [33, 37], &json!({})),
    ];
    save(here, "b.json", TEXT, &others);
    save(here, "c.json", &TEXT.replace("She", "Sie"), &tags);

    let same = factmark(here, &["diff", "a.json", "a.json"], "");
    assert_eq!((same.status.code(), out(&same).as_str()), (Some(0), ""), "{}", err(&same));
    let differ = factmark(here, &["diff", "a.json", "b.json"], "");
    assert_eq!(differ.status.code(), Some(1), "{}", err(&differ));
    let told = "tags: 1 only in the first, 1 only in the second, 1 changed\n  \
                - line 1: person “Zoë Ruiz”, accepted by Kim [a1]\n  \
                ~ line 1: org “Ann Lee”, accepted by Kim [a2]: label org > person; \
                note sure? > none; review accepted > rejected\n  \
                + line 2: quote ““no””, accepted by Kim [a3]\n";
    assert_eq!(out(&differ), told);
    let texts = factmark(here, &["diff", "a.json", "c.json"], "");
    assert_eq!(out(&texts), "text: 1 changed\n  ~ line 2: “She” > “Sie”\n");
    let missing = factmark(here, &["diff", "a.json", "no.json"], "");
    assert_eq!(missing.status.code(), Some(2));

    let data = factmark(here, &["diff", "a.json", "b.json", "--json"], "");
    let data: Value = serde_json::from_str(&out(&data)).unwrap();
    assert_eq!(data["same"], false);
    let found = data["documents"][0]["differences"].as_array().unwrap();
    assert_eq!(found.len(), 3);
    assert_eq!(found[2]["second"]["span"], json!([33, 37]), "code points");
    assert_eq!((&found[2]["first"], &found[2]["kind"]), (&Value::Null, &json!("tag")));
}

#[test]
fn editors_are_compared_on_the_texts_that_all_have() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    for editor in ["ines", "kim", "lou"] {
        fs::create_dir(here.join(editor)).unwrap();
    }
    let person = tag("a1", "person", [0, 8], &json!({}));
    let other = tag("a7", "person", [15, 22], &json!({}));
    let org = tag("a7", "org", [15, 22], &json!({}));
    save(here, "ines/one.json", TEXT, &[person.clone(), other.clone()]);
    save(here, "kim/other-name.json", TEXT, &[person.clone(), org.clone()]);
    save(here, "lou/one.json", TEXT, std::slice::from_ref(&person));
    save(here, "ines/two.json", &format!("{TEXT}More."), &[]);
    save(here, "kim/two.json", &format!("{TEXT}Mere."), &[]);

    let two = factmark(here, &["agree", "ines/one.json", "kim/other-name.json", "--json"], "");
    assert_eq!(two.status.code(), Some(0), "{}", err(&two));
    let data: Value = serde_json::from_str(&out(&two)).unwrap();
    let entities = &data["layers"]["entities"];
    assert_eq!((&data["documents"], &entities["tags"]), (&json!(1), &json!([2, 2])));
    assert_eq!((&entities["f1_exact"], &entities["f1_overlapping"]), (&json!(0.5), &json!(0.5)));
    let mixed = json!({"first": "person", "second": "org", "count": 1});
    assert!(entities["confusion"].as_array().unwrap().contains(&mixed), "{entities}");
    let labels = &entities["labels"];
    assert_eq!(labels["person"]["f1_exact"].as_f64().map(|it| (it * 3.0).round()), Some(2.0));
    // Of 13 tokens (Zoë Ruiz 🙂 met Ann Lee . She said “ no ” .) both mark two as persons, one two more.
    let (observed, chance) = (11.0 / 13.0, (4.0 * 2.0 + 9.0 * 11.0) / 169.0);
    let kappa = labels["person"]["cohen"][0]["kappa"].as_f64().unwrap();
    assert_eq!(data["tokens"], 13);
    assert!((kappa - (observed - chance) / (1.0 - chance)).abs() < 1e-9, "{kappa}");

    let all = factmark(here, &["agree", "ines", "kim", "lou", "--list", "1"], "");
    assert_eq!(all.status.code(), Some(1), "documents were left out");
    let said = err(&all);
    assert!(said.contains("two.json: lou has no version of it; it is left out"), "{said}");
    assert!(said.contains("two.json, line 3: the text is “More.”, but in kim"), "{said}");
    let table = out(&all);
    assert!(table.starts_with("1 documents, 13 tokens, 39 characters; accepted tags\n"), "{table}");
    let listed = "one.json:1: label: 1 has person “Ann Lee” [a7], 2 has org “Ann Lee” [a7]\n";
    assert!(table.ends_with(listed), "{table}");
    assert_eq!(table.lines().last().unwrap().matches("has").count(), 2, "one is listed");
    assert!(table.contains("1 and 3"), "{table}");

    let differ = factmark(here, &["agree", "ines/two.json", "kim/two.json"], "");
    assert_eq!(differ.status.code(), Some(2), "{}", out(&differ));
    assert!(err(&differ).contains("no text was tagged by all of them"), "{}", err(&differ));
    let one = factmark(here, &["agree", "ines/one.json"], "");
    assert_eq!(one.status.code(), Some(2));
    let none = factmark(here, &["agree", "ines/two.json", "ines/two.json"], "");
    assert_eq!(none.status.code(), Some(0), "no tags at all: {}", err(&none));
    let dashes = out(&none);
    assert!(dashes.contains("all    0 / 0         –"), "{dashes}");
}
