//! Parts of a tag: the source and cue of a quote.

use super::*;
use crate::annotation::samples::proposed;
use crate::annotation::{Annotation, Spans};

fn part(document: &mut Document, words: &str, label: &'static str) -> String {
    let spans = Spans::from(place(document, words));
    apply(document, |it| tag_part(it, a(1), &spans, &Key::new(label), &kim()))
}

#[test]
fn words_become_the_source_of_a_quote_in_one_step() {
    let mut it = document("{quote|“No,”} Ann Roe said.");
    assert_eq!(part(&mut it, "Ann Roe", "source"), "Tag as Source of “No,”");
    assert_eq!(part(&mut it, "said", "cue"), "Tag as Cue of “No,”");
    assert_eq!(show(&it), "a1+ quote ““No,””\na2+ source “Ann Roe”\na3+ cue “said”");
    assert_eq!(links(&it), "a1 said_by a2\na1 cue a3");
    assert!(is_nothing(tag_part(&it, a(1), &place(&it, "said").into(), &Key::new("cue"), &kim())));
}

#[test]
fn what_a_person_says_is_the_source_takes_the_place_of_what_was_proposed() {
    let mut it = said();
    assert_eq!(part(&mut it, "“No", "source"), "Tag as Source of “No,”, instead of “Ann Roe”");
}

#[test]
fn a_proposed_part_that_shares_words_is_moved_and_keeps_its_id() {
    let mut it = said();
    assert_eq!(part(&mut it, "Roe", "source"), "Tag as Source of “No,”");
    assert_eq!(show(&it), "a1+ quote ““No,””\na2+ source “Roe”\na3+ cue “said”");
    assert!(it.annotation(a(2)).is_some_and(Annotation::is_corrected));
    assert_eq!(part(&mut it, "“No", "source"), "Tag as Source of “No,”");
    assert_eq!(links(&it), "a1 said_by a2\na1 cue a3\na1 said_by a4", "what a person set stays");
}

#[test]
fn a_source_that_another_quote_uses_is_linked_and_not_doubled() {
    let mut it = document("{quote|“No,”} {source|she} said. {quote|“Never.”}");
    link(&mut it, "said_by", 3, 2);
    part(&mut it, "she", "source");
    assert_eq!(links(&it), "a3 said_by a2\na1 said_by a2");
}

#[test]
fn a_part_is_taken_off_with_what_only_its_quote_used() {
    let mut it = said();
    let first = it.relations().next().unwrap().id;
    assert_eq!(apply(&mut it, |it| take_part_off(it, first, &kim())), "Take “Ann Roe” off “No,”");
    assert_eq!(show(&it), "a1+ quote ““No,””\na2- source “Ann Roe”\na3+ cue “said”");
    assert_eq!(links(&it), "a1 cue a3");
}

#[test]
fn a_part_that_another_quote_uses_stays_as_it_is() {
    let mut it = document("{quote|“No,”} {source|she} said. {quote|“Never.”}");
    let first = link(&mut it, "said_by", 1, 2);
    link(&mut it, "said_by", 3, 2);
    apply(&mut it, |it| take_part_off(it, first, &kim()));
    assert_eq!(show(&it), "a1+ quote ““No,””\na2? source “she”\na3? quote ““Never.””");
    assert_eq!(it.annotation(a(2)).unwrap().standing, proposed());
}

#[test]
fn what_is_no_part_is_refused() {
    let it = document("{quote|“No,”} {person|Ann} said.");
    let spans = Spans::from(place(&it, "said"));
    refuses(tag_part(&it, a(1), &spans, &Key::new("claim"), &kim()), "no link makes a Claim part");
    refuses(tag_part(&it, a(2), &spans, &Key::new("cue"), &kim()), "tag the words alone");
}
