use super::*;
use crate::annotation::samples::{change, document, link, links, record, show};
use crate::annotation::{Origin, Value};

/// Everything in `found` as if a file had brought it.
fn imported(mut found: Document) -> Document {
    let ids: Vec<_> = found.annotations().map(|it| it.id.0).collect();
    for id in ids {
        change(&mut found, id, |it| {
            it.standing.origin = Origin::Import { from: "csv".to_owned() };
        });
    }
    found
}

/// Has tags come in; checks that undo gives the document back, and that they come in once.
#[track_caller]
fn come_in(document: &mut Document, found: &Document) -> Incoming {
    let before = document.clone();
    let done = incoming(document, found).unwrap();
    let undo = done.transaction.clone().apply(document).unwrap();
    let after = document.clone();
    undo.apply(document).unwrap();
    assert_eq!(*document, before);
    *document = after;
    for it in before.annotations() {
        assert_eq!(document.annotation(it.id), Some(it));
    }
    assert!(incoming(document, found).unwrap().transaction.is_empty());
    done
}

fn messages(done: &Incoming) -> Vec<&str> {
    done.problems.iter().map(|it| it.message.as_str()).collect()
}

#[test]
fn what_is_there_stays_and_the_rest_comes_in() {
    let mut here = document("{person|Ann Roe} of {place|Leeds} said {quote|no}. Bo heard Cy.");
    change(&mut here, 1, |it| it.standing.review = Review::Accepted);
    change(&mut here, 2, |it| it.standing.review = Review::Rejected);
    let mut found = imported(document(
        "{person|Ann Roe} of {place|Leeds} said {quote|no}. {person|Bo} heard {person|Cy}.",
    ));
    change(&mut found, 4, |it| it.standing.review = Review::Accepted);
    let done = come_in(&mut here, &found);
    assert_eq!(done.tags, Counts { new: 2, there: 2, left_out: 0 });
    assert_eq!((done.accepted, done.rejected), (1, 1));
    assert_eq!(done.problems, []);
    let wanted = "a1+ person “Ann Roe”\na2- place “Leeds”\na3? quote “no”\na4+ person “Bo”\n\
        a5? person “Cy”";
    assert_eq!(show(&here), wanted);
    let new = here.annotation(AnnotationId(5)).unwrap();
    assert_eq!(new.standing.origin, Origin::Import { from: "csv".to_owned() });
}

#[test]
fn another_text_takes_nothing() {
    assert_eq!(incoming(&document("{person|Ann}"), &document("{person|Bob}")), None);
}

#[test]
fn what_overlaps_is_told() {
    let mut here = document("{person|Ann Roe} met {person|Bo Dee}.");
    change(&mut here, 1, |it| it.standing.review = Review::Accepted);
    let found = imported(document("{person|Ann} Roe met {person|Bo} Dee."));
    let done = come_in(&mut here, &found);
    assert_eq!(done.tags, Counts { new: 1, there: 0, left_out: 1 });
    let wanted = [
        "“Ann” (person) overlaps “Ann Roe” (person), which people have looked at; it was left out",
        "“Bo” (person) overlaps the proposal “Bo Dee” (person)",
    ];
    assert_eq!(messages(&done), wanted);
    assert!(done.problems.iter().all(|it| matches!(it.place, Place::Text(_))));
}

#[test]
fn what_the_tag_set_does_not_know_is_added_to_it_and_told() {
    let mut here = document("Ann met Bo.");
    let mut found = imported(document("{person|Ann} met {person|Bo}."));
    let mut tags = (**found.tag_set()).clone();
    tags.import_label(&Key::new("PER"));
    tags.import_attribute(&Key::new("person"), &Key::new("mood"));
    tags.import_attribute(&Key::new("person"), &Key::new("use"));
    found.tag_set = tags.into();
    change(&mut found, 1, |it| it.label = Key::new("PER"));
    change(&mut found, 2, |it| {
        it.attributes.insert(Key::new("mood"), Value::Text("glad".to_owned()));
        it.attributes.insert(Key::new("use"), Value::Text("odd".to_owned()));
    });
    let done = come_in(&mut here, &found);
    assert_eq!(done.tags, Counts { new: 2, there: 0, left_out: 0 });
    let wanted = [
        "the label PER is new to the tag set and added to it, as imported",
        "mood of person is new to the tag set and added to it",
        "the tag set has no such use of person; “Bo” comes in without it",
    ];
    assert_eq!(messages(&done), wanted);
    assert_eq!(show(&here), "a1? PER “Ann”\na2? person “Bo”");
    assert_eq!(here.tag_set().label("PER").unwrap().color, "imported");
    assert_eq!(come_in(&mut here, &found).tags, Counts { new: 0, there: 2, left_out: 0 });
}

#[test]
fn records_and_relations_meet_those_that_are_there() {
    let mut here = document("{person|Ann} said {quote|no}. Bo and {source|Cy} heard {quote|it}.");
    record(&mut here, "person", "Ann Roe", &[1]);
    link(&mut here, "said_by", 4, 3);
    let mut found =
        imported(document("Ann said {quote|no}. {source|Bo} and {source|Cy} heard {quote|it}."));
    record(&mut found, "person", "Ann Roe", &[2]);
    record(&mut found, "person", "Nobody", &[]);
    link(&mut found, "said_by", 1, 2);
    link(&mut found, "said_by", 4, 2);
    link(&mut found, "said_by", 4, 3);
    let done = come_in(&mut here, &found);
    assert_eq!(done.records, 0);
    assert_eq!(done.relations, Counts { new: 1, there: 1, left_out: 1 });
    assert_eq!(messages(&done), ["“it” has another said_by already, which stays"]);
    assert_eq!(links(&here), "a4 said_by a3\na2 said_by a5");
    assert!(show(&here).contains("a5? source “Bo” r1"));
}
