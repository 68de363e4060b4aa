//! Checks of how claims were verified.

use super::places::name;
use super::{Check, Place, Problem, Severity};
use crate::annotation::{Annotation, Document, Value};

pub(super) const FINDING_WITHOUT_EVIDENCE: Check = Check {
    key: "finding-without-evidence",
    about: "a claim has a finding and nothing that shows it",
    run: finding_without_evidence,
};

pub(super) const EVIDENCE_WITHOUT_LOCATOR: Check = Check {
    key: "evidence-without-locator",
    about: "a piece of evidence does not say where it is found",
    run: evidence_without_locator,
};

fn claims(document: &Document) -> impl Iterator<Item = &Annotation> {
    document.annotations().filter(|it| it.is_live() && it.label == "claim")
}

fn evidence(claim: &Annotation) -> &[Value] {
    match claim.attributes.get("evidence") {
        Some(Value::List(items)) => items,
        _ => &[],
    }
}

fn finding_without_evidence(document: &Document, found: &mut Vec<Problem>) {
    for claim in claims(document) {
        let finding = claim.text_attribute("finding");
        // That nothing was found is a finding without evidence.
        let needs = finding.is_some_and(|it| it != "unproven");
        let linked = || {
            document.relations_of(claim.id).any(|it| it.kind == "evidence_for" && it.to == claim.id)
        };
        if needs && evidence(claim).is_empty() && !linked() {
            let message = format!("{} has a finding but no evidence", name(document, claim));
            let place = Place::Annotation(claim.id);
            let problem =
                Problem::new(FINDING_WITHOUT_EVIDENCE.key, Severity::Warning, place, message);
            found.push(problem.hint("add what shows it, or take the finding back"));
        }
    }
}

fn evidence_without_locator(document: &Document, found: &mut Vec<Problem>) {
    let located = |it: &Value| match it {
        Value::Map(fields) => {
            fields.get("locator").and_then(Value::as_text).is_some_and(|it| !it.is_empty())
        }
        _ => false,
    };
    for claim in claims(document) {
        for (index, _) in evidence(claim).iter().enumerate().filter(|(_, it)| !located(it)) {
            let words = name(document, claim);
            let message = format!("evidence {} of {words} does not say where it is", index + 1);
            let place = Place::Annotation(claim.id);
            let problem =
                Problem::new(EVIDENCE_WITHOUT_LOCATOR.key, Severity::Warning, place, message);
            found.push(problem.hint("add the page, cell, address or timecode"));
        }
    }
}
