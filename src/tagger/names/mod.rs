//! The pass for names: people, organisations, places and other names, with their records.
//!
//! Each sentence is read by [`find`]; what only the whole article can explain ("Reyle" after
//! "Tomas Reyle") is settled by [`settle`] at the end. Lines that hold names in a fixed order
//! (datelines, bylines, credits) are read by [`head`], offices before and after names by
//! [`office`].
//!
//! Not here: records (`records`), trained weights.

mod agree;
mod crf;
mod find;
mod head;
mod label;
mod listed;
mod lists;
mod office;
mod settle;
mod title;
mod word;

use self::find::{Finder, Open};
use super::{Analysis, Cancel, Cancelled, Paragraph, Sentence, records};
use crate::annotation::{Proposal, Proposals, ZoneKind};
use crate::text::Span;

pub(super) use self::crf::{TEMPLATES, examples};
pub(super) use self::lists::{full_form, is_forename, is_known_place, prepare, title_case};
pub(super) use self::settle::bare;
pub(super) use self::word::Mention;

/// Everything found in the article so far.
#[derive(Default)]
struct Names {
    known: Vec<Mention>,
    open: Vec<Open>,
}

pub(super) fn propose(
    analysis: &Analysis<'_>,
    found: &mut Proposals,
    cancel: &Cancel,
) -> Result<(), Cancelled> {
    let mut names = Names::default();
    for paragraph in analysis.paragraphs.iter().filter(|it| it.kind.is_article()) {
        match paragraph.kind {
            ZoneKind::Timestamp => {}
            ZoneKind::Dateline => names.known.extend(head::dateline(analysis, paragraph.span)),
            ZoneKind::Byline => names.known.extend(head::byline(analysis, paragraph.span)),
            ZoneKind::Credit => names.known.extend(head::credit(analysis, paragraph.span)),
            _ => {
                for sentence in analysis.sentences_of(paragraph) {
                    if cancel.is_cancelled() {
                        return Err(Cancelled);
                    }
                    read(analysis, (paragraph, sentence), &mut names);
                }
            }
        }
    }
    let mut mentions = settle::settle(analysis, names);
    if let Some(model) = analysis.models.and_then(|it| it.names.as_ref()) {
        let seen = crf::find(analysis, model, cancel)?;
        mentions = agree::agree(analysis, mentions, &seen);
    }
    if cancel.is_cancelled() {
        return Err(Cancelled);
    }
    office::add(analysis, &mut mentions);
    let kept = flat(mentions);
    // A name wins over a value inside it ("60 Minutes"), a value over a name inside it.
    let inside = |it: &Proposal| {
        let span = it.spans.hull();
        let from = kept.partition_point(|name| name.span.end() <= span.start());
        kept.get(from).is_some_and(|name| name.span.overlaps(span) && name.span.len() > span.len())
    };
    found.annotations.retain(|it| !inside(it));
    let mut values: Vec<Span> = found.annotations.iter().map(|it| it.spans.hull()).collect();
    values.sort_unstable();
    let free = |it: &Mention| {
        let from = values.partition_point(|value| value.end() <= it.span.start());
        values.get(from).is_none_or(|value| !value.overlaps(it.span))
    };
    let mut kept: Vec<_> = kept.into_iter().filter(free).collect();
    widen_roles(analysis, &mut kept);
    records::propose(analysis, kept, found);
    Ok(())
}

fn read(
    analysis: &Analysis<'_>,
    (paragraph, sentence): (&Paragraph, &Sentence),
    names: &mut Names,
) {
    let words = word::words(analysis, sentence);
    let shouting = is_shouting(paragraph.kind, &words);
    let lang = analysis.zones.get(paragraph.zone).and_then(|it| it.lang.as_deref());
    let foreign = lang.filter(|it| *it != "en");
    let found = Finder::new(analysis.text, &words, (shouting, foreign)).run();
    names.known.extend(found.known);
    names.open.extend(found.open);
}

/// Whether most words have capitals, so that these say nothing about names.
fn is_shouting(kind: ZoneKind, words: &[word::Word<'_>]) -> bool {
    let is_word = |it: &&word::Word<'_>| {
        it.words.chars().count() > 3 && it.words.chars().all(char::is_alphabetic)
    };
    let (mut count, mut capital, mut common) = (0_usize, 0_usize, 0_usize);
    for word in words.iter().filter(is_word) {
        count += 1;
        capital += usize::from(word.capital);
        common += usize::from(word.capital && word.is_common());
    }
    let heading = matches!(
        kind,
        ZoneKind::Headline | ZoneKind::Subhead | ZoneKind::Kicker | ZoneKind::Standfirst
    );
    if heading {
        return capital * 10 >= count * 6 && common > 0;
    }
    // In running text small words have to be in capitals too.
    let is_letters = |it: &&word::Word<'_>| it.words.chars().all(char::is_alphabetic);
    let all = words.iter().filter(is_letters).count();
    let small = words.iter().filter(is_letters).filter(|it| !it.capital).count();
    count >= 4 && small * 5 <= all && capital * 10 >= count * 8 && common * 3 >= count
}

/// "U.S." before "Secretary of State" belongs to the role that the record gets.
fn widen_roles(analysis: &Analysis<'_>, mentions: &mut [Mention]) {
    let places: std::collections::BTreeMap<usize, Span> = mentions
        .iter()
        .filter(|it| matches!(it.label, "place" | "group" | "org"))
        .map(|it| (it.span.end(), it.span))
        .collect();
    for mention in mentions.iter_mut() {
        let Some(role) = mention.role else { continue };
        let before = places.range(..role.start()).next_back().map(|it| *it.1);
        let near = before.filter(|it| it.gap(role).is_some_and(|gap| analysis.words(gap) == " "));
        mention.role = Some(near.map_or(role, |it| it.hull(role)));
    }
}

/// Mentions in order, of which none shares text with another: the longest wins, then the surest.
fn flat(mut mentions: Vec<Mention>) -> Vec<Mention> {
    mentions.sort_by_key(|it| {
        (std::cmp::Reverse(it.span.len()), std::cmp::Reverse(it.reason.confidence), it.span.start())
    });
    let mut kept: std::collections::BTreeMap<usize, Mention> = std::collections::BTreeMap::new();
    for mention in mentions {
        let before = kept.range(..mention.span.end()).next_back();
        if before.is_none_or(|(_, it)| !it.span.overlaps(mention.span)) {
            kept.insert(mention.span.start(), mention);
        }
    }
    kept.into_values().collect()
}

#[cfg(test)]
mod tests;
