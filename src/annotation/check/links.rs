//! Checks of relations and records.

use std::collections::{BTreeMap, BTreeSet};

use super::places::name;
use super::{Check, Place, Problem, Severity};
use crate::annotation::{Annotation, AnnotationId, Document, Edit, Lane, Review, Transaction};

pub(super) const QUOTE_WITHOUT_SOURCE: Check = Check {
    key: "quote-without-source",
    about: "an accepted quote has no speaker",
    run: quote_without_source,
};

pub(super) const LINK_TO_REJECTED: Check = Check {
    key: "link-to-rejected",
    about: "a relation points to an annotation that was rejected",
    run: link_to_rejected,
};

pub(super) const RECORD_LABEL: Check = Check {
    key: "record-label",
    about: "a name has another label than the record it stands for",
    run: record_label,
};

pub(super) const RECORD_WITHOUT_MENTION: Check = Check {
    key: "record-without-mention",
    about: "no annotation stands for a record",
    run: record_without_mention,
};

pub(super) const NESTED_IN_ITSELF: Check = Check {
    key: "nested-in-itself",
    about: "a quote is inside itself, by way of others or straight",
    run: nested_in_itself,
};

pub(super) const RECORD_LINK: Check = Check {
    key: "record-link",
    about: "a record's link is none of the forms that lead to an entry",
    run: record_link,
};

pub(super) const RECORD_WITHOUT_NAME: Check =
    Check { key: "record-without-name", about: "a record has no name", run: record_without_name };

fn quote_without_source(document: &Document, found: &mut Vec<Problem>) {
    let decided = |it: &&Annotation| it.label == "quote" && it.standing.review == Review::Accepted;
    for quote in document.annotations().filter(decided) {
        let named = document.targets(quote.id, "said_by").any(Annotation::is_live);
        let stated = quote.text_attribute("source_form") == Some("none")
            || quote.text_attribute("source_kind") == Some("unknown");
        if named || quote.record.is_some() || stated {
            continue;
        }
        let message = format!("{} has no speaker", name(document, quote));
        let place = Place::Annotation(quote.id);
        let problem = Problem::new(QUOTE_WITHOUT_SOURCE.key, Severity::Warning, place, message);
        found.push(problem.hint("set the speaker, or say that it is unknown"));
    }
}

fn link_to_rejected(document: &Document, found: &mut Vec<Problem>) {
    let live = |id| document.annotation(id).is_some_and(Annotation::is_live);
    for relation in document.relations() {
        if !live(relation.from) || live(relation.to) {
            continue;
        }
        let (kind, from, to) = (&relation.kind, relation.from, relation.to);
        let message = format!("{kind} of {from} points to {to}, which was rejected");
        let repair = Transaction::new("Unlink", vec![Edit::Unlink(relation.id)]);
        let place = Place::Relation(relation.id);
        let problem = Problem::new(LINK_TO_REJECTED.key, Severity::Warning, place, message);
        found.push(problem.hint("take the relation out").repair(repair));
    }
}

fn record_label(document: &Document, found: &mut Vec<Problem>) {
    let tags = document.tag_set();
    for annotation in document.annotations().filter(|it| it.is_live()) {
        let Some(record) = annotation.record.and_then(|it| document.record(it)) else { continue };
        let entity =
            tags.label(annotation.label.as_str()).is_some_and(|it| it.lane == Lane::Entities);
        // A role is part of the record of the person who has it.
        if !entity || annotation.label == record.label || annotation.label == "role" {
            continue;
        }
        let message = format!(
            "{} stands for {} “{}”, which is a {}",
            name(document, annotation),
            record.id,
            record.name,
            record.label,
        );
        let place = Place::Annotation(annotation.id);
        let problem = Problem::new(RECORD_LABEL.key, Severity::Warning, place, message);
        found.push(problem.hint("change the label, or give it another record"));
    }
}

fn record_without_mention(document: &Document, found: &mut Vec<Problem>) {
    let used: BTreeSet<_> = document.annotations().filter_map(|it| it.record).collect();
    for record in document.records().filter(|it| !used.contains(&it.id)) {
        let message = format!("nothing stands for record {} “{}”", record.id, record.name);
        let place = Place::Record(record.id);
        found.push(Problem::new(RECORD_WITHOUT_MENTION.key, Severity::Note, place, message));
    }
}

/// Each relation that closes a ring of `nested_in`, the latest of the ring, so that taking these out
/// leaves no ring. A link that is taken in goes up from one end; a ring is there if it comes back.
fn nested_in_itself(document: &Document, found: &mut Vec<Problem>) {
    let mut inside: BTreeMap<AnnotationId, Vec<AnnotationId>> = BTreeMap::new();
    for relation in document.relations().filter(|it| it.kind == "nested_in") {
        if !leads(&inside, relation.to, relation.from) {
            inside.entry(relation.from).or_default().push(relation.to);
            continue;
        }
        let (id, from, to) = (relation.id, relation.from, relation.to);
        let message = format!("by {id}, from {from} to {to}, a quote is inside itself");
        let repair = Transaction::new("Unlink", vec![Edit::Unlink(id)]);
        let place = Place::Relation(id);
        let problem = Problem::new(NESTED_IN_ITSELF.key, Severity::Error, place, message);
        found.push(problem.hint("take the relation out").repair(repair));
    }
}

/// Whether links lead from one to the other.
fn leads(
    inside: &BTreeMap<AnnotationId, Vec<AnnotationId>>,
    from: AnnotationId,
    to: AnnotationId,
) -> bool {
    let (mut open, mut seen) = (vec![from], BTreeSet::new());
    while let Some(at) = open.pop() {
        if at == to {
            return true;
        }
        if seen.insert(at) {
            open.extend(inside.get(&at).into_iter().flatten());
        }
    }
    false
}

/// Whether `link` is one of the forms that docs/FORMAT.md tells.
fn is_link(link: &str) -> bool {
    let word =
        |it: &str| !it.is_empty() && !it.contains(|c: char| c.is_whitespace() || c.is_control());
    match link.split_once(':') {
        None => matches!(link, "none" | "not_in_table"),
        Some(("house", id)) => word(id),
        Some(("wikidata", id)) => {
            let digits = id.strip_prefix('Q').unwrap_or_default();
            !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit())
        }
        Some(_) => false,
    }
}

fn record_link(document: &Document, found: &mut Vec<Problem>) {
    for record in document.records() {
        let Some(link) = record.link.as_deref().filter(|it| !is_link(it)) else { continue };
        let shown: String = link.chars().take(60).collect();
        let message =
            format!("the link {shown:?} of {} “{}” leads nowhere", record.id, record.name);
        let problem =
            Problem::new(RECORD_LINK.key, Severity::Warning, Place::Record(record.id), message);
        found.push(problem.hint("use none, not_in_table, house:ID or wikidata:Q and a number"));
    }
}

fn record_without_name(document: &Document, found: &mut Vec<Problem>) {
    for record in document.records().filter(|it| it.name.trim().is_empty()) {
        let message = format!("record {} has no name", record.id);
        let place = Place::Record(record.id);
        let problem = Problem::new(RECORD_WITHOUT_NAME.key, Severity::Warning, place, message);
        found.push(problem.hint("rename it, or merge it with the record that is meant"));
    }
}
