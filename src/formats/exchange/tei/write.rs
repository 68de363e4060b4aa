//! A document as TEI.

use std::fmt::Write as _;

use super::super::xml::{self, Writer};
use super::super::{Holds, Loss, Subject, What, Written, cell, losses, names};
use super::{KIND, LABEL, RECORDS, REVIEW, SPACE, TIER};
use crate::annotation::{Annotation, Confidence, Document, Record, Review, TagSet, Tier};
use crate::formats::native::names as words;
use crate::text::Unit;

pub(super) fn document(document: &Document, unit: Unit) -> Written {
    let mut out = Writer::new();
    out.open("TEI", &[("xmlns", SPACE)]);
    header(&mut out, document);
    stand_off(&mut out, document, unit);
    out.open("text", &[]);
    out.open("body", &[]);
    let text = document.text().as_str();
    out.text("ab", &[("xml:id", "text"), ("xml:space", "preserve")], text);
    let mut losses = losses(document, &Holds::MOST);
    if text.contains(xml::is_forbidden) {
        losses.push(Loss::new(What::Characters, Subject::Document));
    }
    Written::one(out.finish(), losses)
}

fn header(out: &mut Writer, document: &Document) {
    out.open("teiHeader", &[]);
    out.open("fileDesc", &[]);
    out.open("titleStmt", &[]);
    out.text("title", &[], &cell::of_text(&document.metadata().id));
    out.close();
    for (part, text) in [
        ("publicationStmt", "Not published: an article in the works of an editor."),
        ("sourceDesc", "The article as it was read."),
    ] {
        out.open(part, &[]);
        out.text("p", &[], text);
        out.close();
    }
    out.close();
    out.open("encodingDesc", &[]);
    out.open("classDecl", &[]);
    categories(out, document.tag_set());
    out.close();
    out.close();
    out.close();
}

/// What pointers of spans and links mean.
fn categories(out: &mut Writer, tags: &TagSet) {
    let labels = tags.labels.iter().map(|it| (it.key.as_str(), it.name.as_str()));
    let kinds = tags.relations.iter().map(|it| (it.key.as_str(), it.name.as_str()));
    let reviews = [Review::Proposed, Review::Accepted, Review::Rejected].map(words::review);
    let tiers = [Tier::Sure, Tier::Likely, Tier::Unsure].map(words::tier);
    let states = |all: [&'static str; 3]| all.into_iter().map(|it| (it, it)).collect();
    let groups: [(&str, Vec<(&str, &str)>); 4] = [
        (LABEL, labels.collect()),
        (KIND, kinds.collect()),
        (REVIEW, states(reviews)),
        (TIER, states(tiers)),
    ];
    for (group, categories) in groups.iter().filter(|it| !it.1.is_empty()) {
        out.open("taxonomy", &[]);
        for (key, name) in categories {
            out.open("category", &[("xml:id", &category(group, key))]);
            out.text("catDesc", &[], name);
            out.close();
        }
        out.close();
    }
}

fn category(group: &str, key: &str) -> String {
    group.to_owned() + &names::narrow(key)
}

fn stand_off(out: &mut Writer, document: &Document, unit: Unit) {
    let links: Vec<_> =
        document.relations().filter(|it| Holds::MOST.relation(document, it)).collect();
    let nothing = document.annotation_count() == 0 && document.records().next().is_none();
    if nothing {
        return;
    }
    out.open("standOff", &[]);
    for kind in RECORDS {
        let all: Vec<_> = document.records().filter(|it| elements(it) == kind.1).collect();
        if all.is_empty() {
            continue;
        }
        let [list, element, name] = kind.1;
        out.open(list, &[]);
        for it in all {
            record(out, it, element, name);
        }
        out.close();
    }
    if document.annotation_count() > 0 {
        out.open("spanGrp", &[]);
        for tag in document.annotations() {
            span(out, document, tag, unit);
        }
        out.close();
        let said: Vec<_> = document.annotations().filter(|it| has_features(it)).collect();
        if !said.is_empty() {
            out.open("fvLib", &[]);
            for tag in said {
                features(out, tag);
            }
            out.close();
        }
    }
    if !links.is_empty() {
        out.open("linkGrp", &[]);
        for link in links {
            let kind = format!("#{}", category(KIND, link.kind.as_str()));
            let target = format!("#{} #{}", link.from, link.to);
            let id = link.id.to_string();
            out.empty("link", &[("xml:id", &id), ("ana", &kind), ("target", &target)]);
        }
        out.close();
    }
    out.close();
}

fn elements(record: &Record) -> [&'static str; 3] {
    let kind = RECORDS.iter().find(|it| record.label == it.0).or(RECORDS.last());
    kind.map(|it| it.1).unwrap_or_default()
}

fn record(out: &mut Writer, record: &Record, element: &str, name: &str) {
    let label = format!("#{}", category(LABEL, record.label.as_str()));
    out.open(element, &[("xml:id", &record.id.to_string()), ("ana", &label)]);
    out.text(name, &[], &cell::of_text(&record.name));
    for alias in &record.aliases {
        out.text(name, &[("type", "alias")], &cell::of_text(alias));
    }
    if let Some(link) = &record.link {
        out.text("idno", &[], &cell::of_text(link));
    }
    for role in &record.roles {
        out.text("note", &[("type", "role")], &cell::of_text(role));
    }
    out.close();
}

fn has_features(tag: &Annotation) -> bool {
    tag.note.is_some() || tag.standing.confidence.is_some() || !tag.attributes.is_empty()
}

fn span(out: &mut Writer, document: &Document, tag: &Annotation, unit: Unit) {
    let mut said = vec![category(LABEL, tag.label.as_str())];
    if tag.standing.review != Review::Proposed {
        said.push(category(REVIEW, words::review(tag.standing.review)));
    }
    if tag.standing.tier != Tier::Likely {
        said.push(category(TIER, words::tier(tag.standing.tier)));
    }
    if has_features(tag) {
        said.push(format!("{}.said", tag.id));
    }
    let said: Vec<_> = said.iter().map(|it| format!("#{it}")).collect();
    let mut target = "#string-range(text".to_owned();
    for span in tag.spans.iter() {
        let [start, end] = [span.start(), span.end()].map(|it| document.text().offset_in(unit, it));
        // Memory takes everything.
        let _ = write!(target, ",{start},{}", end - start);
    }
    target.push(')');
    let (id, said) = (tag.id.to_string(), said.join(" "));
    let mut attributes = vec![("xml:id", id.as_str()), ("ana", &said), ("target", &target)];
    let record = tag.record.map(|it| format!("#{it}"));
    attributes.extend(record.as_deref().map(|it| ("corresp", it)));
    out.text("span", &attributes, &document.excerpt(tag));
}

fn features(out: &mut Writer, tag: &Annotation) {
    out.open("fs", &[("xml:id", &format!("{}.said", tag.id))]);
    if let Some(confidence) = tag.standing.confidence.map(Confidence::per_mille) {
        out.open("f", &[("name", "confidence")]);
        out.empty("numeric", &[("value", &confidence.to_string())]);
        out.close();
    }
    if let Some(note) = &tag.note {
        out.open("f", &[("name", "note")]);
        out.text("string", &[], &cell::of_text(note));
        out.close();
    }
    if !tag.attributes.is_empty() {
        out.open("f", &[("name", "attributes")]);
        out.open("fs", &[]);
        for (key, value) in &tag.attributes {
            out.open("f", &[("name", &names::narrow(key.as_str()))]);
            out.text("string", &[], &cell::of_value(value));
            out.close();
        }
        out.close();
        out.close();
    }
    out.close();
}
