use proptest::prelude::*;

use super::super::{Models, Run, tag};
use super::*;
use crate::text::Text;

fn run(content: &str) -> (Text, Proposals) {
    let text = Text::new(content);
    let found = tag(
        &text,
        None,
        &Run { cancel: &Cancel::new(), progress: &|_| {}, models: Models::shipped() },
    )
    .unwrap();
    (text, found)
}

const NAMES: &[&str] =
    &["person", "org", "place", "group", "role", "event", "work", "law", "product"];

/// The names of `content` in order, as `label words`.
fn names(content: &str) -> Vec<String> {
    let (text, found) = run(content);
    let mut all: Vec<_> = found
        .annotations
        .iter()
        .filter(|it| NAMES.contains(&it.label.as_str()))
        .map(|it| (it.spans.hull(), it.label.to_string()))
        .collect();
    all.sort();
    all.into_iter().map(|(at, label)| format!("{label} {}", text.slice(at))).collect()
}

#[track_caller]
fn check(content: &str, expected: &[&str]) {
    assert_eq!(names(content), expected);
}

/// The record of the mention that reads `words`.
fn record(content: &str, words: &str) -> Option<crate::annotation::ProposedRecord> {
    let (text, found) = run(content);
    let mention = found
        .annotations
        .iter()
        .rev()
        .find(|it| NAMES.contains(&it.label.as_str()) && text.slice(it.spans.hull()) == words);
    found.records.get(mention?.record?).cloned()
}

#[test]
fn bodies_without_article_and_stop() {
    check("The Kellberg Tax Authority refused.", &["org Kellberg Tax Authority"]);
    check("It was built by Oriel Steel Ltd.", &["org Oriel Steel Ltd"]);
    check("Oriel Steel Ltd. was sold.", &["org Oriel Steel Ltd."]);
}

#[test]
fn initials_of_an_agreement_are_no_body() {
    let found = names(
        "The Kell-Oru Free Trade Agreement (KOFTA) is five years old. KOFTA has led to more exports.",
    );
    assert!(!found.iter().any(|it| it == "org KOFTA"), "{found:?}");
}

#[test]
fn people_by_title_office_and_forename() {
    check("Yesterday Mr Brell left.", &["person Brell"]);
    check("The plan of Dr. Ilse Varro failed.", &["person Ilse Varro"]);
    check(
        "Foreign Minister Oru Lasku met Anna Brell.",
        &["role Foreign Minister", "person Oru Lasku", "person Anna Brell"],
    );
    check(
        "It was U.S. Secretary of State John Brell who left.",
        &["place U.S.", "role Secretary of State", "person John Brell"],
    );
    check("It was up to rescue chief Oru Lasku.", &["role rescue chief", "person Oru Lasku"]);
    check("The rivers minister, Oru Lasku, left.", &["role rivers minister", "person Oru Lasku"]);
    check("It is dark, said Oru Lasku, 34, who left.", &["person Oru Lasku"]);
}

#[test]
fn other_names_by_their_last_word_and_by_lists() {
    check(
        "Staff of the Pell Vale Water Board walked down Quay Street in Russia.",
        &["org Pell Vale Water Board", "place Quay Street", "place Russia"],
    );
    check(
        "She works at the Carnegie Endowment for International Peace.",
        &["org Carnegie Endowment for International Peace"],
    );
    check("They closed the Pellmore dam in Velm.", &["place Pellmore dam", "place Velm"]);
    check("It backs Russian and Syrian troops.", &["group Russian", "group Syrian"]);
    check("It breaks the Clean Harbour Act.", &["law Clean Harbour Act"]);
    check(
        "She spoke at the Moderate National Convention.",
        &["event Moderate National Convention"],
    );
    check(
        "Washington-based lawyers met anti-Turkish groups.",
        &["place Washington", "group Turkish"],
    );
}

#[test]
fn capitals_that_name_nothing() {
    check("No, it is NOT closed. Please wait. Prices rose.", &[]);
    check("And from there it went on. Nobody knew why.", &[]);
}

#[test]
fn headlines_in_title_case_give_known_names_only() {
    let body = "The harbour master said the crane had been checked in the spring.";
    check(
        &format!("US Seeks Way Forward with Russia in Syria\n\n{body}"),
        &["place US", "place Russia", "place Syria"],
    );
}

#[test]
fn a_surname_stands_for_the_one_person_who_has_it() {
    let content = "Syrian President Bashar al-Brell left. Later Brell came back, said Mr Brell.";
    let found = record(content, "Brell").unwrap();
    assert_eq!(found.name, "Bashar al-Brell");
    assert_eq!(found.aliases, ["Brell"]);
    assert_eq!(found.roles, ["Syrian President"]);
}

#[test]
fn a_surname_of_two_people_is_left_open() {
    let content = "Anna Brell met Martin Brell. It was late, Brell said.";
    assert_eq!(record(content, "Brell"), None);
    let (text, found) = run(content);
    let last = found.annotations.iter().find(|it| text.slice(it.spans.hull()) == "Brell").unwrap();
    assert_eq!(last.reason.tier, crate::annotation::Tier::Unsure);
}

#[test]
fn other_names_of_a_country_and_initials_share_a_record() {
    let found =
        record("The US and the United States agreed with the U.S. on that.", "U.S.").unwrap();
    assert_eq!((found.name.as_str(), found.aliases.len()), ("United States", 2));
    let found = record("The Pell Users League met. Later PUL left the room.", "PUL").unwrap();
    assert_eq!(found.name, "Pell Users League");
}

#[test]
fn lines_of_fixed_order_say_what_a_name_is_there_for() {
    let content = "Crane falls\nBy Ada Moor, Harbour Reporter\n\nPELLBORG, Norland (NW) — The crane fell into the water on Monday, it was said.\n\nFILE - The crane on Feb. 2, 2025. (Jon Dee/North Wire)";
    let (text, found) = run(content);
    let used: Vec<_> = found
        .annotations
        .iter()
        .filter_map(|it| {
            let used = it.attributes.get("use")?.as_text()?;
            Some(format!("{used} {} {}", it.label, text.slice(it.spans.hull())))
        })
        .collect();
    assert_eq!(
        used,
        [
            "byline person Ada Moor",
            "byline role Harbour Reporter",
            "dateline place PELLBORG",
            "dateline place Norland",
            "credit person Jon Dee",
            "credit org North Wire",
        ]
    );
}

#[test]
fn furniture_has_no_names() {
    check(
        "Share on Facebook\nNews | Russia | Syria\n\nIt rained all day, and nobody was out.",
        &[],
    );
}

#[test]
fn a_cancelled_run_stops() {
    let cancel = Cancel::new();
    cancel.cancel();
    let text = Text::new("Anna Brell left.");
    assert!(
        tag(&text, None, &Run { cancel: &cancel, progress: &|_| {}, models: Models::shipped() })
            .is_err()
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn any_text_is_tagged(content in "(\\PC|[\n\r“”‘’\"'«»—–.,:;()$€0-9 ]|Mr |President |Anna |Brell |U\\.S\\. |said |the |of |New York |3 May |per cent |FILE - |By |> |# |al-){0,60}") {
        let (text, found) = run(&content);
        let mut at = 0;
        for zone in &found.zones {
            prop_assert!(at <= zone.span.start());
            let gap = content.get(at..zone.span.start());
            prop_assert!(gap.is_some_and(|it| it.trim().is_empty()), "zones leave out {:?}", gap);
            at = zone.span.end();
        }
        prop_assert!(content.get(at..).is_some_and(|it| it.trim().is_empty()));
        let values = ["date", "time", "money", "percent", "quantity", "identifier"];
        let mut flat: Vec<_> = found.annotations.iter()
            .filter(|it| NAMES.contains(&it.label.as_str()) || values.contains(&it.label.as_str()))
            .map(|it| it.spans.hull()).collect();
        flat.sort();
        prop_assert!(flat.windows(2).all(|it| it[0].end() <= it[1].start()), "{:?}", flat);
        for it in &found.annotations {
            prop_assert!(!text.slice(it.spans.hull()).is_empty());
            prop_assert!(it.record.is_none_or(|at| at < found.records.len()));
            prop_assert!(!it.reason.why.is_empty());
        }
    }
}

#[test]
fn reasons_of_the_weights_are_sentences() {
    let (_, found) = run("Officials met in Beijing on Monday, said Vladimir Putin of Gazprom.");
    let reasons = found.annotations.iter().map(|it| &it.reason);
    let reasons: Vec<_> = reasons.filter(|it| it.rule == "name.trained").collect();
    assert!(!reasons.is_empty());
    for reason in reasons {
        assert!(reason.why.starts_with("Reads like ") && reason.why.ends_with('.'), "{reason:?}");
    }
}
