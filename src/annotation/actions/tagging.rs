//! New tags: one on a selection, and on all identical mentions.

use std::sync::Arc;

use super::{Ids, find, label_name, refused, settled, short};
use crate::annotation::{
    Annotation, AnnotationId, Document, Edit, EditError, Extra, Key, Lane, RecordId, Review,
    Signature, Spans, Standing, Transaction,
};
use crate::text::{Span, Text, TokenKind, next_grapheme, previous_grapheme, tokens};

/// Tags `spans` with `label`, as a person's own work.
///
/// An annotation with the same label and place is accepted instead of doubled; names that cannot
/// share text give way, see [`make_room`]. A name takes the record of another mention with the same
/// words, if there is just one such record.
pub fn tag(
    document: &Document,
    spans: &Spans,
    label: &Key,
    by: &Signature,
) -> Result<Transaction, EditError> {
    if let Some(same) = same_tag(document, label, spans) {
        return super::accept(document, same.id, by);
    }
    let clashes: Vec<_> = in_the_way(document, label, spans).collect();
    if let [other] = clashes.as_slice()
        && other.spans == *spans
    {
        return super::relabel(document, other.id, label, by);
    }
    let record = record_of_words(document, label, spans);
    let new = fresh(Ids::new(document).annotation(), label, spans.clone(), record, by);
    let mut edits = vec![Edit::Insert(Arc::new(new))];
    edits.extend(make_room(document, &clashes, by)?);
    Ok(Transaction::new(format!("Tag as {}", label_name(document, label)), edits))
}

/// The annotation with this label at this place; a rejected one only if there is no other.
pub(super) fn same_tag<'a>(
    document: &'a Document,
    label: &Key,
    spans: &Spans,
) -> Option<&'a Annotation> {
    let here = document.overlapping(spans.hull());
    here.filter(|it| it.label == *label && it.spans == *spans).min_by_key(|it| !it.is_live())
}

/// Live annotations that cannot share text with one of `label` at `spans`.
pub(in crate::annotation) fn in_the_way<'a>(
    document: &'a Document,
    label: &Key,
    spans: &Spans,
) -> impl Iterator<Item = &'a Annotation> {
    let tags = document.tag_set();
    let lane = tags.is_flat(label.as_str()).then(|| tags.lane(label.as_str()));
    let here = lane.into_iter().flat_map({
        let hull = spans.hull();
        move |lane| {
            document.overlapping(hull).filter(move |it| {
                it.is_live()
                    && tags.is_flat(it.label.as_str())
                    && tags.lane(it.label.as_str()) == lane
            })
        }
    });
    let spans = spans.clone();
    here.filter(move |it| spans.iter().any(|span| it.spans.overlap(span)))
}

/// Edits that reject open proposals which are in the way of a new tag. One that somebody has
/// accepted is not touched but named in the error.
fn make_room(
    document: &Document,
    clashes: &[&Annotation],
    by: &Signature,
) -> Result<Vec<Edit>, EditError> {
    if let Some(decided) = clashes.iter().find(|it| !it.is_open()) {
        let words = short(&document.excerpt(decided));
        let label = label_name(document, &decided.label);
        return refused(format!(
            "“{words}” is tagged as {label} here, and names cannot overlap; resize, relabel or \
             delete that tag"
        ));
    }
    Ok(clashes.iter().filter_map(|it| settled(it, Review::Rejected, by)).collect())
}

fn fresh(
    id: AnnotationId,
    label: &Key,
    spans: Spans,
    record: Option<RecordId>,
    by: &Signature,
) -> Annotation {
    Annotation {
        id,
        label: label.clone(),
        spans,
        attributes: std::collections::BTreeMap::new(),
        record,
        note: None,
        standing: Standing::by_person(by.clone()),
        extra: Extra::new(),
    }
}

fn record_of_words(document: &Document, label: &Key, spans: &Spans) -> Option<RecordId> {
    if document.tag_set().lane(label.as_str()) != Lane::Entities {
        return None;
    }
    let words = document.text().slice(spans.hull());
    let same = document.annotations().filter(|it| {
        it.is_live() && it.label == *label && document.text().slice(it.spans.hull()) == words
    });
    let mut records = same.filter_map(|it| it.record);
    let first = records.next()?;
    records.all(|it| it == first).then_some(first)
}

/// A place where the words of a tag stand again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The place.
    pub span: Span,
    /// A few words around it, with the place between `before` and `after`.
    pub before: String,
    /// The words that follow.
    pub after: String,
    /// The label of a flat tag that is there already and would be in the way.
    pub taken: Option<Key>,
}

/// Which places count as the same words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alike {
    /// Only whole words, and not a part of one.
    pub whole_words: bool,
    /// Other capitals count, too.
    pub ignore_case: bool,
}

impl Default for Alike {
    fn default() -> Self {
        Self { whole_words: true, ignore_case: false }
    }
}

/// Every other place with the words of annotation `id` that has no such tag yet.
///
/// White space may differ, but not as far as another paragraph. The places are apart from each other
/// and never divide what readers see as one character.
pub fn identical_mentions(document: &Document, id: AnnotationId, alike: Alike) -> Vec<Mention> {
    let text = document.text();
    let Some(annotation) = document.annotation(id) else { return Vec::new() };
    let places = if alike.whole_words {
        whole_words(text, annotation.spans.hull(), alike.ignore_case)
    } else {
        anywhere(text, annotation.spans.hull(), alike.ignore_case)
    };
    let mut found: Vec<Mention> = Vec::new();
    let mut after_last = 0;
    for span in places {
        if span.start() < after_last
            || annotation.spans.overlap(span)
            || has_blank_line(text.slice(span))
        {
            continue;
        }
        after_last = span.end();
        let tagged = document
            .overlapping(span)
            .any(|it| it.is_live() && it.label == annotation.label && it.spans.overlap(span));
        if !tagged {
            found.push(mention(document, &annotation.label, span));
        }
    }
    found
}

fn lower(words: &str) -> String {
    words.chars().flat_map(char::to_lowercase).collect()
}

/// The places where the words at `own` stand as whole words, its own among them.
fn whole_words(text: &Text, own: Span, ignore_case: bool) -> Vec<Span> {
    let same = |one: &str, other: &str| one == other || (ignore_case && lower(one) == lower(other));
    let own = tokens(text, own);
    let wanted: Vec<&str> = own.iter().map(|it| text.slice(it.span)).collect();
    let all = text.whole().map(|it| tokens(text, it)).unwrap_or_default();
    let windows = all.windows(wanted.len().max(1)).filter(|window| {
        let words = window.iter().map(|it| text.slice(it.span));
        !wanted.is_empty() && words.zip(&wanted).all(|(word, want)| same(word, want))
    });
    let found = windows.filter_map(|window| match window {
        [one] if one.kind != TokenKind::Clitic => Some(one.span),
        [first, .., last] if first.kind != TokenKind::Clitic => Some(first.span.hull(last.span)),
        _ => None,
    });
    found.collect()
}

/// The places where the letters at `own` stand, also inside of words, its own among them.
fn anywhere(text: &Text, own: Span, ignore_case: bool) -> Vec<Span> {
    let content = text.as_str();
    let wanted: Vec<&str> = text.slice(own).split_whitespace().collect();
    let Some(first) = wanted.first().and_then(|it| it.chars().next()) else { return Vec::new() };
    let same = |one: char, other: char| {
        one == other || (ignore_case && one.to_lowercase().eq(other.to_lowercase()))
    };
    // Where the letters of `words` end that begin at `rest`, in bytes from there.
    let after = |rest: &str, words: &str| {
        let mut letters = rest.char_indices();
        let fits = words.chars().all(|it| letters.next().is_some_and(|(_, c)| same(c, it)));
        fits.then(|| letters.next().map_or(rest.len(), |(at, _)| at))
    };
    let end = |from: usize| {
        let mut at = from;
        for (index, words) in wanted.iter().enumerate() {
            let rest = content.get(at..)?;
            let space = rest.len() - rest.trim_start().len();
            if index > 0 && space == 0 {
                return None;
            }
            at += if index > 0 { space } else { 0 };
            at += after(content.get(at..)?, words)?;
        }
        Some(at)
    };
    let is_edge =
        |at: usize| at == content.len() || previous_grapheme(text, next_grapheme(text, at)) == at;
    let starts = content.char_indices().filter(|(_, c)| same(*c, first));
    let places = starts.filter_map(|(from, _)| Some((from, end(from)?)));
    let whole = places.filter(|(from, to)| is_edge(*from) && is_edge(*to));
    whole.filter_map(|(from, to)| text.span(from..to).ok()).collect()
}

fn has_blank_line(words: &str) -> bool {
    words.contains('\u{2029}') || words.lines().any(|it| it.trim().is_empty())
}

fn mention(document: &Document, label: &Key, span: Span) -> Mention {
    const AROUND: usize = 40;
    let content = document.text().as_str();
    let from = content.floor_char_boundary(span.start().saturating_sub(AROUND));
    let to = content.ceil_char_boundary((span.end() + AROUND).min(content.len()));
    let line = |it: &str| it.replace(['\n', '\r'], " ");
    let taken = in_the_way(document, label, &span.into()).next();
    Mention {
        span,
        before: line(content.get(from..span.start()).unwrap_or_default()),
        after: line(content.get(span.end()..to).unwrap_or_default()),
        taken: taken.map(|it| it.label.clone()),
    }
}

/// Attributes that belong to a place and not to what is meant.
const OF_PLACE: &str = "use";

/// Tags `places` like annotation `id`: same label, attributes (but `use`) and record, one step.
///
/// What holds for [`tag`] holds for each place; those that have the tag already are accepted.
pub fn tag_mentions(
    document: &Document,
    id: AnnotationId,
    places: &[Span],
    by: &Signature,
) -> Result<Transaction, EditError> {
    let model = find(document, id)?;
    let mut ids = Ids::new(document);
    let mut edits = Vec::new();
    let mut done: Vec<Span> = Vec::new();
    for place in places {
        if done.iter().any(|it| it.overlaps(*place)) {
            continue;
        }
        done.push(*place);
        let spans = Spans::from(*place);
        if let Some(same) = same_tag(document, &model.label, &spans) {
            edits.extend(super::accept(document, same.id, by)?.edits);
            continue;
        }
        let mut new = fresh(ids.annotation(), &model.label, spans.clone(), model.record, by);
        new.attributes = model.attributes.clone();
        new.attributes.remove(OF_PLACE);
        edits.push(Edit::Insert(Arc::new(new)));
        let clashes: Vec<_> = in_the_way(document, &model.label, &spans).collect();
        edits.extend(make_room(document, &clashes, by)?);
    }
    let words = short(document.text().slice(model.spans.hull()));
    Ok(Transaction::new(format!("Tag {} more “{words}”", done.len()), edits))
}
