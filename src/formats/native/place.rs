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

fn span(text: &Text, (start, end): (usize, usize), words: Option<&String>) -> Result<Span, Wrong> {
    let place = text.span_in(Unit::CodePoint, start, end);
    let there = match place {
        Ok(span) => format!("{start}..{end} has {}", short(text.slice(span))),
        Err(error) => error.to_string(),
    };
    match (place, words) {
        (Ok(span), Some(words)) if text.slice(span) == words => Ok(span),
        (Ok(span), None) => Ok(span),
        (Err(error), None) => Err(Wrong::new(error.to_string())),
        (_, Some(words)) => Err(Wrong {
            message: format!("{there}, not {}", short(words)),
            hint: nearby(text, words, start),
        }),
    }
}

/// Where the words stand, if they do so once, or once within a short way of `start`.
fn nearby(text: &Text, words: &str, start: usize) -> Option<String> {
    if words.is_empty() {
        return None;
    }
    let at = |(byte, _)| text.offset_in(Unit::CodePoint, byte);
    let all: Vec<usize> = text.as_str().match_indices(words).map(at).take(1000).collect();
    let close = |it: &&usize| it.abs_diff(start) <= 200;
    let (first, count) = match all.as_slice() {
        [] => return Some("these words are nowhere in the text".to_owned()),
        [one] => (*one, 1),
        more => (*more.iter().find(close)?, more.iter().filter(close).count()),
    };
    let end = first + words.chars().count();
    (count == 1).then(|| format!("these words stand at {first}..{end}"))
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
