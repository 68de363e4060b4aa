//! Attributes, notes, records.

use super::*;
use crate::annotation::{RecordId, Value};

#[test]
fn an_attribute_is_set_and_cleared() {
    let mut it = document("{place|Kell}");
    let kind = Key::new("kind");
    let set = |value: Option<&'static str>| {
        let kind = kind.clone();
        move |it: &Document| set_attribute(it, a(1), &kind, value.map(Value::from), &kim())
    };
    assert_eq!(apply(&mut it, set(Some("city"))), "Set Kind");
    assert_eq!(it.annotation(a(1)).unwrap().text_attribute("kind"), Some("city"));
    assert!(!it.annotation(a(1)).unwrap().is_open(), "a correction decides");
    assert!(is_nothing(set(Some("city"))(&it)));
    let wrong = set(Some("planet"))(&it).unwrap().apply(&mut it.clone());
    assert!(wrong.unwrap_err().to_string().contains("planet"));
    assert_eq!(apply(&mut it, set(None)), "Clear Kind");
    assert!(it.annotation(a(1)).unwrap().attributes.is_empty());
}

#[test]
fn a_note_is_no_decision() {
    let mut it = document("{place|Kell}");
    assert_eq!(apply(&mut it, |it| set_note(it, a(1), "where?")), "Write note");
    assert!(it.annotation(a(1)).unwrap().is_open());
    assert!(is_nothing(set_note(&it, a(1), "where?")));
    assert_eq!(apply(&mut it, |it| set_note(it, a(1), " \n")), "Remove note");
    assert_eq!(it.annotation(a(1)).unwrap().note, None);
}

#[test]
fn a_record_goes_with_its_last_mention() {
    let mut it = document("{person|Ann Roe} {person|Roe} {person|Roe}");
    let ann = record(&mut it, "person", "Ann Roe", &[1]);
    let roe = record(&mut it, "person", "Roe", &[2, 3]);
    let name = apply(&mut it, |it| set_record(it, a(2), Some(ann), &kim()));
    assert_eq!(name, "Set record: Ann Roe");
    assert!(it.record(roe).is_some());
    apply(&mut it, |it| set_record(it, a(3), Some(ann), &kim()));
    assert!(it.record(roe).is_none());
    assert_eq!(it.mentions(ann).count(), 3);
    assert_eq!(apply(&mut it, |it| set_record(it, a(3), None, &kim())), "Clear record");
    refuses(set_record(&it, a(3), Some(roe), &kim()), "choose another");
}

#[test]
fn a_record_in_a_table_stays_without_mentions() {
    let mut it = document("{person|Roe}");
    let roe = record(&mut it, "person", "Roe", &[1]);
    let mut linked = it.record(roe).unwrap().clone();
    linked.link = Some("house:7".to_owned());
    it.apply(Edit::ReplaceRecord(Box::new(linked))).unwrap();
    apply(&mut it, |it| set_record(it, a(1), None, &kim()));
    assert!(it.record(roe).is_some());
}

#[test]
fn a_new_record_has_the_label_of_what_it_names() {
    let mut it = document("{org|Kell FC} {source|she} {claim|It rains}");
    assert_eq!(
        apply(&mut it, |it| set_record_new(it, a(1), " Kell FC ", &kim())),
        "New record: Kell FC"
    );
    apply(&mut it, |it| set_record_new(it, a(2), "Ann Roe", &kim()));
    let records: Vec<_> = it.records().map(|it| format!("{} {}", it.label, it.name)).collect();
    assert_eq!(records, ["org Kell FC", "person Ann Roe"]);
    refuses(set_record_new(&it, a(3), "X", &kim()), "tag the name in it");
    refuses(set_record(&it, a(3), Some(RecordId(1)), &kim()), "tag the name in it");
    refuses(set_record_new(&it, a(1), " ", &kim()), "a record needs a name");
}

#[test]
fn a_renamed_record_keeps_the_old_name() {
    let mut it = document("{person|Roe}");
    let roe = record(&mut it, "person", "Roe", &[1]);
    assert_eq!(apply(&mut it, |it| rename_record(it, roe, "Ann Roe ")), "Rename Roe to Ann Roe");
    assert_eq!(it.record(roe).unwrap().aliases, ["Roe"]);
    assert!(is_nothing(rename_record(&it, roe, "Ann Roe")), "no alias like the name itself");
    apply(&mut it, |it| rename_record(it, roe, "Roe"));
    assert_eq!(it.record(roe).unwrap().aliases, ["Ann Roe"]);
    refuses(rename_record(&it, roe, "\t"), "write one");
    refuses(rename_record(&it, RecordId(9), "X"), "choose another");
}

#[test]
fn merged_records_share_names_roles_and_mentions() {
    let mut it = document("{person|Ann Roe} {person|Roe} {person|Roe}");
    let ann = record(&mut it, "person", "Ann Roe", &[1]);
    let roe = record(&mut it, "person", "Roe", &[2, 3]);
    let mut old = it.record(roe).unwrap().clone();
    old.roles = vec!["mayor".to_owned()];
    old.link = Some("wikidata:Q1".to_owned());
    it.apply(Edit::ReplaceRecord(Box::new(old))).unwrap();
    assert_eq!(apply(&mut it, |it| merge_records(it, ann, roe)), "Merge Roe into Ann Roe");
    let kept = it.record(ann).unwrap();
    assert_eq!((kept.aliases[0].as_str(), kept.roles[0].as_str()), ("Roe", "mayor"));
    assert_eq!(kept.link.as_deref(), Some("wikidata:Q1"));
    assert_eq!((it.mentions(ann).count(), it.record(roe)), (3, None));
    assert!(it.annotations().all(Annotation::is_open), "no mention has been decided on");
    refuses(merge_records(&it, ann, ann), "choose another");
}

#[test]
fn a_record_is_split_by_its_mentions() {
    let mut it = document("{person|Ann Roe} met {person|Roe} and {person|Roe}.");
    let old = record(&mut it, "person", "Ann Roe", &[1, 2, 3]);
    let name = apply(&mut it, |it| split_record(it, old, &[a(3)], "Bo Roe"));
    assert_eq!(name, "Split Bo Roe off Ann Roe");
    assert_eq!(it.mentions(old).count(), 2);
    assert_eq!(it.records().count(), 2);
    refuses(split_record(&it, old, &[a(3)], "Bo Roe"), "tick the mentions");
    apply(&mut it, |it| split_record(it, old, &[a(1), a(2)], "Cy Roe"));
    assert_eq!(it.record(old).unwrap().name, "Cy Roe", "with all of them it is a new name");
}
