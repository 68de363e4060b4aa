//! Plain text and Markdown. The text stays as it is, marks and all.
//!
//! Not here: what the lines of a plain text are; the tagger judges that.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag};

use super::{Importer, Input, Read, ReadError, article};
use crate::annotation::{Furniture, ProposedZone, Reason, TagSet, Tier, ZoneKind};
use crate::text::{Text, lines};

/// The importer of plain text.
pub(super) struct Plain;

impl Importer for Plain {
    fn key(&self) -> &'static str {
        "plain"
    }

    fn about(&self) -> &'static str {
        "plain text in any encoding"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn recognises(&self, _: &Input<'_>) -> bool {
        false
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        Ok(vec![article(Text::new(input.text()), None, input, "text/plain", tag_set)])
    }
}

/// The importer of Markdown.
pub(super) struct Markdown;

impl Importer for Markdown {
    fn key(&self) -> &'static str {
        "markdown"
    }

    fn about(&self) -> &'static str {
        "Markdown, with zones from its headings and block quotes"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["md", "markdown"]
    }

    fn recognises(&self, _: &Input<'_>) -> bool {
        false
    }

    fn import(&self, input: &Input<'_>, tag_set: &Arc<TagSet>) -> Result<Vec<Read>, ReadError> {
        let text = Text::new(input.text());
        let zones = markdown_zones(&text);
        Ok(vec![article(text, Some(zones), input, "text/markdown", tag_set)])
    }
}

/// A zone for each line, by the outermost block that marks it.
fn markdown_zones(text: &Text) -> Vec<ProposedZone> {
    let marked = marked_blocks(text.as_str());
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
        let reason = Reason::new("markup.markdown", Tier::Likely, 900, why);
        ProposedZone { span, kind, sub, lang: None, reason }
    };
    lines(text).into_iter().map(zone).collect()
}

/// Headings, block quotes, rules and HTML, in order and apart.
fn marked_blocks(source: &str) -> Vec<(Range<usize>, ZoneKind)> {
    let mut found: Vec<(Range<usize>, ZoneKind)> = Vec::new();
    for (event, range) in Parser::new_ext(source, Options::empty()).into_offset_iter() {
        let kind = match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => ZoneKind::Headline,
            Event::Start(Tag::Heading { .. }) => ZoneKind::Subhead,
            Event::Start(Tag::BlockQuote(_)) => ZoneKind::Blockquote,
            Event::Start(Tag::HtmlBlock) | Event::Rule => ZoneKind::Furniture,
            _ => continue,
        };
        // What lies inside another is told by the outer one.
        if found.last().is_none_or(|(last, _)| last.end <= range.start) {
            found.push((range, kind));
        }
    }
    found
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
    fn plain_text_is_not_touched() {
        let source = " \u{a0}One\r\n\n\ntwo \u{301} ﬁ\t\n";
        let input = Input::new("a.txt", source.as_bytes()).unwrap();
        let read = Plain.import(&input, &tagset::news()).unwrap().remove(0);
        assert_eq!(read.document.text().as_str(), source);
        let origin = read.document.metadata().source.clone().unwrap();
        assert_eq!((origin.name.as_str(), origin.sha256.unwrap().len()), ("a.txt", 64));
    }
}
