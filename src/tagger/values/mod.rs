//! The pass for values: dates, times, money, percent, quantities, identifiers.
//!
//! Each family is a pattern; of candidates that share text the one that begins first wins, then
//! the longest. A value never cuts a word: its ends are ends of tokens.
//!
//! Not here: what a date means on a calendar, units converted, sums checked (flags).

mod patterns;

use std::sync::LazyLock;

use regex_automata::Input;
use regex_automata::meta::Regex;

pub(super) use self::patterns::prepare;
use self::patterns::{DATE, FOREIGN_DATE, IDENTIFIER, MONEY, PERCENT, QUANTITY, TIME};
use super::{Analysis, Cancel, Cancelled, Sentence};
use crate::annotation::{Proposal, Proposals, Reason, Tier, ZoneKind};
use crate::text::{Span, TokenKind};

/// A family of values.
struct Family {
    label: &'static str,
    rule: &'static str,
    pattern: &'static LazyLock<Regex>,
    tier: Tier,
    sure: u16,
    why: &'static str,
}

/// The families; of two candidates for the same words the earlier family wins.
static FAMILIES: &[Family] = &[
    Family {
        label: "money",
        rule: "value.money",
        pattern: &MONEY,
        tier: Tier::Sure,
        sure: 960,
        why: "an amount with a currency",
    },
    Family {
        label: "percent",
        rule: "value.percent",
        pattern: &PERCENT,
        tier: Tier::Sure,
        sure: 980,
        why: "a number with per cent",
    },
    Family {
        label: "date",
        rule: "value.date",
        pattern: &DATE,
        tier: Tier::Likely,
        sure: 930,
        why: "a day, month, year or span of days",
    },
    Family {
        label: "time",
        rule: "value.time",
        pattern: &TIME,
        tier: Tier::Sure,
        sure: 950,
        why: "a time of day, or a span of hours or less",
    },
    Family {
        label: "identifier",
        rule: "value.identifier",
        pattern: &IDENTIFIER,
        tier: Tier::Likely,
        sure: 850,
        why: "a number or code that names one thing",
    },
    Family {
        label: "quantity",
        rule: "value.quantity",
        pattern: &QUANTITY,
        tier: Tier::Likely,
        sure: 880,
        why: "a number that counts or measures something",
    },
];

static FOREIGN: Family = Family {
    label: "date",
    rule: "value.date_foreign",
    pattern: &FOREIGN_DATE,
    tier: Tier::Likely,
    sure: 850,
    why: "a day or month in the language of the paragraph",
};

struct Candidate {
    span: Span,
    family: &'static Family,
    rank: usize,
}

pub(super) fn propose(
    analysis: &Analysis<'_>,
    found: &mut Proposals,
    cancel: &Cancel,
) -> Result<(), Cancelled> {
    for paragraph in analysis.paragraphs.iter().filter(|it| it.kind.is_article()) {
        let lang = analysis.zones.get(paragraph.zone).and_then(|it| it.lang.as_deref());
        let english = lang.is_none_or(|it| it == "en");
        for sentence in analysis.sentences_of(paragraph) {
            if cancel.is_cancelled() {
                return Err(Cancelled);
            }
            let published = matches!(paragraph.kind, ZoneKind::Timestamp);
            for kept in pick(candidates(analysis, sentence, english)) {
                found.annotations.push(proposal(&kept, published));
            }
        }
    }
    Ok(())
}

fn proposal(it: &Candidate, published: bool) -> Proposal {
    let family = it.family;
    let reason = Reason::new(family.rule, family.tier, family.sure, family.why);
    let made = Proposal::new(family.label, it.span, reason);
    if published && family.label == "date" { made.with("use", "published") } else { made }
}

/// Everything in a sentence that looks like a value.
fn candidates(analysis: &Analysis<'_>, sentence: &Sentence, english: bool) -> Vec<Candidate> {
    let mut all = addresses(analysis, sentence);
    let words = analysis.words(sentence.span);
    let families = FAMILIES.iter().chain((!english).then_some(&FOREIGN));
    for (rank, family) in families.enumerate() {
        if family.label == "percent" && !may_have_percent(words) {
            continue;
        }
        for hit in family.pattern.find_iter(words) {
            // Of "Case No. 12/34" only the number is the identifier.
            let inner = (family.label == "identifier").then(|| {
                let mut groups = family.pattern.create_captures();
                family.pattern.captures(Input::new(words).range(hit.range()), &mut groups);
                groups.get_group(1)
            });
            let hit = inner.flatten().map_or(hit.range(), |it| it.range());
            let from = sentence.span.start();
            let span = analysis.text.span(from + hit.start..from + hit.end).ok();
            let Some(span) = span.and_then(|it| analysis.text.trim(it)) else { continue };
            if cuts_no_word(analysis, span) && fits(analysis, sentence, family.label, span) {
                all.push(Candidate { span, family, rank });
            }
        }
    }
    all
}

/// Whether one of the words or signs for per cent is there, which is cheaper to see than to match.
fn may_have_percent(words: &str) -> bool {
    let word = |it: &[u8]| it.eq_ignore_ascii_case(b"per") || it.eq_ignore_ascii_case(b"pct");
    words.contains('%') || words.as_bytes().windows(3).any(word)
}

static ADDRESS: Family = Family {
    label: "identifier",
    rule: "value.address",
    pattern: &IDENTIFIER,
    tier: Tier::Sure,
    sure: 970,
    why: "an account or address",
};

/// Accounts and addresses are tokens of their own kind.
fn addresses(analysis: &Analysis<'_>, sentence: &Sentence) -> Vec<Candidate> {
    let is_address = |it: &&crate::text::Token| {
        it.kind == TokenKind::Address && !analysis.word(it).starts_with('#')
    };
    let found = analysis.tokens_of(sentence).iter().filter(is_address);
    found.map(|it| Candidate { span: it.span, family: &ADDRESS, rank: 0 }).collect()
}

/// Whether both ends are ends of tokens.
fn cuts_no_word(analysis: &Analysis<'_>, span: Span) -> bool {
    let inside = analysis.tokens_in(span);
    inside.first().is_some_and(|it| it.span.start() == span.start())
        && inside.last().is_some_and(|it| it.span.end() == span.end())
}

/// Checks what a pattern cannot see: the words around.
fn fits(analysis: &Analysis<'_>, sentence: &Sentence, label: &str, span: Span) -> bool {
    let words = analysis.words(span);
    let before = sentence.span.before(span).map_or("", |it| analysis.words(it)).trim_end();
    let after = sentence.span.after(span).map_or("", |it| analysis.words(it));
    let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let next = after.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    match (label, words) {
        // "May we", "March on": a month only where the words around say so.
        ("date", "May" | "March") => {
            (!before.is_empty() || next.starts_with(|c: char| c.is_ascii_digit()))
                && (is_date_cue(last) || !is_name_neighbour(last, next))
        }
        ("date", year) if year.len() == 4 && year.bytes().all(|it| it.is_ascii_digit()) => {
            is_year(last, next, after) || last == "the" && is_recent(year)
        }
        ("money", amount) => is_amount(amount),
        ("quantity", number) => is_count(number, before, (last, next), after),
        _ => true,
    }
}

/// Whether words that may be an amount are one: "Kell 2 won", "a real problem" and "a 50-pound bag" have
/// none.
fn is_amount(words: &str) -> bool {
    let lower = words.to_ascii_lowercase();
    let Some((number, last)) = lower.rsplit_once([' ', '-']) else { return true };
    let large = number.len() > 3 && !number.contains('.') || number.ends_with("illion");
    match last {
        "won" | "rand" => large,
        "real" => number.starts_with(|it: char| it.is_ascii_digit()) || large,
        "pound" | "pounds" => !lower.contains("-pound"),
        _ => true,
    }
}

fn is_date_cue(word: &str) -> bool {
    const CUES: &[&str] = &[
        "after", "around", "before", "between", "by", "during", "early", "end", "from", "in",
        "last", "late", "mid", "next", "of", "on", "since", "this", "through", "till", "to",
        "until",
    ];
    CUES.binary_search(&word.to_ascii_lowercase().as_str()).is_ok()
}

/// "Theresa May", "May said": then it is a name.
fn is_name_neighbour(last: &str, next: &str) -> bool {
    last.starts_with(char::is_uppercase) || matches!(next, "said" | "told" | "has" | "was" | "s")
}

/// Whether four digits are a year and no count.
fn is_year(last: &str, next: &str, after: &str) -> bool {
    if is_date_cue(last) || last.starts_with(char::is_uppercase) {
        return true;
    }
    let glued = after.starts_with(|c: char| c.is_alphanumeric() || c == '%' || c == '$');
    let counted = next.starts_with(char::is_lowercase) && next.ends_with('s') && next.len() > 3;
    let unit = patterns::is_unit(next);
    !glued && !counted && !unit && !matches!(last, "about" | "some" | "over" | "nearly" | "than")
}

/// A year of the last century or this one: "the 1967 borders".
fn is_recent(year: &str) -> bool {
    year.len() == 4 && (year.starts_with("19") || year.starts_with("20"))
}

/// Whether a number counts something.
fn is_count(number: &str, before: &str, (last, next): (&str, &str), after: &str) -> bool {
    let digits = number.starts_with(|c: char| c.is_ascii_digit());
    let label = matches!(
        last,
        "No" | "Article"
            | "Section"
            | "Chapter"
            | "Part"
            | "Flight"
            | "Route"
            | "Highway"
            | "Channel"
            | "Page"
            | "page"
            | "Phase"
            | "Level"
            | "Group"
            | "Form"
            | "Covid"
            | "Act"
            | "Room"
            | "Block"
            | "Class"
            | "Grade"
            | "Vision"
            | "Agenda"
            | "Top"
            | "Formula"
    );
    let listed = before.is_empty() && after.starts_with(['.', ')']);
    let glued = after.starts_with(['-', '–', '/', '°', '’', '\''])
        || before.ends_with(['-', '/', '#', '$', '£', '€']);
    let lone = matches!(number, "one" | "One" | "zero");
    let counted = next == "of" || patterns::is_unit(next);
    let idiom = lone && (!counted || matches!(last, "no" | "any" | "every" | "each"));
    let pair = matches!(last, "one" | "One");
    let bound = digits && (glued || pair);
    let excluded = [label, listed, idiom, bound];
    !excluded.contains(&true)
}

/// Of candidates that share text keeps the one that begins first, then the longest.
fn pick(mut all: Vec<Candidate>) -> Vec<Candidate> {
    all.sort_by(|one, other| one.span.cmp(&other.span).then(one.rank.cmp(&other.rank)));
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in all {
        if kept.last().is_none_or(|it| it.span.end() <= candidate.span.start()) {
            kept.push(candidate);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::super::{Models, Run, tag};
    use super::*;
    use crate::text::Text;

    /// The values of `content`, as `label words`.
    fn values(content: &str) -> Vec<String> {
        let text = Text::new(content);
        let run = Run { cancel: &Cancel::new(), progress: &|_| {}, models: Models::shipped() };
        let found = tag(&text, None, &run).unwrap();
        let mut values: Vec<_> = found
            .annotations
            .iter()
            .filter(|it| it.reason.rule.as_str().starts_with("value."))
            .map(|it| (it.spans.hull(), it.label.to_string()))
            .collect();
        values.sort();
        values.into_iter().map(|(at, label)| format!("{label} {}", text.slice(at))).collect()
    }

    #[track_caller]
    fn check(content: &str, expected: &[&str]) {
        assert_eq!(values(content), expected);
    }

    #[test]
    fn dates_absolute_and_relative() {
        check(
            "It closed on 14 November 2026, on Nov. 3, 2025, and in March.",
            &["date 14 November 2026", "date Nov. 3, 2025", "date March"],
        );
        check(
            "It fell last winter, in the 1990s, on Friday and two years ago.",
            &["date last winter", "date 1990s", "date Friday", "date two years ago"],
        );
        check(
            "From 2019-2021 and since 2015, on 2026-03-04.",
            &["date 2019-2021", "date 2015", "date 2026-03-04"],
        );
        check(
            "It met on April 27 and May 25, in June and July, from 2019 to 2021.",
            &["date April 27", "date May 25", "date June", "date July", "date 2019 to 2021"],
        );
        check(
            "It fell from 108,000 in 2013 to 59,000 and held in the 2024 elections.",
            &["quantity 108,000", "date 2013", "quantity 59,000", "date 2024"],
        );
        check("They may march on. May we go? Theresa May said so.", &[]);
    }

    #[test]
    fn times_of_day_and_short_spans() {
        check(
            "We closed it at 4.10am, at midnight, by two o’clock, within two hours.",
            &["time 4.10am", "time midnight", "time two o’clock", "time two hours"],
        );
        check("At 10:30 a.m. it took 31 hours.", &["time 10:30 a.m.", "time 31 hours"]);
    }

    #[test]
    fn money_and_percent() {
        check(
            "It cost $41 a year, £2.3 million, 5 billion yuan and Rs 20 crore.",
            &["money $41", "money £2.3 million", "money 5 billion yuan", "money Rs 20 crore"],
        );
        check(
            "Up 3.2 percent, 5%, and four per cent.",
            &["percent 3.2 percent", "percent 5%", "percent four per cent"],
        );
        check(
            "They asked 5,000-6,000 baht, 1.39 billion U.S. dollars and 15,000 won.",
            &["money 5,000-6,000 baht", "money 1.39 billion U.S. dollars", "money 15,000 won"],
        );
        check("It was a 336-million-ringgit plan.", &["money 336-million-ringgit"]);
        check("The final that Kell 2 won was a real fight over a 50-pound bag.", &["quantity 2"]);
    }

    #[test]
    fn counts_are_the_number_alone_and_measures_have_their_unit() {
        check("It has 14 staff and 212 lorries.", &["quantity 14", "quantity 212"]);
        check("Two miners dug 40 km into the hill.", &["quantity Two", "quantity 40 km"]);
        check("Prices fall by a fifth, said Ada, 34.", &["quantity a fifth", "quantity 34"]);
        check("The F-16 and Covid-19 made no one laugh.", &[]);
    }

    #[test]
    fn accounts_and_addresses_are_identifiers() {
        check(
            "Write to @port_pell or port@pell.example.org.",
            &["identifier @port_pell", "identifier port@pell.example.org"],
        );
    }

    #[test]
    fn a_time_stamp_gives_the_day_of_publication() {
        let text = Text::new(
            "Crane falls\n3 May 2026\n\nThe port said that it was checked in the spring.",
        );
        let run = Run { cancel: &Cancel::new(), progress: &|_| {}, models: Models::shipped() };
        let found = tag(&text, None, &run).unwrap();
        let date = found.annotations.iter().find(|it| it.label == "date").unwrap();
        assert_eq!(date.attributes.get("use").and_then(|it| it.as_text()), Some("published"));
    }
}
