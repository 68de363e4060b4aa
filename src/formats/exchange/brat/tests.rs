use super::*;
use crate::annotation::{Document, Value};
use crate::formats::{Exporter as _, Importer as _, Input, Options, Read, tagset};
use crate::text::Text;

fn onto(text: &str, lines: &str) -> Read {
    let input = Input::new("a.ann", lines.as_bytes()).unwrap();
    let document = Document::new(Text::new(text), tagset::news());
    Standoff.onto(&input, Read { document, problems: Vec::new() }).unwrap()
}

fn shown(read: &Read) -> Vec<String> {
    let tag = |it: &_| read.document.excerpt(it);
    read.document.annotations().map(|it| format!("{} {}", it.label, tag(it))).collect()
}

fn messages(read: &Read) -> Vec<&str> {
    read.problems.iter().map(|it| it.message.as_str()).collect()
}

#[test]
fn every_kind_of_line_is_read() {
    let lines = "T1\tPerson 0 3\tZoë\nT2\tPerson 9 12\tshe\nT3\tHit 4 8\truns\n\
                 R1\tknows Arg2:T1 Arg1:T2\nE1\tHit:T3 Agent:T1\n*\tCoref T1 T2\n\
                 A1\tMood T3 quite happy\nA2\tSure T3\nN1\tReference T1 wikidata:Q1\tZoë Ruiz\n\
                 #1\tAnnotatorNotes T1\twho?\n";
    let read = onto("Zoë runs she", lines);
    assert_eq!(shown(&read), ["Person Zoë", "Hit runs", "Person she"]);
    let document = &read.document;
    let relations: Vec<_> = document
        .relations()
        .map(|it| {
            let [from, to] = [it.from, it.to].map(|it| document.annotation(it).unwrap());
            format!("{} {} {}", document.excerpt(from), it.kind, document.excerpt(to))
        })
        .collect();
    assert_eq!(relations, ["she knows Zoë", "runs Agent Zoë"]);
    let record = document.records().next().unwrap();
    assert_eq!((record.name.as_str(), record.link.as_deref()), ("Zoë", Some("wikidata:Q1")));
    assert_eq!(document.mentions(record.id).count(), 2);
    let hit = document.annotations().nth(1).unwrap();
    assert_eq!(hit.text_attribute("Mood"), Some("quite happy"));
    assert_eq!(hit.attributes.get("Sure"), Some(&Value::Flag(true)));
    assert_eq!(document.annotations().next().unwrap().note.as_deref(), Some("who?"));
}

#[test]
fn bad_lines_are_told_and_the_rest_is_read() {
    let lines = "T1\tPerson 0 3\tAnn\nT2\tPerson 1 9\tnn\nT3 Person 0 3 Ann\nT1\tOrg 0 3\tAnn\n\
                 R1\tknows Arg1:T1 Arg2:T2\nA1\tMood T9 x\nX1\twhat\nT5\tOrg 4\tRoe\n";
    let read = onto("Ann Roe", lines);
    assert_eq!(shown(&read), ["Person Ann"]);
    let messages = messages(&read);
    for part in [
        "line 2 (T2): the text has other words than \"nn\" there",
        "line 3: there is no tab after the id",
        "line 4 (T1): there is another line with this id",
        "line 8 (T5) is not “TYPE START END”, a tab, and words",
        "line 6 (A1): there is no T9",
        "line 7 (X1) is not written as brat does",
        "line 5 (R1): one of its tags is not there",
    ] {
        assert!(messages.iter().any(|it| it.contains(part)), "{part}: {messages:?}");
    }
}

#[test]
fn offsets_are_those_of_a_text_with_line_feeds() {
    let text = "One\r\n\r\nTwo \r\nthree";
    let moved = onto(text, "T1\tplace 5 8\tTwo\nT2\tquote 5 8;10 15\tTwo three\n");
    assert_eq!(shown(&moved), ["quote Two \r\nthree", "place Two"]);
    let counted = onto(text, "T1\tplace 7 10\tTwo\n");
    assert_eq!(shown(&counted), ["place Two"]);
}

#[test]
fn a_text_with_the_names_of_ours_as_attributes_keeps_them_apart() {
    assert_eq!(attribute_name("review"), "-u72-eview");
    assert_eq!(attribute_name("reviews"), "reviews");
}

#[test]
fn brat_is_told_of_every_label_and_attribute() {
    let companions = Brat.companions(&[tagset::news()]);
    let content = String::from_utf8(companions[0].content.clone()).unwrap();
    for line in [
        "person",
        "said_by\tArg1:quote, Arg2:source",
        "about\tArg1:<ENTITY>, Arg2:<ENTITY>",
        "worth_harm\tArg:claim, Value:0|1|2|3",
        "claim_quote\tArg:quote",
    ] {
        assert!(content.lines().any(|it| it == line), "{line}: {content}");
    }
}

#[test]
fn a_tag_over_a_line_end_is_written_in_fragments() {
    let read = onto("a \nb\tc", "T1\tquote 0 6\ta \nb\tc\n");
    assert!(shown(&read).is_empty(), "a line holds no line end");
    let read = onto("a \nb\tc", "T1\tquote 0 1;3 4;5 6\ta b c\n");
    assert_eq!(shown(&read), ["quote a \nb\tc"]);
    let written = Brat.write(&read.document, &Options::default());
    assert_eq!(written.parts[0], b"T1\tquote 0 1;3 4;5 6\ta b c\n");
}
