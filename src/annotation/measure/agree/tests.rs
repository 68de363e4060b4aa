//! Documents that several editors have tagged.

use super::*;
use crate::annotation::samples::{change, document};

/// The marks as accepted tags.
fn accepted(marked: &str) -> Document {
    let mut document = document(marked);
    let ids: Vec<u32> = document.annotations().map(|it| it.id.0).collect();
    for id in ids {
        change(&mut document, id, |it| it.standing.review = Review::Accepted);
    }
    document
}

fn of<'a>(agreement: &'a Agreement, label: &str) -> &'a OfLabel {
    agreement.labels().find(|it| *it.0 == label).unwrap().1
}

#[test]
fn the_same_tags_agree() {
    let one = accepted("{person|Ann Lee} said {quote|“{claim|it leaks}”} 🙂 in {place|Dunmore}.");
    let mut agreement = Agreement::new(2, false);
    assert_eq!(agreement.add(&[&one, &one]), []);
    for (key, it) in agreement.labels() {
        assert!((it.exact.f1() - 1.0).abs() < 1e-9, "{key}");
        assert_eq!((it.tokens.cohen(0, 1), it.tokens.fleiss()), (Some(1.0), Some(1.0)), "{key}");
        assert_eq!(it.units.alpha(), Some(1.0), "{key}");
    }
    let layers: Vec<_> = agreement.layers().map(|it| it.0).collect();
    assert_eq!(layers, [Lane::Entities, Lane::Quotes, Lane::Claims]);
    assert_eq!(agreement.documents(), 1);
}

#[test]
fn each_measure_is_what_the_tags_say() {
    let one = accepted("{person|Ann Lee} met {person|Bo} and {org|Acme} in {place|Dunmore}.");
    let other = accepted("{person|Ann} Lee met {person|Bo} and {person|Acme} in Dunmore.");
    let mut agreement = Agreement::new(2, false);
    let found = agreement.add(&[&one, &other]);
    let person = of(&agreement, "person");
    // Ann Lee and Bo against Ann, Bo and Acme.
    assert_eq!(person.exact, Tally { right: 1, found: 2, gold: 3 });
    assert_eq!(person.overlapping, Tally { right: 2, found: 2, gold: 3 });
    assert_eq!(person.tags, [2, 3]);
    // Of 9 tokens the first has Ann, Lee, Bo and the second Ann, Bo, Acme: both agree on 7;
    // by chance on (3·3 + 6·6) / 81.
    assert_eq!(agreement.tokens_seen(), 9);
    let wanted = (7.0 / 9.0 - 45.0 / 81.0) / (1.0 - 45.0 / 81.0);
    assert!((person.tokens.cohen(0, 1).unwrap() - wanted).abs() < 1e-9);
    assert_eq!(of(&agreement, "place").units.alpha().map(|it| it <= 0.0), Some(true));
    let about: Vec<_> = found.iter().map(|it| (it.about, it.first.is_some())).collect();
    let wanted = [(Mistake::Place, true), (Mistake::Label, true), (Mistake::Missing, true)];
    assert_eq!(about, wanted);
    let confusion = agreement.confusion(Lane::Entities).unwrap();
    let key = |it: &'static str| Some(Key::new(it));
    assert_eq!(confusion[&(key("org"), key("person"))], 1);
    assert_eq!(confusion[&(key("person"), key("person"))], 2);
    assert_eq!(confusion[&(key("place"), None)], 1);
}

#[test]
fn only_what_is_reviewed_counts_unless_asked() {
    let one = accepted("{person|Ann} met {person|Bo}.");
    let mut other = one.clone();
    change(&mut other, 1, |it| it.standing.review = Review::Proposed);
    change(&mut other, 2, |it| it.standing.review = Review::Rejected);
    let mut reviewed = Agreement::new(2, false);
    reviewed.add(&[&one, &other]);
    assert_eq!(of(&reviewed, "person").tags, [2, 0]);
    let mut all = Agreement::new(2, true);
    all.add(&[&one, &other]);
    assert_eq!(of(&all, "person").tags, [2, 1]);
}

#[test]
fn texts_without_tags_and_other_texts_do_no_harm() {
    let (none, other) = (document("No tags here."), document("Another text."));
    let mut agreement = Agreement::new(3, false);
    agreement.add(&[&none, &none, &none]);
    agreement.add(&[&none, &none, &other]);
    agreement.add(&[&none, &none]);
    agreement.add(&[]);
    assert_eq!(agreement.documents(), 1);
    assert_eq!((agreement.labels().count(), agreement.layers().count()), (0, 0));
}

#[test]
fn labels_that_come_late_were_missing_before() {
    let plain = accepted("One two three four.");
    let tagged = accepted("One {person|two} three four.");
    let mut late = Agreement::new(2, false);
    late.add(&[&plain, &plain]);
    late.add(&[&tagged, &tagged]);
    let mut early = Agreement::new(2, false);
    early.add(&[&tagged, &tagged]);
    early.add(&[&plain, &plain]);
    let (late, early) = (of(&late, "person"), of(&early, "person"));
    assert_eq!(late.tokens.items(), early.tokens.items());
    assert!((late.units.expected() - early.units.expected()).abs() < 1e-12);
    assert_eq!(late.units.length(), 38);
}

#[test]
fn nested_and_stacked_tags_are_categories_of_their_own() {
    let one = accepted("{quote|“No, {source|she} said”} twice.");
    let other = accepted("{quote|“No, she said”} twice.");
    let mut agreement = Agreement::new(2, false);
    agreement.add(&[&one, &other]);
    let kappa = agreement.layers().find(|it| it.0 == Lane::Quotes).unwrap().1;
    // One token of 8 is quote+source for the first and quote for the second.
    assert_eq!(kappa.items(), 8);
    assert!(kappa.cohen(0, 1).unwrap() < 1.0);
    assert_eq!(of(&agreement, "quote").tokens.cohen(0, 1), Some(1.0));
}
