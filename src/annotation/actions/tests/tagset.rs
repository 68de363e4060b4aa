//! Other tag sets, and labels in the place of others.

use std::sync::Arc;

use super::*;
use crate::annotation::{TagSet, Value};

fn with(document: &Document, change: impl FnOnce(&mut TagSet)) -> Arc<TagSet> {
    let mut set = TagSet::clone(document.tag_set());
    change(&mut set);
    Arc::new(set)
}

#[test]
fn a_document_gets_another_tag_set_and_can_go_back() {
    let mut it = document("{person|Ann} left.");
    let new = with(&it, |set| {
        set.import_label(&Key::new("ship"));
        set.labels.retain(|it| it.key != "law");
        set.labels[0].name = "Human".to_owned();
    });
    assert_eq!(apply(&mut it, |it| set_tag_set(it, new.clone())), "Change the tag set");
    assert_eq!(it.label(it.annotation(a(1)).unwrap()).unwrap().name, "Human");
    assert!(is_nothing(set_tag_set(&it, new)));
}

#[test]
fn what_is_in_use_stays_allowed() {
    let mut it = said();
    change(&mut it, 1, |it| {
        it.attributes.insert(Key::new("kind"), Value::from("direct"));
    });
    change(&mut it, 2, |it| it.standing.review = Review::Rejected);
    let without = |key: &'static str| with(&it, |set| set.labels.retain(|it| it.key != key));
    refuses(
        set_tag_set(&it, without("source")),
        "1 tag has the label Source, rejected ones counted",
    );
    let bare = with(&it, |set| {
        set.labels.iter_mut().for_each(|it| it.attributes.clear());
    });
    refuses(set_tag_set(&it, bare), "(Quote) says something about kind");
    let loose = with(&it, |set| set.relations.retain(|it| it.key != "cue"));
    refuses(set_tag_set(&it, loose.clone()), "are linked by Cue");
    assert!(it.apply(Edit::SetTagSet(loose)).is_err(), "also without the action");
}

#[test]
fn a_label_is_replaced_where_it_stands() {
    let mut it = document("{org|Zub Bank} and {org|Zub Hall} met {org|Kell}. {org|No}");
    change(&mut it, 2, |it| it.standing.review = Review::Accepted);
    change(&mut it, 3, |it| {
        it.attributes.insert(Key::new("use"), Value::from("credit"));
    });
    change(&mut it, 4, |it| it.standing.review = Review::Rejected);
    let org = Key::new("org");
    assert_eq!(with_label(&it, &org, "").len(), 3);
    let ids = with_label(&it, &org, " zub");
    let place = Key::new("place");
    let name = apply(&mut it, |it| replace_label(it, &ids, &place, &kim()));
    assert_eq!(name, "Relabel 2 tags as Place");
    assert!(show(&it).starts_with("a1? place “Zub Bank”\na2+ place “Zub Hall”\na3? org"));
    let name = apply(&mut it, |it| replace_label(it, &[a(3)], &Key::new("quote"), &kim()));
    assert_eq!(name, "Relabel 1 tag as Quote, without 1 attribute, link or record");
}
