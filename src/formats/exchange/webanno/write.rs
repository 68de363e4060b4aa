//! The exporter.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use super::super::tokens::{cover, is_space, sentence_starts};
use super::super::{Exporter, Holds, Options, Written, losses_at};
use super::{FEATURES, KIND, LINKS, SPANS, escape};
use crate::annotation::{Annotation, AnnotationId, Document, Review, Spans, Tier};
use crate::formats::native::{self, names};
use crate::text::{Span, Text, Unit};

/// The exporter.
pub(in crate::formats) struct WebAnno;

const HOLDS: Holds = Holds {
    attributes: true,
    notes: true,
    review: true,
    trust: true,
    relations: true,
    name: false,
    ..Holds::TAGS
};

impl Exporter for WebAnno {
    fn key(&self) -> &'static str {
        "webanno-tsv"
    }

    fn about(&self) -> &'static str {
        "WebAnno TSV 3.3, rows of tokens with spans and relations"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["tsv"]
    }

    fn many(&self) -> bool {
        false
    }

    fn write(&self, document: &Document, options: &Options) -> Written {
        let mut out = String::new();
        // Text takes everything.
        let _written = Rows::new(document, options.unit.unwrap_or(Unit::Utf16)).all(&mut out);
        let text = document.text();
        Written::one(out, losses_at(document, &HOLDS, &|it| trimmed(text, it)))
    }
}

/// The pieces of a tag without white space at their ends.
fn trimmed(text: &Text, tag: &Annotation) -> Option<Spans> {
    Spans::new(tag.spans.iter().filter_map(|it| text.trim_matches(it, is_space)).collect())
}

struct Rows<'a> {
    document: &'a Document,
    unit: Unit,
    tokens: Vec<Span>,
    /// Indices of the tokens that begin a sentence.
    starts: Vec<usize>,
    /// The pieces of tags that cover each token, by their numbers.
    covering: BTreeMap<usize, Vec<usize>>,
    /// The tag of each piece.
    pieces: Vec<&'a Annotation>,
    /// The number of the first piece of a tag, and the token where it begins.
    first: BTreeMap<AnnotationId, (usize, usize)>,
}

impl<'a> Rows<'a> {
    fn new(document: &'a Document, unit: Unit) -> Self {
        let text = document.text();
        let places: Vec<_> =
            document.annotations().filter_map(|it| Some((it, trimmed(text, it)?))).collect();
        let ends = places.iter().flat_map(|it| it.1.iter()).flat_map(|it| [it.start(), it.end()]);
        let mut cuts: Vec<_> = ends.collect();
        cuts.sort_unstable();
        let all = cover(text, &cuts).into_iter().map(|it| it.span);
        let tokens: Vec<_> = all.filter(|it| text.trim_matches(*it, is_space).is_some()).collect();
        let mut starts = sentence_starts(text, &tokens);
        if starts.first() != Some(&0) {
            starts.insert(0, 0);
        }
        let mut rows = Self {
            document,
            unit,
            tokens,
            starts,
            covering: BTreeMap::new(),
            pieces: Vec::new(),
            first: BTreeMap::new(),
        };
        for (tag, spans) in places {
            for span in spans.iter() {
                rows.pieces.push(tag);
                let number = rows.pieces.len();
                let start = rows.tokens.partition_point(|it| it.end() <= span.start());
                let end = rows.tokens.partition_point(|it| it.start() < span.end());
                for token in start..end {
                    rows.covering.entry(token).or_default().push(number);
                }
                rows.first.entry(tag.id).or_insert((number, start));
            }
        }
        rows
    }

    fn all(&self, out: &mut String) -> fmt::Result {
        writeln!(out, "#FORMAT=WebAnno TSV 3.3")?;
        writeln!(out, "#T_SP={SPANS}|{}", FEATURES.join("|"))?;
        writeln!(out, "#T_RL={LINKS}|{KIND}|BT_{SPANS}\n")?;
        let links = self.links();
        let text = self.document.text();
        for (sentence, start) in self.starts.iter().enumerate() {
            let end = self.starts.get(sentence + 1).copied().unwrap_or(self.tokens.len());
            let Some(tokens) = self.tokens.get(*start..end) else { continue };
            let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { continue };
            writeln!(out)?;
            for line in text.slice(first.hull(*last)).split('\n') {
                writeln!(out, "#Text={}", escape::text(line))?;
            }
            for (at, token) in (*start..).zip(tokens) {
                let [from, to] =
                    [token.start(), token.end()].map(|it| text.offset_in(self.unit, it));
                let words = escape::text(text.slice(*token));
                write!(out, "{}\t{from}-{to}\t{words}", self.name(at))?;
                self.columns(at, out)?;
                let (kinds, ends) = links.get(&at).map_or(("_", "_"), |it| (&it.0, &it.1));
                writeln!(out, "\t{kinds}\t{ends}")?;
            }
        }
        Ok(())
    }

    /// How a token is called: the numbers of its sentence and of itself there.
    fn name(&self, token: usize) -> String {
        let sentence = self.starts.partition_point(|it| *it <= token);
        let first = sentence.checked_sub(1).and_then(|it| self.starts.get(it)).unwrap_or(&0);
        format!("{sentence}-{}", token - first + 1)
    }

    fn columns(&self, token: usize, out: &mut String) -> fmt::Result {
        let numbers = self.covering.get(&token).map(Vec::as_slice).unwrap_or_default();
        for feature in FEATURES {
            let value = |number: &usize| {
                let tag = self.pieces.get(number - 1)?;
                let value = feature_of(tag, feature)
                    .map_or_else(|| "*".to_owned(), |it| escape::value(&it));
                Some(format!("{value}[{number}]"))
            };
            let values: Vec<_> = numbers.iter().filter_map(value).collect();
            let column = if values.is_empty() { "_".to_owned() } else { values.join("|") };
            write!(out, "\t{column}")?;
        }
        Ok(())
    }

    /// The relations that end at each token: their kinds, and where they come from.
    fn links(&self) -> BTreeMap<usize, (String, String)> {
        let mut found = BTreeMap::<usize, (String, String)>::new();
        for link in self.document.relations().filter(|it| HOLDS.relation(self.document, it)) {
            let ends = (self.first.get(&link.from), self.first.get(&link.to));
            let (Some((from, start)), Some((to, end))) = ends else { continue };
            let kind = escape::value(link.kind.as_str());
            let place = format!("{}[{from}_{to}]", self.name(*start));
            let (kinds, places) = found.entry(*end).or_default();
            if !kinds.is_empty() {
                kinds.push('|');
                places.push('|');
            }
            *kinds += if kind.is_empty() { "*" } else { &kind };
            *places += &place;
        }
        found
    }
}

/// What stands in a column for a tag; `None` for nothing.
fn feature_of(tag: &Annotation, feature: &str) -> Option<String> {
    let standing = &tag.standing;
    match feature {
        "label" => Some(tag.label.to_string()),
        "review" => {
            (standing.review != Review::Proposed).then(|| names::review(standing.review).to_owned())
        }
        "tier" => (standing.tier != Tier::Likely).then(|| names::tier(standing.tier).to_owned()),
        "confidence" => standing.confidence.map(|it| it.per_mille().to_string()),
        "note" => tag.note.clone(),
        _ if tag.attributes.is_empty() => None,
        _ => {
            let fields = tag.attributes.iter();
            let fields = fields.map(|(key, it)| (key.to_string(), native::value_to_file(it)));
            Some(serde_json::Value::Object(fields.collect()).to_string())
        }
    }
}
