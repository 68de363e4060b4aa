//! What part of the page a line is.

use crate::annotation::{
    Document, Edit, EditError, Extra, Furniture, Signature, Standing, Transaction, Zone, ZoneKind,
};
use crate::text::{Span, lines};

/// Says that the lines which `span` touches are `kind`; the rest of their zones stays as it was.
pub fn rezone(
    document: &Document,
    span: Span,
    kind: ZoneKind,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let text = document.text();
    let touched = lines(text).into_iter().filter(|it| it.overlaps(span));
    let Some(target) = touched.reduce(Span::hull) else {
        return Err(EditError::Refused("there are no words here to make a zone of".to_owned()));
    };
    let zones = document.zones();
    let first = zones.partition_point(|it| it.span.end() <= target.start());
    let after = zones.partition_point(|it| it.span.start() < target.end());
    let hit = zones.get(first..after).unwrap_or_default();
    let mut insert = Vec::new();
    if let Some(zone) = hit.first()
        && let Some(span) = zone.span.before(target).and_then(|it| text.trim(it))
    {
        insert.push(Zone { span, ..zone.clone() });
    }
    insert.push(Zone {
        span: target,
        kind,
        sub: (kind == ZoneKind::Furniture).then_some(Furniture::Other),
        lang: hit.first().and_then(|it| it.lang.clone()),
        standing: Standing::by_person(by.clone()),
        extra: Extra::new(),
    });
    if let Some(zone) = hit.last()
        && let Some(span) = zone.span.after(target).and_then(|it| text.trim(it))
    {
        insert.push(Zone { span, ..zone.clone() });
    }
    let edit = Edit::SpliceZones { at: first, remove: after - first, insert };
    Ok(Transaction::new(format!("Zone: {}", kind.key().replace('_', " ")), vec![edit]))
}
