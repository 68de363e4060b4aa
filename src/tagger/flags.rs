//! The pass for flags: questions to the editor.
//!
//! A flag never changes anything; its reason is the question. Not here: flags that need a second
//! version of the article or a table of names.

use std::collections::BTreeMap;

use super::quotes::marks::{self, Class, Ends, Marked};
use super::quotes::words::{VAGUE, fold};
use super::{Analysis, Cancel, Cancelled};
use crate::annotation::{Proposal, Proposals, Reason, Tier, Value, ZoneKind};
use crate::text::Span;

pub(super) fn propose(
    analysis: &Analysis<'_>,
    found: &mut Proposals,
    cancel: &Cancel,
) -> Result<(), Cancelled> {
    let marks = marks::pair(analysis);
    let mut flags = Vec::new();
    flags.extend(marks.iter().filter_map(|it| broken_marks(analysis, it)));
    if cancel.is_cancelled() {
        return Err(Cancelled);
    }
    flags.extend(sources(analysis, found));
    if cancel.is_cancelled() {
        return Err(Cancelled);
    }
    flags.extend(surnames(analysis, found));
    flags.extend(analysis.watch(&marks).filter_map(|it| headline_quote(analysis, it)));
    flags.extend(file_photos(analysis));
    found.annotations.extend(flags);
    Ok(())
}

/// The flag `kind` at `span`, with its question.
fn flag(kind: &'static str, span: Span, how: (Tier, u16), question: impl Into<String>) -> Proposal {
    let rule = match kind {
        "missing_close_mark" | "mark_pair_mismatch" => "flag.marks",
        "anonymous_without_reason" | "vague_collective_source" => "flag.source",
        "ambiguous_surname" => "flag.surname",
        "headline_quote_not_in_body" => "flag.headline",
        _ => "flag.caption",
    };
    Proposal::new("flag", span, Reason::new(rule, how.0, how.1, question)).with("kind", kind)
}

/// A mark without its partner, or with one of another style.
fn broken_marks(analysis: &Analysis<'_>, mark: &Marked) -> Option<Proposal> {
    let first = analysis.text.char_at(mark.span.start()).map_or(1, char::len_utf8);
    let start = mark.span.start();
    let sign = analysis.text.span(start..start + first).ok()?;
    match mark.ends {
        Ends::MissingClose => Some(flag(
            "missing_close_mark",
            sign,
            (Tier::Likely, 850),
            "This mark opens and nothing in the paragraph closes it. Where does the quote end?",
        )),
        Ends::MissingOpen => Some(flag(
            "mark_pair_mismatch",
            sign,
            (Tier::Likely, 800),
            "This mark closes and nothing in the paragraph opens it. Where does the quote begin?",
        )),
        Ends::Closed if mark.mismatch => Some(flag(
            "mark_pair_mismatch",
            mark.span,
            (Tier::Likely, 850),
            "The marks at the two ends do not belong together. Is a mark missing or mistyped?",
        )),
        Ends::Closed | Ends::Continues => None,
    }
}

/// Anonymous sources whose reason is not printed, and sources that are only “critics” or “some”.
fn sources(analysis: &Analysis<'_>, found: &Proposals) -> Vec<Proposal> {
    let mut flags: BTreeMap<Span, Proposal> = BTreeMap::new();
    for relation in analysis.watch(&found.relations).filter(|it| it.kind == "said_by") {
        let Some((quote, source)) =
            found.annotations.get(relation.from).zip(found.annotations.get(relation.to))
        else {
            continue;
        };
        let span = source.spans.hull();
        let text = |key: &str| quote.attributes.get(key).and_then(Value::as_text);
        let words = fold(analysis.words(span));
        if text("anonymity") == Some("no_reason") {
            flags.entry(span).or_insert_with(|| {
                flag(
                    "anonymous_without_reason",
                    span,
                    (Tier::Likely, 850),
                    "The source is not named and no reason is printed. Can the article say why?",
                )
            });
        } else if words.split_whitespace().count() < 3
            && words.split_whitespace().all(|it| VAGUE.has(it))
        {
            flags.entry(span).or_insert_with(|| {
                flag(
                    "vague_collective_source",
                    span,
                    (Tier::Likely, 850),
                    "Who are they? Nothing says how many spoke or for whom.",
                )
            });
        }
    }
    flags.into_values().collect()
}

/// A surname alone that two people of the article bear.
fn surnames(analysis: &Analysis<'_>, found: &Proposals) -> Vec<Proposal> {
    let mut bearers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for record in
        found.records.iter().filter(|it| it.label == "person" && !it.name.starts_with('['))
    {
        let mut words = record.name.split_whitespace();
        if let Some(last) = words.next_back().filter(|_| words.next().is_some()) {
            let names = bearers.entry(last).or_default();
            if !names.contains(&record.name.as_str()) {
                names.push(&record.name);
            }
        }
    }
    let persons = found.annotations.iter().filter(|it| it.label == "person");
    persons
        .filter_map(|it| {
            let span = it.spans.hull();
            let names = bearers.get(analysis.words(span)).filter(|it| it.len() > 1)?;
            let question = format!("Which of them is meant: {}?", names.join(", "));
            Some(flag("ambiguous_surname", span, (Tier::Likely, 850), question))
        })
        .collect()
}

/// Marked words of the headline that the body does not have.
fn headline_quote(analysis: &Analysis<'_>, mark: &Marked) -> Option<Proposal> {
    let zone = analysis.paragraphs.get(mark.paragraph)?.kind;
    let inner = mark.inner.filter(|_| zone == ZoneKind::Headline && mark.outer)?;
    if mark.class == Class::Angle || mark.ends != Ends::Closed {
        return None;
    }
    let plain = |words: &str| {
        let folded = fold(words);
        let kept: String =
            folded.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
        kept.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let wanted = plain(analysis.words(inner));
    let body = analysis.paragraphs.iter().filter(|it| {
        !matches!(it.kind, ZoneKind::Headline | ZoneKind::Furniture | ZoneKind::Standfirst)
    });
    let mut any = false;
    for paragraph in analysis.watch(body) {
        any = true;
        if plain(analysis.words(paragraph.span)).contains(&wanted) {
            return None;
        }
    }
    any.then(|| {
        flag(
            "headline_quote_not_in_body",
            mark.span,
            (Tier::Sure, 960),
            "The body does not have these words. Did anyone say them?",
        )
    })
}

/// Captions that say the picture is from the archive.
fn file_photos(analysis: &Analysis<'_>) -> Vec<Proposal> {
    let captions = analysis.paragraphs.iter().filter(|it| it.kind == ZoneKind::Caption);
    captions
        .filter_map(|it| {
            let words = analysis.words(it.span);
            let file = words.strip_prefix("FILE").is_some_and(|rest| {
                rest.trim_start().starts_with(['-', '–', '—', ':'])
            });
            file.then(|| {
                // The marker alone, so that the tags of the caption stay readable.
                let marker = analysis.tokens_in(it.span).first().map_or(it.span, |it| it.span);
                flag(
                    "file_photo",
                    marker,
                    (Tier::Sure, 960),
                    "The picture is from the archive. Could readers take its date for that of the event?",
                )
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::quotes::tests::body;
    use super::*;
    use crate::annotation::{ProposedRecord, ProposedZone};
    use crate::text::Text;

    fn flags_of(
        text: &Text,
        zones: Vec<ProposedZone>,
        mut found: Proposals,
    ) -> Vec<(String, String)> {
        let analysis = Analysis::new(text, zones);
        let cancel = Cancel::new();
        super::super::quotes::propose(&analysis, &mut found, &cancel).unwrap();
        propose(&analysis, &mut found, &cancel).unwrap();
        let flags = found.annotations.iter().filter(|it| it.label == "flag");
        flags
            .map(|it| {
                let kind = it.attributes["kind"].as_text().unwrap().to_owned();
                (kind, text.slice(it.spans.hull()).to_owned())
            })
            .collect()
    }

    #[track_caller]
    fn check(content: &str, expected: &[(&str, &str)]) {
        let (text, zones) = body(content);
        let found = flags_of(&text, zones, Proposals::default());
        let found: Vec<_> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(found, expected, "{content}");
    }

    #[test]
    fn broken_marks_are_asked_about() {
        check(
            "“We stayed all night, Ann Roe wrote later.\n\nIt rained.",
            &[("missing_close_mark", "“")],
        );
        check("“We stayed,\" Ann Roe said.", &[("mark_pair_mismatch", "“We stayed,\"")]);
        check("“We stayed,” Ann Roe said.", &[]);
    }

    #[test]
    fn nameless_sources_are_asked_about() {
        check(
            "An official familiar with the talks said that it was over.",
            &[("anonymous_without_reason", "An official familiar with the talks")],
        );
        check("Critics said that it was over.", &[("vague_collective_source", "Critics")]);
    }

    #[test]
    fn a_surname_of_two_people_is_asked_about() {
        let (text, zones) = body("Ann Roe met Bob Roe. Roe left.");
        let person = |from: usize, to: usize, record| {
            let reason = Reason::new("name.test", Tier::Sure, 1000, "A test.");
            let mut it = Proposal::new("person", text.span(from..to).unwrap(), reason);
            it.record = Some(record);
            it
        };
        let record = |name: &str| ProposedRecord {
            label: "person".to_owned(),
            name: name.to_owned(),
            ..ProposedRecord::default()
        };
        let found = Proposals {
            annotations: vec![person(0, 7, 0), person(12, 19, 1), person(21, 24, 0)],
            records: vec![record("Ann Roe"), record("Bob Roe")],
            ..Proposals::default()
        };
        let flags = flags_of(&text, zones, found);
        assert_eq!(flags, [("ambiguous_surname".to_owned(), "Roe".to_owned())]);
    }

    #[test]
    fn a_headline_quote_must_be_in_the_body() {
        let text = Text::new("Mayor 'lied', memo says\n\nThe memo says the mayor misled them.");
        let zone = |from, to, kind| ProposedZone {
            span: text.span(from..to).unwrap(),
            kind,
            sub: None,
            lang: None,
            reason: Reason::new("zone.test", Tier::Sure, 1000, "A test."),
        };
        let zones = vec![zone(0, 23, ZoneKind::Headline), zone(25, text.len(), ZoneKind::Body)];
        let flags = flags_of(&text, zones, Proposals::default());
        assert_eq!(flags, [("headline_quote_not_in_body".to_owned(), "'lied'".to_owned())]);
    }
}
