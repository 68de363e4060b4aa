//! Labels and places.

use super::*;
use crate::annotation::Spans;

fn spans(document: &Document, id: u32) -> String {
    document.excerpt(document.annotation(a(id)).unwrap())
}

#[test]
fn relabel_drops_what_the_new_label_cannot_have() {
    let mut it = document("{place|Kell} and {person|Ann}");
    change(&mut it, 1, |it| {
        it.attributes.insert(Key::new("kind"), "city".into());
        it.attributes.insert(Key::new("use"), "dateline".into());
    });
    link(&mut it, "about", 1, 2);
    let name = apply(&mut it, |it| relabel(it, a(1), &Key::new("org"), &kim()));
    assert_eq!(name, "Relabel as Organisation, without 1 attribute");
    let org = it.annotation(a(1)).unwrap();
    assert!(org.is_corrected() && org.attributes.len() == 1, "`use` fits both");
    assert_eq!(links(&it), "a1 about a2", "a link between any labels stays");
    let name = apply(&mut it, |it| relabel(it, a(1), &Key::new("org"), &kim()));
    assert_eq!(name, "Accept", "it is one already");
}

#[test]
fn a_quote_that_is_none_takes_its_parts_along() {
    let mut it = said();
    let name = apply(&mut it, |it| relabel(it, a(1), &Key::new("not_quote"), &kim()));
    assert_eq!(name, "Relabel as Not a quote, without 2 links");
    assert_eq!(show(&it), "a1+ not_quote ““No,””\na2- source “Ann Roe”\na3- cue “said”");
    assert_eq!(links(&it), "");
}

#[test]
fn a_relabelled_source_loses_the_quotes_link() {
    let mut it = said();
    apply(&mut it, |it| relabel(it, a(2), &Key::new("person"), &kim()));
    assert_eq!(links(&it), "a1 cue a3");
}

#[test]
fn a_record_follows_its_only_mention_to_another_label() {
    let mut it = document("{person|Jordan} met {person|Jordan}");
    let jordan = record(&mut it, "person", "Jordan", &[1, 2]);
    let name = apply(&mut it, |it| relabel(it, a(1), &Key::new("place"), &kim()));
    assert_eq!(name, "Relabel as Place, without 1 record");
    assert_eq!(show(&it), "a1+ place “Jordan”\na2? person “Jordan” r1");
    apply(&mut it, |it| relabel(it, a(2), &Key::new("place"), &kim()));
    assert_eq!(it.record(jordan).unwrap().label, "place");
    apply(&mut it, |it| relabel(it, a(2), &Key::new("claim"), &kim()));
    assert!(it.record(jordan).is_none(), "a claim stands for nobody");
}

#[test]
fn resize_moves_one_piece_and_swallows_others() {
    let mut it = document("{quote|one} two {+quote|three} four {+quote|five}");
    let to = place(&it, "two three");
    assert_eq!(apply(&mut it, |it| resize(it, a(1), 1, to, &kim())), "Resize");
    assert_eq!(spans(&it, 1), "one … two three … five");
    let to = place(&it, "two three four fi");
    apply(&mut it, |it| resize(it, a(1), 1, to, &kim()));
    assert_eq!(spans(&it, 1), "one … two three four five");
    let Origin::Tagger(rule) = &it.annotation(a(1)).unwrap().standing.origin else { panic!() };
    assert_eq!(rule.proposed.as_ref().unwrap().spans.len(), 3, "what was proposed first is kept");
    assert!(is_nothing(resize(&it, a(1), 0, place(&it, "one"), &kim())), "dragged there and back");
    refuses(resize(&it, a(1), 2, to, &kim()), "select the tag again");
}

#[test]
fn resize_accepts_the_quote_with_its_parts() {
    let mut it = said();
    let to = place(&it, "No,");
    apply(&mut it, |it| resize(it, a(1), 0, to, &kim()));
    assert_eq!(show(&it), "a1+ quote “No,”\na2+ source “Ann Roe”\na3+ cue “said”");
}

#[test]
fn pieces_come_and_go() {
    let mut it = document("{quote|one} two three");
    let three = place(&it, "three");
    assert_eq!(apply(&mut it, |it| add_fragment(it, a(1), three, &kim())), "Add piece");
    assert_eq!(spans(&it, 1), "one … three");
    let over = place(&it, "two three");
    refuses(add_fragment(&it, a(1), over, &kim()), "select others");
    assert_eq!(apply(&mut it, |it| remove_fragment(it, a(1), 0, &kim())), "Remove piece");
    assert_eq!(spans(&it, 1), "three");
    refuses(remove_fragment(&it, a(1), 0, &kim()), "reject or delete the tag");
    refuses(remove_fragment(&it, a(1), 5, &kim()), "select the tag again");
}

#[test]
fn split_copies_label_attributes_record_and_links() {
    let mut it = said();
    change(&mut it, 1, |it| {
        it.note = Some("check".to_owned());
        it.attributes.insert(Key::new("kind"), "direct".into());
    });
    record(&mut it, "person", "Ann Roe", &[1]);
    let at = place(&it, "o,").start();
    assert_eq!(apply(&mut it, |it| split(it, a(1), at, &kim())), "Split");
    assert_eq!(spans(&it, 1), "“N");
    assert_eq!(spans(&it, 4), "o,”");
    let (left, right) = (it.annotation(a(1)).unwrap(), it.annotation(a(4)).unwrap());
    assert_eq!((left.note.as_deref(), &right.note), (Some("check"), &None));
    assert_eq!((&left.attributes, left.record), (&right.attributes, right.record));
    assert_eq!(links(&it), "a1 said_by a2\na1 cue a3\na4 said_by a2\na4 cue a3");
    assert!(left.is_corrected() && right.is_corrected());
}

#[test]
fn split_keeps_every_piece_whole() {
    let mut it = document("{quote|one} x {+quote|a👩‍🚒b} x {+quote|three}");
    let at = place(&it, "👩").start();
    for inside in 1..=10 {
        let mut copy = it.clone();
        apply(&mut copy, |it| split(it, a(1), at + inside, &kim()));
        assert_eq!((spans(&copy, 1), spans(&copy, 2)), ("one … a".into(), "👩‍🚒b … three".into()));
    }
    let between = place(&it, "x").start();
    apply(&mut it, |it| split(it, a(1), between, &kim()));
    assert_eq!((spans(&it, 1), spans(&it, 2)), ("one".into(), "a👩‍🚒b … three".into()));
    refuses(split(&it, a(1), 0, &kim()), "between two words");
    refuses(split(&it, a(1), 9999, &kim()), "between two words");
}

#[test]
fn merge_joins_places_moves_links_and_joins_notes() {
    let mut it = document("{quote|“No,} {quote|no,”} {source|Ann} {cue|said}.\n{quote|“Go.”}");
    link(&mut it, "said_by", 1, 3);
    link(&mut it, "said_by", 2, 3);
    link(&mut it, "cue", 2, 4);
    link(&mut it, "continues", 2, 1);
    for (id, note) in [(1, "one"), (2, "two")] {
        change(&mut it, id, |it| it.note = Some(note.to_owned()));
    }
    assert_eq!(apply(&mut it, |it| merge(it, a(1), a(2), &kim())), "Merge");
    assert_eq!(spans(&it, 1), "“No, no,”");
    assert_eq!(it.annotation(a(1)).unwrap().note.as_deref(), Some("one\ntwo"));
    assert_eq!(links(&it), "a1 said_by a3\na1 cue a4");
    assert!(!it.annotation(a(2)).unwrap().is_live(), "what was proposed stays, rejected");
    apply(&mut it, |it| merge(it, a(1), a(5), &kim()));
    assert_eq!(spans(&it, 1), "“No, no,” … “Go.”", "paragraphs stay pieces");
    refuses(merge(&it, a(1), a(1), &kim()), "choose another");
    refuses(merge(&it, a(1), a(3), &kim()), "relabel one of them first");
}

#[test]
fn merge_takes_a_persons_own_tag_out() {
    let mut it = document("{person|Ann} {place|x}");
    let roe = Spans::from(place(&it, "x"));
    change(&mut it, 2, |it| {
        it.label = Key::new("person");
        it.standing = Standing::by_person(kim());
        it.spans = roe;
    });
    let ann = record(&mut it, "person", "Ann", &[1]);
    let x = record(&mut it, "person", "X", &[2]);
    apply(&mut it, |it| merge(it, a(1), a(2), &kim()));
    assert_eq!(show(&it), "a1+ person “Ann x” r1");
    assert!(it.record(ann).is_some() && it.record(x).is_none(), "no mention of X is left");
}

#[test]
fn delete_rejects_proposals_and_takes_own_tags_out() {
    let mut it = said();
    assert_eq!(apply(&mut it, |it| delete(it, a(1), &kim())), "Delete");
    assert!(it.annotations().all(|it| !it.is_live()));
    refuses(delete(&it, a(1), &kim()), "so that it is not proposed again");

    let mut it = said();
    for id in 1..=3 {
        change(&mut it, id, |it| it.standing = Standing::by_person(kim()));
    }
    link(&mut it, "about", 3, 2);
    apply(&mut it, |it| delete(it, a(1), &kim()));
    assert_eq!((show(&it), links(&it)), (String::new(), String::new()));

    let mut it = said();
    change(&mut it, 1, |it| it.standing = Standing::by_person(kim()));
    apply(&mut it, |it| delete(it, a(1), &kim()));
    assert_eq!(show(&it), "a2- source “Ann Roe”\na3- cue “said”");
}

#[test]
fn delete_leaves_a_source_that_another_quote_uses() {
    let mut it = document("{quote|“No,”} {source|she} said. {quote|“Go.”}");
    link(&mut it, "said_by", 1, 2);
    link(&mut it, "said_by", 3, 2);
    change(&mut it, 1, |it| it.standing = Standing::by_person(kim()));
    apply(&mut it, |it| delete(it, a(1), &kim()));
    assert_eq!(show(&it), "a2? source “she”\na3? quote ““Go.””");
    assert_eq!(links(&it), "a3 said_by a2");
}
