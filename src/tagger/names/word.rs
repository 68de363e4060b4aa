//! [`Word`]: a token with what the rules ask about it, and [`Mention`]: what they make of it.

use crate::annotation::{Reason, Tier};
use crate::tagger::{Analysis, Sentence};
use crate::text::{Span, TokenKind};

use super::lists;

/// A token of a sentence.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "three independent facts about a word")]
pub(super) struct Word<'t> {
    pub(super) words: &'t str,
    pub(super) span: Span,
    pub(super) kind: TokenKind,
    /// Begins with a capital, also after an article that is written with it (`al-Assad`).
    pub(super) capital: bool,
    /// The first word of the sentence, of a quotation in it or after a colon.
    pub(super) first: bool,
    /// Whether only blanks stand between this word and the one before.
    pub(super) joined: bool,
}

/// The words of a sentence.
pub(super) fn words<'t>(analysis: &Analysis<'t>, sentence: &Sentence) -> Vec<Word<'t>> {
    let mut made: Vec<Word<'t>> = Vec::new();
    let mut first = true;
    for token in analysis.tokens_of(sentence) {
        let words = analysis.word(token);
        let gap = made.last().and_then(|it| it.span.gap(token.span));
        let blank = gap.is_none_or(|it| !analysis.words(it).contains(['\n', '\r']));
        let is_word = matches!(token.kind, TokenKind::Word);
        made.push(Word {
            words,
            span: token.span,
            kind: token.kind,
            capital: is_word && begins_with_capital(words),
            first: first && is_word,
            joined: blank && made.last().is_some_and(|it| it.kind != TokenKind::Mark),
        });
        first = match token.kind {
            TokenKind::Mark => {
                first
                    || matches!(
                        words,
                        "“" | "\""
                            | "‘"
                            | "«"
                            | "„"
                            | ":"
                            | "("
                            | "'"
                            | "–"
                            | "—"
                            | "--"
                            | "-"
                            | "["
                            | "*"
                            | "•"
                    )
            }
            TokenKind::Symbol => first,
            _ => false,
        };
    }
    made
}

pub(super) fn begins_with_capital(word: &str) -> bool {
    const ARTICLES: &[&str] =
        &["al-", "el-", "ad-", "ar-", "as-", "an-", "ul-", "d’", "d'", "e-", "i", "ash-", "az-"];
    word.starts_with(char::is_uppercase)
        || ARTICLES.iter().any(|it| {
            word.strip_prefix(it).is_some_and(|rest| rest.starts_with(char::is_uppercase))
        })
}

impl Word<'_> {
    /// Whether it has two letters or more, all of them capitals.
    pub(super) fn is_upper(&self) -> bool {
        self.words.chars().filter(|c| c.is_alphabetic()).count() > 1
            && !self.words.contains(char::is_lowercase)
    }

    /// `J.` or `J.R.`
    pub(super) fn is_initial(&self) -> bool {
        self.capital
            && self.words.ends_with('.')
            && self.words.split('.').all(|it| it.chars().count() <= 1)
    }

    /// Whether it may stand in small letters between two parts of a person's name.
    pub(super) fn is_particle(&self) -> bool {
        is_particle(self.words)
    }

    /// Whether running text has it in small letters.
    pub(super) fn is_common(&self) -> bool {
        lists::is_common(self.words)
    }
}

/// Whether a word may stand in small letters between two parts of a person's name.
pub(super) fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "la"
            | "del"
            | "da"
            | "das"
            | "dos"
            | "do"
            | "van"
            | "von"
            | "der"
            | "den"
            | "bin"
            | "ibn"
            | "al"
            | "el"
            | "le"
            | "du"
            | "di"
            | "ter"
            | "ten"
            | "wa"
            | "ul"
            | "bint"
            | "y"
            | "e"
            | "af"
            | "av"
            | "zu"
    )
}

/// A name, found and understood.
#[derive(Clone, Debug)]
pub(in crate::tagger) struct Mention {
    pub(in crate::tagger) span: Span,
    pub(in crate::tagger) label: &'static str,
    /// The kind of a place; empty for others.
    pub(in crate::tagger) kind: &'static str,
    /// Byline, credit or dateline; empty for others.
    pub(in crate::tagger) used: &'static str,
    pub(in crate::tagger) reason: Reason,
    /// The office that stands with a person, as written.
    pub(in crate::tagger) role: Option<Span>,
}

impl Mention {
    pub(super) fn new(span: Span, label: &'static str, reason: Reason) -> Self {
        Self { span, label, kind: "", used: "", reason, role: None }
    }

    pub(super) fn place(span: Span, kind: &'static str, reason: Reason) -> Self {
        Self { kind, ..Self::new(span, "place", reason) }
    }
}

/// A reason with a rule of this pass.
pub(super) fn reason(
    rule: &'static str,
    (tier, sure): (Tier, u16),
    why: impl Into<String>,
) -> Reason {
    Reason::new(rule, tier, sure, why)
}

/// How far to trust a rule.
pub(super) const SURE: Tier = Tier::Sure;
pub(super) const LIKELY: Tier = Tier::Likely;
pub(super) const UNSURE: Tier = Tier::Unsure;
