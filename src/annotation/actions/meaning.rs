//! What a tag means: attributes, note, record, speaker.

use super::{corrected, find, single};
use crate::annotation::{
    Annotation, AnnotationId, Document, Edit, EditError, Extra, Key, Record, RecordId, Signature,
    Transaction, Value,
};

/// Sets an attribute, or takes it away with `None`.
pub fn set_attribute(
    document: &Document,
    id: AnnotationId,
    key: &Key,
    value: Option<Value>,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let old = find(document, id)?;
    let spec = document.label(old).and_then(|it| it.attribute(key.as_str()));
    let name = spec.map_or_else(|| key.to_string(), |it| it.name.clone());
    let edit = corrected(old, by, |new| {
        match value {
            Some(value) => new.attributes.insert(key.clone(), value),
            None => new.attributes.remove(key),
        };
    });
    Ok(single(&format!("Set {name}"), edit))
}

/// Sets the note; blank text takes it away. A note is no decision: the review stays as it is.
pub fn set_note(
    document: &Document,
    id: AnnotationId,
    note: &str,
) -> Result<Transaction, EditError> {
    let mut new = find(document, id)?.clone();
    new.note = (!note.trim().is_empty()).then(|| note.to_owned());
    Ok(single("Note", Edit::Replace(Box::new(new))))
}

/// Says that a mention stands for `record`, or for none.
pub fn set_record(
    document: &Document,
    id: AnnotationId,
    record: Option<RecordId>,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let old = find(document, id)?;
    Ok(single("Set record", corrected(old, by, |new| new.record = record)))
}

/// Says that a mention stands for something that has no record yet, named `name`.
pub fn set_record_new(
    document: &Document,
    id: AnnotationId,
    name: &str,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let old = find(document, id)?;
    let record = new_record(document, record_label(old), name);
    let new = record.id;
    let edits =
        vec![Edit::AddRecord(Box::new(record)), corrected(old, by, |it| it.record = Some(new))];
    Ok(Transaction::new(format!("New record {name}"), edits))
}

/// What a record of this annotation is: an entity's own label, for a source a person.
fn record_label(annotation: &Annotation) -> Key {
    match annotation.label.as_str() {
        "source" | "quote" | "cue" => Key::new("person"),
        _ => annotation.label.clone(),
    }
}

fn new_record(document: &Document, label: Key, name: &str) -> Record {
    Record {
        id: document.next_ids().record,
        label,
        name: name.to_owned(),
        aliases: Vec::new(),
        roles: Vec::new(),
        link: None,
        extra: Extra::new(),
    }
}

/// Gives a record another name; the old one stays as an alias.
pub fn rename_record(
    document: &Document,
    id: RecordId,
    name: &str,
) -> Result<Transaction, EditError> {
    let mut new = document.record(id).ok_or(EditError::NoRecord(id))?.clone();
    if name.trim().is_empty() {
        return Err(EditError::Refused("a record needs a name".to_owned()));
    }
    let old = std::mem::replace(&mut new.name, name.to_owned());
    new.aliases.retain(|it| it != name);
    if !new.aliases.contains(&old) {
        new.aliases.push(old);
    }
    Ok(single("Rename record", Edit::ReplaceRecord(Box::new(new))))
}

/// Makes one record of two: all mentions of `gone` become mentions of `kept`.
pub fn merge_records(
    document: &Document,
    kept: RecordId,
    gone: RecordId,
) -> Result<Transaction, EditError> {
    let mut new = document.record(kept).ok_or(EditError::NoRecord(kept))?.clone();
    let old = document.record(gone).ok_or(EditError::NoRecord(gone))?;
    if kept == gone {
        return Err(EditError::Refused("this is the same record".to_owned()));
    }
    for alias in [&old.name].into_iter().chain(&old.aliases) {
        if *alias != new.name && !new.aliases.contains(alias) {
            new.aliases.push(alias.clone());
        }
    }
    for role in &old.roles {
        if !new.roles.contains(role) {
            new.roles.push(role.clone());
        }
    }
    let name = format!("Merge {} into {}", old.name, new.name);
    let mut edits = vec![Edit::ReplaceRecord(Box::new(new))];
    for mention in document.mentions(gone) {
        let mut moved = mention.clone();
        moved.record = Some(kept);
        edits.push(Edit::Replace(Box::new(moved)));
    }
    edits.push(Edit::RemoveRecord(gone));
    Ok(Transaction::new(name, edits))
}

/// Who said a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// Someone who has a record.
    Record(RecordId),
    /// Someone who has none yet, by name.
    New(String),
    /// Whoever said the quote before this one.
    SameAsPrevious,
    /// Someone whose name the article holds back.
    Anonymous,
    /// Cannot be told.
    Unknown,
}

/// Says who said the quote `id`.
///
/// Words that are linked as the source stay linked if they can stand for the speaker (a pronoun,
/// or words with no record or this one); otherwise the link goes and the quote carries the speaker.
pub fn set_speaker(
    document: &Document,
    id: AnnotationId,
    speaker: &Speaker,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let quote = find(document, id)?;
    if quote.label != "quote" {
        return Err(EditError::Refused("only a quote has a speaker: select one".to_owned()));
    }
    let mut edits = Vec::new();
    let (record, name) = resolve(document, quote, speaker, &mut edits)?;
    let pronoun = quote.text_attribute("source_form") == Some("pronoun");
    let mut carried = true;
    for link in document.relations_of(id).filter(|it| it.from == id && it.kind == "said_by") {
        let Some(source) = document.annotation(link.to) else { continue };
        let alone = super::parts(document, id).contains(&source.id);
        let fits = source.record.is_none() || source.record == record || pronoun;
        if record.is_some() && (source.record == record || (alone && fits)) {
            carried = false;
            edits.push(corrected(source, by, |new| new.record = record));
        } else {
            edits.push(Edit::Unlink(link.id));
            if alone {
                edits.push(Edit::Remove(source.id));
            }
        }
    }
    edits.push(corrected(quote, by, |new| {
        new.record = record.filter(|_| carried);
        if carried {
            let form = if record.is_some() { "carried" } else { "none" };
            new.attributes.insert(Key::new("source_form"), form.into());
        }
        let kind = match speaker {
            Speaker::Anonymous => Some("anonymous_person"),
            Speaker::Unknown => Some("unknown"),
            Speaker::New(_) => Some("named_person"),
            Speaker::Record(_) | Speaker::SameAsPrevious => None,
        };
        if let Some(kind) = kind {
            new.attributes.insert(Key::new("source_kind"), kind.into());
        }
    }));
    Ok(Transaction::new(format!("Speaker: {name}"), edits))
}

/// The record of a speaker and its name; a new one is added to `edits`.
fn resolve(
    document: &Document,
    quote: &Annotation,
    speaker: &Speaker,
    edits: &mut Vec<Edit>,
) -> Result<(Option<RecordId>, String), EditError> {
    let mut add = |name: String| {
        let record = new_record(document, Key::new("person"), &name);
        let id = record.id;
        edits.push(Edit::AddRecord(Box::new(record)));
        (Some(id), name)
    };
    match speaker {
        Speaker::Record(id) => {
            let record = document.record(*id).ok_or(EditError::NoRecord(*id))?;
            Ok((Some(*id), record.name.clone()))
        }
        Speaker::New(name) => Ok(add(name.clone())),
        Speaker::Anonymous => {
            let known = document.records().filter(|it| it.name.starts_with("[anonymous")).count();
            Ok(add(format!("[anonymous {}]", known + 1)))
        }
        Speaker::Unknown => Ok((None, "unknown".to_owned())),
        Speaker::SameAsPrevious => {
            let earlier =
                document.before(quote.id).filter(|it| it.label == "quote" && it.is_live());
            let record = earlier.map(|it| document.speaker(it.id)).next().flatten();
            let record = record.ok_or_else(|| {
                EditError::Refused("no quote before this one has a speaker".to_owned())
            })?;
            Ok((Some(record.id), record.name.clone()))
        }
    }
}
