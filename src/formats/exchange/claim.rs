//! Claims as the formats for fact-checkers see them.

use crate::annotation::{Annotation, Document};

/// The label of claims.
pub(super) const LABEL: &str = "claim";

/// The claims of a document that nobody has rejected.
pub(super) fn all(document: &Document) -> impl Iterator<Item = &Annotation> {
    document.annotations().filter(|it| it.label == LABEL && it.is_live())
}

/// Who makes a claim.
pub(super) struct Claimant {
    /// The name of the record, else the words of the article.
    pub name: String,
    /// The label of the record, if there is one.
    pub label: Option<String>,
    /// The record's entry in a table, such as `wikidata:Q1`.
    pub link: Option<String>,
}

/// Who makes a claim: the one that it is linked to, else the speaker of the quote that says it.
/// `None` if the article itself does.
pub(super) fn claimant(document: &Document, claim: &Annotation) -> Option<Claimant> {
    let mut linked = document.targets(claim.id, "claimed_by").filter(|it| it.is_live());
    if let Some(source) = linked.next() {
        let record = source.record.and_then(|it| document.record(it));
        return Some(Claimant {
            name: record.map_or_else(|| document.excerpt(source), |it| it.name.clone()),
            label: record.map(|it| it.label.to_string()),
            link: record.and_then(|it| it.link.clone()),
        });
    }
    let mut quotes =
        document.relations_of(claim.id).filter(|it| it.kind == "expresses" && it.to == claim.id);
    let quote = quotes.next()?.from;
    if let Some(record) = document.speaker(quote) {
        return Some(Claimant {
            name: record.name.clone(),
            label: Some(record.label.to_string()),
            link: record.link.clone(),
        });
    }
    let source = document.targets(quote, "said_by").find(|it| it.is_live())?;
    Some(Claimant { name: document.excerpt(source), label: None, link: None })
}
