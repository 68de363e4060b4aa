//! Bad documents: what is wrong with each is said, a repair says what it did, and nothing panics.
//!
//! One table. Each row changes a sound document and is read as JSON and as RON, which takes JSON's
//! objects for its maps.

#![expect(clippy::string_slice, reason = "a test that cuts wrongly fails")]

use factmark::formats::native::{self, Form};
use factmark::formats::{Read, ReadError, tagset};

use crate::steps::assert_whole;

const SOUND: &str = r#"{
  "factmark": 1,
  "id": "council",
  "text": "Mayor Zoë Ruiz 🙂 said: “Rents fell 12% in 2024.” She thanked Acme.\n",
  "zones": [{"kind": "headline", "span": [0, 22]}, {"kind": "body", "lang": "en", "span": [23, 67]}],
  "annotations": [
    {"id": "a1", "label": "person", "spans": [[6, 14]], "quote": ["Zoë Ruiz"], "record": "r1", "tier": "sure", "confidence": 930},
    {"id": "a2", "label": "quote", "spans": [[23, 48]], "quote": ["“Rents fell 12% in 2024.”"], "attributes": {"kind": "direct"}},
    {"id": "a3", "label": "source", "spans": [[0, 14]]},
    {"id": "a4", "label": "quote", "spans": [[24, 29]]}
  ],
  "relations": [
    {"id": "x1", "kind": "said_by", "from": "a2", "to": "a3"},
    {"id": "x2", "kind": "nested_in", "from": "a4", "to": "a2"}
  ],
  "records": [{"id": "r1", "label": "person", "name": "Zoë Ruiz"}]
}"#;

/// What is to be said of a bad document.
enum Told {
    /// It is refused, with these words, and a repair says these.
    Damaged(&'static str, &'static str),
    /// Nothing can be repaired: refused with these words by every reader.
    Refused(&'static str),
    /// It loads, and a problem has these words.
    Loads(&'static str),
}

use Told::{Damaged, Loads, Refused};

const BAD: &[(&str, &str, Told)] = &[
    // Cut off, or not even a document.
    (
        "\"records\": [{\"id\": \"r1\", \"label\": \"person\", \"name\": \"Zoë Ruiz\"}]\n}",
        "",
        Refused("line "),
    ),
    ("  \"annotations\": [", "  \"annotations\": ", Refused("line ")),
    ("\"council\",", "\"council\"", Refused("line 4, column ")),
    ("\"factmark\": 1,", "", Refused("\"factmark\" is missing")),
    ("\"factmark\": 1", "\"factmark\": \"one\"", Refused("line 2, column ")),
    ("\"text\": \"Mayor", "\"words\": \"Mayor", Refused("missing field `text`")),
    ("[[6, 14]]", "[[-6, 14]]", Refused("line 7, column ")),
    ("[[6, 14]]", "[[6.5, 14]]", Refused("line 7, column ")),
    ("[[6, 14]]", "[[6, 14, 15]]", Refused("line 7, column ")),
    ("\"r1\", \"label\": \"person\"", "\"r1\", \"label\": 5", Refused("line 16, column ")),
    ("[[6, 14]]", "6", Refused("line 7, column ")),
    // A newer version, whatever else it has.
    ("\"factmark\": 1", "\"factmark\": 2", Refused("format version 2")),
    ("\"factmark\": 1", "\"factmark\": 9, \"text\": 3", Refused("")),
    (
        "\"council\"",
        "\"council\", \"offsets\": \"utf16\"",
        Refused("offsets are counted in \"utf16\""),
    ),
    // Keys that are there twice.
    ("\"id\": \"council\"", "\"id\": \"council\", \"id\": \"b\"", Refused("\"id\" is there twice")),
    ("\"id\": \"council\"", "\"x\": 1, \"x\": 2", Refused("\"x\" is there twice")),
    (
        "{\"kind\": \"direct\"}",
        "{\"kind\": \"direct\", \"kind\": \"mixed\"}",
        Refused("line 8, column "),
    ),
    // Wrong places.
    (
        "[[6, 14]]",
        "[[7, 15]]",
        Damaged("these words stand at 6..14", "moved to where its words stand, from 6"),
    ),
    (
        "[[6, 14]]",
        "[[600, 614]]",
        Damaged("600..614 does not fit this text", "moved to where its words stand"),
    ),
    (
        "[[6, 14]]",
        "[[14, 6]]",
        Damaged("14..6 holds no character", "moved to where its words stand"),
    ),
    ("[[6, 14]]", "[]", Damaged("0 spans but 1 quotes", "the tag was left out")),
    ("[[24, 29]]", "[]", Damaged("are none", "the tag was left out")),
    ("[[24, 29]]", "[[24, 29], [26, 31]]", Damaged("overlap", "pieces that overlap were made one")),
    ("[[24, 29]]", "[[24, 24]]", Damaged("24..24 holds no character", "the tag was left out")),
    ("[[24, 29]]", "[[24, 2900]]", Damaged("does not fit", "the tag was left out")),
    ("[\"Zoë Ruiz\"]", "[\"Ann Lee\"]", Damaged("nowhere in the text", "the tag was left out")),
    ("[\"Zoë Ruiz\"]", "[]", Damaged("1 spans but 0 quotes", "the tag was left out")),
    ("[23, 67]", "[23, 680]", Damaged("zone 2 (body): 23..680 does not fit", "left out")),
    ("[23, 67]", "[20, 67]", Damaged("two zones hold", "a zone (body) overlaps the one before")),
    (
        "\"id\": \"council\"",
        "\"text_sha256\": \"00\"",
        Damaged("text_sha256 differs", "look at each tag"),
    ),
    // Ids.
    (
        "\"id\": \"a2\"",
        "\"id\": \"a1\"",
        Damaged("the id a1 is used already", "the later one got an id of its own"),
    ),
    (
        "\"id\": \"x2\"",
        "\"id\": \"x1\"",
        Damaged("the id x1 is used already", "the later one got an id of its own"),
    ),
    (
        "\"id\": \"a4\"",
        "\"id\": \"q4\"",
        Damaged("\"q4\" is no id here", "it got an id of its own"),
    ),
    ("\"id\": \"a4\"", "\"id\": \"\"", Damaged("is no id here", "it got an id of its own")),
    (
        "\"id\": \"a4\"",
        "\"id\": \"a4294967295\"",
        Damaged("as far as ids go", "it got an id of its own"),
    ),
    (
        "\"id\": \"a4\"",
        "\"id\": \"a99999999999999999999\"",
        Damaged("is no id here", "it got an id of its own"),
    ),
    (
        "\"id\": \"council\"",
        "\"next\": {\"annotation\": 4294967295, \"relation\": 1, \"record\": 1}",
        Damaged("next: a number is over", "counted from the ids"),
    ),
    (
        "\"id\": \"council\"",
        "\"id\": [1]",
        Damaged("neither a text nor a number", "it has none now"),
    ),
    // What leads nowhere.
    ("\"to\": \"a3\"", "\"to\": \"a7\"", Damaged("there is no tag a7", "it was left out")),
    ("\"to\": \"a3\"", "\"to\": \"x1\"", Damaged("\"x1\" is no id here", "it was left out")),
    (
        "\"record\": \"r1\"",
        "\"record\": \"r9\"",
        Damaged("there is no record r9", "it stands for no record now"),
    ),
    (
        "\"record\": \"r1\"",
        "\"record\": \"Zoë\"",
        Damaged("\"Zoë\" is no id here", "it stands for no record now"),
    ),
    // Words and numbers.
    (
        "\"tier\": \"sure\"",
        "\"tier\": \"certain\"",
        Damaged("use sure, likely or unsure", "it is unsure now"),
    ),
    (
        "\"tier\": \"sure\"",
        "\"review\": \"maybe\"",
        Damaged("use proposed, accepted or rejected", "it is proposed now"),
    ),
    (
        "\"confidence\": 930",
        "\"confidence\": 1930",
        Damaged("confidence 1930 is over 1000", "it is 1000 now"),
    ),
    (
        "\"confidence\": 930",
        "\"confidence\": 93000000000",
        Damaged("is over 1000", "it is 1000 now"),
    ),
    ("\"id\": \"council\"", "\"status\": \"done\"", Damaged("nobody signed", "it is open now")),
    (
        "\"id\": \"council\"",
        "\"status\": \"finished\"",
        Damaged("use open or done", "it is open now"),
    ),
    (
        "\"tier\": \"sure\"",
        "\"signed\": {\"by\": \"Kim\", \"at\": \"noon\"}",
        Damaged("\"noon\" is no time", "the time was left out"),
    ),
    (
        "\"tier\": \"sure\"",
        "\"origin\": {\"person\": \"Kim\", \"import\": \"x\"}",
        Damaged("more than one", "the first of these was taken"),
    ),
    (
        "\"tier\": \"sure\"",
        "\"origin\": {\"rule\": \"x\"}",
        Damaged("no tagger", "the rule was left out"),
    ),
    (
        "\"id\": \"council\"",
        "\"n\": 9223372036854775808",
        Damaged("does not fit into 64 bits", "this value was left out"),
    ),
    // What loads, and is to be looked at.
    ("\"label\": \"quote\"", "\"label\": \"rumour\"", Loads("no label \"rumour\"")),
    ("\"direct\"", "\"sideways\"", Loads("\"sideways\" is no value of kind")),
    ("\"said_by\"", "\"shouted_by\"", Loads("no relation \"shouted_by\"")),
    ("\"headline\"", "\"balloon\"", Loads("does not know \"balloon\"")),
    ("[0, 22]", "[0, 20]", Loads("no zone holds")),
    (
        "\"id\": \"council\"",
        "\"signed\": {\"by\": \"Kim\"}",
        Loads("Kim signed the document, but its status is open"),
    ),
    (
        "\"from\": \"a4\", \"to\": \"a2\"",
        "\"from\": \"a4\", \"to\": \"a4\"",
        Loads("is inside itself"),
    ),
    (
        "\"said_by\", \"from\": \"a2\", \"to\": \"a3\"",
        "\"nested_in\", \"from\": \"a2\", \"to\": \"a4\"",
        Loads("is inside itself"),
    ),
    ("\"name\": \"Zoë Ruiz\"", "\"name\": \" \"", Loads("has no name")),
    (
        "\"name\": \"Zoë Ruiz\"",
        "\"name\": \"Zoë Ruiz\", \"link\": \"http://example.org\"",
        Loads("leads nowhere"),
    ),
    (
        "\"name\": \"Zoë Ruiz\"",
        "\"name\": \"Zoë Ruiz\", \"link\": \"wikidata:12\"",
        Loads("leads nowhere"),
    ),
];

fn read(source: &str, form: Form) -> Result<Read, ReadError> {
    match form {
        Form::Ron => native::read_ron(source, &tagset::news()),
        Form::Json | Form::Jsonl => native::read_json(source, &tagset::news()),
    }
}

/// What is said of a document: by the reader, and by the checks.
fn said(read: &Read) -> String {
    let found = factmark::annotation::check::all(&read.document);
    let all: Vec<_> = read.problems.iter().chain(&found).map(ToString::to_string).collect();
    all.join("\n")
}

fn check(bad: &str, told: &Told, form: Form) {
    let strict = read(bad, form);
    let repaired = native::repair(bad, form, &tagset::news());
    match (told, strict) {
        (Refused(words), Err(error)) => {
            assert!(error.to_string().contains(words), "{form:?}: {error}");
            assert!(repaired.is_err(), "{bad}");
        }
        (Damaged(words, how), Err(error)) => {
            let ReadError::Damaged(damage) = &error else { panic!("{form:?}: {error}") };
            let all: Vec<_> = damage.0.iter().map(ToString::to_string).collect();
            assert!(all.join("\n").contains(words), "{form:?}: {all:#?}");
            let (read, repairs) = repaired.unwrap_or_else(|it| panic!("{form:?}: {it}"));
            let all: Vec<_> = repairs.iter().map(ToString::to_string).collect();
            assert!(all.join("\n").contains(how), "{form:?}: {all:#?}");
            assert!(repairs.iter().all(|it| it.hint.is_some()), "{all:#?}");
            assert_whole(&read.document);
            loads_again(&read);
        }
        (Loads(words), Ok(read)) => {
            assert!(said(&read).contains(words), "{form:?}: {}", said(&read));
            assert!(repaired.is_ok_and(|it| it.1.is_empty()), "nothing had to be mended");
            assert_whole(&read.document);
            loads_again(&read);
        }
        (_, Err(error)) => panic!("{form:?}: {error}"),
        (_, Ok(read)) => panic!("{form:?} loads: {}", said(&read)),
    }
}

fn loads_again(before: &Read) {
    for form in Form::ALL {
        let saved = native::write(&before.document, form);
        let again = read(&saved, form).unwrap_or_else(|it| panic!("{it}\n{saved}"));
        assert_eq!(again.document, before.document);
    }
}

#[test]
fn what_is_wrong_with_a_bad_document_is_said() {
    for form in [Form::Json, Form::Ron] {
        let sound = read(SOUND, form).unwrap();
        assert_eq!(said(&sound), "", "{form:?}");
        assert!(native::repair(SOUND, form, &tagset::news()).unwrap().1.is_empty());
    }
    let mut wrong = 0;
    for (from, to, told) in BAD {
        assert!(SOUND.contains(from), "{from}");
        let bad = SOUND.replacen(from, to, 1);
        for form in [Form::Json, Form::Ron] {
            let checked = std::panic::catch_unwind(|| check(&bad, told, form));
            wrong += usize::from(checked.is_err());
        }
    }
    assert_eq!(wrong, 0, "each is told above");
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_refused_with_its_line() {
    for form in [Form::Json, Form::Ron] {
        let saved = native::write(&read(SOUND, form).unwrap().document, form);
        let end = saved.trim_end().len();
        for (at, _) in saved.char_indices().filter(|it| it.0 < end) {
            let error = read(&saved[..at], form).unwrap_err();
            let ReadError::Syntax { line, column, message } = &error else {
                panic!("{form:?} cut at {at}: {error}")
            };
            assert!(*line > 0 && !message.is_empty(), "{line} {column}");
        }
    }
}

#[test]
fn deep_nesting_is_refused() {
    for depth in [33, 60, 130, 10_000, 200_000] {
        let deep = format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        let bad = SOUND.replacen("\"council\"", &format!("\"council\", \"deep\": {deep}"), 1);
        for form in [Form::Json, Form::Ron] {
            let error = read(&bad, form).unwrap_err().to_string();
            let told = ["nested", "recursion"].iter().any(|it| error.contains(it));
            assert!(told, "{form:?} {depth}: {error}");
        }
    }
}

#[test]
fn a_zone_of_a_newer_version_is_kept_until_that_version_reads_it() {
    let newer = SOUND.replacen(
        "\"kind\": \"headline\"",
        "\"kind\": \"furniture\", \"sub\": \"balloon\"",
        1,
    );
    let newer = newer.replacen("\"kind\": \"body\"", "\"kind\": \"sidebar\"", 1);
    for form in [Form::Json, Form::Ron] {
        let first = read(&newer, form).unwrap();
        assert_eq!(first.problems.len(), 2, "{:?}", first.problems);
        let saved = native::write(&first.document, form);
        assert!(saved.contains("sidebar") && saved.contains("balloon"), "{saved}");
        assert_eq!(read(&saved, form).unwrap().document, first.document);
        // The version that knows them.
        let known = saved.replace("sidebar", "caption").replace("balloon", "nav");
        let zones = read(&known, form).unwrap().document.zones().to_vec();
        let kinds: Vec<_> = zones.iter().map(|it| it.kind.key()).collect();
        assert_eq!(kinds, ["furniture", "caption"]);
        assert_eq!(zones[0].sub.map(factmark::annotation::Furniture::key), Some("nav"));
        assert!(zones.iter().all(|it| it.extra.is_empty()), "{zones:?}");
    }
}

#[test]
fn a_signature_that_is_taken_back_takes_its_unknown_keys_along() {
    use factmark::annotation::{AnnotationId, actions};
    let signed = "\"tier\": \"sure\", \"signed\": {\"by\": \"Kim\", \"desk\": \"night\"}";
    let source = SOUND.replacen("\"tier\": \"sure\"", signed, 1);
    let mut read = read(&source, Form::Json).unwrap();
    let step = actions::reopen(&read.document, AnnotationId(1)).unwrap();
    step.apply(&mut read.document).unwrap();
    for form in Form::ALL {
        let saved = native::write(&read.document, form);
        assert!(self::read(&saved, form).is_ok(), "{saved}");
        assert!(!saved.contains("night"), "{saved}");
    }
}
