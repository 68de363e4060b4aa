//! The exporters.

use serde::Serialize;

use super::super::tokens::{Layer, Piece, cover, is_space};
use super::super::{Exporter, Holds, Options, Written, losses_at};
use crate::annotation::{Annotation, Document, Lane, Review, Spans};
use crate::text::{Span, Text, Unit};

/// The exporter of what spaCy trains with.
pub(in crate::formats) struct Training;

/// The exporter of Prodigy's tasks.
pub(in crate::formats) struct Tasks {
    /// Whether tokens go with them; without, Prodigy makes its own.
    pub tokens: bool,
}

#[derive(Serialize)]
struct Example<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    id: &'a str,
    text: &'a str,
    tokens: Vec<Place>,
    ents: Vec<Labelled<'a>>,
    spans: Groups<'a>,
}

/// Groups of spans by their names; `sc` is the one that spaCy's span categorizer reads.
#[derive(Serialize)]
struct Groups<'a> {
    sc: Vec<Labelled<'a>>,
}

#[derive(Serialize)]
struct Place {
    id: usize,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Labelled<'a> {
    start: usize,
    end: usize,
    label: &'a str,
    kb_id: &'a str,
}

#[derive(Serialize)]
struct Task<'a> {
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    tokens: Option<Vec<Token<'a>>>,
    spans: Vec<Marked<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    relations: Option<Vec<Link<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    meta: Option<Meta<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<&'static str>,
}

/// What Prodigy shows beside a task.
#[derive(Serialize)]
struct Meta<'a> {
    id: &'a str,
}

#[derive(Serialize)]
struct Token<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    id: usize,
    ws: bool,
}

#[derive(Clone, Serialize)]
struct Marked<'a> {
    start: usize,
    end: usize,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    tokens: Option<Ends>,
    label: &'a str,
}

/// The first and the last token of a span.
#[derive(Clone, Copy, Serialize)]
struct Ends {
    token_start: usize,
    token_end: usize,
}

#[derive(Serialize)]
struct Link<'a> {
    head: usize,
    child: usize,
    head_span: Marked<'a>,
    child_span: Marked<'a>,
    label: &'a str,
}

/// The pieces of a tag without white space at their ends.
fn trimmed(text: &Text, tag: &Annotation) -> Option<Spans> {
    Spans::new(tag.spans.iter().filter_map(|it| text.trim_matches(it, is_space)).collect())
}

/// Tokens that begin and end wherever a tag does.
fn tokens(document: &Document, goes: impl Fn(&Annotation) -> bool) -> Vec<Piece> {
    let text = document.text();
    let places = document.annotations().filter(|it| goes(it)).filter_map(|it| trimmed(text, it));
    let ends = places.flat_map(|it| it.as_slice().to_vec());
    let mut cuts: Vec<_> = ends.flat_map(|it| [it.start(), it.end()]).collect();
    cuts.sort_unstable();
    cover(text, &cuts)
}

impl Exporter for Training {
    fn key(&self) -> &'static str {
        "spacy"
    }

    fn about(&self) -> &'static str {
        "documents for Doc.from_json of spaCy, with spans and entities"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["jsonl"]
    }

    fn many(&self) -> bool {
        true
    }

    fn write(&self, document: &Document, options: &Options) -> Written {
        let text = document.text();
        let unit = options.unit.unwrap_or(Unit::CodePoint);
        let at = |byte| text.offset_in(unit, byte);
        let labelled = |span: Span, label| Labelled {
            start: at(span.start()),
            end: at(span.end()),
            label,
            kb_id: "",
        };
        let live = document.annotations().filter(|it| it.is_live());
        let placed = live.filter_map(|it| Some((it, trimmed(text, it)?)));
        let spans = placed.flat_map(|(tag, spans)| {
            spans.iter().map(|it| labelled(it, tag.label.as_str())).collect::<Vec<_>>()
        });
        let tokens: Vec<_> =
            tokens(document, Annotation::is_live).into_iter().map(|it| it.span).collect();
        // White space is in no entity there.
        let visible = |it: &&Span| text.trim_matches(**it, is_space).is_some();
        let words: Vec<_> = tokens.iter().filter(visible).copied().collect();
        let entities = Layer::new(document, &words, Lane::Entities);
        let entity = |(id, piece): (_, std::ops::Range<usize>)| {
            let tag = document.annotation(id)?;
            let words = words.get(piece)?;
            Some(labelled(words.first()?.hull(*words.last()?), tag.label.as_str()))
        };
        let mut ents: Vec<_> = entities.pieces().filter_map(entity).collect();
        ents.sort_by_key(|it| it.start);
        let place = |(id, it): (_, &Span)| Place { id, start: at(it.start()), end: at(it.end()) };
        let example = Example {
            id: &document.metadata().id,
            text: text.as_str(),
            tokens: tokens.iter().enumerate().map(place).collect(),
            ents,
            spans: Groups { sc: spans.collect() },
        };
        Written::one(line(&example), losses_at(document, &Holds::TAGS, &|it| trimmed(text, it)))
    }
}

/// Texts, numbers and lists: there is nothing that JSON cannot say.
fn line(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default() + "\n"
}

/// What everything in a document has been decided to be, if that is one thing.
fn verdict(document: &Document, relations: bool) -> Option<Review> {
    let tags = document.annotations().map(|it| it.standing.review);
    let links = document.relations().map(|it| it.standing.review);
    let mut all = tags.chain(links.filter(|_| relations)).collect::<Vec<_>>();
    all.dedup();
    match all.as_slice() {
        [] => Some(Review::Accepted),
        [one] if *one != Review::Proposed => Some(*one),
        _ => None,
    }
}

impl Exporter for Tasks {
    fn key(&self) -> &'static str {
        if self.tokens { "prodigy-tokens" } else { "prodigy" }
    }

    fn about(&self) -> &'static str {
        if self.tokens {
            "tasks for Prodigy with tokens and relations"
        } else {
            "tasks for Prodigy, which makes the tokens"
        }
    }

    fn endings(&self) -> &'static [&'static str] {
        &["jsonl"]
    }

    fn many(&self) -> bool {
        true
    }

    fn write(&self, document: &Document, options: &Options) -> Written {
        let verdict = verdict(document, self.tokens);
        let holds = Holds {
            review: verdict.is_some(),
            relations: self.tokens,
            relation_review: self.tokens && verdict.is_some(),
            ..Holds::TAGS
        };
        let text = document.text();
        let place =
            |it: &Annotation| if self.tokens { trimmed(text, it) } else { Some(it.spans.clone()) };
        let tokens = if self.tokens { tokens(document, |it| holds.tag(it)) } else { Vec::new() };
        let page = Page {
            document,
            unit: options.unit.unwrap_or(Unit::CodePoint),
            tokens: &tokens,
            place: &place,
        };
        let tags = document.annotations().filter(|it| holds.tag(it));
        let links = document.relations().filter(|it| holds.relation(document, it));
        let id = document.metadata().id.as_str();
        let task = Task {
            text: text.as_str(),
            tokens: self.tokens.then(|| page.tokens()),
            spans: tags.flat_map(|it| page.spans(it)).collect(),
            relations: self.tokens.then(|| links.filter_map(|it| page.link(it)).collect()),
            meta: (!id.is_empty()).then_some(Meta { id }),
            answer: verdict.map(|it| if it == Review::Rejected { "reject" } else { "accept" }),
        };
        Written::one(line(&task), losses_at(document, &holds, &place))
    }
}

/// What a task is made of.
struct Page<'a> {
    document: &'a Document,
    unit: Unit,
    tokens: &'a [Piece],
    place: &'a dyn Fn(&Annotation) -> Option<Spans>,
}

impl<'a> Page<'a> {
    fn at(&self, byte: usize) -> usize {
        self.document.text().offset_in(self.unit, byte)
    }

    fn tokens(&self) -> Vec<Token<'a>> {
        let token = |(id, it): (usize, &Piece)| Token {
            text: self.document.text().slice(it.span),
            start: self.at(it.span.start()),
            end: self.at(it.span.end()),
            id,
            ws: it.spaced,
        };
        self.tokens.iter().enumerate().map(token).collect()
    }

    fn spans(&self, tag: &'a Annotation) -> Vec<Marked<'a>> {
        let span = |it: Span| Marked {
            start: self.at(it.start()),
            end: self.at(it.end()),
            tokens: self.ends(it),
            label: tag.label.as_str(),
        };
        (self.place)(tag).iter().flat_map(Spans::iter).map(span).collect()
    }

    fn ends(&self, span: Span) -> Option<Ends> {
        let token_start = self.tokens.partition_point(|it| it.span.end() <= span.start());
        let after = self.tokens.partition_point(|it| it.span.start() < span.end());
        let token_end = after.checked_sub(1).filter(|_| !self.tokens.is_empty())?;
        Some(Ends { token_start, token_end })
    }

    /// A relation between the first pieces of two tags.
    fn link(&self, link: &'a crate::annotation::Relation) -> Option<Link<'a>> {
        let end = |id| self.spans(self.document.annotation(id)?).into_iter().next();
        let (head_span, child_span) = (end(link.from)?, end(link.to)?);
        let (head, child) = (head_span.tokens?.token_end, child_span.tokens?.token_end);
        Some(Link { head, child, head_span, child_span, label: link.kind.as_str() })
    }
}
