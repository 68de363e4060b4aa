//! Zones of lines.

use super::*;
use crate::annotation::{Furniture, Zone, ZoneKind};

/// A document with zones over `lines`, each a kind and its words.
fn page(text: &str, zones: &[(ZoneKind, &str)]) -> Document {
    let mut it = document(text);
    let insert = zones.iter().map(|(kind, words)| Zone {
        span: place(&it, words),
        kind: *kind,
        sub: None,
        lang: Some("en".to_owned()),
        standing: crate::annotation::samples::proposed(),
        extra: crate::annotation::Extra::new(),
    });
    let insert = insert.collect();
    it.apply(Edit::SpliceZones { at: 0, remove: 0, insert }).unwrap();
    it
}

/// Re-zones `words` and shows the zones as `kind words`.
fn rezoned(mut it: Document, words: &str, kind: ZoneKind) -> Vec<String> {
    let span = place(&it, words);
    apply(&mut it, |it| rezone(it, span, kind, &kim()));
    let person = |it: &Zone| if it.standing.signed.is_some() { "+" } else { "" };
    let show =
        |zone: &Zone| format!("{}{} {}", zone.kind.key(), person(zone), it.text().slice(zone.span));
    it.zones().iter().map(show).collect()
}

const FOUR: &str = "One a\r\nTwo b\r\n\r\nThree c\r\nFour d\r\n";

fn four() -> Document {
    page(FOUR, &[(ZoneKind::Headline, "One a"), (ZoneKind::Body, "Two b\r\n\r\nThree c\r\nFour d")])
}

#[test]
fn a_line_inside_a_zone_splits_it() {
    assert_eq!(
        rezoned(four(), "hree", ZoneKind::Subhead),
        ["headline One a", "body Two b", "subhead+ Three c", "body Four d"]
    );
}

#[test]
fn the_first_and_the_last_line_leave_the_rest() {
    assert_eq!(
        rezoned(four(), "Two", ZoneKind::Standfirst),
        ["headline One a", "standfirst+ Two b", "body Three c\r\nFour d"]
    );
    assert_eq!(
        rezoned(four(), "Four d\r\n", ZoneKind::Credit),
        ["headline One a", "body Two b\r\n\r\nThree c", "credit+ Four d"]
    );
}

#[test]
fn a_caret_at_the_end_of_a_line_means_that_line() {
    assert_eq!(
        rezoned(four(), "\r\n\r\n", ZoneKind::Standfirst),
        ["headline One a", "standfirst+ Two b", "body Three c\r\nFour d"]
    );
}

#[test]
fn lines_of_several_zones_become_one() {
    assert_eq!(
        rezoned(four(), "a\r\nTwo", ZoneKind::Kicker),
        ["kicker+ One a\r\nTwo b", "body Three c\r\nFour d"]
    );
    assert_eq!(rezoned(four(), FOUR, ZoneKind::Body), [format!("body+ {}", FOUR.trim())]);
}

#[test]
fn furniture_is_of_some_kind() {
    let mut it = four();
    let span = place(&it, "Two");
    let name = apply(&mut it, |it| rezone(it, span, ZoneKind::Furniture, &kim()));
    assert_eq!(name, "Zone: furniture");
    assert_eq!(it.zones()[1].sub, Some(Furniture::Other));
    assert_eq!(it.zones()[1].lang.as_deref(), Some("en"));
}

const LINE: &str = "KELL (MW) — It rained.\nThen it stopped.";

#[test]
fn a_dateline_is_part_of_its_line() {
    let body = || page(LINE, &[(ZoneKind::Body, LINE)]);
    assert_eq!(
        rezoned(body(), "(MW) — ", ZoneKind::Dateline),
        ["dateline+ KELL (MW) —", "body It rained.\nThen it stopped."]
    );
}

#[test]
fn only_the_touched_zones_of_a_line_change() {
    let dated = || {
        page(
            LINE,
            &[
                (ZoneKind::Dateline, "KELL (MW) —"),
                (ZoneKind::Body, "It rained.\nThen it stopped."),
            ],
        )
    };
    assert_eq!(
        rezoned(dated(), "rained", ZoneKind::Caption),
        ["dateline KELL (MW) —", "caption+ It rained.", "body Then it stopped."]
    );
    assert_eq!(
        rezoned(dated(), "KELL", ZoneKind::Body),
        ["body+ KELL (MW) —", "body It rained.\nThen it stopped."]
    );
    assert_eq!(
        rezoned(dated(), "— It", ZoneKind::Headline),
        ["headline+ KELL (MW) — It rained.", "body Then it stopped."]
    );
}

#[test]
fn a_blank_or_unzoned_place_is_refused() {
    let it = four();
    let end = place(&it, "\r\n\r\n").start();
    let blank = it.text().span(end + 2..end + 4).unwrap();
    refuses(rezone(&it, blank, ZoneKind::Body, &kim()), "put the caret into a line");
    let it = document("One\u{2028}Two");
    let two = place(&it, "Two");
    refuses(rezone(&it, two, ZoneKind::Body, &kim()), "let tags be proposed first");
    let it = page("One\u{2028}Two", &[(ZoneKind::Body, "One\u{2028}Two")]);
    assert_eq!(rezoned(it, "wo", ZoneKind::Credit), ["body One", "credit+ Two"]);
}
