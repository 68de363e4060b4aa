//! Proposals meet documents that people have worked on.

use super::*;
use crate::annotation::samples::{apply, change, kim, link, links, place, record, show};
use crate::annotation::{
    AnnotationId, Furniture, Origin, ProposedRecord, ProposedRelation, Review, Signature, Tier,
    ZoneKind, actions, samples,
};

const fn a(id: u32) -> AnnotationId {
    AnnotationId(id)
}

fn reason() -> Reason {
    Reason::new("test.rule", Tier::Likely, 850, "a test says so")
}

/// The marks of `marked` as an untagged document and as what a tagger proposes for it.
fn proposals(marked: &str) -> (Document, Proposals) {
    let tagged = samples::document(marked);
    let untagged = Document::new(tagged.text().clone(), tagged.tag_set().clone());
    let mut by_id: Vec<_> = tagged.annotations().collect();
    by_id.sort_by_key(|it| it.id);
    let proposal = |it: &Annotation| Proposal {
        label: it.label.clone(),
        spans: it.spans.clone(),
        attributes: BTreeMap::new(),
        record: None,
        reason: reason(),
    };
    let annotations = by_id.into_iter().map(proposal).collect();
    (untagged, Proposals { annotations, ..Proposals::default() })
}

impl Proposals {
    fn linked(mut self, kind: &'static str, from: usize, to: usize) -> Self {
        let kind = Key::new(kind);
        self.relations.push(ProposedRelation { kind, from, to, reason: reason() });
        self
    }

    fn recorded(mut self, label: &str, name: &str, mentions: &[usize]) -> Self {
        let record = self.records.len();
        self.records.push(ProposedRecord {
            label: label.to_owned(),
            name: name.to_owned(),
            ..ProposedRecord::default()
        });
        for mention in mentions {
            self.annotations[*mention].record = Some(record);
        }
        self
    }
}

/// Reconciles, and returns how many came and went.
#[track_caller]
fn arrive(document: &mut Document, proposals: &Proposals) -> (usize, usize) {
    let found = reconcile(document, proposals, "1");
    apply(document, |_| Ok(found.transaction));
    (found.new.len(), found.withdrawn.len())
}

/// Nothing changes when the same proposals arrive again.
#[track_caller]
fn assert_settled(document: &Document, proposals: &Proposals) {
    let again = reconcile(document, proposals, "1");
    assert_eq!(again.transaction.edits, []);
    assert_eq!((again.new.len(), again.withdrawn.len()), (0, 0));
}

/// A quote with source and cue, a person with a record, twice.
fn article() -> (Document, Proposals) {
    let marked =
        "{quote|“No,”} {source|{person|Ann Roe}} {cue|said}. {person|Roe} left {org|Kell}.";
    let (document, proposals) = proposals(marked);
    let linked = proposals.linked("said_by", 0, 1).linked("cue", 0, 3);
    (document, linked.recorded("person", "Ann Roe", &[1, 2, 4]).recorded("org", "Kell", &[5]))
}

fn tagged() -> (Document, Proposals) {
    let (mut document, proposals) = article();
    arrive(&mut document, &proposals);
    (document, proposals)
}

#[test]
fn a_fresh_document_takes_everything() {
    let (mut it, proposals) = article();
    assert_eq!(arrive(&mut it, &proposals), (6, 0));
    assert_eq!(
        show(&it),
        "a1? quote ““No,””\na2? source “Ann Roe” r1\na3? person “Ann Roe” r1\na4? cue “said”\n\
         a5? person “Roe” r1\na6? org “Kell” r2"
    );
    assert_eq!(links(&it), "a1 said_by a2\na1 cue a4");
    assert_eq!(it.annotation(a(1)).unwrap().standing.why(), Some("a test says so"));
    assert_settled(&it, &proposals);
}

#[test]
fn the_same_proposal_twice_comes_in_once() {
    let (mut it, mut twice) = article();
    twice.annotations.push(twice.annotations[0].clone());
    twice = twice.linked("cue", 6, 3).linked("cue", 0, 3);
    assert_eq!(arrive(&mut it, &twice), (6, 0));
    assert_eq!(links(&it), "a1 said_by a2\na1 cue a4");
    assert_settled(&it, &twice);
}

#[test]
fn decisions_survive_a_second_run() {
    let (mut it, proposals) = tagged();
    apply(&mut it, |it| actions::accept(it, a(1), &kim()));
    apply(&mut it, |it| actions::reject(it, a(5), &kim()));
    assert_settled(&it, &proposals);
}

#[test]
fn an_accepted_source_of_an_open_quote_stays_linked() {
    let (mut it, proposals) = tagged();
    apply(&mut it, |it| actions::accept(it, a(2), &kim()));
    assert_settled(&it, &proposals);
    assert_eq!(links(&it), "a1 said_by a2\na1 cue a4");
}

#[test]
fn an_accepted_quote_keeps_its_links_when_the_tagger_sees_none() {
    let (mut it, proposals) = tagged();
    change(&mut it, 1, |it| it.standing.review = Review::Accepted);
    arrive(&mut it, &Proposals { relations: Vec::new(), ..proposals });
    assert_eq!(links(&it), "a1 said_by a2\na1 cue a4");
}

#[test]
fn a_rejected_proposal_never_comes_back() {
    let (mut it, proposals) = tagged();
    apply(&mut it, |it| actions::reject(it, a(1), &kim()));
    apply(&mut it, |it| actions::delete(it, a(6), &kim()));
    assert_settled(&it, &proposals);
    let newer = reconcile(&it, &proposals, "2").transaction;
    let open = newer.annotations();
    assert_eq!(open, [a(3), a(5)], "only open ones are brought up to the new version");
}

#[test]
fn what_was_corrected_is_not_proposed_again() {
    let (mut it, proposals) = tagged();
    apply(&mut it, |it| actions::relabel(it, a(6), &Key::new("place"), &kim()));
    let left = place(&it, "left");
    apply(&mut it, |it| actions::resize(it, a(5), 0, left, &kim()));
    let no = place(&it, "No");
    apply(&mut it, |it| actions::resize(it, a(1), 0, no, &kim()));
    assert_settled(&it, &proposals);
    apply(&mut it, |it| actions::reopen(it, a(5)));
    assert_settled(&it, &proposals);
}

#[test]
fn a_moved_source_keeps_its_open_quote() {
    let (mut it, proposals) = tagged();
    let roe = place(&it, "Roe left");
    apply(&mut it, |it| actions::resize(it, a(2), 0, roe, &kim()));
    assert_settled(&it, &proposals);
    assert_eq!(links(&it), "a1 said_by a2\na1 cue a4");
}

#[test]
fn a_relabelled_source_does_not_stop_the_rest() {
    let (mut it, proposals) = tagged();
    apply(&mut it, |it| actions::relabel(it, a(2), &Key::new("occasion"), &kim()));
    assert_settled(&it, &proposals);
    assert_eq!(links(&it), "a1 cue a4");
}

#[test]
fn split_and_merged_tags_are_not_proposed_again() {
    let (mut it, mut all) =
        proposals("{quote|“No, never,”} {quote|he said,} {claim|it rains a lot}.");
    arrive(&mut it, &all);
    apply(&mut it, |it| actions::merge(it, a(1), a(2), &kim()));
    let at = place(&it, "a lot").start();
    apply(&mut it, |it| actions::split(it, a(3), at, &kim()));
    assert_settled(&it, &all);
    apply(&mut it, |it| actions::delete(it, a(3), &kim()));
    assert_settled(&it, &all);
    // The half that is left stands for what was proposed.
    all = all.linked("expresses", 0, 2);
    assert_settled(&it, &all);
}

#[test]
fn a_name_of_a_person_is_in_the_way_of_other_names() {
    let (mut it, proposals) = article();
    let all = place(&it, "Roe left Kell");
    let by: Signature = kim();
    apply(&mut it, |it| actions::tag(it, &all.into(), &Key::new("event"), &by));
    assert_eq!(arrive(&mut it, &proposals), (4, 0));
    assert!(it.annotations().all(|it| it.label != "org"));
    assert_settled(&it, &proposals);
}

#[test]
fn what_is_not_proposed_any_more_is_withdrawn() {
    let (mut it, all) = tagged();
    apply(&mut it, |it| actions::accept(it, a(3), &kim()));
    apply(&mut it, |it| actions::set_note(it, a(6), "which?"));
    let none = Proposals::default();
    assert_eq!(arrive(&mut it, &none), (0, 4));
    assert_eq!(show(&it), "a3+ person “Ann Roe” r1\na6? org “Kell” r2");
    assert_settled(&it, &none);
    assert_eq!(arrive(&mut it, &all), (4, 0));
    assert_settled(&it, &all);
}

#[test]
fn an_open_tag_that_people_linked_stays() {
    let (mut it, _) = tagged();
    apply(&mut it, |it| actions::link(it, &Key::new("about"), a(6), a(5), &kim()));
    let about = link(&mut it, "about", 5, 3);
    assert_eq!(arrive(&mut it, &Proposals::default()), (0, 4));
    assert_eq!(show(&it), "a5? person “Roe” r1\na6+ org “Kell” r2");
    assert!(it.relation(about).is_none(), "the tagger's own link goes with the tag");
}

#[test]
fn records_that_people_merged_stay_merged() {
    let (mut it, all) = proposals("{person|Ann Roe} met {person|Anne} and {person|Bo}.");
    let all = all.recorded("person", "Ann Roe", &[0]).recorded("person", "Anne", &[1]);
    let all = all.recorded("person", "Bo", &[2]);
    arrive(&mut it, &all);
    let ids: Vec<_> = it.records().map(|it| it.id).collect();
    apply(&mut it, |it| actions::merge_records(it, ids[0], ids[1]));
    apply(&mut it, |it| actions::rename_record(it, ids[2], "Bo Lee"));
    assert_settled(&it, &all);
    apply(&mut it, |it| actions::accept(it, a(3), &kim()));
    assert_settled(&it, &all);
}

#[test]
fn a_record_is_found_by_its_name_before_its_aliases() {
    let (mut it, all) = proposals("{person|Roe} met {person|Ann Roe}.");
    let ann = record(&mut it, "person", "Ann Roe", &[]);
    let mut known = it.record(ann).unwrap().clone();
    known.aliases = vec!["Roe".to_owned()];
    it.apply(Edit::ReplaceRecord(Box::new(known))).unwrap();
    let roe = record(&mut it, "person", "Roe", &[]);
    let all = all.recorded("person", "Roe", &[0]).recorded("person", "Ann Roe", &[1]);
    arrive(&mut it, &all);
    assert_eq!(it.annotation(a(1)).unwrap().record, Some(roe));
    assert_eq!(it.annotation(a(2)).unwrap().record, Some(ann));
    arrive(&mut it, &Proposals::default());
    assert_eq!(it.records().count(), 0, "they go with their last mention");
}

fn zones(document: &Document, kinds: &[(ZoneKind, &str)]) -> Proposals {
    let zone = |(kind, words): &(ZoneKind, &str)| ProposedZone {
        span: place(document, words),
        kind: *kind,
        sub: (*kind == ZoneKind::Furniture).then_some(Furniture::Nav),
        lang: None,
        reason: reason(),
    };
    Proposals { zones: kinds.iter().map(zone).collect(), ..Proposals::default() }
}

#[test]
fn zones_come_in_until_a_person_sets_one() {
    let (mut it, _) = proposals("Head\nBody\nMore");
    let first = zones(&it, &[(ZoneKind::Body, "Head\nBody\nMore")]);
    arrive(&mut it, &first);
    assert_settled(&it, &first);
    let second = zones(&it, &[(ZoneKind::Headline, "Head"), (ZoneKind::Body, "Body\nMore")]);
    arrive(&mut it, &second);
    assert_eq!(it.zones().len(), 2);
    let more = place(&it, "More");
    apply(&mut it, |it| actions::rezone(it, more, ZoneKind::Credit, &kim()));
    assert_settled(&it, &first);
    assert_eq!(it.zones().len(), 3);
}

#[test]
fn zones_of_a_data_set_are_kept() {
    let (mut it, _) = proposals("Head\nBody");
    let first = zones(&it, &[(ZoneKind::Body, "Head\nBody")]);
    arrive(&mut it, &first);
    let mut zone = it.zones()[0].clone();
    zone.standing.origin = Origin::Import { from: "x".to_owned() };
    it.apply(Edit::SpliceZones { at: 0, remove: 1, insert: vec![zone] }).unwrap();
    assert_settled(&it, &zones(&it, &[(ZoneKind::Headline, "Head"), (ZoneKind::Body, "Body")]));
}

#[test]
fn what_the_tag_set_lacks_is_left_out() {
    let (mut it, mut all) = article();
    all.annotations[4].label = Key::new("elf");
    all.annotations[0].attributes.insert(Key::new("shoe"), "left".into());
    all = all.linked("elves", 0, 1).linked("cue", 0, 1);
    assert_eq!(arrive(&mut it, &all), (5, 0));
    assert!(it.annotation(a(1)).unwrap().attributes.is_empty());
    assert_eq!(it.relations().count(), 2);
    assert_settled(&it, &all);
}
