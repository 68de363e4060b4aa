//! Accept, reject, unsure, reopen, many at once.

use super::*;

#[test]
fn accepting_a_quote_accepts_its_parts_and_links() {
    let mut it = said();
    assert_eq!(apply(&mut it, |it| accept(it, a(1), &kim())), "Accept");
    assert_eq!(show(&it), "a1+ quote ““No,””\na2+ source “Ann Roe”\na3+ cue “said”");
    assert_eq!(link_reviews(&it), [Review::Accepted; 2]);
    assert!(is_nothing(accept(&it, a(1), &kim())), "nothing is left to accept");
}

#[test]
fn a_part_that_was_rejected_by_itself_stays_rejected() {
    let mut it = said();
    apply(&mut it, |it| reject(it, a(3), &kim()));
    apply(&mut it, |it| accept(it, a(1), &kim()));
    assert_eq!(it.annotation(a(3)).unwrap().standing.review, Review::Rejected);
    assert_eq!(link_reviews(&it), [Review::Accepted, Review::Proposed]);
}

#[test]
fn a_rejected_quote_takes_only_its_own_parts_along() {
    let mut it = document("{quote|“No,”} {source|she} said. {quote|“Go.”}");
    link(&mut it, "said_by", 1, 2);
    link(&mut it, "said_by", 3, 2);
    assert_eq!(parts(&it, a(1)), []);
    apply(&mut it, |it| reject(it, a(1), &kim()));
    assert!(it.annotation(a(2)).unwrap().is_open() && it.is_part(it.annotation(a(2)).unwrap()));
    apply(&mut it, |it| reject(it, a(3), &kim()));
    assert!(!it.annotation(a(2)).unwrap().is_live(), "no live quote uses it any more");
    apply(&mut it, |it| accept(it, a(1), &kim()));
    assert_eq!(it.annotation(a(2)).unwrap().standing.review, Review::Accepted);
}

#[test]
fn a_source_is_accepted_with_the_first_of_its_quotes() {
    let mut it = document("{quote|“No,”} {source|she} said. {quote|“Go.”}");
    link(&mut it, "said_by", 1, 2);
    link(&mut it, "said_by", 3, 2);
    apply(&mut it, |it| accept(it, a(1), &kim()));
    apply(&mut it, |it| reject(it, a(3), &kim()));
    assert_eq!(it.annotation(a(2)).unwrap().standing.review, Review::Accepted);
}

#[test]
fn reopening_opens_what_was_decided_with_it() {
    let mut it = said();
    let before = it.clone();
    apply(&mut it, |it| reject(it, a(1), &kim()));
    assert_eq!(link_reviews(&it), [Review::Rejected; 2]);
    assert_eq!(apply(&mut it, |it| reopen(it, a(1))), "Reopen");
    assert_eq!(it, before);
    assert!(is_nothing(reopen(&it, a(1))));
}

#[test]
fn unsure_stays_open_but_signed() {
    let mut it = said();
    apply(&mut it, |it| accept(it, a(2), &kim()));
    assert_eq!(apply(&mut it, |it| unsure(it, a(2), &kim())), "Unsure");
    let source = it.annotation(a(2)).unwrap();
    assert!(source.is_open() && source.standing.signed == Some(kim()));
    apply(&mut it, |it| reopen(it, a(2)));
    assert!(it.annotation(a(2)).unwrap().standing.is_untouched());
}

#[test]
fn many_are_decided_in_one_step() {
    let mut it = said();
    apply(&mut it, |it| accept(it, a(3), &kim()));
    let all = [a(1), a(2), a(3), a(1), a(9)];
    let step = decide_many(&it, &all, Review::Accepted, &kim());
    assert_eq!(
        step.name, "Accept 2 tags",
        "what is accepted already, twice or gone does not count"
    );
    apply(&mut it, |_| Ok(step));
    assert_eq!(it.annotations().filter(|it| it.is_open()).count(), 0);
    assert!(decide_many(&it, &all, Review::Accepted, &kim()).is_empty());
    apply(&mut it, |it| Ok(decide_many(it, &all, Review::Proposed, &kim())));
    assert!(it.annotations().all(|it| it.standing.is_untouched()));
    let one = decide_many(&it, &[a(3)], Review::Rejected, &kim());
    assert_eq!(one.name, "Reject 1 tag");
}

#[test]
fn quotes_rejected_together_take_their_common_source_along() {
    let mut it = document("{quote|“No,”} {source|she} said. {quote|“Go.”}");
    link(&mut it, "said_by", 1, 2);
    link(&mut it, "said_by", 3, 2);
    apply(&mut it, |it| Ok(decide_many(it, &[a(1), a(3)], Review::Rejected, &kim())));
    assert!(it.annotations().all(|it| !it.is_live()));
}

#[test]
fn what_is_gone_is_refused_with_advice() {
    let it = said();
    refuses(accept(&it, a(9), &kim()), "there is no tag a9 here; select another");
    refuses(reopen(&it, a(9)), "select another");
}

#[test]
fn links_are_made_and_taken_by_people() {
    let mut it = document("{quote|“No,”} {source|she} {cue|said}.");
    let kind = Key::new("said_by");
    assert_eq!(
        apply(&mut it, |it| super::super::link(it, &kind, a(1), a(2), &kim())),
        "Link: Said by"
    );
    assert_eq!(links(&it), "a1 said_by a2");
    assert!(is_nothing(super::super::link(&it, &kind, a(1), a(2), &kim()).map(|it| {
        Transaction::new(
            it.name,
            it.edits.into_iter().filter(|it| matches!(it, Edit::Link(_))).collect(),
        )
    })));
    let wrong = super::super::link(&it, &kind, a(1), a(3), &kim()).unwrap();
    let error = wrong.apply(&mut it.clone()).unwrap_err().to_string();
    assert!(error.contains("no link said_by can go from a quote to a cue"), "{error}");
    refuses(super::super::link(&it, &kind, a(1), a(1), &kim()), "choose another");
    assert_eq!(apply(&mut it, |it| unlink(it, RelationId(1), &kim())), "Unlink: Said by");
    assert_eq!(links(&it), "");
    refuses(unlink(&it, RelationId(1), &kim()), "look at its tags again");
}
