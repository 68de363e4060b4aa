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

/// What a file says: its tags as `id label review note`.
fn tags(here: &Path, name: &str) -> Vec<String> {
    let document: Value = serde_json::from_slice(&fs::read(here.join(name)).unwrap()).unwrap();
    let text = |it: &Value| it.as_str().unwrap_or_default().to_owned();
    let line = |it: &Value| {
        let keys = ["id", "label", "review", "note"].map(|key| text(&it[key]));
        keys.join(" ").trim_end().to_owned()
    };
    document["annotations"].as_array().unwrap().iter().map(line).collect()
}

#[test]
fn a_merge_keeps_both_versions_of_what_clashes() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let open = json!({"review": "proposed"});
    let base = [tag("a1", "person", [0, 8], &open), tag("a2", "person", [15, 22], &open)];
    save(here, "base.json", TEXT, &base);
    let rejected = tag("a2", "person", [15, 22], &json!({"review": "rejected"}));
    save(here, "a.json", TEXT, &[tag("a1", "person", [0, 8], &json!({})), rejected]);
    let org = tag("a2", "org", [15, 22], &json!({"note": "a firm", "signed": {"by": "Ines"}}));
    let quote = tag("a3", "quote", [33, 37], &json!({}));
    save(here, "b.json", TEXT, &[base[0].clone(), org, quote]);
    fs::write(here.join("none"), "").unwrap();

    let merged = factmark(here, &["merge", "base.json", "a.json", "b.json", "-o", "out.json"], "");
    assert_eq!(merged.status.code(), Some(1), "{}", err(&merged));
    let said = err(&merged);
    assert!(
        said.contains(
            "conflict: Person “Ann Lee”: first version: Person “Ann Lee”, rejected by Kim"
        ),
        "{said}"
    );
    let note = |one: &str, other: &str, which: &str| {
        format!("Merge conflict: {which} version: {one}; the other: {other}")
    };
    let (kim, ines) = (
        "Person “Ann Lee”, rejected by Kim",
        "Organisation “Ann Lee”, accepted by Ines, note “a firm”",
    );
    assert_eq!(
        tags(here, "out.json"),
        [
            "a1 person accepted".to_owned(),
            format!("a2 org proposed a firm\n{}", note(ines, kim, "second")),
            format!("a4 person proposed {}", note(kim, ines, "first")),
            "a3 quote accepted".to_owned(),
        ]
    );
    let alike = tag("a1", "person", [0, 8], &json!({"signed": {"by": "Ines"}}));
    save(here, "alike.json", TEXT, &[alike, base[1].clone()]);
    let both = factmark(here, &["merge", "base.json", "a.json", "alike.json"], "");
    assert_eq!(both.status.code(), Some(0), "two who decide alike do not clash: {}", err(&both));
    let clean = factmark(here, &["merge", "base.json", "base.json", "b.json"], "");
    assert_eq!(clean.status.code(), Some(0), "{}", err(&clean));
    assert!(!out(&clean).trim_end().contains('\n'), "a line stays a line");
    assert_eq!(serde_json::from_str::<Value>(&out(&clean)).unwrap()["annotations"][1]["id"], "a2");
    let two = factmark(here, &["merge", "none", "a.json", "b.json"], "");
    assert_eq!(two.status.code(), Some(1), "both have made them: {}", err(&two));

    let exists = factmark(here, &["merge", "base.json", "a.json", "b.json", "-o", "b.json"], "");
    assert_eq!(exists.status.code(), Some(2), "the second version is not written over unasked");
    let over = factmark(here, &["merge", "base.json", "a.json", "b.json", "-o", "a.json"], "");
    assert_eq!(over.status.code(), Some(1), "{}", err(&over));
    assert_eq!(tags(here, "a.json"), tags(here, "out.json"));
    save(here, "c.json", &TEXT.replace("met", "saw"), &[]);
    let texts = factmark(here, &["merge", "base.json", "a.json", "c.json"], "");
    assert_eq!((texts.status.code(), out(&texts).as_str()), (Some(2), ""));
    assert!(err(&texts).contains("line 1 of the text is “met” in base.json"), "{}", err(&texts));
}

/// Git, set up so that no setting of the machine matters; `None` if there is none.
fn git(here: &Path, args: &[&str]) -> Option<std::process::Output> {
    let settings =
        ["-c", "user.name=Kim", "-c", "user.email=kim@example.org", "-c", "core.autocrlf=false"];
    let mut git = std::process::Command::new("git");
    git.args(settings).args(args).current_dir(here).env("GIT_CONFIG_GLOBAL", "/dev/null");
    git.env("GIT_CONFIG_NOSYSTEM", "1").output().ok()
}

#[test]
fn git_merges_documents() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let run = |args: &[&str]| {
        let done = git(here, args).unwrap();
        assert!(done.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&done.stderr));
    };
    if git(here, &["--version"]).is_none_or(|it| !it.status.success()) {
        println!("git is not here, so nothing was tested");
        return;
    }
    let driver = format!("'{}' merge %O %A %B -o %A", env!("CARGO_BIN_EXE_factmark"));
    run(&["init", "-q", "-b", "main"]);
    run(&["config", "merge.factmark.driver", &driver]);
    fs::write(here.join(".gitattributes"), "*.factmark.json merge=factmark\n").unwrap();
    let name = "d.factmark.json";
    let open = json!({"review": "proposed"});
    let base = [tag("a1", "person", [0, 8], &open), tag("a2", "person", [15, 22], &open)];
    let commit = |tags: &[Value], message: &str| {
        save(here, name, TEXT, tags);
        run(&["add", "-A"]);
        run(&["commit", "-q", "-m", message]);
    };
    let accepted =
        [tag("a1", "person", [0, 8], &json!({})), tag("a2", "person", [15, 22], &json!({}))];
    commit(&base, "base");
    run(&["checkout", "-q", "-b", "ines"]);
    commit(&[base[0].clone(), accepted[1].clone()], "accept one");
    run(&["checkout", "-q", "main"]);
    commit(&[accepted[0].clone(), base[1].clone()], "accept the other");
    run(&["merge", "-q", "-m", "both", "ines"]);
    assert_eq!(tags(here, name), ["a1 person accepted", "a2 person accepted"], "no conflict");

    run(&["checkout", "-q", "-b", "kim"]);
    commit(&[accepted[0].clone(), tag("a2", "org", [15, 22], &json!({}))], "relabel");
    run(&["checkout", "-q", "main"]);
    commit(&[accepted[0].clone(), tag("a2", "place", [15, 22], &json!({}))], "relabel too");
    let clash = git(here, &["merge", "-q", "-m", "clash", "kim"]).unwrap();
    assert_eq!(clash.status.code(), Some(1), "git is told");
    let state = git(here, &["status", "--porcelain"]).unwrap();
    assert_eq!(String::from_utf8_lossy(&state.stdout), format!("UU {name}\n"));
    let found = tags(here, name);
    assert_eq!(found.len(), 3, "both versions are there: {found:?}");
    assert!(found[1].starts_with("a2 org proposed Merge conflict: second version"), "{found:?}");
    assert!(found[2].starts_with("a3 place proposed Merge conflict: first version"), "{found:?}");
    assert!(fs::read_dir(here).unwrap().count() <= 3, "nothing is left beside");

    // Both branches begin the same file: there is no base.
    run(&["reset", "-q", "--hard"]);
    let new = |label: &str, id: &str| {
        save(here, "new.factmark.json", TEXT, &[tag(id, label, [0, 8], &json!({}))]);
        run(&["add", "-A"]);
        run(&["commit", "-q", "-m", label]);
    };
    new("person", "a1");
    run(&["checkout", "-q", "ines"]);
    new("quote", "a9");
    run(&["merge", "-q", "-s", "ort", "-X", "no-renames", "-m", "new", "main"]);
    let found = tags(here, "new.factmark.json");
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn tag_sets_need_not_be_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    save(here, "a.json", TEXT, &[tag("a1", "zebra", [0, 8], &json!({"attributes": {"x": 1}}))]);
    save(here, "b.json", TEXT, &[tag("a1", "person", [0, 8], &json!({}))]);
    fs::write(here.join("none"), "").unwrap();
    let agree = factmark(here, &["agree", "a.json", "b.json", "--json"], "");
    let data: Value = serde_json::from_str(&out(&agree)).unwrap();
    let entities = &data["layers"]["entities"];
    assert_eq!(entities["confusion"][0]["second"], "person", "{entities}");
    assert!(entities["labels"]["zebra"]["alpha"].as_f64().unwrap() <= 0.0, "{entities}");
    let merged = factmark(here, &["merge", "none", "a.json", "b.json", "-o", "m.json"], "");
    assert_eq!(merged.status.code(), Some(0), "{}", err(&merged));
    assert_eq!(tags(here, "m.json"), ["a1 person accepted", "a2 zebra accepted"]);
    let differ = factmark(here, &["diff", "a.json", "m.json"], "");
    assert_eq!(differ.status.code(), Some(1), "{}", err(&differ));
}
