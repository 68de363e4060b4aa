//! Transactions to and from JSON, for the journal. A part that is in the saved file too has the
//! same form here.
//!
//! Not here: the journal (`formats::journal`).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::file::{
    AnnotationV1, FileV1, RecordV1, RelationV1, SignatureV1, SourceV1, Unknown, ZoneV1,
};
use super::read::{Manner, Reader};
use super::{value, write};
use crate::annotation::{
    AnnotationId, Document, Edit, Extra, Metadata, RecordId, RelationId, Source, Status, TagSet,
    Transaction,
};
use crate::formats::tagset;
use crate::text::Text;

/// A document as it stands in the journal: as in the saved file.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub(in crate::formats) struct DocumentV1(FileV1);

impl DocumentV1 {
    pub(in crate::formats) fn new(document: &Document) -> Self {
        Self(write::file(document))
    }

    /// The document, or what is wrong with it.
    pub(in crate::formats) fn read(self, tag_set: &Arc<TagSet>) -> Result<Document, String> {
        super::document(self.0, tag_set, Manner::Strict)
            .map(|it| it.0.document)
            .map_err(|it| it.to_string())
    }
}

/// A transaction as it stands in the journal.
#[derive(Serialize, Deserialize)]
pub(in crate::formats) struct StepV1 {
    name: String,
    edits: Vec<EditV1>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum EditV1 {
    Insert(AnnotationV1),
    Remove(String),
    Replace(AnnotationV1),
    Link(RelationV1),
    Unlink(String),
    AddRecord(RecordV1),
    RemoveRecord(String),
    ReplaceRecord(RecordV1),
    Zones { at: usize, remove: usize, insert: Vec<ZoneV1> },
    Metadata(MetadataV1),
    TagSet(serde_json::Value),
}

#[derive(Serialize, Deserialize)]
struct MetadataV1 {
    id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<SourceV1>,
    /// Who finished it; nobody has, if it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    signed: Option<SignatureV1>,
    /// Unknown keys, those of the source and the signature included.
    #[serde(default, skip_serializing_if = "Unknown::is_empty")]
    extra: Unknown,
}

/// A transaction on a document with this text, for the journal.
pub(in crate::formats) fn to_file(text: &Text, step: &Transaction) -> StepV1 {
    let edits = step.edits.iter().map(|it| edit_to_file(text, it)).collect();
    StepV1 { name: step.name.clone(), edits }
}

fn edit_to_file(text: &Text, edit: &Edit) -> EditV1 {
    // The words of an annotation are in the text, which the journal carries.
    let annotation = |it| AnnotationV1 { quote: None, ..write::annotation(text, it) };
    match edit {
        Edit::Insert(it) => EditV1::Insert(annotation(it)),
        Edit::Remove(id) => EditV1::Remove(id.to_string()),
        Edit::Replace(it) => EditV1::Replace(annotation(it)),
        Edit::Link(it) => EditV1::Link(write::relation(text, it)),
        Edit::Unlink(id) => EditV1::Unlink(id.to_string()),
        Edit::AddRecord(it) => EditV1::AddRecord(write::record(it)),
        Edit::RemoveRecord(id) => EditV1::RemoveRecord(id.to_string()),
        Edit::ReplaceRecord(it) => EditV1::ReplaceRecord(write::record(it)),
        Edit::SpliceZones { at, remove, insert } => {
            let insert = insert.iter().map(|it| write::zone(text, it)).collect();
            EditV1::Zones { at: *at, remove: *remove, insert }
        }
        Edit::SetMetadata(it) => EditV1::Metadata(metadata_to_file(it)),
        Edit::SetTagSet(it) => EditV1::TagSet(tagset::to_value(it)),
    }
}

fn metadata_to_file(metadata: &Metadata) -> MetadataV1 {
    let source = metadata.source.as_ref().map(|it| SourceV1 {
        name: it.name.clone(),
        sha256: it.sha256.clone(),
        media_type: it.media_type.clone(),
        extra: Unknown::new(),
    });
    let signed = match &metadata.status {
        Status::Open => None,
        Status::Done(by) => Some(write::signature(by, &mut Extra::new())),
    };
    let extra = value::extra_to_file(&metadata.extra);
    MetadataV1 { id: metadata.id.clone(), source, signed, extra }
}

/// Reads transactions on a document with one text.
pub(in crate::formats) struct Steps(Reader);

impl Steps {
    pub(in crate::formats) fn new(text: &Text, tag_set: &Arc<TagSet>) -> Self {
        Self(Reader::new(text.clone(), tag_set, Manner::Strict))
    }

    /// The transaction, or what is wrong with it.
    pub(in crate::formats) fn read(&mut self, step: StepV1) -> Result<Transaction, String> {
        let edits: Option<Vec<Edit>> = step.edits.into_iter().map(|it| self.edit(it)).collect();
        match (edits, self.0.take_errors().into_iter().next()) {
            (Some(edits), None) => Ok(Transaction { name: step.name, edits }),
            (_, Some(problem)) => Err(problem.message),
            (None, None) => Err(format!("the step {:?} cannot be read", step.name)),
        }
    }

    fn edit(&mut self, edit: EditV1) -> Option<Edit> {
        let reader = &mut self.0;
        Some(match edit {
            EditV1::Insert(it) => Edit::Insert(Arc::new(reader.annotation(it)?)),
            EditV1::Remove(id) => Edit::Remove(self.id::<AnnotationId>(&id)?),
            EditV1::Replace(it) => Edit::Replace(Arc::new(reader.annotation(it)?)),
            EditV1::Link(it) => Edit::Link(Box::new(reader.relation(it)?)),
            EditV1::Unlink(id) => Edit::Unlink(self.id::<RelationId>(&id)?),
            EditV1::AddRecord(it) => Edit::AddRecord(Box::new(reader.record(it)?)),
            EditV1::RemoveRecord(id) => Edit::RemoveRecord(self.id::<RecordId>(&id)?),
            EditV1::ReplaceRecord(it) => Edit::ReplaceRecord(Box::new(reader.record(it)?)),
            EditV1::Zones { at, remove, insert } => {
                let zones = insert.into_iter().enumerate();
                let insert: Option<Vec<_>> = zones.map(|(at, it)| reader.zone(at, it)).collect();
                Edit::SpliceZones { at, remove, insert: insert? }
            }
            EditV1::Metadata(it) => Edit::SetMetadata(Box::new(self.metadata(it)?)),
            EditV1::TagSet(it) => {
                let set = tagset::from_value(it).map_err(|it| it.to_string());
                Edit::SetTagSet(Arc::new(self.0.take("a step", set, "")?))
            }
        })
    }

    fn id<Id: std::str::FromStr<Err: std::fmt::Display>>(&mut self, id: &str) -> Option<Id> {
        self.0.take("a step", id.parse::<Id>().map_err(|it| it.to_string()), "")
    }

    fn metadata(&mut self, file: MetadataV1) -> Option<Metadata> {
        let source = file.source.map(|it| Source {
            name: it.name,
            sha256: it.sha256,
            media_type: it.media_type,
        });
        let status = match file.signed {
            None => Status::Open,
            signed @ Some(_) => {
                let mut none = Unknown::new();
                Status::Done(self.0.signature("the document", signed, &mut none)?)
            }
        };
        let extra = self.0.extra("the document", file.extra);
        Some(Metadata { id: file.id, source, status, extra })
    }
}
