//! The type system: which features there are.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::super::xml::Writer;
use super::{METADATA, RECORD, RELATION, SENTENCE, TAG, TOKEN};
use crate::annotation::TagSet;

const ANNOTATION: &str = "uima.tcas.Annotation";
const STRING: &str = "uima.cas.String";
const INTEGER: &str = "uima.cas.Integer";

/// The features of a tag that are no attributes, and what they hold.
const TAG_FEATURES: &[(&str, &str)] = &[
    ("label", STRING),
    ("review", STRING),
    ("tier", STRING),
    ("confidence", INTEGER),
    ("note", STRING),
    ("record", RECORD),
    ("pieceOf", TAG),
    ("more", STRING),
];

/// Names that mean something to UIMA or to its readers.
const RESERVED: [&str; 8] = ["sofa", "begin", "end", "id", "type", "self", "elements", "xmiID"];

struct Type {
    name: &'static str,
    parent: &'static str,
    features: Vec<(String, &'static str)>,
}

/// Whether an attribute can be a feature by its own name; others go into `more`.
pub(super) fn is_feature(key: &str) -> bool {
    let word = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    word && !RESERVED.contains(&key) && !is_own(key)
}

/// Whether a feature of a tag is no attribute.
pub(super) fn is_own(key: &str) -> bool {
    TAG_FEATURES.iter().any(|it| it.0 == key)
}

fn types(tag_sets: &[Arc<TagSet>]) -> Vec<Type> {
    let plain = |name, parent| Type { name, parent, features: Vec::new() };
    let with = |name, parent, features: &[(&str, &'static str)]| Type {
        name,
        parent,
        features: features.iter().map(|(name, range)| ((*name).to_owned(), *range)).collect(),
    };
    let labels = tag_sets.iter().flat_map(|it| &it.labels);
    let keys = labels.flat_map(|it| &it.attributes).map(|it| it.key.as_str());
    let keys: BTreeSet<_> = keys.filter(|it| is_feature(it)).collect();
    let mut tag = with(TAG, ANNOTATION, TAG_FEATURES);
    tag.features.extend(keys.into_iter().map(|it| (it.to_owned(), STRING)));
    let link = [("Governor", TAG), ("Dependent", TAG), ("kind", STRING)];
    let record = ["label", "name", "aliases", "roles", "link"].map(|it| (it, STRING));
    let named = [("documentId", STRING), ("documentTitle", STRING)];
    vec![
        tag,
        with(RELATION, ANNOTATION, &link),
        with(RECORD, "uima.cas.TOP", &record),
        plain(SENTENCE, ANNOTATION),
        plain(TOKEN, ANNOTATION),
        with(METADATA, "uima.tcas.DocumentAnnotation", &named),
    ]
}

/// The file that goes with XMI.
pub(super) fn description(tag_sets: &[Arc<TagSet>]) -> String {
    let mut xml = Writer::new();
    let space = "http://uima.apache.org/resourceSpecifier";
    xml.open("typeSystemDescription", &[("xmlns", space)]);
    xml.open("types", &[]);
    for Type { name, parent, features } in types(tag_sets) {
        xml.open("typeDescription", &[]);
        xml.text("name", &[], name);
        xml.text("description", &[], "");
        xml.text("supertypeName", &[], parent);
        if !features.is_empty() {
            xml.open("features", &[]);
            for (name, range) in &features {
                xml.open("featureDescription", &[]);
                xml.text("name", &[], name);
                xml.text("description", &[], "");
                xml.text("rangeTypeName", &[], range);
                xml.close();
            }
            xml.close();
        }
        xml.close();
    }
    xml.finish()
}

/// The types as a part of JSON CAS.
pub(super) fn fields(tag_set: &Arc<TagSet>) -> Map<String, Json> {
    let types = types(std::slice::from_ref(tag_set));
    types
        .into_iter()
        .map(|Type { name, parent, features }| {
            let mut fields = Map::new();
            fields.insert("%NAME".to_owned(), name.into());
            fields.insert("%SUPER_TYPE".to_owned(), parent.into());
            for (name, range) in features {
                let feature = serde_json::json!({ "%NAME": name, "%RANGE": range });
                fields.insert(name, feature);
            }
            (name.to_owned(), Json::Object(fields))
        })
        .collect()
}
