//! The pass for quotes: who said what.
//!
//! Marks are paired ([`marks`]), sentences read with each marked place as one item ([`units`]),
//! reporting verbs found ([`cues`]) and put together with source and content ([`attribution`]);
//! or by trained weights ([`learned`]); what stands alone is given to the sentence it belongs to ([`floating`]), speakers are looked up
//! ([`speaker`]), and marks that are left over are judged ([`leftover`]).
//!
//! Not here: names (`names`), claims inside quotes (`claims`), training itself (`learn`).

mod attribution;
mod content;
mod cues;
mod draft;
mod emit;
pub(super) mod floating;
mod kinds;
mod layout;
pub(super) mod learned;
mod leftover;
pub(super) mod marks;
mod phrase;
mod phrase_after;
mod signs;
mod speaker;
pub(super) mod units;
pub(super) mod words;

use self::draft::Draft;
use self::marks::{Ends, Marked};
use self::units::Unit;
use super::{Analysis, Cancel, Cancelled};
use crate::annotation::{Proposals, ZoneKind};

pub(super) fn propose(
    analysis: &Analysis<'_>,
    found: &mut Proposals,
    cancel: &Cancel,
) -> Result<(), Cancelled> {
    let marks = marks::pair(analysis);
    let units = units::units(analysis, &marks);
    let drafts = drafts(analysis, &units, &marks, cancel)?;
    leftovers(analysis, &units, &marks, &drafts, found);
    emit::emit(analysis, &units, &marks, &drafts, found);
    if cancel.is_cancelled() { Err(Cancelled) } else { Ok(()) }
}

/// The quotes of every unit, in order.
fn drafts(
    analysis: &Analysis<'_>,
    units: &[Unit],
    marks: &[Marked],
    cancel: &Cancel,
) -> Result<Vec<Draft>, Cancelled> {
    let mut drafts: Vec<Draft> = Vec::new();
    for (index, unit) in units.iter().enumerate() {
        if cancel.is_cancelled() {
            return Err(Cancelled);
        }
        if !speaks(unit.zone) || floating::dash_line(units, index, &mut drafts) {
            continue;
        }
        let before = drafts.len();
        if !floating::in_brackets(unit) || !unit.is_bare() {
            let found = attribution::attributions(unit);
            let found = learned::attributions(unit, found, analysis.models);
            let refusal = floating::no_comment(unit, index);
            let cue = refusal.as_ref().and_then(|it| it.cue);
            let free = |it: &Draft| it.cue.zip(cue).is_none_or(|(one, other)| !one.overlaps(other));
            let found = found.iter().filter_map(|it| Draft::new(unit, index, it));
            drafts.extend(found.filter(free));
            drafts.extend(refusal);
        }
        if drafts.len() == before && unit.is_bare() {
            floating::bare_unit(units, index, marks, &mut drafts);
        }
    }
    Ok(drafts)
}

/// Whether quotes are looked for in zones of this kind.
fn speaks(zone: ZoneKind) -> bool {
    !matches!(
        zone,
        ZoneKind::Furniture
            | ZoneKind::Byline
            | ZoneKind::Timestamp
            | ZoneKind::Dateline
            | ZoneKind::Credit
            | ZoneKind::Pullquote
    )
}

/// Judges marked places that no quote holds.
fn leftovers(
    analysis: &Analysis<'_>,
    units: &[Unit],
    marks: &[Marked],
    drafts: &[Draft],
    found: &mut Proposals,
) {
    let mut used = vec![false; marks.len()];
    for block in drafts.iter().flat_map(|it| &it.blocks) {
        if let Some(it) = used.get_mut(*block) {
            *it = true;
        }
    }
    for unit in analysis.watch(units) {
        for (at, item) in unit.items.iter().enumerate() {
            let free = item.block.filter(|it| used.get(*it) == Some(&false));
            let mark = free.and_then(|it| marks.get(it));
            if let Some(mark) = mark.filter(|it| it.ends != Ends::MissingOpen) {
                found.annotations.extend(leftover::judge(analysis, unit, at, mark));
            }
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::annotation::{Proposal, ProposedRecord, ProposedZone, Reason, Tier};
    use crate::text::Text;

    /// One body zone over all of `content`.
    pub(in crate::tagger) fn body(content: &str) -> (Text, Vec<ProposedZone>) {
        let text = Text::new(content);
        let zone = text.whole().map(|span| ProposedZone {
            span,
            kind: ZoneKind::Body,
            sub: None,
            lang: None,
            reason: Reason::new("zone.test", Tier::Sure, 1000, "A test."),
        });
        (text, zone.into_iter().collect())
    }

    /// The first unit of `content`.
    pub(in crate::tagger) fn unit_of(content: &str) -> (Text, Unit) {
        let (text, zones) = body(content);
        let analysis = Analysis::new(&text, zones);
        let marks = marks::pair(&analysis);
        let unit = units::units(&analysis, &marks).remove(0);
        (text, unit)
    }

    fn tag_quotes(content: &str) -> (Text, Proposals) {
        let (text, zones) = body(content);
        let analysis = Analysis::new(&text, zones);
        let mut found = Proposals::default();
        propose(&analysis, &mut found, &Cancel::new()).unwrap();
        (text, found)
    }

    /// `kind | content / content | source | cue` of every quote.
    #[track_caller]
    fn check(content: &str, expected: &[&str]) {
        let (text, found) = tag_quotes(content);
        let quotes = found.annotations.iter().enumerate().filter(|it| it.1.label == "quote");
        let lines: Vec<_> = quotes
            .map(|(index, quote)| {
                let to = |kind: &str| {
                    let relation =
                        found.relations.iter().find(|it| it.from == index && it.kind == *kind);
                    relation.map_or("", |it| text.slice(found.annotations[it.to].spans.hull()))
                };
                let content: Vec<_> = quote.spans.iter().map(|it| text.slice(it)).collect();
                let kind = quote.attributes["kind"].as_text().unwrap();
                format!("{kind} | {} | {} | {}", content.join(" / "), to("said_by"), to("cue"))
            })
            .collect();
        assert_eq!(lines, expected, "{content}");
    }

    #[test]
    fn marked_words_beside_a_verb() {
        check("“It ended,” Ann Roe said on Monday.", &["direct | “It ended,” | Ann Roe | said"]);
        check("“It ended,” said Ann Roe, a baker.", &["direct | “It ended,” | Ann Roe | said"]);
        check("Ann Roe said: “It ended.”", &["direct | “It ended.” | Ann Roe | said"]);
        check("“It,” she said, “has ended.”", &["direct | “It,” / “has ended.” | she | said"]);
        check(
            "“It ended,” she said. “Now we rest.”",
            &["direct | “It ended,” / “Now we rest.” | she | said"],
        );
    }

    #[test]
    fn own_words_and_marked_words_are_one_mixed_quote() {
        check(
            "A port official said on Thursday that the “painful” cuts would come.",
            &["mixed | that the “painful” cuts would come | A port official | said"],
        );
        check(
            "Ms Roe called the plan “a floor”.",
            &["mixed | the plan “a floor” | Ms Roe | called"],
        );
    }

    #[test]
    fn indirect_speech() {
        check(
            "Ann Roe said that it had ended.",
            &["indirect | that it had ended | Ann Roe | said"],
        );
        check("It had ended, Ann Roe said.", &["indirect | It had ended | Ann Roe | said"]);
        check(
            "It had ended, said Ann Roe of the Harrow Fund.",
            &["indirect | It had ended | Ann Roe of the Harrow Fund | said"],
        );
        check(
            "It had ended, according to Ann Roe.",
            &["indirect | It had ended | Ann Roe | according to"],
        );
        check(
            "Lee told the Harrow Gazette that it had ended.",
            &["indirect | that it had ended | Lee | told"],
        );
        check("The plan, he said, was ready.", &["indirect | The plan / was ready | he | said"]);
    }

    #[test]
    fn a_second_cue_begins_a_second_quote() {
        check(
            "Lee said that it had ended, adding that they were tired.",
            &[
                "indirect | that it had ended | Lee | said",
                "indirect | that they were tired | Lee | adding",
            ],
        );
    }

    #[test]
    fn speakers_in_other_lines() {
        check(
            "“It ended.” –Commissioner Ann Roe",
            &["direct | “It ended.” | Commissioner Ann Roe | –"],
        );
        check(
            "And from Chair Ann Roe:\n\n“It ended.”",
            &["direct | “It ended.” | Chair Ann Roe | :"],
        );
        check(
            "“It rained.\n\n“So we stayed here all night.”",
            &["direct | “It rained. / “So we stayed here all night.” |  | "],
        );
        check(
            "No, trams run.\n— Mayor of Tolvane (@tolvane) April 28, 2026",
            &["direct | No, trams run. | Mayor of Tolvane (@tolvane) | —"],
        );
    }

    #[test]
    fn a_refusal_to_speak_is_a_quote_of_its_own_kind() {
        check(
            "Roe, now a consultant, was not available for comment.",
            &["no_comment | was not available for comment | Roe | was not available for comment"],
        );
        check(
            "The firm declined to comment.",
            &["no_comment | declined to comment | The firm | declined to comment"],
        );
    }

    #[test]
    fn marks_that_are_no_quote() {
        for (content, reason) in [
            ("The ministry’s so-called “fast unit” has 14 staff.", "scare"),
            ("The song “Blue Harbour Nights” came out.", "title"),
            ("The word “harbour” is old.", "term"),
            ("„Das stimmt“, sagte Grete Ohlsen. (“That is true.”)", "translation"),
            ("Robert “Bobby” Roe came.", "nickname"),
        ] {
            let (_, found) = tag_quotes(content);
            let mut kept = found.annotations.iter().filter(|it| it.label == "not_quote");
            let found = kept.next().and_then(|it| it.attributes["reason"].as_text());
            assert_eq!(found, Some(reason), "{content}");
        }
    }

    #[test]
    fn a_nameless_official_gets_a_record() {
        let (_, found) = tag_quotes("A senior port official said that it had ended.");
        assert_eq!(found.records[0].name, "[anonymous 1] senior port official");
    }

    #[test]
    fn a_pronoun_is_the_speaker_before_whom_it_fits() {
        let (text, zones) =
            body("Ms Lee met Mr Roe. Mr Roe said that it ended. “It rained,” she said.");
        let analysis = Analysis::new(&text, zones);
        let person = |name: &str, record| {
            text.as_str()
                .match_indices(name)
                .map(|(at, _)| {
                    let span = text.span(at..at + name.len()).unwrap();
                    let mut it = Proposal::new(
                        "person",
                        span,
                        Reason::new("name.test", Tier::Sure, 1000, "A test."),
                    );
                    it.record = Some(record);
                    it
                })
                .collect::<Vec<_>>()
        };
        let record = |name: &str| ProposedRecord {
            label: "person".to_owned(),
            name: name.to_owned(),
            ..ProposedRecord::default()
        };
        let mut found = Proposals {
            annotations: [person("Lee", 0), person("Roe", 1)].concat(),
            records: vec![record("Ann Lee"), record("Bo Roe")],
            ..Proposals::default()
        };
        propose(&analysis, &mut found, &Cancel::new()).unwrap();
        let speakers: Vec<_> =
            found.annotations.iter().filter(|it| it.label == "quote").map(|it| it.record).collect();
        assert_eq!(speakers, [Some(1), Some(0)]);
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_passes(content in "(\\PC|[\n“”\"'‘’«»„.,:—]| said |Ann Roe|because |@x){0,80}") {
            let (text, zones) = body(&content);
            let analysis = Analysis::new(&text, zones);
            let mut found = Proposals::default();
            let cancel = Cancel::new();
            propose(&analysis, &mut found, &cancel).unwrap();
            crate::tagger::claims::propose(&analysis, &mut found, &cancel).unwrap();
            crate::tagger::flags::propose(&analysis, &mut found, &cancel).unwrap();
            for relation in &found.relations {
                prop_assert!(relation.from.max(relation.to) < found.annotations.len());
            }
        }
    }

    #[test]
    fn a_cancelled_pass_stops() {
        let (text, zones) = body("Ann Roe said that it had ended.");
        let analysis = Analysis::new(&text, zones);
        let cancel = Cancel::new();
        cancel.cancel();
        assert!(propose(&analysis, &mut Proposals::default(), &cancel).is_err());
    }
}
