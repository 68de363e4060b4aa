//! [`judge`]: which proposals are right.
//!
//! Names and values are right with the place and label of a right answer. A quote is right if it
//! shares half of the characters of a right one and of itself together, each with one partner:
//! people agree on where reported words begin no better than in two of three cases. Its source
//! and cue are right if they touch those of the partner. A claim is right if it overlaps a
//! sentence to be checked by half of either.

use std::collections::{BTreeMap, BTreeSet};

use crate::annotation::{Gold, GoldSpan, Proposal, Proposals};
use crate::text::{Span, Text};

/// Labels of data sets that are called otherwise here.
const OTHERWISE: [(&str, &str); 1] = [("NORP", "group")];

/// Labels that are compared place by place.
const NAMES: [&str; 15] = [
    "person",
    "org",
    "place",
    "group",
    "role",
    "event",
    "work",
    "law",
    "product",
    "date",
    "time",
    "money",
    "percent",
    "quantity",
    "identifier",
];

/// Characters at the ends of a quote that do not count.
const MARKS: &[char] = &[
    '"', '\'', '“', '”', '‘', '’', '„', '‟', '«', '»', '‹', '›', '「', '」', '『', '』', '`', '´',
];

/// A proposal, compared with right answers.
#[derive(Clone, Copy, Debug)]
pub struct Judged<'p> {
    /// The proposal.
    pub proposal: &'p Proposal,
    /// Whether it is right.
    pub right: bool,
}

/// What we call a label of a data set that is compared place by place, if we have it.
pub fn label(theirs: &str) -> Option<&'static str> {
    let other = OTHERWISE.iter().find(|it| it.0 == theirs).map(|it| it.1);
    other.or_else(|| NAMES.into_iter().find(|it| it.eq_ignore_ascii_case(theirs)))
}

/// How many quotes and claims to be checked the right answers have.
pub fn wanted(gold: &Gold) -> [(&'static str, usize); 2] {
    let claims = gold.spans.iter().filter(|it| worthy(it) == Some(true)).count();
    [("quote", right_quotes(gold).len()), ("claim", claims)]
}

/// Compares what was proposed for a text. `labels` are the labels of names that its data set
/// tags at all; proposals of others, and whatever the answers say nothing about, are left out.
pub fn judge<'p>(gold: &Gold, labels: &BTreeSet<&str>, found: &'p Proposals) -> Vec<Judged<'p>> {
    let right: BTreeSet<(Span, &str)> =
        gold.spans.iter().filter_map(|it| Some((it.hull()?, label(&it.label)?))).collect();
    let names = found.annotations.iter().filter_map(|proposal| {
        let ours = *labels.get(proposal.label.as_str())?;
        Some(Judged { proposal, right: right.contains(&(proposal.spans.hull(), ours)) })
    });
    let mut all: Vec<_> = names.collect();
    all.extend(quotes(gold, found));
    all.extend(claims(gold, found));
    all
}

/// A quote of the right answers, which may be tagged in several pieces.
#[derive(Default)]
struct Quote {
    content: Vec<Span>,
    source: Vec<Span>,
    cue: Vec<Span>,
}

fn quotes<'p>(gold: &Gold, found: &'p Proposals) -> Vec<Judged<'p>> {
    let right = right_quotes(gold);
    if right.is_empty() {
        return Vec::new();
    }
    let ours: Vec<(usize, Vec<Span>)> = (0..)
        .zip(&found.annotations)
        .filter(|(_, it)| it.label == "quote" && !is_no_comment(it))
        .map(|(at, it)| (at, trimmed(&gold.text, it.spans.as_slice())))
        .collect();
    let partners = partners(&right, &ours);
    let mut all = Vec::new();
    for (at, _) in &ours {
        let partner = partners.get(at).and_then(|it| right.get(*it));
        let Some(proposal) = found.annotations.get(*at) else { continue };
        all.push(Judged { proposal, right: partner.is_some() });
        let relations = found.relations.iter().filter(|it| it.from == *at);
        for relation in relations {
            let Some(proposal) = found.annotations.get(relation.to) else { continue };
            let theirs = partner.map(|it| match relation.kind.as_str() {
                "said_by" => it.source.as_slice(),
                "cue" => it.cue.as_slice(),
                _ => &[],
            });
            // Where the partner has none, the data set may not have looked.
            if theirs.is_some_and(<[Span]>::is_empty) {
                continue;
            }
            let touches = |it: &Span| proposal.spans.overlap(*it);
            all.push(Judged { proposal, right: theirs.is_some_and(|it| it.iter().any(touches)) });
        }
    }
    all
}

fn is_no_comment(proposal: &Proposal) -> bool {
    proposal.attributes.get("kind").and_then(|it| it.as_text()) == Some("no_comment")
}

fn right_quotes(gold: &Gold) -> Vec<Quote> {
    // Pieces of one quote name it; a quote in one piece is its own name.
    fn name(it: &GoldSpan) -> &str {
        it.fact("quote").unwrap_or(&it.id)
    }
    let is_quote = |it: &&GoldSpan| {
        it.label.eq_ignore_ascii_case("quote") && it.fact("kind") != Some("no_comment")
    };
    let mut quotes: BTreeMap<&str, Quote> = BTreeMap::new();
    for it in gold.spans.iter().filter(is_quote) {
        quotes.entry(name(it)).or_default().content.extend(trimmed(&gold.text, &it.spans));
    }
    for link in &gold.links {
        let Some((from, to)) = gold.spans.get(link.from).zip(gold.spans.get(link.to)) else {
            continue;
        };
        let Some(quote) = quotes.get_mut(name(from)) else { continue };
        match link.kind.as_str() {
            "quote_source" | "said_by" => quote.source.extend(&to.spans),
            "quote_cue" | "cue" => quote.cue.extend(&to.spans),
            _ => {}
        }
    }
    quotes.into_values().collect()
}

/// `spans` without the marks and spaces at their ends.
fn trimmed(text: &Text, spans: &[Span]) -> Vec<Span> {
    let ends = |it: char| it.is_whitespace() || MARKS.contains(&it);
    spans
        .iter()
        .filter_map(|it| {
            let words = text.slice(*it);
            let start = it.start() + words.len() - words.trim_start_matches(ends).len();
            let end = it.end() - (words.len() - words.trim_end_matches(ends).len());
            text.span(start..end).ok()
        })
        .collect()
}

/// Which right quote each of ours (by its index in the proposals) stands for: best pairs first.
fn partners(right: &[Quote], ours: &[(usize, Vec<Span>)]) -> BTreeMap<usize, usize> {
    let length = |spans: &[Span]| spans.iter().map(|it| it.len()).sum::<usize>();
    let mut pairs = Vec::new();
    for (gold, quote) in right.iter().enumerate() {
        for (at, spans) in ours {
            let shared: usize = quote
                .content
                .iter()
                .flat_map(|one| spans.iter().filter_map(|two| one.intersection(*two)))
                .map(Span::len)
                .sum();
            let both = length(&quote.content) + length(spans) - shared.min(length(spans));
            if shared > 0 && 2 * shared >= both {
                // Per million, so that pairs can be ordered without fractions.
                pairs.push((1_000_000 * shared / both, gold, *at));
            }
        }
    }
    pairs.sort_unstable_by(|one, two| two.0.cmp(&one.0).then(one.1.cmp(&two.1)));
    let mut taken = BTreeSet::new();
    let mut partners = BTreeMap::new();
    for (_, gold, at) in pairs {
        if !partners.contains_key(&at) && taken.insert(gold) {
            partners.insert(at, gold);
        }
    }
    partners
}

fn claims<'p>(gold: &Gold, found: &'p Proposals) -> Vec<Judged<'p>> {
    let answers: Vec<(Span, bool)> =
        gold.spans.iter().filter_map(|it| Some((it.hull()?, worthy(it)?))).collect();
    // Where claims themselves are tagged and not sentences judged, what is not tagged is none.
    let tagged = gold.spans.iter().any(is_claim);
    let half = |claim: Span, sentence: Span| {
        let shared = claim.intersection(sentence).map_or(0, Span::len);
        shared > 0 && 2 * shared >= claim.len().min(sentence.len())
    };
    let claims = found.annotations.iter().filter(|it| it.label == "claim");
    claims
        .filter_map(|proposal| {
            let hull = proposal.spans.hull();
            let mut over = answers.iter().filter(|it| half(hull, it.0)).peekable();
            if over.peek().is_none() && !tagged {
                return None;
            }
            Some(Judged { proposal, right: over.any(|it| it.1) })
        })
        .collect()
}

fn is_claim(span: &GoldSpan) -> bool {
    span.label.eq_ignore_ascii_case("claim")
}

/// Whether what is tagged is to be checked, if anything is said about that.
fn worthy(span: &GoldSpan) -> Option<bool> {
    let said = span.fact("check_worthy").or(span.fact("factual_claim"));
    said.map(|it| it == "yes").or(is_claim(span).then_some(true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{GoldLink, Key, Licence, ProposedRelation, Reason, Spans, Tier};

    const WORDS: &str = "“We go home,” Zoe said. Kim wants that taxes fall. He smiled.";

    struct Case {
        gold: Gold,
        found: Proposals,
    }

    impl Case {
        fn new() -> Self {
            let gold = Gold {
                id: "1".to_owned(),
                source: String::new(),
                licence: Licence::Open,
                text: Text::new(WORDS),
                spans: Vec::new(),
                links: Vec::new(),
                sentences: Vec::new(),
                words: Vec::new(),
                zones: None,
            };
            Self { gold, found: Proposals::default() }
        }

        fn place(&self, words: &str) -> Span {
            let at = WORDS.find(words).unwrap();
            self.gold.text.span(at..at + words.len()).unwrap()
        }

        fn right(mut self, label: &str, words: &str, facts: &[(&str, &str)]) -> Self {
            let facts = facts.iter().map(|it| (it.0.to_owned(), it.1.to_owned())).collect();
            let spans = vec![self.place(words)];
            let id = self.gold.spans.len().to_string();
            self.gold.spans.push(GoldSpan { id, label: label.to_owned(), spans, facts });
            self
        }

        fn ours(mut self, label: &'static str, words: &str) -> Self {
            let reason = Reason::new("a.b", Tier::Likely, 800, "");
            let spans = Spans::from(self.place(words));
            self.found.annotations.push(Proposal::new(label, spans, reason));
            self
        }

        /// A relation between two of ours, and a link between two right answers.
        fn linked(mut self, kind: &'static str, theirs: &str) -> Self {
            let reason = Reason::new("a.b", Tier::Likely, 800, "");
            let kind = Key::new(kind);
            self.found.relations.push(ProposedRelation { kind, from: 0, to: 1, reason });
            self.gold.links.push(GoldLink { from: 0, to: 1, kind: theirs.to_owned() });
            self
        }

        #[track_caller]
        fn judged(&self, wanted: &[bool]) {
            let labels = self.gold.spans.iter().filter_map(|it| label(&it.label)).collect();
            let judged: Vec<_> =
                judge(&self.gold, &labels, &self.found).iter().map(|it| it.right).collect();
            assert_eq!(judged, wanted);
        }
    }

    #[test]
    fn names_need_place_and_label() {
        let case = Case::new().right("PERSON", "Zoe", &[]).right("NORP", "Kim", &[]);
        let case = case.ours("person", "Zoe").ours("person", "Kim").ours("group", "Kim");
        // What the data set does not tag is left out.
        case.ours("date", "He").ours("quote", "Zoe said").judged(&[true, false, true]);
    }

    #[test]
    fn quotes_need_half_of_their_place_and_one_partner() {
        let case = Case::new().right("QUOTE", "“We go home,”", &[]);
        let case = case.ours("quote", "go home").ours("quote", "We").ours("quote", "taxes fall");
        case.judged(&[true, false, false]);
    }

    #[test]
    fn sources_go_with_their_quote() {
        let case =
            || Case::new().right("QUOTE", "that taxes fall", &[]).right("SOURCE", "Kim", &[]);
        let told = |quote, source| {
            let case = case().ours("quote", quote).ours("source", source);
            case.linked("said_by", "quote_source")
        };
        told("taxes fall", "Kim wants").judged(&[true, true]);
        told("taxes fall", "Zoe").judged(&[true, false]);
        told("He smiled", "Kim").judged(&[false, false]);
        let unsourced = told("taxes fall", "Zoe");
        let gold = Gold { links: Vec::new(), ..unsourced.gold };
        Case { gold, ..unsourced }.judged(&[true]);
    }

    #[test]
    fn claims_need_an_answer() {
        let yes = [("check_worthy", "yes")];
        let no = [("factual_claim", "no")];
        let case = Case::new().right("SENT", "Kim wants that taxes fall.", &yes);
        let case = case.right("SENT", "He smiled.", &no);
        let case = case.ours("claim", "taxes fall").ours("claim", "He smiled");
        case.ours("claim", "We go home").judged(&[true, false]);
        let own = Case::new().right("claim", "taxes fall", &[]);
        own.ours("claim", "We go home").ours("claim", "taxes fall").judged(&[false, true]);
    }
}
