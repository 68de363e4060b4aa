//! New tags and identical mentions.

use super::*;
use crate::annotation::Spans;
use crate::text::Span;

fn tag_words(document: &mut Document, words: &str, label: &'static str) -> String {
    let spans = Spans::from(place(document, words));
    apply(document, |it| tag(it, &spans, &Key::new(label), &kim()))
}

#[test]
fn a_double_tag_accepts() {
    let mut it = document("{person|Ann Roe} left");
    assert_eq!(tag_words(&mut it, "Ann Roe", "person"), "Accept");
    assert_eq!(show(&it), "a1+ person “Ann Roe”");
    apply(&mut it, |it| reject(it, a(1), &kim()));
    tag_words(&mut it, "Ann Roe", "person");
    assert_eq!(show(&it), "a1+ person “Ann Roe”", "a rejected tag is taken up again");
}

#[test]
fn a_name_gets_the_record_of_the_same_words() {
    let mut it = document("{person|Roe} and {person|Roe} met the other Roe.");
    let roe = record(&mut it, "person", "Roe", &[1, 2]);
    let third = it.text().as_str().rfind("Roe").unwrap();
    let spans = Spans::from(it.text().span(third..third + 3).unwrap());
    assert_eq!(apply(&mut it, |it| tag(it, &spans, &Key::new("person"), &kim())), "Tag as Person");
    assert_eq!(it.annotation(a(3)).unwrap().record, Some(roe));
    record(&mut it, "person", "Other", &[2]);
    let mut none = it.clone();
    none.apply(Edit::Remove(a(3))).unwrap();
    apply(&mut none, |it| tag(it, &spans, &Key::new("person"), &kim()));
    assert_eq!(none.annotations().last().unwrap().record, None, "two records: ask");
}

#[test]
fn names_do_not_overlap() {
    let mut it = document("{person|Ann} Roe of {place|Kell}");
    tag_words(&mut it, "Ann Roe", "person");
    assert_eq!(show(&it), "a3+ person “Ann Roe”\na1- person “Ann”\na2? place “Kell”");
    assert_eq!(tag_words(&mut it, "Kell", "org"), "Relabel as Organisation");
    let whole = Spans::from(it.text().whole().unwrap());
    refuses(
        tag(&it, &whole, &Key::new("event"), &kim()),
        "“Ann Roe” is tagged as Person here, and names cannot overlap; resize, relabel or delete",
    );
    tag_words(&mut it, "Ann Roe of Kell", "claim");
    assert_eq!(it.annotation_count(), 4, "a claim may lie over anything");
}

#[test]
fn an_unknown_label_is_refused() {
    let it = document("Ann");
    let step = tag(&it, &place(&it, "Ann").into(), &Key::new("elf"), &kim()).unwrap();
    assert!(step.apply(&mut it.clone()).is_err());
}

/// The contexts of identical mentions of a1, as `before[words]after`.
fn mentions(marked: &str, ignore_case: bool) -> Vec<String> {
    mentions_with(marked, Alike { ignore_case, ..Alike::default() })
}

fn mentions_with(marked: &str, alike: Alike) -> Vec<String> {
    let it = document(marked);
    let found = identical_mentions(&it, a(1), alike);
    let show = |it: &Mention, words: &str| format!("{}[{words}]{}", it.before, it.after);
    found.iter().map(|m| show(m, it.text().slice(m.span))).collect()
}

#[test]
fn identical_mentions_are_whole_words() {
    let found = mentions("{person|Putin}. Putin’s men, Putinism, PUTIN; al-Putin", false);
    assert_eq!(found, ["Putin. [Putin]’s men, Putinism, PUTIN; al-Putin"]);
    let found = mentions("{person|Putin}. Putinism, PUTIN", true);
    assert_eq!(found, ["Putin. Putinism, [PUTIN]"]);
    assert_eq!(mentions("{person|Putin’s}. Putin Putin’s", false), ["Putin’s. Putin [Putin’s]"]);
}

#[test]
fn parts_of_words_are_found_where_that_is_asked_for() {
    let parts = |ignore_case| Alike { whole_words: false, ignore_case };
    let found = mentions_with("{person|Putin}. Putinism, PUTIN, XPutin", parts(false));
    assert_eq!(
        found,
        ["Putin. [Putin]ism, PUTIN, XPutin", "Putin. Putinism, PUTIN, X[Putin]"],
        "capitals as they are"
    );
    assert_eq!(mentions_with("{person|Putin}. Putinism, PUTIN, XPutin", parts(true)).len(), 3);
    let found = mentions_with("{place|New Kell} NewKell New\r\n Kells New\n\nKell", parts(false));
    assert_eq!(found, ["New Kell NewKell [New\r\n Kell]s New  Kell"]);
    // Letters that stand close are found apart, and an accent stays with its letter.
    assert_eq!(mentions_with("{person|aa} aaaaa", parts(false)).len(), 2);
    assert_eq!(mentions_with("{person|e} ne\u{301} ne", parts(false)).len(), 1);
    assert_eq!(mentions_with("{person|👩}‍🚀 👩‍🚀 👩", parts(false)).len(), 1);
}

#[test]
fn identical_mentions_may_break_over_lines_but_not_paragraphs() {
    let found = mentions("{place|New Kell}\n\nIn New\r\nKell. New\r\n\r\nKell", false);
    assert_eq!(found, ["New Kell  In [New\r\nKell]. New    Kell"]);
}

#[test]
fn identical_mentions_are_apart() {
    let found = mentions("{person|ha ha} - ha ha ha ha ha", false);
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn identical_mentions_know_what_is_tagged() {
    let it = document("{place|Kell} Kell {place|Kell} {org|Kell FC} 🙂Kell");
    let found = identical_mentions(&it, a(1), Alike::default());
    let taken: Vec<_> = found.iter().map(|it| it.taken.as_ref().map(Key::as_str)).collect();
    assert_eq!(taken, [None, Some("org"), None]);
    assert_eq!(identical_mentions(&it, a(9), Alike::default()), []);
}

fn tagged_mentions(document: &mut Document) -> String {
    let places: Vec<Span> =
        identical_mentions(document, a(1), Alike::default()).iter().map(|it| it.span).collect();
    let doubled: Vec<_> = places.iter().chain(&places).copied().collect();
    apply(document, |it| tag_mentions(it, a(1), &doubled, &kim()))
}

#[test]
fn mentions_are_tagged_alike_in_one_step() {
    let mut it = document("{place|Kell} Kell {place|Kell} {org|Kell FC}");
    record(&mut it, "place", "Kell", &[1]);
    change(&mut it, 1, |it| {
        it.attributes.insert(Key::new("kind"), "city".into());
        it.attributes.insert(Key::new("use"), "dateline".into());
    });
    apply(&mut it, |it| reject(it, a(2), &kim()));
    assert_eq!(tagged_mentions(&mut it), "Tag 3 more “Kell”");
    assert_eq!(
        show(&it),
        "a1? place “Kell” r1\na4+ place “Kell” r1\na2+ place “Kell”\na3- org “Kell FC”\n\
         a5+ place “Kell” r1"
    );
    let new = it.annotation(a(4)).unwrap();
    assert_eq!(new.text_attribute("kind"), Some("city"));
    assert_eq!(new.text_attribute("use"), None, "only the first is a dateline");
}

#[test]
fn a_mention_in_an_accepted_name_is_refused() {
    let mut it = document("{place|Kell} {org|Kell FC}");
    apply(&mut it, |it| accept(it, a(2), &kim()));
    let span = identical_mentions(&it, a(1), Alike::default())[0].span;
    refuses(tag_mentions(&it, a(1), &[span], &kim()), "“Kell FC” is tagged as Organisation");
}

#[test]
fn long_words_are_short_in_names_of_steps() {
    let claim = "the river rose by more than\nthree metres in a single night";
    let mut it = document(&format!("{{claim|{claim}}}. Again {claim}"));
    assert_eq!(tagged_mentions(&mut it), "Tag 1 more “the river rose by more than three metres…”");
}
