//! [`Input`]: the bytes of one file, decoded, and the document of an article.

use std::sync::Arc;

use super::{Read, ReadError, decode, native};
use crate::annotation::check::{Place, Problem, Severity};
use crate::annotation::{
    Document, Edit, Extra, Metadata, Origin, ProposedZone, Review, Rule, Source, Standing, TagSet,
    Zone,
};
use crate::text::{Text, Unit};

/// The bytes of one file.
pub struct Input<'a> {
    name: &'a str,
    bytes: &'a [u8],
    decoded: decode::Decoded<'a>,
    unit: Option<Unit>,
}

impl<'a> Input<'a> {
    /// Decodes `bytes`; refuses what is no text. `name` is the file's, without folders.
    pub fn new(name: &'a str, bytes: &'a [u8]) -> Result<Self, ReadError> {
        let decoded = decode::decode(bytes, declared(bytes).as_deref())?;
        Ok(Self { name, bytes, decoded, unit: None })
    }

    /// Takes `bytes` as they are, for importers of what is no text.
    pub fn binary(name: &'a str, bytes: &'a [u8]) -> Self {
        Self { name, bytes, decoded: decode::Decoded::default(), unit: None }
    }

    /// Text that needs no decoding, such as that of a clipboard, under a name to call it by.
    pub(super) fn given(name: &'a str, text: &'a str) -> Self {
        let decoded = decode::Decoded { text: text.into(), ..decode::Decoded::default() };
        Self { name, bytes: text.as_bytes(), decoded, unit: None }
    }

    /// This file as the text of a part of it, which is in the encoding `label` unless it names
    /// another one itself.
    pub(super) fn part(&self, bytes: &[u8], label: Option<&str>) -> Result<Self, ReadError> {
        let declared = label.map(str::to_owned).or_else(|| declared(bytes));
        let decoded = decode::decode(bytes, declared.as_deref())?.into_owned();
        Ok(Self { name: self.name, bytes: self.bytes, decoded, unit: self.unit })
    }

    /// What is in the file.
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Says what offsets in the file count, where writers of its format disagree.
    #[must_use]
    pub fn counting(self, unit: Option<Unit>) -> Self {
        Self { unit, ..self }
    }

    /// What offsets in the file count, if that has been said.
    pub fn unit(&self) -> Option<Unit> {
        self.unit
    }

    /// The name of the file.
    pub fn name(&self) -> &str {
        self.name
    }

    /// What it says.
    pub fn text(&self) -> &str {
        &self.decoded.text
    }

    /// The name without its end: `a` of `a.html`. An article is called so until it gets an id.
    pub fn stem(&self) -> &str {
        self.name.rsplit_once('.').map_or(self.name, |(stem, _)| stem)
    }

    /// The end of the name, in lower case: `html` of `a.HTML`.
    pub fn extension(&self) -> String {
        let (stem, end) = self.name.rsplit_once('.').unwrap_or_default();
        if stem.is_empty() { String::new() } else { end.to_ascii_lowercase() }
    }

    /// What was noticed in decoding.
    pub fn problems(&self) -> &[Problem] {
        &self.decoded.problems
    }

    /// Refuses a file of which bytes were lost: a saved document may not change silently.
    pub(super) fn whole(&self) -> Result<&str, ReadError> {
        match self.problems().iter().find(|it| it.severity > Severity::Note) {
            Some(problem) => Err(ReadError::NotNative { message: problem.message.clone() }),
            None => Ok(self.text()),
        }
    }
}

/// The encoding that a web page or XML names near its start.
pub(super) fn declared(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(1024))?.to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head).into_owned();
    if !head.contains('<') {
        return None;
    }
    let (_, after) = head.split_once("charset=").or_else(|| head.split_once("encoding="))?;
    let label = after.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)));
    Some(label.get(..end.unwrap_or(label.len())).unwrap_or_default().to_owned())
}

/// The document of an article: its text, where it comes from, and zones if markup tells them.
pub(super) fn article(
    text: Text,
    zones: Option<Vec<ProposedZone>>,
    input: &Input<'_>,
    media_type: &'static str,
    tag_set: &Arc<TagSet>,
) -> Read {
    let mut document = Document::new(text, Arc::clone(tag_set));
    let mut problems = input.problems().to_vec();
    let source = Source {
        name: input.name.to_owned(),
        sha256: Some(native::sha256(input.bytes)),
        media_type: Some(media_type.to_owned()),
    };
    let metadata =
        Metadata { id: input.stem().to_owned(), source: Some(source), ..Metadata::default() };
    let insert: Vec<_> = zones.unwrap_or_default().into_iter().map(zone).collect();
    let edits =
        [Edit::SetMetadata(Box::new(metadata)), Edit::SpliceZones { at: 0, remove: 0, insert }];
    for edit in edits {
        if let Err(error) = document.apply(edit) {
            let message = format!("the zones of the markup were not used: {error}");
            problems.push(Problem::new("markup-zones", Severity::Warning, Place::Whole, message));
        }
    }
    Read { document, problems }
}

fn zone(zone: ProposedZone) -> Zone {
    let reason = zone.reason;
    Zone {
        span: zone.span,
        kind: zone.kind,
        sub: zone.sub,
        lang: zone.lang,
        standing: Standing {
            review: Review::Proposed,
            signed: None,
            tier: reason.tier,
            confidence: Some(reason.confidence),
            origin: Origin::Tagger(Rule {
                version: env!("CARGO_PKG_VERSION").to_owned(),
                key: reason.rule,
                why: reason.why,
                proposed: None,
            }),
        },
        extra: Extra::new(),
    }
}
