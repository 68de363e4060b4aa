//! The importer.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::found::{self, Found, FoundRecord, Link, Tag, misfit};
use super::super::names::widen;
use super::places::{Plain, joined};
use super::{CONFIDENCE, REVIEW, TIER, line};
use crate::annotation::check::{Place, Problem};
use crate::annotation::{AttributeKind, Confidence, Key, Review, TagSet, Value};
use crate::formats::native::names;
use crate::formats::{Importer, Input, Read, ReadError, Source};
use crate::text::{Text, Unit};

/// The importer.
pub(in crate::formats) struct Standoff;

/// Whether a line begins as one of brat's: `T1`, `#2` or `*`, and a tab.
fn is_line(line: &str) -> bool {
    let Some((id, _)) = line.split_once('\t') else { return false };
    let number = id.strip_prefix(['T', 'R', 'E', 'A', 'M', 'N', '#']);
    id == "*" || number.is_some_and(|it| !it.is_empty() && it.chars().all(|it| it.is_ascii_digit()))
}

impl Importer for Standoff {
    fn key(&self) -> &'static str {
        "brat"
    }

    fn about(&self) -> &'static str {
        "brat's standoff files (.ann)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["ann"]
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let mut lines = input.text().lines().filter(|it| !it.trim().is_empty()).take(5).peekable();
        lines.peek().is_some() && lines.all(is_line)
    }

    fn text(&self) -> Source {
        Source::Beside("txt")
    }

    fn import(&self, _: &Input<'_>, _: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        Err(ReadError::NeedsArticle)
    }

    fn onto(&self, input: &Input<'_>, mut article: Read) -> Result<Read, ReadError> {
        let text = article.document.text().clone();
        let unit = input.unit().unwrap_or(Unit::CodePoint);
        let tag_set = Arc::clone(article.document.tag_set());
        let mut file = File::default();
        file.read(input.whole()?, (&text, unit), &tag_set);
        article.problems.append(&mut file.problems);
        Ok(found::onto(article, file.found, Unit::Byte, "brat"))
    }
}

/// A line: its number, id, and what follows the first and the second tab.
struct Line<'a> {
    number: usize,
    id: &'a str,
    data: &'a str,
    tail: &'a str,
}

impl<'a> Line<'a> {
    fn new(number: usize, line: &'a str) -> Option<Self> {
        let (id, rest) = line.split_once('\t')?;
        let (data, tail) = rest.split_once('\t').unwrap_or((rest, ""));
        Some(Self { number, id, data, tail })
    }

    /// The type, and what follows it.
    fn typed(&self) -> Option<(&'a str, &'a str)> {
        let (kind, rest) = self.data.split_once(' ').unwrap_or((self.data, ""));
        (!kind.is_empty()).then_some((kind, rest))
    }

    fn name(&self) -> String {
        format!("line {} ({})", self.number, self.id)
    }
}

/// Where a tag that was left out is looked for.
const NOWHERE: usize = usize::MAX;

#[derive(Default)]
struct File<'a> {
    found: Found,
    problems: Vec<Problem>,
    /// Tags by their ids in the file, events by their triggers.
    tags: BTreeMap<&'a str, usize>,
    /// Attributes of tags, each with its values and whether they were written as they are.
    attributes: BTreeMap<(usize, String), Vec<(Value, bool)>>,
    records: BTreeMap<(&'a str, &'a str), usize>,
}

impl<'a> File<'a> {
    fn read(&mut self, source: &'a str, place: (&Text, Unit), tag_set: &TagSet) {
        let mut lines = Vec::new();
        for (number, line) in (1..).zip(source.split('\n')) {
            let line = line.strip_suffix('\r').unwrap_or(line);
            match Line::new(number, line) {
                Some(line) => lines.push(line),
                None if line.trim().is_empty() => {}
                None => self.wrong(format!("line {number}: there is no tab after the id")),
            }
        }
        self.places(&lines, place);
        let events: Vec<_> = lines.iter().filter(|it| it.id.starts_with('E')).collect();
        for line in events {
            let trigger = line.typed().and_then(|it| it.0.split_once(':')).map(|it| it.1);
            let trigger = trigger.and_then(|it| self.tags.get(it)).copied();
            self.tags.insert(line.id, trigger.unwrap_or(NOWHERE));
        }
        for line in &lines {
            if self.line(line, place.0).is_none() {
                self.wrong(format!("{} is not written as brat does", line.name()));
            }
        }
        for ((tag, name), values) in std::mem::take(&mut self.attributes) {
            self.attribute(tag, &name, values, tag_set);
        }
    }

    fn wrong(&mut self, message: String) {
        self.problems.push(misfit(message));
    }

    /// The tags of the lines, which may be counted in a text with other line ends than this one.
    fn places(&mut self, lines: &[Line<'a>], (text, unit): (&Text, Unit)) {
        let raw: Vec<_> =
            lines.iter().filter(|it| it.id.starts_with('T')).map(|it| (it, Raw::new(it))).collect();
        let plain = Plain::new(text);
        let here = |raw: &Raw<'_>| {
            let range = |it: &(usize, usize)| {
                let span = text.span_in(unit, it.0, it.1).ok()?;
                Some(span.range())
            };
            raw.ranges(range)
        };
        let there = |raw: &Raw<'_>| raw.ranges(|it| plain.range(unit, it.0, it.1));
        let hits = |ranges: &dyn Fn(&Raw<'_>) -> Option<Vec<std::ops::Range<usize>>>| {
            let hit = |raw: &&Raw<'_>| ranges(raw).is_some_and(|it| raw.says(text, &it));
            raw.iter().filter_map(|it| it.1.as_ref()).filter(hit).count()
        };
        let moved = plain.moves() && hits(&there) > hits(&here);
        for (line, raw) in raw {
            let Some(raw) = raw else {
                self.tags.entry(line.id).or_insert(NOWHERE);
                self.wrong(format!("{} is not “TYPE START END”, a tab, and words", line.name()));
                continue;
            };
            if self.tags.contains_key(line.id) {
                self.wrong(format!("{}: there is another line with this id", line.name()));
                continue;
            }
            let ranges = if moved { there(&raw) } else { here(&raw) };
            let first = ranges.as_ref().and_then(|it| it.first().cloned());
            let right = ranges.filter(|it| raw.says(text, it));
            let Some(ranges) = right else {
                self.tags.insert(line.id, NOWHERE);
                let (name, words) = (line.name(), raw.words);
                self.wrong(format!("{name}: the text has other words than {words:?} there"));
                // Where it would stand, if that is a place.
                let place = first.and_then(|it| text.span(it).ok());
                if let (Some(told), Some(place)) = (self.problems.last_mut(), place) {
                    told.place = Place::Text(place);
                }
                continue;
            };
            self.tags.insert(line.id, self.found.tags.len());
            let mut tag = Tag::new(line.id.to_owned(), (0, 0), widen(raw.label));
            tag.spans = joined(text, &ranges).into_iter().map(|it| (it.start, it.end)).collect();
            self.found.tags.push(tag);
        }
    }

    /// The tag with an id; `None` without a word if it was left out, and with one if there is none.
    fn target(&mut self, line: &Line<'_>, id: &str) -> Option<usize> {
        let found = self.tags.get(id).copied();
        if found.is_none() {
            self.wrong(format!("{}: there is no {id}", line.name()));
        }
        found.filter(|it| *it != NOWHERE)
    }

    /// What a line says about tags; `None` if it cannot be read.
    fn line(&mut self, line: &Line<'a>, text: &Text) -> Option<()> {
        match line.id.chars().next()? {
            'T' => Some(()),
            'R' => self.relation(line),
            'E' => self.event(line),
            '*' => self.same(line, text),
            'A' | 'M' => {
                let (name, rest) = line.typed()?;
                let (target, value) = rest.split_once(' ').unwrap_or((rest, ""));
                let Some(tag) = self.target(line, target) else { return Some(()) };
                let value = value.trim_end();
                let value =
                    if value.is_empty() { (true.into(), false) } else { line::value_of(value) };
                self.attributes.entry((tag, name.to_owned())).or_default().push(value);
                Some(())
            }
            'N' => self.normalisation(line),
            '#' => {
                let target = line.typed()?.1.trim();
                let Some(tag) = self.target(line, target) else { return Some(()) };
                let note = line::note_of(line.tail);
                if let Some(tag) = self.found.tags.get_mut(tag) {
                    let before = tag.note.take().map(|it| it + "\n").unwrap_or_default();
                    tag.note = Some(before + &note);
                }
                Some(())
            }
            _ => None,
        }
    }

    fn relation(&mut self, line: &Line<'a>) -> Option<()> {
        let (kind, rest) = line.typed()?;
        let mut ends: Vec<_> =
            rest.split_whitespace().filter_map(|it| it.split_once(':')).collect();
        if ends.len() != 2 {
            return None;
        }
        if matches!(ends.as_slice(), [("Arg2", _), ("Arg1", _)]) {
            ends.reverse();
        }
        let [(_, from), (_, to)] = ends.as_slice() else { return None };
        self.link(line, kind, from, to);
        Some(())
    }

    fn link(&mut self, line: &Line<'a>, kind: &str, from: &str, to: &str) {
        let [from, to] = [from, to].map(|it| self.tags.get(it).copied().unwrap_or(NOWHERE));
        let (name, kind, review) = (line.name(), widen(kind), Review::Proposed);
        self.found.links.push(Link { name, kind, from, to, review });
    }

    /// An event's arguments as relations of its trigger.
    fn event(&mut self, line: &Line<'a>) -> Option<()> {
        let (head, rest) = line.typed()?;
        let (_, trigger) = head.split_once(':')?;
        for argument in rest.split_whitespace() {
            let (role, target) = argument.split_once(':')?;
            self.link(line, role, trigger, target);
        }
        Some(())
    }

    /// Tags that stand for the same thing.
    fn same(&mut self, line: &Line<'a>, text: &Text) -> Option<()> {
        let targets: Vec<_> = line.typed()?.1.split_whitespace().collect();
        let tags: Vec<_> = targets.into_iter().filter_map(|it| self.target(line, it)).collect();
        let tag = |index: &usize| self.found.tags.get(*index);
        let known = tags.iter().filter_map(tag).find_map(|it| it.record);
        let words = |tag: &Tag| {
            let place = tag.spans.first().and_then(|it| text.as_str().get(it.0..it.1));
            (tag.label.clone(), place.unwrap_or_default().to_owned())
        };
        let named = tags.iter().filter_map(tag).map(words).max_by_key(|it| it.1.len());
        let Some((label, name)) = named else { return Some(()) };
        let record = known.unwrap_or_else(|| self.add_record(label, name));
        for tag in tags {
            if let Some(tag) = self.found.tags.get_mut(tag) {
                tag.record.get_or_insert(record);
            }
        }
        Some(())
    }

    fn add_record(&mut self, label: String, name: String) -> usize {
        let (aliases, roles) = (Vec::new(), Vec::new());
        self.found.records.push(FoundRecord { label, name, aliases, roles, link: None });
        self.found.records.len() - 1
    }

    fn normalisation(&mut self, line: &Line<'a>) -> Option<()> {
        let (kind, rest) = line.typed()?;
        let (target, id) = rest.trim_end().split_once(' ')?;
        let (table, entry) = id.split_once(':')?;
        let Some(tag) = self.target(line, target) else { return Some(()) };
        let words = line::note_of(line.tail);
        let known = self.found.tags.get(tag)?.record;
        let own = matches!(kind, "Record" | "Alias" | "Role" | "Link");
        let there = || self.records.get(&(table, entry)).copied();
        let record = known.filter(|_| !own).or_else(there);
        let label = || self.found.tags.get(tag).map(|it| it.label.clone());
        let label = if own { widen(table) } else { label()? };
        let record = record.unwrap_or_else(|| self.add_record(label, words.clone()));
        if own || known.is_none() {
            self.records.insert((table, entry), record);
        }
        self.found.tags.get_mut(tag)?.record = Some(record);
        let record = self.found.records.get_mut(record)?;
        match kind {
            "Record" => record.name = words,
            "Alias" => record.aliases.push(words),
            "Role" => record.roles.push(words),
            "Link" => record.link = Some(words),
            _ if record.link.as_deref().is_some_and(|it| it != id) => {
                self.wrong(format!("{}: it has another entry already", line.name()));
            }
            _ => record.link = Some(id.to_owned()),
        }
        Some(())
    }

    fn attribute(&mut self, tag: usize, name: &str, mut values: Vec<(Value, bool)>, set: &TagSet) {
        let Some(tag) = self.found.tags.get_mut(tag) else { return };
        if let [(value, _)] = values.as_slice()
            && stands(tag, name, value).is_some()
        {
            return;
        }
        let key = Key::from(widen(name));
        let spec = set.label(&tag.label).and_then(|it| it.attribute(key.as_str()));
        let several = spec.is_some_and(|it| matches!(it.kind, AttributeKind::Choices(_)));
        let bare = several && values.iter().all(|it| it.1);
        let value = match (values.pop(), values.is_empty()) {
            (Some((value, _)), true) if !bare => value,
            (last, _) => Value::List(values.into_iter().chain(last).map(|it| it.0).collect()),
        };
        tag.attributes.insert(key, value);
    }
}

/// Takes what an attribute of ours says about where a tag stands.
fn stands(tag: &mut Tag, name: &str, value: &Value) -> Option<()> {
    match (name, value) {
        (REVIEW, Value::Text(word)) => tag.review = names::review_of(word)?,
        (TIER, Value::Text(word)) => tag.tier = names::tier_of(word)?,
        (CONFIDENCE, Value::Number(number)) => {
            let number = u16::try_from(*number).ok().filter(|it| *it <= 1000)?;
            tag.confidence = Some(Confidence::new(number));
        }
        _ => return None,
    }
    Some(())
}

/// The line of a tag, taken apart.
struct Raw<'a> {
    label: &'a str,
    spans: Vec<(usize, usize)>,
    words: &'a str,
}

impl<'a> Raw<'a> {
    fn new(line: &Line<'a>) -> Option<Self> {
        let (label, places) = line.typed()?;
        let place = |it: &str| {
            let (start, end) = it.trim_end().split_once(' ')?;
            Some((start.parse().ok()?, end.parse().ok()?))
        };
        let spans: Option<Vec<_>> = places.split(';').map(place).collect();
        Some(Self { label, spans: spans?, words: line.tail })
    }

    /// The fragments in order, each through `range`.
    fn ranges(
        &self,
        range: impl Fn(&(usize, usize)) -> Option<std::ops::Range<usize>>,
    ) -> Option<Vec<std::ops::Range<usize>>> {
        let mut ranges: Vec<_> = self.spans.iter().map(range).collect::<Option<_>>()?;
        ranges.sort_by_key(|it| it.start);
        ranges.is_sorted_by(|one, next| one.end <= next.start).then_some(ranges)
    }

    /// Whether these are the words there. A file without words is believed.
    fn says(&self, text: &Text, ranges: &[std::ops::Range<usize>]) -> bool {
        let words: Vec<_> =
            ranges.iter().map(|it| text.as_str().get(it.clone()).unwrap_or_default()).collect();
        self.words.is_empty() || self.words == words.join(" ") || {
            let same_lines = |it: &str| it.replace(['\r', '\n'], " ");
            self.words.trim_end() == words.join(" ").trim_end()
                || self.words == same_lines(&words.join(" "))
        }
    }
}
