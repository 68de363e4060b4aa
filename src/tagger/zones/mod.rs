//! Zones of a plain text: what part of the page each line is, and in what language.
//!
//! Lines are judged in steps: [`cues`] and [`furniture`] know lines by their own words, [`head`]
//! knows headlines by where they stand, [`inner`] finds what lies between paragraphs, and the rest
//! is body; [`cut`] parts datelines and credits from it. Nothing is deleted: every character that is not blank ends up in one zone.
//!
//! Zones that come from markup are made by importers; [`complete`] judges what those left open. What other files
//! of a site have, too, is marked in both by [`mark_repeated`].

mod cues;
mod cut;
mod furniture;
mod head;
mod inner;
mod known;
mod line;
mod repeated;

pub(super) use self::known::complete;
use self::line::Line;
pub(super) use self::repeated::{RULE as REPEATED, mark as mark_repeated};
use super::{Cancel, language};
use crate::annotation::{Furniture, ProposedZone, Reason, Tier, ZoneKind};
use crate::text::{Span, Text};

/// What a line was found to be.
#[derive(Clone, Debug)]
struct Call {
    kind: ZoneKind,
    sub: Option<Furniture>,
    reason: Reason,
}

impl Call {
    fn new(kind: ZoneKind, reason: Reason) -> Self {
        Self { kind, sub: None, reason }
    }

    fn furniture(sub: Furniture, reason: Reason) -> Self {
        Self { kind: ZoneKind::Furniture, sub: Some(sub), reason }
    }
}

/// The lines of a text and what has been found out about each.
struct Page<'t> {
    text: &'t Text,
    lines: Vec<Line<'t>>,
    calls: Vec<Option<Call>>,
    /// Whether single line breaks only wrap lines.
    wrapped: bool,
    cancel: &'t Cancel,
}

impl<'t> Page<'t> {
    fn line(&self, at: usize) -> Option<&Line<'t>> {
        self.lines.get(at)
    }

    /// The lines by number, but none any more once the work is to stop.
    fn numbers(&self) -> impl Iterator<Item = usize> + use<> {
        self.cancel.watch(0..self.lines.len())
    }

    fn kind(&self, at: usize) -> Option<ZoneKind> {
        self.calls.get(at)?.as_ref().map(|it| it.kind)
    }

    fn is_open(&self, at: usize) -> bool {
        self.calls.get(at).is_some_and(Option::is_none)
    }

    /// Whether a line is a menu or a skip link.
    fn is_menu(&self, at: usize) -> bool {
        let call = self.calls.get(at).and_then(Option::as_ref);
        matches!(call.and_then(|it| it.sub), Some(Furniture::Nav | Furniture::Accessibility))
    }

    /// Sets what line `at` is, unless that is known.
    fn set(&mut self, at: usize, call: Call) {
        if let Some(place) = self.calls.get_mut(at) {
            place.get_or_insert(call);
        }
    }

    /// Whether `below` stands in the same block as the line above it.
    fn same_block(&self, above: usize, below: usize) -> bool {
        self.line(above).map(|it| it.block) == self.line(below).map(|it| it.block)
    }

    /// Whether the line stands alone between blank lines.
    fn alone(&self, at: usize) -> bool {
        self.line(at).is_some_and(|it| it.first && it.last)
    }
}

/// The zones of `text`: sorted, apart, holding every character that is not blank, unless the work
/// is to stop.
pub(super) fn propose(text: &Text, cancel: &Cancel) -> Vec<ProposedZone> {
    let lines = line::lines(text, cancel);
    let calls = vec![None; lines.len()];
    let wrapped = line::is_wrapped(&lines);
    let mut page = Page { text, lines, calls, wrapped, cancel };
    if page.lines.len() > 1 {
        cues::judge(&mut page);
        furniture::judge(&mut page);
        inner::judge_blocks(&mut page);
        head::judge(&mut page);
        inner::judge_subheads(&mut page);
    } else {
        cues::judge_single(&mut page);
    }
    let mut zones = build(&page);
    set_languages(text, &mut zones, cancel);
    zones
}

/// Joins lines to zones and cuts datelines and credits out of them.
fn build(page: &Page<'_>) -> Vec<ProposedZone> {
    let mut zones: Vec<ProposedZone> = Vec::new();
    let mut start = 0;
    let mut first_body = true;
    while let Some(line) = page.line(start).filter(|_| !page.cancel.is_cancelled()) {
        let mut end = start;
        while page.line(end + 1).is_some() && joins(page, end) {
            end += 1;
        }
        let span = page.line(end).map_or(line.span, |last| line.span.hull(last.span));
        let call = page.calls.get(start).cloned().flatten();
        let call = call.unwrap_or_else(|| {
            let reason =
                Reason::new("zone.body", Tier::Likely, 930, "running text without other signs");
            Call::new(ZoneKind::Body, reason)
        });
        match call.kind {
            ZoneKind::Caption => cut::credit(page.text, span, &call, &mut zones),
            ZoneKind::Body => {
                cut::dateline(page.text, span, (&call, first_body), &mut zones);
                first_body = false;
            }
            _ => zones.push(zone(span, call)),
        }
        start = end + 1;
    }
    zones
}

fn zone(span: Span, call: Call) -> ProposedZone {
    ProposedZone { span, kind: call.kind, sub: call.sub, lang: None, reason: call.reason }
}

/// Whether the line after `at` goes on with the zone of `at`.
fn joins(page: &Page<'_>, at: usize) -> bool {
    if !page.same_block(at, at + 1) {
        return false;
    }
    let same = page.kind(at) == page.kind(at + 1);
    match page.kind(at) {
        None | Some(ZoneKind::Body) => {
            let below = page.line(at + 1).map_or("", |it| it.words);
            let goes_on = page.wrapped || below.starts_with(char::is_lowercase);
            same && goes_on
        }
        Some(
            ZoneKind::Embed
            | ZoneKind::Blockquote
            | ZoneKind::Factbox
            | ZoneKind::Pullquote
            | ZoneKind::Correction
            | ZoneKind::EditorsNote
            | ZoneKind::Caption,
        ) => same,
        Some(ZoneKind::Headline | ZoneKind::Standfirst) => same && page.wrapped,
        _ => false,
    }
}

/// Gives each zone that has none its language: its own where that is safe, else that of the whole text.
fn set_languages(text: &Text, zones: &mut [ProposedZone], cancel: &Cancel) {
    let mut votes: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    let detect = |it: &ProposedZone| match &it.lang {
        Some(_) => None,
        None => language::detect(text.slice(it.span)),
    };
    let found: Vec<_> = cancel.watch(&*zones).map(detect).collect();
    for (zone, lang) in zones.iter().zip(&found) {
        if let (Some(lang), true) = (zone.lang.as_deref().or(*lang), zone.kind.is_article()) {
            *votes.entry(lang).or_default() += zone.span.len();
        }
    }
    // Where one language does not stand out, a line that says too little counts as English.
    let all: usize = votes.values().sum();
    let main = votes.into_iter().max_by_key(|it| it.1).filter(|it| it.1 * 3 >= all * 2);
    let main = main.map_or("en", |it| it.0).to_owned();
    for (zone, lang) in zones.iter_mut().zip(found) {
        let own = || lang.map_or_else(|| main.clone(), str::to_owned);
        zone.lang.get_or_insert_with(own);
    }
}

#[cfg(test)]
mod tests;
