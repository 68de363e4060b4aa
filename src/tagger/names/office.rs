//! Offices and trades in small letters beside a person: "rescue chief Pavel Lindqvist", "Reyle,
//! now a consultant".

use super::lists;
use super::word::{LIKELY, Mention, SURE, reason};
use crate::tagger::Analysis;
use crate::text::{Span, Token, TokenKind};

/// Adds the offices that stand beside the people of `mentions`.
pub(super) fn add(analysis: &Analysis<'_>, mentions: &mut Vec<Mention>) {
    let mut found = Vec::new();
    for mention in analysis.watch(mentions.iter_mut()).filter(|it| it.label == "person") {
        let Some(sentence) = analysis.sentence_at(mention.span.start()) else { continue };
        let all = analysis.tokens_of(sentence);
        let from = all.partition_point(|it| it.span.start() < mention.span.start());
        let to = all.partition_point(|it| it.span.end() <= mention.span.end());
        let before = all.get(..from).unwrap_or_default();
        let after = all.get(to..).unwrap_or_default();
        let spans = [ahead(analysis, before), behind(analysis, after)];
        for (index, span) in spans.into_iter().enumerate() {
            let Some(span) = span else { continue };
            mention.role.get_or_insert(span);
            let (sure, why) = if index == 0 {
                ((SURE, 950), "an office or trade right before a person's name")
            } else {
                ((LIKELY, 850), "an office or trade right after a person's name")
            };
            found.push(Mention::new(span, "role", reason("name.role", sure, why)));
        }
    }
    mentions.extend(found);
    add_heads(analysis, mentions);
}

/// The office that ends right before a name, or before a comma and the name.
fn ahead(analysis: &Analysis<'_>, before: &[Token]) -> Option<Span> {
    let mut end = before.len();
    let word = |at: usize| before.get(at).map_or("", |it| analysis.word(it));
    let honorific = |at: usize| lists::is_honorific(word(at));
    if end > 0 && honorific(end - 1) {
        end -= 1;
    }
    let comma = end > 0 && word(end - 1) == ",";
    if comma {
        end -= 1;
    }
    let start = office_start(analysis, before, end)?;
    if comma {
        // "The rivers minister, Owen Tarrick,": the office has an article before it.
        let article = start.checked_sub(1).map(word)?;
        let definite =
            matches!(article.to_lowercase().as_str(), "the" | "its" | "his" | "her" | "their")
                || article.ends_with(['s', 'S']) && article.starts_with(['\'', '’']);
        if !definite {
            return None;
        }
    }
    hull(before, start, end)
}

/// Where the office that ends at `end` begins: a known word with its modifiers.
fn office_start(analysis: &Analysis<'_>, tokens: &[Token], end: usize) -> Option<usize> {
    let small = |at: usize| {
        tokens
            .get(at)
            .filter(|it| it.kind == TokenKind::Word)
            .map(|it| analysis.word(it))
            .filter(|it| !it.contains(char::is_uppercase) || it.contains('-'))
    };
    let last = small(end.checked_sub(1)?)?;
    let head = last.rsplit('-').next().unwrap_or(last);
    if !lists::is_role(last) && !lists::is_role(head) {
        return None;
    }
    let mut start = end - 1;
    while start > 0 && end - start < 4 {
        let Some(word) = small(start - 1).filter(|it| is_modifier(it)) else { break };
        let _ = word;
        start -= 1;
    }
    Some(start)
}

/// Whether a word may stand before an office as part of it.
fn is_modifier(word: &str) -> bool {
    !lists::is_no_modifier(word) && !word.ends_with("ly") && word.chars().count() > 1
}

/// The office that begins right after a name: ", now a consultant", ", the fire chief".
fn behind(analysis: &Analysis<'_>, after: &[Token]) -> Option<Span> {
    let word = |at: usize| after.get(at).map_or("", |it| analysis.word(it));
    if word(0) != "," {
        return None;
    }
    let mut at = 1;
    // An age may stand between.
    if after.get(at).is_some_and(|it| it.kind == TokenKind::Number) && word(at + 1) == "," {
        at += 2;
    }
    for skipped in ["now", "then", "who", "is", "was", "formerly"] {
        if word(at) == skipped {
            at += 1;
        }
    }
    let article = matches!(word(at), "a" | "an" | "the" | "its" | "their" | "one");
    if article {
        at += 1;
    }
    let reach = (at + 6).min(after.len());
    let start = at;
    let mut from = at;
    for place in start..reach {
        let token = after.get(place)?;
        let text = analysis.word(token);
        if token.kind == TokenKind::Clitic {
            from = place + 1;
            continue;
        }
        if token.kind != TokenKind::Word || is_stop(text) {
            return None;
        }
        if text.starts_with(char::is_uppercase) {
            from = place + 1;
        } else if lists::is_role(text)
            && !after
                .get(place + 1)
                .is_some_and(|it| it.kind == TokenKind::Word && lists::is_role(analysis.word(it)))
        {
            return hull(after, from, place + 1);
        }
    }
    None
}

fn is_stop(word: &str) -> bool {
    matches!(
        word,
        "of" | "in"
            | "on"
            | "at"
            | "to"
            | "for"
            | "from"
            | "with"
            | "by"
            | "and"
            | "or"
            | "but"
            | "that"
            | "which"
            | "said"
            | "says"
            | "told"
            | "as"
            | "when"
            | "after"
            | "he"
            | "she"
            | "they"
    )
}

/// "head of the Harrow Vale Water Board": an office before the body it belongs to.
fn add_heads(analysis: &Analysis<'_>, mentions: &mut Vec<Mention>) {
    let mut found = Vec::new();
    let heads = mentions.iter().filter(|it| matches!(it.label, "org" | "place"));
    for mention in analysis.watch(heads) {
        let Some(sentence) = analysis.sentence_at(mention.span.start()) else { continue };
        let all = analysis.tokens_of(sentence);
        let mut end = all.partition_point(|it| it.span.start() < mention.span.start());
        let word = |at: usize| all.get(at).map_or("", |it| analysis.word(it));
        if end > 0 && word(end - 1) == "the" {
            end -= 1;
        }
        if end < 3 || !matches!(word(end - 1), "of" | "at") {
            continue;
        }
        let Some(start) = office_start(analysis, all, end - 1) else { continue };
        let tied =
            start > 0 && matches!(word(start - 1), "as" | "became" | "," | "former" | "then");
        if let Some(span) = hull(all, start, end - 1).filter(|_| tied) {
            let why = "an office with the body or place it belongs to";
            found.push(Mention::new(span, "role", reason("name.role_of", (LIKELY, 820), why)));
        }
    }
    mentions.extend(found);
}

fn hull(tokens: &[Token], from: usize, to: usize) -> Option<Span> {
    let first = tokens.get(from)?.span;
    tokens.get(to.checked_sub(1)?).map(|last| first.hull(last.span))
}
