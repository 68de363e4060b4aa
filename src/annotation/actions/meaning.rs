//! What a tag means: attributes, note, record.

use std::sync::Arc;

use super::records::{forget_unused, new_record};
use super::{corrected, find, refused, short};
use crate::annotation::{
    Annotation, AnnotationId, Document, Edit, EditError, Key, Lane, RecordId, Signature,
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
    let verb = if value.is_some() { "Set" } else { "Clear" };
    let edits = corrected(document, old, by, |new| {
        match value {
            Some(value) => new.attributes.insert(key.clone(), value),
            None => new.attributes.remove(key),
        };
    });
    Ok(Transaction::new(format!("{verb} {name}"), edits))
}

/// Sets the note; blank text takes it away. A note is no decision: the review stays as it is.
pub fn set_note(
    document: &Document,
    id: AnnotationId,
    note: &str,
) -> Result<Transaction, EditError> {
    let old = find(document, id)?;
    let mut new = old.clone();
    new.note = (!note.trim().is_empty()).then(|| note.to_owned());
    let name = if new.note.is_some() { "Write note" } else { "Remove note" };
    let edits = if new == *old { Vec::new() } else { vec![Edit::Replace(Arc::new(new))] };
    Ok(Transaction::new(name, edits))
}

/// Says that a mention stands for `record`, or for none. A record without mentions goes.
pub fn set_record(
    document: &Document,
    id: AnnotationId,
    record: Option<RecordId>,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let old = find(document, id)?;
    let name = match record {
        Some(id) => {
            let record = document.record(id).ok_or(EditError::NoRecord(id))?;
            record_label(document, old)?;
            format!("Set record: {}", record.name)
        }
        None => "Clear record".to_owned(),
    };
    let mut edits = corrected(document, old, by, |new| new.record = record);
    forget_unused(document, &mut edits);
    Ok(Transaction::new(name, edits))
}

/// Says that a mention stands for something that has no record yet, named `name`.
pub fn set_record_new(
    document: &Document,
    id: AnnotationId,
    name: &str,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let old = find(document, id)?;
    let record = new_record(document, record_label(document, old)?, name)?;
    let (new, name) = (record.id, format!("New record: {}", record.name));
    let mut edits = vec![Edit::AddRecord(Box::new(record))];
    edits.extend(corrected(document, old, by, |it| it.record = Some(new)));
    forget_unused(document, &mut edits);
    Ok(Transaction::new(name, edits))
}

/// Labels outside the names and values that stand for who said something.
pub(super) const SPEAKING: [&str; 2] = ["source", "quote"];

/// What a record of this annotation is: a name's own label, for a source or quote a person.
fn record_label(document: &Document, annotation: &Annotation) -> Result<Key, EditError> {
    if SPEAKING.contains(&annotation.label.as_str()) {
        return Ok(Key::new("person"));
    }
    if document.tag_set().lane(annotation.label.as_str()) == Lane::Entities {
        return Ok(annotation.label.clone());
    }
    let words = short(&document.excerpt(annotation));
    let label = super::label_name(document, &annotation.label);
    refused(format!("“{words}” is a {label} and stands for no person or thing; tag the name in it"))
}
