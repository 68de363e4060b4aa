//! Data sets on the command line: what goes in, where it goes, what is said of it.

#![expect(clippy::disallowed_methods, reason = "a test of files makes and reads them")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use factmark::files::NewFolder;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::cli::{err, factmark, out};
use crate::versions::tag;

fn text(number: usize) -> String {
    let words: Vec<String> = (0..40).map(|it| format!("word{}", number * 50 + it)).collect();
    format!("Ann Lee 🙂 said: {}.", words.join(" "))
}

fn document(number: usize, tags: &[Value]) -> Value {
    json!({"factmark": 1, "id": format!("d{number}"), "text": text(number), "annotations": tags,
        "zones": [{"kind": "body", "lang": if number.is_multiple_of(2) { "en" } else { "de" },
            "span": [0, text(number).chars().count()], "review": "accepted", "tier": "sure",
            "origin": {"person": "Kim"}}]})
}

fn person(by: &str, at: &str) -> Value {
    tag("a1", "person", [0, 7], &json!({"signed": {"by": by, "at": at}, "origin": {"person": by}}))
}

/// A folder with documents of the numbers, one a file or in lines.
fn archive(here: &Path, name: &str, numbers: impl IntoIterator<Item = usize>, lines: bool) {
    let all: Vec<_> = numbers
        .into_iter()
        .map(|it| (it, document(it, &[person("Kim", "2026-11-02T10:00:00Z")]).to_string()))
        .collect();
    if lines {
        let lines: String = all.into_iter().map(|it| it.1 + "\n").collect();
        return fs::write(here.join(name), lines).unwrap();
    }
    fs::create_dir_all(here.join(name)).unwrap();
    for (number, document) in all {
        fs::write(here.join(name).join(format!("{number}.factmark.json")), document).unwrap();
    }
}

/// Which documents are in which part.
fn parts(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for part in ["train", "dev", "test", "all"] {
        let lines = fs::read_to_string(folder.join(format!("{part}.jsonl"))).unwrap_or_default();
        for line in lines.lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            found.insert(line["id"].as_str().unwrap().to_owned(), part.to_owned());
        }
    }
    found
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

#[track_caller]
fn check_sums(folder: &Path) {
    let sums = fs::read_to_string(folder.join("SHA256SUMS")).unwrap();
    let mut named: Vec<PathBuf> = Vec::new();
    for line in sums.lines() {
        let (sum, name) = line.split_once("  ").unwrap();
        let content = fs::read(folder.join(name)).unwrap();
        let hex =
            Sha256::digest(content).iter().fold(String::new(), |all, it| format!("{all}{it:02x}"));
        assert_eq!(sum, hex, "{name}");
        named.push(folder.join(name));
    }
    named.push(folder.join("SHA256SUMS"));
    named.sort();
    assert_eq!(named, files(folder), "every file has its checksum");
}

#[test]
fn documents_stay_in_their_parts_whatever_comes_with_them() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    archive(here, "some", 0..40, false);
    archive(here, "more.jsonl", 30..90, true);
    let make = |args: &[&str], out: &str| {
        let rest = ["--to", "offsets-jsonl", "-o", out, "--split", "60/20/20"];
        let done = factmark(here, &[&["dataset"], args, &rest].concat(), "");
        assert_eq!(done.status.code(), Some(0), "{}", err(&done));
        parts(&here.join(out))
    };
    let some = make(&["some"], "one");
    assert_eq!(some.len(), 40);
    assert!(["train", "dev", "test"].iter().all(|it| some.values().any(|part| part == it)));
    let both = make(&["more.jsonl", "some"], "two");
    assert_eq!(both.len(), 90, "each text once");
    assert!(some.iter().all(|(id, part)| both[id] == *part));
    let other = make(&["some", "--seed", "7"], "three");
    assert_ne!(some, other);
    let even = make(&["some", "more.jsonl", "--stratify", "lang"], "four");
    for odd in [0, 1] {
        let group: Vec<_> = even
            .iter()
            .filter(|it| it.0.ends_with(|c: char| c.to_digit(10).unwrap() % 2 == odd))
            .collect();
        let of = |part: &str| group.iter().filter(|it| it.1 == part).count();
        assert_eq!([of("train"), of("dev"), of("test")], [27, 9, 9]);
    }
    check_sums(&here.join("one"));
    assert_eq!(fs::read(here.join("one/train.jsonl")).unwrap(), {
        make(&["some"], "again");
        fs::read(here.join("again/train.jsonl")).unwrap()
    });
    let card = fs::read_to_string(here.join("two/README.md")).unwrap();
    assert!(card.contains("| documents | "), "{card}");
    assert!(card.contains("10 documents with the text of an earlier one were left out"), "{card}");
    assert!(card.contains(
        "factmark dataset more.jsonl some --to offsets-jsonl -o two --split 60/20/20 --seed 1"
    ));
    assert!(card.contains("- `person` (Person): A person's full name"), "{card}");
    assert!(card.contains("\nA full name without title, possessive or article"), "{card}");
    assert!(card.contains("license: # fill in"), "{card}");
}

#[test]
fn only_what_is_asked_for_goes_out() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let open = json!({"review": "proposed", "signed": null});
    let org =
        tag("a2", "org", [0, 3], &json!({"signed": {"by": "Ines", "at": "2026-11-20T10:00:00Z"}}));
    let lines = [
        document(0, &[person("Kim", "2026-11-02T10:00:00Z"), org]),
        document(1, &[tag("a1", "person", [0, 7], &open)]),
        document(2, &[person("Ines", "2026-11-20T10:00:00Z")]),
    ];
    let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
    fs::write(here.join("all.jsonl"), lines.join("\n") + "\n{bad\n").unwrap();
    let make = |args: &[&str]| {
        let rest = ["all.jsonl", "--to", "offsets-jsonl", "-o", "out"];
        let done = factmark(here, &[&["dataset"], args, &rest].concat(), "");
        assert_eq!(done.status.code(), Some(1), "a line is bad: {}", err(&done));
        assert!(err(&done).contains("all.jsonl:4: "), "{}", err(&done));
        let lines = fs::read_to_string(here.join("out/all.jsonl")).unwrap();
        fs::remove_dir_all(here.join("out")).unwrap();
        let shown = |line: &str| {
            let line: Value = serde_json::from_str(line).unwrap();
            let labels = line["label"]
                .as_array()
                .unwrap()
                .iter()
                .map(|it| it[2].as_str().unwrap().to_owned());
            format!("{} {}", line["id"].as_str().unwrap(), labels.collect::<Vec<_>>().join(" "))
        };
        lines.lines().map(shown).collect::<Vec<_>>()
    };
    assert_eq!(make(&[]), ["d0 person org", "d2 person"]);
    assert_eq!(make(&["--proposals"]), ["d0 person org", "d1 person", "d2 person"]);
    assert_eq!(make(&["--untagged"]), ["d0 person org", "d1 ", "d2 person"]);
    assert_eq!(make(&["--label", "org"]), ["d0 org", "d2 "], "both were looked at");
    assert_eq!(make(&["--editor", "Kim"]), ["d0 person"]);
    assert_eq!(make(&["--since", "2026-11-20"]), ["d0 org", "d2 person"]);
    assert_eq!(make(&["--until", "2026-11-20T10:00:00Z"]), ["d0 person"]);
    let say = |args: [&str; 2]| {
        let rest = ["dataset", "all.jsonl", "--to", "offsets-jsonl", "-o", "out"];
        err(&factmark(here, &[&rest[..], &args].concat(), ""))
    };
    assert!(say(["--split", "x"]).contains("are no shares"));
    assert!(say(["--since", "soon"]).contains("is no day or moment"));
    assert!(
        say(["--label", "nothing"]).contains("no tag that was chosen has the label \"nothing\"")
    );
}

#[test]
fn no_name_of_an_editor_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let note = json!({"signed": {"by": "Dorothea", "at": "2026-11-02T10:00:00Z"},
        "origin": {"person": "Dorothea"}, "note": "Dorothea’s idea, see Wilhelmina"});
    let mut first = document(0, &[tag("a1", "person", [0, 7], &note)]);
    first["status"] = json!("done");
    first["signed"] = json!({"by": "Wilhelmina"});
    first["annotator"] = json!("Wilhelmina");
    fs::write(here.join("a.json"), first.to_string()).unwrap();
    let args =
        ["dataset", "a.json", "--to", "jsonl", "-o", "out", "--anonymise", "--editor", "Dorothea"];
    let done = factmark(here, &args, "");
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    let mut all = String::new();
    for path in files(&here.join("out")) {
        let content = fs::read_to_string(&path).unwrap();
        all.push_str(&content);
        for name in ["Dorothea", "Wilhelmina"] {
            assert!(!content.contains(name), "{}: {content}", path.display());
        }
    }
    assert!(all.contains("\"editor-1\"") && all.contains("\"editor-2\""), "{all}");
}

#[test]
fn versions_of_two_editors_are_compared_and_near_copies_named() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    archive(here, "kim", 0..3, false);
    fs::create_dir(here.join("lou")).unwrap();
    for number in 0..2 {
        let tags = [person("Lou", "2026-11-03T10:00:00Z")];
        let document = document(number, if number == 0 { &tags } else { &[] });
        fs::write(here.join(format!("lou/{number}.json")), document.to_string()).unwrap();
    }
    let mut near = document(2, &[person("Lou", "2026-11-03T10:00:00Z")]);
    near["text"] = json!(text(2).replace("word139", "other"));
    near["zones"] = json!([]);
    fs::write(here.join("lou/near.json"), near.to_string()).unwrap();
    let done = factmark(here, &["dataset", "kim", "lou", "--to", "ron", "-o", "out"], "");
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    let card = fs::read_to_string(here.join("out/README.md")).unwrap();
    assert!(card.contains("Of 1 texts there are versions of two editors"), "{card}");
    assert!(card.contains("| `person` | 1 / 1 | 1.000 | 1.000 | 1.000 | 1.000 |"), "{card}");
    assert!(card.contains("1 pairs of texts are nearly the same"), "{card}");
    assert!(err(&done).contains("near.json: about "), "{}", err(&done));
    check_sums(&here.join("out"));
    let names: Vec<_> = files(&here.join("out/all"));
    assert_eq!(names.len(), 4, "a file for each document: {names:?}");
}

#[test]
fn a_data_set_is_there_as_a_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    archive(here, "some", 0..3, false);
    let nothing = factmark(
        here,
        &["dataset", "some", "--to", "jsonl", "-o", "out", "--editor", "Nobody"],
        "",
    );
    assert_eq!(nothing.status.code(), Some(2), "{}", out(&nothing));
    assert!(err(&nothing).contains("there is no data set"), "{}", err(&nothing));
    let names =
        || fs::read_dir(here).unwrap().map(|it| it.unwrap().file_name()).collect::<Vec<_>>();
    assert_eq!(names(), ["some"], "nothing is left");
    fs::create_dir(here.join("out")).unwrap();
    fs::write(here.join("out/mine.txt"), "").unwrap();
    let taken = factmark(here, &["dataset", "some", "--to", "jsonl", "-o", "out"], "");
    assert_eq!(taken.status.code(), Some(2));
    assert!(err(&taken).contains("out exists already"), "{}", err(&taken));
    assert!(NewFolder::begin(&here.join("out")).is_err());
}

/// Asks a command to stop as Ctrl-C does, once `begun` says that it is at work.
#[cfg(unix)]
fn interrupted(args: &[&str], here: &Path, begun: impl Fn() -> bool) -> std::process::Output {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_factmark"));
    let command = command.args(args).current_dir(here);
    let pipe = std::process::Stdio::piped;
    let mut child = command.stdout(pipe()).stderr(pipe()).spawn().unwrap();
    while !begun() {
        assert_eq!(child.try_wait().unwrap(), None, "it was done before it could be stopped");
        std::thread::yield_now();
    }
    let id = child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    child.wait_with_output().unwrap()
}

#[cfg(unix)]
#[test]
fn a_command_that_is_stopped_leaves_nothing_half_done() {
    let here = tempfile::tempdir().unwrap();
    let here = here.path();
    archive(here, "many", 0..1500, false);
    let left = || fs::read_dir(here).unwrap().map(|it| it.unwrap().file_name()).collect::<Vec<_>>();
    let args = ["dataset", "many", "--to", "brat", "-o", "set"];
    let run = interrupted(&args, here, || left().len() > 1);
    assert_eq!(run.status.code(), Some(130), "{}", err(&run));
    assert!(err(&run).contains("stopped"), "{}", err(&run));
    assert_eq!(left(), ["many"]);
    let files: Vec<String> = (0..1500).map(|it| format!("many/{it}.factmark.json")).collect();
    let mut args = vec!["export", "--to", "csv", "-o", "out/"];
    args.extend(files.iter().map(String::as_str));
    let count = || fs::read_dir(here.join("out")).map_or(0, Iterator::count);
    let run = interrupted(&args, here, || count() > 2);
    assert_eq!(run.status.code(), Some(130), "{}", err(&run));
    let mark = fs::read_to_string(here.join("out/UNFINISHED")).unwrap();
    assert!(mark.contains(&format!("{} documents of 1500", count() - 1)), "{mark}");
    for entry in fs::read_dir(here.join("out")).unwrap() {
        let path = entry.unwrap().path();
        assert!(!fs::read(&path).unwrap().is_empty() && !path.ends_with(".part"), "{path:?}");
    }
    let args = ["export", &files[0], "--to", "csv", "-o", "out/", "--force"];
    let whole = factmark(here, &args, "");
    assert!(whole.status.success(), "{}", err(&whole));
    assert!(!here.join("out/UNFINISHED").exists());
}
