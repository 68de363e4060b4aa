//! A new draft of an article that was tagged, on the command line.

#![expect(clippy::disallowed_methods, reason = "a test of files makes them")]

use std::fs;

use serde_json::{Value, json};

use crate::cli::{err, factmark, out};
use crate::versions::{save, tag};

const OLD: &str =
    "Zoë Ruiz said 14 roads are shut.\n\nThe council met Ann Lee at noon.\n\nBo left.\n";
const NEW: &str =
    "Rain fell.\n\nThe council met Ann Lee at noon.\n\nKim Po said 17 roads are shut.\n";

#[test]
fn a_new_draft_takes_tags_over_and_tells_what_changed() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let tags = [
        tag("a1", "person", [0, 8], &json!({})),
        tag("a2", "person", [50, 57], &json!({})),
        tag("a3", "person", [68, 70], &json!({"note": "who?"})),
    ];
    save(here, "old.json", OLD, &tags);
    fs::write(here.join("new.txt"), NEW).unwrap();
    let done = factmark(here, &["update", "old.json", "new.txt", "-o", "new.json"], "");
    assert_eq!(done.status.code(), Some(1), "{}", err(&done));
    let told = "tags: 1 exact, 0 moved, 1 changed, 1 orphaned\n  \
                ~ a1 person, line 1: “Zoë Ruiz”; line 5: “Kim Po”\n  \
                - a3 person, line 5: “Bo”\n";
    assert_eq!(out(&done), told);
    let new: Value = serde_json::from_slice(&fs::read(here.join("new.json")).unwrap()).unwrap();
    assert_eq!(new["text"], NEW);
    let reviews: Vec<_> = new["annotations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["id"].as_str().unwrap(), it["review"].as_str().unwrap_or("proposed")))
        .collect();
    assert_eq!(reviews, [("a2", "accepted"), ("a1", "proposed")]);
    assert_eq!(new["orphans"][0]["words"], "Bo");
    assert_eq!(new["orphans"][0]["note"], "who?");
    let told = factmark(here, &["validate", "new.json"], "");
    let told = out(&told) + &err(&told);
    assert!(told.contains("[stale-tag]") && told.contains("[tag-without-place]"), "{told}");

    // The list outlives a run of the tagger and another draft.
    let tagged = factmark(here, &["tag", "new.json"], "");
    assert_eq!(tagged.status.code(), Some(0), "{}", err(&tagged));
    let back = factmark(here, &["update", "new.json", "new.txt", "-o", "again.json", "--json"], "");
    let report: Value = serde_json::from_str(&out(&back)).unwrap();
    assert_eq!(
        (&report["counts"]["changed"], &report["counts"]["orphaned"]),
        (&json!(0), &json!(0))
    );
    let again: Value = serde_json::from_slice(&fs::read(here.join("again.json")).unwrap()).unwrap();
    assert_eq!(again["orphans"], new["orphans"]);
}

#[test]
fn a_document_is_only_overwritten_when_named() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    save(here, "old.factmark.json", OLD, &[tag("a1", "person", [0, 8], &json!({}))]);
    fs::write(here.join("old.txt"), format!("Rain fell.\n\n{OLD}")).unwrap();
    let refused = factmark(here, &["update", "old.factmark.json", "old.txt"], "");
    assert_eq!(refused.status.code(), Some(2), "{}", out(&refused));
    assert!(err(&refused).contains("--force"), "{}", err(&refused));
    let name = "old.factmark.json";
    let done = factmark(here, &["update", name, "old.txt", "-o", name], "");
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert_eq!(out(&done), "tags: 1 exact, 0 moved, 0 changed, 0 orphaned\n");
    let article = factmark(here, &["update", "old.txt", "old.txt"], "");
    assert!(err(&article).contains("no saved document"), "{}", err(&article));
}
