//! Spans of a file, checked against the words that it repeats.

use crate::annotation::Spans;
use crate::text::{Span, Text, Unit};

/// Why places are not what the file says they are.
#[derive(Debug, PartialEq)]
pub(super) struct Wrong {
    pub message: String,
    pub hint: Option<String>,
}

impl Wrong {
    fn new(message: String) -> Self {
        Self { message, hint: None }
    }
}

/// Most characters of a text in a message.
const SHORT: usize = 60;

/// The spans at `places` (code points), whose words are `quote` where it is given.
pub(super) fn spans(
    text: &Text,
    places: &[(usize, usize)],
    quote: Option<&[String]>,
) -> Result<Spans, Wrong> {
    if let Some(quote) = quote
        && quote.len() != places.len()
    {
        let (quotes, spans) = (quote.len(), places.len());
        return Err(Wrong::new(format!("{spans} spans but {quotes} quotes")));
    }
    let mut found = Vec::with_capacity(places.len());
    for (index, &(start, end)) in places.iter().enumerate() {
        let words = quote.and_then(|it| it.get(index));
        found.push(span(text, (start, end), words)?);
    }
    Spans::new(found).ok_or_else(|| Wrong::new(format!("{} overlap or are none", listed(places))))
}

/// The places that were meant, if that is plain, and how they were found.
pub(super) fn mended(
    text: &Text,
    places: &[(usize, usize)],
    quote: Option<&[String]>,
) -> Option<(Spans, String)> {
    if let Some(quote) = quote.filter(|it| it.len() == places.len()) {
        let mut found = Vec::with_capacity(places.len());
        for (&(start, end), words) in places.iter().zip(quote) {
            let here = span(text, (start, end), Some(words)).ok();
            found.push(here.or_else(|| only(text, words, start).ok().flatten())?);
        }
        let listed = found.iter().map(|it| text.offset_in(Unit::CodePoint, it.start()));
        let listed: Vec<_> = listed.map(|it| it.to_string()).collect();
        let how = format!("it was moved to where its words stand, from {}", listed.join(", "));
        return Spans::new(found).map(|it| (it, how));
    }
    if quote.is_some() {
        return None;
    }
    // Without words, pieces that lie over each other are one.
    let mut found: Vec<Span> = Vec::new();
    let all = places.iter().map(|&(start, end)| text.span_in(Unit::CodePoint, start, end));
    let mut all: Vec<Span> = all.collect::<Result<_, _>>().ok()?;
    all.sort_unstable();
    for span in all {
        match found.last_mut().filter(|it| span.start() < it.end()) {
            Some(last) => *last = last.hull(span),
            None => found.push(span),
        }
    }
    Spans::new(found).map(|it| (it, "pieces that overlap were made one".to_owned()))
}

fn span(text: &Text, (start, end): (usize, usize), words: Option<&String>) -> Result<Span, Wrong> {
    let place = text.span_in(Unit::CodePoint, start, end).map_err(|error| match error {
        // In the words of the file, which counts code points.
        _ if start >= end => format!("{start}..{end} holds no character"),
        error => error.to_string(),
    });
    let there = match &place {
        Ok(span) => format!("{start}..{end} has {}", short(text.slice(*span))),
        Err(error) => error.clone(),
    };
    match (place, words) {
        (Ok(span), Some(words)) if text.slice(span) == words => Ok(span),
        (Ok(span), None) => Ok(span),
        (Err(error), None) => Err(Wrong::new(error)),
        (_, Some(words)) => Err(Wrong {
            message: format!("{there}, not {}", short(words)),
            hint: nearby(text, words, start),
        }),
    }
}

/// Says where the words stand, if that is plain.
fn nearby(text: &Text, words: &str, start: usize) -> Option<String> {
    match only(text, words, start) {
        Ok(found) => {
            let found = found?;
            let at = |byte| text.offset_in(Unit::CodePoint, byte);
            Some(format!("these words stand at {}..{}", at(found.start()), at(found.end())))
        }
        Err(Nowhere) => Some("these words are nowhere in the text".to_owned()),
    }
}

/// The words are not in the text.
struct Nowhere;

/// Where the words stand, if they do so once, or once within a short way of `start`, which counts
/// code points.
fn only(text: &Text, words: &str, start: usize) -> Result<Option<Span>, Nowhere> {
    if words.is_empty() {
        return Ok(None);
    }
    let all: Vec<usize> = text.as_str().match_indices(words).map(|it| it.0).take(1000).collect();
    let close = |it: &&usize| text.offset_in(Unit::CodePoint, **it).abs_diff(start) <= 200;
    let (first, count) = match all.as_slice() {
        [] => return Err(Nowhere),
        [one] => (Some(one), 1),
        more => (more.iter().find(close), more.iter().filter(close).count()),
    };
    let first = first.filter(|_| count == 1);
    Ok(first.and_then(|&first| text.span(first..first + words.len()).ok()))
}

fn short(words: &str) -> String {
    let mut short: String = words.chars().take(SHORT).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    format!("{short:?}")
}

fn listed(places: &[(usize, usize)]) -> String {
    let places: Vec<_> = places.iter().take(8).map(|(a, b)| format!("{a}..{b}")).collect();
    format!("the spans [{}]", places.join(", "))
}
