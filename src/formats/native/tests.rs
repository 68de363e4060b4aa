//! Round trips, damaged files, and how files look.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::annotation::check::Problem;
use crate::annotation::{
    Annotation, AnnotationId, Confidence, Edit, Extra, Key, Metadata, Origin, Proposed, Record,
    RecordId, Relation, RelationId, Review, Rule, Signature, Source, Spans, Standing, Status, Tier,
    Timestamp, Value, Zone, ZoneKind,
};
use crate::formats::tagset;
use crate::text::{Text, lines};

// ---- arbitrary documents ----

fn words() -> impl Strategy<Value = String> {
    "(\\PC|[\r\n\t\u{0}\u{7f}\u{85}\u{2028}🙂é👨\u{200d}مرحبا\"\\\\{}]){0,40}"
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Flag),
        any::<i64>().prop_map(Value::Number),
        (-1e18_f64..1e18).prop_map(Value::Decimal),
        Just(Value::Decimal(3.0)),
        words().prop_map(Value::Text),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::List),
            prop::collection::btree_map(words(), inner, 0..3).prop_map(Value::Map),
        ]
    })
}

fn extra() -> impl Strategy<Value = Extra> {
    let key = prop_oneof![Just("x_new".to_owned()), Just("r".to_owned()), "[A-Z ]{1,6}"];
    prop::collection::btree_map(key, value(), 0..3)
}

fn signature() -> impl Strategy<Value = Signature> {
    let at = prop_oneof![-62_135_596_800_i64..253_402_300_799, any::<i64>()];
    (words(), prop::option::of(at.prop_map(Timestamp))).prop_map(|(by, at)| Signature { by, at })
}

fn origin(spans: Spans) -> impl Strategy<Value = Origin> {
    let proposed = prop::option::of(Just(Proposed { label: Key::new("org"), spans }));
    prop_oneof![
        signature().prop_map(Origin::Person),
        words().prop_map(|from| Origin::Import { from }),
        (words(), words(), words(), proposed).prop_map(|(version, key, why, proposed)| {
            Origin::Tagger(Rule { version, key: key.into(), why, proposed })
        }),
    ]
}

fn standing(spans: Spans) -> impl Strategy<Value = Standing> {
    let review = prop::sample::select(vec![Review::Proposed, Review::Accepted, Review::Rejected]);
    let tier = prop::sample::select(vec![Tier::Sure, Tier::Likely, Tier::Unsure]);
    let confidence = prop::option::of((0_u16..=1000).prop_map(Confidence::new));
    (review, prop::option::of(signature()), tier, confidence, origin(spans)).prop_map(
        |(review, signed, tier, confidence, origin)| Standing {
            review,
            signed,
            tier,
            confidence,
            origin,
        },
    )
}

/// One or two spans of a text, picked by numbers.
fn spans(text: &Text, picks: (usize, usize, usize)) -> Option<Spans> {
    let ends: Vec<usize> =
        text.as_str().char_indices().map(|it| it.0).chain([text.len()]).collect();
    let mut at = [picks.0, picks.1, picks.2].map(|it| ends[it % ends.len()]);
    at.sort_unstable();
    let spans = [at[0]..at[1], at[1]..at[2]].into_iter().filter_map(|it| text.span(it).ok());
    Spans::new(spans.collect())
}

fn document() -> impl Strategy<Value = Document> {
    let picks = prop::collection::vec(any::<(usize, usize, usize)>(), 0..4);
    (words(), picks, metadata()).prop_flat_map(|(content, picks, metadata)| {
        let text = Text::new(content);
        let places: Vec<_> = picks.into_iter().filter_map(|it| spans(&text, it)).collect();
        let parts: Vec<_> = places.into_iter().map(annotation).collect();
        let zone = Spans::from(Text::new("x").whole().unwrap());
        (Just(text), parts, standing(zone), extra(), Just(metadata)).prop_map(
            |(text, parts, standing, extra, metadata)| {
                build(&text, parts, standing, &extra, metadata)
            },
        )
    })
}

fn metadata() -> impl Strategy<Value = Metadata> {
    let source = (words(), prop::option::of(words()), prop::option::of(words()))
        .prop_map(|(name, sha256, media_type)| Source { name, sha256, media_type });
    let status = prop_oneof![Just(Status::Open), signature().prop_map(Status::Done)];
    (words(), prop::option::of(source), status, extra())
        .prop_map(|(id, source, status, extra)| Metadata { id, source, status, extra })
}

fn annotation(spans: Spans) -> impl Strategy<Value = Annotation> {
    let evidence = prop::option::of(value());
    let note = prop::option::of(words());
    (Just(spans.clone()), standing(spans), evidence, note, extra()).prop_map(
        |(spans, standing, evidence, note, extra)| Annotation {
            id: AnnotationId(1),
            label: Key::new("claim"),
            spans,
            attributes: evidence.map(|it| (Key::new("evidence"), it)).into_iter().collect(),
            record: Some(RecordId(3)),
            note,
            standing,
            extra,
        },
    )
}

fn build(
    text: &Text,
    parts: Vec<Annotation>,
    standing: Standing,
    extra: &Extra,
    metadata: Metadata,
) -> Document {
    let mut document = Document::new(text.clone(), tagset::news());
    let record = Record {
        id: RecordId(3),
        label: Key::new("person"),
        name: metadata.id.clone(),
        aliases: vec![metadata.id.clone()],
        roles: Vec::new(),
        link: Some("none".to_owned()),
        extra: extra.clone(),
    };
    let mut edits = vec![Edit::AddRecord(Box::new(record)), Edit::SetMetadata(Box::new(metadata))];
    let standing = Standing { origin: Origin::Import { from: "x".to_owned() }, ..standing };
    let zone = |span| Zone {
        span,
        kind: ZoneKind::Dateline,
        sub: None,
        lang: Some("en".to_owned()),
        standing: standing.clone(),
        extra: extra.clone(),
    };
    let insert: Vec<_> = lines(text).into_iter().map(zone).collect();
    edits.push(Edit::SpliceZones { at: 0, remove: 0, insert });
    let last = u32::try_from(parts.len()).unwrap();
    for (id, part) in (1..).zip(parts) {
        edits.push(Edit::Insert(Arc::new(Annotation { id: AnnotationId(id), ..part })));
    }
    if last > 1 {
        let (from, to) = (AnnotationId(1), AnnotationId(last));
        let kind = Key::new("same_as");
        let (id, extra) = (RelationId(2), extra.clone());
        let relation = Relation { id, kind, from, to, standing, extra };
        edits.push(Edit::Link(Box::new(relation)));
    }
    for edit in edits {
        document.apply(edit).unwrap();
    }
    document
}

fn read(source: &str, form: Form) -> Result<Read, ReadError> {
    match form {
        Form::Ron => read_ron(source, &tagset::news()),
        Form::Json | Form::Jsonl => read_json(source, &tagset::news()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_saved_is_loaded(document in document()) {
        for form in Form::ALL {
            let saved = write(&document, form);
            let loaded = read(&saved, form).map_err(|it| TestCaseError::fail(format!("{it}\n{saved}")))?;
            prop_assert_eq!(&loaded.document, &document);
            prop_assert_eq!(loaded.document.next_ids(), document.next_ids());
            prop_assert_eq!(loaded.problems, Vec::<Problem>::new());
            prop_assert_eq!(write(&loaded.document, form), saved);
        }
    }

    #[test]
    fn any_text_is_a_document_or_an_error(source in "[(){}\\[\\]\":,a-z0-9 _\\\\\n-]{0,60}") {
        for form in Form::ALL {
            let _read = read(&source, form);
        }
    }
}

// ---- how files look ----

const SAMPLE: &str = r#"{
  "factmark": 1,
  "id": "council",
  "text": "Mayor Zoë Ruiz 🙂 said: “Rents fell 12% in 2024.” She thanked Acme.\n",
  "zones": [{"kind": "body", "lang": "en", "span": [0, 67]}],
  "annotations": [
    {"id": "a1", "label": "person", "spans": [[6, 14]], "quote": ["Zoë Ruiz"], "record": "r1", "review": "proposed", "tier": "sure", "confidence": 930, "origin": {"tagger": "0.1.0", "rule": "name.title", "why": "a title"}},
    {"id": "a2", "label": "quote", "spans": [[23, 48]], "quote": ["“Rents fell 12% in 2024.”"], "attributes": {"kind": "direct"}}
  ],
  "records": [{"id": "r1", "label": "person", "name": "Zoë Ruiz"}]
}"#;

fn sample(change: (&str, &str)) -> Result<Read, ReadError> {
    assert!(SAMPLE.contains(change.0), "{}", change.0);
    read_json(&SAMPLE.replacen(change.0, change.1, 1), &tagset::news())
}

#[test]
fn a_changed_tag_changes_one_line() {
    let read = sample(("", "")).unwrap();
    assert_eq!(read.problems, []);
    for form in [Form::Json, Form::Ron] {
        let before = write(&read.document, form);
        let mut document = read.document.clone();
        let old = document.annotation(AnnotationId(1)).unwrap().clone();
        document
            .apply(Edit::Replace(Arc::new(Annotation { label: Key::new("org"), ..old })))
            .unwrap();
        let after = write(&document, form);
        let changed = before.lines().zip(after.lines()).filter(|(a, b)| a != b).count();
        assert_eq!((changed, before.lines().count()), (1, after.lines().count()), "{after}");
    }
}

#[test]
fn ron_is_written_as_ron() {
    let ron = write(&sample(("", "")).unwrap().document, Form::Ron);
    assert!(ron.starts_with("(\n  factmark: 1,\n  id: \"council\",\n"), "{ron}");
    let line = "    (id: \"a2\", label: \"quote\", spans: [[23, 48]], quote: [\"“Rents fell 12% in 2024.”\"], \
                attributes: {\"kind\": \"direct\"}, review: \"proposed\", tier: \"unsure\", \
                origin: (import: \"unknown\")),\n";
    assert!(ron.contains(line), "{ron}");
}

#[test]
fn ids_are_not_used_again_after_a_load() {
    let mut document = sample(("", "")).unwrap().document;
    document.apply(Edit::Remove(AnnotationId(2))).unwrap();
    let loaded = read(&write(&document, Form::Json), Form::Json).unwrap().document;
    assert_eq!(loaded.next_ids().annotation, AnnotationId(3));
}

// ---- files of other versions and hands ----

#[test]
fn unknown_keys_survive_at_every_level() {
    let source = SAMPLE
        .replacen(
            "\"id\": \"council\"",
            "\"id\": \"council\", \"from_the_future\": {\"a\": [1, 2.5]}",
            1,
        )
        .replacen("\"why\": \"a title\"", "\"why\": \"a title\", \"model\": \"m3\"", 1)
        .replacen("\"name\": \"Zoë Ruiz\"", "\"name\": \"Zoë Ruiz\", \"born\": 1970", 1)
        .replacen("\"lang\": \"en\"", "\"lang\": \"en\", \"column\": 2", 1);
    let json: serde_json::Value = serde_json::from_str(&source).unwrap();
    for form in Form::ALL {
        let document = read_json(&source, &tagset::news()).unwrap().document;
        let again = read(&write(&document, form), form).unwrap().document;
        let saved: serde_json::Value = serde_json::from_str(&write(&again, Form::Jsonl)).unwrap();
        for place in [
            "/from_the_future",
            "/annotations/0/origin/model",
            "/records/0/born",
            "/zones/0/column",
        ] {
            assert!(saved.pointer(place).is_some(), "{place}");
            assert_eq!(saved.pointer(place), json.pointer(place));
        }
    }
}

#[test]
fn a_document_keeps_the_tag_set_it_was_made_with() {
    let mut document = read_json(SAMPLE, &tagset::news()).unwrap().document;
    let mut tags = (**document.tag_set()).clone();
    tags.import_label(&Key::new("PER"));
    document.apply(Edit::SetTagSet(tags.clone().into())).unwrap();
    assert!(
        !write(&document, Form::Json).contains("\"tags\""),
        "what is learned again is not written"
    );
    (tags.key, tags.labels[0].name) = ("sea".to_owned(), "Sailor".to_owned());
    tags.labels.retain(|it| it.key != "law");
    document.apply(Edit::SetTagSet(tags.into())).unwrap();
    for form in Form::ALL {
        let again = read(&write(&document, form), form).unwrap();
        assert_eq!(again.document, document);
        assert_eq!(again.problems, []);
    }
    let odd = write(&document, Form::Jsonl).replace("\"lane\":\"Claims\"", "\"lane\":\"Later\"");
    let odd = read(&odd, Form::Jsonl).unwrap();
    assert!(odd.problems.iter().any(|it| it.message.contains("it is kept as it is")));
    assert!(write(&odd.document, Form::Jsonl).contains("\"lane\":\"Later\""));
}

#[test]
fn what_the_tag_set_lacks_is_kept_and_reported() {
    let read = sample(("\"label\": \"quote\"", "\"label\": \"rumour\"")).unwrap();
    let document = &read.document;
    assert_eq!(document.annotation(AnnotationId(2)).unwrap().label, "rumour");
    let found: Vec<_> = read.problems.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].contains("no label \"rumour\""));
    assert!(found[1].contains("no attribute \"kind\" of rumour"));
    let read = sample(("\"direct\"", "\"sideways\"")).unwrap();
    assert!(read.problems[0].message.contains("\"sideways\" is no value of kind of quote"));
}

#[track_caller]
fn refuses(change: (&str, &str), message: &str) {
    let error = sample(change).unwrap_err().to_string();
    assert!(error.contains(message), "{error}");
}

#[test]
fn damage_is_named() {
    refuses(
        ("[[6, 14]]", "[[7, 15]]"),
        "annotation a1 (person): 7..15 has \"oë Ruiz \", not \"Zoë Ruiz\"",
    );
    refuses(("[[6, 14]]", "[[7, 15]]"), "these words stand at 6..14");
    refuses(("[[6, 14]]", "[[600, 614]]"), "600..614 does not fit this text");
    refuses(("\"quote\": [\"Zoë Ruiz\"]", "\"quote\": []"), "1 spans but 0 quotes");
    refuses(("\"id\": \"a2\"", "\"id\": \"a1\""), "the id a1 is used already");
    refuses(("\"id\": \"a2\"", "\"id\": \"q2\""), "is no id here");
    refuses(("\"record\": \"r1\"", "\"record\": \"r9\""), "there is no record r9");
    refuses(
        ("\"review\": \"proposed\"", "\"review\": \"maybe\""),
        "use proposed, accepted or rejected",
    );
    refuses(("\"confidence\": 930", "\"confidence\": 1930"), "confidence 1930 is over 1000");
    refuses(("\"factmark\": 1", "\"factmark\": 2"), "format version 2");
    refuses(("\"factmark\": 1", "\"factmark\": 2, \"text\": 3"), "format version 2");
    refuses(("\"factmark\": 1,", ""), "\"factmark\" is missing");
    refuses(
        ("\"council\"", "\"council\", \"offsets\": \"utf16\""),
        "offsets are counted in \"utf16\"",
    );
    refuses(("\"council\",", "\"council\""), "line 4");
    let big = ("\"council\"", "\"council\", \"n\": 9223372036854775808");
    refuses(big, "9223372036854775808 does not fit into 64 bits with its sign");
    refuses(("[0, 67]", "[0, 68]"), "zone 1 (body): 0..68 does not fit");
    refuses(("\"council\"", "\"council\", \"status\": \"done\""), "nobody signed");
}

#[test]
fn relations_of_a_refused_tag_are_no_errors_of_their_own() {
    let relation = "\"relations\": [{\"id\": \"x1\", \"kind\": \"said_by\", \"from\": \"a2\", \"to\": \"a1\"}], \"records\"";
    let linked = SAMPLE.replacen("\"records\"", relation, 1);
    let errors = |file: &str| match read_json(file, &tagset::news()) {
        Err(ReadError::Damaged(Damage(errors))) => {
            errors.into_iter().map(|it| it.message).collect()
        }
        _ => Vec::new(),
    };
    assert_eq!(errors(&linked), [""; 0]);
    assert_eq!(errors(&linked.replacen("[[6, 14]]", "[[7, 15]]", 1)).len(), 1);
    let dangling = errors(&linked.replacen("\"to\": \"a1\"", "\"to\": \"a7\"", 1));
    assert_eq!(dangling, ["relation x1: there is no tag a7 here; select another"]);
    let beyond = errors(&linked.replacen("[[6, 14]]", "[[6, 99]]", 1));
    assert_eq!(beyond, ["annotation a1 (person): 6..99 does not fit this text, not \"Zoë Ruiz\""]);
}

#[test]
fn a_text_that_was_changed_is_noticed() {
    let saved = write(&sample(("", "")).unwrap().document, Form::Json);
    let changed = saved.replacen("thanked", "praised", 1);
    let read = read(&changed, Form::Json).unwrap();
    assert_eq!(read.problems[0].check, "text-changed");
    let shifted = saved.replacen("Mayor", "The mayor", 1);
    assert!(super::read_json(&shifted, &tagset::news()).is_err());
}

#[test]
fn text_outside_of_zones_is_given_one() {
    let read = sample(("[0, 67]", "[0, 48]")).unwrap();
    assert_eq!(read.document.zones().len(), 2);
    assert_eq!(read.problems[0].check, "zone-gap");
}

#[test]
fn a_list_of_evidence_has_its_place() {
    let claim = Value::List(vec![Value::Map(BTreeMap::from([
        ("kind".to_owned(), Value::from("document")),
        ("locator".to_owned(), Value::from("p. 4")),
    ]))]);
    let mut document = sample(("", "")).unwrap().document;
    let old = document.annotation(AnnotationId(2)).unwrap().clone();
    let attributes = BTreeMap::from([(Key::new("evidence"), claim)]);
    let new = Annotation { label: Key::new("claim"), attributes, ..old };
    document.apply(Edit::Replace(Arc::new(new))).unwrap();
    for form in Form::ALL {
        assert_eq!(read(&write(&document, form), form).unwrap().document, document);
    }
}
