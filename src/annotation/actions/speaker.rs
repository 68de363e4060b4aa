//! Who said a quote.

use std::collections::BTreeSet;

use super::records::{forget_unused, new_record};
use super::{corrected, find, gone, refused, unlinked};
use crate::annotation::{
    Annotation, AnnotationId, Document, Edit, EditError, Key, Record, RecordId, Relation,
    Signature, Transaction,
};

/// Who said a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// Someone who has a record.
    Record(RecordId),
    /// Someone by name: a person who has none yet, or the one record of a person with this name.
    New(String),
    /// Whoever said the quote before this one.
    SameAsPrevious,
    /// Someone whose name the article holds back.
    Anonymous,
    /// Cannot be told.
    Unknown,
}

/// What names of records begin with whose name the article holds back.
const ANONYMOUS: &str = "[anonymous ";

/// Says who said the quote `id`.
///
/// Words that are linked as the source stay linked if they can stand for the speaker: a pronoun, or
/// words with no record or this one. Otherwise the link goes and the quote carries the speaker.
/// Words with another record that a second quote uses are never given a new meaning.
pub fn set_speaker(
    document: &Document,
    id: AnnotationId,
    speaker: &Speaker,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let quote = find(document, id)?;
    if quote.label != "quote" {
        return refused("only a quote has a speaker; select a quote first");
    }
    let chosen = resolve(document, quote, speaker)?;
    let mut edits: Vec<Edit> =
        chosen.new.into_iter().map(|it| Edit::AddRecord(it.into())).collect();
    let mut sourced = Vec::new();
    let mut carried = true;
    let mut seen = BTreeSet::new();
    for (link, source) in sources(document, id) {
        if fits(document, quote, source, chosen.record) {
            carried = false;
            if seen.insert(source.id) {
                sourced.extend(corrected(document, source, by, |new| new.record = chosen.record));
            }
        } else if !super::parts(document, id).contains(&source.id) {
            sourced.push(Edit::Unlink(link.id));
        } else if seen.insert(source.id) {
            sourced.extend(unlinked(document, source.id).chain(gone(source, by)));
        }
    }
    let own = corrected(document, quote, by, |new| {
        new.record = chosen.record.filter(|_| carried);
        if carried {
            let form = if chosen.record.is_some() { "carried" } else { "none" };
            put(document, new, "source_form", form);
        }
        if let Some(kind) = &chosen.kind {
            put(document, new, "source_kind", kind);
        }
    });
    edits.extend(joined(own, sourced));
    forget_unused(document, &mut edits);
    Ok(Transaction::new(format!("Speaker: {}", chosen.name), edits))
}

/// The links to live sources of a quote, with the sources.
fn sources(
    document: &Document,
    quote: AnnotationId,
) -> impl Iterator<Item = (&Relation, &Annotation)> {
    let links = document.relations_of(quote);
    let said_by = links.filter(move |it| it.from == quote && it.kind == "said_by");
    said_by
        .filter_map(|it| Some((it, document.annotation(it.to)?)))
        .filter(|(_, source)| source.is_live())
}

/// Whether the words of `source` can stand for `record`.
fn fits(
    document: &Document,
    quote: &Annotation,
    source: &Annotation,
    record: Option<RecordId>,
) -> bool {
    let pronoun = quote.text_attribute("source_form") == Some("pronoun");
    source.record == record
        || (source.record.is_none() && record.is_some())
        || (pronoun && super::parts(document, quote.id).contains(&source.id))
}

/// The edits of a quote before those of its sources, without what the latter settle.
fn joined(quote: Vec<Edit>, sources: Vec<Edit>) -> Vec<Edit> {
    let settled: BTreeSet<_> = sources
        .iter()
        .filter_map(|edit| match edit {
            Edit::Replace(it) => Some(it.id),
            Edit::Remove(id) => Some(*id),
            _ => None,
        })
        .collect();
    let kept = quote.into_iter().filter(|edit| match edit {
        Edit::Replace(it) => !settled.contains(&it.id),
        _ => true,
    });
    super::unlinked_once(kept.chain(sources).collect())
}

/// Sets an attribute where the tag set knows it.
fn put(document: &Document, quote: &mut Annotation, key: &'static str, value: &str) {
    let spec = document.label(quote).and_then(|it| it.attribute(key));
    if spec.is_some_and(|it| it.admits(&value.into())) {
        quote.attributes.insert(Key::new(key), value.into());
    }
}

/// Who is meant.
struct Chosen {
    record: Option<RecordId>,
    /// The record, if it comes in with this step.
    new: Option<Record>,
    name: String,
    /// The value of `source_kind`, where it follows.
    kind: Option<String>,
}

fn resolve(
    document: &Document,
    quote: &Annotation,
    speaker: &Speaker,
) -> Result<Chosen, EditError> {
    match speaker {
        Speaker::Record(id) => known(document, quote, *id),
        Speaker::New(name) => {
            let named = |it: &&Record| it.label == "person" && it.name == name.trim();
            let mut same = document.records().filter(named);
            match (same.next(), same.next()) {
                (Some(one), None) => known(document, quote, one.id),
                _ => fresh(document, name, "named_person"),
            }
        }
        Speaker::Anonymous => match document.speaker(quote.id) {
            Some(same) if same.name.starts_with(ANONYMOUS) => known(document, quote, same.id),
            _ => fresh(document, &anonymous_name(document, quote), "anonymous_person"),
        },
        Speaker::Unknown => {
            let kind = Some("unknown".to_owned());
            Ok(Chosen { record: None, new: None, name: "unknown".to_owned(), kind })
        }
        Speaker::SameAsPrevious => {
            let mut earlier =
                document.before(quote.id).filter(|it| it.label == "quote" && it.is_live());
            let Some(previous) = earlier.next() else {
                return refused("this is the first quote; choose its speaker from the list");
            };
            let Some(record) = document.speaker(previous.id) else {
                return refused("the quote before this one has no speaker yet; set that one first");
            };
            let kind = previous.text_attribute("source_kind").map(str::to_owned);
            let chosen = known(document, quote, record.id)?;
            Ok(Chosen { kind: kind.or_else(|| chosen.kind.clone()), ..chosen })
        }
    }
}

fn fresh(document: &Document, name: &str, kind: &str) -> Result<Chosen, EditError> {
    let new = new_record(document, Key::new("person"), name)?;
    let (record, name) = (Some(new.id), new.name.clone());
    Ok(Chosen { record, new: Some(new), name, kind: Some(kind.to_owned()) })
}

/// A record of the document, with the kind of source that it is, unless the quote's says it finer.
fn known(document: &Document, quote: &Annotation, id: RecordId) -> Result<Chosen, EditError> {
    let record = document.record(id).ok_or(EditError::NoRecord(id))?;
    let now = quote.text_attribute("source_kind");
    let kinds: &[&str] = match record.label.as_str() {
        "person" if record.name.starts_with(ANONYMOUS) => &["anonymous_person"],
        "person" => &["named_person", "unnamed_person"],
        "org" => &["organisation"],
        "group" => &["collective"],
        "work" | "law" => &["document", "data"],
        _ => &[],
    };
    let finer = now.is_some_and(|it| kinds.contains(&it));
    let kind = kinds.first().filter(|_| !finer).map(|it| (*it).to_owned());
    Ok(Chosen { record: Some(id), new: None, name: record.name.clone(), kind })
}

/// `[anonymous 2] a senior official`: a number that no record has, and the words of the source.
fn anonymous_name(document: &Document, quote: &Annotation) -> String {
    let number = |it: &Record| -> Option<u32> {
        let (number, _) = it.name.strip_prefix(ANONYMOUS)?.split_once(']')?;
        number.parse().ok()
    };
    let last = document.records().filter_map(number).max().unwrap_or(0);
    let pronoun = quote.text_attribute("source_form") == Some("pronoun");
    let words = sources(document, quote.id)
        .find(|(_, it)| !pronoun && it.record.is_none())
        .map(|(_, it)| format!(" {}", super::short(&document.excerpt(it))));
    format!("{ANONYMOUS}{}]{}", last.saturating_add(1), words.unwrap_or_default())
}
