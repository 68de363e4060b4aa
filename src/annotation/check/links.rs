//! Checks of relations and records.

use super::places::name;
use super::{Check, Place, Problem, Severity};
use crate::annotation::{Annotation, Document, Edit, Lane, Review, Transaction};

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
    let used: std::collections::BTreeSet<_> =
        document.annotations().filter_map(|it| it.record).collect();
    for record in document.records().filter(|it| !used.contains(&it.id)) {
        let message = format!("nothing stands for record {} “{}”", record.id, record.name);
        let place = Place::Record(record.id);
        found.push(Problem::new(RECORD_WITHOUT_MENTION.key, Severity::Note, place, message));
    }
}
