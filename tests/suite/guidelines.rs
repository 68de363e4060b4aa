//! The examples of `assets/guidelines/*.md`, held against the tagger.
//!
//! A page begins with a heading and a line `labels: …` that says what its examples mark:
//!
//! | written | marks |
//! |---|---|
//! | `quote` | the annotations with that label |
//! | `quote.kind` | the same; the attribute's value is part of the mark: `{quote direct\|…}` |
//! | `zone` | every zone: `{headline\|…}`, `{furniture nav\|…}` |
//! | `record` | entities that have a record: `{= Ann Lowe\|Lowe}` |
//! | `speaker` | quotes by the name of their speaker's record: `{by Ann Lowe\|…}`, `{by ?\|…}` |
//!
//! A block fenced `tagged` must come out exactly as written. In a block fenced `known-miss` the
//! right answer comes first, then a line `--- today`, then what is found today: a change of
//! either kind fails, so that a miss that is mended becomes a `tagged` block. The words of a block
//! are body text; with `page` behind the fence word, the tagger judges the zones too.
//!
//! With the environment variable `BLESS` set, the pages are rewritten to what is found today; the
//! right answers stay, and the difference is there to be read before it is committed.

use factmark::annotation::{Proposal, Proposals, ProposedZone, Reason, Tier, ZoneKind};
use factmark::tagger::{self, Cancel, Models, Run};
use factmark::text::Text;

use crate::marked::{self, Mark};
use crate::repo;

/// What a page's examples mark.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Show {
    Label { key: String, attribute: Option<String> },
    Zone,
    Record,
    Speaker,
}

#[derive(Debug, Default)]
struct Page {
    shows: Vec<Show>,
    blocks: Vec<Block>,
}

#[derive(Debug)]
struct Block {
    line: usize,
    known_miss: bool,
    page: bool,
    body: String,
}

fn parse_page(words: &str) -> Result<Page, String> {
    let mut page = Page::default();
    let mut fence: Option<Block> = None;
    for (number, line) in (1..).zip(words.lines()) {
        match (&mut fence, line.strip_prefix("```")) {
            (None, Some(info)) => fence = Some(open_block(number, info)?),
            (Some(_), Some(_)) => page.blocks.extend(fence.take()),
            (Some(block), None) => {
                block.body.push_str(line);
                block.body.push('\n');
            }
            (None, None) => {
                if let Some(list) = line.strip_prefix("labels:") {
                    page.shows = list.split(',').map(|it| show(it.trim())).collect();
                }
            }
        }
    }
    match fence {
        Some(block) => Err(format!("line {}: a block that is never closed", block.line)),
        None if page.shows.is_empty() => Err("no line `labels: …`".to_owned()),
        None if page.blocks.is_empty() => Err("no example".to_owned()),
        None => Ok(page),
    }
}

fn open_block(line: usize, info: &str) -> Result<Block, String> {
    let (kind, rest) = info.split_once(' ').unwrap_or((info, ""));
    let page = match rest {
        "" => false,
        "page" => true,
        other => return Err(format!("line {line}: {other:?} behind a fence")),
    };
    match kind {
        "tagged" => Ok(Block { line, known_miss: false, page, body: String::new() }),
        "known-miss" => Ok(Block { line, known_miss: true, page, body: String::new() }),
        other => Err(format!("line {line}: a fence is `tagged` or `known-miss`, not {other:?}")),
    }
}

fn show(name: &str) -> Show {
    match (name, name.split_once('.')) {
        ("zone", _) => Show::Zone,
        ("record", _) => Show::Record,
        ("speaker", _) => Show::Speaker,
        (_, Some((key, attribute))) => {
            Show::Label { key: key.to_owned(), attribute: Some(attribute.to_owned()) }
        }
        (key, None) => Show::Label { key: key.to_owned(), attribute: None },
    }
}

impl Block {
    /// The right answer and today's, if the block is well formed.
    fn answers(&self) -> Result<(&str, &str), String> {
        let body = self.body.trim_end_matches('\n');
        let (right, today) = match (self.known_miss, body.split_once("\n--- today\n")) {
            (false, _) => (body, body),
            (true, Some((right, today))) if right != today => (right, today),
            (true, Some(_)) => return Err("is right today: make it a `tagged` block".to_owned()),
            (true, None) => return Err("lacks its line `--- today`".to_owned()),
        };
        if marked::parse(right)?.0 != marked::parse(today)?.0 {
            return Err("says other words today".to_owned());
        }
        Ok((right, today))
    }

    /// The right answer with what the tagger makes of the same words.
    fn found(&self, shows: &[Show]) -> Result<(&str, String), String> {
        let (right, _) = self.answers()?;
        let (text, _) = marked::parse(right)?;
        Ok((right, marked::render(&text, &marks(&text, self.page, shows))?))
    }

    /// Complains if today's answer is not what stands in the block.
    fn check(&self, shows: &[Show]) -> Result<(), String> {
        let (_, today) = self.answers()?;
        let (right, found) = self.found(shows)?;
        let mended = if self.known_miss && found == right { " and is right now" } else { "" };
        (found == today).then_some(()).ok_or_else(|| {
            format!("comes out differently{mended}\n  written:\n{today}\n  found:\n{found}")
        })
    }

    /// The block as it should stand if what is found today is taken over.
    fn blessed(&self, shows: &[Show]) -> Result<String, String> {
        let (right, found) = self.found(shows)?;
        let page = if self.page { " page" } else { "" };
        Ok(if found == right {
            format!("```tagged{page}\n{right}\n```\n")
        } else {
            format!("```known-miss{page}\n{right}\n--- today\n{found}\n```\n")
        })
    }
}

/// A page with its blocks as they should stand if what is found today is taken over.
fn blessed(words: &str) -> Result<String, String> {
    let page = parse_page(words)?;
    let mut lines = (1..).zip(words.split_inclusive('\n'));
    let mut written = String::new();
    while let Some((number, line)) = lines.next() {
        match page.blocks.iter().find(|it| it.line == number) {
            None => written.push_str(line),
            Some(block) => {
                written.push_str(&block.blessed(&page.shows)?);
                lines.by_ref().find(|it| it.1.starts_with("```"));
            }
        }
    }
    Ok(written)
}

/// What the tagger finds in `words`, as far as `shows` asks for it.
fn marks(words: &str, page: bool, shows: &[Show]) -> Vec<Mark> {
    let text = Text::new(words);
    let body = [ProposedZone {
        span: text.whole().unwrap(),
        kind: ZoneKind::Body,
        sub: None,
        lang: Some("en".to_owned()),
        reason: Reason::new("test.body", Tier::Sure, 1000, "The example says so."),
    }];
    let run = Run { cancel: &Cancel::new(), progress: &|_| {}, models: Models::shipped() };
    let found = tagger::tag(&text, (!page).then_some(&body), &run).unwrap();
    let mut marks = Vec::new();
    if shows.contains(&Show::Zone) {
        marks.extend(found.zones.iter().map(|zone| {
            let sub = zone.sub.map_or(String::new(), |it| format!(" {}", it.key()));
            Mark::new(zone.span.range(), format!("{}{sub}", zone.kind.key()), false)
        }));
    }
    for (index, annotation) in found.annotations.iter().enumerate() {
        for name in shows.iter().filter_map(|it| name(it, &found, index, annotation)) {
            let pieces = annotation.spans.iter().enumerate();
            marks.extend(pieces.map(|(at, span)| Mark::new(span.range(), name.clone(), at > 0)));
        }
    }
    marks
}

/// How `show` names an annotation; `None` if it is not shown.
fn name(show: &Show, found: &Proposals, index: usize, annotation: &Proposal) -> Option<String> {
    let record = |it: &Proposal| it.record.and_then(|it| found.records.get(it));
    match show {
        Show::Label { key, attribute } => {
            let value = attribute.as_ref().and_then(|it| annotation.attributes.get(it.as_str()));
            let value = value.map_or(String::new(), |it| format!(" {it}"));
            (annotation.label == *key.as_str()).then(|| format!("{key}{value}"))
        }
        Show::Record => {
            let is_entity = !matches!(annotation.label.as_str(), "source" | "quote" | "claim");
            record(annotation).filter(|_| is_entity).map(|it| format!("= {}", it.name))
        }
        Show::Speaker if annotation.label == "quote" => {
            let mut said_by =
                found.relations.iter().filter(|it| it.kind == "said_by" && it.from == index);
            let source = said_by.next().and_then(|it| found.annotations.get(it.to));
            let speaker = source.and_then(record).map_or("?", |it| it.name.as_str());
            Some(format!("by {speaker}"))
        }
        Show::Zone | Show::Speaker => None,
    }
}

/// Complaints about a page, each with the line of its block.
fn check_page(words: &str) -> Vec<String> {
    match parse_page(words) {
        Err(error) => vec![error],
        Ok(page) => page
            .blocks
            .iter()
            .filter_map(|block| {
                let error = block.check(&page.shows).err()?;
                Some(format!("the block at line {} {error}", block.line))
            })
            .collect(),
    }
}

#[test]
fn pages_say_what_the_tagger_does() {
    let pages = repo::files("assets/guidelines", "md");
    assert!(!pages.is_empty());
    if std::env::var_os("BLESS").is_some() {
        for path in &pages {
            repo::write(path, &blessed(&repo::read(path)).unwrap());
        }
    }
    let complaints: Vec<String> = pages
        .iter()
        .flat_map(|path| {
            check_page(&repo::read(path)).into_iter().map(move |it| format!("{path}: {it}"))
        })
        .collect();
    assert!(
        complaints.is_empty(),
        "\n{}\n\nIf what is found is right, or a miss to live with: BLESS=1 cargo test pages_say\n",
        complaints.join("\n")
    );
}

#[test]
fn blessing_keeps_the_right_answer() {
    let page = "# A\nlabels: a\n\n```tagged\nSo {a|it} is.\n```\nEnd.\n";
    let missed =
        page.replace("tagged", "known-miss").replace("is.\n", "is.\n--- today\nSo it is.\n");
    assert_eq!(blessed(page).unwrap(), missed);
    assert_eq!(blessed(&missed).unwrap(), missed);
    let mended = "# A\nlabels: a\n\n```known-miss page\nRight.\n--- today\n{a|Right}.\n```\n";
    assert_eq!(blessed(mended).unwrap(), "# A\nlabels: a\n\n```tagged page\nRight.\n```\n");
}

#[test]
fn wrong_pages_are_seen() {
    let page = |block: &str| check_page(&format!("# A\nlabels: a\n{block}"));
    assert!(page("```tagged\nNo tag.\n```\n").is_empty());
    for bad in [
        "",
        "```tagged\n{a|Never found}.\n```\n",
        "```tagged\n{a|Unclosed.\n```\n",
        "```tagged\nNo end.\n",
        "```tagged\nNo tag.\n```\n```rust\n```\n",
        "```known-miss\nRight.\n```\n",
        "```known-miss\nRight.\n--- today\nRight.\n```\n",
        "```known-miss\n{a|Right}.\n--- today\nOther words.\n```\n",
        "```known-miss\nRight and mended.\n--- today\n{a|Right and} mended.\n```\n",
    ] {
        assert_eq!(page(bad).len(), 1, "{bad}");
    }
    assert!(page("```known-miss\n{a|Missed}.\n--- today\nMissed.\n```\n").is_empty());
    assert_eq!(check_page("# No labels\n```tagged\nNo tag.\n```\n").len(), 1);
}
