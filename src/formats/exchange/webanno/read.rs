//! The importer.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::super::found::{self, Found, Link, Tag, misfit};
use super::{FEATURES, SPANS, escape};
use crate::annotation::check::Problem;
use crate::annotation::{Confidence, Key, Review, TagSet, Value};
use crate::formats::input::article;
use crate::formats::native::{self, names};
use crate::formats::{Importer, Input, Read, ReadError, Source};
use crate::text::{Text, Unit};

/// The importer.
pub(in crate::formats) struct Rows;

impl Importer for Rows {
    fn key(&self) -> &'static str {
        "webanno-tsv"
    }

    fn about(&self) -> &'static str {
        "WebAnno TSV 3"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &[]
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        input.text().starts_with("#FORMAT=WebAnno TSV 3")
    }

    fn text(&self) -> Source {
        Source::Words
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        let unit = input.unit().unwrap_or(Unit::Utf16);
        let file = File::new(input.whole()?)?;
        let text = Text::new(file.text(unit));
        let read = article(text, None, input, "text/plain", tag_set);
        Ok(vec![file.onto(read, unit)?])
    }

    fn onto(&self, input: &Input<'_>, article: Read) -> Result<Read, ReadError> {
        let unit = input.unit().unwrap_or(Unit::Utf16);
        File::new(input.whole()?)?.onto(article, unit)
    }
}

/// A layer of the file's head.
struct Layer<'a> {
    name: &'a str,
    features: Vec<&'a str>,
    relation: bool,
    /// The first of its columns.
    column: usize,
}

struct Row<'a> {
    line: usize,
    id: &'a str,
    /// In the unit of the file.
    place: Range<usize>,
    words: String,
    columns: Vec<&'a str>,
}

#[derive(Default)]
struct File<'a> {
    layers: Vec<Layer<'a>>,
    rows: Vec<Row<'a>>,
    /// The first row of each sentence, and its text.
    sentences: Vec<(usize, String)>,
    problems: Vec<Problem>,
}

fn wrong<T>(line: usize, message: &str) -> Result<T, ReadError> {
    Err(ReadError::Syntax { line, column: 1, message: message.to_owned() })
}

impl<'a> File<'a> {
    fn new(source: &'a str) -> Result<Self, ReadError> {
        let mut file = Self::default();
        let mut columns = 0;
        if !source.starts_with("#FORMAT=WebAnno TSV 3") {
            return wrong(1, "a file of WebAnno begins with #FORMAT=WebAnno TSV 3.3");
        }
        let mut text: Option<String> = None;
        for (number, line) in (1..).zip(source.split('\n')) {
            let line = line.strip_suffix('\r').unwrap_or(line);
            if let Some(layer) = line.strip_prefix("#T_") {
                columns += file.layer(layer, columns);
            } else if let Some(words) = line.strip_prefix("#Text=") {
                let words = escape::plain(words);
                text = Some(text.map_or(words.clone(), |it| it + "\n" + &words));
            } else if !line.is_empty() && !line.starts_with('#') {
                if let Some(text) = text.take() {
                    file.sentences.push((file.rows.len(), text));
                }
                match row(number, line) {
                    Some(row) => file.rows.push(row),
                    None => return wrong(number, "a row is ID, BEGIN-END, a token and columns"),
                }
            }
        }
        Ok(file)
    }

    /// Takes a layer in and tells how many columns it has.
    fn layer(&mut self, head: &'a str, column: usize) -> usize {
        let Some((kind, rest)) = head.split_once('=') else { return 0 };
        let mut parts = rest.split('|');
        let name = parts.next().unwrap_or_default();
        let features: Vec<_> = parts.collect();
        let count = features.len().max(1);
        match kind {
            "SP" | "RL" => {
                let relation = kind == "RL";
                self.layers.push(Layer { name, features, relation, column });
            }
            _ => self.problems.push(misfit(format!("chains ({name}) are not read; the layer"))),
        }
        count
    }

    /// The text as far as it is told: what is between sentences is taken for line ends.
    fn text(&self, unit: Unit) -> String {
        let mut text = String::new();
        let mut at = 0;
        for (row, words) in &self.sentences {
            let start = self.rows.get(*row).map_or(at, |it| it.place.start);
            // Each of these is one unit long in every unit. A gap that nobody can mean is cut.
            let gap = start.saturating_sub(at).min(1 << 16);
            text.extend(std::iter::repeat_n('\n', gap));
            text += words;
            at = start.saturating_add(length(words, unit));
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text
    }

    fn onto(mut self, mut read: Read, unit: Unit) -> Result<Read, ReadError> {
        let text = read.document.text();
        let mut places = Vec::new();
        for row in &self.rows {
            let span = text.span_in(unit, row.place.start, row.place.end).ok();
            let Some(span) = span.filter(|it| text.slice(*it) == row.words) else {
                let (line, words) = (row.line, &row.words);
                let message = format!("line {line} has the token {words:?}, which is not there");
                return Err(ReadError::NotThisArticle { message });
            };
            places.push(span.range());
        }
        let mut tags = Tags::default();
        for layer in self.layers.iter().filter(|it| !it.relation) {
            for (row, place) in self.rows.iter().zip(&places) {
                tags.row(layer, row, place);
            }
        }
        for layer in self.layers.iter().filter(|it| it.relation) {
            for row in &self.rows {
                tags.links(layer, row);
            }
        }
        read.problems.append(&mut self.problems);
        read.problems.append(&mut tags.problems);
        Ok(found::onto(read, tags.found, Unit::Byte, "webanno-tsv"))
    }
}

fn length(words: &str, unit: Unit) -> usize {
    match unit {
        Unit::Byte => words.len(),
        Unit::CodePoint => words.chars().count(),
        Unit::Utf16 => words.encode_utf16().count(),
    }
}

fn row(line: usize, content: &str) -> Option<Row<'_>> {
    let mut columns = content.split('\t');
    let id = columns.next()?;
    let (start, end) = columns.next()?.split_once('-')?;
    let place = start.parse().ok()?..end.parse().ok()?;
    let words = escape::plain(columns.next()?);
    Some(Row { line, id, place, words, columns: columns.collect() })
}

/// The tags of a file.
#[derive(Default)]
struct Tags<'a> {
    found: Found,
    problems: Vec<Problem>,
    /// Tags by their layer and number.
    numbered: BTreeMap<(&'a str, &'a str), usize>,
    /// Tags without a number, by their layer and row.
    alone: BTreeMap<(&'a str, &'a str), usize>,
}

impl<'a> Tags<'a> {
    fn row(&mut self, layer: &Layer<'a>, row: &Row<'a>, place: &Range<usize>) {
        let column = |index: usize| row.columns.get(layer.column + index).copied();
        let width = layer.features.len().max(1);
        let columns: Vec<_> =
            (0..width).map(|it| escape::stacked(column(it).unwrap_or("_"))).collect();
        let count = columns.first().map_or(0, Vec::len);
        for index in 0..count {
            let values: Vec<_> = columns
                .iter()
                .map(|it| escape::numbered(it.get(index).copied().unwrap_or("_")))
                .collect();
            let Some((first, number)) = values.first().copied() else { continue };
            if first == "_" && number.is_none() {
                continue;
            }
            let known = number.and_then(|it| self.numbered.get(&(layer.name, it))).copied();
            if let Some(tag) = known.and_then(|it| self.found.tags.get_mut(it)) {
                if let Some(span) = tag.spans.last_mut() {
                    span.1 = place.end;
                }
                continue;
            }
            let made = self.found.tags.len();
            match number {
                Some(number) => self.numbered.insert((layer.name, number), made),
                None => self.alone.insert((layer.name, row.id), made),
            };
            let values: Vec<_> = values.into_iter().map(|it| it.0).collect();
            let tag = self.tag(layer, row, &values);
            self.found.tags.push(Tag { spans: vec![(place.start, place.end)], ..tag });
        }
    }

    fn tag(&mut self, layer: &Layer<'_>, row: &Row<'_>, values: &[&str]) -> Tag {
        let value = |it: &&str| (!matches!(*it, "*" | "_")).then(|| escape::plain(it));
        let values: Vec<_> = values.iter().map(value).collect();
        let name = format!("line {}", row.line);
        let mut tag = Tag::new(name, (0, 0), String::new());
        let mut label = None;
        let own = layer.name == SPANS && layer.features == FEATURES;
        let labels = ["label", "value"];
        let main = layer.features.iter().position(|it| labels.contains(it));
        for (index, (feature, value)) in layer.features.iter().zip(values).enumerate() {
            let Some(value) = value else { continue };
            if main.map_or(label.is_none(), |it| it == index) {
                label = Some(value);
            } else if !own {
                tag.attributes.insert(Key::from((*feature).to_owned()), Value::Text(value));
            } else if stands(&mut tag, feature, &value).is_none() {
                self.problems.push(misfit(format!(
                    "line {} has {value:?} for {feature}, which is none; it",
                    row.line
                )));
            }
        }
        let kind = || layer.name.rsplit('.').next().unwrap_or_default().to_owned();
        tag.label = label.unwrap_or_else(|| if own { String::new() } else { kind() });
        tag
    }

    /// The relations that end at a row.
    fn links(&mut self, layer: &Layer<'a>, row: &Row<'a>) {
        let (Some(base), width) = (layer.features.last(), layer.features.len()) else { return };
        let base = base.strip_prefix("BT_").unwrap_or(base);
        let column = |index: usize| row.columns.get(layer.column + index).copied().unwrap_or("_");
        let ends = column(width - 1);
        if ends == "_" {
            return;
        }
        let kinds = if width > 1 { escape::stacked(column(0)) } else { Vec::new() };
        for (index, end) in escape::stacked(ends).into_iter().enumerate() {
            let kind = kinds.get(index).map_or("*", |it| escape::numbered(it).0);
            let kind = match kind {
                "*" | "_" => layer.name.rsplit('.').next().unwrap_or_default().to_owned(),
                kind => escape::plain(kind),
            };
            let (source, numbers) = escape::numbered(end);
            let (from, to) = numbers.and_then(|it| it.split_once('_')).unwrap_or(("0", "0"));
            let from = self.end(base, from, source);
            let to = self.end(base, to, row.id);
            let name = format!("line {}", row.line);
            self.found.links.push(Link { name, kind, from, to, review: Review::Proposed });
        }
    }

    /// The tag with a number, else the one at a row.
    fn end(&self, layer: &str, number: &str, row: &str) -> usize {
        let tag = match number {
            "0" => self.alone.get(&(layer, row)),
            number => self.numbered.get(&(layer, number)),
        };
        tag.copied().unwrap_or(usize::MAX)
    }
}

/// Takes what a feature of ours says; `None` if it says nothing that is known.
fn stands(tag: &mut Tag, feature: &str, value: &str) -> Option<()> {
    match feature {
        "review" => tag.review = names::review_of(value)?,
        "tier" => tag.tier = names::tier_of(value)?,
        "confidence" => {
            let number = value.parse().ok().filter(|it| *it <= 1000)?;
            tag.confidence = Some(Confidence::new(number));
        }
        "note" => tag.note = Some(value.to_owned()),
        _ => {
            let fields: serde_json::Map<_, _> = serde_json::from_str(value).ok()?;
            for (key, value) in fields {
                tag.attributes.insert(Key::from(key), native::value_from_file(value).ok()?);
            }
        }
    }
    Some(())
}
