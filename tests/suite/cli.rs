//! The program as a user runs it: what goes in, what comes out, how it ends.

#![expect(clippy::disallowed_methods, reason = "a test of files and pipes makes both")]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const ARTICLE: &str = "Leak found\n\nBy Ann Lee\n\n“We closed the valve,” Zoë Ruiz 🙂 said.\r\n";

#[track_caller]
pub(crate) fn factmark(folder: &Path, args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_factmark"))
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let feeder = std::thread::spawn(move || {
        // The program may stop before it has read all.
        let _closed = stdin.write_all(input.as_bytes());
    });
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    output
}

pub(crate) fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), ARTICLE).unwrap();
    folder
}

#[track_caller]
fn runs(folder: &Path, args: &[&str]) -> Output {
    let output = factmark(folder, args, "");
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", err(&output));
    output
}

#[test]
fn lines_keep_their_order_text_and_id() {
    let folder = folder();
    let text = |number: usize| {
        format!("Line {number}.\r\n“No 🙂,” she said. {}", "x".repeat(number % 7 * 300))
    };
    let line = |number: usize| {
        serde_json::json!({"id": format!("d{number}"), "text": text(number)}).to_string()
    };
    let input: String = (0..300).map(|it| line(it) + "\n").collect();
    let output = factmark(folder.path(), &["tag", "--jsonl"], &input);
    assert_eq!((output.status.code(), err(&output).as_str()), (Some(0), ""));
    let documents: Vec<Value> =
        out(&output).lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    assert_eq!(documents.len(), 300);
    for (number, document) in documents.iter().enumerate() {
        assert_eq!(document["id"], format!("d{number}"));
        assert_eq!(document["text"], text(number));
        assert_eq!(document["factmark"], 1);
    }
    let again = factmark(folder.path(), &["tag", "--jsonl"], &out(&output));
    assert_eq!(out(&again), out(&output), "tagging what is tagged changes nothing");
}

#[test]
fn a_bad_line_is_named_and_the_rest_goes_on() {
    let folder = folder();
    let input =
        "{\"id\": 1, \"text\": \"One.\"}\n{bad\n\n{\"id\": \"x\"}\n{\"id\": 2, \"text\": \"Two.\"}";
    let output = factmark(folder.path(), &["tag", "--jsonl"], input);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(out(&output).lines().count(), 2);
    let said = err(&output);
    assert!(said.starts_with("line 2: column 2:"), "{said}");
    assert!(said.contains("\nline 4: "), "{said}");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = folder();
    let mut child = Command::new(env!("CARGO_BIN_EXE_factmark"))
        .args(["tag", "--jsonl"])
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    for _ in 0..20_000 {
        if writeln!(stdin, "{{\"text\": \"Nobody reads this.\"}}").is_err() {
            break;
        }
    }
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), err(&output).as_str()), (Some(0), ""));
}

#[test]
fn an_article_is_tagged_converted_and_validated() {
    let folder = folder();
    let here = folder.path();
    let output = runs(here, &["tag", "a.txt"]);
    assert_eq!((out(&output).as_str(), err(&output).as_str()), ("", "wrote a.factmark.ron\n"));
    assert_eq!(fs::read_to_string(here.join("a.txt")).unwrap(), ARTICLE, "never touched");
    let ron = fs::read_to_string(here.join("a.factmark.ron")).unwrap();
    runs(here, &["convert", "a.factmark.ron", "--to", "json"]);
    fs::remove_file(here.join("a.factmark.ron")).unwrap();
    runs(here, &["convert", "a.factmark.json", "-o", "back.ron"]);
    assert_eq!(fs::read_to_string(here.join("back.ron")).unwrap(), ron);
    runs(here, &["validate", "back.ron", "a.factmark.json"]);
    let json: Value =
        serde_json::from_str(&fs::read_to_string(here.join("a.factmark.json")).unwrap()).unwrap();
    assert_eq!(json["text"], ARTICLE);
    assert_eq!(json["source"]["name"], "a.txt");
}

#[test]
fn work_is_not_overwritten_by_mistake() {
    let folder = folder();
    let here = folder.path();
    runs(here, &["tag", "a.txt"]);
    let again = factmark(here, &["tag", "a.txt"], "");
    assert_eq!(again.status.code(), Some(2));
    let advice = "error: a.factmark.ron exists already; choose another name, or overwrite it on \
                  purpose with --force\n";
    assert_eq!(err(&again), advice);
    runs(here, &["tag", "a.txt", "--force"]);
    runs(here, &["tag", "a.factmark.ron"]);
}

#[test]
fn what_people_decided_survives_tagging_again() {
    let folder = folder();
    let here = folder.path();
    let line = "{\"factmark\": 1, \"text\": \"Zoë said no.\", \"annotations\": [{\"id\": \"a4\", \
                \"label\": \"product\", \"spans\": [[0, 3]], \"review\": \"accepted\", \"note\": \"mine\"}]}";
    let output = factmark(here, &["tag", "--jsonl"], line);
    let document: Value = serde_json::from_str(&out(&output)).unwrap();
    let mine =
        document["annotations"].as_array().unwrap().iter().find(|it| it["id"] == "a4").unwrap();
    assert_eq!(
        (&mine["label"], &mine["note"], &mine["review"]),
        (&"product".into(), &"mine".into(), &"accepted".into())
    );
}

#[test]
fn damage_is_listed() {
    let folder = folder();
    let here = folder.path();
    let bad = "{\"factmark\": 1, \"text\": \"Zoë said no.\", \"annotations\": [\
               {\"id\": \"a1\", \"label\": \"person\", \"spans\": [[1, 4]], \"quote\": [\"Zoë\"]},\
               {\"id\": \"a1\", \"label\": \"person\", \"spans\": [[4, 99]]}]}";
    fs::write(here.join("bad.json"), bad).unwrap();
    let warn = "{\"factmark\": 1, \"text\": \"Zoë said no.\", \"annotations\": [\
                {\"id\": \"a1\", \"label\": \"person\", \"spans\": [[0, 4]]}]}";
    fs::write(here.join("warn.json"), warn).unwrap();
    let output = factmark(here, &["validate", "bad.json", "warn.json"], "");
    assert_eq!(output.status.code(), Some(1));
    let list = out(&output);
    assert!(list.contains("these words stand at 0..3"), "{list}");
    assert!(list.contains("4..99 does not fit"), "{list}");
    fs::write(here.join("text.json"), "{\"factmark\": 2, \"text\": \"x\"}").unwrap();
    let both = factmark(here, &["validate", "no.json", "text.json"], "");
    assert_eq!(both.status.code(), Some(1), "the others are looked at all the same");
    assert!(out(&both).starts_with("text.json: error: the file has format version 2"));
    assert_eq!(err(&both).matches("no.json is not there").count(), 1, "{}", err(&both));
    assert!(
        list.contains(
            "warn.json:1: warning: person a1 “Zoë ” begins or ends with white space [outer-space]"
        ),
        "{list}"
    );
    assert_eq!(runs(here, &["validate", "warn.json"]).status.code(), Some(0));
}

#[test]
fn exports_say_what_they_lose_and_come_back() {
    let folder = folder();
    let here = folder.path();
    let document = "{\"factmark\": 1, \"id\": \"=d\", \"text\": \"Zoë said “no” to @acme.\", \"annotations\": [\
        {\"id\": \"a1\", \"label\": \"person\", \"spans\": [[0, 3]], \"review\": \"accepted\", \"note\": \"=1+1\"},\
        {\"id\": \"a2\", \"label\": \"quote\", \"spans\": [[9, 13]], \"attributes\": {\"kind\": \"direct\"}},\
        {\"id\": \"a3\", \"label\": \"org\", \"spans\": [[17, 22]], \"review\": \"rejected\"}],\
        \"relations\": [{\"id\": \"x1\", \"kind\": \"same_as\", \"from\": \"a1\", \"to\": \"a3\"}]}";
    fs::write(here.join("d.json"), document).unwrap();
    let everything = ["export", "d.json", "--to", "offsets-jsonl", "--proposals", "--rejected"];
    let output = runs(here, &[&everything[..], &["--loss", "lost.jsonl"]].concat());
    let line: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(line["label"], serde_json::json!([[0, 3, "person"], [9, 13, "quote"]]));
    let said = err(&output);
    assert!(said.contains("cannot hold 1 relation: x1 “same_as from Zoë to @acme”"), "{said}");
    assert!(said.contains("cannot hold 1 tag: a3 “@acme”"), "{said}");
    let lost = fs::read_to_string(here.join("lost.jsonl")).unwrap();
    let note = r#"{"document":"d","what":"note","of":"a1","words":"Zoë"}"#;
    assert!(lost.lines().any(|it| it == note), "{lost}");
    fs::write(here.join("t.jsonl"), &output.stdout).unwrap();
    runs(here, &["import", "t.jsonl", "--from", "jsonl", "-o", "t.factmark.json"]);
    let back: Value =
        serde_json::from_str(&fs::read_to_string(here.join("t.factmark.json")).unwrap()).unwrap();
    assert_eq!(back["annotations"][1]["quote"][0], "“no”");
    let two = format!("{line}\n{line}\n");
    fs::write(here.join("two.jsonl"), two).unwrap();
    runs(here, &["import", "two.jsonl", "--from", "jsonl", "-o", "both.jsonl"]);
    assert_eq!(fs::read_to_string(here.join("both.jsonl")).unwrap().lines().count(), 2);
    let one = factmark(here, &["import", "two.jsonl", "--from", "jsonl", "-o", "b.json"], "");
    assert!(err(&one).contains("name a folder: -o b.json/"), "{}", err(&one));

    for more in [&["--reviewed-only"][..], &[]] {
        let reviewed = runs(here, &[&everything[..4], more].concat());
        let line: Value = serde_json::from_str(&out(&reviewed)).unwrap();
        assert_eq!(line["label"], serde_json::json!([[0, 3, "person"]]));
        assert!(err(&reviewed).contains("1 open proposal is left out; --proposals"));
        assert!(err(&reviewed).contains("1 rejected tag is left out; --rejected"));
    }

    let table = out(&runs(here, &["export", "d.json", "--to", "csv", "--proposals", "--rejected"]));
    assert!(table.contains("\n'=d,a1,person,0,3,Zoë,accepted,unsure,,,,'=1+1,\n"), "{table}");
    assert!(table.contains(",'@acme,rejected,"), "{table}");
    fs::write(here.join("t.csv"), &table).unwrap();
    fs::write(here.join("d.txt"), "Zoë said “no” to @acme.").unwrap();
    runs(here, &["import", "t.csv", "--from", "csv", "--text", "d.txt", "-o", "c.json"]);
    let back: Value =
        serde_json::from_str(&fs::read_to_string(here.join("c.json")).unwrap()).unwrap();
    assert_eq!(back["annotations"][0]["note"], "=1+1");
    assert_eq!(back["annotations"][1]["attributes"]["kind"], "direct");
    assert_eq!(back["annotations"][2]["review"], "rejected");
}

#[test]
fn errors_say_what_to_do() {
    let folder = folder();
    let here = folder.path();
    for (args, said) in [
        (&["tag", "no.txt"][..], "no.txt is not there; check the name"),
        (&["export", "a.txt", "--to", "brat5"], "there are ron, json, jsonl"),
        (&["tag"], "Usage:"),
        (&["convert", "a.txt"], "--to"),
    ] {
        let output = factmark(here, args, "");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(err(&output).contains(said), "{args:?}: {}", err(&output));
    }
    fs::write(here.join("empty.jsonl"), "").unwrap();
    let none = factmark(here, &["import", "empty.jsonl", "--from", "jsonl"], "");
    assert_eq!(err(&none), "error: empty.jsonl holds no documents\n");
    fs::write(here.join("b.txt"), b"\0\x01\0").unwrap();
    let said = "error: b.txt: this is a binary file, not text; only text can be opened\n";
    assert_eq!(err(&factmark(here, &["tag", "b.txt"], "")), said, "once");
    let some = factmark(here, &["tag", "no.txt", "a.txt"], "");
    assert_eq!(some.status.code(), Some(1), "the batch goes on");
    assert!(here.join("a.factmark.ron").exists());
}

#[test]
fn help_teaches() {
    let folder = folder();
    for args in [&["--help"][..], &["tag", "--help"], &["export", "--help"], &["import", "--help"]]
    {
        let help = out(&runs(folder.path(), args));
        assert!(
            help.contains("Examples:") && help.contains("factmark tag")
                || help.contains("factmark "),
            "{help}"
        );
    }
    assert!(out(&runs(folder.path(), &["formats"])).contains("offsets-jsonl"));
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_display_it_says_what_works() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factmark"));
    for display in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
        command.env_remove(display);
    }
    let output = command.stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = err(&output);
    assert!(said.contains("factmark tag FILE"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
}

#[test]
fn a_damaged_file_is_repaired_only_when_asked() {
    let folder = folder();
    runs(folder.path(), &["tag", "a.txt", "--to", "json"]);
    let path = folder.path().join("a.factmark.json");
    let sound = fs::read_to_string(&path).unwrap();
    let bad = sound.replacen("\"id\": \"a2\"", "\"id\": \"a1\"", 1);
    fs::write(&path, &bad).unwrap();
    let told = factmark(folder.path(), &["validate", "a.factmark.json"], "");
    assert_eq!(told.status.code(), Some(1));
    assert!(out(&told).contains("the id a1 is used already"), "{}", out(&told));
    assert!(err(&told).contains("validate --repair"), "{}", err(&told));
    let listed = factmark(folder.path(), &["validate", "--repair", "a.factmark.json"], "");
    assert!(out(&listed).contains("repair: "), "{}", out(&listed));
    assert!(out(&listed).contains("the later one got an id of its own"), "{}", out(&listed));
    assert!(err(&listed).contains("nothing was written"), "{}", err(&listed));
    assert_eq!(fs::read_to_string(&path).unwrap(), bad, "it was not asked for");
    let args = ["validate", "--repair", "a.factmark.json", "-o", "b.factmark.json"];
    runs(folder.path(), &args);
    assert_eq!(fs::read_to_string(&path).unwrap(), bad, "the bad file stays");
    runs(folder.path(), &["validate", "b.factmark.json"]);
    let error = factmark(folder.path(), &["validate", "a.factmark.json", "-o", "c.json"], "");
    assert!(err(&error).contains("add --repair"), "{}", err(&error));
}

/// Two sentences with their words, names and one label that is called otherwise here.
const GOLD: &str = r#"{"id": "1", "text": "Zoe Ruiz met Maria Lopez in Madrid. She left.",
 "spans": [{"id": "a", "start": 0, "end": 8, "label": "PERSON"}, {"id": "b", "start": 13, "end": 24, "label": "PERSON"}, {"id": "c", "start": 28, "end": 34, "label": "NORP"}],
 "sents": [[0, 35], [36, 45]], "tokens": [[36, 39, "PRON", "PRP", "she"], [40, 44, "VERB", "VBD", "leave"], [44, 45, "PUNCT", ".", "."]]}"#;

#[test]
fn answers_are_compared_and_mistakes_listed() {
    let folder = folder();
    let here = folder.path();
    fs::write(here.join("gold.jsonl"), GOLD.replace('\n', "")).unwrap();
    let said = out(&runs(here, &["eval", "gold.jsonl", "--list", "9"]));
    let row = |name: &str| said.lines().find(|it| it.starts_with(name)).unwrap_or_default();
    let cells = |name| row(name).split_whitespace().collect::<Vec<_>>();
    assert_eq!(cells("person"), ["person", "1.000", "1.000", "1.000", "2", "2", "2"], "{said}");
    assert!(cells("sentences").ends_with(&["2", "2", "2"]), "{said}");
    assert!(cells("parts of speech").ends_with(&["3", "3", "3"]), "{said}");
    let json = out(&runs(here, &["eval", "gold.jsonl", "--json"]));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["found"]["person"]["right"], 2, "{json}");
    assert!(json["reliability"]["person"]["tiers"][0]["kept"].as_bool().unwrap(), "{json}");
    assert!(
        said.contains(
            "gold group, found nothing\tZoe Ruiz met Maria Lopez in [Madrid] . She left."
        ),
        "{said}"
    );
    let timed = out(&runs(here, &["eval", "--time", "gold.jsonl"]));
    assert!(timed.contains("\nall passes, MB/s"), "{timed}");
    fs::write(here.join("bare.jsonl"), "{\"id\": \"1\", \"text\": \"x\"}").unwrap();
    let none = factmark(here, &["eval", "bare.jsonl"], "");
    assert!(err(&none).contains("no answers that can be compared"), "{}", err(&none));
}

#[test]
fn what_people_accepted_is_right() {
    let folder = folder();
    let here = folder.path();
    fs::write(here.join("a.txt"), "Zoe Ruiz met Maria Lopez. Zoe Ruiz left.\n").unwrap();
    runs(here, &["tag", "a.txt", "--to", "json", "-o", "a.factmark.json"]);
    let path = here.join("a.factmark.json");
    let tagged = fs::read_to_string(&path).unwrap();
    let undecided = factmark(here, &["eval", "a.factmark.json"], "");
    assert!(err(&undecided).contains("undecided"), "{}", err(&undecided));
    assert!(err(&undecided).contains("no answers that can be compared"), "{}", err(&undecided));
    fs::write(&path, tagged.replace("\"proposed\"", "\"accepted\"")).unwrap();
    let compared = runs(here, &["eval", "a.factmark.json", "--json"]);
    assert!(!err(&compared).contains("undecided"), "{}", err(&compared));
    let json: serde_json::Value = serde_json::from_str(&out(&compared)).unwrap();
    assert_eq!(json["found"]["person"]["right"], 3, "{json}");
    assert_eq!(json["records"]["ceaf"]["f1"], 1.0, "{json}");
    let lines = out(&runs(here, &["convert", "a.factmark.json", "--to", "jsonl", "-o", "-"]));
    fs::write(here.join("own.jsonl"), lines).unwrap();
    let again = out(&runs(here, &["eval", "own.jsonl", "--json"]));
    assert_eq!(serde_json::from_str::<serde_json::Value>(&again).unwrap(), json);
}

#[test]
fn every_run_on_any_number_of_threads_writes_the_same_bytes() {
    let texts = [
        ARTICLE,
        "",
        "\u{feff}\u{0}🙂 \u{202e}الرئيس قال: «لا» 習近平說：「好」。",
        "“‘«\"’”» “ \"\"\" said Zoe Ruiz. She “did” not say 'so'.",
        "MAYOR RUIZ RESIGNS\n\nThe mayor, Zoe Ruiz, said on May 5 that taxes fell by 9 percent.",
    ];
    let line = |at: usize| {
        let text = texts[at % texts.len()].repeat(1 + at % 3);
        serde_json::json!({"id": at.to_string(), "text": text}).to_string() + "\n"
    };
    let input: String = (0..40).map(line).collect();
    let folder = folder();
    let tagged = |threads| {
        let done = factmark(folder.path(), &["tag", "--jsonl", "--threads", threads], &input);
        assert_eq!(done.status.code(), Some(0), "{}", err(&done));
        done.stdout
    };
    let one = tagged("1");
    assert_eq!(one.split(|it| *it == b'\n').count(), 41, "a line each, and an end");
    for threads in ["1", "2", "4", "7"] {
        assert!(tagged(threads) == one, "{threads} threads");
    }
}

#[test]
fn tiers_are_counted_on_texts_kept_back() {
    let folder = folder();
    let here = folder.path();
    let line = |at: usize| {
        // Every fourth text, which is kept back, calls its people places.
        let label = if at % 4 == 3 { "PLACE" } else { "PERSON" };
        serde_json::json!({"id": at.to_string(), "text": "Zoe Ruiz met Maria Lopez.", "spans": [
            {"id": "a", "start": 0, "end": 8, "label": label},
            {"id": "b", "start": 13, "end": 24, "label": label},
        ]})
        .to_string()
            + "\n"
    };
    fs::write(here.join("gold.jsonl"), (0..200).map(line).collect::<String>()).unwrap();
    runs(here, &["train", "tiers", "gold.jsonl", "-o", "own.tsv"]);
    let written = fs::read_to_string(here.join("own.tsv")).unwrap();
    let rows: Vec<_> = written.lines().filter(|it| it.starts_with("person\t")).collect();
    assert!(!rows.is_empty() && rows.iter().all(|it| it.ends_with(":0")), "{written}");
    runs(here, &["train", "tiers", "gold.jsonl", "--without", "place,org", "-o", "some.tsv"]);
    assert_eq!(fs::read_to_string(here.join("some.tsv")).unwrap(), written, "no place is found");
    let bare = ["train", "tiers", "gold.jsonl", "--without", "place,person", "-o", "none.tsv"];
    assert!(err(&factmark(here, &bare, "")).contains("none of the texts has what tiers"));
    let args = ["eval", "gold.jsonl", "--part", "tiers", "--weights", "own.tsv", "--json"];
    let told: Value = serde_json::from_str(&out(&runs(here, &args))).unwrap();
    let tiers = &told["reliability"]["person"]["tiers"];
    assert_eq!(tiers.as_array().unwrap().len(), 1, "{told}");
    assert_eq!(tiers[0]["tier"], "unsure", "{told}");
    let args = ["eval", "gold.jsonl", "--part", "tiers", "--weights", "gold.jsonl"];
    assert!(err(&factmark(here, &args, "")).contains("no file of tiers: line 1"));
}

#[test]
fn weights_are_trained_from_answers() {
    let folder = folder();
    let here = folder.path();
    fs::write(here.join("gold.jsonl"), GOLD.replace('\n', "")).unwrap();
    runs(here, &["train", "pos", "gold.jsonl", "-o", "own.fmk"]);
    let again = factmark(here, &["train", "pos", "gold.jsonl", "-o", "own.fmk"], "");
    assert!(err(&again).contains("exists already"), "{}", err(&again));
    let args = ["eval", "gold.jsonl", "--part", "pos", "--weights", "own.fmk"];
    let said = out(&runs(here, &args));
    let row = said.lines().find(|it| it.starts_with("parts of speech")).unwrap_or_default();
    assert!(row.contains(" 1.000 "), "{said}");
    let args = ["eval", "gold.jsonl", "--part", "pos", "--weights", "gold.jsonl"];
    assert!(err(&factmark(here, &args, "")).contains("no file of trained weights"));
    fs::write(here.join("bare.jsonl"), "{\"id\": \"1\", \"text\": \"x\"}").unwrap();
    let none = factmark(here, &["train", "pos", "bare.jsonl", "-o", "b.fmk"], "");
    assert!(err(&none).contains("none of the texts has what pos is trained on"));
}

/// Many small articles, tagged one by one, in `tagged`.
fn tagged(folder: &Path, count: usize) -> Vec<String> {
    let names: Vec<String> = (0..count).map(|it| format!("n{it:03}")).collect();
    for (number, name) in names.iter().enumerate() {
        let text = format!("Leak {number}\n\n“We closed valve {number},” Zoë Ruiz 🙂 said.\n");
        fs::write(folder.join(format!("{name}.txt")), text).unwrap();
    }
    let articles: Vec<String> = names.iter().map(|it| format!("{it}.txt")).collect();
    let articles: Vec<&str> = articles.iter().map(String::as_str).collect();
    runs(folder, &[&["tag", "--to", "json", "-o", "tagged/"], articles.as_slice()].concat());
    names.iter().map(|it| format!("tagged/{it}.factmark.json")).collect()
}

#[test]
fn many_files_come_out_as_each_alone_and_in_their_order() {
    let folder = folder();
    let here = folder.path();
    let tagged = tagged(here, 30);
    for number in [0, 7, 29] {
        let alone = runs(here, &["tag", &format!("n{number:03}.txt"), "--to", "json", "-o", "-"]);
        assert_eq!(out(&alone), fs::read_to_string(here.join(&tagged[number])).unwrap());
    }
    let files: Vec<&str> = tagged.iter().map(String::as_str).collect();
    for (form, head) in [("csv", 1), ("offsets-jsonl", 0), ("jsonl", 0)] {
        let all = runs(here, &[&["export", "--to", form, "-o", "all.out"], &files[..]].concat());
        assert!(err(&all).contains("wrote all.out"), "{}", err(&all));
        let mut expected = String::new();
        for (number, file) in files.iter().enumerate() {
            let one = out(&runs(here, &["export", "--to", form, file]));
            let skipped = if number == 0 { 0 } else { head };
            expected.extend(one.split_inclusive('\n').skip(skipped));
        }
        assert_eq!(fs::read_to_string(here.join("all.out")).unwrap(), expected, "{form}");
        fs::remove_file(here.join("all.out")).unwrap();
    }
    // One that cannot be read is told, and costs the others nothing.
    let some = factmark(here, &["export", "--to", "jsonl", files[0], "no.json", files[1]], "");
    assert_eq!((some.status.code(), out(&some).lines().count()), (Some(1), 2));
    assert!(err(&some).contains("no.json is not there"), "{}", err(&some));
    let none =
        factmark(here, &["export", "--to", "jsonl", "-o", "x.out", "no.json", "nor.json"], "");
    assert_eq!(none.status.code(), Some(2));
    assert!(!here.join("x.out").exists());
}

#[cfg(unix)]
#[test]
fn an_export_that_is_interrupted_leaves_no_half_file() {
    let folder = folder();
    let here = folder.path();
    let tagged = tagged(here, 20);
    let files: Vec<&str> = tagged.iter().map(String::as_str).collect();
    fs::write(here.join("all.out"), "of yesterday").unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_factmark"))
        .args(["export", "--to", "jsonl", "--force", "-o", "all.out"])
        // Far more than it can write before the interrupt comes.
        .args(files.repeat(300))
        .current_dir(here)
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let parts = || {
        let names = fs::read_dir(here).unwrap().map(|it| it.unwrap().file_name());
        names.filter(|it| it.to_string_lossy().ends_with(".part")).count()
    };
    while parts() == 0 && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    // Ctrl-C ends it the same way.
    let interrupt = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
    assert!(interrupt.unwrap().success());
    assert!(!child.wait().unwrap().success(), "it was too fast for this test");
    assert_eq!(fs::read_to_string(here.join("all.out")).unwrap(), "of yesterday");
    assert_eq!(parts(), 0, "what was begun is gone");
}

#[cfg(unix)]
#[test]
fn tagging_that_is_interrupted_leaves_whole_files() {
    let folder = folder();
    let here = folder.path();
    let articles: Vec<String> = (0..400).map(|it| format!("n{it:03}.txt")).collect();
    for article in &articles {
        fs::write(here.join(article), ARTICLE.repeat(4)).unwrap();
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_factmark"))
        .args(["tag", "-o", "tagged/"])
        .args(&articles)
        .current_dir(here)
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let saved = || -> Vec<String> {
        let files = fs::read_dir(here.join("tagged")).into_iter().flatten();
        let names = files.map(|it| it.unwrap().file_name().into_string().unwrap());
        names.filter(|it| it.ends_with(".factmark.ron")).collect()
    };
    while saved().len() < 3 && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    let interrupt = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
    assert!(interrupt.unwrap().success());
    assert!(!child.wait().unwrap().success(), "it was too fast for this test");
    let saved = saved();
    assert!((3..400).contains(&saved.len()), "{}", saved.len());
    let paths: Vec<String> = saved.iter().map(|it| format!("tagged/{it}")).collect();
    let args: Vec<&str> =
        ["validate"].into_iter().chain(paths.iter().map(String::as_str)).collect();
    runs(here, &args);
}
