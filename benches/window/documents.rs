//! The documents that are measured: invented words, with tags strewn over them evenly. The same
//! ones in every run.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use factmark::annotation::{
    Annotation, AnnotationId, Confidence, Document, Edit, Extra, Key, Origin, Review, Rule,
    Signature, Spans, Standing, Tier,
};
use factmark::formats::tagset;
use factmark::text::Text;

/// A document to measure.
pub(crate) struct Sample {
    /// What it is asked for by.
    pub(crate) name: &'static str,
    make: fn() -> Document,
}

impl Sample {
    pub(crate) fn document(&self) -> Document {
        (self.make)()
    }
}

/// All of them, the small ones first.
pub(crate) const SAMPLES: &[Sample] = &[
    Sample { name: "3KB", make: || article(3_000, 30) },
    Sample { name: "100KB-800", make: || article(100_000, 800) },
    Sample { name: "1MB-8000", make: || article(1_000_000, 8_000) },
    Sample { name: "1MB-20000", make: || article(1_000_000, 20_000) },
    Sample { name: "10MB-80000", make: || article(10_000_000, 80_000) },
    Sample { name: "10MB-400000", make: || article(10_000_000, 400_000) },
    Sample { name: "one-paragraph", make: || strewn(prose(1_000_000, usize::MAX), 8_000) },
    Sample { name: "one-word-lines", make: one_word_lines },
    Sample { name: "500-nested", make: nested },
];

const WORDS: &[&str] = &[
    "the",
    "harbour",
    "council",
    "said",
    "on",
    "Monday",
    "that",
    "repairs",
    "to",
    "a",
    "wall",
    "would",
    "cost",
    "about",
    "four",
    "million",
    "and",
    "engineers",
    "from",
    "Ostrava",
    "had",
    "seen",
    "no",
    "new",
    "damage",
    "Marchetti",
    "told",
    "reporters",
    "after",
    "it",
    "met",
];

/// Paragraphs have so many words.
const PARAGRAPH: usize = 80;

/// A number below `end`; the same dice in every run.
pub(crate) fn roll(state: &mut u64, end: usize) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*state >> 33).unwrap_or(0) % end.max(1)
}

fn prose(bytes: usize, paragraph: usize) -> String {
    let mut text = String::with_capacity(bytes + 64);
    let (mut dice, mut words) = (1, 0_usize);
    while text.len() < bytes {
        words += 1;
        text.push_str(WORDS.get(roll(&mut dice, WORDS.len())).copied().unwrap_or_default());
        text.push_str(match words {
            it if it.is_multiple_of(paragraph) => ".\n\n",
            it if it.is_multiple_of(13) => ". ",
            _ => " ",
        });
    }
    text
}

fn article(bytes: usize, tags: usize) -> Document {
    strewn(prose(bytes, PARAGRAPH), tags)
}

/// Labels with how many words they take: names, and longer tags that overlap them.
const LABELS: &[(&str, usize)] =
    &[("person", 1), ("org", 2), ("place", 1), ("date", 1), ("quote", 12), ("claim", 16)];

/// `text` with tags that begin at even distances, half of them open proposals.
fn strewn(text: String, tags: usize) -> Document {
    let starts: Vec<usize> = word_starts(&text);
    let mut document = Document::new(Text::new(text), tagset::news());
    for number in 0..tags {
        let first = number * starts.len() / tags;
        let (label, words) = LABELS.get(number % LABELS.len()).copied().unwrap_or(("person", 1));
        let (Some(&start), Some(&next)) = (starts.get(first), starts.get(first + words)) else {
            continue;
        };
        let end =
            document.text().as_str().get(start..next).map_or(start, |it| {
                start + it.trim_end_matches(|c: char| !c.is_alphanumeric()).len()
            });
        put(&mut document, number, label, start..end);
    }
    document
}

fn word_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let begins = |at: usize| at == 0 || bytes.get(at - 1).is_some_and(u8::is_ascii_whitespace);
    let is_word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    (0..text.len()).filter(|&at| begins(at) && is_word(at)).collect()
}

fn put(document: &mut Document, number: usize, label: &'static str, place: std::ops::Range<usize>) {
    let span = document.text().span(place).expect("words begin and end at characters");
    let standing = if number.is_multiple_of(2) {
        proposed(number)
    } else {
        Standing::by_person(Signature { by: "Kim".to_owned(), at: None })
    };
    let annotation = Annotation {
        id: AnnotationId(u32::try_from(number).expect("a number of tags") + 1),
        label: Key::new(label),
        spans: Spans::from(span),
        attributes: BTreeMap::new(),
        record: None,
        note: None,
        standing,
        extra: Extra::new(),
    };
    document.apply(Edit::Insert(Arc::new(annotation))).expect("the tag fits");
}

fn proposed(number: usize) -> Standing {
    let per_mille = u16::try_from(500 + number % 500).unwrap_or(500);
    Standing {
        review: Review::Proposed,
        signed: None,
        tier: Tier::Likely,
        confidence: Some(Confidence::new(per_mille)),
        origin: Origin::Tagger(Rule {
            version: "bench".to_owned(),
            key: Key::new("bench.rule"),
            why: "strewn over the text".to_owned(),
            proposed: None,
        }),
    }
}

fn one_word_lines() -> Document {
    let mut text = String::new();
    let mut dice = 1;
    for _ in 0..100_000 {
        let word = WORDS.get(roll(&mut dice, WORDS.len())).copied().unwrap_or_default();
        writeln!(text, "{word}").expect("memory");
    }
    strewn(text, 8_000)
}

/// A paragraph under 500 tags, each inside the one before, among others.
fn nested() -> Document {
    const DEPTH: usize = 500;
    let mut document = Document::new(Text::new(prose(20_000, 1_200)), tagset::news());
    let starts = word_starts(document.text().as_str());
    for number in 0..DEPTH {
        let (Some(&start), Some(&end)) = (starts.get(number), starts.get(2 * DEPTH - number))
        else {
            break;
        };
        put(&mut document, number, "claim", start..end);
    }
    document
}
