//! The saved file, version 1, as it stands in JSON and RON.
//!
//! These structs are the stability boundary: the model may change, they may only grow. docs/FORMAT.md
//! tells what each field means. Keys that are not known here are kept (`extra`).

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Keys that this version does not know.
pub(super) type Unknown = std::collections::BTreeMap<String, Value>;

/// The version that this program writes.
pub(super) const VERSION: u32 = 1;

/// What spans count.
pub(super) const OFFSETS: &str = "char";

/// The whole file; `annotations` are read, or only looked at.
#[derive(Serialize, Deserialize)]
pub(super) struct FileV1<A = Vec<AnnotationV1>> {
    pub factmark: u32,
    /// A text; a number is kept as one.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub id: Value,
    #[serde(default = "offsets")]
    pub offsets: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tag_set: String,
    /// The tag set itself, where it is not the built-in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tags: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceFile>,
    #[serde(default = "open", skip_serializing_if = "is_open")]
    pub status: String,
    /// Who finished it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<SignatureV1>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<NextV1>,
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text_sha256: Option<String>,
    #[serde(default)]
    pub zones: Vec<ZoneV1>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub markup: Option<MarkupFile>,
    #[serde(default)]
    pub annotations: A,
    #[serde(default)]
    pub relations: Vec<RelationV1>,
    #[serde(default)]
    pub records: Vec<RecordV1>,
    #[serde(flatten)]
    pub extra: Unknown,
}

fn offsets() -> String {
    OFFSETS.to_owned()
}

fn open() -> String {
    "open".to_owned()
}

fn is_open(status: &str) -> bool {
    status == "open"
}

/// A source, or what other programs mean by one: that is kept as an unknown key.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum SourceFile {
    Source(SourceV1),
    Other(Value),
}

#[derive(Serialize, Deserialize)]
pub(super) struct SourceV1 {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    #[serde(flatten)]
    pub extra: Unknown,
}

#[derive(Serialize, Deserialize)]
pub(super) struct SignatureV1 {
    pub by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<AtV1>,
    #[serde(flatten)]
    pub extra: Unknown,
}

/// RFC 3339; seconds since 1970 for years that RFC 3339 cannot say.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum AtV1 {
    Text(String),
    Seconds(i64),
}

/// The next ids, where they are higher than the ids in the file tell.
#[derive(Serialize, Deserialize)]
pub(super) struct NextV1 {
    pub annotation: u32,
    pub relation: u32,
    pub record: u32,
    #[serde(flatten)]
    pub extra: Unknown,
}

#[derive(Serialize, Deserialize)]
pub(super) struct StandingV1 {
    #[serde(default = "proposed")]
    pub review: String,
    #[serde(default = "unsure")]
    pub tier: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<SignatureV1>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Box<OriginV1>>,
}

fn proposed() -> String {
    "proposed".to_owned()
}

fn unsure() -> String {
    "unsure".to_owned()
}

/// One of `tagger` (with `rule` and `why`), `person` or `import` is there.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct OriginV1 {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tagger: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed: Option<ProposedV1>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<AtV1>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub import: Option<String>,
    #[serde(flatten)]
    pub extra: Unknown,
}

#[derive(Serialize, Deserialize)]
pub(super) struct ProposedV1 {
    pub label: String,
    pub spans: Vec<(usize, usize)>,
    #[serde(flatten)]
    pub extra: Unknown,
}

#[derive(Serialize, Deserialize)]
pub(super) struct ZoneV1 {
    pub kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sub: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    pub span: (usize, usize),
    #[serde(flatten)]
    pub standing: StandingV1,
    #[serde(flatten)]
    pub extra: Unknown,
}

/// What the article's own file says of its text, or what other programs mean by markup: that is kept
/// as an unknown key.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum MarkupFile {
    List(Vec<MarkupV1>),
    Other(Value),
}

#[derive(Serialize, Deserialize)]
pub(super) struct MarkupV1 {
    pub is: String,
    pub span: (usize, usize),
    /// What more there is to say, by what it is; and unknown keys.
    #[serde(flatten)]
    pub extra: Unknown,
}

#[derive(Serialize, Deserialize)]
pub(super) struct AnnotationV1 {
    pub id: String,
    pub label: String,
    pub spans: Vec<(usize, usize)>,
    /// The words at `spans`, for people and against damage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
    #[serde(default, skip_serializing_if = "Unknown::is_empty")]
    pub attributes: Unknown,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    #[serde(flatten)]
    pub standing: StandingV1,
    #[serde(flatten)]
    pub extra: Unknown,
}

#[derive(Serialize, Deserialize)]
pub(super) struct RelationV1 {
    pub id: String,
    pub kind: String,
    pub from: String,
    pub to: String,
    #[serde(flatten)]
    pub standing: StandingV1,
    #[serde(flatten)]
    pub extra: Unknown,
}

#[derive(Serialize, Deserialize)]
pub(super) struct RecordV1 {
    pub id: String,
    pub label: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    #[serde(flatten)]
    pub extra: Unknown,
}

/// Only the version: tells a file that is too new from one that is damaged.
#[derive(Deserialize)]
pub(super) struct Header {
    pub factmark: Option<u32>,
}
