//! What each paragraph is, by its size and place.

use super::columns::blocks;
use super::glyphs::Page;
use super::lines::Piece as Line;
use super::margin::sheets;
use super::paragraphs::{Joined, Maker, Paragraph};
use crate::annotation::{Furniture, ZoneKind};
use crate::formats::draft::{Draft, Piece, collapsed};

const MARGIN: Piece =
    Piece::furniture(Furniture::Other, "markup.margin", "it stands in the margin of the page");
const ASKEW: Piece =
    Piece::furniture(Furniture::Other, "markup.askew", "it runs up or down the page");
const HEADLINE: Piece =
    Piece::new(ZoneKind::Headline, "markup.size", "the largest type of the first page");
const SUBHEAD: Piece =
    Piece::new(ZoneKind::Subhead, "markup.size", "its type is larger or heavier than the text's");
const STANDFIRST: Piece =
    Piece::new(ZoneKind::Standfirst, "markup.size", "larger than the text, under the headline");
const BODY: Piece = Piece::new(ZoneKind::Body, "markup.body", "in the type of the running text");
const BYLINE: Piece =
    Piece::new(ZoneKind::Byline, "markup.byline", "“By” and a name under the headline");

/// A paragraph or a line of the margin, in the order of the text.
enum Item {
    Paragraph(usize),
    Line(String, Piece),
}

/// The text of the pages, and how words were joined.
pub(super) fn draft(pages: &[Page]) -> (Draft, Joined) {
    let sheets = sheets(pages);
    let mut maker = Maker::new(sheets.iter().flat_map(|it| &it.body));
    let mut paragraphs = Vec::new();
    let mut items = Vec::new();
    let mut first_page = 0;
    for (sheet, page) in sheets.into_iter().zip(pages) {
        items.extend(margin(sheet.head));
        for block in blocks(sheet.body) {
            let before = paragraphs.len();
            maker.block(&block, &mut paragraphs, before == 0);
            items.extend((before..paragraphs.len()).map(Item::Paragraph));
        }
        items.extend(margin(sheet.foot));
        let askew = collapsed(&page.askew);
        if !askew.is_empty() {
            items.push(Item::Line(askew, ASKEW));
        }
        if first_page == 0 {
            first_page = paragraphs.len();
        }
    }
    let kinds = kinds(&paragraphs, first_page);
    let mut draft = Draft::default();
    for item in items {
        match item {
            Item::Line(words, piece) => draft.paragraph(&words, piece),
            Item::Paragraph(at) => match (paragraphs.get(at), kinds.get(at)) {
                (Some(paragraph), Some(piece)) => draft.paragraph(&paragraph.text, *piece),
                _ => None,
            },
        };
    }
    (draft, maker.joined)
}

fn margin(lines: Vec<Line>) -> impl Iterator<Item = Item> {
    lines.into_iter().map(|it| Item::Line(it.text, MARGIN))
}

/// The size in which most is set.
fn body_size(paragraphs: &[Paragraph]) -> f64 {
    let mut sizes: Vec<(f64, usize)> = Vec::new();
    for paragraph in paragraphs {
        let near = |it: &&mut (f64, usize)| (it.0 - paragraph.size).abs() < 0.3;
        match sizes.iter_mut().find(near) {
            Some((_, count)) => *count += paragraph.text.len(),
            None => sizes.push((paragraph.size, paragraph.text.len())),
        }
    }
    sizes.into_iter().max_by_key(|it| it.1).map_or(10.0, |it| it.0)
}

/// What each paragraph is; the first `first_page` stand on the first page.
fn kinds(paragraphs: &[Paragraph], first_page: usize) -> Vec<Piece> {
    let body = body_size(paragraphs);
    let large = |it: &Paragraph| it.size > body * 1.15 && it.text.len() <= 300;
    let head =
        paragraphs.iter().enumerate().take(first_page).filter(|(_, it)| {
            large(it) && it.text.chars().filter(|it| it.is_alphabetic()).count() > 3
        });
    let head = head.max_by(|one, other| {
        // Of two of a size the first.
        one.1.size.total_cmp(&other.1.size).then(other.0.cmp(&one.0))
    });
    let head = head.map(|it| it.0);
    let kind = |(at, paragraph): (usize, &Paragraph)| {
        let under = head.map_or(usize::MAX, |it| at.wrapping_sub(it));
        let ends = paragraph.text.ends_with(['.', '!', '?', ',', ';', ':', '”']);
        let heavy = paragraph.bold && paragraph.lines <= 2 && !ends;
        if under == 0 {
            HEADLINE
        } else if (1..=4).contains(&under) && is_byline(&paragraph.text) {
            BYLINE
        } else if under <= 2 && ends && paragraph.size > body * 1.05 && paragraph.text.len() <= 500
        {
            STANDFIRST
        } else if large(paragraph)
            || (heavy && paragraph.size > body * 0.95 && paragraph.text.len() <= 120)
        {
            SUBHEAD
        } else {
            BODY
        }
    };
    paragraphs.iter().enumerate().map(kind).collect()
}

/// “By Ann Lee” and the like.
fn is_byline(text: &str) -> bool {
    let words = ["By ", "Von ", "Par ", "Por ", "Di ", "Door ", "Av ", "Af ", "BY "];
    let name = words.iter().find_map(|it| text.strip_prefix(it));
    name.is_some_and(|it| it.starts_with(char::is_uppercase) && !it.ends_with('.'))
        && text.len() <= 100
}
