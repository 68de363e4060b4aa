//! Data sets with the right answers: JSON lines of `{"id", "text", "spans", "links", …}`.
//!
//! A span is `{"id", "start", "end", "label", …}` with offsets in code points, half open; in
//! `parts`, a list of `[start, end]`, lie the pieces of a split one. A link is `{"from", "to",
//! "type"}` with the ids of spans. `sents` has `[start, end]`, `tokens` `[start, end, UPOS, XPOS,
//! lemma]`. `meta.licence_class` is `open`, `unstated` or `nc`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::ReadError;
use super::native;
use crate::annotation::{Gold, GoldLink, GoldSpan, GoldWord, Licence};
use crate::text::{Span, Text, Unit};

#[derive(Deserialize)]
struct Line {
    id: String,
    #[serde(default)]
    source: String,
    text: String,
    #[serde(default)]
    spans: Vec<Tagged>,
    #[serde(default)]
    links: Vec<Link>,
    #[serde(default)]
    sents: Vec<(usize, usize)>,
    #[serde(default)]
    tokens: Vec<(usize, usize, String, String, String)>,
    #[serde(default)]
    meta: Meta,
}

#[derive(Deserialize)]
struct Tagged {
    id: String,
    start: usize,
    end: usize,
    label: String,
    #[serde(default)]
    parts: Vec<(usize, usize)>,
    #[serde(flatten)]
    facts: Map<String, Value>,
}

#[derive(Deserialize)]
struct Link {
    from: String,
    to: String,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Default, Deserialize)]
struct Meta {
    licence_class: Option<String>,
}

/// Reads one line. A text without a stated licence class counts as the user's own: open.
pub fn read(line: &str) -> Result<Gold, ReadError> {
    let line: Line = serde_json::from_str(line).map_err(|error| native::syntax(&error))?;
    let refuse = |message: String| ReadError::NotNative { message };
    let licence = match line.meta.licence_class.as_deref() {
        None | Some("open") => Licence::Open,
        Some("unstated") => Licence::Unstated,
        Some("nc") => Licence::NonCommercial,
        Some(other) => {
            let message = format!("licence class {other:?}; write open, unstated or nc");
            return Err(refuse(message));
        }
    };
    let text = Text::new(line.text);
    let place = |(start, end): (usize, usize)| -> Result<Span, ReadError> {
        text.span_in(Unit::CodePoint, start, end)
            .map_err(|error| refuse(format!("{}: [{start}, {end}]: {error}", line.id)))
    };
    let mut ids = BTreeMap::new();
    let mut spans = Vec::with_capacity(line.spans.len());
    for it in line.spans {
        let parts = if it.parts.is_empty() { vec![(it.start, it.end)] } else { it.parts };
        let places = parts.into_iter().map(place).collect::<Result<_, _>>()?;
        let facts = it.facts.into_iter().filter_map(|(key, value)| Some((key, words(value)?)));
        ids.insert(it.id.clone(), spans.len());
        let facts = facts.collect();
        spans.push(GoldSpan { id: it.id, label: it.label, spans: places, facts });
    }
    let end = |id: &str| {
        let known = ids.get(id).copied();
        known.ok_or_else(|| refuse(format!("{}: a link to {id:?}, which is no span", line.id)))
    };
    let as_link = |it: Link| Ok(GoldLink { from: end(&it.from)?, to: end(&it.to)?, kind: it.kind });
    let links = line.links.into_iter().map(as_link).collect::<Result<_, ReadError>>()?;
    let word = |(start, end, upos, xpos, lemma)| {
        Ok(GoldWord { span: place((start, end))?, upos, xpos, lemma })
    };
    let parts_of_speech = line.tokens.into_iter().map(word).collect::<Result<_, ReadError>>()?;
    let sentences = line.sents.into_iter().map(place).collect::<Result<_, _>>()?;
    Ok(Gold {
        id: line.id.clone(),
        source: line.source,
        licence,
        spans,
        links,
        sentences,
        words: parts_of_speech,
        zones: None,
        text: text.clone(),
    })
}

/// A plain value as words; lists and nothing have none.
fn words(value: Value) -> Option<String> {
    match value {
        Value::String(words) => Some(words),
        Value::Bool(it) => Some(it.to_string()),
        Value::Number(it) => Some(it.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = r#"{"id": "1", "source": "own", "text": "🙂 Zoë said: no.",
        "spans": [{"id": "a", "start": 2, "end": 5, "label": "PERSON", "orig": "PER", "n": 2},
                  {"id": "b", "start": 6, "end": 14, "label": "QUOTE", "parts": [[6, 10], [12, 14]]}],
        "links": [{"from": "b", "to": "a", "type": "quote_source"}],
        "sents": [[0, 15]], "tokens": [[2, 5, "PROPN", "NNP", "Zoë"]],
        "meta": {"licence_class": "unstated"}}"#;

    #[test]
    fn places_are_code_points() {
        let gold = read(LINE).unwrap();
        let words = |it: &Span| gold.text.slice(*it).to_owned();
        assert_eq!(gold.spans[0].spans.iter().map(words).collect::<Vec<_>>(), ["Zoë"]);
        assert_eq!(gold.spans[1].spans.iter().map(words).collect::<Vec<_>>(), ["said", "no"]);
        assert_eq!((gold.spans[0].fact("orig"), gold.spans[0].fact("n")), (Some("PER"), Some("2")));
        assert_eq!(gold.links, [GoldLink { from: 1, to: 0, kind: "quote_source".to_owned() }]);
        assert_eq!(words(&gold.words[0].span), "Zoë");
        assert_eq!(gold.licence, Licence::Unstated);
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let why = |from: &str, to: &str| read(&LINE.replace(from, to)).unwrap_err().to_string();
        assert!(why("[[0, 15]]", "[[0, 99]]").contains("1: [0, 99]"));
        assert!(why(r#""to": "a""#, r#""to": "z""#).contains(r#"a link to "z""#));
        assert!(why("unstated", "secret").contains("write open, unstated or nc"));
        assert!(why(r#""label": "QUOTE","#, "").contains("label"));
    }
}
