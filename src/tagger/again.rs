//! Tagging a document that may have been tagged or zoned before.

use super::{Cancelled, Run, VERSION, tag};
use crate::annotation::reconcile::{Reconciled, reconcile};
use crate::annotation::{Confidence, Document, Origin, ProposedZone, Reason, Zone};

/// Tags `document` and says what changes in it.
///
/// Zones that a person has set or that the article's markup told are kept; others are judged anew.
pub fn tag_document(document: &Document, run: &Run<'_>) -> Result<Reconciled, Cancelled> {
    let zones = known_zones(document);
    let proposals = tag(document.text(), zones.as_deref(), run)?;
    Ok(reconcile(document, &proposals, VERSION))
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
            Origin::Tagger(rule) => rule.key.as_str().starts_with(MARKUP),
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
