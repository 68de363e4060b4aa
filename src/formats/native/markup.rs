//! Markup of a file: what the article's own file said of places in the text.

use super::file::{MarkupFile, MarkupV1, Unknown};
use super::read::Reader;
use super::{value, write};
use crate::annotation::{Document, Extra, Markup, MarkupKind};
use crate::text::Text;

impl Reader {
    /// Gives the document its markup. What is no such list is kept as an unknown key.
    pub(super) fn markup(&mut self, file: Option<MarkupFile>, extra: &mut Unknown) {
        let files = match file {
            Some(MarkupFile::List(files)) => files,
            Some(MarkupFile::Other(other)) => {
                extra.insert("markup".to_owned(), other);
                return;
            }
            None => return,
        };
        let mut made = Vec::with_capacity(files.len());
        for (index, file) in files.into_iter().enumerate() {
            made.extend(self.element(index, file));
        }
        self.set_markup(made);
    }

    fn element(&mut self, index: usize, file: MarkupV1) -> Option<Markup> {
        let shown: String = file.is.chars().take(60).collect();
        let name = format!("markup {} ({shown})", index + 1);
        let spans = self.spans(&name, &[file.span], None, "it was left out");
        let (kind, unknown) = known(file.is, file.extra);
        let extra = self.extra(&name, unknown);
        Some(Markup { span: spans?.hull(), kind, extra })
    }
}

/// What `is` means, if all is there that it needs; keys that it does not need stay unknown.
fn known(is: String, mut extra: Unknown) -> (MarkupKind, Unknown) {
    let number = |key: &str| extra.get(key).and_then(serde_json::Value::as_u64);
    let level = || number("level").and_then(|it| u8::try_from(it).ok());
    let found = match is.as_str() {
        "heading" => level().map(|it| (MarkupKind::Heading(it), &["level"][..])),
        "item" => level().and_then(|level| {
            let ordered = extra.get("ordered").and_then(serde_json::Value::as_bool)?;
            Some((MarkupKind::Item { level, ordered }, &["level", "ordered"][..]))
        }),
        "row" => Some((MarkupKind::Row, &[][..])),
        "note" => Some((MarkupKind::Note, &[][..])),
        "link" => {
            let to = extra.get("to").and_then(serde_json::Value::as_str);
            to.map(|it| (MarkupKind::Link(it.to_owned()), &["to"][..]))
        }
        "cue" => number("start_ms")
            .zip(number("end_ms"))
            .map(|(start, end)| (MarkupKind::Cue { start, end }, &["start_ms", "end_ms"][..])),
        _ => None,
    };
    let Some((element, keys)) = found else {
        return (MarkupKind::Other(is), extra);
    };
    for key in keys {
        extra.remove(*key);
    }
    (element, extra)
}

/// The markup of a document as it stands in a file; `extra` are the document's unknown keys.
pub(super) fn to_file(document: &Document, extra: &mut Extra) -> Option<MarkupFile> {
    let markup = document.markup();
    if markup.is_empty() {
        return None;
    }
    extra.remove("markup");
    Some(MarkupFile::List(markup.iter().map(|it| element(document.text(), it)).collect()))
}

fn element(text: &Text, markup: &Markup) -> MarkupV1 {
    let mut extra = value::extra_to_file(&markup.extra);
    let mut with = |key: &str, value: serde_json::Value| {
        extra.insert(key.to_owned(), value);
    };
    let is = match &markup.kind {
        MarkupKind::Heading(level) => {
            with("level", (*level).into());
            "heading"
        }
        MarkupKind::Item { level, ordered } => {
            with("level", (*level).into());
            with("ordered", (*ordered).into());
            "item"
        }
        MarkupKind::Row => "row",
        MarkupKind::Note => "note",
        MarkupKind::Link(to) => {
            with("to", to.as_str().into());
            "link"
        }
        MarkupKind::Cue { start, end } => {
            with("start_ms", (*start).into());
            with("end_ms", (*end).into());
            "cue"
        }
        MarkupKind::Other(is) => is,
    };
    MarkupV1 { is: is.to_owned(), span: write::place(text, markup.span), extra }
}

#[cfg(test)]
mod tests {
    use crate::annotation::MarkupKind;
    use crate::formats::native::{Form, read_json, read_ron, write};
    use crate::formats::tagset;

    const FILE: &str = r#"{"factmark": 1, "text": "Ä link. A cue 🙂 here.", "markup": [
        {"is": "link", "span": [2, 6], "to": "https://echo.example", "rel": "nofollow"},
        {"is": "cue", "span": [8, 21], "start_ms": 1500, "end_ms": 18446744073709551615},
        {"is": "item", "span": [8, 13], "level": 2, "ordered": true},
        {"is": "heading", "span": [0, 7], "level": 1},
        {"is": "heading", "span": [0, 1], "level": "high"},
        {"is": "ruby", "span": [14, 15], "over": ["x", {"deep": 1}]},
        {"is": "row", "span": [16, 20]}, {"is": "note", "span": [16, 19]}]}"#;

    #[test]
    fn markup_is_saved_and_what_is_not_known_is_kept() {
        let read = read_json(FILE, &tagset::news()).unwrap();
        assert_eq!(read.problems, []);
        let shown = |it: &crate::annotation::Markup| {
            format!("{:?} {}", it.kind, read.document.text().slice(it.span))
        };
        let shown: Vec<_> = read.document.markup().iter().map(shown).collect();
        assert_eq!(
            shown,
            [
                "Heading(1) Ä link.",
                "Other(\"heading\") Ä",
                "Link(\"https://echo.example\") link",
                "Cue { start: 1500, end: 18446744073709551615 } A cue 🙂 here.",
                "Item { level: 2, ordered: true } A cue",
                "Other(\"ruby\") 🙂",
                "Row here",
                "Note her",
            ]
        );
        assert!(read.document.markup()[5].kind == MarkupKind::Other("ruby".to_owned()));
        for form in Form::ALL {
            let saved = write(&read.document, form);
            let again = if form == Form::Ron { read_ron } else { read_json };
            let again = again(&saved, &tagset::news()).unwrap();
            assert_eq!(again.document, read.document, "{saved}");
            assert_eq!(write(&again.document, form), saved);
            assert!(saved.contains("nofollow") && saved.contains("deep"), "{saved}");
        }
    }

    #[test]
    fn a_markup_of_another_shape_stays_as_it_was() {
        let source = r#"{"factmark": 1, "text": "a", "markup": {"by": "another program"}}"#;
        let read = read_json(source, &tagset::news()).unwrap();
        assert_eq!((read.problems.len(), read.document.markup().len()), (0, 0));
        let saved = write(&read.document, Form::Jsonl);
        assert!(saved.contains(r#""markup":{"by":"another program"}"#), "{saved}");
        let wrong = r#"{"factmark": 1, "text": "a", "markup": [{"is": "row", "span": [0, 9]}]}"#;
        let error = read_json(wrong, &tagset::news()).unwrap_err().to_string();
        assert!(error.contains("markup 1 (row)"), "{error}");
    }
}
