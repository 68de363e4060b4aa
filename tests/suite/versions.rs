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
