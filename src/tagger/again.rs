//! Tagging a document that may have been tagged or zoned before.

use super::{Cancel, Cancelled, Run, VERSION, tag, zones};
use crate::annotation::reconcile::{Reconciled, reconcile};
use crate::annotation::{Confidence, Document, Origin, ProposedZone, Reason, Zone};
use crate::text::Repeats;

/// Tags `document` and says what changes in it.
///
/// Zones that a person has set or that the article's markup told are kept; others are judged anew.
pub fn tag_document(document: &Document, run: &Run<'_>) -> Result<Reconciled, Cancelled> {
    tag_page(document, &Repeats::default(), run)
}

/// As [`tag_document`], for a document of which `repeats` are the lines that other files of the same site
/// have, too.
pub fn tag_page(
    document: &Document,
    repeats: &Repeats,
    run: &Run<'_>,
) -> Result<Reconciled, Cancelled> {
    let found = zones_of_site(document, repeats, run.cancel)?;
    let zones = found.or_else(|| known_zones(document));
    let proposals = tag(document.text(), zones.as_deref(), run)?;
    Ok(reconcile(document, &proposals, VERSION))
}

/// The zones of a document as [`tag_document`] would begin with them.
pub fn zones_of(document: &Document, cancel: &Cancel) -> Result<Vec<ProposedZone>, Cancelled> {
    let text = document.text();
    let found = match known_zones(document) {
        Some(known) => zones::complete(text, known, cancel),
        None => zones::propose(text, cancel),
    };
    cancel.check()?;
    Ok(found)
}

/// The zones of a document, with those as furniture of which other files of the same site have each line,
/// too; `None` if that makes no difference. They are for the tagger to keep.
pub fn zones_of_site(
    document: &Document,
    repeats: &Repeats,
    cancel: &Cancel,
) -> Result<Option<Vec<ProposedZone>>, Cancelled> {
    if repeats.is_empty() {
        return Ok(None);
    }
    let before = zones_of(document, cancel)?;
    let mut after = before.clone();
    zones::mark_repeated(document.text(), &mut after, repeats, cancel);
    cancel.check()?;
    Ok((after != before).then_some(after))
}

/// The zones of a document for the tagger to keep, if a person has set some or the article's markup
/// told them; `None` if its lines are to be judged.
pub fn known_zones(document: &Document) -> Option<Vec<ProposedZone>> {
    let zones = document.zones();
    zones.iter().any(is_known).then(|| zones.iter().map(as_proposed).collect())
}

/// Prefix of the rules by which importers tell zones from markup.
const MARKUP: &str = "markup.";

fn is_known(zone: &Zone) -> bool {
    !zone.standing.is_untouched()
        || match &zone.standing.origin {
            // What other files have cannot be seen again in the text alone.
            Origin::Tagger(rule) => {
                rule.key.as_str().starts_with(MARKUP) || rule.key.as_str() == zones::REPEATED
            }
            Origin::Person(_) | Origin::Import { .. } => true,
        }
}

fn as_proposed(zone: &Zone) -> ProposedZone {
    let (rule, why) = match &zone.standing.origin {
        Origin::Tagger(rule) => (rule.key.clone(), rule.why.clone()),
        Origin::Person(by) => ("person".into(), format!("set by {}", by.by)),
        Origin::Import { from } => ("import".into(), format!("came with {from}")),
    };
    let standing = &zone.standing;
    let confidence = standing.confidence.unwrap_or(Confidence::new(1000));
    ProposedZone {
        span: zone.span,
        kind: zone.kind,
        sub: zone.sub,
        lang: zone.lang.clone(),
        reason: Reason { rule, why, tier: standing.tier, confidence },
    }
}
