//! Records: made, renamed, merged, forgotten with their last mention.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::annotation::{
    AnnotationId, Document, Edit, EditError, Extra, Key, Record, RecordId, Transaction,
};

/// A record that the document does not have yet. Blank names are refused.
pub(super) fn new_record(document: &Document, label: Key, name: &str) -> Result<Record, EditError> {
    Ok(Record {
        id: document.next_ids().record,
        label,
        name: checked_name(name)?,
        aliases: Vec::new(),
        roles: Vec::new(),
        link: None,
        extra: Extra::new(),
    })
}

fn checked_name(name: &str) -> Result<String, EditError> {
    if name.trim().is_empty() {
        return super::refused("a record needs a name; write one");
    }
    Ok(name.trim().to_owned())
}

/// Gives a record another name; the old one stays as an alias.
pub fn rename_record(
    document: &Document,
    id: RecordId,
    name: &str,
) -> Result<Transaction, EditError> {
    let old = document.record(id).ok_or(EditError::NoRecord(id))?;
    let name = checked_name(name)?;
    let step = format!("Rename {} to {name}", old.name);
    if old.name == name {
        return Ok(Transaction::new(step, Vec::new()));
    }
    let mut new = Record { name, ..old.clone() };
    new.aliases.retain(|it| *it != new.name);
    if !new.aliases.contains(&old.name) {
        new.aliases.push(old.name.clone());
    }
    Ok(Transaction::new(step, vec![Edit::ReplaceRecord(Box::new(new))]))
}

/// Makes one record of two: all mentions of `gone` become mentions of `kept`, and its names, roles
/// and link go over.
pub fn merge_records(
    document: &Document,
    kept: RecordId,
    gone: RecordId,
) -> Result<Transaction, EditError> {
    let mut new = document.record(kept).ok_or(EditError::NoRecord(kept))?.clone();
    let old = document.record(gone).ok_or(EditError::NoRecord(gone))?;
    if kept == gone {
        return super::refused("this is the same record; choose another to merge it with");
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
    new.link = new.link.or_else(|| old.link.clone());
    for (key, value) in &old.extra {
        new.extra.entry(key.clone()).or_insert_with(|| value.clone());
    }
    let name = format!("Merge {} into {}", old.name, new.name);
    let mut edits = vec![Edit::ReplaceRecord(Box::new(new))];
    for mention in document.mentions(gone) {
        let mut moved = mention.clone();
        moved.record = Some(kept);
        edits.push(Edit::Replace(Arc::new(moved)));
    }
    edits.push(Edit::RemoveRecord(gone));
    Ok(Transaction::new(name, edits))
}

/// Makes two records of one: `mentions` stand for a new one, named `name`, from now on. The other names,
/// roles and link stay with the old one; if no mention stays there, it is renamed instead.
pub fn split_record(
    document: &Document,
    id: RecordId,
    mentions: &[AnnotationId],
    name: &str,
) -> Result<Transaction, EditError> {
    let old = document.record(id).ok_or(EditError::NoRecord(id))?;
    let moved: Vec<_> =
        document.mentions(id).filter(|it| mentions.contains(&it.id)).cloned().collect();
    if moved.is_empty() {
        return super::refused("tick the mentions that are somebody or something else");
    }
    if moved.len() == document.mentions(id).count() {
        return rename_record(document, id, name);
    }
    let new = new_record(document, old.label.clone(), name)?;
    let step = format!("Split {} off {}", new.name, old.name);
    let record = new.id;
    let mut edits = vec![Edit::AddRecord(Box::new(new))];
    edits.extend(moved.into_iter().map(|mut it| {
        it.record = Some(record);
        Edit::Replace(Arc::new(it))
    }));
    Ok(Transaction::new(step, edits))
}

/// Adds edits that take out the records whose last mention goes with `edits`. One that a person has
/// linked to a table stays.
pub(in crate::annotation) fn forget_unused(document: &Document, edits: &mut Vec<Edit>) {
    let mut now: BTreeMap<AnnotationId, Option<RecordId>> = BTreeMap::new();
    for edit in &*edits {
        match edit {
            Edit::Insert(it) | Edit::Replace(it) => now.insert(it.id, it.record),
            Edit::Remove(id) => now.insert(*id, None),
            Edit::Link(_)
            | Edit::Unlink(_)
            | Edit::AddRecord(_)
            | Edit::RemoveRecord(_)
            | Edit::ReplaceRecord(_)
            | Edit::SpliceZones { .. }
            | Edit::SetMetadata(_)
            | Edit::SetTagSet(_) => None,
        };
    }
    let used: BTreeSet<RecordId> = now.values().flatten().copied().collect();
    let before = now.keys().filter_map(|it| document.annotation(*it)?.record);
    let left: BTreeSet<RecordId> = before.filter(|it| !used.contains(it)).collect();
    let unused = left.into_iter().filter(|id| {
        document.record(*id).is_some_and(|it| it.link.is_none())
            && document.mentions(*id).all(|it| now.contains_key(&it.id))
    });
    edits.extend(unused.map(Edit::RemoveRecord).collect::<Vec<_>>());
}
