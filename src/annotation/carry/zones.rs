//! The zones of a new draft: its own, but where people have decided on a line that is still there.

use super::place::Drafts;
use crate::annotation::{
    Document, Edit, EditError, Key, Origin, Review, Rule, Standing, Tier, Zone,
};
use crate::text::lines;

/// What is said of lines that are new, where the new file tells no zones.
fn near(zone: &Zone) -> Zone {
    let rule = Rule {
        version: "1".to_owned(),
        key: Key::new("draft.near"),
        why: "the line is new in this draft; those before it are of this kind".to_owned(),
        proposed: None,
    };
    let standing = Standing {
        review: Review::Proposed,
        signed: None,
        tier: Tier::Unsure,
        confidence: None,
        origin: Origin::Tagger(rule),
    };
    Zone { standing, ..zone.clone() }
}

/// Carries what people have decided of lines, and all zones if the new draft has none.
pub(super) fn carry(
    old: &Document,
    new: &mut Document,
    drafts: &Drafts<'_>,
) -> Result<(), EditError> {
    let decided = |it: &Zone| !it.standing.is_untouched();
    if old.zones().is_empty() || !new.zones().is_empty() && !old.zones().iter().any(decided) {
        return Ok(());
    }
    let origins = drafts.origins();
    let mut made: Vec<Zone> = Vec::new();
    let mut last = old.zones().first();
    for line in lines(new.text()) {
        let first = origins.partition_point(|it| it.0.start() < line.start());
        let mut inside = origins.get(first..).unwrap_or_default().iter();
        let from = inside.next().filter(|it| it.0.start() < line.end());
        let before = from.and_then(|it| old.zone_at(it.1.start()));
        let own = new.zone_at(line.start());
        let zone = match (before, own) {
            (Some(it), _) if decided(it) => it.clone(),
            (_, Some(own)) => own.clone(),
            (Some(it), None) => it.clone(),
            (None, None) => match last {
                Some(it) => near(it),
                None => continue,
            },
        };
        last = before.or(last);
        match made.last_mut() {
            Some(it) if *it == (Zone { span: it.span, ..zone.clone() }) => {
                it.span = it.span.hull(line);
            }
            _ => made.push(Zone { span: line, ..zone }),
        }
    }
    let remove = new.zones().len();
    new.apply(Edit::SpliceZones { at: 0, remove, insert: made }).map(|_| ())
}
