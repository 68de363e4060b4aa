//! Zones handed back to a tagger.

use crate::annotation::{Confidence, Document, Key, Origin, ProposedZone, Reason};

/// The zones of `document` as a tagger would propose them, for tagging it again without judging its
/// lines anew; `None` if it has none.
pub fn zones_as_proposed(document: &Document) -> Option<Vec<ProposedZone>> {
    let zones = document.zones().iter().map(|zone| {
        let (rule, why) = match &zone.standing.origin {
            Origin::Tagger(rule) => (rule.key.clone(), rule.why.clone()),
            Origin::Person(_) | Origin::Import { .. } => {
                (Key::new("zone.given"), "set before".to_owned())
            }
        };
        let confidence = zone.standing.confidence.unwrap_or(Confidence::new(1000));
        let reason = Reason { rule, why, tier: zone.standing.tier, confidence };
        ProposedZone {
            span: zone.span,
            kind: zone.kind,
            sub: zone.sub,
            lang: zone.lang.clone(),
            reason,
        }
    });
    (!document.zones().is_empty()).then(|| zones.collect())
}
