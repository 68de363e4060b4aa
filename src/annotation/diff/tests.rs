//! Two versions, compared.

use proptest::prelude::*;

use super::*;
use crate::annotation::samples::{change, document, kim, link, record};
use crate::annotation::{Review, Signature};
use crate::text::Text;

fn show(first: &Document, second: &Document) -> Vec<String> {
    let moment = |it: Timestamp| it.0.to_string();
    diff(first, second, &moment)
        .into_iter()
        .map(|it| {
            let side = |it: &Option<Side>| {
                it.as_ref().map_or("-".to_owned(), |it| {
                    let line = it.line.map(|it| format!("{it}:")).unwrap_or_default();
                    format!("{line}{}", it.what)
                })
            };
            let none = || "none".to_owned();
            let fields: Vec<_> = it
                .fields
                .iter()
                .map(|it| {
                    let (first, second) = (it.first.clone(), it.second.clone());
                    format!(
                        "{} {} > {}",
                        it.name,
                        first.unwrap_or_else(none),
                        second.unwrap_or_else(none)
                    )
                })
                .collect();
            let sides = format!("{} | {}", side(&it.first), side(&it.second));
            format!("{} {sides} [{}]", it.kind.key(), fields.join("; "))
        })
        .collect()
}

#[test]
fn a_document_is_like_itself() {
    let mut one = document("{quote|“No,”} said {source|Ann}.");
    link(&mut one, "said_by", 1, 2);
    record(&mut one, "person", "Ann", &[2]);
    assert_eq!(show(&one, &one), Vec::<String>::new());
}

#[test]
fn tags_are_found_again_by_place_label_and_id() {
    let one =
        document("First\n{person|Ann} met {person|Bo} and {org|Cy} at {place|Dunmore Point}.");
    let mut other =
        document("First\nAnn met {person|Bo} and {person|Cy} at {place|Dunmore} {org|Point}.");
    change(&mut other, 1, |it| {
        it.standing.review = Review::Accepted;
        it.standing.signed = Some(Signature { by: "Ida".into(), at: Some(Timestamp(7)) });
        it.note = Some("sure?".into());
    });
    assert_eq!(
        show(&one, &other),
        [
            "tag 2:person “Ann”, open | - []",
            "tag 2:person “Bo”, open | 2:person “Bo”, accepted by Ida \
             [note none > sure?; review open > accepted; signed none > Ida at 7]",
            "tag 2:org “Cy”, open | 2:person “Cy”, open [label org > person]",
            "tag 2:place “Dunmore Point”, open | 2:place “Dunmore”, open \
             [place “Dunmore Point” at 27–40 > “Dunmore” at 27–34]",
            "tag - | 2:org “Point”, open []",
        ]
    );
}

#[test]
fn links_records_and_the_document_are_compared() {
    let mut one = document("{quote|“No,”} said {source|Ann}. {source|She} left.");
    let mut other = one.clone();
    link(&mut one, "said_by", 1, 2);
    link(&mut other, "said_by", 1, 3);
    record(&mut one, "person", "Ann", &[2]);
    record(&mut other, "person", "Ann Lee", &[2]);
    let id = crate::annotation::RecordId(1);
    let mut new = other.record(id).unwrap().clone();
    new.aliases.push("Ann".into());
    other.apply(crate::annotation::Edit::ReplaceRecord(Box::new(new))).unwrap();
    let mut metadata = other.metadata().clone();
    metadata.status = crate::annotation::Status::Done(kim());
    other.apply(crate::annotation::Edit::SetMetadata(Box::new(metadata))).unwrap();
    assert_eq!(
        show(&one, &other),
        [
            "document the document | the document [status open > finished by Kim]",
            "link 1:said_by from quote ““No,”” to source “Ann” | - []",
            "link - | 1:said_by from quote ““No,”” to source “She” []",
            "record 1:person “Ann” | 1:person “Ann Lee” [name Ann > Ann Lee; aliases none > Ann]",
        ]
    );
}

#[test]
fn places_are_carried_over_where_the_text_has_changed() {
    let one = document("Leak\n{person|Ann Lee} sad no.\n{place|Dunmore} is dry.\n");
    let other =
        document("Leak\nNew line.\n{person|Ann Lee} said no.\r\n{place|Dunmore} is {quote|dry}.\n");
    assert_eq!(
        show(&one, &other),
        [
            "text 2:Ann Lee sad no. | 2:New line.\\nAnn Lee said no.\\r \
             [words Ann Lee sad no. > New line.\\nAnn Lee said no.\\r]",
            "tag - | 4:quote “dry”, open []",
        ]
    );
    let apart = first_apart(&Text::new("a bad day"), &Text::new("a bald day")).unwrap();
    assert_eq!((apart.lines, apart.first.as_str(), apart.second.as_str()), ((1, 1), "bad", "bald"));
    assert_eq!(first_apart(&Text::new("x"), &Text::new("x")), None);
}

proptest! {
    #[test]
    fn what_is_carried_over_says_the_same(one in "([ab é\n]|🙂){0,24}", other in "([ab é\n]|🙂){0,24}") {
        let (first, second) = (Text::new(one.clone()), Text::new(other.clone()));
        let map = texts::Map::new(&first, &second);
        prop_assert_eq!(map.apart.is_empty(), one == other);
        let ends: Vec<usize> = one.char_indices().map(|it| it.0).chain([one.len()]).collect();
        let mut kept = 0;
        for (at, from) in ends.iter().enumerate() {
            for to in ends.iter().skip(at + 1) {
                let span = first.span(*from..*to).unwrap();
                if let Some((from, to)) = map.to_second(span) {
                    prop_assert_eq!(other.get(from..to), Some(first.slice(span)));
                    kept += 1;
                }
            }
        }
        prop_assert!(one != other || kept == ends.len() * (ends.len() - 1) / 2);
    }
}
