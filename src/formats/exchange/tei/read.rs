//! TEI as a document.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::found::{self, Found, FoundRecord, Link, Tag};
use super::super::xml::{self, Element};
use super::super::{cell, names};
use super::{KIND, LABEL, RECORDS, REVIEW, SPACE, TIER};
use crate::annotation::check::{Place, Problem, Severity};
use crate::annotation::{Confidence, Key, Review, TagSet};
use crate::formats::native::names as words;
use crate::formats::{Input, Read, ReadError};
use crate::text::Unit;

pub(super) fn document(input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Read, ReadError> {
    let root = xml::read(input.whole()?)?;
    let wrong = |message: &str| ReadError::Foreign { format: "TEI", message: message.to_owned() };
    if root.name != "TEI" || root.space != SPACE {
        return Err(wrong("its outermost element is not TEI"));
    }
    let mut all = Vec::new();
    gather(&root, &mut all);
    let of = |name: &'static str| all.iter().copied().filter(move |it| it.name == name);
    let ids: BTreeMap<&str, &Element> =
        all.iter().filter_map(|it| Some((it.get("xml:id")?, *it))).collect();
    let targets = of("span").filter_map(|it| range(it.get("target")?));
    let body = targets.map(|it| it.0).find_map(|id| ids.get(id).copied());
    let body = body.or_else(|| of("ab").next()).or_else(|| of("body").next());
    let body = body.ok_or_else(|| wrong("it has no text"))?;
    let title = of("title").next().map(Element::text).unwrap_or_default();
    let mut read = found::blank(input, body.text(), cell::to_text(&title), tag_set);

    let mut work = Work { text: body.get("xml:id").unwrap_or_default(), ids, ..Work::default() };
    for [list, element, name] in RECORDS.map(|it| it.1) {
        for record in of(list).flat_map(|it| it.named(element)) {
            work.record(record, element, name);
        }
    }
    for span in of("span") {
        work.span(span);
    }
    for link in of("link") {
        work.link(link);
    }
    read.problems.append(&mut work.problems);
    Ok(found::onto(read, work.found, input.unit().unwrap_or(Unit::CodePoint), "tei"))
}

/// Nesting is bounded, so this comes to an end on any stack.
fn gather<'a>(element: &'a Element, all: &mut Vec<&'a Element>) {
    all.push(element);
    for inside in element.elements() {
        gather(inside, all);
    }
}

/// The id and the pieces of `#string-range(id,offset,length,…)`.
fn range(target: &str) -> Option<(&str, Vec<(usize, usize)>)> {
    let inside = target.split_once("string-range(")?.1.strip_suffix(')')?;
    let mut parts = inside.split(',').map(str::trim);
    let id = parts.next()?.trim_start_matches('#');
    let numbers: Option<Vec<usize>> = parts.map(|it| it.parse().ok()).collect();
    let numbers = numbers.filter(|it| !it.is_empty() && it.len() % 2 == 0)?;
    let pieces = numbers.chunks(2).map(|pair| match pair {
        [start, length] => Some((*start, start.checked_add(*length)?)),
        _ => None,
    });
    Some((id, pieces.collect::<Option<_>>()?))
}

/// The ids that an attribute points at.
fn pointers<'a>(element: &'a Element, attribute: &str) -> impl Iterator<Item = &'a str> {
    let value = element.get(attribute).unwrap_or_default();
    value.split_ascii_whitespace().filter_map(|it| it.strip_prefix('#'))
}

/// The name that a pointer to a category stands for.
fn named(element: &Element, group: &str) -> Option<String> {
    pointers(element, "ana").find_map(|it| it.strip_prefix(group)).map(names::widen)
}

#[derive(Default)]
struct Work<'a> {
    /// The id of the text.
    text: &'a str,
    ids: BTreeMap<&'a str, &'a Element>,
    found: Found,
    problems: Vec<Problem>,
    records: BTreeMap<&'a str, usize>,
    tags: BTreeMap<&'a str, usize>,
}

impl<'a> Work<'a> {
    fn left_out(&mut self, message: &str) {
        let message = format!("{message}; it was left out");
        self.problems.push(Problem::new("import", Severity::Error, Place::Whole, message));
    }

    fn record(&mut self, record: &'a Element, element: &str, name: &str) {
        let Some(id) = record.get("xml:id") else { return };
        let texts = |name: &str, kind: Option<&str>| -> Vec<String> {
            let of = record.named(name).filter(|it| it.get("type") == kind);
            of.map(|it| cell::to_text(&it.text())).collect()
        };
        let label = named(record, LABEL);
        // A list may hold anything, so an item is one of ours or none.
        if element == "item" && label.is_none() {
            return;
        }
        let own = RECORDS.iter().find(|it| it.1.contains(&element)).map(|it| it.0);
        let mut all = texts(name, None).into_iter();
        let Some(first) = all.next() else {
            return self.left_out(&format!("{element} {id} has no name"));
        };
        self.records.insert(id, self.found.records.len());
        self.found.records.push(FoundRecord {
            label: label.unwrap_or_else(|| own.unwrap_or_default().to_owned()),
            name: first,
            aliases: all.chain(texts(name, Some("alias"))).collect(),
            roles: texts("note", Some("role")),
            link: texts("idno", None).into_iter().next(),
        });
    }

    fn span(&mut self, span: &'a Element) {
        let id = span.get("xml:id").unwrap_or_default();
        let Some((text, pieces)) = span.get("target").and_then(range) else {
            return self.left_out(&format!(
                "span {id:?} does not point at the text with string-range(id,offset,length)"
            ));
        };
        if text != self.text {
            return self
                .left_out(&format!("span {id:?} points at {text:?}, which is another text"));
        }
        let kind = span.get("type").map(str::to_owned);
        let label = named(span, LABEL).or(kind).unwrap_or_else(|| "span".to_owned());
        let mut tag = Tag::new(format!("span {id:?}"), (0, 0), label);
        tag.spans = pieces;
        let review = named(span, REVIEW).as_deref().and_then(words::review_of);
        tag.review = review.unwrap_or(tag.review);
        let tier = named(span, TIER).as_deref().and_then(words::tier_of);
        tag.tier = tier.unwrap_or(tag.tier);
        tag.record = pointers(span, "corresp").find_map(|it| self.records.get(it)).copied();
        for said in pointers(span, "ana").filter_map(|it| self.ids.get(it)) {
            if said.name == "fs" {
                features(said, &mut tag);
            }
        }
        if !id.is_empty() {
            self.tags.insert(id, self.found.tags.len());
        }
        self.found.tags.push(tag);
    }

    fn link(&mut self, link: &'a Element) {
        let name = format!("link {:?}", link.get("xml:id").unwrap_or_default());
        let ends: Vec<_> = pointers(link, "target").collect();
        let [from, to] = ends.as_slice() else {
            return self.left_out(&format!("{name} does not link two spans"));
        };
        let kind = link.get("type").map(str::to_owned);
        let kind = named(link, KIND).or(kind).unwrap_or_else(|| "link".to_owned());
        let end = |id: &str| self.tags.get(id).copied().unwrap_or(usize::MAX);
        let (from, to) = (end(from), end(to));
        self.found.links.push(Link { name, kind, from, to, review: Review::Proposed });
    }
}

/// What a feature structure says about a tag; features of others are attributes.
fn features(said: &Element, tag: &mut Tag) {
    for f in said.named("f") {
        let Some(value) = f.elements().next() else { continue };
        match f.get("name").unwrap_or_default() {
            "confidence" => {
                let number = value.get("value").and_then(|it| it.parse().ok());
                tag.confidence = number.map(Confidence::new);
            }
            "note" => tag.note = Some(cell::to_text(&value.text())),
            "attributes" => {
                for inner in value.named("f") {
                    attribute(inner, tag);
                }
            }
            _ => attribute(f, tag),
        }
    }
}

fn attribute(f: &Element, tag: &mut Tag) {
    let key = names::widen(f.get("name").unwrap_or_default());
    let value = f.elements().next().map(|it| match it.get("value") {
        Some(value) => value.to_owned(),
        None => it.text(),
    });
    if let Some(value) = value {
        tag.attributes.insert(Key::from(key), cell::to_value(&value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::tagset;

    fn read(inside: &str) -> Result<Read, ReadError> {
        let file = format!("<TEI xmlns=\"{SPACE}\">{inside}</TEI>");
        let input = Input::new("d.xml", file.as_bytes()).unwrap();
        document(&input, &tagset::news())
    }

    #[test]
    fn pointers_are_read() {
        assert_eq!(range("a.xml#string-range(t, 1,2, 5,1)"), Some(("t", vec![(1, 3), (5, 6)])));
        for bad in ["#t", "#string-range(t)", "#string-range(t,1)", "#string-range(t,-1,2)"] {
            assert_eq!(range(bad), None, "{bad}");
        }
        assert_eq!(range(&format!("string-range(t,{},9)", usize::MAX)), None);
    }

    #[test]
    fn what_does_not_point_at_the_text_is_told() {
        let Read { document, problems } = read(
            "<standOff><span xml:id='a' type='x' target='#string-range(t,0,3)'/>\
             <span xml:id='b' target='#t'/><span target='#string-range(u,0,3)'/>\
             <span target='#string-range(t,2,300)'/><link target='#a #b'/><link target='#a'/>\
             <listPerson><person xml:id='r'/></listPerson></standOff>\
             <text><body><p xml:id='t'>Ann <hi>left</hi>.</p></body></text>",
        )
        .unwrap();
        assert_eq!(document.text().as_str(), "Ann left.");
        assert_eq!(document.annotation_count(), 1);
        assert_eq!(problems.iter().filter(|it| it.severity == Severity::Error).count(), 6);
        assert!(read("").unwrap_err().to_string().contains("no text"));
    }
}
