//! Marks that are no quote: titles, terms, nicknames, translations, scare words.

use super::marks::{Class, Ends, Marked};
use super::units::Unit;
use super::words::{TERMS, WORKS, is_determiner};
use crate::annotation::{Proposal, Reason, Tier, ZoneKind};
use crate::tagger::Analysis;

/// What the marked place at item `at` of `unit` is, if it is no quote.
pub(super) fn judge(
    analysis: &Analysis<'_>,
    unit: &Unit,
    at: usize,
    mark: &Marked,
) -> Option<Proposal> {
    if mark.ends != Ends::Closed && mark.ends != Ends::MissingClose {
        return None;
    }
    let inner = mark.inner?;
    let words = analysis.words(inner);
    let count = analysis
        .tokens_in(inner)
        .iter()
        .filter(|it| it.kind != crate::text::TokenKind::Mark)
        .count();
    let (reason, tier, confidence, why) = reason(unit, at, words, count, mark)?;
    let rule = Reason::new("not_quote.marks", tier, confidence, why);
    Some(Proposal::new("not_quote", mark.span, rule).with("reason", reason))
}

type Judgement = (&'static str, Tier, u16, &'static str);

fn reason(unit: &Unit, at: usize, words: &str, count: usize, mark: &Marked) -> Option<Judgement> {
    if unit.zone == ZoneKind::Pullquote {
        let why = "The line repeats words of the article in large type.";
        return Some(("pull_quote", Tier::Likely, 900, why));
    }
    announced(unit, at, words, count).or_else(|| unannounced(unit, at, words, count, mark))
}

/// What the words beside the marks say that they are.
fn announced(unit: &Unit, at: usize, words: &str, count: usize) -> Option<Judgement> {
    let before = unit.before(at);
    let two = at.checked_sub(2).map_or("", |it| unit.word(it));
    let near =
        |test: &dyn Fn(&str) -> bool| (at.saturating_sub(4)..at).any(|it| test(unit.word(it)));
    let cap = |at: Option<usize>| at.and_then(|it| unit.at(it)).is_some_and(|it| it.cap);
    if unit.word(0) == "(" && unit.is_bare() || before == "(" && unit.word(at + 1) == ")" {
        let why = "Marked words in brackets after a quote translate it.";
        return Some(("translation", Tier::Likely, 850, why));
    }
    let so_called = matches!(before, "so-called" | "called" | "dubbed" | "nicknamed");
    if so_called || two == "known" && before == "as" {
        let why =
            "“So-called” and the like keep a name at a distance; nobody is named as saying it.";
        return Some(("scare", Tier::Sure, 950, why));
    }
    if count <= 3 && cap(at.checked_sub(1)) && cap(Some(at + 1)) {
        return Some(("nickname", Tier::Likely, 900, "Marked words inside a name are a nickname."));
    }
    let announces = matches!(before, "titled" | "entitled" | "headlined");
    let work = near(&|it| WORKS.has(it)) || (at + 1..at + 3).any(|it| WORKS.has(unit.word(it)));
    if announces || has_capitals(words) && work {
        let why = "Marked words with capitals beside a word for a work are its title.";
        return Some(("title", Tier::Likely, 900, why));
    }
    if near(&|it| TERMS.has(it)) && count <= 6 {
        let why = "The words before say that a word or phrase is meant as such.";
        return Some(("term", Tier::Likely, 850, why));
    }
    if matches!(two, "if" | "would" | "as") && matches!(before, "say" | "to") {
        let why = "Nobody said this: the words around it only imagine it.";
        return Some(("hypothetical", Tier::Unsure, 600, why));
    }
    None
}

/// What the marked words look like by themselves.
fn unannounced(
    unit: &Unit,
    at: usize,
    words: &str,
    count: usize,
    mark: &Marked,
) -> Option<Judgement> {
    let whole = words.ends_with(['.', ',', '!', '?']);
    let body = unit.zone == ZoneKind::Body && mark.class != Class::Single;
    if has_capitals(words) && words.starts_with(char::is_uppercase) && count <= 6 && body && !whole
    {
        let why = "Every word has a capital and nobody is named as saying it.";
        return Some(("title", Tier::Unsure, 600, why));
    }
    if !whole && (count <= 3 || count == 4 && is_determiner(unit.before(at))) {
        let why = "A few marked words, and nobody in the sentence is named as saying them.";
        return Some(("scare", Tier::Unsure, 600, why));
    }
    None
}

/// Whether every longer word has a capital.
fn has_capitals(words: &str) -> bool {
    let mut long = words.split_whitespace().filter(|it| it.len() > 3);
    long.all(|it| it.starts_with(char::is_uppercase))
}
