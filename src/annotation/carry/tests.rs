//! Tags on new drafts.

mod random;

use super::*;
use crate::annotation::samples::{change, document, kim, link, place as spot, record};
use crate::annotation::{
    Extra, Furniture, Metadata, Origin, Signature, Standing, Tier, Zone, ZoneKind, check, news,
};
use crate::text::Text;

/// Accepts every tag.
fn accepted(marked: &str) -> Document {
    let mut document = document(marked);
    let ids: Vec<_> = document.annotations().map(|it| it.id.0).collect();
    for id in ids {
        change(&mut document, id, |it| {
            it.standing.review = Review::Accepted;
            it.standing.signed = Some(kim());
        });
    }
    document
}

fn draft(text: &str) -> Document {
    Document::new(Text::new(text), news())
}

/// What became of each tag: its id, fate, and words in the new draft.
fn fates(old: &Document, new: &str) -> Vec<String> {
    let done = carry(old, &draft(new)).unwrap();
    let line = |(id, fate): &(AnnotationId, Fate)| {
        let words = done.document.annotation(*id).map(|it| done.document.excerpt(it));
        format!("{id} {} {}", fate.key(), words.unwrap_or_default()).trim().to_owned()
    };
    done.tags.iter().map(line).collect()
}

const ROADS: &str = "Work on the bridge began in May.\n\n\
    {person|Ann Roe} said 14 of the old roads would be closed.\n\n\
    {org|Dunmore Council} pays for all of it, as it did in 2019.\n\n\
    {person|Bo Dee} was not there.\n";

#[test]
fn what_is_the_same_stays() {
    let old = accepted(ROADS);
    let text = old.text().as_str().to_owned();
    let same = ["a1 exact Ann Roe", "a2 exact Dunmore Council", "a3 exact Bo Dee"];
    assert_eq!(fates(&old, &text), same);
    assert_eq!(fates(&old, &text.replace('\n', "\r\n")), same);
    let more = format!("Kim Po reports.\n\n{}", text.replace("May.", "June. It rained."));
    assert_eq!(fates(&old, &more), same);
}

#[test]
fn a_paragraph_that_was_moved_takes_its_tags_along() {
    let old = accepted(ROADS);
    let new = "Dunmore Council pays for all of it, as it did in 2019.\n\n\
        Work on the bridge began in May.\n\n\
        Ann Roe said 14 of the old roads would be closed.\n\nBo Dee was not there.\n";
    let found = fates(&old, new);
    assert_eq!(found, ["a1 exact Ann Roe", "a2 moved Dunmore Council", "a3 exact Bo Dee"]);
}

#[test]
fn a_look_alike_is_never_taken_for_the_sentence() {
    let old = accepted(ROADS);
    let text = old.text().as_str();
    let other = text.replace("Ann Roe said 14", "Jo Lee said 17");
    assert_eq!(fates(&old, &other).first().unwrap(), "a1 changed Jo Lee");
    let done = carry(&old, &draft(&other)).unwrap();
    let tag = done.document.annotation(AnnotationId(1)).unwrap();
    assert_eq!(tag.standing.review, Review::Proposed);
    let note = "New draft: was “Ann Roe”, accepted by Kim; the words have changed";
    assert_eq!(tag.note.as_deref(), Some(note));
    // Beside the old one it changes nothing.
    let both = text.replace(
        "Ann Roe said",
        "Jo Lee said 17 of the old roads would be closed.\n\nAnn Roe said",
    );
    assert_eq!(fates(&old, &both).first().unwrap(), "a1 exact Ann Roe");
    let number = text.replace("14", "41");
    assert_eq!(fates(&old, &number).first().unwrap(), "a1 changed Ann Roe");
    let told = check::all(&carry(&old, &draft(&number)).unwrap().document);
    assert!(told.iter().any(|it| it.check == "stale-tag"), "{told:?}");
}

#[test]
fn of_two_copies_the_one_whose_neighbours_fit_is_meant() {
    let old = accepted(ROADS);
    let text = old.text().as_str();
    let line = "Dunmore Council pays for all of it, as it did in 2019.\n\n";
    let after = format!("{text}\nSomething else.\n\n{line}");
    let done = carry(&old, &draft(&after)).unwrap();
    assert_eq!(done.count(Fate::Exact), 3);
    let at = done.document.annotation(AnnotationId(2)).unwrap().spans.hull().start();
    assert_eq!(at, text.find("Dunmore").unwrap());
    let twice = text.replace(line, &format!("{line}{line}"));
    let found = fates(&old, &twice);
    assert_eq!(found, ["a1 exact Ann Roe", "a2 changed Dunmore Council", "a3 exact Bo Dee"]);
}

#[test]
fn a_few_common_words_elsewhere_are_another_sentence() {
    let old = accepted("One came to the town.\n\n{person|He} left.\n\nTwo went up the hill.\n");
    let found =
        fates(&old, "One came to the town.\n\nTwo went up the hill.\n\nA dog.\n\nHe left.\n");
    assert_eq!(found, ["a1 changed He"]);
}

#[test]
fn words_that_a_line_parts_now_are_not_the_same() {
    let old = accepted("\n{person|.🙂}\n🙂a");
    let found = fates(&old, ".\n🙂");
    assert!(!found[0].contains("exact") && !found[0].contains("moved"), "{found:?}");
}

#[test]
fn what_is_gone_is_kept_until_it_is_placed_or_dismissed() {
    let mut old =
        accepted("{quote|“No,”} said {source|Ann Roe}.\n\n{place|Dunmore} is dry, they say.\n");
    let ann = record(&mut old, "person", "Ann Roe", &[2]);
    link(&mut old, "said_by", 1, 2);
    change(&mut old, 1, |it| it.note = Some("sure?".into()));
    let done = carry(&old, &draft("Dunmore is dry, they say.\n\nThe rest is new.\n")).unwrap();
    assert_eq!((done.count(Fate::Orphaned), done.links_lost), (2, 1));
    let mut new = done.document;
    let listed = orphans(&new);
    assert_eq!(listed.len(), 2);
    assert_eq!((listed[0].words.as_str(), listed[0].note.as_deref()), ("“No,”", Some("sure?")));
    assert_eq!(listed[1].record, Some(ann));
    assert_eq!(check::all(&new).iter().filter(|it| it.check == "tag-without-place").count(), 2);
    let gone = dismiss_orphan(&new, AnnotationId(7));
    assert_eq!(gone, Err(EditError::NoAnnotation(AnnotationId(7))));
    for (id, words) in [(2, "Dunmore"), (1, "rest")] {
        let here = spot(&new, words).into();
        let step = place_orphan(&new, AnnotationId(id), here, &kim()).unwrap();
        step.apply(&mut new).unwrap();
    }
    assert_eq!(orphans(&new), []);
    assert_eq!(new.metadata().extra.get(ORPHANS), None);
    assert_eq!(new.relations().count(), 1);
    assert_eq!(new.annotation(AnnotationId(2)).unwrap().record, Some(ann));
    let mut again = carry(&old, &draft("Nothing.\n")).unwrap().document;
    dismiss_orphan(&again, AnnotationId(2)).unwrap().apply(&mut again).unwrap();
    assert_eq!(orphans(&again).len(), 2);
    let before = again.metadata().clone();
    let back = dismiss_orphans(&again).unwrap().apply(&mut again).unwrap();
    assert_eq!(orphans(&again), []);
    assert!(matches!(dismiss_orphans(&again), Err(EditError::Refused(_))));
    back.apply(&mut again).unwrap();
    assert_eq!(again.metadata(), &before);
}

#[test]
fn links_are_open_again_where_an_end_has_changed() {
    let mut old = accepted("{quote|“No,”} said {source|Ann Roe} at the old mill.\n\nIt rained.\n");
    let id = link(&mut old, "said_by", 1, 2);
    let same = carry(&old, &draft("New.\n\n“No,” said Ann Roe at the old mill.\n")).unwrap();
    assert_eq!((same.links_open, same.document.relations().count()), (0, 1));
    let mut relation = old.relation(id).unwrap().clone();
    relation.standing.review = Review::Accepted;
    old.apply(Edit::Unlink(id)).unwrap();
    old.apply(Edit::Link(Box::new(relation))).unwrap();
    let done = carry(&old, &draft("“No,” said Bo Dee at the old mill.\n\nIt rained.\n")).unwrap();
    assert_eq!(done.links_open, 1);
    assert_eq!(done.document.relation(id).unwrap().standing.review, Review::Proposed);
}

#[test]
fn pieces_of_a_quote_stay_together() {
    let old =
        accepted("{quote|“I saw it,} she said on the way. {+quote|It was a very big fish.”}\n");
    let same = "Oh.\n\n“I saw it, she said on the way. It was a very big fish.”\n";
    assert_eq!(fates(&old, same), ["a1 exact “I saw it, … It was a very big fish.”"]);
    let apart =
        "“I saw it, she said on the way. He sang a long old song. It was a very big fish.”\n";
    assert_eq!(fates(&old, apart), ["a1 changed “I saw it, … It was a very big fish.”"]);
}

#[test]
fn decided_zones_and_the_rest_of_the_document_come_along() {
    let mut old = accepted("Weather\n\n{person|Ann Roe} said so.\n");
    let zone = |document: &Document, words: &str, kind| Zone {
        span: spot(document, words),
        kind,
        sub: None,
        lang: None,
        standing: Standing::by_person(kim()),
        extra: Extra::new(),
    };
    let insert = vec![
        Zone { sub: Some(Furniture::Nav), ..zone(&old, "Weather", ZoneKind::Furniture) },
        zone(&old, "Ann Roe said so.", ZoneKind::Body),
    ];
    old.apply(Edit::SpliceZones { at: 0, remove: 0, insert }).unwrap();
    let metadata = Metadata { id: "d".into(), status: Status::Done(kim()), ..Default::default() };
    old.apply(Edit::SetMetadata(Box::new(metadata))).unwrap();
    let done = carry(&old, &draft("Weather\n\nAnn Roe said so.\n\nA new line.\n")).unwrap();
    assert!(done.reopened);
    assert_eq!(
        (done.document.metadata().id.as_str(), &done.document.metadata().status),
        ("d", &Status::Open)
    );
    let zones: Vec<_> =
        done.document.zones().iter().map(|it| (it.kind, it.standing.is_untouched())).collect();
    let body = ZoneKind::Body;
    assert_eq!(zones, [(ZoneKind::Furniture, false), (body, false), (body, true)]);
}

#[test]
fn what_was_proposed_is_carried_too() {
    let mut old = accepted("So {person|Ann Roe} said.\n");
    let spans = spot(&old, "Ann").into();
    change(&mut old, 1, |it| {
        if let Origin::Tagger(rule) = &mut it.standing.origin {
            rule.proposed = Some(Proposed { label: "org".into(), spans });
        }
        it.standing.tier = Tier::Sure;
        it.standing.signed = Some(Signature { by: "Kim".into(), at: None });
    });
    let done = carry(&old, &draft("First.\n\nSo Ann Roe said.\n")).unwrap();
    let tag = done.document.annotation(AnnotationId(1)).unwrap();
    let Origin::Tagger(rule) = &tag.standing.origin else { panic!("{tag:?}") };
    let was = rule.proposed.as_ref().unwrap();
    assert_eq!(done.document.text().slice(was.spans.hull()), "Ann");
}
