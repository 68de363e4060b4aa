//! Who said a quote.

use super::*;
use crate::annotation::RecordId;

/// Sets the source's form, as the tagger does.
fn form(document: &mut Document, quote: u32, form: &'static str) {
    change(document, quote, |it| {
        it.attributes.insert(Key::new("source_form"), form.into());
    });
}

fn set(document: &mut Document, quote: u32, speaker: &Speaker) -> String {
    apply(document, |it| set_speaker(it, a(quote), speaker, &kim()))
}

fn quote_attribute<'a>(document: &'a Document, quote: u32, key: &str) -> Option<&'a str> {
    document.annotation(a(quote)).unwrap().text_attribute(key)
}

fn speaker(document: &Document, quote: u32) -> Option<&str> {
    document.speaker(a(quote)).map(|it| it.name.as_str())
}

#[test]
fn words_without_a_record_get_it() {
    let mut it = said();
    form(&mut it, 1, "name");
    assert_eq!(set(&mut it, 1, &Speaker::New("Ann Roe".to_owned())), "Speaker: Ann Roe");
    assert_eq!(
        show(&it),
        "a1+ quote ““No,””\na2+ source “Ann Roe” r1\na3+ cue “said”",
        "the words carry the record, not the quote"
    );
    assert_eq!(quote_attribute(&it, 1, "source_form"), Some("name"));
    assert_eq!(quote_attribute(&it, 1, "source_kind"), Some("named_person"));
    assert_eq!(link_reviews(&it), [Review::Accepted; 2]);
    assert!(is_nothing(set_speaker(&it, a(1), &Speaker::Record(RecordId(1)), &kim())));
}

#[test]
fn a_name_that_is_known_is_not_doubled() {
    let mut it = document("{quote|“No.”} {person|Ann Roe}");
    let ann = record(&mut it, "person", "Ann Roe", &[2]);
    set(&mut it, 1, &Speaker::New(" Ann Roe".to_owned()));
    assert_eq!(it.annotation(a(1)).unwrap().record, Some(ann));
    refuses(set_speaker(&it, a(1), &Speaker::New(" ".to_owned()), &kim()), "write one");
    refuses(set_speaker(&it, a(2), &Speaker::Unknown, &kim()), "select a quote first");
}

#[test]
fn a_pronoun_can_stand_for_somebody_else() {
    let mut it = said();
    form(&mut it, 1, "pronoun");
    record(&mut it, "person", "Ann", &[2]);
    let bea = record(&mut it, "person", "Bea", &[]);
    set(&mut it, 1, &Speaker::Record(bea));
    assert_eq!((speaker(&it, 1), links(&it)), (Some("Bea"), "a1 said_by a2\na1 cue a3".into()));
}

#[test]
fn a_name_cannot_stand_for_somebody_else() {
    let mut it = said();
    form(&mut it, 1, "name");
    link(&mut it, "about", 2, 3);
    record(&mut it, "person", "Ann Roe", &[2]);
    let bea = record(&mut it, "person", "Bea", &[]);
    set(&mut it, 1, &Speaker::Record(bea));
    assert_eq!(
        show(&it),
        "a1+ quote ““No,”” r2\na2- source “Ann Roe” r1\na3+ cue “said”",
        "the quote carries it, the words are no source"
    );
    assert_eq!(links(&it), "a1 cue a3");
    assert_eq!(quote_attribute(&it, 1, "source_form"), Some("carried"));
}

#[test]
fn words_of_two_quotes_keep_their_meaning() {
    let mut it = document("{quote|“No,”} {source|she} said. {quote|“Go.”}");
    link(&mut it, "said_by", 1, 2);
    link(&mut it, "said_by", 3, 2);
    record(&mut it, "person", "Ann", &[2]);
    form(&mut it, 3, "pronoun");
    set(&mut it, 3, &Speaker::New("Bea".to_owned()));
    assert_eq!((speaker(&it, 1), speaker(&it, 3)), (Some("Ann"), Some("Bea")));
    assert_eq!(links(&it), "a1 said_by a2");
}

#[test]
fn a_rejected_source_says_nothing() {
    let mut it = said();
    record(&mut it, "person", "Ann", &[2]);
    apply(&mut it, |it| reject(it, a(2), &kim()));
    assert_eq!(speaker(&it, 1), None);
    set(&mut it, 1, &Speaker::New("Bea".to_owned()));
    assert_eq!(speaker(&it, 1), Some("Bea"));
    assert!(!it.annotation(a(2)).unwrap().is_live());
}

#[test]
fn same_as_the_quote_before() {
    let mut it = document("{quote|“No,”} she said. {quote|“Go.”}");
    let same = |it: &Document| set_speaker(it, a(2), &Speaker::SameAsPrevious, &kim());
    refuses(set_speaker(&it, a(1), &Speaker::SameAsPrevious, &kim()), "this is the first quote");
    refuses(same(&it), "set that one first");
    set(&mut it, 1, &Speaker::New("Ann".to_owned()));
    change(&mut it, 1, |it| {
        it.attributes.insert(Key::new("source_kind"), "unnamed_person".into());
    });
    assert_eq!(apply(&mut it, same), "Speaker: Ann");
    assert_eq!(speaker(&it, 2), Some("Ann"));
    assert_eq!(quote_attribute(&it, 2, "source_kind"), Some("unnamed_person"));
}

#[test]
fn anonymous_speakers_are_counted_and_described() {
    let mut it = document("{quote|“No,”} said {source|a senior official}. {quote|“Go.”}");
    link(&mut it, "said_by", 1, 2);
    record(&mut it, "person", "[anonymous 4]", &[]);
    let name = set(&mut it, 1, &Speaker::Anonymous);
    assert_eq!(name, "Speaker: [anonymous 5] a senior official");
    assert_eq!(quote_attribute(&it, 1, "source_kind"), Some("anonymous_person"));
    assert!(is_nothing(set_speaker(&it, a(1), &Speaker::Anonymous, &kim())), "it is so already");
    assert_eq!(set(&mut it, 3, &Speaker::Anonymous), "Speaker: [anonymous 6]");
}

#[test]
fn unknown_keeps_a_pronoun_but_not_a_name() {
    let mut it = said();
    form(&mut it, 1, "pronoun");
    record(&mut it, "person", "Ann", &[2]);
    assert_eq!(set(&mut it, 1, &Speaker::Unknown), "Speaker: unknown");
    assert_eq!((speaker(&it, 1), links(&it)), (None, "a1 said_by a2\na1 cue a3".into()));
    assert_eq!(quote_attribute(&it, 1, "source_kind"), Some("unknown"));
    assert_eq!(it.records().count(), 0);

    set(&mut it, 1, &Speaker::New("Ann".to_owned()));
    assert_eq!(quote_attribute(&it, 1, "source_kind"), Some("named_person"));
    form(&mut it, 1, "name");
    set(&mut it, 1, &Speaker::Unknown);
    assert_eq!((speaker(&it, 1), links(&it)), (None, "a1 cue a3".into()));
    assert_eq!(quote_attribute(&it, 1, "source_form"), Some("none"));
}
