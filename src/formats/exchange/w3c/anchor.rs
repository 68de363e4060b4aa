//! Where the words of an annotation are: at its offsets, or where its words stand.

use crate::text::{Span, Text, Unit};

/// Characters around a place that are written, where they tell it from all others.
const AROUND: usize = 32;

/// And if they do not, at most.
const FAR: usize = 2048;

/// The words at a place and around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quote {
    pub exact: String,
    pub prefix: String,
    pub suffix: String,
}

/// The words of a place, with enough around them to stand nowhere else.
pub(super) fn quote(text: &Text, span: Span) -> Quote {
    let content = text.as_str();
    let exact = text.slice(span);
    let before = content.get(..span.start()).unwrap_or_default();
    let after = content.get(span.end()..).unwrap_or_default();
    let mut around = AROUND;
    loop {
        let (prefix, suffix) = (last(before, around), first(after, around));
        let all = content.get(span.start() - prefix.len()..span.end() + suffix.len());
        let whole = prefix.len() == before.len() && suffix.len() == after.len();
        if whole || around >= FAR || is_alone(content, all.unwrap_or_default()) {
            let [exact, prefix, suffix] = [exact, prefix, suffix].map(str::to_owned);
            return Quote { exact, prefix, suffix };
        }
        around *= 4;
    }
}

/// The last characters of a text.
fn last(text: &str, count: usize) -> &str {
    let start = text.char_indices().rev().nth(count.saturating_sub(1)).map_or(0, |it| it.0);
    text.get(start..).unwrap_or_default()
}

fn first(text: &str, count: usize) -> &str {
    let end = text.char_indices().nth(count).map_or(text.len(), |it| it.0);
    text.get(..end).unwrap_or_default()
}

fn is_alone(text: &str, words: &str) -> bool {
    places(text, words).nth(1).is_none()
}

/// Where words begin, also where they overlap.
fn places<'a>(text: &'a str, words: &'a str) -> impl Iterator<Item = usize> + 'a {
    let step = words.chars().next().map_or(1, char::len_utf8);
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + text.get(from..)?.find(words)?;
        from = at + step;
        Some(at)
    })
}

/// A place that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchored {
    /// Where its offsets say.
    There(Span),
    /// Elsewhere: only there its words stand like this.
    Moved(Span),
}

/// Finds the place of an annotation by its offsets, its words or both.
pub(super) fn anchor(
    text: &Text,
    position: Option<Result<Span, String>>,
    quote: Option<&Quote>,
) -> Result<Anchored, String> {
    let Some(quote) = quote.filter(|it| !it.exact.is_empty()) else {
        return match position {
            Some(position) => position.map(Anchored::There),
            None => Err("it has no place that can be read".to_owned()),
        };
    };
    if let Some(Ok(span)) = position
        && text.slice(span) == quote.exact
    {
        return Ok(Anchored::There(span));
    }
    let content = text.as_str();
    let fits = |at: &usize| {
        let end = at + quote.exact.len();
        content.get(..*at).is_some_and(|it| it.ends_with(&quote.prefix))
            && content.get(end..).is_some_and(|it| it.starts_with(&quote.suffix))
    };
    let mut fitting = places(content, &quote.exact).filter(fits);
    match (fitting.next(), fitting.next()) {
        (Some(at), None) => {
            let span = text.span(at..at + quote.exact.len()).map_err(|error| error.to_string())?;
            Ok(if position.is_some() { Anchored::Moved(span) } else { Anchored::There(span) })
        }
        (Some(_), Some(_)) => {
            Err(format!("{:?} stands in several places that look like it", quote.exact))
        }
        (None, _) => {
            let around = if is_empty(quote) { "" } else { " with the words around it" };
            Err(format!("{:?}{around} is not in the text", quote.exact))
        }
    }
}

fn is_empty(quote: &Quote) -> bool {
    quote.prefix.is_empty() && quote.suffix.is_empty()
}

/// A place from offsets, told in a unit.
pub(super) fn position(text: &Text, unit: Unit, start: usize, end: usize) -> Result<Span, String> {
    text.span_in(unit, start, end).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(exact: &str, prefix: &str, suffix: &str) -> Quote {
        let [exact, prefix, suffix] = [exact, prefix, suffix].map(str::to_owned);
        Quote { exact, prefix, suffix }
    }

    #[test]
    fn a_quote_stands_in_one_place() {
        let text =
            Text::new(format!("{}Ann Roe. {}", "Ann said so. ".repeat(30), "It. ".repeat(30)));
        for at in [0, 13 * 12, 13 * 30] {
            let span = text.span(at..at + 3).unwrap();
            let quote = quote(&text, span);
            assert_eq!(anchor(&text, None, Some(&quote)), Ok(Anchored::There(span)), "{at}");
        }
    }

    #[test]
    fn words_that_moved_are_found_and_alike_ones_are_not() {
        let text = Text::new("New. Ann Roe left. Ann Lee stayed.");
        let old = || Some(position(&text, Unit::CodePoint, 0, 3));
        let moved = anchor(&text, old(), Some(&words("Ann", "", " Roe")));
        assert_eq!(moved, Ok(Anchored::Moved(text.span(5..8).unwrap())));
        let alike = anchor(&text, old(), Some(&words("Ann", "", " "))).unwrap_err();
        assert!(alike.contains("several places"), "{alike}");
        let gone = anchor(&text, old(), Some(&words("Ann", "Old. ", ""))).unwrap_err();
        assert!(gone.contains("not in the text"), "{gone}");
        assert!(anchor(&text, None, None).is_err());
        let outside = Some(position(&text, Unit::CodePoint, 5, 99));
        assert!(anchor(&text, outside.clone(), None).is_err());
        let found = anchor(&text, outside, Some(&words("Lee", "", "")));
        assert_eq!(found, Ok(Anchored::Moved(text.span(23..26).unwrap())));
    }

    #[test]
    fn long_runs_of_one_letter_take_no_time() {
        let text = Text::new("a".repeat(200_000));
        let quote = quote(&text, text.span(100_000..100_001).unwrap());
        assert_eq!(quote.prefix.len(), FAR);
    }
}
