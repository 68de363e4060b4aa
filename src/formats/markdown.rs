//! Markdown: the text stays as it is, marks and all; what the marks say becomes zones and markup.
//!
//! Not here: plain text (`plain`), HTML inside of Markdown, which is furniture.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::{Importer, Input, Read, ReadError, article};
use crate::annotation::check::{Place, Problem, Severity};
use crate::annotation::{
    Furniture, Markup, MarkupKind, ProposedZone, Reason, TagSet, Tier, ZoneKind,
};
use crate::text::{Text, lines};

/// The importer of Markdown.
pub(super) struct Markdown;

impl Importer for Markdown {
    fn key(&self) -> &'static str {
        "markdown"
    }

    fn about(&self) -> &'static str {
        "Markdown, with zones and links from its marks"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["md", "markdown"]
    }

    fn recognises(&self, _: &Input<'_>) -> bool {
        false
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        let text = Text::new(input.text());
        let found = structure(text.as_str());
        let zones = zones(&text, &found.blocks);
        let markup = found.markup.into_iter().filter_map(|(range, kind)| {
            let span = text.trim(text.span(range).ok()?)?;
            Some(Markup::new(span, kind))
        });
        let markup = markup.collect();
        let mut read = article(text, Some(zones), input, "text/markdown", tag_set);
        if let Err(error) = read.document.set_markup(markup) {
            let message = format!("links and lists were not kept: {error}");
            let problem = Problem::new("markup", Severity::Warning, Place::Whole, message);
            read.problems.push(problem);
        }
        Ok(vec![read])
    }
}

/// A zone for each line, by the outermost block that marks it.
fn zones(text: &Text, marked: &[(Range<usize>, ZoneKind)]) -> Vec<ProposedZone> {
    let mut headline = false;
    let zone = |span: crate::text::Span| {
        let found = marked.partition_point(|(range, _)| range.start <= span.start());
        let block = found.checked_sub(1).and_then(|it| marked.get(it));
        let kind = block.filter(|(range, _)| span.start() < range.end).map(|(_, kind)| *kind);
        let (kind, why) = match kind {
            Some(ZoneKind::Headline) if headline => (ZoneKind::Subhead, "a heading"),
            Some(ZoneKind::Headline) => {
                headline = true;
                (ZoneKind::Headline, "the first main heading")
            }
            Some(ZoneKind::Furniture) => (ZoneKind::Furniture, "a rule, HTML or link definition"),
            Some(kind) => (kind, "marked so in Markdown"),
            None => (ZoneKind::Body, "a paragraph"),
        };
        let sub = (kind == ZoneKind::Furniture).then_some(Furniture::Other);
        let rule = if kind == ZoneKind::Body { "markup.body" } else { "markup.markdown" };
        let reason = Reason::new(rule, Tier::Likely, 900, why);
        ProposedZone { span, kind, sub, lang: None, reason }
    };
    lines(text).into_iter().map(zone).collect()
}

/// What the marks of a text say.
#[derive(Default)]
struct Structure {
    /// Headings, block quotes, rules and HTML, in order and apart.
    blocks: Vec<(Range<usize>, ZoneKind)>,
    /// Links, headings, items and rows, by their bytes.
    markup: Vec<(Range<usize>, MarkupKind)>,
}

fn structure(source: &str) -> Structure {
    let mut found = Structure::default();
    let mut lists: Vec<bool> = Vec::new(); // whether each is numbered
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        let kind = match &event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => Some(ZoneKind::Headline),
            Event::Start(Tag::Heading { .. }) => Some(ZoneKind::Subhead),
            Event::Start(Tag::BlockQuote(_)) => Some(ZoneKind::Blockquote),
            Event::Start(Tag::HtmlBlock) | Event::Rule => Some(ZoneKind::Furniture),
            _ => None,
        };
        // What lies inside another is told by the outer one.
        if let Some(kind) = kind
            && found.blocks.last().is_none_or(|(last, _)| last.end <= range.start)
        {
            found.blocks.push((range.clone(), kind));
        }
        match event {
            Event::Start(Tag::List(first)) => lists.push(first.is_some()),
            Event::End(TagEnd::List(_)) => drop(lists.pop()),
            Event::Start(tag) => {
                if let Some(kind) = marked(&tag, &lists) {
                    found.markup.push((range, kind));
                }
            }
            _ => {}
        }
    }
    found
}

/// What an element is besides its zone.
fn marked(tag: &Tag<'_>, lists: &[bool]) -> Option<MarkupKind> {
    Some(match tag {
        Tag::Heading { level, .. } => MarkupKind::Heading(*level as u8),
        Tag::Item => {
            let level = u8::try_from(lists.len().max(1)).unwrap_or(u8::MAX);
            MarkupKind::Item { level, ordered: lists.last().copied().unwrap_or(false) }
        }
        Tag::TableHead | Tag::TableRow => MarkupKind::Row,
        Tag::FootnoteDefinition(_) => MarkupKind::Note,
        Tag::Link { link_type: LinkType::Email, dest_url, .. } => {
            MarkupKind::Link(format!("mailto:{dest_url}"))
        }
        Tag::Link { dest_url, .. } if !dest_url.is_empty() => {
            MarkupKind::Link(dest_url.to_string())
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::{Input, tagset};

    #[test]
    fn markdown_keeps_its_marks_and_tells_zones() {
        let source = "# Rents *fall*\r\n\r\nBy Ann\r\n\r\n## More\n\n> He said\n> no.\n\n---\nText\n# Again\n";
        let input = Input::new("a.md", source.as_bytes()).unwrap();
        let read = Markdown.import(&input, &tagset::news()).unwrap().remove(0);
        assert_eq!(read.document.text().as_str(), source);
        let kinds: Vec<_> = read.document.zones().iter().map(|it| it.kind.key()).collect();
        let expected = [
            "headline",
            "body",
            "subhead",
            "blockquote",
            "blockquote",
            "furniture",
            "body",
            "subhead",
        ];
        assert_eq!(kinds, expected);
        assert!(read.problems.is_empty(), "{:?}", read.problems);
    }

    #[test]
    fn links_lists_and_tables_are_kept_beside_the_text() {
        let source = "# Rents\n\nSee [the *list*](https://echo.example/a \"t\") and <b@echo.example>, [c][1].\n\n\
                      1. One\n   - inner\n2. Two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n\
                      [1]: https://echo.example/c\n";
        let input = Input::new("a.md", source.as_bytes()).unwrap();
        let read = Markdown.import(&input, &tagset::news()).unwrap().remove(0);
        let document = &read.document;
        assert_eq!(document.text().as_str(), source);
        let told = document.markup().iter();
        let told: Vec<_> =
            told.map(|it| (document.text().slice(it.span), it.kind.clone())).collect();
        let link = |to: &str| MarkupKind::Link(to.to_owned());
        let item = |level, ordered| MarkupKind::Item { level, ordered };
        assert_eq!(
            told,
            [
                ("# Rents", MarkupKind::Heading(1)),
                ("[the *list*](https://echo.example/a \"t\")", link("https://echo.example/a")),
                ("<b@echo.example>", link("mailto:b@echo.example")),
                ("[c][1]", link("https://echo.example/c")),
                ("1. One\n   - inner", item(1, true)),
                ("- inner", item(2, false)),
                ("2. Two", item(1, true)),
                ("| a | b |", MarkupKind::Row),
                ("| 1 | 2 |", MarkupKind::Row),
            ]
        );
        let deep = "> ".repeat(3000) + &"- ".repeat(3000);
        let input = Input::new("a.md", deep.as_bytes()).unwrap();
        assert!(Markdown.import(&input, &tagset::news()).is_ok());
    }
}
