//! Finds names in a sentence: runs of capitalised words, cut and labelled by what is in them.

use super::lists::is_never_a_name;
use super::word::{Mention, Word};
use crate::text::{Span, Text};

/// What the rules found in one sentence.
#[derive(Default)]
pub(super) struct Found {
    /// Names that a rule or list knows.
    pub(super) known: Vec<Mention>,
    /// Capitalised words that only the rest of the text can explain.
    pub(super) open: Vec<Open>,
}

/// Capitalised words that no rule knows.
pub(super) struct Open {
    pub(super) span: Span,
    /// Number of words.
    pub(super) count: usize,
    /// The word before, and the word after.
    pub(super) before: String,
    pub(super) after: String,
    /// A common word that only begins a sentence.
    pub(super) weak: bool,
    /// All capitals, as an acronym.
    pub(super) upper: bool,
    /// A label that a list gives and the text may overrule.
    pub(super) listed: Option<(&'static str, &'static str)>,
}

/// Reads one sentence.
#[expect(clippy::struct_excessive_bools, reason = "independent facts about what comes next")]
pub(super) struct Finder<'w, 't> {
    text: &'w Text,
    pub(super) words: &'w [Word<'t>],
    /// Whether capitals say nothing here: a headline in title case, a line in capitals.
    pub(super) shouting: bool,
    /// The language, where it is not English.
    pub(super) foreign: Option<&'w str>,
    pub(super) found: Found,
    /// The office before the words that are looked at, and whether they have a title.
    pub(super) role: Option<Span>,
    pub(super) titled: bool,
    /// Whether they hold for the next run too (`Secretary of State John Roe`).
    pub(super) carried: bool,
}

impl<'w, 't> Finder<'w, 't> {
    pub(super) fn new(
        text: &'w Text,
        words: &'w [Word<'t>],
        (shouting, foreign): (bool, Option<&'w str>),
    ) -> Self {
        Self {
            text,
            words,
            shouting,
            foreign,
            found: Found::default(),
            role: None,
            titled: false,
            carried: false,
        }
    }

    /// Finds everything in the sentence.
    pub(super) fn run(mut self) -> Found {
        let mut at = 0;
        while let Some(word) = self.words.get(at) {
            if !word.capital {
                at += 1;
                continue;
            }
            let end = self.run_end(at);
            if !std::mem::take(&mut self.carried) {
                self.role = None;
                self.titled = false;
            }
            at = self.read_run(at, end);
        }
        self.found
    }

    pub(super) fn word(&self, at: usize) -> Option<&Word<'t>> {
        self.words.get(at)
    }

    pub(super) fn text(&self, at: usize) -> &'t str {
        self.words.get(at).map_or("", |it| it.words)
    }

    /// The word before `at`, passing over a mark; empty at the start.
    pub(super) fn before(&self, at: usize) -> &'t str {
        at.checked_sub(1).map_or("", |it| self.text(it))
    }

    /// The span from byte `from` to byte `to` inside one word.
    pub(super) fn cut_span(&self, from: usize, to: usize) -> Option<Span> {
        self.text.span(from..to).ok()
    }

    pub(super) fn span(&self, from: usize, to: usize) -> Option<Span> {
        let first = self.words.get(from)?.span;
        self.words.get(to.checked_sub(1)?).map(|last| first.hull(last.span))
    }

    /// The end of the capitalised words that begin at `from`.
    pub(super) fn run_end(&self, from: usize) -> usize {
        let mut end = from + 1;
        loop {
            match self.words.get(end) {
                Some(word) if word.joined && word.capital => end += 1,
                Some(word) if word.joined && word.is_particle() => {
                    let two = self.word(end + 1).is_some_and(Word::is_particle);
                    let next = end + 1 + usize::from(two);
                    if !self.word(next).is_some_and(|it| it.capital && it.joined)
                        || matches!(word.words, "e" | "do")
                    {
                        return end;
                    }
                    end = next + 1;
                }
                Some(word)
                    if word.words == "&" && self.word(end + 1).is_some_and(|it| it.capital) =>
                {
                    end += 2;
                }
                _ => return end,
            }
        }
    }

    /// Reads the words from `at` to `end`; returns where to go on.
    pub(super) fn read_run(&mut self, mut at: usize, mut end: usize) -> usize {
        while at < end {
            let Some(word) = self.word(at).copied() else { break };
            if is_never_a_name(word.words)
                || word.words == "&"
                || word.is_particle() && !word.capital
            {
                at += 1;
                continue;
            }
            if self.is_german_noun(at, end) {
                at += 1;
                continue;
            }
            if let Some(next) = self.read_title(at, end) {
                at = next;
                continue;
            }
            if let Some(next) = self.read_direction(at, end).or_else(|| self.read_listed(at, end)) {
                at = next;
                continue;
            }
            if self.is_sentence_start(&word, at, end) {
                if end - at == 1 || self.word(at + 1).is_some_and(|it| it.capital) {
                    self.open(at, at + 1, true);
                }
                at += 1;
                continue;
            }
            end = self.extend(at, end);
            let stop = self.cut(at, end);
            self.read_hyphenated(at);
            self.label(at, stop);
            self.role = None;
            self.titled = false;
            at = stop;
        }
        at.max(end)
    }

    pub(super) fn push(&mut self, mention: Mention) {
        self.found.known.push(mention);
    }

    pub(super) fn open(&mut self, at: usize, end: usize, weak: bool) {
        self.push_open(at, end, (weak, None));
    }

    pub(super) fn open_listed(
        &mut self,
        at: usize,
        end: usize,
        listed: (&'static str, &'static str),
    ) {
        self.push_open(at, end, (false, Some(listed)));
    }

    pub(super) fn push_open(
        &mut self,
        at: usize,
        end: usize,
        (weak, listed): (bool, Option<(&'static str, &'static str)>),
    ) {
        let Some(span) = self.span(at, end) else { return };
        let upper = self.words.get(at..end).is_some_and(|it| it.iter().all(Word::is_upper));
        let after = if self.text(end) == "," {
            format!(",{}", self.text(end + 1))
        } else {
            self.text(end).to_owned()
        };
        self.found.open.push(Open {
            span,
            count: end - at,
            before: self.before(at).to_owned(),
            after,
            weak,
            upper,
            listed,
        });
    }
}

/// The words for a label in a sentence, with their article.
pub(super) fn label_words(label: &str) -> &str {
    match label {
        "org" => "an organisation",
        "group" => "a people or group",
        "person" => "a person",
        "place" => "a place",
        "event" => "an event",
        "law" => "a law or agreement",
        "work" => "a work",
        "product" => "a product",
        other => other,
    }
}
