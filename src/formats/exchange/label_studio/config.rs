//! The labelling configuration.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::xml::Writer;
use super::{JSON, LABEL, PIECE, TEXT, control};
use crate::annotation::{AttributeKind, AttributeSpec, Key, Label, TagSet};

/// The configuration for documents with these tag sets.
pub(super) fn of(tag_sets: &[Arc<TagSet>]) -> String {
    let mut xml = Writer::bare();
    xml.open("View", &[]);
    xml.open("Labels", &[("name", LABEL), ("toName", TEXT)]);
    let labels = || tag_sets.iter().flat_map(|it| &it.labels);
    let mut seen = BTreeSet::new();
    for label in labels().filter(|it| seen.insert(it.key.clone())) {
        // What people read; a result holds the value.
        xml.empty("Label", &[("value", label.key.as_str()), ("alias", label.key.as_str())]);
    }
    xml.close();
    // Without it spaces are trimmed on screen, and every place behind them is another.
    xml.open("View", &[("style", "white-space: pre-wrap")]);
    xml.empty("Text", &[("name", TEXT), ("value", "$text")]);
    xml.close();
    let mut seen = BTreeSet::new();
    for label in labels() {
        for spec in &label.attributes {
            let json = spec.kind == AttributeKind::Any;
            if seen.insert((label.key.clone(), spec.key.clone(), json)) {
                attribute(&mut xml, label, spec);
            }
        }
    }
    xml.open("Relations", &[]);
    let kinds = tag_sets.iter().flat_map(|it| &it.relations).map(|it| it.key.as_str());
    let mut seen = BTreeSet::new();
    for kind in kinds.chain([PIECE]).filter(|it| seen.insert(*it)) {
        xml.empty("Relation", &[("value", kind)]);
    }
    xml.finish()
}

fn attribute(xml: &mut Writer, label: &Label, spec: &AttributeSpec) {
    let mut name = control(label.key.as_str(), spec.key.as_str());
    if spec.kind == AttributeKind::Any {
        name += JSON;
    }
    let most = if let AttributeKind::Scale(most) = spec.kind { most } else { 0 };
    let most = most.to_string();
    let mut with = vec![
        ("name", name.as_str()),
        ("toName", TEXT),
        ("perRegion", "true"),
        ("whenTagName", LABEL),
        ("whenLabelValue", label.key.as_str()),
        ("visibleWhen", "region-selected"),
    ];
    match &spec.kind {
        AttributeKind::Choice(keys) => choices(xml, &with, "single", keys),
        AttributeKind::Choices(keys) => choices(xml, &with, "multiple", keys),
        AttributeKind::Flag => choices(xml, &with, "single", &[Key::new("yes"), Key::new("no")]),
        AttributeKind::Scale(_) => {
            with.extend([("min", "0"), ("max", most.as_str())]);
            xml.empty("Number", &with);
        }
        AttributeKind::Text | AttributeKind::Any => {
            with.extend([("placeholder", spec.key.as_str()), ("maxSubmissions", "1")]);
            xml.empty("TextArea", &with);
        }
    }
}

fn choices(xml: &mut Writer, with: &[(&str, &str)], choice: &str, keys: &[Key]) {
    let with: Vec<_> = with.iter().copied().chain([("choice", choice)]).collect();
    xml.open("Choices", &with);
    for key in keys {
        xml.empty("Choice", &[("value", key.as_str())]);
    }
    xml.close();
}
