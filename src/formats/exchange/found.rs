//! [`Found`]: tags of other programs, and how they come into a document.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::native::{Tags, with_tag_set};
use super::super::{Input, Read, ReadError};
use crate::annotation::check::{Place, Problem, Severity};
use crate::annotation::{
    Annotation, AnnotationId, Confidence, Document, Edit, Extra, Key, Metadata, Origin, Record,
    RecordId, Relation, RelationId, Review, Spans, Standing, TagSet, Tier, Value,
};
use crate::text::{Text, Unit};

/// What a file of another program says about one text.
#[derive(Default)]
pub(in crate::formats) struct Found {
    pub tags: Vec<Tag>,
    pub links: Vec<Link>,
    pub records: Vec<FoundRecord>,
}

/// A tag of another program.
pub(in crate::formats) struct Tag {
    /// What messages call it, such as `line 3` or `T4`.
    pub name: String,
    pub label: String,
    /// Offsets in the unit that is given to [`onto`].
    pub spans: Vec<(usize, usize)>,
    /// The words of each span, where the file repeats them: they must stand there.
    pub words: Option<Vec<String>>,
    pub attributes: BTreeMap<Key, Value>,
    /// Index into [`Found::records`].
    pub record: Option<usize>,
    pub note: Option<String>,
    pub review: Review,
    pub tier: Tier,
    pub confidence: Option<Confidence>,
}

impl Tag {
    /// A tag that nobody here has looked at.
    pub(in crate::formats) fn new(
        name: String,
        (start, end): (usize, usize),
        label: String,
    ) -> Self {
        Self {
            name,
            label,
            spans: vec![(start, end)],
            words: None,
            attributes: BTreeMap::new(),
            record: None,
            note: None,
            review: Review::Proposed,
            tier: Tier::Likely,
            confidence: None,
        }
    }

    /// Takes the spans of a further piece.
    fn extend(&mut self, piece: Self) {
        // Words are told of all spans or of none.
        self.words = match (self.words.take(), piece.words) {
            (Some(mut words), Some(more)) => {
                words.extend(more);
                Some(words)
            }
            _ => None,
        };
        self.spans.extend(piece.spans);
    }
}

/// A relation of another program.
pub(in crate::formats) struct Link {
    /// What messages call it.
    pub name: String,
    pub kind: String,
    /// Index into [`Found::tags`].
    pub from: usize,
    /// Index into [`Found::tags`].
    pub to: usize,
    pub review: Review,
}

/// A person or thing of another program.
pub(in crate::formats) struct FoundRecord {
    pub label: String,
    pub name: String,
    pub aliases: Vec<String>,
    pub roles: Vec<String>,
    pub link: Option<String>,
}

impl Found {
    /// Makes further pieces spans of their tags: pairs of a piece and the tag that it is one of, as
    /// indices of tags. Says which could not be joined; those stay tags of their own.
    pub(in crate::formats) fn join(&mut self, pieces: &[(usize, usize)]) -> Vec<Problem> {
        let mut into: BTreeMap<usize, usize> = BTreeMap::new();
        let further: BTreeSet<_> = pieces.iter().map(|it| it.0).collect();
        let label = |at: usize| self.tags.get(at).map(|it| &it.label);
        let mut problems = Vec::new();
        for &(piece, first) in pieces {
            let alike = label(piece).is_some() && label(piece) == label(first);
            if alike && !further.contains(&first) {
                into.entry(piece).or_insert(first);
            } else {
                let name = self.tags.get(piece).map_or("a piece", |it| it.name.as_str());
                let message =
                    format!("{name} is no piece of a tag like it; it stays one of its own");
                problems.push(Problem::new("import", Severity::Warning, Place::Whole, message));
            }
        }
        let mut moved = Vec::with_capacity(self.tags.len());
        let mut kept: Vec<Tag> = Vec::with_capacity(self.tags.len());
        let mut spare = Vec::new();
        for (at, tag) in std::mem::take(&mut self.tags).into_iter().enumerate() {
            moved.push(kept.len());
            match into.get(&at) {
                Some(first) => spare.push((*first, tag)),
                None => kept.push(tag),
            }
        }
        let place = |at: usize| moved.get(*into.get(&at).unwrap_or(&at)).copied();
        for (first, piece) in spare {
            if let Some(tag) = place(first).and_then(|it| kept.get_mut(it)) {
                tag.extend(piece);
            }
        }
        for link in &mut self.links {
            // An end that is nowhere stays nowhere.
            link.from = place(link.from).unwrap_or(usize::MAX);
            link.to = place(link.to).unwrap_or(usize::MAX);
        }
        self.tags = kept;
        problems
    }
}

/// A document of a file that holds its text, before its tags.
pub(in crate::formats) fn blank(
    input: &Input<'_>,
    text: String,
    id: String,
    tag_set: &Arc<TagSet>,
) -> Read {
    let mut document = Document::new(Text::new(text), Arc::clone(tag_set));
    let metadata = Metadata { id, ..Metadata::default() };
    apply(&mut document, vec![Edit::SetMetadata(Box::new(metadata))]);
    Read { document, problems: input.problems().to_vec() }
}

/// The document with what was found. `unit` is what offsets count, `from` the format's key.
///
/// What does not fit the text is left out, and each is told as an error; labels, attributes and
/// relation kinds that the tag set does not know are taken into the document's own copy of it.
pub(in crate::formats) fn onto(read: Read, found: Found, unit: Unit, from: &str) -> Read {
    let Read { mut document, mut problems } = read;
    let next = document.next_ids();
    let records: Vec<_> = (next.record.0..).map(RecordId).zip(found.records).collect();
    let ids: Vec<_> = records.iter().map(|it| it.0).collect();
    let mut edits: Vec<_> =
        records.into_iter().map(|(id, it)| Edit::AddRecord(Box::new(record(id, it)))).collect();

    let mut made: Vec<Annotation> = Vec::new();
    let mut places: Vec<Option<AnnotationId>> = Vec::new();
    for (id, tag) in (next.annotation.0..).map(AnnotationId).zip(found.tags) {
        let annotation = annotation(id, tag, (document.text(), unit), &ids, from);
        places.push(annotation.is_ok().then_some(id));
        match annotation {
            Ok(annotation) => made.push(annotation),
            Err((place, message)) => problems.push(Problem { place, ..misfit(message) }),
        }
    }
    let mut known = Tags::new(document.tag_set());
    for annotation in &made {
        known.annotation(annotation);
    }
    document = learned(document, known, &mut problems);
    edits.extend(made.into_iter().map(|it| Edit::Insert(Arc::new(it))));
    apply(&mut document, edits);

    let end = |at: usize| places.get(at).copied().flatten();
    let mut links = Vec::new();
    for link in found.links {
        let id = RelationId(next.relation.0.saturating_add(count(&links)));
        match (end(link.from), end(link.to)) {
            (Some(from_tag), Some(to)) if from_tag != to => {
                let kind = link.kind.into();
                let standing = standing(link.review, Tier::Likely, None, from);
                let extra = Extra::new();
                links.push(Relation { id, kind, from: from_tag, to, standing, extra });
            }
            (Some(_), Some(_)) => {
                problems.push(misfit(format!("{} links a tag to itself", link.name)));
            }
            _ => problems.push(misfit(format!("{}: one of its tags is not there", link.name))),
        }
    }
    let mut known = Tags::new(document.tag_set());
    for link in &links {
        known.relation(link, &document);
    }
    document = learned(document, known, &mut problems);
    apply(&mut document, links.into_iter().map(|it| Edit::Link(Box::new(it))).collect());
    Read { document, problems }
}

fn count<T>(items: &[T]) -> u32 {
    u32::try_from(items.len()).unwrap_or(u32::MAX)
}

/// Something of a file that was left out.
pub(in crate::formats) fn misfit(message: String) -> Problem {
    Problem::new("import", Severity::Error, Place::Whole, message + "; it was left out")
}

fn learned(document: Document, known: Tags, problems: &mut Vec<Problem>) -> Document {
    let (tag_set, unknown) = known.finish();
    problems.extend(unknown);
    match tag_set {
        Some(tag_set) => with_tag_set(&document, tag_set),
        None => document,
    }
}

fn apply(document: &mut Document, edits: Vec<Edit>) {
    for edit in edits {
        // Places are of this text, ends and records are there, and the tag set knows the rest.
        let applied = document.apply(edit);
        debug_assert!(applied.is_ok(), "{applied:?}");
    }
}

fn record(id: RecordId, found: FoundRecord) -> Record {
    let FoundRecord { label, name, aliases, roles, link } = found;
    Record { id, label: label.into(), name, aliases, roles, link, extra: Extra::new() }
}

fn standing(review: Review, tier: Tier, confidence: Option<Confidence>, from: &str) -> Standing {
    let origin = Origin::Import { from: from.to_owned() };
    Standing { review, signed: None, tier, confidence, origin }
}

/// Where something stands that does not fit, and why.
type Misfit = (Place, String);

fn annotation(
    id: AnnotationId,
    tag: Tag,
    (text, unit): (&Text, Unit),
    records: &[RecordId],
    from: &str,
) -> Result<Annotation, Misfit> {
    let Tag { name, label, .. } = tag;
    let spans = spans(text, unit, &tag.spans, tag.words.as_deref());
    let spans = spans.map_err(|(place, why)| (place, format!("{name} ({label}): {why}")))?;
    Ok(Annotation {
        id,
        label: label.into(),
        spans,
        attributes: tag.attributes,
        record: tag.record.and_then(|it| records.get(it)).copied(),
        note: tag.note,
        standing: standing(tag.review, tag.tier, tag.confidence, from),
        extra: Extra::new(),
    })
}

fn spans(
    text: &Text,
    unit: Unit,
    places: &[(usize, usize)],
    words: Option<&[String]>,
) -> Result<Spans, Misfit> {
    let mut spans = Vec::with_capacity(places.len());
    for (index, &(start, end)) in places.iter().enumerate() {
        let span = text.span_in(unit, start, end);
        let span = span.map_err(|error| (Place::Whole, error.to_string()))?;
        let there = text.slice(span);
        match words.and_then(|it| it.get(index)) {
            Some(words) if words != there => {
                let why = format!("{start}..{end} has {there:?} in the text, not {words:?}");
                return Err((Place::Text(span), why));
            }
            _ => spans.push(span),
        }
    }
    let place = spans.first().map_or(Place::Whole, |it| Place::Text(*it));
    Spans::new(spans).ok_or_else(|| (place, "its pieces overlap or are none".to_owned()))
}

/// Puts what an import found onto an article with the same text, whose zones and name stay.
pub(in crate::formats) fn transfer(article: Read, found: Vec<Read>) -> Result<Read, ReadError> {
    let refuse = |message: String| Err(ReadError::NotThisArticle { message });
    let count = found.len();
    let Ok([Read { document: tagged, problems }]) = <[Read; 1]>::try_from(found) else {
        return refuse(format!("it holds {count} documents, and an article is one"));
    };
    let Read { document, problems: mut all } = article;
    if document.annotation_count() > 0 {
        return refuse("the article has tags already; give its text without them".to_owned());
    }
    if let Some(message) = differ(document.text().as_str(), tagged.text().as_str()) {
        return refuse(message);
    }
    all.extend(problems);
    let mut document = with_tag_set(&document, tagged.tag_set().clone());
    let records = tagged.records().map(|it| Edit::AddRecord(Box::new(it.clone())));
    let tags = tagged.annotations().map(|it| Edit::Insert(Arc::new(it.clone())));
    let links = tagged.relations().map(|it| Edit::Link(Box::new(it.clone())));
    apply(&mut document, records.chain(tags).chain(links).collect());
    Ok(Read { document, problems: all })
}

/// The article itself: its text and zones, without tags.
pub(in crate::formats) fn without_tags(article: &Document) -> Document {
    let mut bare = Document::new(article.text().clone(), Arc::clone(article.tag_set()));
    let metadata = Edit::SetMetadata(Box::new(article.metadata().clone()));
    let zones = Edit::SpliceZones { at: 0, remove: 0, insert: article.zones().to_vec() };
    apply(&mut bare, vec![metadata, zones]);
    bare
}

/// Where two texts begin to differ, if they do.
pub(in crate::formats) fn differ(article: &str, found: &str) -> Option<String> {
    if article == found {
        return None;
    }
    let same = article.chars().zip(found.chars()).take_while(|(one, other)| one == other);
    let same: String = same.map(|it| it.0).collect();
    let line = same.matches('\n').count() + 1;
    let rest =
        |text: &str| -> String { text.chars().skip(same.chars().count()).take(20).collect() };
    let (here, there) = (rest(article), rest(found));
    Some(format!(
        "its text is another: in line {line} the article goes on with {here:?}, the file with \
         {there:?}"
    ))
}
