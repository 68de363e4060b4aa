//! What part of the page a line is.

use super::refused;
use crate::annotation::{
    Document, Edit, EditError, Extra, Furniture, Signature, Standing, Transaction, Zone, ZoneKind,
};
use crate::text::{Span, Text};

const LINE_ENDS: [char; 4] = ['\n', '\r', '\u{2028}', '\u{2029}'];

/// Says that the lines which `span` touches are `kind`; the rest of their zones stays as it was.
///
/// Where a line holds several zones, such as a dateline and the first words of the body, only those
/// that `span` touches change. A dateline goes from the start of its line to the end of `span`.
pub fn rezone(
    document: &Document,
    span: Span,
    kind: ZoneKind,
    by: &Signature,
) -> Result<Transaction, EditError> {
    let text = document.text();
    let zones = document.zones();
    let Some(touched) = text.trim(span).or_else(|| end_of_line(text, span)) else {
        return refused("there are no words here; put the caret into a line that has some");
    };
    if zones.is_empty() {
        return refused("the parts of this page are not known yet; let tags be proposed first");
    }
    let Some(target) = target(document, touched, kind) else {
        return refused("this place is not in the text; select a line again");
    };
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

/// The words that change their zone. `touched` has no white space at its ends.
fn target(document: &Document, touched: Span, kind: ZoneKind) -> Option<Span> {
    let text = document.text();
    let line = line_around(text, touched)?;
    if kind == ZoneKind::Dateline {
        return text.span(line.start()..touched.end()).ok();
    }
    let last = touched.end().saturating_sub(1);
    let zone = |at| document.zone_at(at).map(|it| it.span);
    let start = zone(touched.start()).map_or(line.start(), |it| it.start().max(line.start()));
    let end = zone(last).map_or(line.end(), |it| it.end().min(line.end()));
    text.trim(text.span(start..end).ok()?)
}

/// The last character of the line that the blank `span` stands behind: a caret there means the line.
fn end_of_line(text: &Text, span: Span) -> Option<Span> {
    let before = text.as_str().get(..span.start())?;
    let words = before.trim_end_matches(|c: char| c.is_whitespace() && !LINE_ENDS.contains(&c));
    let last = words.chars().next_back().filter(|it| !LINE_ENDS.contains(it))?;
    text.span(words.len() - last.len_utf8()..words.len()).ok()
}

/// From the start of the first line that `touched` is on to the end of the last, trimmed.
fn line_around(text: &Text, touched: Span) -> Option<Span> {
    let before = text.as_str().get(..touched.start())?;
    let start = before.rfind(LINE_ENDS).map_or(0, |it| it + 1);
    let start = text.as_str().ceil_char_boundary(start);
    let after = text.as_str().get(touched.end()..)?;
    let end = after.find(LINE_ENDS).map_or(text.len(), |it| touched.end() + it);
    text.trim(text.span(start..end).ok()?)
}
