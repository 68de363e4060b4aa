//! Feature structures of Apache UIMA, as XMI with its type system and as JSON CAS: what `INCEpTION`
//! and `DKPro` read and write.
//!
//! Offsets count UTF-16 units, as in Java. A tag is a `factmark.Tag`, each further piece of a split one
//! another, which points to the first; a relation is a `factmark.Relation` with the features that
//! `INCEpTION` gives to relations, at the place of its end. Sentences and tokens are there because it asks
//! for them; reading passes over them.

mod build;
mod json;
mod read;
#[cfg(test)]
mod tests;
mod types;
mod xmi;

use std::sync::Arc;

use super::{Companion, Exporter, Holds, Loss, Options, Subject, What, Written, losses, xml};
use crate::annotation::{Document, TagSet};
use crate::formats::{Importer, Input, Read, ReadError};
use crate::text::Unit;

const TAG: &str = "factmark.Tag";
const RELATION: &str = "factmark.Relation";
const RECORD: &str = "factmark.Record";
const SOFA: &str = "uima.cas.Sofa";
const SENTENCE: &str = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence";
const TOKEN: &str = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token";
const METADATA: &str = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData";

/// The number of the text among the feature structures.
const SOFA_ID: usize = 1;

/// A text and what is said about it.
#[derive(Default)]
struct Cas {
    text: String,
    structures: Vec<Structure>,
}

/// A feature structure.
#[derive(Default)]
struct Structure {
    id: usize,
    kind: String,
    features: Vec<(String, Feature)>,
}

/// The value of a feature.
enum Feature {
    Text(String),
    Number(usize),
    /// The id of another.
    To(usize),
}

impl Structure {
    fn new(id: usize, kind: &str) -> Self {
        Self { id, kind: kind.to_owned(), features: Vec::new() }
    }

    fn with(&mut self, name: &str, value: Feature) {
        self.features.push((name.to_owned(), value));
    }

    fn get(&self, name: &str) -> Option<&Feature> {
        self.features.iter().find(|it| it.0 == name).map(|it| &it.1)
    }

    fn text(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            Feature::Text(text) => Some(text),
            Feature::Number(_) | Feature::To(_) => None,
        }
    }

    /// A number, which XMI writes like a text, and a reference like a number.
    fn number(&self, name: &str) -> Option<usize> {
        match self.get(name)? {
            Feature::Text(text) => text.parse().ok(),
            Feature::Number(number) | Feature::To(number) => Some(*number),
        }
    }
}

fn unit(options: Options) -> Unit {
    options.unit.unwrap_or(Unit::Utf16)
}

/// The exporter and importer of XMI.
pub(in crate::formats) struct Xmi;

impl Exporter for Xmi {
    fn key(&self) -> &'static str {
        "cas-xmi"
    }

    fn about(&self) -> &'static str {
        "UIMA CAS as XMI, with TypeSystem.xml"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["xmi"]
    }

    fn many(&self) -> bool {
        false
    }

    fn write(&self, document: &Document, options: &Options) -> Written {
        let cas = build::cas(document, unit(*options));
        let mut losses = losses(document, &Holds::MOST);
        if cas.text.contains(xml::is_forbidden) {
            losses.push(Loss::new(What::Characters, Subject::Document));
        }
        Written::one(xmi::write(&cas), losses)
    }

    fn companions(&self, tag_sets: &[Arc<TagSet>]) -> Vec<Companion> {
        let content = types::description(tag_sets).into_bytes();
        vec![Companion { name: "TypeSystem.xml", content }]
    }
}

impl Importer for Xmi {
    fn key(&self) -> &'static str {
        "cas-xmi"
    }

    fn about(&self) -> &'static str {
        "UIMA CAS as XMI"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["xmi"]
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let text = input.text().trim_start();
        text.starts_with('<') && text.contains("http:///uima/cas.ecore")
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        let (cas, problems) = xmi::read(input.whole()?)?;
        Ok(vec![read::document(input, &cas, problems, tag_set)])
    }
}

/// The exporter and importer of JSON CAS.
pub(in crate::formats) struct JsonCas;

impl Exporter for JsonCas {
    fn key(&self) -> &'static str {
        "cas-json"
    }

    fn about(&self) -> &'static str {
        "UIMA CAS as JSON, types and all"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["cas.json"]
    }

    fn many(&self) -> bool {
        false
    }

    fn write(&self, document: &Document, options: &Options) -> Written {
        let cas = build::cas(document, unit(*options));
        Written::one(json::write(&cas, document.tag_set()), losses(document, &Holds::MOST))
    }
}

impl Importer for JsonCas {
    fn key(&self) -> &'static str {
        "cas-json"
    }

    fn about(&self) -> &'static str {
        "UIMA CAS as JSON"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &[]
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let text = input.text().trim_start();
        text.starts_with('{') && text.contains("\"%FEATURE_STRUCTURES\"")
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        let (cas, problems) = json::read(input.whole()?)?;
        Ok(vec![read::document(input, &cas, problems, tag_set)])
    }
}
