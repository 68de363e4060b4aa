//! A search in the text of an open document, a piece in each frame.
//!
//! An archive of many megabytes takes longer to look through than a frame has time for. So the hits
//! come in from the beginning of the text on, and the first one can be gone to at once.
//!
//! Not here: the field, and going from hit to hit. A regular expression may hold as much of the text
//! as it likes, and is looked for in one go.

use regex::Regex;

use crate::text::{Span, Text};
use crate::ui::words;

/// Bytes that are looked through in a frame.
const STEP: usize = 1 << 20;

/// Hits that are taken in a frame.
const MOST: usize = 10_000;

/// A search in the text.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// What is looked for.
    pub query: String,
    /// Whether it is a regular expression.
    pub regex: bool,
    /// Where it was found so far, in order.
    pub hits: Vec<Span>,
    /// Index of the hit that was gone to last.
    pub current: usize,
    /// Why the query cannot be searched for.
    pub error: Option<String>,
    rest: Option<Rest>,
}

/// What is still to be looked through.
#[derive(Clone, Debug)]
struct Rest {
    pattern: Regex,
    /// From this byte on.
    from: usize,
}

impl Search {
    /// Begins to look for the query, in either case; [`Self::go_on`] finds it.
    pub fn begin(&mut self) {
        self.hits.clear();
        self.current = 0;
        (self.error, self.rest) = (None, None);
        if self.query.is_empty() {
            return;
        }
        let query = &self.query;
        let pattern = if self.regex { query.clone() } else { regex::escape(query) };
        match regex::RegexBuilder::new(&pattern).case_insensitive(true).build() {
            Ok(pattern) => self.rest = Some(Rest { pattern, from: 0 }),
            Err(_) => self.error = Some(words::bars::SEARCH_PATTERN_WRONG.to_owned()),
        }
    }

    /// Whether a part of the text is still to be looked through.
    pub fn is_running(&self) -> bool {
        self.rest.is_some()
    }

    /// Looks through the next part of the text. Whether the first hit was in it.
    pub fn go_on(&mut self, text: &Text) -> bool {
        let Some(Rest { pattern, from }) = self.rest.take() else {
            return false;
        };
        let none = self.hits.is_empty();
        if self.regex {
            let found = pattern.find_iter(text.as_str());
            self.hits.extend(found.filter_map(|it| text.span(it.range()).ok()));
            return !self.hits.is_empty();
        }
        let words = text.as_str();
        let end = words.floor_char_boundary((from + STEP).min(words.len()));
        let part = words.get(..end).unwrap_or_default();
        let (mut at, before) = (from, self.hits.len());
        while let Some(hit) = pattern.find_at(part, at)
            && self.hits.len() < before + MOST
        {
            self.hits.extend(text.span(hit.range()).ok());
            at = hit.end();
        }
        if self.hits.len() == before + MOST {
            self.rest = Some(Rest { pattern, from: at });
        } else if end < words.len() {
            // A hit may begin before the end of this part. Letters of either case can differ in length.
            let near = end.saturating_sub(self.query.len() * 3);
            let from = at.max(words.floor_char_boundary(near));
            self.rest = Some(Rest { pattern, from });
        }
        none && !self.hits.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(search: &mut Search, text: &Text) -> usize {
        search.begin();
        let mut frames = 0;
        while search.is_running() {
            search.go_on(text);
            frames += 1;
        }
        frames
    }

    #[test]
    fn a_long_text_is_searched_in_pieces_and_nothing_is_missed() {
        let text = Text::new("Straße und See. ".repeat(200_000));
        for (query, frames) in [("straße und", 4), ("e", 60), ("nowhere", 4), ("see. str", 4)] {
            let mut search = Search { query: query.to_owned(), ..Search::default() };
            let took = all(&mut search, &text);
            assert!(took >= frames, "{query}: {took}");
            let pattern = regex::Regex::new(&format!("(?i){}", regex::escape(query))).unwrap();
            let expected = pattern.find_iter(text.as_str()).map(|it| it.range());
            assert!(search.hits.iter().map(|it| it.range()).eq(expected), "{query}");
        }
    }

    #[test]
    fn the_first_hit_is_told_once() {
        let text = Text::new("a ".repeat(30_000));
        let mut search = Search { query: "A".to_owned(), ..Search::default() };
        search.begin();
        assert!(search.go_on(&text));
        assert!(search.is_running() && !search.go_on(&text));
    }

    #[test]
    fn a_pattern_is_looked_for_in_one_go() {
        let text = Text::new("One\ntwo\nthree");
        let query = r"\bt\w+$".to_owned();
        let mut search = Search { query, regex: true, ..Search::default() };
        assert_eq!(all(&mut search, &text), 1);
        assert_eq!(search.hits.len(), 1);
        search.query = "(".to_owned();
        all(&mut search, &text);
        assert!(search.error.is_some() && search.hits.is_empty());
    }
}
